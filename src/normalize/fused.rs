//! Tables whose columns text extraction glued together (`AvailabilityCredit`, `Below 99%10% of fee`) or
//! set apart by tabs.
//!
//! A run of lines is split only when the header and at least two rows each have exactly one seam, or
//! all have the same number of columns; otherwise the lines stay as they are.

use crate::document::Table;

use super::line::{Kind, Line};

/// A longer line is prose.
const MAX_ROW_BYTES: usize = 160;

/// Replaces each glued run by a two-column table.
pub(super) fn join_tables(lines: &mut Vec<Line>) {
    let mut at = 0;
    while at + 2 < lines.len() {
        if let Some((table, length)) = table_at(&lines[at..]) {
            let gap = lines[at].gap;
            lines.splice(at..at + length, [Line { gap, ..Line::new(String::new(), Kind::Table(table)) }]);
        }
        at += 1;
    }
}

fn table_at(lines: &[Line]) -> Option<(Table, usize)> {
    let (first, rest) = lines.split_first()?;
    let tabbed = rest.iter().map_while(tabbed_cells).collect::<Vec<_>>();
    let width = tabbed.first().map_or(0, Vec::len);
    let tabbed: Vec<Vec<String>> = tabbed.into_iter().take_while(|cells| cells.len() == width).collect();
    if tabbed.len() >= 2 {
        let header = tabbed_cells(first).or_else(|| split(first, case_seam))?;
        let length = tabbed.len() + 1;
        return (header.len() == width).then_some((Table { header, rows: tabbed, fused: true }, length));
    }
    let header = split(first, case_seam)?;
    let seams: [fn(&str) -> Option<usize>; 3] = [percent_seam, case_seam, digit_seam];
    let rows = seams
        .into_iter()
        .map(|seam| rest.iter().map_while(|line| split(line, seam)).collect::<Vec<_>>())
        .find(|rows| rows.len() >= 2)?;
    let length = rows.len() + 1;
    Some((Table { header, rows, fused: true }, length))
}

fn tabbed_cells(line: &Line) -> Option<Vec<String>> {
    (line.is_text() && line.columns.len() >= 2).then(|| line.columns.clone())
}

fn split(line: &Line, seam: fn(&str) -> Option<usize>) -> Option<Vec<String>> {
    if !line.is_text() || line.text.len() > MAX_ROW_BYTES {
        return None;
    }
    let at = seam(&line.text)?;
    let (left, right) = line.text.split_at(at);
    Some(vec![left.trim().to_owned(), right.trim().to_owned()])
}

/// The one place where `is_seam` holds between two characters.
fn only_seam(text: &str, is_seam: impl Fn(char, char) -> bool) -> Option<usize> {
    let mut seams = text
        .char_indices()
        .zip(text.chars().skip(1))
        .filter(|((_, left), right)| is_seam(*left, *right))
        .map(|((at, left), _)| at + left.len_utf8());
    let seam = seams.next()?;
    seams.next().is_none().then_some(seam)
}

fn case_seam(text: &str) -> Option<usize> {
    only_seam(text, |left, right| (left.is_lowercase() || left == ')') && right.is_uppercase())
}

fn percent_seam(text: &str) -> Option<usize> {
    only_seam(text, |left, right| left == '%' && right.is_ascii_digit())
}

fn digit_seam(text: &str) -> Option<usize> {
    only_seam(text, |left, right| left.is_lowercase() && right.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tables(text: &str) -> Vec<Table> {
        let mut lines = super::super::plain::read(text).lines;
        join_tables(&mut lines);
        lines
            .into_iter()
            .filter_map(|line| if let Kind::Table(table) = line.kind { Some(table) } else { None })
            .collect()
    }

    #[test]
    fn glued_columns_split_at_the_percent_sign() {
        let found = tables(
            "Uptime in a monthCredit due\nUnder 99.9% but at least 99%5% of the fee\nUnder 99%20% of the fee\nThat is all.",
        );
        let expected = Table {
            header: vec!["Uptime in a month".into(), "Credit due".into()],
            rows: vec![
                vec!["Under 99.9% but at least 99%".into(), "5% of the fee".into()],
                vec!["Under 99%".into(), "20% of the fee".into()],
            ],
            fused: true,
        };
        assert_eq!(found, [expected]);
    }

    #[test]
    fn tabs_set_columns_apart_under_a_glued_header_too() {
        let rows = "Under 99.9%\t5% of the fee\nUnder 99%\t20% of the fee\nThat is all.";
        for header in ["Uptime\tCredit due", "UptimeCredit due"] {
            let found = tables(&format!("{header}\n{rows}"));
            assert_eq!(found.len(), 1, "{header}");
            assert_eq!(
                found[0].to_text(),
                "Uptime | Credit due\nUnder 99.9% | 5% of the fee\nUnder 99% | 20% of the fee"
            );
        }
    }

    #[test]
    fn one_row_or_a_camel_case_name_is_no_table() {
        assert_eq!(tables("We use GitHub\nUnder 99%20% of the fee\nThat is all."), []);
        assert_eq!(tables("We use GitHub\nand more\nand more"), []);
    }
}
