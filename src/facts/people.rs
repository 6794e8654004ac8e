//! Facts about people and companies: recipients, controller, contact addresses, and the policy's dates.

#![expect(clippy::match_same_arms, reason = "each arm is a row of a table, in its own order")]

use std::sync::LazyLock;

use regex::Regex;

use super::clause::{Clause, MAX_READ, Place};
use super::lexer::has_any;
use super::subject::Subject;
use super::{Bound, Evidence, Fact, Family, Stance, Value, cues};
use crate::document::{BlockAddress, DateKind, Document};

static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+").expect("valid pattern")
});
static PHONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\+?\(?[0-9]{2,4}\)?[ -][0-9]{2,4}[ -][0-9]{2,6}(?:[ -][0-9]{2,6})?").expect("valid pattern")
});
static CONTROLLER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:controller (?:of [^.]{1,40} )?is|operated by|provided by|published by|owned by|data controller:|contract(?:ing)? (?:party|entity) is|agreement (?:is )?(?:between you and|with)) (?P<name>\[[^\]]+\]|[A-Z][0-9A-Za-z_À-ɏ&.-]*(?: (?:[A-Z][0-9A-Za-z_À-ɏ&.-]*|of|and|&))*)|^(?P<first>[A-Z][0-9A-Za-z_À-ɏ&.-]*(?: (?:[A-Z][0-9A-Za-z_À-ɏ&.-]*|of|and|&))*),? (?:is|acts as) (?:the|a) (?:data )?controller")
        .expect("valid pattern")
});
const NAME: &str = r"(?:[A-Z][0-9A-Za-z_À-ɏ&-]*|[a-z]+\.(?:ai|io|com|dev|net|app|cloud))(?:[ .](?:[A-Z][0-9A-Za-z_À-ɏ&-]*|AI|of(?: [A-Z][0-9A-Za-z_À-ɏ]*)))*";
static INLINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?i:(?-u:\b)(?:{})) \(?(?P<names>{NAME}(?:(?:, and |, or |, | and | or | & |/| / | \([^)]{{0,60}}\),? ?(?:and )?)(?:the )?{NAME})*)",
        cues::RECIPIENT_LEADS
    ))
    .expect("valid pattern")
});
static PARENTHESES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:provider|processor|partner|service)s? ?\((?P<names>[^)]{2,80})\)").expect("valid pattern")
});
static SPLIT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r", and |, or |, | and | or | & |/|\([^)]*\)").expect("valid pattern"));

/// Reads recipients, controller and contacts.
pub(super) fn read(clause: &Clause) -> Vec<Fact> {
    let mut facts = contacts(clause);
    facts.extend(controller(clause));
    facts.extend(recipients(clause));
    facts
}

fn contacts(clause: &Clause) -> Vec<Fact> {
    let find = |pattern: &'static Regex, held: bool| {
        held.then(|| pattern.find_iter(&clause.text)).into_iter().flatten()
    };
    let called = has_any(&clause.words, &[" phone", " telephone", " tel ", " call ", " fax "]);
    let mails = find(&EMAIL, clause.text.contains('@')).map(|found| ("e-mail", found.as_str().to_owned()));
    let phones = find(&PHONE, called)
        .map(|found| ("phone", found.as_str().chars().filter(char::is_ascii_digit).collect()));
    mails
        .chain(phones)
        .take(MAX_READ)
        .map(|(kind, value)| clause.fact(Family::Contact, kind, Value::Text(value)))
        .collect()
}

fn controller(clause: &Clause) -> Option<Fact> {
    let named = has_any(
        &clause.words,
        &[" controller", " operated by ", " published by ", " owned by ", " agreement "],
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

/// Who receives data, from lists under a sharing stem and from names inside sharing sentences.
fn recipients(clause: &Clause) -> Vec<Fact> {
    let denied = has_any(&clause.words, &[" do not ", " does not ", " never ", " will not ", " nor "]);
    if denied || clause.place == Place::Cell && !is_recipient_column(&clause.column) {
        return Vec::new();
    }
    let mut names: Vec<String> = Vec::new();
    if is_listed(clause) {
        names.extend(listed_names(clause));
    }
    if clause.anywhere(cues::SHARING) || has_any(&clause.words, &[" provider", " processor"]) {
        for captures in INLINE.captures_iter(&clause.text).chain(PARENTHESES.captures_iter(&clause.text)) {
            names.extend(SPLIT.split(&captures["names"]).map(str::to_owned));
        }
    }
    let mut facts = Vec::new();
    for name in names.into_iter().take(MAX_READ) {
        let name =
            name.trim().trim_start_matches("the ").trim_end_matches(['.', ',', ';', ':']).trim().to_owned();
        if is_name(&name) {
            facts.push(clause.fact(Family::Recipient, Subject::of(&name), Value::Text(name)));
        }
    }
    facts
}

fn is_recipient_column(column: &str) -> bool {
    has_any(
        column,
        &[
            " provider",
            " vendor",
            " processor",
            " subprocessor",
            " recipient",
            " company",
            " partner",
            " entity ",
            " third part",
            " supplier",
        ],
    )
}

/// An item or row key that stands for a recipient.
fn is_listed(clause: &Clause) -> bool {
    let shared_with = [
        " share",
        " disclos",
        " recipient",
        " provided to",
        " transfer",
        " who ",
        " third part",
        " service provider",
        " sub processor",
        " subprocessor",
        " receive",
    ];
    let stem_shares = has_any(&clause.stem, &shared_with)
        && !has_any(&clause.stem, &[" not share", " not sell", " never ", " not disclose"]);
    match clause.place {
        Place::Item => {
            stem_shares || (&*clause.stem == " " || clause.stem.is_empty()) && heading_lists(clause)
        }
        Place::Key => is_recipient_column(&clause.column),
        Place::Cell => is_recipient_column(&clause.column),
        Place::Sentence | Place::Formula => false,
    }
}

fn heading_lists(clause: &Clause) -> bool {
    has_any(
        &clause.heading,
        &[
            " third party services",
            " third parties",
            " recipients",
            " service providers",
            " subprocessors",
            " sub processors",
            " who receives",
        ],
    )
}

/// The name or kind a listed recipient begins with.
fn listed_names(clause: &Clause) -> Vec<String> {
    let text = clause.text.trim();
    let starts = [" to ", " with your ", " when ", " if ", " in ", " as "];
    let circumstance = starts.iter().any(|start| clause.words.starts_with(start));
    if circumstance {
        return Vec::new();
    }
    let text = text.strip_prefix("With ").or_else(|| text.strip_prefix("with ")).unwrap_or(text);
    if is_occasion(text) {
        return Vec::new();
    }
    let head = text.split([',', ';', ':', '(', '.']).next().unwrap_or_default();
    let head = [
        " which ",
        " who ",
        " that ",
        " to ",
        " when ",
        " during ",
        " such as ",
        " - ",
        " \u{2014} ",
        " for ",
    ]
    .iter()
    .fold(head, |head, cut| head.split(cut).next().unwrap_or_default());
    let words = head.split_whitespace().count();
    if words == 0 || words > 8 { Vec::new() } else { SPLIT.split(head).map(str::to_owned).collect() }
}

/// "Legal requests: we may disclose …" names when data are passed on, not to whom.
fn is_occasion(text: &str) -> bool {
    let Some((lead, rest)) = text.split_once([':', '.']) else { return false };
    let rest = super::lexer::padded(rest);
    let speaks = has_any(&rest, &[" we ", " your ", " may be ", " will be "]);
    speaks && !has_any(&super::lexer::padded(lead), cues::RECIPIENT_KINDS)
}

/// A proper name, or a kind of company that a table of kinds knows.
fn is_name(name: &str) -> bool {
    let padded = super::lexer::padded(name);
    let generic = [
        " inc ",
        " ltd ",
        " llc ",
        " corp ",
        " limited ",
        " gmbh ",
        " we ",
        " you ",
        " our ",
        " this ",
        " these ",
        " their ",
        " us ",
        " eu ",
        " gdpr ",
        " api ",
        " data ",
    ];
    let capital = name.split_whitespace().any(|word| word.chars().next().is_some_and(char::is_uppercase));
    let known_kind = has_any(&padded, cues::RECIPIENT_KINDS);
    name.len() > 1
        && name.len() < 60
        && (capital || known_kind || name.contains('.'))
        && !generic.contains(&padded.as_str())
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
