//! Proofs that a sentence says the same in plainer, or less plain, words.
//!
//! Both wordings become rows of words in one form each; then rewritings of grammar that a lawyer would
//! sign in any policy are tried, each only where it brings the two rows nearer, until they are equal or
//! nothing is left to try. What is not reached by such steps is not proven. Which words are of one
//! meaning stands in a table of its own.

mod binding;
mod forms;
mod goal;
mod moved;
mod phrases;
mod row;
mod table;
#[cfg(test)]
mod tests;
mod voice;

use std::collections::HashSet;

use self::goal::Goal;
use self::phrases::Rewriting;
use self::table::Row;

/// Words that only one of two wordings has, before any rewriting.
const FARTHEST: u32 = 16;
/// Pairs of rows that are looked at for one edit.
const MOST_PAIRS: usize = 1_500;
/// Words of a sentence that is read.
const LONGEST: usize = 90;

const VOICES: &[Rewriting] = &[voice::active, voice::relative];

/// True where two sentences are proven to say the same.
pub(super) fn say_the_same(old: &str, new: &str) -> bool {
    let (a, b) = (row::row_of(old), row::row_of(new));
    let far = Goal::of(&a, &b).distance();
    if a.len().max(b.len()) > LONGEST
        || far > FARTHEST
        || a.len().min(b.len()) < 2
        || numbers(&a) != numbers(&b)
    {
        return false;
    }
    meet(a, b)
}

/// True where rewritings of the one or the other row bring them together.
fn meet(a: Row, b: Row) -> bool {
    let mut seen: HashSet<(Row, Row)> = HashSet::new();
    let mut waiting = vec![(a, b)];
    while let Some((a, b)) = waiting.pop() {
        if seen.len() >= MOST_PAIRS {
            return false;
        }
        let mut next = Vec::new();
        let (to, from) = (Goal::of(&a, &b), Goal::of(&b, &a));
        let far = to.distance();
        if far == 0 && moved::same_but_moved(&a, &b) {
            return true;
        }
        for rewriting in VOICES.iter().chain(phrases::ALL).chain(binding::ALL) {
            let ways = rewriting(&a, &to).into_iter().map(|row| (row, b.clone()));
            let back = rewriting(&b, &from).into_iter().map(|row| (a.clone(), row));
            for pair in ways.chain(back) {
                let near = Goal::of(&pair.0, &pair.1).distance();
                if near < far && seen.insert(pair.clone()) {
                    next.push((near, pair));
                }
            }
        }
        // The nearest is looked at first.
        next.sort_by_key(|(near, _)| std::cmp::Reverse(*near));
        waiting.extend(next.into_iter().map(|(_, pair)| pair));
    }
    false
}

/// The numbers of a row, sorted.
fn numbers(row: &Row) -> Vec<&String> {
    let mut found: Vec<&String> =
        row.iter().filter(|word| word.chars().any(|c| c.is_ascii_digit())).collect();
    found.sort();
    found
}
