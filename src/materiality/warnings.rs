//! Warnings a change brings to light: one fact stated twice and changed once.

use super::{Judgement, Verdict};
use crate::document::{Document, Warning, WarningKind};
use crate::facts::{Fact, Family, Value, extract};

/// Warnings about the new document; trouble that already stood in the old one is not repeated.
pub(super) fn of(old: &Document, new: &Document, changes: &[Judgement]) -> Vec<Warning> {
    if changes.iter().all(|change| change.verdict < Verdict::Review) {
        return Vec::new();
    }
    let before = contradictions(&extract(old));
    contradictions(&extract(new)).into_iter().filter(|warning| !before.contains(warning)).collect()
}

/// Facts of one family and subject with two values inside one document.
fn contradictions(facts: &[Fact]) -> Vec<Warning> {
    let mut warnings: Vec<Warning> = Vec::new();
    for (index, first) in facts.iter().enumerate() {
        for second in &facts[index + 1..] {
            let same_key = first.family == second.family && first.subject == second.subject;
            if same_key && is_single(first) && disagree(&first.value, &second.value) {
                let why = format!(
                    "{} of “{}” is stated as {} and as {}.",
                    first.family.as_str().replace('_', " "),
                    first.subject,
                    first.value,
                    second.value
                );
                let warning = Warning { kind: WarningKind::Inconsistent, why };
                if !warnings.contains(&warning) {
                    warnings.push(warning);
                }
            }
        }
    }
    warnings
}

/// Families in which one subject has one value.
fn is_single(fact: &Fact) -> bool {
    matches!(
        fact.family,
        Family::Retention
            | Family::AgeLimit
            | Family::Training
            | Family::GoverningLaw
            | Family::CreditCap
            | Family::Availability
            | Family::ServiceCredit
    )
}

fn disagree(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Duration(p), Value::Duration(q)) => !p.equals(*q),
        (Value::Count(p), Value::Count(q)) => p != q,
        (Value::Stance(p), Value::Stance(q)) => p != q,
        (Value::Text(_), Value::Text(_))
        | (Value::Tier { .. }, Value::Tier { .. })
        | (Value::Percent(_), Value::Percent(_)) => !a.equals(b),
        _ => false,
    }
}
