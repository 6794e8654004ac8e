//! Lines: what a reader hands over, one visible line or block each, before anything is concluded.
//!
//! Knows no format and draws no conclusion; the passes beside it rewrite [`Kind`] step by step.

use crate::document::text::count_words;
use crate::document::{HeadingSource, Link, Table};

/// A page as a sequence of lines.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// In reading order.
    pub(super) lines: Vec<Line>,
    /// What the page's own metadata calls it.
    pub(super) title: Option<String>,
    /// Declared language, ISO 639-1.
    pub(super) language: Option<String>,
    /// Whether `5/12/2026` is a day of December, where the declared language says so or denies it.
    pub(super) day_first: Option<bool>,
}

/// One visible line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// Squeezed text; of a table, nothing.
    pub(super) text: String,
    pub(super) kind: Kind,
    pub(super) links: Vec<Link>,
    /// A blank line or a block boundary stands before it.
    pub(super) gap: bool,
    /// Leading white space of a text line, in columns.
    pub(super) indent: usize,
    /// Length in bytes of the bold words that open the line.
    pub(super) bold_lead: usize,
    /// Cells of a line whose columns are set apart by tabs; of any other line, nothing.
    pub(super) columns: Vec<String>,
}

/// What is known about a line so far.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Text,
    /// A markup heading of level 1 to 6.
    Heading(u8),
    /// A list item; level 1 is the outermost.
    Item {
        level: u8,
        marker: Option<String>,
    },
    Table(Table),
    Formula,
    /// A heading, decided.
    Section(Start),
    /// Site text above the title.
    Banner,
    /// A line of a table of contents.
    Contents,
    /// "See also" and the like.
    Related,
    /// A line of a signature block.
    Signature,
}

/// The start of a section.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Start {
    pub(super) label: Option<String>,
    pub(super) number: Option<String>,
    pub(super) heading: Option<String>,
    pub(super) source: HeadingSource,
    /// Order of headings: a section closes all open ones of the same or a higher rank.
    pub(super) rank: u8,
}

impl Line {
    pub(super) fn new(text: String, kind: Kind) -> Self {
        Self { text, kind, links: Vec::new(), gap: true, indent: 0, bold_lead: 0, columns: Vec::new() }
    }

    pub(super) fn is_text(&self) -> bool {
        self.kind == Kind::Text
    }

    /// The whole line is bold.
    pub(super) fn is_bold(&self) -> bool {
        self.bold_lead > 0 && self.bold_lead >= self.text.len()
    }

    /// Number of words.
    pub(super) fn words(&self) -> usize {
        count_words(&self.text)
    }

    /// Ends like a sentence or a clause.
    pub(super) fn is_closed(&self) -> bool {
        self.text
            .trim_end_matches(['"', '”', '’', '\'', ')', '»'])
            .ends_with(['.', ';', ',', '!', '?', '。', '；'])
    }

    /// Opens a list: ends with a colon.
    pub(super) fn opens_list(&self) -> bool {
        self.text.ends_with([':', '：'])
    }

    /// Drops the first `bytes` bytes of the text, the white space after them and their share of the bold lead.
    pub(super) fn cut_front(&mut self, bytes: usize) {
        let rest = self.text[bytes..].trim_start();
        let cut = self.text.len() - rest.len();
        self.text = rest.to_owned();
        self.bold_lead = self.bold_lead.saturating_sub(cut);
    }
}

/// Lines that a page may have each on its own. The longest policies have a few thousand; a text made to have
/// half a million would take a hundred times its size.
const MANY: usize = 20_000;

/// Longest line that is made of several, in bytes.
const LONGEST_JOINED: usize = 4_000;

/// Adds a line. Beyond [`MANY`], a text or an item that follows one of its sort goes on with it.
pub(super) fn push(lines: &mut Vec<Line>, line: Line) {
    let many = lines.len() >= MANY;
    if let Some(last) = lines.last_mut().filter(|_| many)
        && matches!(line.kind, Kind::Text | Kind::Item { .. })
        && last.kind == line.kind
        && last.text.len() + line.text.len() < LONGEST_JOINED
    {
        last.text.push(' ');
        last.text.push_str(&line.text);
        last.links.extend(line.links);
        last.columns.clear();
        return;
    }
    lines.push(line);
}

/// A table whose rows all have the width of the widest.
pub(super) fn padded(mut table: Table) -> Table {
    let width = table.rows.iter().map(Vec::len).chain([table.header.len()]).max().unwrap_or(0);
    if !table.header.is_empty() {
        table.header.resize(width, String::new());
    }
    for row in &mut table.rows {
        row.resize(width, String::new());
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beyond_many_lines_texts_that_follow_each_other_are_one_and_headings_stay() {
        let mut lines = Vec::new();
        for _ in 0..MANY + 5_000 {
            push(&mut lines, Line::new("a".into(), Kind::Text));
        }
        push(&mut lines, Line::new("Data".into(), Kind::Heading(2)));
        push(&mut lines, Line::new("b".into(), Kind::Text));
        assert_eq!(lines.len(), MANY + 4);
        assert_eq!(lines[MANY - 1].text.len(), LONGEST_JOINED - 1);
        assert_eq!(lines[MANY + 2].kind, Kind::Heading(2));
        assert_eq!(lines[MANY + 3].text, "b");
    }
}
