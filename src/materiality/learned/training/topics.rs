//! Learns what sentences speak of.
//!
//! Knows labelled sentences and weights, nothing of documents.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;

use super::{MARGIN, ROUNDS, average, cells, shuffle, topic};
use crate::materiality::learned::in_base_form;
use crate::materiality::learned::topics::{HEADING, JOINT, TOPICS, TOUCHED, touched};
use crate::materiality::sides::Sides;

/// Sentences and edits a word must stand in to count.
const SEEN: usize = 4;
/// Smaller weights are left out.
const LEAST: i64 = 80;

/// A sentence and what it speaks of.
struct Sentence {
    topic: usize,
    words: Vec<usize>,
}

/// The weights that sentences and edits teach, as the table the program embeds.
///
/// `sentences` holds one sentence a line: topic, whom it serves (signs are learned from that), heading,
/// sentence, with a tab between; `edits` one edit a line: mark (signs are learned from it), topic, heading, old
/// sentence, new sentence.
///
/// # Errors
/// The number of a line that has another number of cells or names no topic.
pub fn learn(sentences: &str, edits: &str) -> Result<String, String> {
    let (names, sentences) = read(sentences, edits)?;
    let weights = averaged(&sentences, names.len());
    let mut table = String::new();
    for (name, row) in names.iter().zip(&weights) {
        let cells: Vec<_> = row.iter().enumerate().filter(|(_, weight)| weight.abs() >= LEAST).collect();
        if cells.is_empty() {
            continue;
        }
        table.push_str(name);
        for (place, weight) in cells {
            write!(table, "\t{place}:{weight}").map_err(|error| error.to_string())?;
        }
        table.push('\n');
    }
    Ok(table)
}

/// The words of a sentence, pairs of neighbours, and the words of its heading, marked as such.
fn words(heading: &str, sentence: &str) -> BTreeSet<String> {
    let plain = in_base_form(sentence);
    let pairs = plain.windows(2).map(|pair| pair.join(JOINT));
    let above = in_base_form(heading).into_iter().map(|word| format!("{HEADING}{word}"));
    pairs.chain(above).chain(plain.iter().cloned()).collect()
}

/// The words of both sides, and those that came or went, marked as such.
fn words_of_edit(heading: &str, old: &str, new: &str) -> BTreeSet<String> {
    let mut all = words(heading, old);
    all.extend(words(heading, new));
    all.extend(touched(&Sides::of_texts(old, new)).into_iter().map(|word| format!("{TOUCHED}{word}")));
    all
}

fn read(sentences: &str, edits: &str) -> Result<(Vec<String>, Vec<Sentence>), String> {
    let mut rows = Vec::new();
    for (at, line) in edits.lines().enumerate() {
        let [_, name, heading, old, new] = cells(line, at)?;
        rows.push((topic(name, at)? as usize, words_of_edit(heading, old, new)));
    }
    for (at, line) in sentences.lines().enumerate() {
        let [name, _, heading, sentence] = cells(line, at)?;
        rows.push((topic(name, at)? as usize, words(heading, sentence)));
    }
    let mut seen: HashMap<String, usize> = HashMap::new();
    for word in rows.iter().flat_map(|(_, words)| words) {
        *seen.entry(word.clone()).or_default() += 1;
    }
    let mut names: Vec<String> =
        seen.into_iter().filter(|(_, times)| *times >= SEEN).map(|(name, _)| name).collect();
    names.sort();
    let places: HashMap<&str, usize> =
        names.iter().enumerate().map(|(at, name)| (name.as_str(), at)).collect();
    let sentences = rows
        .iter()
        .map(|(topic, words)| Sentence {
            topic: *topic,
            words: words.iter().filter_map(|word| places.get(word.as_str()).copied()).collect(),
        })
        .collect();
    Ok((names, sentences))
}

/// Average of the weights over all steps.
fn averaged(sentences: &[Sentence], names: usize) -> Vec<[i64; TOPICS]> {
    let mut weights = vec![[0_i64; TOPICS]; names];
    // Each step's share of the average is known when it is made: it lasts from then to the end.
    let mut early = vec![[0_i64; TOPICS]; names];
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut dice = 1_u64;
    let mut step = 1_i64;
    for _ in 0..ROUNDS {
        shuffle(&mut order, &mut dice);
        for sentence in order.iter().map(|at| &sentences[*at]) {
            let mut scores = [0_i64; TOPICS];
            for word in &sentence.words {
                for (score, weight) in scores.iter_mut().zip(&weights[*word]) {
                    *score += weight;
                }
            }
            let rival = (0..TOPICS)
                .filter(|topic| *topic != sentence.topic)
                .max_by_key(|topic| (scores[*topic], std::cmp::Reverse(*topic)));
            if let Some(rival) = rival.filter(|rival| scores[sentence.topic] - scores[*rival] <= MARGIN) {
                for word in &sentence.words {
                    weights[*word][sentence.topic] += 1;
                    weights[*word][rival] -= 1;
                    early[*word][sentence.topic] += step;
                    early[*word][rival] -= step;
                }
            }
            step += 1;
        }
    }
    weights
        .iter()
        .zip(&early)
        .map(|(row, early)| std::array::from_fn(|topic| average(row[topic], early[topic], step)))
        .collect()
}
