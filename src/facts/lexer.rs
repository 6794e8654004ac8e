//! The lexer of legal prose: numbers with what they measure and how they bind.
//!
//! Everything here is about letters and numbers; what they are about is decided by the families.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

pub(crate) use super::padded::{first_of, has_any};
pub(crate) use super::sentences::sentences;
pub(crate) use super::spelling::{padded, padded_key, plain};
use super::{Bound, Duration, Percent, TimeUnit};
use crate::document::number_words;

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
    Regex::new(r"(?:(?P<before>[$€£¥]|(?-u:\b)(?:us\$|usd|eur|gbp|chf|jpy|cad|aud)) ?(?P<number>(?:[0-9]{1,3}(?: [0-9]{3}(?-u:\b))+|[0-9][0-9,]*)(?:\.[0-9]+)?)(?: ?(?P<scale>thousand|million|billion|k|m|bn)(?-u:\b))?|(?P<amount>(?:(?-u:\b)[0-9]{1,3}(?: [0-9]{3}(?-u:\b))+|[0-9][0-9,]*)(?:\.[0-9]+)?)(?: (?P<scaled>thousand|million|billion))? ?(?P<after>(?:usd|eur|gbp|chf|jpy|cad|aud|dollars?|euros?|pounds)(?-u:\b)|€))")
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

/// Every quantity of a text in [`key_form`](crate::document::text::key_form), left to right, without overlap.
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
    // What a group would hold is read by hand: a search for groups takes several times as long.
    let run =
        |pattern: &'static Regex, held: bool| held.then(|| pattern.find_iter(lower)).into_iter().flatten();
    let priced = digits && CURRENCIES.is_match(lower);
    for captures in priced.then(|| MONEY.captures_iter(lower)).into_iter().flatten() {
        push(whole(&captures), money(&captures));
    }
    for found in run(&PERCENT, digits && has_any(lower, &["%", "per"])) {
        push(found.range(), percent(leading_number(found.as_str())).map(Measure::Percent));
    }
    let timed = UNITS.is_match(lower);
    for found in run(&DURATION, timed) {
        // "13 years of age" is an age, no span of time.
        let rest = &lower[found.end()..];
        if !rest.starts_with(" of age") && !rest.starts_with(" old") {
            push(found.range(), duration(found.as_str()).map(Measure::Duration));
        }
    }
    for found in run(&ARTICLE_DURATION, timed && lower.contains(" a")) {
        let (before, span) = found.as_str().split_once(' ').expect("a space stands before the article");
        push(found.start() + before.len() + 1..found.end(), duration(span).map(Measure::Duration));
    }
    found.into_iter().map(|(start, (end, measure))| with_bound(lower, start..end, measure)).collect()
}

fn with_bound(lower: &str, range: Range<usize>, measure: Measure) -> Quantity {
    let mut quantity = Quantity { from: range.start, range, measure, bound: Bound::Exact, hedge: None };
    // Two words may stand before one number: "typically up to".
    for _ in 0..2 {
        let before = &lower[..quantity.from];
        if !ends_like_bound(before) {
            break;
        }
        let Some(captures) = BOUND.captures(before) else { break };
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

/// True when the last word is one that words of a bound end with; of most numbers it is not.
fn ends_like_bound(before: &str) -> bool {
    let text = before.strip_suffix(' ').unwrap_or(before);
    let start = text.bytes().rposition(|byte| !byte.is_ascii_lowercase()).map_or(0, |at| at + 1);
    BOUND_ENDS.contains(&&text[start..])
}

/// The last words of everything [`BOUND`] matches.
const BOUND_ENDS: &[&str] = &[
    "to",
    "of",
    "than",
    "exceed",
    "exceeding",
    "most",
    "within",
    "below",
    "under",
    "as",
    "at",
    "least",
    "over",
    "above",
    "typically",
    "approximately",
    "about",
    "around",
    "generally",
    "usually",
    "roughly",
    "normally",
    "a",
    "the",
];

fn whole(captures: &Captures<'_>) -> Range<usize> {
    captures.get(0).expect("group 0 always matches").range()
}

/// The digits, points and commas a text begins with.
fn leading_number(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(text.len());
    &text[..end]
}

/// The span of a whole match: number, kind of days, unit.
fn duration(span: &str) -> Option<Duration> {
    let (head, unit) = parted(span)?;
    let bare = head.strip_suffix([' ', '-']).unwrap_or(head);
    let kind = KINDS.iter().find_map(|(kind, working)| Some((bare.strip_suffix(kind)?, *working)));
    let (number, working) = match kind {
        Some((head, working)) => (head.strip_suffix([' ', '-']).unwrap_or(head), working),
        None => (bare, false),
    };
    if number == "half an" {
        return (unit == "hour").then_some(Duration { n: 30, unit: TimeUnit::Minute });
    }
    let n = count(number)?;
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

/// What stands before the unit, and the unit in the singular.
fn parted(span: &str) -> Option<(&str, &str)> {
    let units = ["minute", "hour", "day", "week", "fortnight", "month", "quarter", "year"];
    let one = span.strip_suffix('s').unwrap_or(span);
    units.iter().find_map(|unit| Some((one.strip_suffix(unit)?, *unit)))
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
    let amount =
        captures.name("number").or_else(|| captures.name("amount"))?.as_str().replace([',', ' '], "");
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::text::key_form;

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

    proptest! {
        #[test]
        fn a_span_read_by_hand_is_what_its_groups_hold(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "30", "7", "half an", "thirty", "twenty-four", "one hundred and eighty", " (30)", "(thirty)", " ", " ", "-",
                    "calendar ", "business ", "working-", "school ", "full ", "bank ", "minute", "hour", "day", "weeks",
                    "fortnight", "months", "quarter", "years", "x",
                ]),
                1..9,
            ),
        ) {
            let text = parts.concat();
            for captures in DURATION.captures_iter(&text) {
                let unit = TimeUnit::Day;
                let of = |number: &str| (number != "half an").then(|| count(number)).flatten();
                let working = captures.name("kind").is_some_and(|kind| {
                    ["business", "working", "school", "bank"].contains(&kind.as_str().trim_end_matches([' ', '-']))
                });
                let found = duration(&captures[0]);
                if &captures["unit"] == "day" {
                    let unit = if working { TimeUnit::BusinessDay } else { unit };
                    prop_assert_eq!(found, of(&captures["number"]).map(|n| Duration { n, unit }), "{}", text);
                } else if &captures["number"] != "half an" {
                    prop_assert_eq!(found.is_some(), of(&captures["number"]).is_some(), "{}", text);
                }
            }
            let lower = text.to_lowercase();
            prop_assert!(ends_like_bound(&lower) || !BOUND.is_match(&lower));
        }

        #[test]
        fn what_ends_like_no_bound_is_none(
            words in prop::collection::vec(
                prop::sample::select(vec![
                    "up", "to", "a", "the", "maximum", "minimum", "of", "period", "term", "no", "more", "than", "not", "exceed",
                    "exceeding", "at", "most", "least", "within", "for", "as", "long", "limited", "capped", "over", "about",
                    "usually", "roughly", "in", "event", "less", "days", "30", "é",
                ]),
                0..6,
            ),
            end in prop::sample::select(vec!["", " ", "  ", "-"]),
        ) {
            let text = words.join(" ") + end;
            prop_assert!(ends_like_bound(&text) || !BOUND.is_match(&text), "{}", text);
        }
    }

    #[test]
    fn quantities_are_read_in_every_notation() {
        let cases: [(&str, &[&str]); 14] = [
            ("kept thirty (30) days", &["30 days"]),
            ("two years", &["2 years"]),
            ("within 5 working days", &["AtMost 5 business days"]),
            ("up to twenty-four (24) hours", &["AtMost 24 hours"]),
            ("a rolling 35-day cycle", &["35 days"]),
            ("no less than 99.90%", &["AtLeast 99.90 %"]),
            ("EUR 10,000 or $5.50", &["EUR 1000000", "USD 550"]),
            ("GBP 250 000, or 1 500 000 euros", &["GBP 25000000", "EUR 150000000"]),
            ("in 2026 100 euros", &["EUR 10000"]),
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
}
