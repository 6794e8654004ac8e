//! Word runs from an old text to a new one, in the pieces a reader would mark with a pen.
//!
//! Runs laid end to end give the old text (kept and removed) and the new one (kept and added), but
//! for typography, which is no change and is shown as in the new text.

use std::hash::{BuildHasherDefault, Hash, Hasher};
use std::ops::Range;

use super::alignment::{Stretch, align, align_short, in_place, is_long};
use super::ends::{equal_sentences, equal_words};
use super::hashing::{QuickMap, hash_of};
use super::pieces::is_date;
use super::telling::is_stop_word;
use super::tokens::{Token, sentences, tokens};
use super::{Fate, Word};

/// Kept words are few when the changes on both sides of them are this many times as long.
const FEW: usize = 3;

/// Bytes of a paragraph of which nobody sees more than which sentences differ. Its words take dozens of times
/// their letters.
const ENDLESS: usize = 256 << 10;

/// Word runs from `old` to `new`; empty when the texts are equal but for typography.
///
/// Concatenating the texts of all `Same` and `Removed` runs gives `old`, of all `Same` and `Added`
/// runs gives `new`.
pub(super) fn word_runs(old: &str, new: &str) -> Vec<Word> {
    word_runs_but(old, new, |_, _| false)
}

/// A part of a text's tokens.
pub(super) type Part<'a, 'b> = (&'b [Token<'a>], Range<usize>);

/// The same; replacements that `known` says are told elsewhere count as kept and show the new words.
pub(super) fn word_runs_but(
    old: &str,
    new: &str,
    mut known: impl FnMut(Part<'_, '_>, Part<'_, '_>) -> bool,
) -> Vec<Word> {
    let (before, new_end, Aligned { old, new: new_tokens, stretches }) = aligned(old, new);
    let mut words = Vec::new();
    push(&mut words, Fate::Same, new[..before].to_owned());
    let told = |stretch: Stretch| {
        let replaced = !stretch.same && !stretch.old.is_empty() && !stretch.new.is_empty();
        let same = stretch.same
            || replaced && known((&old, stretch.old.clone()), (&new_tokens, stretch.new.clone()));
        Stretch { same, ..stretch }
    };
    let stretches: Vec<Stretch> = stretches.into_iter().map(told).collect();
    let stretches = join_over_few_words(join_over_small_words(stretches, &new_tokens));
    if stretches.iter().all(|stretch| stretch.same) {
        return Vec::new();
    }
    for stretch in stretches {
        if stretch.same {
            push(&mut words, Fate::Same, text_of(&new_tokens[stretch.new]));
        } else {
            push_change(&mut words, &text_of(&old[stretch.old]), &text_of(&new_tokens[stretch.new]));
        }
    }
    push(&mut words, Fate::Same, new[new_end..].to_owned());
    words
}

/// True when dates were replaced by dates and nothing else differs.
pub(super) fn only_dates(words: &[Word]) -> bool {
    let mut changed = words.iter().filter(|word| word.fate != Fate::Same).peekable();
    changed.peek().is_some()
        && changed.all(|word| is_date(word.text.trim()))
        && words.iter().filter(|word| word.fate == Fate::Removed).count()
            == words.iter().filter(|word| word.fate == Fate::Added).count()
}

/// Two texts in pieces, and what of them is the same.
struct Aligned<'a> {
    old: Vec<Token<'a>>,
    new: Vec<Token<'a>>,
    stretches: Vec<Stretch>,
}

impl<'a> Aligned<'a> {
    fn of(old: &'a str, new: &'a str) -> Self {
        let cut = if old.len().min(new.len()) > ENDLESS { sentences } else { tokens };
        let (old, new) = (cut(old), cut(new));
        let same = |from: usize, to: usize| old[from].form == new[to].form;
        let in_place = if old.len() == new.len() { in_place(old.len(), same) } else { None };
        if let Some(stretches) = in_place {
            return Self { old, new, stretches };
        }
        if !is_long(old.len(), new.len()) {
            let stretches = align_short(&keyed(&old), &keyed(&new));
            return Self { old, new, stretches };
        }
        let (old_ids, new_ids) = intern(&old, &new);
        let stretches = align(&old_ids, &new_ids, |at| old[at].ends_sentence(), |at| new[at].ends_sentence());
        Self { old, new, stretches }
    }
}

/// What stands between equal ends, aligned: where it begins in both texts, where it ends in the new one.
fn aligned<'a>(old: &'a str, new: &'a str) -> (usize, usize, Aligned<'a>) {
    let (before, after) = equal_sentences(old, new);
    let between = |before: usize, after: usize| {
        let aligned = Aligned::of(&old[before..old.len() - after], &new[before..new.len() - after]);
        (before, new.len() - after, aligned)
    };
    let (front, back) = equal_words(&old[before..old.len() - after], &new[before..new.len() - after]);
    let found = between(before + front, after + back);
    // Words put in are told as far behind as the words after them repeat: perhaps behind what was left out.
    let at_the_end = found.2.stretches.last().is_some_and(|last| !last.same);
    if back > 0 && at_the_end { between(before + front, after) } else { found }
}

fn text_of(tokens: &[Token<'_>]) -> String {
    let mut text = String::with_capacity(tokens.iter().map(|token| token.text.len()).sum());
    text.extend(tokens.iter().map(|token| token.text));
    text
}

fn push(words: &mut Vec<Word>, fate: Fate, text: String) {
    match words.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.fate == fate => last.text.push_str(&text),
        _ => words.push(Word { fate, text }),
    }
}

/// A replacement; the space before both its sides goes to the kept words before it.
fn push_change(words: &mut Vec<Word>, old: &str, new: &str) {
    let (shorter, longer, fate) =
        if old.len() < new.len() { (old, new, Fate::Added) } else { (new, old, Fate::Removed) };
    if let Some(initials) = initials_after(shorter, longer) {
        push(words, Fate::Same, shorter.to_owned());
        push(words, fate, initials.to_owned());
        return;
    }
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

/// The initials that a name got or lost at its end: `Tools` became `Tools B.V.`.
fn initials_after<'t>(name: &str, longer: &'t str) -> Option<&'t str> {
    let rest = longer.strip_prefix(name).filter(|_| !name.trim().is_empty())?;
    let initials = rest.strip_prefix(' ').filter(|initials| initials.contains('.'))?;
    let are_capitals = |part: &str| part.chars().all(char::is_uppercase) && part.chars().count() <= 1;
    initials.split('.').all(are_capitals).then_some(rest)
}

/// A form with its hash: what is equal is found by one number, and no text is hashed twice.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Keyed<'a> {
    hash: u64,
    form: &'a str,
}

impl Hash for Keyed<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.hash);
    }
}

fn keyed<'a>(tokens: &'a [Token<'_>]) -> Vec<Keyed<'a>> {
    tokens.iter().map(|token| Keyed { hash: hash_of(token.form.as_ref()), form: &token.form }).collect()
}

/// Token forms as small numbers: equal forms, equal numbers.
fn intern<'a>(old: &'a [Token<'a>], new: &'a [Token<'a>]) -> (Vec<u32>, Vec<u32>) {
    // The longer a text, the more often it says the same words.
    let most = old.len().max(new.len());
    let room = most.min(512).max(most / 8);
    let mut ids: QuickMap<&str, u32> =
        QuickMap::with_capacity_and_hasher(room, BuildHasherDefault::default());
    let mut numbers = |tokens: &'a [Token<'a>]| -> Vec<u32> {
        tokens
            .iter()
            .map(|token| {
                let next = u32::try_from(ids.len()).unwrap_or(u32::MAX);
                *ids.entry(token.form.as_ref()).or_insert(next)
            })
            .collect()
    };
    (numbers(old), numbers(new))
}

/// Joins neighbouring changes that only a stop word or a mark of punctuation keeps apart, so that a
/// rewritten phrase is one run.
fn join_over_small_words(stretches: Vec<Stretch>, new: &[Token<'_>]) -> Vec<Stretch> {
    let mut joined: Vec<Stretch> = Vec::new();
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
    joined
}

/// Joins two large changes over the few words that survived between them: a rewritten sentence is
/// read as one, not as a row of patches.
fn join_over_few_words(stretches: Vec<Stretch>) -> Vec<Stretch> {
    let size = |stretch: &Stretch| stretch.old.len().max(stretch.new.len());
    let mut joined: Vec<Stretch> = Vec::new();
    for stretch in stretches {
        if let [.., before, kept] = joined.as_mut_slice()
            && kept.same
            && size(kept) * FEW <= size(before).min(size(&stretch))
        {
            before.old.end = stretch.old.end;
            before.new.end = stretch.new.end;
            joined.pop();
        } else {
            joined.push(stretch);
        }
    }
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
            ("by Adyen for us", "by Adyen N.V. for us", "by Adyen{+ N.V.+} for us"),
            (
                "We keep it. We store logs for long. We tell you.",
                "We keep it. We store mails for long. We tell you.",
                "We keep it. We store [-logs-]{+mails+} for long. We tell you.",
            ),
            (
                "Please write to our office in the old town when you want to know more",
                "Please call the number printed below your bill when anything remains unclear today",
                "Please [-write to our office in the old town when you want to know more-]{+call the number printed below your bill when anything remains unclear today+}",
            ),
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

    #[test]
    fn an_endless_paragraph_is_told_by_sentence() {
        let old: String = (0..12_000).map(|n| format!("Clause {n} binds the parties. ")).collect();
        let new = old.replace("Clause 3 binds", "Clause 3 frees").replace("Clause 11990 ", "Clause 11990b ");
        let words = word_runs(&old, &new);
        let side = |fate: Fate| -> String {
            words.iter().filter(|word| word.fate == fate).map(|word| word.text.as_str()).collect()
        };
        // The first and the last words of both were equal and are no part of the sentences.
        assert_eq!(side(Fate::Removed).matches("binds").count(), 2, "{}", side(Fate::Removed));
        assert!(side(Fate::Added).contains("frees the parties.") && side(Fate::Added).contains("11990b"));
        assert_eq!(side(Fate::Removed).len() + side(Fate::Same).len(), old.len());
        assert_eq!(side(Fate::Added).len() + side(Fate::Same).len(), new.len());
    }

    proptest! {
        #[test]
        fn runs_rebuild_both_texts(old in "[a-d ,.\"“0-9]{0,60}", new in "[a-d ,.\"”0-9]{0,60}") {
            let words = word_runs(&old, &new);
            let side = |fate: Fate| -> String {
                words.iter().filter(|word| word.fate == Fate::Same || word.fate == fate).map(|word| word.text.as_str()).collect()
            };
            if words.is_empty() {
                prop_assert_eq!(super::super::form::form_of(&old), super::super::form::form_of(&new));
            } else {
                let form = |text: &str| crate::document::text::comparison_form(text).replace(' ', "");
                prop_assert_eq!(form(&side(Fate::Removed)), form(&old));
                prop_assert_eq!(form(&side(Fate::Added)), form(&new));
            }
        }
    }
}
