//! Phrases that may stand at another place of a sentence and say the same.
//!
//! Only one that tells when, where or on which condition, and only where nothing between its two places
//! could be what it is said of instead.

use super::forms::{is_being, is_joint, is_modal, is_opener, is_particle, is_preposition, parts_clauses};
use super::goal::telling;
use super::table::Row;
use super::voice::is_adverb;

/// Phrases that are moved one after another.
const MOVES: usize = 2;

/// True where the rows are equal but for phrases that stand elsewhere.
pub(super) fn same_but_moved(a: &Row, b: &Row) -> bool {
    let (a, b) = (telling(a), telling(b));
    a == b || moved(&a, &b, MOVES) || is_named_otherwise(&a, &b)
}

/// "The basis is the contract" and "the contract is the basis": nothing is said but what is what.
fn is_named_otherwise(a: &[&str], b: &[&str]) -> bool {
    let Some(is) = a.iter().position(|word| *word == "is") else { return false };
    let verbs = a.iter().filter(|word| is_being(word) || is_modal(word) || is_opener(word)).count();
    let (one, other) = (&a[..is], &a[is + 1..]);
    verbs == 1
        && !one.is_empty()
        && other.len() > 1
        && !other.iter().any(|word| word.ends_with("ed") || matches!(*word, "not" | "only" | "no"))
        && b == [other, &["is"], one].concat()
}

/// Where a phrase and what it is moved over stand: the words around the two.
#[derive(Clone, Copy)]
struct Between<'a> {
    before: Option<&'a str>,
    behind: Option<&'a str>,
}

fn moved(a: &[&str], b: &[&str], moves: usize) -> bool {
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(x, y)| x == y).count();
    // Which of the equal words at the ends belong to the phrase is not told by them alone.
    let places = |at: usize| at.saturating_sub(3)..=at;
    for from in places(head) {
        for to in places(tail) {
            let between =
                Between { before: from.checked_sub(1).map(|at| a[at]), behind: a.get(a.len() - to).copied() };
            if is_turned(&a[from..a.len() - to], &b[from..b.len() - to], between) {
                return true;
            }
        }
    }
    moves > 1 && a.len() == b.len() && one_move(a, b, head, moves)
}

/// Brings the phrase that stands first in the other row to its place, and goes on.
fn one_move(a: &[&str], b: &[&str], head: usize, moves: usize) -> bool {
    let (rest, goal) = (&a[head..], &b[head..]);
    for start in (1..rest.len()).filter(|start| rest[*start] == goal[0]) {
        let same = rest[start..].iter().zip(goal).take_while(|(x, y)| x == y).count();
        for end in start + 1..=start + same {
            let phrase = &rest[start..end];
            let between =
                Between { before: head.checked_sub(1).map(|at| a[at]), behind: rest.get(end).copied() };
            if may_move(phrase, &rest[..start], between) {
                let row: Vec<&str> = [&a[..head], phrase, &rest[..start], &rest[end..]].concat();
                if row == b || moved(&row, b, moves - 1) {
                    return true;
                }
            }
        }
    }
    false
}

/// One stretch is the other with its two parts exchanged, and one of them may move.
fn is_turned(x: &[&str], y: &[&str], between: Between<'_>) -> bool {
    x.len() == y.len()
        && (1..x.len()).any(|cut| {
            let (one, other) = x.split_at(cut);
            y.starts_with(other)
                && y.ends_with(one)
                && (may_move(one, other, between) || may_move(other, one, between))
        })
}

/// A phrase may stand on the other side of these words.
fn may_move(phrase: &[&str], over: &[&str], between: Between<'_>) -> bool {
    let (Some(lead), false) = (phrase.first(), over.is_empty()) else { return false };
    match phrase {
        ["only"] => only_moves(over, between),
        _ if phrase.iter().chain(over).all(|word| is_adjective(word)) => true,
        ["not" | "never"] => false,
        ["at", "any", "time"] => !over.iter().any(|word| parts_clauses(word)),
        [particle] if is_particle(particle) => {
            over.len() <= 3 && !over.iter().any(|word| is_preposition(word) || parts_clauses(word))
        }
        [adverb] => {
            let free = is_adverb(adverb) || adverb.starts_with("per") || adverb.ends_with("ly");
            free && !over.iter().any(|word| binds(word) || matches!(*word, "not" | "never" | "only"))
        }
        ["only", condition @ ..] if condition.first().is_some_and(|word| is_opener(word)) => {
            condition_moves(condition, over, between)
        }
        _ if is_opener(lead) => condition_moves(phrase, over, between),
        // "By e-mail within a week", "within a week by e-mail".
        ["through", _]
            if between.behind.is_none() && over.first().is_some_and(|word| is_preposition(word)) =>
        {
            !over.iter().any(|word| binds(word))
        }
        // "To subscribe you must be of age": what all of it is for.
        ["to", _, ..] => {
            between.before.is_none() && between.behind.is_none() && !over.iter().any(|word| binds(word))
        }
        _ => {
            let counts = phrase.iter().any(|word| word.starts_with('#'));
            let whole = between.before.is_none() && between.behind.is_none() && !counts;
            let often = phrase.last().is_some_and(|word| word.starts_with("per"));
            let span = lead.starts_with('#') && matches!(phrase[1], "after" | "before");
            (tells_when(lead) || often || span)
                && is_fronted(between)
                && !phrase.iter().any(|word| parts_clauses(word))
                && !over.iter().any(|word| binds(word) && !(whole && is_joint(word)))
        }
    }
}

/// A word that says of what kind a thing is, told by its ending: the order of such words says nothing.
fn is_adjective(word: &str) -> bool {
    const ENDS: &[&str] = &["ive", "able", "ible", "ous", "wide", "less", "free", "ful"];
    word == "non" || word.len() > 5 && ENDS.iter().any(|end| word.ends_with(end))
}

/// A phrase that does not hang on the noun before it.
fn tells_when(lead: &str) -> bool {
    const WHEN: &[&str] = &[
        "within", "after", "before", "during", "on", "in", "at", "every", "through", "<=", ">=", "without",
        "under", "for", "from", "by",
    ];
    WHEN.contains(&lead) || lead.starts_with("clock")
}

/// A condition stands before all of a sentence or behind all of it.
fn condition_moves(phrase: &[&str], over: &[&str], between: Between<'_>) -> bool {
    let condition = !matches!(phrase[0], "that" | "which" | "who" | "whose" | "whether");
    condition
        && phrase.len() > 1
        && between.before.is_none()
        && between.behind.is_none()
        && !over.iter().any(|word| is_opener(word))
}

/// The first of the two places is the beginning of the sentence, or stands right behind what binds.
fn is_fronted(between: Between<'_>) -> bool {
    between.before.is_none_or(|word| {
        is_modal(word) || is_being(word) || matches!(word, "we" | "you" | "they" | "it") || is_opener(word)
    })
}

/// A word behind which a phrase may be said of something else.
fn binds(word: &str) -> bool {
    parts_clauses(word) || word == "to"
}

/// "We only send it with your consent" is "we send it only with your consent": one phrase is left that
/// the word may be said of.
fn only_moves(over: &[&str], between: Between<'_>) -> bool {
    let last = between.behind.is_none_or(parts_clauses);
    let one = over.first().is_some_and(|word| is_preposition(word))
        && !over[1..].iter().any(|word| is_preposition(word) || parts_clauses(word));
    // "On your phone only" is "only on your phone".
    last && one || only_before(over, between)
}

fn only_before(over: &[&str], between: Between<'_>) -> bool {
    is_fronted(between)
        && between.before.is_some()
        && between.behind.is_some_and(|word| is_preposition(word) || is_opener(word))
        && (between.behind.is_some_and(is_condition) || !over.iter().any(|word| is_preposition(word)))
        && !over.iter().any(|word| parts_clauses(word))
}

fn is_condition(word: &str) -> bool {
    matches!(word, "if" | "when" | "once" | "where")
}
