//! Text forms: one place decides when two spellings are the same words.
//!
//! The original letters are kept for showing; only comparing goes through these forms. Nothing here
//! knows about sections or policies.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// Collapses runs of white space (NBSP included) to one space, drops zero-width characters and soft
/// hyphens, trims the ends. The letters stay as written.
pub fn squeeze(text: &str) -> String {
    if is_squeezed(text.as_bytes()) || is_squeezed_beyond_ascii(text) {
        return text.to_owned();
    }
    squeezed(text.chars(), text.len())
}

fn squeezed(letters: impl Iterator<Item = char>, capacity: usize) -> String {
    let mut out = String::with_capacity(capacity);
    let mut gap = false;
    for c in letters {
        // Printable ASCII is nearly everything, and neither white space nor invisible.
        if !c.is_ascii_graphic() {
            if c.is_whitespace() {
                gap = true;
                continue;
            }
            if is_invisible(c) {
                continue;
            }
        }
        if gap && !out.is_empty() {
            out.push(' ');
        }
        gap = false;
        out.push(c);
    }
    out
}

/// The form in which two texts are equal when only typography differs: NFKC, one kind of quote,
/// apostrophe and dash, single spaces. Letter case is kept.
///
/// ```
/// use policydiff::document::text::comparison_form;
/// assert_eq!(comparison_form("“We’ve”\u{a0}moved — really"), comparison_form("\"We've\" moved - really"));
/// ```
pub fn comparison_form(text: &str) -> String {
    if is_in_form(text.as_bytes()) {
        return text.to_owned();
    }
    // Most text is normalized already; the check costs a fraction of the work.
    let is_normal = text.is_ascii() || is_nfkc_quick(text.chars()) == IsNormalized::Yes;
    if is_normal {
        return squeezed(text.chars().map(fold_punctuation), text.len());
    }
    squeezed(text.nfkc().map(fold_punctuation), text.len())
}

/// True for printable ASCII without a sign that stands for another: most sentences stand in the form
/// already.
fn is_in_form(text: &[u8]) -> bool {
    is_squeezed(text) && !text.contains(&b'`')
}

/// The same where letters and quotes of all sorts stand between: nothing to squeeze in most texts either.
fn is_squeezed_beyond_ascii(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_plain = bytes.iter().fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~' | 0x80..));
    is_plain
        && !text.starts_with(' ')
        && !text.ends_with(' ')
        && !has_double_space(bytes)
        && text.chars().all(|c| c.is_ascii() || !c.is_whitespace() && !is_invisible(c))
}

/// True for printable ASCII with single spaces inside.
fn is_squeezed(text: &[u8]) -> bool {
    // Without a branch, so that many bytes are looked at together.
    let is_plain = text.iter().fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~'));
    let is_gap = |byte: Option<&u8>| byte == Some(&b' ');
    is_plain && !is_gap(text.first()) && !is_gap(text.last()) && !has_double_space(text)
}

fn has_double_space(text: &[u8]) -> bool {
    let pairs = text.iter().zip(text.iter().skip(1));
    let gap = |byte: &u8| u8::from(*byte == b' ');
    pairs.fold(0, |found, (before, byte)| found | gap(before) & gap(byte)) > 0
}

/// Number of words between white space.
pub(crate) fn count_words(text: &str) -> usize {
    if !text.is_ascii() && text.chars().any(|c| !c.is_ascii() && c.is_whitespace()) {
        return text.split_whitespace().count();
    }
    let bytes = text.as_bytes();
    let is_gap = |byte: u8| matches!(byte, b'\t'..=b'\r' | b' ');
    let first = bytes.first().is_some_and(|byte| !is_gap(*byte));
    // Without a branch, so that many bytes are looked at together.
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    usize::from(first) + pairs.filter(|(before, byte)| is_gap(**before) & !is_gap(**byte)).count()
}

/// [`comparison_form`] in lower case, for keys and cue lookups.
pub fn key_form(text: &str) -> String {
    comparison_form(text).to_lowercase()
}

/// One representative per class of quotes, apostrophes, dashes and bullets.
fn fold_punctuation(c: char) -> char {
    match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' | '″' => '"',
        '‘' | '’' | '‚' | '‛' | 'ʼ' | '′' | '`' | '´' => '\'',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        '·' | '∙' | '●' | '▪' | '◦' | '‣' => '•',
        other => other,
    }
}

/// Zero-width characters, direction marks, soft hyphen, byte-order mark.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// First `limit` characters, with an ellipsis where something was cut.
pub fn shorten(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let cut: String = text.chars().take(limit.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}

/// As [`shorten`], but the cut falls between words: a word cut in two reads as another word.
///
/// A text without spaces is cut where it must be.
pub fn excerpt(text: &str, limit: usize) -> String {
    let short = shorten(text, limit);
    let Some(cut) = short.strip_suffix('…').filter(|_| short.len() < text.len()) else { return short };
    let inside = text.get(cut.len()..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    match cut.rfind(' ').filter(|at| inside && cut.len() - at <= LONGEST_CUT) {
        Some(at) => format!("{}…", cut[..at].trim_end()),
        None => short,
    }
}

/// Longest end of a word that is given up at a cut, in bytes.
const LONGEST_CUT: usize = 24;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squeeze_drops_what_nobody_sees() {
        let cases = [
            ("a  b", "a b"),
            (" a", "a"),
            ("a ", "a"),
            ("a `b`", "a `b`"),
            ("  a\u{a0}\n b ", "a b"),
            ("so\u{ad}ft", "soft"),
            ("zero\u{200b}width", "zerowidth"),
            ("", ""),
        ];
        for (input, expected) in cases {
            assert_eq!(squeeze(input), expected, "{input:?}");
        }
    }

    #[test]
    fn words_stand_between_white_space() {
        let texts =
            ["", " ", "a", " a b\tc\n\nd ", "a\u{b}b\u{c}c\rd\u{1c}e", "für\u{a0}zwei", "no-gap, here."];
        for text in texts {
            assert_eq!(count_words(text), text.split_whitespace().count(), "{text:?}");
        }
    }

    #[test]
    fn comparison_form_is_idempotent_and_keeps_case() {
        for text in [
            "plain words, once.",
            "a `tick`",
            " two  spaces ",
            "Ｆｕｌｌ ｗｉｄｔｈ １０％",
            "ﬁne “quotes” – dashes…",
            "Terms and terms",
        ] {
            let once = comparison_form(text);
            assert_eq!(comparison_form(&once), once);
            assert_eq!(once, squeezed(text.nfkc().map(fold_punctuation), 0));
        }
        assert_ne!(comparison_form("Terms"), comparison_form("terms"));
    }

    #[test]
    fn shorten_counts_characters() {
        assert_eq!(shorten("äöü", 3), "äöü");
        assert_eq!(shorten("äöüß", 3), "äö…");
    }

    #[test]
    fn excerpts_are_cut_between_words() {
        let cases = [
            ("never sold to anybody", 14, "never sold to…"),
            ("never sold to anybody", 13, "never sold…"),
            ("never sold to anybody", 21, "never sold to anybody"),
            ("äöüßäöüß", 4, "äöü…"),
        ];
        for (text, limit, expected) in cases {
            assert_eq!(excerpt(text, limit), expected, "{text:?} in {limit}");
        }
    }
}
