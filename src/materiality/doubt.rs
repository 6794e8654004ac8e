//! Pairs of texts that cannot be taken at their word: another text under the same address, a text
//! of which a large part is simply missing.
//!
//! Such a pair is never quiet. It is for a person, because what the rules would say of it is about
//! the capture and not about the policy.

use super::edits::Texts;
use crate::compare::{ChangeKind, Comparison, Unit};

/// Words from which a text is long enough to be told from another.
const LONG: usize = 120;

/// Why the pair as a whole is in doubt; `None` for the usual one.
pub(super) fn doubt(texts: &Texts<'_>, comparison: &Comparison) -> Option<&'static str> {
    let (old, new) = (words(&texts.old.body_text()), words(&texts.new.body_text()));
    if old.max(new) < LONG {
        return None;
    }
    let telling = || {
        comparison
            .changes
            .iter()
            .filter(|change| !matches!(change.unit, Unit::Furniture | Unit::Link | Unit::Numbers))
    };
    let touched: usize = telling().filter_map(|change| change.old.as_deref()).map(words).sum();
    // Where half of the old words stand untouched the sentences need not be looked at.
    if 2 * touched >= old && texts.are_two() {
        return Some("The two texts have next to nothing in common: one may not be this policy.");
    }
    let only_lost = telling().all(|change| change.kind == ChangeKind::Removed);
    (only_lost && 5 * touched >= old)
        .then_some("A large part of the text is missing and nothing else changed: the page may not be whole.")
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

#[cfg(test)]
mod tests {
    use crate::compare::compare;
    use crate::document::{Block, Document, HeadingSource, Section};
    use crate::materiality::{Verdict, assess};

    fn document(lines: &[String]) -> Document {
        let mut section = Section::new(1, Some("Rules".to_owned()), HeadingSource::Explicit);
        section.blocks = lines.iter().map(Block::paragraph).collect();
        Document { title: Some("Terms".into()), sections: vec![section], ..Document::default() }
    }

    fn lines(what: &str) -> Vec<String> {
        let days = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
        days.iter()
            .map(|day| {
                format!("We will not sell the {what} of room {day} to anybody who asks at the {day} gate.")
            })
            .collect()
    }

    fn verdict(old: &[String], new: &[String]) -> Verdict {
        let (old, new) = (document(old), document(new));
        assess(&old, &new, &compare(&old, &new)).verdict
    }

    #[test]
    fn what_may_be_a_broken_capture_is_for_a_person() {
        let whole = lines("drawings");
        assert_eq!(verdict(&whole, &whole[..6]), Verdict::Review);
        let other: Vec<String> = (0..10)
            .map(|n| format!("Rabbits number {n} run across meadows under bright skies while winds number {n} blow gently past hedges."))
            .collect();
        assert_eq!(verdict(&whole, &other), Verdict::Review);
    }

    #[test]
    fn one_promise_gone_is_no_broken_capture() {
        let whole = lines("drawings");
        assert_eq!(verdict(&whole, &whole[..9]), Verdict::Material);
    }
}
