//! Finds the line of a file on which a change stands.
//!
//! A document knows no lines: it is read from Markdown, HTML or text, wrapped as its author liked. So
//! the letters and digits of the file are laid end to end, marks and tags left out, and the words of
//! the change are looked up in them.

use crate::compare::{Change, Fate, Unit};

/// Letters looked up at most, and at least: fewer would be found anywhere.
const MOST: usize = 80;
const LEAST: usize = 3;

/// The letters and digits of a file, each with its line.
pub(super) struct Lines {
    letters: Vec<u8>,
    /// First letter of each line, in order: where a line begins among the letters.
    starts: Vec<usize>,
}

impl Lines {
    /// Lays a file flat. What stands between angle brackets is no text.
    pub(super) fn of(text: &str) -> Self {
        let (mut letters, mut starts) = (Vec::new(), Vec::new());
        let mut in_tag = false;
        for line in text.lines() {
            starts.push(letters.len());
            for (at, c) in line.char_indices() {
                let next = line[at + c.len_utf8()..].chars().next();
                match c {
                    '<' if next
                        .is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!')) =>
                    {
                        in_tag = true;
                    }
                    '>' if in_tag => in_tag = false,
                    _ if !in_tag => push_letter(&mut letters, c),
                    _ => {}
                }
            }
        }
        Self { letters, starts }
    }

    /// Line of the new words of a change, from 1; of the heading it belongs to where there are none.
    pub(super) fn line_of(&self, change: &Change) -> Option<usize> {
        let heading = change.section.rsplit(" > ").next().filter(|heading| !heading.is_empty());
        let heading_at = heading.and_then(|heading| self.find(&letters_of(heading), 0));
        let row_at =
            change.row.as_deref().and_then(|row| self.find(&letters_of(row), heading_at.unwrap_or(0)));
        let from = row_at.or(heading_at).unwrap_or(0);
        let block = change.new.as_deref().filter(|_| !matches!(change.unit, Unit::Numbers | Unit::Link));
        let at = block.and_then(|text| {
            let text = letters_of(text.lines().next().unwrap_or_default());
            let found = self.find(&text, from).or_else(|| self.find(&text, 0))?;
            Some(found + letters_before_first_edit(change))
        });
        at.or(row_at).or(heading_at).map(|at| self.starts.partition_point(|start| *start <= at).max(1))
    }

    fn find(&self, letters: &[u8], from: usize) -> Option<usize> {
        let letters = &letters[..letters.len().min(MOST)];
        if letters.len() < LEAST {
            return None;
        }
        let rest = self.letters.get(from..)?;
        rest.windows(letters.len()).position(|window| window == letters).map(|at| from + at)
    }
}

fn push_letter(letters: &mut Vec<u8>, c: char) {
    let mut room = [0; 4];
    for c in c.to_lowercase().filter(|c| c.is_alphanumeric()) {
        letters.extend(c.encode_utf8(&mut room).bytes());
    }
}

fn letters_of(text: &str) -> Vec<u8> {
    let mut letters = Vec::new();
    text.chars().for_each(|c| push_letter(&mut letters, c));
    letters
}

/// Letters of the new text before the first word that differs.
fn letters_before_first_edit(change: &Change) -> usize {
    if change.words.is_empty() {
        return 0;
    }
    let kept = change.words.iter().take_while(|word| word.fate == Fate::Same);
    kept.map(|word| letters_of(&word.text).len()).sum()
}

#[cfg(test)]
mod tests {
    use super::Lines;
    use crate::compare::{ChangeKind, Fate, Unit};
    use crate::render::tests::{edit, word};

    const FILE: &str = "# Terms\n\n## Data\n\nWe keep **logs** for a while\nand then for 90 days.\n\n\
        | Data | Kept |\n|---|---|\n| Logs | 30 days |\n| Mail | 30 days |\n\n## Rest\n\nNothing.\n";

    #[test]
    fn the_line_is_that_of_the_first_new_word() {
        let mut change = edit(ChangeKind::Changed, Unit::Paragraph, "Terms > Data");
        change.new = Some("We keep logs for a while and then for 90 days.".into());
        change.words = vec![
            word(Fate::Same, "We keep logs for a while and then for "),
            word(Fate::Removed, "30 days"),
            word(Fate::Added, "90 days"),
            word(Fate::Same, "."),
        ];
        assert_eq!(Lines::of(FILE).line_of(&change), Some(6));
    }

    #[test]
    fn a_cell_is_on_the_line_of_its_row_and_what_is_gone_on_that_of_its_heading() {
        let mut cell = edit(ChangeKind::Changed, Unit::Cell, "Data");
        (cell.row, cell.new) = (Some("Mail".into()), Some("30 days".into()));
        assert_eq!(Lines::of(FILE).line_of(&cell), Some(11));
        let mut gone = edit(ChangeKind::Removed, Unit::Paragraph, "Rest");
        gone.old = Some("Something.".into());
        assert_eq!(Lines::of(FILE).line_of(&gone), Some(13));
        let nowhere = edit(ChangeKind::Removed, Unit::Paragraph, "");
        assert_eq!(Lines::of("<p class=\"x\">a</p>").line_of(&nowhere), None);
    }
}
