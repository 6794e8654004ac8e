//! Headings set with space between their letters: `P R I V A C Y` is one word.

use super::glyphs::{Glyph, Sheet};

/// Fewer letters in a row may be initials or a formula.
const FEWEST_GAPS: usize = 4;
/// Gaps between letters, in shares of the size: what nobody sets within a word, and what parts columns.
const SPREAD: f64 = 0.15;
const COLUMNS: f64 = 0.8;
/// A gap so much wider than that between letters parts words.
const WORD_GAP: f64 = 1.6;

/// Widens the letters of lines that are set letter by letter until they touch.
pub(super) fn close_up(sheet: &mut Sheet) {
    let mut from = 0;
    while from < sheet.glyphs.len() {
        let first = sheet.glyphs[from];
        let row = sheet.glyphs[from..].iter().take_while(|glyph| is_in_row(&first, glyph)).count().max(1);
        close_row(&mut sheet.glyphs[from..from + row]);
        from += row;
    }
}

fn is_in_row(first: &Glyph, glyph: &Glyph) -> bool {
    (first.baseline - glyph.baseline).abs() < 0.1 * first.size && (first.size - glyph.size).abs() < 0.1
}

fn close_row(row: &mut [Glyph]) {
    let mut gaps: Vec<f64> = row.windows(2).filter_map(gap).collect();
    if gaps.len() < FEWEST_GAPS {
        return;
    }
    gaps.sort_by(f64::total_cmp);
    let (low, usual) = (gaps[gaps.len() / 10], gaps[gaps.len() / 2]);
    let size = row[0].size;
    if low < SPREAD * size || usual > COLUMNS * size {
        return;
    }
    for at in 1..row.len() {
        if gap(&row[at - 1..=at]).is_some_and(|gap| gap <= usual * WORD_GAP) {
            row[at - 1].right = row[at].left;
        }
    }
}

/// Space between two letters; nothing where a space letter stands there.
fn gap(pair: &[Glyph]) -> Option<f64> {
    let [one, two] = pair else { return None };
    let visible = !one.letter.is_whitespace() && !two.letter.is_whitespace();
    visible.then_some(two.left - one.right).filter(|gap| *gap > -0.1 * one.size)
}

#[cfg(test)]
mod tests {
    use super::super::fragments::{self, Fragment};
    use super::*;

    /// Letters five points wide and ten high, `apart` points from each other; `_` stands for three points more.
    fn read(text: &str, apart: f64) -> Vec<String> {
        let mut sheet = Sheet { width: 900.0, height: 800.0, ..Sheet::default() };
        let mut left = 50.0;
        for letter in text.chars() {
            let glyph = Glyph {
                letter,
                left,
                right: left + 5.0,
                baseline: 100.0,
                size: 10.0,
                bold: false,
                ink: 0.0,
                artifact: false,
            };
            sheet.glyphs.extend((letter != '_').then_some(glyph));
            left += if letter == '_' { 3.0 } else { 5.0 + apart };
        }
        close_up(&mut sheet);
        fragments::find(&sheet, false).iter().map(Fragment::text).collect()
    }

    #[test]
    fn letters_set_apart_are_words_and_columns_stay_columns() {
        assert_eq!(read("YOUR_DATA", 3.0), ["YOUR DATA"]);
        assert_eq!(read("YOUR DATA", 3.0), ["YOUR DATA"]);
        assert_eq!(read("YOUR DATA", 0.0), ["YOUR DATA"]);
        assert_eq!(read("ABCDEF", 20.0).len(), 6);
    }
}
