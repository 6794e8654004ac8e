//! Pages written from right to left: mirrored, so that all that follows reads them from left to right, and the
//! words within them that run the other way (figures, Latin names) turned back.

use super::fragments::{Fragment, Word};
use super::glyphs::Sheet;

/// Letters of Hebrew, Arabic and their kin, also in the forms fonts use.
fn is_leftward(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}') && !is_figure(c)
}

/// Figures run from left to right in every script.
fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}')
}

/// Mirrors a page on which most letters run from right to left; whether it did.
pub(super) fn mirror(sheet: &mut Sheet) -> bool {
    let leftward = sheet.glyphs.iter().filter(|glyph| is_leftward(glyph.letter)).count();
    let letters = sheet.glyphs.iter().filter(|glyph| glyph.letter.is_alphabetic()).count();
    if leftward * 2 <= letters || leftward == 0 {
        return false;
    }
    let width = sheet.width;
    for glyph in &mut sheet.glyphs {
        (glyph.left, glyph.right) = (width - glyph.right, width - glyph.left);
    }
    for mark in &mut sheet.marks {
        (mark.left, mark.right) = (width - mark.right, width - mark.left);
    }
    for rule in &mut sheet.rules {
        (rule.left, rule.right) = (width - rule.right, width - rule.left);
    }
    true
}

/// Turns back what runs from left to right within the lines of a mirrored page.
pub(super) fn restore(fragments: &mut [Fragment]) {
    for fragment in fragments {
        let runs_on = |word: &Word| word.text.contains(|c: char| c.is_ascii_alphabetic());
        let mut from = 0;
        while from < fragment.words.len() {
            let length = fragment.words[from..].iter().take_while(|word| runs_on(word)).count();
            let row = &mut fragment.words[from..from + length];
            // Words change places; their places stay, so that the gaps between them do.
            let turned: Vec<(String, bool)> =
                row.iter().rev().map(|word| (word.text.clone(), word.bold)).collect();
            for (word, (text, bold)) in row.iter_mut().zip(turned) {
                (word.text, word.bold) = (text, bold);
            }
            from += length.max(1);
        }
        for word in &mut fragment.words {
            word.text = logical(&word.text);
        }
    }
}

/// The letters of a mirrored word in the order in which they are spoken.
fn logical(text: &str) -> String {
    let is_rightward = |c: char| c.is_alphabetic() && !is_leftward(c) || is_figure(c);
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < letters.len() {
        if !is_rightward(letters[at]) {
            out.push(if letters.iter().any(|c| is_leftward(*c)) || letters.len() == 1 {
                other_side(letters[at])
            } else {
                letters[at]
            });
            at += 1;
            continue;
        }
        // A run ends with a letter or figure of its own: the point of a sentence belongs to the sentence.
        let end = letters[at..]
            .iter()
            .take_while(|c| is_rightward(**c) || matches!(c, '.' | ',' | '/' | '-' | '@' | '_' | ':' | '%'))
            .count();
        let end = at + end;
        let last = letters[at..end].iter().rposition(|c| is_rightward(*c)).map_or(end, |last| at + last + 1);
        out.extend(letters[at..last].iter().rev());
        at = last;
    }
    out
}

/// Brackets are drawn mirrored in text that runs from right to left.
fn other_side(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '«' => '»',
        '»' => '«',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::super::fragments::tests::line;
    use super::*;

    #[test]
    fn figures_and_names_are_turned_back() {
        let mut found = vec![line(50.0, 100.0, "אבג 0.03 emcA dtL 6202/10/5 )דה( .30")];
        restore(&mut found);
        assert_eq!(found[0].text(), "אבג 30.0 Ltd Acme 5/01/2026 (דה) .03");
    }
}
