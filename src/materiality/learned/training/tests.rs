//! What is embedded is what is learned, and nonsense is refused.

use super::{learn_signs, learn_topics};
use crate::materiality::Category;

const SENTENCES: &str = concat!(
    include_str!("../../../../examples/learn/sentences/contract.tsv"),
    include_str!("../../../../examples/learn/sentences/documents_privacy.tsv"),
    include_str!("../../../../examples/learn/sentences/documents_service.tsv"),
    include_str!("../../../../examples/learn/sentences/documents_terms.tsv"),
    include_str!("../../../../examples/learn/sentences/edits.tsv"),
    include_str!("../../../../examples/learn/sentences/people.tsv"),
    include_str!("../../../../examples/learn/sentences/privacy.tsv"),
    include_str!("../../../../examples/learn/sentences/service_level.tsv"),
);
const EDITS: &str = concat!(
    include_str!("../../../../examples/learn/edits/contracts.tsv"),
    include_str!("../../../../examples/learn/edits/drafted_contracts.tsv"),
    include_str!("../../../../examples/learn/edits/drafted_privacy.tsv"),
    include_str!("../../../../examples/learn/edits/drafted_processing.tsv"),
    include_str!("../../../../examples/learn/edits/drafted_service.tsv"),
    include_str!("../../../../examples/learn/edits/long_contracts.tsv"),
    include_str!("../../../../examples/learn/edits/many_privacy.tsv"),
    include_str!("../../../../examples/learn/edits/one_word.tsv"),
    include_str!("../../../../examples/learn/edits/phrases.tsv"),
    include_str!("../../../../examples/learn/edits/plain_contracts.tsv"),
    include_str!("../../../../examples/learn/edits/plain_mixed.tsv"),
    include_str!("../../../../examples/learn/edits/plain_privacy.tsv"),
    include_str!("../../../../examples/learn/edits/plain_service.tsv"),
    include_str!("../../../../examples/learn/edits/privacy.tsv"),
    include_str!("../../../../examples/learn/edits/service.tsv"),
    include_str!("../../../../examples/learn/edits/small.tsv"),
    include_str!("../../../../examples/learn/edits/trades_contracts.tsv"),
    include_str!("../../../../examples/learn/edits/trades_privacy.tsv"),
    include_str!("../../../../examples/learn/edits/values.tsv"),
    include_str!("../../../../examples/learn/edits/varied_contracts.tsv"),
    include_str!("../../../../examples/learn/edits/varied_privacy.tsv"),
);
const AGAIN: &str = "run `cargo run --example learn` and look at what the evaluation says of it";

#[test]
fn the_topics_embedded_are_what_the_sentences_teach() {
    let table = learn_topics(SENTENCES, EDITS).unwrap();
    assert!(table == include_str!("../topics.tsv"), "{AGAIN}");
}

#[test]
fn the_signs_embedded_are_what_the_edits_teach() {
    let table = learn_signs(SENTENCES, EDITS).unwrap();
    assert!(table == include_str!("../signs.tsv"), "{AGAIN}");
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
    let sentences = [
        ("arbitration\t0\tDisputes\tAn arbiter decides.\nwarranty\tAs is.\n", "line 2: 4 cells"),
        ("weather\t0\tSky\tIt rains.\n", "line 1: `weather` is no topic"),
    ];
    for (labelled, expected) in sentences {
        for why in [learn_topics(labelled, "").unwrap_err(), learn_signs(labelled, "").unwrap_err()] {
            assert!(why.starts_with(expected), "{why}");
        }
    }
    let edits = [
        ("+\twarranty\tAs it is\tNone.\n", "line 1: 5 cells"),
        ("+\tweather\tSky\tIt rains.\tIt snows.\n", "line 1: `weather` is no topic"),
    ];
    for (labelled, expected) in edits {
        let why = learn_signs("", labelled).unwrap_err();
        assert!(why.starts_with(expected), "{why}");
    }
}
