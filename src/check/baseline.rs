//! Small steps that add up: the new text against the one that people were last told of.
//!
//! Each step may be too small to be told, by the rules, by the watchlist or by a person's word. What
//! they come to together is judged again, and a difference that none of them shows by itself is a
//! finding of the step that completes it.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::state::ConfirmedChange;
use crate::compare::{Comparison, compare};
use crate::document::{Document, Warning, WarningKind};
use crate::materiality::{
    Assessment, FactChange, Judgement, Reason, Severity, Tuning, Verdict, assess_tuned,
};
use crate::watchlist::Role;

/// The version that people were last told of, with what was recorded since.
#[derive(Debug, Clone, PartialEq)]
pub struct Baseline {
    /// Its document.
    pub document: Document,
    /// Why it is the baseline.
    pub since: Since,
    /// The changes since then as the rules judged them, in any order.
    pub steps: Vec<Assessment>,
}

/// What makes a version the baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// The change to it was told, at this time.
    Told(DateTime<Utc>),
    /// It was the first one seen, at this time.
    First(DateTime<Utc>),
}

/// True when people are told of a change by the rules of the watchlist, whoever they are.
pub fn is_told(role: Role, change: &ConfirmedChange, tuning: &Tuning) -> bool {
    let owed = role == Role::Published && change.outlook.owed;
    change.comparison.has_words() && (owed || tuning.sends_mail(&change.assessment))
}

/// A difference that no step shows by itself.
struct Sum {
    section: String,
    judgement: Judgement,
    fact: Option<FactChange>,
    reason: Reason,
}

/// Judges the new text against the baseline, and makes what several steps add up to a finding of this
/// step: `assessment` of `comparison` is changed in place.
pub(super) fn add_up(
    baseline: &Baseline,
    new: &Document,
    (comparison, assessment): (&Comparison, &mut Assessment),
    tuning: &Tuning,
    zone: Tz,
) {
    if baseline.steps.is_empty() {
        return;
    }
    let whole = compare(&baseline.document, new);
    let judged = assess_tuned(&baseline.document, new, &whole, tuning);
    let mut steps: Vec<&Assessment> = baseline.steps.iter().collect();
    let present = assessment.clone();
    steps.push(&present);
    let pairs = whole.changes.iter().zip(judged.changes);
    let sums: Vec<Sum> = pairs
        .filter(|(_, judgement)| judgement.verdict == Verdict::Material)
        .filter_map(|(change, judgement)| sum(&change.section, judgement, &steps))
        .collect();
    for sum in sums {
        let why = in_words(&sum, baseline.since, steps.len(), zone);
        assessment.warnings.push(Warning { kind: WarningKind::AddedUp, why: why.clone() });
        raise(comparison, assessment, sum, why);
    }
    assessment.verdict =
        assessment.changes.iter().map(|judgement| judgement.verdict).max().unwrap_or(Verdict::None);
}

/// What a finding against the baseline holds that no step has: a fact with these two values, or, where
/// no value tells, a gravity that none of the steps reached.
fn sum(section: &str, judgement: Judgement, steps: &[&Assessment]) -> Option<Sum> {
    let known: Vec<&Judgement> = steps.iter().flat_map(|step| &step.changes).collect();
    let is_known = |fact: &FactChange| {
        known
            .iter()
            .flat_map(|judgement| &judgement.facts)
            .any(|other| (other.family, &other.old, &other.new) == (fact.family, &fact.old, &fact.new))
    };
    // A stretch of words differs from step to step although the steps said all of it.
    let differs = |fact: &&FactChange| fact.old != fact.new && !fact.is_words;
    let reason = judgement.reasons.first()?.clone();
    if let Some(fact) = judgement.facts.iter().filter(differs).find(|fact| !is_known(fact)).cloned() {
        return Some(Sum { section: section.to_owned(), judgement, fact: Some(fact), reason });
    }
    if judgement.facts.iter().any(|fact| differs(&fact)) {
        return None;
    }
    let gravest: Option<Severity> = known.iter().filter_map(|judgement| judgement.severity).max();
    let grew = judgement.severity > gravest || known.iter().all(|step| !step.verdict.is_finding());
    let is_new = known.iter().flat_map(|step| &step.reasons).all(|step| step.rule != reason.rule);
    (grew && is_new).then(|| Sum { section: section.to_owned(), judgement, fact: None, reason })
}

fn in_words(sum: &Sum, since: Since, steps: usize, zone: Tz) -> String {
    let day = |at: DateTime<Utc>| at.with_timezone(&zone).format("%-d %B %Y");
    let since = match since {
        Since::Told(at) => format!("Since the last change that was told, of {}", day(at)),
        Since::First(at) => format!("Since the first version, of {}", day(at)),
    };
    let Some(FactChange { family, subject, old, new, .. }) = &sum.fact else {
        return format!("{since}, {steps} small changes add up. {}", sum.reason.why);
    };
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
    let family = family.as_str().replace('_', " ");
    format!("{since}, {family} of “{subject}” went from {} to {} in steps.", value(old), value(new))
}

/// Makes the sum a finding of the change that completes it.
fn raise(comparison: &Comparison, assessment: &mut Assessment, sum: Sum, why: String) {
    let has_fact = |judgement: &Judgement| {
        judgement.facts.iter().any(|fact| Some(fact.family) == sum.fact.as_ref().map(|sum| sum.family))
    };
    let by_fact = assessment.changes.iter().position(has_fact);
    let by_section = || comparison.changes.iter().position(|change| change.section == sum.section);
    let Some(judgement) =
        by_fact.or_else(by_section).or(Some(0)).and_then(|at| assessment.changes.get_mut(at))
    else {
        return;
    };
    judgement.verdict = Verdict::Material;
    judgement.severity = judgement.severity.max(sum.judgement.severity);
    judgement.direction = sum.judgement.direction.or(judgement.direction);
    judgement.category = sum.judgement.category.or(judgement.category);
    judgement.facts.extend(sum.fact);
    let Reason { old, new, .. } = sum.reason;
    judgement.reasons.insert(0, Reason { rule: "W2".to_owned(), why, old, new });
}

#[cfg(test)]
mod tests;
