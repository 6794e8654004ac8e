//! Spans of time as legal prose writes them: `thirty (30) business days`, `a 35-day cycle`, `half an hour`.
//!
//! Read by hand: the words of numbers make a pattern that takes longer to compile than all the sentences
//! of a document to read. What a span is about is not known here.

use std::ops::Range;

use super::in_words;
use crate::document::number_words::{TENS, UNITS as UNITS_TO_NINETEEN};
use crate::facts::{Duration, TimeUnit};

/// Words a number begins with.
const FIRST: [&str; 28] = number_words(19);
/// Words a number goes on with.
const FURTHER: [&str; 19] = number_words(10);

/// One to the largest of the units, the tens, a hundred.
const fn number_words<const N: usize>(units: usize) -> [&'static str; N] {
    let mut words = ["hundred"; N];
    let mut at = 0;
    while at < units {
        words[at] = UNITS_TO_NINETEEN[at + 1];
        at += 1;
    }
    let mut ten = 0;
    while ten < TENS.len() {
        words[units + ten] = TENS[ten];
        ten += 1;
    }
    words
}

/// What may stand between a number and its days, and whether only days of work are meant.
const KINDS: [(&str, bool); 7] = [
    ("calendar", false),
    ("business", true),
    ("working", true),
    ("school", true),
    ("consecutive", false),
    ("full", false),
    ("bank", true),
];
/// How many of them, from the first, stand behind an article.
const KINDS_OF_ONE: usize = 4;

const UNITS: [&str; 8] = ["minute", "hour", "day", "week", "fortnight", "month", "quarter", "year"];

/// What stands before the article of a single span.
const BEFORE_ARTICLE: [&str; 6] = ["within", "for", "least", "than", "of", "after"];

/// Every span with a number, left to right; `None` where the words are no number.
pub(super) fn counted(lower: &str) -> Vec<(Range<usize>, Option<Duration>)> {
    let bytes = lower.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = next_number(bytes, at) {
        at = next;
        let Some(number) = Number::at_start(&bytes[at..]) else {
            at += 1;
            continue;
        };
        if let Some((length, value)) = counted_by(number.length, &lower[at..]) {
            found.push((at..at + length, value));
            at += length;
        } else {
            // From every word but the last, a number would end at the same place.
            at += number.last_word.max(1);
        }
    }
    found
}

/// Where the next word stands that a number may begin with.
fn next_number(bytes: &[u8], from: usize) -> Option<usize> {
    let mut inside = from > 0 && is_word(bytes[from - 1]);
    for (at, &byte) in bytes.iter().enumerate().skip(from) {
        let word = IS_WORD[usize::from(byte)];
        if word && !inside && may_begin(&bytes[at..]) {
            return Some(at);
        }
        inside = word;
    }
    None
}

/// [`is_word`] of every byte.
const IS_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        table[byte as usize] = is_word(byte);
        byte += 1;
    }
    table
};

/// False of nearly every word that is none of a number.
fn may_begin(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [b'0'..=b'9', ..]
            | [b'o', b'n', b'e', ..]
            | [b't', b'w' | b'e' | b'h', b'o' | b'e' | b'n' | b'r' | b'i', ..]
            | [b'f', b'o' | b'i', b'u' | b'v' | b'f' | b'r', ..]
            | [b's', b'i' | b'e', b'x' | b'v', ..]
            | [b'e', b'i' | b'l', b'g' | b'e', ..]
            | [b'n', b'i', b'n', ..]
            | [b'h', b'u' | b'a', b'n' | b'l', ..]
    )
}

/// Bytes of the span whose number has so many.
fn counted_by(number: usize, text: &str) -> Option<(usize, Option<Duration>)> {
    let bytes = text.as_bytes();
    let gap = number + usize::from(matches!(bytes.get(number), Some(b' ' | b'-')));
    let (kind, working) = kind(&bytes[gap..], &KINDS);
    let (length, unit) = unit(&bytes[gap + kind..], true)?;
    let words = &text[..number];
    let value = if words == "half an" {
        (unit == "hour").then_some(Duration { n: 30, unit: TimeUnit::Minute })
    } else {
        count(words).and_then(|n| span(n, working, unit))
    };
    Some((gap + kind + length, value))
}

/// Every span of one with an article, as "within a month"; the range begins at the article.
pub(super) fn single(lower: &str) -> Vec<(Range<usize>, Option<Duration>)> {
    let bytes = lower.as_bytes();
    let articles =
        bytes.windows(2).enumerate().filter(|(at, pair)| *pair == b" a" && opens_single(&bytes[..*at]));
    articles
        .filter_map(|(at, _)| {
            let from = at + 1;
            let article = if bytes[from..].starts_with(b"an ") { 3 } else { 2 };
            if bytes.get(from + article - 1) != Some(&b' ') {
                return None;
            }
            let (kind, working) = kind(&bytes[from + article..], &KINDS[..KINDS_OF_ONE]);
            let (length, unit) = unit(&bytes[from + article + kind..], false)?;
            Some((from..from + article + kind + length, span(1, working, unit)))
        })
        .collect()
}

fn opens_single(before: &[u8]) -> bool {
    BEFORE_ARTICLE.iter().any(|word| {
        let rest = before.strip_suffix(word.as_bytes());
        rest.is_some_and(|rest| !rest.last().copied().is_some_and(is_word))
    })
}

/// A number that a text begins with.
struct Number {
    /// Its bytes, with the same number in brackets behind it.
    length: usize,
    /// Where its last word before the brackets begins.
    last_word: usize,
}

impl Number {
    fn at_start(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"half an") {
            return Some(Self { length: "half an".len(), last_word: 0 });
        }
        let number = Self::plain(bytes)?;
        let open = number.length + usize::from(bytes.get(number.length) == Some(&b' '));
        let bracketed = || {
            let inside = bytes.get(open..)?.strip_prefix(b"(")?;
            let length = Self::plain(inside)?.length;
            (inside.get(length) == Some(&b')')).then_some(open + length + 2)
        };
        Some(Self { length: bracketed().unwrap_or(number.length), ..number })
    }

    /// Digits, or the words of a number.
    fn plain(bytes: &[u8]) -> Option<Self> {
        let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits > 0 {
            return Some(Self { length: digits, last_word: 0 });
        }
        let mut number = Self { length: word_of(bytes, &FIRST)?, last_word: 0 };
        while let Some(b' ' | b'-') = bytes.get(number.length) {
            let rest = &bytes[number.length + 1..];
            let joint = if rest.starts_with(b"and ") { "and ".len() } else { 0 };
            let Some(word) = word_of(&rest[joint..], &FURTHER) else { break };
            number.last_word = number.length + 1 + joint;
            number.length = number.last_word + word;
        }
        Some(number)
    }
}

/// Bytes of the longest of the words that the text begins with.
fn word_of(bytes: &[u8], words: &[&str]) -> Option<usize> {
    let first = *bytes.first()?;
    let here = words.iter().filter(|word| word.as_bytes()[0] == first && bytes.starts_with(word.as_bytes()));
    here.map(|word| word.len()).max()
}

/// Bytes of the kind of days with what parts it from the unit, none where it is not named; true for days
/// of work.
fn kind(bytes: &[u8], kinds: &[(&str, bool)]) -> (usize, bool) {
    let named = kinds.iter().find(|(kind, _)| {
        bytes.starts_with(kind.as_bytes()) && matches!(bytes.get(kind.len()), Some(b' ' | b'-'))
    });
    named.map_or((0, false), |(kind, working)| (kind.len() + 1, *working))
}

/// Bytes of the unit, with the `s` of the plural where that may stand, and the unit; a whole word.
fn unit(bytes: &[u8], plural: bool) -> Option<(usize, &'static str)> {
    let first = bytes.first()?;
    let unit =
        UNITS.iter().find(|unit| unit.as_bytes()[0] == *first && bytes.starts_with(unit.as_bytes()))?;
    let ends = |end: usize| !bytes.get(end).copied().is_some_and(is_word);
    let end = unit.len();
    if plural && bytes.get(end) == Some(&b's') && ends(end + 1) {
        return Some((end + 1, unit));
    }
    ends(end).then_some((end, *unit))
}

fn span(n: u32, working: bool, unit: &str) -> Option<Duration> {
    let (n, unit) = match unit {
        "minute" => (n, TimeUnit::Minute),
        "hour" if working => (n, TimeUnit::BusinessHour),
        "hour" => (n, TimeUnit::Hour),
        "day" if working => (n, TimeUnit::BusinessDay),
        "day" => (n, TimeUnit::Day),
        "week" => (n, TimeUnit::Week),
        "fortnight" => (n.checked_mul(14)?, TimeUnit::Day),
        "month" => (n, TimeUnit::Month),
        "quarter" => (n.checked_mul(3)?, TimeUnit::Month),
        _ => (n, TimeUnit::Year),
    };
    Some(Duration { n, unit })
}

/// `thirty (30)`, `30 (thirty)`, `thirty`, `30`: digits win where both stand.
fn count(text: &str) -> Option<u32> {
    let digits = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    let digits = &digits[..digits.bytes().take_while(u8::is_ascii_digit).count()];
    if digits.is_empty() { in_words(text) } else { digits.parse().ok() }
}

/// Letters, digits and the underscore, as patterns understand a word.
pub(super) const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;
    use regex::Regex;

    use super::*;

    /// The grammar as a pattern, which says what is meant and is slow to compile.
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
        let (first, further) = (FIRST.join("|"), FURTHER.join("|"));
        let words = format!("(?:(?:{first})(?:[ -](?:and )?(?:{further}))*)");
        Regex::new(&format!(
            r"(?-u:\b)(?P<number>half an|(?:{words}|[0-9]+)(?: ?\((?:{words}|[0-9]+)\))?)[ -]?(?:(?P<kind>calendar|business|working|school|consecutive|full|bank)[ -])?(?P<unit>minute|hour|day|week|fortnight|month|quarter|year)s?(?-u:\b)"
        ))
        .unwrap()
    });
    static PATTERN_OF_ONE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?-u:\b)(?:within|for|least|than|of|after) (?P<span>an? (?:(?P<kind>calendar|business|working|school)[ -])?(?P<unit>minute|hour|day|week|fortnight|month|quarter|year))(?-u:\b)")
            .unwrap()
    });

    fn working(kind: Option<regex::Match<'_>>) -> bool {
        kind.is_some_and(|kind| KINDS.contains(&(kind.as_str(), true)))
    }

    fn by_pattern(text: &str) -> Vec<(Range<usize>, Option<Duration>)> {
        let spans = PATTERN.captures_iter(text).map(|captures| {
            let (number, unit) = (&captures["number"], &captures["unit"]);
            let value = match number {
                "half an" => (unit == "hour").then_some(Duration { n: 30, unit: TimeUnit::Minute }),
                _ => count(number).and_then(|n| span(n, working(captures.name("kind")), unit)),
            };
            (captures.get(0).unwrap().range(), value)
        });
        spans.collect()
    }

    fn one_by_pattern(text: &str) -> Vec<(Range<usize>, Option<Duration>)> {
        let spans = PATTERN_OF_ONE.captures_iter(text).map(|captures| {
            let value = span(1, working(captures.name("kind")), &captures["unit"]);
            (captures.name("span").unwrap().range(), value)
        });
        spans.collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn spans_are_those_of_the_pattern(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "30", "7", "half an", "thirty", "twenty-four", "one hundred and eighty", " (30)", "(thirty)", " ", " ", "-",
                    " and ", "teen", "seven", "ty", "calendar ", "business ", "working-", "school ", "full ", "bank ", "minute",
                    "hour", "day", "days", "weeks", "fortnight", "months", "quarter", "years", "x", "_", "é", "(", ")", ".",
                    "within a ", "for an ", " of a", "after", "than a ", "an", "a ",
                ]),
                1..12,
            ),
        ) {
            let text = parts.concat();
            prop_assert_eq!(counted(&text), by_pattern(&text), "{}", text);
            prop_assert_eq!(single(&text), one_by_pattern(&text), "{}", text);
        }
    }

    #[test]
    fn every_word_of_a_number_is_read_with_every_unit() {
        for number in FIRST.iter().chain(&["12", "half an", "one hundred and six", "forty-five"]) {
            for unit in UNITS {
                for text in [
                    format!("{number} {unit}s"),
                    format!("{number} (3) business-{unit}"),
                    format!("a{number}{unit}"),
                ] {
                    assert_eq!(counted(&text), by_pattern(&text), "{text}");
                }
            }
        }
    }
}
