//! Applies a comparison to the old document: what comes out must be the new one, in its order.
//!
//! Numbers of sections and the references that follow them are told in one line and not applied.

use std::collections::BTreeMap;

use super::{Change, ChangeKind, Comparison, Unit};
use crate::document::text::comparison_form;
use crate::document::{BlockKind, Document, Section, Table};

/// Headings and block texts, in order, with the numbers of references left out.
pub(super) fn lines(document: &Document) -> Vec<String> {
    document.sections.iter().flat_map(section_lines).collect()
}

fn section_lines(section: &Section) -> Vec<String> {
    let heading = section.heading.iter().map(|heading| format!("# {heading}"));
    let blocks = section.blocks.iter().map(|block| line(&block.text));
    heading.chain(blocks).chain(section.sections.iter().flat_map(section_lines)).collect()
}

/// The same of the document that the comparison makes of the old one.
pub(super) fn applied(old: &Document, comparison: &Comparison) -> Vec<String> {
    let mut root = Part { inner: old.sections.iter().map(Part::of).collect(), ..Part::default() };
    for change in &comparison.changes {
        if let Some(at) = &change.old_at {
            root.at(&at.sections).apply(change);
        }
    }
    // Outer sections first: where an inner one goes is told by their places in the new document.
    let mut depth = 1;
    while root.settle(depth) {
        for change in comparison.changes.iter().filter(|change| change.kind == ChangeKind::Added) {
            if change.unit == Unit::Section
                && let (Some(at), Some(text)) = (&change.new_at, &change.new)
                && at.sections.len() == depth
            {
                let (place, above) = at.sections.split_last().expect("a section");
                root.at(above).inner.push(Part::added(text, *place));
            }
        }
        root.settle(depth);
        depth += 1;
    }
    for change in comparison.changes.iter().filter(|change| change.kind == ChangeKind::Added) {
        if change.unit != Unit::Section
            && let Some(at) = &change.new_at
        {
            root.at(&at.sections).add(at.block, change);
        }
    }
    root.lines()
}

#[derive(Default)]
struct Part {
    heading: Option<String>,
    blocks: Vec<Piece>,
    inner: Vec<Part>,
    /// Index in the new document, where the comparison names it.
    place: Option<usize>,
    gone: bool,
}

struct Piece {
    text: String,
    table: Option<Rows>,
    place: Option<usize>,
}

/// A table whose rows keep their places while it is worked on.
struct Rows {
    header: Vec<String>,
    kept: Vec<Option<Vec<String>>>,
    added: Vec<(usize, Vec<String>)>,
}

impl Part {
    fn of(section: &Section) -> Self {
        let piece = |block: &crate::document::Block| Piece {
            text: block.text.clone(),
            table: if let BlockKind::Table(table) = &block.kind { Some(Rows::of(table)) } else { None },
            place: None,
        };
        Self {
            heading: section.heading.clone(),
            blocks: section.blocks.iter().map(piece).collect(),
            inner: section.sections.iter().map(Self::of).collect(),
            ..Self::default()
        }
    }

    /// A section told as one text: its heading after its number, then a line for each block.
    fn added(text: &str, place: usize) -> Self {
        let mut texts = text.lines();
        let heading = texts.next().and_then(|line| line.split_once(' '));
        Self {
            heading: heading.map(|(_, heading)| heading.to_owned()),
            blocks: texts.map(|text| Piece { text: text.to_owned(), table: None, place: None }).collect(),
            place: Some(place),
            ..Self::default()
        }
    }

    fn at(&mut self, sections: &[usize]) -> &mut Self {
        sections.iter().fold(self, |part, at| &mut part.inner[*at])
    }

    /// Puts the sections `depth` levels down into their places; false when there are none.
    fn settle(&mut self, depth: usize) -> bool {
        if depth > 1 {
            let settled: Vec<bool> = self.inner.iter_mut().map(|part| part.settle(depth - 1)).collect();
            return settled.contains(&true);
        }
        self.inner.retain(|part| !part.gone);
        let is_some = !self.inner.is_empty();
        self.inner = in_places(std::mem::take(&mut self.inner), |part| part.place);
        is_some
    }

    /// Applies what is known by its place in the old document. Pieces taken out stay as empty ones, so
    /// that places hold.
    fn apply(&mut self, change: &Change) {
        let at = change.old_at.as_ref().expect("asked for").block;
        let place = change.new_at.as_ref().map(|at| at.block);
        let (old, new) = (change.old.clone().unwrap_or_default(), change.new.clone().unwrap_or_default());
        match (change.unit, change.kind) {
            (Unit::Heading, _) => self.heading = change.new.clone(),
            (Unit::Section, ChangeKind::Moved) => {
                self.place = change.new_at.as_ref().and_then(|at| at.sections.last().copied());
            }
            (Unit::Section, ChangeKind::Removed) => self.gone = true,
            (Unit::List, ChangeKind::Reordered) => {
                for (offset, text) in new.lines().enumerate() {
                    self.blocks[at + offset].text = text.to_owned();
                }
            }
            (Unit::Cell | Unit::Row | Unit::Table, _) => {
                let piece = &mut self.blocks[at];
                let table = piece.table.as_mut().expect("a table");
                table.apply(change);
                piece.text = table.to_text();
            }
            (_, ChangeKind::Removed) => self.blocks[at].text.clear(),
            (_, ChangeKind::Moved) => (self.blocks[at].text, self.blocks[at].place) = (new, place),
            (_, ChangeKind::Changed) => self.blocks[at].text = new,
            (_, ChangeKind::Split | ChangeKind::Merged) => {
                (at..at + old.lines().count()).for_each(|at| self.blocks[at].text.clear());
                for (offset, text) in new.lines().enumerate() {
                    self.blocks.push(Piece {
                        text: text.to_owned(),
                        table: None,
                        place: place.map(|at| at + offset),
                    });
                }
            }
            _ => {}
        }
    }

    /// A block or a row that is only in the new document.
    fn add(&mut self, at: usize, change: &Change) {
        let text = change.new.clone().unwrap_or_default();
        if change.unit == Unit::Row {
            // Of the tables of a section the generator draws one.
            let piece = self.blocks.iter_mut().find(|piece| piece.table.is_some()).expect("a table");
            let table = piece.table.as_mut().expect("just found");
            let cells = text.split(" | ").map(str::to_owned).collect();
            table.added.push((change.new_row.expect("a row has a place"), cells));
            piece.text = table.to_text();
            return;
        }
        self.blocks.push(Piece { text, table: None, place: Some(at) });
    }

    fn lines(self) -> Vec<String> {
        let heading = self.heading.iter().map(|heading| format!("# {heading}"));
        let blocks = self.blocks.into_iter().filter(|piece| !piece.text.is_empty()).collect();
        let texts = in_places(blocks, |piece: &Piece| piece.place).into_iter().map(|piece| line(&piece.text));
        heading.chain(texts).chain(self.inner.into_iter().flat_map(Self::lines)).collect()
    }
}

impl Rows {
    fn of(table: &Table) -> Self {
        let kept = table.rows.iter().cloned().map(Some).collect();
        Self { header: table.header.clone(), kept, added: Vec::new() }
    }

    fn apply(&mut self, change: &Change) {
        let new = change.new.clone().unwrap_or_default();
        match (change.kind, change.old_row) {
            (ChangeKind::Removed, Some(row)) => self.kept[row] = None,
            (ChangeKind::Reordered, _) => {
                let wanted: Vec<&str> = new.lines().collect();
                let mut kept: Vec<Vec<String>> = self.kept.drain(..).flatten().collect();
                kept.sort_by_key(|row| {
                    let (key, whole) = (row.first().cloned().unwrap_or_default(), row.join(" | "));
                    wanted.iter().position(|name| *name == key || *name == whole)
                });
                self.kept = kept.into_iter().map(Some).collect();
            }
            (ChangeKind::Changed, Some(row)) => {
                let (named, old) = (change.column.as_ref(), change.old.as_ref());
                let cells = self.kept[row].as_mut().expect("a row that stayed");
                // Two columns may share a name: the old words tell which of them is meant.
                let column = (0..cells.len())
                    .find(|column| self.header.get(*column) == named && cells.get(*column) == old);
                cells[column.expect("a column of that name with those words")] = new;
            }
            _ => {}
        }
    }

    fn to_text(&self) -> String {
        let kept = self.kept.iter().flatten().map(|row| (None, row.clone()));
        let added = self.added.iter().map(|(place, row)| (Some(*place), row.clone()));
        let rows = in_places(kept.chain(added).collect(), |row: &(Option<usize>, Vec<String>)| row.0);
        let rows = rows.into_iter().map(|row| row.1).collect();
        Table { header: self.header.clone(), rows, fused: false }.to_text()
    }
}

/// Those with a place at that place, the others in their order around them.
fn in_places<T>(all: Vec<T>, place: impl Fn(&T) -> Option<usize>) -> Vec<T> {
    let (placed, rest): (Vec<T>, Vec<T>) = all.into_iter().partition(|one| place(one).is_some());
    let mut placed: BTreeMap<usize, T> =
        placed.into_iter().map(|one| (place(&one).unwrap_or_default(), one)).collect();
    let mut out = Vec::new();
    let mut rest = rest.into_iter();
    loop {
        if let Some(one) = placed.remove(&out.len()) {
            out.push(one);
        } else if let Some(one) = rest.next() {
            out.push(one);
        } else {
            break;
        }
    }
    out.extend(placed.into_values());
    out
}

fn line(text: &str) -> String {
    let text = comparison_form(text);
    match text.split_once("See Section ") {
        Some((before, after)) => {
            format!("{before}See Section # {}", after.trim_start_matches(|c: char| c.is_ascii_digit()))
        }
        None => text,
    }
}
