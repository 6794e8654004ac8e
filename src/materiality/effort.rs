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
/// What all sentences of a comparison may cost, in microseconds or so: some 1,000 sentences. The longest
/// recorded comparisons stay well below it.
const COMPARISON: u64 = 170_000;
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

#[cfg(test)]
mod tests {
    use crate::compare::compare;
    use crate::materiality::{Assessment, Tuning, Verdict, assess, explain};
    use crate::normalize::{Input, normalize};

    fn judged(old: &str, new: &str) -> (Assessment, usize) {
        let [old, new] = [old, new].map(|text| {
            normalize(&Input { bytes: text.as_bytes(), content_type: None, name: Some("policy.md") })
        });
        let comparison = compare(&old, &new);
        let explained = explain(&old, &new, &comparison, &Tuning::default());
        (assess(&old, &new, &comparison), explained.iter().map(|change| change.sentences.len()).sum())
    }

    fn unread(assessment: &Assessment) -> usize {
        let is_unread = |rule: &str| rule == "R3";
        let mut changes = assessment.changes.iter();
        changes.by_ref().filter(|change| change.reasons.iter().any(|reason| is_unread(&reason.rule))).count()
    }

    #[test]
    fn a_sentence_that_nobody_reads_waits_for_a_person() {
        let endless = |word: &str| format!("# Terms\n\nWe keep {} for you.\n", word.repeat(4_000));
        let (assessment, _) = judged(&endless("this and "), &endless("that and "));
        assert_eq!(unread(&assessment), assessment.changes.len());
        assert_eq!(assessment.verdict, Verdict::Review);
    }

    #[test]
    fn what_is_beyond_the_bound_of_a_comparison_waits_and_what_is_before_it_is_judged() {
        // Long sentences, so that few of them reach the bound; some stay as they are.
        let aside = "about the boats in the harbour ".repeat(45);
        let text = |more: usize| -> String {
            let days = |n: usize| if n.is_multiple_of(3) { 7 } else { n % 9 + more };
            (0..300).map(|n| format!("We keep letter {n} {aside} for {} days.\n\n", days(n))).collect()
        };
        let (assessment, sentences) = judged(&text(1), &text(2));
        let material = assessment.changes.iter().filter(|change| change.verdict == Verdict::Material).count();
        assert!(material > 50 && unread(&assessment) > 50, "{material} of {}", assessment.changes.len());
        assert_eq!(material + unread(&assessment), assessment.changes.len());
        // Explained is what was judged.
        assert_eq!(sentences, material);
    }

    #[test]
    fn a_change_too_large_to_be_taken_apart_is_one_for_review() {
        let table = |name: &str| -> String {
            let row = |n: usize| format!("| {name}{n} of the harbour and the boats in it | {n} days |\n");
            (0..6_000).map(row).collect::<String>()
        };
        let old = "# Terms\n\nWe keep it.\n".to_owned();
        let new = format!("{old}\n| Name | Kept |\n|---|---|\n{}", table("log"));
        let (assessment, sentences) = judged(&old, &new);
        assert_eq!((unread(&assessment), sentences), (1, 0));
        assert_eq!(assessment.verdict, Verdict::Review);
    }
}
