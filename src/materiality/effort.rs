//! How much of a comparison is read by rules: more than anybody reads is for a person, and said to be.
//!
//! Texts that nobody wrote for readers (one endless sentence, a hundred thousand rows) would take
//! minutes. What is beyond a bound is never taken for harmless and never left out: it waits for review.

use std::cell::Cell;

use super::edits::Edit;

/// Most bytes of a change, both sides together, that is taken apart into sentences.
const CHANGE: usize = 200_000;
/// Most bytes of a sentence, on either side, that rules read: some of them hold every part of a sentence
/// against every other.
pub(super) const SENTENCE: usize = 10_000;
/// What all sentences of a comparison may cost, in microseconds or so: some thousands of sentences.
const COMPARISON: u64 = 400_000;
/// What a sentence costs however short it is.
const EACH: u64 = 120;

/// What the judging of one comparison has cost so far.
#[derive(Default)]
pub(super) struct Effort {
    spent: Cell<u64>,
    /// The same before the change that was judged last.
    before: Cell<u64>,
}

impl Effort {
    /// A change begins to be judged.
    pub(super) fn begin(&self) {
        self.before.set(self.spent.get());
    }

    /// The change that was judged last is read once more, with the same outcome.
    pub(super) fn again(&self) {
        self.spent.set(self.before.get());
    }

    /// True while changes of so many bytes may be taken apart.
    pub(super) fn reaches(&self, bytes: usize) -> bool {
        bytes <= CHANGE && !self.is_spent()
    }

    /// True once nothing more is read.
    pub(super) fn is_spent(&self) -> bool {
        self.spent.get() >= COMPARISON
    }

    /// True where rules may read the sentence, which is then paid for.
    pub(super) fn affords(&self, edit: &Edit) -> bool {
        let sides =
            [&edit.old, &edit.new].map(|clause| clause.as_ref().map_or(0, |clause| clause.text.len()));
        if sides.iter().any(|bytes| *bytes > SENTENCE) || self.is_spent() {
            return false;
        }
        let bytes: u64 = sides.iter().map(|bytes| *bytes as u64).sum();
        self.spent.set(self.spent.get() + EACH + bytes / 4 + bytes * bytes / 5_000);
        true
    }
}
