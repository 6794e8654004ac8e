//! What is told of sections and headings, applied to the pieces of the old document.

use super::{Fate, Work};
use crate::compare::{Change, ChangeKind, Unit};

impl Work<'_> {
    pub(super) fn section(&mut self, change: &Change) {
        let old_path = change.old_section.as_deref().unwrap_or(&change.section);
        let from = || self.old.section_called(old_path, change.old_at.as_ref());
        let to = || self.new.section_called(&change.section, change.new_at.as_ref());
        match (change.unit, change.kind) {
            (Unit::Heading, ChangeKind::Removed) => from().into_iter().for_each(|at| self.lose_heading(at)),
            (Unit::Heading, ChangeKind::Added) => {
                if let Some(at) = to() {
                    self.give_heading(at);
                }
            }
            (Unit::Heading, _) => {
                if let Some(at) = from() {
                    self.pieces[self.old.sections[at].start].text = change.new.clone().unwrap_or_default();
                }
            }
            (_, ChangeKind::Removed) => from().into_iter().for_each(|at| self.lose_section(at, change)),
            (_, ChangeKind::Added) => {
                if let Some(at) = to() {
                    let told: Vec<&str> = change.new.iter().flat_map(|new| new.split('\n')).collect();
                    self.place_lines(self.new.sections[at].start, &told);
                    self.give_heading(at);
                }
            }
            (_, ChangeKind::Moved) => {
                if let (Some(from), Some(to)) = (from(), to()) {
                    self.move_section(from, to);
                }
            }
            (_, ChangeKind::Split) => to().into_iter().for_each(|at| self.divide(change, at)),
            (_, ChangeKind::Merged) => from().into_iter().for_each(|at| self.join(change, at)),
            _ => {}
        }
    }

    fn lose_heading(&mut self, section: usize) {
        let start = self.old.sections[section].start;
        if self.old.units.get(start).is_some_and(|unit| unit.block.is_none()) {
            self.pieces[start].fate = Fate::Gone;
        }
    }

    /// The heading of a new section as it is printed, without its number.
    fn give_heading(&mut self, section: usize) {
        let place = &self.new.sections[section];
        if let Some(heading) = &place.heading {
            self.placed.insert(place.start, heading.clone());
        }
    }

    /// Takes out what is told of a section, text by text; what it shares with the new document stays.
    fn lose_section(&mut self, section: usize, change: &Change) {
        let mut told = change.old.as_deref().unwrap_or_default();
        for at in self.old.sections[section].start..self.old.sections[section].end {
            let text = self.pieces[at].before.as_str();
            let rest = if self.pieces[at].heading {
                let line = told.split('\n').next().unwrap_or_default();
                line.ends_with(text).then(|| &told[line.len()..])
            } else {
                told.strip_prefix(text).filter(|rest| rest.is_empty() || rest.starts_with('\n'))
            };
            if let Some(rest) = rest {
                told = rest.trim_start_matches('\n');
                self.pieces[at].fate = Fate::Gone;
            }
        }
    }

    fn move_section(&mut self, from: usize, to: usize) {
        let (start, end) = (self.old.sections[from].start, self.old.sections[from].end);
        let unit = self.new.sections[to].start;
        if start < end {
            self.pieces[start].fate = Fate::Placed(unit);
            self.after.insert(unit, (start + 1..end).collect());
        }
    }

    /// Headings that a divided section got, each in the section nearest to the one that stayed.
    fn divide(&mut self, change: &Change, stayed: usize) {
        for name in change.new.iter().flat_map(|new| new.lines()) {
            let called = |at: &usize| self.new.sections[*at].heading.as_deref() == Some(name);
            let others = (0..self.new.sections.len()).filter(|at| *at != stayed).filter(called);
            if self.new.sections[stayed].heading.as_deref() != Some(name)
                && let Some(at) = others.min_by_key(|at| at.abs_diff(stayed))
            {
                self.give_heading(at);
            }
        }
    }

    fn join(&mut self, change: &Change, stayed: usize) {
        for name in change.old.iter().flat_map(|old| old.lines()) {
            let called = |at: &usize| self.old.sections[*at].heading.as_deref() == Some(name);
            let others = (0..self.old.sections.len()).filter(|at| *at != stayed).filter(called);
            if self.old.sections[stayed].heading.as_deref() != Some(name)
                && let Some(at) = others.min_by_key(|at| at.abs_diff(stayed))
            {
                self.lose_heading(at);
            }
        }
    }
}
