//! Proofs that a sentence says the same in plainer, or less plain, words.
//!
//! Both wordings become rows of words in one form each; then rewritings of grammar that a lawyer would
//! sign in any policy are tried, each only where it brings the two rows nearer, until they are equal or
//! nothing is left to try. What is not reached by such steps is not proven. Which words are of one
//! meaning stands in a table of its own.

mod acts;
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

pub(super) use forms::going;

use self::goal::Goal;
use self::phrases::Rewriting;
use self::table::{Row, TABLE};

/// Words that only one of two wordings has, before any rewriting.
const FARTHEST: u32 = 16;
/// Pairs of rows that are looked at for one edit.
const MOST_PAIRS: usize = 1_500;
/// Steps of wording that may bring two rows no nearer by themselves.
const SIDEWAYS: u8 = 2;
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

/// Two rows on their way to each other.
struct Pair {
    a: Row,
    b: Row,
    /// Steps that may yet be taken sideways: to a wording that both come to.
    sideways: u8,
}

impl Pair {
    fn distance(&self) -> u32 {
        Goal::of(&self.a, &self.b).distance()
    }

    /// The pairs one rewriting away.
    fn next(&self) -> Vec<Self> {
        let (to, from) = (Goal::of(&self.a, &self.b), Goal::of(&self.b, &self.a));
        let far = to.distance();
        let pair = |a: Row, b: Row, sideways: u8| Self { a, b, sideways };
        let mut found = Vec::new();
        for rewriting in VOICES.iter().chain(phrases::ALL).chain(acts::ALL).chain(binding::ALL) {
            let ways =
                rewriting(&self.a, &to).into_iter().map(|row| pair(row, self.b.clone(), self.sideways));
            let back =
                rewriting(&self.b, &from).into_iter().map(|row| pair(self.a.clone(), row, self.sideways));
            found.extend(ways.chain(back).filter(|pair| pair.distance() < far));
        }
        let left = self.sideways.saturating_sub(1);
        let ways = TABLE.steps(&self.a).into_iter().map(|row| pair(row, self.b.clone(), left));
        let back = TABLE.steps(&self.b).into_iter().map(|row| pair(self.a.clone(), row, left));
        for mut step in ways.chain(back) {
            let near = step.distance();
            if near < far {
                step.sideways = self.sideways;
            }
            if near < far || near == far && self.sideways > 0 {
                found.push(step);
            }
        }
        found
    }
}

/// True where rewritings of the one or the other row bring them together.
fn meet(a: Row, b: Row) -> bool {
    let mut seen: HashSet<(Row, Row)> = HashSet::new();
    let mut waiting = vec![Pair { a, b, sideways: SIDEWAYS }];
    while let Some(pair) = waiting.pop() {
        if pair.distance() == 0 && moved::same_but_moved(&pair.a, &pair.b) {
            return true;
        }
        if seen.len() >= MOST_PAIRS {
            return false;
        }
        let mut next = pair.next();
        next.retain(|pair| seen.insert((pair.a.clone(), pair.b.clone())));
        // The nearest is looked at first.
        next.sort_by_key(|pair| std::cmp::Reverse(pair.distance()));
        waiting.extend(next);
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
