//! From the opinions on its sentences to the judgement of a change: the gravest leads, and the sign is
//! what the gravest findings agree on.
//!
//! No sentence is read here; [`super::verdict`] has done that.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::rules::Finding;
use super::verdict::{Opinion, is_reserved_right};
use super::{Category, Direction, FactChange, Judgement, Reason, Verdict, words};
use crate::compare::Change;
use crate::facts::Family;

/// What tells one fact from another.
type Told = (Family, String, Option<String>, Option<String>);

/// Findings this far below the gravest do not decide the sign.
const SIGN_REACH: u32 = 25;

/// One judgement out of those of the sentences; the gravest leads.
pub(super) fn combine(mut opinions: Vec<Opinion>, change: &Change) -> Judgement {
    opinions.sort_by_key(|opinion| std::cmp::Reverse((opinion.verdict, opinion.score)));
    let verdict = opinions.first().map_or(Verdict::Review, |first| first.verdict);
    let reserved = [&change.old, &change.new].into_iter().flatten().any(|text| is_reserved_right(text));
    let category = opinions.first().map(|first| match first.category {
        Category::PolicyChange if reserved => Category::UnilateralChange,
        category => category,
    });
    // A new recipient in a new country is a matter of sharing first.
    let shares = opinions.iter().any(|opinion| {
        opinion.verdict == verdict && opinion.category == Category::ThirdPartySharingCollection
    });
    let category = match category {
        Some(Category::InternationalSpecificAudiences) if shares && is_place(&opinions) => {
            Some(Category::ThirdPartySharingCollection)
        }
        category => category,
    };
    let direction = match verdict {
        Verdict::Material => Some(sign(&opinions)),
        Verdict::Review => leaning(&opinions),
        Verdict::Cosmetic | Verdict::None => Some(Direction::Neutral),
    };
    let mut reasons: Vec<Reason> = Vec::new();
    let mut facts: Vec<FactChange> = Vec::new();
    for opinion in
        opinions.iter().filter(|opinion| opinion.verdict == verdict || verdict == Verdict::Material)
    {
        reasons.extend(opinion.reason.clone().filter(|_| opinion.verdict == verdict));
        for finding in &opinion.findings {
            if finding.weight > 0 {
                reasons.push(words::reason(
                    finding.rule,
                    &finding.why,
                    finding.old.as_deref().or(change.old.as_deref()),
                    finding.new.as_deref().or(change.new.as_deref()),
                ));
            }
        }
    }
    let mut told: HashMap<Told, usize> = HashMap::new();
    for fact in
        opinions.iter().flat_map(|opinion| &opinion.findings).filter_map(|finding| finding.fact.clone())
    {
        match told.entry((fact.family, fact.subject.clone(), fact.old.clone(), fact.new.clone())) {
            // Words that are also a value that was read are a value.
            Entry::Occupied(known) => facts[*known.get()].is_words &= fact.is_words,
            Entry::Vacant(place) => {
                place.insert(facts.len());
                facts.push(fact);
            }
        }
    }
    let severity = opinions
        .iter()
        .filter(|opinion| opinion.verdict == verdict)
        .filter_map(|opinion| opinion.severity)
        .max();
    Judgement { verdict, category, direction, severity, reasons, facts }
}

/// The gravest finding is about a place.
fn is_place(opinions: &[Opinion]) -> bool {
    let first = opinions.first().and_then(|first| first.findings.first());
    first.and_then(|finding| finding.fact.as_ref()).is_some_and(|fact| fact.family == Family::Location)
}

/// The way in which the unread sentences lean, where they lean one way.
fn leaning(opinions: &[Opinion]) -> Option<Direction> {
    let mut leans = opinions.iter().filter_map(|opinion| opinion.lean);
    let first = leans.next()?;
    Some(if leans.all(|lean| lean == first) { first } else { Direction::Mixed })
}

/// The common sign of the gravest findings; mixed where they disagree.
fn sign(opinions: &[Opinion]) -> Direction {
    let findings: Vec<&Finding> =
        opinions.iter().flat_map(|opinion| &opinion.findings).filter(|finding| finding.weight > 0).collect();
    let top = findings.iter().map(|finding| finding.weight).max().unwrap_or(0);
    let mut signs: Vec<Direction> = findings
        .iter()
        .filter(|finding| finding.weight + SIGN_REACH >= top)
        .map(|finding| finding.sign)
        .collect();
    let decided = |sign: &Direction| matches!(sign, Direction::Weaker | Direction::Stronger);
    if signs.iter().any(decided) {
        signs.retain(decided);
    }
    let first = signs.first().copied().unwrap_or(Direction::Neutral);
    if signs.iter().all(|sign| *sign == first) { first } else { Direction::Mixed }
}
