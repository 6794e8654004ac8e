//! Tables cell by cell: rows by their key, columns by their name, never by position alone.

use std::collections::HashSet;

use super::form::form_of;
use super::hashing::QuickMap;
use super::matching::{Candidate, Counts, Matching, kept_order};
use super::report::MANY;
use super::similarity::Features;
use super::table_rows::align_rows;
use super::words::{only_dates, word_runs};
use super::{Change, ChangeKind, Unit};
use crate::document::Table;

/// Rows this alike are one row whose key was reworded.
pub(super) const SAME_ROW: f64 = 0.5;
/// Columns of the old table at most that are looked for by their cells.
const MOST_COLUMNS: usize = 64;

/// The edits between two paired tables. `base` carries section and addresses for each of them. A table
/// with more changed rows than anybody reads one by one is one change.
pub(super) fn table_changes(old: &Table, new: &Table, base: &Change) -> Vec<Change> {
    let columns = align_columns(old, new);
    let rows = align_rows(old, new, &columns);
    let tables = Tables { old, new, columns, rows, base };
    if tables.is_rewritten() {
        let text = |table: &Table| Some(table.to_text());
        let (kind, unit) = (ChangeKind::Changed, Unit::Table);
        return vec![Change { kind, unit, old: text(old), new: text(new), ..base.clone() }];
    }
    let mut changes = tables.column_changes();
    changes.extend(tables.columns_reordered());
    changes.extend(tables.row_changes());
    changes
}

struct Tables<'a> {
    old: &'a Table,
    new: &'a Table,
    columns: Matching,
    rows: Matching,
    base: &'a Change,
}

impl Tables<'_> {
    /// True where more rows came, went or hold another cell than anybody reads one by one.
    fn is_rewritten(&self) -> bool {
        let edited = |(from, to): &(usize, usize)| {
            let (old, new) = (&self.old.rows[*from], &self.new.rows[*to]);
            old.len() != new.len() || old.iter().zip(new).any(|(old, new)| !same(old, new))
        };
        let free = |side: &[Option<usize>]| side.iter().filter(|other| other.is_none()).count();
        let moved_on = free(&self.rows.forward) + free(&self.rows.backward);
        self.old.rows.len().max(self.new.rows.len()) > MANY
            && moved_on + self.rows.pairs().filter(edited).count() > MANY
    }

    fn column_changes(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        for (at, from) in self.columns.backward.iter().enumerate() {
            let name = column_name(self.new, at);
            let change = match from {
                None => Some(Change {
                    kind: ChangeKind::Added,
                    new: Some(column_text(self.new, at)),
                    old_at: None,
                    ..self.cell(None, name)
                }),
                Some(from) => {
                    let before =
                        column_name(self.old, *from).filter(|old| !same(old, name.as_deref().unwrap_or("")));
                    before.zip(name).map(|(old, new)| self.reworded(None, Some(new.clone()), old, new))
                }
            };
            changes.extend(change);
        }
        for (at, _) in self.columns.forward.iter().enumerate().filter(|(_, to)| to.is_none()) {
            changes.push(Change {
                kind: ChangeKind::Removed,
                old: Some(column_text(self.old, at)),
                new_at: None,
                ..self.cell(None, column_name(self.old, at))
            });
        }
        changes
    }

    fn row_changes(&self) -> Vec<Change> {
        // Removed rows are told where they stood: after the row before them.
        let mut changes: Vec<(usize, usize, Change)> = Vec::new();
        for (at, row) in self.new.rows.iter().enumerate() {
            match self.rows.backward[at] {
                None => changes.push((at + 1, 0, self.whole_row(at, row, ChangeKind::Added))),
                Some(from) => {
                    changes.extend(self.cell_changes(from, at).into_iter().map(|change| (at + 1, 0, change)));
                }
            }
        }
        let mut place = 0;
        for (at, row) in self.old.rows.iter().enumerate() {
            match self.rows.forward[at] {
                Some(to) => place = to + 1,
                None => changes.push((place, 1 + at, self.whole_row(at, row, ChangeKind::Removed))),
            }
        }
        changes.sort_by_key(|(place, order, _)| (*place, *order));
        let mut changes: Vec<Change> = changes.into_iter().map(|(_, _, change)| change).collect();
        changes.extend(self.reordered());
        changes
    }

    fn cell_changes(&self, old_row: usize, new_row: usize) -> Vec<Change> {
        let (old, new) = (&self.old.rows[old_row], &self.new.rows[new_row]);
        self.columns
            .pairs()
            .filter_map(|(from, to)| {
                let (before, after) = (cell_at(old, from), cell_at(new, to));
                let (key, name) = (|| new.first().cloned(), || column_name(self.new, to));
                (!same(before, after)).then(|| Change {
                    old_row: Some(old_row),
                    new_row: Some(new_row),
                    ..self.reworded(key(), name(), before.to_owned(), after.to_owned())
                })
            })
            .collect()
    }

    fn reordered(&self) -> Option<Change> {
        let pairs: Vec<(usize, usize)> = self.rows.pairs().collect();
        let entries: Vec<(usize, usize)> = pairs.iter().map(|(from, _)| (*from, 1)).collect();
        if kept_order(&entries).into_iter().all(|kept| kept) {
            return None;
        }
        // Rows that share a key are named by all their cells: otherwise nobody could tell which went where.
        let by_key = have_own_keys(self.old) && have_own_keys(self.new);
        let name = |row: &Vec<String>| if by_key { row.first().cloned() } else { Some(row.join(" | ")) };
        let keys = |rows: &[Vec<String>], at: &mut dyn Iterator<Item = usize>| -> String {
            at.filter_map(|row| name(&rows[row])).collect::<Vec<_>>().join("\n")
        };
        let mut olds: Vec<usize> = pairs.iter().map(|pair| pair.0).collect();
        olds.sort_unstable();
        Some(Change {
            kind: ChangeKind::Reordered,
            unit: Unit::Table,
            old: Some(keys(&self.old.rows, &mut olds.into_iter())),
            new: Some(keys(&self.new.rows, &mut pairs.iter().map(|pair| pair.1))),
            ..self.base.clone()
        })
    }

    /// Columns in another order, by their names; without names nobody could tell.
    fn columns_reordered(&self) -> Option<Change> {
        let pairs: Vec<(usize, usize)> = self.columns.pairs().collect();
        let entries: Vec<(usize, usize)> = pairs.iter().map(|(from, _)| (*from, 1)).collect();
        if kept_order(&entries).into_iter().all(|kept| kept) {
            return None;
        }
        let names = |table: &Table, at: &mut dyn Iterator<Item = usize>| -> Option<String> {
            Some(at.map(|column| column_name(table, column)).collect::<Option<Vec<_>>>()?.join("\n"))
        };
        let mut olds: Vec<usize> = pairs.iter().map(|pair| pair.0).collect();
        olds.sort_unstable();
        Some(Change {
            kind: ChangeKind::Reordered,
            unit: Unit::Table,
            old: Some(names(self.old, &mut olds.into_iter())?),
            new: Some(names(self.new, &mut pairs.iter().map(|pair| pair.1))?),
            ..self.base.clone()
        })
    }

    fn cell(&self, row: Option<String>, column: Option<String>) -> Change {
        Change { unit: Unit::Cell, row, column, ..self.base.clone() }
    }

    fn reworded(&self, row: Option<String>, column: Option<String>, old: String, new: String) -> Change {
        let words = word_runs(&old, &new);
        let kind = if only_dates(&words) { ChangeKind::Date } else { ChangeKind::Changed };
        Change { kind, words, old: Some(old), new: Some(new), ..self.cell(row, column) }
    }

    fn whole_row(&self, place: usize, row: &[String], kind: ChangeKind) -> Change {
        let text = Some(row.join(" | "));
        let added = kind == ChangeKind::Added;
        let (old, new) = if added { (None, text) } else { (text, None) };
        let old_at = self.base.old_at.clone().filter(|_| !added);
        let new_at = self.base.new_at.clone().filter(|_| added);
        Change {
            kind,
            unit: Unit::Row,
            row: row.first().cloned(),
            old,
            new,
            old_at,
            new_at,
            old_row: Some(place).filter(|_| !added),
            new_row: Some(place).filter(|_| added),
            ..self.base.clone()
        }
    }
}

pub(super) fn same(old: &str, new: &str) -> bool {
    old == new || form_of(old) == form_of(new)
}

/// True when no two rows of a table have the same key.
fn have_own_keys(table: &Table) -> bool {
    let mut keys = HashSet::new();
    table.rows.iter().all(|row| keys.insert(row.first()))
}

pub(super) fn cell_at(row: &[String], column: usize) -> &str {
    row.get(column).map_or("", String::as_str)
}

fn width(table: &Table) -> usize {
    table.rows.iter().map(Vec::len).chain([table.header.len()]).max().unwrap_or(0)
}

fn column_name(table: &Table, column: usize) -> Option<String> {
    table.header.get(column).filter(|name| !name.is_empty()).cloned()
}

/// Name and cells of a column, one a line, each cell after its row's key.
fn column_text(table: &Table, column: usize) -> String {
    let name = column_name(table, column);
    let cells = table.rows.iter().map(|row| match row.first().filter(|_| column > 0) {
        Some(key) => format!("{key}: {}", cell_at(row, column)),
        None => cell_at(row, column).to_owned(),
    });
    name.into_iter().chain(cells).collect::<Vec<_>>().join("\n")
}

/// Columns by name; then, where no name helps, by equal cells; then by position.
fn align_columns(old: &Table, new: &Table) -> Matching {
    let (old_width, new_width) = (width(old), width(new));
    let mut columns = Matching::new(old_width, new_width);
    let name = |table: &Table, at: usize| column_name(table, at).map(|name| form_of(&name).to_lowercase());
    columns.pair_equal(|at| name(old, at), |at| name(new, at), Counts::Any);
    // Each column is read once, however many it is held against.
    let cells = |table: &Table, side: &[Option<usize>], most: usize| -> Vec<(usize, Features)> {
        let cells = |at: usize| table.rows.iter().map(|row| cell_at(row, at)).collect::<Vec<_>>().join(" ; ");
        let free = (0..side.len().min(most)).filter(|at| side[*at].is_none());
        free.map(|at| (at, Features::of(&cells(at)))).collect()
    };
    let olds = cells(old, &columns.forward, MOST_COLUMNS);
    let news = if olds.is_empty() { Vec::new() } else { cells(new, &columns.backward, new_width) };
    let candidates = news
        .iter()
        .flat_map(|(to, after)| olds.iter().map(move |(from, before)| (*from, *to, before.alike(after))))
        .filter(|(.., alike)| *alike >= SAME_ROW)
        .map(|(old, new, score)| Candidate { old, new, score })
        .collect();
    columns.pair_best(candidates);
    if old_width == new_width {
        for at in 0..old_width {
            columns.pair(at, at);
        }
    }
    columns
}

/// How alike two tables are: shared row keys and column names, 0 to 1.
pub(super) fn tables_alike(old: &Table, new: &Table) -> f64 {
    let keys = |table: &Table| -> QuickMap<String, usize> {
        let mut counts = QuickMap::default();
        let cells = table.rows.iter().filter_map(|row| row.first()).chain(&table.header);
        for cell in cells {
            *counts.entry(form_of(cell).to_lowercase()).or_insert(0) += 1;
        }
        counts
    };
    let (old, new) = (keys(old), keys(new));
    let shared: usize =
        old.iter().map(|(key, count)| new.get(key).map_or(0, |other| *other.min(count))).sum();
    super::similarity::ratio(2 * shared, old.values().sum::<usize>() + new.values().sum::<usize>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[&str]]) -> Table {
        let row = |cells: &&[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        Table { header: row(&rows[0]), rows: rows[1..].iter().map(row).collect(), fused: false }
    }

    fn shown(old: &[&[&str]], new: &[&[&str]]) -> Vec<String> {
        let base = Change::blank(ChangeKind::Changed, Unit::Table);
        table_changes(&table(old), &table(new), &base)
            .iter()
            .map(|change| {
                let part = |text: &Option<String>| text.as_deref().unwrap_or("-").replace('\n', "/");
                format!(
                    "{} {:?} {}/{}: {} -> {}",
                    change.kind.as_str(),
                    change.unit,
                    part(&change.row),
                    part(&change.column),
                    part(&change.old),
                    part(&change.new)
                )
            })
            .collect()
    }

    const BASE: &[&[&str]] =
        &[&["Data", "Kept"], &["Logs", "30 days"], &["Billing", "7 years"], &["Chat", "1 year"]];

    #[test]
    fn cells_are_named_by_row_key_and_column() {
        let new: &[&[&str]] =
            &[&["Data", "Kept"], &["Logs", "90 days"], &["Billing", "7 years"], &["Chat", "1 year"]];
        assert_eq!(shown(BASE, new), ["changed Cell Logs/Kept: 30 days -> 90 days"]);
    }

    #[test]
    fn values_swapped_between_rows_are_two_changes() {
        let new: &[&[&str]] =
            &[&["Data", "Kept"], &["Logs", "7 years"], &["Billing", "30 days"], &["Chat", "1 year"]];
        assert_eq!(
            shown(BASE, new),
            ["changed Cell Logs/Kept: 30 days -> 7 years", "changed Cell Billing/Kept: 7 years -> 30 days"]
        );
    }

    #[test]
    fn a_reworded_key_is_a_cell_and_rows_come_and_go() {
        let new: &[&[&str]] =
            &[&["Data", "Kept"], &["Server logs", "30 days"], &["Billing", "7 years"], &["Mail", "2 weeks"]];
        assert_eq!(
            shown(BASE, new),
            [
                "changed Cell Server logs/Data: Logs -> Server logs",
                "removed Row Chat/-: Chat | 1 year -> -",
                "added Row Mail/-: - -> Mail | 2 weeks",
            ]
        );
    }

    #[test]
    fn rows_in_another_order_are_one_change_and_a_new_column_is_one() {
        let swapped: &[&[&str]] =
            &[&["Data", "Kept"], &["Billing", "7 years"], &["Logs", "30 days"], &["Chat", "1 year"]];
        assert_eq!(shown(BASE, swapped), ["reordered Table -/-: Logs/Billing/Chat -> Billing/Logs/Chat"]);
        let wider: &[&[&str]] = &[
            &["Data", "Why", "Kept"],
            &["Logs", "Safety", "30 days"],
            &["Billing", "Tax", "7 years"],
            &["Chat", "Help", "1 year"],
        ];
        assert_eq!(shown(BASE, wider), ["added Cell -/Why: - -> Why/Logs: Safety/Billing: Tax/Chat: Help"]);
    }
}
