//! Cues of what a sentence speaks about, one row a family. Data only.
//!
//! Wider than the cues of the grammars: a row says what a statement belongs to although no grammar
//! reads a value from it. Whoever uses the rows weighs one against another. Cues are divided by `|`
//! and begin at a word; without a final space each is a prefix.

mod contract;
mod privacy;
mod service;

use std::sync::LazyLock;

use crate::facts::Family;

/// What shows that a sentence belongs to a family.
pub(crate) struct Speech {
    /// The family.
    pub(crate) family: Family,
    /// Words that speak of it by themselves.
    pub(crate) strong: Vec<String>,
    /// Words that speak of it where something else does too.
    pub(crate) weak: Vec<String>,
    /// Words of a heading, a stem or the name of a column that speak of it.
    pub(crate) near: Vec<String>,
}

/// Every family that a sentence may speak of without a typed value, its cues padded.
pub(crate) static SPEECH: LazyLock<Vec<Speech>> = LazyLock::new(|| {
    let cues =
        |words: &str| words.split('|').filter(|cue| !cue.is_empty()).map(|cue| format!(" {cue}")).collect();
    [privacy::ROWS, service::ROWS, contract::ROWS]
        .into_iter()
        .flatten()
        .map(|(family, strong, weak, near)| Speech {
            family: *family,
            strong: cues(strong),
            weak: cues(weak),
            near: cues(near),
        })
        .collect()
});

/// Family; its words; hints; words of headings.
type Row = (Family, &'static str, &'static str, &'static str);
