//! What a sentence speaks about: the phrase that becomes the subject of its facts.

use super::clause::{Clause, Place};
use super::subject::without_parentheses;

/// A verb with its object and what ends it. Read by hand: a pattern with a bounded repetition takes
/// longer to compile than all the sentences of a document to read.
struct Acting {
    /// The verbs, as they begin a word.
    verbs: &'static [&'static str],
    /// What the word may end with.
    endings: &'static [&'static str],
    /// Characters that the object never holds.
    parted: &'static [char],
    /// Most characters of the object.
    longest: usize,
    /// Words that end it.
    stops: &'static [&'static str],
}

const KEEPING: Acting = Acting {
    verbs: &[
        "keep", "keeps", "retain", "retains", "store", "stores", "hold", "delete", "deletes", "erase",
        "purge", "archive",
    ],
    endings: &["", "s"],
    parted: &['.', ';'],
    longest: 80,
    stops: &["for", "until", "while", "as long", "within", "after", "on", "that"],
};
const USING: Acting = Acting {
    verbs: &["use", "process", "share", "disclose", "collect", "analyse", "analyze", "read"],
    endings: &["", "s", "es"],
    parted: &['.', ';', ','],
    longest: 60,
    stops: &[
        "only",
        "solely",
        "exclusively",
        "strictly",
        "purely",
        "to",
        "for",
        "with",
        "in order",
        "when",
        "if",
        "unless",
    ],
};
/// Verbs behind the thing that is spoken of.
const STATES: &[&str] = &[
    "is",
    "are",
    "was",
    "were",
    "will be",
    "shall be",
    "may be",
    "must be",
    "stay",
    "stays",
    "remain",
    "remains",
    "live",
    "lives",
    "sit",
    "sits",
    "disappear",
    "disappears",
    "vanish",
    "vanishes",
    "expire",
    "expires",
    "reside",
    "resides",
];
/// More bytes than any verb has with its ending and the space behind it.
const LONGEST_VERB: usize = 12;
/// Fewest characters of a subject or an object.
const SHORTEST: usize = 2;
/// Most characters of a subject.
const LONGEST: usize = 80;

impl Acting {
    /// The object behind the first of the verbs that has one.
    fn object<'a>(&self, text: &'a str) -> Option<&'a str> {
        let bytes = text.as_bytes();
        let begins =
            |at: &usize| bytes[*at].is_ascii_alphabetic() && (*at == 0 || !is_word_byte(bytes[*at - 1]));
        (0..bytes.len()).filter(begins).find_map(|at| {
            let end = at + bytes[at..].iter().take(LONGEST_VERB).position(|byte| *byte == b' ')?;
            if self.is_verb(&text[at..end]) { self.before_stop(&text[end + 1..]) } else { None }
        })
    }

    fn is_verb(&self, word: &str) -> bool {
        self.verbs.iter().any(|verb| {
            let ending = without_start(word, verb);
            ending.is_some_and(|ending| self.endings.iter().any(|known| known.eq_ignore_ascii_case(ending)))
        })
    }

    fn before_stop<'a>(&self, text: &'a str) -> Option<&'a str> {
        for (count, (at, c)) in text.char_indices().enumerate() {
            if count >= SHORTEST && c == ' ' && starts_with_word(&text[at + 1..], self.stops) {
                return Some(&text[..at]);
            }
            if count == self.longest || self.parted.contains(&c) {
                return None;
            }
        }
        None
    }
}

/// What a sentence begins with that is something or stays somewhere: "Server logs, which we need, are …".
fn spoken_of(text: &str) -> Option<&str> {
    for (count, (at, c)) in text.char_indices().enumerate() {
        if count >= SHORTEST && matches!(c, ' ' | ',') && states(&text[at..]) {
            return Some(&text[..at]);
        }
        if count == LONGEST || matches!(c, ',' | ';' | ':') {
            return None;
        }
    }
    None
}

/// True when a verb of state follows, maybe behind a comma and a clause that begins with "which".
fn states(text: &str) -> bool {
    let text = text.strip_prefix(',').unwrap_or(text);
    let verb = |text: &str| text.strip_prefix(' ').is_some_and(|text| starts_with_word(text, STATES));
    let aside = without_start(text, " which ").and_then(|aside| aside.split_once(','));
    aside.is_some_and(|(aside, rest)| !aside.is_empty() && verb(rest)) || verb(text)
}

/// True when the text begins with one of the phrases, whole words, letter case aside.
fn starts_with_word(text: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| {
        without_start(text, phrase).is_some_and(|rest| !rest.bytes().next().is_some_and(is_word_byte))
    })
}

/// The text behind a beginning, letter case aside.
fn without_start<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    let here = text.as_bytes().get(..start.len())?;
    here.eq_ignore_ascii_case(start.as_bytes()).then(|| &text[start.len()..])
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

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
    let kept = KEEPING.object(&bare);
    let named = match kept {
        Some(_) if ours => kept,
        _ => spoken_of(&bare).or(kept).or_else(|| USING.object(&bare)),
    };
    let phrase = named.unwrap_or(&bare).to_owned();
    if !PRONOUNS.contains(&phrase.trim().to_lowercase().as_str()) {
        return phrase;
    }
    // "It" names nothing: the heading does, or the sentence where none stands above it.
    let heading = clause.section.rsplit(" > ").next().unwrap_or_default();
    if heading.is_empty() { bare.into_owned() } else { heading.to_owned() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use regex::Regex;

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
        for (section, expected) in [("Storage", "Storage"), ("", "It is hosted by Tilloy.")] {
            let block = Block::paragraph("It is hosted by Tilloy.");
            let at = BlockAddress { sections: vec![0], block: 0 };
            assert_eq!(phrase(&block_clauses(&block, section, &at)[0]), expected);
        }
        let item = Block::item(1, None, None, "Door logs: 30 days");
        let at = BlockAddress { sections: vec![0], block: 0 };
        assert_eq!(phrase(&block_clauses(&item, "Storage", &at)[0]), "Door logs");
    }

    /// What is read by hand, as patterns.
    const PATTERNS: [&str; 3] = [
        r"(?i)(?-u:\b)(?:keep|keeps|retain|retains|store|stores|hold|delete|deletes|erase|purge|archive)s? (?P<subject>[^.;]{2,80}?) (?:for|until|while|as long|within|after|on|that)(?-u:\b)",
        r"(?i)(?-u:\b)(?:use|process|share|disclose|collect|analy[sz]e|read)(?:s|es)? (?P<subject>[^.;,]{2,60}?) (?:only|solely|exclusively|strictly|purely|to|for|with|in order|when|if|unless)(?-u:\b)",
        r"(?i)^(?P<subject>[^,;:]{2,80}?),?(?: which [^,]+,)? (?:is|are|was|were|will be|shall be|may be|must be|stays?|remains?|lives?|sits?|disappears?|vanish(?:es)?|expires?|resides?)(?-u:\b)",
    ];

    proptest! {
        #[test]
        fn reading_by_hand_is_matching_the_pattern(
            words in prop::collection::vec(
                prop::sample::select(vec![
                    "Keeps", "store", "uses", "process", "SHARE", "a", "für", "logs", "is", "Are", "will be",
                    "which", "we", "for", "as long", "on", "only", "in order", "to", "formal", "if_", "é", "vanishes",
                    "photographs of the gate that are taken at the moment of entry by the camera above",
                ]),
                0..12,
            ),
            marks in prop::collection::vec(prop::sample::select(vec![" ", " ", " ", ", ", ",", ". ", "; ", "-"]), 12),
        ) {
            let text: String = words.iter().zip(&marks).flat_map(|(word, mark)| [*word, *mark]).collect();
            let read = [KEEPING.object(&text), USING.object(&text), spoken_of(&text)];
            for (read, pattern) in read.into_iter().zip(PATTERNS) {
                let matched = Regex::new(pattern).unwrap().captures(&text).map(|found| found.name("subject").unwrap().as_str());
                prop_assert_eq!(read, matched, "{} in {}", pattern, text);
            }
        }
    }
}
