//! Cuts a text into the pieces a reader sees as one: numbers with their units, dates, addresses,
//! domains, quoted terms, words.
//!
//! Each token owns the white space before it, so that tokens laid end to end are the text again.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use super::outline::form_of;

/// A piece of text with the white space before it.
#[derive(Debug, Clone)]
pub(super) struct Token<'a> {
    /// White space and piece as written.
    pub(super) text: &'a str,
    /// The piece alone in comparison form: what equality is decided on.
    pub(super) form: Cow<'a, str>,
}

impl Token<'_> {
    /// True when the piece is one mark of punctuation.
    pub(super) fn is_punctuation(&self) -> bool {
        !self.form.chars().any(char::is_alphanumeric)
    }

    /// True when a sentence can end here.
    pub(super) fn ends_sentence(&self) -> bool {
        matches!(self.form.as_ref(), "." | "!" | "?" | "。")
    }
}

const MONTH: &str = "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)";
const UNIT: &str = "(?:(?:business|calendar|working|consecutive)[ \u{a0}-])?(?:seconds?|minutes?|hours?|days?|weeks?|months?|quarters?|years?|percent|per[ \u{a0}]cent|[KMGT]B|USD|EUR|GBP|dollars?|euros?)\\b";
const COUNT: &str = "(?:[A-Za-z]+(?:-[A-Za-z]+)?[ \u{a0}]\\(\\d[\\d.,]*\\)|\\d(?:[\\d.,]*\\d)?(?:st|nd|rd|th)?\\b(?:[ \u{a0}]\\([A-Za-z-]+\\))?)";

/// Alternatives in order of preference; whatever none of them takes is a token of one character.
static PIECE: LazyLock<Regex> = LazyLock::new(|| {
    let alternatives = [
        r"https?://[^\s<>]*[^\s<>.,;:!?)\]']".to_owned(),
        r"[\w.+-]+@\w[\w-]*(?:\.\w[\w-]*)+".to_owned(),
        format!(r"\d{{1,2}}(?:st|nd|rd|th)?\s{MONTH},?\s\d{{4}}\b"),
        format!(r"{MONTH}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}\b"),
        format!(r"{MONTH}\s\d{{4}}\b"),
        r"\d{4}-\d{2}-\d{2}\b".to_owned(),
        format!("{COUNT}[ \u{a0}-]?{UNIT}"),
        format!("[$€£¥]\\s?\\d(?:[\\d.,]*\\d)?|{COUNT}\\s?[%€£¥]|{COUNT}"),
        "[\"“„«「『][^\"“”„«»「」『』\\n]{1,60}[\"”“»」』]".to_owned(),
        r"[\p{L}\p{N}_]+(?:[.'’‑-][\p{L}\p{N}_]+)*".to_owned(),
        r"\S".to_owned(),
    ];
    // Unicode word boundaries would keep the regex crate off its fast automaton wherever a text
    // has curly quotes; all of these boundaries follow ASCII letters or digits.
    Regex::new(&alternatives.join("|").replace(r"\b", r"(?-u:\b)")).expect("valid pattern")
});

/// Tokens of a text; their texts joined are the text, but for white space at its end.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut start = 0;
    PIECE
        .find_iter(text)
        .map(|piece| {
            let token = Token { text: &text[start..piece.end()], form: form_of(piece.as_str()) };
            start = piece.end();
            token
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.form.into_owned()).collect()
    }

    #[test]
    fn what_belongs_together_is_one_token() {
        let cases: [(&str, &[&str]); 9] = [
            ("kept for 30 days.", &["kept", "for", "30 days", "."]),
            ("two (2) months", &["two (2) months"]),
            ("at least 99.90% uptime", &["at", "least", "99.90%", "uptime"]),
            ("on 12 May 2026, we", &["on", "12 May 2026", ",", "we"]),
            ("on May 12, 2026", &["on", "May 12, 2026"]),
            ("mail help@example.org.", &["mail", "help@example.org", "."]),
            ("see docs.example.org/x", &["see", "docs.example.org", "/", "x"]),
            ("“Personal Data” means", &["\"Personal Data\"", "means"]),
            ("$1,000 or 10 business days", &["$1,000", "or", "10 business days"]),
        ];
        for (text, expected) in cases {
            assert_eq!(forms(text), expected, "{text}");
        }
    }

    #[test]
    fn tokens_joined_are_the_text() {
        for text in ["A  b, c (d) - e.", "“x” and 3 %", "日本語。テスト", "a @ b.c"] {
            let joined: String = tokens(text).iter().map(|token| token.text).collect();
            assert_eq!(joined, text);
        }
    }
}
