//! What a sentence speaks about: the families its words, its list and its heading point to, weighed.
//!
//! A grammar reads a value or nothing. A sentence that changed belongs to a family all the same, and
//! often to two: who is told of a breach within a day is answered and given notice. Nothing is read
//! here; whoever asks knows what changed.

use super::clause::Clause;
use super::cues::{REGIONS, SPEECH};
use super::lexer::padded;
use super::padded::{Padded, Searched as _};
use super::{Fact, Family};

/// What in a sentence speaks of a family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a kind of evidence of its own, and all are weighed"
)]
pub(crate) struct Spoken {
    /// The family.
    pub(crate) family: Family,
    /// A word of it stands in the sentence.
    pub(crate) strong: bool,
    /// Several different words of it do.
    pub(crate) several: bool,
    /// A hint stands in the sentence.
    pub(crate) weak: bool,
    /// A word of it stands close to what changed.
    pub(crate) close: bool,
    /// A hint stands close to what changed.
    pub(crate) close_weak: bool,
    /// Heading, stem or column name it.
    pub(crate) near: bool,
    /// A grammar reads it.
    pub(crate) read: bool,
    /// A word of it changed.
    pub(crate) changed: bool,
    /// A hint changed.
    pub(crate) changed_weak: bool,
}

/// What a sentence speaks of, family by family; `touched` are the words that changed, `part` those with
/// the words around them.
pub(crate) fn spoken(clause: &Clause, facts: &[Fact], touched: &Padded, part: &Padded) -> Vec<Spoken> {
    let heading = own_heading(clause);
    let rows = SPEECH.iter().map(|row| {
        let strong = row.strong.iter().filter(|cue| clause.words.holds(cue)).take(2).count();
        Spoken {
            family: row.family,
            strong: strong > 0,
            several: strong > 1,
            weak: says(&clause.words, &row.weak) || row.family == Family::Location && names_place(clause),
            close: says(part, &row.strong),
            close_weak: says(part, &row.weak),
            near: [&heading, &clause.stem, &clause.column].iter().any(|part| says(part, &row.near)),
            read: facts.iter().any(|fact| fact.family == row.family),
            changed: says(touched, &row.strong),
            changed_weak: says(touched, &row.weak),
        }
    });
    rows.collect()
}

/// The nearest heading without what a whole document is called: "Privacy notice" announces no notice.
fn own_heading(clause: &Clause) -> Padded {
    let nearest = padded(clause.section.rsplit(" > ").next().unwrap_or_default());
    let titles =
        [" privacy notice", " cookie notice", " privacy policy", " data protection", " personal data policy"];
    titles.iter().fold(nearest, |text, title| text.replace(title, "")).into()
}

fn names_place(clause: &Clause) -> bool {
    REGIONS.iter().any(|(cue, _)| clause.words.holds(cue))
}

fn says(words: &Padded, cues: &[String]) -> bool {
    cues.iter().any(|cue| words.holds(cue))
}
