//! What a letter holds, before it is text or HTML.

use super::{Rendered, html, text};
use crate::compare::ChangeKind;
use crate::digest::PolicyChange;
use crate::render::entries::{Entry, by_severity};
use crate::render::safe;

/// Changes shown with their words in one part; the others get a line each. Keeps a message below
/// the size at which mail programs clip it.
const SHOWN: usize = 25;

/// A whole message.
#[derive(Debug)]
pub(crate) struct Letter<'a> {
    /// Subject line, safe.
    pub(crate) subject: String,
    /// Sentences above everything.
    pub(crate) opening: Vec<String>,
    /// One part a policy.
    pub(crate) parts: Vec<Part<'a>>,
    /// Why the reader gets this, and how to answer.
    pub(crate) closing: Vec<String>,
}

/// One policy's calendar and changes.
#[derive(Debug)]
pub(crate) struct Part<'a> {
    /// Heading over the changes.
    pub(crate) heading: String,
    /// The calendar, a row each.
    pub(crate) calendar: Vec<Row>,
    /// Changes to quote, gravest first.
    pub(crate) shown: Vec<Entry<'a>>,
    /// Changes that get one line.
    pub(crate) listed: Vec<Entry<'a>>,
    /// Hashes and source.
    pub(crate) fingerprints: Vec<Row>,
}

/// A labelled value.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) label: &'static str,
    pub(crate) value: String,
    /// The row that says what to do by when.
    pub(crate) strong: bool,
}

impl Row {
    /// An ordinary row; the value is made safe here.
    pub(crate) fn new(label: &'static str, value: &str) -> Self {
        Self { label, value: safe::line(value), strong: false }
    }

    /// A row that must not be missed.
    pub(crate) fn strong(label: &'static str, value: &str) -> Self {
        Self { strong: true, ..Self::new(label, value) }
    }
}

impl Letter<'_> {
    /// Both parts of the message.
    pub(crate) fn render(&self) -> Rendered {
        Rendered { subject: self.subject.clone(), text: text::letter(self), html: html::letter(self) }
    }
}

impl<'a> Part<'a> {
    /// A part with the changes sorted into quoted and listed ones; findings are quoted first.
    pub(crate) fn of(change: &'a PolicyChange, heading: String, calendar: Vec<Row>) -> Self {
        let (findings, harmless): (Vec<_>, Vec<_>) =
            entries(change).into_iter().partition(|entry| entry.verdict().is_finding());
        let mut shown = findings;
        let mut listed = shown.split_off(shown.len().min(SHOWN));
        if shown.is_empty() {
            shown = harmless;
            listed = shown.split_off(shown.len().min(SHOWN));
        } else {
            listed.extend(harmless);
        }
        let fingerprints = vec![
            Row::new("Source", &change.source),
            Row::new("Old text, SHA-256", &change.change.old_sha256.to_string()),
            Row::new("New text, SHA-256", &change.change.new_sha256.to_string()),
        ];
        Self { heading, calendar, shown, listed, fingerprints }
    }
}

/// What a mail speaks of: every change but moved link targets.
pub(crate) fn entries(change: &PolicyChange) -> Vec<Entry<'_>> {
    let mut entries = by_severity(&change.change.comparison, &change.change.assessment);
    entries.retain(|entry| entry.change.kind != ChangeKind::Link);
    entries
}
