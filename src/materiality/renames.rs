//! Names that changed and stand for the same thing: a product or a document under a new name.
//!
//! A rename is seen across the whole document: the old name is gone from the new text, the new one
//! was unknown to the old text. Parties are no products: who receives data, who is responsible, and
//! which law applies never pass as renamed.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeSet, HashMap};

use super::date_lines::MONTHS;
use super::rules::Case;
use crate::compare::replaced;
use crate::document::{Document, legal_forms};
use crate::facts::lexer::has_any;
use crate::facts::{Clause, Fact, Family, subject};

/// Longest name, in words.
const LONGEST: usize = 4;

/// Both texts, to look names up in.
pub(super) struct Names<'a> {
    documents: [&'a Document; 2],
    texts: OnceCell<[String; 2]>,
    /// The old text in lower case.
    lower: OnceCell<String>,
    /// What was asked before: names old and new, and whether they share a known one.
    asked: RefCell<HashMap<(String, String, bool), bool>>,
}

/// So many different renames are looked up in the texts; nobody renames as many things at once.
const MOST_ASKED: usize = 200;

impl<'a> Names<'a> {
    /// Reads both bodies once, when first asked for a name.
    pub(super) fn of(old: &'a Document, new: &'a Document) -> Self {
        Self {
            documents: [old, new],
            texts: OnceCell::new(),
            lower: OnceCell::new(),
            asked: RefCell::default(),
        }
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
        // The company of a legal form is the company, under whatever name.
        if is_other_company(&old.text, &new.text) {
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
        let (from, to) = (name_of(old)?, name_of(new)?);
        let brand = before.starts_with(char::is_uppercase) && !before.ends_with([',', '.', ':', ';']);
        // "Larkpass Team" and "Larkpass Business" are told by the name they share, where that is well known.
        let shared = brand && self.texts().iter().all(|text| count(text, before) > 3);
        let whole = brand.then(|| (format!("{before} {from}"), format!("{before} {to}")));
        // "Keep" before a name is no part of it, and then the longer name is known nowhere else.
        whole
            .filter(|(from, to)| self.is_renamed(from, to, shared))
            .or_else(|| self.is_renamed(&from, &to, false).then_some((from, to)))
    }

    /// The old name is gone, the new one was unknown, and both stand in more than one place or share a name that does.
    fn is_renamed(&self, from: &str, to: &str, shared: bool) -> bool {
        let asked = (from.to_owned(), to.to_owned(), shared);
        if let Some(known) = self.asked.borrow().get(&asked) {
            return *known;
        }
        if self.asked.borrow().len() >= MOST_ASKED {
            return false;
        }
        let renamed = self.stands_renamed(from, to, shared);
        self.asked.borrow_mut().insert(asked, renamed);
        renamed
    }

    fn stands_renamed(&self, from: &str, to: &str, shared: bool) -> bool {
        // Two products may go on under one name: "A or B" becomes "C".
        let each = |names: &str| {
            names.split(" or ").flat_map(|part| part.split(" and ")).map(str::to_owned).collect::<Vec<_>>()
        };
        let [old_text, new_text] = self.texts();
        let gone = each(from).iter().all(|name| count(new_text, name) == 0);
        let lower = self.lower.get_or_init(|| old_text.to_lowercase());
        let fresh = each(to).iter().all(|name| count(lower, &name.to_lowercase()) == 0);
        let often = |text: &str, names: &str| each(names).iter().all(|name| count(text, name) > 1);
        let known = shared || often(old_text, from) && often(new_text, to);
        let refused = |name: &str| name.split(' ').any(is_form) || is_word(name);
        gone && fresh && known && !refused(from) && !refused(to)
    }
}

fn is_form(word: &str) -> bool {
    legal_forms::is_form_in_name(word.to_lowercase().trim_matches(|c: char| !c.is_alphanumeric()))
}

/// Who somebody is in a contract, days, and words that are only written large.
const NO_NAMES: &[&str] = &[
    "supplier",
    "customer",
    "client",
    "provider",
    "member",
    "society",
    "user",
    "users",
    "licensor",
    "licensee",
    "seller",
    "buyer",
    "landlord",
    "tenant",
    "lessor",
    "lessee",
    "employer",
    "employee",
    "contractor",
    "agent",
    "principal",
    "controller",
    "processor",
    "subprocessor",
    "company",
    "party",
    "parties",
    "partner",
    "distributor",
    "school",
    "parent",
    "parents",
    "pupil",
    "visitor",
    "guest",
    "host",
    "owner",
    "operator",
    "organiser",
    "organizer",
    "participant",
    "publisher",
    "author",
    "artist",
    "borrower",
    "lender",
    "reader",
    "subscriber",
    "trustee",
    "council",
    "court",
    "courts",
    "insurer",
    "insured",
    "club",
    "studio",
    "carrier",
    "shipper",
    "consignee",
    "affiliate",
    "vendor",
    "purchaser",
    "franchisor",
    "franchisee",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "optional",
    "required",
    "mandatory",
    "free",
    "paid",
    "public",
    "private",
    "greater",
    "lesser",
    "higher",
    "lower",
    "minimum",
    "maximum",
    "first",
    "last",
    "all",
    "any",
    "none",
    "no",
    "not",
    "only",
    "may",
    "must",
    "shall",
    "will",
    "content",
    "services",
    "service",
    "data",
    "fee",
    "fees",
    "gross",
    "net",
];

/// Capitals that name no product: a role in the contract, a day, a place, a word that is shouted.
fn is_word(name: &str) -> bool {
    let words: Vec<String> = name
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .filter(|word| word != "the" && word != "a" && word != "an")
        .collect();
    let shouted = name.split_whitespace().count() > 1 && !name.chars().any(char::is_lowercase);
    let plain = |word: &String| {
        NO_NAMES.contains(&word.as_str())
            || NO_NAMES.contains(&subject::singular(word))
            || MONTHS.contains(&word.as_str())
    };
    shouted || words.last().is_none_or(plain) || words.iter().all(plain)
}

/// Both texts name companies by their legal forms, and the names before the forms differ.
pub(super) fn is_other_company(old: &str, new: &str) -> bool {
    let (a, b) = (companies(old), companies(new));
    !a.is_empty() && !b.is_empty() && a != b
}

/// The names that stand before a legal form, in lower case.
fn companies(text: &str) -> BTreeSet<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut found = BTreeSet::new();
    for at in (1..words.len()).filter(|at| is_form(words[*at])) {
        let capital = |word: &&&str| word.starts_with(|c: char| c.is_uppercase() || c == '&');
        let closed = |word: &&&str| !word.ends_with([',', '.', ';', ':']);
        let mut name: Vec<&str> = Vec::new();
        for word in words[..at].iter().rev() {
            if !capital(&word) || !name.is_empty() && !closed(&word) || is_form(word) {
                break;
            }
            name.push(word);
        }
        name.reverse();
        let name = name.join(" ").trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        if !name.is_empty() {
            found.insert(name.trim_start_matches("the ").to_owned());
        }
    }
    found
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
        " hosted by ",
        " issued by ",
        " issued in ",
        " run by ",
        " owned by ",
        " company behind ",
        " decides ",
        " decide ",
        " responsible",
        " controller",
        " sent to ",
        " passed to ",
        " given to ",
        " stored by ",
        " stored with ",
        " contract is with ",
        " contract with ",
        " contracting ",
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
