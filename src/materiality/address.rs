//! Contact details: postal addresses, and the ways to get in touch.
//!
//! Who answers at which desk changes no duty; who is responsible does, and is read elsewhere.

use std::sync::LazyLock;

use regex::Regex;

use super::edits::Edit;
use super::weight;
use crate::compare::replaced;
use crate::document::legal_forms;
use crate::facts::lexer::{has_any, padded};
use crate::facts::{Clause, Place};

/// Words that name a part of an address.
const PLACES: &[&str] = &[
    "street",
    "st",
    "avenue",
    "ave",
    "road",
    "rd",
    "drive",
    "dr",
    "boulevard",
    "blvd",
    "lane",
    "ln",
    "parkway",
    "pkwy",
    "suite",
    "ste",
    "floor",
    "fl",
    "plaza",
    "square",
    "court",
    "box",
    "building",
    "bldg",
    "unit",
    "room",
    "rue",
    "via",
    "platz",
    "weg",
    "allee",
    "strasse",
    "straße",
    "laan",
    "straat",
    "highway",
    "hwy",
    "broadway",
    "attn",
    "house",
    "quay",
    "dock",
    "tower",
    "centre",
    "center",
    "po",
    "p.o",
    "cedex",
];

static POSTCODE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:[A-Z]{2},? ?-?[0-9]{5}(?:-[0-9]{4})?|[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}|[0-9]{4,6} [A-Z][a-zà-ü]+|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]|[A-Z][a-z]+ [0-9]{5,6})(?-u:\b)")
        .expect("valid pattern")
});

/// Words that make a line of names more than an address.
const SPEAKING: &[&str] = &[
    " we ", " you ", " your ", " our ", " is ", " are ", " will ", " may ", " must ", " shall ", " not ",
    " if ", " when ", " that ", " which ", " data ", " law", " court", " days ", " months ",
];

/// A line or two of a postal address, possibly after a label ("Address of the agent: …").
pub(super) fn is_address(clause: &Clause) -> bool {
    let body = clause.text.split_once(": ").map_or(clause.text.as_str(), |(_, body)| body);
    let words = padded(body);
    let count = words.split_whitespace().count();
    let digit = body.chars().any(|c| c.is_ascii_digit());
    let placed = words.split_whitespace().any(|word| PLACES.contains(&word));
    !matches!(clause.place, Place::Key | Place::Cell)
        && (2..=26).contains(&count)
        && !has_any(&clause.words.replace(" data protection ", " "), SPEAKING)
        && (digit && (placed || POSTCODE.is_match(body)) && is_named(body) && !weight::measures(body)
            || is_address_label(&clause.words))
}

/// An address is made of names and numbers; a sentence that mentions a room or a house is not.
fn is_named(body: &str) -> bool {
    const AMONG: &[&str] = &[
        "of",
        "the",
        "and",
        "at",
        "in",
        "by",
        "to",
        "de",
        "la",
        "le",
        "du",
        "des",
        "di",
        "del",
        "van",
        "der",
        "den",
        "von",
        "am",
        "an",
        "im",
        "zu",
        "c",
        "o",
        "no",
        "nr",
        "n",
        "postal",
        "mailing",
        "address",
        "registered",
        "office",
        "mail",
        "post",
        "letters",
        "for",
        "attention",
        "department",
        "officer",
        "protection",
        "data",
        "company",
        "number",
        "headquarters",
        "agent",
        "legal",
        "privacy",
        "team",
        "or",
        "phone",
        "email",
        "fax",
    ];
    let small = |word: &&str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        bare.starts_with(char::is_lowercase)
            && !bare.contains(['@', '.'])
            && !AMONG.contains(&bare)
            && !PLACES.contains(&bare)
    };
    body.split([' ', ',', '/', '-']).filter(small).count() <= 1
}

/// "Mailing address:", "Registered office".
fn is_address_label(words: &str) -> bool {
    let labels = [
        " mailing address",
        " postal address",
        " street address",
        " physical address",
        " our address",
        " registered office ",
        " headquarters ",
    ];
    words.split_whitespace().count() <= 4 && (has_any(words, &labels) || words.ends_with(" address "))
}

/// Words by which a sentence invites the reader to get in touch.
const INVITES: &[&str] = &[
    " contact",
    " e mail ",
    " email ",
    " phone",
    " telephone ",
    " write to ",
    " questions",
    " reach us",
    " call us",
    " ring us",
    " post ",
    " street ",
    " address ",
    " let us know ",
    " get in touch",
    " report ",
];
/// Words of what is owed, beside which a contact is no mere contact.
const WEIGHS: &[&str] = &[
    " days ",
    " controller",
    " months ",
    " opt out",
    " cancel",
    " terminat",
    " arbitrat",
    " notice of ",
    " withdraw",
];
/// Digits of the shortest telephone number.
const DIALLED: usize = 6;

/// Only contact details differ in a sentence that gives contacts.
pub(super) fn only_contact_differs(edit: &Edit) -> bool {
    if let (Some(old), Some(new)) = (&edit.old, &edit.new)
        && is_address(old)
        && is_address(new)
    {
        return true;
    }
    if let (Some(old), Some(new)) = (&edit.old, &edit.new)
        && says_whom_to_write(&old.text, &new.text)
    {
        return true;
    }
    let (removed, added) = (edit.removed(), edit.added());
    if moved_house(edit, &removed, &added) {
        return true;
    }
    // One mail address for another, whatever stands around it.
    let is_mail = |side: &str| side.contains('@') && side.split_whitespace().count() == 1;
    if is_mail(&removed) && is_mail(&added) {
        return true;
    }
    let mail = [&removed, &added].iter().any(|side| side.contains('@') || side.contains(" protected "));
    let speaks = mail
        || has_any(edit.new_words(), INVITES)
        || has_any(&edit.clause().heading, &[" contact", " questions"]);
    if only_ways(&removed) && only_ways(&added) && (removed.trim().is_empty() || added.trim().is_empty()) {
        return false;
    }
    if !mail && !changed_ways(&removed, &added) {
        return false;
    }
    let sums = |clause: &Option<Clause>| clause.as_ref().is_some_and(|clause| weight::measures(&clause.text));
    if !mail && (sums(&edit.old) || sums(&edit.new)) {
        return false;
    }
    let announces = [" update ", " updates ", " we post ", " change "];
    if !mail && (weight::deeds(edit.new_words()) || has_any(edit.new_words(), &announces)) {
        return false;
    }
    let changed = format!("{removed}{added}");
    if !mail && counts(edit.new_words(), &changed) {
        return false;
    }
    // "We call you at once" is what somebody owes to the reader, no way to reach him.
    let owed = [
        " we call you ",
        " we e mail you ",
        " we email you ",
        " call you ",
        " e mail you ",
        " email you ",
        " write to you ",
    ];
    if !mail && (has_any(edit.new_words(), &owed) || has_any(edit.old_words(), &owed)) {
        return false;
    }
    let mut words = changed.split_whitespace().peekable();
    speaks && words.peek().is_some() && words.all(is_detail) && !has_any(edit.new_words(), WEIGHS)
}

/// A short number among the words that changed counts something: "a child under 16" is no house and no
/// extension, though the parent is written to by e-mail.
fn counts(words: &str, changed: &str) -> bool {
    let numbered = [
        " ext ",
        " extension ",
        " street ",
        " road ",
        " avenue ",
        " suite ",
        " floor ",
        " room ",
        " address ",
        " po box ",
        " building ",
    ];
    let short = |word: &str| word.len() < 5 && word.chars().all(|c| c.is_ascii_digit());
    let dials = has_any(words, &[" phone", " telephone ", " tel ", " fax ", " call ", " ring "])
        && words.chars().filter(char::is_ascii_digit).count() >= DIALLED;
    changed.split_whitespace().any(short) && !dials && !has_any(words, &numbered)
}

/// Another mail address for one, or another person of the same office: "the editor, Jo Ash, at jo@a.example".
fn says_whom_to_write(old: &str, new: &str) -> bool {
    let masked = |text: &str| -> Vec<String> {
        let mask = |word: &str| if word.contains('@') { "@".to_owned() } else { word.to_owned() };
        text.split_whitespace().map(mask).collect()
    };
    let (before, after) = (masked(old), masked(new));
    let mailed = |row: &[String]| row.iter().any(|word| word == "@");
    if !mailed(&before) || !mailed(&after) {
        return false;
    }
    let office = [" officer ", " editor ", " ombudsman ", " secretary ", " clerk ", " representative "];
    let named = has_any(&padded(new), &office);
    let person = |row: &[String]| {
        (2..=3).contains(&row.len())
            && row.iter().all(|word| {
                let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
                bare.starts_with(char::is_uppercase)
                    && bare.chars().skip(1).all(|c| c.is_lowercase() || c == '-')
                    && !legal_forms::is_form_in_name(&bare.to_lowercase())
            })
    };
    let runs = replaced(&before, &after);
    runs.iter().all(|(from, to)| named && person(&before[from.clone()]) && person(&after[to.clone()]))
}

/// A sentence gives a postal address, and nothing but names and numbers of the address differ.
fn moved_house(edit: &Edit, removed: &str, added: &str) -> bool {
    let (Some(old), Some(new)) = (&edit.old, &edit.new) else { return false };
    let posted = [" mail ", " post ", " sent to ", " send to ", " address ", " write to ", " writing to "];
    // Both texts hold a post code: a number beside proper names is one of a house.
    let placed = |words: &str| words.chars().any(|c| c.is_ascii_digit());
    let named = |clause: &Clause, changed: &str| {
        let proper: Vec<String> = clause
            .text
            .split(|c: char| c.is_whitespace() || c == ',')
            .filter(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
            .flat_map(super::canon::tokens)
            .collect();
        changed.split_whitespace().all(|word| proper.iter().any(|name| name == word))
    };
    has_any(&new.words, &posted)
        && POSTCODE.is_match(&old.text)
        && POSTCODE.is_match(&new.text)
        && placed(removed)
        && placed(added)
        && named(old, removed)
        && named(new, added)
}

/// Beside the small words of a sentence a way or a place differs, and nobody's thing is somebody else's.
fn changed_ways(removed: &str, added: &str) -> bool {
    const SMALL: &[&str] = &[
        "our", "your", "you", "us", "and", "or", "of", "in", "on", "at", "to", "by", "an", "any", "this",
        "use", "can", "with", "about", "using", "out", "let", "know",
    ];
    let whose =
        |words: &str| words.split_whitespace().find(|word| ["our", "your"].contains(word)).map(str::to_owned);
    let turned = matches!((whose(removed), whose(added)), (Some(old), Some(new)) if old != new);
    !turned && removed.split_whitespace().chain(added.split_whitespace()).any(|word| !SMALL.contains(&word))
}

/// A way to reach somebody came or went: who can only write has lost the telephone.
fn only_ways(words: &str) -> bool {
    const WAYS: &[&str] =
        &["email", "phone", "fax", "letter", "form", "webform", "call", "portal", "online", "mail", "write"];
    let mut found = words.split_whitespace().peekable();
    found.peek().is_none() || found.any(|word| WAYS.contains(&word)) && !words.contains(['@', '.'])
}

/// A word that belongs to the way somebody is reached.
fn is_detail(word: &str) -> bool {
    const WAYS: &[&str] = &[
        "protected",
        "email",
        "phone",
        "fax",
        "tel",
        "contact",
        "us",
        "form",
        "webform",
        "submit",
        "help",
        "page",
        "support",
        "team",
        "write",
        "call",
        "reach",
        "letter",
        "mail",
        "at",
        "via",
        "by",
        "through",
        "on",
        "to",
        "or",
        "and",
        "an",
        "in",
        "of",
        "let",
        "know",
        "inquiry",
        "enquiry",
        "privacy",
        "request",
        "available",
        "online",
        "portal",
        "can",
        "you",
        "use",
        "using",
        "fill",
        "out",
        "url",
        "our",
        "your",
        "send",
        "sending",
        "legal",
        "department",
        "office",
        "officer",
        "desk",
        "with",
        "any",
        "question",
        "about",
        "this",
        "here",
    ];
    word.contains('@')
        || word.contains(".com")
        || word.chars().all(|c| c.is_ascii_digit())
        || WAYS.contains(&word)
        || PLACES.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, BlockAddress};
    use crate::facts::block_clauses;

    #[test]
    fn addresses_of_several_countries_are_known() {
        let cases = [
            ("14 Larkmoor Street, Suite 9", true),
            ("Fernwick, NY 10999", true),
            ("Address of the agent: 7 Quay Road, Tolworth, KT5 9ZZ", true),
            ("20099 Hafenstadt, Germany", true),
            ("We keep data at 14 Larkmoor Street for 9 days.", false),
            ("Records are kept for 30 days.", false),
            ("Quarn and Tilloy", false),
        ];
        for (text, expected) in cases {
            let at = BlockAddress { sections: vec![0], block: 0 };
            let clause = block_clauses(&Block::paragraph(text), "Reach us", &at).remove(0);
            assert_eq!(is_address(&clause), expected, "{text}");
        }
    }
}
