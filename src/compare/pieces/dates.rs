//! Dates as they are written in prose, each one piece.

use super::{ends, gap, run};

pub(super) fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    // Short forms too: `Sep`, `Sept`.
    (3..=9).contains(&word.len())
        && matches!(word.as_bytes()[0], b'J' | b'F' | b'M' | b'A' | b'S' | b'O' | b'N' | b'D')
        && MONTHS.iter().any(|month| *month == word || (word.len() <= 4 && month.starts_with(word)))
}

/// True for one date and nothing else: `2026-05-12`, `12 May 2026`, `May 12, 2026`, `May 2026`.
pub(in crate::compare) fn is_date(text: &str) -> bool {
    let month = run(text);
    let length = match text.chars().next() {
        Some(first) if first.is_ascii_digit() => dated(text),
        Some(first) if first.is_ascii_uppercase() && is_month(&text[..month]) => month_first(text, month),
        _ => None,
    };
    length == Some(text.len())
}

/// A date that begins with a digit: `2026-05-12`, `12 May 2026`, `12th May, 2026`.
pub(super) fn dated(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    if bytes.get(4) == Some(&b'-') {
        let shape = |at: usize| {
            bytes.get(at).is_some_and(if at == 7 { |b: &u8| *b == b'-' } else { u8::is_ascii_digit })
        };
        return ([0, 1, 2, 3, 5, 6, 7, 8, 9].into_iter().all(shape) && ends(text, 10)).then_some(10);
    }
    let day = bytes.iter().take(3).take_while(|byte| byte.is_ascii_digit()).count();
    let ordinal =
        if ["st", "nd", "rd", "th"].iter().any(|ending| text[day..].starts_with(ending)) { 2 } else { 0 };
    let gap = gap(&text[day + ordinal..]);
    let from = day + ordinal + gap;
    if day > 2 || gap == 0 || !bytes.get(from).is_some_and(u8::is_ascii_uppercase) {
        return None;
    }
    let month = run(&text[from..]);
    if !is_month(&text[from..from + month]) {
        return None;
    }
    year(text, from + month)
}

/// A date that begins with a month: `May 12, 2026`, `May 2026`.
pub(super) fn month_first(text: &str, month: usize) -> Option<usize> {
    if let Some(end) = year(text, month) {
        return Some(end);
    }
    let point = month + usize::from(text[month..].starts_with('.'));
    let from = point + gap(&text[point..]);
    let day = text[from..].bytes().take(3).take_while(u8::is_ascii_digit).count();
    if from == point || day == 0 || day > 2 {
        return None;
    }
    let ordinal = if ["st", "nd", "rd", "th"].iter().any(|ending| text[from + day..].starts_with(ending)) {
        2
    } else {
        0
    };
    year(text, from + day + ordinal)
}

/// End of a year of four digits after an optional comma and a space.
fn year(text: &str, at: usize) -> Option<usize> {
    let comma = at + usize::from(text[at..].starts_with(','));
    let gap = gap(&text[comma..]);
    let from = comma + gap;
    let digits = text[from..].bytes().take_while(u8::is_ascii_digit).count();
    (gap > 0 && digits == 4 && ends(text, from + 4)).then_some(from + 4)
}
