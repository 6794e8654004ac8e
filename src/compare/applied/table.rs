//! A table while a comparison is applied to it: rows keep their places until all is done.

use super::super::{Change, ChangeKind, Unit};
use super::in_places;
use crate::document::Table;
use crate::document::text::comparison_form;

/// A table that is worked on.
pub(super) struct Rows {
    header: Vec<String>,
    kept: Vec<Option<Vec<String>>>,
    added: Vec<(usize, Vec<String>)>,
    /// Rows in another order, by key or whole, each on its own line.
    order: Option<String>,
    /// Columns that came: name and lines told.
    columns: Vec<(Option<String>, String)>,
}

impl Rows {
    pub(super) fn of(table: &Table) -> Self {
        let kept = table.rows.iter().cloned().map(Some).collect();
        let (header, added) = (table.header.clone(), Vec::new());
        Self { header, kept, added, order: None, columns: Vec::new() }
    }

    pub(super) fn apply(&mut self, change: &Change) {
        let new = change.new.clone().unwrap_or_default();
        match (change.unit, change.kind, change.old_row) {
            (Unit::Row, ChangeKind::Removed, Some(row)) => self.kept[row] = None,
            (Unit::Row, ChangeKind::Added, _) => {
                let cells = new.split(" | ").map(str::to_owned).collect();
                self.added.push((change.new_row.unwrap_or(usize::MAX), cells));
            }
            (Unit::Table, ChangeKind::Reordered, _) => self.order = Some(new),
            (Unit::Cell, ChangeKind::Added, _) => self.columns.push((change.column.clone(), new)),
            (Unit::Cell, ChangeKind::Removed, _) => self.drop_column(change),
            (Unit::Cell, _, Some(row)) => self.reword(row, change, new),
            (Unit::Cell, _, None) => self.rename(change.old.as_deref(), new),
            _ => {}
        }
    }

    fn reword(&mut self, row: usize, change: &Change, new: String) {
        let old = change.old.as_ref();
        let Some(cells) = self.kept.get_mut(row).and_then(Option::as_mut) else { return };
        cells.resize(cells.len().max(self.header.len()), String::new());
        let holds = |at: &usize| cells.get(*at) == old;
        let named =
            |at: &usize| self.header.get(*at).filter(|name| !name.is_empty()) == change.column.as_ref();
        // Two columns may share a name: the old words tell which of them is meant.
        let column =
            (0..cells.len()).find(|at| named(at) && holds(at)).or_else(|| (0..cells.len()).find(holds));
        match column {
            Some(column) => cells[column] = new,
            None => cells.push(new),
        }
    }

    fn rename(&mut self, old: Option<&str>, new: String) {
        if let Some(name) = self.header.iter_mut().find(|name| Some(name.as_str()) == old) {
            *name = new;
        }
    }

    fn drop_column(&mut self, change: &Change) {
        let told: Vec<String> =
            change.old.iter().flat_map(|text| text.lines()).map(comparison_form).collect();
        let last = |row: &Vec<String>, at: usize| comparison_form(row.get(at).map_or("", String::as_str));
        let width = self.kept.iter().flatten().map(Vec::len).chain([self.header.len()]).max().unwrap_or(0);
        let is_told = |at: &usize| {
            let named = self.header.get(*at).filter(|name| !name.is_empty()) == change.column.as_ref();
            named
                && self
                    .kept
                    .iter()
                    .flatten()
                    .all(|row| told.iter().any(|line| line.ends_with(&last(row, *at))))
        };
        if let Some(at) = (0..width).find(is_told) {
            let rows = self.kept.iter_mut().flatten().filter(|row| row.len() > at);
            rows.for_each(|row| drop(row.remove(at)));
            if at < self.header.len() {
                self.header.remove(at);
            }
        }
    }

    /// The table in the order of columns that the new one has, as text.
    pub(super) fn to_text(&self, header: &[String]) -> String {
        let mut rows: Vec<Vec<String>> = self.kept.iter().flatten().cloned().collect();
        self.put_in_order(&mut rows);
        let kept = rows.into_iter().map(|row| (None, row));
        let added = self.added.iter().map(|(place, row)| (Some(*place), row.clone()));
        let rows = in_places(kept.chain(added).collect(), |row: &(Option<usize>, Vec<String>)| row.0);
        let mut table = Table {
            header: self.header.clone(),
            rows: rows.into_iter().map(|row| row.1).collect(),
            fused: false,
        };
        self.add_columns(&mut table, header);
        arrange(&mut table, header);
        table.to_text()
    }

    fn put_in_order(&self, rows: &mut [Vec<String>]) {
        let Some(order) = &self.order else { return };
        let wanted: Vec<&str> = order.lines().collect();
        rows.sort_by_key(|row| {
            let (key, whole) = (row.first().map_or("", String::as_str), row.join(" | "));
            let place = wanted.iter().position(|name| *name == key || *name == whole);
            place.unwrap_or(usize::MAX)
        });
    }

    fn add_columns(&self, table: &mut Table, header: &[String]) {
        for (name, told) in &self.columns {
            let wanted = header.iter().position(|other| Some(other) == name.as_ref());
            let at = wanted.unwrap_or(table.header.len());
            let mut lines = told.lines().skip(usize::from(name.is_some()));
            table.header.insert(at.min(table.header.len()), name.clone().unwrap_or_default());
            for (place, row) in table.rows.iter_mut().enumerate() {
                let line = lines.next().unwrap_or_default();
                // A row that came with the table has its new cell already.
                if self.added.iter().any(|(added, _)| *added == place) {
                    continue;
                }
                let key = row.first().filter(|_| at > 0).map(|key| format!("{key}: ")).unwrap_or_default();
                let cell = line.strip_prefix(&key).unwrap_or(line).to_owned();
                row.insert(at.min(row.len()), cell);
            }
        }
    }
}

/// Columns in another order, by their names.
fn arrange(table: &mut Table, header: &[String]) {
    let places: Option<Vec<usize>> =
        header.iter().map(|name| table.header.iter().position(|other| other == name)).collect();
    let Some(places) = places.filter(|places| {
        let mut sorted = places.clone();
        sorted.sort_unstable();
        sorted.iter().copied().eq(0..table.header.len()) && !places.is_sorted()
    }) else {
        return;
    };
    let arranged = |row: &[String]| -> Vec<String> {
        places.iter().map(|at| row.get(*at).cloned().unwrap_or_default()).collect()
    };
    table.header = arranged(&table.header);
    for row in &mut table.rows {
        *row = arranged(row);
    }
}
