//! The text of a line while it grows: where words part, what is a link's, what kind of line it becomes.

use crate::document::Link;
use crate::document::text::squeeze;

use super::super::dom::Tag;
use super::super::line::{Kind, Line};
use super::super::{email, number};
use super::Reader;

impl Reader<'_> {
    /// A dropped block still separates its neighbours.
    pub(super) fn skip_boundary(&mut self, tag: Tag) {
        if matches!(tag, Tag::Inline | Tag::Bold | Tag::Link) {
            self.words(" ");
        } else {
            self.flush();
        }
    }

    pub(super) fn words(&mut self, text: &str) {
        if self.preformatted > 0 {
            let mut parts = text.split('\n');
            if let Some(first) = parts.next() {
                self.push(first);
            }
            for part in parts {
                self.flush();
                self.push(part);
            }
        } else {
            self.push(text);
        }
    }

    pub(super) fn push(&mut self, text: &str) {
        let apart = std::mem::take(&mut self.seam) && is_glued(&self.text, text)
            || std::mem::take(&mut self.abutting) && is_run_together(&self.text, text);
        if apart {
            self.text.push(' ');
        }
        self.left_inline = false;
        let all_bold = self.bold_lead == self.text.len();
        self.text.push_str(text);
        if all_bold && (self.bold > 0 || text.trim().is_empty()) {
            self.bold_lead = self.text.len();
        }
    }

    /// Notes the words of the open link so far: a link may hold several lines.
    pub(super) fn close_link(&mut self) {
        let Some((target, from)) = self.link else { return };
        let text = squeeze(self.text.get(from..).unwrap_or(""));
        if !text.is_empty() {
            self.links.push(Link { text, target: email::written_target(target) });
        }
    }

    pub(super) fn flush(&mut self) {
        self.close_link();
        (self.left_inline, self.abutting) = (false, false);
        let raw = std::mem::take(&mut self.text);
        let links = std::mem::take(&mut self.links);
        let bold = std::mem::take(&mut self.bold_lead);
        if let Some((_, from)) = &mut self.link {
            *from = 0;
        }
        let text = squeeze(&raw);
        if text.is_empty() {
            return;
        }
        let bold_lead = squeeze(raw.get(..bold).unwrap_or("")).len();
        let (kind, text) = self.kind_of(text);
        self.lines.push(Line { links, bold_lead, ..Line::new(text, kind) });
    }

    pub(super) fn kind_of(&mut self, text: String) -> (Kind, String) {
        let depth = u8::try_from(self.lists.len()).unwrap_or(u8::MAX);
        if let Some(level) = self.heading {
            // A heading that is the first thing in a numbered item shows the item's number.
            return match self.marker.take().filter(|marker| marker.starts_with(|c: char| c.is_ascii_digit()))
            {
                Some(marker) if number::lead(&text).is_none() => {
                    (Kind::Heading(level), format!("{marker} {text}"))
                }
                _ => (Kind::Heading(level), text),
            };
        }
        if let Some(marker) = self.marker.take() {
            return (Kind::Item { level: depth.max(1), marker: Some(marker) }, text);
        }
        if let Some(level) = self.defines.take() {
            return (Kind::Item { level: depth.saturating_add(level), marker: None }, text);
        }
        (Kind::Text, text)
    }
}

/// "2026" and "Previous" at the edge of a link: the page keeps them apart by style alone.
fn is_glued(before: &str, after: &str) -> bool {
    let left = before.chars().next_back().is_some_and(|c| c.is_ascii_digit() || c.is_lowercase());
    left && after.chars().next().is_some_and(char::is_uppercase)
}

/// "Data" and "Retention", or "services." and "Subject", in two elements of their own: one word or none
/// would join them so.
fn is_run_together(before: &str, after: &str) -> bool {
    let closed = before.ends_with(['.', '!', '?', ':', ';']);
    // The end of the word is looked at, never the whole of it: it may be as long as the page.
    let mut word = before.chars().rev().take_while(|c| c.is_alphanumeric());
    let small = word.next().filter(|c| c.is_lowercase());
    let left = closed || small.is_some_and(|c| c.len_utf8() > 1 || word.next().is_some());
    let mut letters = after.chars();
    left && letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}
