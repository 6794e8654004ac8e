//! Proofs that a sentence differs in an example only, and the base forms of words.
//!
//! "(for example, a florist)" names one of many, whoever it is. That two sentences say the same in other
//! words is proven in [`super::plain`].

use super::canon::tokens;
use super::edits::Edit;
use crate::facts::Clause;
use crate::facts::lexer::{has_any, padded};

/// Words whose place decides: what follows them is denied, limited or made a condition.
const GOVERNING: &[&str] = &[
    "not",
    "no",
    "nor",
    "never",
    "neither",
    "without",
    "cannot",
    "none",
    "nothing",
    "only",
    "solely",
    "exclusively",
    "if",
    "unless",
    "except",
    "before",
    "after",
    "until",
    "any",
    "all",
    "each",
    "every",
    "some",
    "other",
    "may",
    "might",
    "can",
    "could",
    "will",
    "must",
    "should",
    "from",
    "with",
    "outside",
    "within",
    "than",
];

/// Past forms that no ending tells.
const IRREGULAR: &[(&str, &str)] = &[
    ("kept", "keep"),
    ("held", "hold"),
    ("sent", "send"),
    ("given", "give"),
    ("made", "make"),
    ("paid", "pay"),
    ("told", "tell"),
    ("sold", "sell"),
    ("written", "write"),
    ("taken", "take"),
    ("shown", "show"),
    ("found", "find"),
    ("begun", "begin"),
    ("bought", "buy"),
    ("brought", "bring"),
    ("chosen", "choose"),
    ("done", "do"),
    ("known", "know"),
    ("met", "meet"),
    ("built", "build"),
    ("lost", "lose"),
];

/// The reason why an edit only words the same thing otherwise; `None` where that is not proven.
pub(super) fn prove(edit: &Edit) -> Option<&'static str> {
    let (old, new) = (edit.old.as_ref()?, edit.new.as_ref()?);
    only_an_example(old, new).then_some("One example was exchanged for another.")
}

pub(super) fn stem(word: &str) -> String {
    if word.starts_with('#') || word.chars().any(|c| c.is_ascii_digit()) {
        return word.to_owned();
    }
    if let Some((_, base)) = IRREGULAR.iter().find(|(past, _)| *past == word) {
        return (*base).to_owned();
    }
    let cut = ["ing", "ed", "ly", "es", "s", "e"]
        .iter()
        .find_map(|end| word.strip_suffix(end).filter(|root| root.len() > 2))
        .unwrap_or(word);
    // "Planned" and "plan", "used" and "use" meet in one form.
    let mut letters = cut.chars().rev();
    match (letters.next(), letters.next()) {
        (Some(last), Some(before)) if last == before && cut.len() > 3 && !"lsz".contains(last) => {
            cut[..cut.len() - last.len_utf8()].to_owned()
        }
        _ => cut.to_owned(),
    }
}

fn of_list<'a>(row: &'a [String], list: &[&str]) -> Vec<&'a str> {
    row.iter().map(String::as_str).filter(|word| list.contains(word)).collect()
}

/// Nothing but one short example differs: "(for example, a florist)", or the sentence is an example.
fn only_an_example(old: &Clause, new: &Clause) -> bool {
    let (a, b) = (old.text.as_str(), new.text.as_str());
    let guarded = |text: &str| {
        of_list(&tokens(text), GOVERNING).iter().map(|word| (*word).to_owned()).collect::<Vec<_>>()
    };
    let plain = |text: &str| !text.chars().any(|c| c.is_ascii_digit());
    let is_example = |clause: &Clause| {
        let openers = [" for example ", " for instance ", " eg ", " e g "];
        openers.iter().any(|opener| clause.words.starts_with(opener))
    };
    if is_example(old) && is_example(new) {
        let names = |text: &str| {
            text.split_whitespace()
                .skip(2)
                .filter(|word| word.starts_with(char::is_uppercase))
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        return guarded(a) == guarded(b) && plain(a) && plain(b) && names(a) == names(b) && alike(a, b);
    }
    let (Some((x, one)), Some((y, other))) = (without_example(a), without_example(b)) else { return false };
    tokens(&x) == tokens(&y) && plain(one) && plain(other)
}

/// The sentence still has most of its words.
fn alike(a: &str, b: &str) -> bool {
    super::canon::likeness(&tokens(a), &tokens(b)) >= 0.6
}

/// A sentence without its one example in brackets, and the example: a single thing, with an article.
fn without_example(text: &str) -> Option<(String, &str)> {
    let open = text.find('(')?;
    let close = open + text[open..].find(')')?;
    let inner = &text[open + 1..close];
    let lower = inner.to_lowercase();
    let body = ["for example", "for instance", "e.g."].iter().find_map(|mark| lower.strip_prefix(mark))?;
    let example = body.trim_start_matches([',', ' ']);
    let single = (example.starts_with("a ") || example.starts_with("an "))
        && example.split_whitespace().count() <= 6
        && !has_any(padded(example).as_str(), &[" and ", " or ", " data ", " name ", " address "])
        && !inner.chars().skip(1).any(char::is_uppercase);
    single.then(|| (format!("{}{}", &text[..open], &text[close + 1..]), inner))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_in_brackets_is_no_list() {
        let example = |text: &str| without_example(text).map(|(_, example)| example.to_owned());
        assert_eq!(
            example("Somebody (for example, a florist) may call.").as_deref(),
            Some("for example, a florist")
        );
        assert_eq!(example("We collect data (for example, a name and an address)."), None);
        assert_eq!(example("We share data (for example, a partner like Larkpass)."), None);
    }
}
