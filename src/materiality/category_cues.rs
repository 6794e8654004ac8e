//! Cues of the clause categories: data, apart from the code that scores them.
//!
//! Every cue starts with a space, so that it begins at a word; without a final space it is a prefix.

mod contract;
mod privacy;
mod service_level;

use super::Category;

/// The cues of one category.
pub(super) struct Cues {
    /// What they show.
    pub(super) category: Category,
    /// Cues that decide alone.
    pub(super) strong: &'static [&'static str],
    /// Cues that only add.
    pub(super) weak: &'static [&'static str],
}

/// The tables, more special categories first: the first of equal scores wins.
pub(super) const CATEGORY_CUES: [&[Cues]; 4] =
    [contract::CLAUSES, service_level::PARTS, contract::DEALINGS, privacy::PRACTICES];
