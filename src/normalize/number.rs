//! Section numbers and enumerators as written at the start of a line.
//!
//! Reads the form only; whether a numbered line is a heading or an item is for [`super::headings`].

use std::sync::LazyLock;

use regex::Regex;

/// `Article 3`, `2.1`, `IV.` at the start of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lead<'a> {
    /// The kind word, as written.
    pub(super) label: Option<&'a str>,
    /// Without closing punctuation.
    pub(super) number: &'a str,
    /// What follows, trimmed.
    pub(super) rest: &'a str,
    /// Bytes before `rest`.
    pub(super) length: usize,
    /// A point or parenthesis closed the number.
    pub(super) closed: bool,
}

impl Lead<'_> {
    /// Number of parts: 2 for `2.1`.
    pub(super) fn depth(&self) -> u8 {
        u8::try_from(self.number.split('.').count()).unwrap_or(u8::MAX)
    }
}

/// Kind words that stand before a number, in the languages we read.
const LABELS: &str = "Article|Section|Clause|Part|Chapter|Schedule|Annex|Appendix|Exhibit|Title|Artikel|Abschnitt|Teil|Anhang|Ziffer|Annexe|Chapitre|Artículo|Cláusula|Sección|Articolo|Sezione|Allegato|Artigo|Secção|Seção|Anexo|Hoofdstuk|Bijlage|Artykuł|Rozdział|Paragraf|§";

static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"^(?i:(?P<label>{LABELS}))\s*(?P<number>\d{{1,3}}(?:\.\d{{1,3}})*|[IVXLC]{{1,6}}|[A-Z])(?P<end>[.:)]|\s*[–—-])?(?:\s+|$)"
    ))
    .expect("valid pattern")
});

static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?P<number>\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6}|[A-Z])(?P<end>\.?\)|\.|:|\s*[–—-])?(?:\s+|$)")
        .expect("valid pattern")
});

/// Number at the start of a line, if it can be one.
pub(super) fn lead(text: &str) -> Option<Lead<'_>> {
    let first = text.chars().next()?;
    if !(first.is_ascii_digit() || first.is_uppercase() || first == '§') {
        return None;
    }
    if let Some(found) = LABELLED.captures(text) {
        return Some(build(text, &found, found.name("label").map(|label| label.as_str())));
    }
    if !first.is_ascii() {
        return None;
    }
    let found = NUMBERED.captures(text)?;
    let lead = build(text, &found, None);
    let digits = lead.number.starts_with(|c: char| c.is_ascii_digit());
    // Roman and single letters need their point: "I agree", "A service".
    (digits || found.name("end").is_some_and(|end| matches!(end.as_str(), "." | ")" | ".)"))).then_some(lead)
}

fn build<'a>(text: &'a str, found: &regex::Captures<'a>, label: Option<&'a str>) -> Lead<'a> {
    let length = found.get(0).map_or(0, |whole| whole.end());
    Lead {
        label,
        number: found.name("number").map_or("", |number| number.as_str()),
        rest: text[length..].trim(),
        length,
        closed: found.name("end").is_some(),
    }
}

/// How a list counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Bullet,
    Decimal,
    Letter,
    Roman,
}

/// `(i)`, `a)`, `•` at the start of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Enumerator<'a> {
    /// As written: `(i)`, `•`.
    pub(super) marker: &'a str,
    /// The letters or digits inside; the bullet itself.
    pub(super) core: &'a str,
    /// Bytes before the item's text.
    pub(super) length: usize,
}

static ENUMERATOR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?P<marker>\((?P<a>[ivxlc]{1,6}|[a-z]{1,2}|[A-Z]|\d{1,3})\)|(?P<b>[ivxlc]{1,6}|[a-z]|\d{1,2})\)|(?P<c>[ivx]{1,5}|[a-z])\.|(?P<d>[•·∙●▪◦‣○■□➢✓✔*–—-]))(?:\s+|$)")
        .expect("valid pattern")
});

/// List marker at the start of a line.
pub(super) fn enumerator(text: &str) -> Option<Enumerator<'_>> {
    let first = text.chars().next()?;
    if first.is_ascii_uppercase() {
        return None;
    }
    let found = ENUMERATOR.captures(text)?;
    let marker = found.name("marker")?.as_str();
    let core = ["a", "b", "c", "d"].iter().find_map(|name| found.name(name))?.as_str();
    Some(Enumerator { marker, core, length: found.get(0)?.end() })
}

impl Enumerator<'_> {
    /// How the list counts, given the letter before: `(i)` after `(h)` is a letter.
    pub(super) fn style(&self, previous_letter: Option<char>) -> Style {
        let Some(first) = self.core.chars().next() else { return Style::Bullet };
        if first.is_ascii_digit() {
            return Style::Decimal;
        }
        if !first.is_ascii_alphabetic() {
            return Style::Bullet;
        }
        let follows = previous_letter.is_some_and(|letter| letter as u32 + 1 == first as u32);
        let roman = self.core.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'l' | 'c'));
        let lone_high = self.core.len() == 1 && matches!(first, 'l' | 'c');
        if roman && !(self.core.len() == 1 && follows) && !lone_high { Style::Roman } else { Style::Letter }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads_split_label_number_and_rest() {
        let cases = [
            ("Article 1 Definitions", Some((Some("Article"), "1", "Definitions"))),
            ("2.1 Automatically collected data", Some((None, "2.1", "Automatically collected data"))),
            ("10. Contact", Some((None, "10", "Contact"))),
            ("IV. Liability", Some((None, "IV", "Liability"))),
            ("§ 7 Haftung", Some((Some("§"), "7", "Haftung"))),
            ("Section 3: Fees", Some((Some("Section"), "3", "Fees"))),
            ("A service period", None),
            ("99.5% of", None),
            ("2026 changes", None),
            ("Articles of faith", None),
        ];
        for (text, expected) in cases {
            let found = lead(text).map(|lead| (lead.label, lead.number, lead.rest));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn roman_after_h_is_a_letter() {
        let found = enumerator("(i) text").expect("enumerator");
        assert_eq!(found.style(Some('h')), Style::Letter);
        assert_eq!(found.style(None), Style::Roman);
        assert_eq!(enumerator("• text").map(|found| found.marker), Some("•"));
        assert_eq!(enumerator("e.g. text"), None);
        assert_eq!(enumerator("-text"), None);
    }
}
