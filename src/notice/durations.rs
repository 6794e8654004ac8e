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

/// Every duration with the byte range of its words, in order.
pub(super) fn find(text: &str) -> Vec<(Range<usize>, Lead)> {
    DURATION.captures_iter(text).filter_map(|found| Some((found.get(0)?.range(), read(&found)?))).collect()
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
