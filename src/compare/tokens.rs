//! Cuts a text into the pieces a reader sees as one: numbers with their units, dates, addresses,
//! names, quoted terms, words.
//!
//! Each token owns the white space before it, so that tokens laid end to end are the text again.
//! One pass over the text; what may follow a word or a number is looked at only where it could.

use std::borrow::Cow;

use super::form::{count_spaces, form_of, is_formed};
use super::pieces::Scanner;

/// A piece of text with the white space before it.
#[derive(Debug, Clone)]
pub(super) struct Token<'a> {
    /// White space and piece as written.
    pub(super) text: &'a str,
    /// The piece alone in comparison form: what equality is decided on.
    pub(super) form: Cow<'a, str>,
}

impl Token<'_> {
    /// True when the piece is a mark of punctuation.
    pub(super) fn is_punctuation(&self) -> bool {
        !self.form.chars().any(char::is_alphanumeric)
    }

    /// True when a sentence can end here.
    pub(super) fn ends_sentence(&self) -> bool {
        matches!(self.form.as_ref(), "." | "!" | "?" | "。")
    }
}

/// Tokens of a text; their texts joined are the text, but for white space at its end.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    // Nearly every token has a space before it: room for all of them at once, and for no more.
    let spaces = count_spaces(text);
    let mut tokens = Vec::with_capacity(spaces + spaces / 8 + 4);
    let mut scanner = Scanner::new(text);
    let mut start = 0;
    // What is cut out of a text in comparison form is in that form, too.
    let formed = is_formed(text.trim_ascii());
    while let Some(piece) = scanner.next_piece() {
        let letters = &text[piece.clone()];
        let form = if formed || is_plain(letters) { Cow::Borrowed(letters) } else { form_of(letters) };
        tokens.push(Token { text: &text[start..piece.end], form });
        start = piece.end;
    }
    tokens
}

/// The sentences of a text as tokens; the last one may have no end. Their texts joined are the text, but for
/// white space at its end.
pub(super) fn sentences(text: &str) -> Vec<Token<'_>> {
    let text = text.trim_end();
    let bytes = text.as_bytes();
    let ends = |at: &usize| {
        matches!(bytes[*at], b'.' | b'!' | b'?') && bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace)
    };
    let mut sentences = Vec::new();
    let mut start = 0;
    for end in (0..bytes.len()).filter(ends).map(|at| at + 1).chain([text.len()]) {
        if start < end {
            let sentence = &text[start..end];
            sentences.push(Token { text: sentence, form: form_of(sentence.trim_start()) });
            start = end;
        }
    }
    sentences
}

/// The forms of the first pieces of two texts that differ; `None` where one text goes on as the other ends.
pub(super) fn first_difference<'t>(old: &'t str, new: &'t str) -> Option<(Cow<'t, str>, Cow<'t, str>)> {
    let (mut olds, mut news) = (Scanner::new(old), Scanner::new(new));
    loop {
        let (before, after) = (&old[olds.next_piece()?], &new[news.next_piece()?]);
        if before != after && form_of(before) != form_of(after) {
            return Some((form_of(before), form_of(after)));
        }
    }
}

/// True for a piece that surely is in comparison form, as nearly all are even where the text is not.
fn is_plain(piece: &str) -> bool {
    piece.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'`')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn forms(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.form.into_owned()).collect()
    }

    #[test]
    fn sentences_joined_are_the_text() {
        let cases: [(&str, &[&str]); 5] = [
            ("One. Two!  Three", &["One.", " Two!", "  Three"]),
            ("§ 4.2 stays. “So”.\n", &["§ 4.2 stays.", " “So”."]),
            ("...", &["..."]),
            ("é", &["é"]),
            (" ", &[]),
        ];
        for (text, expected) in cases {
            let found: Vec<&str> = sentences(text).iter().map(|sentence| sentence.text).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn what_belongs_together_is_one_token() {
        let cases: [(&str, &[&str]); 31] = [
            ("kept for 30 days.", &["kept", "for", "30 days", "."]),
            ("two (2) months", &["two (2) months"]),
            ("thirty (30) days' notice", &["thirty (30) days", "'", "notice"]),
            ("30 (thirty) days", &["30 (thirty) days"]),
            ("at least 99.90% uptime", &["at", "least", "99.90%", "uptime"]),
            ("on 12 May 2026, we", &["on", "12 May 2026", ",", "we"]),
            ("on May 12, 2026", &["on", "May 12, 2026"]),
            ("since January 2025.", &["since", "January 2025", "."]),
            ("We may 12 times", &["We", "may", "12", "times"]),
            ("on 2026-05-12.", &["on", "2026-05-12", "."]),
            ("mail help@example.org.", &["mail", "help@example.org", "."]),
            ("see docs.example.org/x", &["see", "docs.example.org", "/", "x"]),
            ("at https://example.org/a?b=1.", &["at", "https://example.org/a?b=1", "."]),
            ("“Personal Data” means", &["\"Personal Data\"", "means"]),
            ("$1,000 or 10 business days", &["$1,000", "or", "10 business days"]),
            ("1.5 million EUR", &["1.5", "million", "EUR"]),
            ("a 30-day period", &["a", "30-day", "period"]),
            ("pay 20 € now", &["pay", "20 €", "now"]),
            ("by Northlight Analytics GmbH in Oslo", &["by", "Northlight Analytics GmbH", "in", "Oslo"]),
            ("as See Section 4 says", &["as", "See", "Section", "4", "says"]),
            ("We moved. The Studio is here", &["We", "moved", ".", "The", "Studio", "is", "here"]),
            ("THE SERVICE IS PROVIDED", &["THE", "SERVICE", "IS", "PROVIDED"]),
            ("日本、東京", &["日", "本", "、", "東", "京"]),
            ("ログは30日間保存", &["ログ", "は", "30日間", "保", "存"]),
            ("费用为每月100元。", &["费", "用", "为", "每", "月", "100元", "。"]),
            ("使用API数据", &["使", "用", "API", "数", "据"]),
            ("ข้อมูล 30 วัน", &["ข้", "อ", "มู", "ล", "30", "วั", "น"]),
            ("개인 정보는 30일", &["개인", "정보는", "30일"]),
            ("with Adyen N.V. for it", &["with", "Adyen", "N.V.", "for", "it"]),
            ("by Acme Inc., our bank", &["by", "Acme Inc.", ",", "our", "bank"]),
            ("by Acme Inc. We own it", &["by", "Acme Inc", ".", "We", "own", "it"]),
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

    proptest! {
        #[test]
        fn any_text_is_cut_and_nothing_is_lost(text in "[a-cA-C0-9 .,'’\"“”()@/%$€:\u{a0}\néMay日-]{0,40}") {
            let joined: String = tokens(&text).iter().map(|token| token.text).collect();
            prop_assert_eq!(joined.trim_end(), text.trim_end());
        }
    }
}
