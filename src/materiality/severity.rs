//! How grave a change is: by what was found, how exactly it is known, and what it touches.
//!
//! High needs an exact finding in a grave category: a value or a stance of one statement that
//! stands on both sides. A single hint by a small word is low. All the rest is of medium weight.

use super::Category;
use super::Severity;
use super::categories::multiplier;
use super::rules::{Case, Finding};
use crate::facts::Stance;

/// Product of weight and multiplier from which an exact finding is high.
const GRAVE: u32 = 740;
/// Longest rewording, in words on both sides, that still counts as one exact edit.
const EXACT: usize = 16;

/// The severity of one edit on which rules fired.
pub(super) fn severity(case: &Case<'_>, findings: &[Finding], category: Category) -> Severity {
    let edit = case.edit;
    let found: Vec<&Finding> = findings.iter().filter(|finding| finding.weight > 0).collect();
    let touched: usize = edit.runs.iter().map(|run| run.old.len() + run.new.len()).sum();
    let exact = |finding: &&Finding| {
        is_typed(finding) && finding.weight >= 60 && finding.weight * multiplier(category) >= GRAVE
    };
    if edit.old.is_some() && edit.new.is_some() && touched <= EXACT && found.iter().any(exact) {
        return Severity::High;
    }
    let strong = |finding: &&Finding| ["M1", "M3", "M6", "M11", "M12", "M13", "M15"].contains(&finding.rule);
    if found.iter().any(strong)
        || case.keeps_promise() && found.iter().any(|finding| is_act(finding))
        || found.len() > 1 && category != Category::IntroductoryGeneric
    {
        Severity::Medium
    } else {
        Severity::Low
    }
}

/// One of the acts that a promise denies came or went.
fn is_act(finding: &Finding) -> bool {
    finding.rule == "M2" && finding.fact.as_ref().is_some_and(|fact| !fact.is_words)
}

/// The finding compares two values of one fact, not two stretches of words.
fn is_typed(finding: &Finding) -> bool {
    let Some((old, new)) =
        finding.fact.as_ref().and_then(|fact| fact.old.as_deref().zip(fact.new.as_deref()))
    else {
        return false;
    };
    match finding.rule {
        "M1" | "M11" => Stance::is_named(old) && Stance::is_named(new),
        "M3" | "M12" | "M13" => true,
        _ => false,
    }
}
