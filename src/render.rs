//! One comparison model, written out for every reader: terminal, text, Markdown, HTML, JSON, mail.
//!
//! Pure: data in, strings out. Nothing here judges, compares or computes a date; it only sorts,
//! groups, shortens and escapes. Every word that comes from a policy is a stranger's: it passes
//! through `safe` or an escaper of the format before it is written.

#![expect(
    clippy::format_push_string,
    reason = "writing to a string cannot fail; `write!` would hand back a result to throw away"
)]

pub mod change;
mod dates;
pub mod document;
mod entries;
mod excerpt;
pub mod explain;
pub mod facts;
pub mod github;
pub mod html;
pub mod json;
mod layout;
mod lines;
pub mod log;
pub mod mail;
pub mod markdown;
pub mod notice;
pub mod period;
mod rearranged;
pub mod review;
pub mod rules;
mod safe;
pub mod status;
pub mod terminal;
pub mod text;
mod wrap;

use crate::compare::Comparison;
use crate::materiality::Assessment;

pub use layout::summary;
pub use wrap::{Paint, Width};

/// One of the two texts of a report.
#[derive(Debug, Clone)]
pub struct Side<'a> {
    /// The document's own title.
    pub title: Option<&'a str>,
    /// Where the text was read from: a file, a URL, `policy@date`.
    pub source: &'a str,
    /// SHA-256 of the bytes, 64 hex digits.
    pub sha256: String,
}

/// Everything a written comparison shows.
#[derive(Debug, Clone)]
pub struct Report<'a> {
    /// The text before.
    pub old: Side<'a>,
    /// The text after.
    pub new: Side<'a>,
    /// The edits.
    pub comparison: &'a Comparison,
    /// One judgement per edit, in the comparison's order.
    pub assessment: &'a Assessment,
    /// Scope of the change ids, see [`Change::id`](crate::compare::Change::id).
    pub change_scope: &'a str,
}

impl Report<'_> {
    /// Title to put above a report: the new document's, else the old one's, else the new source.
    fn title(&self) -> String {
        safe::line(self.new.title.or(self.old.title).unwrap_or(self.new.source))
    }
}

#[cfg(test)]
pub(crate) mod tests;
