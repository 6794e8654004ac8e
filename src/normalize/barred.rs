//! Tables drawn with bars in plain text: `Item | Kept` over a line of dashes, without bars at the ends.
//!
//! The line of dashes under the header is what tells a table from words with a bar between them
//! (menus, choices); rows end where the number of bars does.

use crate::document::Table;
use crate::document::text::squeeze;

/// The table that begins with the first of these lines, and the number of lines it takes.
pub(super) fn table_at(lines: &[&str]) -> Option<(Table, usize)> {
    let header = cells(lines.first()?)?;
    lines.get(1).filter(|line| is_rule(line))?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut end = 2;
    for line in &lines[2..] {
        if is_rule(line) {
            end += 1;
            continue;
        }
        let Some(row) = cells(line).filter(|row| row.len() == header.len()) else { break };
        rows.push(row);
        end += 1;
    }
    (!rows.is_empty()).then_some((Table { header, rows, fused: false }, end))
}

/// The cells of a line with bars between them; `None` where it has none, or one at its start.
fn cells(line: &str) -> Option<Vec<String>> {
    let text = line.trim();
    let inner = !text.starts_with('|') && text.contains('|');
    inner.then(|| text.trim_end_matches('|').split('|').map(squeeze).collect())
}

/// Dashes or equal signs with crossings in between.
fn is_rule(line: &str) -> bool {
    let text = line.trim();
    text.contains(['+', '|', '┼'])
        && text.matches(['-', '=', '─']).count() >= 3
        && text.chars().all(|c| matches!(c, '-' | '=' | '+' | '|' | ':' | '─' | '┼' | ' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(String, usize)> {
        let lines: Vec<&str> = text.lines().collect();
        table_at(&lines).map(|(table, length)| (table.to_text().replace('\n', " / "), length))
    }

    #[test]
    fn bars_over_a_line_of_dashes_make_a_table() {
        let text = "Fault     | Answer | Repair\n----------+--------+--------\nGate shut | 1 hour | 1 day\nLamp out  | 1 day  | 1 week\n\nAfter";
        let table = "Fault | Answer | Repair / Gate shut | 1 hour | 1 day / Lamp out | 1 day | 1 week";
        assert_eq!(found(text), Some((table.to_owned(), 4)));
    }

    #[test]
    fn bars_between_words_are_no_table() {
        for text in [
            "Home | Terms | Help\nWelcome to all of it",
            "a | b\n-----\nc",
            "| A | B |\n|---|---|\n| 1 | 2 |",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
