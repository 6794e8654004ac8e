//! Footnotes: a marker in the text is no part of the word it hangs on ("30 days¹" are 30 days), and the
//! note at the foot is an item with its marker.
//!
//! A marker is taken out of the text where the page has its note, or where nothing else could stand
//! there; exponents and units ("m²") stay. Readers hand superscript digits over as `¹²³`.

mod signs;

use std::collections::HashSet;

use super::line::{Kind, Line};

/// Superscript digits, by value.
const SUPERSCRIPTS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// Units and variables that are raised to a power.
const POWERS_OF: [&str; 16] =
    ["m", "km", "cm", "mm", "dm", "ft", "in", "yd", "mi", "x", "y", "z", "n", "r", "s", "a"];

/// The longest of them, and of the powers of ten, in characters.
const LONGEST_BASE: usize = 2;

/// A note's marker is at most so many digits.
const MAX_DIGITS: usize = 3;

/// The superscript form of what a `sup` element holds, when it can be a note's marker; ordinals (`st`),
/// signs and exponents with a sign are none.
pub(super) fn superscript(text: &str) -> Option<String> {
    let digits = text.trim().trim_start_matches(['[', '(']).trim_end_matches([']', ')']);
    let is_marker =
        (1..=MAX_DIGITS).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_marker.then(|| digits.bytes().map(|digit| SUPERSCRIPTS[usize::from(digit - b'0')]).collect())
}

/// Whether a raised marker in a table's cell is a note's, given the words before it and whether they
/// hold a formula; a unit's power is not.
pub(super) fn hangs_on_cell(before: &str, marker: &str, in_formula: bool) -> bool {
    is_marker(marker, before, false, in_formula)
}

/// What a link back from a note to its place shows: arrows and signs, no word.
pub(super) fn is_way_back(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| !c.is_whitespace()).peekable();
    letters.peek().is_some()
        && letters
            .all(|c| matches!(c, '↩' | '↑' | '^' | '⏎' | '↵' | '⬆' | '⤴' | '⮐' | '\u{fe0e}' | '\u{fe0f}'))
}

/// The sign that opens a note (`*`, `**`, `†`), where one opens the text.
pub(super) fn sign_at(text: &str) -> Option<&str> {
    signs::leading(text.trim_start())
}

/// Makes notes items and takes their markers out of the text.
pub(super) fn take(lines: &mut [Line]) {
    signs::take(lines);
    take_numbers(lines);
}

fn take_numbers(lines: &mut [Line]) {
    let may_hold = |line: &Line| line.text.contains('[') || is_raised(&line.text);
    if !lines.iter().any(may_hold) {
        return;
    }
    let notes: HashSet<String> = lines.iter_mut().filter_map(mark_note).collect();
    for line in lines.iter_mut().filter(|line| may_hold(line)) {
        if let Some((text, bold_lead)) = without_markers(line, &notes) {
            line.text = text;
            line.bold_lead = bold_lead;
        }
    }
}

/// True where a superscript digit may stand: one of the pairs of bytes they begin with does.
fn is_raised(text: &str) -> bool {
    let opens = |pair: &[u8]| matches!(pair, [0xC2, 0xB2 | 0xB3 | 0xB9] | [0xE2, 0x81]);
    // One byte is found fast, and few texts hold one of these.
    let bytes = text.as_bytes();
    (bytes.contains(&0xC2) || bytes.contains(&0x81))
        && bytes.windows(2).any(opens)
        && text.contains(SUPERSCRIPTS)
}

/// The digits of the note that this line is; it becomes an item.
fn mark_note(line: &mut Line) -> Option<String> {
    if !matches!(line.kind, Kind::Text | Kind::Item { .. }) {
        return None;
    }
    let (digits, length) = marker_at(&line.text)?;
    let rest = line.text[length..].trim_start();
    if rest.is_empty() || !rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '"' | '“' | '(')) {
        return None;
    }
    let marker = Some(line.text[..length].to_owned());
    let level = if let Kind::Item { level, .. } = line.kind { level } else { 1 };
    line.kind = Kind::Item { level, marker };
    line.cut_front(length);
    Some(digits)
}

/// `[12]` or `¹²` at the start: the digits and the bytes they take.
fn marker_at(text: &str) -> Option<(String, usize)> {
    if let Some(inner) = text.strip_prefix('[') {
        let inner = inner.trim_start_matches('^');
        let behind = inner.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = &inner[..inner.len() - behind.len()];
        let sound = (1..=MAX_DIGITS).contains(&digits.len()) && behind.starts_with(']');
        return sound.then(|| (digits.to_owned(), text.len() - behind.len() + 1));
    }
    let raised: String = text.chars().take_while(|c| SUPERSCRIPTS.contains(c)).collect();
    let digits: String = raised.chars().filter_map(value).collect();
    (1..=MAX_DIGITS).contains(&digits.len()).then_some((digits, raised.len()))
}

fn value(c: char) -> Option<char> {
    SUPERSCRIPTS
        .iter()
        .position(|raised| *raised == c)
        .and_then(|at| char::from_digit(u32::try_from(at).ok()?, 10))
}

/// The line's text without markers, and what is left of its bold lead; `None` where there is none.
fn without_markers(line: &Line, notes: &HashSet<String>) -> Option<(String, usize)> {
    let text = line.text.as_str();
    let linked: HashSet<String> =
        line.links.iter().filter(|link| link.target.starts_with('#')).map(|link| bare(&link.text)).collect();
    let in_formula = text.contains('=');
    let mut out = String::with_capacity(text.len());
    let (mut at, mut bold_lead, mut found) = (0, line.bold_lead, false);
    while let Some(offset) = text[at..].find(|c| c == '[' || SUPERSCRIPTS.contains(&c)) {
        let from = at + offset;
        out.push_str(&text[at..from]);
        let Some((digits, length)) = marker_at(&text[from..]) else {
            let step = text[from..].chars().next().map_or(1, char::len_utf8);
            out.push_str(&text[from..from + step]);
            at = from + step;
            continue;
        };
        let marker = &text[from..from + length];
        let leads_to_note = notes.contains(&digits) || linked.contains(&digits);
        if is_marker(marker, &text[..from], leads_to_note, in_formula) {
            found = true;
            if from < line.bold_lead {
                bold_lead = bold_lead.saturating_sub(length);
            }
            // "word [1]." keeps no space before its full stop.
            let after = &text[from + length..];
            if after.is_empty() || after.starts_with(['.', ',', ';', ':', ' ', ')']) {
                let kept = out.trim_end().len();
                if from < line.bold_lead {
                    bold_lead = bold_lead.saturating_sub(out.len() - kept);
                }
                out.truncate(kept);
            }
        } else {
            out.push_str(marker);
        }
        at = from + length;
    }
    out.push_str(&text[at..]);
    found.then_some((out, bold_lead))
}

fn is_marker(marker: &str, before: &str, leads_to_note: bool, in_formula: bool) -> bool {
    if marker.starts_with('[') {
        return leads_to_note;
    }
    let last = before.chars().next_back();
    // One letter more than the longest of them, so that the end of a long word is none.
    let from = before.char_indices().rev().nth(LONGEST_BASE).map_or(0, |(at, _)| at);
    let word = before[from..].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    // "5 m²" is a unit, "10²" a power; neither hangs on a sentence.
    let is_unit = POWERS_OF.contains(&word);
    let is_power = is_unit || word == "10" || in_formula;
    last.is_some() && (leads_to_note && !is_unit || !is_power)
}

/// What a link to a note shows, as plain digits and without brackets.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '[' | ']' | '(' | ')') && !c.is_whitespace())
        .map(|c| value(c).unwrap_or(c))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(texts: &[&str]) -> Vec<String> {
        let mut lines: Vec<Line> =
            texts.iter().map(|text| Line::new((*text).to_owned(), Kind::Text)).collect();
        take(&mut lines);
        let shown = |line: Line| match line.kind {
            Kind::Item { marker: Some(marker), .. } => format!("{marker}: {}", line.text),
            _ => line.text,
        };
        lines.into_iter().map(shown).collect()
    }

    #[test]
    fn markers_leave_the_words_they_hang_on() {
        let cases: [(&[&str], &[&str]); 7] = [
            (
                &["Kept for 30 days¹.", "¹ Longer where the law says so."],
                &["Kept for 30 days.", "¹: Longer where the law says so."],
            ),
            (&["Kept for 30¹ days.", "[1] Or more."], &["Kept for 30 days.", "[1]: Or more."]),
            (&["Kept [2] for a year [2].", "[2] Or more."], &["Kept for a year.", "[2]: Or more."]),
            (&["All data¹² goes."], &["All data goes."]),
            (
                &["A room of 20 m² or 10² feet", "[Name] is [1] of them"],
                &["A room of 20 m² or 10² feet", "[Name] is [1] of them"],
            ),
            (&["Uptime = x¹ / 2"], &["Uptime = x¹ / 2"]),
            (&["We form¹ [a [b]² [^3] list.", "[3] Or more."], &["We form [a [b] list.", "[3]: Or more."]),
        ];
        for (texts, expected) in cases {
            assert_eq!(taken(texts), expected, "{texts:?}");
        }
    }

    #[test]
    fn only_digits_are_raised_and_only_signs_lead_back() {
        let cases = [
            ("1", Some("¹")),
            ("[23]", Some("²³")),
            ("st", None),
            ("-6", None),
            ("TM", None),
            ("1234", None),
        ];
        for (text, expected) in cases {
            assert_eq!(superscript(text).as_deref(), expected, "{text}");
        }
        assert!(is_way_back(" ↩\u{fe0e} "));
        assert!(!is_way_back("up"));
        assert!(!is_way_back(" "));
    }
}
