//! A sentence taken apart into its statements: what is said, on which condition, with which exception.
//!
//! "We delete it, unless the law forbids it, and we tell you" says two things and makes one exception.
//! Which of them an edit stands in decides what it does. What a statement means for anybody is not
//! decided here, and whether the same sentence stands elsewhere in the document is asked of
//! [`super::folded`].

use std::ops::Range;

use crate::facts::lexer::{in_words, padded};
use crate::facts::{Clause, Place};

/// What a part of a sentence does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Says something.
    Main,
    /// Says when it holds.
    Condition,
    /// Says when it does not hold.
    Exception,
}

/// A part of a sentence.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// What it does.
    pub(super) role: Role,
    /// Its words.
    pub(super) range: Range<usize>,
    /// The part it is a condition or an exception of; itself where it says something.
    pub(super) host: usize,
}

/// A word with what the reading needs of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Lower case, without marks; numbers in digits.
    pub(super) form: String,
    /// It begins with a capital.
    pub(super) is_name: bool,
    /// A comma follows, or a bracket closes.
    pub(super) pauses: bool,
    /// A semicolon, colon or dash follows.
    pub(super) ends: bool,
}

/// A sentence with its stem, taken apart.
#[derive(Debug, Clone, Default)]
pub(super) struct Statements {
    /// Stem and sentence.
    pub(super) words: Vec<Word>,
    /// It is an item or a cell.
    pub(super) is_listed: bool,
    /// A line without a verb: nothing is said of anybody.
    pub(super) is_fragment: bool,
    /// Words of the stem, which come first.
    pub(super) stem: usize,
    /// Its parts in order, without gaps.
    pub(super) parts: Vec<Part>,
}

/// Verbs that tell where the predicate begins.
pub(super) const FINITE: &[&str] = &[
    "may", "might", "can", "could", "will", "would", "shall", "must", "should", "do", "does", "did", "is",
    "are", "was", "were", "has", "have", "had", "need", "cannot",
];
const CONDITIONS: &[&str] =
    &["if", "when", "whenever", "where", "once", "until", "while", "provided", "insofar", "should"];
const EXCEPTIONS: &[&str] = &["unless", "except", "excluding", "save"];
const JOINTS: &[&str] = &["and", "or", "but", "nor", "so", "yet"];
const PRONOUNS: &[&str] = &["we", "you", "they", "it", "nobody", "nothing"];

impl Statements {
    /// The statements of a clause; an item is read on from its stem.
    pub(super) fn of(clause: &Clause) -> Self {
        let stem = if clause.place == Place::Item { clause.stem.trim() } else { "" };
        Self::read(stem, &clause.text, clause.place)
    }

    /// The statements of a text that stands alone.
    pub(super) fn of_text(text: &str) -> Self {
        Self::read("", text, Place::Sentence)
    }

    fn read(stem: &str, text: &str, place: Place) -> Self {
        let mut words = words_of(stem);
        if let Some(last) = words.last_mut() {
            (last.pauses, last.ends) = (false, false);
        }
        let stem = words.len();
        words.extend(words_of(text));
        let says =
            |word: &Word| FINITE.contains(&word.form.as_str()) || PRONOUNS.contains(&word.form.as_str());
        let is_whole = text.ends_with('.') && words.len() - stem >= 6;
        let is_fragment = place != Place::Sentence && !is_whole && !words.iter().any(says);
        let mut statements =
            Self { words, is_listed: place != Place::Sentence, is_fragment, stem, parts: Vec::new() };
        // An item that is a sentence by itself does not go on with its stem.
        if stem > 0 && statements.opens_statement(stem) {
            statements.words[stem - 1].ends = true;
        }
        statements.parts = statements.divided();
        statements
    }

    /// The part that holds this word; the last one for the place behind all words.
    pub(super) fn part_at(&self, word: usize) -> Option<usize> {
        self.parts.iter().position(|part| part.range.contains(&word)).or(self.parts.len().checked_sub(1))
    }

    /// The words of a stretch, padded.
    pub(super) fn text(&self, range: Range<usize>) -> String {
        joined(&self.words[range])
    }

    /// A subject with its verb, or a verb alone, begins here.
    fn opens_statement(&self, at: usize) -> bool {
        let mut over = false;
        let near: Vec<&Word> = self.words[at..]
            .iter()
            .take(7)
            .take_while(|word| !std::mem::replace(&mut over, word.ends))
            .collect();
        let skip = usize::from(near.first().is_some_and(|word| JOINTS.contains(&word.form.as_str())));
        let Some(first) = near.get(skip) else { return false };
        if PRONOUNS.contains(&first.form.as_str()) {
            return near.len() > skip + 1;
        }
        let verb = near.iter().skip(skip).position(|word| FINITE.contains(&word.form.as_str()));
        verb.is_some_and(|verb| {
            let before = &near[skip..skip + verb];
            before.iter().all(|word| {
                !word.pauses && !is_opener(&word.form) && word.form != "that" && word.form != "who"
            })
        })
    }

    fn divided(&self) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let (mut from, mut role) = (0, Role::Main);
        for at in 0..self.words.len() {
            let first = parts.is_empty() && role != Role::Main;
            let over = first && at > from + 1 && self.words[at - 1].pauses && !self.opens_later(at);
            let Some(next) = self.opened(at, role, from).or(over.then_some(Role::Main)) else { continue };
            if at > from {
                parts.push(Part { role, range: from..at, host: 0 });
            }
            (from, role) = (at, next);
        }
        if from < self.words.len() {
            parts.push(Part { role, range: from..self.words.len(), host: 0 });
        }
        hosted(&mut parts);
        parts
    }

    /// Behind a later comma a statement begins with its subject.
    fn opens_later(&self, at: usize) -> bool {
        (at + 1..self.words.len()).any(|later| self.words[later - 1].pauses && self.opens_statement(later))
    }

    /// "… and a machine never decides": a second subject with its verb, though no comma stands.
    fn goes_on(&self, from: usize, at: usize) -> bool {
        let finite = |word: &Word| FINITE.contains(&word.form.as_str()) || word.form == "never";
        let stops =
            |word: &Word| matches!(word.form.as_str(), "that" | "which" | "who" | "to" | "of" | "or" | "and");
        let said =
            self.words[from..at].iter().any(|word| finite(word) || PRONOUNS.contains(&word.form.as_str()));
        let near = &self.words[(at + 1).min(self.words.len())..(at + 5).min(self.words.len())];
        let verb = near.iter().position(finite);
        said && verb.is_some_and(|verb| {
            verb > 0 && !near[..verb].iter().any(|word| stops(word) || word.pauses || word.ends)
        })
    }

    /// The role of the part that begins at a word; `None` where none begins.
    fn opened(&self, at: usize, current: Role, from: usize) -> Option<Role> {
        let word = self.words[at].form.as_str();
        let next = self.words.get(at + 1).map_or("", |word| word.form.as_str());
        let before = at.checked_sub(1).map(|before| &self.words[before]);
        if EXCEPTIONS.contains(&word)
            && (word != "save" || ["for", "that", "where", "as", "to", "if"].contains(&next))
            || word == "other" && next == "than"
            || word == "apart" && next == "from"
        {
            return Some(Role::Exception);
        }
        // "Should it fail, …" asks; "it should fail" does not.
        let often = word == "once" && ["a", "in", "every", "per", "each"].contains(&next);
        if CONDITIONS.contains(&word) && (word != "should" || before.is_none()) && !often {
            return Some(Role::Condition);
        }
        let before = before?;
        let joined = JOINTS.contains(&word);
        if before.ends {
            return Some(Role::Main);
        }
        // "… if it breaks the rules, or does not fit": the condition goes on.
        let goes_on = word == "or" || current != Role::Main && word == "and";
        if goes_on && FINITE.contains(&next) {
            return None;
        }
        if before.pauses && (word == "but" && next != "not" && next != "only" || self.opens_statement(at)) {
            return Some(Role::Main);
        }
        // "… and we tell you" needs no comma.
        let plain =
            joined && ["we", "you", "they", "is", "are", "will", "may", "must", "shall"].contains(&next);
        let second = matches!(word, "and" | "but") && self.goes_on(from, at);
        ((plain || second) && current == Role::Main).then_some(Role::Main)
    }
}

fn is_opener(form: &str) -> bool {
    CONDITIONS.contains(&form) || EXCEPTIONS.contains(&form)
}

/// A condition hangs on what was said before it, or on what follows where it opens the sentence.
fn hosted(parts: &mut [Part]) {
    for at in 0..parts.len() {
        let is_main = |part: &Part| part.role == Role::Main;
        parts[at].host = if is_main(&parts[at]) {
            at
        } else {
            let before = parts[..at].iter().rposition(is_main);
            before.or_else(|| parts[at..].iter().position(is_main).map(|next| at + next)).unwrap_or(at)
        };
    }
}

/// The words of a text.
pub(super) fn words_of(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for raw in text.split_whitespace() {
        let forms = padded(raw);
        let trimmed = raw.trim_end_matches(['"', '\'', '.']);
        let ends = trimmed.ends_with([';', ':']);
        let pauses = trimmed.ends_with([',', ')']) || raw.ends_with(',');
        if forms.trim().is_empty() {
            if let Some(last) = words.last_mut().filter(|_| matches!(raw, "-" | "\u{2013}" | "\u{2014}")) {
                last.ends = true;
            }
            continue;
        }
        // "Thirty (30)" is one number.
        let digits = raw.trim_matches(['(', ')', ',', '.', ';']);
        let twice = raw.starts_with('(')
            && words.last().is_some_and(|last: &Word| last.form == digits && !digits.is_empty());
        let spelled = in_words(raw.to_lowercase().trim_matches(['(', ',', '.', ';']));
        let hyphened = raw.contains('-').then_some(spelled).flatten();
        let forms = hyphened.map_or(forms, |n| n.to_string());
        if !twice {
            let is_name = raw.trim_start_matches(['"', '(', '\'']).starts_with(char::is_uppercase);
            let forms = forms.split_whitespace().map(|form| Word {
                form: number(form),
                is_name,
                pauses: false,
                ends: false,
            });
            words.extend(forms);
        }
        if let Some(last) = words.last_mut() {
            let pauses = pauses && (!twice || raw.ends_with(','));
            (last.pauses, last.ends) = (last.pauses || pauses, last.ends || ends);
        }
    }
    words
}

fn number(form: &str) -> String {
    match in_words(form).filter(|_| !matches!(form, "a" | "an")) {
        Some(n) => n.to_string(),
        None => form.to_owned(),
    }
}

fn joined(words: &[Word]) -> String {
    let mut out = String::from(" ");
    for word in words {
        out.push_str(&word.form);
        out.push(' ');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, BlockAddress};
    use crate::facts::block_clauses;

    fn parts(block: &Block) -> Vec<String> {
        let at = BlockAddress { sections: vec![0], block: 0 };
        let statements = Statements::of(&block_clauses(block, "Rules", &at)[0]);
        let shown = |part: &Part| format!("{:?}:{}", part.role, statements.text(part.range.clone()).trim());
        statements.parts.iter().map(shown).collect()
    }

    #[test]
    fn a_sentence_falls_into_what_is_said_and_when() {
        let cases: [(&str, &[&str]); 5] = [
            (
                "We delete drawings, unless the law forbids it, and we tell you.",
                &["Main:we delete drawings", "Exception:unless the law forbids it", "Main:and we tell you"],
            ),
            (
                "If you agree, we may share the list.",
                &["Condition:if you agree", "Main:we may share the list"],
            ),
            (
                "We read names, addresses and plates; nobody else does.",
                &["Main:we read names addresses and plates", "Main:nobody else does"],
            ),
            (
                "The drawing is erased within ten (10) days, and is used for nothing else.",
                &["Main:the drawing is erased within 10 days", "Main:and is used for nothing else"],
            ),
            (
                "We pay it back except where you cancelled.",
                &["Main:we pay it back", "Exception:except", "Condition:where you cancelled"],
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(parts(&Block::paragraph(text)), expected, "{text}");
        }
    }

    #[test]
    fn an_item_is_read_on_from_its_stem() {
        let item = |stem: &str, text: &str| parts(&Block::item(1, None, Some(stem.into()), text));
        assert_eq!(item("You must not:", "copy drawings;"), ["Main:you must not copy drawings"]);
        assert_eq!(
            item("Time does not count if it was caused by:", "floods;"),
            ["Main:time does not count", "Condition:if it was caused by floods"]
        );
        assert_eq!(item("Our promises:", "We never copy."), ["Main:our promises", "Main:we never copy"]);
    }
}
