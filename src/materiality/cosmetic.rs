//! Proofs that an edit changes nothing for anybody. What is not proven here is not harmless.

use super::canon::{Run, runs};
use super::edits::Edit;
use super::{Reason, words};
use crate::compare::{Change, ChangeKind, Unit};
use crate::document::text::{comparison_form, key_form};
use crate::facts::lexer::{has_any, in_words, padded};
use crate::facts::{NEGATORS, Place, canonical_formula};

/// Kinds of changes that are harmless by what they are, with the rule that says so.
pub(super) fn by_kind(change: &Change) -> Option<Reason> {
    let rule = match (change.kind, change.unit) {
        (_, Unit::Furniture) => {
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
        (ChangeKind::Moved | ChangeKind::Split | ChangeKind::Merged, _) if same_words(change) => {
            ("C5", "The same words stand at another place.")
        }
        _ => return None,
    };
    Some(words::reason(rule.0, rule.1, change.old.as_deref(), change.new.as_deref()))
}

/// Headings bind nobody unless they carry a number or a negation.
fn harmless_title(change: &Change) -> bool {
    let side = |text: &Option<String>| padded(text.as_deref().unwrap_or_default());
    let (old, new) = (side(&change.old), side(&change.new));
    let negated = |text: &str| has_any(text, NEGATORS);
    let has_digit = |text: &str| text.chars().any(|c| c.is_ascii_digit());
    key_form(&old) == key_form(&new) || negated(&old) == negated(&new) && !has_digit(&old) && !has_digit(&new)
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
        (Some(_), Some(_)) => owned(changed(edit)?),
        _ => owned(alone(edit)?),
    };
    Some(words::reason(
        rule,
        &why,
        edit.old.as_ref().map(|clause| clause.text.as_str()),
        edit.new.as_ref().map(|clause| clause.text.as_str()),
    ))
}

fn owned((rule, why): (&'static str, &'static str)) -> (&'static str, String) {
    (rule, why.to_owned())
}

fn changed(edit: &Edit) -> Option<(&'static str, &'static str)> {
    let (old, new) = (edit.old.as_ref()?, edit.new.as_ref()?);
    if edit.runs.is_empty() {
        return None;
    }
    if new.place == Place::Formula && canonical_formula(&old.text) == canonical_formula(&new.text) {
        return Some(("C1", "The calculation is the same in other characters."));
    }
    if is_date_line(edit.old_words()) && is_date_line(edit.new_words()) {
        return Some(("C6", "Only a date or version label of the document changed."));
    }
    if contact_only(edit) {
        return Some(("C9", "Only a contact detail changed."));
    }
    if is_related(edit.old_words()) && is_related(edit.new_words()) {
        return Some(("C9", "Only related links changed."));
    }
    if is_self_description(edit) {
        return Some(("C9", "Only the way the service describes itself changed."));
    }
    if is_copyright(edit.old_words()) && is_copyright(edit.new_words())
        || is_clock(edit.old_words()) && is_clock(edit.new_words())
    {
        return Some(("C9", "Only page furniture changed."));
    }
    let joining = |words: &str| words.split_whitespace().all(|word| word == "and");
    if joining(&edit.removed()) && joining(&edit.added()) {
        return Some(("C8", "The wording changed and says the same."));
    }
    if same_letters(&edit.removed(), &edit.added()) {
        return Some(("C8", "A word is only spelled differently."));
    }
    None
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

/// A sentence that came or went without a partner.
fn alone(edit: &Edit) -> Option<(&'static str, &'static str)> {
    let clause = edit.clause();
    let words = &clause.words;
    if is_date_line(words) {
        return Some(("C6", "Only a date or version label of the document changed."));
    }
    if is_related(words) {
        return Some(("C9", "Only related links changed."));
    }
    if is_copyright(words) || is_clock(words) || is_label(clause) {
        return Some(("C9", "Only page furniture changed."));
    }
    if is_courtesy(words) {
        return Some(("C9", "Only a greeting or invitation to get in touch changed."));
    }
    if repeats_heading(clause.text.as_str(), &clause.heading) {
        return Some(("C9", "The sentence only repeats its heading."));
    }
    if words.split_whitespace().count() <= 1 && clause.place != Place::Key && clause.place != Place::Cell {
        return Some(("C1", "A fragment without content changed."));
    }
    None
}

/// "Last updated: …", "Version 4.2, effective …": a label and nothing else.
fn is_date_line(words: &str) -> bool {
    let label = has_any(
        words,
        &[
            " last updated ",
            " last modified ",
            " last revised ",
            " effective ",
            " effective date ",
            " version ",
            " date of this ",
            " revised ",
            " updated ",
            " published ",
            " dated ",
            " posted ",
            " as of ",
        ],
    );
    let verbs = [
        " we ",
        " you ",
        " will ",
        " may ",
        " must ",
        " shall ",
        " is ",
        " are ",
        " data ",
        " days ",
        " if ",
        " the top ",
        " apply ",
        " applies ",
    ];
    label
        && words.split_whitespace().count() <= 14
        && !has_any(words, &verbs)
        && words.chars().any(|c| c.is_ascii_digit())
}

fn is_copyright(words: &str) -> bool {
    has_any(words, &[" copyright ", " all rights reserved "]) && words.split_whitespace().count() <= 12
}

/// "Updated 5 days ago", "2 minutes read": a page that tells the time.
fn is_clock(words: &str) -> bool {
    has_any(words, &[" ago ", " minutes read ", " min read "]) && words.split_whitespace().count() <= 12
}

/// A few words without verb, number or full stop that belong to no list: a menu entry or a label.
fn is_label(clause: &crate::facts::Clause) -> bool {
    let words = clause.words.split_whitespace().count();
    let loose = match clause.place {
        Place::Sentence => true,
        Place::Item => clause.stem.trim().is_empty(),
        _ => false,
    };
    let states = [
        " not ",
        " no ",
        " may ",
        " must ",
        " will ",
        " shall ",
        " only ",
        " we ",
        " you ",
        " data ",
        " partners ",
        " rights ",
    ];
    loose
        && words <= 6
        && !clause.text.ends_with(['.', ':', ';'])
        && !clause.text.chars().any(|c| c.is_ascii_digit())
        && !has_any(&clause.words, &states)
}

fn is_related(words: &str) -> bool {
    [" see also ", " related articles", " related ", " read more", " learn more", " further reading "]
        .iter()
        .any(|start| words.starts_with(start))
        && words.split_whitespace().count() <= 14
}

fn is_courtesy(words: &str) -> bool {
    let polite = has_any(
        words,
        &[
            " thank you ",
            " welcome to ",
            " if you have any questions",
            " if you have questions",
            " please contact us",
            " feel free to ",
            " click here ",
            " was this helpful",
            " skip to ",
        ],
    );
    polite
        && !has_any(
            words,
            &[" you agree ", " you consent ", " days ", " right ", " must ", " not ", " opt out"],
        )
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

/// Addresses and telephone numbers, and nothing else, differ in a sentence that gives contacts.
fn contact_only(edit: &Edit) -> bool {
    let contactish = [
        " contact",
        " e mail ",
        " email ",
        " phone",
        " telephone ",
        " write to ",
        " questions",
        " reach us",
        " post ",
        " street ",
        " address ",
    ];
    let mail = edit.removed().contains('@')
        || edit.added().contains('@')
        || edit.added().contains(" email protected ")
        || edit.removed().contains(" email protected ");
    let speaks = mail
        || has_any(edit.new_words(), &contactish)
        || has_any(&edit.clause().heading, &[" contact", " questions"]);
    let detail = |word: &str| {
        word.contains('@')
            || word.contains(".com")
            || word == "protected"
            || word.chars().all(|c| c.is_ascii_digit())
            || ["street", "road", "avenue", "suite", "floor", "box", "email", "phone", "fax", "tel"]
                .contains(&word)
    };
    let changed = format!("{} {}", edit.removed(), edit.added());
    let mut words = changed.split_whitespace().peekable();
    speaks
        && words.peek().is_some()
        && words.all(detail)
        && !has_any(edit.new_words(), &[" days ", " controller", " months "])
}

/// "X operates a platform for …": a description that promises nothing and limits nothing.
fn is_self_description(edit: &Edit) -> bool {
    let (old, new) = (edit.old_words(), edit.new_words());
    let describes = |words: &str| {
        has_any(
            words,
            &[" operates ", " provides ", " offers ", " is a ", " is an ", " welcome to ", " is the "],
        )
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
        )
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
        " limited ",
        " ltd ",
        " inc ",
        " llc ",
        " gmbh ",
        " b.v ",
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
    ];
    describes(old)
        && describes(new)
        && thing(old)
        && thing(new)
        && !has_any(old, &binding)
        && !has_any(new, &binding)
}

/// The removed and the added words are the same letters: hyphens, spaces, a doubled letter.
fn same_letters(removed: &str, added: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (old, new) = (letters(removed), letters(added));
    !old.is_empty()
        && old == new
        && !old.chars().any(|c| c.is_ascii_digit())
        && removed.split_whitespace().count() <= 4
}
