//! Learns for whom edits are better.
//!
//! A sentence that serves the reader serves him when it comes and hurts when it goes, so sentences teach
//! as well as edits do, with smaller steps: most edits happen inside sentences.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use super::{LEAST, MARGIN, ROUNDS, average, cells, shuffle, topic};
use crate::materiality::Category;
use crate::materiality::learned::signs::features;
use crate::materiality::sides::Sides;

/// Edits a feature must occur in to count.
const SEEN: usize = 2;
/// What an edit teaches in a step.
const BY_EDIT: i64 = 3;
/// What a sentence teaches in a step.
const BY_SENTENCE: i64 = 1;

/// Something with a sign.
struct Example {
    better: bool,
    step: i64,
    features: Vec<(usize, i64)>,
}

/// The weights that edits and sentences teach, as the table the program embeds.
///
/// `edits` holds one edit a line: `+` or `-` for the reader (another mark teaches nothing), topic, heading, old
/// sentence, new sentence, with a tab between; an empty one came or went. `sentences` holds one sentence a
/// line: topic, `+` where it serves the reader, `-` where it burdens him, `0` where it does neither or nobody
/// has said, heading, sentence.
///
/// # Errors
/// The number of a line with another number of cells or a topic that is none.
pub fn learn(sentences: &str, edits: &str) -> Result<String, String> {
    let (names, examples) = read(sentences, edits)?;
    let weights = averaged(&examples, names.len());
    let mut table = String::new();
    for (name, weight) in names.iter().zip(weights).filter(|(_, weight)| weight.abs() >= LEAST) {
        writeln!(table, "{name}\t{weight}").map_err(|error| error.to_string())?;
    }
    Ok(table)
}

fn read(sentences: &str, edits: &str) -> Result<(Vec<String>, Vec<Example>), String> {
    let mut rows = Vec::new();
    for (at, line) in edits.lines().enumerate() {
        let [mark, name, _, old, new] = cells(line, at)?;
        rows.extend(row(mark, topic(name, at)?, old, new, BY_EDIT));
    }
    for (at, line) in sentences.lines().enumerate() {
        let [name, mark, _, sentence] = cells(line, at)?;
        rows.extend(row(mark, topic(name, at)?, "", sentence, BY_SENTENCE));
    }
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for name in rows.iter().flat_map(|row| row.features.keys()) {
        *seen.entry(name).or_default() += 1;
    }
    let mut names: Vec<String> =
        seen.into_iter().filter(|(_, times)| *times >= SEEN).map(|(name, _)| name.to_owned()).collect();
    names.sort();
    let places: HashMap<&str, usize> =
        names.iter().enumerate().map(|(at, name)| (name.as_str(), at)).collect();
    let known = |(name, sign): (&String, &i8)| {
        places.get(name.as_str()).filter(|_| *sign != 0).map(|at| (*at, i64::from(*sign)))
    };
    let examples = rows
        .iter()
        .map(|row| Example {
            better: row.better,
            step: row.step,
            features: row.features.iter().filter_map(known).collect(),
        })
        .collect();
    Ok((names, examples))
}

struct Row {
    better: bool,
    step: i64,
    features: BTreeMap<String, i8>,
}

/// `None` where the mark has no sign.
fn row(mark: &str, category: Category, old: &str, new: &str, step: i64) -> Option<Row> {
    let better = match mark {
        "+" => true,
        "-" => false,
        _ => return None,
    };
    let features = features(&Sides::of_texts(old, new), category);
    Some(Row { better, step, features })
}

/// Average of the weights over all steps.
fn averaged(examples: &[Example], names: usize) -> Vec<i64> {
    let (mut weights, mut early) = (vec![0_i64; names], vec![0_i64; names]);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let (mut dice, mut time) = (1_u64, 1_i64);
    for _ in 0..ROUNDS {
        shuffle(&mut order, &mut dice);
        for example in order.iter().map(|at| &examples[*at]) {
            let score: i64 = example.features.iter().map(|(at, sign)| weights[*at] * sign).sum();
            let step = if example.better { example.step } else { -example.step };
            if score * step.signum() <= MARGIN {
                for (at, sign) in &example.features {
                    weights[*at] += step * sign;
                    early[*at] += step * sign * time;
                }
            }
            time += 1;
        }
    }
    weights.into_iter().zip(early).map(|(weight, early)| average(weight, early, time)).collect()
}
