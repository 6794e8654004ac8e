//! Subjects: the noun phrase a fact is about, in one normal form, so that facts join across versions.

use std::borrow::Cow;

use super::lexer::padded;

/// Words that carry no subject.
const STOP: &[&str] = &[
    "the", "a", "an", "your", "our", "all", "any", "such", "these", "those", "this", "that", "its", "their",
    "his", "her", "my", "other", "certain", "some", "each", "every", "of", "we", "you", "it", "they", "and",
    "or", "for", "in", "is", "are", "be", "will", "may", "to", "which", "who", "whose", "also", "only",
];

/// Bytes of the longest of them.
const LONGEST_STOP: usize = 7;

/// Different names for the same thing.
const ALIASES: &[(&str, &str)] = &[
    ("web server log", "server log"),
    ("log data", "server log"),
    ("log file", "server log"),
    ("ip addresses", "ip address"),
    ("personal information", "personal data"),
    ("personally identifiable information", "personal data"),
];

/// What a fact is about: a key that joins it across wordings, and the words a person would use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Subject {
    /// See [`normalize`].
    pub(crate) key: String,
    /// See [`label`].
    pub(crate) label: String,
}

impl Subject {
    /// Both forms of one phrase.
    pub(crate) fn of(phrase: &str) -> Self {
        Self { key: normalize(phrase), label: label(phrase) }
    }
}

impl From<&str> for Subject {
    fn from(name: &str) -> Self {
        Self { key: name.to_owned(), label: name.to_owned() }
    }
}

impl From<String> for Subject {
    fn from(name: String) -> Self {
        Self { key: name.clone(), label: name }
    }
}

/// Words that open a phrase and name nothing.
const OPENERS: &[&str] = &[
    "the", "a", "an", "your", "our", "all", "any", "such", "these", "those", "this", "that", "and", "or",
    "to",
];
/// Longest label, in words.
const LABEL: usize = 8;

/// The phrase as written, without parentheses, opening articles and closing punctuation, cut to
/// eight words.
pub(crate) fn label(phrase: &str) -> String {
    let bare = without_parentheses(phrase);
    let words: Vec<&str> =
        bare.split_whitespace().skip_while(|word| OPENERS.contains(&word.to_lowercase().as_str())).collect();
    let words = words.strip_suffix(&["only"]).filter(|words| !words.is_empty()).unwrap_or(&words);
    let cut = words.len() > LABEL;
    let text = words[..words.len().min(LABEL)].join(" ");
    let text = text.trim_matches([' ', ',', ';', ':', '.', '-', '"', '|']);
    if cut { format!("{text} …") } else { text.to_owned() }
}

/// Lower case, singular, stop words and parentheses gone, aliases folded, at most six words.
pub(crate) fn normalize(text: &str) -> String {
    let bare = without_parentheses(text);
    let padded = padded(&bare);
    let words = padded
        .split_whitespace()
        .filter(|word| word.len() > LONGEST_STOP || !STOP.contains(word))
        .map(singular)
        .take(6);
    let mut subject = String::with_capacity(padded.len().min(48));
    for word in words {
        if !subject.is_empty() {
            subject.push(' ');
        }
        subject.push_str(word);
    }
    for (alias, name) in ALIASES {
        if subject.contains(alias) {
            subject = subject.replace(alias, name);
        }
    }
    subject
}

/// The text with everything in round brackets taken out.
pub(crate) fn without_parentheses(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|byte| matches!(byte, b'(' | b')')) {
        return Cow::Borrowed(text);
    }
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
    Cow::Owned(kept.collect())
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
    fn labels_read_as_written() {
        let cases = [
            ("our web server logs (timestamps, paths)", "web server logs"),
            ("The billing records of your account.", "billing records of your account"),
            ("Gullwing Analytics, ", "Gullwing Analytics"),
            ("one two three four five six seven eight nine", "one two three four five six seven eight …"),
        ];
        for (text, expected) in cases {
            assert_eq!(label(text), expected, "{text}");
        }
    }

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
