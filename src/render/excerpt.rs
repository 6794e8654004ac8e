//! The words of a change, no more than needed: the edited sentences with an ellipsis for the rest.
//!
//! Works on runs of kept, removed and added words and returns the same kind of runs, so that every
//! format marks them in its own way.

use super::{rearranged, safe};
use crate::compare::{Change, ChangeKind, Fate, UNNUMBERED, Unit, Word};
use crate::document::text::shorten;

/// Kept words shown on either side of an edit, in characters, when a sentence is longer still.
const CONTEXT: usize = 160;
/// Kept words shown of a text that only moved, in characters.
const UNEDITED: usize = 240;

/// The runs of a change with long unedited stretches cut out. Laid end to end, kept and removed runs
/// are the old words, kept and added ones the new words.
pub(crate) fn runs(change: &Change) -> Vec<Word> {
    trim_context(&all_runs(change))
}

/// The runs of one side only: what the old text (`Fate::Removed`) or the new one (`Fate::Added`) says.
pub(crate) fn side(runs: &[Word], fate: Fate) -> Vec<Word> {
    let told = |run: &&Word| run.fate == Fate::Same || run.fate == fate;
    tidy(&runs.iter().filter(told).cloned().collect::<Vec<_>>())
}

/// Both sides in one line of reading: spaces outside the marks, a removal and an addition kept apart.
pub(crate) fn inline(runs: &[Word]) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    for run in tidy(runs) {
        if run.fate != Fate::Same && out.last().is_some_and(|last| last.fate != Fate::Same) {
            out.push(Word { fate: Fate::Same, text: " ".to_owned() });
        }
        out.push(run);
    }
    out
}

/// Runs as one string with `[-removed-]` and `{+added+}` marks.
pub(crate) fn marked(runs: &[Word]) -> String {
    inline(runs)
        .iter()
        .map(|run| match run.fate {
            Fate::Same => run.text.clone(),
            Fate::Removed => format!("[-{}-]", run.text),
            Fate::Added => format!("{{+{}+}}", run.text),
        })
        .collect()
}

/// The change's words on one line of at most `limit` characters.
pub(crate) fn one_line(change: &Change, limit: usize) -> String {
    shorten(&safe::line(&marked(&runs(change))), limit)
}

/// Cuts each removed or added run to `limit` characters and says how many words are missing.
pub(crate) fn capped(runs: Vec<Word>, limit: usize) -> Vec<Word> {
    runs.into_iter()
        .map(|run| {
            if run.text.chars().count() <= limit {
                return run;
            }
            let kept = whole_words(&run.text, limit);
            let missing = run.text[kept.len()..].split_whitespace().count();
            Word { fate: run.fate, text: format!("{kept} … ({missing} more words)") }
        })
        .collect()
}

/// True when no kept word joins the two sides: they are shown one under the other.
pub(crate) fn is_whole(runs: &[Word]) -> bool {
    runs.iter().all(|run| run.fate != Fate::Same || run.text.trim().is_empty())
}

/// True when the runs are a sentence of ours about places or numbers, no words of the text.
pub(crate) fn is_statement(change: &Change) -> bool {
    let unedited = change.words.iter().all(|run| run.fate == Fate::Same);
    let places = change.unit == Unit::Section
        && matches!(change.kind, ChangeKind::Moved | ChangeKind::Split | ChangeKind::Merged);
    let (old, new) = (change.old.as_deref().unwrap_or(""), change.new.as_deref().unwrap_or(""));
    let order = || change.kind == ChangeKind::Reordered && rearranged::reordered(old, new).is_some();
    unedited && (places || change.unit == Unit::Numbers || order())
}

/// True when nothing was edited: the text only stands elsewhere.
pub(crate) fn is_unedited(runs: &[Word]) -> bool {
    runs.iter().all(|run| run.fate == Fate::Same)
}

fn all_runs(change: &Change) -> Vec<Word> {
    let word = |fate, text: &str| Word { fate, text: safe::lines(text).trim().to_owned() };
    let edited = change.words.iter().any(|run| run.fate != Fate::Same);
    if let Some(runs) = rearranged::seams(change).filter(|_| !edited) {
        let plain = |run: Word| Word { fate: run.fate, text: safe::lines(&run.text) };
        return runs.into_iter().map(plain).collect();
    }
    if change.kind == ChangeKind::Reordered
        && let Some(places) = change.old.as_deref().zip(change.new.as_deref())
        && let Some(said) = rearranged::reordered(places.0, places.1)
    {
        return vec![word(Fate::Same, &said)];
    }
    match (&change.old, &change.new) {
        _ if edited => {
            change.words.iter().map(|run| Word { fate: run.fate, text: safe::lines(&run.text) }).collect()
        }
        (Some(old), Some(new)) if change.unit == Unit::Numbers => {
            vec![word(Fate::Same, &renumbered(old, new))]
        }
        (Some(old), Some(new)) if is_parting(change) => {
            let verb = if old.contains('\n') { "are" } else { "is" };
            vec![word(Fate::Same, &format!("{} {verb} now {}", listed(old), listed(new)))]
        }
        (Some(old), Some(new)) if change.kind == ChangeKind::Moved && change.unit == Unit::Section => {
            vec![word(Fate::Same, &format!("was {old}, is now {new}"))]
        }
        (Some(old), Some(new)) if old == new || is_rearrangement(change.kind) => {
            vec![Word { fate: Fate::Same, text: shorten(word(Fate::Same, new).text.as_str(), UNEDITED) }]
        }
        (old, new) => {
            let removed = old.iter().map(|text| word(Fate::Removed, text));
            let added = new.iter().map(|text| word(Fate::Added, text));
            removed.chain(added).collect()
        }
    }
}

/// A section that was divided, or several that were joined: both sides are headings.
fn is_parting(change: &Change) -> bool {
    change.unit == Unit::Section && matches!(change.kind, ChangeKind::Split | ChangeKind::Merged)
}

/// Lines as quoted names: `“Cookies”, “Logs” and “Letters”`.
fn listed(lines: &str) -> String {
    let names: Vec<String> = lines.lines().map(|name| format!("“{name}”")).collect();
    match names.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => names.concat(),
    }
}

/// `3-9 are now 4-10`, and what became of the references; sections that had no numbers are named so.
fn renumbered(old: &str, new: &str) -> String {
    let ((old, before), (new, after)) = (with_references(old), with_references(new));
    let numbers = if old == UNNUMBERED {
        format!("sections without a number are now {new}")
    } else {
        let verb = if old.contains(['-', ',']) { "are" } else { "is" };
        format!("{old} {verb} now {new}")
    };
    let (Some(before), Some(after)) = (before, after) else { return numbers };
    let (noun, verb) = if before.contains(", ") { ("references", "are") } else { ("reference", "is") };
    format!("{numbers}; the {noun} to {} {verb} now to {}", in_words(before), in_words(after))
}

/// Numbers, and the references in brackets behind them.
fn with_references(told: &str) -> (&str, Option<&str>) {
    let parts = told
        .split_once(" (references: ")
        .and_then(|(numbers, references)| Some((numbers, references.strip_suffix(')')?)));
    parts.map_or((told, None), |(numbers, references)| (numbers, Some(references)))
}

/// `a, b, c` as `a, b and c`.
fn in_words(list: &str) -> String {
    list.rsplit_once(", ").map_or(list.to_owned(), |(before, last)| format!("{before} and {last}"))
}

fn is_rearrangement(kind: ChangeKind) -> bool {
    matches!(kind, ChangeKind::Moved | ChangeKind::Split | ChangeKind::Merged)
}

/// Puts the spaces around edits outside the marks and joins neighbours of one fate.
fn tidy(runs: &[Word]) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    let mut push = |fate: Fate, text: &str| match out.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.fate == fate => last.text.push_str(text),
        _ => out.push(Word { fate, text: text.to_owned() }),
    };
    for run in runs {
        let core = run.text.trim();
        if run.fate == Fate::Same || core.is_empty() {
            push(Fate::Same, &run.text);
            continue;
        }
        push(Fate::Same, &run.text[..run.text.len() - run.text.trim_start().len()]);
        push(run.fate, core);
        push(Fate::Same, &run.text[run.text.trim_end().len()..]);
    }
    single_spaces(&mut out);
    out
}

/// A space of both sides is one space.
fn single_spaces(runs: &mut [Word]) {
    for run in runs.iter_mut().filter(|run| run.fate == Fate::Same) {
        while run.text.contains("  ") {
            run.text = run.text.replace("  ", " ");
        }
    }
}

fn trim_context(runs: &[Word]) -> Vec<Word> {
    let kept: usize =
        runs.iter().filter(|run| run.fate == Fate::Same).map(|run| run.text.chars().count()).sum();
    if kept <= UNEDITED || runs.iter().all(|run| run.fate == Fate::Same) {
        return runs.to_vec();
    }
    let last = runs.len().saturating_sub(1);
    let shown = runs.iter().enumerate().map(|(index, run)| {
        let text = match run.fate {
            Fate::Same if index == 0 => tail(&run.text),
            Fate::Same if index == last => head(&run.text),
            Fate::Same => middle(&run.text),
            _ => run.text.clone(),
        };
        Word { fate: run.fate, text }
    });
    shown.collect()
}

/// The end of the sentence an edit stands in.
fn head(text: &str) -> String {
    let sentence = sentence_ends(text).next().map_or(text, |end| &text[..end]);
    let kept = whole_words(sentence, CONTEXT);
    if kept.len() == text.trim_end().len() { text.to_owned() } else { format!("{kept} …") }
}

/// The beginning of the sentence an edit stands in.
fn tail(text: &str) -> String {
    // Where the edit begins a sentence of its own, the one before it is its context.
    let start = sentence_ends(text.trim_end()).last().unwrap_or(0);
    let sentence = text[start..].trim_start();
    let cut = sentence.chars().count().saturating_sub(CONTEXT);
    let mut kept = sentence;
    if cut > 0 {
        let from = sentence.char_indices().nth(cut).map_or(0, |(at, _)| at);
        kept = sentence[from..].split_once(' ').map_or("", |(_, rest)| rest);
    }
    if kept.len() == text.len() { text.to_owned() } else { format!("… {kept}") }
}

/// Both ends of a stretch between two edits.
fn middle(text: &str) -> String {
    if text.chars().count() <= CONTEXT {
        return text.to_owned();
    }
    let (head, tail) = (head(text), tail(text));
    let (Some(head), Some(tail)) = (head.strip_suffix(" …"), tail.strip_prefix("… ")) else {
        return text.to_owned();
    };
    if head.len() + tail.len() >= text.len() { text.to_owned() } else { format!("{head} … {tail}") }
}

/// Byte positions after each full stop that is followed by a new sentence.
fn sentence_ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    let next_starts = |rest: &str| {
        let mut chars = rest.chars();
        let space = chars.next().is_some_and(char::is_whitespace);
        space && chars.next().is_none_or(|c| !c.is_lowercase())
    };
    text.char_indices().filter_map(move |(at, c)| {
        let end = at + c.len_utf8();
        match c {
            '.' | '!' | '?' | ';' if next_starts(&text[end..]) => Some(end),
            '。' | '\n' => Some(end),
            _ => None,
        }
    })
}

/// At most `limit` characters, ending with a whole word.
fn whole_words(text: &str, limit: usize) -> &str {
    let Some((end, _)) = text.char_indices().nth(limit) else { return text.trim_end() };
    let cut = &text[..end];
    cut.rfind(char::is_whitespace).map_or(cut, |space| &cut[..space]).trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::tests::{changed, edit, word};

    #[test]
    fn marks_hug_the_words_and_edits_keep_apart() {
        let change = changed(&[
            word(Fate::Same, "kept "),
            word(Fate::Removed, "30 "),
            word(Fate::Added, "90 "),
            word(Fate::Same, "days"),
        ]);
        assert_eq!(marked(&runs(&change)), "kept [-30-] {+90+} days");
    }

    #[test]
    fn adjacent_marks_without_spaces_are_kept_apart() {
        let change = changed(&[
            word(Fate::Same, "for "),
            word(Fate::Removed, "30"),
            word(Fate::Added, "90"),
            word(Fate::Same, " days."),
        ]);
        assert_eq!(marked(&runs(&change)), "for [-30-] {+90+} days.");
    }

    #[test]
    fn sides_read_as_the_texts_do() {
        let change = changed(&[
            word(Fate::Same, "thirty days"),
            word(Fate::Removed, ". "),
            word(Fate::Added, ", or "),
            word(Fate::Same, "more"),
        ]);
        let runs = runs(&change);
        let text = |fate| side(&runs, fate).into_iter().map(|run| run.text).collect::<String>();
        assert_eq!(text(Fate::Removed), "thirty days. more");
        assert_eq!(text(Fate::Added), "thirty days, or more");
        assert_eq!(marked(&runs), "thirty days[-.-] {+, or+} more");
    }

    #[test]
    fn numbers_read_as_a_sentence() {
        let said = [
            (("3-9", "4-10"), "3-9 are now 4-10"),
            (("item b", "item c"), "item b is now item c"),
            (("1-5", "unnumbered"), "1-5 are now unnumbered"),
            (("unnumbered", "1-5"), "sections without a number are now 1-5"),
            (
                ("3-5 (references: Section 5)", "4-6 (references: Section 6)"),
                "3-5 are now 4-6; the reference to Section 5 is now to Section 6",
            ),
            (
                (
                    "items b-c (references: clause (b), 2(c), item 4)",
                    "items c-d (references: clause (c), 2(d), item 5)",
                ),
                "items b-c are now items c-d; the references to clause (b), 2(c) and item 4 are now to clause (c), 2(d) and item 5",
            ),
        ];
        for ((old, new), expected) in said {
            let change = Change {
                old: Some(old.to_owned()),
                new: Some(new.to_owned()),
                ..edit(ChangeKind::Renumbered, Unit::Numbers, "")
            };
            assert_eq!(one_line(&change, 160), expected);
        }
    }

    #[test]
    fn sections_that_were_divided_or_joined_are_named() {
        let said = [
            (ChangeKind::Split, "Records", "Records\nPictures", "“Records” is now “Records” and “Pictures”"),
            (ChangeKind::Merged, "Cookies\nLogs\nUse", "Use", "“Cookies”, “Logs” and “Use” are now “Use”"),
        ];
        for (kind, old, new, expected) in said {
            let change = Change {
                old: Some(old.to_owned()),
                new: Some(new.to_owned()),
                ..edit(kind, Unit::Section, "Records")
            };
            assert_eq!(one_line(&change, 80), expected);
        }
    }

    #[test]
    fn a_long_paragraph_shows_the_edited_sentence_only() {
        let filler = "This sentence stays as it was and says nothing new. ".repeat(8);
        let change = changed(&[
            word(Fate::Same, &format!("{filler}We keep logs ")),
            word(Fate::Removed, "30"),
            word(Fate::Added, "90"),
            word(Fate::Same, &format!(" days. {filler}")),
        ]);
        assert_eq!(marked(&runs(&change)), "… We keep logs [-30-] {+90+} days. …");
    }

    #[test]
    fn a_capped_run_says_how_much_is_missing() {
        let runs = vec![word(Fate::Added, "one two three four")];
        assert_eq!(capped(runs, 9)[0].text, "one two … (2 more words)");
    }
}
