//! What only stands elsewhere, in words: entries of a list or a table in another order, and the place
//! where a text was divided or joined.

use crate::compare::{Change, ChangeKind, Fate, Word, replaced};
use crate::document::text::{comparison_form, shorten};

/// Entries named one by one at most; with more of them both orders are shown.
const NAMED: usize = 3;
/// Longest name of an entry, in characters.
const NAME: usize = 60;
/// The sign for the end of a paragraph.
const SEAM: &str = "¶";

/// `“Logs” was first, is now after “Mail”`; nothing where too many entries changed places.
pub(super) fn reordered(old: &str, new: &str) -> Option<String> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let moved: Vec<usize> = replaced(&old, &new).into_iter().flat_map(|(_, new)| new).collect();
    if moved.is_empty() || moved.len() > NAMED {
        return None;
    }
    let place = |lines: &[&str], at: usize| match at.checked_sub(1) {
        Some(before) => format!("after “{}”", shorten(lines[before], NAME)),
        None => "first".to_owned(),
    };
    let said: Option<Vec<String>> = moved
        .into_iter()
        .map(|at| {
            let was = old.iter().position(|line| *line == new[at])?;
            let name = shorten(new[at], NAME);
            Some(format!("“{name}” was {}, is now {}", place(&old, was), place(&new, at)))
        })
        .collect();
    Some(said?.join("; "))
}

/// The runs of a text that was divided, or of several that were joined, without any other edit: the end of
/// a paragraph comes or goes.
pub(super) fn seams(change: &Change) -> Option<Vec<Word>> {
    let (old, new) = (change.old.as_deref()?, change.new.as_deref()?);
    let (parts, whole, fate) = match change.kind {
        ChangeKind::Split => (new, old, Fate::Added),
        ChangeKind::Merged => (old, new, Fate::Removed),
        _ => return None,
    };
    let one_line = |text: &str| comparison_form(&text.replace('\n', " "));
    if one_line(parts) != one_line(whole) {
        return None;
    }
    let mut runs: Vec<Word> = Vec::new();
    for part in parts.lines() {
        let mut text = part.trim().to_owned();
        if let Some(last) = runs.last_mut() {
            last.text.push(' ');
            runs.push(Word { fate, text: SEAM.to_owned() });
            text.insert(0, ' ');
        }
        runs.push(Word { fate: Fate::Same, text });
    }
    Some(runs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::Unit;
    use crate::render::tests::edit;

    #[test]
    fn an_entry_that_changed_its_place_is_named() {
        let said = [
            ("a\nb\nc\nd", "c\na\nb\nd", Some("“c” was after “b”, is now first")),
            ("a\nb\nc", "b\nc\na", Some("“a” was first, is now after “c”")),
            ("a\nb\nc\nd\ne\nf\ng\nh", "h\ng\nf\ne\nd\nc\nb\na", None),
        ];
        for (old, new, expected) in said {
            assert_eq!(reordered(old, new).as_deref(), expected);
        }
    }

    #[test]
    fn a_text_that_was_divided_shows_where() {
        let divided = |kind, old: &str, new: &str| {
            let edit = edit(kind, Unit::Paragraph, "");
            seams(&Change { old: Some(old.to_owned()), new: Some(new.to_owned()), ..edit })
        };
        let runs = divided(ChangeKind::Split, "One. Two.", "One.\nTwo.").unwrap();
        let text = |fate| {
            runs.iter().filter(|run| run.fate == fate).map(|run| run.text.as_str()).collect::<String>()
        };
        assert_eq!((text(Fate::Same).as_str(), text(Fate::Added).as_str()), ("One.  Two.", "¶"));
        assert!(divided(ChangeKind::Merged, "a | b\nc | d", "a: b, c: d").is_none());
    }
}
