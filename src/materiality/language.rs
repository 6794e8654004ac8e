//! Texts in other languages: the rules read English, so they say that they do not read these.

use crate::document::text::key_form;
use crate::document::{Document, Warning, WarningKind};
use crate::facts::Clause;
use crate::facts::lexer::padded;
use crate::normalize::language_of;

/// Code of a document's language where it is known and not English.
pub(super) fn foreign(document: &Document) -> Option<&str> {
    document.language.as_deref().filter(|language| *language != "en")
}

/// True for a sentence that is English for certain; short ones go with their document.
pub(super) fn reads_english(clause: &Clause) -> bool {
    language_of(&clause.text) == Some("en")
}

/// The same letters and numbers in the same order, whatever the case, spacing and punctuation.
pub(super) fn same_letters(old: &str, new: &str) -> bool {
    if padded(old) == padded(new) {
        return true;
    }
    let spaceless = |text: &str| key_form(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    // Scripts without spaces between words: a space there is layout.
    let dense =
        |text: &str| text.chars().any(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}'));
    dense(old) && spaceless(old) == spaceless(new)
}

/// Why a change in this language is for a person.
pub(super) fn unread(code: &str) -> String {
    format!("The text is in {}; the rules read English only, so a person must read this change.", name(code))
}

/// The warning of a comparison whose text the rules do not read.
pub(super) fn warning(old: &Document, new: &Document) -> Option<Warning> {
    let code = foreign(new).or_else(|| foreign(old))?;
    let why = format!(
        "The text is in {}: sections, words, numbers, dates, percentages and money are compared; the rules read English only, so every reworded sentence is left to a person.",
        name(code)
    );
    Some(Warning { kind: WarningKind::Language, why })
}

fn name(code: &str) -> &str {
    match code {
        "de" => "German",
        "fr" => "French",
        "es" => "Spanish",
        "it" => "Italian",
        "pt" => "Portuguese",
        "nl" => "Dutch",
        "pl" => "Polish",
        "ja" => "Japanese",
        "zh" => "Chinese",
        other => other,
    }
}
