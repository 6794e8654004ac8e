//! Notes told by signs: `30 days*` in the text and `* Longer by law.` at the foot, `†` and `‡` likewise.
//!
//! An asterisk opens list items too; it is a note's only where it opens one line alone and hangs on a
//! word elsewhere.

use std::collections::{HashMap, HashSet};

use crate::document::Table;

use super::super::line::{Kind, Line};

/// Signs of notes, in the order printers use them.
const SIGNS: [char; 4] = ['*', '†', '‡', '※'];
/// The longest sign, as a row of the same.
const LONGEST: usize = 4;

/// The sign that a text begins with, where words follow it or nothing does.
pub(super) fn leading(text: &str) -> Option<&str> {
    let (sign, rest) = text.split_at(run(text)?);
    let opens_words =
        |c: char| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '"' | '“' | '(' | ')');
    rest.chars().next().is_none_or(opens_words).then_some(sign)
}

/// Bytes of the row of one sign that opens a text.
fn run(text: &str) -> Option<usize> {
    let first = text.chars().next().filter(|c| SIGNS.contains(c))?;
    let count = text.chars().take_while(|c| *c == first).count();
    (count <= LONGEST).then_some(count * first.len_utf8())
}

/// Makes notes items and takes their signs out of the words they hang on.
pub(super) fn take(lines: &mut [Line]) {
    let may_hold = |line: &&Line| may_hold_sign(&line.text) || matches!(line.kind, Kind::Table(_));
    let referred: HashSet<String> = lines.iter().filter(may_hold).flat_map(texts).flat_map(hanging).collect();
    if referred.is_empty() {
        return;
    }
    let opened: Vec<(usize, String)> = lines
        .iter()
        .enumerate()
        .filter_map(|(at, line)| {
            Some((at, note_sign(line).filter(|sign| referred.contains(*sign))?.to_owned()))
        })
        .collect();
    let mut opening: HashMap<&str, usize> = HashMap::new();
    for (_, sign) in &opened {
        *opening.entry(sign).or_default() += 1;
    }
    let mut notes: HashSet<String> = HashSet::new();
    for (at, sign) in &opened {
        // The same sign before several lines is a bullet.
        if opening[sign.as_str()] == 1 {
            make_note(&mut lines[*at], sign);
            notes.insert(sign.clone());
        }
    }
    if notes.is_empty() {
        return;
    }
    for line in lines.iter_mut() {
        if let Kind::Table(table) = &mut line.kind {
            strip_table(table, &notes);
        } else if let Some(text) = without(&line.text, &notes) {
            let lost = line.text.len() - text.len();
            line.bold_lead = if line.is_bold() { text.len() } else { line.bold_lead.saturating_sub(lost) };
            line.text = text;
        }
    }
}

/// The sign that opens a line of text.
fn note_sign(line: &Line) -> Option<&str> {
    if !matches!(line.kind, Kind::Text | Kind::Item { .. }) {
        return None;
    }
    leading(&line.text).filter(|sign| line.text.len() > sign.len())
}

fn make_note(line: &mut Line, sign: &str) {
    let level = if let Kind::Item { level, .. } = line.kind { level } else { 1 };
    line.kind = Kind::Item { level, marker: Some(sign.to_owned()) };
    line.cut_front(sign.len());
    if let Some(rest) = line.text.strip_prefix(')') {
        line.text = rest.trim_start().to_owned();
    }
}

/// Texts of a line: its own, or the cells of its table.
fn texts(line: &Line) -> Box<dyn Iterator<Item = &str> + '_> {
    match &line.kind {
        Kind::Table(table) => {
            Box::new(table.header.iter().chain(table.rows.iter().flatten()).map(String::as_str))
        }
        _ => Box::new(std::iter::once(line.text.as_str())),
    }
}

/// Signs that hang on a word of this text.
fn hanging(text: &str) -> Vec<String> {
    places(text).into_iter().map(|(from, to)| text[from..to].trim_start().to_owned()).collect()
}

/// Few texts hold a sign, and one byte is found fast: the only one of the asterisk, the last of the others.
fn may_hold_sign(text: &str) -> bool {
    text.contains('*')
        || !text.is_ascii() && [0xA0, 0xA1, 0xBB].iter().any(|last| text.as_bytes().contains(last))
}

/// Where signs hang: behind a word, a figure or the end of a sentence, with no word behind them.
fn places(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    if !may_hold_sign(text) {
        return found;
    }
    let mut at = 0;
    while let Some(offset) = text[at..].find(SIGNS) {
        let from = at + offset;
        let Some(length) = run(&text[from..]) else {
            at = from
                + text[from..].chars().take_while(|c| SIGNS.contains(c)).map(char::len_utf8).sum::<usize>();
            continue;
        };
        let to = from + length;
        let before = text[..from].chars().next_back();
        let hangs = before.is_some_and(|c| {
            c.is_alphanumeric() || matches!(c, '%' | '.' | ',' | ')' | '"' | '”' | '€' | '$')
        });
        let after = text[to..].chars().next();
        let ends = after.is_none_or(|c| !c.is_alphanumeric() && !SIGNS.contains(&c));
        if hangs && ends {
            found.push((from, to));
        }
        at = to;
    }
    found
}

/// The text without the signs of these notes; `None` where it has none.
fn without(text: &str, notes: &HashSet<String>) -> Option<String> {
    let places: Vec<(usize, usize)> =
        places(text).into_iter().filter(|(from, to)| notes.contains(&text[*from..*to])).collect();
    if places.is_empty() {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (from, to) in places {
        out.push_str(&text[at..from]);
        at = to;
    }
    out.push_str(&text[at..]);
    Some(out)
}

fn strip_table(table: &mut Table, notes: &HashSet<String>) {
    for cell in table.header.iter_mut().chain(table.rows.iter_mut().flatten()) {
        if let Some(text) = without(cell, notes) {
            *cell = text;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(texts: &[&str]) -> Vec<String> {
        let mut lines: Vec<Line> =
            texts.iter().map(|text| Line::new((*text).to_owned(), Kind::Text)).collect();
        take(&mut lines);
        let shown = |line: Line| match line.kind {
            Kind::Item { marker: Some(marker), .. } => format!("[{marker}] {}", line.text),
            _ => line.text,
        };
        lines.into_iter().map(shown).collect()
    }

    #[test]
    fn signs_leave_the_words_where_the_page_has_their_note() {
        let cases: [(&[&str], &[&str]); 5] = [
            (
                &["Up 99.9 %* and answered in 4 hours†.", "* A month.", "† On working days."],
                &["Up 99.9 % and answered in 4 hours.", "[*] A month.", "[†] On working days."],
            ),
            (
                &["Kept 30 days.**", "Kept a year*", "*Or more.", "** Or less."],
                &["Kept 30 days.", "Kept a year", "[*] Or more.", "[**] Or less."],
            ),
            (&["We keep* it:", "* names", "* places"], &["We keep* it:", "* names", "* places"]),
            (&["No note for this*.", "5 * 3 = 15", "a*b"], &["No note for this*.", "5 * 3 = 15", "a*b"]),
            (&["* one item", "and text"], &["* one item", "and text"]),
        ];
        for (texts, expected) in cases {
            assert_eq!(taken(texts), expected, "{texts:?}");
        }
    }
}
