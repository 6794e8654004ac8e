//! References to parts of a document as they are written: the words before a number, and what stands
//! between the two.
//!
//! Knows no section and no list; where a reference points is for [`super::numbering`] to say.

use super::tokens::Token;

/// The word that makes the token at this place a reference (`Section `), or nothing for a number
/// that opens the block.
pub(super) fn reference_label(tokens: &[Token<'_>], at: usize) -> Option<String> {
    if at == 0 {
        return Some(String::new());
    }
    let mut before = at;
    while before > 0 {
        before -= 1;
        let word = tokens[before].form.to_lowercase();
        let singular = word.trim_end_matches('s');
        if is_reference_word(singular) || is_item_word(singular) {
            let gap = if singular == "§" { "" } else { " " };
            return Some(format!("{}{gap}", tokens[before].form.trim_end_matches('s')));
        }
        if before + 1 == at
            && tokens[at].form.contains('.')
            && matches!(word.as_str(), "in" | "under" | "see")
        {
            // `in 1.2`: the number of a clause needs no kind word.
            return Some(" ".to_owned());
        }
        if !is_linking(&word) {
            return None;
        }
    }
    None
}

/// True for what may stand between the word of a reference and its number: other numbers and letters,
/// and the small words between them.
fn is_linking(word: &str) -> bool {
    let listed = word.len() == 1 || word.len() <= 4 && word.bytes().all(|byte| b"ivx".contains(&byte));
    matches!(word, "and" | "or" | "to" | "through" | "," | "-" | "&" | "und" | "et" | "." | "(" | ")")
        || word.starts_with(|c: char| c.is_ascii_digit())
        || listed && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// A reference as it is read: `Section 5`, `clause (c)`, `Section 2(b)`.
pub(super) fn printed(tokens: &[Token<'_>], at: usize, label: &str) -> String {
    let form = &tokens[at].form;
    let opened = at.checked_sub(1).filter(|before| tokens[*before].form == "(");
    let Some(open) = opened else { return format!("{label}{form}") };
    let number = open.checked_sub(1).map(|before| tokens[before].form.as_ref());
    let number = number.filter(|number| number.starts_with(|c: char| c.is_ascii_digit())).unwrap_or_default();
    format!("{label}{number}({form})")
}

/// True for a word, in small letters and the singular, that refers to an item of a list.
pub(super) fn is_item_word(word: &str) -> bool {
    matches!(
        word,
        "item"
            | "point"
            | "step"
            | "rule"
            | "letter"
            | "lit"
            | "subparagraph"
            | "sub-paragraph"
            | "subclause"
            | "sub-clause"
    )
}

/// True for a word, in small letters and the singular, that refers to a part of a document.
pub(super) fn is_reference_word(word: &str) -> bool {
    matches!(
        word,
        "section"
            | "article"
            | "clause"
            | "paragraph"
            | "part"
            | "sec"
            | "art"
            | "§"
            | "annex"
            | "schedule"
            | "exhibit"
            | "abschnitt"
            | "artikel"
            | "ziffer"
            | "punkt"
            | "sección"
            | "artículo"
            | "cláusula"
            | "articolo"
            | "sezione"
            | "artigo"
            | "artykuł"
            | "第"
    )
}
