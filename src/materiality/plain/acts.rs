//! What is done, as a verb, as a noun and as a clause of its own.

use super::forms::{begins_noun, is_opener};
use super::goal::Goal;
use super::phrases::{LONGEST_THING, Rewriting, joined, with, word};
use super::table::{Row, TABLE, is_article};

/// All rewritings of what is done.
pub(super) const ALL: &[Rewriting] =
    &[purpose, act_as_verb, act_as_clause, act_as_doing, act_alone, helped, begun, perfect];

/// "For sending receipts" is "to send receipts".
fn purpose(row: &Row, goal: &Goal<'_>) -> Vec<Row> {
    let mut found = Vec::new();
    for at in (0..row.len().saturating_sub(1)).filter(|at| row[*at] == "for") {
        for verb in goal.verbs_of(&row[at + 1]).into_iter().filter(|_| row[at + 1].ends_with("ing")) {
            found.push(with(row, at..at + 2, &["to", &verb]));
        }
    }
    found
}

/// "For the performance of the service" is "to perform the service".
fn act_as_verb(row: &Row, goal: &Goal<'_>) -> Vec<Row> {
    let mut found = Vec::new();
    for at in (0..row.len().saturating_sub(2)).filter(|at| row[*at] == "for") {
        let noun = if is_article(&row[at + 1]) { at + 2 } else { at + 1 };
        let going = || goal.verbs_of(&row[noun]).into_iter().next().filter(|_| row[noun].ends_with("ing"));
        let Some(verb) = TABLE.act(&row[noun]).map(str::to_owned).or_else(going) else { continue };
        if goal.lacks("to") && row.get(noun + 1).is_some_and(|next| next == "of") {
            found.push(with(row, at..noun + 2, &["to", &verb]));
        }
    }
    found
}

/// "On delivery of the goods" is "when the goods are delivered".
fn act_as_clause(row: &Row, goal: &Goal<'_>) -> Vec<Row> {
    let mut found = Vec::new();
    for at in 0..row.len().saturating_sub(2) {
        let openers = openers(&row[at]);
        let noun = if begins_noun(&row[at + 1]) { at + 2 } else { at + 1 };
        let Some(verb) = row.get(noun).filter(|_| !openers.is_empty()).and_then(|noun| verb_of(noun, goal))
        else {
            continue;
        };
        let (joint, rest) = (row.get(noun + 1).map(String::as_str), noun + 2);
        for opener in openers.iter().map(|opener| words(opener)) {
            if let Some(owner) = owner(&row[at + 1]).filter(|_| joint == Some("of")) {
                found.push(joined(&[&row[..at], &opener, &word(owner), &word(&verb), &row[rest..]]));
            }
            let said = verbs_behind(joint, &verb, goal);
            for end in rest + 1..=(rest + LONGEST_THING).min(row.len()) {
                let who: Row = row[rest..end].iter().map(|word| subject(word)).collect();
                let ways = said.iter().map(|verb| joined(&[&row[..at], &opener, &who, verb, &row[end..]]));
                found.extend(ways);
                if row.get(end).is_some_and(|next| is_opener(next)) {
                    break;
                }
            }
        }
    }
    found
}

/// What may open the clause where this word leads the noun.
fn openers(lead: &str) -> &'static [&'static str] {
    match lead {
        "on" | "with" | "at" => &["when"],
        "from" => &["from when", "from"],
        "after" => &["after"],
        "before" => &["before"],
        "until" => &["until"],
        "when" => &["when"],
        "if" => &["if"],
        "since" => &["since"],
        _ => &[],
    }
}

/// The verb of what is done, as a noun or as a form in "-ing" whose past the other row has.
fn verb_of(noun: &str, goal: &Goal<'_>) -> Option<String> {
    let going = noun.ends_with("ing").then(|| TABLE.verbs_of(noun)).into_iter().flatten();
    let mut going = going.filter(|verb| goal.past_of(verb).is_some());
    TABLE.act(noun).map(str::to_owned).or_else(|| going.next())
}

/// What the clause says of the one behind this word: that he does it, or that it is done to him.
fn verbs_behind(joint: Option<&str>, verb: &str, goal: &Goal<'_>) -> Vec<Row> {
    let does = word(verb);
    match (joint, goal.past_of(verb)) {
        (Some("of"), Some(past)) => vec![does, vec!["is".to_owned(), past.to_owned()]],
        (Some("of" | "by"), _) => vec![does],
        (Some("between"), _) if verb == "conflict" => vec![does],
        _ => Vec::new(),
    }
}

fn owner(word: &str) -> Option<&'static str> {
    match word {
        "our" => Some("we"),
        "your" => Some("you"),
        "their" => Some("they"),
        _ => None,
    }
}

fn subject(word: &str) -> String {
    if word == "us" { "we" } else { word }.to_owned()
}

fn words(text: &str) -> Row {
    text.split(' ').map(str::to_owned).collect()
}

/// "After receiving it" is "after it is received".
fn act_as_doing(row: &Row, goal: &Goal<'_>) -> Vec<Row> {
    let mut found = Vec::new();
    for at in 0..row.len().saturating_sub(1) {
        let Some(opener) = openers(&row[at]).first().filter(|_| row[at + 1].ends_with("ing")) else {
            continue;
        };
        let verbs = TABLE.verbs_of(&row[at + 1]);
        for past in verbs.iter().filter_map(|verb| goal.past_of(verb)) {
            for end in at + 3..=(at + 2 + LONGEST_THING).min(row.len()) {
                let done = ["is".to_owned(), past.to_owned()];
                found.push(joined(&[&row[..at], &words(opener), &row[at + 2..end], &done, &row[end..]]));
            }
        }
    }
    found
}

/// "After their issue" is "after issue" and "after they are issued".
fn act_alone(row: &Row, goal: &Goal<'_>) -> Vec<Row> {
    let mut found = Vec::new();
    for at in 0..row.len().saturating_sub(1) {
        let Some(opener) = openers(&row[at]).first() else { continue };
        let owned = matches!(row[at + 1].as_str(), "its" | "their" | "your" | "our");
        let noun = if owned || is_article(&row[at + 1]) { at + 2 } else { at + 1 };
        let dated = row.get(noun..noun + 2).is_some_and(|pair| pair[0] == "date" && pair[1] == "of");
        let noun = if dated { noun + 2 } else { noun };
        let Some(verb) = row.get(noun).and_then(|word| TABLE.act(word)) else { continue };
        if row.get(noun + 1).is_some_and(|word| word == "of" || word == "by") {
            continue;
        }
        found.push(joined(&[&row[..=at], &row[noun..]]));
        for who in ["they", "it"].into_iter().filter(|who| goal.lacks(who)) {
            let acts = match goal.past_of(verb) {
                Some(past) => vec![who.to_owned(), "is".to_owned(), past.to_owned()],
                None => vec![who.to_owned(), verb.to_owned()],
            };
            found.push(joined(&[&row[..at], &words(opener), &acts, &row[noun + 1..]]));
        }
    }
    found
}

/// "Help you in completing it", "help you to complete it", "help you complete it".
fn helped(row: &Row, goal: &Goal<'_>) -> Vec<Row> {
    let mut found = Vec::new();
    for at in (0..row.len()).filter(|at| matches!(row[*at].as_str(), "help" | "allow")) {
        for place in at + 1..(at + 5).min(row.len().saturating_sub(1)) {
            let going = row[place + 1].ends_with("ing") && matches!(row[place].as_str(), "in" | "with");
            for verb in going.then(|| goal.verbs_of(&row[place + 1])).into_iter().flatten() {
                found.push(with(row, place..place + 2, &["to", &verb]));
            }
            if row[place] == "to" {
                found.push(with(row, place..place + 1, &[]));
                break;
            }
        }
    }
    found
}

/// "Begin using it" is "begin to use it"; "want it to be sent" is "want it sent".
fn begun(row: &Row, goal: &Goal<'_>) -> Vec<Row> {
    let mut found = Vec::new();
    for at in 0..row.len().saturating_sub(1) {
        let going = matches!(row[at].as_str(), "begin" | "continue") && row[at + 1].ends_with("ing");
        for verb in going.then(|| goal.verbs_of(&row[at + 1])).into_iter().flatten() {
            found.push(with(row, at + 1..at + 2, &["to", &verb]));
        }
        let near = (at + 1..(at + 6).min(row.len() - 1)).filter(|_| row[at] == "want");
        let to_be = near.filter(|place| row[*place] == "to" && row[*place + 1] == "be");
        found.extend(to_be.map(|place| with(row, place..place + 2, &[])));
    }
    found
}

/// "If it has not been mended" is "if it is not mended"; what has been done is said of in a condition only.
fn perfect(row: &Row, goal: &Goal<'_>) -> Vec<Row> {
    let mut found = Vec::new();
    for have in (1..row.len().saturating_sub(1)).filter(|at| row[*at] == "have") {
        if in_condition(row, have) {
            for verb in goal.verbs_of(&row[have + 1]) {
                found.push(with(row, have..have + 2, &[&verb]));
            }
        }
    }
    for at in (1..row.len()).filter(|at| row[*at] == "been") {
        let Some(have) = (at.saturating_sub(2)..at).find(|place| row[*place] == "have") else { continue };
        let opened = in_condition(row, have);
        if opened {
            let between: Vec<&str> = row[have + 1..at].iter().map(String::as_str).collect();
            let words: Vec<&str> = ["is"].into_iter().chain(between).collect();
            found.push(with(row, have..at + 1, &words));
        }
    }
    found
}

/// A word that opens a condition stands shortly before.
fn in_condition(row: &Row, at: usize) -> bool {
    row[at.saturating_sub(7)..at]
        .iter()
        .any(|word| matches!(word.as_str(), "if" | "when" | "unless" | "until" | "once" | "after"))
}
