//! What is learned from labelled sentences of our own: what a sentence speaks of, and for whom an edit
//! is better.
//!
//! Two small linear models in whole numbers help where the tables are silent or torn. They decide no
//! verdict. The sentences, and the program that learns from them, are in `examples/learn`.

pub(super) mod signs;
mod table;
pub(super) mod topics;
pub mod training;

use super::reworded::stem;
use crate::document::text::key_form;

/// Words without their endings; a number is `#`, an amount of money `$`, a share `%`.
fn in_base_form(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for part in key_form(text).split(|c: char| !c.is_alphanumeric() && !"$€£¥%".contains(c)) {
        let word = base_form(part);
        // "99.95 %" is one number and a share.
        let follows = |signs: &[&str]| words.last().is_some_and(|last| signs.contains(&last.as_str()));
        if word == "#" && follows(&["#", "$"]) {
            continue;
        }
        if word == "%" && follows(&["#"]) {
            words.pop();
        }
        if !word.is_empty() {
            words.push(word);
        }
    }
    words
}

/// A word without its ending; a number is `#`, an amount of money `$`, a share `%`.
fn base_form(word: &str) -> String {
    if word.contains('%') {
        "%".to_owned()
    } else if word.contains(['$', '€', '£', '¥']) {
        "$".to_owned()
    } else if word.starts_with(|c: char| c.is_ascii_digit()) {
        "#".to_owned()
    } else {
        stem(word)
    }
}
