//! The sentences of an edit taken apart, and which words stand for which.
//!
//! What any of it means for anybody is not decided here.

use std::ops::Range;

use super::edits::Edit;
use super::statement::Statements;
use crate::compare::replaced;
use crate::facts::subject;

/// The sentences of an edit.
pub(super) enum Sides {
    /// A new one.
    Added(Statements),
    /// One that went.
    Removed(Statements),
    /// Two wordings of one.
    Changed(Pair),
}

/// Two wordings of a sentence.
pub(super) struct Pair {
    pub(super) old: Statements,
    pub(super) new: Statements,
    /// Words of the old one for words of the new one.
    pub(super) runs: Vec<(Range<usize>, Range<usize>)>,
}

impl Pair {
    fn of(old: Statements, new: Statements) -> Self {
        let runs = replaced(&folded(&old), &folded(&new));
        Self { old, new, runs }
    }
}

impl Sides {
    /// `None` of an edit without any sentence.
    pub(super) fn of(edit: &Edit) -> Option<Self> {
        let [old, new] = [&edit.old, &edit.new].map(|side| side.as_ref().map(Statements::of));
        match (old, new) {
            (Some(old), Some(new)) => Some(Self::Changed(Pair::of(old, new))),
            (None, Some(new)) => Some(Self::Added(new)),
            (Some(old), None) => Some(Self::Removed(old)),
            (None, None) => None,
        }
    }

    /// Of two texts that stand alone; an empty one came or went.
    pub(super) fn of_texts(old: &str, new: &str) -> Self {
        let (before, after) = (Statements::of_text(old), Statements::of_text(new));
        match (old.is_empty(), new.is_empty()) {
            (true, _) => Self::Added(after),
            (_, true) => Self::Removed(before),
            _ => Self::Changed(Pair::of(before, after)),
        }
    }

    /// The statements the edit stands in, with what they are a condition or an exception of, padded;
    /// `None` where a whole sentence came or went.
    pub(super) fn focus(&self) -> Option<String> {
        let Self::Changed(Pair { old, new, runs }) = self else { return None };
        let parts = |statements: &Statements, ranges: &mut dyn Iterator<Item = Range<usize>>| -> Vec<usize> {
            ranges.filter_map(|range| statements.part_at(range.start)).collect()
        };
        let touched = parts(new, &mut runs.iter().map(|(_, to)| to.clone()));
        let before =
            parts(old, &mut runs.iter().filter(|(_, to)| to.is_empty()).map(|(from, _)| from.clone()));
        Some(with_hosts(new, &touched) + with_hosts(old, &before).trim_start())
    }
}

/// The words of some parts and of those they hang on, padded.
fn with_hosts(statements: &Statements, touched: &[usize]) -> String {
    let hosts = |at: &usize| [statements.parts[*at].host, *at];
    let mut parts: Vec<usize> = touched.iter().flat_map(hosts).collect();
    parts.sort_unstable();
    parts.dedup();
    parts.iter().fold(String::from(" "), |text, part| {
        let range = statements.parts[*part].range.clone();
        text + statements.text(range.start.max(statements.stem.min(range.end))..range.end).trim_start()
    })
}

/// One form for each word that only differs in number or in a verb of one meaning.
pub(super) fn fold(form: &str) -> &str {
    match form {
        "shall" => "will",
        other => subject::singular(other),
    }
}

fn folded(statements: &Statements) -> Vec<&str> {
    statements.words.iter().map(|word| fold(&word.form)).collect()
}
