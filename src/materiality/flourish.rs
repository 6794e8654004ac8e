//! Sentences that bind nobody: greetings, openings, what a text says about its own style.
//!
//! It must say so by a greeting or by speaking of its own wording, and beside that no party may do, have
//! or owe anything and no number, law or thing of value may be named. Only sentences on which no rule
//! fired come here.

use super::Reason;
use super::bearing::bearing;
use super::rules::Case;
use super::statement::{Role, Statements};
use super::words;
use crate::facts::lexer::has_any;
use crate::facts::{Clause, Place};

/// Words that give a sentence a weight of its own.
const WEIGHS: &[&str] = &[
    " must ",
    " shall ",
    " may ",
    " will ",
    " should ",
    " cannot ",
    " can ",
    " not ",
    " no ",
    " never ",
    " nothing ",
    " none ",
    " only ",
    " solely ",
    " unless ",
    " except ",
    " if ",
    " without ",
    " right",
    " agree",
    " consent",
    " law",
    " liab",
    " warrant",
    " licen",
    " fee",
    " price",
    " pay",
    " cost",
    " free ",
    " charge",
    " refund",
    " credit",
    " cancel",
    " terminat",
    " suspend",
    " personal data",
    " information ",
    " data ",
    " collect",
    " share",
    " sell",
    " sold ",
    " use ",
    " used ",
    " uses ",
    " store",
    " keep",
    " kept ",
    " delet",
    " retain",
    " record",
    " track",
    " process",
    " third part",
    " partner",
    " provider",
    " recipient",
    " controller",
    " account",
    " child",
    " minor",
    " age ",
    " days",
    " hours",
    " month",
    " year",
    " percent",
    " security",
    " secure",
    " encrypt",
    " court",
    " disput",
    " arbitrat",
    " claim",
    " notice of ",
    " consist",
    " mean",
    " refer",
    " applies ",
    " apply ",
    " appl",
    " include",
    " excluding",
    " compli",
    " binding ",
    " cookie",
    " train",
    " model",
    " public ",
    " private ",
    " default",
    " prohibit",
    " forbid",
    " require",
    " allow",
    " permit",
    " guarantee",
    " safe ",
    " protect",
    " restrict",
    " limit",
    " least ",
    " most ",
    " change",
    " tailored ",
    " profile",
    " advert",
    " market",
    " reserve",
    " own ",
    " content",
];
/// True where the words give a sentence a weight of its own.
pub(super) fn weighs(words: &str) -> bool {
    has_any(words, WEIGHS)
}

/// Longest opening, in words.
const LONGEST: usize = 24;

/// The reason why a sentence that came, went or was reworded binds nobody.
pub(super) fn prove(case: &Case<'_>) -> Option<Reason> {
    let sides = [&case.edit.old, &case.edit.new];
    let clauses = || sides.into_iter().flatten();
    let empty = case.old_facts.is_empty() && case.new_facts.is_empty();
    if !empty || !clauses().all(is_flourish) {
        return None;
    }
    let text = |clause: &Option<Clause>| clause.as_ref().map(|clause| clause.text.clone());
    let why = "The sentence greets or describes and binds nobody.";
    Some(words::reason("C9", why, text(&case.edit.old).as_deref(), text(&case.edit.new).as_deref()))
}

fn is_flourish(clause: &Clause) -> bool {
    let greets = [" welcome ", " thanks ", " thank you ", " hello ", " hi "];
    let style = [
        " legalese",
        " plain language",
        " plain words",
        " plain english",
        " plainly ",
        " readable ",
        " easy to read",
        " the way we ",
        " short and ",
        " straightforward ",
    ];
    let words = clause.words.split_whitespace().count();
    let named = clause.text.split_whitespace().skip(1).any(|word| word.starts_with(char::is_uppercase));
    clause.place == Place::Sentence
        && clause.text.ends_with(['.', '!'])
        && (4..=LONGEST).contains(&words)
        && !clause.text.chars().any(|c| c.is_ascii_digit() || matches!(c, '@' | '"' | '$' | '%' | ':' | ';'))
        && (has_any(&clause.words, &greets) || has_any(&clause.words, &style) && !named)
        && !weighs(&clause.words)
        && bears_nothing(clause)
}

/// No statement of it serves or burdens anybody.
fn bears_nothing(clause: &Clause) -> bool {
    let statements = Statements::of(clause);
    let mains = statements.parts.iter().enumerate().filter(|(_, part)| part.role == Role::Main);
    mains.map(|(at, _)| bearing(&statements, at)).all(|bearing| bearing.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, BlockAddress};
    use crate::facts::block_clauses;

    #[test]
    fn what_binds_nobody_is_told_from_what_binds() {
        let of = |text: &str| {
            let at = BlockAddress { sections: vec![0], block: 0 };
            is_flourish(&block_clauses(&Block::paragraph(text), "Hello", &at)[0])
        };
        for text in [
            "Welcome to Larkpass, the home of pencils.",
            "Thanks for choosing Larkpass.",
            "It is written the way we talk.",
            "We have tried to be short and plain.",
        ] {
            assert!(of(text), "{text}");
        }
        for text in [
            "Your drawings are visible to everybody.",
            "A drawing says more than a thousand words.",
            "Welcome to Larkpass, where your drawings are sold to museums.",
            "We read your drawings.",
            "Guests are at fault.",
            "A guest must be quiet.",
            "We are Larkpass Limited.",
            "Drawings leave the house.",
            "Larkpass is the seller.",
        ] {
            assert!(!of(text), "{text}");
        }
    }
}
