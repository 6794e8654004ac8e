//! Percentages and sums of money as legal prose writes them: `99.90 %`, `$1.5 million`, `GBP 250 000`.
//!
//! Read by hand, as [spans](super::spans) are. What a sum is due for is not known here.

use std::ops::Range;

use super::spans::is_word;

/// A sum of money as written.
#[derive(Debug, PartialEq)]
pub(super) struct Written<'t> {
    /// Where it stands.
    pub(super) range: Range<usize>,
    /// Digits with what groups them.
    pub(super) amount: &'t str,
    /// `million` and the like.
    pub(super) scale: Option<&'t str>,
    /// Sign, code or name of the currency.
    pub(super) currency: &'t str,
}

/// What stands before an amount; what begins with a letter begins a word.
const BEFORE: [&str; 12] = ["$", "€", "£", "¥", "us$", "usd", "eur", "gbp", "chf", "jpy", "cad", "aud"];
/// What stands behind an amount: whole words.
const BEHIND: [&str; 12] =
    ["usd", "eur", "gbp", "chf", "jpy", "cad", "aud", "dollars", "dollar", "euros", "euro", "pounds"];
/// What an amount with its currency before it may be multiplied by: whole words.
const SCALES: [&str; 6] = ["thousand", "million", "billion", "k", "m", "bn"];
/// How many of them, from the first, stand before a currency.
const SCALES_BEFORE: usize = 3;

/// Digits of a group.
const GROUP: usize = 3;

/// Every percentage: where it stands, and its number.
pub(super) fn percentages(lower: &str) -> Vec<(Range<usize>, &str)> {
    let bytes = lower.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = bytes[at..].iter().position(u8::is_ascii_digit).map(|next| at + next) {
        let whole = start + digits(&bytes[start..]);
        let number = match bytes.get(whole) {
            Some(b'.' | b',') if digits(&bytes[whole + 1..]) > 0 => whole + 1 + digits(&bytes[whole + 1..]),
            _ => whole,
        };
        let sign = number + usize::from(bytes.get(number) == Some(&b' '));
        let rest = &bytes[sign..];
        let word = ["percent", "per cent"].iter().find(|word| is_whole(rest, word)).map(|word| word.len());
        let end = if rest.starts_with(b"%") { Some(sign + 1) } else { word.map(|length| sign + length) };
        found.extend(end.map(|end| (start..end, &lower[start..number])));
        at = end.unwrap_or(whole);
    }
    found
}

/// Every sum of money, left to right.
pub(super) fn sums(lower: &str) -> Vec<Written<'_>> {
    let bytes = lower.as_bytes();
    let mut found: Vec<Written<'_>> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let sum = match bytes[at] {
            b'0'..=b'9' => behind(lower, at),
            // First bytes of the currencies; a byte that is not ASCII may be that of a sign.
            b'$' | b'u' | b'e' | b'g' | b'c' | b'j' | b'a' | 0x80.. => before(lower, at).ok_or(at + 1),
            _ => Err(at + 1),
        };
        match sum {
            Ok(sum) => {
                at = sum.range.end;
                found.push(sum);
            }
            Err(next) => at = next,
        }
    }
    found
}

/// A sum that begins here with its currency.
fn before(lower: &str, at: usize) -> Option<Written<'_>> {
    let bytes = lower.as_bytes();
    let inside = at > 0 && is_word(bytes[at - 1]);
    if inside && bytes[at].is_ascii_lowercase() {
        return None;
    }
    let place = BEFORE.iter().position(|currency| bytes[at..].starts_with(currency.as_bytes()))?;
    let currency = at + BEFORE[place].len();
    let from = currency + usize::from(bytes.get(currency) == Some(&b' '));
    let length = grouped(&bytes[from..]).or_else(|| ungrouped(&bytes[from..]))?;
    let amount = from + length + fraction(&bytes[from + length..]);
    let scale = amount + usize::from(bytes.get(amount) == Some(&b' '));
    let named =
        SCALES.iter().find(|scaled| is_whole(&bytes[scale..], scaled)).map(|scaled| scale + scaled.len());
    Some(Written {
        range: at..named.unwrap_or(amount),
        amount: &lower[from..amount],
        scale: named.map(|end| &lower[scale..end]),
        currency: &lower[at..currency],
    })
}

/// A sum that begins here with its amount, or where the next may begin.
fn behind(lower: &str, at: usize) -> Result<Written<'_>, usize> {
    let bytes = lower.as_bytes();
    // Groups are read from their beginning only: "2026 100 euros" are a hundred.
    let groups = (at == 0 || !is_word(bytes[at - 1])).then(|| grouped(&bytes[at..])).flatten();
    let plain = ungrouped(&bytes[at..]).unwrap_or(1);
    let lengths = [groups, Some(plain)].into_iter().flatten();
    let sum = lengths.into_iter().find_map(|length| with_currency(lower, at, at + length));
    sum.ok_or_else(|| {
        // From inside an amount it would end at the same place, except from its last group and where groups
        // begin behind a comma.
        let last = bytes[at..at + plain].iter().rposition(|byte| *byte == b',').map_or(0, |comma| comma + 1);
        let inside = if (1..plain).contains(&last) { last } else { plain };
        at + groups.map_or(inside, |groups| groups - GROUP)
    })
}

/// The sum whose digits stand here, if a currency follows.
fn with_currency(lower: &str, start: usize, end: usize) -> Option<Written<'_>> {
    let bytes = lower.as_bytes();
    let amount = end + fraction(&bytes[end..]);
    let rest = bytes[amount..].strip_prefix(b" ").unwrap_or_default();
    let scale = SCALES[..SCALES_BEFORE].iter().find(|scale| rest.starts_with(scale.as_bytes()));
    let scaled = scale.map_or(amount, |scale| amount + 1 + scale.len());
    let from = scaled + usize::from(bytes.get(scaled) == Some(&b' '));
    let rest = &bytes[from..];
    let word = BEHIND.iter().find(|currency| is_whole(rest, currency)).map(|currency| currency.len());
    let end = from + word.or_else(|| rest.starts_with("€".as_bytes()).then_some("€".len()))?;
    Some(Written {
        range: start..end,
        amount: &lower[start..amount],
        scale: scale.copied(),
        currency: &lower[from..end],
    })
}

/// Bytes of an amount in groups of three that spaces part.
fn grouped(bytes: &[u8]) -> Option<usize> {
    let first = digits(bytes);
    let group = |from: usize| {
        let group = bytes.get(from..)?.strip_prefix(b" ")?;
        (digits(group) == GROUP && !group.get(GROUP).copied().is_some_and(is_word))
            .then_some(from + 1 + GROUP)
    };
    let mut end = group(first).filter(|_| (1..=3).contains(&first))?;
    while let Some(next) = group(end) {
        end = next;
    }
    Some(end)
}

/// Bytes of an amount whose groups, if any, are parted by commas.
fn ungrouped(bytes: &[u8]) -> Option<usize> {
    let length = bytes.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b',').count();
    bytes.first().filter(|byte| byte.is_ascii_digit()).map(|_| length)
}

/// Bytes of a point with digits behind it.
fn fraction(bytes: &[u8]) -> usize {
    match bytes.strip_prefix(b".").map(digits) {
        None | Some(0) => 0,
        Some(digits) => digits + 1,
    }
}

fn digits(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// True when the text begins with the word and the word ends there.
fn is_whole(bytes: &[u8], word: &str) -> bool {
    bytes.starts_with(word.as_bytes()) && !bytes.get(word.len()).copied().is_some_and(is_word)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;
    use regex::Regex;

    use super::*;

    /// The grammars as patterns, which say what is meant and are slow to compile.
    static SUMS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:(?P<before>[$€£¥]|(?-u:\b)(?:us\$|usd|eur|gbp|chf|jpy|cad|aud)) ?(?P<number>(?:[0-9]{1,3}(?: [0-9]{3}(?-u:\b))+|[0-9][0-9,]*)(?:\.[0-9]+)?)(?: ?(?P<scale>thousand|million|billion|k|m|bn)(?-u:\b))?|(?P<amount>(?:(?-u:\b)[0-9]{1,3}(?: [0-9]{3}(?-u:\b))+|[0-9][0-9,]*)(?:\.[0-9]+)?)(?: (?P<scaled>thousand|million|billion))? ?(?P<after>(?:usd|eur|gbp|chf|jpy|cad|aud|dollars?|euros?|pounds)(?-u:\b)|€))").unwrap()
    });
    static PERCENTAGES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?P<number>[0-9]+(?:[.,][0-9]+)?) ?(?:%|percent(?-u:\b)|per cent(?-u:\b))").unwrap()
    });

    fn sums_by_pattern(text: &str) -> Vec<Written<'_>> {
        let sums = SUMS.captures_iter(text).map(|captures| {
            let one_of = |one: &str, other: &str| {
                captures.name(one).or_else(|| captures.name(other)).map(|found| found.as_str())
            };
            Written {
                range: captures.get(0).unwrap().range(),
                amount: one_of("number", "amount").unwrap(),
                scale: one_of("scale", "scaled"),
                currency: one_of("before", "after").unwrap(),
            }
        });
        sums.collect()
    }

    fn percentages_by_pattern(text: &str) -> Vec<(Range<usize>, &str)> {
        let found = PERCENTAGES.captures_iter(text);
        found
            .map(|captures| {
                let number = captures.name("number").unwrap();
                (captures.get(0).unwrap().range(), &text[number.range()])
            })
            .collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn percentages_and_sums_are_those_of_the_patterns(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "1", "25", "250", "2026", " 000", " 500", "000", ",000", ",", ".", ".5", " ", " ", "$", "€", "£", "¥", "us$",
                    "usd", "eur", "euro", "euros", "gbp", "dollar", "dollars", "pounds", "thousand", " million", "billion",
                    "k", "m", "bn", "%", "percent", " per cent", "x", "_", "é",
                ]),
                1..12,
            ),
        ) {
            let text = parts.concat();
            prop_assert_eq!(sums(&text), sums_by_pattern(&text), "{}", text);
            prop_assert_eq!(percentages(&text), percentages_by_pattern(&text), "{}", text);
        }
    }
}
