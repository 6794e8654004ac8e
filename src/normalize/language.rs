//! The dominant language, by stop words or by script.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use crate::document::Document;

/// Words looked at; more change nothing.
const SAMPLE_WORDS: usize = 3000;

/// Bytes that hold so many words in any language.
const SAMPLE_BYTES: usize = 40_000;

/// Frequent words by language, chosen so that few are shared.
const STOP_WORDS: [(&str, &str); 8] = [
    ("en", "the of and to we you your our that this with for not are or by is be may will any which"),
    (
        "de",
        "der die das und zu wir sie ihre ihr den von mit für nicht ist sind oder werden wird eine auf des",
    ),
    ("fr", "le les des et vous nous votre vos notre nos pour que dans une est sont ou du sur avec ne pas"),
    ("es", "el los las y usted su sus nuestro nuestra para que en una es son o del por con no se al"),
    ("it", "il gli le e di che per una è sono o del della con non nostri nostro vostro suoi dei nel alla"),
    ("pt", "os as e você seu seus nosso nossa para que em uma é são ou do da por com não dos ao"),
    ("nl", "de het een en van wij u uw onze met voor niet is zijn of worden wordt dat deze op te"),
    ("pl", "i w z na do nie się jest są lub oraz przez dla które który że nasze państwa dane od"),
];

static LANGUAGES_OF: LazyLock<HashMap<&str, Vec<usize>>> = LazyLock::new(|| {
    let mut words: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, (_, list)) in STOP_WORDS.iter().enumerate() {
        for word in list.split(' ') {
            words.entry(word).or_default().push(at);
        }
    }
    words
});

/// ISO 639-1 code of the language most of the body is written in; `None` when too little says so.
pub(super) fn detect(document: &Document) -> Option<String> {
    let mut text = String::new();
    document.for_each_body_line(&mut |line| {
        text.push_str(line);
        text.push('\n');
        text.len() < SAMPLE_BYTES
    });
    language_of(&text).map(str::to_owned)
}

/// ISO 639-1 code of the language of a text; `None` when too little says so.
pub(crate) fn language_of(text: &str) -> Option<&'static str> {
    by_script(text).or_else(|| by_words(text))
}

fn by_script(text: &str) -> Option<&'static str> {
    // Both scripts begin with this byte or a higher one; most texts hold none of them.
    if text.bytes().all(|byte| byte < 0xE3) {
        return None;
    }
    let (mut kana, mut han, mut letters) = (0_usize, 0_usize, 0_usize);
    for c in text.chars().filter(|c| c.is_alphabetic()).take(SAMPLE_WORDS * 5) {
        letters += 1;
        match c {
            '\u{3040}'..='\u{30ff}' => kana += 1,
            '\u{4e00}'..='\u{9fff}' => han += 1,
            _ => {}
        }
    }
    let asian = kana + han;
    (asian * 3 > letters && asian > 10).then_some(if kana * 8 > asian { "ja" } else { "zh" })
}

fn by_words(text: &str) -> Option<&'static str> {
    let mut counts = [0_usize; STOP_WORDS.len()];
    // Words whole: the parts of "example.com" are words of some language or other.
    let words = text
        .split(|c: char| c.is_whitespace() || matches!(c, '\'' | '’' | '-' | '—' | '/'))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty() && word.len() <= 12);
    for word in words.take(SAMPLE_WORDS) {
        let small = word.bytes().all(|byte| byte.is_ascii_lowercase());
        let word = if small { Cow::Borrowed(word) } else { word.to_lowercase().into() };
        for at in LANGUAGES_OF.get(word.as_ref()).into_iter().flatten() {
            counts[*at] += 1;
        }
    }
    let (best, count) = counts.iter().enumerate().max_by_key(|(at, count)| (**count, usize::MAX - at))?;
    let second = counts.iter().enumerate().filter(|(at, _)| *at != best).map(|(_, count)| *count).max()?;
    (*count >= 3 && *count > second + second / 4).then_some(STOP_WORDS[best].0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, HeadingSource, Section};

    #[test]
    fn languages_by_their_small_words() {
        let cases = [
            ("We may share your data with the providers that we name and you agree to this.", Some("en")),
            (
                "Wir verarbeiten Ihre Daten und geben sie nicht an Dritte weiter, die wir nicht nennen.",
                Some("de"),
            ),
            ("Nous ne vendons pas vos données et vous pouvez nous écrire pour les supprimer.", Some("fr")),
            (
                "Nie sprzedajemy danych i nie udostępniamy ich na potrzeby reklam, które są lub będą.",
                Some("pl"),
            ),
            ("当社はお客様の個人情報を第三者に提供しません。", Some("ja")),
            ("我们不会向第三方出售您的个人信息。", Some("zh")),
            ("Acme 12", None),
        ];
        for (text, expected) in cases {
            let mut section = Section::new(1, None, HeadingSource::Synthetic);
            section.blocks.push(Block::paragraph(text));
            let document = Document { sections: vec![section], ..Document::default() };
            assert_eq!(detect(&document).as_deref(), expected, "{text}");
        }
    }
}
