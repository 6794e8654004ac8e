//! Glyphs to fragments: words that stand together on one baseline.
//!
//! A wide gap ends a fragment; whether it parts columns, cells or nothing is decided later.

use super::super::number;
use super::glyphs::{Glyph, Mark, Sheet};

/// Gaps in shares of the font size: a space, the widest space between justified words, the widest gap
/// between a list marker and its text.
const SPACE: f64 = 0.2;
pub(super) const WIDEST_BARE_SPACE: f64 = 0.75;
const WIDEST_SPACE: f64 = 1.3;
const WIDEST_MARKER_GAP: f64 = 4.5;

/// A word in its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) bold: bool,
}

/// Words on one baseline without a wide gap.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fragment {
    /// Never empty.
    pub(super) words: Vec<Word>,
    pub(super) baseline: f64,
    pub(super) size: f64,
    /// A space letter stands at one of its ends.
    pub(super) spaced: bool,
}

impl Fragment {
    pub(super) fn left(&self) -> f64 {
        self.words.first().map_or(0.0, |word| word.left)
    }

    pub(super) fn right(&self) -> f64 {
        self.words.last().map_or(0.0, |word| word.right)
    }

    pub(super) fn text(&self) -> String {
        self.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    pub(super) fn is_bold(&self) -> bool {
        self.words.iter().all(|word| word.bold || !word.text.contains(char::is_alphanumeric))
            && self.words.iter().any(|word| word.bold)
    }

    /// Whether both stand on one line of text.
    pub(super) fn is_level_with(&self, other: &Self) -> bool {
        (self.baseline - other.baseline).abs() < 0.3 * self.size.max(other.size)
    }

    /// Width of the first word, which decides whether it would have fitted the line above.
    pub(super) fn first_width(&self) -> f64 {
        self.words.first().map_or(0.0, |word| word.right - word.left)
    }
}

/// Fragments of a page, line by line.
pub(super) fn find(sheet: &Sheet, keep_artifacts: bool) -> Vec<Fragment> {
    let mut pieces = Pieces { widest_bare: widest_bare(sheet), ..Pieces::default() };
    let widest_bare = pieces.widest_bare;
    for glyph in sheet.glyphs.iter().filter(|glyph| keep_artifacts || !glyph.artifact) {
        pieces.take(glyph);
    }
    let mut fragments = joined(without_doubles(pieces.done()), widest_bare);
    attach_bullets(&mut fragments, &sheet.marks);
    join_markers(fragments)
}

/// Where a page writes its spaces as letters, a gap without one parts cells of a table.
fn widest_bare(sheet: &Sheet) -> f64 {
    let spaces = sheet.glyphs.iter().filter(|glyph| glyph.letter == ' ').count();
    if spaces * 25 > sheet.glyphs.len() { SPACE } else { WIDEST_BARE_SPACE }
}

/// Fragments while letters arrive in the order of the file.
#[derive(Default)]
struct Pieces {
    done: Vec<Fragment>,
    open: Option<Fragment>,
    /// A space letter was seen since the last visible one.
    spaced: bool,
    widest_bare: f64,
}

impl Pieces {
    fn take(&mut self, glyph: &Glyph) {
        if glyph.letter.is_whitespace() {
            self.spaced = true;
            return;
        }
        let spaced = std::mem::take(&mut self.spaced);
        match &mut self.open {
            Some(open) if follows(open, glyph, if spaced { WIDEST_SPACE } else { self.widest_bare }) => {
                let gap = glyph.left - open.right();
                match open.words.last_mut() {
                    Some(word) if !spaced && gap < SPACE * glyph.size.min(open.size) => {
                        // A bracket in another font says nothing about the word.
                        if !word.text.contains(char::is_alphanumeric) {
                            word.bold = glyph.bold;
                        }
                        word.text.push(glyph.letter);
                        word.right = glyph.right;
                    }
                    _ => open.words.push(word_of(glyph)),
                }
                if glyph.size > open.size {
                    open.size = glyph.size;
                    open.baseline = glyph.baseline;
                }
            }
            _ => {
                if let Some(open) = &mut self.open {
                    open.spaced |= spaced;
                }
                let fresh = Fragment {
                    words: vec![word_of(glyph)],
                    baseline: glyph.baseline,
                    size: glyph.size,
                    spaced,
                };
                self.done.extend(self.open.replace(fresh));
            }
        }
    }

    fn done(mut self) -> Vec<Fragment> {
        self.done.extend(self.open);
        self.done
    }
}

fn word_of(glyph: &Glyph) -> Word {
    Word { text: glyph.letter.into(), left: glyph.left, right: glyph.right, bold: glyph.bold }
}

/// Raised and lowered small letters ("5th") belong to the line they lean on.
fn follows(open: &Fragment, glyph: &Glyph, widest: f64) -> bool {
    let size = open.size.max(glyph.size);
    let rise = (open.baseline - glyph.baseline).abs();
    let leans = open.size.min(glyph.size) < 0.85 * size && rise < 0.6 * size;
    let gap = glyph.left - open.right();
    (rise < 0.15 * size || leans) && (-0.4 * size..widest * size).contains(&gap)
}

/// Text printed twice, a little apart, to look bold.
fn without_doubles(pieces: Vec<Fragment>) -> Vec<Fragment> {
    let mut out: Vec<Fragment> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let double = out.iter_mut().rev().take(8).find(|other| {
            other.is_level_with(&piece)
                && (other.left() - piece.left()).abs() < 0.15 * piece.size
                && other.words.len() == piece.words.len()
                && other.words.iter().zip(&piece.words).all(|(one, two)| one.text == two.text)
        });
        match double {
            Some(double) => double.words.iter_mut().for_each(|word| word.bold = true),
            None => out.push(piece),
        }
    }
    out
}

/// Reading order within each line, neighbours joined whatever their order in the file was.
fn joined(mut pieces: Vec<Fragment>, widest_bare: f64) -> Vec<Fragment> {
    sort(&mut pieces);
    let mut out: Vec<Fragment> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match out.last_mut() {
            Some(last) if last.is_level_with(&piece) => {
                let size = last.size.max(piece.size);
                let gap = piece.left() - last.right();
                let widest = if last.spaced || piece.spaced { WIDEST_BARE_SPACE } else { widest_bare };
                if (-0.4 * size..widest * size).contains(&gap) {
                    absorb(last, piece, gap < SPACE * size);
                } else {
                    out.push(piece);
                }
            }
            _ => out.push(piece),
        }
    }
    out
}

/// Sorts by line, then from left to right; lines whose baselines nearly agree are one.
pub(super) fn sort(fragments: &mut [Fragment]) {
    fragments.sort_by(|one, two| one.baseline.total_cmp(&two.baseline));
    let mut from = 0;
    while from < fragments.len() {
        let length =
            fragments[from..].iter().take_while(|other| other.is_level_with(&fragments[from])).count();
        let end = from + length.max(1);
        fragments[from..end].sort_by(|one, two| one.left().total_cmp(&two.left()));
        from = end;
    }
}

pub(super) fn absorb(last: &mut Fragment, piece: Fragment, glued: bool) {
    last.spaced = piece.spaced;
    let mut words = piece.words.into_iter();
    if glued && let (Some(before), Some(first)) = (last.words.last_mut(), words.next()) {
        before.text.push_str(&first.text);
        before.right = first.right;
    }
    last.words.extend(words);
    if piece.size > last.size {
        last.size = piece.size;
        last.baseline = piece.baseline;
    }
}

/// Bullets are often drawn, not written.
fn attach_bullets(fragments: &mut [Fragment], marks: &[Mark]) {
    for mark in marks {
        let beside = |fragment: &&mut Fragment| {
            let size = fragment.size;
            let gap = fragment.left() - mark.right;
            let height = fragment.baseline - mark.middle;
            (-0.1 * size..2.5 * size).contains(&gap)
                && (0.05 * size..0.75 * size).contains(&height)
                && mark.right - mark.left < 0.8 * size
        };
        if let Some(fragment) = fragments.iter_mut().find(beside)
            && fragment.words.first().is_some_and(|word| word.text != "•")
        {
            let bullet = Word { text: "•".into(), left: mark.left, right: mark.right, bold: false };
            fragment.words.insert(0, bullet);
        }
    }
}

/// A list marker or number joins the text beside it over a wide gap.
fn join_markers(fragments: Vec<Fragment>) -> Vec<Fragment> {
    let mut out: Vec<Fragment> = Vec::with_capacity(fragments.len());
    for fragment in fragments {
        match out.last_mut() {
            Some(last)
                if last.is_level_with(&fragment)
                    && is_marker(last)
                    && (0.0..WIDEST_MARKER_GAP * last.size).contains(&(fragment.left() - last.right())) =>
            {
                absorb(last, fragment, false);
            }
            _ => out.push(fragment),
        }
    }
    out
}

fn is_marker(fragment: &Fragment) -> bool {
    let text = fragment.text();
    let whole = number::enumerator(&text).is_some_and(|found| found.length == text.len());
    whole || number::lead(&text).is_some_and(|lead| lead.rest.is_empty() && (lead.closed || lead.depth() > 1))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A line of text at a place, ten points high, five points a letter.
    pub(in super::super) fn line(left: f64, baseline: f64, text: &str) -> Fragment {
        let mut x = left;
        let mut words = Vec::new();
        for word in text.split(' ') {
            #[expect(clippy::cast_precision_loss, reason = "words are short")]
            let right = x + word.chars().count() as f64 * 5.0;
            let bold = word.starts_with('*');
            words.push(Word { text: word.trim_start_matches('*').into(), left: x, right, bold });
            x = right + 3.0;
        }
        Fragment { words, baseline, size: 10.0, spaced: false }
    }

    fn sheet(parts: &[(&str, f64, f64)]) -> Sheet {
        let mut sheet = Sheet { width: 600.0, height: 800.0, ..Sheet::default() };
        for (text, left, baseline) in parts {
            let mut x = *left;
            for letter in text.chars() {
                let right = x + 5.0;
                sheet.glyphs.push(Glyph {
                    letter,
                    left: x,
                    right,
                    baseline: *baseline,
                    size: 10.0,
                    bold: false,
                    ink: 0.0,
                    artifact: false,
                });
                x = right;
            }
        }
        sheet
    }

    fn texts(sheet: &Sheet) -> Vec<String> {
        find(sheet, false).iter().map(Fragment::text).collect()
    }

    #[test]
    fn order_of_the_file_does_not_matter_and_wide_gaps_part() {
        let sheet = sheet(&[("world", 80.0, 100.0), ("Hello", 50.0, 100.2), ("Other", 200.0, 100.0)]);
        assert_eq!(texts(&sheet), ["Hello world", "Other"]);
    }

    #[test]
    fn doubled_text_is_bold_once() {
        let found = find(&sheet(&[("Fees", 50.0, 100.0), ("Fees", 50.4, 100.0)]), false);
        assert_eq!(found.len(), 1);
        assert!(found[0].is_bold());
    }

    #[test]
    fn drawn_bullets_and_far_markers_join_their_text() {
        let mut sheet = sheet(&[("first", 50.0, 100.0), ("(a)", 20.0, 120.0), ("second", 60.0, 120.0)]);
        sheet.marks.push(Mark { left: 38.0, right: 42.0, middle: 97.0 });
        assert_eq!(texts(&sheet), ["• first", "(a) second"]);
    }
}
