//! How alike two texts are, and which pairs are worth asking about.
//!
//! A text becomes a sorted bag of hashes: its telling words and its neighbouring word pairs. Two bags
//! compare in one merge; candidates come from an index of shared hashes, so that a page with
//! thousands of blocks never compares each with each.

use super::hashing::{hash_of, hash_of_pair};
use super::sharing::Sharing;

/// The bit of a word's hash that says it is a stop word.
const STOP: u64 = 1;

/// Hash of a word in lower case, with the bit for stop words.
fn word_hash(word: &str) -> u64 {
    let mut lower = [0; 16];
    match lower.get_mut(..word.len()).filter(|_| word.is_ascii()) {
        Some(room) => {
            room.copy_from_slice(word.as_bytes());
            lower.make_ascii_lowercase();
            let code = u128::from_le_bytes(lower);
            let [first, second] = [code & u128::from(u64::MAX), code >> 64]
                .map(|half| u64::try_from(half).expect("half of 128 bits"));
            let stop = second == 0 && is_stop_code(first);
            hash_of_pair(first, second) & !STOP | u64::from(stop)
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
        let mut words = Vec::with_capacity(form.len() / 5 + 1);
        if form.is_ascii() {
            plain_words(form).for_each(|word| words.push(word_hash(word)));
        } else {
            words_of(form).for_each(|word| words.push(word_hash(word)));
        }
        Self::of_hashes(&words)
    }

    /// Features of words known by number only.
    pub(super) fn of_ids(ids: &[u32]) -> Self {
        Self::of_hashes(&ids.iter().map(|id| hash_of(id) & !STOP).collect::<Vec<_>>())
    }

    fn of_hashes(words: &[u64]) -> Self {
        let mut hashes = Vec::with_capacity(words.len() * 2);
        hashes.extend(words.windows(2).map(|pair| hash_of_pair(pair[0], pair[1])));
        let before = hashes.len();
        hashes.extend(words.iter().filter(|word| **word & STOP == 0));
        if hashes.len() == before {
            hashes.extend(words.iter());
        }
        sort_spread(&mut hashes);
        Self(hashes)
    }

    /// Features of which only the hashes are known, sorted.
    #[cfg(test)]
    pub(super) fn sorted(hashes: Vec<u64>) -> Self {
        Self(hashes)
    }

    /// Several texts taken as one.
    pub(super) fn joined<'a>(parts: impl Iterator<Item = &'a Features>) -> Self {
        let parts: Vec<&[u64]> = parts.map(|part| part.0.as_slice()).collect();
        let mut hashes = parts.concat();
        sort_spread(&mut hashes);
        Self(hashes)
    }

    /// Each hash once.
    pub(super) fn distinct(&self) -> impl Iterator<Item = u64> + '_ {
        let repeated = |at: usize| at > 0 && self.0[at - 1] == self.0[at];
        self.0.iter().enumerate().filter(move |(at, _)| !repeated(*at)).map(|(_, hash)| *hash)
    }

    /// Number of features.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Number of features both have.
    pub(super) fn shared(&self, other: &Self) -> usize {
        const FAR: usize = 16;
        let (few, many) = if self.len() <= other.len() { (self, other) } else { (other, self) };
        if few.len() * FAR < many.len() {
            return few.found_in(many);
        }
        let (mut left, mut right, mut count) = (0, 0, 0);
        // Which of two hashes is smaller cannot be foretold: steps are sums, not branches.
        while let (Some(a), Some(b)) = (self.0.get(left), other.0.get(right)) {
            left += usize::from(a <= b);
            right += usize::from(b <= a);
            count += usize::from(a == b);
        }
        count
    }

    /// The same, where the other has far more of them: each is searched for.
    fn found_in(&self, other: &Self) -> usize {
        let (mut rest, mut count) = (other.0.as_slice(), 0);
        for hash in &self.0 {
            rest = &rest[rest.partition_point(|other| other < hash)..];
            if rest.first() == Some(hash) {
                count += 1;
                rest = &rest[1..];
            }
        }
        count
    }

    /// The most that [`Self::alike`] can be for texts of these lengths.
    pub(super) fn alike_at_most(&self, other: &Self) -> f64 {
        ratio(2 * self.len().min(other.len()), self.len() + other.len())
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
    // One alone needs no index to say which of them to ask about.
    if old.len() == 1 {
        return (0..new.len()).map(|to| (0, to)).collect();
    }
    let mut sharing = Sharing::among(old);
    (0..).zip(new).flat_map(|(at, features)| sharing.most_shared(features, at)).collect()
}

/// Sorts hashes. Good hashes are spread evenly, so each is nearly at its place once it is put where
/// its leading bits say; where they are not, an ordinary sort does it.
fn sort_spread(hashes: &mut Vec<u64>) {
    const FEW: usize = 48;
    const CROWD: u32 = 24;
    if hashes.len() <= FEW {
        hashes.sort_unstable();
        return;
    }
    let bits = hashes.len().ilog2();
    let place = |hash: u64| usize::try_from(hash >> (u64::BITS - bits)).expect("fewer than the hashes");
    let mut ends = vec![0_u32; 1 << bits];
    for hash in hashes.iter() {
        ends[place(*hash)] += 1;
    }
    if ends.iter().any(|count| *count > CROWD) {
        hashes.sort_unstable();
        return;
    }
    let mut end = 0;
    for count in &mut ends {
        end += *count;
        *count = end;
    }
    let mut sorted = vec![0; hashes.len()];
    for hash in hashes.iter() {
        let end = &mut ends[place(*hash)];
        *end -= 1;
        sorted[*end as usize] = *hash;
    }
    for at in 1..sorted.len() {
        let hash = sorted[at];
        let mut to = at;
        while to > 0 && sorted[to - 1] > hash {
            sorted[to] = sorted[to - 1];
            to -= 1;
        }
        sorted[to] = hash;
    }
    *hashes = sorted;
}

/// [`words_of`] where all is ASCII.
fn plain_words(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let is = |at: usize, kind: u8| bytes.get(at).is_some_and(|byte| KINDS[usize::from(*byte)] & kind != 0);
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() && !is(at, LETTER) {
            at += 1;
        }
        let start = at;
        let mut end = at;
        while is(at, LETTER | JOINT) {
            at += 1;
            end = if is(at - 1, LETTER) { at } else { end };
        }
        (start < end).then(|| &text[start..end])
    })
}

const LETTER: u8 = 1;
const JOINT: u8 = 2;

/// What a byte is in a word: part of it, or part of it between other parts only.
const KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte: u8 = 0;
    while byte < 128 {
        kinds[byte as usize] = match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'%' => LETTER,
            b'.' | b'\'' | b'-' | b'@' => JOINT,
            _ => 0,
        };
        byte += 1;
    }
    kinds
};

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

/// The same for a word of up to eight bytes as one number.
fn is_stop_code(code: u64) -> bool {
    let mut at = stop_slot(code);
    while STOP_CODES[at] != 0 && STOP_CODES[at] != code {
        at = (at + 1) % STOP_SLOTS;
    }
    STOP_CODES[at] == code && code != 0
}

const STOP_WORDS: [&str; 44] = [
    "a", "about", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "by", "for", "from",
    "has", "have", "if", "in", "into", "is", "it", "its", "of", "on", "or", "our", "such", "that", "the",
    "their", "them", "these", "this", "those", "to", "us", "was", "we", "were", "which", "with", "you",
    "your",
];

/// Places in the table of stop words: far more than words, so that a look finds its place at once.
const STOP_SLOTS: usize = 256;

const STOP_CODES: [u64; STOP_SLOTS] = {
    let mut codes = [0; STOP_SLOTS];
    let mut word = 0;
    while word < STOP_WORDS.len() {
        let code = packed(STOP_WORDS[word].as_bytes());
        let mut at = stop_slot(code);
        while codes[at] != 0 {
            at = (at + 1) % STOP_SLOTS;
        }
        codes[at] = code;
        word += 1;
    }
    codes
};

/// Where a code is looked for first.
const fn stop_slot(code: u64) -> usize {
    (code.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_of_plain_text_are_the_same_either_way(text in "[a-cA-C09 .'%@,(-]{0,40}") {
            prop_assert!(plain_words(&text).eq(words_of(&text)));
        }

        #[test]
        fn hashes_are_sorted_however_they_lie(
            spread in proptest::collection::vec(any::<u64>(), 0..300),
            crowd in proptest::collection::vec(0_u64..9, 0..90),
        ) {
            for mut hashes in [spread.clone(), [spread, crowd].concat()] {
                let mut sorted = hashes.clone();
                sorted.sort_unstable();
                sort_spread(&mut hashes);
                prop_assert_eq!(hashes, sorted);
            }
        }

        #[test]
        fn what_is_shared_does_not_depend_on_how_it_is_looked_for(
            mut few in proptest::collection::vec(0_u64..40, 0..6),
            mut many in proptest::collection::vec(0_u64..40, 120..160),
        ) {
            few.sort_unstable();
            many.sort_unstable();
            let mut rest = many.clone();
            let expected = few
                .iter()
                .filter(|hash| rest.iter().position(|other| other == *hash).map(|at| rest.remove(at)).is_some())
                .count();
            let (few, many) = (Features(few), Features(many));
            prop_assert_eq!((few.shared(&many), many.shared(&few)), (expected, expected));
        }
    }

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
