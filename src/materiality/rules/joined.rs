//! Facts before and after, joined by family and subject: rules M3 to M6 and M10 to M15.

#![expect(clippy::match_same_arms, reason = "each arm is a row of a table, in its own order")]

use super::shown::{alone, with_base, with_bound};
use super::{Case, Finding};
use crate::facts::{Bound, Fact, Family, Place, Stance, Value};
use crate::materiality::sentences::{self, Turn};
use crate::materiality::{Direction, FactChange, direction, words};

/// Findings from facts that differ between the two sides.
pub(in crate::materiality) fn differences(case: &Case<'_>) -> Vec<Finding> {
    let mut old: Vec<&Fact> = case.old_facts.iter().collect();
    let mut new: Vec<&Fact> = case.new_facts.iter().collect();
    let mut findings = Vec::new();
    take_pairs(&mut old, &mut new, |a, b| {
        a.subject == b.subject
            && a.value.equals(&b.value)
            && bounds_agree(a, b)
            && a.hedge.is_some() == b.hedge.is_some()
    });
    for (a, b) in take_pairs(&mut old, &mut new, |a, b| a.subject == b.subject) {
        findings.push(changed(case, a, b));
    }
    if case.edit.old.is_some() && case.edit.new.is_some() {
        for (a, b) in take_pairs(&mut old, &mut new, joins_by_family) {
            // The same number under another name of the subject is no change of the number.
            if !(a.value.equals(&b.value) && bounds_agree(a, b)) || is_named(a) {
                findings.push(changed(case, a, b));
            }
        }
    }
    if case.edit.old.is_some() && case.edit.new.is_some() {
        for (a, b) in take_pairs(&mut old, &mut new, renamed) {
            findings.extend(extended(case, a, b));
        }
    }
    let is_place = |fact: &&Fact| fact.family == Family::Location;
    // A place that is no longer stated at all may be anywhere; one in exchange for another says which
    // way by the other.
    let left = if new.iter().any(&is_place) {
        Direction::Neutral
    } else if case.new_facts.iter().any(|fact| is_place(&fact)) {
        Direction::Stronger
    } else if case.edit.new.is_none() && matches!(case.edit.clause().place, Place::Cell | Place::Key) {
        // The row of a recipient went with all it says.
        Direction::Stronger
    } else {
        Direction::Weaker
    };
    let stays = case.keeps_promise();
    let named = |mut finding: Finding, fact: &Fact, turn: Turn| {
        if let Some(why) = sentences::act(fact, turn).filter(|_| stays) {
            finding.why = why;
        }
        finding
    };
    let old = old.into_iter().filter(|fact| speaks(fact));
    findings.extend(old.map(|fact| named(gone(fact, left), fact, Turn::Went)));
    let new = new.into_iter().filter(|fact| speaks(fact));
    findings.extend(new.map(|fact| named(come(fact), fact, Turn::Came)));
    findings
}

/// Contacts and dates are reported as facts and never raise a verdict.
fn speaks(fact: &Fact) -> bool {
    !matches!(fact.family, Family::Definition | Family::Formula)
}

/// Removes and returns the pairs of one family that satisfy `joins`.
fn take_pairs<'f>(
    old: &mut Vec<&'f Fact>,
    new: &mut Vec<&'f Fact>,
    joins: impl Fn(&Fact, &Fact) -> bool,
) -> Vec<(&'f Fact, &'f Fact)> {
    let mut pairs = Vec::new();
    old.retain(|a| match new.iter().position(|b| a.family == b.family && joins(a, b)) {
        Some(at) => {
            pairs.push((*a, new.remove(at)));
            false
        }
        None => true,
    });
    pairs
}

fn bounds_agree(a: &Fact, b: &Fact) -> bool {
    let opposed = |x: Bound, y: Bound| {
        matches!((x, y), (Bound::AtMost, Bound::AtLeast) | (Bound::AtLeast, Bound::AtMost | Bound::Exact))
    };
    !opposed(a.bound, b.bound) && !opposed(b.bound, a.bound)
}

/// Families whose members are told apart by value; members of the others are what they are by name.
fn joins_by_family(a: &Fact, b: &Fact) -> bool {
    match a.family {
        Family::DataType
        | Family::Purpose
        | Family::Right
        | Family::SecurityMeasure
        | Family::Framework
        | Family::Location => false,
        Family::AcceptableUse | Family::Exclusion => false,
        // One who receives nothing is no other name for one who receives something.
        Family::Recipient => a.is_denied() == b.is_denied(),
        // Each thing for which liability has no limit stands by itself.
        Family::LiabilityCap if a.value == Value::Text("uncapped".to_owned()) => false,
        Family::Promise => a.subject.split(' ').next() == b.subject.split(' ').next(),
        _ => true,
    }
}

fn is_named(fact: &Fact) -> bool {
    matches!(fact.family, Family::Recipient)
}

fn changed(case: &Case<'_>, old: &Fact, new: &Fact) -> Finding {
    let (rule, weight) = weigh(old, Some(new));
    let (before, after) = shown(old, new);
    Finding {
        rule,
        weight,
        sign: direction::of_change(old, new, case.edit.clause()),
        why: match (&old.value, &new.value) {
            (Value::Tier { credit: p, .. }, Value::Tier { credit: q, .. }) if p == q => {
                sentences::tier_moved(&p.to_string(), &before, &after)
            }
            _ => sentences::changed(old, new, &before, &after),
        },
        old: None,
        new: None,
        fact: Some(FactChange {
            family: old.family,
            subject: new.label.clone(),
            old: Some(before),
            new: Some(after),
            is_words: false,
        }),
    }
}

/// The two values in short; the starting event is named only where it counts.
fn shown(old: &Fact, new: &Fact) -> (String, String) {
    match (&old.value, &new.value) {
        (Value::Event { event: a, plus: Some(p) }, Value::Event { event: b, plus: Some(q) })
            if a == b && old.family != Family::Retention =>
        {
            (with_bound(old, &p.to_string()), with_bound(new, &q.to_string()))
        }
        (Value::Tier { credit: p, .. }, Value::Tier { credit: q, .. }) if p == q => {
            let level = |fact: &Fact| fact.label.trim_start_matches("availability ").to_owned();
            (level(old), level(new))
        }
        _ => {
            let (a, b) = (with_base(old), with_base(new));
            if a == b { (with_bound(old, &a), with_bound(new, &b)) } else { (a, b) }
        }
    }
}

/// The same statement about a subject that reads almost the same.
fn renamed(a: &Fact, b: &Fact) -> bool {
    let shared = a.subject.split(' ').filter(|word| b.subject.split(' ').any(|other| other == *word)).count();
    let stance = matches!(a.value, Value::Stance(Stance::Prohibited | Stance::Exclusive | Stance::Open));
    let family =
        matches!(a.family, Family::AcceptableUse | Family::Purpose | Family::DataType | Family::Consent);
    family && stance && a.value.equals(&b.value) && 2 * shared >= a.subject.split(' ').count() && shared > 1
}

/// A prohibition that grew or shrank; other statements kept their meaning.
fn extended(case: &Case<'_>, old: &Fact, new: &Fact) -> Option<Finding> {
    if old.family != Family::AcceptableUse {
        return None;
    }
    let mut finding = changed(case, old, new);
    finding.sign =
        if case.added.len() > case.removed.len() { Direction::Weaker } else { Direction::Stronger };
    finding.why = words::with_quote("What the reader must not do changed.", case);
    Some(finding)
}

fn gone(fact: &Fact, place_left: Direction) -> Finding {
    let (rule, weight) = weigh(fact, None);
    Finding {
        rule,
        weight,
        sign: if fact.family == Family::Location {
            place_left
        } else if fact.family == Family::Consent && fact.value == Value::Stance(Stance::OptOut) {
            // A way to object that is no longer named.
            Direction::Weaker
        } else {
            direction::opposite(direction::of_addition(fact))
        },
        why: sentences::told(fact, Turn::Went),
        old: None,
        new: None,
        fact: Some(FactChange {
            family: fact.family,
            subject: fact.label.clone(),
            old: Some(alone(fact)),
            new: None,
            is_words: false,
        }),
    }
}

fn come(fact: &Fact) -> Finding {
    let (rule, weight) = weigh(fact, None);
    Finding {
        rule,
        weight,
        sign: direction::of_addition(fact),
        why: sentences::told(fact, Turn::Came),
        old: None,
        new: None,
        fact: Some(FactChange {
            family: fact.family,
            subject: fact.label.clone(),
            old: None,
            new: Some(alone(fact)),
            is_words: false,
        }),
    }
}

/// Rule and weight of a difference; `new` is given where a value changed.
fn weigh(fact: &Fact, new: Option<&Fact>) -> (&'static str, u32) {
    let vague = |fact: &Fact| matches!(fact.value, Value::Stance(Stance::Unspecified));
    if vague(fact) != new.is_some_and(vague) && new.is_some() {
        return ("M15", 45);
    }
    match fact.family {
        Family::Retention
        | Family::ResponseDeadline
        | Family::NoticePeriod
        | Family::AgeLimit
        | Family::Price
        | Family::RefundWindow => ("M3", 70),
        Family::Recipient | Family::Location => ("M4", 70),
        Family::Framework => ("M4", 50),
        Family::DataType | Family::Purpose => ("M5", 60),
        Family::Right => ("M6", 80),
        Family::Promise if new.is_some() => ("M1", 100),
        Family::Promise => ("M2", 80),
        Family::Training => ("M1", 100),
        Family::Consent => ("M11", 90),
        Family::SecurityMeasure => ("M10", 65),
        Family::Availability
        | Family::Formula
        | Family::ServiceCredit
        | Family::CreditCap
        | Family::ClaimWindow
        | Family::Exclusion
        | Family::Remedy => ("M13", 80),
        Family::Definition => ("M13", 60),
        Family::Controller => ("M14", 30),
        Family::Contact | Family::PolicyDate => ("C9", 0),
        Family::LiabilityCap
        | Family::Arbitration
        | Family::GoverningLaw
        | Family::Courts
        | Family::UnilateralChange
        | Family::Termination
        | Family::Licence
        | Family::AcceptableUse
        | Family::Renewal => ("M12", 75),
    }
}
