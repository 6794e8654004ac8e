//! Phrases that may be built otherwise and say the same: whose a thing is, who gets it, how it is told.

use super::forms::{begins_noun, is_preposition, parts_clauses};
use super::goal::Goal;
use super::row::OWNED;
use super::table::{Row, is_article};

/// Words of one thing with its company.
pub(super) const LONGEST_THING: usize = 6;

/// A rewriting: the rows one row may become.
pub(super) type Rewriting = fn(&Row, &Goal<'_>) -> Vec<Row>;

/// All rewritings of phrases.
pub(super) const ALL: &[Rewriting] =
    &[owned, going_relative, dative, forbidden, governed, repeated, stranded, permitted, counted, undone];

/// The row with a stretch of it replaced.
pub(super) fn with(row: &Row, range: std::ops::Range<usize>, words: &[&str]) -> Row {
    let mut out: Row = row[..range.start].to_vec();
    out.extend(words.iter().map(|word| (*word).to_owned()));
    out.extend_from_slice(&row[range.end..]);
    out
}

/// The row with the words of some stretches of it, in this order.
pub(super) fn joined(parts: &[&[String]]) -> Row {
    parts.concat()
}

/// A row of one word.
pub(super) fn word(text: &str) -> Row {
    vec![text.to_owned()]
}

/// "The customer's prior consent" is "the prior consent of the customer".
fn owned(row: &Row, goal: &Goal<'_>) -> Vec<Row> {
    if !goal.lacks("of") {
        return Vec::new();
    }
    let mut found = Vec::new();
    for mark in (1..row.len()).filter(|at| row[*at] == OWNED) {
        let from = (0..mark)
            .rev()
            .find(|at| begins_noun(&row[*at]) || is_preposition(&row[*at]) || parts_clauses(&row[*at]));
        let starts = [
            from.map(|at| if begins_noun(&row[at]) { at } else { at + 1 }),
            Some(mark - 1),
            mark.checked_sub(2),
        ];
        for start in starts.into_iter().flatten().filter(|start| *start < mark) {
            for end in mark + 2..=(mark + 1 + LONGEST_THING).min(row.len()) {
                found.push(joined(&[
                    &row[..start],
                    &row[mark + 1..end],
                    &word("of"),
                    &row[start..mark],
                    &row[end..],
                ]));
                if row.get(end).is_some_and(|next| parts_clauses(next)) {
                    break;
                }
            }
        }
    }
    found
}

/// "Doctors who treat you" are "doctors treating you".
fn going_relative(row: &Row, goal: &Goal<'_>) -> Vec<Row> {
    let relatives =
        (1..row.len().saturating_sub(1)).filter(|at| matches!(row[*at].as_str(), "who" | "that" | "which"));
    relatives.filter_map(|at| Some(with(row, at..at + 2, &[goal.going(&row[at + 1])?.as_str()]))).collect()
}

/// "Provide the customer with a report", "provide a report to the customer", "send it to you", "send you it".
fn dative(row: &Row, goal: &Goal<'_>) -> Vec<Row> {
    const GIVING: &[&str] = &[
        "give", "send", "provide", "grant", "offer", "pay", "show", "lend", "given", "sent", "provided",
        "granted", "offered", "paid", "issue",
    ];
    let mut found = Vec::new();
    for verb in (0..row.len()).filter(|at| GIVING.contains(&row[*at].as_str())) {
        let behind = |lead: &str| {
            let last = (verb + 2 + LONGEST_THING).min(row.len());
            (verb + 2..last)
                .find(|at| row[*at] == lead)
                .filter(|at| !row[verb + 1..*at].iter().any(|word| parts_clauses(word)))
        };
        if let Some(at) = behind("with").filter(|_| row[verb].starts_with("provide")) {
            for end in at + 2..=(at + 1 + LONGEST_THING).min(row.len()) {
                found.push(joined(&[
                    &row[..=verb],
                    &row[at + 1..end],
                    &word("to"),
                    &row[verb + 1..at],
                    &row[end..],
                ]));
                found.push(joined(&[&word_given(&row[..=verb]), &row[verb + 1..at], &row[at + 1..]]));
            }
        }
        if row.get(verb + 1).is_some_and(|word| word == "to") {
            found.push(with(row, verb + 1..verb + 2, &[]));
        }
        if let Some(at) = behind("to").filter(|_| goal.exceeds("to")) {
            for end in at + 2..=(at + 5).min(row.len()) {
                found.push(joined(&[&row[..=verb], &row[at + 1..end], &row[verb + 1..at], &row[end..]]));
            }
        }
    }
    found
}

/// A row that ends with "provide" ends with "give".
fn word_given(row: &[String]) -> Row {
    let mut row = row.to_vec();
    if let Some(last) = row.last_mut() {
        *last = last.replacen("provided", "given", 1).replacen("provide", "give", 1);
    }
    row
}

/// "It is forbidden to copy them": "copying them is forbidden".
fn forbidden(row: &Row, goal: &Goal<'_>) -> Vec<Row> {
    let mut found = Vec::new();
    for at in 0..row.len().saturating_sub(4) {
        let [it, is, word, to, verb] = &row[at..at + 5] else { continue };
        if it == "it"
            && is == "is"
            && to == "to"
            && matches!(word.as_str(), "forbidden" | "allowed")
            && let Some(going) = goal.going(verb)
        {
            found.push(joined(&[&row[..at], &[going], &row[at + 5..], &row[at + 1..at + 3]]));
        }
    }
    // "It must not copy it": the table has made this of "it is not allowed to copy it".
    if let [it, must, not, verb, what @ ..] = row.as_slice()
        && it == "it"
        && must == "must"
        && not == "not"
        && let Some(past) = goal.past_of(verb)
    {
        let be = ["must", "not", "be", past].map(str::to_owned);
        found.push(joined(&[what, &be]));
    }
    found
}

/// "The law of Norway applies to this contract": "this contract is governed by the law of Norway".
fn governed(row: &Row, _: &Goal<'_>) -> Vec<Row> {
    let bare = row.iter().position(|word| !is_article(word)).unwrap_or(0);
    let mut found = Vec::new();
    if row.get(bare).is_some_and(|word| word == "law")
        && let Some(at) = row.windows(2).position(|pair| pair[0] == "apply" && pair[1] == "to")
    {
        let verb: Row = ["is", "governed", "by"].map(str::to_owned).to_vec();
        found.push(joined(&[&row[at + 2..], &verb, &row[..at]]));
    }
    for at in 0..row.len().saturating_sub(3) {
        if row[at] == "is"
            && row[at + 1] == "subject"
            && row[at + 2] == "to"
            && row[at + 3..].iter().find(|word| !is_article(word)).is_some_and(|word| word == "law")
        {
            found.push(with(row, at..at + 3, &["is", "governed", "by"]));
        }
    }
    found
}

/// "By e-mail or by post" is "by e-mail or post": what is said again is said once.
fn repeated(row: &Row, goal: &Goal<'_>) -> Vec<Row> {
    let again = |at: &usize| {
        let word = row[*at].as_str();
        let joins = matches!(row[*at - 1].as_str(), "and" | "or")
            && (is_preposition(word) || super::forms::is_modal(word));
        let owns = matches!(word, "your" | "our" | "its" | "their");
        (joins || owns) && goal.exceeds(word) && row[at.saturating_sub(8)..*at].contains(&row[*at])
    };
    let paired = |at: &usize| {
        let joint = match row[*at].as_str() {
            "either" => "or",
            "both" => "and",
            _ => return false,
        };
        row[*at + 1..].iter().take(7).any(|word| word == joint)
    };
    let mut found: Vec<Row> = (1..row.len()).filter(again).map(|at| with(row, at..at + 1, &[])).collect();
    found.extend((0..row.len()).filter(paired).map(|at| with(row, at..at + 1, &[])));
    found
}

/// "Outages for which you are responsible" are "outages you are responsible for".
fn stranded(row: &Row, _: &Goal<'_>) -> Vec<Row> {
    let mut found = Vec::new();
    for at in 1..row.len().saturating_sub(2) {
        if is_preposition(&row[at])
            && row[at + 1] == "which"
            && !row[at + 2..].iter().any(|word| parts_clauses(word))
        {
            found.push(joined(&[&row[..at], &row[at + 2..], &row[at..=at]]));
        }
    }
    found
}

/// "Unless the owner has given his consent" is "without the owner's consent".
fn permitted(row: &Row, goal: &Goal<'_>) -> Vec<Row> {
    if !goal.lacks("without") {
        return Vec::new();
    }
    let mut found = Vec::new();
    for at in (0..row.len()).filter(|at| row[*at] == "unless") {
        let Some(have) = (at + 2..(at + 6).min(row.len())).find(|place| row[*place] == "have") else {
            continue;
        };
        let said =
            row.get(have + 1).is_some_and(|word| matches!(word.as_str(), "given" | "granted" | "provided"));
        let owned =
            row.get(have + 2).is_some_and(|word| matches!(word.as_str(), "its" | "their" | "our" | "your"));
        if !said {
            continue;
        }
        let whose: Row = match row[at + 1].as_str() {
            "we" => word("our"),
            "you" => word("your"),
            "they" => word("their"),
            "it" => word("its"),
            _ => joined(&[&row[at + 1..have], &word(OWNED)]),
        };
        let rest = have + 2 + usize::from(owned);
        found.push(joined(&[&row[..at], &word("without"), &whose, &row[rest.min(row.len())..]]));
    }
    found
}

/// "A discount of 15 %" is "a 15 % discount".
fn counted(row: &Row, goal: &Goal<'_>) -> Vec<Row> {
    let of = |at: &usize| row[*at] == "of" && row[at + 1].starts_with('#') && goal.exceeds("of");
    let places = (1..row.len().saturating_sub(1)).filter(of);
    places
        .map(|at| joined(&[&row[..at - 1], &row[at + 1..at + 2], &row[at - 1..at], &row[at + 2..]]))
        .collect()
}

/// "Unused credits" are "credits not used" and "credits you have not used".
fn undone(row: &Row, goal: &Goal<'_>) -> Vec<Row> {
    let mut found = Vec::new();
    for at in 0..row.len().saturating_sub(1) {
        let Some(done) = row[at].strip_prefix("un").filter(|done| goal.lacks(done) && goal.lacks("not"))
        else {
            continue;
        };
        let thing = row[at + 1].as_str();
        found.push(with(row, at..at + 2, &[thing, "not", done]));
        for who in ["you", "we"].into_iter().filter(|who| goal.lacks(who)) {
            found.push(with(row, at..at + 2, &[thing, who, "have", "not", done]));
        }
    }
    found
}
