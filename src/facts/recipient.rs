//! Facts about who receives data, and who is promised not to: recipients by name and by kind.

mod inline;

use std::ops::Range;

use super::clause::{Clause, MAX_READ, Place};
use super::lexer::{first_of, has_any, padded};
use super::padded::{Padded, Searched as _};
use super::subject::Subject;
use super::{Fact, Family, Stance, Value, cues, joints};
use crate::document::legal_forms;

/// One of these stands in every text with words that lead to names.
const LEADS: &[&str] = &[
    " by ",
    " network",
    " share",
    " sent ",
    " disclosed ",
    " transferred ",
    " transmitted ",
    " passed ",
    " made available ",
    " provided ",
    " via ",
    " through our ",
    " provider",
    " processor",
    " partner",
    " vendor",
    " service",
    " tool",
    " recipient",
    " subprocessor",
    " such as ",
    " we ",
    " working with ",
    " engage",
];

/// Words after which a list of recipients is over.
const ENDS: &[&str] = &[
    " for ",
    " unless ",
    " except ",
    " without ",
    " in order ",
    " when ",
    " where ",
    " if ",
    " who ",
    " which ",
    " that ",
    " so ",
    " to ",
    " under ",
    " as ",
    " on ",
    " outside ",
    " but ",
    " only ",
    " in ",
    " because ",
    " at ",
    " with ",
    " such ",
    " like ",
    " we ",
    " whose ",
    " by ",
    " and is ",
    " and are ",
    " and will ",
];

/// Who receives data and who is denied it: from lists under a sharing stem, from names and kinds inside
/// sharing sentences.
pub(super) fn read(clause: &Clause) -> Vec<Fact> {
    if clause.place == Place::Formula || clause.place == Place::Cell && !is_recipient_column(&clause.column) {
        return Vec::new();
    }
    let sharing = clause.anywhere(cues::SHARING) || has_any(&clause.words, &[" provider", " processor"]);
    let denied = is_denied_stem(clause);
    let mut facts: Vec<Fact> = Vec::new();
    let mut push = |name: &str, denied: bool| {
        if facts.len() == MAX_READ {
            return;
        }
        let name = bare(name);
        let known = facts.iter().any(|fact| fact.label == name);
        if is_name(&name) && !known {
            let value = if denied { Value::Stance(Stance::Prohibited) } else { Value::Text(name.clone()) };
            facts.push(clause.fact(Family::Recipient, Subject::of(&name), value));
        }
    };
    if is_listed(clause) {
        for name in listed_names(clause) {
            push(&name, denied);
        }
    }
    // A notice that is sent to somebody passes no data on.
    if !sharing || has_any(&clause.words, &[" notices ", " notice shall ", " notice must "]) {
        return facts;
    }
    let inline = has_any(&clause.words, LEADS).then(|| inline::named(&clause.text));
    for names in inline.into_iter().flatten().chain(bracketed(&clause.text)) {
        let denied = denied || is_denied(clause, names.start);
        joints::names(&clause.text[names]).for_each(|name| push(name, denied));
    }
    for range in kinds(clause) {
        let denied = denied || is_denied(clause, range.start);
        joints::names(&clause.text[range]).filter(|name| is_kind(name)).for_each(|name| push(name, denied));
    }
    facts
}

/// What stands in brackets behind a word for recipients: "our providers (Northlight, Southgate)".
fn bracketed(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (open, _) in text.match_indices('(') {
        let before = text[..open].strip_suffix(' ').unwrap_or(&text[..open]);
        let before = before.strip_suffix('s').unwrap_or(before);
        let speaks = ["provider", "processor", "partner", "service"].iter().any(|who| before.ends_with(who));
        let free = found.last().is_none_or(|last| last.end < open);
        if let Some(close) = text[open..].find(')').filter(|_| speaks && free) {
            let names = open + 1..open + close;
            if (2..=80).contains(&text[names.clone()].chars().count()) {
                found.push(names);
            }
        }
    }
    found
}

/// Where lists of recipients stand that need not be names: after the verb of passing on, or before that of
/// receiving.
fn kinds(clause: &Clause) -> Vec<Range<usize>> {
    let lower = &clause.lower;
    if !has_any(&clause.words, cues::RECIPIENT_KINDS) {
        return Vec::new();
    }
    // Places found in lower case are used in the text as written.
    if lower.len() != clause.text.len() || !lower.is_ascii() && !clause.text.is_char_boundary(lower.len()) {
        return Vec::new();
    }
    let mut found: Vec<Range<usize>> = Vec::new();
    for cue in cues::PASSING_CUES.iter().filter(|cue| clause.words.holds(cue)) {
        let list = lower.find(cue).and_then(|verb| list_after(lower, verb + 1));
        if let Some(list) = list.filter(|list| found.iter().all(|seen| seen.start != list.start)) {
            found.push(list);
        }
    }
    for cue in cues::RECEIVING.iter().filter(|cue| clause.words.holds(cue)) {
        let end =
            lower.find(cue).filter(|end| (3..60).contains(end) && !lower[..*end].contains([',', ';', ':']));
        found.extend(end.map(|end| 0..end));
    }
    found
        .retain(|range| clause.text.is_char_boundary(range.start) && clause.text.is_char_boundary(range.end));
    found
}

/// Longest way, in bytes, from the verb to the one who gets it.
const REACH: usize = 100;

/// The list behind "with" or "to" after a verb of passing on that begins here.
fn list_after(lower: &str, verb: usize) -> Option<Range<usize>> {
    let rest = &lower[verb..];
    let rest = &rest[..rest.find(['.', ';', ':']).unwrap_or(rest.len())];
    let links = [" with ", " to ", " among "];
    let start = links.iter().filter_map(|link| rest.find(link).map(|at| at + link.len())).min()?;
    if start > REACH {
        return None;
    }
    // "… the clinic and to our partners": the list goes on. The lengths stay what they are.
    let list = format!("{} ", &rest[start..])
        .replace(" and to ", " and    ")
        .replace(" or to ", " or    ")
        .replace(" and with ", " and      ");
    let end = first_of(&list, ENDS).unwrap_or(list.len() - 1);
    Some(verb + start..verb + start + end)
}

/// A few words that name a kind of recipient.
fn is_kind(name: &str) -> bool {
    let words: Padded = padded(name).into();
    words.split_whitespace().count() <= 5
        && has_any(&words, cues::RECIPIENT_KINDS)
        && !has_any(&words, &[" you ", " your ", " account ", " website "])
}

fn bare(name: &str) -> String {
    let mut name = name.trim().trim_end_matches(['.', ',', ';', ':']).trim();
    for opener in [
        "the ", "our ", "any ", "other ", "to ", "with ", "certain ", "a ", "an ", "these ", "those ",
        "such ", "their ",
    ] {
        name = name.strip_prefix(opener).unwrap_or(name);
    }
    name.to_owned()
}

/// A stem that denies what its items receive.
fn is_denied_stem(clause: &Clause) -> bool {
    clause.place == Place::Item
        && has_any(
            &clause.stem,
            &[" not share", " not sell", " never ", " not disclose", " not pass", " not give"],
        )
}

/// A negator governs the place: it stands before it, and nothing lifts it between.
fn is_denied(clause: &Clause, at: usize) -> bool {
    let negators = [" not ", " never ", " nor ", " neither ", " no "];
    if !has_any(&clause.words, &negators) {
        return false;
    }
    let before = padded(&clause.text[..at]);
    let Some(no) = negators.iter().filter_map(|no| before.rfind(no)).max() else { return false };
    let lifts = [
        " but ",
        " however ",
        " unless ",
        " except",
        " other than ",
        " only ",
        " we may ",
        " we share ",
        " without ",
        " and is ",
        " and are ",
        " save ",
        " instead ",
        " then ",
    ];
    !has_any(&before[no..], &lifts)
}

fn is_recipient_column(column: &Padded) -> bool {
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
    let stem_shares = has_any(&clause.stem, &shared_with);
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
    if words == 0 || words > 8 { Vec::new() } else { joints::names(head).map(str::to_owned).collect() }
}

/// "Legal requests: we may disclose …" names when data are passed on, not to whom.
fn is_occasion(text: &str) -> bool {
    let Some((lead, rest)) = text.split_once([':', '.']) else { return false };
    let rest: Padded = padded(rest).into();
    let speaks = has_any(&rest, &[" we ", " your ", " may be ", " will be "]);
    speaks && !has_any(&padded(lead), cues::RECIPIENT_KINDS)
}

/// A proper name, or a kind of company that a table of kinds knows.
fn is_name(name: &str) -> bool {
    let generic = [
        " we ", " you ", " our ", " this ", " these ", " their ", " us ", " eu ", " gdpr ", " api ",
        " data ", " id ", " ids ", " url ", " urls ", " ip ",
    ];
    if name.len() <= 1 || name.len() >= 60 {
        return false;
    }
    let words = padded(name);
    let capital = name.split_whitespace().any(|word| word.chars().next().is_some_and(char::is_uppercase));
    let known_kind = || has_any(&Padded::from(words.clone()), cues::RECIPIENT_KINDS);
    (capital || name.contains('.') || known_kind())
        && !generic.contains(&&*words)
        && !legal_forms::is_form(words.trim())
        && !is_plural_acronym(name)
}

/// "IDs", "URLs": kinds of things, no company.
fn is_plural_acronym(name: &str) -> bool {
    name.strip_suffix('s')
        .is_some_and(|acronym| acronym.len() > 1 && acronym.bytes().all(|byte| byte.is_ascii_uppercase()))
}
