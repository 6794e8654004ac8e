//! Numbers that moved on: one line for all renumbered sections, with the references that follow.
//!
//! A reference counts as followed only when it names exactly the number its section now has; any
//! other changed reference is an edit.

use std::collections::BTreeMap;
use std::ops::Range;

use super::matching::Matching;
use super::outline::Outline;
use super::tokens::{Token, tokens};
use crate::document::Section;

/// Old section numbers and what became of them.
#[derive(Debug, Default)]
pub(super) struct Renumbering {
    /// Every number that a section kept or changed, old to new.
    map: BTreeMap<String, String>,
    /// Kind words before numbers that became others, old to new, in small letters: `article` to `section`.
    labels: BTreeMap<String, String>,
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
            let relabelled = relabelled(old.sections[from].section, new.sections[to].section);
            if let Some((before, after)) = &relabelled {
                renumbering.labels.insert(before.clone(), after.clone());
            }
            if before == after && relabelled.is_none() {
                continue;
            }
            let parent =
                old.sections[from].parent.and_then(|node| old.sections[node].section.number.as_ref());
            let follows = parent
                .and_then(|parent| renumbering.map.get(parent).zip(before.strip_prefix(parent.as_str())))
                .is_some_and(|(parent, rest)| format!("{parent}{rest}") == *after);
            if !follows || relabelled.is_some() {
                let list = if moved[to] { &mut renumbering.moved } else { &mut renumbering.shifted };
                list.push((named(old.sections[from].section), named(new.sections[to].section)));
            }
        }
        renumbering
    }

    /// True when no number and no kind word changed, so that nothing can be followed.
    pub(super) fn is_still(&self) -> bool {
        self.labels.is_empty() && self.map.iter().all(|(old, new)| old == new)
    }

    /// The references of a block, when they are all that differs and each followed its section.
    pub(super) fn followed(&self, old: &str, new: &str) -> Option<Followed> {
        if self.is_still() {
            return None;
        }
        let (old, new) = (tokens(old), tokens(new));
        let whole = |tokens: &[Token<'_>]| 0..tokens.len();
        self.followed_in(&old, whole(&old), &new, whole(&new))
    }

    /// The same for a part of two texts; a number that opens the text counts where the part does.
    pub(super) fn followed_in(
        &self,
        old: &[Token<'_>],
        old_part: Range<usize>,
        new: &[Token<'_>],
        new_part: Range<usize>,
    ) -> Option<Followed> {
        if old_part.len() != new_part.len() {
            return None;
        }
        let is_whole = old_part == (0..old.len()) && new_part == (0..new.len());
        let mut followed = Followed { old: Vec::new(), new: Vec::new() };
        for (from, to) in old_part.zip(new_part) {
            let (before, after) = (&old[from], &new[to]);
            if before.form == after.form {
                continue;
            }
            if self.relabels(&before.form, &after.form) {
                // The kind word and the number after it are one reference.
                let number = |tokens: &[Token<'_>], at: usize| {
                    tokens.get(at + 1).map(|token| format!("{} {}", tokens[at].form, token.form))
                };
                followed.old.extend(number(old, from));
                followed.new.extend(number(new, to));
                continue;
            }
            let (label, label_now) = (reference_label(old, from)?, reference_label(new, to)?);
            if self.now(&before.form)? != after.form || (label.is_empty() && !is_whole) {
                return None;
            }
            let told_with_its_label =
                from > 0 && to > 0 && self.relabels(&old[from - 1].form, &new[to - 1].form);
            if !told_with_its_label {
                followed.old.push(format!("{label}{}", before.form));
                followed.new.push(format!("{label_now}{}", after.form));
            }
        }
        (!followed.old.is_empty()).then_some(followed)
    }

    /// True for a kind word and the one that took its place.
    fn relabels(&self, before: &str, after: &str) -> bool {
        !self.labels.is_empty() && self.labels.get(&label_key(before)) == Some(&label_key(after))
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

/// A kind word as it is looked up: small letters, singular.
fn label_key(label: &str) -> String {
    label.to_lowercase().trim_end_matches('s').to_owned()
}

/// The kind words of two paired sections, where both have one and they differ.
fn relabelled(old: &Section, new: &Section) -> Option<(String, String)> {
    let (before, after) = (label_key(old.label.as_deref()?), label_key(new.label.as_deref()?));
    (before != after).then_some((before, after))
}

/// Kind word and number as printed: `Article 3`, `2.1`.
fn named(section: &Section) -> String {
    let parts = [section.label.as_deref(), section.number.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
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
            [first, .., last] => {
                let last = pick(last);
                // `Article 3-5`: the kind word once.
                format!("{}-{}", pick(first), last.rsplit_once(' ').map_or(last, |(_, number)| number))
            }
            [only] => pick(only).to_owned(),
            [] => String::new(),
        };
        runs.iter().map(one).collect::<Vec<_>>().join(", ")
    };
    (say(|shift| shift.0.as_str()), say(|shift| shift.1.as_str()))
}

/// True when the second number comes next after the first, whatever letters or digits they are in.
fn follows(before: &str, after: &str) -> bool {
    let split = |number: &str| -> (String, String) {
        let cut = number.rfind(|c: char| !c.is_ascii_alphanumeric()).map_or(0, |at| at + 1);
        (number[..cut].to_owned(), number[cut..].to_owned())
    };
    let ((left, first), (right, second)) = (split(before), split(after));
    let next = |value: fn(&str) -> Option<u32>| {
        value(&first).and_then(|first| first.checked_add(1)).is_some_and(|next| value(&second) == Some(next))
    };
    left == right && (next(decimal) || next(letter) || next(roman))
}

fn decimal(number: &str) -> Option<u32> {
    number.parse().ok()
}

/// `A` is 1, `c` is 3.
fn letter(number: &str) -> Option<u32> {
    let mut chars = number.chars();
    let only = chars.next().filter(|c| c.is_ascii_alphabetic() && chars.next().is_none())?;
    Some(u32::from(only))
}

fn roman(number: &str) -> Option<u32> {
    let digit = |c: char| match c.to_ascii_uppercase() {
        'I' => Some(1_u32),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        'C' => Some(100),
        _ => None,
    };
    let digits: Vec<u32> = number.chars().map(digit).collect::<Option<_>>()?;
    let value = |at: usize| {
        let below = digits.get(at + 1).is_some_and(|next| digits[at] < *next);
        if below { -i64::from(digits[at]) } else { i64::from(digits[at]) }
    };
    u32::try_from((0..digits.len()).map(value).sum::<i64>()).ok().filter(|value| *value > 0)
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
        let lettered: Vec<_> =
            [("Article III", "Section C"), ("Article IV", "Section D"), ("Article V", "Section E")]
                .iter()
                .map(|(old, new)| ((*old).to_owned(), (*new).to_owned()))
                .collect();
        assert_eq!(in_ranges(&lettered), ("Article III-V".to_owned(), "Section C-E".to_owned()));
    }

    #[test]
    fn references_follow_another_kind_word() {
        let labels = [("article".to_owned(), "section".to_owned())].into_iter().collect();
        let renumbering = Renumbering { labels, ..map(&[("5", "6"), ("7", "7")]) };
        let followed = renumbering.followed("see Article 5 and Article 7.", "see Section 6 and Section 7.");
        let followed = followed.expect("both followed");
        assert_eq!(followed.old, ["Article 5", "Article 7"]);
        assert_eq!(followed.new, ["Section 6", "Section 7"]);
        assert!(renumbering.followed("see Article 5.", "see Clause 6.").is_none());
    }
}
