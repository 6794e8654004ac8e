//! Rows of text to lines as the other readers give them: paragraphs joined, headings by size.
//!
//! A row goes on where the one before was full: its next word would not have fitted. Knows nothing of
//! sections; which lines are headings by number or weight is concluded later, for all formats alike.

use crate::document::text::squeeze;

use super::super::line::{Kind, Line};
use super::super::number;
use super::fragments::Fragment;
use super::hyphens::Vocabulary;
use super::tables::Piece;

/// Letters so much larger than the body's make a heading.
const HEADING_SIZE: f64 = 1.11;
const MAX_HEADING_WORDS: usize = 24;
/// Sizes closer than this share are one.
const SAME_SIZE: f64 = 0.06;
/// A step between rows that is wider by this share of the size parts paragraphs.
const PARAGRAPH_STEP: f64 = 0.2;

/// Steps between rows in shares of the size: without evidence, and the widest a few rows can prove.
const DEFAULT_LEADING: f64 = 1.25;
const LIKELY_LEADING: f64 = 1.8;
const WIDEST_HEADING_STEP: f64 = 1.6;
const ENOUGH_ROWS: usize = 8;

/// A stretch of a page, read, with the edges of its column.
#[derive(Debug)]
pub(super) struct Stretch {
    pub(super) pieces: Vec<Piece>,
    pub(super) left: f64,
    pub(super) right: f64,
}

/// What holds for the whole document.
#[derive(Debug)]
pub(super) struct Setting {
    /// Size of ordinary letters.
    pub(super) body: f64,
    /// Step between rows of one paragraph in shares of the size.
    leading: f64,
    vocabulary: Vocabulary,
}

impl Setting {
    pub(super) fn of(stretches: &[Stretch], body: f64) -> Self {
        let texts: Vec<String> = rows(stretches).map(|(row, _)| row.text()).collect();
        Self {
            body,
            leading: leading(stretches),
            vocabulary: Vocabulary::of(texts.iter().map(String::as_str)),
        }
    }
}

fn rows(stretches: &[Stretch]) -> impl Iterator<Item = (&Fragment, &Stretch)> {
    stretches.iter().flat_map(|stretch| {
        stretch.pieces.iter().filter_map(move |piece| match piece {
            Piece::Row(row) => Some((row, stretch)),
            Piece::Table(_) => None,
        })
    })
}

/// The usual step from a full row to the next one. Few rows decide it only where it is a likely one.
fn leading(stretches: &[Stretch]) -> f64 {
    let all: Vec<_> = rows(stretches).collect();
    let mut steps: Vec<f64> = all
        .windows(2)
        .filter(|pair| same_size(pair[0].0, pair[1].0) && is_full(pair[0].0, pair[0].1.right, pair[1].0))
        .map(|pair| (pair[1].0.baseline - pair[0].0.baseline) / pair[0].0.size)
        .filter(|step| (0.8..3.0).contains(step))
        .collect();
    steps.sort_by(f64::total_cmp);
    // Of wide and narrow steps the narrow ones are those within paragraphs.
    let narrow = steps.get(steps.len() / 5).copied();
    narrow.filter(|step| *step < LIKELY_LEADING || steps.len() >= ENOUGH_ROWS).unwrap_or(DEFAULT_LEADING)
}

fn same_size(one: &Fragment, two: &Fragment) -> bool {
    (one.size - two.size).abs() <= SAME_SIZE * one.size.max(two.size)
}

/// Whether the first word of the next row would not have fitted at the end of this one.
fn is_full(row: &Fragment, right: f64, next: &Fragment) -> bool {
    row.right() + 0.2 * row.size + next.first_width() > right - 0.15 * row.size
}

/// Lines in reading order.
pub(super) fn lines(stretches: &[Stretch], setting: &Setting) -> Vec<Line> {
    let mut writer = Writer { setting, out: Vec::new(), open: None };
    for stretch in stretches {
        let mut above: Option<&Fragment> = None;
        for piece in &stretch.pieces {
            match piece {
                Piece::Row(row) => {
                    writer.row(row, above.map(|above| row.baseline - above.baseline), stretch);
                    above = Some(row);
                }
                Piece::Table(table) => {
                    writer.close();
                    writer.out.push(Written {
                        size: 0.0,
                        line: Line::new(String::new(), Kind::Table(table.clone())),
                    });
                    above = None;
                }
            }
        }
    }
    writer.close();
    let mut written = writer.out;
    mark_headings(&mut written, setting.body);
    written.into_iter().map(|written| written.line).collect()
}

/// A line and the size of its letters.
struct Written {
    line: Line,
    size: f64,
}

/// The line being put together.
struct Open<'a> {
    line: Line,
    last: &'a Fragment,
    stretch: &'a Stretch,
    rows: usize,
    /// All words so far are bold.
    bold: bool,
}

struct Writer<'a> {
    setting: &'a Setting,
    out: Vec<Written>,
    open: Option<Open<'a>>,
}

impl<'a> Writer<'a> {
    /// `step`: distance to the row above in the same column.
    fn row(&mut self, row: &'a Fragment, step: Option<f64>, stretch: &'a Stretch) {
        if self.open.as_ref().is_some_and(|open| self.continues(open, row, step, stretch)) {
            self.extend(row, stretch);
            return;
        }
        let gap = step.is_none_or(|step| step > self.widest(row.size));
        self.close();
        let indent = (row.left() - stretch.left) / (0.5 * self.setting.body);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to a page's width"
        )]
        let indent = indent.round().clamp(0.0, 400.0) as usize;
        let line = Line { gap, indent, bold_lead: bold_lead(row), ..Line::new(row.text(), Kind::Text) };
        self.open = Some(Open { line, last: row, stretch, rows: 1, bold: row.is_bold() });
    }

    fn extend(&mut self, row: &'a Fragment, stretch: &'a Stretch) {
        let Some(open) = &mut self.open else { return };
        let text = row.text();
        let was_bold = open.line.bold_lead >= open.line.text.len();
        self.setting.vocabulary.join(&mut open.line.text, &text);
        if was_bold {
            let lead = bold_lead(row);
            open.line.bold_lead =
                if lead > 0 { open.line.text.len() - text.len() + lead } else { open.line.bold_lead };
        }
        open.last = row;
        open.stretch = stretch;
        open.rows += 1;
        open.bold &= row.is_bold();
    }

    fn close(&mut self) {
        if let Some(mut open) = self.open.take() {
            let whole = open.line.bold_lead >= open.line.text.len();
            open.line.text = squeeze(&open.line.text);
            if whole {
                open.line.bold_lead = open.line.text.len();
            }
            self.out.push(Written { size: open.last.size, line: open.line });
        }
    }

    /// Widest step between two rows of one paragraph.
    fn widest(&self, size: f64) -> f64 {
        (self.setting.leading + PARAGRAPH_STEP) * size
    }

    fn continues(&self, open: &Open<'a>, row: &Fragment, step: Option<f64>, stretch: &Stretch) -> bool {
        let last = open.last;
        let size = row.size.max(last.size);
        let within = |widest: f64| step.is_none_or(|step| step <= widest);
        if !same_size(last, row) || !within(self.widest(size).max(WIDEST_HEADING_STEP * size)) {
            return false;
        }
        if last.size > HEADING_SIZE * self.setting.body {
            return step.is_some() && open.bold == row.is_bold() && number::lead(&row.text()).is_none();
        }
        if !within(self.widest(size)) {
            return false;
        }
        if !(is_full(last, open.stretch.right, row) || runs_on(open, row))
            || starts_new(&open.line.text, &row.text())
        {
            return false;
        }
        let bold_ends = open.bold && !row.words.first().is_some_and(|word| word.bold);
        let bold_begins = !open.bold && row.is_bold() && open.line.is_closed();
        !bold_ends && !bold_begins && self.is_in_place(open, row, stretch)
    }

    /// The row starts where a row of this paragraph would.
    fn is_in_place(&self, open: &Open<'a>, row: &Fragment, stretch: &Stretch) -> bool {
        let em = self.setting.body;
        let shift = stretch.left - open.stretch.left;
        let from = open.last.left() + shift;
        let text = open.line.text.as_str();
        let marked = open.rows == 1 && (number::enumerator(text).is_some() || number::lead(text).is_some());
        if marked {
            let text = open.last.words.get(1).map_or(from, |word| word.left + shift);
            return row.left() > from - 0.5 * em && row.left() < text + em;
        }
        // The first row of a paragraph may be indented, the others stand under each other.
        let outdent = if open.rows == 1 { 4.0 } else { 0.6 };
        (-outdent * em..0.6 * em).contains(&(row.left() - from))
    }
}

/// A long row that breaks off within a sentence: lists may be set narrower than their column.
fn runs_on(open: &Open<'_>, row: &Fragment) -> bool {
    let width = open.stretch.right - open.stretch.left;
    row.words.first().is_some_and(|word| word.text.starts_with(char::is_lowercase))
        && !open.line.text.ends_with(['.', ';', ':'])
        && open.last.right() - open.stretch.left > 0.6 * width
}

/// A row that opens with a marker or a number is a new line, unless the sentence runs over it.
fn starts_new(text: &str, row: &str) -> bool {
    if let Some(found) = number::enumerator(row) {
        let runs_on = !text.ends_with([':', '.', ';']);
        let inline = found.marker.starts_with('(') && has_enumerator_inside(text);
        let dash = found.marker.starts_with(['-', '–', '—', '*']);
        return !(dash && runs_on || inline && !text.ends_with([':', '.']));
    }
    let Some(lead) = number::lead(row) else { return false };
    let refers = text.ends_with(|c: char| c == ',' || c.is_lowercase()) && !text.ends_with('.');
    !refers && (lead.closed || lead.label.is_some() || lead.depth() > 1)
}

/// "… for (i) repairs and …": the enumerators of this text stand within its sentence.
fn has_enumerator_inside(text: &str) -> bool {
    text.match_indices(" (").any(|(at, _)| number::enumerator(&text[at + 1..]).is_some())
}

/// Bytes of the bold words that open a row; a bullet before them counts as bold.
fn bold_lead(row: &Fragment) -> usize {
    let mut length = 0;
    let mut lead = 0;
    for (at, word) in row.words.iter().enumerate() {
        length += word.text.len() + usize::from(at > 0);
        if word.bold {
            lead = length;
        } else if word.text.contains(char::is_alphanumeric) || lead > 0 {
            break;
        }
    }
    lead
}

/// Larger letters than the body's: the levels are the sizes in order.
fn mark_headings(written: &mut [Written], body: f64) {
    let is_heading = |written: &Written| {
        written.line.is_text()
            && written.size > HEADING_SIZE * body
            && written.line.words() <= MAX_HEADING_WORDS
            && written.line.text.contains(char::is_alphabetic)
            && number::enumerator(&written.line.text).is_none_or(|found| found.core != "•")
    };
    let mut sizes: Vec<f64> = written.iter().filter(|line| is_heading(line)).map(|line| line.size).collect();
    sizes.sort_by(|one, two| two.total_cmp(one));
    let largest = sizes.first().copied().unwrap_or_default();
    let titles = sizes.iter().filter(|size| largest - **size <= SAME_SIZE * largest).count();
    sizes.dedup_by(|small, large| *large - *small <= SAME_SIZE * *large);
    // Where the largest size comes more than once it heads sections and the title has none.
    let offset = if titles > 1 { 2 } else { 1 };
    for line in written.iter_mut().filter(|line| is_heading(line)) {
        let rank = sizes.iter().take_while(|size| **size - line.size > SAME_SIZE * **size).count();
        line.line.kind = Kind::Heading(u8::try_from(rank + offset).unwrap_or(6).min(6));
    }
}

#[cfg(test)]
mod tests {
    use super::super::fragments::tests::line;
    use super::*;

    fn read(rows: Vec<Fragment>) -> Vec<String> {
        let pieces = rows.into_iter().map(Piece::Row).collect();
        let stretches = [Stretch { pieces, left: 50.0, right: 280.0 }];
        let setting = Setting::of(&stretches, 10.0);
        lines(&stretches, &setting)
            .into_iter()
            .map(|line| match line.kind {
                Kind::Heading(level) => format!("{} {}", "#".repeat(level.into()), line.text),
                _ => line.text,
            })
            .collect()
    }

    fn large(mut fragment: Fragment, size: f64) -> Fragment {
        fragment.size = size;
        fragment
    }

    #[test]
    fn full_rows_go_on_and_short_ones_end() {
        let found = read(vec![
            large(line(50.0, 60.0, "Rental Terms"), 20.0),
            line(50.0, 100.0, "This row is so full that the next word would not"),
            line(50.0, 112.0, "fit; and then it ends."),
            line(50.0, 124.0, "A new paragraph."),
        ]);
        let expected = [
            "# Rental Terms",
            "This row is so full that the next word would not fit; and then it ends.",
            "A new paragraph.",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn markers_open_lines_unless_the_sentence_runs_over_them() {
        let found = read(vec![
            line(50.0, 100.0, "We use what you give us for (i) repairs of all"),
            line(50.0, 112.0, "(ii) bicycles, as said in this long long Section"),
            line(50.0, 124.0, "2.1 of this policy and what it says about such:"),
            line(50.0, 136.0, "(a) one that is long enough to fill the whole row"),
            line(66.0, 148.0, "and more"),
            line(50.0, 160.0, "(b) two"),
        ]);
        assert_eq!(found.len(), 3, "{found:#?}");
        assert!(found[1].ends_with("row and more"), "{found:#?}");
    }

    #[test]
    fn sizes_are_levels_and_a_lone_largest_is_the_title() {
        let sizes = |sizes: [f64; 3]| {
            let rows = sizes.into_iter().zip([60.0, 100.0, 140.0]);
            read(rows.map(|(size, y)| large(line(50.0, y, "Heading"), size)).collect())
        };
        assert_eq!(sizes([20.0, 14.0, 14.0]), ["# Heading", "## Heading", "## Heading"]);
        assert_eq!(sizes([14.0, 14.0, 12.0]), ["## Heading", "## Heading", "### Heading"]);
    }
}
