//! Which way words lean that no rule read.
//!
//! A lean is no finding: it never makes a change material and is said only of what a person has to read.
//! Where nothing tells, nothing is said.

use super::rules::Case;
use super::{Category, Direction};

/// The lean of a sentence that only grew or only shrank; `None` where it was reworded or nothing tells.
///
/// The act a sentence opens with tells most, then the words before the edit, then the topic.
pub(super) fn lean(case: &Case<'_>) -> Option<Direction> {
    if let Some((_, sign)) = case.reach.sign(case.category) {
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
