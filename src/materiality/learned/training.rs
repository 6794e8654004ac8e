//! Learns the weights: averaged perceptrons with a margin, in whole numbers only, so that every machine
//! learns the same (Collins 2002; the margin as in Krauth and Mézard 1987).
//!
//! Knows labelled sentences and edits, nothing of documents.

mod signs;
#[cfg(test)]
mod tests;
mod topics;

pub use signs::learn as learn_signs;
pub use topics::learn as learn_topics;

use crate::materiality::Category;

/// Rounds over all that is learned from.
const ROUNDS: u64 = 20;
/// Lead the right answer must have before nothing more is taught.
const MARGIN: i64 = 200;
/// What an average weight is multiplied with to be written as a whole number.
const SCALE: i64 = 10;
/// Smaller weights are left out.
const LEAST: i64 = 40;

/// A weight's average over all steps, times [`SCALE`]; `early` holds each of its steps times the time it
/// was made at, which it lasted from.
const fn average(weight: i64, early: i64, steps: i64) -> i64 {
    (weight * steps - early) * SCALE / steps
}

/// The cells of a line.
fn cells<const N: usize>(line: &str, at: usize) -> Result<[&str; N], String> {
    let cells: Vec<&str> = line.split('\t').collect();
    let stand = cells.len();
    cells.try_into().map_err(|_| format!("line {}: {N} cells are wanted, {stand} stand there", at + 1))
}

/// The topic of this name, told on a line.
fn topic(name: &str, line: usize) -> Result<Category, String> {
    Category::ALL
        .into_iter()
        .find(|category| category.as_str() == name)
        .ok_or_else(|| format!("line {}: `{name}` is no topic", line + 1))
}

/// The same disorder every time: Fisher and Yates with the generator of Knuth's MMIX.
fn shuffle(order: &mut [usize], dice: &mut u64) {
    for last in (1..order.len()).rev() {
        *dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = usize::try_from((*dice >> 33) % (last as u64 + 1)).unwrap_or(0);
        order.swap(last, at);
    }
}
