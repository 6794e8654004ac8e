//! What a sentence speaks of, by weights of its words.
//!
//! It proposes a topic and decides no verdict; it knows how often a word stands in clauses of a topic, and
//! how often it comes or goes in edits of one, never what that means for anybody.

use std::collections::BTreeSet;

use super::table::Table;
use super::{base_form, in_base_form};
use crate::facts::Clause;
use crate::materiality::Category;
use crate::materiality::edits::Edit;
use crate::materiality::sides::{Pair, Sides};

/// As many as there are categories.
pub(super) const TOPICS: usize = Category::ALL.len();

/// How strongly a clause speaks for each topic, in the order of [`Category::ALL`]; a clear one leads by
/// a thousand and more.
pub(in crate::materiality) fn topics(clause: &Clause) -> [i32; TOPICS] {
    scores(&heading_of(clause), &words_of(clause), &BTreeSet::new())
}

/// How strongly an edit speaks for each topic, by both its sides and by what came and went.
pub(in crate::materiality) fn topics_of_edit(edit: &Edit, sides: &Sides) -> [i32; TOPICS] {
    let clauses = [&edit.old, &edit.new].into_iter().flatten();
    let words: Vec<Vec<String>> = clauses.flat_map(words_of).collect();
    scores(&heading_of(edit.clause()), &words, &touched(sides))
}

fn heading_of(clause: &Clause) -> Vec<String> {
    in_base_form(clause.section.rsplit(" > ").next().unwrap_or_default())
}

/// A row for what stands together: the stem, the column, the sentence.
fn words_of(clause: &Clause) -> Vec<Vec<String>> {
    vec![in_base_form(&clause.stem), in_base_form(&clause.column), in_base_form(&clause.lower)]
}

/// Words that came or went, in base form; none where the whole sentence did.
pub(super) fn touched(sides: &Sides) -> BTreeSet<String> {
    let Sides::Changed(Pair { old, new, runs }) = sides else { return BTreeSet::new() };
    let gone = runs.iter().flat_map(|(from, _)| &old.words[from.clone()]);
    let come = runs.iter().flat_map(|(_, to)| &new.words[to.clone()]);
    gone.chain(come).map(|word| base_form(&word.form)).filter(|word| !word.is_empty()).collect()
}

/// Of a word, of two neighbours, of a word in the heading and of one that came or went, how much each topic
/// gains.
static WEIGHTS: Table = Table::new(include_str!("topics.tsv"));

/// The sum of what the words say, each once.
fn scores(heading: &[String], parts: &[Vec<String>], touched: &BTreeSet<String>) -> [i32; TOPICS] {
    let plain = parts.iter().flatten().cloned();
    let pairs = parts.iter().flat_map(|part| part.windows(2)).map(|pair| pair.join(JOINT));
    let above = heading.iter().map(|word| format!("{HEADING}{word}"));
    let moved = touched.iter().map(|word| format!("{TOUCHED}{word}"));
    let names: BTreeSet<String> = plain.chain(pairs).chain(above).chain(moved).collect();
    let mut scores = [0; TOPICS];
    for (place, weight) in names.iter().filter_map(|name| WEIGHTS.get(name)).flat_map(cells) {
        scores[place] += weight;
    }
    scores
}

/// Places of topics in [`Category::ALL`], each with its weight.
fn cells(row: &str) -> impl Iterator<Item = (usize, i32)> {
    row.split('\t').filter_map(|cell| {
        let (place, weight) = cell.split_once(':')?;
        Some((place.parse().ok()?, weight.parse().ok()?))
    })
}

/// What stands before a word of the heading in the table.
pub(super) const HEADING: &str = "h:";
/// What stands before a word that came or went.
pub(super) const TOUCHED: &str = "t:";
/// What stands between two neighbours in the table.
pub(super) const JOINT: &str = "_";

#[cfg(test)]
mod tests {
    use super::*;

    fn topic(heading: &str, sentence: &str) -> Category {
        let scores = scores(&in_base_form(heading), &[in_base_form(sentence)], &BTreeSet::new());
        let best = (0..TOPICS).max_by_key(|place| scores[*place]).unwrap();
        Category::ALL[best]
    }

    #[test]
    fn a_place_is_the_number_of_its_category() {
        for (place, category) in Category::ALL.into_iter().enumerate() {
            assert_eq!(category as usize, place, "{}", category.as_str());
        }
    }

    #[test]
    fn sentences_nobody_taught_have_the_topic_a_reader_sees() {
        let cases = [
            ("", "Footage is wiped off the recorder after a fortnight.", Category::DataRetention),
            (
                "Money",
                "Whoever cancels within ten days gets the whole deposit back.",
                Category::PaymentRefund,
            ),
            (
                "",
                "Only two engineers hold the key that unlocks the vault of passwords.",
                Category::DataSecurity,
            ),
            ("", "Quarrels between us go before the courts of Turku.", Category::Jurisdiction),
            (
                "Miscellaneous",
                "You shall not resell the feed or run it through a scraper.",
                Category::AcceptableUse,
            ),
            (
                "",
                "Outages caused by works you were told of do not count as downtime.",
                Category::SlaExclusions,
            ),
        ];
        for (heading, sentence, expected) in cases {
            assert_eq!(topic(heading, sentence), expected, "{sentence}");
        }
    }

    #[test]
    fn a_word_counts_once_and_numbers_are_alike() {
        let of = |heading: &str, sentence: &str| {
            scores(&in_base_form(heading), &[in_base_form(sentence)], &BTreeSet::new())
        };
        let once = of("Fees", "retained for 30 days");
        assert_eq!(of("Fees", "retained for 45 days"), once);
        assert_eq!(of("Fees Fees", "retained for 30 days"), once);
        assert_eq!(
            in_base_form("Paying $5.50 for 99.95 % of 1,000 users"),
            ["pay", "$", "for", "%", "of", "#", "user"]
        );
    }
}
