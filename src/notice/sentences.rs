//! Sentences and their parts: the units in which a clause is read.
//!
//! Works on text as written; meaning is for the grammars beside it.

/// Words whose full stop ends no sentence.
const ABBREVIATIONS: &[&str] =
    &["e.g", "i.e", "etc", "no", "art", "sec", "inc", "ltd", "cf", "vs", "approx", "mr", "ms"];

/// Splits a text into sentences, ends trimmed, in order.
pub(super) fn split(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, mark) in text.match_indices(['.', '!', '?', '\n', '。']) {
        if at < start || (mark == "." && !ends_sentence(text, at)) {
            continue;
        }
        let end = at + mark.len();
        sentences.push(text[start..end].trim());
        start = end;
    }
    sentences.push(text[start..].trim());
    sentences.retain(|sentence| sentence.chars().any(char::is_alphanumeric));
    sentences
}

fn ends_sentence(text: &str, at: usize) -> bool {
    let after = text[at + 1..].trim_start_matches(['"', '\'', ')', ']', '”', '’', '»']);
    let follows_space = after.is_empty() || after.starts_with(char::is_whitespace);
    let next = after.trim_start().chars().next();
    let starts_anew = next.is_none_or(|c| !c.is_lowercase());
    follows_space && starts_anew && !is_abbreviation(&text[..at])
}

fn is_abbreviation(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

/// The part of a sentence around an offset, cut where another statement begins.
pub(super) fn part_around(sentence: &str, offset: usize) -> &str {
    const CUTS: &[&str] = &[";", " while ", " whereas ", ", and ", ", but ", " but ", ": "];
    let start = CUTS
        .iter()
        .filter_map(|cut| sentence[..offset].rfind(cut).map(|at| at + cut.len()))
        .max()
        .unwrap_or(0);
    let end = CUTS.iter().filter_map(|cut| sentence[offset..].find(cut)).min();
    &sentence[start..end.map_or(sentence.len(), |at| offset + at)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_at_marks_but_not_inside_numbers_and_abbreviations() {
        let cases: [(&str, &[&str]); 4] = [
            ("We may. You can!", &["We may.", "You can!"]),
            ("Version 2.1 applies, e.g. Here it does.", &["Version 2.1 applies, e.g. Here it does."]),
            ("See app.example.org for news. Done", &["See app.example.org for news.", "Done"]),
            ("...", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(split(text), expected, "{text}");
        }
    }

    #[test]
    fn parts_are_cut_where_another_statement_begins() {
        let sentence = "fees need 60 days; all else, and this too, needs 30 days";
        assert_eq!(part_around(sentence, sentence.find("60").unwrap()), "fees need 60 days");
        assert_eq!(part_around(sentence, sentence.find("30").unwrap()), "this too, needs 30 days");
    }
}
