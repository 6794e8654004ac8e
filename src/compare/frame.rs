//! What frames the clauses: title, dates, and the sections that hold no clause.

use std::collections::HashSet;

use super::form::form_of;
use super::words::word_runs;
use super::{Change, ChangeKind, Unit};
use crate::document::{DateKind, Document, Role, Section};

/// The changed title, if it changed.
pub(super) fn title_change(old: &Document, new: &Document) -> Option<Change> {
    let (before, after) = (old.title.as_deref().unwrap_or(""), new.title.as_deref().unwrap_or(""));
    if form_of(before) == form_of(after) {
        return None;
    }
    Some(Change {
        old: old.title.clone(),
        new: new.title.clone(),
        words: word_runs(before, after),
        ..Change::blank(ChangeKind::Retitled, Unit::Title)
    })
}

/// One change for each date that the document states about itself and that moved, came or went.
pub(super) fn date_changes(old: &Document, new: &Document) -> Vec<Change> {
    let values = |document: &Document, kind: DateKind| -> Vec<String> {
        let mut seen = HashSet::new();
        let dates = document.dates.iter().filter(|date| date.kind == kind);
        // A date printed at the top and again at the bottom is one date.
        dates.filter(|date| seen.insert(date.value)).map(|date| date.value.to_string()).collect()
    };
    let mut changes = Vec::new();
    if old.dates == new.dates {
        return changes;
    }
    for kind in DateKind::ALL {
        let (mut before, mut after) = (values(old, kind), values(new, kind));
        let now: HashSet<&String> = after.iter().collect();
        let kept: HashSet<String> = before.iter().filter(|value| now.contains(value)).cloned().collect();
        before.retain(|value| !kept.contains(value));
        after.retain(|value| !kept.contains(value));
        for at in 0..before.len().max(after.len()) {
            let (old, new) = (before.get(at).cloned(), after.get(at).cloned());
            let words =
                old.as_deref().zip(new.as_deref()).map(|(old, new)| word_runs(old, new)).unwrap_or_default();
            let item = Some(kind.as_str().to_owned());
            changes.push(Change { item, old, new, words, ..Change::blank(ChangeKind::Date, Unit::Date) });
        }
    }
    changes
}

/// At most one change for each sort of section that holds no clause.
pub(super) fn furniture_changes(old: &Document, new: &Document) -> Vec<Change> {
    let (old, new) = (furniture(&old.sections), furniture(&new.sections));
    [Role::Banner, Role::Contents, Role::Related, Role::Signature]
        .into_iter()
        .filter_map(|role| {
            let (before, after) = (lines_of(&old, role), lines_of(&new, role));
            if before == after {
                return None;
            }
            let text = |lines: &[&str]| (!lines.is_empty()).then(|| lines.join("\n"));
            let (before, after) = (text(&before), text(&after));
            let form = |text: &Option<String>| text.as_deref().map(|text| form_of(text).into_owned());
            let kind = match (form(&before), form(&after)) {
                (None, None) => return None,
                (Some(before), Some(after)) if before == after => return None,
                (None, Some(_)) => ChangeKind::Added,
                (Some(_), None) => ChangeKind::Removed,
                (Some(_), Some(_)) => ChangeKind::Changed,
            };
            let words = match (&before, &after) {
                (Some(before), Some(after)) => word_runs(before, after),
                _ => Vec::new(),
            };
            let blank = Change::blank(kind, Unit::Furniture);
            Some(Change { old: before, new: after, words, ..blank })
        })
        .collect()
}

/// Sections that hold no clause, in reading order.
fn furniture(sections: &[Section]) -> Vec<&Section> {
    fn collect<'a>(sections: &'a [Section], found: &mut Vec<&'a Section>) {
        for section in sections {
            found.extend((section.role != Role::Body).then_some(section));
            collect(&section.sections, found);
        }
    }
    let mut found = Vec::new();
    collect(sections, &mut found);
    found
}

/// Headings and blocks of the sections of one sort.
fn lines_of<'a>(furniture: &[&'a Section], role: Role) -> Vec<&'a str> {
    let of_role = furniture.iter().filter(|section| section.role == role);
    let lines = of_role.flat_map(|section| {
        section.heading.as_deref().into_iter().chain(section.blocks.iter().map(|block| block.text.as_str()))
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{PartialDate, PolicyDate};

    #[test]
    fn a_date_printed_twice_is_one_change() {
        let with = |value: PartialDate| {
            let date = PolicyDate { kind: DateKind::LastUpdated, value, text: "Last updated".into() };
            Document { dates: vec![date.clone(), date], ..Document::default() }
        };
        let changes = date_changes(&with(PartialDate::Month(2025, 1)), &with(PartialDate::Month(2025, 3)));
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0].item.as_deref(), Some("last updated"));
        assert_eq!(
            (changes[0].old.as_deref(), changes[0].new.as_deref()),
            (Some("2025-01"), Some("2025-03"))
        );
        assert!(date_changes(&with(PartialDate::Year(2025)), &with(PartialDate::Year(2025))).is_empty());
    }

    #[test]
    fn a_title_in_other_quotes_is_the_same_title() {
        let titled = |title: &str| Document { title: Some(title.into()), ..Document::default() };
        assert!(title_change(&titled("“Terms”"), &titled("\"Terms\"")).is_none());
        assert!(title_change(&titled("Terms"), &titled("Terms of Use")).is_some());
    }
}
