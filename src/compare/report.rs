//! From pairs to changes: every difference told once, as what it is, in the order of reading.

use super::blocks::BlockPairs;
use super::fusions::Fusion;
use super::matching::{Matching, kept_order};
use super::numbering::{Followed, Renumbering, in_ranges};
use super::outline::{Leaf, Outline};
use super::sections::moved_sections;
use super::tables::table_changes;
use super::words::word_runs;
use super::{Change, ChangeKind, Unit};
use crate::document::BlockKind;
use std::collections::{BTreeMap, BTreeSet};

/// Where a change is told: leaf in the new document, headings before blocks before what was removed
/// there, then order within.
type Place = (usize, u8, usize);

const HEADING: u8 = 0;
const BLOCK: u8 = 1;
const GONE: u8 = 2;

/// Everything known once both outlines are paired.
pub(super) struct Paired<'a, 'b> {
    old: &'b Outline<'a>,
    new: &'b Outline<'a>,
    sections: &'b Matching,
    blocks: &'b Matching,
    fusions: &'b [Fusion],
    numbers: Renumbering,
    moved_sections: Vec<bool>,
    moved_blocks: BTreeSet<usize>,
    /// Lists whose items kept their stem but not their order: items in new order.
    reordered: Vec<Vec<usize>>,
    changes: Vec<(Place, Change)>,
    followed: Vec<Followed>,
}

/// All changes between two paired outlines.
pub(super) fn body_changes<'a>(
    old: &Outline<'a>,
    new: &Outline<'a>,
    sections: &Matching,
    blocks: &BlockPairs,
) -> Vec<Change> {
    let moved = moved_sections(sections, old, new);
    let mut paired = Paired {
        old,
        new,
        sections,
        blocks: &blocks.matching,
        fusions: &blocks.fusions,
        numbers: Renumbering::of(old, new, sections, &moved),
        moved_sections: moved,
        moved_blocks: BTreeSet::new(),
        reordered: Vec::new(),
        changes: Vec::new(),
        followed: Vec::new(),
    };
    paired.judge_order();
    paired.tell_sections();
    paired.tell_blocks();
    paired.tell_removals();
    paired.tell_fusions();
    paired.tell_reordered();
    paired.tell_numbers();
    paired.changes.sort_by_key(|entry| entry.0);
    paired.changes.into_iter().map(|(_, change)| change).collect()
}

impl Paired<'_, '_> {
    fn tell(&mut self, place: Place, change: Change) {
        self.changes.push((place, change));
    }

    // Order -----------------------------------------------------------------------------------

    /// Finds the blocks that stand elsewhere and the lists in another order.
    fn judge_order(&mut self) {
        let mut heads: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut lists: BTreeMap<(usize, Option<usize>), Vec<usize>> = BTreeMap::new();
        for (from, to) in self.blocks.pairs() {
            let (old, new) = (&self.old.blocks[from], &self.new.blocks[to]);
            if self.sections.forward[old.section] != Some(new.section) {
                if self.crossed(from, to) {
                    self.moved_blocks.insert(to);
                }
            } else if !new.is_item() || !old.is_item() {
                heads.entry(new.section).or_default().push(to);
            } else if self.same_list(old.stem, new.stem) {
                lists.entry((new.section, new.stem)).or_default().push(to);
            } else {
                self.moved_blocks.insert(to);
            }
        }
        for members in heads.into_values() {
            let kept = self.kept(&members);
            self.moved_blocks.extend(members.iter().zip(kept).filter(|(_, kept)| !kept).map(|(to, _)| *to));
        }
        for members in lists.into_values() {
            if !self.kept(&members).into_iter().all(|kept| kept) {
                self.reordered.push(members);
            }
        }
    }

    fn kept(&self, members: &[usize]) -> Vec<bool> {
        let entries: Vec<(usize, usize)> = members
            .iter()
            .filter_map(|to| self.blocks.backward[*to].map(|from| (from, self.new.blocks[*to].weight())))
            .collect();
        kept_order(&entries)
    }

    /// True unless the stems are known to be two different blocks.
    fn same_list(&self, old: Option<usize>, new: Option<usize>) -> bool {
        match (old, new) {
            (Some(old), Some(new)) => {
                self.blocks.forward[old] == Some(new)
                    || self.blocks.forward[old].is_none()
                    || self.blocks.backward[new].is_none()
            }
            _ => true,
        }
    }

    /// True when a pair across sections is a move, not the effect of a heading put in or taken out.
    fn crossed(&self, from: usize, to: usize) -> bool {
        let (old, new) = (&self.old.blocks[from], &self.new.blocks[to]);
        let follows_stem =
            new.stem.zip(old.stem).is_some_and(|(to, from)| self.blocks.forward[from] == Some(to));
        if follows_stem {
            return false;
        }
        let both_paired =
            self.sections.forward[old.section].is_some() && self.sections.backward[new.section].is_some();
        let neighbours = |step: isize| {
            let old = from.checked_add_signed(step).filter(|at| *at < self.old.blocks.len());
            let new = to.checked_add_signed(step).filter(|at| *at < self.new.blocks.len());
            self.blocks.agree(old, new)
        };
        both_paired || !(neighbours(-1) || neighbours(1))
    }

    // Sections --------------------------------------------------------------------------------

    fn tell_sections(&mut self) {
        for to in 0..self.new.sections.len() {
            match self.sections.backward[to] {
                Some(from) => self.tell_paired_section(from, to),
                None => {
                    let place = self.heading_place(to);
                    let top = is_top(self.new, &self.sections.backward, to);
                    if top
                        && let Some(change) =
                            whole_section(self.new, &self.sections.backward, &self.blocks.backward, to)
                    {
                        let change = Change {
                            kind: ChangeKind::Added,
                            new: change.old,
                            new_at: change.old_at,
                            old: None,
                            old_at: None,
                            ..change
                        };
                        self.tell(place, change);
                    }
                }
            }
        }
        for from in 0..self.old.sections.len() {
            if is_top(self.old, &self.sections.forward, from)
                && let Some(change) =
                    whole_section(self.old, &self.sections.forward, &self.blocks.forward, from)
            {
                let place = self.gone_place(self.old.sections[from].blocks.start);
                self.tell(place, change);
            }
        }
    }

    fn tell_paired_section(&mut self, from: usize, to: usize) {
        let (old, new) = (&self.old.sections[from], &self.new.sections[to]);
        let old_section = (old.path != new.path).then(|| old.path.clone());
        let base = Change {
            section: new.path.clone(),
            old_at: first_address(self.old, from),
            new_at: first_address(self.new, to),
            ..Change::blank(ChangeKind::Moved, Unit::Section)
        };
        let place = self.heading_place(to);
        if self.moved_sections[to] {
            let moved = Change {
                old_section: Some(old.path.clone()),
                old: Some(place_in(self.old, from)),
                new: Some(place_in(self.new, to)),
                ..base.clone()
            };
            self.tell(place, moved);
        }
        let (before, after) = (old.heading.unwrap_or(""), new.heading.unwrap_or(""));
        if super::outline::form_of(before) != super::outline::form_of(after) {
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

    fn heading_place(&self, to: usize) -> Place {
        (self.new.sections[to].blocks.start, HEADING, to)
    }

    /// Where something of the old document stood, in terms of the new one: behind what came before it.
    fn gone_place(&self, from: usize) -> Place {
        let before = self.blocks.forward[..from].iter().rev().find_map(|to| *to);
        (before.unwrap_or(0), GONE, from)
    }

    // Blocks ----------------------------------------------------------------------------------

    fn tell_blocks(&mut self) {
        let fused: BTreeSet<usize> =
            self.fusions.iter().flat_map(|fusion| fusion.new.iter().copied()).collect();
        for to in 0..self.new.blocks.len() {
            if fused.contains(&to) {
                continue;
            }
            let leaf = &self.new.blocks[to];
            match self.blocks.backward[to] {
                Some(from) => self.tell_pair(from, to),
                None if covered(self.new, &self.sections.backward, leaf.section) => {}
                None => {
                    let change = Change {
                        section: self.new.path_of(to).to_owned(),
                        item: item_of(leaf),
                        new: Some(leaf.block.text.clone()),
                        new_at: Some(self.new.address(to)),
                        ..Change::blank(ChangeKind::Added, unit_of(leaf))
                    };
                    self.tell((to, BLOCK, 0), change);
                }
            }
        }
    }

    fn tell_removals(&mut self) {
        let fused: BTreeSet<usize> =
            self.fusions.iter().flat_map(|fusion| fusion.old.iter().copied()).collect();
        for from in 0..self.old.blocks.len() {
            let leaf = &self.old.blocks[from];
            let told = self.blocks.forward[from].is_some() || fused.contains(&from);
            if told || covered(self.old, &self.sections.forward, leaf.section) {
                continue;
            }
            let change = Change {
                section: self.old.path_of(from).to_owned(),
                item: item_of(leaf),
                old: Some(leaf.block.text.clone()),
                old_at: Some(self.old.address(from)),
                ..Change::blank(ChangeKind::Removed, unit_of(leaf))
            };
            let place = self.gone_place(from);
            self.tell(place, change);
        }
    }

    fn tell_pair(&mut self, from: usize, to: usize) {
        let (old, new) = (&self.old.blocks[from], &self.new.blocks[to]);
        let differs = old.hash != new.hash;
        let moved = self.moved_blocks.contains(&to);
        self.tell_links(from, to);
        if !differs && !moved {
            return;
        }
        let followed = differs.then(|| self.numbers.followed(&old.form, &new.form)).flatten();
        let mut base = self.pair_base(from, to);
        if let Some(followed) = followed {
            self.followed.push(followed);
            base.words = Vec::new();
        } else if differs
            && let (BlockKind::Table(before), BlockKind::Table(after)) = (&old.block.kind, &new.block.kind)
        {
            let cells = Change { old: None, new: None, kind: ChangeKind::Changed, ..base.clone() };
            for (order, change) in table_changes(before, after, &cells).into_iter().enumerate() {
                self.tell((to, BLOCK, 2 + order), change);
            }
        } else if differs {
            base.words = word_runs(&old.block.text, &new.block.text);
            if !moved && !base.words.is_empty() {
                base.kind = ChangeKind::Changed;
                self.tell((to, BLOCK, 0), base);
                return;
            }
        }
        if moved {
            self.tell((to, BLOCK, 0), base);
        }
    }

    /// A moved block; callers change the kind where it is reworded in place.
    fn pair_base(&self, from: usize, to: usize) -> Change {
        let (old, new) = (&self.old.blocks[from], &self.new.blocks[to]);
        let (old_path, section) = (self.old.path_of(from), self.new.path_of(to).to_owned());
        Change {
            old_section: (old_path != section).then(|| old_path.to_owned()),
            section,
            item: item_of(new),
            old: Some(old.block.text.clone()),
            new: Some(new.block.text.clone()),
            old_at: Some(self.old.address(from)),
            new_at: Some(self.new.address(to)),
            ..Change::blank(ChangeKind::Moved, unit_of(new))
        }
    }

    /// Links with the same words and another target.
    fn tell_links(&mut self, from: usize, to: usize) {
        let (old, new) = (&self.old.blocks[from].block.links, &self.new.blocks[to].block.links);
        if old == new {
            return;
        }
        let mut rest: Vec<_> = old.iter().collect();
        let mut differing = Vec::new();
        for link in new {
            let exact = rest.iter().position(|other| *other == link);
            let named = || rest.iter().position(|other| other.text == link.text);
            if let Some(at) = exact.or_else(named) {
                let other = rest.remove(at);
                if other.target != link.target {
                    differing.push((other.target.clone(), link.target.clone()));
                }
            }
        }
        for (order, (old, new)) in differing.into_iter().enumerate() {
            let base = self.pair_base(from, to);
            let change =
                Change { kind: ChangeKind::Link, unit: Unit::Link, old: Some(old), new: Some(new), ..base };
            self.tell((to, BLOCK, 1_000_000 + order), change);
        }
    }

    fn tell_fusions(&mut self) {
        for fusion in self.fusions {
            let (from, to) = (fusion.old[0], fusion.new[0]);
            let text = |outline: &Outline<'_>, leaves: &[usize]| -> String {
                leaves
                    .iter()
                    .map(|leaf| outline.blocks[*leaf].block.text.as_str())
                    .collect::<Vec<_>>()
                    .join("\n")
            };
            let (old, new) = (text(self.old, &fusion.old), text(self.new, &fusion.new));
            let kind = if fusion.new.len() > 1 { ChangeKind::Split } else { ChangeKind::Merged };
            let change = Change {
                kind,
                words: word_runs(&old, &new),
                old: Some(old),
                new: Some(new),
                ..self.pair_base(from, to)
            };
            self.tell((to, BLOCK, 0), change);
        }
    }

    fn tell_reordered(&mut self) {
        for members in std::mem::take(&mut self.reordered) {
            let mut olds: Vec<usize> = members.iter().filter_map(|to| self.blocks.backward[*to]).collect();
            olds.sort_unstable();
            let (Some(from), Some(to)) = (olds.first().copied(), members.first().copied()) else { continue };
            let text = |outline: &Outline<'_>, leaves: &[usize]| -> Option<String> {
                Some(
                    leaves
                        .iter()
                        .map(|leaf| outline.blocks[*leaf].block.text.as_str())
                        .collect::<Vec<_>>()
                        .join("\n"),
                )
            };
            let change = Change {
                kind: ChangeKind::Reordered,
                unit: Unit::List,
                item: None,
                old: text(self.old, &olds),
                new: text(self.new, &members),
                ..self.pair_base(from, to)
            };
            self.tell((to, HEADING, usize::MAX), change);
        }
    }

    /// One line for all numbers: `3-9 are now 4-10`, with the references that followed.
    fn tell_numbers(&mut self) {
        let references = !self.followed.is_empty();
        let shifts = match (self.numbers.shifted.is_empty(), references) {
            (false, _) => &self.numbers.shifted,
            (true, true) => &self.numbers.moved,
            (true, false) => return,
        };
        let (mut old, mut new) = in_ranges(shifts);
        if references {
            let list = |pick: fn(&Followed) -> &Vec<String>| -> String {
                let mut names: Vec<&str> = Vec::new();
                for name in self.followed.iter().flat_map(pick).map(|name| name.trim()) {
                    if !names.contains(&name) {
                        names.push(name);
                    }
                }
                names.join(", ")
            };
            old = format!("{old} (references: {})", list(|followed| &followed.old));
            new = format!("{new} (references: {})", list(|followed| &followed.new));
        }
        let first = (0..self.new.sections.len()).find(|to| {
            self.sections.backward[*to].is_some_and(|from| {
                self.old.sections[from].section.number != self.new.sections[*to].section.number
            })
        });
        let place = first.map_or((0, HEADING, 0), |to| self.heading_place(to));
        let change =
            Change { old: Some(old), new: Some(new), ..Change::blank(ChangeKind::Renumbered, Unit::Numbers) };
        self.tell(place, change);
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

/// A section that is on one side only, as a removal; `None` when nothing of it is left to tell. What
/// stands on the other side, too, is left out; a heading alone is told as a heading.
fn whole_section(
    outline: &Outline<'_>,
    partners: &[Option<usize>],
    block_partners: &[Option<usize>],
    top: usize,
) -> Option<Change> {
    let mut lines = Vec::new();
    let mut first = None;
    let mut shared = false;
    let mut node = top;
    while node < outline.sections[top].end {
        if partners[node].is_some() {
            shared = true;
            node = outline.sections[node].end;
            continue;
        }
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
    let unit = if first.is_none() && shared { Unit::Heading } else { Unit::Section };
    let text =
        if unit == Unit::Heading { outline.sections[top].heading?.to_owned() } else { lines.join("\n") };
    Some(Change {
        section: outline.sections[top].path.clone(),
        old: Some(text),
        old_at: first.map(|leaf| outline.address(leaf)),
        ..Change::blank(ChangeKind::Removed, unit)
    })
}

/// Where a section stands, in words: after its elder sibling, or first in its parent.
fn place_in(outline: &Outline<'_>, node: usize) -> String {
    let parent = outline.sections[node].parent;
    let elder = (0..node).rev().find(|other| outline.sections[*other].parent == parent);
    let name = |node: usize| outline.sections[node].section.display_heading();
    match (elder.map(name).filter(|name| !name.is_empty()), parent.map(name)) {
        (Some(elder), _) => format!("after “{elder}”"),
        (None, Some(parent)) => format!("first in “{parent}”"),
        (None, None) => "first".to_owned(),
    }
}

fn first_address(outline: &Outline<'_>, node: usize) -> Option<crate::document::BlockAddress> {
    let end = outline.sections[outline.sections[node].end - 1].blocks.end;
    let start = outline.sections[node].blocks.start;
    (start < end).then(|| outline.address(start))
}

fn unit_of(leaf: &Leaf<'_>) -> Unit {
    match leaf.block.kind {
        BlockKind::Paragraph => Unit::Paragraph,
        BlockKind::Item { .. } => Unit::Item,
        BlockKind::Table(_) => Unit::Table,
        BlockKind::Formula => Unit::Formula,
    }
}

fn item_of(leaf: &Leaf<'_>) -> Option<String> {
    leaf.is_item().then(|| lead_words(&leaf.block.text))
}

/// The words a list item is known by: what stands before its gloss, or its first few words.
pub(super) fn lead_words(text: &str) -> String {
    const FEW: usize = 6;
    const MOST: usize = 60;
    let gloss = [" — ", " – ", " - ", ": "].iter().filter_map(|mark| text.find(mark)).min();
    let lead = gloss.map(|at| &text[..at]).filter(|lead| lead.len() <= MOST && !lead.is_empty());
    let words = |text: &str| text.split_whitespace().take(FEW).collect::<Vec<_>>().join(" ");
    let lead = lead.map_or_else(|| words(text), str::to_owned);
    lead.trim_end_matches([',', ';', '.', ':']).to_owned()
}
