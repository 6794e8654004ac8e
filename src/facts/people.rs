//! Facts about people and companies: recipients, controller, contact addresses, and the policy's dates.

use std::sync::LazyLock;

use regex::Regex;

use super::clause::Clause;
use super::lexer::has_any;
use super::{Bound, Evidence, Fact, Family, Stance, Value};
use crate::document::{BlockAddress, DateKind, Document};

static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+").expect("valid pattern")
});
static PHONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\+?\(?[0-9]{2,4}\)?[ -][0-9]{2,4}[ -][0-9]{2,6}(?:[ -][0-9]{2,6})?").expect("valid pattern")
});
static INTERNATIONAL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\+[0-9][0-9 ()./-]{6,18}[0-9]").expect("valid pattern"));
static CONTROLLER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:controller (?:of [^.]{1,40} )?is|operated by|provided by|published by|owned by|data controller:|contract(?:ing)? (?:party|entity) is|agreement (?:is )?(?:between you and|with)) (?P<name>\[[^\]]+\]|[A-Z][0-9A-Za-z_À-ɏ&.-]*(?: (?:[A-Z][0-9A-Za-z_À-ɏ&.-]*|of|and|&))*)|^(?P<first>[A-Z][0-9A-Za-z_À-ɏ&.-]*(?: (?:[A-Z][0-9A-Za-z_À-ɏ&.-]*|of|and|&))*),? (?:(?:is|acts as) (?:the|a) (?:data )?controller|is (?:the (?:company|entity|party) )?responsible for (?:the processing of |processing )?(?:your|personal))")
        .expect("valid pattern")
});

/// Reads controller and contacts.
pub(super) fn read(clause: &Clause) -> Vec<Fact> {
    let mut facts = contacts(clause);
    facts.extend(controller(clause));
    facts
}

fn contacts(clause: &Clause) -> Vec<Fact> {
    let find = |pattern: &'static Regex, held: bool| {
        held.then(|| pattern.find_iter(&clause.text)).into_iter().flatten()
    };
    let called = has_any(&clause.words, &[" phone", " telephone", " tel ", " call ", " fax "]);
    let mails = find(&EMAIL, clause.text.contains('@')).map(|found| ("e-mail", found.as_str().to_owned()));
    let dialled = clause.text.contains('+');
    let pattern = if dialled { &INTERNATIONAL } else { &PHONE };
    let phones = find(pattern, called || dialled)
        .map(|found| ("phone", found.as_str().chars().filter(char::is_ascii_digit).collect()));
    mails.chain(phones).map(|(kind, value)| clause.fact(Family::Contact, kind, Value::Text(value))).collect()
}

fn controller(clause: &Clause) -> Option<Fact> {
    let named = has_any(
        &clause.words,
        &[" controller", " operated by ", " published by ", " owned by ", " agreement ", " responsible for "],
    );
    if !named {
        return None;
    }
    let captures = CONTROLLER.captures(&clause.text)?;
    let named = captures.name("name").or_else(|| captures.name("first")).map_or("", |found| found.as_str());
    if ["Who", "It", "This", "That", "Which", "What", "He", "She", "Each"].contains(&named) {
        return None;
    }
    let name = named.split(". ").next().unwrap_or_default().trim_end_matches(['.', ',']).to_owned();
    Some(clause.fact(Family::Controller, "controller", Value::Text(name)))
}

/// The dates the document states about itself.
pub(super) fn policy_dates(document: &Document) -> Vec<Fact> {
    document
        .dates
        .iter()
        .map(|date| Fact {
            family: Family::PolicyDate,
            subject: date_subject(date.kind).to_owned(),
            label: date_subject(date.kind).to_owned(),
            value: Value::Date(date.value),
            bound: Bound::Exact,
            hedge: None,
            evidence: Evidence {
                section: String::new(),
                at: BlockAddress { sections: Vec::new(), block: 0 },
                range: 0..0,
                text: date.text.clone(),
            },
        })
        .collect()
}

/// The name of a sort of date in facts.
pub(crate) fn date_subject(kind: DateKind) -> &'static str {
    match kind {
        DateKind::LastUpdated => "last updated",
        DateKind::Effective => "effective",
        DateKind::Published => "published",
        DateKind::Version => "version",
    }
}

/// Stance shared by readers that only need "open".
pub(super) fn open() -> Value {
    Value::Stance(Stance::Open)
}
