//! The lexer of legal prose: numbers with what they measure and how they bind.
//!
//! Everything here is about letters and numbers; what they are about is decided by the families.

mod bounds;
mod spans;
mod sums;

use std::collections::BTreeMap;
use std::ops::Range;

use bounds::bound_before;
use spans::{counted, single};
use sums::{Written, percentages, sums};

pub(crate) use super::padded::{first_of, has_any};
pub(crate) use super::sentences::sentences;
pub(crate) use super::spelling::{padded, padded_key, plain};
use super::{Bound, Duration, Percent};
use crate::document::number_words;

/// A number with its unit, and how it binds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Quantity {
    /// Byte range in the searched text, bound words excluded.
    pub(crate) range: Range<usize>,
    /// Start of the bound words before it, or of the quantity itself.
    pub(crate) from: usize,
    /// What is measured.
    pub(crate) measure: Measure,
    /// How it binds.
    pub(crate) bound: Bound,
    /// Softening words before it.
    pub(crate) hedge: Option<String>,
}

/// What a quantity measures.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Measure {
    /// A span of time.
    Duration(Duration),
    /// A percentage.
    Percent(Percent),
    /// Money in hundredths with its currency.
    Money(i64, String),
}

/// Every quantity of a text in [`key_form`](crate::document::text::key_form), left to right, without overlap.
pub(crate) fn quantities(lower: &str) -> Vec<Quantity> {
    // By start and free of overlap, so that only the last one that starts before an end can reach into it.
    let mut found: BTreeMap<usize, (usize, Measure)> = BTreeMap::new();
    let mut push = |range: Range<usize>, measure: Option<Measure>| {
        let before = found.range(..range.end).next_back();
        if let Some(measure) = measure
            && before.is_none_or(|(_, (end, _))| *end <= range.start)
        {
            found.insert(range.start, (range.end, measure));
        }
    };
    // What none of the texts of a kind is without is asked first: most sentences hold no number.
    if lower.bytes().any(|byte| byte.is_ascii_digit()) {
        for sum in sums(lower) {
            push(sum.range.clone(), money(&sum));
        }
        for (range, number) in percentages(lower) {
            push(range, percent(number).map(Measure::Percent));
        }
    }
    for (range, span) in counted(lower) {
        // "13 years of age" is an age, no span of time.
        let rest = &lower[range.end..];
        if !rest.starts_with(" of age") && !rest.starts_with(" old") {
            push(range, span.map(Measure::Duration));
        }
    }
    for (range, span) in single(lower) {
        push(range, span.map(Measure::Duration));
    }
    found.into_iter().map(|(start, (end, measure))| with_bound(lower, start..end, measure)).collect()
}

fn with_bound(lower: &str, range: Range<usize>, measure: Measure) -> Quantity {
    let mut quantity = Quantity { from: range.start, range, measure, bound: Bound::Exact, hedge: None };
    // Two words may stand before one number: "typically up to".
    for _ in 0..2 {
        let Some((words, bound)) = bound_before(&lower[..quantity.from]) else { break };
        quantity.from = words.start;
        if bound == Bound::Typical {
            quantity.hedge = Some(lower[words].trim().to_owned());
        }
        if quantity.bound == Bound::Exact {
            quantity.bound = bound;
        }
    }
    quantity
}

/// The number a phrase of number words stands for.
pub(crate) fn in_words(text: &str) -> Option<u32> {
    let mut total = 0;
    for word in text.split([' ', '-']).filter(|word| *word != "and" && !word.is_empty()) {
        if word == "hundred" {
            total = total.max(1) * 100;
        } else {
            total += match word {
                "a" | "an" => 1,
                word => number_words::value(word)?,
            };
        }
    }
    (total > 0).then_some(total)
}

/// `99.90` as thousandths with its two decimals.
pub(crate) fn percent(text: &str) -> Option<Percent> {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let decimals = u8::try_from(fraction.len()).ok()?;
    let thousandths: i64 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    Some(Percent { thousandths: whole.parse::<i64>().ok()?.checked_mul(1000)? + thousandths, decimals })
}

fn money(sum: &Written<'_>) -> Option<Measure> {
    let amount = sum.amount.replace([',', ' '], "");
    let currency = match sum.currency {
        "$" | "us$" | "usd" | "dollar" | "dollars" => "USD",
        "€" | "eur" | "euro" | "euros" => "EUR",
        "£" | "gbp" | "pounds" => "GBP",
        "¥" | "jpy" => "JPY",
        other => &other.to_uppercase(),
    };
    let times = match sum.scale {
        None => 1,
        Some("thousand" | "k") => 1_000,
        Some("million" | "m") => 1_000_000,
        Some(_) => 1_000_000_000,
    };
    money_value(&amount, times, currency)
}

fn money_value(amount: &str, times: i64, currency: &str) -> Option<Measure> {
    let (whole, fraction) = amount.split_once('.').unwrap_or((amount, ""));
    // Four places, so that "2.125 million" loses nothing; smaller coins than hundredths are cut.
    let places: i64 = format!("{fraction:0<4}").get(..4)?.parse().ok()?;
    let small = whole.parse::<i64>().ok()?.checked_mul(10_000)?.checked_add(places)?;
    let minor = small.checked_mul(times)? / 100;
    Some(Measure::Money(minor, currency.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::text::key_form;

    fn shown(text: &str) -> Vec<String> {
        quantities(&key_form(text))
            .into_iter()
            .map(|quantity| {
                let value = match quantity.measure {
                    Measure::Duration(duration) => duration.to_string(),
                    Measure::Percent(percent) => percent.to_string(),
                    Measure::Money(minor, currency) => format!("{currency} {minor}"),
                };
                match quantity.bound {
                    Bound::Exact => value,
                    bound => format!("{bound:?} {value}"),
                }
            })
            .collect()
    }

    #[test]
    fn quantities_are_read_in_every_notation() {
        let cases: [(&str, &[&str]); 14] = [
            ("kept thirty (30) days", &["30 days"]),
            ("two years", &["2 years"]),
            ("within 5 working days", &["AtMost 5 business days"]),
            ("up to twenty-four (24) hours", &["AtMost 24 hours"]),
            ("a rolling 35-day cycle", &["35 days"]),
            ("no less than 99.90%", &["AtLeast 99.90 %"]),
            ("EUR 10,000 or $5.50", &["EUR 1000000", "USD 550"]),
            ("GBP 250 000, or 1 500 000 euros", &["GBP 25000000", "EUR 150000000"]),
            ("in 2026 100 euros", &["EUR 10000"]),
            ("typically 7 years", &["Typical 7 years"]),
            ("within half an hour", &["AtMost 30 minutes"]),
            ("at least one hundred and eighty days", &["AtLeast 180 days"]),
            ("a fortnight's notice, not more than a week", &["AtMost 1 week"]),
            ("no later than a month", &["AtMost 1 month"]),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
