//! Applies a comparison to the old document: what comes out must be the new one, in its order.
//!
//! For documents without nested sections, as the generator of known edits draws them. Numbers of
//! sections and the references that follow them are told in one line and not applied.

use std::collections::BTreeMap;

use super::{Change, ChangeKind, Comparison, Unit};
use crate::document::text::comparison_form;
use crate::document::{BlockKind, Document, Table};

/// Headings and block texts, in order, with the numbers of references left out.
pub(super) fn lines(document: &Document) -> Vec<String> {
    let sections = document.sections.iter();
    sections
        .flat_map(|section| {
            let blocks = section.blocks.iter().map(|block| line(&block.text));
            section.heading.iter().map(|heading| format!("# {heading}")).chain(blocks).collect::<Vec<_>>()
        })
        .collect()
}

/// The same of the document that the comparison makes of the old one.
pub(super) fn applied(old: &Document, comparison: &Comparison) -> Vec<String> {
    let mut sections: Vec<Part> = old.sections.iter().map(Part::of).collect();
    for change in &comparison.changes {
        if let Some(part) = change.old_at.as_ref().and_then(|at| sections.get_mut(at.sections[0])) {
            part.apply(change);
        }
    }
    for change in comparison.changes.iter().filter(|change| change.kind == ChangeKind::Added) {
        place_added(change, old, &mut sections, comparison);
    }
    let placed = |part: &Part| part.place;
    let sections = in_places(sections, placed);
    sections.into_iter().flat_map(Part::lines).collect()
}

/// Blocks that are only in the new document go into the section they name.
fn place_added(change: &Change, old: &Document, sections: &mut Vec<Part>, comparison: &Comparison) {
    let (Some(at), Some(text)) = (&change.new_at, &change.new) else { return };
    if change.unit == Unit::Section {
        let mut texts = text.lines();
        let heading =
            texts.next().and_then(|line| line.split_once(' ')).map(|(_, heading)| heading.to_owned());
        let blocks = texts.map(|text| Piece { text: text.to_owned(), table: None, place: None }).collect();
        sections.push(Part { heading, blocks, place: Some(at.sections[0]) });
        return;
    }
    let retitled = comparison
        .changes
        .iter()
        .find(|other| other.kind == ChangeKind::Retitled && other.section == change.section);
    let heading = retitled.and_then(|change| change.old.as_deref()).unwrap_or(&change.section);
    let home = old
        .sections
        .iter()
        .position(|section| section.heading.as_deref() == Some(heading))
        .expect("a section");
    if change.unit == Unit::Row {
        // A new row comes last: a comparison names rows by their key, not by their place.
        let piece = sections[home].blocks.iter_mut().find(|piece| piece.table.is_some()).expect("a table");
        let table = piece.table.as_mut().expect("just found");
        table.rows.push(text.split(" | ").map(str::to_owned).collect());
        piece.text = table.to_text();
        return;
    }
    sections[home].blocks.push(Piece { text: text.clone(), table: None, place: Some(at.block) });
}

struct Part {
    heading: Option<String>,
    blocks: Vec<Piece>,
    /// Index in the new document, where the comparison names it.
    place: Option<usize>,
}

struct Piece {
    text: String,
    table: Option<Table>,
    place: Option<usize>,
}

impl Part {
    fn of(section: &crate::document::Section) -> Self {
        let piece = |block: &crate::document::Block| Piece {
            text: block.text.clone(),
            table: if let BlockKind::Table(table) = &block.kind { Some(table.clone()) } else { None },
            place: None,
        };
        Self {
            heading: section.heading.clone(),
            blocks: section.blocks.iter().map(piece).collect(),
            place: None,
        }
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
                self.place = change.new_at.as_ref().map(|at| at.sections[0]);
            }
            (Unit::Section, ChangeKind::Removed) => {
                self.blocks.iter_mut().for_each(|piece| piece.text.clear());
            }
            (Unit::List, ChangeKind::Reordered) => {
                for (offset, text) in new.lines().enumerate() {
                    self.blocks[at + offset].text = text.to_owned();
                }
            }
            (Unit::Cell | Unit::Row | Unit::Table, _) => self.apply_to_table(at, change),
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

    fn apply_to_table(&mut self, at: usize, change: &Change) {
        let table = self.blocks[at].table.as_mut().expect("a table");
        let column =
            change.column.as_ref().and_then(|name| table.header.iter().position(|other| other == name));
        let new = change.new.clone().unwrap_or_default();
        match (change.kind, column) {
            (ChangeKind::Removed, None) => {
                let old = change.old.as_deref().expect("a row");
                table.rows.retain(|row| row.join(" | ") != old);
            }
            (ChangeKind::Reordered, None) => {
                let place = |row: &Vec<String>| {
                    new.lines().position(|key| Some(key) == row.first().map(String::as_str))
                };
                table.rows.sort_by_key(place);
            }
            (ChangeKind::Changed, Some(0)) => {
                let row = table.rows.iter_mut().find(|row| change.old.as_ref() == row.first());
                row.expect("a row of that key")[0] = new;
            }
            (ChangeKind::Changed, Some(column)) => {
                // Two rows may share a key: the old words tell which of them is meant.
                let is_meant = |row: &&mut Vec<String>| {
                    change.row.as_ref() == row.first() && change.old.as_ref() == row.get(column)
                };
                let row = table.rows.iter_mut().find(is_meant);
                row.expect("a row of that key with those words")[column] = new;
            }
            _ => {}
        }
        self.blocks[at].text = table.to_text();
    }

    fn lines(self) -> Vec<String> {
        let heading = self.heading.iter().map(|heading| format!("# {heading}"));
        let blocks = self.blocks.into_iter().filter(|piece| !piece.text.is_empty()).collect();
        let texts = in_places(blocks, |piece: &Piece| piece.place).into_iter().map(|piece| line(&piece.text));
        heading.chain(texts).collect()
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
