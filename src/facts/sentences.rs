//! Where sentences end: dots in names, numbers and abbreviations end none.

use std::ops::Range;

use crate::document::legal_forms;

/// Byte ranges of the sentences of a text. Dots in names, numbers and abbreviations end no sentence.
pub(crate) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    for (index, c) in text.char_indices() {
        let end = index + c.len_utf8();
        let ends = match c {
            '\n' => true,
            '.' | '!' | '?' => ends_sentence(&text[start..end], &text[end..]),
            _ => false,
        };
        if ends {
            push_trimmed(text, start..end, &mut ranges);
            start = end;
        }
    }
    push_trimmed(text, start..text.len(), &mut ranges);
    ranges
}

fn push_trimmed(text: &str, range: Range<usize>, ranges: &mut Vec<Range<usize>>) {
    let part = &text[range.clone()];
    let lead = part.len() - part.trim_start().len();
    let body = part.trim();
    if body.chars().any(char::is_alphanumeric) {
        ranges.push(range.start + lead..range.start + lead + body.len());
    }
}

fn ends_sentence(before: &str, after: &str) -> bool {
    let mut rest = after.trim_start_matches(['"', '”', '’', ')', '\'']).chars();
    match rest.next() {
        None => true,
        Some(c) if !c.is_whitespace() => false,
        Some(_) => {
            let next = rest.find(|c| !c.is_whitespace());
            let opens = next.is_none_or(|c| !c.is_lowercase());
            // "Acme Inc. ("Acme")" goes on with the name it is called by.
            let called = next == Some('(') && legal_forms::takes_point(last_word(before));
            opens && !called && !is_abbreviation(before)
        }
    }
}

fn last_word(before: &str) -> &str {
    before.trim_end_matches('.').rsplit([' ', '(']).next().unwrap_or_default()
}

fn is_abbreviation(before: &str) -> bool {
    let last = last_word(before).to_lowercase();
    let known = [
        "e.g", "i.e", "etc", "no", "art", "sec", "mr", "mrs", "ms", "dr", "vs", "cf", "b.v", "u.s", "approx",
    ];
    known.contains(&last.as_str()) || (last.len() == 1 && last.chars().all(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_survive_names_and_abbreviations() {
        let named = "Larkmoor Inc. (\"Larkmoor\", \"we\") runs it. We own it.";
        assert_eq!(sentences(named).len(), 2);
        let text = "Made by fal.ai, e.g. in the U.S. market. It costs 1.5 EUR. Done";
        let parts: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(parts, ["Made by fal.ai, e.g. in the U.S. market.", "It costs 1.5 EUR.", "Done"]);
    }
}
