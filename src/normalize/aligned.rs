//! Tables drawn with spaces: columns stand under each other in plain text, two or more spaces apart,
//! with or without a row of dashes under the header.
//!
//! A run of lines is a table only when blank gutters cut every row in the same places and the first row
//! looks like a header; prose in columns, lists and text with two spaces after a full stop stay lines.

use crate::document::Table;
use crate::document::text::squeeze;

use super::number;

/// A longer cell is prose.
const MAX_HEADER_CELL_WORDS: usize = 5;
const MAX_KEY_WORDS: usize = 8;
/// Fewer rows under a header without a row of dashes may be chance.
const MIN_ROWS: usize = 2;
/// More lines than this belong to several tables or to none.
const MAX_LINES: usize = 400;

/// The table that begins with the first of these lines, and the number of lines it takes.
pub(super) fn table_at(lines: &[&str]) -> Option<(Table, usize)> {
    let first = lines.first()?;
    if !is_row(first) {
        return None;
    }
    let ruled = lines.get(1).filter(|line| is_rule(line));
    match ruled {
        Some(rule) => under_rule(lines, &columns_of_rule(rule)),
        None => by_gutters(lines),
    }
}

/// The columns are where the dashes are; a gutter may be one space wide.
fn under_rule(lines: &[&str], columns: &[usize]) -> Option<(Table, usize)> {
    let header = cells(lines[0], columns)?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut end = 2;
    for line in lines.iter().skip(2).take(MAX_LINES) {
        if is_rule(line) {
            end += 1;
            break;
        }
        let Some(row) =
            Some(line).filter(|line| !line.trim().is_empty()).and_then(|line| cells(line, columns))
        else {
            break;
        };
        add_row(row, &mut rows);
        end += 1;
    }
    let filled = header.iter().all(|cell| !cell.is_empty());
    (filled && !rows.is_empty()).then_some((Table { header, rows, fused: false }, end))
}

/// The columns are between the gutters: places where every row is blank.
fn by_gutters(lines: &[&str]) -> Option<(Table, usize)> {
    let width = parts(lines[0]).count();
    if !is_header(lines[0]) {
        return None;
    }
    let mut gutters = Gutters::default();
    gutters.add(lines[0]);
    let mut end = 1;
    for line in lines.iter().skip(1).take(MAX_LINES) {
        if line.trim().is_empty() || line.contains('\t') {
            break;
        }
        let mut narrower = gutters.clone();
        narrower.add(line);
        let columns = narrower.columns();
        let fits = columns.len() == width
            && cells(line, &columns).is_some_and(|row| {
                let filled = row.iter().filter(|cell| !cell.is_empty()).count();
                row[0].is_empty() && end > 1 || is_key(&row[0]) && filled >= 2
            });
        if !fits {
            break;
        }
        gutters = narrower;
        end += 1;
    }
    let columns = gutters.columns();
    let header = cells(lines[0], &columns)?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    for line in &lines[1..end] {
        add_row(cells(line, &columns)?, &mut rows);
    }
    let is_table = rows.len() >= MIN_ROWS && header.iter().all(|cell| !cell.is_empty());
    is_table.then_some((Table { header, rows, fused: false }, end))
}

/// A row whose key is blank goes on with the cells above.
fn add_row(row: Vec<String>, rows: &mut Vec<Vec<String>>) {
    match rows.last_mut().filter(|_| row[0].is_empty()) {
        Some(above) => {
            for (above, cell) in above.iter_mut().zip(row).filter(|(_, cell)| !cell.is_empty()) {
                if !above.is_empty() {
                    above.push(' ');
                }
                above.push_str(&cell);
            }
        }
        None => rows.push(row),
    }
}

/// Parts of a line that two or more spaces set apart.
fn parts(line: &str) -> impl Iterator<Item = &str> {
    line.trim().split("  ").map(str::trim).filter(|part| !part.is_empty())
}

/// Two parts or more, no list marker in front, no tab inside.
fn is_row(line: &str) -> bool {
    let text = line.trim();
    text.contains("  ")
        && !line.contains('\t')
        && number::enumerator(text).is_none()
        && parts(line).nth(1).is_some()
}

fn is_header(line: &str) -> bool {
    parts(line).all(|cell| {
        cell.split_whitespace().count() <= MAX_HEADER_CELL_WORDS
            && cell.starts_with(|c: char| c.is_uppercase() || !c.is_ascii() && c.is_alphabetic())
            && !cell.ends_with(['.', ':', ';', ',', '!', '?'])
    })
}

fn is_key(cell: &str) -> bool {
    !cell.is_empty() && cell.split_whitespace().count() <= MAX_KEY_WORDS && !cell.ends_with(':')
}

/// Runs of dashes or equal signs, two or more.
fn is_rule(line: &str) -> bool {
    let mut runs = 0;
    line.split_whitespace().all(|run| {
        runs += 1;
        run.len() >= 2 && run.chars().all(|c| matches!(c, '-' | '=' | '─' | '+'))
    }) && runs >= 2
}

/// First column, in characters, of every run of dashes.
fn columns_of_rule(rule: &str) -> Vec<usize> {
    let mut blank = true;
    let mut columns = Vec::new();
    for (at, c) in rule.chars().enumerate() {
        if blank && !c.is_whitespace() {
            columns.push(at);
        }
        blank = c.is_whitespace();
    }
    columns
}

/// Which columns of a run of lines some line has a letter in.
#[derive(Default, Clone)]
struct Gutters {
    taken: Vec<bool>,
}

impl Gutters {
    fn add(&mut self, line: &str) {
        for (at, _) in line.chars().enumerate().filter(|(_, c)| !c.is_whitespace()) {
            if at >= self.taken.len() {
                self.taken.resize(at + 1, false);
            }
            self.taken[at] = true;
        }
    }

    /// First column of what stands between gutters of two or more.
    fn columns(&self) -> Vec<usize> {
        let mut columns = Vec::new();
        let mut blank = 2;
        for (at, is_taken) in self.taken.iter().enumerate() {
            if *is_taken {
                if blank >= 2 {
                    columns.push(at);
                }
                blank = 0;
            } else {
                blank += 1;
            }
        }
        columns
    }
}

/// The line cut at these columns; `None` where a word crosses a cut.
fn cells(line: &str, columns: &[usize]) -> Option<Vec<String>> {
    let letters: Vec<char> = line.trim_end().chars().collect();
    let crossed =
        columns.iter().skip(1).any(|column| letters.get(column - 1).is_some_and(|c| !c.is_whitespace()));
    let before_first = letters.iter().take(*columns.first()?).any(|c| !c.is_whitespace());
    if crossed || before_first {
        return None;
    }
    let ends = columns.iter().skip(1).copied().chain([letters.len()]);
    let cut = columns.iter().zip(ends).map(|(from, to)| {
        let to = to.min(letters.len());
        squeeze(&letters.get(*from..to).unwrap_or(&[]).iter().collect::<String>())
    });
    Some(cut.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(String, usize)> {
        let lines: Vec<&str> = text.lines().collect();
        table_at(&lines).map(|(table, length)| (table.to_text().replace('\n', " / "), length))
    }

    #[test]
    fn columns_stand_under_each_other() {
        let cases = [
            (
                "  Record     Reason     Kept\n  ---------- ---------- ------\n  Invoices   Tax law    10 years\n  Letters    Proof      2 years\n\nAfter",
                "Record | Reason | Kept / Invoices | Tax law | 10 years / Letters | Proof | 2 years",
                4,
            ),
            (
                "Plan      Fee   Support\nSmall     5     by mail\nLarge    50     by phone and\n                mail\nThat is all there is to say.",
                "Plan | Fee | Support / Small | 5 | by mail / Large | 50 | by phone and mail",
                4,
            ),
            ("Datum    Zweck\n===== ======\nName     Vertrag", "Datum | Zweck / Name | Vertrag", 3),
        ];
        for (text, expected, length) in cases {
            assert_eq!(found(text), Some((expected.to_owned(), length)), "{text}");
        }
    }

    #[test]
    fn prose_lists_and_forms_are_no_tables() {
        for text in [
            "One sentence ends.  Another begins here\nand goes on to the next.  And so on\nuntil it is over.  Done.",
            "Name:      Acme\nStreet:    Long Road 1\nMail:      a@b.example",
            "•  one\n•  two\n•  three",
            "We keep this  and that\nfor a long time\nand then no more",
            "Plan      Fee\nSmall     5",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
