//! Plain text to lines: indentation, blank lines, pipe tables, hard-wrapped paragraphs.
//!
//! Finds lines only; which of them are headings or items is concluded later, for all formats alike.

use std::borrow::Cow;

use crate::document::Table;
use crate::document::text::squeeze;

use super::aligned;
use super::barred;
use super::line::{Kind, Line, Lines, Page};
use super::number;

/// Lines of a plain text.
pub(super) fn read(text: &str) -> Page {
    lines_of(text).into()
}

/// Lines of a text that keeps its line ends.
pub(super) fn lines_of(text: &str) -> Lines {
    let wrapped = is_hard_wrapped(text);
    let mut lines = Lines::default();
    let mut gap = true;
    let mut pipes: Vec<&str> = Vec::new();
    let raws: Vec<&str> = text.lines().collect();
    let mut behind_table = 0;
    for (at, raw) in raws.iter().copied().enumerate() {
        if at < behind_table {
            continue;
        }
        if let Some((table, length)) =
            aligned::table_at(&raws[at..]).or_else(|| barred::table_at(&raws[at..]))
        {
            flush_table(&mut pipes, &mut lines);
            push_table(table, &mut lines);
            behind_table = at + length;
            gap = true;
            continue;
        }
        if is_pipe_row(raw) {
            pipes.push(raw);
            continue;
        }
        flush_table(&mut pipes, &mut lines);
        let squeezed = squeeze(&with_bullet(raw));
        if squeezed.is_empty() || is_rule(&squeezed) {
            gap = true;
            continue;
        }
        let indent =
            raw.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum();
        match lines.last_mut() {
            Some(last) if !gap && last.is_text() && continues(&last.text, &squeezed, wrapped) => {
                last.text.push(' ');
                last.text.push_str(&squeezed);
            }
            _ => {
                let line = Line { gap, indent, columns: columns(raw), ..Line::new(squeezed, Kind::Text) };
                lines.push(line);
            }
        }
        gap = false;
    }
    flush_table(&mut pipes, &mut lines);
    lines
}

/// The line with a bullet where the letter that is drawn like one stands far from its text. Before one
/// space it is a word of some languages.
fn with_bullet(raw: &str) -> Cow<'_, str> {
    let rest =
        raw.trim_start().strip_prefix('o').filter(|rest| rest.starts_with("  ") || rest.starts_with('\t'));
    rest.map_or(Cow::Borrowed(raw), |rest| format!("•{rest}").into())
}

/// A text was wrapped by an editor where its long lines all end near one column, or where sentences go
/// on in the next line more often than lines are long: one line that somebody joined or broke elsewhere is
/// no reason to read all the others otherwise.
fn is_hard_wrapped(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let widths: Vec<usize> = lines.iter().map(|line| line.chars().count()).collect();
    let filled = widths.iter().filter(|width| **width > 0).count();
    let widest = widths.iter().copied().max().unwrap_or(0);
    let near_widest = widths.iter().filter(|width| **width > 0 && **width + 14 >= widest).count();
    let even = (50..=WIDEST).contains(&widest) && filled >= 8 && near_widest * 4 >= filled;
    let goes_on = |at: usize| {
        (45..=WIDEST).contains(&widths[at])
            && lines[at].ends_with(|c: char| c.is_alphanumeric() || c == ',')
            && lines.get(at + 1).is_some_and(|next| next.trim_start().starts_with(char::is_lowercase))
    };
    let long = widths.iter().filter(|width| **width > WIDEST).count();
    even || (0..lines.len()).filter(|at| goes_on(*at)).count() >= BROKEN.max(2 * long + 1)
}

/// Widest column at which editors wrap.
const WIDEST: usize = 100;
/// Sentences that go on in the next line, of a text that was wrapped.
const BROKEN: usize = 4;

/// Whether a line goes on where the one before broke off.
fn continues(last: &str, next: &str, wrapped: bool) -> bool {
    let breaks_off = !last.ends_with(['.', ':', ';', '?', '!', '|']);
    let starts_new = next.starts_with(['•', '-', '*', '–', '—', '·', '|', '▪', '◦', '●'])
        || number::lead(next).is_some()
        || number::enumerator(next).is_some();
    // What was joined already may be long: it is looked at only as far as asked.
    let reaches = |width: usize| last.chars().nth(width - 1).is_some();
    let lower = next.chars().next().is_some_and(char::is_lowercase);
    !starts_new && if wrapped { reaches(45) } else { lower && breaks_off && reaches(50) }
}

/// Cells of a row whose columns are set apart by tabs; nothing where there is one column.
fn columns(raw: &str) -> Vec<String> {
    let cells = raw.trim().split('\t').map(squeeze);
    if raw.trim().contains('\t') { cells.filter(|cell| !cell.is_empty()).collect() } else { Vec::new() }
}

/// A line of dashes, equal signs or stars.
fn is_rule(text: &str) -> bool {
    text.len() >= 3 && text.chars().all(|c| matches!(c, '-' | '=' | '*' | '_' | '—' | '─'))
}

fn is_pipe_row(raw: &str) -> bool {
    let trimmed = raw.trim();
    trimmed.len() > 2 && trimmed.starts_with('|') && trimmed.ends_with('|')
}

/// A row of dashes that separates header and rows.
fn is_delimiter(cells: &[String]) -> bool {
    cells.iter().all(|cell| !cell.is_empty() && cell.chars().all(|c| matches!(c, '-' | ':')))
}

/// Turns gathered pipe rows into tables; a header row followed by a delimiter starts a new one.
fn flush_table(pipes: &mut Vec<&str>, lines: &mut Lines) {
    let mut rows: Vec<Vec<String>> =
        pipes.drain(..).map(|raw| raw.trim().trim_matches('|').split('|').map(squeeze).collect()).collect();
    let mut table = Table::default();
    let mut index = 0;
    while index < rows.len() {
        if rows.get(index + 1).is_some_and(|next| is_delimiter(next)) {
            push_table(std::mem::take(&mut table), lines);
            table.header = std::mem::take(&mut rows[index]);
            index += 2;
            continue;
        }
        if !is_delimiter(&rows[index]) {
            table.rows.push(std::mem::take(&mut rows[index]));
        }
        index += 1;
    }
    push_table(table, lines);
}

fn push_table(table: Table, lines: &mut Lines) {
    if !table.rows.is_empty() || !table.header.is_empty() {
        lines.push(Line::new(String::new(), Kind::Table(table)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pipe_tables_with_repeated_headers_are_separate() {
        let page = read("| A | B |\n|---|---|\n| 1 | 2 |\n| A | B |\n|:--|--:|\n| 3 | 4 |\nText");
        let tables = page.lines.iter().filter(|line| matches!(line.kind, Kind::Table(_))).count();
        assert_eq!((tables, page.lines.len()), (2, 3));
    }

    #[test]
    fn a_letter_far_from_its_text_is_a_bullet() {
        let words =
            |text: &str| -> Vec<String> { read(text).lines.into_iter().map(|line| line.text).collect() };
        assert_eq!(words("  o  ice on the pier;\n  o\twar."), ["• ice on the pier;", "• war."]);
        assert_eq!(words("o serviço é nosso."), ["o serviço é nosso."]);
    }

    #[test]
    fn one_line_that_was_joined_or_broken_elsewhere_leaves_the_others_as_they_were_read() {
        let paragraph = "The harbour office keeps the names of all guests and of their boats for as long\nas they lie here, and\nfor two years after that, because the tax office asks for it in the spring of\nevery second year.\n";
        let rows = "Names\nBoats\nBerths\nDates\nFees\nKeys\nFlags\nBills\n\n";
        let text = format!("{rows}{paragraph}\n{rows}{paragraph}\n{paragraph}");
        let joined = text.replacen("long\nas", "long as", 1).replacen("here, and\nfor", "here, and for", 1);
        let words =
            |text: &str| -> Vec<String> { read(text).lines.into_iter().map(|line| line.text).collect() };
        assert_eq!(words(&text), words(&joined));
        assert_eq!(words(&text).len(), 19);
    }

    #[test]
    fn wrapped_paragraphs_are_joined_and_lists_are_not() {
        let text = "This paragraph was wrapped by an editor at a column that is\nwell below eighty characters, and so\nit goes on.\n\n- one\n- two\nEnd";
        let texts: Vec<_> = read(text).lines.into_iter().map(|line| line.text).collect();
        assert_eq!(texts.last().map(String::as_str), Some("End"));
        assert!(
            texts[0].starts_with("This paragraph was wrapped by an editor at a column that is well"),
            "{texts:?}"
        );
    }
}
