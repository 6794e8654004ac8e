//! List items by their markers: levels from indentation and style, torn markers rejoined.
//!
//! Works on lines of any format; markup items keep the level the markup gave them. Numbered lines such
//! as `2.1 …` are left to [`super::headings`].

use super::line::{Kind, Line};
use super::number::{self, Style};

/// Turns marked text lines into items and moves written enumerators of markup items into their marker.
pub(super) fn mark_items(lines: &mut Vec<Line>) {
    rejoin_torn_markers(lines);
    restore_lost_parents(lines);
    let mut open: Vec<Open> = Vec::new();
    for line in lines.iter_mut() {
        match &mut line.kind {
            Kind::Item { level, marker } => {
                if let Some(found) = number::enumerator(&line.text) {
                    *marker = Some(found.marker.to_owned());
                    let length = found.length;
                    open.truncate(usize::from(*level));
                    line.cut_front(length);
                }
            }
            Kind::Text => match number::enumerator(&line.text) {
                Some(found) if found.length < line.text.len() => {
                    let level = level_of(&found, line.indent, &mut open);
                    line.kind = Kind::Item { level, marker: Some(found.marker.to_owned()) };
                    let length = found.length;
                    line.cut_front(length);
                }
                _ => open.clear(),
            },
            _ => open.clear(),
        }
    }
    lines.retain(|line| !line.text.is_empty() || matches!(line.kind, Kind::Table(_)));
}

/// A list that is open at some level.
struct Open {
    style: Style,
    bullet: Option<char>,
    indent: usize,
    letter: Option<char>,
}

fn level_of(found: &number::Enumerator<'_>, indent: usize, open: &mut Vec<Open>) -> u8 {
    let letter = found.core.chars().next();
    let style_under = |entry: &Open| {
        let style = found.style(entry.letter.filter(|_| entry.style == Style::Letter));
        style == entry.style
            && (style != Style::Bullet || (entry.bullet == letter && entry.indent.abs_diff(indent) < 2))
    };
    if let Some(at) = open.iter().rposition(style_under) {
        open.truncate(at + 1);
        open[at].letter = letter;
    } else {
        while open.last().is_some_and(|last| last.indent > indent + 1) {
            open.pop();
        }
        let style = found.style(None);
        open.push(Open { style, bullet: letter.filter(|_| style == Style::Bullet), indent, letter });
    }
    u8::try_from(open.len()).unwrap_or(u8::MAX)
}

/// A marker alone on its line belongs to the next line; marked lines below that are its sub-items.
fn rejoin_torn_markers(lines: &mut Vec<Line>) {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut torn: Option<String> = None;
    let mut below_torn = false;
    for mut line in lines.drain(..) {
        let lone = line.is_text() && line.text.len() <= 8;
        let lone = lone
            .then(|| number::enumerator(&line.text))
            .flatten()
            .filter(|found| found.length == line.text.len());
        if let Some(found) = lone {
            torn = Some(found.marker.to_owned());
            continue;
        }
        if !line.is_text() {
            torn = None;
            below_torn = false;
            out.push(line);
            continue;
        }
        let written = number::enumerator(&line.text).map(|found| (found.marker.to_owned(), found.length));
        match (torn.take(), written) {
            (Some(lone), None) => {
                line.kind = Kind::Item { level: 1, marker: Some(lone) };
                below_torn = true;
            }
            (_, Some((own, length))) if below_torn => {
                line.kind = Kind::Item { level: 2, marker: Some(own) };
                line.cut_front(length);
            }
            (_, None) => below_torn = false,
            _ => {}
        }
        out.push(line);
    }
    *lines = out;
}

/// After a stem, short lines that each open a marked list beginning with the same key ("Purpose: …")
/// are items whose own marker was lost, not headings.
fn restore_lost_parents(lines: &mut [Line]) {
    let mut index = 0;
    while index + 1 < lines.len() {
        if !(lines[index].is_text() && lines[index].opens_list()) {
            index += 1;
            continue;
        }
        let groups = groups_after(lines, index + 1);
        if let [first, second, ..] = groups.as_slice()
            && first.key == second.key
        {
            let key = first.key.clone();
            for group in groups.iter().take_while(|group| group.key == key) {
                lines[group.parent].kind = Kind::Item { level: 1, marker: None };
                for line in &mut lines[group.parent + 1..group.end] {
                    demote(line);
                }
            }
        }
        index += 1;
    }
}

struct Group {
    parent: usize,
    end: usize,
    key: String,
}

fn groups_after(lines: &[Line], mut at: usize) -> Vec<Group> {
    let mut groups = Vec::new();
    while let Some(parent) = lines.get(at) {
        if !parent.is_text()
            || parent.words() > 8
            || parent.is_closed()
            || number::enumerator(&parent.text).is_some()
        {
            break;
        }
        let marked = |line: &&Line| line.is_text() && number::enumerator(&line.text).is_some();
        let count = lines[at + 1..].iter().take_while(marked).count();
        let key = lines.get(at + 1).and_then(|line| line.text.split_once(':')).map(|(key, _)| key.to_owned());
        match key {
            Some(key) if count > 0 && key.split_whitespace().count() <= 6 => {
                groups.push(Group { parent: at, end: at + 1 + count, key });
                at += 1 + count;
            }
            _ => break,
        }
    }
    groups
}

fn demote(line: &mut Line) {
    if let Some(found) = number::enumerator(&line.text) {
        let (marker, length) = (found.marker.to_owned(), found.length);
        line.kind = Kind::Item { level: 2, marker: Some(marker) };
        line.cut_front(length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(text: &str) -> Vec<String> {
        let mut lines = super::super::plain::read(text).lines;
        mark_items(&mut lines);
        lines
            .into_iter()
            .map(|line| match line.kind {
                Kind::Item { level, marker } => {
                    format!("{level}{} {}", marker.unwrap_or_default(), line.text)
                }
                _ => line.text,
            })
            .collect()
    }

    #[test]
    fn torn_markers_join_their_item_and_open_a_level() {
        let text = "We keep:\n-\nLogs\n- What: visits\n- Why: safety\n-\nMail\n- What: letters\nAfter it all";
        let expected = [
            "We keep:",
            "1- Logs",
            "2- What: visits",
            "2- Why: safety",
            "1- Mail",
            "2- What: letters",
            "After it all",
        ];
        assert_eq!(outline(text), expected);
        let lost = outline(&text.replace("-\n", ""));
        let expected = [
            "We keep:",
            "1 Logs",
            "2- What: visits",
            "2- Why: safety",
            "1 Mail",
            "2- What: letters",
            "After it all",
        ];
        assert_eq!(lost, expected, "the same tree when the lone marker is gone");
    }

    #[test]
    fn levels_come_from_style_and_indentation() {
        let text = "(a) one\n(i) inner\n(ii) inner\n(b) two\n\nNext\n\n• x\n  • y\n• z";
        let expected = ["1(a) one", "2(i) inner", "2(ii) inner", "1(b) two", "Next", "1• x", "2• y", "1• z"];
        assert_eq!(outline(text), expected);
        let letters = outline("(g) g\n(h) h\n(i) i\n(j) j");
        assert!(letters.iter().all(|line| line.starts_with('1')), "{letters:?}");
    }
}
