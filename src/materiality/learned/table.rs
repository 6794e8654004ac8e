//! A learned table, looked up where it stands.
//!
//! A comparison asks for some hundred of the thousands of names: a map of them all would take longer to
//! make than all else that is judged. Knows nothing of what the names or their values mean.

use std::cmp::Ordering;

/// Rows of a name, a tab and a value, in the order of the bytes of their names, each ended by a line feed.
pub(super) struct Table(&'static str);

impl Table {
    pub(super) const fn new(rows: &'static str) -> Self {
        Self(rows)
    }

    /// What stands behind the name; `None` where no row has it. Halves what is left with every look.
    pub(super) fn get(&self, name: &str) -> Option<&'static str> {
        let mut rows = self.0;
        while !rows.is_empty() {
            let start = row_at(rows, rows.len() / 2);
            let (before, from) = rows.split_at(start);
            let (row, behind) = from.split_once('\n').unwrap_or((from, ""));
            let (found, value) = row.split_once('\t')?;
            match found.cmp(name) {
                Ordering::Equal => return Some(value),
                Ordering::Less => rows = behind,
                Ordering::Greater => rows = before,
            }
        }
        None
    }
}

/// Where the row begins that this byte stands in.
fn row_at(rows: &str, byte: usize) -> usize {
    rows.as_bytes()[..byte].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_found_and_nothing_else() {
        let table = Table::new("a\t1\na b\t2\nä\t3:1\t4:2\n");
        let cases = [
            ("a", Some("1")),
            ("a b", Some("2")),
            ("ä", Some("3:1\t4:2")),
            ("", None),
            ("a ", None),
            ("b", None),
            ("ö", None),
        ];
        for (name, value) in cases {
            assert_eq!(table.get(name), value, "`{name}`");
        }
        assert_eq!(Table::new("").get("a"), None);
    }

    #[test]
    fn the_embedded_tables_are_in_order_and_wholly_found() {
        for text in [include_str!("signs.tsv"), include_str!("topics.tsv")] {
            let table = Table::new(text);
            let rows: Vec<(&str, &str)> = text.lines().map(|row| row.split_once('\t').unwrap()).collect();
            assert!(rows.is_sorted_by(|(name, _), (next, _)| name < next));
            for (name, value) in rows {
                assert_eq!(table.get(name), Some(value), "`{name}`");
            }
        }
    }
}
