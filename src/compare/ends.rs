//! What two texts share at their beginning and at their end, measured on bytes and cut where no piece of
//! text can span the cut.
//!
//! Most texts that differ do so in a word or two: what stands far from those is neither cut into pieces
//! nor aligned. Knows the grammar of [`super::pieces`] only as far as it says where pieces end.

use super::references::{is_item_word, is_reference_word};

/// Bytes that stay before an equal end, so that what was put in can still be told as far behind as its
/// words allow.
const SLACK: usize = 40;
/// Characters of a quoted term at most, with its quotes.
const QUOTED: usize = 62;
/// Places tried for a cut.
const TRIES: usize = 400;

/// Bytes at the beginning and at the end that are the same whole sentences in both texts.
pub(super) fn equal_sentences(old: &str, new: &str) -> (usize, usize) {
    let same = same_before(old.as_bytes(), new.as_bytes());
    let mut stops = (1..=same).rev().filter(|at| old.as_bytes()[at - 1] == b'.');
    let before = stops.find(|at| is_sentence_end(old, *at) && is_sentence_end(new, *at)).unwrap_or(0);
    let after = same_after(old.as_bytes(), new.as_bytes(), old.len().min(new.len()) - before);
    let end = |after: usize| old.len() - after;
    let mut stops =
        (1..=after).rev().filter(|after| end(*after) > 0 && old.as_bytes()[end(*after) - 1] == b'.');
    let ends = |after: &usize| is_sentence_end(old, end(*after)) && is_sentence_end(new, new.len() - after);
    (before, stops.find(ends).unwrap_or(0))
}

/// Bytes at the beginning and at the end that are the same whole words in both texts. What differs keeps
/// a word before it that neither names nor joins references, so that whoever looks for the kind word of
/// a number finds it or knows that there is none.
pub(super) fn equal_words(old: &str, new: &str) -> (usize, usize) {
    let same = same_before(old.as_bytes(), new.as_bytes());
    let before = (1..=same).rev().take(TRIES).find(|at| {
        let word = plain_word(old, *at).filter(|word| at + 1 + word.len() < same);
        word.is_some_and(is_guard) && is_word_end(old, *at)
    });
    // A word at the end that is the same as one at the beginning must not be counted for both.
    let after = same_after(old.as_bytes(), new.as_bytes(), old.len().min(new.len()) - same);
    let after = after.saturating_sub(SLACK);
    let ends = |text: &str, after: usize| is_word_end(text, text.len() - after);
    let after = (1..=after).rev().take(TRIES).find(|after| ends(old, *after) && ends(new, *after));
    (before.unwrap_or(0), after.unwrap_or(0))
}

/// Bytes that are the same from the beginning on.
pub(super) fn same_before(olds: &[u8], news: &[u8]) -> usize {
    let (old_chunks, new_chunks) = (olds.as_chunks::<16>().0, news.as_chunks::<16>().0);
    let whole = old_chunks.iter().zip(new_chunks).take_while(|(old, new)| old == new).count() * 16;
    whole + olds[whole..].iter().zip(&news[whole..]).take_while(|(old, new)| old == new).count()
}

/// Bytes, at most `room`, that are the same at the end.
pub(super) fn same_after(olds: &[u8], news: &[u8], room: usize) -> usize {
    let (olds, news) = (&olds[olds.len() - room..], &news[news.len() - room..]);
    let (old_chunks, new_chunks) = (olds.as_rchunks::<16>().1, news.as_rchunks::<16>().1);
    let chunks = old_chunks.iter().rev().zip(new_chunks.iter().rev());
    let whole = chunks.take_while(|(old, new)| old == new).count() * 16;
    let rest = olds.iter().rev().zip(news.iter().rev()).skip(whole);
    whole + rest.take_while(|(old, new)| old == new).count()
}

/// True behind a small letter and a full stop, before a space and a capital: no piece spans this place.
fn is_sentence_end(text: &str, at: usize) -> bool {
    let byte = |at: usize| text.as_bytes().get(at).copied().unwrap_or_default();
    at > 4
        && byte(at - 1) == b'.'
        && byte(at) == b' '
        && byte(at + 1).is_ascii_uppercase()
        // Five small letters: no month, no abbreviation.
        && (2..=5).all(|back| at >= back && byte(at - back).is_ascii_lowercase())
}

/// True at a space between two small letters that no piece spans: none of those words opens the name of
/// a unit, and no quote stands so near that its term could reach beyond.
fn is_word_end(text: &str, at: usize) -> bool {
    const OPEN: [&str; 5] = ["business", "calendar", "working", "consecutive", "per"];
    let byte = |at: usize| text.as_bytes().get(at).copied().unwrap_or_default();
    at > 0
        && byte(at) == b' '
        && byte(at - 1).is_ascii_lowercase()
        && byte(at + 1).is_ascii_lowercase()
        && !OPEN.iter().any(|word| text[..at].ends_with(word))
        && !opens_quote_near(text, at)
}

/// True where a quote stands before this place, so near that its term could reach beyond.
fn opens_quote_near(text: &str, at: usize) -> bool {
    let near = &text.as_bytes()[at.saturating_sub(QUOTED)..at];
    if near.is_ascii() {
        return near.contains(&b'"');
    }
    text[..at].chars().rev().take(QUOTED).any(|c| matches!(c, '"' | '“' | '„' | '«' | '「' | '『'))
}

/// The word of small letters behind the space at this place, where the text goes on behind it.
fn plain_word(text: &str, at: usize) -> Option<&str> {
    let rest = text.as_bytes().get(at..)?.strip_prefix(b" ")?;
    let length = rest.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
    let goes_on = rest.get(length) == Some(&b' ');
    goes_on.then(|| &text[at + 1..at + 1 + length])
}

/// True for a word at which the search for the kind word of a number ends.
fn is_guard(word: &str) -> bool {
    let singular = word.trim_end_matches('s');
    word.len() > 4
        && word != "through"
        && !(word.bytes().all(|byte| b"ivx".contains(&byte)))
        && !is_reference_word(singular)
        && !is_item_word(singular)
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;
    use proptest::prelude::*;

    fn forms(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.form.into_owned()).collect()
    }

    #[test]
    fn what_differs_keeps_a_word_before_it_and_some_after_it() {
        let old = "we may keep certain records of every visit for 30 days after the visit ended and no longer than that";
        let new = old.replace("30", "90");
        let (before, after) = equal_words(old, &new);
        assert_eq!(&old[before..old.len() - after], " visit for 30 days after the visit ended and no longer");
        assert_eq!(equal_words("see sections 5 and 7", "see sections 5 and 8"), (0, 0));
    }

    proptest! {
        /// Words from which every piece with a space in it can be made.
        #[test]
        fn no_piece_spans_a_cut(
            words in proptest::collection::vec(0_usize..20, 0..40),
            old in 0_usize..20, new in 0_usize..20, at in 0_usize..40,
        ) {
            const WORDS: [&str; 20] = [
                "30", "thirty (30)", "business", "days", "per", "cent", "\"open", "close\"", "“a", "b”",
                "Northlight", "Oslo", "May", "2026", "section", "records", "visit", "ended.", "under", "(c)",
            ];
            let text = |put: usize| {
                let mut words: Vec<&str> = words.iter().map(|word| WORDS[*word]).collect();
                words.insert(at.min(words.len()), WORDS[put]);
                words.join(" ")
            };
            let (old, new) = (text(old), text(new));
            let (before, after) = equal_words(&old, &new);
            prop_assert!(before + after <= old.len().min(new.len()));
            for text in [&old, &new] {
                let (front, rest) = text.split_at(before);
                let (middle, back) = rest.split_at(rest.len() - after);
                let cut = [forms(front), forms(middle), forms(back)].concat();
                // A text cut off opens no sentence with its small letter; nothing else may differ.
                prop_assert_eq!(cut, forms(text));
            }
        }
    }
}
