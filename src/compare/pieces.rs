//! Finds where the next piece of a text begins and ends.
//!
//! A grammar by hand: a letter opens a word, a date or a name, a digit a number with its unit or a
//! date, a quote a quoted term. Knows no token and no comparison.

use std::ops::Range;

use self::dates::{dated, is_month, month_first};
use self::unspaced::{is_unspaced, measure_word, unspaced};
use super::references::is_reference_word;
use crate::document::legal_forms;

mod dates;
mod unspaced;

pub(super) use self::dates::is_date;

/// Longest quoted term that is one piece, in characters.
const QUOTED: usize = 60;
/// Words of a name at most: longer rows of capitals are headings.
const NAME: usize = 4;

/// Longest name before the sign of a mail address, in bytes (RFC 5321, 4.5.3.1.1).
const LOCAL: usize = 64;

/// Walks over a text piece by piece.
pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// The next word opens a sentence, where a capital says nothing.
    opens_sentence: bool,
}

impl<'a> Scanner<'a> {
    /// At the beginning of a text.
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, opens_sentence: true }
    }

    /// The next piece, white space skipped.
    pub(super) fn next_piece(&mut self) -> Option<Range<usize>> {
        let start = self.at + spaces(self.text, self.at);
        if let Some(end) = self.plain_word(start) {
            (self.at, self.opens_sentence) = (end, false);
            return Some(start..end);
        }
        let first = self.text[start..].chars().next()?;
        let end = start + self.length(start, first);
        self.at = end;
        self.opens_sentence =
            matches!(first, '.' | '!' | '?' | ':' | '。' | '•' | '(' | '"' | '“') && end - start <= 3;
        Some(start..end)
    }

    /// Where a word of ASCII ends that begins with a small letter and can be nothing else. Most pieces are
    /// such words.
    fn plain_word(&self, start: usize) -> Option<usize> {
        let rest = &self.text.as_bytes()[start..];
        // `http` opens an address.
        rest.first().filter(|first| first.is_ascii_lowercase() && **first != b'h')?;
        let length = rest.iter().position(|byte| !IN_WORDS[usize::from(*byte)])?;
        let ends = match rest[length] {
            // `thirty (30) days`
            b' ' => rest.get(length + 1) != Some(&b'('),
            b',' | b';' | b':' | b')' | b'/' | b'"' => true,
            _ => false,
        };
        ends.then_some(start + length)
    }

    fn length(&self, start: usize, first: char) -> usize {
        let rest = &self.text[start..];
        if first.is_ascii_digit() {
            return dated(rest).or_else(|| mail(rest)).unwrap_or_else(|| number(rest));
        }
        if is_unspaced(first) {
            return unspaced(rest);
        }
        if is_word(first) {
            return self.wordy(rest, first);
        }
        let money = || matches!(first, '$' | '€' | '£' | '¥').then(|| money(rest)).flatten();
        let term = || matches!(first, '"' | '“' | '„' | '«' | '「' | '『').then(|| quoted(rest)).flatten();
        money().or_else(term).unwrap_or(first.len_utf8())
    }

    fn wordy(&self, rest: &str, first: char) -> usize {
        if matches!(first, 'h' | 'H')
            && let Some(length) = address(rest)
        {
            return length;
        }
        let word = word(rest);
        let next = rest.as_bytes().get(word).copied().unwrap_or(b' ');
        if matches!(next, b'@' | b'+' | b'-')
            && let Some(length) = mail(rest)
        {
            return length;
        }
        if first.is_ascii_uppercase()
            && is_month(&rest[..word])
            && let Some(length) = month_first(rest, word)
        {
            return length;
        }
        if next == b' '
            && rest.as_bytes().get(word + 1) == Some(&b'(')
            && let Some(length) = spelled(rest, word)
        {
            return length;
        }
        if !first.is_uppercase() {
            return word;
        }
        if is_initials(&rest[..word]) {
            return word + point(&rest[..word], &rest[word..]);
        }
        self.name(rest, word)
    }

    /// A row of capitalised words is one name; a single one, or a longer row, is words.
    fn name(&self, rest: &str, first: usize) -> usize {
        // `See Section 4`: neither the capital of a sentence nor that of a reference makes a name.
        if self.opens_sentence || !is_named(&rest[..first]) {
            return first;
        }
        let (mut end, mut words) = (first, 1);
        // One word too many ends the search, so that a page of capitals is not read again for each.
        while words <= NAME && rest.as_bytes().get(end) == Some(&b' ') {
            let next = &rest[end + 1..];
            let length = word(next);
            if length == 0 || !is_named(&next[..length]) || is_month(&next[..length]) {
                break;
            }
            (end, words) = (end + 1 + length, words + 1);
        }
        if words <= NAME { end + point(&rest[..end], &rest[end..]) } else { first }
    }
}

/// Capitals with points between them: `N.V`, `S.A`.
fn is_initials(word: &str) -> bool {
    word.as_bytes().get(1) == Some(&b'.')
        && word.split('.').all(|part| part.len() == 1 && part.as_bytes()[0].is_ascii_uppercase())
}

/// The point that belongs to a name: `Acme Inc. in Dublin`, `Adyen N.V., our bank`. One that may as well
/// end the sentence does not.
fn point(name: &str, after: &str) -> usize {
    if !after.starts_with('.') {
        return 0;
    }
    let last = name.rsplit(' ').next().unwrap_or_default();
    let goes_on = || {
        let mut next = after.chars().skip(1);
        match next.next() {
            Some(',' | ';' | ')') => true,
            Some(' ') => next.next().is_some_and(char::is_lowercase),
            _ => false,
        }
    };
    usize::from((legal_forms::takes_point(last) || last.contains('.')) && goes_on())
}

/// A capital followed by a small letter somewhere: `Oslo`, `GmbH`, not `SHALL`.
fn is_named(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.any(char::is_lowercase) && !is_reference(word)
}

/// True for `Section` and `Articles`. Capitals are many and references few, so nothing is copied for them.
fn is_reference(word: &str) -> bool {
    let mut room = [0; 16];
    match room.get_mut(..word.len()).filter(|_| word.is_ascii()) {
        Some(small) => {
            small.copy_from_slice(word.as_bytes());
            small.make_ascii_lowercase();
            std::str::from_utf8(small).is_ok_and(|small| is_reference_word(small.trim_end_matches('s')))
        }
        None => is_reference_word(word.to_lowercase().trim_end_matches('s')),
    }
}

/// Bytes of white space at this place.
fn spaces(text: &str, at: usize) -> usize {
    match text.as_bytes()[at..] {
        [b' ', next, ..] if next.is_ascii_graphic() => 1,
        [next, ..] if next.is_ascii_graphic() => 0,
        _ => text.len() - at - text[at..].trim_start().len(),
    }
}

fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

/// The bytes of ASCII that words are made of.
const IN_WORDS: [bool; 256] = {
    let mut words = [false; 256];
    let mut byte = 0;
    while byte < 0x80 {
        words[byte as usize] = byte == b'_' || byte.is_ascii_alphanumeric();
        byte += 1;
    }
    words
};

/// Letters, digits and what joins them inside a word: `e-mail`, `don’t`, `example.org`.
fn word(text: &str) -> usize {
    let mut end = 0;
    loop {
        end += run(&text[end..]);
        // Nearly every word ends at a space.
        if text.as_bytes().get(end) == Some(&b' ') {
            return end;
        }
        let Some(joint) = text[end..].chars().next().filter(|c| matches!(c, '.' | '\'' | '’' | '‑' | '-'))
        else {
            return end;
        };
        let after = end + joint.len_utf8();
        if end == 0 || !text[after..].chars().next().is_some_and(|c| is_word(c) && !is_unspaced(c)) {
            return end;
        }
        end = after;
    }
}

fn run(text: &str) -> usize {
    let bytes = text.as_bytes();
    let ascii = bytes.iter().position(|byte| !IN_WORDS[usize::from(*byte)]).unwrap_or(bytes.len());
    if text.as_bytes().get(ascii).is_none_or(u8::is_ascii) {
        return ascii;
    }
    text.find(|c| !is_word(c) || is_unspaced(c)).unwrap_or(text.len())
}

fn address(text: &str) -> Option<usize> {
    if !text.starts_with("http://") && !text.starts_with("https://") {
        return None;
    }
    let end =
        text.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '”')).unwrap_or(text.len());
    Some(text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'']).len())
}

fn mail(text: &str) -> Option<usize> {
    let local = text
        .bytes()
        .take(LOCAL + 1)
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"._+-".contains(byte))
        .count();
    let domain = text.get(local..)?.strip_prefix('@')?;
    let length = word(domain);
    (local > 0 && domain[..length].contains('.')).then_some(local + 1 + length)
}

/// Digits with the points and commas between them.
fn digits(text: &str) -> usize {
    let long = text.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')).count();
    text[..long].trim_end_matches(['.', ',']).len()
}

/// True when no letter or digit goes on at this place.
fn ends(text: &str, at: usize) -> bool {
    !text.as_bytes().get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
}

/// A number with its ordinal ending, the same in words, its unit or its currency.
fn number(text: &str) -> usize {
    let plain = digits(text);
    let ordinal = ["st", "nd", "rd", "th"].iter().any(|ending| text[plain..].starts_with(ending))
        && ends(text, plain + 2);
    let mut end = if ordinal { plain + 2 } else { plain };
    if !ends(text, end) {
        // `3D`, `2fa`: a word that begins with a digit, unless a unit sticks to the number.
        return unit(&text[plain..]).map_or_else(|| word(text).max(plain), |unit| plain + unit);
    }
    if let Some(inside) = text[end..].strip_prefix(" (") {
        let letters = inside.bytes().take_while(|byte| byte.is_ascii_alphabetic() || *byte == b'-').count();
        if letters > 0 && inside.as_bytes().get(letters) == Some(&b')') {
            end += letters + 3;
        }
    }
    end + measure(&text[end..])
}

/// Length of a unit, percent or currency sign after a number, the space before it included.
fn measure(text: &str) -> usize {
    let gap = gap(text);
    if let Some(sign) = text[gap..].chars().next().filter(|c| matches!(c, '%' | '€' | '$' | '£' | '¥')) {
        // `20 $5`: the sign belongs to what follows.
        let after = gap + sign.len_utf8();
        if sign == '%' || !text[after..].starts_with(|c: char| c.is_ascii_digit()) {
            return after;
        }
    }
    let hyphen = usize::from(gap == 0 && text.starts_with('-'));
    if gap + hyphen == 0 {
        return measure_word(text);
    }
    unit(&text[gap + hyphen..]).map_or(0, |unit| gap + hyphen + unit)
}

/// Bytes of one space, plain or not to be broken.
fn gap(text: &str) -> usize {
    if text.starts_with(' ') {
        1
    } else if text.starts_with('\u{a0}') {
        2
    } else {
        0
    }
}

fn unit(text: &str) -> Option<usize> {
    const KINDS: [&str; 4] = ["business", "calendar", "working", "consecutive"];
    const UNITS: [&str; 24] = [
        "second", "minute", "hour", "day", "week", "month", "quarter", "year", "percent", "KB", "MB", "GB",
        "TB", "USD", "EUR", "GBP", "dollar", "euro", "Day", "Month", "Year", "Hour", "Week", "Minute",
    ];
    let kind = KINDS.iter().find(|kind| text.starts_with(**kind)).map_or(0, |kind| kind.len());
    let joined =
        kind + if kind > 0 { gap(&text[kind..]).max(usize::from(text[kind..].starts_with('-'))) } else { 0 };
    if kind > 0 && joined == kind {
        return None;
    }
    let rest = &text[joined..];
    if rest.starts_with("per cent") && ends(rest, 8) {
        return Some(joined + 8);
    }
    let unit = UNITS.iter().find(|unit| rest.starts_with(**unit))?.len();
    let plural = unit + usize::from(rest[unit..].starts_with('s'));
    ends(rest, plural).then_some(joined + plural)
}

/// `thirty (30) days`: the number in words, the same in digits, a unit.
fn spelled(text: &str, word: usize) -> Option<usize> {
    let inside = text.get(word + 2..)?;
    let digits = digits(inside);
    if digits == 0
        || inside.as_bytes().get(digits) != Some(&b')')
        || !text[..word].bytes().all(|b| b.is_ascii_alphabetic() || b == b'-')
    {
        return None;
    }
    let end = word + 2 + digits + 1;
    let measure = measure(&text[end..]);
    (measure > 0).then_some(end + measure)
}

fn money(text: &str) -> Option<usize> {
    let sign = text.chars().next()?.len_utf8();
    let gap = gap(&text[sign..]);
    let digits = digits(&text[sign + gap..]);
    (digits > 0).then_some(sign + gap + digits)
}

fn quoted(text: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    let (_, open) = chars.next()?;
    for (count, (at, c)) in chars.enumerate() {
        match c {
            '"' | '”' | '“' | '»' | '」' | '』' if c != open || c == '"' => {
                return (count > 0).then_some(at + c.len_utf8());
            }
            '\n' | '„' | '«' | '「' | '『' | '“' => return None,
            _ if count >= QUOTED => return None,
            _ => {}
        }
    }
    None
}
