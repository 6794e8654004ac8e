//! Subjects: the noun phrase a fact is about, in one normal form, so that facts join across versions.

use super::lexer::padded;

/// Words that carry no subject.
const STOP: &[&str] = &[
    "the", "a", "an", "your", "our", "all", "any", "such", "these", "those", "this", "that", "its", "their",
    "his", "her", "my", "other", "certain", "some", "each", "every", "of", "we", "you", "it", "they", "and",
    "or", "for", "in", "is", "are", "be", "will", "may", "to", "which", "who", "whose", "also", "only",
];

/// Different names for the same thing.
const ALIASES: &[(&str, &str)] = &[
    ("web server log", "server log"),
    ("log data", "server log"),
    ("log file", "server log"),
    ("ip addresses", "ip address"),
    ("personal information", "personal data"),
    ("personally identifiable information", "personal data"),
];

/// Lower case, singular, stop words and parentheses gone, aliases folded, at most six words.
pub(crate) fn normalize(text: &str) -> String {
    let bare = without_parentheses(text);
    let words: Vec<String> = padded(&bare)
        .split_whitespace()
        .filter(|word| !STOP.contains(word))
        .map(|word| singular(word).to_owned())
        .take(6)
        .collect();
    let mut subject = words.join(" ");
    for (alias, name) in ALIASES {
        if subject.contains(alias) {
            subject = subject.replace(alias, name);
        }
    }
    subject
}

/// The text with everything in round brackets taken out.
pub(crate) fn without_parentheses(text: &str) -> String {
    let mut depth = 0_u32;
    let kept = text.chars().filter(|c| match c {
        '(' => {
            depth += 1;
            false
        }
        ')' => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => depth == 0,
    });
    kept.collect()
}

/// A plural noun without its `s`; good enough to join facts, never shown as grammar.
pub(crate) fn singular(word: &str) -> &str {
    let keeps = ["ss", "us", "is", "ies"].iter().any(|end| word.ends_with(end));
    if word.len() > 3 && word.ends_with('s') && !keeps { &word[..word.len() - 1] } else { word }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_join_across_wordings() {
        let cases = [
            ("Server logs", "server log"),
            ("our web server logs (timestamps, paths)", "server log"),
            ("The billing records of your account", "billing record account"),
            ("Personal information", "personal data"),
        ];
        for (text, expected) in cases {
            assert_eq!(normalize(text), expected, "{text}");
        }
    }
}
