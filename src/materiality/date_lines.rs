//! Lines that are nothing but a date or version label of the document.

use super::edits::Edit;
use crate::facts::lexer::has_any;

/// English months and their short forms.
pub(super) const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
];

/// In a short line without verb, nothing but words of dates differs: a signature's day.
pub(super) fn only_dates_differ(edit: &Edit) -> bool {
    let dated = |word: &str| MONTHS.contains(&word) || word.chars().all(|c| c.is_ascii_digit());
    let changed = format!("{}{}", edit.removed(), edit.added());
    let year = |words: &str| {
        let of_a_date = |word: &str| word.starts_with("19") || word.starts_with("20");
        words
            .split_whitespace()
            .any(|word| word.len() == 4 && of_a_date(word) && word.chars().all(|c| c.is_ascii_digit()))
    };
    let short = |words: &str| words.split_whitespace().count() <= 9;
    changed.split_whitespace().all(dated)
        && year(edit.old_words())
        && year(edit.new_words())
        && short(edit.old_words())
        && short(edit.new_words())
        && !has_any(
            edit.new_words(),
            &[" we ", " you ", " will ", " must ", " shall ", " is ", " are ", " days "],
        )
}

/// "Last updated: …", "Version 4.2, effective …": a label and nothing else.
pub(super) fn is_date_line(words: &str) -> bool {
    let label = has_any(
        words,
        &[
            " last updated ",
            " last modified ",
            " last revised ",
            " effective ",
            " effective date ",
            " date of this ",
            " revised ",
            " updated ",
            " published ",
            " dated ",
            " posted ",
            " as of ",
        ],
    );
    // "Version 4.2" is a label, "an old version" a thing.
    let numbered = [" version ", " revision ", " edition "].iter().any(|label| {
        words.split_once(label).is_some_and(|(_, rest)| {
            let rest = rest.strip_prefix("of ").or(rest.strip_prefix("dated ")).unwrap_or(rest);
            let dated = rest.split(' ').next().is_some_and(|word| MONTHS.contains(&word));
            dated || rest.trim_start_matches('v').starts_with(|c: char| c.is_ascii_digit())
        })
    });
    let spans = [" hour", " days ", " week", " months ", " years ", " minute"];
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
    // "Issued: 17 March" is a label, a paper issued by somebody is not.
    (label || numbered || words.starts_with(" issued ") && !words.starts_with(" issued by "))
        && !has_any(words, &spans)
        && words.split_whitespace().count() <= 14
        && !has_any(words, &verbs)
        && words.chars().any(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_no_sentence_about_versions() {
        for label in [
            " version 4 2 effective 2026 02 01 ",
            " version of february 2026 ",
            " issued 17 march 2026 ",
            " revision 11 of 2025 10 15 ",
            " last updated 3 june 2026 ",
            " version v7 ",
        ] {
            assert!(is_date_line(label), "{label}");
        }
        for sentence in [
            " the paper was issued by nordmark number 3381 ",
            " an old version stays available for no more than 9 months ",
            " updated every 3 weeks ",
        ] {
            assert!(!is_date_line(sentence), "{sentence}");
        }
    }
}
