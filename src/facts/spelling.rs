//! The forms in which a sentence is read: with its capitals, and padded for cues.

use std::borrow::Cow;

use crate::document::text::{comparison_form, key_form};

/// Words separated and surrounded by single spaces, lower case, punctuation gone, contractions
/// opened: the form in which a cue such as `" do not sell "` or `" retain"` is looked up.
pub(crate) fn padded(text: &str) -> String {
    padded_key(&key_form(&unmarked(text)))
}

/// [`padded`] of a text in [`key_form`].
pub(crate) fn padded_key(lower: &str) -> String {
    let lower = opened(lower);
    if lower.is_ascii() { padded_ascii(&lower) } else { padded_letters(&lower) }
}

fn padded_letters(lower: &str) -> String {
    let mut out = String::with_capacity(lower.len() + 2);
    out.push(' ');
    let mut before = ' ';
    let mut rest = lower.chars();
    while let Some(c) = rest.next() {
        let after = rest.clone().next().unwrap_or(' ');
        let inside_number = matches!(c, '.' | ',') && before.is_ascii_digit() && after.is_ascii_digit();
        let inside_name = c == '.' && before.is_alphanumeric() && after.is_alphanumeric();
        if c.is_alphanumeric() || matches!(c, '%' | '@' | '$' | '€' | '£') || inside_number || inside_name
        {
            out.push(c);
        } else if c != '\'' && !out.ends_with(' ') {
            out.push(' ');
        }
        before = c;
    }
    if !out.ends_with(' ') {
        out.push(' ');
    }
    out
}

/// [`padded_letters`] of ASCII, which nearly every sentence is: words are copied whole.
fn padded_ascii(lower: &str) -> String {
    let bytes = lower.as_bytes();
    let mut out = String::with_capacity(lower.len() + 2);
    out.push(' ');
    let mut from = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        if KEPT[usize::from(byte)] || is_inside(bytes, at) {
            continue;
        }
        out.push_str(&lower[from..at]);
        from = at + 1;
        if byte != b'\'' && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.push_str(&lower[from..]);
    if !out.ends_with(' ') {
        out.push(' ');
    }
    out
}

/// Bytes that are part of a word wherever they stand.
const KEPT: [bool; 256] = {
    let mut kept = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        kept[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'%' | b'@' | b'$');
        byte += 1;
    }
    kept
};

/// A point inside a name or a number, a comma inside a number.
fn is_inside(bytes: &[u8], at: usize) -> bool {
    let holds = |is: fn(&u8) -> bool| at > 0 && is(&bytes[at - 1]) && bytes.get(at + 1).is_some_and(is);
    match bytes[at] {
        b'.' => holds(u8::is_ascii_alphanumeric),
        b',' => holds(u8::is_ascii_digit),
        _ => false,
    }
}

/// The words with contractions opened and without the schemes of web addresses.
fn opened(lower: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(lower);
    if text.contains(':') && text.contains("://") {
        text = text.replace("https://", "").replace("http://", "").into();
    }
    if text.contains('\'') {
        for (short, long) in CONTRACTIONS {
            if text.contains(short) {
                text = text.replace(short, long).into();
            }
        }
    }
    text
}

const CONTRACTIONS: [(&str, &str); 6] = [
    ("can't", "cannot"),
    ("won't", "will not"),
    ("n't", " not"),
    ("'re ", " are "),
    ("'ll ", " will "),
    ("'ve ", " have "),
];

/// The text without signs of trade marks, which say nothing to the reader.
fn unmarked(text: &str) -> Cow<'_, str> {
    if !text.is_ascii() && text.contains(['™', '®', '℠']) {
        text.replace(['™', '®', '℠'], "").into()
    } else {
        text.into()
    }
}

/// [`comparison_form`] of one sentence: capitals kept for names, signs of trade marks dropped.
pub(crate) fn plain(text: &str) -> String {
    comparison_form(&unmarked(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn copying_whole_words_pads_as_letter_by_letter(text in "[a-c0-2 .,'%@$-]{0,20}") {
            proptest::prop_assert_eq!(padded_ascii(&text), padded_letters(&text));
        }
    }

    #[test]
    fn padded_text_opens_contractions_and_keeps_numbers() {
        assert_eq!(padded("We don't sell — ever (1,000.5%)."), " we do not sell ever 1,000.5% ");
    }
}
