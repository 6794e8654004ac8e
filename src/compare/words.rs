//! Word runs from an old text to a new one, in the pieces a reader would mark with a pen.
//!
//! Runs laid end to end give the old text (kept and removed) and the new one (kept and added), but
//! for typography, which is no change and is shown as in the new text.

use std::collections::HashMap;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::similarity::is_stop_word;
use super::tokens::{Token, tokens};
use super::{Fate, Word};

/// Texts with more tokens than this are aligned by sentence first, so that one endless paragraph
/// costs no more than many short ones.
const LONG: usize = 1_500;

/// A stretch of both token lists: equal, or replaced (either side may be empty).
#[derive(Debug, Clone)]
struct Stretch {
    same: bool,
    old: Range<usize>,
    new: Range<usize>,
}

/// Word runs from `old` to `new`; empty when the texts are equal but for typography.
///
/// Concatenating the texts of all `Same` and `Removed` runs gives `old`, of all `Same` and `Added`
/// runs gives `new`.
pub(super) fn word_runs(old: &str, new: &str) -> Vec<Word> {
    let (old, new) = (tokens(old), tokens(new));
    let stretches = join_over_small_words(align(&old, &new), &old, &new);
    if stretches.iter().all(|stretch| stretch.same) {
        return Vec::new();
    }
    let mut words = Vec::new();
    for stretch in stretches {
        if stretch.same {
            push(&mut words, Fate::Same, text_of(&new[stretch.new]));
        } else {
            push_change(&mut words, &text_of(&old[stretch.old]), &text_of(&new[stretch.new]));
        }
    }
    words
}

fn text_of(tokens: &[Token<'_>]) -> String {
    tokens.iter().map(|token| token.text).collect()
}

fn push(words: &mut Vec<Word>, fate: Fate, text: String) {
    if !text.is_empty() {
        words.push(Word { fate, text });
    }
}

/// A replacement; the space before both its sides goes to the kept words before it.
fn push_change(words: &mut Vec<Word>, old: &str, new: &str) {
    let spaced = old.starts_with(' ') && new.starts_with(' ');
    if spaced && let Some(last) = words.last_mut().filter(|last| last.fate == Fate::Same) {
        last.text.push(' ');
        push(words, Fate::Removed, old[1..].to_owned());
        push(words, Fate::Added, new[1..].to_owned());
    } else {
        push(words, Fate::Removed, old.to_owned());
        push(words, Fate::Added, new.to_owned());
    }
}

fn align(old: &[Token<'_>], new: &[Token<'_>]) -> Vec<Stretch> {
    let (old_ids, new_ids) = intern(old, new);
    if old.len().max(new.len()) <= LONG {
        return diff(&old_ids, &new_ids, 0, 0);
    }
    let (old_cuts, new_cuts) = (sentences(old), sentences(new));
    let slices = |cuts: &[Range<usize>], ids: &[u32]| -> Vec<Vec<u32>> {
        cuts.iter().map(|cut| ids[cut.clone()].to_vec()).collect()
    };
    let by_sentence = diff(&slices(&old_cuts, &old_ids), &slices(&new_cuts, &new_ids), 0, 0);
    let span = |cuts: &[Range<usize>], range: &Range<usize>, end: usize| -> Range<usize> {
        let at = |index: usize| cuts.get(index).map_or(end, |cut| cut.start);
        at(range.start)..at(range.end)
    };
    by_sentence
        .into_iter()
        .flat_map(|stretch| {
            let old_span = span(&old_cuts, &stretch.old, old.len());
            let new_span = span(&new_cuts, &stretch.new, new.len());
            if stretch.same {
                return vec![Stretch { same: true, old: old_span, new: new_span }];
            }
            let (old_from, new_from) = (old_span.start, new_span.start);
            diff(&old_ids[old_span], &new_ids[new_span], old_from, new_from)
        })
        .collect()
}

fn diff<T: Eq + std::hash::Hash + Ord>(
    old: &[T],
    new: &[T],
    old_from: usize,
    new_from: usize,
) -> Vec<Stretch> {
    capture_diff_slices(Algorithm::Histogram, old, new)
        .into_iter()
        .map(|op| {
            let (old, new) = (op.old_range(), op.new_range());
            Stretch {
                same: matches!(op, DiffOp::Equal { .. }),
                old: old.start + old_from..old.end + old_from,
                new: new.start + new_from..new.end + new_from,
            }
        })
        .collect()
}

/// Token forms as small numbers: equal forms, equal numbers.
fn intern(old: &[Token<'_>], new: &[Token<'_>]) -> (Vec<u32>, Vec<u32>) {
    let mut ids: HashMap<&str, u32> = HashMap::new();
    for token in old.iter().chain(new) {
        let next = u32::try_from(ids.len()).unwrap_or(u32::MAX);
        ids.entry(token.form.as_ref()).or_insert(next);
    }
    let numbers = |tokens: &[Token<'_>]| tokens.iter().map(|token| ids[token.form.as_ref()]).collect();
    (numbers(old), numbers(new))
}

fn sentences(tokens: &[Token<'_>]) -> Vec<Range<usize>> {
    let mut cuts = Vec::new();
    let mut start = 0;
    for (at, token) in tokens.iter().enumerate() {
        if token.ends_sentence() || at + 1 == tokens.len() {
            cuts.push(start..at + 1);
            start = at + 1;
        }
    }
    cuts
}

/// Joins neighbouring changes that only a stop word or a mark of punctuation keeps apart, so that a
/// rewritten phrase is one run.
fn join_over_small_words(stretches: Vec<Stretch>, old: &[Token<'_>], new: &[Token<'_>]) -> Vec<Stretch> {
    let mut joined: Vec<Stretch> = Vec::with_capacity(stretches.len());
    let mut rest = stretches.into_iter().peekable();
    while let Some(stretch) = rest.next() {
        let between = stretch.same && joined.last().is_some_and(|last| !last.same) && rest.peek().is_some();
        let absorb = between && is_small(&new[stretch.new.clone()]);
        match joined.last_mut() {
            Some(last) if absorb || last.same == stretch.same => {
                last.old.end = stretch.old.end;
                last.new.end = stretch.new.end;
            }
            _ => joined.push(stretch),
        }
    }
    joined.retain(|stretch| !stretch.old.is_empty() || !stretch.new.is_empty());
    debug_assert!(joined.last().is_none_or(|last| last.old.end == old.len() && last.new.end == new.len()));
    joined
}

fn is_small(tokens: &[Token<'_>]) -> bool {
    match tokens {
        [token] => {
            !token.ends_sentence() && (token.is_punctuation() || is_stop_word(&token.form.to_lowercase()))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(old: &str, new: &str) -> String {
        word_runs(old, new)
            .iter()
            .map(|word| match word.fate {
                Fate::Same => word.text.clone(),
                Fate::Removed => format!("[-{}-]", word.text),
                Fate::Added => format!("{{+{}+}}", word.text),
            })
            .collect()
    }

    #[test]
    fn runs_are_what_a_pen_would_mark() {
        let cases = [
            ("kept for 30 days.", "kept for 90 days.", "kept for [-30 days-]{+90 days+}."),
            ("We may share it.", "We will share it.", "We [-may-]{+will+} share it."),
            ("a, b and c", "a and c", "a[-, b-] and c"),
            ("used solely for limits", "used for limits", "used[- solely-] for limits"),
            ("“Data” here", "\"Data\" here", ""),
            (
                "sent to partners in Europe today",
                "shared with agents in Asia today",
                "[-sent to partners in Europe-]{+shared with agents in Asia+} today",
            ),
            ("It is kept.", "It is kept", "It is kept[-.-]"),
        ];
        for (old, new, expected) in cases {
            assert_eq!(shown(old, new), expected, "{old} -> {new}");
        }
    }

    #[test]
    fn a_long_paragraph_is_aligned_by_sentence() {
        let old: String = (0..600).map(|n| format!("Clause {n} binds the parties. ")).collect();
        let new = old.replace("Clause 300 binds", "Clause 300 frees");
        let changed: Vec<_> =
            word_runs(&old, &new).into_iter().filter(|word| word.fate != Fate::Same).collect();
        assert_eq!(changed.len(), 2);
    }

    proptest! {
        #[test]
        fn runs_rebuild_both_texts(old in "[a-d ,.\"“0-9]{0,60}", new in "[a-d ,.\"”0-9]{0,60}") {
            let words = word_runs(&old, &new);
            let side = |fate: Fate| -> String {
                words.iter().filter(|word| word.fate == Fate::Same || word.fate == fate).map(|word| word.text.as_str()).collect()
            };
            if words.is_empty() {
                prop_assert_eq!(super::super::outline::form_of(&old), super::super::outline::form_of(&new));
            } else {
                let form = |text: &str| crate::document::text::comparison_form(text).replace(' ', "");
                prop_assert_eq!(form(&side(Fate::Removed)), form(&old));
                prop_assert_eq!(form(&side(Fate::Added)), form(&new));
            }
        }
    }
}
