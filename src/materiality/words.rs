//! Plain sentences about changes, and the quotes that go with them.
//!
//! The words never conclude anything about law: they say what the text stated and what it states now.

#![expect(clippy::match_same_arms, reason = "each arm is a row of a table, in its own order")]

use super::rules::{Case, Finding};
use super::{Category, Direction, FactChange, Reason};
use crate::compare::replaced;
use crate::document::text::{excerpt, key_form};
use crate::facts::lexer::{Measure, has_any, padded, quantities};
use crate::facts::{Clause, Family, Stance, cues, subject, topic};

/// Longest quote in a reason, in characters.
pub(super) const QUOTE: usize = 160;

/// A reason with its quotes shortened.
pub(super) fn reason(rule: &str, why: &str, old: Option<&str>, new: Option<&str>) -> Reason {
    let quote = |text: Option<&str>| text.map(|text| excerpt(text, QUOTE));
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
        is_words: true,
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
                excerpt(&words[from..to].join(" "), QUOTE)
            };
            (Some(cut(&a)), Some(cut(&b)))
        }
        (Some(old), None) => (Some(excerpt(&old.text, QUOTE)), None),
        (None, Some(new)) => (None, Some(excerpt(&new.text, QUOTE))),
        (None, None) => (None, None),
    }
}

/// A sentence followed by what was and what is.
pub(super) fn with_quote(start: &str, case: &Case<'_>) -> String {
    let lead = start.trim_end_matches('.');
    match quotes(case) {
        (Some(old), Some(new)) => closed(&format!("{lead}: “{new}” instead of “{old}”")),
        (Some(only), None) | (None, Some(only)) => closed(&format!("{lead}: “{only}”")),
        (None, None) => start.to_owned(),
    }
}

/// A full stop, unless the sentence has its end.
pub(super) fn closed(sentence: &str) -> String {
    let ended = sentence.trim_end_matches('”').ends_with(['.', '!', '?', '…']);
    if ended { sentence.to_owned() } else { format!("{sentence}.") }
}

/// A whole statement came or went.
pub(super) fn statement(clause: &Clause, gone: bool) -> String {
    let text = excerpt(&clause.text, QUOTE);
    closed(&format!("The text {} “{text}”", if gone { "no longer says:" } else { "now says:" }))
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
pub(super) fn right(label: &str) -> String {
    match label {
        "no discrimination" => "equal service".to_owned(),
        "free of charge" => "exercise rights free of charge".to_owned(),
        "human review" => "have a person review".to_owned(),
        other => other.to_owned(),
    }
}

/// How consent is asked, before and after.
pub(super) fn stance_changed(case: &Case<'_>, old: Option<Stance>, new: Option<Stance>) -> String {
    let lead = match (old, new) {
        (Some(Stance::OptOut), Some(Stance::OptIn)) => "Consent is asked for where an objection was needed.",
        (_, Some(Stance::OptIn)) => "Consent is asked for now.",
        (Some(Stance::OptIn), Some(_)) => "An objection is needed where consent was asked for.",
        (_, Some(_)) => "A way to object or withdraw is stated now.",
        (Some(Stance::OptIn), None) => "Consent is no longer asked for.",
        (_, None) => "A way to object or withdraw is no longer stated.",
    };
    with_quote(lead, case)
}

pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// "We never read your mail": an act on the reader's data that is denied.
fn denies_act(clause: &Clause) -> bool {
    let acts = cues::INTRUSIVE_ACTS.iter().any(|(_, forms)| has_any(&clause.words, forms));
    acts && has_any(&clause.words, &[" not ", " never ", " cannot "])
        && !has_any(&clause.words, &[" only ", " if you do not "])
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
        C::FirstPartyCollectionUse | C::CookiesTracking if denies_act(clause) => Family::Promise,
        C::FirstPartyCollectionUse | C::CookiesTracking => Family::Purpose,
        C::ThirdPartySharingCollection if has_any(words, &[" instructions", " purpose"]) => Family::Purpose,
        C::ThirdPartySharingCollection if has_any(words, &[" tell ", " notify", " not ", " cannot "]) => {
            Family::Promise
        }
        C::ThirdPartySharingCollection => Family::Recipient,
        C::LimitationOfLiability | C::Indemnity | C::Warranty => Family::LiabilityCap,
        C::LicenceToContent if has_any(words, &[" consent ", " name you"]) => Family::Consent,
        C::LicenceToContent => Family::Licence,
        C::PaymentRefund if has_any(words, &[" refund", " money back ", " your money ", " return"]) => {
            Family::RefundWindow
        }
        C::PaymentRefund | C::Termination if has_any(words, &[" renew"]) => Family::Renewal,
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
        C::InternationalSpecificAudiences
            if has_any(
                words,
                &[
                    " located ",
                    " stored ",
                    " transfer",
                    " hosted ",
                    " leaves ",
                    " outside ",
                    " countr",
                    " abroad ",
                ],
            ) =>
        {
            Family::Location
        }
        C::InternationalSpecificAudiences => Family::Promise,
        C::ContentRemoval | C::DoNotTrack => Family::Promise,
        C::ContactInformation | C::IntroductoryGeneric => return None,
    })
}
