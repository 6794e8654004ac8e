//! Phrases that may be built otherwise and say the same: whose a thing is, what it is for, when it is.

use super::forms::{begins_noun, is_opener, is_preposition, parts_clauses};
use super::goal::Goal;
use super::row::OWNED;
use super::table::{Row, TABLE, is_article};

/// Words of one thing with its company.
const LONGEST_THING: usize = 6;

/// A rewriting: the rows one row may become.
pub(super) type Rewriting = fn(&Row, &Goal<'_>) -> Vec<Row>;

/// All rewritings of phrases.
pub(super) const ALL: &[Rewriting] = &[
    owned,
    going_relative,
    purpose,
    act_as_verb,
    act_as_clause,
    act_as_doing,
    dative,
    forbidden,
    helped,
    governed,
    perfect,
    repeated,
    stranded,
    permitted,
    counted,
];

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

fn word(text: &str) -> Row {
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
    const OPENERS: &[&str] = &["on", "after", "before", "until", "from", "when", "if", "since", "with"];
    let mut found = Vec::new();
    for at in (0..row.len().saturating_sub(2)).filter(|at| OPENERS.contains(&row[*at].as_str())) {
        let noun = if begins_noun(&row[at + 1]) { at + 2 } else { at + 1 };
        let going = row.get(noun).filter(|word| word.ends_with("ing"));
        let going = || {
            going.into_iter().flat_map(|word| TABLE.verbs_of(word)).find(|verb| goal.past_of(verb).is_some())
        };
        let act = row.get(noun).and_then(|noun| TABLE.act(noun)).map(str::to_owned);
        let Some(verb) = act.or_else(going) else { continue };
        let verb = verb.as_str();
        let openers: &[&str] = match row[at].as_str() {
            "on" | "with" => &["when"],
            "from" => &["from when", "from"],
            other => &[other],
        };
        let owner = match row[at + 1].as_str() {
            "our" => Some("we"),
            "your" => Some("you"),
            "their" => Some("they"),
            _ => None,
        };
        if let Some(owner) = owner.filter(|_| row.get(noun + 1).is_some_and(|word| word == "of")) {
            for opener in openers {
                let said: Row = opener.split(' ').chain([owner, verb]).map(str::to_owned).collect();
                found.push(joined(&[&row[..at], &said, &row[noun + 2..]]));
            }
        }
        let joint = row.get(noun + 1).map(String::as_str);
        for opener in openers.iter().map(|opener| opener.split(' ').map(str::to_owned).collect::<Row>()) {
            for end in noun + 3..=(noun + 2 + LONGEST_THING).min(row.len()) {
                let who: Row = row[noun + 2..end]
                    .iter()
                    .map(|word| if word == "us" { "we".to_owned() } else { word.clone() })
                    .collect();
                let said = match (joint, goal.past_of(verb)) {
                    (Some("by"), _) => vec![vec![verb.to_owned()]],
                    (Some("of"), Some(past)) => {
                        vec![vec![verb.to_owned()], vec!["is".to_owned(), past.to_owned()]]
                    }
                    (Some("of"), None) => vec![vec![verb.to_owned()]],
                    _ => break,
                };
                for verb in said {
                    found.push(joined(&[&row[..at], &opener, &who, &verb, &row[end..]]));
                }
                if row.get(end).is_some_and(|next| is_opener(next)) {
                    break;
                }
            }
        }
    }
    found
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

/// "Help you in completing it", "help you to complete it", "help you complete it".
fn helped(row: &Row, goal: &Goal<'_>) -> Vec<Row> {
    let mut found = Vec::new();
    let leads = ["help", "allow", "want", "begin", "continue"];
    for at in (0..row.len()).filter(|at| leads.contains(&row[*at].as_str())) {
        let starts = matches!(row[at].as_str(), "begin" | "continue")
            && row.get(at + 1).is_some_and(|word| word.ends_with("ing"));
        for verb in starts.then(|| goal.verbs_of(&row[at + 1])).into_iter().flatten() {
            found.push(with(row, at + 1..at + 2, &["to", &verb]));
        }
        for place in at + 1..(at + 5).min(row.len().saturating_sub(1)) {
            if row[at] == "want" && row[place] == "to" && row[place + 1] == "be" {
                found.push(with(row, place..place + 2, &[]));
            }
            let verb = || {
                goal.verbs_of(&row[place + 1]).into_iter().next().filter(|_| row[place + 1].ends_with("ing"))
            };
            if matches!(row[place].as_str(), "in" | "with")
                && let Some(verb) = verb()
            {
                found.push(with(row, place..place + 2, &["to", &verb]));
            }
            if row[place] == "to" && row[at] != "want" {
                found.push(with(row, place..place + 1, &[]));
                break;
            }
        }
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

/// "After receiving it" is "after it is received"; "after their issue" is "after issue" and "after they are issued".
fn act_as_doing(row: &Row, goal: &Goal<'_>) -> Vec<Row> {
    const OPENERS: &[&str] = &["on", "after", "before", "until", "from", "when"];
    let mut found = Vec::new();
    for at in (0..row.len().saturating_sub(1)).filter(|at| OPENERS.contains(&row[*at].as_str())) {
        let opener = match row[at].as_str() {
            "on" => &["when"][..],
            "from" => &["from", "when"],
            _ => &[],
        };
        let opener: Row = if opener.is_empty() {
            word(&row[at])
        } else {
            opener.iter().map(|word| (*word).to_owned()).collect()
        };
        let going = row[at + 1].ends_with("ing").then(|| TABLE.verbs_of(&row[at + 1])).into_iter().flatten();
        for past in going.filter_map(|verb| goal.past_of(&verb)) {
            for end in at + 3..=(at + 2 + LONGEST_THING).min(row.len()) {
                let verb = ["is".to_owned(), past.to_owned()];
                found.push(joined(&[&row[..at], &opener, &row[at + 2..end], &verb, &row[end..]]));
            }
        }
        let owned = matches!(row[at + 1].as_str(), "its" | "their" | "your" | "our");
        let noun = if owned || is_article(&row[at + 1]) { at + 2 } else { at + 1 };
        let noun = if row.get(noun).is_some_and(|word| word == "date")
            && row.get(noun + 1).is_some_and(|word| word == "of")
        {
            noun + 2
        } else {
            noun
        };
        let Some(verb) = row.get(noun).and_then(|word| TABLE.act(word)) else { continue };
        if row.get(noun + 1).is_some_and(|word| word == "of" || word == "by") {
            continue;
        }
        found.push(joined(&[&row[..=at], &row[noun..]]));
        for who in ["they", "it"].iter().filter(|who| goal.lacks(who)) {
            let acts = match goal.past_of(verb) {
                Some(past) => vec![(*who).to_owned(), "is".to_owned(), past.to_owned()],
                None => vec![(*who).to_owned(), verb.to_owned()],
            };
            found.push(joined(&[&row[..at], &opener, &acts, &row[noun + 1..]]));
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

/// A word that opens a condition stands shortly before.
fn in_condition(row: &Row, at: usize) -> bool {
    row[at.saturating_sub(7)..at]
        .iter()
        .any(|word| matches!(word.as_str(), "if" | "when" | "unless" | "until" | "once" | "after"))
}
