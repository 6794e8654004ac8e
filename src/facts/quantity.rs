//! Facts that are numbers: retention, notice, response, claim windows, prices, caps, shares.

use std::sync::LazyLock;

use regex::Regex;

use super::clause::{Clause, MAX_READ, Place};
use super::lexer::{Measure, Quantity, first_of, has_any, quantities};
use super::role::clause_role;
use super::subject::{self, Subject};
use super::{Bound, Fact, Family, Stance, Value, cues, sla, topic};

/// Reads the quantities of a clause, and the periods that are stated without a number.
pub(super) fn read(clause: &Clause) -> Vec<Fact> {
    if clause.place == Place::Formula || sla::is_tier(clause) {
        return Vec::new();
    }
    let lower = &clause.lower;
    let found = quantities(lower);
    let mut facts: Vec<Fact> = Vec::new();
    for quantity in found.iter().take(MAX_READ) {
        let Some(family) = clause_role(clause, quantity) else { continue };
        let mut fact = clause.fact(family, subject_of(clause, family), value_of(family, quantity, lower));
        fact.bound = match quantity.bound {
            Bound::Exact if family == Family::ClaimWindow && is_refused(clause) => Bound::AtMost,
            Bound::Exact if is_ceiling(clause, family) => Bound::AtMost,
            // "Claims later than 14 days are void": the claim has 14 days at most.
            Bound::AtLeast if family == Family::ClaimWindow && is_refused(clause) => Bound::AtMost,
            bound => bound,
        };
        fact.hedge.clone_from(&quantity.hedge);
        facts.push(fact);
    }
    for fact in facts.iter_mut().filter(|fact| fact.family == Family::Retention) {
        // "… or until you delete it, whichever is later": the period is a floor or a ceiling.
        if has_any(
            &clause.words,
            &[" whichever is later ", " whichever is longer ", " whichever comes last "],
        ) {
            fact.bound = Bound::AtLeast;
        } else if has_any(
            &clause.words,
            &[
                " whichever is earlier ",
                " whichever is sooner ",
                " whichever is shorter ",
                " whichever comes first ",
            ],
        ) {
            fact.bound = Bound::AtMost;
        }
    }
    let timed = facts.iter().any(|fact| fact.family == Family::Retention);
    if !timed && let Some(value) = wordy_retention(clause, lower) {
        facts.push(clause.fact(Family::Retention, subject_of(clause, Family::Retention), value));
    }
    facts
}

/// A sum that bounds from above although its own words do not say so: "shall not exceed the fees of …".
fn is_ceiling(clause: &Clause, family: Family) -> bool {
    if !matches!(family, Family::LiabilityCap | Family::CreditCap) {
        return false;
    }
    let bounds =
        [" not exceed", " no event exceed", " limited to ", " capped ", " not be greater ", " no more than "];
    let neither = has_any(&clause.words, &[" neither ", " no ", " in no "])
        && has_any(&clause.words, &[" exceed", " greater "]);
    matches!(family, Family::LiabilityCap | Family::CreditCap) && (has_any(&clause.words, &bounds) || neither)
}

fn is_refused(clause: &Clause) -> bool {
    has_any(
        &clause.words,
        &[" reject", " void ", " refuse", " not accept", " lapse", " barred ", " too late "],
    )
}

fn value_of(family: Family, quantity: &Quantity, lower: &str) -> Value {
    match &quantity.measure {
        Measure::Percent(percent) => Value::Percent(*percent),
        Measure::Money(minor, currency) => Value::Money { minor: *minor, currency: currency.clone() },
        Measure::Duration(duration) => match anchor(family, lower, quantity) {
            Some(event) => Value::Event { event, plus: Some(*duration) },
            None => Value::Duration(*duration),
        },
    }
}

static LIFE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|for (?:the )?|until |while )(?P<event>[a-z' ]*?(?:life(?:time)?(?: of [a-z' ]+?)?|deletion|end of [a-z' ]+?|active))(?:,? and|,? plus| \+)? ?$")
        .expect("valid pattern")
});
/// What a part of every event stands behind or holds that [`LIFE`] matches.
const LIVES: &[&str] = &["life", "deletion", "end of ", "active"];

/// Words between a span and the event it starts with.
const AFTER: &[&str] = &["after", "from", "following", "of", "since", "thereafter", "before", "prior to"];

/// The event behind a span of time: "after you close your account" is "close your account".
fn event_after(rest: &str) -> Option<&str> {
    let without = |text, start| str::strip_prefix(text, start).unwrap_or(text);
    let rest = without(without(without(rest, "'"), " "), "days ");
    let rest = AFTER.iter().find_map(|word| {
        let behind = rest.strip_prefix(word)?;
        let whole = !behind.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        whole.then_some(behind)
    })?;
    let rest = without(rest, " ");
    let articles = ["the ", "your ", "you ", "its ", "a ", "an "];
    let event = articles.iter().find_map(|article| rest.strip_prefix(article)).unwrap_or(rest);
    let end = event.find(|c: char| !matches!(c, 'a'..='z' | '0'..='9' | '\'' | ' ' | '-'));
    Some(&event[..end.unwrap_or(event.len())])
}

/// The event a span starts with, in words; `None` when the span stands alone.
fn anchor(family: Family, lower: &str, quantity: &Quantity) -> Option<String> {
    if matches!(family, Family::AcceptableUse | Family::Price | Family::LiabilityCap | Family::Promise) {
        return None;
    }
    let before = lower[..quantity.from].trim_end();
    if family == Family::Retention
        && LIVES.iter().any(|part| before.contains(part))
        && let Some(captures) = LIFE.captures(before)
    {
        let event = event_form(&captures["event"]);
        return Some(if event.is_empty() { "account lifetime".to_owned() } else { event });
    }
    if matches!(family, Family::NoticePeriod) {
        return None;
    }
    let event = event_form(event_after(&lower[quantity.range.end..])?);
    (!event.is_empty()).then_some(event)
}

/// An event in normal form: `life of the account` and `account lifetime` are one.
fn event_form(words: &str) -> String {
    let phrase = words.split([',', ';', '.']).next().unwrap_or_default();
    // What follows with a verb or a purpose of its own is the next statement, no event.
    let ends = [" and ", " to ", " by ", " are ", " if ", " unless ", " in order ", " we ", " subject to "];
    let end = first_of(phrase, &ends).unwrap_or(phrase.len());
    let cut = phrase[..end].replace("becoming aware of it", "becoming aware").replace("receiving", "receipt");
    let event = subject::normalize(&cut);
    match event.as_str() {
        "life account" | "account life" | "lifetime account" => "account lifetime".to_owned(),
        "active" => "active account".to_owned(),
        _ => event,
    }
}

/// Words that keeping lasts with, and what they are called in a value.
const UNTIL: &[(&str, &str)] = &[
    ("until ", "until"),
    ("while ", "while"),
    ("as long as ", "while"),
    ("so long as ", "while"),
    ("for the duration of ", "while"),
    ("as required by ", "as required by"),
    ("for as long as ", "while"),
];

/// The first words that keeping lasts with, and what follows them to the end of the statement.
fn lasting(lower: &str) -> Option<(&'static str, &str)> {
    let bytes = lower.as_bytes();
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let begins = |at: &usize| {
        matches!(bytes[*at], b'u' | b'w' | b'a' | b's' | b'f') && (*at == 0 || !is_word(bytes[*at - 1]))
    };
    (0..bytes.len()).filter(begins).find_map(|at| {
        let (behind, word) =
            UNTIL.iter().find_map(|(cue, word)| Some((lower[at..].strip_prefix(cue)?, *word)))?;
        let event = &behind[..behind.find(['.', ';']).unwrap_or(behind.len())];
        (!event.is_empty()).then_some((word, event))
    })
}

static VAGUE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:limited periods?|a limited (?:time|period)|just enough time|(?:only )?(?:as|so) long as (?:is |it is )?(?:necessary|needed|required|reasonably necessary)|as long as (?:we|it) needs?(?: (?:it|them))?|no longer than (?:is )?(?:necessary|needed)|as needed|reasonable (?:time|period)|short periods?|some time)(?-u:\b)")
        .expect("valid pattern")
});

/// Retention stated in words: until an event, as the law requires, for limited periods, for ever.
fn wordy_retention(clause: &Clause, lower: &str) -> Option<Value> {
    let topical = has_any(&clause.words, cues::RETENTION)
        || has_any(&clause.column, cues::RETENTION)
        || has_any(&clause.stem, &[" retain", " retention", " keep ", " kept "]);
    if !topical || clause.place == Place::Key {
        return None;
    }
    let for_good =
        has_any(&clause.words, &[" indefinitely ", " permanently ", " forever ", " in perpetuity "]);
    // Data that is permanently deleted is not kept for ever.
    if for_good && !has_any(&clause.words, GONE_FOR_GOOD) {
        let denied = has_any(&clause.words, &[" not ", " never "]);
        return Some(Value::Text(if denied { "not permanently" } else { "indefinitely" }.to_owned()));
    }
    if has_any(&clause.words, AT_ONCE) && has_any(&clause.words, ERASING) {
        return Some(Value::Text("immediately".to_owned()));
    }
    let vague = [
        " limited ",
        " necessary ",
        " need",
        " just enough ",
        " reasonable ",
        " short ",
        " some time ",
        " required ",
    ];
    if has_any(&clause.words, &vague) && VAGUE.is_match(lower) {
        return Some(Value::Stance(Stance::Unspecified));
    }
    let (word, event) = lasting(lower)?;
    let event = occasion(event);
    Some(Value::Event { event: format!("{word} {event}"), plus: None })
}

/// What keeping ends with, as a person would say it: "you close your account" is "you close account".
fn occasion(words: &str) -> String {
    let first = words.split(',').next().unwrap_or_default();
    // A second event is the next statement.
    let ends =
        [" or until", " and until", " until ", " unless ", " whichever ", " and then ", " or as long "];
    let end = first_of(first, &ends).unwrap_or(first.len());
    let articles = ["the", "a", "an", "your", "our", "its", "their", "such", "any"];
    let bare = subject::without_parentheses(&first[..end]);
    let words = bare.split_whitespace().filter(|word| !articles.contains(word)).take(8);
    words.collect::<Vec<_>>().join(" ")
}

/// Without any time between.
const AT_ONCE: &[&str] = &[
    " immediately ",
    " at once ",
    " straight away ",
    " right away ",
    " without delay ",
    " without undue delay ",
    " instantly ",
    " promptly ",
    " as soon as ",
];
/// Words of erasing for ever.
const GONE_FOR_GOOD: &[&str] = &[
    " permanently delet",
    " permanently eras",
    " permanently remov",
    " permanently destroy",
    " permanently and ",
    " permanently anonymi",
    " permanently purg",
    " permanently wip",
    " deleted permanently ",
    " erased permanently ",
    " removed permanently ",
    " destroyed permanently ",
    " delete them permanently ",
    " delete it permanently ",
    " deleted forever ",
];
/// Verbs of making data go away.
const ERASING: &[&str] = &[
    " delet",
    " eras",
    " purg",
    " discard",
    " destroy",
    " wipe",
    " remove",
    " vanish",
    " disappear",
    " shred",
];

/// What the number is about.
fn subject_of(clause: &Clause, family: Family) -> Subject {
    let named = match family {
        Family::NoticePeriod => notice_subject(clause),
        Family::ResponseDeadline => response_subject(clause),
        Family::ClaimWindow if has_any(&clause.words, &[" dispute"]) => "dispute".to_owned(),
        Family::ClaimWindow => "claim".to_owned(),
        Family::RefundWindow => "refund".to_owned(),
        Family::CreditCap => "credit".to_owned(),
        Family::LiabilityCap => "liability".to_owned(),
        Family::Renewal => "renewal".to_owned(),
        Family::Arbitration => "arbitration".to_owned(),
        Family::Termination => "termination".to_owned(),
        Family::Price => price_subject(clause),
        Family::Availability => availability_subject(clause),
        _ => return Subject::of(&topic::phrase(clause)),
    };
    named.into()
}

fn notice_subject(clause: &Clause) -> String {
    let subjects: [(&[&str], &str); 6] = [
        (&[" price", " fee "], "price change"),
        (&[" maintenance "], "maintenance"),
        (&[" subprocessor", " sub processor"], "subprocessor change"),
        (cues::ENDING, "termination"),
        (&[" breach"], "breach"),
        (&[" renew"], "renewal"),
    ];
    let named = subjects.iter().find(|(cues, _)| has_any(&clause.words, cues));
    named.map_or("change", |(_, subject)| subject).to_owned()
}

fn response_subject(clause: &Clause) -> String {
    let subjects: [(&[&str], &str); 5] = [
        (&[" critical ", " major ", " minor ", " severity ", " p1 ", " p2 ", " p3 ", " ticket"], "support"),
        (&[" breach", " becoming aware", " exposed ", " incident"], "breach notification"),
        (&[" delet", " eras"], "deletion"),
        (&[" first response "], "support"),
        (&[" support "], "support"),
    ];
    let named = subjects.iter().find(|(cues, _)| has_any(&clause.words, cues)).map(|(_, subject)| *subject);
    match (named, &clause.lead) {
        (Some("support"), Some(lead)) => subject::normalize(lead),
        (Some(name), _) => name.to_owned(),
        (None, _) => "request".to_owned(),
    }
}

/// "The Pro plan costs …": what has the price.
fn priced(clause: &Clause) -> Option<String> {
    let verbs = [
        " costs ",
        " cost ",
        " is charged ",
        " are charged ",
        " is billed ",
        " is priced ",
        " start ",
        " starts ",
    ];
    let end = verbs.iter().filter_map(|verb| clause.lower.find(verb)).min()?;
    let thing =
        Some(&clause.lower[..end]).filter(|thing| thing.len() <= 40 && !thing.contains([',', ';', ':']))?;
    let thing = subject::normalize(thing);
    (!thing.is_empty() && !["price", "fee"].contains(&thing.as_str())).then_some(thing)
}

fn price_subject(clause: &Clause) -> String {
    if let Some(thing) = priced(clause) {
        return thing;
    }
    let subjects: [(&[&str], &str); 4] = [
        (&[" interest "], "late payment interest"),
        (&[" increase"], "price increase"),
        (&[" payable", " invoice"], "payment term"),
        (&[" per "], "price"),
    ];
    let named = subjects.iter().find(|(cues, _)| has_any(&clause.words, cues));
    named.map_or("price", |(_, subject)| subject).to_owned()
}

fn availability_subject(clause: &Clause) -> String {
    if has_any(&clause.words, &[" error rate"]) {
        return "error rate".to_owned();
    }
    if has_any(&clause.words, &[" error", " counts as ", " minute "]) {
        "unavailability threshold".to_owned()
    } else if has_any(&clause.words, &[" seconds ", " latency "]) || has_any(&clause.heading, &[" latency "])
    {
        "latency".to_owned()
    } else {
        "availability".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;
    use regex::Regex;

    use super::*;

    /// The grammars as patterns, which say what is meant and are slow to compile.
    static AFTER_PATTERN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^'? ?(?:days )?(?:after|from|following|of|since|thereafter|before|prior to)(?-u:\b) ?(?:the |your |you |its |a |an )?(?P<event>[a-z0-9' -]*)").unwrap()
    });
    static UNTIL_PATTERN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?-u:\b)(?P<word>until|while|as long as|so long as|for the duration of|as required by|for as long as)(?-u:\b) (?P<event>[^.;]+)").unwrap()
    });

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn events_are_those_of_the_patterns(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "'", " ", " ", " ", "days ", "after", "from", "of", "since", "thereafter", "before", "prior to", "the ", "a ",
                    "an ", "you ", "closing", "until", "while", "as long as", "for as long as ", "so long as", "as required by ",
                    "for the duration of ", "x", "é", ".", ";", "-", "_", "7",
                ]),
                0..9,
            ),
        ) {
            let text = parts.concat();
            let event = AFTER_PATTERN.captures(&text).map(|captures| captures.name("event").unwrap().as_str());
            prop_assert_eq!(event_after(&text), event, "{}", text);
            let lasts = UNTIL_PATTERN.captures(&text).map(|captures| {
                let word = match &captures["word"] {
                    "as required by" => "as required by",
                    "until" => "until",
                    _ => "while",
                };
                (word, captures.name("event").unwrap().as_str())
            });
            prop_assert_eq!(lasting(&text), lasts, "{}", text);
            if LIFE.is_match(text.trim_end()) {
                prop_assert!(LIVES.iter().any(|part| text.contains(part)));
            }
        }
    }
}
