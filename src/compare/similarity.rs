//! How alike two texts are, and which pairs are worth asking about.
//!
//! A text becomes a sorted bag of hashes: its telling words and its neighbouring word pairs. Two bags
//! compare in one merge; candidates come from an index of shared hashes, so that a page with
//! thousands of blocks never compares each with each.

use super::hashing::{QuickMap, hash_of};

/// A hash shared by more blocks than this says nothing about which belong together.
const COMMON: usize = 48;
/// Candidates kept for one block.
const CANDIDATES: usize = 12;
/// Longer lists are searched less widely, so that the work stays in proportion to the text.
const WIDE: usize = 500;

/// The bit of a word's hash that says it is a stop word.
const STOP: u64 = 1;

/// Hash of a word in lower case, with the bit for stop words.
fn word_hash(word: &str) -> u64 {
    let mut lower = [0; 16];
    match lower.get_mut(..word.len()).filter(|_| word.is_ascii()) {
        Some(room) => {
            room.copy_from_slice(word.as_bytes());
            lower.make_ascii_lowercase();
            let [first, second] = [0, 8].map(|at| packed(&lower[at..at + 8]));
            let stop = second == 0 && is_stop_code(first);
            hash_of(&(first, second)) & !STOP | u64::from(stop)
        }
        None => hash_of(word.to_lowercase().as_str()) & !STOP,
    }
}

/// Up to eight bytes as one number.
const fn packed(bytes: &[u8]) -> u64 {
    let mut code = 0;
    let mut at = bytes.len();
    while at > 0 {
        at -= 1;
        code = code << 8 | bytes[at] as u64;
    }
    code
}

/// Sorted hashes of a text's telling words and word pairs.
#[derive(Debug, Clone, Default)]
pub(super) struct Features(Vec<u64>);

impl Features {
    /// Features of a text in comparison form; letter case does not matter.
    pub(super) fn of(form: &str) -> Self {
        Self::of_hashes(&words_of(form).map(word_hash).collect::<Vec<_>>())
    }

    /// Features of words known by number only.
    pub(super) fn of_ids(ids: &[u32]) -> Self {
        Self::of_hashes(&ids.iter().map(|id| hash_of(id) & !STOP).collect::<Vec<_>>())
    }

    fn of_hashes(words: &[u64]) -> Self {
        let mut hashes = Vec::with_capacity(words.len() * 2);
        hashes.extend(words.windows(2).map(|pair| hash_of(&(pair[0], pair[1]))));
        let before = hashes.len();
        hashes.extend(words.iter().filter(|word| **word & STOP == 0));
        if hashes.len() == before {
            hashes.extend(words.iter());
        }
        hashes.sort_unstable();
        Self(hashes)
    }

    /// Several texts taken as one.
    pub(super) fn joined<'a>(parts: impl Iterator<Item = &'a Features>) -> Self {
        let mut hashes: Vec<u64> = parts.flat_map(|part| part.0.iter().copied()).collect();
        // Several sorted rows one after the other: what a merging sort is quick at.
        hashes.sort();
        Self(hashes)
    }

    /// Each hash once.
    fn distinct(&self) -> impl Iterator<Item = u64> + '_ {
        let repeated = |at: usize| at > 0 && self.0[at - 1] == self.0[at];
        self.0.iter().enumerate().filter(move |(at, _)| !repeated(*at)).map(|(_, hash)| *hash)
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
/// one, those that share most.
pub(super) fn likely_pairs(old: &[&Features], new: &[&Features]) -> Vec<(usize, usize)> {
    let narrow = |most: usize, least: usize| (most * WIDE / old.len().max(WIDE)).max(least);
    let (common, candidates) = (narrow(COMMON, 8), narrow(CANDIDATES, 3));
    // Places of each hash as chains through one array: a map entry holds how many and the last one.
    let mut index: QuickMap<u64, (u32, u32)> = QuickMap::default();
    let mut chain: Vec<(u32, u32)> = Vec::new();
    const END: u32 = u32::MAX;
    for (at, features) in (0_u32..).zip(old) {
        for hash in features.distinct() {
            let (count, last) = index.entry(hash).or_insert((0, END));
            chain.push((at, *last));
            (*count, *last) = (*count + 1, u32::try_from(chain.len() - 1).unwrap_or(END));
        }
    }
    let mut pairs = Vec::new();
    let mut counts = vec![0_u32; old.len()];
    let mut touched: Vec<u32> = Vec::new();
    for (at, features) in (0_u32..).zip(new) {
        for hash in features.distinct() {
            let Some((_, last)) = index.get(&hash).filter(|(count, _)| *count as usize <= common) else {
                continue;
            };
            let mut link = *last;
            while let Some((place, next)) = chain.get(link as usize) {
                let count = &mut counts[*place as usize];
                if *count == 0 {
                    touched.push(*place);
                }
                *count += 1;
                link = *next;
            }
        }
        let rank = |place: &u32| (std::cmp::Reverse(counts[*place as usize]), place.abs_diff(at), *place);
        if touched.len() > candidates {
            touched.select_nth_unstable_by_key(candidates, rank);
        }
        pairs.extend(touched.iter().take(candidates).map(|place| (*place as usize, at as usize)));
        for place in touched.drain(..) {
            counts[place as usize] = 0;
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
    word.len() <= 8 && is_stop_code(packed(word.as_bytes()))
}

/// The same for a word of up to eight bytes as one number. Without early exit: a row of comparisons
/// of numbers is quicker than any search among words.
fn is_stop_code(code: u64) -> bool {
    STOP_CODES.iter().fold(false, |found, stop| found | (*stop == code))
}

const STOP_WORDS: [&str; 44] = [
    "a", "about", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "by", "for", "from",
    "has", "have", "if", "in", "into", "is", "it", "its", "of", "on", "or", "our", "such", "that", "the",
    "their", "them", "these", "this", "those", "to", "us", "was", "we", "were", "which", "with", "you",
    "your",
];

const STOP_CODES: [u64; STOP_WORDS.len()] = {
    let mut codes = [0; STOP_WORDS.len()];
    let mut at = 0;
    while at < codes.len() {
        codes[at] = packed(STOP_WORDS[at].as_bytes());
        at += 1;
    }
    codes
};

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
    fn stop_words_are_known_and_modals_are_not() {
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
