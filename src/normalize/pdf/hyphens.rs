//! Words broken at the end of a line: which hyphens were put there by the typesetter.
//!
//! The document itself is the dictionary: a word that stands unbroken elsewhere is joined, a compound that
//! stands with its hyphen elsewhere keeps it.

use std::collections::HashSet;

/// The words of a document, lower case.
#[derive(Debug, Default)]
pub(super) struct Vocabulary(HashSet<String>);

impl Vocabulary {
    /// Learns the words of the document; the last word of a line that ends with a hyphen is none.
    pub(super) fn of<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let mut words = HashSet::new();
        for line in lines {
            let mut found = line.split_whitespace().map(bare).peekable();
            while let Some(word) = found.next() {
                let broken = found.peek().is_none() && line.trim_end().ends_with(is_hyphen);
                if !word.is_empty() && !broken {
                    words.insert(word.to_lowercase());
                }
            }
        }
        Self(words)
    }

    /// Appends `next` to a text whose last line broke off, repairing the word at the seam.
    pub(super) fn join(&self, text: &mut String, next: &str) {
        let Some(hyphen) = text.chars().next_back().filter(|c| is_hyphen(*c)) else {
            if !(text.chars().next_back().is_some_and(is_wide) && next.chars().next().is_some_and(is_wide)) {
                text.push(' ');
            }
            text.push_str(next);
            return;
        };
        let stem = &text[..text.len() - hyphen.len_utf8()];
        let head = stem.split_whitespace().next_back().unwrap_or("");
        let tail = next.split_whitespace().next().map_or("", bare);
        let dash = !stem.ends_with(char::is_alphanumeric);
        if dash {
            text.push(' ');
        } else if self.is_broken(hyphen, bare(head), tail) {
            text.truncate(stem.len());
        }
        text.push_str(next);
    }

    fn is_broken(&self, hyphen: char, head: &str, tail: &str) -> bool {
        if hyphen != '-' {
            return true;
        }
        if !tail.starts_with(char::is_lowercase) || !head.ends_with(char::is_lowercase) {
            return false;
        }
        let knows = |word: String| self.0.contains(&word.to_lowercase());
        if knows(format!("{head}{tail}")) {
            return true;
        }
        if knows(format!("{head}-{tail}")) {
            return false;
        }
        // Two words that both stand alone elsewhere make a compound; a torn word has a piece that does not.
        !(knows(head.to_owned()) && knows(tail.to_owned()))
    }
}

/// Hyphen-minus, hyphen and soft hyphen; the last two are only ever written at a break.
fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{ad}')
}

/// Scripts written without spaces.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_says_which_hyphens_stay() {
        let vocabulary =
            Vocabulary::of(["information we share", "a third-party tool", "opt in or out of it"].into_iter());
        let cases = [
            ("your infor-", "mation is", "your information is"),
            ("any third-", "party.", "any third-party."),
            ("to opt-", "out now", "to opt-out now"),
            ("unheard proces\u{ad}", "sing", "unheard processing"),
            ("between 2-", "5 days", "between 2-5 days"),
            ("a plain", "break", "a plain break"),
            ("this -", "and that", "this - and that"),
            ("個人", "情報", "個人情報"),
        ];
        for (text, next, expected) in cases {
            let mut joined = text.to_owned();
            vocabulary.join(&mut joined, next);
            assert_eq!(joined, expected);
        }
    }
}
