//! Lines that moved: words whose exchange turns the sense, duties owed, leftover numbers.

use super::{Case, Finding};
use crate::facts::lexer::{has_any, padded};
use crate::facts::{Family, NEGATORS, cues};
use crate::materiality::direction::{Nature, nature, opposite};
use crate::materiality::{Category, Direction, words};

/// Words whose exchange moves a line, with the sign of going from left to right.
const LINES: &[(&str, &str, Direction)] = &[
    (" greater ", " less ", Direction::Weaker),
    (" greater ", " lesser ", Direction::Weaker),
    (" higher ", " lower ", Direction::Weaker),
    (" more ", " less ", Direction::Weaker),
    (" before ", " after ", Direction::Weaker),
    (" material ", " any ", Direction::Weaker),
    (" all ", " some ", Direction::Weaker),
    (" later ", " earlier ", Direction::Stronger),
    (" erased ", " archived ", Direction::Weaker),
    (" deleted ", " archived ", Direction::Weaker),
    (" deleted ", " anonymized ", Direction::Weaker),
    (" month ", " year ", Direction::Weaker),
    (" day ", " month ", Direction::Weaker),
    (" email ", " website ", Direction::Weaker),
    (" email ", " dashboard ", Direction::Weaker),
    (" email ", " page ", Direction::Weaker),
    (" guarantee ", " target ", Direction::Weaker),
    (" refuse ", " request ", Direction::Weaker),
    (" not exceed ", " exceed ", Direction::Weaker),
    (" becoming aware ", " confirming ", Direction::Weaker),
    (" disabled ", " enabled ", Direction::Weaker),
    (" private ", " public ", Direction::Weaker),
    (" off ", " on ", Direction::Weaker),
    (" end ", " survive ", Direction::Weaker),
    (" covered ", " excluded ", Direction::Weaker),
    (" included ", " excluded ", Direction::Weaker),
    (" serious ", " any ", Direction::Weaker),
    (" repeated ", " any ", Direction::Weaker),
    (" warrant", " as is ", Direction::Weaker),
    (" including ", " excluding ", Direction::Weaker),
    (" recommend ", " require ", Direction::Mixed),
    (" recommended ", " required ", Direction::Mixed),
    (" delete ", " deactivate ", Direction::Weaker),
    (" delete ", " anonymi", Direction::Weaker),
    (" deleted ", " deactivated ", Direction::Weaker),
    (" express ", " implied ", Direction::Weaker),
    (" written ", " oral ", Direction::Weaker),
    (" promptly ", " eventually ", Direction::Weaker),
    (" receiving ", " end ", Direction::Weaker),
];

/// M3: a word was exchanged for the one on the other side of a line.
pub(super) fn line(case: &Case<'_>) -> Option<Finding> {
    let sign = LINES.iter().find_map(|(left, right, sign)| {
        if case.removed.contains(left) && case.added.contains(right) {
            Some(*sign)
        } else if case.removed.contains(right) && case.added.contains(left) {
            Some(opposite(*sign))
        } else {
            None
        }
    })?;
    let family = words::family_of(case.category, case.edit.clause()).unwrap_or(Family::Promise);
    Some(words::finding("M3", 65, sign, words::with_quote("A limit moved.", case), case, family))
}

/// What was owed to the reader is owed no more, or newly: "we will delete it" becomes "we will stop using it".
pub(super) fn owed(case: &Case<'_>) -> Option<Finding> {
    let owes = |words: &str| has_any(words, &[" will ", " shall ", " must "]) && !has_any(words, NEGATORS);
    let act = |words: &str| {
        cues::PROTECTIVE_ACTS.iter().find(|(_, forms)| has_any(words, forms)).map(|(act, _)| *act)
    };
    let (old, new) = (act(&case.removed), act(&case.added));
    let reader =
        [" you must ", " you will ", " you shall ", " you agree ", " customer shall ", " customer must "];
    if old.is_some() == new.is_some()
        || !owes(case.edit.old_words())
        || !owes(case.edit.new_words())
        || has_any(case.edit.new_words(), &reader)
    {
        return None;
    }
    let sign = if old.is_some() { Direction::Weaker } else { Direction::Stronger };
    let why = if old.is_some() {
        "Something owed to the reader is gone."
    } else {
        "Something is newly owed to the reader."
    };
    let family = words::family_of(case.category, case.edit.clause()).unwrap_or(Family::Promise);
    Some(words::finding("M2", 65, sign, words::with_quote(why, case), case, family))
}

/// M3: a number no family claims.
pub(super) fn number(case: &Case<'_>) -> Option<Finding> {
    let numeric = |words: &str| {
        words.split_whitespace().any(|word| {
            word.starts_with('#') || word.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',')
        })
    };
    if !numeric(&case.removed) && !numeric(&case.added) || case.category == Category::ContactInformation {
        return None;
    }
    let sign = if has_any(&case.edit.clause().words, &[" clause ", " section ", " article "]) {
        Direction::Weaker
    } else {
        of_number(case)
    };
    let family = words::family_of(case.category, case.edit.clause())?;
    let bounds = [" up to ", " than ", " most ", " maximum ", " minimum ", " limit", " least ", " exceed"];
    let what = |touched: &str| if has_any(touched, &bounds) { "A limit" } else { "A number" };
    let why = match (numeric(&case.removed), numeric(&case.added)) {
        (false, true) => format!("{} is new.", what(&case.added)),
        (true, false) => format!("{} is gone.", what(&case.removed)),
        _ => "A number changed.".to_owned(),
    };
    Some(words::finding("M3", 60, sign, words::with_quote(&why, case), case, family))
}

/// The sign of a number no family claims: more of what the reader has or of his time is better, more of the
/// time others take is worse, and a number that is gone left something open.
fn of_number(case: &Case<'_>) -> Direction {
    let first = |words: &str| -> Option<f64> {
        words.split_whitespace().find_map(|word| {
            let digits: String = word.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.')).collect();
            word.starts_with(|c: char| c == '#' || c.is_ascii_digit()).then(|| digits.parse().ok())?
        })
    };
    let grown = match (first(&case.removed), first(&case.added)) {
        (Some(old), Some(new)) if old < new => true,
        (Some(old), Some(new)) if old > new => false,
        (Some(_), None) => return Direction::Weaker,
        _ => return Direction::Mixed,
    };
    let good = match nature(case.edit.clause()) {
        Nature::Right | Nature::Burden => grown,
        Nature::Protective | Nature::Intrusive => !grown,
        Nature::Neutral if has_any(case.edit.new_words(), &[" within ", " must ", " allow", " includ"]) => {
            grown
        }
        Nature::Neutral => return Direction::Mixed,
    };
    if good { Direction::Stronger } else { Direction::Weaker }
}

/// Another event starts a time, or another thing is promised at the same number.
pub(super) fn anchor(case: &Case<'_>) -> Option<Finding> {
    let clause = case.edit.clause();
    let timed = !crate::facts::lexer::quantities(&padded(&clause.text)).is_empty();
    let reworded = case.removed.split_whitespace().count() > 0 && case.added.split_whitespace().count() > 0;
    if !timed
        || !reworded
        || matches!(case.category, Category::IntroductoryGeneric | Category::ContactInformation)
    {
        return None;
    }
    let family = words::family_of(case.category, clause)?;
    Some(words::finding(
        "M3",
        60,
        Direction::Weaker,
        words::with_quote("What the number counts changed.", case),
        case,
        family,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::materiality::canon::tokens;

    #[test]
    fn every_line_stands_once_and_in_the_form_of_tokens() {
        for (at, (left, right, _)) in LINES.iter().enumerate() {
            let twin = LINES[at + 1..].iter().any(|(a, b, _)| a == left && b == right);
            assert!(!twin, "{left} / {right} stands twice");
            for side in [left, right].into_iter().filter(|side| side.ends_with(' ')) {
                assert_eq!(tokens(side).join(" "), side.trim(), "no sentence holds {side}");
            }
        }
    }
}
