//! Examples: one that illustrates a rule may be exchanged for another without changing the rule.
//!
//! Only where the rest of the sentence says the same and no fact is stated by either example.

use super::canon::tokens;
use super::edits::Edit;
use crate::facts::lexer::has_any;
use crate::facts::{Clause, Fact, NEGATORS, cues, facts_of};

/// How an example begins.
const OPENERS: &[&str] = &["for example", "for instance", "e.g."];

/// Words that make an example a rule of its own.
const WEIGHTY: &[&str] = &[
    " must ", " may ", " shall ", " only ", " sell", " share", " collect", " retain", " delet", " days ",
    " fee", " right ", " consent", " liab",
];

/// True when one example stands in the place of another and nothing else differs.
pub(super) fn only_example_differs(edit: &Edit) -> bool {
    let (Some(old), Some(new)) = (&edit.old, &edit.new) else { return false };
    let (removed, added) = (edit.removed(), edit.added());
    let weighs = |words: &str| {
        has_any(words, NEGATORS)
            || has_any(words, WEIGHTY)
            || has_any(words, cues::DATA_NOUNS)
            || words.bytes().any(|byte| byte.is_ascii_digit())
    };
    if removed.trim().is_empty() || added.trim().is_empty() || weighs(&removed) || weighs(&added) {
        return false;
    }
    let whole = |clause: &Clause| OPENERS.iter().any(|opener| clause.lower.starts_with(opener));
    let inside = || match (around(&old.lower), around(&new.lower)) {
        (Some(a), Some(b)) => tokens(&a) == tokens(&b),
        _ => false,
    };
    (whole(old) && whole(new) || inside()) && same_facts(&facts_of(old), &facts_of(new))
}

/// The sentence without its example in brackets.
fn around(text: &str) -> Option<String> {
    let start = OPENERS.iter().filter_map(|opener| text.find(&format!("({opener}"))).min()?;
    let end = text[start..].find(')')? + start + 1;
    Some(format!("{}{}", &text[..start], &text[end..]))
}

fn same_facts(old: &[Fact], new: &[Fact]) -> bool {
    old.len() == new.len()
        && old.iter().zip(new).all(|(a, b)| a.family == b.family && a.value.equals(&b.value))
}

#[cfg(test)]
mod tests {
    use crate::materiality::Verdict;
    use crate::materiality::tests::verdict_of;

    #[test]
    fn an_example_is_exchanged_without_effect_and_a_fact_is_not() {
        let cases = [
            (
                "For example, a search for boats shows notices about boats.",
                "For example, a search for tents shows notices about tents.",
                Verdict::Cosmetic,
            ),
            (
                "Only staff who need the file (for example, a printer) are let in.",
                "Only staff who need the file (for example, a binder) are let in.",
                Verdict::Cosmetic,
            ),
            (
                "We collect what you enter (for example, your name) on the page.",
                "We collect what you enter (for example, your passport number) on the page.",
                Verdict::Material,
            ),
            (
                "Only staff who need the file (for example, a printer) are let in.",
                "All staff who like the file (for example, a binder) are let in.",
                Verdict::Material,
            ),
        ];
        for (old, new, expected) in cases {
            let verdict = verdict_of(old, new);
            assert_eq!(
                verdict == Verdict::Cosmetic,
                expected == Verdict::Cosmetic,
                "{old} / {new}: {verdict:?}"
            );
        }
    }
}
