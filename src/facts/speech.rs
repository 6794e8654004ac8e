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

/// How strongly a sentence speaks of a family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Spoken {
    /// The family.
    pub(crate) family: Family,
    /// Points: a word of it two, a hint one, heading or stem one, a grammar that reads it two.
    pub(crate) weight: u32,
}

/// The families a sentence speaks of, the strongest first; `touched` are the words that changed, `part`
/// those with the words around them.
pub(crate) fn spoken(clause: &Clause, facts: &[Fact], touched: &Padded, part: &Padded) -> Vec<Spoken> {
    let heading = own_heading(clause);
    let mut found: Vec<Spoken> = SPEECH
        .iter()
        .map(|row| {
            let near = [&heading, &clause.stem, &clause.column].iter().any(|part| says(part, &row.near));
            let strong = says(&clause.words, &row.strong);
            let weak =
                says(&clause.words, &row.weak) || row.family == Family::Location && names_place(clause);
            let close = strong && says(part, &row.strong);
            let read = facts.iter().any(|fact| fact.family == row.family);
            let word = if strong { 3 } else { u32::from(weak) };
            let changed = if says(touched, &row.strong) { 2 } else { u32::from(says(touched, &row.weak)) };
            let weight = word + u32::from(close) + 2 * u32::from(near) + 2 * u32::from(read) + changed;
            Spoken { family: row.family, weight }
        })
        .filter(|spoken| spoken.weight >= 2)
        .collect();
    found.sort_by_key(|spoken| std::cmp::Reverse(spoken.weight));
    found
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
