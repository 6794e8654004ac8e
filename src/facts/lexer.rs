//! The lexer of legal prose: sentences, quantities and the padded form in which cues are looked up.
//!
//! Everything here is about letters and numbers; what they are about is decided by the families.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

pub(crate) use super::padded::{first_of, has_any};
use super::{Bound, Duration, Percent, TimeUnit};
use crate::document::number_words;
use crate::document::text::{comparison_form, key_form};

/// A number with its unit, and how it binds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Quantity {
    /// Byte range in the searched text, bound words excluded.
    pub(crate) range: Range<usize>,
    /// Start of the bound words before it, or of the quantity itself.
    pub(crate) from: usize,
    /// What is measured.
    pub(crate) measure: Measure,
    /// How it binds.
    pub(crate) bound: Bound,
    /// Softening words before it.
    pub(crate) hedge: Option<String>,
}

/// What a quantity measures.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Measure {
    /// A span of time.
    Duration(Duration),
    /// A percentage.
    Percent(Percent),
    /// Money in hundredths with its currency.
    Money(i64, String),
}

const NUMBER_WORDS: &str = r"(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred)(?:[ -](?:and )?(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred))*)";

static DURATION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?-u:\b)(?P<number>half an|(?:{NUMBER_WORDS}|[0-9]+)(?: ?\((?:{NUMBER_WORDS}|[0-9]+)\))?)[ -]?(?P<kind>(?:calendar|business|working|school|consecutive|full|bank)[ -])?(?P<unit>minute|hour|day|week|fortnight|month|quarter|year)s?(?-u:\b)"
    ))
    .expect("valid pattern")
});
static ARTICLE_DURATION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:within|for|least|than|of|after) (?P<number>an?) (?P<kind>(?:calendar|business|working|school)[ -])?(?P<unit>minute|hour|day|week|fortnight|month|quarter|year)(?-u:\b)")
        .expect("valid pattern")
});
static PERCENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<number>[0-9]+(?:[.,][0-9]+)?) ?(?:%|percent(?-u:\b)|per cent(?-u:\b))")
        .expect("valid pattern")
});
static MONEY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:(?P<before>[$€£¥]|(?-u:\b)(?:us\$|usd|eur|gbp|chf|jpy|cad|aud)) ?(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)(?: ?(?P<scale>thousand|million|billion|k|m|bn)(?-u:\b))?|(?P<amount>[0-9][0-9,]*(?:\.[0-9]+)?)(?: (?P<scaled>thousand|million|billion))? ?(?P<after>(?:usd|eur|gbp|chf|jpy|cad|aud|dollars?|euros?|pounds)(?-u:\b)|€))")
        .expect("valid pattern")
});
static BOUND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^a-z])(?P<words>(?P<most>up to(?: a maximum of)?|in no (?:event|case) (?:more|longer|later|greater) than|(?:no|not) (?:more|longer|later|greater) than|(?:shall |must |will |do |does )?not exceed(?:ing)?|(?:a |the )?maximum(?: period)? of|at (?:the )?most|within|less than|below|under|for as long as|limited to|capped at)|(?P<least>at least|(?:no|not) (?:less|fewer|shorter|earlier|lower) than|(?:a |the )?minimum(?: period)? of|more than|over|above)|(?P<typical>typically|approximately|about|around|generally|usually|roughly|normally))(?: (?:a|the))?(?: (?:period|term) of)? ?$")
        .expect("valid pattern")
});

/// What one of stands in every amount of money.
static CURRENCIES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\$|€|£|¥|usd|eur|gbp|chf|jpy|cad|aud|dollar|pounds").expect("valid pattern")
});
/// What one of stands in every span of time.
static UNITS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("minute|hour|day|week|fortnight|month|quarter|year").expect("valid pattern"));

/// Every quantity of a text in [`key_form`], left to right, without overlap.
pub(crate) fn quantities(lower: &str) -> Vec<Quantity> {
    // By start and free of overlap, so that only the last one that starts before an end can reach into it.
    let mut found: BTreeMap<usize, (usize, Measure)> = BTreeMap::new();
    let mut push = |range: Range<usize>, measure: Option<Measure>| {
        let before = found.range(..range.end).next_back();
        if let Some(measure) = measure
            && before.is_none_or(|(_, (end, _))| *end <= range.start)
        {
            found.insert(range.start, (range.end, measure));
        }
    };
    // A pattern is run, and compiled, only where the text holds what none of its matches is without.
    let digits = lower.bytes().any(|byte| byte.is_ascii_digit());
    let run = |pattern: &'static Regex, held: bool| {
        held.then(|| pattern.captures_iter(lower)).into_iter().flatten()
    };
    for captures in run(&MONEY, digits && CURRENCIES.is_match(lower)) {
        push(whole(&captures), money(&captures));
    }
    for captures in run(&PERCENT, digits && has_any(lower, &["%", "per"])) {
        push(whole(&captures), percent(&captures["number"]).map(Measure::Percent));
    }
    let timed = UNITS.is_match(lower);
    for captures in run(&DURATION, timed) {
        let range = whole(&captures);
        // "13 years of age" is an age, no span of time.
        if !lower[range.end..].starts_with(" of age") && !lower[range.end..].starts_with(" old") {
            push(range, duration(&captures).map(Measure::Duration));
        }
    }
    for captures in run(&ARTICLE_DURATION, timed && lower.contains(" a")) {
        let start = captures.name("number").map_or(0, |number| number.start());
        push(start..whole(&captures).end, duration(&captures).map(Measure::Duration));
    }
    found.into_iter().map(|(start, (end, measure))| with_bound(lower, start..end, measure)).collect()
}

fn with_bound(lower: &str, range: Range<usize>, measure: Measure) -> Quantity {
    let mut quantity = Quantity { from: range.start, range, measure, bound: Bound::Exact, hedge: None };
    // Two words may stand before one number: "typically up to".
    for _ in 0..2 {
        let Some(captures) = BOUND.captures(&lower[..quantity.from]) else { break };
        let words = captures.name("words").expect("the group is not optional");
        quantity.from = words.start();
        if captures.name("typical").is_some() {
            quantity.hedge = Some(words.as_str().trim().to_owned());
            if quantity.bound == Bound::Exact {
                quantity.bound = Bound::Typical;
            }
        } else if quantity.bound == Bound::Exact {
            quantity.bound = if captures.name("most").is_some() { Bound::AtMost } else { Bound::AtLeast };
        }
    }
    quantity
}

fn whole(captures: &Captures<'_>) -> Range<usize> {
    captures.get(0).expect("group 0 always matches").range()
}

fn duration(captures: &Captures<'_>) -> Option<Duration> {
    let number = &captures["number"];
    let unit = &captures["unit"];
    if number == "half an" {
        return (unit == "hour").then_some(Duration { n: 30, unit: TimeUnit::Minute });
    }
    let n = count(number)?;
    let working = captures.name("kind").is_some_and(|kind| {
        ["business", "working", "school", "bank"].contains(&kind.as_str().trim_end_matches([' ', '-']))
    });
    let (n, unit) = match unit {
        "minute" => (n, TimeUnit::Minute),
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
    let digits: String =
        text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    if digits.is_empty() { in_words(text) } else { digits.parse().ok() }
}

/// The number a phrase of number words stands for.
pub(crate) fn in_words(text: &str) -> Option<u32> {
    let mut total = 0;
    for word in text.split([' ', '-']).filter(|word| *word != "and" && !word.is_empty()) {
        if word == "hundred" {
            total = total.max(1) * 100;
        } else {
            total += match word {
                "a" | "an" => 1,
                word => number_words::value(word)?,
            };
        }
    }
    (total > 0).then_some(total)
}

/// `99.90` as thousandths with its two decimals.
pub(crate) fn percent(text: &str) -> Option<Percent> {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let decimals = u8::try_from(fraction.len()).ok()?;
    let thousandths: i64 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    Some(Percent { thousandths: whole.parse::<i64>().ok()?.checked_mul(1000)? + thousandths, decimals })
}

fn money(captures: &Captures<'_>) -> Option<Measure> {
    let amount = captures.name("number").or_else(|| captures.name("amount"))?.as_str().replace(',', "");
    let currency = match captures.name("before").or_else(|| captures.name("after"))?.as_str() {
        "$" | "us$" | "usd" | "dollar" | "dollars" => "USD",
        "€" | "eur" | "euro" | "euros" => "EUR",
        "£" | "gbp" | "pounds" => "GBP",
        "¥" | "jpy" => "JPY",
        other => &other.to_uppercase(),
    };
    let scale = captures.name("scale").or_else(|| captures.name("scaled"));
    let times = match scale.map(|found| found.as_str()) {
        None => 1,
        Some("thousand" | "k") => 1_000,
        Some("million" | "m") => 1_000_000,
        Some(_) => 1_000_000_000,
    };
    money_value(&amount, times, currency)
}

fn money_value(amount: &str, times: i64, currency: &str) -> Option<Measure> {
    let (whole, fraction) = amount.split_once('.').unwrap_or((amount, ""));
    // Four places, so that "2.125 million" loses nothing; smaller coins than hundredths are cut.
    let places: i64 = format!("{fraction:0<4}").get(..4)?.parse().ok()?;
    let small = whole.parse::<i64>().ok()?.checked_mul(10_000)?.checked_add(places)?;
    let minor = small.checked_mul(times)? / 100;
    Some(Measure::Money(minor, currency.to_owned()))
}

/// Words separated and surrounded by single spaces, lower case, punctuation gone, contractions
/// opened: the form in which a cue such as `" do not sell "` or `" retain"` is looked up.
pub(crate) fn padded(text: &str) -> String {
    padded_key(&key_form(&unmarked(text)))
}

/// [`padded`] of a text in [`key_form`].
pub(crate) fn padded_key(lower: &str) -> String {
    let lower = opened(lower);
    if lower.is_ascii() { padded_ascii(&lower) } else { padded_letters(&lower) }
}

fn padded_letters(lower: &str) -> String {
    let mut out = String::with_capacity(lower.len() + 2);
    out.push(' ');
    let mut before = ' ';
    let mut rest = lower.chars();
    while let Some(c) = rest.next() {
        let after = rest.clone().next().unwrap_or(' ');
        let inside_number = matches!(c, '.' | ',') && before.is_ascii_digit() && after.is_ascii_digit();
        let inside_name = c == '.' && before.is_alphanumeric() && after.is_alphanumeric();
        if c.is_alphanumeric() || matches!(c, '%' | '@' | '$' | '€' | '£') || inside_number || inside_name
        {
            out.push(c);
        } else if c != '\'' && !out.ends_with(' ') {
            out.push(' ');
        }
        before = c;
    }
    if !out.ends_with(' ') {
        out.push(' ');
    }
    out
}

/// [`padded_letters`] of ASCII, which nearly every sentence is: words are copied whole.
fn padded_ascii(lower: &str) -> String {
    let bytes = lower.as_bytes();
    let mut out = String::with_capacity(lower.len() + 2);
    out.push(' ');
    let mut from = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        if KEPT[usize::from(byte)] || is_inside(bytes, at) {
            continue;
        }
        out.push_str(&lower[from..at]);
        from = at + 1;
        if byte != b'\'' && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.push_str(&lower[from..]);
    if !out.ends_with(' ') {
        out.push(' ');
    }
    out
}

/// Bytes that are part of a word wherever they stand.
const KEPT: [bool; 256] = {
    let mut kept = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        kept[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'%' | b'@' | b'$');
        byte += 1;
    }
    kept
};

/// A point inside a name or a number, a comma inside a number.
fn is_inside(bytes: &[u8], at: usize) -> bool {
    let holds = |is: fn(&u8) -> bool| at > 0 && is(&bytes[at - 1]) && bytes.get(at + 1).is_some_and(is);
    match bytes[at] {
        b'.' => holds(u8::is_ascii_alphanumeric),
        b',' => holds(u8::is_ascii_digit),
        _ => false,
    }
}

/// The words with contractions opened and without the schemes of web addresses.
fn opened(lower: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(lower);
    if text.contains("://") {
        text = text.replace("https://", "").replace("http://", "").into();
    }
    if text.contains('\'') {
        for (short, long) in CONTRACTIONS {
            if text.contains(short) {
                text = text.replace(short, long).into();
            }
        }
    }
    text
}

const CONTRACTIONS: [(&str, &str); 6] = [
    ("can't", "cannot"),
    ("won't", "will not"),
    ("n't", " not"),
    ("'re ", " are "),
    ("'ll ", " will "),
    ("'ve ", " have "),
];

/// Byte ranges of the sentences of a text. Dots in names, numbers and abbreviations end no sentence.
pub(crate) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    for (index, c) in text.char_indices() {
        let end = index + c.len_utf8();
        let ends = match c {
            '\n' => true,
            '.' | '!' | '?' => ends_sentence(&text[start..end], &text[end..]),
            _ => false,
        };
        if ends {
            push_trimmed(text, start..end, &mut ranges);
            start = end;
        }
    }
    push_trimmed(text, start..text.len(), &mut ranges);
    ranges
}

fn push_trimmed(text: &str, range: Range<usize>, ranges: &mut Vec<Range<usize>>) {
    let part = &text[range.clone()];
    let lead = part.len() - part.trim_start().len();
    let body = part.trim();
    if body.chars().any(char::is_alphanumeric) {
        ranges.push(range.start + lead..range.start + lead + body.len());
    }
}

fn ends_sentence(before: &str, after: &str) -> bool {
    let mut rest = after.trim_start_matches(['"', '”', '’', ')', '\'']).chars();
    match rest.next() {
        None => true,
        Some(c) if !c.is_whitespace() => false,
        Some(_) => {
            let opens = rest.find(|c| !c.is_whitespace()).is_none_or(|c| !c.is_lowercase());
            opens && !is_abbreviation(before)
        }
    }
}

fn is_abbreviation(before: &str) -> bool {
    let last = before.trim_end_matches('.').rsplit([' ', '(']).next().unwrap_or_default().to_lowercase();
    let known = [
        "e.g", "i.e", "etc", "no", "art", "sec", "mr", "mrs", "ms", "dr", "vs", "cf", "b.v", "u.s", "approx",
    ];
    known.contains(&last.as_str()) || (last.len() == 1 && last.chars().all(char::is_alphabetic))
}

/// The text without signs of trade marks, which say nothing to the reader.
fn unmarked(text: &str) -> Cow<'_, str> {
    if !text.is_ascii() && text.contains(['™', '®', '℠']) {
        text.replace(['™', '®', '℠'], "").into()
    } else {
        text.into()
    }
}

/// [`comparison_form`] of one sentence: capitals kept for names, signs of trade marks dropped.
pub(crate) fn plain(text: &str) -> String {
    comparison_form(&unmarked(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        quantities(&key_form(text))
            .into_iter()
            .map(|quantity| {
                let value = match quantity.measure {
                    Measure::Duration(duration) => duration.to_string(),
                    Measure::Percent(percent) => percent.to_string(),
                    Measure::Money(minor, currency) => format!("{currency} {minor}"),
                };
                match quantity.bound {
                    Bound::Exact => value,
                    bound => format!("{bound:?} {value}"),
                }
            })
            .collect()
    }

    #[test]
    fn quantities_are_read_in_every_notation() {
        let cases: [(&str, &[&str]); 12] = [
            ("kept thirty (30) days", &["30 days"]),
            ("two years", &["2 years"]),
            ("within 5 working days", &["AtMost 5 business days"]),
            ("up to twenty-four (24) hours", &["AtMost 24 hours"]),
            ("a rolling 35-day cycle", &["35 days"]),
            ("no less than 99.90%", &["AtLeast 99.90 %"]),
            ("EUR 10,000 or $5.50", &["EUR 1000000", "USD 550"]),
            ("typically 7 years", &["Typical 7 years"]),
            ("within half an hour", &["AtMost 30 minutes"]),
            ("at least one hundred and eighty days", &["AtLeast 180 days"]),
            ("a fortnight's notice, not more than a week", &["AtMost 1 week"]),
            ("no later than a month", &["AtMost 1 month"]),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn sentences_survive_names_and_abbreviations() {
        let text = "Made by fal.ai, e.g. in the U.S. market. It costs 1.5 EUR. Done";
        let parts: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(parts, ["Made by fal.ai, e.g. in the U.S. market.", "It costs 1.5 EUR.", "Done"]);
    }

    proptest::proptest! {
        #[test]
        fn copying_whole_words_pads_as_letter_by_letter(text in "[a-c0-2 .,'%@$-]{0,20}") {
            proptest::prop_assert_eq!(padded_ascii(&text), padded_letters(&text));
        }
    }

    #[test]
    fn padded_text_opens_contractions_and_keeps_numbers() {
        assert_eq!(padded("We don't sell — ever (1,000.5%)."), " we do not sell ever 1,000.5% ");
    }
}
