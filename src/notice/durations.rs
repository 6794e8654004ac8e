//! The grammar of durations: "30 days", "thirty (30) days'", "one calendar month", "a fortnight".
//!
//! Finds them; whether one is a notice period is decided elsewhere. Expects folded lower-case text
//! ([`crate::document::text::key_form`]).

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{Lead, LeadUnit};
use crate::document::number_words::{self, TENS, UNITS};

static DURATION: LazyLock<Regex> = LazyLock::new(|| {
    let (units, tens) = (UNITS.join("|"), TENS.join("|"));
    let word = format!(
        r"(?:(?:one |a )?hundred(?: and)?(?:[ -](?:{tens}))?(?:[ -](?:{units}))?|(?:{tens})(?:[ -](?:{units}))?|{units})"
    );
    let kind =
        r"(?:(?P<business>business|working|banking|trading)|clear|full|whole|calendar|consecutive|civil)";
    Regex::new(&format!(
        r"\b(?:(?P<word>{word}|an?)(?:\s*\(\s*\d{{1,4}}\s*\))?|(?P<digits>\d{{1,4}})(?:\s*\([a-z -]+\))?)[\s-]*(?:{kind}[\s-]+)*(?P<unit>hour|day|week|fortnight|month|year)s?\b"
    ))
    .expect("valid pattern")
});

// "No later than the twentieth day before": the lead by the place of its last day.
static ORDINAL: LazyLock<Regex> = LazyLock::new(|| {
    let words = ORDINALS.map(|(word, _)| word).join("|");
    Regex::new(&format!(
        r"\b(?:(?P<word>{words})|(?P<digits>\d{{1,3}})(?:st|nd|rd|th)) (?:(?P<business>business|working|banking|trading) |calendar |clear )?day\b"
    ))
    .expect("valid pattern")
});

static PART_OF_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:(?P<quarter>(?:a|one) quarter of a year|(?:a|one) (?:full |calendar )?quarter)|half a year|a half[- ]year|six-month period)\b")
        .expect("valid pattern")
});

/// Ordinals that leads are named by.
const ORDINALS: [(&str, u32); 12] = [
    ("seventh", 7),
    ("tenth", 10),
    ("twelfth", 12),
    ("fourteenth", 14),
    ("fifteenth", 15),
    ("twentieth", 20),
    ("twenty-first", 21),
    ("twenty-eighth", 28),
    ("thirtieth", 30),
    ("forty-fifth", 45),
    ("sixtieth", 60),
    ("ninetieth", 90),
];

/// Every duration with the byte range of its words, in order.
pub(super) fn find(text: &str) -> Vec<(Range<usize>, Lead)> {
    let counted =
        DURATION.captures_iter(text).filter_map(|found| Some((found.get(0)?.range(), read(&found)?)));
    let placed =
        ORDINAL.captures_iter(text).filter_map(|found| Some((found.get(0)?.range(), ordinal(&found)?)));
    let parts = PART_OF_YEAR.captures_iter(text).filter_map(|found| {
        let n = if found.name("quarter").is_some() { 3 } else { 6 };
        Some((found.get(0)?.range(), Lead { n, unit: LeadUnit::Month }))
    });
    let mut all: Vec<(Range<usize>, Lead)> = parts.chain(counted).chain(placed).collect();
    all.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    // "A quarter of a year" is no year.
    let mut end = 0;
    all.retain(|(range, _)| {
        let stands = range.start >= end;
        end = end.max(range.end);
        stands
    });
    all
}

fn ordinal(found: &Captures<'_>) -> Option<Lead> {
    let n = match found.name("word") {
        Some(word) => ORDINALS.iter().find(|(known, _)| *known == word.as_str())?.1,
        None => found["digits"].parse().ok()?,
    };
    let unit = if found.name("business").is_some() { LeadUnit::BusinessDay } else { LeadUnit::Day };
    Some(Lead { n, unit })
}

fn read(found: &Captures<'_>) -> Option<Lead> {
    // Words go before figures where the two disagree, as in cheques and contracts.
    let n = match (found.name("word"), found.name("digits")) {
        (Some(word), _) => number(word.as_str())?,
        (None, digits) => digits?.as_str().parse().ok()?,
    };
    let days = if found.name("business").is_some() { LeadUnit::BusinessDay } else { LeadUnit::Day };
    match &found["unit"] {
        "hour" if n > 0 && n % 24 == 0 => Some(Lead::days(n / 24)),
        "day" => Some(Lead { n, unit: days }),
        "week" => Some(Lead::days(n * 7)),
        "fortnight" => Some(Lead::days(n * 14)),
        "month" => Some(Lead { n, unit: LeadUnit::Month }),
        "year" => Some(Lead { n: n * 12, unit: LeadUnit::Month }),
        _ => None,
    }
}

fn number(words: &str) -> Option<u32> {
    if matches!(words, "a" | "an") {
        return Some(1);
    }
    let mut total = 0;
    for word in words.split([' ', '-']).filter(|word| !matches!(*word, "and" | "a")) {
        if word == "hundred" {
            total = total.max(1) * 100;
        } else {
            total += number_words::value(word)?;
        }
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_in_figures_words_and_both() {
        let months = |n| Lead { n, unit: LeadUnit::Month };
        let cases = [
            ("30 days'", Lead::days(30)),
            ("a 14-day period", Lead::days(14)),
            ("thirty (30) days", Lead::days(30)),
            ("30 (thirty) days", Lead::days(30)),
            ("thirty-five days", Lead::days(35)),
            ("one hundred and twenty days", Lead::days(120)),
            ("a fortnight's", Lead::days(14)),
            ("four weeks", Lead::days(28)),
            ("one calendar month's", months(1)),
            ("a month", months(1)),
            ("one year", months(12)),
            ("48 hours", Lead::days(2)),
            ("a quarter of a year", months(3)),
            ("half a year", months(6)),
            ("the twentieth day before", Lead::days(20)),
            ("by the 45th day prior to", Lead::days(45)),
            ("the tenth business day before", Lead { n: 10, unit: LeadUnit::BusinessDay }),
            ("ten business days", Lead { n: 10, unit: LeadUnit::BusinessDay }),
            ("5 full working days", Lead { n: 5, unit: LeadUnit::BusinessDay }),
        ];
        for (text, expected) in cases {
            let found: Vec<Lead> = find(text).into_iter().map(|(_, lead)| lead).collect();
            assert_eq!(found, [expected], "{text}");
        }
        for text in ["daily", "30 %", "5 hours", "someone day", "month"] {
            assert!(find(text).is_empty(), "{text}");
        }
    }
}
