//! Plain sentences about changes, and the quotes that go with them.
//!
//! The words never conclude anything about law: they say what the text stated and what it states now.

#![expect(clippy::match_same_arms, reason = "each arm is a row of a table, in its own order")]

use super::rules::{Case, Finding};
use super::{Category, Direction, FactChange, Reason};
use crate::compare::replaced;
use crate::document::text::{key_form, shorten};
use crate::facts::lexer::{Measure, has_any, padded, quantities};
use crate::facts::{Clause, Fact, Family, Stance, Value, subject, topic};

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

/// Numbers and names in an edit that no rule read, for the reader to see them: without weight.
pub(super) fn noted(case: &Case<'_>) -> Option<Finding> {
    let (old, new) = quotes(case);
    let telling = |quote: &Option<String>| {
        quote.as_ref().is_some_and(|quote| {
            quote.split_whitespace().skip(1).any(|word| {
                word.starts_with(|c: char| c.is_uppercase()) || word.chars().any(|c| c.is_ascii_digit())
            }) || sole_quantity(quote).is_some()
        })
    };
    let family = family_of(case.category, case.edit.clause()).unwrap_or(Family::Definition);
    (telling(&old) || telling(&new))
        .then(|| finding("R0", 0, Direction::Neutral, String::new(), case, family))
}

/// What a clause is about, as a person would write it.
pub(super) fn subject_of(clause: &Clause) -> String {
    subject::label(&topic::phrase(clause))
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
pub(super) fn changed(fact: &Fact, old: &str, new: &str) -> String {
    let (family, label) = (fact.family, fact.label.as_str());
    let name = capital(label);
    match family {
        Family::Retention if label.ends_with('…') => format!("“{name}”: kept {new} instead of {old}."),
        Family::Retention => format!("{name} {} kept {new} instead of {old}.", is_or_are(label)),
        Family::NoticePeriod => format!("Notice of {label}: {new} instead of {old}."),
        Family::ResponseDeadline => format!("Time to answer ({label}): {new} instead of {old}."),
        Family::ClaimWindow => format!("Time to claim: {new} instead of {old}."),
        Family::AgeLimit => format!("The age limit is {new} instead of {old}."),
        Family::Availability => format!("{name}: {new} instead of {old}."),
        Family::ServiceCredit => format!("The credit for {label} is {new} instead of {old}."),
        Family::CreditCap => format!("Credits are capped at {new} instead of {old}."),
        Family::Recipient if fact.is_denied() => {
            format!("{name}: named as one that receives nothing, not as a recipient.")
        }
        Family::Recipient if fact.label == new && old != new && old == Stance::Prohibited.to_string() => {
            format!("{name}: named as a recipient, not as one that receives nothing.")
        }
        Family::Recipient => format!("The text names {new} instead of {old} as recipient."),
        Family::Controller => format!("The text names {new} instead of {old} as the company responsible."),
        Family::Contact => format!("The contact is {new} instead of {old}."),
        Family::GoverningLaw => format!("The law named is that of {new} instead of {old}."),
        Family::Courts => format!("The courts named are those of {new} instead of {old}."),
        Family::Training => format!("Training on {label} is {new} instead of {old}."),
        Family::Promise | Family::Consent => format!("“{name}” is {new} instead of {old}."),
        _ => format!("{} ({label}): {new} instead of {old}.", capital(&in_words(family))),
    }
}

/// A credit is due at another level: "The 10 % credit applies to …".
pub(super) fn tier_moved(credit: &str, old: &str, new: &str) -> String {
    format!("The credit of {credit} applies {new} availability instead of {old}.")
}

/// A fact is no longer stated.
pub(super) fn gone(fact: &Fact) -> String {
    let (label, value) = (fact.label.as_str(), fact.value.to_string());
    match (fact.family, &fact.value) {
        (Family::Recipient, Value::Stance(Stance::Prohibited)) => {
            format!("It is no longer stated that nothing goes to {label}.")
        }
        (Family::Recipient, _) => format!("{value} is no longer named as a recipient."),
        (Family::Right, _) => format!("The right to {} is no longer stated.", right(label)),
        (Family::Promise, Value::Stance(Stance::Prohibited)) => {
            format!("The promise not to {label} is gone.")
        }
        (Family::Promise, _) => format!("It is no longer stated that “{label}” is {value}."),
        (Family::Training, _) => format!("It is no longer stated that training on {label} is {value}."),
        (Family::Location, _) => format!("{value} is no longer named as a place of the data."),
        (Family::Framework, _) => format!("{value} is no longer named."),
        (Family::SecurityMeasure, _) => format!("A safeguard is no longer stated: {label}."),
        (Family::AcceptableUse, _) => format!("No longer forbidden to the reader: {label}."),
        (Family::Exclusion, _) => format!("No longer excluded: {label}."),
        (Family::DataType, Value::Stance(Stance::Prohibited)) => {
            format!("It is no longer stated that {label} {} not collected.", is_or_are(label))
        }
        (Family::DataType, _) => format!("No longer named as data: {label}."),
        (Family::Purpose, Value::Stance(Stance::Exclusive)) => {
            format!("It is no longer stated that the use of {label} is limited.")
        }
        (Family::Purpose, _) => format!("No longer named as a purpose: {label}."),
        (family, Value::Stance(Stance::Open)) => format!("No longer stated: {} ({label}).", in_words(family)),
        (family, _) => format!("No longer stated: {}, {label}: {value}.", in_words(family)),
    }
}

/// A fact is newly stated.
pub(super) fn come(fact: &Fact) -> String {
    let (label, value) = (fact.label.as_str(), fact.value.to_string());
    match (fact.family, &fact.value) {
        (Family::Recipient, Value::Stance(Stance::Prohibited)) => {
            format!("It is newly stated that nothing goes to {label}.")
        }
        (Family::Recipient, _) => format!("{value} is named as a recipient."),
        (Family::Right, _) => format!("The right to {} is stated.", right(label)),
        (Family::Promise, Value::Stance(Stance::Prohibited)) => format!("A promise is new: not to {label}."),
        (Family::Promise, _) => format!("It is stated that “{label}” is {value}."),
        (Family::Training, _) => format!("It is stated that training on {label} is {value}."),
        (Family::Location, _) => format!("{value} is named as a place of the data."),
        (Family::Framework, _) => format!("{value} is named."),
        (Family::SecurityMeasure, _) => format!("A safeguard is newly stated: {label}."),
        (Family::AcceptableUse, _) => format!("Newly forbidden to the reader: {label}."),
        (Family::Exclusion, _) => format!("Newly excluded: {label}."),
        (Family::DataType, Value::Stance(Stance::Prohibited)) => {
            format!("It is newly stated that {label} {} not collected.", is_or_are(label))
        }
        (Family::DataType, _) => format!("Newly named as data: {label}."),
        (Family::Purpose, Value::Stance(Stance::Exclusive)) => {
            format!("It is newly stated that the use of {label} is limited.")
        }
        (Family::Purpose, _) => format!("Newly named as a purpose: {label}."),
        (family, Value::Stance(Stance::Open)) => format!("Newly stated: {} ({label}).", in_words(family)),
        (family, _) => format!("Newly stated: {}, {label}: {value}.", in_words(family)),
    }
}

/// A word of limit came or went.
pub(super) fn limit(word: &str, came: bool, case: &Case<'_>) -> String {
    let closes =
        ["only", "solely", "exclusively", "strictly", "purely", "alone", "specifically"].contains(&word);
    let state = if came { "new" } else { "gone" };
    if !closes {
        return with_quote(&format!("The word “{word}” is {state}."), case);
    }
    let what =
        if has_any(&case.edit.clause().words, &[" use ", " used ", " uses "]) { "use" } else { "statement" };
    let no_longer = if came { "" } else { "no longer " };
    format!("The word “{word}” is {state}: the {what} is {no_longer}limited to what is named.")
}

/// Two wordings of one statement; the words are named where they are few.
pub(super) fn same_in_other_words(old: &str, new: &str) -> String {
    let (old, new) = (padded(old), padded(new));
    let (a, b): (Vec<&str>, Vec<&str>) = (old.split_whitespace().collect(), new.split_whitespace().collect());
    let parts: Vec<(String, String)> =
        replaced(&a, &b).into_iter().map(|(from, to)| (a[from].join(" "), b[to].join(" "))).collect();
    let named: Vec<String> = parts
        .iter()
        .filter(|(old, new)| !old.is_empty() && !new.is_empty())
        .map(|(old, new)| format!("“{old}” and “{new}”"))
        .collect();
    let few = named.iter().all(|pair| pair.split(' ').count() <= 12);
    match named.len() {
        1 | 2 if few => format!("{} say the same here.", named.join(", ")),
        _ => "The wording changed and says the same.".to_owned(),
    }
}

/// "Effective date newly stated: 19 December 2026."
pub(super) fn date(kind: Option<&str>, old: Option<&str>, new: Option<&str>) -> String {
    let name = match kind {
        Some("last updated") => "Last-updated date",
        Some("effective") => "Effective date",
        Some("published") => "Date of publication",
        Some("version") => "Version date",
        _ => "A date of the document",
    };
    match (old, new) {
        (Some(old), Some(new)) => format!("{name}: {old} → {new}."),
        (None, Some(new)) => format!("{name} newly stated: {new}."),
        (Some(old), None) => format!("{name} no longer stated: {old}."),
        (None, None) => format!("{name} changed."),
    }
}

/// A right in the words that follow "the right to".
fn right(label: &str) -> String {
    match label {
        "no discrimination" => "equal service".to_owned(),
        "free of charge" => "exercise rights free of charge".to_owned(),
        "human review" => "have a person review".to_owned(),
        other => other.to_owned(),
    }
}

fn is_or_are(label: &str) -> &'static str {
    let head = label.split(" of ").next().unwrap_or(label);
    let plural =
        head.ends_with('s') && !head.ends_with("ss") || head.ends_with("data") || label.contains(" and ");
    if plural { "are" } else { "is" }
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
        C::ThirdPartySharingCollection if has_any(words, &[" tell ", " notify", " not ", " cannot "]) => {
            Family::Promise
        }
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
