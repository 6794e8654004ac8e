//! Facts about people and companies: recipients, controller, contact addresses, and the policy's dates.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::clause::{Clause, MAX_READ};
use super::lexer::has_any;
use super::{Bound, Evidence, Fact, Family, Stance, Value};
use crate::document::{BlockAddress, DateKind, Document};

static PHONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\+?\(?[0-9]{2,4}\)?[ -][0-9]{2,4}[ -][0-9]{2,6}(?:[ -][0-9]{2,6})?").expect("valid pattern")
});
static INTERNATIONAL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\+[0-9][0-9 ()./-]{6,18}[0-9]").expect("valid pattern"));
/// A company as it is written: capitalised words, small words of names, legal forms.
const COMPANY: &str =
    r"[A-Z][0-9A-Za-z_À-ɏ&.'/-]*(?: (?:[A-Z][0-9A-Za-z_À-ɏ&.'/-]*|of(?: the)?|and|&|plc|gmbh|mbH|e\.V\.))*";
static CONTROLLER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r#"(?:controller (?:of [^.]{{1,40}} )?is|operated by|provided by|published by|owned by|run by|offered by|data controller:|contract(?:ing)? (?:party|entity) is|agreement (?:is )?(?:between you and|with)|"?(?:we|us|our)"?,? (?:and "?(?:us|our)"? )?(?:all )?(?:mean|means|refers? to|stands? for)) (?:the )?(?P<name>\[[^\]]+\]|{COMPANY})|^(?:The )?(?P<first>{COMPANY}),? (?:(?:is|acts as) (?:the|a) (?:data )?controller|is (?:the (?:company|entity|party) )?responsible for (?:the processing of |processing )?(?:your|personal)|decides (?:why|how)|operates this)"#
    ))
    .expect("valid pattern")
});
/// A party with the name it has in the text behind it, in brackets and quotation marks. Apart from the
/// other forms, since few texts hold one and it takes as long to compile as all of them.
static PARTY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r#"(?P<party>{COMPANY}),? [^()]{{0,60}}\((?:the |hereinafter |together )*"(?:Processor|Controller|Provider|Supplier|Company|Seller|Licensor|we|us|Service Provider)"#
    ))
    .expect("valid pattern")
});

/// What stands right before the quoted name of a party.
const PARTY_OPENERS: &[&str] = &["(\"", "the \"", "hereinafter \"", "together \""];

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
    let mails = mail_addresses(&clause.text).into_iter().map(|address| ("e-mail", address.to_owned()));
    let dialled = clause.text.contains('+');
    // What is searched for, and how many digits it has at least.
    let (pattern, fewest) = if dialled { (&INTERNATIONAL, 2) } else { (&PHONE, 6) };
    let digits = || clause.text.bytes().filter(u8::is_ascii_digit).count();
    let phones = find(pattern, (called || dialled) && digits() >= fewest)
        .map(|found| ("phone", found.as_str().chars().filter(char::is_ascii_digit).collect()));
    mails
        .chain(phones)
        .take(MAX_READ)
        .map(|(kind, value)| clause.fact(Family::Contact, kind, Value::Text(value)))
        .collect()
}

/// What is written like an address of mail.
fn mail_addresses(text: &str) -> Vec<&str> {
    let label =
        |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices('@') {
        let named = |byte: &&u8| byte.is_ascii_alphanumeric() || b"._%+-".contains(byte);
        let name = bytes[from.min(at)..at].iter().rev().take_while(named).count();
        let mut end = at + 1 + label(&bytes[at + 1..]);
        let host = end;
        while host > at + 1 && bytes.get(end) == Some(&b'.') && label(&bytes[end + 1..]) > 0 {
            end += 1 + label(&bytes[end + 1..]);
        }
        if name > 0 && end > host {
            found.push(&text[at - name..end]);
            from = end;
        }
    }
    found
}

fn controller(clause: &Clause) -> Option<Fact> {
    let named = has_any(
        &clause.words,
        &[
            " controller",
            " operated by ",
            " published by ",
            " owned by ",
            " run by ",
            " offered by ",
            " agreement ",
            " responsible for ",
            " mean ",
            " means ",
            " refer to ",
            " refers to ",
            " stands for ",
            " decides ",
            " operates this ",
            " the processor ",
            " the provider ",
            " the supplier ",
            " the company ",
            " the seller ",
        ],
    );
    if !named {
        return None;
    }
    let text = &clause.text;
    let stated = CONTROLLER.captures(text);
    let party =
        PARTY_OPENERS.iter().any(|opener| text.contains(opener)).then(|| PARTY.captures(text)).flatten();
    let start = |captures: &Option<Captures<'_>>| {
        captures.as_ref().and_then(|captures| captures.get(0)).map_or(usize::MAX, |whole| whole.start())
    };
    // Whichever form begins first.
    let captures = if start(&party) < start(&stated) { party? } else { stated? };
    let named = captures.iter().skip(1).flatten().next().map_or("", |found| found.as_str());
    if ["Who", "It", "This", "That", "Which", "What", "He", "She", "Each", "The", "You", "Customer", "We"]
        .contains(&named)
    {
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

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;

    /// The grammar as a pattern, which says what is meant and is slow to compile.
    static PATTERN: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+").unwrap());

    proptest! {
        #[test]
        fn addresses_are_those_of_the_pattern(text in "[a-b@.é -]{0,24}") {
            let wanted: Vec<&str> = PATTERN.find_iter(&text).map(|found| found.as_str()).collect();
            prop_assert_eq!(mail_addresses(&text), wanted, "{}", text);
        }
    }
}
