//! Applies a comparison to the old document: what comes out must say what the new one says, in its order.
//!
//! That is what makes a comparison complete, and tests and measurements ask for it. Of the new document
//! only the [`Shape`] is known here, so that an address can be found; every word comes from the old
//! document or from the comparison. What a comparison leaves untold by design (numbers that moved on, a
//! mark after the last item, a heading that lost its markup) is for [`first_difference`] to know.

mod alike;
mod sections;
mod shape;
mod table;

use std::collections::{BTreeMap, VecDeque};

use super::{Change, ChangeKind, Comparison, Unit};
use crate::document::{BlockKind, Document, Role, Section};
pub use alike::first_difference;
pub use shape::Shape;
use shape::printed_heading;
use table::Rows;

/// A line of a document's body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its words.
    pub text: String,
    /// What it is.
    pub kind: LineKind,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// A printed heading.
    Heading,
    /// An item of a list.
    Item,
    /// Anything else.
    Text,
}

/// Headings and block texts of the body, in order.
pub fn lines(document: &Document) -> Vec<Line> {
    let pieces = pieces(document);
    pieces.iter().flat_map(|piece| exploded(&piece.text, piece.kind())).collect()
}

/// The lines that the comparison makes of the old document's.
pub fn applied(old: &Document, comparison: &Comparison, new: &Shape) -> Vec<Line> {
    let mut work = Work {
        old: Shape::of(old),
        new,
        pieces: pieces(old),
        placed: BTreeMap::new(),
        after: BTreeMap::new(),
    };
    // Lists when their items have their words; sections last: what is told of one goes around the blocks that came to it from elsewhere.
    let is_section = |change: &&Change| matches!(change.unit, Unit::Section | Unit::Heading);
    for change in comparison.changes.iter().filter(|change| !is_section(change)) {
        match change.unit {
            Unit::Title | Unit::Date | Unit::Furniture | Unit::Numbers | Unit::Link | Unit::List => {}
            Unit::Cell | Unit::Row => work.table(change, comparison),
            Unit::Table if change.kind == ChangeKind::Reordered => work.table(change, comparison),
            _ => work.block(change),
        }
    }
    let is_list = |change: &&Change| change.unit == Unit::List;
    comparison.changes.iter().filter(is_list).for_each(|change| work.reorder(change));
    comparison.changes.iter().filter(is_section).for_each(|change| work.section(change));
    work.finish()
}

/// A heading or a block of the old document.
struct Piece {
    text: String,
    /// The text before anything was applied.
    before: String,
    heading: bool,
    level: u8,
    table: Option<Rows>,
    fate: Fate,
}

impl Piece {
    fn kind(&self) -> LineKind {
        match self.level {
            _ if self.heading => LineKind::Heading,
            0 => LineKind::Text,
            _ => LineKind::Item,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Kept,
    Gone,
    /// Stands at this unit of the new document.
    Placed(usize),
}

fn pieces(document: &Document) -> Vec<Piece> {
    fn collect(sections: &[Section], pieces: &mut Vec<Piece>) {
        for section in sections {
            if section.role == Role::Body {
                let heading = printed_heading(section).map(|text| Piece {
                    text: text.to_owned(),
                    before: text.to_owned(),
                    heading: true,
                    level: 0,
                    table: None,
                    fate: Fate::Kept,
                });
                pieces.extend(heading);
                pieces.extend(section.blocks.iter().map(|block| Piece {
                    text: block.text.clone(),
                    before: block.text.clone(),
                    heading: false,
                    level: shape::level_of(block),
                    table: match &block.kind {
                        BlockKind::Table(table) => Some(Rows::of(table)),
                        _ => None,
                    },
                    fate: Fate::Kept,
                }));
            }
            collect(&section.sections, pieces);
        }
    }
    let mut all = Vec::new();
    collect(&document.sections, &mut all);
    all
}

fn exploded(text: &str, kind: LineKind) -> Vec<Line> {
    text.split('\n').map(|line| Line { text: line.to_owned(), kind }).collect()
}

struct Work<'a> {
    old: Shape,
    new: &'a Shape,
    pieces: Vec<Piece>,
    /// Words that the comparison put at a unit of the new document.
    placed: BTreeMap<usize, String>,
    /// Old pieces that come along behind what stands at a unit.
    after: BTreeMap<usize, Vec<usize>>,
}

impl Work<'_> {
    fn table(&mut self, change: &Change, comparison: &Comparison) {
        // A row that came names the table by its new address only; other changes to it name both.
        let same = |other: &&Change| other.new_at == change.new_at && other.old_at.is_some();
        let at = change.old_at.as_ref().or_else(|| comparison.changes.iter().find(same)?.old_at.as_ref());
        let at = at.and_then(|at| self.old.unit_at(at)).or_else(|| self.table_in(change));
        if let Some(rows) = at.and_then(|at| self.pieces[at].table.as_mut()) {
            rows.apply(change);
        }
    }

    /// The table that stands in the section of that path where the new one does among its tables.
    fn table_in(&self, change: &Change) -> Option<usize> {
        let path = change.old_section.as_deref().unwrap_or(&change.section);
        let section = (0..self.old.sections.len()).find(|at| self.old.sections[*at].path == path)?;
        let place = &self.old.sections[section];
        let unit = change.new_at.as_ref().and_then(|at| self.new.unit_at(at))?;
        let before = self.new.sections[self.new.units[unit].section].start..unit;
        let nth = before.filter(|unit| self.new.units[*unit].table).count();
        (place.start..place.end).filter(|at| self.pieces[*at].table.is_some()).nth(nth)
    }

    fn block(&mut self, change: &Change) {
        let from = change.old_at.as_ref().and_then(|at| self.old.unit_at(at));
        let to = change.new_at.as_ref().and_then(|at| self.new.unit_at(at));
        let new = change.new.clone().unwrap_or_default();
        match (change.kind, from, to) {
            (ChangeKind::Removed, Some(from), _) => self.pieces[from].fate = Fate::Gone,
            (ChangeKind::Added, _, Some(to)) => _ = self.placed.insert(to, new),
            (ChangeKind::Moved, Some(from), Some(to)) => {
                if self.pieces[from].table.is_none() {
                    self.pieces[from].text = new;
                }
                self.pieces[from].fate = Fate::Placed(to);
                let hanging = self.hanging(from);
                self.after.insert(to, hanging);
            }
            (ChangeKind::Split | ChangeKind::Merged, Some(from), Some(to)) => self.fuse(change, from, to),
            (_, Some(from), _) => self.pieces[from].text = new,
            _ => {}
        }
    }

    /// Items that hang on a piece: deeper than it, or its list where it is none itself.
    fn hanging(&self, at: usize) -> Vec<usize> {
        let level = self.pieces[at].level;
        let rest = self.pieces.iter().enumerate().skip(at + 1);
        rest.take_while(|(_, piece)| !piece.heading && piece.level > level).map(|(at, _)| at).collect()
    }

    fn fuse(&mut self, change: &Change, from: usize, to: usize) {
        let mut gone = change.old.as_deref().map_or(0, |old| old.split('\n').count());
        let mut at = from;
        while gone > 0 && at < self.pieces.len() {
            gone = gone.saturating_sub(self.old.units[at].lines);
            self.pieces[at].fate = Fate::Gone;
            at += 1;
        }
        let told: Vec<&str> = change.new.iter().flat_map(|new| new.split('\n')).collect();
        self.place_lines(to, &told);
    }

    /// Puts lines into units from one on, as many into each as it has. A heading that is not told opens a
    /// section that was there before.
    fn place_lines(&mut self, from: usize, told: &[&str]) {
        let (mut told, mut at) = (told, from);
        while !told.is_empty() && at < self.new.units.len() {
            let strange = self.heading_at(at).is_some_and(|heading| !told[0].ends_with(heading));
            if strange && at > from {
                at = self.new.sections[self.new.units[at].section].end;
                continue;
            }
            if !self.placed.contains_key(&at) && !self.is_taken(at) {
                let (now, rest) = told.split_at(self.new.units[at].lines.min(told.len()));
                let now = now.join("\n");
                // A heading is told with its number.
                let heading = self.heading_at(at).filter(|heading| now.ends_with(heading));
                self.placed.insert(at, heading.map_or(now.clone(), str::to_owned));
                told = rest;
            }
            at += 1;
        }
    }

    fn heading_at(&self, unit: usize) -> Option<&str> {
        let unit = &self.new.units[unit];
        let heading = self.new.sections[unit.section].heading.as_deref();
        heading.filter(|_| unit.block.is_none())
    }

    fn is_taken(&self, at: usize) -> bool {
        self.pieces.iter().any(|piece| piece.fate == Fate::Placed(at))
    }

    /// Members of a list in another order; what hangs on each of them comes along.
    fn reorder(&mut self, change: &Change) {
        let Some(first) = change.old_at.as_ref().and_then(|at| self.old.unit_at(at)) else { return };
        let Some(to) = change.new_at.as_ref().and_then(|at| self.new.unit_at(at)) else { return };
        let (mut members, mut at) = (Vec::new(), first);
        for told in change.old.iter().flat_map(|old| old.split('\n')) {
            let found = (at..self.pieces.len()).find(|at| self.pieces[*at].before == told);
            let Some(found) = found else { return };
            members.push(found);
            at = found + 1;
        }
        let level = self.pieces[first].level;
        let mut units = (to..self.new.units.len()).filter(|unit| self.new.units[*unit].level == level);
        // Items that came stand between those that were there already.
        let added: Vec<usize> = self.placed.keys().copied().collect();
        for told in change.new.iter().flat_map(|new| new.split('\n')) {
            let Some(unit) = units.find(|unit| !added.contains(unit)) else { return };
            let free = |at: &&usize| self.pieces[**at].text == told;
            let Some(at) = members.iter().find(free).copied().or_else(|| members.first().copied()) else {
                return;
            };
            members.retain(|member| *member != at);
            self.after.insert(unit, self.hanging(at));
            told.clone_into(&mut self.pieces[at].text);
            self.pieces[at].fate = Fate::Placed(unit);
        }
    }

    /// Lays everything out: what has a place there, the rest in its order around it.
    fn finish(mut self) -> Vec<Line> {
        let mut followers = vec![false; self.pieces.len()];
        self.after.values().flatten().for_each(|at| followers[*at] = true);
        let kept = |at: &usize| self.pieces[*at].fate == Fate::Kept;
        let base: VecDeque<usize> = (0..self.pieces.len()).filter(|at| kept(at) && !followers[*at]).collect();
        let mut open = vec![base];
        let mut out: Vec<Line> = Vec::new();
        let moved: BTreeMap<usize, usize> = self
            .pieces
            .iter()
            .enumerate()
            .filter_map(|(at, piece)| match piece.fate {
                Fate::Placed(unit) => Some((unit, at)),
                _ => None,
            })
            .collect();
        for unit in 0..self.new.units.len() {
            if let Some(text) = self.placed.remove(&unit) {
                out.extend(exploded(&text, self.new.units[unit].kind()));
            } else if let Some(at) = moved.get(&unit) {
                out.extend(self.said(*at, unit));
            } else {
                while open.len() > 1 && open.last().is_some_and(VecDeque::is_empty) {
                    open.pop();
                }
                let next = open.last_mut().and_then(VecDeque::pop_front);
                out.extend(next.into_iter().flat_map(|at| self.said(at, unit)));
                continue;
            }
            if let Some(behind) = self.after.get(&unit) {
                open.push(behind.iter().copied().filter(|at| self.pieces[*at].fate == Fate::Kept).collect());
            }
        }
        let rest: Vec<usize> = open.into_iter().rev().flatten().collect();
        out.extend(rest.into_iter().flat_map(|at| self.said(at, usize::MAX)));
        out
    }

    /// What a piece says at a unit of the new document.
    fn said(&self, at: usize, unit: usize) -> Vec<Line> {
        let piece = &self.pieces[at];
        let header = self.new.units.get(unit).map_or(&[][..], |unit| unit.header.as_slice());
        let text = piece.table.as_ref().map(|rows| rows.to_text(header));
        exploded(text.as_ref().unwrap_or(&piece.text), piece.kind())
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
