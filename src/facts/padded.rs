//! The text cues are looked up in: padded words with a summary of how they begin.
//!
//! A clause is asked for hundreds of cues and holds a handful of them. The summary says of most that
//! they cannot occur, so that the letters are searched for the few that may. What a cue means is
//! decided by its table and by the code that asks.

use std::ops::Deref;
use std::sync::Arc;

/// Bits of the summary.
const BITS: usize = 512;
/// Letters after the space of a cue that the summary speaks of.
const LETTERS: usize = 3;

/// A text in the form of [`padded`](super::lexer::padded), with the summary of its words' first letters.
/// Cheap to copy: every clause of a block carries the heading and the stem of the block.
#[derive(Debug, Clone, Default)]
pub(crate) struct Padded {
    text: Arc<str>,
    beginnings: [u64; BITS / 64],
}

impl From<String> for Padded {
    fn from(text: String) -> Self {
        let mut beginnings = [0; BITS / 64];
        let bytes = text.as_bytes();
        for start in bytes.windows(LETTERS + 1).filter(|start| start[0] == b' ') {
            let bit = bit_of([start[1], start[2], start[3]]);
            beginnings[bit / 64] |= 1 << (bit % 64);
        }
        Self { text: text.into(), beginnings }
    }
}

impl Deref for Padded {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

fn bit_of(letters: [u8; LETTERS]) -> usize {
    let [a, b, c] = letters.map(u32::from);
    // Fibonacci hashing: the upper nine bits of the product are spread evenly.
    ((a | b << 8 | c << 16).wrapping_mul(0x9E37_79B1) >> 23) as usize % BITS
}

/// A text that cues are looked up in.
pub(crate) trait Searched {
    /// True when the cue occurs.
    fn holds(&self, cue: &str) -> bool;
}

impl Searched for Padded {
    fn holds(&self, cue: &str) -> bool {
        if let [b' ', a, b, c, ..] = cue.as_bytes() {
            let bit = bit_of([*a, *b, *c]);
            if self.beginnings[bit / 64] & 1 << (bit % 64) == 0 {
                return false;
            }
        }
        self.text.contains(cue)
    }
}

impl Searched for str {
    fn holds(&self, cue: &str) -> bool {
        self.contains(cue)
    }
}

impl Searched for String {
    fn holds(&self, cue: &str) -> bool {
        self.contains(cue)
    }
}

impl<T: Searched + ?Sized> Searched for &T {
    fn holds(&self, cue: &str) -> bool {
        (*self).holds(cue)
    }
}

/// True when any cue occurs in a padded text. A cue begins with a space, so that it starts at a word;
/// without a final space it is a prefix.
pub(crate) fn has_any<T: Searched + ?Sized>(padded: &T, cues: &[&str]) -> bool {
    cues.iter().any(|cue| padded.holds(cue))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::facts::cues;

    #[test]
    fn a_cue_of_any_length_is_found_where_it_stands() {
        let text = Padded::from(" we do not sell it to a 1,5% übrig ".to_owned());
        for cue in [" we ", " a ", " it", " sell", " do not ", " 1,5%", " übr", " to a 1,5% übrig ", "sell"]
        {
            assert!(text.holds(cue), "{cue}");
        }
        for cue in [" ell", " us ", " b ", " selling ", " do  not "] {
            assert!(!text.holds(cue), "{cue}");
        }
    }

    proptest! {
        #[test]
        fn the_summary_changes_no_answer(text in "( ([a-z]{1,6}|sell|store|not|we)){0,20} ", cue in " [a-z]{1,3} ?") {
            let padded = Padded::from(text.clone());
            prop_assert_eq!(padded.holds(&cue), text.contains(&cue));
            for cue in cues::RETENTION.iter().chain(cues::USER_BAN) {
                prop_assert_eq!(padded.holds(cue), text.contains(cue));
            }
        }
    }
}
