//! Lines: what a reader hands over, one visible line or block each, before anything is concluded.
//!
//! Knows no format and draws no conclusion; the passes beside it rewrite [`Kind`] step by step.

use crate::document::text::count_words;
use crate::document::{HeadingSource, Link, Table, Warning, WarningKind};

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
    /// It has more lines, rows or tags than are read each for itself, so that its end is running text.
    pub(super) is_run_on: bool,
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

/// Lines, and rows of tables, that a page may have each on its own. The longest policies have a few thousand;
/// a text made to have half a million would take a hundred times its size.
const MANY: usize = 8_000;

/// Cells that a table may have once all its rows are as wide as the widest.
const MANY_CELLS: usize = 100_000;

/// Longest line that is made of several, in bytes.
const LONGEST_JOINED: usize = 3_000;

/// The lines of a page while it is read. Beyond [`MANY`] all is running text: not a word is lost, and
/// [`warning`] tells the reader.
#[derive(Debug, Default)]
pub(super) struct Lines {
    all: Vec<Line>,
    /// Lines and rows so far, each on its own.
    pieces: usize,
    /// There was no room for one.
    is_run_on: bool,
}

impl Lines {
    /// Adds a line.
    pub(super) fn push(&mut self, line: Line) {
        match line.kind {
            Kind::Table(table) => self.push_table(table, line.links),
            _ if self.pieces >= MANY => self.run_on(line),
            _ => {
                self.pieces += 1;
                self.all.push(line);
            }
        }
    }

    /// Adds the lines of a part of the page that has a reader of its own.
    pub(super) fn append(&mut self, part: Page) {
        part.lines.into_iter().for_each(|line| self.push(line));
        self.is_run_on |= part.is_run_on;
    }

    /// The last of the lines.
    pub(super) fn last_mut(&mut self) -> Option<&mut Line> {
        self.all.last_mut()
    }

    /// Adds a table, as wide in every row as in the widest; rows for which there is no room are text.
    fn push_table(&mut self, mut table: Table, links: Vec<Link>) {
        let room = MANY.saturating_sub(self.pieces).min(MANY_CELLS / width(&table).max(1));
        let beyond = table.rows.split_off(room.min(table.rows.len()));
        if room > 0 {
            self.pieces += table.rows.len().max(1);
            self.all.push(Line { links, ..Line::new(String::new(), Kind::Table(padded(table))) });
        } else {
            self.run_on(Line { links, ..Line::new(table.to_text(), Kind::Text) });
        }
        for row in beyond {
            self.run_on(Line::new(row.join(" | "), Kind::Text));
        }
    }

    /// Adds a line for which there is no room: it goes on with the text before it.
    fn run_on(&mut self, line: Line) {
        self.is_run_on = true;
        let text = match line.kind {
            Kind::Item { marker: Some(marker), .. } => format!("{marker} {}", line.text),
            _ => line.text,
        };
        match self.all.last_mut() {
            Some(last) if last.is_text() && last.text.len() + text.len() < LONGEST_JOINED => {
                last.text.push(' ');
                last.text.push_str(&text);
                last.links.extend(line.links);
                last.columns.clear();
            }
            _ => self.all.push(Line { links: line.links, ..Line::new(text, Kind::Text) }),
        }
    }
}

impl From<Lines> for Page {
    fn from(Lines { all, is_run_on, .. }: Lines) -> Self {
        Self { lines: all, is_run_on, ..Self::default() }
    }
}

/// What the reader of a page is told whose end is running text.
pub(super) fn warning(page: &Page) -> Option<Warning> {
    let why = "The text has far more lines, rows or tags than any policy: what is beyond a bound was read as running text.";
    page.is_run_on.then(|| Warning { kind: WarningKind::ExtractionLoss, why: why.to_owned() })
}

fn width(table: &Table) -> usize {
    table.rows.iter().map(Vec::len).chain([table.header.len()]).max().unwrap_or(0)
}

/// A table whose rows all have the width of the widest.
pub(super) fn padded(mut table: Table) -> Table {
    let width = width(&table);
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

    fn page(lines: impl IntoIterator<Item = Line>) -> Page {
        let mut read = Lines::default();
        lines.into_iter().for_each(|line| read.push(line));
        read.into()
    }

    fn words(page: &Page) -> usize {
        let of_table = |line: &Line| match &line.kind {
            Kind::Table(table) => count_words(&table.to_text().replace('|', " ")),
            _ => count_words(&line.text.replace('|', " ")),
        };
        page.lines.iter().map(of_table).sum()
    }

    #[test]
    fn beyond_many_lines_all_is_running_text_and_no_word_is_lost() {
        let item = || Line::new("c".into(), Kind::Item { level: 1, marker: Some("2.".into()) });
        let lines = (0..MANY + 5_000).flat_map(|_| {
            [Line::new("a".into(), Kind::Heading(2)), Line::new("b".into(), Kind::Text), item()]
        });
        let page = page(lines);
        assert_eq!(page.lines[0].kind, Kind::Heading(2));
        assert!(page.lines.len() < MANY + 50, "{}", page.lines.len());
        // The markers of items that run on stand before them.
        assert_eq!(words(&page), 3 * (MANY + 5_000) + (2 * MANY / 3 + 5_000 + 1));
        assert!(warning(&page).is_some());
    }

    #[test]
    fn what_a_page_has_room_for_stays_as_it_is() {
        let page = page((0..MANY).map(|_| Line::new("a".into(), Kind::Text)));
        assert_eq!((page.lines.len(), warning(&page)), (MANY, None));
    }

    #[test]
    fn rows_beyond_many_and_cells_that_no_table_has_are_text() {
        let table = |widths: &[usize]| {
            let rows = widths.iter().map(|width| vec!["a".to_owned(); *width]).collect();
            Line::new(String::new(), Kind::Table(Table { header: Vec::new(), rows, fused: false }))
        };
        let long = page([table(&[2].repeat(2 * MANY))]);
        assert!(matches!(&long.lines[0].kind, Kind::Table(table) if table.rows.len() == MANY));
        assert_eq!(words(&long), 4 * MANY);
        let mut widths = [1].repeat(3_000);
        widths[2_000] = 300;
        let wide = page([table(&widths)]);
        assert!(matches!(&wide.lines[0].kind, Kind::Table(table) if table.rows.len() == MANY_CELLS / 300));
        assert_eq!(words(&wide), 3_299);
        assert!(warning(&wide).is_some() && warning(&long).is_some());
    }
}
