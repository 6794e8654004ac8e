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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::lexer::padded;

    #[test]
    fn every_cue_stands_once_and_in_the_form_of_padded_text() {
        for row in CATEGORY_CUES.iter().flat_map(|table| table.iter()) {
            let cues: Vec<&str> = row.strong.iter().chain(row.weak).copied().collect();
            for (at, cue) in cues.iter().enumerate() {
                assert!(!cues[at + 1..].contains(cue), "{:?}: {cue} stands twice", row.category);
                assert_eq!(padded(cue).trim(), cue.trim(), "{:?}: no text holds {cue}", row.category);
                assert!(cue.starts_with(' '), "{:?}: {cue} begins inside a word", row.category);
            }
        }
    }
}
