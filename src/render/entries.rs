//! Changes paired with their judgements, most severe first, grouped under their sections.
//!
//! The one order in which every format shows changes. A change without a judgement counts as
//! `review`, because nothing has proven it harmless.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::{Report, excerpt, safe};
use crate::compare::{Change, ChangeKind, Comparison, Unit};
use crate::document::text::shorten;
use crate::materiality::{Assessment, Category, FactChange, Judgement, Reason, Severity, Verdict, spoken};

/// One change with what is said about it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry<'a> {
    /// The edit.
    pub(crate) change: &'a Change,
    /// Its judgement, where one was made.
    pub(crate) judgement: Option<&'a Judgement>,
}

/// Changes of one section.
#[derive(Debug)]
pub(crate) struct Group<'a> {
    /// Section path for people, one line.
    pub(crate) section: String,
    /// Its changes, most severe first.
    pub(crate) entries: Vec<Entry<'a>>,
}

/// All changes in the comparison's own order.
pub(crate) fn in_order<'a>(comparison: &'a Comparison, assessment: &'a Assessment) -> Vec<Entry<'a>> {
    let judgements = assessment.changes.iter().map(Some).chain(std::iter::repeat(None));
    comparison.changes.iter().zip(judgements).map(|(change, judgement)| Entry { change, judgement }).collect()
}

/// All changes, most severe first; among equals those that touch the same thing stand together, in the
/// order in which their first one is read.
pub(crate) fn by_severity<'a>(comparison: &'a Comparison, assessment: &'a Assessment) -> Vec<Entry<'a>> {
    let mut entries = in_order(comparison, assessment);
    let gravity = |entry: &Entry<'_>| (entry.verdict(), entry.severity());
    let kin = |entry: &Entry<'_>| (gravity(entry), entry.judgement.and_then(|judgement| judgement.category));
    let mut kinds = Vec::new();
    for kind in entries.iter().map(kin) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    entries.sort_by_cached_key(|entry| {
        (Reverse(gravity(entry)), kinds.iter().position(|kind| *kind == kin(entry)))
    });
    entries
}

/// Changes grouped by section; the section with the most severe change comes first.
pub(crate) fn grouped(entries: Vec<Entry<'_>>) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut places = HashMap::new();
    for entry in entries {
        let section = entry.section();
        let place = *places.entry(section.clone()).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.entries.push(entry),
            None => groups.push(Group { section, entries: vec![entry] }),
        }
    }
    groups
}

/// `5 changes, 1 material, 1 to review, 3 cosmetic`; `review` is the word for the doubtful ones.
pub(crate) fn tally(entries: &[Entry<'_>], review: &str) -> String {
    let count = |verdict| entries.iter().filter(|entry| entry.verdict() == verdict).count();
    let parts: Vec<String> = [
        (count(Verdict::Material), "material"),
        (count(Verdict::Review), review),
        (count(Verdict::Cosmetic), "cosmetic"),
    ]
    .into_iter()
    .filter(|(n, _)| *n > 0)
    .map(|(n, word)| format!("{n} {word}"))
    .collect();
    match entries.len() {
        n if n > 0 && entries.iter().all(|entry| entry.judgement.is_none()) => {
            format!("{n} change{}, not judged", if n == 1 { "" } else { "s" })
        }
        0 => "no changes".to_owned(),
        1 => format!("1 change, {}", parts.join(", ").trim_start_matches("1 ")),
        n => format!("{n} changes, {}", parts.join(", ")),
    }
}

/// [`tally`] of what a report shows. Where none of its changes has a verdict that was asked for, it does not
/// say that nothing changed.
pub(crate) fn tally_shown(report: &Report<'_>, entries: &[Entry<'_>], review: &str) -> String {
    if entries.is_empty() && report.assessment.verdict != Verdict::None {
        return "no changes of the verdicts asked for".to_owned();
    }
    tally(entries, review)
}

/// The value of a fact as a person says it.
pub(super) fn told_value(value: Option<&str>) -> String {
    value.map_or_else(|| "(nothing)".to_owned(), spoken)
}

impl<'a> Entry<'a> {
    /// The verdict; `review` where nobody judged.
    pub(crate) fn verdict(&self) -> Verdict {
        self.judgement.map_or(Verdict::Review, |judgement| judgement.verdict)
    }

    /// The severity, where one was given.
    pub(crate) fn severity(&self) -> Option<Severity> {
        self.judgement.and_then(|judgement| judgement.severity)
    }

    /// The reasons; none where nobody judged.
    pub(crate) fn reasons(&self) -> &'a [Reason] {
        self.judgement.map_or(&[], |judgement| &judgement.reasons)
    }

    /// Facts that differ; none where nobody judged.
    pub(crate) fn facts(&self) -> &'a [FactChange] {
        self.judgement.map_or(&[], |judgement| &judgement.facts)
    }

    /// The facts as a person reads them: what stands under two families is told once, and stretches of
    /// words not at all, for they are marked in the text above.
    pub(crate) fn told_facts(&self) -> Vec<&'a FactChange> {
        let mut told: Vec<&FactChange> = Vec::new();
        for fact in self.facts() {
            let same = |seen: &&FactChange| (&seen.old, &seen.new) == (&fact.old, &fact.new);
            let again = told.iter().any(|seen| same(seen) && seen.subject == fact.subject);
            if !again && !fact.is_words {
                told.push(fact);
            }
        }
        told
    }

    /// Verdict and severity, as in `material, high`; `None` where nobody judged.
    pub(crate) fn label(&self) -> Option<String> {
        let judgement = self.judgement?;
        let severity =
            judgement.severity.map(|severity| format!(", {}", severity.as_str())).unwrap_or_default();
        Some(format!("{}{severity}", judgement.verdict.as_str()))
    }

    /// Verdict word for people: `material`, `possibly material`, `cosmetic`.
    pub(crate) fn verdict_word(&self) -> &'static str {
        verdict_word(self.verdict())
    }

    /// Section path; a plain name where the change stands above all headings.
    pub(crate) fn section(&self) -> String {
        let path = safe::line(&self.change.section);
        match (path.is_empty(), self.change.unit) {
            (false, _) => path,
            (true, Unit::Title | Unit::Date | Unit::Numbers) => "The document".to_owned(),
            (true, _) => "Before the first heading".to_owned(),
        }
    }

    /// What happened to what: `changed cell, row "Support", column "Kept for"`.
    pub(crate) fn event(&self) -> String {
        let change = self.change;
        let mut event = match (change.kind, change.unit) {
            (ChangeKind::Date, _) => "date changed".to_owned(),
            (ChangeKind::Changed, unit) if change.is_punctuation() => {
                format!("{} changed in punctuation only", unit_word(unit))
            }
            (ChangeKind::Link, _) => "link target changed".to_owned(),
            (ChangeKind::Renumbered, Unit::Numbers) => "renumbered".to_owned(),
            (ChangeKind::Added | ChangeKind::Removed, Unit::Cell) => {
                format!("table column {}", change.kind.as_str())
            }
            (kind, unit) => format!("{} {}", unit_word(unit), kind.as_str()),
        };
        let noun = if change.unit == Unit::Date { "named" } else { "item" };
        // A whole item is quoted below; naming it by its first words says nothing more.
        let whole =
            change.unit == Unit::Item && matches!(change.kind, ChangeKind::Added | ChangeKind::Removed);
        let item = if whole { &None } else { &change.item };
        for (label, name) in [(noun, item), ("row", &change.row), ("column", &change.column)] {
            if let Some(name) = name.as_deref().map(safe::line).filter(|name| !name.is_empty()) {
                event.push_str(&format!(", {label} \"{}\"", shorten(&name, 60)));
            }
        }
        // Under another heading because the heading was edited: that is told with the heading.
        let stands_elsewhere =
            !matches!(change.kind, ChangeKind::Retitled | ChangeKind::Changed | ChangeKind::Date);
        if let Some(old) = self.former_section().filter(|_| stands_elsewhere) {
            event.push_str(&format!(", was under \"{old}\""));
        }
        event
    }

    /// Old section path, where it differs and says something.
    pub(crate) fn former_section(&self) -> Option<String> {
        let old = self.change.old_section.as_deref().map(safe::line)?;
        (!old.is_empty() && old != safe::line(&self.change.section)).then_some(old)
    }

    /// Direction and category in words, where given.
    pub(crate) fn qualities(&self) -> Vec<String> {
        let Some(judgement) = self.judgement else { return Vec::new() };
        let direction = judgement.direction.map(|direction| direction.in_words().to_owned());
        let category = judgement.category.map(Category::in_words);
        direction.into_iter().chain(category).collect()
    }

    /// The plain sentences of the reasons, each once, or a neutral one.
    pub(crate) fn sentences(&self) -> Vec<String> {
        let mut sentences: Vec<String> = Vec::new();
        for reason in self.reasons() {
            let why = safe::line(&reason.why);
            if !why.is_empty() && !sentences.contains(&why) {
                sentences.push(why);
            }
        }
        sentences
    }

    /// One sentence for a line of its own: the first reason, else the words themselves.
    pub(crate) fn gist(&self, limit: usize) -> String {
        let sentence = self.sentences().into_iter().next();
        sentence.unwrap_or_else(|| excerpt::one_line(self.change, limit))
    }
}

/// Verdict word for people.
pub(crate) fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::None => "no change",
        Verdict::Cosmetic => "cosmetic",
        Verdict::Review => "possibly material",
        Verdict::Material => "material",
    }
}

fn unit_word(unit: Unit) -> &'static str {
    match unit {
        Unit::Title => "title",
        Unit::Section => "section",
        Unit::Heading => "heading",
        Unit::Paragraph => "paragraph",
        Unit::Item => "list item",
        Unit::List => "list",
        Unit::Table => "table",
        Unit::Row => "table row",
        Unit::Cell => "table cell",
        Unit::Formula => "formula",
        Unit::Date => "date",
        Unit::Link => "link",
        Unit::Numbers => "numbering",
        Unit::Furniture => "page text outside the clauses",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Family;
    use crate::render::tests::{edit, judged};

    #[test]
    fn a_value_is_told_however_long_and_words_are_not_however_short() {
        let fact = |old: &str, new: &str, is_words: bool| FactChange {
            family: Family::Retention,
            subject: "receipts".to_owned(),
            old: Some(old.to_owned()),
            new: Some(new.to_owned()),
            is_words,
        };
        let (long, short) = (("account closed + 30 days", "account closed + 60 days"), ("may go", "must go"));
        let facts = vec![fact(long.0, long.1, false), fact(short.0, short.1, true)];
        let judgement = Judgement { facts, ..judged(Verdict::Material, "M3", "Kept longer.") };
        let change = edit(ChangeKind::Changed, Unit::Paragraph, "Receipts");
        let entry = Entry { change: &change, judgement: Some(&judgement) };
        let told: Vec<_> = entry.told_facts().iter().map(|fact| fact.old.as_deref()).collect();
        assert_eq!(told, [Some(long.0)]);
    }

    #[test]
    fn a_fact_stored_without_the_mark_is_a_value() {
        let stored = r#"{"family":"retention","subject":"logs","old":"30 days","new":"60 days"}"#;
        let fact: FactChange = serde_json::from_str(stored).expect("a stored fact");
        assert!(!fact.is_words);
        assert_eq!(serde_json::to_string(&fact).expect("a fact"), stored);
    }
}
