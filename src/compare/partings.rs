//! Sections that were divided under new headings, or joined under one.
//!
//! A section without partner whose words come mostly from one section that is still there was taken out
//! of it; read backwards, it was put into it. What was reworded on the way is told block by block.

use std::collections::{BTreeMap, BTreeSet};

use super::matching::Matching;
use super::numbering::Renumbering;
use super::order::BlockOrder;
use super::outline::Outline;
use super::report::Report;
use super::unmarked::Unmarked;
use super::{Change, ChangeKind, Unit};

/// All sections that were divided or joined.
#[derive(Debug, Default)]
pub(super) struct Partings {
    /// Old section to the new ones that were taken out of it.
    splits: BTreeMap<usize, Vec<usize>>,
    /// New section to the old ones that went into it.
    merges: BTreeMap<usize, Vec<usize>>,
    /// New sections that were taken out of others.
    pub(super) new_parts: BTreeSet<usize>,
    /// Old sections that went into others.
    pub(super) old_parts: BTreeSet<usize>,
}

impl Partings {
    /// Finds them; what came along with its section has not moved. Headings that lost or got their markup,
    /// on the old and on the new side, and numbers that moved on divide nothing; a heading put between texts that stayed as they
    /// were, or taken out there, is told as that.
    pub(super) fn of(
        old: &Outline<'_>,
        new: &Outline<'_>,
        sections: &Matching,
        blocks: &Matching,
        order: &mut BlockOrder,
        (lost, gained, numbers): (&Unmarked, &Unmarked, &Renumbering),
    ) -> Self {
        let mut splits = parts((old, &sections.forward), (new, &sections.backward), &blocks.backward);
        let mut merges = parts((new, &sections.backward), (old, &sections.forward), &blocks.forward);
        let edited = |from: Option<usize>, to: Option<usize>| match from.zip(to) {
            Some((from, to)) => {
                let (one, other) = (&old.blocks[from], &new.blocks[to]);
                // A reference that followed its section was not edited.
                let followed = || numbers.followed(one.form(), other.form(), other.section).is_some();
                one.differs(other) && !followed() || order.moved.contains(&to)
            }
            None => true,
        };
        let edited_new =
            |part: &usize| new.sections[*part].blocks.clone().any(|to| edited(blocks.backward[to], Some(to)));
        let edited_old = |part: &usize| {
            old.sections[*part].blocks.clone().any(|from| edited(Some(from), blocks.forward[from]))
        };
        splits.retain(|_, parts| {
            parts.retain(|part| !gained.sections.contains(part));
            parts.iter().any(edited_new)
        });
        merges.retain(|_, parts| {
            parts.retain(|part| !lost.sections.contains(part));
            parts.iter().any(edited_old)
        });
        let members = |parts: &BTreeMap<usize, Vec<usize>>| parts.values().flatten().copied().collect();
        let (new_parts, old_parts): (BTreeSet<usize>, BTreeSet<usize>) = (members(&splits), members(&merges));
        order.moved.retain(|to| {
            let from = blocks.backward[*to].map(|from| old.blocks[from].section);
            let section = new.blocks[*to].section;
            let holds = |parts: &BTreeMap<usize, Vec<usize>>, whole: usize, part: usize| {
                parts.get(&whole).is_some_and(|parts| parts.contains(&part))
            };
            !from.is_some_and(|from| holds(&splits, from, section) || holds(&merges, section, from))
        });
        Self { splits, merges, new_parts, old_parts }
    }
}

/// Sections of the second outline that have no partner and come from one section of the first that has
/// one, by that section.
fn parts(
    (one, one_partners): (&Outline<'_>, &[Option<usize>]),
    (many, many_partners): (&Outline<'_>, &[Option<usize>]),
    origins: &[Option<usize>],
) -> BTreeMap<usize, Vec<usize>> {
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, node) in many.sections.iter().enumerate() {
        if many_partners[at].is_some() || node.heading.is_none() || node.end != at + 1 {
            continue;
        }
        let mut words: BTreeMap<usize, usize> = BTreeMap::new();
        let mut all = 0;
        for leaf in node.blocks.clone() {
            all += many.blocks[leaf].weight();
            if let Some(origin) = origins[leaf] {
                *words.entry(one.blocks[origin].section).or_default() += many.blocks[leaf].weight();
            }
        }
        let most = words.into_iter().max_by_key(|(section, words)| (*words, std::cmp::Reverse(*section)));
        let Some((whole, _)) = most.filter(|(_, words)| words * 2 >= all) else { continue };
        // A heading put above all that a section says takes nothing out of it.
        let stays = one_partners[whole].is_some_and(|partner| {
            many.sections[partner]
                .blocks
                .clone()
                .any(|leaf| origins[leaf].is_some_and(|origin| one.blocks[origin].section == whole))
        });
        if stays && one.sections[whole].heading.is_some() {
            parts.entry(whole).or_default().push(at);
        }
    }
    parts
}

impl Report<'_, '_> {
    /// One change for each section that was divided and for each into which others went.
    pub(super) fn tell_partings(&mut self) {
        let mut told = Vec::new();
        for (from, parts) in &self.partings.splits {
            let Some(to) = self.sections.forward[*from] else { continue };
            let place = self.heading_place(parts[0]);
            told.push((place, self.parting(ChangeKind::Split, &[*from], &with(to, parts), (*from, to))));
        }
        for (to, parts) in &self.partings.merges {
            let Some(from) = self.sections.backward[*to] else { continue };
            let place = self.heading_place(*to);
            told.push((place, self.parting(ChangeKind::Merged, &with(from, parts), &[*to], (from, *to))));
        }
        for (place, change) in told {
            self.tell(place, change);
        }
    }

    /// Names the sections on both sides, one a line.
    fn parting(
        &self,
        kind: ChangeKind,
        olds: &[usize],
        news: &[usize],
        (from, to): (usize, usize),
    ) -> Change {
        let names = |outline: &Outline<'_>, nodes: &[usize]| -> Option<String> {
            let names = nodes.iter().map(|node| outline.sections[*node].heading.unwrap_or_default());
            Some(names.collect::<Vec<_>>().join("\n"))
        };
        let (old_path, section) = (self.old.path(from), self.new.path(to));
        Change {
            old_section: (old_path != section).then_some(old_path),
            section,
            old: names(self.old, olds),
            new: names(self.new, news),
            ..Change::blank(kind, Unit::Section)
        }
    }
}

/// The section that stayed among its parts, in reading order.
fn with(stayed: usize, parts: &[usize]) -> Vec<usize> {
    let mut all = parts.to_vec();
    all.push(stayed);
    all.sort_unstable();
    all
}
