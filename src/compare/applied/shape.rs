//! The shape of a document: which sections and blocks there are, where, and in which order. No word of a
//! clause is in it, only what places are called: headings, column names, how many lines a block has.

use super::LineKind;
use crate::document::{Block, BlockAddress, BlockKind, Document, HeadingSource, Role, Section};

/// Sections and units of a document in reading order. A unit is a printed heading or a block.
#[derive(Debug, Default)]
pub struct Shape {
    pub(super) sections: Vec<Place>,
    pub(super) units: Vec<Unit>,
}

/// A section.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) indices: Vec<usize>,
    /// Headings from the top joined by ` > `.
    pub(super) path: String,
    /// The heading, where one is printed.
    pub(super) heading: Option<String>,
    /// Its first unit.
    pub(super) start: usize,
    /// One past the last unit of it and of the sections below.
    pub(super) end: usize,
}

/// A heading or a block.
#[derive(Debug)]
pub(super) struct Unit {
    /// The section, as a place in [`Shape::sections`].
    pub(super) section: usize,
    /// Index of the block in its section; `None` for the heading.
    pub(super) block: Option<usize>,
    /// Depth of a list item, 0 for anything else.
    pub(super) level: u8,
    /// Lines it is told in.
    pub(super) lines: usize,
    pub(super) table: bool,
    /// Column names of a table.
    pub(super) header: Vec<String>,
}

impl Unit {
    pub(super) fn kind(&self) -> LineKind {
        match (self.block, self.level) {
            (None, _) => LineKind::Heading,
            (_, 0) => LineKind::Text,
            _ => LineKind::Item,
        }
    }
}

impl Shape {
    /// The shape of a document's body.
    pub fn of(document: &Document) -> Self {
        let mut shape = Self::default();
        shape.collect(&document.sections, &mut Vec::new(), &mut Vec::new());
        shape
    }

    fn collect<'a>(
        &mut self,
        sections: &'a [Section],
        indices: &mut Vec<usize>,
        headings: &mut Vec<&'a str>,
    ) {
        for (index, section) in sections.iter().enumerate() {
            indices.push(index);
            headings.extend(section.heading.as_deref());
            let place = (section.role == Role::Body).then(|| self.push(section, indices, headings));
            self.collect(&section.sections, indices, headings);
            if let Some(place) = place {
                self.sections[place].end = self.units.len();
            }
            if section.heading.is_some() {
                headings.pop();
            }
            indices.pop();
        }
    }

    fn push(&mut self, section: &Section, indices: &[usize], headings: &[&str]) -> usize {
        let (at, start) = (self.sections.len(), self.units.len());
        let heading = printed_heading(section).map(str::to_owned);
        if heading.is_some() {
            let header = Vec::new();
            self.units.push(Unit { section: at, block: None, level: 0, lines: 1, table: false, header });
        }
        for (index, block) in section.blocks.iter().enumerate() {
            self.units.push(Unit {
                section: at,
                block: Some(index),
                level: level_of(block),
                lines: block.text.split('\n').count(),
                table: matches!(block.kind, BlockKind::Table(_)),
                header: match &block.kind {
                    BlockKind::Table(table) => table.header.clone(),
                    _ => Vec::new(),
                },
            });
        }
        let (indices, path) = (indices.to_vec(), headings.join(" > "));
        self.sections.push(Place { indices, path, heading, start, end: self.units.len() });
        at
    }

    /// The unit at an address.
    pub(super) fn unit_at(&self, at: &BlockAddress) -> Option<usize> {
        let section = self.sections.iter().position(|place| place.indices == at.sections)?;
        let units = self.sections[section].start..self.sections[section].end;
        units
            .into_iter()
            .find(|unit| self.units[*unit].section == section && self.units[*unit].block == Some(at.block))
    }

    /// The section of this path that holds the address, or has no text where none is given.
    pub(super) fn section_called(&self, path: &str, at: Option<&BlockAddress>) -> Option<usize> {
        let called = |section: &usize| self.sections[*section].path == path;
        let holds = |section: &usize| match at {
            Some(at) => at.sections.starts_with(&self.sections[*section].indices),
            None => true,
        };
        let bare = |section: &usize| self.sections[*section].end <= self.sections[*section].start + 1;
        let all = || (0..self.sections.len()).filter(called).filter(holds);
        let wanted = if at.is_none() { all().find(bare) } else { None };
        wanted.or_else(|| all().next())
    }
}

/// The heading as printed in the document; synthetic headings are ours and count as none.
pub(super) fn printed_heading(section: &Section) -> Option<&str> {
    section.heading.as_deref().filter(|_| section.heading_source != HeadingSource::Synthetic)
}

pub(super) fn level_of(block: &Block) -> u8 {
    match block.kind {
        BlockKind::Item { level, .. } => level.max(1),
        _ => 0,
    }
}
