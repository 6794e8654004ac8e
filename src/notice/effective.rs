//! The day a text says it starts to apply: dates bound to words of effect, never "last updated".
//!
//! A label ("Effective: 1 May 2027") and a sentence ("the new terms apply from …") count alike; what
//! counts from notice or posting is left to the clause. Reads a finished document only.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Regex;

use super::change::{is_about_change, names_document};
use super::clause::read_clause;
use super::{EffectiveDate, sentences};
use crate::document::text::key_form;
use crate::document::{DateKind, Document, PartialDate};
use crate::normalize::dates::find_dates;

macro_rules! pattern {
    ($name:ident, $text:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($text).expect("valid pattern"));
    };
}

pattern!(
    EFFECT,
    r"\b(?:tak(?:e|es|en|ing)|com(?:e|es|ing)|enter(?:s|ed|ing)?|go(?:es)?|went|came|took|becom(?:e|es|ing)|became)\s+(?:in)?(?:to\s+)?(?:effect|force|effective|binding)\b|\beffective\b|\bappl(?:y|ies|ied)\b|\b(?:in|into) force\b|\bvalid (?:from|as of)\b|\bbinding\b|\bwith effect from\b|\bstart(?:s|ing)? (?:on|from|to apply)\b|\breplac(?:e|es|ing)\b|\bgovern\w*\b|\bapplicable (?:from|since|as of|as from)\b|\bdate of effect\b|\bstart of validity\b"
);
pattern!(
    LABELLED,
    r"\b(?:updated|modified|revised|amended|changed|published|posted|issued|created|version(?: of)?|until|before|prior to|through|till|up to|ended|expires?|expire[sd]? on|dated)\b[^.;]{0,12}$|\b(?:the one|that|those|the (?:version|text|terms|policy|edition)) (?:of|from)\s*$"
);
pattern!(
    LABEL,
    r"^(?:effective(?: date| from| as of)?\s*:|(?:applicable|valid|in force|effective) (?:from|since|as of|as from)\b|(?:(?:date of )?entry into (?:force|effect)|date of effect|start of validity)\b)"
);
pattern!(
    NEWCOMERS,
    r"\bnew (?:\w+ )?(?:customers?|users?|accounts?|members?|subscribers?|clients?|sign-?ups|registrations|contracts)\b|\b(?:sign(?:ing)? up|join|register)\b"
);
pattern!(
    EXISTING,
    r"\b(?:existing|current|present|all other) (?:\w+ )?(?:customers?|users?|accounts?|members?|subscribers?|clients?|contracts)\b|\b(?:everyone|everybody|all) else\b"
);

// This very text, not any change to come: "this version is effective immediately".
pattern!(
    AT_ONCE,
    r"\b(?:(?:this|the (?:new|revised|updated|amended|present|following)) (?:version|update|revision|edition|amendment|text|terms|policy|agreement|notice|statement|addendum|conditions|changes?)|these (?:changes|amendments|modifications|updates|revisions|terms|conditions))\b[^.;]{0,40}\b(?:(?:take|takes|took|come|comes|came|enter|enters|go|goes) (?:in)?(?:to )?(?:effect|force)|(?:is|are|becomes?|became) (?:effective|in effect|in force|applicable|binding|valid)|appl(?:y|ies)) (?:immediately|at once|straight away|right away|forthwith|from now on|as of now|as of today|from today|with immediate effect)\b|^effective(?: date)?\s*:?\s+(?:immediately|at once|with immediate effect)\b"
);
pattern!(
    ON_CONDITION,
    r"^,?\s*(?:up)?on\b|^,?\s*(?:when|once|after|as soon as|following|unless|if|for|to)\b"
);
pattern!(
    OF_ANY_CHANGE,
    r"\b(?:may|might|can|reserves?|from time to time|at any time|whenever|any|each|every|such)\b"
);

/// When the document says that it applies, seen from `today` (a civil date): days that are not in
/// the future are `Past`. Falls back to what the notice clause says of every change.
pub fn effective_date(document: &Document, today: NaiveDate) -> EffectiveDate {
    match stated(document) {
        EffectiveDate::None if applies_at_once(document) => EffectiveDate::Immediate,
        EffectiveDate::None => read_clause(document).map_or(EffectiveDate::None, |clause| clause.effective),
        EffectiveDate::Exact { date } if date <= today => EffectiveDate::Past { date },
        EffectiveDate::Conflicting { dates } => coming(dates, today),
        stated => stated,
    }
}

/// Of days that disagree, a single future one is the change announced beside the day in force.
fn coming(dates: Vec<NaiveDate>, today: NaiveDate) -> EffectiveDate {
    let ahead: Vec<NaiveDate> = dates.iter().copied().filter(|date| *date > today).collect();
    match ahead[..] {
        [date] => EffectiveDate::Exact { date },
        _ => EffectiveDate::Conflicting { dates },
    }
}

/// True when the text says of itself, and not of any change to come, that it applies at once.
fn applies_at_once(document: &Document) -> bool {
    document.body_blocks().iter().any(|visit| {
        let folded = key_form(&visit.block.text);
        !OF_ANY_CHANGE.is_match(&folded)
            && sentences::split(&folded).into_iter().any(|sentence| {
                AT_ONCE.find(sentence).is_some_and(|found| !ON_CONDITION.is_match(&sentence[found.end()..]))
            })
    })
}

/// The days the document states, without a today to judge them by.
pub(super) fn stated(document: &Document) -> EffectiveDate {
    let labels = document.dates.iter().filter(|date| date.kind == DateKind::Effective).map(|date| date.value);
    let mut found: Vec<PartialDate> = labels.collect();
    for visit in document.body_blocks() {
        let folded = key_form(&visit.block.text);
        for sentence in sentences::split(&folded) {
            if let Some(split) = split_days(sentence) {
                return split;
            }
            found.extend(days_of_effect(sentence));
        }
    }
    settle(&found)
}

/// True when a sentence says on which day the document starts to apply.
pub(super) fn states_day(sentence: &str) -> bool {
    !days_of_effect(sentence).is_empty()
}

/// True for `Effective: 4 July 2026`, wherever it stands.
pub(super) fn is_label(sentence: &str) -> bool {
    LABEL.is_match(sentence)
}

/// Dates of a folded sentence that are days on which the text starts to apply.
fn days_of_effect(sentence: &str) -> Vec<PartialDate> {
    let is_of_document = names_document(sentence)
        || is_about_change(sentence)
        || sentence.contains("version")
        || is_label(sentence);
    if !is_of_document || !EFFECT.is_match(sentence) {
        return Vec::new();
    }
    let is_labelled = |range: &Range<usize>| LABELLED.is_match(&sentence[..range.start]);
    let found: Vec<_> = dates(sentence).into_iter().filter(|(range, _)| !is_labelled(range)).collect();
    // "Adopted on one day, it takes effect on another": a word of effect stands right before its day.
    let mut from = 0;
    let mut bound = Vec::new();
    for (range, date) in &found {
        if EFFECT.is_match(&sentence[from..range.start]) {
            bound.push(*date);
        }
        from = range.end;
    }
    if bound.is_empty() { found.into_iter().map(|(_, date)| date).collect() } else { bound }
}

/// "New customers from one day, existing ones from another."
fn split_days(sentence: &str) -> Option<EffectiveDate> {
    let (newcomers, existing) = (NEWCOMERS.find(sentence)?, EXISTING.find(sentence)?);
    if !EFFECT.is_match(sentence) {
        return None;
    }
    let days: Vec<(usize, NaiveDate)> = dates(sentence)
        .into_iter()
        .filter_map(|(range, date)| match date {
            PartialDate::Day(day) => Some((range.start, day)),
            _ => None,
        })
        .collect();
    // Each group owns the first date after it; a lone date before both belongs to the first named.
    let after = |from: usize, until: usize| {
        days.iter().find(|(at, _)| *at > from && *at < until).map(|(_, day)| *day)
    };
    let end = sentence.len();
    let (new_users, existing_users) = if newcomers.start() < existing.start() {
        (after(newcomers.start(), existing.start()), after(existing.start(), end))
    } else {
        (after(newcomers.start(), end), after(existing.start(), newcomers.start()))
    };
    Some(EffectiveDate::Split { new_users, existing_users: existing_users? })
}

/// One date, or the conflict of several. A day settles the month it lies in.
fn settle(found: &[PartialDate]) -> EffectiveDate {
    let mut days: Vec<NaiveDate> = Vec::new();
    for date in found {
        if let PartialDate::Day(day) = date
            && !days.contains(day)
        {
            days.push(*day);
        }
    }
    let vague = found.iter().copied().find(|date| !matches!(date, PartialDate::Day(_)));
    match (days.as_slice(), vague) {
        ([], Some(date)) => EffectiveDate::Partial { date },
        ([], None) => EffectiveDate::None,
        ([date], _) => EffectiveDate::Exact { date: *date },
        (_, _) => EffectiveDate::Conflicting { dates: days },
    }
}

/// Dates of a folded text with their places: the one door to the grammar of dates.
fn dates(text: &str) -> Vec<(Range<usize>, PartialDate)> {
    find_dates(text)
}

#[cfg(test)]
mod tests;
