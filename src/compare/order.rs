//! Which paired blocks stand elsewhere than before, and which lists only changed their order.
//!
//! Paragraphs keep their order within a section, items within the list they hang on; so a list that
//! moves with its stem is one move, and a heading put between two paragraphs moves nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::matching::{Matching, kept_order};
use super::outline::{Leaf, Outline};
use crate::document::BlockKind;

/// The outcome, in indices of the new outline's blocks.
#[derive(Debug, Default)]
pub(super) struct BlockOrder {
    /// Paired blocks that stand elsewhere.
    pub(super) moved: BTreeSet<usize>,
    /// Lists whose items kept their stem but not their order: items in new order.
    pub(super) reordered: Vec<Vec<usize>>,
}

/// Judges the order of all paired blocks.
pub(super) fn judge_order(
    old: &Outline<'_>,
    new: &Outline<'_>,
    sections: &Matching,
    blocks: &Matching,
) -> BlockOrder {
    let untouched = untouched(old, new, sections, blocks);
    Judge { old, new, sections, blocks, untouched }.judge()
}

struct Judge<'a, 'b> {
    old: &'b Outline<'a>,
    new: &'b Outline<'a>,
    sections: &'b Matching,
    blocks: &'b Matching,
    /// For each new section, whether its blocks are paired with those of its partner one by one.
    untouched: Vec<bool>,
}

/// New sections whose blocks are paired one by one, and as deep as before, with those of the old section
/// they are paired with.
fn untouched(old: &Outline<'_>, new: &Outline<'_>, sections: &Matching, blocks: &Matching) -> Vec<bool> {
    let mut untouched = vec![false; new.sections.len()];
    for (from, to) in sections.pairs() {
        let (olds, news) = (&old.sections[from].blocks, &new.sections[to].blocks);
        let one_by_one = || {
            olds.clone().zip(news.clone()).all(|(from, to)| {
                blocks.backward[to] == Some(from) && depth(&old.blocks[from]) == depth(&new.blocks[to])
            })
        };
        untouched[to] =
            old.sections[from].is_unchanged_in(&new.sections[to]) || olds.len() == news.len() && one_by_one();
    }
    untouched
}

/// How deep an item stands in its list; 0 for what is no item.
fn depth(leaf: &Leaf<'_>) -> u8 {
    match leaf.block.kind {
        BlockKind::Item { level, .. } => level,
        _ => 0,
    }
}

impl Judge<'_, '_> {
    fn judge(&self) -> BlockOrder {
        let mut order = BlockOrder::default();
        let mut heads: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut lists: BTreeMap<(usize, Option<usize>), Vec<usize>> = BTreeMap::new();
        let touched = self.new.sections.iter().zip(&self.untouched).filter(|(_, untouched)| !**untouched);
        let leaves = touched.flat_map(|(node, _)| node.blocks.clone());
        for (from, to) in leaves.filter_map(|to| Some((self.blocks.backward[to]?, to))) {
            let (old, new) = (&self.old.blocks[from], &self.new.blocks[to]);
            if self.sections.forward[old.section] != Some(new.section) {
                if self.crossed(from, to) {
                    order.moved.insert(to);
                }
            } else if !new.is_item() || !old.is_item() {
                heads.entry(new.section).or_default().push(to);
            } else if self.same_list(self.old.stem(from), self.new.stem(to)) {
                lists.entry((new.section, self.new.stem(to))).or_default().push(to);
            } else if self.promoted(from, to) || !self.beside_the_same(from, to) {
                order.moved.insert(to);
            }
        }
        for members in heads.into_values() {
            let kept = self.kept(&members);
            order.moved.extend(members.iter().zip(kept).filter(|(_, kept)| !kept).map(|(to, _)| *to));
        }
        for members in lists.into_values() {
            if !self.kept(&members).into_iter().all(|kept| kept) {
                order.reordered.push(members);
            }
        }
        order
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

    /// True for an item that stands deeper or less deep than before while others of the list it left, and
    /// of the one it came to, stayed: a list that is indented otherwise as a whole is the format's doing.
    fn promoted(&self, from: usize, to: usize) -> bool {
        let (old, new) = (&self.old.blocks[from], &self.new.blocks[to]);
        let stays =
            |(one, other): (usize, usize)| depth(&self.old.blocks[one]) == depth(&self.new.blocks[other]);
        let (old_stem, new_stem) = (self.old.stem(from), self.new.stem(to));
        let left = || self.blocks.pairs().any(|pair| self.old.stem(pair.0) == old_stem && stays(pair));
        let joined = || self.blocks.pairs().any(|pair| self.new.stem(pair.1) == new_stem && stays(pair));
        depth(old) != depth(new) && left() && joined()
    }

    /// True when a pair across sections is a move, not the effect of a heading put in or taken out.
    fn crossed(&self, from: usize, to: usize) -> bool {
        let (old, new) = (&self.old.blocks[from], &self.new.blocks[to]);
        let follows_stem = self
            .new
            .stem(to)
            .zip(self.old.stem(from))
            .is_some_and(|(to, from)| self.blocks.forward[from] == Some(to));
        if follows_stem {
            return false;
        }
        let both_paired =
            self.sections.forward[old.section].is_some() && self.sections.backward[new.section].is_some();
        both_paired || !self.beside_the_same(from, to)
    }

    /// True when the block before or after is the same as it was: nothing around it says it moved.
    fn beside_the_same(&self, from: usize, to: usize) -> bool {
        let neighbours = |step: isize| {
            let old = from.checked_add_signed(step).filter(|at| *at < self.old.blocks.len());
            let new = to.checked_add_signed(step).filter(|at| *at < self.new.blocks.len());
            self.blocks.agree(old, new)
        };
        neighbours(-1) || neighbours(1)
    }
}
