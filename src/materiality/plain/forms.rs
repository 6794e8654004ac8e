//! Forms of English words as endings make them, and small words that part clauses.

use std::collections::HashMap;

/// Past forms that no ending tells.
#[derive(Default)]
pub(super) struct Past {
    verbs: HashMap<String, String>,
    /// By verb, in the order of the table.
    forms: HashMap<String, Vec<String>>,
}

impl Past {
    pub(super) fn enter(&mut self, verb: &str, form: &str) {
        self.verbs.insert(form.to_owned(), verb.to_owned());
        // "Written" stands behind "wrote", and is what a policy has more of.
        self.forms.entry(verb.to_owned()).or_default().insert(0, form.to_owned());
    }

    pub(super) fn verb_of(&self, form: &str) -> Option<&str> {
        self.verbs.get(form).map(String::as_str)
    }
}

/// The forms of a verb: now, of one, past, going on. Several where the past has two.
pub(super) fn all(verb: &str, past: &Past) -> [Vec<String>; 4] {
    if verb == "be" {
        return ["be", "is", "was", "being"].map(|form| vec![form.to_owned()]);
    }
    let gone = past.forms.get(verb).cloned().unwrap_or_else(|| vec![ended(verb)]);
    [vec![verb.to_owned()], vec![of_one(verb)], gone, vec![going(verb)]]
}

/// "Carries", "passes", "keeps".
fn of_one(verb: &str) -> String {
    match verb.strip_suffix('y') {
        Some(root) if !root.ends_with(is_vowel) => format!("{root}ies"),
        _ if ["s", "x", "ch", "sh", "o"].iter().any(|end| verb.ends_with(end)) => format!("{verb}es"),
        _ => format!("{verb}s"),
    }
}

/// "Carried", "used", "stopped".
fn ended(verb: &str) -> String {
    match verb.strip_suffix('y') {
        Some(root) if !root.ends_with(is_vowel) => format!("{root}ied"),
        _ if verb.ends_with('e') => format!("{verb}d"),
        _ => format!("{}ed", doubled(verb)),
    }
}

/// "Using", "stopping".
pub(in crate::materiality) fn going(verb: &str) -> String {
    match verb.strip_suffix('e') {
        Some(root) if !root.ends_with(['e', 'o', 'y']) && root.len() > 1 => format!("{root}ing"),
        _ => format!("{}ing", doubled(verb)),
    }
}

/// One vowel and one consonant at the end of a short verb, or a stressed end that is known.
fn doubled(verb: &str) -> String {
    const STRESSED: &[&str] = &[
        "submit", "permit", "commit", "refer", "transfer", "occur", "incur", "admit", "begin", "forbid",
        "omit",
    ];
    let letters: Vec<char> = verb.chars().collect();
    let short = match letters.as_slice() {
        [.., a, b, c] => {
            !is_vowel(*a) && is_vowel(*b) && !is_vowel(*c) && !"wxy".contains(*c) && verb.len() <= 4
        }
        _ => false,
    };
    match letters.last() {
        Some(last) if short || STRESSED.contains(&verb) => format!("{verb}{last}"),
        _ => verb.to_owned(),
    }
}

/// The verbs a form with an ending may be one of.
pub(super) fn verbs_of(form: &str) -> Vec<String> {
    let mut found = Vec::new();
    for end in ["ed", "ing"] {
        let Some(root) = form.strip_suffix(end).filter(|root| root.len() > 1) else { continue };
        found.push(root.to_owned());
        found.push(format!("{root}e"));
        if let Some(root) = root.strip_suffix('i') {
            found.push(format!("{root}y"));
        }
        let mut letters = root.chars().rev();
        if let (Some(last), Some(before)) = (letters.next(), letters.next())
            && last == before
        {
            found.push(root[..root.len() - last.len_utf8()].to_owned());
        }
    }
    found
}

fn is_vowel(letter: char) -> bool {
    "aeiou".contains(letter)
}

pub(super) fn is_particle(word: &str) -> bool {
    matches!(word, "on" | "back" | "in" | "out" | "up" | "down" | "over" | "off" | "right")
}

/// A word that begins another clause: nothing is taken across it.
pub(super) fn parts_clauses(word: &str) -> bool {
    is_opener(word) || is_joint(word)
}

/// A word that opens a condition or a relative clause.
pub(super) fn is_opener(word: &str) -> bool {
    matches!(
        word,
        "if" | "unless"
            | "when"
            | "once"
            | "while"
            | "until"
            | "because"
            | "that"
            | "which"
            | "who"
            | "whose"
            | "except"
            | "whether"
            | "though"
            | "should"
    )
}

pub(super) fn is_joint(word: &str) -> bool {
    matches!(word, "and" | "or" | "but" | "nor")
}

/// A word that opens a phrase behind a noun or a verb.
pub(super) fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "of" | "in"
            | "on"
            | "at"
            | "for"
            | "to"
            | "by"
            | "from"
            | "with"
            | "without"
            | "within"
            | "after"
            | "before"
            | "during"
            | "under"
            | "through"
            | "against"
            | "over"
            | "about"
            | "approximately"
            | "between"
            | "upon"
            | "per"
            | "as"
            | "towards"
            | "toward"
            | "into"
            | "because"
            | "<="
            | ">="
    )
}

pub(super) fn is_modal(word: &str) -> bool {
    matches!(
        word,
        "must" | "may" | "can" | "will" | "should" | "could" | "would" | "might" | "+shall" | "cannot"
    )
}

/// Forms of "be", folded to these.
pub(super) fn is_being(word: &str) -> bool {
    matches!(word, "is" | "was" | "be" | "been")
}

/// A word that begins a noun with its company.
pub(super) fn begins_noun(word: &str) -> bool {
    super::table::is_article(word)
        || matches!(
            word,
            "your"
                | "our"
                | "his"
                | "her"
                | "its"
                | "their"
                | "my"
                | "any"
                | "all"
                | "every"
                | "each"
                | "no"
                | "this"
                | "both"
                | "some"
                | "several"
                | "we"
                | "you"
                | "they"
                | "it"
                | "he"
                | "she"
                | "neither"
                | "either"
        )
}
