//! Section numbers and enumerators as written at the start of a line.
//!
//! Reads the form only; whether a numbered line is a heading or an item is for [`super::headings`].

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

/// Kind words that stand before a number, in the languages we read, lower case.
const LABELS: &[&str] = &[
    "article",
    "section",
    "clause",
    "part",
    "chapter",
    "schedule",
    "annex",
    "appendix",
    "exhibit",
    "title",
    "artikel",
    "abschnitt",
    "teil",
    "anhang",
    "ziffer",
    "annexe",
    "chapitre",
    "artículo",
    "cláusula",
    "sección",
    "articolo",
    "sezione",
    "allegato",
    "artigo",
    "secção",
    "seção",
    "anexo",
    "hoofdstuk",
    "bijlage",
    "artykuł",
    "rozdział",
    "paragraf",
    "§",
];

/// Longest of them in bytes.
const MAX_LABEL_BYTES: usize = 10;

/// Number at the start of a line, if it can be one. Read by hand: every line of every page comes through here.
pub(super) fn lead(text: &str) -> Option<Lead<'_>> {
    let first = text.chars().next()?;
    if first == '第' || NUMERALS.contains(&first) {
        return lead_in_signs(text);
    }
    if !(first.is_ascii_digit() || first.is_uppercase() || first == '§') {
        return None;
    }
    if let Some(label) = label_of(text) {
        let after = text[label.len()..].trim_start();
        let from = text.len() - after.len();
        if let Some(lead) = number_from(text, from, Some(label)) {
            return Some(lead);
        }
    }
    let lead = number_from(text, 0, None)?;
    // Roman and single letters need their point: "I agree", "A service".
    let end = text.as_bytes().get(lead.number.len());
    (first.is_ascii_digit() || matches!(end, Some(b'.' | b')'))).then_some(lead)
}

/// `(3) Scope` as a heading is numbered. In running text a bracketed number counts items, so only
/// those ask who know that the line is a heading. Digits alone: `(c)` is a sign, `(EU)` a place.
pub(super) fn bracketed(text: &str) -> Option<Lead<'_>> {
    let (number, after) = text.strip_prefix('(')?.split_once(')')?;
    let counts = (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    let rest = after.trim_start();
    let is_apart = rest.len() < after.len() && !rest.is_empty();
    (counts && is_apart).then(|| Lead {
        label: None,
        number,
        rest: rest.trim_end(),
        length: text.len() - rest.len(),
        closed: true,
    })
}

/// The kind word a line starts with.
fn label_of(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_alphabetic() && c != '§').unwrap_or(text.len());
    // "§7": the sign needs no space behind it.
    let word = if text.starts_with('§') { "§" } else { &text[..end] };
    let known = word.len() <= MAX_LABEL_BYTES && {
        let lower = word.to_lowercase();
        LABELS.contains(&lower.as_str())
    };
    known.then_some(word)
}

/// Bytes of the kind word, and of the space behind it, that this text ends with.
pub(super) fn label_before(text: &str) -> usize {
    let trimmed = text.trim_end();
    let start = trimmed
        .rfind(|c: char| !c.is_alphabetic() && c != '§')
        .map_or(0, |at| at + trimmed[at..].chars().next().map_or(1, char::len_utf8));
    let is_label = trimmed.len() < text.len() && label_of(&trimmed[start..]).is_some();
    if is_label { text.len() - start } else { 0 }
}

/// Numerals of Chinese and Japanese.
const NUMERALS: [char; 13] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '〇', '零'];

/// `第3条`, `第二章`, `三、` at the start of a line. The number is the whole of it as written: 第 alone counts
/// nothing.
fn lead_in_signs(text: &str) -> Option<Lead<'_>> {
    const UNITS: [char; 9] = ['条', '條', '章', '节', '節', '部', '编', '編', '款'];
    let ordinal = text.strip_prefix('第');
    let counted = ordinal.unwrap_or(text);
    let rest = counted
        .trim_start_matches(|c: char| NUMERALS.contains(&c) || c.is_ascii_digit() && ordinal.is_some());
    let count = counted[..counted.len() - rest.len()].chars().count();
    if !(1..=4).contains(&count) {
        return None;
    }
    let after =
        if ordinal.is_some() { rest.strip_prefix(UNITS) } else { rest.strip_prefix(['、', '\u{ff0e}']) }?;
    let closing = if ordinal.is_some() { 0 } else { '、'.len_utf8() };
    let number = &text[..text.len() - after.len() - closing];
    let is_closing = |c: char| c.is_whitespace() || matches!(c, ':' | '.' | '、' | '\u{ff1a}' | '\u{ff0e}');
    let rest = after.trim_start_matches(is_closing);
    Some(Lead { label: None, number, rest: rest.trim_end(), length: text.len() - rest.len(), closed: true })
}

/// The number at byte `from`, closed or followed by white space.
fn number_from<'a>(text: &'a str, from: usize, label: Option<&'a str>) -> Option<Lead<'a>> {
    let written = &text[from..];
    let number = &written[..number_bytes(written)?];
    let after = &written[number.len()..];
    let closing = [".)", ".", ")", ":"].into_iter().find(|mark| after.starts_with(mark)).map_or(0, str::len);
    let dash = || {
        let dashed = after.trim_start();
        let mark = dashed.chars().next().filter(|c| matches!(c, '–' | '—' | '-'))?;
        Some(after.len() - dashed.len() + mark.len_utf8())
    };
    let is_apart = |end: usize| after[end..].chars().next().is_none_or(char::is_whitespace);
    let end = [Some(closing).filter(|closing| *closing > 0), dash(), Some(0)]
        .into_iter()
        .flatten()
        .find(|end| is_apart(*end))?;
    let rest = after[end..].trim_start();
    Some(Lead { label, number, rest: rest.trim_end(), length: text.len() - rest.len(), closed: end > 0 })
}

/// Bytes of `12`, `2.1.3`, `IV` or `B` at the start.
fn number_bytes(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let digits = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut end = digits(0);
    if end > 0 {
        if end > 3 {
            return None;
        }
        while bytes.get(end) == Some(&b'.') && (1..=3).contains(&digits(end + 1)) {
            end += 1 + digits(end + 1);
        }
        return Some(end);
    }
    let roman = bytes.iter().take_while(|byte| b"IVXLC".contains(byte)).count();
    if (1..=6).contains(&roman) {
        return Some(roman);
    }
    bytes.first().filter(|byte| byte.is_ascii_uppercase()).map(|_| 1)
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

/// List marker at the start of a line.
pub(super) fn enumerator(text: &str) -> Option<Enumerator<'_>> {
    let first = text.chars().next()?;
    if first.is_ascii_uppercase() {
        return None;
    }
    let marker = &text[..text.find(char::is_whitespace).unwrap_or(text.len())];
    let length = text.len() - text[marker.len()..].trim_start().len();
    let core = if let Some(inner) = marker.strip_prefix('(') {
        inner
            .strip_suffix(')')
            .filter(|core| is_roman(core, 6) || is_letters(core, 2) || is_capital(core) || is_digits(core, 3))
    } else if let Some(core) = marker.strip_suffix(')') {
        Some(core).filter(|core| is_roman(core, 6) || is_letters(core, 1) || is_digits(core, 2))
    } else if let Some(core) = marker.strip_suffix('.') {
        Some(core).filter(|core| is_letters(core, 1) || is_roman(core, 5) && !core.contains(['l', 'c']))
    } else {
        Some(marker).filter(|marker| marker.chars().count() == 1 && BULLETS.contains(first))
    }?;
    Some(Enumerator { marker, core, length })
}

const BULLETS: &str = "•·∙●▪◦‣○■□➢✓✔*–—-";

fn is_roman(core: &str, most: usize) -> bool {
    (1..=most).contains(&core.len()) && core.bytes().all(|byte| b"ivxlc".contains(&byte))
}

fn is_letters(core: &str, most: usize) -> bool {
    (1..=most).contains(&core.len()) && core.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn is_capital(core: &str) -> bool {
    core.len() == 1 && core.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn is_digits(core: &str, most: usize) -> bool {
    (1..=most).contains(&core.len()) && core.bytes().all(|byte| byte.is_ascii_digit())
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
    fn bracketed_numbers_are_read_for_headings_only() {
        assert_eq!(bracketed("(12) Scope").map(|lead| (lead.number, lead.rest)), Some(("12", "Scope")));
        for text in ["(c) 2026 Acme", "(1)", "(1)Scope", "(1.2) Scope", "(2026) Scope", "1) Scope"] {
            assert_eq!(bracketed(text), None, "{text}");
        }
        assert_eq!(lead("(1) the first item"), None);
    }

    #[test]
    fn leads_split_label_number_and_rest() {
        let cases = [
            ("Article 1 Definitions", Some((Some("Article"), "1", "Definitions"))),
            ("2.1 Automatically collected data", Some((None, "2.1", "Automatically collected data"))),
            ("10. Contact", Some((None, "10", "Contact"))),
            ("IV. Liability", Some((None, "IV", "Liability"))),
            ("§ 7 Haftung", Some((Some("§"), "7", "Haftung"))),
            ("Section 3: Fees", Some((Some("Section"), "3", "Fees"))),
            ("第3条(料金)", Some((None, "第3条", "(料金)"))),
            ("第二章 总则", Some((None, "第二章", "总则"))),
            ("三、共享", Some((None, "三", "共享"))),
            ("第三者提供", None),
            ("一般规定", None),
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
