//! Aligns two rows of numbers that stand for words: what is kept, what is replaced.
//!
//! Short rows are aligned word by word; long ones by sentence first, so that one endless paragraph
//! costs no more than many short ones. Knows no text.

use std::hash::Hash;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::hashing::{QuickMap, hash_of};
use super::matching::{Candidate, Matching, kept_order};
use super::similarity::{Features, Likely, likely_pairs};

/// Rows longer than this are aligned by sentence first.
const LONG: usize = 1_500;
/// A sentence longer than this is cut where its words say so, the same in both rows.
const LONG_SENTENCE: usize = 120;
/// Sentences this alike are one sentence reworded.
const REWORDED: f64 = 0.4;

/// A part of both rows: equal, or replaced (either side may be empty).
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    pub(super) same: bool,
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
}

/// Stretches between two rows as long as each other in which a few words here and there were replaced by
/// as many others; `None` where more happened. What differs so needs no search for what was kept.
pub(super) fn in_place(length: usize, is_same: impl Fn(usize, usize) -> bool) -> Option<Vec<Stretch>> {
    /// Words replaced together.
    const FEW: usize = 3;
    /// Words that stay between two replacements.
    const KEPT: usize = 3;
    let mut stretches: Vec<Stretch> = Vec::new();
    for at in 0..length {
        let same = is_same(at, at);
        match stretches.last_mut() {
            Some(last) if last.same == same => (last.old.end, last.new.end) = (at + 1, at + 1),
            _ => stretches.push(Stretch { same, old: at..at + 1, new: at..at + 1 }),
        }
        let Some(last) = stretches.last().filter(|last| !last.same) else { continue };
        let close = stretches.len() > 2 && stretches[stretches.len() - 2].new.len() < KEPT;
        // A word that stands on both sides of a replacement was kept, at another place.
        let kept = last.old.clone().any(|one| is_same(one, at) || is_same(at, one));
        if last.new.len() > FEW || close || kept {
            return None;
        }
    }
    Some(stretches)
}

/// True for rows of these lengths that are aligned by sentence first.
pub(super) fn is_long(old: usize, new: usize) -> bool {
    old.max(new) > LONG
}

/// Stretches between two rows that are not long.
pub(super) fn align_short<T: Eq + Hash + Ord>(old: &[T], new: &[T]) -> Vec<Stretch> {
    /// Shorter rows are aligned in no time, whatever they say.
    const FEW: usize = 400;
    /// In a paragraph of as many words a word stands at some twenty places at most, on average.
    const MOST: usize = 48;
    if old.len().min(new.len()) > FEW && stand_often(old, new, MOST) {
        return vec![Stretch { same: false, old: 0..old.len(), new: 0..new.len() }];
    }
    diff(old, new, 0, 0)
}

/// Stretches from `old` to `new`, in order and without gaps. The closures tell after which words a
/// sentence ends.
pub(super) fn align(
    old: &[u32],
    new: &[u32],
    old_ends: impl Fn(usize) -> bool,
    new_ends: impl Fn(usize) -> bool,
) -> Vec<Stretch> {
    if !is_long(old.len(), new.len()) {
        return align_short(old, new);
    }
    let (old_cuts, new_cuts) = (sentences(old, old_ends), sentences(new, new_ends));
    let hashes = |cuts: &[Range<usize>], ids: &[u32]| -> Vec<u64> {
        cuts.iter().map(|cut| hash_of(&ids[cut.clone()])).collect()
    };
    let by_sentence = diff(&hashes(&old_cuts, old), &hashes(&new_cuts, new), 0, 0);
    let mut stretches = Vec::new();
    for stretch in by_sentence {
        let (old_span, new_span) =
            (span(&old_cuts[stretch.old.clone()]), span(&new_cuts[stretch.new.clone()]));
        let long = old_span.len().min(new_span.len()) > LONG;
        let soup = || is_soup(&old[old_span.clone()], &new[new_span.clone()]);
        if stretch.same || stretch.old.is_empty() || stretch.new.is_empty() || !long && soup() {
            stretches.push(Stretch { same: stretch.same, ..gap_filled(&stretches, old_span, new_span) });
        } else if long {
            let cuts = (&old_cuts[stretch.old], &new_cuts[stretch.new]);
            align_alike(&mut stretches, cuts, old, new);
        } else {
            stretches.extend(diff(
                &old[old_span.clone()],
                &new[new_span.clone()],
                old_span.start,
                new_span.start,
            ));
        }
    }
    stretches
}

/// An empty side begins where the stretch before it ended.
fn gap_filled(before: &[Stretch], old: Range<usize>, new: Range<usize>) -> Stretch {
    let (old_end, new_end) = before.last().map_or((0, 0), |last| (last.old.end, last.new.end));
    let side = |range: Range<usize>, end: usize| if range.is_empty() { end..end } else { range };
    Stretch { same: false, old: side(old, old_end), new: side(new, new_end) }
}

fn span(cuts: &[Range<usize>]) -> Range<usize> {
    cuts.first().map_or(0, |cut| cut.start)..cuts.last().map_or(0, |cut| cut.end)
}

/// Pairs the sentences that are alike and kept their order; what lies between is replaced.
fn align_alike(
    stretches: &mut Vec<Stretch>,
    (old_cuts, new_cuts): (&[Range<usize>], &[Range<usize>]),
    old: &[u32],
    new: &[u32],
) {
    let features = |cuts: &[Range<usize>], ids: &[u32]| -> Vec<Features> {
        cuts.iter().map(|cut| Features::of_ids(&ids[cut.clone()])).collect()
    };
    let (old_features, new_features) = (features(old_cuts, old), features(new_cuts, new));
    let candidates =
        likely_pairs(&old_features.iter().collect::<Vec<_>>(), &new_features.iter().collect::<Vec<_>>())
            .into_iter()
            .filter(|pair| pair.at_most >= REWORDED)
            .map(|Likely { old, new, .. }| Candidate {
                old,
                new,
                score: old_features[old].alike(&new_features[new]),
            })
            .filter(|candidate| candidate.score >= REWORDED)
            .collect();
    let mut matching = Matching::new(old_cuts.len(), new_cuts.len());
    matching.pair_best(candidates);
    let pairs: Vec<(usize, usize)> = matching.pairs().collect();
    let entries: Vec<(usize, usize)> = pairs.iter().map(|(from, _)| (*from, old_cuts[*from].len())).collect();
    let (mut old_at, mut new_at) = (span(old_cuts).start, span(new_cuts).start);
    for ((from, to), kept) in pairs.into_iter().zip(kept_order(&entries)) {
        if !kept {
            continue;
        }
        let (from, to) = (old_cuts[from].clone(), new_cuts[to].clone());
        if is_soup(&old[from.clone()], &new[to.clone()]) {
            continue;
        }
        if old_at < from.start || new_at < to.start {
            stretches.push(Stretch { same: false, old: old_at..from.start, new: new_at..to.start });
        }
        (old_at, new_at) = (from.end, to.end);
        stretches.extend(diff(&old[from.clone()], &new[to.clone()], from.start, to.start));
    }
    let (old_end, new_end) = (span(old_cuts).end, span(new_cuts).end);
    if old_at < old_end || new_at < new_end {
        stretches.push(Stretch { same: false, old: old_at..old_end, new: new_at..new_end });
    }
}

/// True for two long rows of so few words that nearly each of one stands at many places of the other: any
/// alignment of them is as good as another, and finding the best takes longest.
fn is_soup(old: &[u32], new: &[u32]) -> bool {
    const FEW: usize = LONG_SENTENCE;
    /// Places at which a word of one row stands in the other, on average.
    const MOST: usize = 16;
    old.len().min(new.len()) > FEW && stand_often(old, new, MOST)
}

/// True where the words of one row stand at more places than `most` in the other, on average.
fn stand_often<T: Eq + Hash>(old: &[T], new: &[T], most: usize) -> bool {
    let mut counts: QuickMap<&T, usize> = QuickMap::default();
    for word in old {
        *counts.entry(word).or_default() += 1;
    }
    let places: usize = new.iter().filter_map(|word| counts.get(word)).sum();
    places > most * new.len()
}

fn diff<T: Eq + Hash + Ord>(old: &[T], new: &[T], old_from: usize, new_from: usize) -> Vec<Stretch> {
    capture_diff_slices(Algorithm::Histogram, old, new)
        .into_iter()
        .map(|op| {
            let (old, new) = (op.old_range(), op.new_range());
            Stretch {
                same: matches!(op, DiffOp::Equal { .. }),
                old: old.start + old_from..old.end + old_from,
                new: new.start + new_from..new.end + new_from,
            }
        })
        .collect()
}

/// Sentences; one without end is cut by its own words, so that words put in before it move no cut.
fn sentences(ids: &[u32], ends: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut cuts = Vec::new();
    let mut start = 0;
    for at in 0..ids.len() {
        if ends(at) || at + 1 == ids.len() {
            cut_long(&mut cuts, ids, start..at + 1);
            start = at + 1;
        }
    }
    cuts
}

fn cut_long(cuts: &mut Vec<Range<usize>>, ids: &[u32], sentence: Range<usize>) {
    let mut start = sentence.start;
    if sentence.len() > LONG_SENTENCE {
        for (at, id) in (sentence.start..sentence.end - 1).zip(&ids[sentence.clone()]) {
            if hash_of(id).is_multiple_of(64) || at + 1 - start >= 4 * LONG_SENTENCE {
                cuts.push(start..at + 1);
                start = at + 1;
            }
        }
    }
    cuts.push(start..sentence.end);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// True when the stretches cover both rows in order and say the truth about what is the same.
    fn covers(old: &[u32], new: &[u32], stretches: &[Stretch]) -> bool {
        let (mut old_at, mut new_at) = (0, 0);
        for stretch in stretches {
            let same = !stretch.same || old[stretch.old.clone()] == new[stretch.new.clone()];
            if stretch.old.start != old_at || stretch.new.start != new_at || !same {
                return false;
            }
            (old_at, new_at) = (stretch.old.end, stretch.new.end);
        }
        old_at == old.len() && new_at == new.len()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn long_rows_are_covered_whatever_they_hold(
            words in proptest::collection::vec(0_u32..60, 1_600..4_000),
            other in proptest::collection::vec(0_u32..90, 1_600..4_000),
            cut in 0_usize..1_500,
        ) {
            let ends = |ids: &[u32], at: usize| ids[at] == 7;
            for (old, new) in [(&words, &other), (&words, &words[cut..].to_vec()), (&words[..cut].to_vec(), &other)] {
                let stretches = align(old, new, |at| ends(old, at), |at| ends(new, at));
                prop_assert!(covers(old, new, &stretches));
            }
        }
    }

    #[test]
    fn an_endless_sentence_is_aligned_around_its_edit() {
        let old: Vec<u32> = (0..6_000).map(|n| n * 7 % 4_001).collect();
        let mut new = old.clone();
        new.splice(10..10, [5_000, 5_001, 5_002]);
        new[3_000] = 5_003;
        let stretches = align(&old, &new, |_| false, |_| false);
        assert!(covers(&old, &new, &stretches));
        assert_eq!(stretches.iter().filter(|stretch| !stretch.same).count(), 2);
    }
}
