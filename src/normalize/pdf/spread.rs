//! Headings set with space between their letters: `P R I V A C Y` is one word.

use super::fragments::{Fragment, Word};

/// Fewer letters in a row may be initials or a formula.
const FEWEST_LETTERS: usize = 5;
/// A gap so much wider than that between letters parts words.
const WORD_GAP: f64 = 1.6;

/// Joins the letters of a line that is set letter by letter.
pub(super) fn close_up(fragment: &mut Fragment) {
    let words = &fragment.words;
    let lone = |word: &Word| word.text.chars().count() == 1;
    let letters = words.iter().filter(|word| lone(word) && word.text.contains(char::is_alphabetic)).count();
    let is_sign = |word: &Word| {
        word.text.chars().all(|c| c.is_alphanumeric() || matches!(c, '&' | '-' | '\'' | ':' | '.'))
    };
    if letters < FEWEST_LETTERS || !words.iter().all(|word| lone(word) && is_sign(word)) {
        return;
    }
    let mut gaps: Vec<f64> = words.windows(2).map(|pair| pair[1].left - pair[0].right).collect();
    let all = gaps.clone();
    gaps.sort_by(f64::total_cmp);
    let usual = gaps.get(gaps.len() / 3).copied().unwrap_or(0.0);
    let mut out: Vec<Word> = Vec::new();
    for (word, gap) in fragment.words.drain(..).zip(std::iter::once(f64::INFINITY).chain(all)) {
        match out.last_mut() {
            Some(last) if gap <= usual * WORD_GAP => {
                last.text.push_str(&word.text);
                last.right = word.right;
            }
            _ => out.push(word),
        }
    }
    fragment.words = out;
}

#[cfg(test)]
mod tests {
    use super::super::fragments::tests::line;
    use super::*;

    #[test]
    fn letters_set_apart_are_words_and_initials_stay() {
        let mut heading = line(50.0, 100.0, "Y O U R D A T A");
        for word in &mut heading.words[4..] {
            word.left += 7.0;
            word.right += 7.0;
        }
        close_up(&mut heading);
        assert_eq!(heading.text(), "YOUR DATA");
        for text in ["J. R. R. Tolkien wrote", "x = a b c", "a sentence as it should be"] {
            let mut fragment = line(50.0, 100.0, text);
            close_up(&mut fragment);
            assert_eq!(fragment.text(), text);
        }
    }
}
