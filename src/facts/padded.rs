//! The text cues are looked up in: padded words with an index of how they begin.
//!
//! A clause is asked for hundreds of cues and holds a handful of them. A summary says of most that
//! they cannot occur; the few that may are compared with the beginnings of the words, not searched for
//! in the letters. What a cue means is decided by its table and by the code that asks.

use std::ops::Deref;
use std::sync::Arc;

/// Bits of the summary.
const BITS: usize = 512;
/// Letters after the space that are compared at once.
const HEAD: usize = 8;

/// A text in the form of [`padded`](super::lexer::padded), with the index of its words. Cheap to copy:
/// every clause of a block carries the heading and the stem of the block.
#[derive(Debug, Clone, Default)]
pub(crate) struct Padded(Option<Arc<Indexed>>);

#[derive(Debug)]
struct Indexed {
    text: String,
    /// Bits for the first three and the first four letters of every word.
    beginnings: [u64; BITS / 64],
    words: Vec<Word>,
}

/// What follows a space of the text.
#[derive(Debug)]
struct Word {
    /// The first eight bytes, filled up with zeros at the end of the text.
    head: u64,
    /// Where the space stands.
    at: u32,
}

impl From<String> for Padded {
    fn from(text: String) -> Self {
        let mut beginnings = [0; BITS / 64];
        let mut words = Vec::with_capacity(text.len() / 4);
        let bytes = text.as_bytes();
        for (at, _) in bytes.iter().enumerate().filter(|(_, byte)| **byte == b' ') {
            let head = head_of(&bytes[at + 1..]);
            let [a, b, c, d, ..] = head.to_le_bytes();
            for letters in [[a, b, c, 0], [a, b, c, d]] {
                let bit = bit_of(u32::from_le_bytes(letters));
                beginnings[bit / 64] |= 1 << (bit % 64);
            }
            let at = u32::try_from(at).expect("no text that is read is as long as four gigabytes");
            words.push(Word { head, at });
        }
        Self(Some(Arc::new(Indexed { text, beginnings, words })))
    }
}

impl Deref for Padded {
    type Target = str;

    fn deref(&self) -> &str {
        self.0.as_ref().map_or("", |indexed| &indexed.text)
    }
}

impl Padded {
    /// Where the cue stands first.
    pub(crate) fn find(&self, cue: &str) -> Option<usize> {
        self.0.as_deref().filter(|indexed| indexed.may_hold(cue))?.find(cue)
    }
}

impl Indexed {
    /// False when no word begins with the first letters of the cue. Asked of every cue of every table,
    /// and so part of the loops that ask.
    #[inline]
    fn may_hold(&self, cue: &str) -> bool {
        let Some(start) = cue.as_bytes().first_chunk().map(|start| u32::from_le_bytes(*start)) else {
            return true;
        };
        let begins = |letters: u32| {
            let bit = bit_of(letters);
            self.beginnings[bit / 64] & 1 << (bit % 64) != 0
        };
        let fourth = || cue.as_bytes().get(4).map(|letter| u32::from(*letter) << 24);
        start & 0xFF != u32::from(b' ')
            || begins(start >> 8) && fourth().is_none_or(|fourth| begins(start >> 8 | fourth))
    }

    #[inline(never)]
    fn find(&self, cue: &str) -> Option<usize> {
        let Some(rest) = cue.strip_prefix(' ') else { return self.text.find(cue) };
        let (head, tail) = rest.as_bytes().split_at(rest.len().min(HEAD));
        let wanted = head_of(head);
        // All bits of the letters that are compared.
        let mask = if head.len() < HEAD { (1 << (8 * head.len())) - 1 } else { u64::MAX };
        let begins = move |word: &&Word| word.head & mask == wanted;
        let after = move |at: &usize| self.text.as_bytes().get(at + 1 + HEAD..);
        let mut places = self.words.iter().filter(begins).map(|word| word.at as usize);
        places.find(|at| tail.is_empty() || after(at).is_some_and(|after| after.starts_with(tail)))
    }
}

/// The first bytes as one number, the first of them lowest.
fn head_of(bytes: &[u8]) -> u64 {
    if let Some(eight) = bytes.first_chunk::<HEAD>() {
        return u64::from_le_bytes(*eight);
    }
    bytes.iter().rev().fold(0, |head, byte| head << 8 | u64::from(*byte))
}

#[inline]
fn bit_of(letters: u32) -> usize {
    // Fibonacci hashing: the upper nine bits of the product are spread evenly.
    (letters.wrapping_mul(0x9E37_79B1) >> 23) as usize % BITS
}

/// A text that cues are looked up in.
pub(crate) trait Searched {
    /// True when the cue occurs.
    fn holds(&self, cue: &str) -> bool;

    /// True when any of the cues occurs.
    #[inline]
    fn holds_any(&self, cues: &[&str]) -> bool {
        cues.iter().any(|cue| self.holds(cue))
    }
}

impl Searched for Padded {
    #[inline]
    fn holds(&self, cue: &str) -> bool {
        self.0.as_ref().is_some_and(|indexed| indexed.may_hold(cue) && indexed.find(cue).is_some())
    }

    #[inline]
    fn holds_any(&self, cues: &[&str]) -> bool {
        self.0.as_ref().is_some_and(|indexed| {
            cues.iter().any(|cue| indexed.may_hold(cue) && indexed.find(cue).is_some())
        })
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

    #[inline]
    fn holds_any(&self, cues: &[&str]) -> bool {
        (*self).holds_any(cues)
    }
}

/// True when any cue occurs in a padded text. A cue begins with a space, so that it starts at a word;
/// without a final space it is a prefix.
pub(crate) fn has_any<T: Searched + ?Sized>(padded: &T, cues: &[&str]) -> bool {
    padded.holds_any(cues)
}

/// Where the first of these marks stands in a text; each begins with a space or a comma and goes on.
pub(crate) fn first_of(text: &str, marks: &[&str]) -> Option<usize> {
    let bytes = text.as_bytes();
    (0..bytes.len()).filter(|at| matches!(bytes[*at], b' ' | b',')).find(|at| {
        let here = &bytes[*at..];
        let second = here.get(1);
        marks.iter().any(|mark| mark.as_bytes().get(1) == second && here.starts_with(mark.as_bytes()))
    })
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
        fn the_first_of_several_marks_is_found(text in "[ab ,]{0,12}") {
            let marks = [" a ", ", b", " ba"];
            let searched = marks.iter().filter_map(|mark| text.find(mark)).min();
            prop_assert_eq!(first_of(&text, &marks), searched);
            prop_assert_eq!(first_of(&text, &[]), None);
        }

        #[test]
        fn the_summary_changes_no_answer(text in "( ([a-z]{1,6}|sell|store|not|we)){0,20} ", cue in " [a-z]{1,3} ?") {
            let padded = Padded::from(text.clone());
            prop_assert_eq!(padded.find(&cue), text.find(&cue));
            for cue in cues::RETENTION.iter().chain(cues::USER_BAN) {
                prop_assert_eq!(padded.find(cue), text.find(cue));
            }
        }
    }
}
