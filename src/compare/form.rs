//! The form that decides equality, made quickly.
//!
//! The same answer as [`comparison_form`], without a copy where the text is in that form already and
//! without the tables of Unicode where only the usual quotes, dashes and letters occur.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};

use super::hashing::Quick;
use crate::document::text::comparison_form;

/// [`comparison_form`] of a text.
pub(super) fn form_of(text: &str) -> Cow<'_, str> {
    if is_formed(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(folded(text).unwrap_or_else(|| comparison_form(text)))
}

/// Hash of the forms of several texts in this order.
pub(super) fn hash_of_forms<'t>(texts: impl Iterator<Item = &'t str>) -> u64 {
    let mut hash = Quick::default();
    texts.for_each(|text| form_of(text).hash(&mut hash));
    hash.finish()
}

/// True when the text surely is in comparison form: printable ASCII with single spaces inside.
pub(super) fn is_formed(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.first() != Some(&b' ')
        && bytes.last() != Some(&b' ')
        && plain_run(bytes) == bytes.len()
        && !has_wide_gap(bytes)
}

/// True when two spaces follow each other. Without early exits, so that it runs on many bytes at a time.
fn has_wide_gap(bytes: &[u8]) -> bool {
    let next = bytes.get(1..).unwrap_or_default();
    let both = |(one, other): (&u8, &u8)| u8::from(*one == b' ') & u8::from(*other == b' ');
    bytes.iter().zip(next).map(both).fold(0, |gap, both| gap | both) != 0
}

/// The form, where every character is one whose form is known here. Printable ASCII is taken over in
/// one piece; the rest is looked at character by character.
fn folded(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    let mut rest = text;
    loop {
        let (plain, odd) = rest.split_at(plain_run(rest.as_bytes()));
        push_spaced(&mut out, plain, &mut gap);
        let mut chars = odd.chars();
        let Some(c) = chars.next() else { return Some(out) };
        rest = chars.as_str();
        let c = match c {
            '`' => '\'',
            '\t' | '\n' | '\r' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\u{3000}' => {
                gap = true;
                continue;
            }
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' => continue,
            '“' | '”' | '„' | '«' | '»' => '"',
            '‘' | '’' | '‚' => '\'',
            '‐' | '‒' | '–' | '—' | '−' => '-',
            '•' | '·' | '●' | '▪' | '◦' => '•',
            '§' | '©' | '®' | '£' | '€' | '°' => c,
            // Composed letters that neither decompose for comparing nor take part in composing, as
            // long as no mark follows; marks are not in this list.
            'À'..='ı' | 'Ĵ'..='ľ' | 'Ł'..='ň' | 'Ŋ'..='ž' | 'Ѐ'..='џ' | '一'..='鿿' => c,
            _ => return None,
        };
        if gap && !out.is_empty() {
            out.push(' ');
        }
        gap = false;
        out.push(c);
    }
}

/// Bytes of printable ASCII at the beginning, 32 at a time; what is left at the end is looked at together
/// with bytes before it that are known, or with letters put in for those that are missing.
fn plain_run(bytes: &[u8]) -> usize {
    let (chunks, rest) = bytes.as_chunks::<32>();
    if let Some((at, odd)) = chunks.iter().enumerate().find_map(|(at, chunk)| Some((at, first_odd(chunk)?))) {
        return at * 32 + odd;
    }
    if let Some(last) = bytes.last_chunk() {
        return first_odd(last).map_or(bytes.len(), |odd| bytes.len() - 32 + odd);
    }
    let mut last = [b'a'; 32];
    last[..rest.len()].copy_from_slice(rest);
    first_odd(&last).unwrap_or(bytes.len())
}

/// Place of the first byte that is no printable ASCII, or stands for another.
fn first_odd(chunk: &[u8; 32]) -> Option<usize> {
    let odd = |byte: u8| u8::from(!(b' '..0x7f).contains(&byte)) | u8::from(byte == b'`');
    let flags = chunk.map(odd);
    let eights = flags.as_chunks().0.iter().map(|eight| u64::from_le_bytes(*eight));
    let (at, eight) = eights.enumerate().find(|(_, eight)| *eight != 0)?;
    Some(at * 8 + eight.trailing_zeros() as usize / 8)
}

/// Spaces in a text. Counted in bytes, so that many are looked at together.
pub(super) fn count_spaces(text: &str) -> usize {
    let few = |bytes: &[u8]| bytes.iter().fold(0_u8, |count, byte| count + u8::from(*byte == b' '));
    text.as_bytes().chunks(255).map(|bytes| usize::from(few(bytes))).sum()
}

/// Adds printable ASCII with one space for several, and none where the text begins.
fn push_spaced(out: &mut String, plain: &str, gap: &mut bool) {
    let words = plain.trim_ascii();
    let open = plain.starts_with(' ') || *gap;
    if words.is_empty() {
        *gap = open;
        return;
    }
    if open && !out.is_empty() {
        out.push(' ');
    }
    if has_wide_gap(words.as_bytes()) {
        words.split(' ').filter(|word| !word.is_empty()).enumerate().for_each(|(at, word)| {
            out.extend((at > 0).then_some(' '));
            out.push_str(word);
        });
    } else {
        out.push_str(words);
    }
    *gap = plain.ends_with(' ');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_character_known_here_has_the_form_that_unicode_gives_it() {
        for c in ('\0'..='\u{ffff}').filter(|c| *c != '\n') {
            let text = format!("a{c}b");
            assert_eq!(form_of(&text), comparison_form(&text), "{c:?} {:x}", u32::from(c));
        }
    }

    proptest! {
        #[test]
        fn the_quick_way_agrees_with_the_slow_one(text in "[ a`“”’–•\u{a0}\u{ad}éŀſ\u{301}一は\u{3099}…  ]{0,48}") {
            prop_assert_eq!(form_of(&text), comparison_form(&text));
        }
    }
}
