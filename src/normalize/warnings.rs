//! What looks wrong or lost in a finished document. Never a verdict; every warning is one sentence.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::document::number_words;
use crate::document::text::shorten;
use crate::document::{
    Block, BlockKind, DateKind, Document, PartialDate, Role, Section, Warning, WarningKind,
};

/// Warnings in reading order within each kind.
pub(super) fn find(document: &Document) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let blocks = document.body_blocks();
    for visit in &blocks {
        placeholders(&visit.block.text, &mut warnings);
        number_mismatches(&visit.block.text, &mut warnings);
    }
    for visit in document.walk_sections() {
        if visit.section.role == Role::Body {
            missing_lists(visit.section, &mut warnings);
        }
    }
    dangling_references(document, &mut warnings);
    missing_date(document, &mut warnings);
    disagreeing_dates(document, &mut warnings);
    let mut seen = HashSet::new();
    warnings.retain(|warning| seen.insert(warning.why.clone()));
    warnings
}

static PLACEHOLDER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\[[^\[\]]*(?-u:\b)(?:to be (?:filled|completed|added|inserted|confirmed|announced|determined)|insert|your|company|name|date|address|e-?mail|country|state|tbd|tbc|placeholder|website|url|phone|fill in)(?-u:\b)[^\[\]]*\]|\{\{[^{}]+\}\}|(?-u:\b)X{2}/X{2}/X{4}(?-u:\b)|(?-u:\b)lorem ipsum(?-u:\b)|(?-u:\b)(?:TBD|TBC)(?-u:\b)",
    )
    .expect("valid pattern")
});

fn placeholders(text: &str, warnings: &mut Vec<Warning>) {
    if !may_hold_placeholder(text) {
        return;
    }
    // "[our name](https://…)" is a link as Markdown writes it, also in a text that is not.
    let fills_in = |found: &regex::Match<'_>| !text[found.end()..].starts_with('(');
    for found in PLACEHOLDER.find_iter(text).filter(fills_in) {
        let why = format!("The text still holds a placeholder: {}.", shorten(found.as_str(), 80));
        warnings.push(Warning { kind: WarningKind::Placeholder, why });
    }
}

/// A quick look before the pattern; links and references in brackets name nothing to fill in.
fn may_hold_placeholder(text: &str) -> bool {
    const FILLED_IN: [&str; 17] = [
        "to be ",
        "insert",
        "your",
        "company",
        "name",
        "date",
        "address",
        "mail",
        "country",
        "state",
        "tbd",
        "tbc",
        "placeholder",
        "website",
        "url",
        "phone",
        "fill in",
    ];
    if !text.contains(['[', '{']) && !text.contains("TB") && !text.contains("XX") && !text.contains("psum") {
        return false;
    }
    let lower = text.to_lowercase();
    let fills_in = |part: &str| {
        part.split_once(']').is_some_and(|(inside, _)| FILLED_IN.iter().any(|word| inside.contains(word)))
    };
    ["{{", "tb", "xx/xx", "lorem ipsum"].iter().any(|mark| lower.contains(mark))
        || lower.split('[').skip(1).any(fills_in)
}

/// A paragraph that announces a list and is followed by an ordinary sentence, or by nothing.
fn missing_lists(section: &Section, warnings: &mut Vec<Warning>) {
    for (at, block) in section.blocks.iter().enumerate() {
        if block.kind != BlockKind::Paragraph || !block.text.ends_with([':', '：']) {
            continue;
        }
        let lost = match section.blocks.get(at + 1) {
            Some(next) => is_sentence(next),
            None => section.sections.is_empty(),
        };
        if lost {
            let why = format!("A list is announced but does not follow: \"{}\"", shorten(&block.text, 120));
            warnings.push(Warning { kind: WarningKind::MissingList, why });
        }
    }
}

fn is_sentence(block: &Block) -> bool {
    let closed = block.text.ends_with(['.', '!', '?', '。', ':']);
    block.kind == BlockKind::Paragraph && closed && block.text.split_whitespace().count() > 1
}

static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?-u:\b)(?P<word>[Ss]ections?|[Aa]rticles?|[Cc]lauses?|§)\s*(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2})*)",
    )
    .expect("valid pattern")
});

/// Laws and other documents are cited in the same words; only references into this document count.
/// Looked up in small letters with plain spaces.
static ELSEWHERE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[ (),0-9a-z]{0,20}(?-u:\b)(?:of|under|in|from|to) +(?:the +)?(?:[a-z]{2,}|[a-z ]*(?:act|law|code|regulation|directive|gdpr|convention|constitution|rules|statute|principles))|^ *\(?[0-9a-z_ß-ɏ)(, ]{0,12} ?(?:gdpr|dsgvo|rgpd|ccpa|ftc|bgb|uk|eu|lgpd|dsa)(?-u:\b)")
        .expect("valid pattern")
});

static INTO_THIS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:of|in) +(?:this|these|our) +(?:[0-9a-z_ß-ɏ]+ +){0,3}(?:agreement|terms|policy|sla|notice|document|contract|addendum|statement)|(?-u:\b)(?:above|below|hereof)(?-u:\b)")
        .expect("valid pattern")
});

fn dangling_references(document: &Document, warnings: &mut Vec<Warning>) {
    let numbers = known_numbers(document);
    // A document without numbers of its own cites others.
    if numbers.len() < 3 {
        return;
    }
    for visit in document.body_blocks() {
        let text = visit.block.text.as_str();
        let named = ["ection", "rticle", "lause", "§"].iter().any(|word| text.contains(word));
        if !named || !text.bytes().any(|byte| byte.is_ascii_digit()) {
            continue;
        }
        for found in REFERENCE.captures_iter(text) {
            let (word, number) = (&found["word"], &found["number"]);
            if numbers.contains(number) {
                continue;
            }
            let end = found.get(0).map_or(text.len(), |whole| whole.end());
            let after = clause_after(&text[end..]).to_lowercase().replace(char::is_whitespace, " ");
            let elsewhere = ELSEWHERE.is_match(&after) || after.trim_start().starts_with("of ");
            let own = INTO_THIS.is_match(&after)
                || !elsewhere && word.to_lowercase().trim_end_matches('s') != "article";
            if own {
                let why = format!("\"{word} {number}\" is referred to, but the document has no such number.");
                warnings.push(Warning { kind: WarningKind::DanglingReference, why });
            }
        }
    }
}

/// What follows a reference in its clause, at most 60 characters.
fn clause_after(text: &str) -> &str {
    let stop = text.char_indices().enumerate().find(|(count, (_, c))| *count == 60 || matches!(c, '.' | ';'));
    &text[..stop.map_or(text.len(), |(_, (at, _))| at)]
}

/// Numbers of sections and of numbered clauses, with their prefixes.
fn known_numbers(document: &Document) -> HashSet<String> {
    let mut numbers = HashSet::new();
    let mut learn = |number: &str| {
        let mut number = number.trim_matches(|c: char| !c.is_ascii_digit());
        while number.starts_with(|c: char| c.is_ascii_digit()) {
            numbers.insert(number.to_owned());
            number = number.rsplit_once('.').map_or("", |(parent, _)| parent);
        }
    };
    for visit in document.walk_sections() {
        if let Some(number) = &visit.section.number {
            learn(number);
        }
        for block in &visit.section.blocks {
            if let BlockKind::Item { marker: Some(marker), .. } = &block.kind {
                learn(marker);
            }
        }
    }
    numbers
}

static SPEAKS_OF_DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i)(?:(?-u:\b)(?:version|revision|effective|publication) date|["“'‘]?(?:last (?:updated|revised|modified)|effective)["”'’]?(?: date| legend)?)[^.]{0,60}(?-u:\b)(?:at the (?:top|beginning|start|bottom|end)|above|on top|below)(?-u:\b)|(?-u:\b)date (?:shown |stated |indicated |given )?(?:at the (?:top|beginning|bottom)|above)(?-u:\b)"#)
        .expect("valid pattern")
});

fn missing_date(document: &Document, warnings: &mut Vec<Warning>) {
    if !document.dates.is_empty() {
        return;
    }
    let speaks =
        document.body_blocks().into_iter().filter(|visit| may_speak_of_date(&visit.block.text)).find_map(
            |visit| SPEAKS_OF_DATE.find(&visit.block.text).map(|found| shorten(found.as_str(), 80)),
        );
    if let Some(words) = speaks {
        let why = format!("The text speaks of a date (\"{words}\"), but none is to be found.");
        warnings.push(Warning { kind: WarningKind::MissingDate, why });
    }
}

/// Two dates of one kind that cannot be the same day. Lists of earlier versions are no contradiction.
fn disagreeing_dates(document: &Document, warnings: &mut Vec<Warning>) {
    for kind in [DateKind::LastUpdated, DateKind::Effective] {
        let mut values = document.dates.iter().filter(|date| date.kind == kind).map(|date| date.value);
        let Some(first) = values.next() else { continue };
        let (from, to) = first.interval();
        let apart = |other: &PartialDate| {
            let (start, end) = other.interval();
            end < from || start > to
        };
        if let Some(other) = values.find(apart) {
            let why = format!(
                "Two \"{}\" dates disagree: {} and {}.",
                kind.as_str(),
                first.in_words(),
                other.in_words()
            );
            warnings.push(Warning { kind: WarningKind::Inconsistent, why });
        }
    }
}

/// A quick look before the pattern: a date and a place on the page are named.
fn may_speak_of_date(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    // The pattern crosses no full stop.
    lower.split('.').any(|part| {
        let any = |words: &[&str]| words.iter().any(|word| part.contains(word));
        any(&["at the ", "above", "on top", "below"]) && any(&["date", "revised", "modified", "effective"])
    })
}

static DOUBLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?-u:\b)(?P<words>[a-z]+(?:[- ](?:and )?[a-z]+){0,3})\s*\((?P<digits>[0-9]{1,4})(?:st|nd|rd|th)?\)",
    )
    .expect("valid pattern")
});

fn number_mismatches(text: &str, warnings: &mut Vec<Warning>) {
    let numbered = |part: &str| part.starts_with(|c: char| c.is_ascii_digit());
    if !text.split('(').skip(1).any(numbered) {
        return;
    }
    for found in DOUBLED.captures_iter(text) {
        let Some(words) = number_words(&found["words"]) else { continue };
        if found["digits"].parse() != Ok(words) {
            let why = format!("A number is written twice and differs: \"{}\".", &found[0]);
            warnings.push(Warning { kind: WarningKind::NumberMismatch, why });
        }
    }
}

/// Value of the number words that end a phrase: "at least forty-five" is 45.
fn number_words(phrase: &str) -> Option<u32> {
    let lower = phrase.to_lowercase();
    let mut total = None;
    for word in lower.split([' ', '-']).filter(|word| *word != "and") {
        total = match (total, word_value(word)) {
            (_, None) => None,
            (Some(sum), Some(100)) => Some(sum * 100),
            (Some(sum), Some(value)) => Some(sum + value),
            (None, Some(value)) => Some(value),
        };
    }
    total
}

fn word_value(word: &str) -> Option<u32> {
    const ORDINALS: [(&str, u32); 12] = [
        ("first", 1),
        ("second", 2),
        ("third", 3),
        ("fourth", 4),
        ("fifth", 5),
        ("sixth", 6),
        ("seventh", 7),
        ("eighth", 8),
        ("ninth", 9),
        ("tenth", 10),
        ("twelfth", 12),
        ("fifteenth", 15),
    ];
    number_words::value(word)
        .or_else(|| (word == "hundred").then_some(100))
        .or_else(|| ORDINALS.iter().find(|(name, _)| *name == word).map(|(_, value)| *value))
}

#[cfg(test)]
mod tests {
    use super::super::{Input, normalize};
    use super::*;

    fn kinds(text: &str) -> Vec<WarningKind> {
        let document = normalize(&Input { bytes: text.as_bytes(), ..Input::default() });
        document.warnings.into_iter().map(|warning| warning.kind).collect()
    }

    #[test]
    fn each_kind_has_its_trap() {
        let cases = [
            ("We are [Firm name to be filled in later]. Write to us.", vec![WarningKind::Placeholder]),
            ("Write to {{support_mail}} at any hour.", vec![WarningKind::Placeholder]),
            ("The gate opens at TBD on Mondays.", vec![WarningKind::Placeholder]),
            ("See [our name for it](https://example.org) and note [12].", vec![]),
            ("The words [emphasis added] are not ours.", vec![]),
            ("We keep:\n\nWe sell nothing to anybody.", vec![WarningKind::MissingList]),
            ("Give thirty (14) days of notice.", vec![WarningKind::NumberMismatch]),
            ("Give forty-five (45) days before the fifth (5th) day.", vec![]),
            ("The version date at the top of this page says when.", vec![WarningKind::MissingDate]),
            (
                "Last updated: 4 May 2026\n\nWe keep it.\n\nLast updated: 5 June 2026",
                vec![WarningKind::Inconsistent],
            ),
            ("Last updated: 4 May 2026\n\nWe keep it.\n\nLast updated: May 2026", vec![]),
            ("Last updated: 4 May 2026\n\nThe \"Last updated\" date at the top says when.", vec![]),
        ];
        for (text, expected) in cases {
            assert_eq!(kinds(text), expected, "{text}");
        }
    }

    #[test]
    fn references_resolve_by_number_whatever_the_word() {
        let text = "Article 1 Scope\n\nSee Section 2 of this agreement.\n\nArticle 2 Fees\n\nAs in clause 7 of these terms and Section 12 of the Data Act and Article 28 GDPR.\n\nArticle 3 End\n\nText.";
        assert_eq!(kinds(text), [WarningKind::DanglingReference]);
    }
}
