//! Dates a document states about itself: a moved one is reported as a fact and changes no duty.

use super::{Category, Direction, FactChange, Judgement, Reason, Verdict, words};
use crate::compare::Change;
use crate::document::{DateKind, Document, PartialDate};
use crate::facts::{Family, date_subject};

/// The judgement of a change of the unit [`crate::compare::Unit::Date`].
pub(super) fn judge(old: &Document, new: &Document, change: &Change) -> Judgement {
    let kind = kind_of(old, new, change);
    let before = change.old.as_deref().map(|value| in_words(old, value));
    let after = change.new.as_deref().map(|value| in_words(new, value));
    let subject = kind.map(date_subject);
    let reason = Reason {
        rule: "C6".to_owned(),
        why: words::date(subject, before.as_deref(), after.as_deref()),
        old: change.old.clone(),
        new: change.new.clone(),
    };
    let fact = FactChange {
        family: Family::PolicyDate,
        subject: subject.unwrap_or("date").to_owned(),
        old: change.old.clone(),
        new: change.new.clone(),
        is_words: false,
    };
    Judgement {
        verdict: Verdict::Cosmetic,
        category: Some(Category::PolicyChange),
        direction: Some(Direction::Neutral),
        severity: None,
        reasons: vec![reason],
        facts: vec![fact],
    }
}

/// Which date it is: the change carries only values, the documents know what they stand for.
fn kind_of(old: &Document, new: &Document, change: &Change) -> Option<DateKind> {
    let states = |document: &Document, kind: DateKind, value: Option<&str>| {
        value.is_none_or(|value| {
            document.dates.iter().any(|date| date.kind == kind && date.value.to_string() == value)
        })
    };
    DateKind::ALL
        .into_iter()
        .find(|kind| states(old, *kind, change.old.as_deref()) && states(new, *kind, change.new.as_deref()))
}

/// The date as people write it; as given where the document does not know it.
fn in_words(document: &Document, value: &str) -> String {
    let found = document.dates.iter().find(|date| date.value.to_string() == value);
    found.map_or_else(|| value.to_owned(), |date| PartialDate::in_words(date.value))
}

#[cfg(test)]
mod tests {
    use crate::compare::compare;
    use crate::document::{DateKind, Document, PartialDate, PolicyDate};
    use crate::materiality::assess;

    #[test]
    fn a_sentence_says_which_date_moved() {
        let document = |dates: &[(DateKind, i32, u32)]| Document {
            dates: dates
                .iter()
                .map(|(kind, year, month)| PolicyDate {
                    kind: *kind,
                    value: PartialDate::Month(*year, *month),
                    text: String::new(),
                })
                .collect(),
            ..Document::default()
        };
        let old = document(&[(DateKind::LastUpdated, 2026, 3)]);
        let new = document(&[(DateKind::LastUpdated, 2026, 11), (DateKind::Effective, 2026, 12)]);
        let assessment = assess(&old, &new, &compare(&old, &new));
        let said: Vec<&str> =
            assessment.changes.iter().map(|change| change.reasons[0].why.as_str()).collect();
        assert_eq!(
            said,
            ["Last-updated date: March 2026 → November 2026.", "Effective date newly stated: December 2026."]
        );
        assert_eq!(assessment.changes[1].facts[0].subject, "effective");
    }
}
