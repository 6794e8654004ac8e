//! One plain sentence for each fact that came, went or has another value.
//!
//! A sentence names the thing in the words of the text where they are short enough to stand in a
//! sentence of ours, and quotes the text where they are not. It never concludes anything about law.

use super::plain::going;
use super::words::{QUOTE, capital, closed, right};
use crate::document::text::excerpt;
use crate::facts::{Fact, Family, Stance, Value};

/// "Server logs are kept 90 days instead of 30 days."
///
/// `old` and `new` are the values in short, with their bounds.
pub(super) fn changed(before: &Fact, after: &Fact, old: &str, new: &str) -> String {
    let (family, label) = (after.family, after.label.as_str());
    let name = capital(label);
    let (old, new) = (spoken(old), spoken(new));
    let (old, new) = (old.as_str(), new.as_str());
    let wordy = [before, after].iter().any(|fact| matches!(fact.value, Value::Event { plus: None, .. }))
        || is_long(old)
        || is_long(new);
    match family {
        Family::Promise | Family::Consent | Family::Training => stance_changed(before, after, old, new),
        Family::Retention if wordy || is_phrase(label) => restated("How long data are kept", before, after),
        Family::Retention if label.ends_with('…') => format!("“{name}”: kept {new} instead of {old}."),
        Family::Retention => format!("{name} {} kept {new} instead of {old}.", is_or_are(label)),
        Family::NoticePeriod => format!("Notice of {label}: {new} instead of {old}."),
        Family::ResponseDeadline => format!("Time to answer ({label}): {new} instead of {old}."),
        Family::ClaimWindow => format!("Time to claim: {new} instead of {old}."),
        Family::AgeLimit => format!("The age limit is {new} instead of {old}."),
        Family::Availability => format!("{name}: {new} instead of {old}."),
        Family::ServiceCredit => format!("The credit for {label} is {new} instead of {old}."),
        Family::CreditCap => format!("Credits are capped at {new} instead of {old}."),
        Family::Recipient if before.is_denied() != after.is_denied() => {
            let name = capital(&after.label);
            let (is, was) = ("as a recipient", "as one that receives nothing");
            let (is, was) = if after.is_denied() { (was, is) } else { (is, was) };
            format!("{name}: named {is}, not {was}.")
        }
        Family::Recipient => format!("The text names {new} instead of {old} as recipient."),
        Family::Controller => format!("The text names {new} instead of {old} as the company responsible."),
        Family::Contact => format!("The contact is {new} instead of {old}."),
        Family::GoverningLaw => format!("The law named is that of {new} instead of {old}."),
        Family::Courts => format!("The courts named are those of {new} instead of {old}."),
        _ if wordy || is_stance(after) => restated(heading(family), before, after),
        _ => format!("{}: {new} instead of {old}.", titled(after)),
    }
}

/// A credit is due at another level: "The 10 % credit applies to …".
pub(super) fn tier_moved(credit: &str, old: &str, new: &str) -> String {
    format!("The credit of {credit} applies {new} availability instead of {old}.")
}

/// Whether a statement came or went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// It is newly stated.
    Came,
    /// It is no longer stated.
    Went,
}

impl Turn {
    fn stated(self) -> &'static str {
        self.pick("newly stated", "no longer stated")
    }

    fn pick<'w>(self, came: &'w str, went: &'w str) -> &'w str {
        match self {
            Self::Came => came,
            Self::Went => went,
        }
    }
}

/// A verb of a promise came or went while the promise stayed: "we do not sell or rent" becomes "we do not
/// sell". `None` where the label is too long to stand in a sentence.
pub(super) fn act(fact: &Fact, turn: Turn) -> Option<String> {
    let promised = fact.family == Family::Promise && fact.is_denied();
    (promised && !fact.label.ends_with('…')).then(|| {
        format!("It is {} not to {}.", turn.pick("newly promised", "no longer promised"), fact.label)
    })
}

/// A fact came or went.
pub(super) fn told(fact: &Fact, turn: Turn) -> String {
    let (label, value, how) = (fact.label.as_str(), fact.value.to_string(), turn.stated());
    let named = turn.pick("named", "no longer named");
    let is_new = turn.pick("is new", "is gone");
    let listed = turn.pick("Newly named", "No longer named");
    match (fact.family, &fact.value) {
        (Family::Recipient, Value::Stance(Stance::Prohibited)) => {
            format!("It is {how} that nothing goes to {label}.")
        }
        (Family::Recipient, _) => format!("{value} {} {named} as a recipient.", names(&value)),
        (Family::Right, _) => format!("The right to {} is {how}.", right(label)),
        (Family::DataType, Value::Stance(Stance::Prohibited)) if is_phrase(label) => {
            quoted(&format!("That something is not collected is {how}"), fact)
        }
        (Family::Promise, Value::Stance(Stance::Prohibited)) => quoted(&format!("A promise {is_new}"), fact),
        (Family::Promise, _) => quoted(turn.pick("The text now says", "The text no longer says"), fact),
        (Family::Training, _) => quoted(&format!("A statement about training {is_new}"), fact),
        (Family::Location, _) => format!("{value} is {named} as a place of the data."),
        (Family::Framework, _) => format!("{value} is {named}."),
        (Family::SecurityMeasure, _) => format!("A safeguard is {how}: {label}."),
        (Family::AcceptableUse, _) => {
            quoted(turn.pick("Newly forbidden to the reader", "No longer forbidden to the reader"), fact)
        }
        (Family::Exclusion, _) => {
            closed(&format!("{}: {label}", turn.pick("Newly excluded", "No longer excluded")))
        }
        (Family::Consent, Value::Stance(Stance::OptIn)) => {
            quoted(&format!("Consent is {} asked for here", turn.pick("newly", "no longer")), fact)
        }
        (Family::Consent, _) => quoted(&format!("A way to object or withdraw is {how}"), fact),
        (Family::DataType, Value::Stance(Stance::Prohibited)) => {
            format!("It is {how} that {label} {} not collected.", is_or_are(label))
        }
        (Family::DataType, _) => closed(&format!("{listed} as data: {label}")),
        (Family::Purpose, Value::Stance(Stance::Exclusive)) => {
            quoted(&format!("A limit on what data are used for {is_new}"), fact)
        }
        (Family::Purpose, _) => closed(&format!("{listed} as a purpose: {label}")),
        _ => stated(fact, how),
    }
}

/// "A minimum age is newly stated: 16." for the families that stand once in a text.
fn stated(fact: &Fact, how: &str) -> String {
    let label = fact.label.as_str();
    let noun = heading(fact.family);
    match (&fact.value, fact.family) {
        (Value::Text(value), Family::LiabilityCap) if value == "uncapped" => {
            format!("That liability for {label} has no limit is {how}.")
        }
        (Value::Text(value), Family::Renewal) if value == "automatic" => {
            quoted(&format!("Automatic renewal is {how}"), fact)
        }
        (Value::Text(holder), Family::Termination) => {
            let holder = if holder == "either party" { "either party" } else { &format!("the {holder}") };
            quoted(&format!("A right of {holder} to end or suspend is {how}"), fact)
        }
        (Value::Stance(Stance::Prohibited), Family::RefundWindow) => {
            quoted(&format!("That there is no refund is {how}"), fact)
        }
        (Value::Stance(_), Family::Arbitration) => quoted(&format!("{} is {how}", capital(label)), fact),
        (Value::Stance(_), _) => quoted(&format!("{noun} is {how}"), fact),
        (Value::Event { plus: None, .. }, _) => quoted(&format!("{noun} is {how}"), fact),
        (_, Family::Retention)
            if label.ends_with('…') || is_phrase(label) || is_long(&fact.value.to_string()) =>
        {
            quoted(&format!("{noun} is {how}"), fact)
        }
        (value, Family::Retention) => {
            format!("{noun} is {how} for {label}: {}.", spoken(&value.to_string()))
        }
        (value, _) => {
            let what = if noun.to_lowercase().contains(&label.to_lowercase()) {
                String::new()
            } else {
                format!(" ({label})")
            };
            format!("{noun} is {how}{what}: {}.", spoken(&value.to_string()))
        }
    }
}

/// What a family's facts are, with an article, as the start of a sentence.
fn heading(family: Family) -> &'static str {
    match family {
        Family::Retention => "A period of keeping",
        Family::ResponseDeadline => "A time to answer",
        Family::NoticePeriod => "A period of notice",
        Family::AgeLimit => "A minimum age",
        Family::RefundWindow => "A refund",
        Family::Price => "A price or payment term",
        Family::GoverningLaw => "The governing law",
        Family::Courts => "The place of the courts",
        Family::Controller => "The company responsible",
        Family::Contact => "A contact",
        Family::Availability => "A level of service",
        Family::ServiceCredit => "A service credit",
        Family::CreditCap => "A cap on credits",
        Family::ClaimWindow => "A time to claim",
        Family::LiabilityCap => "A limit of liability",
        Family::Arbitration => "Arbitration",
        Family::UnilateralChange => "A right to change the terms",
        Family::Termination => "A term of termination",
        Family::Licence => "A licence",
        Family::Renewal => "Renewal",
        Family::Remedy => "A remedy",
        Family::Formula => "A formula",
        Family::Definition => "A definition",
        Family::PolicyDate => "A date",
        Family::Consent => "Consent",
        Family::Promise => "A promise",
        Family::Training => "A statement about training",
        Family::Exclusion => "An exclusion",
        Family::AcceptableUse => "A limit on use",
        Family::Purpose => "A purpose",
        Family::DataType => "A kind of data",
        Family::Right => "A right",
        Family::Recipient => "A recipient",
        Family::Location => "A place of the data",
        Family::Framework => "A framework",
        Family::SecurityMeasure => "A safeguard",
    }
}

/// "Refund window (refund)" says one thing twice; "Price (interest)" does not.
fn titled(fact: &Fact) -> String {
    let noun = heading(fact.family);
    let bare = noun.split_once(' ').map_or(noun, |(_, rest)| rest);
    if fact.label.is_empty() || bare.contains(fact.label.as_str()) {
        capital(bare)
    } else {
        format!("{} ({})", capital(bare), fact.label)
    }
}

/// What is promised, asked for or permitted, before and after.
fn stance_changed(before: &Fact, after: &Fact, old: &str, new: &str) -> String {
    let (Value::Stance(from), Value::Stance(to)) = (&before.value, &after.value) else {
        return format!("{}: {new} instead of {old}.", titled(after));
    };
    let lead = match (from, to) {
        (_, Stance::OptIn) => "This needs consent now",
        (Stance::OptIn, Stance::OptOut) => "An objection is needed where consent was asked for",
        (_, Stance::OptOut) => "This goes on until somebody objects",
        (Stance::OptIn, _) => "Consent is no longer asked for here",
        (Stance::OptOut, _) => "A way to object is no longer stated here",
        (_, Stance::Prohibited) => "This is promised not to happen now",
        (Stance::Prohibited, _) => "What was promised not to happen is stated otherwise",
        _ => "This is stated otherwise",
    };
    restated(lead, before, after)
}

/// A lead with both sentences.
fn restated(lead: &str, before: &Fact, after: &Fact) -> String {
    let (old, new) = (quote(before), quote(after));
    if old == new {
        return closed(&format!("{lead}: “{new}”"));
    }
    closed(&format!("{lead}: “{new}” instead of “{old}”"))
}

/// A lead with the sentence the fact was read from.
fn quoted(lead: &str, fact: &Fact) -> String {
    closed(&format!("{lead}: “{}”", quote(fact)))
}

fn quote(fact: &Fact) -> String {
    excerpt(fact.evidence.text.trim_end_matches([';', ',']), QUOTE)
}

/// A value as a person says it; a span that starts with an event is "30 days after purchase".
pub(crate) fn spoken(value: &str) -> String {
    match value.split_once(" + ") {
        Some(("account lifetime", span)) => format!("for the life of the account and {span}"),
        Some((event, span)) => format!("{span} after {}", happening(event)),
        None => value.to_owned(),
    }
}

/// What somebody does, as an event has it: "close account" is "closing the account".
fn happening(event: &str) -> String {
    const DONE: &[&str] = &[
        "cancel",
        "close",
        "deactivate",
        "delete",
        "disable",
        "end",
        "leave",
        "remove",
        "terminate",
        "uninstall",
        "withdraw",
    ];
    match event.split_once(' ') {
        Some((verb, thing)) if DONE.contains(&verb) => format!("{} the {thing}", going(verb)),
        _ => event.to_owned(),
    }
}

/// A value that no longer reads as one.
fn is_long(value: &str) -> bool {
    value.split(' ').count() > 7
}

/// "For seven years", "for the bank": begins with a preposition and names nothing.
fn is_phrase(label: &str) -> bool {
    let first = label.split(' ').next().unwrap_or_default().to_lowercase();
    ["for", "in", "on", "at", "by", "with", "from", "to", "within", "after", "until", "during", "upon"]
        .contains(&first.as_str())
}

fn is_stance(fact: &Fact) -> bool {
    matches!(fact.value, Value::Stance(_))
}

/// A company is, whatever its name ends with; kinds of companies are.
fn names(value: &str) -> &'static str {
    if value.starts_with(char::is_uppercase) { "is" } else { is_or_are(value) }
}

fn is_or_are(label: &str) -> &'static str {
    let head = label.split(" of ").next().unwrap_or(label);
    let plural =
        head.ends_with('s') && !head.ends_with("ss") || head.ends_with("data") || label.contains(" and ");
    if plural { "are" } else { "is" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, BlockAddress};
    use crate::facts::{block_clauses, facts_of};

    fn facts(text: &str) -> Vec<Fact> {
        let at = BlockAddress { sections: vec![0], block: 0 };
        block_clauses(&Block::paragraph(text), "Data", &at).iter().flat_map(facts_of).collect()
    }

    #[test]
    fn what_comes_is_said_in_words_a_person_would_use() {
        let cases = [
            (
                "We will not sell your phone number to anybody.",
                "A promise is new: “We will not sell your phone number to anybody.”",
            ),
            (
                "Door logs are kept for 30 days.",
                "A period of keeping is newly stated for Door logs: 30 days.",
            ),
            ("You must be at least 16 years old to open an account.", "A minimum age is newly stated: 16."),
            ("These terms are governed by the laws of Norway.", "The governing law is newly stated: Norway."),
            (
                "Subscriptions renew automatically each year.",
                "Automatic renewal is newly stated: “Subscriptions renew automatically each year.”",
            ),
        ];
        for (text, expected) in cases {
            let said: Vec<String> = facts(text).iter().map(|fact| told(fact, Turn::Came)).collect();
            assert!(said.iter().any(|sentence| sentence == expected), "{text}: {said:?}");
        }
    }

    #[test]
    fn what_begins_with_a_preposition_is_quoted_and_named_nowhere() {
        for text in
            ["For seven years, we keep invoices.", "We do not collect names and, for the bank, numbers."]
        {
            for said in facts(text).iter().map(|fact| told(fact, Turn::Came)) {
                assert!(
                    !said.to_lowercase().contains("for for ") && !said.contains("that for the"),
                    "{said}"
                );
            }
        }
    }

    #[test]
    fn kinds_are_many_and_a_company_is_one() {
        assert_eq!((names("Gullwing Analytics"), names("corporate partners")), ("is", "are"));
    }

    #[test]
    fn a_span_after_an_event_reads_as_a_sentence() {
        let cases = [
            ("close account + 90 days", "90 days after closing the account"),
            ("terminate contract + 2 months", "2 months after terminating the contract"),
            ("last login + 3 years", "3 years after last login"),
            ("account lifetime + 30 days", "for the life of the account and 30 days"),
            ("30 days", "30 days"),
        ];
        for (value, expected) in cases {
            assert_eq!(spoken(value), expected);
        }
    }

    #[test]
    fn a_sentence_ends_once() {
        assert_eq!(closed("a: “b.”"), "a: “b.”");
        assert_eq!(closed("a: “b”"), "a: “b”.");
        assert_eq!(closed("a: b …"), "a: b …");
    }
}
