//! Lines without a statement: labels, menus, ways to reach somebody, and the lists of parties that are none of these.

use crate::document::legal_forms;
use crate::facts::lexer::has_any;
use crate::facts::{Clause, Place};
use crate::materiality::weight;

/// Words that make a line a statement.
const STATES: &[&str] = &[
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
    " applies ",
    " apply ",
    " governs ",
    " prevails ",
    " is ",
    " are ",
];

/// A few words without verb, number or full stop that no list of parties or data holds: a menu
/// entry or a label.
pub(in crate::materiality) fn is_label(clause: &Clause) -> bool {
    clause.words.split_whitespace().count() <= 6
        && is_loose(clause)
        && !clause.text.chars().any(|c| c.is_ascii_digit())
        && !weight::tells_value(&clause.words)
}

/// A long run of capitalised words without a verb: several menu entries in one line.
pub(super) fn is_menu(clause: &Clause) -> bool {
    let words: Vec<&str> =
        clause.text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).collect();
    let capital = |word: &&&str| word.chars().next().is_some_and(char::is_uppercase);
    let small = [" your ", " our ", " this ", " that ", " these ", " if ", " by "];
    words.len() <= 40
        && is_loose(clause)
        && clause.text.chars().any(char::is_lowercase)
        && 10 * words.iter().filter(capital).count() >= 7 * words.len()
        && !has_any(&clause.words, &small)
}

/// A line outside every list that says something, without verb and without full stop.
fn is_loose(clause: &Clause) -> bool {
    let placed = match clause.place {
        Place::Sentence => true,
        Place::Item => !is_speaking(clause),
        _ => false,
    };
    // The full stop of a legal form ends no sentence.
    let last = clause.text.rsplit(' ').next().unwrap_or_default();
    let is_formal = last.strip_suffix('.').is_some_and(legal_forms::takes_point);
    placed
        && (is_formal || !clause.text.ends_with(['.', ':', ';']))
        && !weight::is_row(&clause.text)
        && !has_any(&clause.words, STATES)
        && !lists_parties(clause)
}

/// A stem that makes its items part of a sentence.
fn is_speaking(clause: &Clause) -> bool {
    let lists = [
        " following",
        " not ",
        " includ",
        " such as ",
        " share",
        " disclos",
        " collect",
        " right",
        " may ",
        " must ",
    ];
    let speaks = [
        " we ",
        " you ",
        " our ",
        " your ",
        " data ",
        " will ",
        " information ",
        " such ",
        " these ",
        " are ",
        " is ",
        " for ",
        " by ",
        " if ",
    ];
    // Entries of a menu have capitals: "From you: • the year of birth" goes on with the sentence.
    let goes_on = clause.text.starts_with(char::is_lowercase);
    has_any(&clause.stem, &lists)
        || clause.announced && (goes_on || has_any(&clause.stem, &speaks) || clause.stem.len() > 40)
}

/// A line of a list of ways to reach somebody: "Complaints may be sent to:".
pub(in crate::materiality) fn is_contact_line(clause: &Clause) -> bool {
    let opens = [
        " sent to ",
        " send to ",
        " write to ",
        " writing to ",
        " contact ",
        " reach ",
        " addressed to ",
        " mail to ",
        " address ",
        " by mail ",
        " by post ",
    ];
    let short = clause.words.split_whitespace().count() <= 12 && !has_any(&clause.words, STATES);
    // "Your recordings are sent to:" opens a list of those who receive them.
    let passes_on = [" sent to ", " send to ", " mail to "];
    let written = [
        " complain",
        " question",
        " request",
        " notice",
        " enquir",
        " inquir",
        " letter",
        " claim",
        " write",
        " correspondence",
    ];
    let hands = has_any(&clause.stem, &passes_on) && !has_any(&clause.stem, &written);
    short && clause.place == Place::Item && clause.announced && has_any(&clause.stem, &opens) && !hands
}

/// Headings under which a bare name is a party that receives something.
pub(in crate::materiality) fn lists_parties(clause: &Clause) -> bool {
    let parties = [
        " partner",
        " recipient",
        " who receives",
        " share with",
        " shared with",
        " provider",
        " processor",
        " subprocessor",
        " sub-processor",
        " subcontract",
        " third part",
        " vendor",
        " affiliat",
        " cookies",
        " advertis",
        " analytic",
        " supplier",
        " compan",
    ];
    has_any(&clause.heading, &parties) || has_any(&clause.stem, &parties)
}
