//! For whom an edit is better: what the rules read of it, weighed against what is learned of its words.
//!
//! A rule that reads a statement is right more often than not, and so are the learned weights; they err
//! on different edits. A lean is no finding: it never makes a change material and is said only of what a
//! person has to read. Where nothing tells, nothing is said.

use std::ops::Range;

use super::direction::goes_both_ways;
use super::learned::signs;
use super::rules::{Case, Finding};
use super::sides::{Pair, Sides};
use super::statement::Statements;
use super::{Category, Direction};

/// What a rule's word weighs that an edit is better; an average edit has somewhat less by its learned weights.
const BETTER_BY_RULE: i32 = 2000;
/// What its word weighs that an edit is worse: in edits of whole documents rules were right about that in
/// nineteen of twenty.
const WORSE_BY_RULE: i32 = 4000;
/// How much more it takes to call an edit better: who is told so of a worse one does not look again.
const CAUTION: i32 = 1000;
/// Learned weights that say nothing clear.
const UNSURE: i32 = 150;
/// Learned weights that tell where two readings of a sentence disagree.
const CLEAR: i32 = 500;

/// Weighs the signs of findings against the learned ones; two readings that disagree are settled only where the
/// words are clear.
pub(super) fn settle(case: &Case<'_>, findings: &mut [Finding]) {
    let mut open =
        findings.iter_mut().filter(|finding| finding.weight > 0 && finding.rule != "M10").peekable();
    if open.peek().is_none() {
        return;
    }
    let learned = learned(case);
    for finding in open {
        finding.sign = match finding.sign {
            said @ (Direction::Weaker | Direction::Stronger) => weighed(said, learned),
            Direction::Mixed if !finding.fact.as_ref().is_some_and(|fact| goes_both_ways(fact.family)) => {
                of_learned(learned, CLEAR).unwrap_or(Direction::Mixed)
            }
            said => said,
        };
    }
}

/// The lean of an edit that no rule read; `None` where nothing tells.
pub(super) fn lean(case: &Case<'_>) -> Option<Direction> {
    match read(case) {
        Some(sign @ (Direction::Weaker | Direction::Stronger)) => Some(weighed(sign, learned(case))),
        Some(sign) => Some(sign),
        None if is_another_name(case) => Some(match case.category {
            Category::ContactInformation | Category::IntroductoryGeneric => Direction::Neutral,
            _ => Direction::Mixed,
        }),
        None => of_learned(learned(case), UNSURE),
    }
}

/// Nothing but names stand for names: for whom that is better hangs on who they are.
fn is_another_name(case: &Case<'_>) -> bool {
    let Some(Sides::Changed(Pair { old, new, runs })) = &case.sides else { return false };
    let named = |statements: &Statements, range: &Range<usize>| {
        let words = &statements.words[range.clone()];
        // The first word of a sentence is written large whatever it is.
        !words.is_empty() && words.iter().all(|word| word.is_name) && (range.start > 0 || words.len() > 1)
    };
    !runs.is_empty() && runs.iter().all(|(from, to)| named(old, from) && named(new, to))
}

fn learned(case: &Case<'_>) -> i32 {
    case.sides.as_ref().map_or(0, |sides| signs::sign(sides, case.category))
}

fn weighed(said: Direction, learned: i32) -> Direction {
    let rule = if said == Direction::Stronger { BETTER_BY_RULE } else { -WORSE_BY_RULE };
    if learned + rule > CAUTION { Direction::Stronger } else { Direction::Weaker }
}

/// What the learned weights say alone, where they say more than this.
fn of_learned(learned: i32, least: i32) -> Option<Direction> {
    if learned >= CAUTION + least {
        Some(Direction::Stronger)
    } else {
        (learned <= -least).then_some(Direction::Weaker)
    }
}

/// What the statement tells, else the topic.
fn read(case: &Case<'_>) -> Option<Direction> {
    if let Some((_, sign)) = case.read_sign() {
        return Some(sign);
    }
    if case.edit.old.is_some() && case.edit.new.is_some() {
        // Another law or court is better for some and worse for others; another address for nobody.
        return match case.category {
            Category::ChoiceOfLaw | Category::Jurisdiction => Some(Direction::Mixed),
            Category::ContactInformation => Some(Direction::Neutral),
            _ => of_growth(case),
        };
    }
    of_growth(case)
}
/// The sign of a sentence that only grew or only shrank, by its topic.
fn of_growth(case: &Case<'_>) -> Option<Direction> {
    let count = |words: &str| words.split_whitespace().count();
    let grown = match (count(&case.removed), count(&case.added)) {
        (0, more) if more > 0 => true,
        (less, 0) if less > 0 => false,
        _ => return None,
    };
    of_topic(case.category, grown)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_nobody_has_learned_say_nothing_and_better_takes_more_than_worse() {
        assert_eq!(of_learned(0, UNSURE), None);
        assert_eq!(of_learned(CAUTION, UNSURE), None);
        assert_eq!(of_learned(CAUTION + UNSURE, UNSURE), Some(Direction::Stronger));
        assert_eq!(of_learned(-UNSURE, UNSURE), Some(Direction::Weaker));
    }

    #[test]
    fn what_a_rule_read_stands_unless_the_words_say_clearly_otherwise() {
        for sign in [Direction::Stronger, Direction::Weaker] {
            assert_eq!(weighed(sign, 0), sign);
        }
        assert_eq!(weighed(Direction::Stronger, -BETTER_BY_RULE), Direction::Weaker);
        assert_eq!(weighed(Direction::Weaker, WORSE_BY_RULE), Direction::Weaker);
        assert_eq!(weighed(Direction::Weaker, WORSE_BY_RULE + CAUTION + 1), Direction::Stronger);
    }
}
