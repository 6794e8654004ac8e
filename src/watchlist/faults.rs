//! Faults of a watchlist: every one of them, each with its place, in one report.
//!
//! An operator corrects a file once, not once per fault. The report knows lines and keys only;
//! it does not know what a watchlist means.

use std::cell::{Cell, RefCell};
use std::fmt;

/// One fault of the file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// Key path: `policy[2].role`, entries counted from 1. Empty for faults of the syntax.
    pub key: String,
    /// What is wrong, a lower-case fragment.
    pub wrong: String,
    /// What would be right; empty when `wrong` already says it.
    pub allowed: String,
}

/// Every fault of a file, in file order. Shown one a line:
/// `watchlist.toml:12:5: policy[2].role: …; allowed: …`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faults {
    /// Name of the file, as given by the caller.
    pub file_name: String,
    /// The faults; never empty.
    pub faults: Vec<Fault>,
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.faults.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            write!(f, "{}:{}:{}: ", self.file_name, fault.line, fault.column)?;
            if !fault.key.is_empty() {
                write!(f, "{}: ", fault.key)?;
            }
            write!(f, "{}", fault.wrong)?;
            if !fault.allowed.is_empty() {
                write!(f, "; allowed: {}", fault.allowed)?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}

/// Where faults are collected while the file is walked. Shared by the readers of all its tables,
/// hence the interior mutability.
pub(super) struct Sink<'t> {
    text: &'t str,
    faults: RefCell<Vec<Fault>>,
    is_broken: Cell<bool>,
}

impl<'t> Sink<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, faults: RefCell::default(), is_broken: Cell::new(false) }
    }

    /// Records a fault of the syntax itself. What is missing afterwards may only be unreadable, so
    /// missing keys are no longer reported.
    pub(super) fn syntax(&self, offset: usize, wrong: &str) {
        self.is_broken.set(true);
        self.report(offset, "", wrong.lines().collect::<Vec<_>>().join(", "), "");
    }

    /// Records a key that should be there.
    pub(super) fn missing(&self, offset: usize, key: &str, allowed: &str) {
        if !self.is_broken.get() {
            self.report(offset, key, "is missing", allowed);
        }
    }

    /// Records a fault at a byte offset of the file.
    pub(super) fn report(&self, offset: usize, key: &str, wrong: impl Into<String>, allowed: &str) {
        let before = &self.text[..floor_char_boundary(self.text, offset)];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        self.faults.borrow_mut().push(Fault {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            key: key.to_owned(),
            wrong: wrong.into(),
            allowed: allowed.to_owned(),
        });
    }

    /// The report, `None` when nothing was wrong.
    pub(super) fn into_faults(self, file_name: &str) -> Option<Faults> {
        let mut faults = self.faults.into_inner();
        faults.sort();
        faults.dedup();
        (!faults.is_empty()).then(|| Faults { file_name: file_name.to_owned(), faults })
    }
}

/// The nearest character boundary at or below an offset.
fn floor_char_boundary(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The known word nearest to a mistyped one, when it is near enough to be meant.
pub(super) fn nearest<'k>(typed: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let limit = (typed.chars().count() / 3).clamp(1, 4);
    known
        .into_iter()
        .map(|word| (edit_distance(&typed.to_lowercase(), word), word))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, word)| word)
}

/// Levenshtein distance in characters.
fn edit_distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, c) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = index + 1;
        for (column, other) in right.iter().enumerate() {
            let substituted = diagonal + usize::from(c != *other);
            diagonal = row[column + 1];
            row[column + 1] = substituted.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_offers_only_what_may_be_meant() {
        let known = ["service", "type", "role", "depends_on"];
        let cases = [
            ("servise", Some("service")),
            ("Role", Some("role")),
            ("depend_on", Some("depends_on")),
            ("colour", None),
            ("", None),
        ];
        for (typed, expected) in cases {
            assert_eq!(nearest(typed, known), expected, "{typed}");
        }
    }

    #[test]
    fn places_count_characters_and_lines_from_one() {
        let sink = Sink::new("a = 1\nöä = 2\n");
        sink.report("a = 1\nöä".len(), "k", "is wrong", "");
        let faults = sink.into_faults("w.toml").unwrap();
        assert_eq!(faults.to_string(), "w.toml:2:3: k: is wrong");
    }
}
