//! Tells what became of sections: added, removed, moved, under another heading.

use super::form::form_of;
use super::outline::Outline;
use super::report::Report;
use super::words::word_runs;
use super::{Change, ChangeKind, Unit};
use crate::document::BlockAddress;

impl Report<'_, '_> {
    /// Every section on one side only, and every pair that stands elsewhere or is called otherwise.
    pub(super) fn tell_sections(&mut self) {
        for to in 0..self.new.sections.len() {
            if let Some(from) = self.sections.backward[to] {
                self.tell_paired_section(from, to);
            }
        }
        for (node, gone) in self.only_new() {
            // What the new document alone has is what the old one would have lost, read backwards.
            let Change { old: new, old_at: new_at, .. } = gone.clone();
            let added = Change { kind: ChangeKind::Added, old: None, old_at: None, new, new_at, ..gone };
            self.tell(self.heading_place(node), added);
        }
        for (node, change) in self.only_old() {
            let place = self.gone_place(self.old.sections[node].blocks.start);
            self.tell(place, change);
        }
    }

    /// Sections that only the new document has, as if they were removed.
    fn only_new(&self) -> Vec<(usize, Change)> {
        let partners = (self.sections.backward.as_slice(), self.blocks.backward.as_slice());
        let (gained, parts) = (&self.gained.sections, &self.partings.new_parts);
        only_there(self.new, partners, |node| gained.contains(node) || parts.contains(node))
    }

    /// Sections that only the old document has.
    fn only_old(&self) -> Vec<(usize, Change)> {
        let partners = (self.sections.forward.as_slice(), self.blocks.forward.as_slice());
        let (lost, parts) = (&self.lost.sections, &self.partings.old_parts);
        only_there(self.old, partners, |node| lost.contains(node) || parts.contains(node))
    }

    /// True when a block of this old section is told with its removal.
    pub(super) fn goes_with_section(&self, from: usize) -> bool {
        !self.partings.old_parts.contains(&from) && covered(self.old, &self.sections.forward, from)
    }

    /// True when a block of this new section is told with its addition.
    pub(super) fn comes_with_section(&self, to: usize) -> bool {
        !self.partings.new_parts.contains(&to) && covered(self.new, &self.sections.backward, to)
    }

    fn tell_paired_section(&mut self, from: usize, to: usize) {
        let (old, new) = (&self.old.sections[from], &self.new.sections[to]);
        let same_heading = old.heading == new.heading
            || form_of(old.heading.unwrap_or("")) == form_of(new.heading.unwrap_or(""));
        if same_heading && !self.moved_sections[to] {
            return;
        }
        let (old_path, section) = (self.old.path(from), self.new.path(to));
        let old_section = (old_path != section).then(|| old_path.clone());
        let base = Change {
            section,
            old_at: first_address(self.old, from),
            new_at: first_address(self.new, to),
            ..Change::blank(ChangeKind::Moved, Unit::Section)
        };
        let place = self.heading_place(to);
        if self.moved_sections[to] {
            let (was, is) = places((self.old, from), (self.new, to));
            let moved = Change { old_section: Some(old_path), old: Some(was), new: Some(is), ..base.clone() };
            self.tell(place, moved);
        }
        let (before, after) = (old.heading.unwrap_or(""), new.heading.unwrap_or(""));
        if !same_heading {
            let kind = match (old.heading, new.heading) {
                (None, _) => ChangeKind::Added,
                (_, None) => ChangeKind::Removed,
                _ => ChangeKind::Retitled,
            };
            let words = if kind == ChangeKind::Retitled { word_runs(before, after) } else { Vec::new() };
            let (old, new) = (old.heading.map(str::to_owned), new.heading.map(str::to_owned));
            self.tell(place, Change { kind, unit: Unit::Heading, old_section, old, new, words, ..base });
        }
    }
}

/// An unpaired section with a heading and no unpaired section with a heading above it.
fn is_top(outline: &Outline<'_>, partners: &[Option<usize>], node: usize) -> bool {
    let section = &outline.sections[node];
    partners[node].is_none()
        && section.heading.is_some()
        && !section.parent.is_some_and(|parent| covered(outline, partners, parent))
}

/// True when a section's unpaired blocks are told with an added or removed section.
fn covered(outline: &Outline<'_>, partners: &[Option<usize>], node: usize) -> bool {
    let mut at = Some(node);
    while let Some(section) = at.filter(|section| partners[*section].is_none()) {
        if outline.sections[section].heading.is_some() {
            return true;
        }
        at = outline.sections[section].parent;
    }
    false
}

/// Partners of sections and of blocks.
type Partners<'p> = (&'p [Option<usize>], &'p [Option<usize>]);

/// All sections of one document that the other one does not have, with what is told of them.
fn only_there(
    outline: &Outline<'_>,
    partners: Partners<'_>,
    told_apart: impl Fn(&usize) -> bool,
) -> Vec<(usize, Change)> {
    let tops = (0..outline.sections.len()).filter(|node| is_top(outline, partners.0, *node));
    let tops = tops.filter(|node| !told_apart(node));
    tops.flat_map(|top| whole_section(outline, partners, top, &told_apart)).collect()
}

/// A section that is on one side only, as a removal. What stands on the other side, too, is left out;
/// where that is all it says, each of its headings is told as a heading, unless it is told apart.
fn whole_section(
    outline: &Outline<'_>,
    (partners, block_partners): Partners<'_>,
    top: usize,
    told_apart: &impl Fn(&usize) -> bool,
) -> Vec<(usize, Change)> {
    let (mut lines, mut alone) = (Vec::new(), Vec::new());
    let mut first = None;
    let mut shared = false;
    let mut node = top;
    while node < outline.sections[top].end {
        if partners[node].is_some() {
            shared = true;
            node = outline.sections[node].end;
            continue;
        }
        alone.push(node);
        lines.push(outline.sections[node].section.display_heading());
        for leaf in outline.sections[node].blocks.clone() {
            if block_partners[leaf].is_some() {
                shared = true;
            } else {
                first = first.or(Some(leaf));
                lines.push(outline.blocks[leaf].block.text.clone());
            }
        }
        node += 1;
    }
    lines.retain(|line| !line.is_empty());
    let removed = |node: usize, unit: Unit, text: String| Change {
        section: outline.path(node),
        old: Some(text),
        ..Change::blank(ChangeKind::Removed, unit)
    };
    if first.is_some() || !shared {
        let whole = removed(top, Unit::Section, lines.join("\n"));
        return vec![(top, Change { old_at: first.map(|leaf| outline.address(leaf)), ..whole })];
    }
    let headed = alone
        .into_iter()
        .filter(|node| !told_apart(node))
        .filter_map(|node| Some((node, outline.sections[node].heading?)));
    headed.map(|(node, heading)| (node, removed(node, Unit::Heading, heading.to_owned()))).collect()
}

/// A section, by its place in its outline.
type Placed<'o, 'd> = (&'o Outline<'d>, usize);

/// Where a section stood and where it stands, in words: after its elder sibling, or first in its parent. Where
/// that reads the same on both sides and the parents do not, they are told with all that is above them.
fn places(old: Placed<'_, '_>, new: Placed<'_, '_>) -> (String, String) {
    let siblings = (place_in(old), place_in(new));
    let parents = (parent_of(old), parent_of(new));
    if siblings.0 == siblings.1 && parents.0 != parents.1 { parents } else { siblings }
}

fn place_in((outline, node): Placed<'_, '_>) -> String {
    let parent = outline.sections[node].parent;
    let elder = (0..node).rev().find(|other| outline.sections[*other].parent == parent);
    let name = |node: usize| outline.sections[node].section.display_heading();
    match (elder.map(name).filter(|name| !name.is_empty()), parent.map(name)) {
        (Some(elder), _) => format!("after “{elder}”"),
        (None, Some(parent)) => format!("first in “{parent}”"),
        (None, None) => "first".to_owned(),
    }
}

fn parent_of((outline, node): Placed<'_, '_>) -> String {
    match outline.sections[node].parent.map(|parent| outline.path(parent)).filter(|path| !path.is_empty()) {
        Some(path) => format!("in “{path}”"),
        None => "in no other section".to_owned(),
    }
}

fn first_address(outline: &Outline<'_>, node: usize) -> Option<BlockAddress> {
    let end = outline.sections[outline.sections[node].end - 1].blocks.end;
    let start = outline.sections[node].blocks.start;
    (start < end).then(|| outline.address(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::sketch::sketch;

    #[test]
    fn where_a_section_stood_does_not_read_as_where_it_stands() {
        let old = sketch("# Fees\nOne.\n## Cards\nTwo.\n## Cash\nThree.\n");
        let new = sketch("# Shop\nOne.\n## Fees\nFour.\n### Cards\nTwo.\n### Cash\nThree.\n");
        let (old, new) = (Outline::of(&old), Outline::of(&new));
        let node = |outline: &Outline<'_>, heading: &str| {
            (0..outline.sections.len()).find(|node| outline.sections[*node].heading == Some(heading)).unwrap()
        };
        let cases = [
            ("Cash", "in “Fees”", "in “Shop > Fees”"),
            ("Cards", "in “Fees”", "in “Shop > Fees”"),
            ("Fees", "first", "first in “Shop”"),
        ];
        for (heading, was, is) in cases {
            let told = places((&old, node(&old, heading)), (&new, node(&new, heading)));
            assert_eq!(told, (was.to_owned(), is.to_owned()), "{heading}");
        }
    }
}
