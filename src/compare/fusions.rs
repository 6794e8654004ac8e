//! Splits and merges: one block that became several, or several that became one.

use super::matching::Matching;
use super::similarity::{Features, ratio};

/// Share of a part's words that must be found in the whole.
const PART_OF: f64 = 0.8;
/// Features a part needs to count as one.
const SMALLEST_PART: usize = 3;
/// Parts of one fusion at most.
const MOST_PARTS: usize = 12;
/// A whole and its parts together may differ in length by this much.
const LENGTH: std::ops::RangeInclusive<f64> = 0.75..=1.33;

/// One block against several neighbours. Exactly one side holds one block.
#[derive(Debug, Clone)]
pub(super) struct Fusion {
    pub(super) old: Vec<usize>,
    pub(super) new: Vec<usize>,
}

impl Fusion {
    /// Takes all its blocks out of further pairing.
    pub(super) fn occupy(&self, matching: &mut Matching) {
        let (old, new) = (self.old[0], self.new[0]);
        self.old.iter().for_each(|leaf| matching.forward[*leaf] = Some(new));
        self.new.iter().for_each(|leaf| matching.backward[*leaf] = Some(old));
    }

    /// Leaves only its first two blocks paired, so that order can be judged by them.
    pub(super) fn release(&self, matching: &mut Matching) {
        self.old.iter().for_each(|leaf| matching.forward[*leaf] = None);
        self.new.iter().for_each(|leaf| matching.backward[*leaf] = None);
        matching.pair(self.old[0], self.new[0]);
    }
}

/// Splits and merges among free blocks of one pair of sections, given with their features in
/// reading order.
pub(super) fn find_fusions(old: &[(usize, &Features)], new: &[(usize, &Features)]) -> Vec<Fusion> {
    let mut fusions: Vec<Fusion> = Vec::new();
    for (whole, parts) in wholes(old, new) {
        fusions.push(Fusion { old: vec![whole], new: parts });
    }
    for (whole, parts) in wholes(new, old) {
        let taken = fusions
            .iter()
            .any(|fusion| fusion.new.contains(&whole) || parts.iter().any(|part| fusion.old.contains(part)));
        if !taken {
            fusions.push(Fusion { old: parts, new: vec![whole] });
        }
    }
    fusions
}

/// Blocks of the first list that are made up of neighbours in the second one.
fn wholes(wholes: &[(usize, &Features)], parts: &[(usize, &Features)]) -> Vec<(usize, Vec<usize>)> {
    let mut found: Vec<(usize, Vec<usize>)> = Vec::new();
    if parts.len() < 2 {
        return found;
    }
    let mut taken = vec![false; parts.len()];
    // Every whole is tried on every free part of its own section only; long lists are cut by a
    // budget, since a split is a courtesy and time is not.
    let mut budget = 200_000_usize;
    for (whole, features) in wholes {
        let mut start = 0;
        while start < parts.len() && budget > 0 {
            let run = run_of_parts(features, parts, &taken, start, &mut budget);
            if run.len() >= 2 && adds_up(features, &parts[run.clone()]) {
                taken[run.clone()].fill(true);
                found.push((*whole, parts[run].iter().map(|part| part.0).collect()));
                break;
            }
            start = run.end.max(start + 1);
        }
    }
    found
}

fn run_of_parts(
    whole: &Features,
    parts: &[(usize, &Features)],
    taken: &[bool],
    start: usize,
    budget: &mut usize,
) -> std::ops::Range<usize> {
    let mut end = start;
    while end < parts.len() && end - start < MOST_PARTS && !taken[end] {
        let (leaf, part) = &parts[end];
        let adjacent = end == start || parts[end - 1].0 + 1 == *leaf;
        *budget = budget.saturating_sub(part.len().min(16));
        if !adjacent
            || part.len() < SMALLEST_PART
            || part.len() >= whole.len()
            || !part.is_contained_in(whole, PART_OF)
        {
            break;
        }
        end += 1;
    }
    start..end
}

fn adds_up(whole: &Features, parts: &[(usize, &Features)]) -> bool {
    let together = Features::joined(parts.iter().map(|part| part.1));
    LENGTH.contains(&ratio(together.len(), whole.len())) && whole.contained_in(&together) >= PART_OF
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_split_and_a_merge_are_seen_and_unrelated_neighbours_are_not() {
        let whole = "Logs are kept for thirty days. Backups are erased after one year by the operator.";
        let first = "Logs are kept for thirty days.";
        let second = "Backups are erased after one year by the operator.";
        let (whole, first, second) = (Features::of(whole), Features::of(first), Features::of(second));
        let one = vec![(0, &whole)];
        let two = vec![(0, &first), (1, &second)];
        let split = find_fusions(&one, &two);
        assert_eq!((split.len(), split[0].new.len()), (1, 2));
        let merge = find_fusions(&two, &one);
        assert_eq!((merge.len(), merge[0].old.len()), (1, 2));
        let children = Features::of("Children may not use the service at all.");
        let other = vec![(0, &first), (1, &children)];
        assert!(find_fusions(&one, &other).is_empty());
    }
}
