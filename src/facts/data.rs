//! Facts about data and persons: data types, purposes, ages, rights, security measures.

use std::sync::LazyLock;

use regex::Regex;

use super::clause::{Clause, Place};
use super::lexer::{first_of, has_any, in_words, padded};
use super::padded::{Padded, Searched as _};
use super::people::open;
use super::subject::{self, Subject};
use super::{Fact, Family, NEGATORS, Stance, Value, collected, cues, joints, topic};

/// Reads data types, purposes, age limits, rights and measures of a clause.
pub(super) fn read(clause: &Clause) -> Vec<Fact> {
    if clause.place == Place::Formula {
        return Vec::new();
    }
    let mut facts = data_types(clause);
    facts.extend(purposes(clause));
    facts.extend(age(clause));
    facts.extend(rights(clause));
    facts.extend(measures(clause));
    facts
}

pub(super) const QUALIFIERS: &[&str] = &[
    "hashed",
    "hash only",
    "anonymised",
    "anonymized",
    "anonymous",
    "pseudonymised",
    "pseudonymized",
    "encrypted",
    "optional",
    "truncated",
    "aggregated",
];
static NOT_COLLECTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:do(?:es)? not|never|will not|not) (?:knowingly )?(?:collect|store|ask for|gather|keep|record|receive)(?:, [^,]+,)? (?P<list>[^.;]+?)(?: from [a-z ]+)?[.;]?$")
        .expect("valid pattern")
});

fn data_types(clause: &Clause) -> Vec<Fact> {
    let listed = match clause.place {
        Place::Key => {
            has_any(&clause.column, &[" data ", " information ", " category ", " type ", " categories "])
        }
        Place::Item => {
            collects(clause)
                && !is_circumstance(&clause.words)
                && !has_any(&clause.stem, &[" not collect", " share", " right"])
        }
        _ => false,
    };
    if listed {
        let qualifier = QUALIFIERS.iter().find(|qualifier| clause.lower.contains(*qualifier));
        let name = clause.lead.as_deref().unwrap_or(&clause.text);
        let value = qualifier.map_or_else(open, |qualifier| Value::Text((*qualifier).to_owned()));
        let name = subject::without_parentheses(name);
        return name
            .split([',', ';'])
            .filter(|part| !part.trim().is_empty() && !is_told_on(part))
            .map(|part| clause.fact(Family::DataType, Subject::of(part), value.clone()))
            .collect();
    }
    if !has_any(&clause.words, &[" not ", " never "]) {
        return collected::read(clause);
    }
    let Some(captures) = NOT_COLLECTED.captures(&clause.lower) else { return Vec::new() };
    let list = &captures["list"];
    let ends = [" other than ", " beyond ", " except", " unless ", " for ", " save "];
    let end = first_of(list, &ends).unwrap_or(list.len());
    let acts = ["share ", "sell ", "use ", "disclose ", "transfer "];
    list_members(&list[..end])
        .filter(|name| !acts.iter().any(|act| name.starts_with(act)) && !is_statement(name))
        .filter(|name| !is_circumstance(&padded(name)))
        .map(|name| clause.fact(Family::DataType, Subject::of(name), Value::Stance(Stance::Prohibited)))
        .collect()
}

/// Words behind the list that say something of their own: "…, most requests can be met by a call".
fn is_statement(name: &str) -> bool {
    let words: Padded = padded(name).into();
    let verbs = [" can ", " may ", " is ", " are ", " will ", " must ", " we ", " you ", " using "];
    has_any(&words, &verbs)
}

/// What goes on after the name of the data: "…, as you choose", "…, which we use for ads".
fn is_told_on(part: &str) -> bool {
    let words: Padded = padded(part).into();
    let openers = [
        " we ",
        " you ",
        " they ",
        " it ",
        " if ",
        " as ",
        " for ",
        " like ",
        " when ",
        " in order ",
        " depending ",
        " to ",
        " on ",
        " except",
        " both ",
        " so ",
    ];
    openers.iter().any(|opener| words.starts_with(opener))
        || words.split_whitespace().count() > 8
            && has_any(&words, &[" we ", " can ", " may ", " will ", " is ", " are ", " examples of "])
}

/// An item that tells when, how or through whom, and names no data.
fn is_circumstance(words: &str) -> bool {
    let starts = [
        " by ", " for ", " if ", " to ", " when ", " where ", " you ", " we ", " please ", " with ",
        " from ", " in ",
    ];
    starts.iter().any(|start| words.starts_with(start))
}

fn collects(clause: &Clause) -> bool {
    let stem = if clause.stem.trim().is_empty() { &clause.heading } else { &clause.stem };
    has_any(stem, cues::COLLECTION)
        || has_any(
            stem,
            &[" following information", " following data", " following categor", " types of data "],
        )
}

/// "Names and, for the bank, numbers": the joint goes with what follows.
fn without_joint(part: &str) -> &str {
    part.trim_matches([' ', ',']).trim_end_matches(" and").trim_end_matches(" or")
}

/// The members of a list, up to a comma behind which the next statement begins: "…, most of it can be".
pub(super) fn list_members(list: &str) -> impl Iterator<Item = &str> {
    let verbs = [" can ", " will ", " must ", " may ", " is ", " are ", " cannot ", " should "];
    let relative = [" that ", " which ", " who ", " you ", " we ", " it ", " they "];
    let begins = move |part: &str| {
        let words: Padded = padded(part).into();
        has_any(&words, &verbs) && !has_any(&words, &relative)
    };
    let members = joints::members(list).map(without_joint).filter(|part| !part.is_empty()).enumerate();
    members.take_while(move |(at, part)| *at == 0 || !begins(part)).map(|(_, part)| part)
}

fn purposes(clause: &Clause) -> Vec<Fact> {
    let stem = if clause.stem.trim().is_empty() { &clause.heading } else { &clause.stem };
    let listed = clause.place == Place::Item
        && has_any(
            stem,
            &[
                " how we use",
                " use your",
                " used to",
                " use information",
                " use the ",
                " why we",
                " purpose",
                " use it ",
                " use this",
                " used for",
                " use personal",
                " use data",
            ],
        )
        && !has_any(stem, &[" share", " right", " may not ", " must not "])
        && !has_any(&clause.words, &[" as long as ", " we keep ", " retained ", " kept "]);
    if listed {
        let text = clause.text.trim_end_matches(['.', ';']);
        return text
            .split(" and ")
            .take(1)
            .map(|_| clause.fact(Family::Purpose, Subject::of(text), open()))
            .collect();
    }
    if clause.place == Place::Cell && has_any(&clause.column, &[" purpose", " use ", " why "]) {
        return list_members(&clause.text)
            .map(|name| clause.fact(Family::Purpose, Subject::of(name), open()))
            .collect();
    }
    let mut facts = named_purposes(clause);
    facts.extend(grave_purposes(clause));
    facts.extend(scoped_purpose(clause));
    facts
}

/// Purposes that weigh for a reader wherever data is used for them: "… and to show you advertising".
fn grave_purposes(clause: &Clause) -> Vec<Fact> {
    let uses = has_any(&clause.words, &[" use ", " used ", " uses ", " process", " collect"]);
    if !uses || has_any(&clause.words, NEGATORS) {
        return Vec::new();
    }
    let named = cues::GRAVE_PURPOSES.iter().filter(|(_, cues)| has_any(&clause.words, cues));
    named.map(|(purpose, _)| clause.fact(Family::Purpose, *purpose, open())).collect()
}

static FOR_PURPOSE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:for the purposes? of|for any (?:other )?purpose other than|for no (?:other )?purpose (?:other )?than) (?P<list>[^.;:]+)")
        .expect("valid pattern")
});

/// "For the purpose of billing and support", "for any purpose other than their education".
fn named_purposes(clause: &Clause) -> Vec<Fact> {
    if !clause.words.holds(" purpose") {
        return Vec::new();
    }
    let Some(captures) = FOR_PURPOSE.captures(&clause.lower) else { return Vec::new() };
    let list = &captures["list"];
    // What follows with a verb of its own is the next statement, no purpose.
    let ends = [" and is ", " and are ", " and will ", " and then ", ", which ", " unless ", " if "];
    let end = first_of(list, &ends).unwrap_or(list.len());
    list_members(&list[..end])
        .filter(|name| name.split(' ').count() <= 8)
        .map(|name| clause.fact(Family::Purpose, Subject::of(name), open()))
        .collect()
}

/// "Used solely for …": a purpose with its limit.
fn scoped_purpose(clause: &Clause) -> Option<Fact> {
    let uses = has_any(&clause.words, &[" used ", " use ", " process ", " processes ", " processed "]);
    let purpose = has_any(&clause.words, &[" to ", " for "]);
    let closed = has_any(&clause.words, &[" only ", " solely ", " exclusively ", " strictly ", " purely "]);
    let denied = has_any(&clause.words, &[" not ", " never "]);
    (uses && purpose && closed && !denied).then(|| {
        let phrase = topic::phrase(clause);
        let key: String = subject::normalize(&phrase).split(' ').take(3).collect::<Vec<_>>().join(" ");
        let name = Subject { key, label: subject::label(&phrase) };
        clause.fact(Family::Purpose, name, Value::Stance(Stance::Exclusive))
    })
}

static AGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:(?-u:\b)(?:under|below|younger than|at least|over|least|are not|aged?)(?: the age of| age)? (?:of )?(?P<a>[0-9]{1,2}|thirteen|fourteen|fifteen|sixteen|eighteen|twenty-one)(?-u:\b)(?: ?\([0-9]+\))?|(?-u:\b)(?P<b>[0-9]{1,2}|thirteen|fourteen|sixteen|eighteen|twenty-one)(?: ?\([0-9]+\))?(?: years)?[ -](?:of age|years old|or older|and older|or over|and over|or above|and above)|age of (?P<c>[0-9]{1,2}|majority|thirteen|sixteen|eighteen))")
        .expect("valid pattern")
});

fn age(clause: &Clause) -> Vec<Fact> {
    let personal = has_any(
        &clause.words,
        &[
            " child",
            " minor",
            " age ",
            " aged ",
            " years old ",
            " or older ",
            " pupil",
            " user",
            " under ",
            " or over ",
            " and older ",
            " or older ",
            " and over ",
            " individuals ",
            " person",
            " student",
        ],
    );
    // "At least 20 people" is a crowd; "people of at least 16 years" are of an age.
    let of_an_age = has_any(&clause.words, &[" people "]) && has_any(&clause.words, &[" years "]);
    if !(personal || of_an_age) || has_any(&clause.words, &[" % ", " days ", " days.", " fee", " price"]) {
        return Vec::new();
    }
    let lower = &clause.lower;
    let counts = lower.bytes().any(|byte| byte.is_ascii_digit())
        || ["teen", "twenty-one"].iter().any(|number| lower.contains(number));
    let mut facts = Vec::new();
    for captures in counts.then(|| AGE.captures_iter(lower)).into_iter().flatten() {
        let number =
            ["a", "b", "c"].iter().find_map(|group| captures.name(group)).map_or("", |found| found.as_str());
        let Some(n) = number.parse::<i64>().ok().or_else(|| in_words(number).map(i64::from)) else {
            continue;
        };
        if (5..=25).contains(&n) {
            facts.push(clause.fact(Family::AgeLimit, "minimum age", Value::Count(n)));
        }
    }
    facts
}

fn rights(clause: &Clause) -> Vec<Fact> {
    let listed = clause.place == Place::Item
        && (has_any(&clause.stem, cues::RIGHT_STEMS)
            || clause.stem.trim().is_empty() && has_any(&clause.heading, cues::RIGHT_STEMS));
    let kept = has_any(&clause.words, &[" reserve the right", " reserves the right", " retain the right"]);
    if kept || !listed && !has_any(&clause.words, cues::RIGHT_STEMS) {
        return Vec::new();
    }
    let condition = condition(clause);
    cues::RIGHTS
        .iter()
        .filter(|(_, cues)| has_any(&clause.words, cues))
        .map(|(right, _)| Fact {
            hedge: condition.clone(),
            ..clause.fact(Family::Right, *right, Value::Stance(Stance::Granted))
        })
        .collect()
}

/// On what a right depends: "if you live in Norway", "for residents of Norway".
fn condition(clause: &Clause) -> Option<String> {
    let bounded = [" if you ", " where you ", " when you ", " resident", " citizen", " consumer"];
    if !has_any(&clause.words, &bounded) {
        return None;
    }
    let lower = clause.lower.as_str();
    if ["if you ", "where you ", "when you "].iter().any(|opener| lower.starts_with(opener)) {
        return lower
            .split_once(',')
            .map(|(condition, _)| condition.to_owned())
            .filter(|said| said.len() < 70);
    }
    let people = [" residents", " citizens", " consumers"];
    let at = people.iter().filter_map(|people| lower.find(people)).min()?;
    let (before, after) = (lower[..at].trim(), &lower[at..]);
    if before.split(' ').count() <= 2 && !before.is_empty() {
        return Some(format!("for residents of {before}"));
    }
    let place = after.split_once(" of ").or_else(|| after.split_once(" in "))?.1;
    let end = [" have", " may", " can", " are", ","].iter().filter_map(|end| place.find(end)).min()?;
    (before.split(' ').count() <= 1 && end < 40).then(|| format!("for residents of {}", &place[..end]))
}

fn measures(clause: &Clause) -> Vec<Fact> {
    if has_any(&clause.words, &[" not ", " cannot ", " never "]) {
        return Vec::new();
    }
    cues::MEASURES
        .iter()
        .filter(|(_, cues)| has_any(&clause.words, cues))
        .map(|(measure, _)| clause.fact(Family::SecurityMeasure, *measure, open()))
        .collect()
}
