//! Plain sentences about changes, and the quotes that go with them.
//!
//! The words never conclude anything about law: they say what the text stated and what it states now.

#![expect(clippy::match_same_arms, reason = "each arm is a row of a table, in its own order")]

use super::rules::{Case, Finding};
use super::{Category, Direction, FactChange, Reason};
use crate::document::text::{key_form, shorten};
use crate::facts::lexer::{Measure, has_any, quantities};
use crate::facts::{Clause, Family, Stance};

/// Longest quote in a reason, in characters.
const QUOTE: usize = 160;

/// A reason with its quotes shortened.
pub(super) fn reason(rule: &str, why: &str, old: Option<&str>, new: Option<&str>) -> Reason {
    let quote = |text: Option<&str>| text.map(|text| shorten(text, QUOTE));
    Reason { rule: rule.to_owned(), why: why.to_owned(), old: quote(old), new: quote(new) }
}

/// A finding about words, with the fact they amount to.
pub(super) fn finding(
    rule: &'static str,
    weight: u32,
    sign: Direction,
    why: String,
    case: &Case<'_>,
    family: Family,
) -> Finding {
    let (old, new) = quotes(case);
    let value = |quote: &Option<String>, clause: Option<&Clause>| {
        quote.as_ref().map(|quote| match clause.and_then(|clause| sole_quantity(&clause.text)) {
            Some(quantity) if !quote.contains(quantity.split(' ').next().unwrap_or_default()) => {
                format!("{quantity}: {quote}")
            }
            _ => quote.clone(),
        })
    };
    let fact = FactChange {
        family,
        subject: subject_of(case.edit.clause()),
        old: value(&old, case.edit.old.as_ref()),
        new: value(&new, case.edit.new.as_ref()),
    };
    Finding { rule, weight, sign, why, old, new, fact: Some(fact) }
}

/// What a clause is about, in a few words.
pub(super) fn subject_of(clause: &Clause) -> String {
    let source = clause.lead.as_deref().unwrap_or(&clause.text);
    crate::facts::subject::normalize(source).split(' ').take(4).collect::<Vec<_>>().join(" ")
}

/// The only quantity of a sentence, in short.
fn sole_quantity(text: &str) -> Option<String> {
    let found = quantities(&key_form(text));
    let [quantity] = found.as_slice() else { return None };
    match &quantity.measure {
        Measure::Duration(duration) => Some(duration.to_string()),
        Measure::Percent(percent) => Some(percent.to_string()),
        Measure::Money(..) => None,
    }
}

/// The stretch of words that differs, on both sides, with nothing of what is common at the ends.
pub(super) fn quotes(case: &Case<'_>) -> (Option<String>, Option<String>) {
    match (&case.edit.old, &case.edit.new) {
        (Some(old), Some(new)) => {
            let a: Vec<&str> = old.text.split_whitespace().collect();
            let b: Vec<&str> = new.text.split_whitespace().collect();
            let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
            let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(x, y)| x == y).count();
            // One word of context on each side keeps a lone "not" readable.
            let from = head.saturating_sub(1);
            let cut = |words: &[&str]| {
                let to = (words.len() - tail + 1).min(words.len());
                shorten(&words[from..to].join(" "), QUOTE)
            };
            (Some(cut(&a)), Some(cut(&b)))
        }
        (Some(old), None) => (Some(shorten(&old.text, QUOTE)), None),
        (None, Some(new)) => (None, Some(shorten(&new.text, QUOTE))),
        (None, None) => (None, None),
    }
}

/// A sentence followed by what was and what is.
pub(super) fn with_quote(start: &str, case: &Case<'_>) -> String {
    let lead = start.trim_end_matches('.');
    match quotes(case) {
        (Some(old), Some(new)) => format!("{lead}: “{new}” instead of “{old}”."),
        (Some(old), None) => format!("{lead}: “{old}”."),
        (None, Some(new)) => format!("{lead}: “{new}”."),
        (None, None) => start.to_owned(),
    }
}

/// A whole statement came or went.
pub(super) fn statement(clause: &Clause, gone: bool) -> String {
    let text = shorten(&clause.text, QUOTE);
    if gone {
        format!("The text no longer says: “{text}”")
    } else {
        format!("The text now says: “{text}”")
    }
}

/// "Server logs are kept 90 days instead of 30 days."
pub(super) fn changed(family: Family, subject: &str, old: &str, new: &str) -> String {
    let name = capital(subject);
    match family {
        Family::Retention => format!("{name}: kept {new} instead of {old}."),
        Family::NoticePeriod => format!("Notice of {subject}: {new} instead of {old}."),
        Family::ResponseDeadline => format!("Time to answer ({subject}): {new} instead of {old}."),
        Family::ClaimWindow => format!("Time to claim: {new} instead of {old}."),
        Family::AgeLimit => format!("The age limit is {new} instead of {old}."),
        Family::Availability => format!("{name}: {new} instead of {old}."),
        Family::ServiceCredit => format!("The credit for {subject} is {new} instead of {old}."),
        Family::CreditCap => format!("Credits are capped at {new} instead of {old}."),
        Family::Recipient => format!("The text names {new} instead of {old} as recipient."),
        Family::Controller => format!("The text names {new} instead of {old} as the company responsible."),
        Family::Contact => format!("The contact is {new} instead of {old}."),
        Family::PolicyDate => format!("The {subject} date is {new} instead of {old}."),
        Family::GoverningLaw => format!("The law named is that of {new} instead of {old}."),
        Family::Courts => format!("The courts named are those of {new} instead of {old}."),
        Family::Promise | Family::Training | Family::Consent => {
            format!("“{name}” is {new} instead of {old}.")
        }
        _ => format!("{} ({subject}): {new} instead of {old}.", capital(&in_words(family))),
    }
}

/// A fact is no longer stated.
pub(super) fn gone(family: Family, subject: &str, value: &str) -> String {
    match family {
        Family::Recipient => format!("{value} is no longer named as a recipient."),
        Family::Right => format!("The right “{subject}” is no longer stated."),
        Family::Promise => format!("It is no longer stated that “{subject}” is {value}."),
        Family::Location => format!("{value} is no longer named as a place of the data."),
        _ => format!("No longer stated: {} “{subject}” ({value}).", in_words(family)),
    }
}

/// A fact is newly stated.
pub(super) fn come(family: Family, subject: &str, value: &str) -> String {
    match family {
        Family::Recipient => format!("{value} is named as a recipient."),
        Family::Right => format!("The right “{subject}” is stated."),
        Family::Promise => format!("It is stated that “{subject}” is {value}."),
        Family::Location => format!("{value} is named as a place of the data."),
        _ => format!("Newly stated: {} “{subject}” ({value}).", in_words(family)),
    }
}

/// How consent is asked, before and after.
pub(super) fn stance_changed(clause: &Clause, old: Option<Stance>, new: Option<Stance>) -> String {
    let mode = |stance: Option<Stance>| match stance {
        Some(Stance::OptIn) => "only with consent",
        Some(Stance::OptOut) => "until objection",
        _ => "without a word of consent",
    };
    format!("{}: {} instead of {}.", capital(&subject_of(clause)), mode(new), mode(old))
}

fn in_words(family: Family) -> String {
    family.as_str().replace('_', " ")
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// The family a statement of this category usually belongs to.
pub(super) fn family_of(category: Category, clause: &Clause) -> Option<Family> {
    use Category as C;
    let words = &clause.words;
    Some(match category {
        C::AcceptableUse => Family::AcceptableUse,
        C::Arbitration => Family::Arbitration,
        C::ChoiceOfLaw => Family::GoverningLaw,
        C::Jurisdiction => Family::Courts,
        C::DataRetention if has_any(words, &[" not ", " never ", " shall ", " must "]) => Family::Promise,
        C::DataRetention => Family::Retention,
        C::DataSecurity if has_any(words, &[" notify ", " inform "]) => Family::ResponseDeadline,
        C::DataSecurity if has_any(words, &[" not ", " never "]) => Family::Promise,
        C::DataSecurity => Family::SecurityMeasure,
        C::FirstPartyCollectionUse | C::CookiesTracking => Family::Purpose,
        C::ThirdPartySharingCollection if has_any(words, &[" instructions", " purpose"]) => Family::Purpose,
        C::ThirdPartySharingCollection if has_any(words, &[" tell ", " notify", " not "]) => Family::Promise,
        C::ThirdPartySharingCollection => Family::Recipient,
        C::LimitationOfLiability | C::Indemnity | C::Warranty => Family::LiabilityCap,
        C::LicenceToContent if has_any(words, &[" consent ", " name you"]) => Family::Consent,
        C::LicenceToContent => Family::Licence,
        C::PaymentRefund => Family::Price,
        C::PolicyChange | C::UnilateralChange if has_any(words, &[" refund"]) => Family::RefundWindow,
        C::PolicyChange | C::UnilateralChange
            if has_any(
                words,
                &[" notice", " notif", " advance ", " before ", " e mail", " communicated "],
            ) =>
        {
            Family::NoticePeriod
        }
        C::PolicyChange | C::UnilateralChange if has_any(words, &[" not "]) => Family::Promise,
        C::PolicyChange | C::UnilateralChange => Family::UnilateralChange,
        C::SlaAvailability | C::SlaDefinitions => Family::Availability,
        C::SlaClaimWindow => Family::ClaimWindow,
        C::SlaCreditCap => Family::CreditCap,
        C::SlaExclusions => Family::Exclusion,
        C::SlaRemedy if has_any(words, &[" right "]) => Family::Right,
        C::SlaRemedy => Family::Remedy,
        C::SlaServiceCredit => Family::ServiceCredit,
        C::SlaSupportResponse if has_any(words, &[" response", " reply"]) => Family::ResponseDeadline,
        C::SlaSupportResponse => Family::Promise,
        C::Termination if has_any(words, &[" consent "]) => Family::Consent,
        C::Termination => Family::Termination,
        C::TrainingOnContent => Family::Training,
        C::UserAccessEditDeletion if has_any(words, &[" not "]) => Family::Promise,
        C::UserAccessEditDeletion => Family::Right,
        C::UserChoiceControl => Family::Consent,
        C::InternationalSpecificAudiences if has_any(words, &[" consent", " switched "]) => Family::Consent,
        C::InternationalSpecificAudiences if has_any(words, &[" located ", " stored ", " transfer"]) => {
            Family::Location
        }
        C::InternationalSpecificAudiences => Family::Promise,
        C::ContentRemoval | C::DoNotTrack => Family::Promise,
        C::ContactInformation | C::IntroductoryGeneric => return None,
    })
}
