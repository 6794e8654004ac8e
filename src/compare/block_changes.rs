//! Tells what became of blocks: added, removed, reworded, moved, split, merged, put in another order.

use std::collections::BTreeSet;

use super::outline::{Leaf, Outline};
use super::report::{BLOCK, HEADING, Report};
use super::tables::table_changes;
use super::targets::{FreeLinks, Reading};
use super::words::{only_dates, word_runs, word_runs_but};
use super::{Change, ChangeKind, Unit, Word};
use crate::document::BlockKind;

impl Report<'_, '_> {
    pub(super) fn tell_blocks(&mut self) {
        let fused: BTreeSet<usize> =
            self.fusions.iter().flat_map(|fusion| fusion.new.iter().copied()).collect();
        for at in (0..self.new.sections.len()).filter(|at| !self.unchanged[*at]).collect::<Vec<_>>() {
            let own = self.new.sections[at].blocks.clone();
            for to in own.filter(|to| !fused.contains(to)) {
                self.tell_block(to);
            }
        }
    }

    fn tell_block(&mut self, to: usize) {
        if self.lost.lines.contains(&to) {
            return;
        }
        let leaf = &self.new.blocks[to];
        match self.blocks.backward[to] {
            Some(from) => self.tell_pair(from, to),
            None if self.comes_with_section(leaf.section) => {}
            None => {
                let change = Change {
                    section: self.new.path_of(to),
                    item: item_of(leaf),
                    new: Some(leaf.block.text.clone()),
                    new_at: Some(self.new.address(to)),
                    ..Change::blank(ChangeKind::Added, unit_of(leaf))
                };
                self.tell_whole((to, BLOCK, 0), change);
            }
        }
    }

    pub(super) fn tell_removals(&mut self) {
        let fused: BTreeSet<usize> =
            self.fusions.iter().flat_map(|fusion| fusion.old.iter().copied()).collect();
        for from in 0..self.old.blocks.len() {
            let leaf = &self.old.blocks[from];
            let told = self.blocks.forward[from].is_some()
                || fused.contains(&from)
                || self.gained.lines.contains(&from);
            if told || self.goes_with_section(leaf.section) {
                continue;
            }
            let change = Change {
                section: self.old.path_of(from),
                item: item_of(leaf),
                old: Some(leaf.block.text.clone()),
                old_at: Some(self.old.address(from)),
                ..Change::blank(ChangeKind::Removed, unit_of(leaf))
            };
            let place = self.gone_place(from);
            self.tell_whole(place, change);
        }
    }

    fn tell_pair(&mut self, from: usize, to: usize) {
        let (old, new) = (&self.old.blocks[from], &self.new.blocks[to]);
        let differs = old.differs(new);
        let moved = self.order.moved.contains(&to);
        self.tell_links(from, to);
        if !differs && !moved {
            return;
        }
        let followed = differs.then(|| self.numbers.followed(old.form(), new.form(), new.section)).flatten();
        let mut base = self.pair_base(from, to);
        if let Some(followed) = followed {
            self.followed.extend(followed);
            base.words = Vec::new();
        } else if differs
            && let (BlockKind::Table(before), BlockKind::Table(after)) = (&old.block.kind, &new.block.kind)
        {
            let cells = Change { old: None, new: None, kind: ChangeKind::Changed, ..base.clone() };
            for (order, change) in table_changes(before, after, &cells).into_iter().enumerate() {
                self.tell((to, BLOCK, 2 + order), change);
            }
        } else if differs && !self.ending_follows_place(from, to) {
            base.words = self.reworded(from, to);
            if !moved && !base.words.is_empty() {
                base.kind = if only_dates(&base.words) { ChangeKind::Date } else { ChangeKind::Changed };
                self.tell((to, BLOCK, 0), base);
                return;
            }
        }
        if moved {
            self.tell((to, BLOCK, 0), base);
        }
    }

    /// Word runs between two blocks; references that followed their sections are told with the numbers.
    fn reworded(&mut self, from: usize, to: usize) -> Vec<Word> {
        let (old, new) = (&self.old.blocks[from].block.text, &self.new.blocks[to].block.text);
        let (numbers, followed) = (&self.numbers, &mut self.followed);
        if numbers.is_still() {
            return word_runs(old, new);
        }
        let section = self.new.blocks[to].section;
        word_runs_but(old, new, |old, new| {
            let found = numbers.followed_in(old, new, section);
            let is_found = found.is_some();
            followed.extend(found.into_iter().flatten());
            is_found
        })
    }

    /// True for an item that differs in its closing mark only because it became or ceased to be the
    /// last of its list: `a; b.` is `a; b; c.` with one item added.
    fn ending_follows_place(&self, from: usize, to: usize) -> bool {
        let bare = |leaf: &Leaf<'_>| leaf.form().trim_end_matches([';', ',', '.']).to_owned();
        let last = |outline: &Outline<'_>, at: usize| {
            let next = outline.blocks.get(at + 1);
            !next.is_some_and(|next| next.is_item() && next.section == outline.blocks[at].section)
        };
        let (old, new) = (&self.old.blocks[from], &self.new.blocks[to]);
        old.is_item() && new.is_item() && last(self.old, from) != last(self.new, to) && bare(old) == bare(new)
    }

    /// A moved block; callers change the kind where it is reworded in place.
    fn pair_base(&self, from: usize, to: usize) -> Change {
        let (old, new) = (&self.old.blocks[from], &self.new.blocks[to]);
        let (old_path, section) = (self.old.path_of(from), self.new.path_of(to));
        // A line that became an item, or was one, is called an item either way.
        let item = if old.is_item() && !new.is_item() { old } else { new };
        Change {
            old_section: (old_path != section).then_some(old_path),
            section,
            item: item_of(item),
            old: Some(old.block.text.clone()),
            new: Some(new.block.text.clone()),
            old_at: Some(self.old.address(from)),
            new_at: Some(self.new.address(to)),
            ..Change::blank(ChangeKind::Moved, unit_of(item))
        }
    }

    /// Links with the same words and another target, put on words that stayed, or taken off them.
    fn tell_links(&mut self, from: usize, to: usize) {
        let (old, new) = (&self.old.blocks[from].block.links, &self.new.blocks[to].block.links);
        if old == new {
            return;
        }
        let mut rest = FreeLinks::of(old);
        let mut differing = Vec::new();
        let mut old_text = Reading::of(&self.old.blocks[from].block.text);
        let mut new_text = Reading::of(&self.new.blocks[to].block.text);
        let others: Vec<_> = new.iter().filter(|link| !rest.take_same(link)).collect();
        for link in others {
            if let Some(other) = rest.take_named(link) {
                differing.push((Some(other.target.clone()), Some(link.target.clone())));
            } else if self.is_linked() && old_text.has(&link.text) {
                differing.push((None, Some(link.target.clone())));
            }
        }
        let dropped = rest.left().filter(|link| self.is_linked() && new_text.has(&link.text));
        differing.extend(dropped.map(|link| (Some(link.target.clone()), None)));
        for (order, (old, new)) in differing.into_iter().enumerate() {
            let base = self.pair_base(from, to);
            let change = Change { kind: ChangeKind::Link, unit: Unit::Link, old, new, ..base };
            self.tell((to, BLOCK, 1_000_000 + order), change);
        }
    }

    pub(super) fn tell_fusions(&mut self) {
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
            // Called after the one block that became several, or that several became.
            let (kind, whole) = if fusion.new.len() > 1 {
                (ChangeKind::Split, &self.old.blocks[from])
            } else {
                (ChangeKind::Merged, &self.new.blocks[to])
            };
            let change = Change {
                kind,
                unit: unit_of(whole),
                item: item_of(whole),
                words: word_runs(&old, &new),
                old: Some(old),
                new: Some(new),
                ..self.pair_base(from, to)
            };
            self.tell((to, BLOCK, 0), change);
        }
    }

    pub(super) fn tell_reordered(&mut self) {
        for members in std::mem::take(&mut self.order.reordered) {
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
    const MARKS: [&str; 4] = [" — ", " – ", " - ", ": "];
    /// Bytes of the longest mark before a gloss.
    const LONGEST_MARK: usize = 5;
    let near = &text[..text.floor_char_boundary(MOST + LONGEST_MARK)];
    let opens_gloss = |at: &usize| {
        let rest = &near.as_bytes()[*at..];
        matches!(rest[0], b' ' | b':') && MARKS.iter().any(|mark| rest.starts_with(mark.as_bytes()))
    };
    let gloss = (0..near.len()).find(opens_gloss);
    let lead = gloss.map(|at| &text[..at]).filter(|lead| lead.len() <= MOST && !lead.is_empty());
    let words = |text: &str| text.split_whitespace().take(FEW).collect::<Vec<_>>().join(" ");
    let lead = lead.map_or_else(|| words(text), str::to_owned);
    lead.trim_end_matches([',', ';', '.', ':']).to_owned()
}
