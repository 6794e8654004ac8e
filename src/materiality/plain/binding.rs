//! How a verb binds, said otherwise: duty, permission, denial, and of whom they are said.

use super::forms::{is_being, is_modal, is_opener, parts_clauses};
use super::goal::Goal;
use super::phrases::{Rewriting, joined, with};
use super::table::{Row, TABLE};

/// All rewritings of what binds.
pub(super) const ALL: &[Rewriting] = &[
    shall,
    will,
    may_not,
    can,
    asked,
    all_of,
    neither,
    not_either,
    no_one,
    not_any,
    whole_negation,
    unless,
    by_doing,
    inverted,
];

/// "Shall" is a duty and a future, and of a state no more than that it is so. One step each: what must be
/// done is not what will be done.
fn shall(row: &Row, _: &Goal<'_>) -> Vec<Row> {
    const STATES: &[&str] = &[
        "be", "apply", "exceed", "affect", "limit", "include", "cover", "prevail", "survive", "have",
        "remain", "contain", "mean", "last",
    ];
    let mut found = Vec::new();
    for at in (0..row.len()).filter(|at| row[*at] == "+shall") {
        let next = row.get(at + 1).map_or("", String::as_str);
        let by_writer = row[..at].iter().rev().take(3).any(|word| matches!(word.as_str(), "we" | "us"));
        found.push(with(row, at..at + 1, &["will"]));
        if !by_writer {
            found.push(with(row, at..at + 1, &["must"]));
        }
        let denied = next == "not";
        let verb = row.get(at + 1 + usize::from(denied)).map_or("", String::as_str);
        if !denied && next != "be" {
            found.push(with(row, at..at + 1, &[]));
        } else if verb == "be" {
            let not: &[&str] = if denied { &["is", "not"] } else { &["is"] };
            found.push(with(row, at..at + 2 + usize::from(denied), not));
        } else if STATES.contains(&verb) {
            found.push(with(row, at..at + 1, &[]));
        }
    }
    found
}

/// What will be done is done; what will not be done may be done now.
fn will(row: &Row, _: &Goal<'_>) -> Vec<Row> {
    let mut found = Vec::new();
    for at in (0..row.len().saturating_sub(1)).filter(|at| row[*at] == "will") {
        match row[at + 1].as_str() {
            "not" | "never" | "only" => {}
            "be" => found.push(with(row, at..at + 2, &["is"])),
            _ => found.push(with(row, at..at + 1, &[])),
        }
    }
    found
}

/// Whoever is bound may not do what he must not do.
fn may_not(row: &Row, _: &Goal<'_>) -> Vec<Row> {
    let mut found = Vec::new();
    for at in 1..row.len().saturating_sub(2) {
        let able = matches!(
            row[at + 2].as_str(),
            "be" | "have" | "work" | "apply" | "always" | "need" | "receive" | "get"
        );
        if (row[at] == "may" || row[at] == "+shall")
            && row[at + 1] == "not"
            && is_bound(&row[at - 1])
            && !able
        {
            found.push(with(row, at..at + 1, &["must"]));
        }
    }
    found
}

/// What somebody can do, he may do; what he cannot, he may not be able to.
fn can(row: &Row, _: &Goal<'_>) -> Vec<Row> {
    let cans = (1..row.len().saturating_sub(1)).filter(|at| row[*at] == "can" && row[at + 1] != "not");
    cans.map(|at| with(row, at..at + 1, &["may"])).collect()
}

/// "Should it fail" is "if it fails".
fn asked(row: &Row, goal: &Goal<'_>) -> Vec<Row> {
    let Some(should) = row.iter().take(1).position(|word| word == "should").filter(|_| goal.lacks("if"))
    else {
        return Vec::new();
    };
    let mut row = with(row, should..should + 1, &["if"]);
    if let Some(at) = row.iter().take(7).position(|word| word == "be") {
        "is".clone_into(&mut row[at]);
    }
    vec![row]
}

/// Of all users holds what holds of every user, where nothing is counted.
fn all_of(row: &Row, goal: &Goal<'_>) -> Vec<Row> {
    let counted = row.iter().any(|word| word.chars().any(|c| c.is_ascii_digit()) || word == "total");
    if counted || !goal.lacks("every") {
        return Vec::new();
    }
    let begins = |at: usize| at == 0 || is_opener(&row[at - 1]) || row[at - 1] == "to" || row[at - 1] == "of";
    let single = |at: usize| {
        row.get(at + 1).is_some_and(|next| {
            !matches!(next.as_str(), "of" | "other" | "this" | "our" | "your" | "the" | "its" | "their")
        })
    };
    (0..row.len())
        .filter(|at| row[*at] == "all" && begins(*at) && single(*at))
        .map(|at| with(row, at..at + 1, &["every"]))
        .collect()
}

/// "Neither logs nor mail are read": "logs and mail are not read".
fn neither(row: &Row, _: &Goal<'_>) -> Vec<Row> {
    let mut found = Vec::new();
    for at in (0..row.len()).filter(|at| row[*at] == "neither") {
        let Some(nor) = (at + 2..(at + 7).min(row.len())).find(|place| row[*place] == "nor") else {
            continue;
        };
        let aid = (nor + 2..(nor + 7).min(row.len())).find(|place| is_aid(&row[*place]));
        let Some(aid) = aid.filter(|aid| !row[nor..*aid].iter().any(|word| is_opener(word))) else {
            continue;
        };
        let (and, not) = (["and".to_owned()], ["not".to_owned()]);
        found.push(joined(&[
            &row[..at],
            &row[at + 1..nor],
            &and,
            &row[nor + 1..=aid],
            &not,
            &row[aid + 1..],
        ]));
    }
    found
}

/// "Logs are not read, and mail is not either": "logs and mail are not read".
fn not_either(row: &Row, _: &Goal<'_>) -> Vec<Row> {
    let [head @ .., is, not, either] = row.as_slice() else { return Vec::new() };
    let Some(and) = head.iter().rposition(|word| word == "and") else { return Vec::new() };
    let first = head[..and].windows(2).position(|pair| pair[0] == *is && pair[1] == *not);
    match first.filter(|_| not == "not" && either == "either") {
        Some(aid) => vec![joined(&[&head[..aid], &head[and..], &head[aid..and]])],
        None => Vec::new(),
    }
}

/// "Unless you object" is "if you do not object".
fn unless(row: &Row, goal: &Goal<'_>) -> Vec<Row> {
    let mut found = Vec::new();
    for at in (0..row.len()).filter(|at| row[*at] == "unless" && goal.lacks("if") && goal.lacks("not")) {
        for place in at + 2..(at + 7).min(row.len() + 1) {
            let not = ["not".to_owned()];
            found.push(joined(&[&row[..at], &["if".to_owned()], &row[at + 1..place], &not, &row[place..]]));
        }
    }
    found
}

/// "No item is sold" is "items are not sold".
fn no_one(row: &Row, goal: &Goal<'_>) -> Vec<Row> {
    const COUNTED: &[&str] =
        &["longer", "more", "later", "fewer", "less", "one", "earlier", "further", "other"];
    let mut found = Vec::new();
    let begins = |at: usize| at == 0 || is_opener(&row[at - 1]);
    for at in
        (0..row.len().saturating_sub(2)).filter(|at| row[*at] == "no" && begins(*at) && goal.lacks("not"))
    {
        if COUNTED.contains(&row[at + 1].as_str()) {
            continue;
        }
        let Some(aid) = (at + 2..(at + 6).min(row.len())).find(|place| is_aid(&row[*place])) else {
            continue;
        };
        if row[at..aid].iter().any(|word| parts_clauses(word)) {
            continue;
        }
        found.push(joined(&[&row[..at], &row[at + 1..=aid], &["not".to_owned()], &row[aid + 1..]]));
    }
    found
}

/// "Does not read any mail" is "reads no mail" and "does not read mail".
fn not_any(row: &Row, goal: &Goal<'_>) -> Vec<Row> {
    let mut found = Vec::new();
    for not in (0..row.len()).filter(|at| row[*at] == "not") {
        let clause = row[not..].iter().take(6).take_while(|word| !parts_clauses(word)).count();
        let Some(any) = (not + 1..not + clause).find(|at| row[*at] == "any") else { continue };
        found.push(with(row, any..any + 1, &[]));
        if goal.lacks("no") {
            let said = with(row, any..any + 1, &["no"]);
            found.push(with(&said, not..not + 1, &[]));
        }
    }
    found
}

/// "Have no right" is "not have any right", which is "not have a right".
fn whole_negation(row: &Row, goal: &Goal<'_>) -> Vec<Row> {
    if !goal.lacks("not") {
        return Vec::new();
    }
    let verbs =
        |at: &usize| *at > 1 && row[*at] == "no" && !is_being(&row[*at - 1]) && !is_modal(&row[*at - 1]);
    let starts = (1..row.len()).filter(verbs);
    starts
        .filter(|at| {
            matches!(row[at - 2].as_str(), "we" | "you" | "they" | "it") || TABLE.is_person(&row[at - 2])
        })
        .map(|at| joined(&[&row[..at - 1], &["not".to_owned()], &row[at - 1..at], &row[at + 1..]]))
        .collect()
}

/// "By using it you agree" is "if you use it, you agree"; "so that we can send it" is "to send it".
fn by_doing(row: &Row, goal: &Goal<'_>) -> Vec<Row> {
    let mut found = Vec::new();
    if row.len() > 3 && row[0] == "by" && row[1].ends_with("ing") && goal.lacks("if") {
        for verb in goal.verbs_of(&row[1]) {
            found.push(with(row, 0..2, &["if", "you", &verb]));
        }
    }
    for at in 1..row.len().saturating_sub(3) {
        let who = matches!(row[at + 1].as_str(), "we" | "you" | "it" | "they");
        if row[at] == "so" && who && matches!(row[at + 2].as_str(), "can" | "may") && goal.lacks("to") {
            found.push(with(row, at..at + 3, &["to"]));
        }
    }
    for at in 0..row.len().saturating_sub(2) {
        if matches!(row[at].as_str(), "before" | "after" | "when") && row[at + 1].ends_with("ing") {
            for verb in goal.verbs_of(&row[at + 1]) {
                for who in ["we", "you", "they"]
                    .into_iter()
                    .filter(|who| goal.lacks(who) && row.iter().any(|word| word == who))
                {
                    found.push(with(row, at + 1..at + 2, &[who, &verb]));
                }
            }
        }
    }
    for at in 1..row.len().saturating_sub(2) {
        if row[at] == "without" && goal.lacks("unless") && row[at + 1].ends_with("ing") {
            for past in TABLE.verbs_of(&row[at + 1]).iter().filter_map(|verb| goal.past_of(verb)) {
                let who = row[..at].iter().find(|word| matches!(word.as_str(), "we" | "you" | "they" | "it"));
                if let Some(who) = who {
                    found.push(with(row, at..at + 2, &["unless", who, "have", past]));
                }
            }
        }
    }
    found
}

/// "In no case will credits exceed it" is "credits will not exceed it"; "is no waiver" is "is not a waiver".
fn inverted(row: &Row, goal: &Goal<'_>) -> Vec<Row> {
    let mut found = Vec::new();
    let denied = |noun: &str| matches!(noun, "event" | "case" | "circumstance" | "circumstances");
    if let [lead, no, noun, aid, rest @ ..] = row.as_slice()
        && matches!(lead.as_str(), "in" | "under" | "at")
        && no == "no"
        && denied(noun)
        && is_aid(aid)
    {
        let not = [aid.clone(), "not".to_owned()];
        let ends = (1..rest.len().min(7)).map(|end| rest.split_at(end));
        found.extend(ends.map(|(who, rest)| joined(&[who, &not, rest])));
    }
    let is_no = |at: &usize| row[*at] == "is" && row[*at + 1] == "no" && goal.lacks("not");
    let places = (0..row.len().saturating_sub(2)).filter(is_no);
    found.extend(places.map(|at| with(row, at + 1..at + 2, &["not"])));
    found
}

fn is_aid(word: &str) -> bool {
    is_being(word) || is_modal(word) || word == "have"
}

/// The reader, or somebody the text binds by name.
fn is_bound(word: &str) -> bool {
    word == "you" || TABLE.is_person(word)
}
