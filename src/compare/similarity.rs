//! How alike two texts are, and which pairs are worth asking about.
//!
//! A text becomes a sorted bag of hashes: its telling words and its neighbouring word pairs. Two bags
//! compare in one merge; candidates come from an index of shared hashes, so that a page with
//! thousands of blocks never compares each with each.

use std::collections::HashMap;

use super::outline::hash_of;

/// A hash shared by more blocks than this says nothing about which belong together.
const COMMON: usize = 48;
/// Candidates kept for one block.
const CANDIDATES: usize = 12;

/// Sorted hashes of a text's telling words and word pairs.
#[derive(Debug, Clone, Default)]
pub(super) struct Features(Vec<u64>);

impl Features {
    /// Features of a text in comparison form; letter case does not matter.
    pub(super) fn of(form: &str) -> Self {
        let words: Vec<String> = words_of(form).map(str::to_lowercase).collect();
        let mut hashes = Vec::with_capacity(words.len() * 2);
        hashes.extend(words.windows(2).map(|pair| hash_of(&(&pair[0], &pair[1]))));
        let telling = words.iter().filter(|word| !is_stop_word(word));
        let before = hashes.len();
        hashes.extend(telling.map(|word| hash_of(word.as_str())));
        if hashes.len() == before {
            hashes.extend(words.iter().map(|word| hash_of(word.as_str())));
        }
        hashes.sort_unstable();
        Self(hashes)
    }

    /// Several texts taken as one.
    pub(super) fn joined<'a>(parts: impl Iterator<Item = &'a Features>) -> Self {
        let mut hashes: Vec<u64> = parts.flat_map(|part| part.0.iter().copied()).collect();
        hashes.sort_unstable();
        Self(hashes)
    }

    /// Number of features.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Number of features both have.
    pub(super) fn shared(&self, other: &Self) -> usize {
        let (mut left, mut right, mut count) = (0, 0, 0);
        while let (Some(a), Some(b)) = (self.0.get(left), other.0.get(right)) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => left += 1,
                std::cmp::Ordering::Greater => right += 1,
                std::cmp::Ordering::Equal => {
                    count += 1;
                    left += 1;
                    right += 1;
                }
            }
        }
        count
    }

    /// Dice coefficient, 0 to 1; 0 when both are empty.
    pub(super) fn alike(&self, other: &Self) -> f64 {
        ratio(2 * self.shared(other), self.len() + other.len())
    }

    /// Share of this text's features that the other has too, 0 to 1.
    pub(super) fn contained_in(&self, other: &Self) -> f64 {
        ratio(self.shared(other), self.len())
    }
}

/// A quotient of counts; 0 when there is nothing to divide by.
#[expect(clippy::cast_precision_loss, reason = "counts of words stay far below 2^52")]
pub(super) fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Pairs of positions in the two lists that share telling features, at most a dozen for each new
/// one, most shared first.
pub(super) fn likely_pairs(old: &[&Features], new: &[&Features]) -> Vec<(usize, usize)> {
    let mut index: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, features) in old.iter().enumerate() {
        for hash in &features.0 {
            let places = index.entry(*hash).or_default();
            if places.last() != Some(&at) {
                places.push(at);
            }
        }
    }
    let mut pairs = Vec::new();
    let mut counts = vec![0_usize; old.len()];
    for (at, features) in new.iter().enumerate() {
        let mut touched = Vec::new();
        for hash in &features.0 {
            for place in index.get(hash).filter(|places| places.len() <= COMMON).into_iter().flatten() {
                if counts[*place] == 0 {
                    touched.push(*place);
                }
                counts[*place] += 1;
            }
        }
        touched.sort_by_key(|place| (std::cmp::Reverse(counts[*place]), place.abs_diff(at)));
        pairs.extend(touched.iter().take(CANDIDATES).map(|place| (*place, at)));
        for place in touched {
            counts[place] = 0;
        }
    }
    pairs
}

/// Words of a text: runs of letters and digits with the dots, hyphens and apostrophes inside them.
pub(super) fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '\'' | '-' | '@' | '%')))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '%'))
        .filter(|word| !word.is_empty())
}

/// Words that join others and carry no subject of their own. Modals and negations are not here:
/// they decide what a clause says.
pub(super) fn is_stop_word(word: &str) -> bool {
    const STOP: &[&str] = &[
        "a", "about", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "by", "for",
        "from", "has", "have", "if", "in", "into", "is", "it", "its", "of", "on", "or", "our", "such",
        "that", "the", "their", "them", "these", "this", "those", "to", "us", "was", "we", "were", "which",
        "with", "you", "your",
    ];
    STOP.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_changed_number_keeps_texts_alike_and_other_texts_stay_apart() {
        let base = Features::of("Server logs: retained for 30 days, then deleted");
        let edited = Features::of("Server logs: retained for 90 days, then deleted");
        let other = Features::of("Questions go to the privacy team by post");
        assert!(base.alike(&edited) > 0.6);
        assert!(base.alike(&other) < 0.1);
        assert!((base.alike(&base) - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn stop_words_are_sorted_for_the_search() {
        for word in ["a", "has", "have", "the", "your", "all", "also"] {
            assert!(is_stop_word(word), "{word}");
        }
        assert!(!is_stop_word("not") && !is_stop_word("may"));
    }

    #[test]
    fn likely_pairs_name_the_text_that_shares_most() {
        let old = [Features::of("cookies for login"), Features::of("logs for thirty days")];
        let new = [Features::of("logs for ninety days"), Features::of("cookies for ads")];
        let old: Vec<_> = old.iter().collect();
        let new: Vec<_> = new.iter().collect();
        let pairs = likely_pairs(&old, &new);
        assert_eq!(pairs.iter().find(|pair| pair.1 == 0).map(|pair| pair.0), Some(1));
    }
}
