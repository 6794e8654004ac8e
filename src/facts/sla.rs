//! Facts of service levels: credit tiers, formulas, exclusions, the form of the remedy, definitions.

use std::sync::LazyLock;

use regex::Regex;

use super::clause::{Clause, Place};
use super::lexer::{has_any, percent};
use super::{Fact, Family, Percent, Value, cues, subject};
use crate::document::text::key_form;

static PERCENT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(\d+(?:\.\d+)?) ?%").expect("valid pattern"));
static LOW: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:at least|not less than|no less than|>=|≥|greater than or equal to|equal to or (?:greater|higher) than|above|from) ?(\d+(?:\.\d+)?) ?%")
        .expect("valid pattern")
});
static HIGH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^t] )(?:below|less than|lower than|under|<|but less than|up to) ?(\d+(?:\.\d+)?) ?%")
        .expect("valid pattern")
});

/// Reads what a clause says about a service level.
pub(super) fn read(clause: &Clause) -> Vec<Fact> {
    let mut facts = Vec::new();
    facts.extend(tier(clause));
    facts.extend(formula(clause));
    facts.extend(exclusion(clause));
    facts.extend(remedy(clause));
    facts.extend(definition(clause));
    facts
}

/// A row that says what is due in a range of availability.
fn tier(clause: &Clause) -> Option<Fact> {
    let key = clause.lead.as_ref().filter(|_| clause.place == Place::Cell)?;
    let key = key_form(key);
    let low = first(&LOW, &key);
    let high = first(&HIGH, &format!(" {key}"));
    if low.is_none() && high.is_none() {
        return None;
    }
    let credit = first(&PERCENT, &key_form(&clause.text))?;
    Some(clause.fact(Family::ServiceCredit, tier_subject(low, high), Value::Tier { low, high, credit }))
}

fn first(pattern: &Regex, text: &str) -> Option<Percent> {
    pattern.captures(text).and_then(|captures| percent(&captures[1]))
}

/// `[99.00 %, 99.90 %)`; an open end is left out.
fn tier_subject(low: Option<Percent>, high: Option<Percent>) -> String {
    match (low, high) {
        (Some(low), Some(high)) => format!("[{low}, {high})"),
        (None, Some(high)) => format!("below {high}"),
        (Some(low), None) => format!("from {low}"),
        (None, None) => String::new(),
    }
}

/// A calculation as one opaque value, its operators in one notation.
fn formula(clause: &Clause) -> Option<Fact> {
    let calculates = clause.place == Place::Formula
        || (clause.text.contains(" = ") && clause.text.contains(['/', '×', '∑']));
    if !calculates {
        return None;
    }
    let (name, _) = clause.text.split_once('=').unwrap_or(("formula", ""));
    Some(clause.fact(Family::Formula, subject::normalize(name), Value::Text(canonical_formula(&clause.text))))
}

/// Operators in one notation: `×`, `x` and `*` between operands, `∑` and `Σ`, all minus signs.
pub(crate) fn canonical_formula(text: &str) -> String {
    let folded =
        key_form(text).replace(['×', '*', '∗'], " x ").replace(['∑', 'σ'], " sum ").replace('÷', " / ");
    let spaced: String = folded
        .chars()
        .map(|c| if matches!(c, '(' | ')' | '/' | '=' | '+') { format!(" {c} ") } else { c.to_string() })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn exclusion(clause: &Clause) -> Option<Fact> {
    let stem = &clause.stem;
    let listed = clause.place == Place::Item
        && (has_any(
            stem,
            &[
                " does not cover ",
                " excluding ",
                " not due ",
                " no credit ",
                " do not apply ",
                " does not apply ",
                " not include ",
            ],
        ) || has_any(&clause.heading, &[" exclusion"]) && clause.anywhere(cues::CREDIT)
            || has_any(stem, &[" caused by ", " result of "]) && has_any(stem, &[" no ", " not "]));
    listed.then(|| {
        let name = subject::normalize(&clause.text);
        clause.fact(Family::Exclusion, name, Value::Text("excluded".to_owned()))
    })
}

fn remedy(clause: &Clause) -> Option<Fact> {
    let words = &clause.words;
    let value =
        if has_any(words, &[" sole and exclusive ", " sole remedy", " exclusive remedy", " only remedy"]) {
            "sole remedy"
        } else if has_any(
            words,
            &[" form of ", " provided as ", " paid as ", " paid in ", " issued as ", " settled "],
        ) && clause.anywhere(cues::CREDIT)
        {
            let forms: [(&[&str], &str); 4] = [
                (&[" cash "], "cash refund"),
                (&[" refund"], "refund"),
                (&[" voucher"], "voucher"),
                (&[" credit"], "credit"),
            ];
            forms.iter().find(|(cues, _)| has_any(words, cues)).map(|(_, form)| *form)?
        } else {
            return None;
        };
    Some(clause.fact(Family::Remedy, "remedy form", Value::Text(value.to_owned())))
}

/// A sentence that says what a term means.
fn definition(clause: &Clause) -> Option<Fact> {
    let defining = has_any(&clause.heading, &[" definition"])
        || has_any(
            &clause.words,
            &[
                " means ",
                " shall mean ",
                " is defined as ",
                " are considered ",
                " is considered ",
                " counts as ",
                " refers to ",
            ],
        );
    if !defining
        || clause.place == Place::Formula
        || has_any(
            &clause.words,
            &[" acceptance ", " personal data ", " automated means ", " by means ", " any means "],
        )
    {
        return None;
    }
    let term = clause.section.rsplit(" > ").next().unwrap_or_default();
    let body = clause.text.chars().take(120).collect::<String>();
    Some(clause.fact(Family::Definition, subject::normalize(term), Value::Text(body)))
}
