//! Sentences folded into canonical words: which of them stand in a document, and how often.
//!
//! Folding a sentence costs more than all that is asked of it afterwards, so each text is folded once.
//! A sentence is one row of words here; what it says in which of its parts is taken apart in
//! [`super::statement`]. Knows nothing of changes; [`super::edits`] asks.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use super::canon::tokens;
use crate::document::Document;
use crate::facts::{Clause, Place};

/// Canonical sentences of a whole document.
pub(super) struct Sentences {
    /// The number of times each stands there.
    counts: HashMap<Rc<str>, usize>,
    /// All of them in alphabetical order, once somebody asks how one begins.
    sorted: OnceCell<Vec<Rc<str>>>,
}

impl Sentences {
    /// Collects the sentences of the bodies of both documents.
    pub(super) fn of_both(old: &Document, new: &Document, folded: &Folded) -> [Self; 2] {
        [old, new].map(|document| Self::of(document, folded))
    }

    /// Sentences of one document.
    fn of(document: &Document, folded: &Folded) -> Self {
        let mut counts = HashMap::new();
        let mut count = |sentence: Rc<str>| *counts.entry(sentence).or_insert(0) += 1;
        crate::facts::for_each_clause(document, &mut |clause| {
            count(folded.sentence(clause));
            if let Some(entry) = folded.entry(clause) {
                count(entry);
            }
        });
        // A heading may become a line of text, and a line a heading.
        for heading in document.walk_sections().into_iter().filter_map(|visit| visit.section.heading.as_ref())
        {
            count(folded.words(heading));
        }
        Self { counts, sorted: OnceCell::new() }
    }

    /// True when hardly a sentence of the other document stands here too.
    pub(super) fn is_another(&self, other: &Self) -> bool {
        let long =
            |sentences: &Self| sentences.counts.keys().filter(|words| words.split(' ').count() > 5).count();
        let shared = self
            .counts
            .keys()
            .filter(|words| words.split(' ').count() > 5 && other.counts.contains_key(*words))
            .count();
        let (here, there) = (long(self), long(other));
        here >= 3 && there >= 3 && here.max(there) >= 8 && 20 * shared < here.min(there)
    }

    /// True when the sentence of the other document stands here too; very short ones only where
    /// they stand as often as there.
    pub(super) fn keeps(&self, clause: &Clause, other: &Self, folded: &Folded) -> bool {
        let sentence = folded.sentence(clause);
        // A list of things and what is said of each may become a table.
        let entries = |sentences: &Self, entry: &Rc<str>| sentences.counts.get(entry).copied().unwrap_or(0);
        let entry = folded.entry(clause);
        if entry.is_some_and(|entry| entries(self, &entry) >= entries(other, &entry).max(1)) {
            return true;
        }
        let count = |sentences: &Self| sentences.counts.get(&sentence).copied().unwrap_or(0);
        match clause.place {
            Place::Key => count(self) > 0 || self.holds_start(&format!("{sentence} ")),
            _ if sentence.split(' ').count() > 3 || sentence.contains('#') => count(self) > 0,
            _ => count(self) > 0 && count(self) >= count(other),
        }
    }

    /// True when a sentence begins with these words.
    fn holds_start(&self, start: &str) -> bool {
        let sorted = self.sorted.get_or_init(|| {
            let mut all: Vec<Rc<str>> = self.counts.keys().cloned().collect();
            all.sort_unstable();
            all
        });
        let at = sorted.partition_point(|known| known.as_ref() < start);
        sorted.get(at).is_some_and(|known| known.starts_with(start))
    }
}

/// Canonical tokens of the texts that were asked for, joined by spaces. Most sentences stand in both
/// documents, and a changed one is asked for several times.
#[derive(Default)]
pub(super) struct Folded(RefCell<HashMap<String, Rc<str>>>);

impl Folded {
    /// The tokens of a text, joined.
    fn words(&self, text: &str) -> Rc<str> {
        if let Some(known) = self.0.borrow().get(text) {
            return known.clone();
        }
        let words: Rc<str> = tokens(text).join(" ").into();
        self.0.borrow_mut().insert(text.to_owned(), words.clone());
        words
    }

    /// The tokens of a text.
    pub(super) fn row(&self, text: &str) -> Vec<String> {
        self.words(text).split_whitespace().map(str::to_owned).collect()
    }

    /// True when two texts say the same.
    pub(super) fn are_same(&self, a: &str, b: &str) -> bool {
        a == b || self.words(a) == self.words(b)
    }

    /// An item with what it is an item of, as the cell of a table has it.
    fn entry(&self, clause: &Clause) -> Option<Rc<str>> {
        let lead = (clause.place == Place::Item && !clause.stem.trim().is_empty()).then_some(&clause.stem)?;
        Some(format!("{} {}", self.words(lead), self.words(&clause.text)).into())
    }

    /// A sentence as a whole: a cell with its row key.
    fn sentence(&self, clause: &Clause) -> Rc<str> {
        let words = self.words(&clause.text);
        let lead = clause.lead.as_ref().filter(|_| clause.place == Place::Cell);
        match lead.map(|lead| self.words(lead)) {
            Some(lead) if words.is_empty() => lead,
            Some(lead) if !lead.is_empty() => format!("{lead} {words}").into(),
            _ => words,
        }
    }
}
