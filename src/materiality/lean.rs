//! Which way words lean that no rule read.
//!
//! A lean is no finding: it never makes a change material and is said only of what a person has to read.
//! Where nothing tells, nothing is said.

use super::direction::{Nature, nature};
use super::reach;
use super::rules::Case;
use super::{Category, Direction};
use crate::facts::lexer::{has_any, padded};
use crate::facts::{Clause, NEGATORS, cues};

/// The lean of a sentence that only grew or only shrank; `None` where it was reworded or nothing tells.
///
/// The act a sentence opens with tells most, then the words before the edit, then the topic.
pub(super) fn lean(case: &Case<'_>) -> Option<Direction> {
    if let Some((_, sign)) = reach::read(case.edit, case.category) {
        return Some(sign);
    }
    let count = |words: &str| words.split_whitespace().count();
    let both = case.edit.old.is_some() && case.edit.new.is_some();
    let grown = match (count(&case.removed), count(&case.added)) {
        (0, more) if more > 0 => true,
        (less, 0) if less > 0 => false,
        _ => return None,
    };
    of_act(case, both, grown)
        .or_else(|| both.then(|| of_reach(&before_the_edit(case), grown)).flatten())
        .or_else(|| of_topic(case.category, grown))
}

/// More of what serves the reader is better for him, less of it worse, and the other way round for what is
/// done with his data. Inside a denial a further object widens it and a qualification narrows it.
fn of_act(case: &Case<'_>, both: bool, grown: bool) -> Option<Direction> {
    let clause = case.edit.old.as_ref().or(case.edit.new.as_ref())?;
    let (touches, at) = leading_act(clause)?;
    let denied = clause.words.get(..at).is_some_and(|before| has_any(before, NEGATORS));
    let serves = touches == denied;
    let words = if grown { &case.added } else { &case.removed };
    let narrows = both && denied && !has_any(words, &[" or ", " and ", " nor "]);
    Some(worse((grown == serves) == narrows))
}

/// The first act of a sentence: whether it touches the reader's data (else it serves him), and where
/// it stands.
fn leading_act(clause: &Clause) -> Option<(bool, usize)> {
    let first = |table: &[(&str, &[&str])]| {
        table.iter().flat_map(|(_, forms)| forms.iter()).filter_map(|form| clause.words.find(form)).min()
    };
    match (first(cues::INTRUSIVE_ACTS), first(cues::PROTECTIVE_ACTS)) {
        (Some(taken), Some(given)) => Some((taken < given, taken.min(given))),
        (Some(taken), None) => Some((true, taken)),
        (None, Some(given)) => Some((false, given)),
        (None, None) => match nature(clause) {
            Nature::Burden => Some((true, 0)),
            Nature::Right => Some((false, 0)),
            _ => None,
        },
    }
}

/// A prohibition that reaches less far leaves more to be done, an exception that grows too; a duty of the
/// reader that grows is a heavier one.
fn of_reach(before: &str, grown: bool) -> Option<Direction> {
    let excepted = [" other than ", " except", " unless ", " save "];
    let duty =
        [" you must ", " you agree ", " you may not ", " you shall ", " customer must ", " customer shall "];
    if has_any(before, &duty) || has_any(before, &[" only ", " solely "]) && !has_any(before, NEGATORS) {
        Some(worse(grown))
    } else if has_any(before, NEGATORS) {
        Some(worse(grown == has_any(before, &excepted)))
    } else {
        None
    }
}

/// The words both sentences open with, padded.
fn before_the_edit(case: &Case<'_>) -> String {
    let (Some(old), Some(new)) = (&case.edit.old, &case.edit.new) else { return String::new() };
    let pairs = old.text.split_whitespace().zip(new.text.split_whitespace());
    let same: Vec<&str> = pairs.take_while(|(a, b)| a == b).map(|(word, _)| word).collect();
    padded(&same.join(" "))
}

/// More that may be done with data is worse, and so is less of what bears a risk or grants a right.
fn of_topic(category: Category, grown: bool) -> Option<Direction> {
    let taking = matches!(
        category,
        Category::FirstPartyCollectionUse
            | Category::ThirdPartySharingCollection
            | Category::DataRetention
            | Category::SlaExclusions
            | Category::AcceptableUse
    );
    let bearing = matches!(
        category,
        Category::LimitationOfLiability
            | Category::DataSecurity
            | Category::UserAccessEditDeletion
            | Category::Warranty
    );
    (taking && grown || bearing && !grown).then_some(Direction::Weaker)
}

fn worse(worse: bool) -> Direction {
    if worse { Direction::Weaker } else { Direction::Stronger }
}
