//! Learns the weights: an averaged perceptron with a margin, in whole numbers only, so that every machine
//! learns the same (Collins 2002; the margin as in Krauth and Mézard 1987).
//!
//! Knows labelled sentences and weights, nothing of documents.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;

use super::{HEADING, JOINT, TOPICS, in_base_form};
use crate::materiality::Category;

/// Rounds over all sentences.
const ROUNDS: u64 = 20;
/// Lead a sentence's topic must have before it teaches nothing more.
const MARGIN: i64 = 200;
/// Sentences a word must stand in to count.
const SEEN: usize = 3;
/// What an average weight is multiplied with to be written as a whole number.
const SCALE: i64 = 10;
/// Smaller weights are left out.
const LEAST: i64 = 40;

/// A sentence and what it speaks of.
struct Sentence {
    topic: usize,
    words: Vec<usize>,
}

/// The weights that sentences teach, as the table the program embeds.
///
/// `labelled` holds one sentence a line: topic, whom it serves, heading, sentence, with a tab between.
///
/// # Errors
/// The number of a line that has not four cells or names no topic.
pub fn learn(labelled: &str) -> Result<String, String> {
    let (names, sentences) = read(labelled)?;
    let weights = averaged(&sentences, names.len());
    let mut rows: Vec<(bool, &String, &[i64; TOPICS])> =
        names.iter().zip(&weights).map(|(name, row)| (name.contains(JOINT), name, row)).collect();
    // Words before the pairs that are made of them.
    rows.sort();
    let mut table = String::new();
    for (_, name, row) in rows {
        table.push_str(name);
        for (place, weight) in row.iter().enumerate().filter(|(_, weight)| weight.abs() >= LEAST) {
            write!(table, "\t{place}:{weight}").map_err(|error| error.to_string())?;
        }
        table.push('\n');
    }
    Ok(table)
}

/// The words of a sentence, pairs of neighbours, and the words of its heading, marked as such.
fn words(heading: &str, sentence: &str) -> BTreeSet<String> {
    let plain = in_base_form(sentence);
    let pairs = plain.windows(2).map(|pair| pair.join(&JOINT.to_string()));
    let above = in_base_form(heading).into_iter().map(|word| format!("{HEADING}{word}"));
    pairs.chain(above).chain(plain.iter().cloned()).collect()
}

fn read(labelled: &str) -> Result<(Vec<String>, Vec<Sentence>), String> {
    let mut rows = Vec::new();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (at, line) in labelled.lines().enumerate() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [topic, _, heading, sentence] = cells[..] else {
            return Err(format!("line {}: four cells are wanted, {} stand there", at + 1, cells.len()));
        };
        let place = Category::ALL
            .iter()
            .position(|category| category.as_str() == topic)
            .ok_or_else(|| format!("line {}: `{topic}` is no topic", at + 1))?;
        let words = words(heading, sentence);
        for word in &words {
            *seen.entry(word.clone()).or_default() += 1;
        }
        rows.push((place, words));
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

/// Average of the weights over all steps, times [`SCALE`].
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
    let average = |weight: i64, early: i64| (weight * step - early) * SCALE / step;
    weights
        .iter()
        .zip(&early)
        .map(|(row, early)| std::array::from_fn(|topic| average(row[topic], early[topic])))
        .collect()
}

/// The same disorder every time: Fisher and Yates with the generator of Knuth's MMIX.
fn shuffle(order: &mut [usize], dice: &mut u64) {
    for last in (1..order.len()).rev() {
        *dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = usize::try_from((*dice >> 33) % (last as u64 + 1)).unwrap_or(0);
        order.swap(last, at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCES: &str = concat!(
        include_str!("../../../examples/learn/contract.tsv"),
        include_str!("../../../examples/learn/documents_privacy.tsv"),
        include_str!("../../../examples/learn/documents_service.tsv"),
        include_str!("../../../examples/learn/documents_terms.tsv"),
        include_str!("../../../examples/learn/edits.tsv"),
        include_str!("../../../examples/learn/people.tsv"),
        include_str!("../../../examples/learn/privacy.tsv"),
        include_str!("../../../examples/learn/service_level.tsv"),
    );

    #[test]
    fn what_is_embedded_is_what_the_sentences_teach() {
        let table = learn(SENTENCES).unwrap();
        assert!(
            table == include_str!("weights.tsv"),
            "run `cargo run --example learn` and look at what the evaluation says of it"
        );
    }

    #[test]
    fn every_topic_is_taught_by_many_sentences() {
        for category in Category::ALL {
            let start = format!("{}\t", category.as_str());
            let taught = SENTENCES.lines().filter(|line| line.starts_with(&start)).count();
            assert!(taught >= 40, "{}: {taught} sentences", category.as_str());
        }
    }

    #[test]
    fn a_bad_line_is_named() {
        let cases = [
            ("arbitration\t0\tDisputes\tAn arbiter decides.\nwarranty\tAs is.\n", "line 2: four cells"),
            ("weather\t0\tSky\tIt rains.\n", "line 1: `weather` is no topic"),
        ];
        for (labelled, expected) in cases {
            let why = learn(labelled).unwrap_err();
            assert!(why.starts_with(expected), "{why}");
        }
    }
}
