//! For whom an edit is better, by weights of what it does to which words.
//!
//! Every feature turns its sign with the edit, so that what an edit does its reverse undoes. Nothing is
//! known here of rules or facts.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::base_form;
use super::table::Table;
use crate::materiality::Category;
use crate::materiality::reach::grown;
use crate::materiality::sides::{Pair, Sides};
use crate::materiality::statement::Statements;

/// How strongly an edit speaks for the reader's being better off, worse off where it is negative; a
/// clear one lies a thousand and more from zero.
pub(in crate::materiality) fn sign(sides: &Sides, category: Category) -> i32 {
    features(sides, category)
        .iter()
        .filter_map(|(name, sign)| Some(WEIGHTS.get(name)?.parse::<i32>().ok()? * i32::from(*sign)))
        .sum()
}

/// Per feature its weight.
static WEIGHTS: Table = Table::new(include_str!("signs.tsv"));

/// Words that deny.
const DENIALS: &[&str] =
    &["not", "no", "never", "without", "nothing", "neither", "nor", "cannot", "none", "nobody"];
/// What numbers count, in base form.
const UNITS: &[&str] = &["day", "hour", "month", "year", "week", "minut", "second", "$", "%"];
/// Words on each side of a number that may say what it is for.
const NEAR: usize = 4;
/// Longest run of words that a number explains wholly.
const SHORT: usize = 3;

/// What an edit does, each with the sign it does it with.
pub(super) fn features(sides: &Sides, category: Category) -> BTreeMap<String, i8> {
    let mut features = Features { found: BTreeMap::new(), category: category.as_str() };
    match sides {
        Sides::Added(new) => features.whole(&in_base_forms(new), 1),
        Sides::Removed(old) => features.whole(&in_base_forms(old), -1),
        Sides::Changed(pair) => features.pair(pair),
    }
    features.found
}

fn in_base_forms(statements: &Statements) -> Vec<String> {
    statements.words.iter().map(|word| base_form(&word.form)).collect()
}

struct Features {
    found: BTreeMap<String, i8>,
    category: &'static str,
}

impl Features {
    fn add(&mut self, name: String, sign: i8) {
        let sum = self.found.entry(name).or_default();
        *sum = (*sum + sign).clamp(-1, 1);
    }

    /// With the topic beside it too: a verb does other things to data than to money.
    fn add_with_topic(&mut self, name: &str, sign: i8) {
        self.add(format!("{name}@{}", self.category), sign);
    }

    fn whole(&mut self, words: &[String], sign: i8) {
        self.add("w".to_owned(), sign);
        self.add_with_topic("w", sign);
        for word in words.iter().collect::<BTreeSet<_>>() {
            self.add(format!("w {word}"), sign);
        }
        for pair in words.windows(2).collect::<BTreeSet<_>>() {
            self.add(format!("w {} {}", pair[0], pair[1]), sign);
        }
        for word in words.iter().take(3).collect::<BTreeSet<_>>() {
            self.add(format!("o {word}"), sign);
        }
    }

    fn pair(&mut self, Pair { old, new, runs }: &Pair) {
        let (before, after) = (in_base_forms(old), in_base_forms(new));
        for (from, to) in runs {
            if let Some(grows) = grown(old, new, from, to) {
                self.number(&after, to, if grows { 1 } else { -1 });
                if from.len() <= SHORT && to.len() <= SHORT {
                    continue;
                }
            }
            let alone = from.is_empty() || to.is_empty();
            for (words, range, sign) in [(&before, from, -1), (&after, to, 1)] {
                if !range.is_empty() {
                    self.run(words, range, sign);
                    if alone {
                        self.growth(words, range, sign);
                    }
                }
            }
        }
        self.denial(&before, &after);
    }

    /// A number grew, or shrank.
    fn number(&mut self, words: &[String], at: &Range<usize>, sign: i8) {
        self.add_with_topic("n", sign);
        let near = at.start.saturating_sub(NEAR)..(at.end + NEAR).min(words.len());
        let behind = words[at.start..near.end].iter().chain(&words[near.start..at.start]);
        let unit = behind.map(String::as_str).find(|word| UNITS.contains(word)).unwrap_or_default();
        self.add(format!("u {unit}"), sign);
        self.add_with_topic(&format!("u {unit}"), sign);
        for word in words.iter().collect::<BTreeSet<_>>() {
            self.add(format!("n {word}"), sign);
        }
        for word in words[near.clone()].iter().collect::<BTreeSet<_>>() {
            self.add(format!("m {word}"), sign);
        }
        for pair in words[near].windows(2).collect::<BTreeSet<_>>() {
            self.add(format!("m {} {}", pair[0], pair[1]), sign);
        }
    }

    /// Words came, or went.
    fn run(&mut self, words: &[String], range: &Range<usize>, sign: i8) {
        for word in &words[range.clone()] {
            self.add(format!("d {word}"), sign);
            self.add_with_topic(&format!("d {word}"), sign);
        }
        let with_neighbours = range.start.saturating_sub(1)..(range.end + 1).min(words.len());
        for pair in words[with_neighbours].windows(2) {
            self.add(format!("d {} {}", pair[0], pair[1]), sign);
        }
    }

    /// A sentence grew by a stretch, or shrank by it.
    fn growth(&mut self, words: &[String], range: &Range<usize>, sign: i8) {
        self.add_with_topic("g", sign);
        for word in words[..range.start].iter().collect::<BTreeSet<_>>() {
            self.add(format!("b {word}"), sign);
        }
        for word in words.iter().collect::<BTreeSet<_>>() {
            self.add(format!("g {word}"), sign);
        }
        let first = &words[range.start];
        self.add(format!("f {first}"), sign);
        self.add_with_topic(&format!("f {first}"), sign);
    }

    /// A denial came, or went.
    fn denial(&mut self, before: &[String], after: &[String]) {
        let denials = |words: &[String]| words.iter().filter(|word| DENIALS.contains(&word.as_str())).count();
        let sign: i8 = match denials(after).cmp(&denials(before)) {
            std::cmp::Ordering::Equal => return,
            std::cmp::Ordering::Greater => 1,
            std::cmp::Ordering::Less => -1,
        };
        self.add_with_topic("k", sign);
        let kept: BTreeSet<&String> = before.iter().collect();
        for word in after.iter().filter(|word| kept.contains(word)).collect::<BTreeSet<_>>() {
            self.add(format!("k {word}"), sign);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(category: Category, old: &str, new: &str) -> i32 {
        sign(&Sides::of_texts(old, new), category)
    }

    #[test]
    fn edits_nobody_taught_have_the_sign_a_reader_sees() {
        let cases = [
            (
                Category::DataRetention,
                "We keep the x-rays of our patients for 4 years.",
                "We keep the x-rays of our patients for 11 years.",
            ),
            (
                Category::ThirdPartySharingCollection,
                "We never hand your letters to advertisers.",
                "We may hand your letters to advertisers.",
            ),
            (
                Category::UserChoiceControl,
                "We send offers only if you have ticked the box.",
                "We send offers unless you have unticked the box.",
            ),
            (
                Category::Termination,
                "We may close the account if you break these rules.",
                "We may close the account at any time and for any reason.",
            ),
            (Category::DataSecurity, "All backups are encrypted and kept in a safe.", ""),
            (Category::PaymentRefund, "", "A handling fee of 12 euros is charged for every parcel."),
        ];
        for (category, better, worse) in cases {
            assert!(of(category, better, worse) < 0, "{better} => {worse}");
            assert!(of(category, worse, better) > 0, "{worse} => {better}");
        }
    }

    #[test]
    fn what_did_not_change_has_no_sign() {
        let text = "We sell nothing and keep your letters for 30 days.";
        assert_eq!(of(Category::DataRetention, text, text), 0);
    }
}
