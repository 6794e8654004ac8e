//! The passive voice and its active: "the report is sent by us" and "we send the report".
//!
//! Who acts stays who acted. Where nobody is named, the writer acts where only he can ("your account is
//! deleted"), and the reader where only he may ("a copy can be requested").

use super::forms::{begins_noun, is_being, is_modal, is_opener, is_preposition, parts_clauses};
use super::goal::Goal;
use super::table::{Row, TABLE};

/// Words of who acts.
const LONGEST_AGENT: usize = 7;

/// Where a passive stands: its subject may begin at several places.
struct Passive {
    /// Where the auxiliary words begin.
    aids: usize,
    /// The form of "be".
    being: usize,
    /// The participle.
    done: usize,
    /// What the active voice says.
    verb: String,
}

/// The row with one passive said in the active voice, in all ways it may be meant.
pub(super) fn active(row: &Row, goal: &Goal<'_>) -> Vec<Row> {
    let mut found = Vec::new();
    for being in (1..row.len()).filter(|at| is_being(&row[*at])) {
        let done = (being + 1..row.len()).find(|at| !is_adverb(&row[*at]));
        let Some(done) = done.filter(|done| done - being <= 3) else { continue };
        let mut verbs = goal.verbs_of(&row[done]);
        // What was paid was paid by somebody who paid it.
        if row[being] == "was" || row[being - 1] == "have" {
            verbs.push(row[done].clone());
        }
        for verb in verbs {
            let aids = (0..being).rev().find(|at| !is_aid(&row[*at])).map_or(being, |at| at + 1);
            if aids > 0 {
                let passive = Passive { aids, being, done, verb };
                found.extend(passive.actives(row, goal));
            }
        }
    }
    found
}

impl Passive {
    fn actives(&self, row: &Row, goal: &Goal<'_>) -> Vec<Row> {
        let agents = self.agents(row, goal);
        let starts: Vec<usize> = (0..self.aids).filter(|at| opens_subject(row, *at)).collect();
        let mut found = Vec::new();
        for (agent, place) in &agents {
            for &start in &starts {
                let said = self.said(row, start, agent, place.clone());
                // "Can only be seen by guests": only guests can see it.
                if place.start == self.done + 1
                    && !place.is_empty()
                    && let Some(only) = said[start..].iter().position(|word| word == "only")
                {
                    let mut limited = said.clone();
                    let word = limited.remove(start + only);
                    limited.insert(start, word);
                    found.push(limited);
                }
                found.push(said);
            }
        }
        found
    }

    /// The active sentence: who acts, the auxiliary words, the verb, what was the subject, the rest.
    fn said(&self, row: &Row, start: usize, agent: &[String], place: std::ops::Range<usize>) -> Row {
        let mut said: Row = row[..start].to_vec();
        said.extend_from_slice(agent);
        said.extend(row[self.aids..self.being].iter().cloned());
        said.extend(row[self.being + 1..self.done].iter().cloned());
        said.push(self.verb.clone());
        let rest = &row[self.done + 1..place.start];
        // "Is looked at": nothing follows that the preposition could lead.
        let behind = rest.get(1).or_else(|| row.get(place.end)).map(String::as_str);
        let hangs = rest.first().is_some_and(|word| is_preposition(word))
            && behind.is_none_or(|word| parts_clauses(word) || is_preposition(word));
        let (with_verb, rest) = rest.split_at(usize::from(hangs));
        said.extend_from_slice(with_verb);
        said.extend(row[start..self.aids].iter().map(|word| object(word)));
        said.extend_from_slice(rest);
        said.extend(row[place.end..].iter().cloned());
        said
    }

    /// Who may act, with the words that name him: these go.
    fn agents(&self, row: &Row, goal: &Goal<'_>) -> Vec<(Row, std::ops::Range<usize>)> {
        let lead = match self.verb.as_str() {
            "exclude" => &["by", "from"][..],
            verb if TABLE.tells(verb) => &["by", "in"],
            _ => &["by"],
        };
        let last = (self.done + 10).min(row.len());
        let by = (self.done + 1..last).find(|at| lead.contains(&row[*at].as_str()));
        if let Some(by) = by {
            return named(row, by).into_iter().map(|end| (subject(&row[by + 1..end]), by..end)).collect();
        }
        self.unnamed(row, goal)
            .map(|who| (vec![who.to_owned()], self.done + 1..self.done + 1))
            .into_iter()
            .collect()
    }

    /// Who acts where nobody is named; `None` where it may be somebody else.
    fn unnamed(&self, row: &Row, goal: &Goal<'_>) -> Option<&'static str> {
        let base = TABLE.verbs_of(&row[self.done]);
        let aids = &row[self.aids..self.being];
        let has = |word: &str| aids.iter().any(|aid| aid == word);
        let any = |holds: &dyn Fn(&str) -> bool| base.iter().any(|verb| holds(verb));
        if goal.lacks("we") && any(&|verb| TABLE.is_ours(verb)) {
            let bound =
                ["must", "can", "should", "could", "would", "might", "+shall"].iter().any(|aid| has(aid));
            let may = has("may")
                && !any(&|verb| {
                    matches!(verb, "share" | "disclose" | "change" | "process" | "record" | "monitor")
                });
            return (!bound && !may).then_some("we");
        }
        let may = has("may") || has("can");
        let asked = may && !has("not") && any(&|verb| TABLE.is_yours(verb));
        let who = ["you", "customer", "user", "member", "guest", "visitor", "reader", "subscriber"];
        who.into_iter().find(|who| asked && goal.lacks(who))
    }
}

/// "The data collected by us" is "the data we collect".
pub(super) fn relative(row: &Row, goal: &Goal<'_>) -> Vec<Row> {
    let mut found = Vec::new();
    for by in (2..row.len()).filter(|at| row[*at] == "by") {
        let done = by - 1;
        if is_being(&row[done - 1]) || is_adverb(&row[done - 1]) {
            continue;
        }
        for verb in goal.verbs_of(&row[done]) {
            for end in named(row, by) {
                let mut said: Row = row[..done].to_vec();
                said.extend(subject(&row[by + 1..end]));
                said.push(verb.clone());
                said.extend_from_slice(&row[end..]);
                found.push(said);
            }
        }
    }
    found
}

/// Where the name behind a "by" may end.
fn named(row: &Row, by: usize) -> Vec<usize> {
    let mut ends = Vec::new();
    for end in by + 2..=(by + 1 + LONGEST_AGENT).min(row.len()) {
        ends.push(end);
        if row.get(end).is_some_and(|next| is_opener(next)) {
            break;
        }
    }
    // A name ends where the row ends or another phrase begins; one of several words may have a phrase inside.
    ends.retain(|end| {
        row.get(*end).is_none_or(|next| !super::table::is_article(&row[*end - 1]) && ends_name(next))
    });
    ends
}

fn ends_name(next: &str) -> bool {
    parts_clauses(next)
        || is_preposition(next)
        || begins_noun(next)
        || is_being(next)
        || is_modal(next)
        || is_adverb(next)
        || next.starts_with(['#', '~', '<', '>'])
        || next.starts_with("per")
        || next.ends_with("ly")
}

/// A subject begins with the sentence, behind a word that parts clauses, or with its article.
fn opens_subject(row: &Row, at: usize) -> bool {
    at == 0
        || parts_clauses(&row[at - 1])
        || begins_noun(&row[at]) && !is_preposition(&row[at - 1])
        || row[at - 1].starts_with(['#', '+'])
        || is_adverb(&row[at - 1])
        || row[at - 1].starts_with("per")
        || begins_noun(&row[at])
}

fn subject(words: &[String]) -> Row {
    words.iter().map(|word| if word == "us" { "we".to_owned() } else { word.clone() }).collect()
}

fn object(word: &str) -> String {
    match word {
        "we" => "us",
        "they" => "them",
        other => other,
    }
    .to_owned()
}

fn is_aid(word: &str) -> bool {
    is_modal(word) || is_adverb(word) || word == "have"
}

pub(super) fn is_adverb(word: &str) -> bool {
    matches!(
        word,
        "not"
            | "never"
            | "only"
            | "always"
            | "also"
            | "automatically"
            | "currently"
            | "immediately"
            | "promptly"
            | "then"
            | "already"
            | "nolonger"
            | "often"
            | "rarely"
            | "ever"
            | "generally"
            | "normally"
    )
}
