//! Typed values as they are shown: with what they are of, per what, and how they bind.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::number_words;
use crate::facts::lexer::{Measure, has_any, padded, quantities};
use crate::facts::{Bound, Fact, Family, Stance, Value, as_written};

/// The value of a fact that came or went; a thing that is merely named is its own value.
pub(super) fn alone(fact: &Fact) -> String {
    match fact.value {
        Value::Stance(Stance::Open) => fact.label.clone(),
        _ => with_base(fact),
    }
}

/// What a share or a price is of and per what: "75 % of the monthly fee", "EUR 5 per item".
pub(super) fn with_base(fact: &Fact) -> String {
    let value = match (&fact.value, fact.family) {
        (Value::Text(name), Family::Location) => as_written(name, &fact.evidence.text).to_owned(),
        (value, _) => value.to_string(),
    };
    match fact.family {
        Family::CreditCap | Family::Price => with_unit(fact, value),
        Family::LiabilityCap => with_factor(fact, &with_unit(fact, value)),
        Family::Availability if matches!(fact.value, Value::Percent(_)) => with_period(fact, &value),
        _ => value,
    }
}

fn with_unit(fact: &Fact, value: String) -> String {
    let text = &fact.evidence.text;
    let lower = text.to_lowercase();
    let stated = quantities(&lower).into_iter().find(|quantity| match (&quantity.measure, &fact.value) {
        (Measure::Percent(found), Value::Percent(read)) => found.thousandths == read.thousandths,
        (Measure::Money(minor, _), Value::Money { minor: read, .. }) => minor == read,
        _ => false,
    });
    let rest = stated.filter(|_| lower.len() == text.len()).and_then(|found| text.get(found.range.end..));
    match rest.and_then(base) {
        Some(base) => format!("{value} {base}"),
        None => value,
    }
}

static FACTOR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)(?-u:\b)(?P<n>[a-z]+|[0-9]+) times(?-u:\b)").expect("valid pattern"));

/// "Two times the fees": the factor stands behind what it multiplies.
fn with_factor(fact: &Fact, value: &str) -> String {
    let factor = FACTOR.captures(&fact.evidence.text).and_then(|captures| {
        let word = captures["n"].to_lowercase();
        word.parse().ok().or_else(|| number_words::value(&word))
    });
    factor.map_or_else(|| value.to_owned(), |factor| format!("{value}, {factor} x"))
}

/// The span over which a level of service is measured.
fn with_period(fact: &Fact, value: &str) -> String {
    let words = padded(&fact.evidence.text);
    let periods: [(&str, &[&str]); 4] = [
        (
            "month",
            &[
                " each month",
                " per month",
                " a month",
                " any month",
                " monthly ",
                " calendar month",
                " every month",
            ],
        ),
        ("quarter", &[" each quarter", " per quarter", " a quarter", " quarterly ", " calendar quarter"]),
        ("year", &[" each year", " per year", " a year", " yearly ", " annual", " calendar year"]),
        ("week", &[" each week", " per week", " a week", " weekly "]),
    ];
    let period = periods.iter().find(|(_, cues)| has_any(&words, cues)).map(|(period, _)| period);
    period.map_or_else(|| value.to_owned(), |period| format!("{value} per {period}"))
}

/// The words after a number that say of what or for what it is, up to five.
fn base(rest: &str) -> Option<String> {
    let words: Vec<&str> = rest.split_whitespace().collect();
    let bare = |word: &str| word.trim_end_matches([',', '.', ';', ')', ':']).to_owned();
    let first = words.first().filter(|_| rest.starts_with(' '))?;
    let units = ["month", "year", "hour", "day", "week", "quarter", "seat", "user", "item", "person"];
    match *first {
        "of" | "per" => {}
        "a" | "an" | "every" | "each" => {
            let unit = words.get(1).map(|word| bare(word)).filter(|unit| units.contains(&unit.as_str()))?;
            return Some(format!("per {unit}"));
        }
        _ => return (bare(first) == "each").then(|| "each".to_owned()),
    }
    let ends =
        ["for", "in", "if", "where", "when", "which", "and", "or", "to", "from", "per", "on", "paid", "as"];
    let mut taken = vec![*first];
    for word in words.iter().skip(1).take(4) {
        if ends.contains(word) {
            break;
        }
        taken.push(word.trim_end_matches([',', '.', ';', ')']));
        if word.ends_with([',', '.', ';', ')', ':']) {
            break;
        }
    }
    (taken.len() > 1).then(|| taken.join(" "))
}

/// The value with the words that bind or soften it.
pub(super) fn with_bound(fact: &Fact, value: &str) -> String {
    if let (Family::Right, Some(condition)) = (fact.family, &fact.hedge) {
        return format!("{value}, {condition}");
    }
    let hedge = fact.hedge.as_ref().map(|hedge| format!("{hedge} ")).unwrap_or_default();
    let bound = match fact.bound {
        Bound::AtMost => "at most ",
        Bound::AtLeast => "at least ",
        Bound::Exact | Bound::Typical => "",
    };
    format!("{hedge}{bound}{value}")
}
