//! Words of a text as hashes, each marked when it only joins others.
//!
//! One pass over the bytes: the end of a word is found, its letters are taken as numbers of eight bytes,
//! and those are folded to small letters and hashed at once. Knows nothing of likeness.

use std::ops::Range;

use super::hashing::{hash_of, hash_of_pair};

/// The bit of a word's hash that says it is a stop word.
const STOP: u64 = 1;

/// A word as it counts for likeness: a hash of its letters, in whichever case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
pub(super) fn for_each_word(form: &str, mut visit: impl FnMut(Telling)) {
    if form.is_ascii() {
        for_each_plain_word(form.as_bytes(), |word| visit(hash_of_plain(form.as_bytes(), word)));
    } else {
        words_of(form).for_each(|word| visit(word_hash(word)));
    }
}

/// Hash of a word in lower case, with the bit for stop words.
fn word_hash(word: &str) -> Telling {
    if word.is_ascii() {
        return hash_of_plain(word.as_bytes(), 0..word.len());
    }
    Telling(hash_of(word.to_lowercase().as_str()) & !STOP)
}

/// The same for the ASCII word at this place.
fn hash_of_plain(text: &[u8], word: Range<usize>) -> Telling {
    let first = small_letters(text, word.start, word.len());
    let stop = word.len() <= 8 && is_stop_code(first);
    let mut hash = hash_of_pair(first, word.len() as u64);
    let mut at = word.start + 8;
    while at < word.end {
        hash = hash_of_pair(hash, small_letters(text, at, word.end - at));
        at += 8;
    }
    Telling(hash & !STOP | u64::from(stop))
}

/// Up to eight bytes of a word as one number, letters in lower case. Setting one bit makes a letter
/// small and leaves digits and the marks inside words apart from each other.
fn small_letters(text: &[u8], at: usize, length: usize) -> u64 {
    const SMALL: u64 = 0x2020_2020_2020_2020;
    let code = match text.get(at..at + 8) {
        Some(eight) if length >= 8 => return u64::from_le_bytes(eight.try_into().expect("eight")) | SMALL,
        Some(eight) => u64::from_le_bytes(eight.try_into().expect("eight")) | SMALL,
        None => packed(&text[at..]) | SMALL,
    };
    code & ((1 << (8 * length.min(7))) - 1)
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

/// [`words_of`] where all is ASCII, as places.
fn for_each_plain_word(bytes: &[u8], mut visit: impl FnMut(Range<usize>)) {
    let run = |from: usize, kind: u8| -> usize {
        let rest = bytes[from..].iter();
        from + rest.take_while(|byte| KINDS[usize::from(**byte)] & kind != 0).count()
    };
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let mut end = run(at, LETTER);
        at = end;
        // Marks join what stands on both sides of them: nothing behind them is a word's end.
        while end > start && bytes.get(at).is_some_and(|byte| KINDS[usize::from(*byte)] & JOINT != 0) {
            let behind = run(at, JOINT);
            at = run(behind, LETTER);
            end = if at > behind { at } else { end };
        }
        if end > start {
            visit(start..end);
        }
        at += usize::from(at < bytes.len());
    }
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
fn words_of(text: &str) -> impl Iterator<Item = &str> {
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
            let mut places = Vec::new();
            for_each_plain_word(text.as_bytes(), |word| places.push(text[word].to_owned()));
            prop_assert_eq!(places, words_of(&text).map(str::to_owned).collect::<Vec<_>>());
        }

        #[test]
        fn a_word_has_the_same_hash_wherever_it_stands(
            before in "[a-c ]{0,9} ", word in "[a-zA-Z][a-zA-Z0-9.'@%-]{0,30}[a-zA-Z0-9]", after in " [a-z]{0,9}",
        ) {
            let text = format!("{before}{word}{after}");
            let here = hash_of_plain(text.as_bytes(), before.len()..before.len() + word.len());
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
