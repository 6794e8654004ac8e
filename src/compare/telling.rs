//! Words of a text as hashes, each marked when it only joins others.
//!
//! One pass over the bytes: the end of a word is found, its letters are taken as numbers of eight bytes,
//! and those are folded to small letters and hashed at once. Knows nothing of likeness.

use super::hashing::{hash_of, hash_of_pair};

/// The bit of a word's hash that says it is a stop word.
const STOP: u64 = 1;

/// A word as it counts for likeness: a hash of its letters, in whichever case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Telling(u64);

impl Telling {
    /// A word known by number only; it counts as telling.
    pub(super) fn of_id(id: u32) -> Self {
        Self(hash_of(&id) & !STOP)
    }

    /// False for a stop word.
    pub(super) fn tells(self) -> bool {
        self.0 & STOP == 0
    }

    /// The word as a feature of its text.
    pub(super) fn alone(self) -> u32 {
        upper(self.0)
    }

    /// The word and the next one as a feature.
    pub(super) fn before(self, next: Self) -> u32 {
        upper(hash_of_pair(self.0, next.0))
    }
}

/// The upper half: 32 bits tell the few thousand features of a policy apart, and half the bytes sort
/// and compare in less time.
fn upper(hash: u64) -> u32 {
    u32::try_from(hash >> 32).expect("half of 64 bits")
}

/// Calls `visit` with each word of a text in comparison form.
#[inline]
pub(super) fn for_each_word(form: &str, mut visit: impl FnMut(Telling)) {
    let mut rest = form;
    while !rest.is_empty() {
        let (plain, odd) = rest.split_at(plain_words(rest));
        for_each_plain_word(plain.as_bytes(), |rest, length| visit(hash_of_plain(rest, length)));
        let (odd, after) = odd.split_at(odd.find(' ').unwrap_or(odd.len()));
        words_of(odd).for_each(|word| visit(word_hash(word)));
        rest = after;
    }
}

/// Bytes at the beginning up to and with the last space, where no word goes on, before a letter that is none
/// of ASCII.
fn plain_words(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    let odd = text.bytes().position(|byte| !byte.is_ascii()).unwrap_or(text.len());
    text[..odd].rfind(' ').map_or(0, |space| space + 1)
}

/// Hash of a word in lower case, with the bit for stop words.
fn word_hash(word: &str) -> Telling {
    if word.is_ascii() {
        return hash_of_plain(word.as_bytes(), word.len());
    }
    // Only one letter becomes another small one where it ends a word.
    if word.contains('Σ') {
        return Telling(hash_of_letters(word.to_lowercase().chars()) & !STOP);
    }
    Telling(hash_of_letters(word.chars().flat_map(char::to_lowercase)) & !STOP)
}

fn hash_of_letters(letters: impl Iterator<Item = char>) -> u64 {
    letters.fold(0, |hash, letter| hash_of_pair(hash, u64::from(letter)))
}

/// The same for the ASCII word of this length that a text begins with. Words of up to sixteen letters,
/// nearly all, take the same steps: which of them comes next cannot be foretold, and a wrong guess costs
/// more than all of it.
#[inline]
fn hash_of_plain(text: &[u8], length: usize) -> Telling {
    let [first, second] = small_letters(text, length);
    // No stop word has letters behind the first eight.
    let stop = u64::from(is_stop_code(first)) & u64::from(second == 0);
    let mut hash = hash_of_pair(first, second);
    if length > 16 {
        hash = hash_of_rest(hash, &text[16..length]);
    }
    Telling(hash & !STOP | stop)
}

#[cold]
fn hash_of_rest(mut hash: u64, word: &[u8]) -> u64 {
    for part in word.chunks(16) {
        let [first, second] = small_letters(part, part.len());
        hash = hash_of_pair(hash_of_pair(hash, first), second);
    }
    hash
}

/// Up to sixteen bytes of a word as two numbers, letters in lower case; 0 where none is left. Setting one
/// bit makes a letter small and leaves digits and the marks inside words apart from each other.
#[inline]
fn small_letters(text: &[u8], length: usize) -> [u64; 2] {
    const SMALL: u128 = 0x2020_2020_2020_2020_2020_2020_2020_2020;
    let code = text.first_chunk().map_or_else(|| last_bytes(text), |all| u128::from_le_bytes(*all));
    let letters = (code | SMALL) & FIRST_BYTES[length.min(16)];
    [letters & u128::from(u64::MAX), letters >> 64].map(|half| u64::try_from(half).expect("64 bits"))
}

/// Less than sixteen bytes as one number.
#[cold]
fn last_bytes(text: &[u8]) -> u128 {
    let mut last = [0; 16];
    last[..text.len()].copy_from_slice(text);
    u128::from_le_bytes(last)
}

/// The bits of the first bytes of sixteen.
const FIRST_BYTES: [u128; 17] = {
    let mut bits = [u128::MAX; 17];
    let mut count = 0;
    while count < 16 {
        bits[count] = (1 << (8 * count)) - 1;
        count += 1;
    }
    bits
};

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

/// [`words_of`] where all is ASCII, each as the rest of the text from it on and its length: words begin and
/// end where letters and other bytes meet, and those places are found for 64 bytes at once.
#[inline]
fn for_each_plain_word(bytes: &[u8], mut visit: impl FnMut(&[u8], usize)) {
    let (mut start, mut inside, mut joined) = (0, false, false);
    let mut before = 0;
    // One step beyond the last byte, so that a word at the end ends.
    for base in (0..=bytes.len()).step_by(64) {
        let rest = &bytes[base..];
        let letters = rest.first_chunk().map_or_else(|| last_letters(rest), letter_bits);
        let mut edges = letters ^ (letters << 1 | before);
        before = letters >> 63;
        while edges != 0 {
            let at = base + edges.trailing_zeros() as usize;
            edges &= edges - 1;
            inside = !inside;
            if inside {
                start = if joined { start } else { at };
                continue;
            }
            joined = is_joined(bytes, at);
            if !joined {
                visit(&bytes[start..], at - start);
            }
        }
    }
}

/// [`letter_bits`] of the less than 64 bytes at the end.
fn last_letters(rest: &[u8]) -> u64 {
    let mut last = [0; 64];
    last[..rest.len()].copy_from_slice(rest);
    letter_bits(&last)
}

/// True where marks join the word that ends here with what stands behind them.
fn is_joined(bytes: &[u8], end: usize) -> bool {
    let is_mark = |byte: &u8| matches!(*byte, b'.' | b'\'' | b'-' | b'@');
    bytes.get(end).is_some_and(is_mark)
        && bytes[end..].iter().find(|byte| !is_mark(byte)).is_some_and(|byte| letter(*byte) == 1)
}

/// 1 for what makes words, otherwise 0; without branches, so that it is asked of many bytes at a time.
fn letter(byte: u8) -> u8 {
    let small = u8::from((byte | 0x20).wrapping_sub(b'a') < 26);
    small | u8::from(byte.wrapping_sub(b'0') < 10) | u8::from(byte == b'%')
}

/// One bit for each of 64 bytes that is a letter.
fn letter_bits(chunk: &[u8; 64]) -> u64 {
    /// Brings the lowest bits of eight bytes together in the highest byte.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let flags = chunk.map(letter);
    let (eights, _) = flags.as_chunks::<8>();
    let gathered = eights.iter().map(|eight| u64::from_le_bytes(*eight).wrapping_mul(GATHER) >> 56);
    gathered.enumerate().fold(0, |bits, (at, eight)| bits | eight << (8 * at))
}

/// Words of a text: runs of letters and digits with the dots, hyphens and apostrophes inside them.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    let is_letter = |c: char| c.is_ascii_lowercase() || c.is_alphanumeric() || c == '%';
    text.split(move |c: char| !(is_letter(c) || matches!(c, '.' | '\'' | '-' | '@')))
        .map(move |word| word.trim_matches(|c: char| !is_letter(c)))
        .filter(|word| !word.is_empty())
}

/// Words that join others and carry no subject of their own. Modals and negations are not here:
/// they decide what a clause says.
pub(super) fn is_stop_word(word: &str) -> bool {
    word.len() <= 8 && is_stop_code(packed(word.as_bytes()))
}

/// The same for a word of up to eight bytes as one number.
fn is_stop_code(code: u64) -> bool {
    STOP_CODES[stop_slot(code, STOP_FACTOR)] == code
}

const STOP_WORDS: [&str; 44] = [
    "a", "about", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "by", "for", "from",
    "has", "have", "if", "in", "into", "is", "it", "its", "of", "on", "or", "our", "such", "that", "the",
    "their", "them", "these", "this", "those", "to", "us", "was", "we", "were", "which", "with", "you",
    "your",
];

/// Places in the table of stop words: so many that a factor is soon found that gives each its own.
const STOP_SLOTS: usize = 256;
/// Marks a free place: no word is made of such bytes.
const FREE: u64 = u64::MAX;

const STOP_FACTOR: u64 = {
    let mut factor = 0x9e37_79b9_7f4a_7c15;
    while stop_codes(factor).is_none() {
        factor = u64::wrapping_mul(factor, 0xd6e8_feb8_6659_fd93);
    }
    factor
};

const STOP_CODES: [u64; STOP_SLOTS] = stop_codes(STOP_FACTOR).expect("the factor gives each its own place");

/// The table of stop words, where no two of them want the same place.
const fn stop_codes(factor: u64) -> Option<[u64; STOP_SLOTS]> {
    let mut codes = [FREE; STOP_SLOTS];
    let mut word = 0;
    while word < STOP_WORDS.len() {
        let code = packed(STOP_WORDS[word].as_bytes());
        let at = stop_slot(code, factor);
        if codes[at] != FREE {
            return None;
        }
        codes[at] = code;
        word += 1;
    }
    Some(codes)
}

/// Where a code stands.
const fn stop_slot(code: u64, factor: u64) -> usize {
    (code.wrapping_mul(factor) >> 56) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_of_plain_text_are_the_same_either_way(text in "[a-cA-C09 .'%@,(-]{0,40}") {
            let mut places = Vec::new();
            for_each_plain_word(text.as_bytes(), |rest, length| {
                places.push(String::from_utf8_lossy(&rest[..length]).into_owned());
            });
            prop_assert_eq!(places, words_of(&text).map(str::to_owned).collect::<Vec<_>>());
        }

        #[test]
        fn words_among_other_letters_are_the_same_either_way(text in "[a-cé日 .'%-]{0,40}") {
            let mut found = Vec::new();
            for_each_word(&text, |word| found.push(word));
            prop_assert_eq!(found, words_of(&text).map(word_hash).collect::<Vec<_>>());
        }

        #[test]
        fn a_word_has_the_same_hash_wherever_it_stands(
            before in "[a-c ]{0,9} ", word in "[a-zA-Z][a-zA-Z0-9.'@%-]{0,30}[a-zA-Z0-9]", after in " [a-z]{0,9}",
        ) {
            let text = format!("{before}{word}{after}");
            let here = hash_of_plain(&text.as_bytes()[before.len()..], word.len());
            prop_assert_eq!(here, word_hash(&word.to_lowercase()));
            prop_assert_eq!(!here.tells(), is_stop_word(&word.to_lowercase()));
        }
    }

    #[test]
    fn stop_words_are_known_and_modals_are_not() {
        for word in ["a", "has", "have", "the", "your", "all", "also"] {
            assert!(is_stop_word(word), "{word}");
        }
        assert!(!is_stop_word("not") && !is_stop_word("may"));
    }
}
