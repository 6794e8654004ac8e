//! Numbers that moved on: one line for all renumbered sections, with the references that follow.
//!
//! A reference counts as followed only when it names exactly the number its section now has; any
//! other changed reference is an edit.

use std::collections::BTreeMap;

use super::matching::Matching;
use super::outline::Outline;
use super::tokens::{Token, tokens};

/// Old section numbers and what became of them.
#[derive(Debug, Default)]
pub(super) struct Renumbering {
    /// Every number that a section kept or changed, old to new.
    map: BTreeMap<String, String>,
    /// Renumbered sections in new order, those that only follow their parent left out.
    pub(super) shifted: Vec<(String, String)>,
    /// The same, of sections that were moved; told only when references follow them.
    pub(super) moved: Vec<(String, String)>,
}

/// References of one block that followed their sections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Followed {
    pub(super) old: Vec<String>,
    pub(super) new: Vec<String>,
}

impl Renumbering {
    /// Reads the numbers of paired sections. A number gained or lost altogether is markup, not an edit.
    pub(super) fn of(old: &Outline<'_>, new: &Outline<'_>, sections: &Matching, moved: &[bool]) -> Self {
        let mut renumbering = Self::default();
        for (from, to) in sections.pairs() {
            let (Some(before), Some(after)) =
                (&old.sections[from].section.number, &new.sections[to].section.number)
            else {
                continue;
            };
            renumbering.map.entry(before.clone()).or_insert_with(|| after.clone());
            if before == after {
                continue;
            }
            let parent =
                old.sections[from].parent.and_then(|node| old.sections[node].section.number.as_ref());
            let follows = parent
                .and_then(|parent| renumbering.map.get(parent).zip(before.strip_prefix(parent.as_str())))
                .is_some_and(|(parent, rest)| format!("{parent}{rest}") == *after);
            if !follows {
                let list = if moved[to] { &mut renumbering.moved } else { &mut renumbering.shifted };
                list.push((before.clone(), after.clone()));
            }
        }
        renumbering
    }

    /// The references of a block, when they are all that differs and each followed its section.
    pub(super) fn followed(&self, old: &str, new: &str) -> Option<Followed> {
        // Numbers that all stayed cannot be followed.
        if self.map.iter().all(|(old, new)| old == new) {
            return None;
        }
        let (old, new) = (tokens(old), tokens(new));
        if old.len() != new.len() {
            return None;
        }
        let mut followed = Followed { old: Vec::new(), new: Vec::new() };
        for (at, (before, after)) in old.iter().zip(&new).enumerate() {
            if before.form == after.form {
                continue;
            }
            let label = reference_label(&old, at)?;
            if self.now(&before.form)? != after.form {
                return None;
            }
            followed.old.push(format!("{label}{}", before.form));
            followed.new.push(format!("{label}{}", after.form));
        }
        (!followed.old.is_empty()).then_some(followed)
    }

    /// Where an old number points now; `5.2` follows `5` when it is no section of its own.
    fn now(&self, number: &str) -> Option<String> {
        if let Some(now) = self.map.get(number) {
            return Some(now.clone());
        }
        let (parent, rest) = number.rsplit_once('.')?;
        Some(format!("{}.{rest}", self.now(parent)?))
    }
}

/// The word that makes the token at this place a reference (`Section `), or nothing for a number
/// that opens the block.
fn reference_label(tokens: &[Token<'_>], at: usize) -> Option<String> {
    if at == 0 {
        return Some(String::new());
    }
    let mut before = at;
    while before > 0 {
        before -= 1;
        let word = tokens[before].form.to_lowercase();
        let singular = word.trim_end_matches('s');
        if is_reference_word(singular) {
            let gap = if singular == "§" { "" } else { " " };
            return Some(format!("{}{gap}", tokens[before].form.trim_end_matches('s')));
        }
        let linking =
            matches!(word.as_str(), "and" | "or" | "to" | "through" | "," | "-" | "&" | "und" | "et" | ".");
        if !linking && !word.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
    }
    None
}

/// True for a word, in small letters and the singular, that refers to a part of a document.
pub(super) fn is_reference_word(word: &str) -> bool {
    matches!(
        word,
        "section"
            | "article"
            | "clause"
            | "paragraph"
            | "part"
            | "sec"
            | "art"
            | "§"
            | "annex"
            | "schedule"
            | "exhibit"
            | "abschnitt"
            | "artikel"
            | "ziffer"
            | "punkt"
            | "sección"
            | "artículo"
            | "cláusula"
            | "articolo"
            | "sezione"
            | "artigo"
            | "artykuł"
            | "第"
    )
}

/// Numbers as a reader would say them: runs that shift together as ranges.
/// `[(3,4), (4,5), (5,6)]` becomes (`3-5`, `4-6`).
pub(super) fn in_ranges(shifts: &[(String, String)]) -> (String, String) {
    let mut runs: Vec<Vec<&(String, String)>> = Vec::new();
    for shift in shifts {
        match runs.last_mut() {
            Some(run)
                if run
                    .last()
                    .is_some_and(|last| follows(&last.0, &shift.0) && follows(&last.1, &shift.1)) =>
            {
                run.push(shift);
            }
            _ => runs.push(vec![shift]),
        }
    }
    let say = |pick: fn(&(String, String)) -> &str| -> String {
        let one = |run: &Vec<&(String, String)>| match run.as_slice() {
            [first, .., last] => format!("{}-{}", pick(first), pick(last)),
            [only] => pick(only).to_owned(),
            [] => String::new(),
        };
        runs.iter().map(one).collect::<Vec<_>>().join(", ")
    };
    (say(|shift| shift.0.as_str()), say(|shift| shift.1.as_str()))
}

fn follows(before: &str, after: &str) -> bool {
    let split = |number: &str| -> Option<(String, u32)> {
        let cut = number.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| at + 1);
        Some((number.get(..cut)?.to_owned(), number.get(cut..)?.parse().ok()?))
    };
    match (split(before), split(after)) {
        (Some((left, first)), Some((right, second))) => left == right && first.checked_add(1) == Some(second),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(pairs: &[(&str, &str)]) -> Renumbering {
        let map = pairs.iter().map(|(old, new)| ((*old).to_owned(), (*new).to_owned())).collect();
        Renumbering { map, ..Renumbering::default() }
    }

    #[test]
    fn references_follow_their_sections_or_are_edits() {
        let renumbering = map(&[("5", "6"), ("7", "8"), ("9", "9")]);
        let cases = [
            ("see Section 5 and Section 7.", "see Section 6 and Section 8.", true),
            ("see Sections 5, 7 and 9.", "see Sections 6, 8 and 9.", true),
            ("see Section 5.2.", "see Section 6.2.", true),
            ("see Section 5.", "see Section 7.", false),
            ("see Section 5 now.", "see Section 6 later.", false),
            ("kept for 5 years", "kept for 6 years", false),
            ("5 We keep logs.", "6 We keep logs.", true),
        ];
        for (old, new, expected) in cases {
            assert_eq!(renumbering.followed(old, new).is_some(), expected, "{old} -> {new}");
        }
    }

    #[test]
    fn runs_that_shift_together_are_one_range() {
        let shifts: Vec<_> = [("2", "3"), ("3", "4"), ("4", "5"), ("7.1", "9.1")]
            .iter()
            .map(|(old, new)| ((*old).to_owned(), (*new).to_owned()))
            .collect();
        assert_eq!(in_ranges(&shifts), ("2-4, 7.1".to_owned(), "3-5, 9.1".to_owned()));
    }
}
