//! Numbers that moved on: one line for all renumbered sections, with the references that follow.
//!
//! A reference counts as followed only when it names exactly the number its section now has; any
//! other changed reference is an edit.

use std::collections::BTreeMap;

use super::ends::equal_words;
use super::list_numbers::Lists;
use super::matching::Matching;
use super::outline::Outline;
use super::references::{is_item_word, printed, reference_label};
use super::tokens::{Token, first_difference, tokens};
use super::words::Part;
use crate::document::Section;

/// Stands for the number of a section that has none.
pub(crate) const UNNUMBERED: &str = "unnumbered";

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
    /// Numbers and letters of list items.
    pub(super) lists: Lists,
}

/// What a reference points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// A section, or a clause numbered like one.
    Section,
    /// An item of the list at this place among [`Lists`].
    List(usize),
}

/// A reference that followed its section or its list item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Followed {
    pub(super) target: Target,
    pub(super) old: String,
    pub(super) new: String,
}

impl Renumbering {
    /// True when a paired section has another number or kind word than before.
    pub(super) fn counts_otherwise(old: &Outline<'_>, new: &Outline<'_>, sections: &Matching) -> bool {
        sections.pairs().any(|(from, to)| {
            let (old, new) = (old.sections[from].section, new.sections[to].section);
            old.number != new.number || old.label != new.label
        })
    }

    /// Reads the numbers of paired sections.
    pub(super) fn of(old: &Outline<'_>, new: &Outline<'_>, sections: &Matching, moved: &[bool]) -> Self {
        let mut renumbering = Self::default();
        let throughout = numbered_throughout(old, new, sections);
        for (from, to) in sections.pairs() {
            let (one, other) = (old.sections[from].section, new.sections[to].section);
            let relabelled = relabelled(one, other);
            if let Some((before, after)) = &relabelled {
                renumbering.labels.insert(before.clone(), after.clone());
            }
            let number_of = |outline: &Outline<'_>, node: Option<usize>| {
                node.and_then(|node| outline.sections[node].section.number.clone())
            };
            let above = (number_of(old, old.sections[from].parent), number_of(new, new.sections[to].parent));
            let follows = match (&one.number, &other.number) {
                (None, None) => continue,
                (None, _) | (_, None) if !throughout => continue,
                (Some(before), Some(after)) => {
                    renumbering.map.entry(before.clone()).or_insert_with(|| after.clone());
                    if before == after && relabelled.is_none() {
                        continue;
                    }
                    let parent = above.0.as_deref();
                    let told = parent.and_then(|parent| Some((parent, renumbering.map.get(parent)?)));
                    told.is_some_and(|told| only_follows(before, after, told))
                }
                // Parts of a section that lost or got its number lose or get theirs with it.
                (Some(number), None) => lies_below(number, &above),
                (None, Some(number)) => lies_below(number, &(above.1, above.0)),
            };
            if !follows || relabelled.is_some() {
                let list = if moved[to] { &mut renumbering.moved } else { &mut renumbering.shifted };
                list.push((named(one), named(other)));
            }
        }
        renumbering
    }

    /// True when no number and no kind word changed, so that nothing can be followed.
    pub(super) fn is_still(&self) -> bool {
        self.labels.is_empty() && self.lists.are_still() && self.map.iter().all(|(old, new)| old == new)
    }

    /// Takes in a clause whose number stands before its words, as `2.1` does: it counts like a section.
    pub(super) fn add_clause(&mut self, before: &str, after: &str) {
        let parent = before.rsplit_once('.').and_then(|(parent, _)| Some((parent, self.map.get(parent)?)));
        let follows = parent.is_some_and(|told| only_follows(before, after, told));
        if before != after && !follows {
            self.shifted.push((before.to_owned(), after.to_owned()));
        }
        self.map.entry(before.to_owned()).or_insert_with(|| after.to_owned());
    }

    /// The references of a block of a new section, when they are all that differs and each followed
    /// what it points at.
    pub(super) fn followed(&self, old: &str, new: &str, section: usize) -> Option<Vec<Followed>> {
        if self.is_still() {
            return None;
        }
        // Nearly all texts asked about differ in a word or two, which are no references.
        let (before, after) = equal_words(old, new);
        let (old, new) = (&old[before..old.len() - after], &new[before..new.len() - after]);
        let (number, now) = first_difference(old, new)?;
        if !self.relabels(&number, &now) && self.now(&number).is_none() && !self.lists.count(&number) {
            return None;
        }
        let (old, new) = (tokens(old), tokens(new));
        let whole = |tokens: &[Token<'_>]| 0..tokens.len();
        self.followed_in((&old, whole(&old)), (&new, whole(&new)), section)
    }

    /// The same for a part of two texts; a number that opens the text counts where the part does.
    pub(super) fn followed_in(
        &self,
        (old, old_part): Part<'_, '_>,
        (new, new_part): Part<'_, '_>,
        section: usize,
    ) -> Option<Vec<Followed>> {
        if old_part.len() != new_part.len() {
            return None;
        }
        let is_whole = old_part == (0..old.len()) && new_part == (0..new.len());
        let mut followed = Vec::new();
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
                followed.extend(number(old, from).zip(number(new, to)).map(|(old, new)| Followed {
                    target: Target::Section,
                    old,
                    new,
                }));
                continue;
            }
            let (label, label_now) = (reference_label(old, from)?, reference_label(new, to)?);
            if label.is_empty() && !is_whole {
                return None;
            }
            let target = self.points_at((old, from, &label), &after.form, section)?;
            let told_with_its_label =
                from > 0 && to > 0 && self.relabels(&old[from - 1].form, &new[to - 1].form);
            if !told_with_its_label {
                let (old, new) = (printed(old, from, &label), printed(new, to, &label_now));
                followed.push(Followed { target, old, new });
            }
        }
        (!followed.is_empty()).then_some(followed)
    }

    /// What a reference points at; `None` when it does not point where the old one did.
    fn points_at(
        &self,
        (old, at, label): (&[Token<'_>], usize, &str),
        after: &str,
        section: usize,
    ) -> Option<Target> {
        let before = old[at].form.as_ref();
        if !is_item_word(label.trim_end().to_lowercase().as_str())
            && self.now(before).is_some_and(|now| now == after)
        {
            return Some(Target::Section);
        }
        let number = at.checked_sub(2).map(|at| old[at].form.as_ref()).filter(|_| old[at - 1].form == "(");
        self.lists.pointed_at(before, after, section, number).map(Target::List)
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

/// True when the headings of one document have numbers and those of the other have none. A single number
/// gained or lost is the format's doing, not an edit.
fn numbered_throughout(old: &Outline<'_>, new: &Outline<'_>, sections: &Matching) -> bool {
    let has = |outline: &Outline<'_>, node: usize| outline.sections[node].section.number.is_some();
    let count = |old_has: bool, new_has: bool| {
        sections.pairs().filter(|(from, to)| (has(old, *from), has(new, *to)) == (old_has, new_has)).count()
    };
    count(true, true) == 0
        && count(true, false).min(count(false, true)) == 0
        && count(true, false).max(count(false, true)) > 1
}

/// True when a number changed only because that of what holds it did: (old, new) number of the parent.
fn only_follows(before: &str, after: &str, (parent, now): (&str, &String)) -> bool {
    before.strip_prefix(parent).is_some_and(|rest| format!("{now}{rest}") == after)
}

/// True for a number below one that the section above had and no longer has.
fn lies_below(number: &str, (had, has): &(Option<String>, Option<String>)) -> bool {
    has.is_none() && had.as_deref().is_some_and(|parent| number.starts_with(parent))
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
    let Some(number) = section.number.as_deref() else { return UNNUMBERED.to_owned() };
    let parts = [section.label.as_deref(), Some(number)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
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
                    .is_some_and(|last| goes_on(&last.0, &shift.0) && goes_on(&last.1, &shift.1)) =>
            {
                run.push(shift);
            }
            _ => runs.push(vec![shift]),
        }
    }
    let say = |pick: fn(&(String, String)) -> &str| -> String {
        let one = |run: &Vec<&(String, String)>| match run.as_slice() {
            [first, .., last] if pick(first) != pick(last) => {
                let last = pick(last);
                // `Article 3-5`: the kind word once.
                format!("{}-{}", pick(first), last.rsplit_once(' ').map_or(last, |(_, number)| number))
            }
            [only, ..] => pick(only).to_owned(),
            [] => String::new(),
        };
        runs.iter().map(one).collect::<Vec<_>>().join(", ")
    };
    (say(|shift| shift.0.as_str()), say(|shift| shift.1.as_str()))
}

/// True when a range goes on from the first to the second: next in number, or neither has one.
fn goes_on(before: &str, after: &str) -> bool {
    before == UNNUMBERED && after == UNNUMBERED || comes_next(before, after)
}

/// True when the second number comes next after the first, whatever letters or digits they are in.
pub(super) fn comes_next(before: &str, after: &str) -> bool {
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
            assert_eq!(renumbering.followed(old, new, 0).is_some(), expected, "{old} -> {new}");
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
        let followed =
            renumbering.followed("see Article 5 and Article 7.", "see Section 6 and Section 7.", 0);
        let followed = followed.expect("both followed");
        let names: Vec<_> = followed.iter().map(|one| (one.old.as_str(), one.new.as_str())).collect();
        assert_eq!(names, [("Article 5", "Section 6"), ("Article 7", "Section 7")]);
        assert!(renumbering.followed("see Article 5.", "see Clause 6.", 0).is_none());
    }
}
