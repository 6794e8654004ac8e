//! The grammar of dates: month names, ISO, and numeric forms that can be read in one way only.
//!
//! Finds dates anywhere in a text; what a date stands for is not decided here. Languages are a table.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::{Captures, Regex};

use crate::document::PartialDate;

/// Month names and abbreviations by month, lower case; more languages are more words.
const MONTHS: [&[&str]; 12] = [
    &[
        "january", "jan", "januar", "jänner", "janvier", "janv", "enero", "ene", "gennaio", "gen", "janeiro",
        "januari", "stycznia", "styczeń",
    ],
    &[
        "february",
        "feb",
        "februar",
        "février",
        "févr",
        "fevrier",
        "febrero",
        "febbraio",
        "fevereiro",
        "fev",
        "februari",
        "lutego",
        "luty",
    ],
    &["march", "mar", "märz", "maerz", "mär", "mars", "marzo", "março", "maart", "mrt", "marca", "marzec"],
    &["april", "apr", "avril", "avr", "abril", "abr", "aprile", "kwietnia", "kwiecień"],
    &["may", "mai", "mayo", "maggio", "mag", "maio", "mei", "maja", "maj"],
    &["june", "jun", "juni", "juin", "junio", "giugno", "giu", "junho", "czerwca", "czerwiec"],
    &["july", "jul", "juli", "juillet", "juil", "julio", "luglio", "lug", "julho", "lipca", "lipiec"],
    &["august", "aug", "août", "aout", "agosto", "ago", "augustus", "sierpnia", "sierpień"],
    &[
        "september",
        "sept",
        "sep",
        "septembre",
        "septiembre",
        "settembre",
        "set",
        "setembro",
        "września",
        "wrzesień",
    ],
    &[
        "october",
        "oct",
        "oktober",
        "okt",
        "octobre",
        "octubre",
        "ottobre",
        "ott",
        "outubro",
        "out",
        "października",
        "październik",
    ],
    &["november", "nov", "novembre", "noviembre", "novembro", "listopada", "listopad"],
    &[
        "december",
        "dec",
        "dezember",
        "dez",
        "décembre",
        "déc",
        "decembre",
        "diciembre",
        "dic",
        "dicembre",
        "dezembro",
        "grudnia",
        "grudzień",
    ],
];

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let mut names: Vec<&str> = MONTHS.iter().flat_map(|names| names.iter().copied()).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let month = names.join("|");
    let of = r"(?:day\s+of\s+|of\s+|de\s+|del\s+)?";
    Regex::new(&format!(
        r"(?i)(?-u:\b)(?P<iso>(?P<iy>[0-9]{{4}})[-/.](?P<im>[0-9]{{1,2}})[-/.](?P<id>[0-9]{{1,2}}))(?-u:\b)|(?P<cy>[0-9]{{4}})\s*年\s*(?P<cm>[0-9]{{1,2}})\s*月(?:\s*(?P<cd>[0-9]{{1,2}})\s*日)?|(?-u:\b)(?P<am>{month})\.?\s+(?P<ad>[0-9]{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(?P<ay>[0-9]{{4}})(?-u:\b)|(?-u:\b)(?P<bd>[0-9]{{1,2}})(?:st|nd|rd|th|er|º|\.)?[\s-]+{of}(?P<bm>{month})\.?,?[\s-]+{of}(?P<by>[0-9]{{4}})(?-u:\b)|(?-u:\b)(?P<mm>{month})\.?,?\s+{of}(?P<my>[0-9]{{4}})(?-u:\b)|(?-u:\b)(?P<n1>[0-9]{{1,2}})(?P<ns>[./-])(?P<n2>[0-9]{{1,2}})[./-](?P<ny>[0-9]{{4}})(?-u:\b)"
    ))
    .expect("valid pattern")
});

/// Dates in a text with the byte range of their words, in order. Numeric dates only where day and month
/// cannot be mistaken for each other; impossible dates are left out.
pub(crate) fn find_dates(text: &str) -> Vec<(Range<usize>, PartialDate)> {
    find_dates_in_order(text, None)
}

/// [`find_dates`] where it is known whether the day is written before the month.
pub(super) fn find_dates_in_order(text: &str, day_first: Option<bool>) -> Vec<(Range<usize>, PartialDate)> {
    // Every form has a year of four digits; few lines do, and the pattern is worth running only on those.
    if !holds_year(text) {
        return Vec::new();
    }
    DATE.captures_iter(text)
        .filter_map(|found| {
            let whole = found.get(0)?;
            Some((whole.range(), read(&found, day_first)?))
        })
        .collect()
}

fn holds_year(text: &str) -> bool {
    let mut run = 0;
    text.bytes().any(|byte| {
        run = if byte.is_ascii_digit() { run + 1 } else { 0 };
        run == 4
    })
}

fn read(found: &Captures<'_>, day_first: Option<bool>) -> Option<PartialDate> {
    let digits = |name: &str| found.name(name).and_then(|digits| digits.as_str().parse::<u32>().ok());
    let month = |name: &str| found.name(name).and_then(|word| month_number(word.as_str()));
    let forms = [
        ("iy", digits("im"), "id"),
        ("cy", digits("cm"), "cd"),
        ("ay", month("am"), "ad"),
        ("by", month("bm"), "bd"),
        ("my", month("mm"), ""),
    ];
    for (year, month, day) in forms {
        if let (Some(year), Some(month)) = (digits(year), month) {
            return partial(year, month, if day.is_empty() { None } else { digits(day) });
        }
    }
    let (first, second, year) = (digits("n1")?, digits("n2")?, digits("ny")?);
    let dotted = found.name("ns").is_some_and(|separator| separator.as_str() == ".");
    if first == second || second > 12 {
        return partial(year, first, Some(second));
    }
    // Points are used for day-month order only; with slashes one part has to be above twelve, or the order known.
    match day_first {
        _ if dotted || first > 12 => partial(year, second, Some(first)),
        Some(true) => partial(year, second, Some(first)),
        Some(false) => partial(year, first, Some(second)),
        None => None,
    }
}

/// The order of day and month in the first numeric date of a text that can be read in one way only.
pub(super) fn order_shown(text: &str) -> Option<bool> {
    if !text.contains(['/', '-']) || !holds_year(text) {
        return None;
    }
    DATE.captures_iter(text).find_map(|found| {
        let number = |name: &str| found.name(name).and_then(|digits| digits.as_str().parse::<u32>().ok());
        let (first, second) = (number("n1")?, number("n2")?);
        let telling = &found["ns"] != "." && first != second && first.max(second) > 12;
        telling.then_some(first > 12)
    })
}

static QUARTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?-u:\b)(?:[QT](?P<q>[1-4])[\s/-]*(?P<y>20[0-9]{2})|(?P<yy>20[0-9]{2})[\s/-]*Q(?P<qq>[1-4])|(?P<g>[1-4])\.\s*Quartal\s+(?P<gy>20[0-9]{2}))$")
        .expect("valid pattern")
});

static MONTH_IN_NUMBERS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[\s:])(?P<m>0?[1-9]|1[0-2])[./](?P<y>20[0-9]{2})$").expect("valid pattern")
});

static YEAR_ALONE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?-u:\b)(?:19|20)[0-9]{2}$").expect("valid pattern"));

/// A date less precise than a day that closes a short line: `Q3 2026`, `05/2026`, `2026`. In running text
/// these would be versions, sums and fractions.
pub(super) fn closing_date(text: &str) -> Option<(Range<usize>, PartialDate)> {
    let number = |digits: &str| digits.parse::<u32>().ok();
    if let Some(found) = QUARTER.captures(text) {
        let part = |names: [&str; 3]| names.iter().find_map(|name| found.name(name));
        let (quarter, year) = (part(["q", "qq", "g"])?, part(["y", "yy", "gy"])?);
        let value = PartialDate::Quarter(year.as_str().parse().ok()?, number(quarter.as_str())?);
        return Some((found.get(0)?.range(), value));
    }
    if let Some(found) = MONTH_IN_NUMBERS.captures(text) {
        let (month, year) = (found.name("m")?, found.name("y")?);
        let value = partial(number(year.as_str())?, number(month.as_str())?, None)?;
        return Some((month.start()..year.end(), value));
    }
    // "05/04/2026" is more precise than its year, only not for us.
    let year = YEAR_ALONE.find(text).filter(|year| !text[..year.start()].ends_with(['/', '-', '.']))?;
    Some((year.range(), PartialDate::Year(year.as_str().parse().ok()?)))
}

/// Number of a month by its name in any of our languages.
fn month_number(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    (1..).zip(MONTHS).find(|(_, names)| names.contains(&word.as_str())).map(|(number, _)| number)
}

fn partial(year: u32, month: u32, day: Option<u32>) -> Option<PartialDate> {
    let year = i32::try_from(year).ok().filter(|year| (1970..2200).contains(year))?;
    match day {
        Some(day) => NaiveDate::from_ymd_opt(year, month, day).map(PartialDate::Day),
        None => (1..=12).contains(&month).then_some(PartialDate::Month(year, month)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_spelling() {
        let cases = [
            ("May 12, 2026", "2026-05-12"),
            ("12 May 2026", "2026-05-12"),
            ("May 12th, 2026", "2026-05-12"),
            ("the 3rd of June 2025", "2025-06-03"),
            ("2026-02-01", "2026-02-01"),
            ("Sept. 9, 2024", "2024-09-09"),
            ("January 2025", "2025-01"),
            ("12. März 2024", "2024-03-12"),
            ("1er août 2023", "2023-08-01"),
            ("7 de febrero de 2026", "2026-02-07"),
            ("15 marzo 2024", "2024-03-15"),
            ("3 de março de 2022", "2022-03-03"),
            ("4 mei 2021", "2021-05-04"),
            ("1 września 2023", "2023-09-01"),
            ("2024年3月5日", "2024-03-05"),
            ("25/12/2024", "2024-12-25"),
            ("12/25/2024", "2024-12-25"),
            ("05.04.2024", "2024-04-05"),
            ("14-Apr-2026", "2026-04-14"),
        ];
        for (text, expected) in cases {
            let found: Vec<String> = find_dates(text).iter().map(|(_, date)| date.to_string()).collect();
            assert_eq!(found, [expected], "{text}");
        }
    }

    #[test]
    fn what_is_no_date_or_can_be_read_twice() {
        for text in [
            "05/04/2024",
            "March 17 to March 31",
            "31 February 2024",
            "you may 2 times",
            "version 3.2.1",
            "99.90%",
            "in 2024",
        ] {
            assert_eq!(find_dates(text), [], "{text}");
        }
    }

    #[test]
    fn ranges_cover_the_words() {
        let text = "Effective Date: May 12, 2026 (v2)";
        let (range, _) = find_dates(text).remove(0);
        assert_eq!(&text[range], "May 12, 2026");
    }
}
