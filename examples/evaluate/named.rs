//! Whether what a reader named as changed is found on the right side: numbers, spans, money, dates
//! and proper names of the labels in the facts and quotes of the judgement.

use policydiff::materiality::{Assessment, Verdict};
use serde_json::Value as Json;

use super::tally::Tally;

/// Hits in the facts alone, and in the facts or the quotes of their reasons.
#[derive(Default)]
pub(crate) struct Named {
    facts: Tally,
    quoted: Tally,
}

impl Named {
    /// Adds the counts of another.
    pub(crate) fn add(&mut self, other: &Self) {
        self.facts.add(other.facts);
        self.quoted.add(other.quoted);
    }

    /// Counts every telling word of the label's facts; the missed ones are handed back.
    pub(crate) fn count(&mut self, label: &Json, assessment: &Assessment) -> Vec<String> {
        let flagged = || assessment.changes.iter().filter(|change| change.verdict >= Verdict::Review);
        let facts = |new: bool| -> String {
            let values = flagged().flat_map(|change| &change.facts).filter_map(|fact| {
                let value = if new { fact.new.as_deref() } else { fact.old.as_deref() };
                // A subject stands on the side that has a value.
                value.map(|value| format!("{} {value}", fact.subject))
            });
            folded(&values.collect::<Vec<_>>().join(" "))
        };
        let quotes = |new: bool| -> String {
            let quotes = flagged()
                .flat_map(|change| &change.reasons)
                .filter_map(|reason| if new { reason.new.as_deref() } else { reason.old.as_deref() });
            folded(&quotes.collect::<Vec<_>>().join(" "))
        };
        let (old_facts, new_facts) = (facts(false), facts(true));
        let (old_all, new_all) = (old_facts.clone() + &quotes(false), new_facts.clone() + &quotes(true));
        let mut missed = Vec::new();
        for fact in label["facts"].as_array().into_iter().flatten() {
            for (key, typed, all) in [("old", &old_facts, &old_all), ("new", &new_facts, &new_all)] {
                for word in fact[key].as_str().map(telling).unwrap_or_default() {
                    self.one(&word, typed, all, &mut missed);
                }
            }
            // Without sides: a value that came or went.
            for word in fact["value"].as_str().map(telling).unwrap_or_default() {
                let (typed, all) = (format!("{old_facts} {new_facts}"), format!("{old_all} {new_all}"));
                self.one(&word, &typed, &all, &mut missed);
            }
        }
        missed
    }

    fn one(&mut self, word: &str, typed: &str, all: &str, missed: &mut Vec<String>) {
        self.facts.count(typed.contains(word));
        self.quoted.count(all.contains(word));
        if !all.contains(word) {
            missed.push(word.to_owned());
        }
    }

    /// One line.
    pub(crate) fn print(&self) {
        println!("named in the labels  in facts {}  in facts or quotes {}", self.facts, self.quoted);
    }
}

/// Numbers and proper names of a reader's words, folded.
fn telling(words: &str) -> Vec<String> {
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let all: Vec<String> = words.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect();
    let number = |word: &str| word.chars().any(|c| c.is_ascii_digit()) || number_word(word).is_some();
    let proper = |word: &str| word.chars().next().is_some_and(char::is_uppercase) && word.len() > 2;
    all.iter()
        .filter(|word| number(word) || proper(word))
        .map(|word| folded(word).trim().to_owned())
        .collect()
}

fn folded(text: &str) -> String {
    let words: Vec<String> = text
        .to_lowercase()
        .replace(['’', '\''], "")
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '%'))
        .map(|word| word.trim_matches('.'))
        .map(|word| number_word(word).map_or_else(|| word.to_owned(), str::to_owned))
        .collect();
    words.join(" ")
}

fn number_word(word: &str) -> Option<&'static str> {
    let words = [
        ("two", "2"),
        ("three", "3"),
        ("four", "4"),
        ("five", "5"),
        ("six", "6"),
        ("seven", "7"),
        ("ten", "10"),
        ("twelve", "12"),
        ("thirty", "30"),
    ];
    let lower = word.to_lowercase();
    words.iter().find(|(name, _)| *name == lower).map(|(_, digits)| *digits)
}
