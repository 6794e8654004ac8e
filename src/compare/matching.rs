//! One-to-one pairs between two lists, and the question which of them kept their order.
//!
//! Shared by sections, blocks and table rows; knows only indices, keys and weights. Every routine
//! treats the two sides alike, so that a comparison read backwards mirrors itself.

use std::hash::{BuildHasherDefault, Hash};

use super::hashing::QuickMap;

/// Pairs between an old and a new list.
#[derive(Debug, Clone)]
pub(super) struct Matching {
    /// For each old index, the new one.
    pub(super) forward: Vec<Option<usize>>,
    /// For each new index, the old one.
    pub(super) backward: Vec<Option<usize>>,
}

/// The list an entry stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Old,
    New,
}

impl Matching {
    /// Nothing paired yet.
    pub(super) fn new(old_len: usize, new_len: usize) -> Self {
        Self { forward: vec![None; old_len], backward: vec![None; new_len] }
    }

    /// Pairs the two when both are still free.
    pub(super) fn pair(&mut self, old: usize, new: usize) -> bool {
        let free = self.forward[old].is_none() && self.backward[new].is_none();
        if free {
            self.forward[old] = Some(new);
            self.backward[new] = Some(old);
        }
        free
    }

    /// True when both are paired with each other, or neither stands for anything.
    pub(super) fn agree(&self, old: Option<usize>, new: Option<usize>) -> bool {
        match (old, new) {
            (Some(old), Some(new)) => self.forward[old] == Some(new),
            (None, None) => true,
            _ => false,
        }
    }

    /// All pairs, in the new list's order.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.backward.iter().enumerate().filter_map(|(new, old)| old.map(|old| (old, new)))
    }

    /// Pairs free entries whose key is the same and occurs equally often on both sides, first with
    /// first, second with second. `None` takes an entry out of the round.
    pub(super) fn pair_equal<K: Hash + Eq>(
        &mut self,
        old_key: impl Fn(usize) -> Option<K>,
        new_key: impl Fn(usize) -> Option<K>,
        counts: Counts,
    ) {
        let is_free = |side: &[Option<usize>]| side.iter().any(Option::is_none);
        if !is_free(&self.forward) || !is_free(&self.backward) {
            return;
        }
        let free = |side: &[Option<usize>]| side.iter().filter(|other| other.is_none()).count();
        let (olds, news) = (free(&self.forward), free(&self.backward));
        let mut seen: QuickMap<K, (Chain, Chain)> =
            QuickMap::with_capacity_and_hasher(olds, BuildHasherDefault::default());
        let mut links = Vec::with_capacity(olds + news);
        for old in (0..self.forward.len()).filter(|old| self.forward[*old].is_none()) {
            if let Some(key) = old_key(old) {
                seen.entry(key).or_default().0.push(&mut links, old);
            }
        }
        if seen.is_empty() {
            return;
        }
        for new in (0..self.backward.len()).filter(|new| self.backward[*new].is_none()) {
            if let Some(places) = new_key(new).and_then(|key| seen.get_mut(&key)) {
                places.1.push(&mut links, new);
            }
        }
        // The order of a hash map does not matter here: keys never share an entry.
        for (olds, news) in seen.into_values() {
            if counts == Counts::Any || olds.len == news.len {
                let (mut old, mut new) = (olds.first, news.first);
                for _ in 0..olds.len.min(news.len) {
                    self.pair(links[old].place, links[new].place);
                    (old, new) = (links[old].next, links[new].next);
                }
            }
        }
    }

    /// Pairs candidates best first, each entry once. Ties go to the pair whose places differ least.
    pub(super) fn pair_best(&mut self, mut candidates: Vec<Candidate>) {
        candidates.sort_by(|a, b| {
            b.score
                .total_cmp(&a.score)
                .then(a.old.abs_diff(a.new).cmp(&b.old.abs_diff(b.new)))
                .then((a.old + a.new).cmp(&(b.old + b.new)))
                .then(a.old.cmp(&b.old))
        });
        for candidate in candidates {
            self.pair(candidate.old, candidate.new);
        }
    }
}

/// Places with one key, in order: each names the next in a list that all chains share.
#[derive(Debug, Clone, Copy, Default)]
struct Chain {
    len: usize,
    first: usize,
    last: usize,
}

#[derive(Debug, Clone, Copy)]
struct ChainLink {
    place: usize,
    next: usize,
}

impl Chain {
    fn push(&mut self, links: &mut Vec<ChainLink>, place: usize) {
        let link = links.len();
        match self.len {
            0 => self.first = link,
            _ => links[self.last].next = link,
        }
        links.push(ChainLink { place, next: 0 });
        (self.last, self.len) = (link, self.len + 1);
    }
}

/// How [`Matching::pair_equal`] treats keys that occur more often on one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counts {
    /// Leave them for a later round with more to go by.
    Equal,
    /// Pair as many as there are.
    Any,
}

/// A pair that might be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) old: usize,
    pub(super) new: usize,
    /// Higher is likelier.
    pub(super) score: f64,
}

/// Which of these kept their order: the longest subsequence whose old places rise, in the order
/// given (the new one), so that the fewest count as moved; among equally long ones the heaviest.
/// Entries are (old place, weight); true means kept.
pub(super) fn kept_order(entries: &[(usize, usize)]) -> Vec<bool> {
    /// What an entry counts for by itself; weights only break ties, so they must stay below it even
    /// summed up over a long list.
    const ONE: usize = 1 << 40;
    const HEAVIEST: usize = 1 << 20;
    if entries.windows(2).all(|pair| pair[0].0 < pair[1].0) {
        return vec![true; entries.len()];
    }
    // A Fenwick tree of best (weight, entry) by rank of the old place: n log n for any order.
    let mut ranks: Vec<usize> = entries.iter().map(|entry| entry.0).collect();
    ranks.sort_unstable();
    let mut tree: Vec<(usize, Option<usize>)> = vec![(0, None); ranks.len() + 1];
    let mut previous = vec![None; entries.len()];
    let mut best: (usize, Option<usize>) = (0, None);
    for (at, (place, weight)) in entries.iter().enumerate() {
        let rank = ranks.partition_point(|other| other < place);
        let mut below: (usize, Option<usize>) = (0, None);
        let mut node = rank;
        while node > 0 {
            if tree[node].0 > below.0 {
                below = tree[node];
            }
            node -= node & node.wrapping_neg();
        }
        previous[at] = below.1;
        let total = below.0 + ONE + (*weight).min(HEAVIEST);
        let mut node = rank + 1;
        while node < tree.len() {
            if total > tree[node].0 {
                tree[node] = (total, Some(at));
            }
            node += node & node.wrapping_neg();
        }
        if total > best.0 {
            best = (total, Some(at));
        }
    }
    let mut kept = vec![false; entries.len()];
    let mut at = best.1;
    while let Some(entry) = at {
        kept[entry] = true;
        at = previous[entry];
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_order_drops_the_lighter_of_two_that_swapped() {
        let kept = |places: &[usize]| -> Vec<usize> {
            let entries: Vec<_> =
                places.iter().map(|place| (*place, if *place == 9 { 5 } else { 1 })).collect();
            let kept = kept_order(&entries);
            places.iter().zip(kept).filter(|(_, kept)| *kept).map(|(place, _)| *place).collect()
        };
        assert_eq!(kept(&[0, 1, 2]), [0, 1, 2]);
        assert_eq!(kept(&[9, 0]), [9]);
        assert_eq!(kept(&[9, 0, 1]), [0, 1]);
        assert_eq!(kept(&[0, 2, 3, 1]), [0, 2, 3]);
        assert!(kept(&[]).is_empty());
    }

    #[test]
    fn equal_counts_leave_ambiguous_keys_alone() {
        let mut matching = Matching::new(2, 1);
        matching.pair_equal(|_| Some('a'), |_| Some('a'), Counts::Equal);
        assert_eq!(matching.pairs().count(), 0);
        matching.pair_equal(|_| Some('a'), |_| Some('a'), Counts::Any);
        assert_eq!(matching.pairs().collect::<Vec<_>>(), [(0, 0)]);
    }
}
