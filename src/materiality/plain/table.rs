//! The wordings of one meaning, read from their table, and how they fold a row of words.
//!
//! The forms of a verb are made here, not listed. Knows no grammar beyond these forms, no document and
//! no change.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::forms::{self, Past};
use super::row::form;

/// Words of a sentence, in one spelling and number, articles kept.
pub(super) type Row = Vec<String>;

/// Words that stay where a wording has an open place.
const LONGEST_SLOT: usize = 4;

/// Where a wording is folded.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Anywhere,
    Before(Vec<String>),
    Behind(Vec<String>),
    Opening,
    Closing,
}

/// A wording and what it is folded to.
#[derive(Debug, Clone)]
struct Wording {
    /// What stands before the open place; the whole where there is none.
    head: Row,
    /// What stands behind it, and what both are folded to.
    tail: Option<Row>,
    into: Row,
    into_tail: Row,
    place: Place,
}

/// The table with the words it tells apart.
pub(super) struct Table {
    /// By their first word, longest first.
    wordings: HashMap<String, Vec<Wording>>,
    /// Wordings that are not folded: each is a step of its own.
    steps: HashMap<String, Vec<Wording>>,
    /// Past forms that no ending tells, with their verbs.
    past: Past,
    /// Nouns of what is done, with their verbs.
    acts: HashMap<String, String>,
    ours: HashSet<String>,
    yours: HashSet<String>,
    tells: HashSet<String>,
    people: HashSet<String>,
}

/// The only table.
pub(super) static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("wordings.txt")));

pub(super) fn is_article(word: &str) -> bool {
    matches!(word, "the" | "a" | "an")
}

fn words(text: &str) -> Row {
    text.split_whitespace().filter(|word| !is_article(word)).map(|word| form(word.to_owned())).collect()
}

impl Table {
    fn read(text: &str) -> Self {
        let lines = || text.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t'));
        let mut table = Self {
            wordings: HashMap::new(),
            steps: HashMap::new(),
            past: Past::default(),
            acts: HashMap::new(),
            ours: HashSet::new(),
            yours: HashSet::new(),
            tells: HashSet::new(),
            people: HashSet::new(),
        };
        // The forms of a verb are made with the past forms at hand.
        for pass in 0..2 {
            for mut columns in lines() {
                let (kind, into, others) = (columns.next(), columns.next(), columns.next());
                if let (Some(kind), Some(into), Some(others)) = (kind, into, others)
                    && (kind == "past") == (pass == 0)
                {
                    table.enter(kind, into, others, columns.next().unwrap_or_default());
                }
            }
        }
        for entries in table.wordings.values_mut() {
            let length = |wording: &Wording| wording.head.len() + wording.tail.as_ref().map_or(0, Vec::len);
            entries.sort_by_key(|wording| {
                std::cmp::Reverse((length(wording), wording.place != Place::Anywhere))
            });
        }
        table
    }

    fn enter(&mut self, kind: &str, into: &str, others: &str, near: &str) {
        let near =
            || near.trim_start_matches('|').split_whitespace().map(|word| form(word.to_owned())).collect();
        let all = || [into].into_iter().chain(others.split_whitespace()).map(str::to_owned);
        for other in others.split('/').map(str::trim) {
            match kind {
                "past" => self.past.enter(into, other),
                "act" => drop(self.acts.insert(form(other.to_owned()), into.to_owned())),
                "law" => self.law(into, other),
                "verb" => self.verb(into, other, &Place::Anywhere),
                "next" => self.verb(into, other, &Place::Before(near())),
                "prev" => self.verb(into, other, &Place::Behind(near())),
                "lead" => self.wording(into, other, Place::Before(near())),
                "step" => self.step(into, other),
                "open" => self.wording(into, other, Place::Opening),
                "close" => self.wording(into, other, Place::Closing),
                _ => self.wording(into, other, Place::Anywhere),
            }
        }
        match kind {
            "ours" => self.ours.extend(all()),
            "yours" => self.yours.extend(all()),
            "tells" => self.tells.extend(all()),
            "people" => self.people.extend(all()),
            _ => {}
        }
    }

    /// "Finnish law" and "the law of Finland".
    fn law(&mut self, country: &str, word: &str) {
        self.wording(&format!("law of {country}"), &format!("{word} law"), Place::Anywhere);
    }

    /// A verb in all its forms; a particle may stand behind its object.
    fn verb(&mut self, into: &str, other: &str, place: &Place) {
        let (verb, rest) = other.split_once(' ').unwrap_or((other, ""));
        let (to, to_rest) = into.split_once(' ').unwrap_or((into, ""));
        let (from, onto) = (forms::all(verb, &self.past), forms::all(to, &self.past));
        for (form, target) in from.iter().zip(&onto) {
            // The forms of the past that only differ by their verb meet in one.
            for form in form {
                let (into, other) = (format!("{} {to_rest}", target[0]), format!("{form} {rest}"));
                if into.trim() != other.trim() {
                    self.wording(&into, &other, place.clone());
                }
                if forms::is_particle(rest) {
                    let into =
                        if to_rest.is_empty() { format!("{into} *") } else { into.replacen(' ', " * ", 1) };
                    self.wording(&into, &format!("{form} * {rest}"), place.clone());
                }
            }
        }
        if forms::is_particle(to_rest) {
            for target in onto.iter().flatten() {
                self.wording(
                    &format!("{target} {to_rest} *"),
                    &format!("{target} * {to_rest}"),
                    place.clone(),
                );
            }
        }
    }

    fn step(&mut self, into: &str, other: &str) {
        if let Some((first, step)) = read(into, other, Place::Anywhere) {
            self.steps.entry(first).or_default().push(step);
        }
    }

    fn wording(&mut self, into: &str, other: &str, place: Place) {
        if let Some((first, wording)) = read(into, other, place) {
            self.wordings.entry(first).or_default().push(wording);
        }
    }

    /// The rows that are one step away.
    pub(super) fn steps(&self, row: &[String]) -> Vec<Row> {
        let mut found = Vec::new();
        for at in 0..row.len() {
            for step in self.steps.get(&row[at]).into_iter().flatten() {
                if let Some((slot, end)) = step.matched(row, at, &row[..at]) {
                    found.push([&row[..at], &step.into, &row[slot], &step.into_tail, &row[end..]].concat());
                }
            }
        }
        found
    }

    /// The row with every wording of the table in its one form.
    pub(super) fn fold(&self, row: &[String]) -> Row {
        let mut out: Row = Vec::with_capacity(row.len());
        let mut at = 0;
        while at < row.len() {
            let entries = self.wordings.get(&row[at]).map(Vec::as_slice).unwrap_or_default();
            let hit = entries
                .iter()
                .find_map(|wording| wording.matched(row, at, &out).map(|(slot, end)| (wording, slot, end)));
            if let Some((wording, slot, end)) = hit {
                out.extend(wording.into.iter().cloned());
                out.extend(row[slot].iter().cloned());
                out.extend(wording.into_tail.iter().cloned());
                at = end;
            } else {
                out.push(row[at].clone());
                at += 1;
            }
        }
        out
    }

    /// The verbs a form may be one of.
    pub(super) fn verbs_of(&self, form: &str) -> Vec<String> {
        let mut found = forms::verbs_of(form);
        found.extend(self.past.verb_of(form).map(str::to_owned));
        found
    }

    /// The verb whose doing a noun is.
    pub(super) fn act(&self, noun: &str) -> Option<&str> {
        self.acts.get(noun).map(String::as_str)
    }

    pub(super) fn is_ours(&self, verb: &str) -> bool {
        self.ours.contains(verb)
    }

    pub(super) fn is_yours(&self, verb: &str) -> bool {
        self.yours.contains(verb)
    }

    pub(super) fn tells(&self, verb: &str) -> bool {
        self.tells.contains(verb)
    }

    pub(super) fn is_person(&self, noun: &str) -> bool {
        self.people.contains(noun)
    }
}

impl Wording {
    /// The open place and the end, where the wording stands in the row.
    fn matched(
        &self,
        row: &[String],
        at: usize,
        before: &[String],
    ) -> Option<(std::ops::Range<usize>, usize)> {
        let head = run(&self.head, row, at)?;
        let (slot, end) = match &self.tail {
            None => (head..head, head),
            Some(tail) => {
                let ends = (head + 1..=head + LONGEST_SLOT).filter(|end| *end <= row.len());
                let mut inside = ends.take_while(|end| !forms::parts_clauses(&row[*end - 1]));
                inside.find_map(|end| Some((head..end, run(tail, row, end)?)))?
            }
        };
        let is_here = match &self.place {
            Place::Anywhere => true,
            Place::Before(words) => {
                let mut behind = row[end..].iter().filter(|word| !is_article(word));
                behind.next().is_some_and(|next| words.contains(next))
            }
            Place::Behind(words) => before.last().is_some_and(|last| words.contains(last)),
            Place::Opening => before.is_empty(),
            Place::Closing => end == row.len(),
        };
        is_here.then_some((slot, end))
    }
}

/// Where a run of words that stands at this place ends, articles between them passed over.
fn run(words: &[String], row: &[String], at: usize) -> Option<usize> {
    let mut here = at;
    for (index, word) in words.iter().enumerate() {
        while index > 0 && row.get(here).is_some_and(|other| is_article(other)) {
            here += 1;
        }
        if row.get(here)? != word {
            return None;
        }
        here += 1;
    }
    Some(here)
}

/// A wording as it is written, with its first word.
fn read(into: &str, other: &str, place: Place) -> Option<(String, Wording)> {
    let cut = |text: &str| match text.split_once('*') {
        Some((head, tail)) => (words(head), Some(words(tail))),
        None => (words(text), None),
    };
    let ((head, tail), (into, into_tail)) = (cut(other), cut(into));
    let first = head.first().cloned()?;
    Some((first, Wording { head, tail, into, into_tail: into_tail.unwrap_or_default(), place }))
}
