//! From the opinions on its sentences to the judgement of a change: the gravest leads, and the sign is
//! what the gravest findings agree on.
//!
//! No sentence is read here; [`super::verdict`] has done that.

use super::rules::Finding;
use super::verdict::{Opinion, is_reserved_right};
use super::{Category, Direction, FactChange, Judgement, Reason, Verdict, words};
use crate::compare::{Change, Fate};
use crate::facts::lexer::{has_any, padded};
use crate::facts::{Family, NEGATORS};

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
        Verdict::Review => leaning(&opinions).or_else(|| guess(change, category)),
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
    for fact in
        opinions.iter().flat_map(|opinion| &opinion.findings).filter_map(|finding| finding.fact.clone())
    {
        if !facts.contains(&fact) {
            facts.push(fact);
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

/// For text no rule read: more that may be done with data, or a limit gone, is weaker; else nobody
/// knows.
fn guess(change: &Change, category: Option<Category>) -> Option<Direction> {
    let words = |fate: Fate| change.words.iter().filter(|word| word.fate == fate).count();
    let grown = change.old.is_none() || words(Fate::Added) > 0 && words(Fate::Removed) == 0;
    let shrunk = change.new.is_none() || words(Fate::Removed) > 0 && words(Fate::Added) == 0;
    let taking = matches!(
        category,
        Some(
            Category::FirstPartyCollectionUse
                | Category::ThirdPartySharingCollection
                | Category::DataRetention
                | Category::SlaExclusions
                | Category::AcceptableUse
        )
    );
    let bearing = matches!(
        category,
        Some(
            Category::LimitationOfLiability
                | Category::DataSecurity
                | Category::UserAccessEditDeletion
                | Category::Warranty
        )
    );
    if grown != shrunk
        && change.old.is_some()
        && change.new.is_some()
        && let Some(sign) = of_reach(&before_the_edit(change), grown)
    {
        return Some(sign);
    }
    (taking && grown || bearing && shrunk).then_some(Direction::Weaker)
}

/// The words of the sentence before the first that came or went, padded.
fn before_the_edit(change: &Change) -> String {
    let kept: Vec<&str> = change
        .words
        .iter()
        .take_while(|word| word.fate == Fate::Same)
        .map(|word| word.text.as_str())
        .collect();
    let text = kept.concat();
    let start = text.rfind(['.', ';']).map_or(0, |at| at + 1);
    padded(&text[start..])
}

/// A prohibition that reaches less far leaves more to be done, an exception that grows too; a duty of the
/// reader that grows is a heavier one.
fn of_reach(before: &str, grown: bool) -> Option<Direction> {
    let worse = |worse: bool| Some(if worse { Direction::Weaker } else { Direction::Stronger });
    let excepted = [" other than ", " except", " unless ", " save "];
    let duty =
        [" you must ", " you agree ", " you may not ", " you shall ", " customer must ", " customer shall "];
    if has_any(before, &duty) {
        worse(grown)
    } else if has_any(before, NEGATORS) {
        worse(grown == has_any(before, &excepted))
    } else if has_any(before, &[" only ", " solely "]) {
        worse(grown)
    } else {
        None
    }
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
