//! What one wording still lacks of the other: a rewriting is tried only where it comes nearer.

use std::collections::HashMap;

use super::forms;
use super::table::{Row, TABLE, is_article};

/// Words that say nothing wherever they stand.
pub(super) fn is_idle(word: &str) -> bool {
    is_article(word)
        || matches!(
            word,
            "that"
                | "then"
                | "also"
                | "please"
                | "simply"
                | "hereby"
                | "respectively"
                | "just"
                | "very"
                | "therefore"
                | "however"
                | "furthermore"
                | "moreover"
                | "accordingly"
                | "thus"
                | "hence"
                | "indeed"
                | "herein"
        )
}

/// The words that count, in order.
pub(super) fn telling(row: &Row) -> Vec<&str> {
    row.iter().map(String::as_str).filter(|word| !is_idle(word)).collect()
}

/// A row seen from another one.
pub(super) struct Goal<'a> {
    row: &'a Row,
    /// How many more of each word the other row has; below zero where it has fewer.
    missing: HashMap<&'a str, i32>,
}

impl<'a> Goal<'a> {
    /// What `row` lacks of `other`.
    pub(super) fn of(row: &'a Row, other: &'a Row) -> Self {
        let mut missing: HashMap<&str, i32> = HashMap::new();
        for word in telling(other) {
            *missing.entry(word).or_default() += 1;
        }
        for word in telling(row) {
            *missing.entry(word).or_default() -= 1;
        }
        Self { row: other, missing }
    }

    /// Words that only one of the two has.
    pub(super) fn distance(&self) -> u32 {
        self.missing.values().map(|count| count.unsigned_abs()).sum()
    }

    /// The other row has more of this word.
    pub(super) fn lacks(&self, word: &str) -> bool {
        self.missing.get(word).is_some_and(|count| *count > 0)
    }

    /// The other row has fewer of this word.
    pub(super) fn exceeds(&self, word: &str) -> bool {
        self.missing.get(word).is_some_and(|count| *count < 0)
    }

    /// The verbs of a form that the other row has more of.
    pub(super) fn verbs_of(&self, form: &str) -> Vec<String> {
        let mut found = TABLE.verbs_of(form);
        found.retain(|verb| self.lacks(verb) || verb == form);
        found.sort();
        found.dedup();
        found
    }

    /// A form of the verb that the other row has more of: "sent" of "send".
    pub(super) fn past_of(&self, verb: &str) -> Option<&'a str> {
        let of = |word: &&&String| TABLE.verbs_of(word).iter().any(|base| base == verb);
        let mut lacking = self.row.iter().filter(|word| self.lacks(word) && !word.ends_with("ing"));
        lacking.find(|word| of(&word)).map(String::as_str)
    }

    /// "Sending" of "send", where the other row has more of it.
    pub(super) fn going(&self, verb: &str) -> Option<String> {
        Some(forms::going(verb)).filter(|form| self.lacks(form))
    }
}
