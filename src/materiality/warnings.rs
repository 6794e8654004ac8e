//! Warnings a change brings to light: one fact stated twice and changed once.

use std::collections::{HashMap, HashSet};

use super::{Judgement, Verdict};
use crate::document::{Document, Warning, WarningKind};
use crate::facts::{Fact, Family, Stance, Value, extract_both};

/// Warnings about the new document; trouble that already stood in the old one is not repeated.
pub(super) fn of(old: &Document, new: &Document, changes: &[Judgement]) -> Vec<Warning> {
    if changes.iter().all(|change| change.verdict < Verdict::Review) {
        return Vec::new();
    }
    let (old, new) = extract_both(old, new, Stated::of);
    let before: HashSet<String> = contradictions(&old).into_iter().collect();
    let mut whys = contradictions(&new);
    whys.retain(|why| !before.contains(why));
    let warning = |kind: WarningKind| move |why| Warning { kind, why };
    let kept = kept_elsewhere(&old, &new).into_iter().map(warning(WarningKind::PromiseElsewhere));
    whys.into_iter().map(warning(WarningKind::Inconsistent)).chain(kept).collect()
}

/// What is asked of a fact that another one may contradict: a text may state tens of thousands.
#[derive(Debug, Clone)]
struct Stated {
    family: Family,
    subject: String,
    value: Value,
    promise: Option<Box<Promise>>,
}

/// A promise not to do something.
#[derive(Debug, Clone)]
struct Promise {
    label: String,
    section: String,
}

impl Stated {
    fn of(fact: Fact) -> Option<Self> {
        let Fact { family, subject, value, label, .. } = fact;
        let is_promise = matches!(family, Family::Promise | Family::Training)
            && matches!(value, Value::Stance(Stance::Prohibited));
        let promise = is_promise.then(|| Box::new(Promise { label, section: fact.evidence.section }));
        (is_promise || is_single(family)).then_some(Self { family, subject, value, promise })
    }
}

/// Subjects with the promises made about them.
fn promises(facts: &[Stated]) -> impl Iterator<Item = (&str, &Promise)> {
    facts.iter().filter_map(|fact| Some((fact.subject.as_str(), fact.promise.as_deref()?)))
}

/// How often a promise about each subject is made, and the first section in the order of their names that
/// makes it.
fn places(facts: &[Stated]) -> HashMap<&str, (usize, &str)> {
    let mut places: HashMap<&str, (usize, &str)> = HashMap::new();
    for (subject, promise) in promises(facts) {
        let (count, first) = places.entry(subject).or_insert((0, &promise.section));
        *count += 1;
        *first = promise.section.as_str().min(first);
    }
    places
}

/// A promise that was stated more than once and is stated less often now, but still is.
fn kept_elsewhere(old: &[Stated], new: &[Stated]) -> Vec<String> {
    let (before, after) = (places(old), places(new));
    let (mut whys, mut said) = (Vec::new(), HashSet::new());
    for (subject, Promise { label, .. }) in promises(old) {
        let Some((count, first)) = after.get(subject) else { continue };
        if before.get(subject).is_some_and(|(before, _)| count >= before) {
            continue;
        }
        let why = format!(
            "The promise not to {label} was taken out at one place and still stands under “{first}”."
        );
        if said.insert(why.clone()) {
            whys.push(why);
        }
    }
    whys
}

/// So many facts of one subject are held against each other; no document states one thing more often.
const MOST_STATED: usize = 200;

/// Facts of one family and subject with two values inside one document.
fn contradictions(facts: &[Stated]) -> Vec<String> {
    let mut same: HashMap<(Family, &str), Vec<usize>> = HashMap::new();
    for (index, fact) in facts.iter().enumerate().filter(|(_, fact)| is_single(fact.family)) {
        let stated = same.entry((fact.family, fact.subject.as_str())).or_default();
        if stated.len() < MOST_STATED {
            stated.push(index);
        }
    }
    let (mut whys, mut said) = (Vec::new(), HashSet::new());
    for (index, first) in facts.iter().enumerate().filter(|(_, fact)| is_single(fact.family)) {
        let stated = &same[&(first.family, first.subject.as_str())];
        let later = &stated[stated.partition_point(|at| *at <= index)..];
        for second in later.iter().map(|at| &facts[*at]) {
            if disagree(&first.value, &second.value) {
                let why = format!(
                    "{} of “{}” is stated as {} and as {}.",
                    first.family.as_str().replace('_', " "),
                    first.subject,
                    first.value,
                    second.value
                );
                if said.insert(why.clone()) {
                    whys.push(why);
                }
            }
        }
    }
    whys
}

/// Families in which one subject has one value.
fn is_single(family: Family) -> bool {
    matches!(
        family,
        Family::Retention
            | Family::AgeLimit
            | Family::Training
            | Family::GoverningLaw
            | Family::CreditCap
            | Family::Availability
            | Family::ServiceCredit
    )
}

fn disagree(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Duration(p), Value::Duration(q)) => !p.equals(*q),
        (Value::Count(p), Value::Count(q)) => p != q,
        (Value::Stance(p), Value::Stance(q)) => p != q,
        (Value::Text(_), Value::Text(_))
        | (Value::Tier { .. }, Value::Tier { .. })
        | (Value::Percent(_), Value::Percent(_)) => !a.equals(b),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::compare::compare;
    use crate::document::{Block, Document, HeadingSource, Section, WarningKind};
    use crate::materiality::assess;

    fn kinds(old: &[(&str, &str)], new: &[(&str, &str)]) -> Vec<WarningKind> {
        let document = |parts: &[(&str, &str)]| {
            let sections = parts.iter().map(|(heading, text)| {
                let mut section = Section::new(1, Some((*heading).to_owned()), HeadingSource::Explicit);
                section.blocks = vec![Block::paragraph(*text)];
                section
            });
            Document { sections: sections.collect(), ..Document::default() }
        };
        let (old, new) = (document(old), document(new));
        assess(&old, &new, &compare(&old, &new)).warnings.into_iter().map(|warning| warning.kind).collect()
    }

    const LOGS: (&str, &str) = ("Storage", "Door logs are kept for 30 days.");
    const SUMMARY: (&str, &str) = ("Summary", "Door logs are kept for 30 days and then deleted.");

    #[test]
    fn a_fact_stated_twice_and_changed_once_is_a_warning() {
        let changed = ("Storage", "Door logs are kept for 90 days.");
        assert_eq!(kinds(&[LOGS, SUMMARY], &[changed, SUMMARY]), [WarningKind::Inconsistent]);
        let both = ("Summary", "Door logs are kept for 90 days and then deleted.");
        assert_eq!(kinds(&[LOGS, SUMMARY], &[changed, both]), []);
    }

    #[test]
    fn the_same_period_in_other_words_is_no_contradiction() {
        let changed = ("Storage", "Door logs are kept for 4 weeks.");
        let summary = ("Summary", "Door logs are kept for 28 days and then deleted.");
        assert_eq!(kinds(&[LOGS, SUMMARY], &[changed, summary]), []);
    }

    #[test]
    fn two_values_in_one_version_are_told_once_and_only_when_they_are_new() {
        let quarter = ("Summary", "Door logs are kept for 90 days and then deleted.");
        let other = ("Opening", "The gate opens at dawn and we may share your drawings.");
        let said = ("Opening", "The gate opens at dawn.");
        assert_eq!(kinds(&[LOGS, quarter, said], &[LOGS, quarter, other]), []);
        assert_eq!(kinds(&[LOGS, other], &[LOGS, other, quarter]), [WarningKind::Inconsistent]);
    }

    #[test]
    fn two_things_with_a_value_each_do_not_contradict() {
        let letters = ("Summary", "Letters are kept for 30 days and then deleted.");
        let changed = ("Storage", "Door logs are kept for 90 days.");
        assert_eq!(kinds(&[LOGS, letters], &[changed, letters]), []);
    }

    #[test]
    fn a_promise_moved_or_kept_everywhere_is_no_warning() {
        let promise = ("Sharing", "We do not sell your drawings.");
        let moved = ("Selling", "We do not sell your drawings.");
        let longer = ("Opening", "The gate may open at noon for 10 years.");
        assert_eq!(kinds(&[promise], &[moved]), []);
        assert_eq!(kinds(&[promise, moved], &[promise, moved, longer]), []);
    }

    #[test]
    fn a_promise_removed_here_and_kept_there_is_a_warning() {
        let promise = ("Sharing", "We do not sell your drawings.");
        let again = ("Short version", "We do not sell your drawings.");
        let gone = ("Sharing", "We may show your drawings to visitors.");
        assert_eq!(kinds(&[promise, again], &[gone, again]), [WarningKind::PromiseElsewhere]);
        assert_eq!(kinds(&[promise], &[gone]), []);
    }
}
