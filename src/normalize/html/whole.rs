//! Elements that are read as a whole: data tables, text with its own line ends, markers of footnotes.

use crate::document::Link;

use super::super::dom::{Dom, Item, Tag};
use super::super::line::{Kind, Line};
use super::super::{footnotes, html_table, plain};
use super::Reader;

impl Reader<'_> {
    /// Reads a data table as one line; false for tables that only lay out the page.
    pub(super) fn take_table(&mut self, at: usize) -> bool {
        if self.layouts > html_table::MAX_LAYOUT_DEPTH || self.heading.is_some() {
            return false;
        }
        let Some((table, links)) = html_table::read(self.dom, at) else { return false };
        self.flush();
        let inside = at + 1..self.dom.items[at].end;
        if let Some(caption) = inside.into_iter().find(|index| self.dom.items[*index].tag == Tag::Caption) {
            let words =
                self.dom.items[caption..self.dom.items[caption].end].iter().map(|item| item.text.as_ref());
            self.push(&words.collect::<String>());
            self.flush();
        }
        self.lines.push(Line { links, ..Line::new(String::new(), Kind::Table(table)) });
        true
    }

    /// Reads text that keeps its line ends as plain text is read; false where it holds more than text.
    pub(super) fn take_preformatted(&mut self, at: usize) -> bool {
        let inside = &self.dom.items[at + 1..self.dom.items[at].end.max(at + 1)];
        let is_text = |item: &Item<'_>| matches!(item.tag, Tag::Text | Tag::Inline | Tag::Bold);
        if self.heading.is_some() || self.marker.is_some() || !inside.iter().all(is_text) {
            return false;
        }
        self.flush();
        let text: String = inside.iter().map(|item| item.text.as_ref()).collect();
        self.lines.append(plain::read(&text));
        true
    }

    /// Takes a raised number for a footnote's marker; false for ordinals and the like.
    pub(super) fn take_marker(&mut self, at: usize) -> bool {
        let Some(marker) = raised(self.dom, at) else { return false };
        let inside = &self.dom.items[at..self.dom.items[at].end.max(at)];
        let jump = inside.iter().find_map(|item| item.target).filter(|target| target.starts_with('#'));
        if let Some(target) = jump {
            self.links.push(Link { text: marker.clone(), target: target.to_owned() });
        }
        self.push(&marker);
        true
    }

    /// A sign that jumps within the page, such as the way back from a footnote, is no text.
    pub(super) fn is_way_back(&self, at: usize) -> bool {
        const LONGEST_SIGN: usize = 12;
        let item = &self.dom.items[at];
        let inside = &self.dom.items[at..item.end.max(at)];
        (1..=LONGEST_SIGN).contains(&item.weight)
            && item.target.is_some_and(|target| target.starts_with('#'))
            && footnotes::is_way_back(&inside.iter().map(|item| item.text.as_ref()).collect::<String>())
    }
}

/// The text of a `sup` element as superscript digits, when it can be a footnote's marker.
pub(in super::super) fn raised(dom: &Dom<'_>, at: usize) -> Option<String> {
    const LONGEST_MARKER: usize = 6;
    let item = &dom.items[at];
    if item.weight == 0 || item.weight > LONGEST_MARKER {
        return None;
    }
    let inside = &dom.items[at..item.end.max(at)];
    footnotes::superscript(&inside.iter().map(|item| item.text.as_ref()).collect::<String>())
}
