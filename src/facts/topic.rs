//! What a sentence speaks about: the phrase that becomes the subject of its facts.

use std::sync::LazyLock;

use regex::Regex;

use super::clause::{Clause, Place};
use super::subject::without_parentheses;

static PASSIVE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?P<subject>[^,;:]{2,80}?),?(?: which [^,]+,)? (?:is|are|was|were|will be|shall be|may be|must be|stays?|remains?|lives?|sits?|disappears?|vanish(?:es)?|expires?|resides?)(?-u:\b)")
        .expect("valid pattern")
});
static ACTIVE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?-u:\b)(?:keep|keeps|retain|retains|store|stores|hold|delete|deletes|erase|purge|archive)s? (?P<subject>[^.;]{2,80}?) (?:for|until|while|as long|within|after|on|that)(?-u:\b)")
        .expect("valid pattern")
});
static USED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?-u:\b)(?:use|process|share|disclose|collect|analy[sz]e|read)(?:s|es)? (?P<subject>[^.;,]{2,60}?) (?:only|solely|exclusively|strictly|purely|to|for|with|in order|when|if|unless)(?-u:\b)")
        .expect("valid pattern")
});

/// Words that stand for something said before.
const PRONOUNS: &[&str] =
    &["it", "they", "this", "these", "those", "that", "we", "you", "there", "which", "both"];

/// The row key or the lead of an item, else the thing that is kept, used or spoken of, else the
/// whole sentence; as written, without parentheses.
pub(crate) fn phrase(clause: &Clause) -> String {
    if let Some(lead) = clause.lead.as_ref().filter(|_| clause.place != Place::Sentence) {
        return lead.clone();
    }
    let bare = without_parentheses(&clause.text);
    let ours = clause.words.contains(" we ");
    let kept = ACTIVE.captures(&bare);
    let captures = match &kept {
        Some(_) if ours => kept,
        _ => PASSIVE.captures(&bare).or(kept).or_else(|| USED.captures(&bare)),
    };
    let phrase =
        captures.map_or_else(|| bare.clone().into_owned(), |captures| captures["subject"].to_owned());
    let pronoun = PRONOUNS.contains(&phrase.trim().to_lowercase().as_str());
    let heading = clause.section.rsplit(" > ").next().unwrap_or_default();
    if pronoun && !heading.is_empty() { heading.to_owned() } else { phrase }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, BlockAddress};
    use crate::facts::block_clauses;

    #[test]
    fn a_sentence_is_about_the_thing_that_is_kept_or_used() {
        let cases = [
            ("Server logs (with paths) are kept for 9 days.", "Server logs "),
            ("We keep your billing records for 9 days.", "your billing records"),
            ("We use your drawings solely to print them.", "your drawings"),
            ("Door logs: 30 days", "Door logs: 30 days"),
        ];
        for (text, expected) in cases {
            let at = BlockAddress { sections: vec![0], block: 0 };
            let clauses = block_clauses(&Block::paragraph(text), "Storage", &at);
            assert_eq!(phrase(&clauses[0]), expected, "{text}");
        }
        let item = Block::item(1, None, None, "Door logs: 30 days");
        let at = BlockAddress { sections: vec![0], block: 0 };
        assert_eq!(phrase(&block_clauses(&item, "Storage", &at)[0]), "Door logs");
    }
}
