//! Proofs that an edit changes nothing for anybody. What is not proven here is not harmless.

use super::address::{is_address, only_contact_differs};
use super::canon::{Run, runs};
use super::date_lines::{is_date_line, only_dates_differ};
use super::edits::Edit;
use super::furniture::{is_contents, is_courtesy, is_furniture, lists_parties};
use super::{Reason, flourish, plain, renames, reworded, weight, words};
use crate::compare::{Change, ChangeKind, Unit};
use crate::document::legal_forms;
use crate::document::text::{comparison_form, key_form};
use crate::facts::lexer::{has_any, in_words, padded};
use crate::facts::{Clause, NEGATORS, Place, canonical_formula};

/// Kinds of changes that are harmless by what they are, with the rule that says so.
pub(super) fn by_kind(change: &Change) -> Option<Reason> {
    let rule = match (change.kind, change.unit) {
        // "Comments", "Related": headings of a page and of a rule alike.
        (_, Unit::Furniture) if !rules_under_a_page_heading(change) => {
            ("C9", "Only page furniture changed: banner, contents list or related links.")
        }
        _ if is_contents_line(change) => {
            ("C9", "Only page furniture changed: banner, contents list or related links.")
        }
        (ChangeKind::Link, _) | (_, Unit::Link) => {
            ("C9", "Only a link target changed; the words are the same.")
        }
        (ChangeKind::Renumbered, _) | (_, Unit::Numbers) => {
            ("C4", "Only numbers of sections and the references that follow them changed.")
        }
        (ChangeKind::Reordered, _) => ("C5", "The same list stands in another order."),
        (ChangeKind::Retitled, _) | (_, Unit::Heading | Unit::Title) if harmless_title(change) => {
            ("C2", "Only a heading is worded differently.")
        }
        (ChangeKind::Split | ChangeKind::Merged, Unit::Section) if harmless_title(change) => {
            ("C5", "The same text is divided into sections otherwise.")
        }
        // What was edited inside is told, and judged, by itself.
        (ChangeKind::Moved, Unit::Section) => ("C5", "The same section stands at another place."),
        (ChangeKind::Moved | ChangeKind::Split | ChangeKind::Merged, _) if same_words(change) => {
            ("C5", "The same words stand at another place.")
        }
        _ => return None,
    };
    Some(words::reason(rule.0, rule.1, change.old.as_deref(), change.new.as_deref()))
}

/// A whole sentence under a heading that pages use says what somebody may do or what is done. Where the
/// section came or went as a whole, its heading is the first line of the text.
fn rules_under_a_page_heading(change: &Change) -> bool {
    const HEADS: &[&str] = &["comments", "related", "more information", "further reading", "read more"];
    let sides = || [&change.old, &change.new].into_iter().flatten();
    let head = |text: &str| HEADS.contains(&key_form(text.lines().next().unwrap_or_default()).trim());
    let headed = head(&change.section)
        || change.section.rsplit(" > ").next().is_some_and(head)
        || sides().any(|text| head(text));
    let rules = |line: &str| {
        line.trim_end().ends_with('.') && weight::acts(&padded(line)) && line.split_whitespace().count() <= 60
    };
    headed && sides().flat_map(|text| text.lines()).any(rules)
}

/// A list of the page's headings came, went or followed them.
fn is_contents_line(change: &Change) -> bool {
    let sides: Vec<&String> = [&change.old, &change.new].into_iter().flatten().collect();
    !sides.is_empty() && sides.iter().all(|text| is_contents(text))
}

/// Words by which a heading decides what the list under it means.
const DECIDING: &[&str] = &[
    " optional ",
    " voluntar",
    " required ",
    " mandatory ",
    " compulsory ",
    " necessary ",
    " essential ",
    " free ",
    " paid ",
    " prohibited ",
    " forbidden ",
    " allowed ",
    " permitted ",
    " acceptable ",
    " unacceptable ",
    " exclu",
    " inclu",
    " covered ",
    " former",
    " current",
];

/// Headings bind nobody unless they carry a number, a negation or a word that decides, or are a statement
/// that stands as one.
fn harmless_title(change: &Change) -> bool {
    if [&change.old, &change.new].into_iter().flatten().any(|text| is_statement(text)) && !same_words(change)
    {
        return false;
    }
    let side = |text: &Option<String>| padded(text.as_deref().unwrap_or_default());
    let (old, new) = (side(&change.old), side(&change.new));
    let negated = |text: &str| has_any(text, NEGATORS);
    let has_digit = |text: &str| text.chars().any(|c| c.is_ascii_digit());
    let decides = |text: &str| DECIDING.iter().map(|word| text.contains(word)).collect::<Vec<_>>();
    key_form(&old) == key_form(&new)
        || negated(&old) == negated(&new)
            && !has_digit(&old)
            && !has_digit(&new)
            && decides(&old) == decides(&new)
}

/// "Danish law applies": short enough to be taken for a heading, and a rule all the same.
fn is_statement(heading: &str) -> bool {
    let words = padded(heading);
    let asks = [" how ", " what ", " why ", " when ", " where ", " who ", " which ", " if ", " do ", " can "];
    let binds = [
        " applies ",
        " apply ",
        " governs ",
        " is ",
        " are ",
        " may ",
        " will ",
        " shall ",
        " must ",
        " can ",
        " keep ",
        " kept ",
        " retain ",
    ];
    !heading.trim_end().ends_with('?')
        && !asks.iter().any(|word| words.starts_with(word))
        && has_any(&words, &binds)
}

fn same_words(change: &Change) -> bool {
    match (&change.old, &change.new) {
        (Some(old), Some(new)) => super::canon::tokens(old) == super::canon::tokens(new),
        _ => true,
    }
}

/// Proves one edit harmless; the reason names the rule.
pub(super) fn prove(edit: &Edit) -> Option<Reason> {
    let (rule, why) = match (&edit.old, &edit.new) {
        (Some(old), Some(new)) if edit.says_the_same() => same_meaning(&old.text, &new.text),
        (Some(old), Some(new)) => changed(edit).map(owned).or_else(|| in_plain_words(edit, old, new))?,
        _ => owned(alone(edit)?),
    };
    Some(words::reason(
        rule,
        &why,
        edit.old.as_ref().map(|clause| clause.text.as_str()),
        edit.new.as_ref().map(|clause| clause.text.as_str()),
    ))
}

/// The number of a clause that stands alone: "G3.", "6.1.", "12)".
fn is_clause_number(text: &str) -> bool {
    let bare = text.trim().trim_end_matches(['.', ')']);
    let mut digits = bare.strip_prefix(|c: char| c.is_ascii_uppercase()).unwrap_or(bare).chars();
    !bare.is_empty()
        && bare.len() <= 8
        && text.trim().len() > bare.len()
        && digits.all(|c| c.is_ascii_digit() || c == '.')
}

/// The wording differs and a lawyer would sign either. Equal words that stand apart belong to other things.
fn in_plain_words(edit: &Edit, old: &Clause, new: &Clause) -> Option<(&'static str, String)> {
    let other = edit.runs.is_empty() || renames::is_other_company(&old.text, &new.text);
    (!other && plain::say_the_same(&old.text, &new.text))
        .then(|| ("C8", words::same_in_other_words(&old.text, &new.text)))
}

fn owned((rule, why): (&'static str, &'static str)) -> (&'static str, String) {
    (rule, why.to_owned())
}

fn changed(edit: &Edit) -> Option<(&'static str, &'static str)> {
    let (old, new) = (edit.old.as_ref()?, edit.new.as_ref()?);
    if edit.runs.is_empty() {
        return None;
    }
    if new.place == Place::Sentence && is_clause_number(&old.text) && is_clause_number(&new.text) {
        return Some(("C4", "Only numbers of sections and the references that follow them changed."));
    }
    if new.place == Place::Formula && canonical_formula(&old.text) == canonical_formula(&new.text) {
        return Some(("C1", "The calculation is the same in other characters."));
    }
    if is_date_line(edit.old_words()) && is_date_line(edit.new_words()) {
        return Some(("C6", "Only a date or version label of the document changed."));
    }
    if only_dates_differ(edit) {
        return Some(("C6", "Only a date or version label of the document changed."));
    }
    // Whoever answers for the data at the same address is somebody else.
    if renames::is_other_company(&old.text, &new.text) {
        return None;
    }
    if only_contact_differs(edit) {
        return Some(("C9", "Only a contact detail changed."));
    }
    if is_furniture(old) && is_furniture(new) {
        return Some(("C9", "Only page furniture changed."));
    }
    if only_legal_form(&edit.removed(), &edit.added()) {
        return Some(("C8", "The same company is named with or without its legal form."));
    }
    if is_self_description(edit) {
        return Some(("C9", "Only the way the service describes itself changed."));
    }
    let joining = |words: &str| words.split_whitespace().all(|word| word == "and");
    if joining(&edit.removed()) && joining(&edit.added()) {
        return Some(("C8", "The wording changed and says the same."));
    }
    if is_listed_elsewhere(edit) {
        return Some(("C8", "The same list stands in another order."));
    }
    if edit.runs.iter().all(same_letters) {
        return Some(("C8", "A word is only spelled differently."));
    }
    reworded::prove(edit).map(|why| ("C8", why))
}

/// Which proof fits two sentences that are canonically equal.
fn same_meaning(old: &str, new: &str) -> (&'static str, String) {
    let (a, b) = (padded(old), padded(new));
    let numeric = |run: &Run| {
        run.old.iter().chain(&run.new).any(|word| {
            word.starts_with(|c: char| c.is_ascii_digit()) || in_words(word).is_some_and(|n| n > 1)
        })
    };
    let row = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    if comparison_form(old) == comparison_form(new)
        || a == b && old.to_lowercase() != old && a.len() == b.len() && key_form(old) != key_form(new)
    {
        owned(("C1", "Only spacing, quotes, dashes or punctuation changed."))
    } else if a == b {
        owned(("C2", "Only capital letters or punctuation changed."))
    } else if runs(&row(&a), &row(&b)).iter().any(numeric) {
        owned(("C7", "The quantity is the same in another notation."))
    } else {
        ("C8", words::same_in_other_words(old, new))
    }
}

/// "Quarn" and "Quarn, Inc.": a form came or went; one form for another is another company.
fn only_legal_form(removed: &str, added: &str) -> bool {
    const SAME: &[[&str; 2]] =
        &[["limited", "ltd"], ["incorporated", "inc"], ["corporation", "corp"], ["company", "co"]];
    let (old, new) = (removed.trim(), added.trim());
    if SAME.iter().any(|pair| pair.contains(&old) && pair.contains(&new)) {
        return true;
    }
    let form = |words: &str| !words.is_empty() && words.split(' ').all(legal_forms::is_form);
    old.is_empty() && form(new) || new.is_empty() && form(old)
}

/// A sentence that came or went without a partner.
fn alone(edit: &Edit) -> Option<(&'static str, &'static str)> {
    let clause = edit.clause();
    let words = &clause.words;
    if is_date_line(words) {
        return Some(("C6", "Only a date or version label of the document changed."));
    }
    if is_furniture(clause) {
        return Some(("C9", "Only page furniture changed."));
    }
    if is_address(clause) {
        return Some(("C9", "Only a postal address changed."));
    }
    if is_courtesy(words) {
        return Some(("C9", "Only a greeting or invitation to get in touch changed."));
    }
    if repeats_heading(clause.text.as_str(), &clause.heading) {
        return Some(("C9", "The sentence only repeats its heading."));
    }
    if words.split_whitespace().count() <= 1
        && (!lists_parties(clause) || clause.text.ends_with(':'))
        && clause.place != Place::Key
        && clause.place != Place::Cell
    {
        return Some(("C1", "A fragment without content changed."));
    }
    None
}

/// A stem that says its heading again: every word of weight stands in the heading.
fn repeats_heading(text: &str, heading: &str) -> bool {
    let generic = [
        "we",
        "the",
        "following",
        "our",
        "your",
        "this",
        "these",
        "are",
        "is",
        "a",
        "an",
        "of",
        "from",
        "to",
        "in",
        "and",
        "you",
        "may",
        "have",
        "below",
        "section",
        "describes",
        "include",
        "includes",
        "as",
        "follows",
        "types",
        "categories",
        "information",
        "for",
    ];
    if !text.trim_end().ends_with(':') {
        return false;
    }
    padded(text).split_whitespace().all(|word| {
        generic.contains(&word) || heading.contains(&format!(" {}", crate::facts::subject::singular(word)))
    })
}

/// "X operates a platform for …": a description that promises nothing and limits nothing.
fn is_self_description(edit: &Edit) -> bool {
    let (old, new) = (edit.old_words(), edit.new_words());
    // Where a company comes from and what it believes in.
    let tells = |words: &str| {
        has_any(
            words,
            &[
                " founded ",
                " founding ",
                " our mission ",
                " mission is ",
                " exists to ",
                " we believe ",
                " principle of ",
                " our vision ",
                " proud ",
                " passion",
                " trusted by ",
                " our story ",
            ],
        )
    };
    let describes = |words: &str| {
        has_any(
            words,
            &[" operates ", " provides ", " offers ", " is a ", " is an ", " welcome to ", " is the "],
        ) || tells(words)
    };
    let thing = |words: &str| {
        has_any(
            words,
            &[
                " platform",
                " service",
                " product",
                " app ",
                " software",
                " company",
                " tool",
                " assistant",
                " website",
                " program",
            ],
        ) || tells(words)
    };
    let binding = [
        " must ",
        " may ",
        " will ",
        " shall ",
        " not ",
        " no ",
        " only ",
        " collect",
        " share",
        " personal ",
        " data ",
        " days",
        " right",
        " consent",
        " controller",
        " registered ",
        " guarantee",
        " %",
        " law",
        " liab",
        " agree",
        " free ",
        " fee",
        " price",
        " operated by ",
        " warrant",
        " licen",
        " has to ",
        " have to ",
        " customer",
        " means ",
        " failure",
        " outage",
    ];
    describes(old)
        && describes(new)
        && thing(old)
        && thing(new)
        && ![&edit.old, &edit.new].into_iter().flatten().any(|clause| defines(&clause.text))
        && ![old, new].iter().any(|text| has_any(text, &binding) || text.split(' ').any(legal_forms::is_form))
        && !flourish::weighs(&edit.touched())
        && ![old, new].iter().any(|text| weight::acts(text))
}

/// A term in quotes is something: what it is said to be decides elsewhere.
fn defines(text: &str) -> bool {
    ["\" is ", "” is ", "\" are ", "” are "].iter().any(|mark| text.contains(mark))
}

/// One entry of a list between commas stands at another place of it.
fn is_listed_elsewhere(edit: &Edit) -> bool {
    let (Some(old), Some(new)) = (&edit.old, &edit.new) else { return false };
    let word = edit.removed().trim().to_owned();
    let listed = |text: &str| {
        let lower = text.to_lowercase();
        [format!(", {word},"), format!(", {word} and "), format!(" and {word},")]
            .iter()
            .any(|entry| lower.contains(entry.as_str()))
    };
    let ordered = |words: &str| has_any(words, &[" order ", " first ", " then ", " followed "]);
    !word.is_empty()
        && word == edit.added().trim()
        && word.chars().all(|c| c.is_alphabetic() || c == ' ')
        && !weight::acts(&edit.removed())
        && listed(&old.text)
        && listed(&new.text)
        && !ordered(&old.words)
}

/// The removed and the added words are the same letters at the same place: hyphens, spaces, a doubled letter.
fn same_letters(run: &Run) -> bool {
    const DENIES: &[&str] = &["not", "no", "none", "may", "on", "un", "non"];
    let letters = |row: &[String]| row.concat().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (old, new) = (letters(&run.old), letters(&run.new));
    let denies = run.old.iter().chain(&run.new).any(|word| DENIES.contains(&word.as_str()));
    !old.is_empty() && old == new && !old.chars().any(|c| c.is_ascii_digit()) && run.old.len() <= 4 && !denies
}

#[cfg(test)]
mod tests;
