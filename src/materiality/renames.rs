//! Names that changed and stand for the same thing: a product or a document under a new name.
//!
//! A rename is seen across the whole document: the old name is gone from the new text, the new one
//! was unknown to the old text. Parties are no products: who receives data, who is responsible, and
//! which law applies never pass as renamed.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::rules::Case;
use crate::compare::replaced;
use crate::document::{Document, legal_forms};
use crate::facts::lexer::has_any;
use crate::facts::{Clause, Fact, Family};

/// Longest name, in words.
const LONGEST: usize = 4;

/// Both texts, to look names up in.
pub(super) struct Names<'a> {
    documents: [&'a Document; 2],
    texts: OnceCell<[String; 2]>,
}

impl<'a> Names<'a> {
    /// Reads both bodies once, when first asked for a name.
    pub(super) fn of(old: &'a Document, new: &'a Document) -> Self {
        Self { documents: [old, new], texts: OnceCell::new() }
    }

    fn texts(&self) -> &[String; 2] {
        let flat = |document: &Document| format!(" {} ", crate::facts::lexer::plain(&document.body_text()));
        self.texts.get_or_init(|| self.documents.map(flat))
    }

    /// The renames that explain every difference of the sentence; `None` when one stays unexplained.
    pub(super) fn explain(&self, case: &Case<'_>) -> Option<Vec<(String, String)>> {
        let (old, new) = (case.edit.old.as_ref()?, case.edit.new.as_ref()?);
        if names_party(old, &case.old_facts) || names_party(new, &case.new_facts) {
            return None;
        }
        let (a, b): (Vec<&str>, Vec<&str>) = (old.text.split(' ').collect(), new.text.split(' ').collect());
        let mut renames = BTreeSet::new();
        for (from, to) in replaced(&a, &b) {
            if from.len() > LONGEST || to.len() > LONGEST {
                return None;
            }
            let before = from.start.checked_sub(1).and_then(|at| a.get(at)).copied().unwrap_or_default();
            renames.insert(self.renamed(before, &a[from], &b[to])?);
        }
        (!renames.is_empty()).then(|| renames.into_iter().collect())
    }

    fn renamed(&self, before: &str, old: &[&str], new: &[&str]) -> Option<(String, String)> {
        let (mut from, mut to) = (name_of(old)?, name_of(new)?);
        let brand = before.starts_with(char::is_uppercase) && !before.ends_with([',', '.', ':', ';']);
        if brand {
            from = format!("{before} {from}");
            to = format!("{before} {to}");
        }
        // Two products may go on under one name: "A or B" becomes "C".
        let each = |names: &str| {
            names.split(" or ").flat_map(|part| part.split(" and ")).map(str::to_owned).collect::<Vec<_>>()
        };
        let [old_text, new_text] = self.texts();
        let gone = each(&from).iter().all(|name| count(new_text, name) == 0);
        let fresh = each(&to).iter().all(|name| count(old_text, name) == 0);
        let often = |text: &str, names: &str| each(names).iter().all(|name| count(text, name) > 1);
        let known = brand || often(old_text, &from) && often(new_text, &to);
        let party = |name: &str| {
            name.split(' ').any(|word| legal_forms::is_form_in_name(word.to_lowercase().trim_matches('.')))
        };
        (gone && fresh && known && !party(&from) && !party(&to)).then_some((from, to))
    }
}

/// The words as a name: every word of weight starts with a capital. `B2` is the label of a clause.
fn name_of(words: &[&str]) -> Option<String> {
    let joined = words.join(" ");
    let name = joined.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let names = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() > 1;
    (!name.is_empty() && name.split(' ').all(|word| is_proper(word) && names(word))).then_some(name)
}

fn is_proper(word: &str) -> bool {
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    ["of", "and", "or", "for", "the"].contains(&word)
        || word.chars().next().is_some_and(char::is_uppercase)
        || word.chars().any(char::is_uppercase)
}

fn count(text: &str, name: &str) -> usize {
    text.match_indices(name)
        .filter(|(at, _)| {
            let before = text[..*at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
            let after = text[at + name.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
            before && after
        })
        .count()
}

/// A sentence that says who gets data, who is responsible, which law, which place.
fn names_party(clause: &Clause, facts: &[Fact]) -> bool {
    let parties = facts.iter().any(|fact| {
        matches!(
            fact.family,
            Family::Recipient
                | Family::Controller
                | Family::GoverningLaw
                | Family::Courts
                | Family::Location
                | Family::Framework
                | Family::SecurityMeasure
        )
    });
    let handing = [
        " shared with ",
        " share ",
        " sell ",
        " sold ",
        " disclose",
        " transfer",
        " processed by ",
        " provided by ",
        " operated by ",
        " law",
        " court",
        " arbitrat",
        " subprocessor",
        " sub processor",
        " payment",
    ];
    parties || has_any(&clause.words, &handing)
}

#[cfg(test)]
mod tests {
    use crate::compare::compare;
    use crate::document::{Block, Document, HeadingSource, Section};
    use crate::materiality::{Verdict, assess};

    fn verdict(old: &[&str], new: &[&str]) -> Verdict {
        let document = |lines: &[&str]| {
            let mut section = Section::new(1, Some("Use".to_owned()), HeadingSource::Explicit);
            section.blocks = lines.iter().map(|line| Block::paragraph(*line)).collect();
            Document { title: Some("Terms".into()), sections: vec![section], ..Document::default() }
        };
        let (old, new) = (document(old), document(new));
        assess(&old, &new, &compare(&old, &new)).verdict
    }

    #[test]
    fn a_product_under_a_new_name_is_the_same_product() {
        let old = ["You open the gate with Larkpass.", "Keep Larkpass up to date so that the gate opens."];
        let new = ["You open the gate with Gatecard.", "Keep Gatecard up to date so that the gate opens."];
        assert_eq!(verdict(&old, &new), Verdict::Cosmetic);
    }

    #[test]
    fn a_party_under_another_name_is_another_party() {
        let old = ["Your data are processed by Larkpass.", "Larkpass bills you each month for the gate."];
        let new = ["Your data are processed by Gatecard.", "Gatecard bills you each month for the gate."];
        assert!(verdict(&old, &new) >= Verdict::Review);
    }

    #[test]
    fn a_clause_under_another_label_and_a_company_of_another_form_are_not_renamed() {
        let cases = [
            ("The cap does not apply to breach of B2.", "The cap does not apply to breach of B3."),
            (
                "It is made by Larkpass Studio Oy, Harju, who answers for it.",
                "It is made by Larkpass Learning AB, Harju, who answers for it.",
            ),
        ];
        for (old, new) in cases {
            assert!(verdict(&[old], &[new]) >= Verdict::Review, "{new}");
        }
    }
}
