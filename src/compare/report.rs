//! From pairs to changes: every difference told once, as what it is, in the order of reading.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::blocks::BlockPairs;
use super::fusions::Fusion;
use super::list_numbers::Lists;
use super::matching::Matching;
use super::numbering::{Followed, Renumbering, Target, in_ranges};
use super::order::{BlockOrder, judge_order};
use super::outline::Outline;
use super::partings::Partings;
use super::sections::moved_sections;
use super::unmarked::Unmarked;
use super::{Change, ChangeKind, Unit};

/// Where a change is told: leaf in the new document, headings before blocks before what was removed
/// there, then order within.
pub(super) type Place = (usize, u8, usize);

pub(super) const HEADING: u8 = 0;
pub(super) const BLOCK: u8 = 1;
const GONE: u8 = 2;

/// Changes that are told one by one, however small. Policies have hundreds at most; a text made to have
/// half a million would take a gigabyte to tell.
pub(super) const MANY: usize = 20_000;

/// Everything known once both outlines are report.
pub(super) struct Report<'a, 'b> {
    pub(super) old: &'b Outline<'a>,
    pub(super) new: &'b Outline<'a>,
    pub(super) sections: &'b Matching,
    pub(super) blocks: &'b Matching,
    pub(super) fusions: &'b [Fusion],
    pub(super) numbers: Renumbering,
    pub(super) moved_sections: Vec<bool>,
    pub(super) order: BlockOrder,
    pub(super) partings: Partings,
    /// Headings that became plain lines.
    pub(super) lost: Unmarked,
    /// Plain lines that became headings.
    pub(super) gained: Unmarked,
    /// For each old block, the partner of the last paired one before it, 0 without one.
    came_before: Vec<usize>,
    changes: Vec<(Place, Change)>,
    pub(super) followed: Vec<Followed>,
    /// For each new section, whether nothing of its blocks is to be told.
    pub(super) unchanged: Vec<bool>,
    linked: OnceCell<bool>,
}

/// All changes between two paired outlines.
pub(super) fn body_changes<'a>(
    old: &Outline<'a>,
    new: &Outline<'a>,
    sections: &Matching,
    blocks: &BlockPairs,
) -> Vec<Change> {
    let moved = moved_sections(sections, old, new);
    let (there, back) = (&blocks.matching.forward, &blocks.matching.backward);
    let lost = Unmarked::of((old, &sections.forward), there, new, back);
    let gained = Unmarked::of((new, &sections.backward), back, old, there);
    let mut order = judge_order(old, new, sections, &blocks.matching);
    let unchanged = unchanged_sections(old, new, sections);
    let mut numbers = Renumbering::default();
    // Where every number stayed, no reference can have followed one.
    let counts_otherwise = Renumbering::counts_otherwise(old, new, sections)
        || Lists::count_otherwise(old, new, &blocks.matching, &unchanged);
    if counts_otherwise {
        numbers = Renumbering::of(old, new, sections, &moved);
    }
    let harmless = (&lost, &gained, &numbers);
    let partings = Partings::of(old, new, sections, &blocks.matching, &mut order, harmless);
    if counts_otherwise {
        numbers.lists = Lists::of(old, new, &blocks.matching, &order, &mut numbers);
    }
    let mut report = Report {
        old,
        new,
        sections,
        blocks: &blocks.matching,
        fusions: &blocks.fusions,
        numbers,
        moved_sections: moved,
        order,
        partings,
        lost,
        gained,
        came_before: came_before(&blocks.matching.forward),
        changes: Vec::new(),
        followed: Vec::new(),
        unchanged,
        linked: OnceCell::new(),
    };
    report.tell_sections();
    report.tell_partings();
    report.tell_blocks();
    report.tell_removals();
    report.tell_fusions();
    report.tell_reordered();
    report.tell_numbers();
    report.tell_list_numbers();
    // Sorting takes half as much memory again, and most changes are told in order.
    if !report.changes.is_sorted_by_key(|entry| entry.0) {
        report.changes.sort_by_key(|entry| entry.0);
    }
    report.changes.into_iter().map(|(_, change)| change).collect()
}

/// For each place up to the end, the last partner named before it.
fn came_before(partners: &[Option<usize>]) -> Vec<usize> {
    let last = partners.iter().scan(0, |last, partner| {
        *last = partner.unwrap_or(*last);
        Some(*last)
    });
    std::iter::once(0).chain(last).collect()
}

fn has_links(outline: &Outline<'_>) -> bool {
    outline.blocks.iter().any(|leaf| !leaf.block.links.is_empty())
}

/// New sections that hold the same blocks as their partners.
fn unchanged_sections(old: &Outline<'_>, new: &Outline<'_>, sections: &Matching) -> Vec<bool> {
    let unchanged = |(to, from): (usize, &Option<usize>)| {
        from.is_some_and(|from| old.sections[from].is_unchanged_in(&new.sections[to]))
    };
    sections.backward.iter().enumerate().map(unchanged).collect()
}

impl Report<'_, '_> {
    /// True when both texts carry links, so that one gained or lost is an edit and not the format.
    pub(super) fn is_linked(&self) -> bool {
        *self.linked.get_or_init(|| has_links(self.old) && has_links(self.new))
    }

    /// Adds a change at its place.
    pub(super) fn tell(&mut self, place: Place, change: Change) {
        self.changes.push((place, change));
    }

    /// The same for a whole block that came or went. Where there are more of them than anybody reads one
    /// by one, what follows a block of the same sort in the same section is told with it, a line each.
    pub(super) fn tell_whole(&mut self, place: Place, change: Change) {
        let many = self.changes.len() >= MANY;
        if let Some((_, last)) = self.changes.last_mut().filter(|_| many)
            && (last.kind, last.unit, &last.section) == (change.kind, change.unit, &change.section)
        {
            for (text, more) in [(&mut last.old, change.old), (&mut last.new, change.new)] {
                if let (Some(text), Some(more)) = (text, more) {
                    text.push('\n');
                    text.push_str(&more);
                }
            }
            return;
        }
        self.tell(place, change);
    }

    /// Where the heading of a new section stands.
    pub(super) fn heading_place(&self, to: usize) -> Place {
        (self.new.sections[to].blocks.start, HEADING, to)
    }

    /// Where something of the old document stood, in terms of the new one: behind what came before it.
    pub(super) fn gone_place(&self, from: usize) -> Place {
        (self.came_before[from], GONE, from)
    }

    /// One line for all numbers: `3-9 are now 4-10`, with the references that followed.
    fn tell_numbers(&mut self) {
        let references = self.references(Target::Section);
        let shifts = match (self.numbers.shifted.is_empty(), references.is_some()) {
            (false, _) => &self.numbers.shifted,
            (true, true) => &self.numbers.moved,
            (true, false) => return,
        };
        let ranges = in_ranges(shifts);
        let first = (0..self.new.sections.len()).find(|to| {
            self.sections.backward[*to].is_some_and(|from| {
                let (old, new) = (self.old.sections[from].section, self.new.sections[*to].section);
                old.number != new.number || old.label != new.label
            })
        });
        let place = first.map_or((0, HEADING, 0), |to| self.heading_place(to));
        self.tell(place, renumbered(ranges, references));
    }

    /// One line for each list whose items moved on: `items 2-4 are now 3-5`.
    fn tell_list_numbers(&mut self) {
        let mut lines = Vec::new();
        for (at, list) in self.numbers.lists.shifted().enumerate() {
            let (old, new) = in_ranges(&list.shifted);
            let noun = if list.shifted.len() == 1 { "item" } else { "items" };
            let ranges = (format!("{noun} {old}"), format!("{noun} {new}"));
            let section = self.new.path_of(list.first);
            let change = Change { section, ..renumbered(ranges, self.references(Target::List(at))) };
            lines.push(((list.first, HEADING, usize::MAX), change));
        }
        self.changes.extend(lines);
    }

    /// The references that followed their sections, or the items of one list, each once: before, after.
    fn references(&self, target: Target) -> Option<(String, String)> {
        let of = |pick: fn(&Followed) -> &String| -> String {
            let mut seen = BTreeSet::new();
            let names = self.followed.iter().filter(|followed| followed.target == target);
            let names = names.map(|followed| pick(followed).trim());
            names.filter(|name| seen.insert(*name)).collect::<Vec<_>>().join(", ")
        };
        let (old, new) = (of(|followed| &followed.old), of(|followed| &followed.new));
        (!old.is_empty()).then_some((old, new))
    }
}

fn renumbered((old, new): (String, String), references: Option<(String, String)>) -> Change {
    let (old, new) = match references {
        Some((before, after)) => {
            (format!("{old} (references: {before})"), format!("{new} (references: {after})"))
        }
        None => (old, new),
    };
    Change { old: Some(old), new: Some(new), ..Change::blank(ChangeKind::Renumbered, Unit::Numbers) }
}
