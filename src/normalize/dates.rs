//! The grammar of dates: month names, ISO, and numeric forms that can be read in one way only.
//!
//! Finds dates anywhere in a text; what a date stands for is not decided here. Languages are a table.

use std::ops::Range;

use chrono::NaiveDate;

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

/// Dates in a text with the byte range of their words, in order. Numeric dates only where day and month
/// cannot be mistaken for each other; impossible dates are left out.
pub(crate) fn find_dates(text: &str) -> Vec<(Range<usize>, PartialDate)> {
    find_dates_in_order(text, None)
}

/// [`find_dates`] where it is known whether the day is written before the month.
pub(super) fn find_dates_in_order(text: &str, day_first: Option<bool>) -> Vec<(Range<usize>, PartialDate)> {
    let mut found = Vec::new();
    // Every form has a year of four digits; few lines do, and only those are worth reading.
    if !holds_year(text) {
        return found;
    }
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let opens_word = at == 0 || !is_word(bytes[at - 1]);
        let form = match bytes[at] {
            b'0'..=b'9' if opens_word => digits_first(&text[at..], day_first),
            // The CJK form stands between letters without a space.
            b'0'..=b'9' => year_month_day_signs(&text[at..]),
            b'a'..=b'z' | b'A'..=b'Z' if opens_word => month_first(&text[at..]),
            // The first byte of the names of eras.
            0xe4 | 0xe5 => text.get(at..).and_then(era),
            _ => None,
        };
        let Some((date, rest)) = form else {
            at += 1;
            continue;
        };
        let end = text.len() - rest.len();
        found.extend(date.map(|date| (at..end, date)));
        at = end;
    }
    found
}

/// Japanese eras and the year before their first.
const ERAS: [(&str, u32); 2] = [("令和", 2018), ("平成", 1988)];

/// Four digits in a row, or the name of an era.
pub(super) fn holds_year(text: &str) -> bool {
    if !text.is_ascii() && ERAS.iter().any(|(name, _)| text.contains(name)) {
        return true;
    }
    // Of four in a row, one stands at every fourth place.
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    (3..bytes.len()).step_by(4).filter(|at| bytes[*at].is_ascii_digit()).any(|at| {
        let before = (1..=3).take_while(|back| digit(at - back)).count();
        let after = (1..=3).take_while(|ahead| digit(at + ahead)).count();
        before + 1 + after >= 4
    })
}

/// What has the form of a date at the start of a text: the date, unless there is no such day, and the
/// text after it.
type Form<'a> = Option<(Option<PartialDate>, &'a str)>;

fn digits_first(text: &str, day_first: Option<bool>) -> Form<'_> {
    year_month_day(text)
        .or_else(|| year_month_day_signs(text))
        .or_else(|| day_month_name(text))
        .or_else(|| two_numbers(text, day_first))
}

/// `2026-05-12`, `2026/5/12`, `2026.5.12`.
fn year_month_day(text: &str) -> Form<'_> {
    let (year, rest) = year(text)?;
    let (month, rest) = number(rest.strip_prefix(SEPARATORS)?)?;
    let (day, rest) = number(rest.strip_prefix(SEPARATORS)?)?;
    closed(partial(year, month, Some(day)), rest)
}

/// `2024年3月5日`, `2024 年 3 月`.
fn year_month_day_signs(text: &str) -> Form<'_> {
    let (year, rest) = year(text)?;
    let (month, rest) = number(rest.trim_start().strip_prefix('年')?.trim_start())?;
    let rest = rest.trim_start().strip_prefix('月')?;
    let day = number(rest.trim_start())
        .and_then(|(day, after)| Some((day, after.trim_start().strip_prefix('日')?)));
    match day {
        Some((day, rest)) => Some((partial(year, month, Some(day)), rest)),
        None => Some((partial(year, month, None), rest)),
    }
}

/// `令和8年1月5日`; the first year of an era is called 元.
fn era(text: &str) -> Form<'_> {
    let (name, before) = ERAS.into_iter().find(|(name, _)| text.starts_with(name))?;
    let rest = text[name.len()..].trim_start();
    let (count, rest) = rest.strip_prefix('元').map(|rest| (1, rest)).or_else(|| number(rest))?;
    let (month, rest) = number(rest.trim_start().strip_prefix('年')?.trim_start())?;
    let rest = rest.trim_start().strip_prefix('月')?;
    let day = number(rest.trim_start())
        .and_then(|(day, after)| Some((day, after.trim_start().strip_prefix('日')?)));
    let (day, rest) = day.map_or((None, rest), |(day, rest)| (Some(day), rest));
    Some((partial(before + count, month, day), rest))
}

/// `12 May 2026`, `3rd of June, 2025`, `14-Apr-2026`.
fn day_month_name(text: &str) -> Form<'_> {
    let (day, rest) = number(text)?;
    let rest = skip_any(rest, &["st", "nd", "rd", "th", "er", "º", "."]);
    let (month, rest) = month_name(skip_of(gap_or_hyphen(rest)?))?;
    let (year, rest) = year(skip_of(gap_or_hyphen(skip_any(skip_any(rest, &["."]), &[","]))?))?;
    closed(partial(year, month, Some(day)), rest)
}

/// `25/12/2024`, `05.04.2024`.
fn two_numbers(text: &str, day_first: Option<bool>) -> Form<'_> {
    let dotted = text.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with('.');
    let ((first, second, year), rest) = numbers(text)?;
    if first == second || second > 12 {
        return closed(partial(year, first, Some(second)), rest);
    }
    // Points are used for day-month order only; with slashes one part has to be above twelve, or the order known.
    let date = match day_first {
        _ if dotted || first > 12 => partial(year, second, Some(first)),
        Some(true) => partial(year, second, Some(first)),
        Some(false) => partial(year, first, Some(second)),
        None => None,
    };
    closed(date, rest)
}

/// Two numbers and a year with separators between, and what follows.
fn numbers(text: &str) -> Option<((u32, u32, u32), &str)> {
    let (first, rest) = number(text)?;
    let (second, rest) = number(rest.strip_prefix(SEPARATORS)?)?;
    let (year, rest) = year(rest.strip_prefix(SEPARATORS)?)?;
    Some(((first, second, year), rest))
}

/// The order of day and month in the first date with slashes or hyphens that can be read in one way only.
pub(super) fn order_shown(text: &str) -> Option<bool> {
    if !text.contains(['/', '-']) || !holds_year(text) {
        return None;
    }
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | ';'));
    let parts = words
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| !word.contains('.'))
        .filter_map(|word| Some(numbers(word)?.0));
    let mut telling = parts.filter(|(first, second, _)| first != second && *first.max(second) > 12);
    telling.next().map(|(first, ..)| first > 12)
}

/// A date less precise than a day that closes a short line: `Q3 2026`, `05/2026`. In running text these
/// would be versions, sums and fractions.
pub(super) fn closing_date(text: &str) -> Option<(Range<usize>, PartialDate)> {
    let whole = |word: &str| match year(word) {
        Some((year, "")) if (2000..2100).contains(&year) => Some(year),
        _ => None,
    };
    let signed = |year: u32| i32::try_from(year).ok();
    let last = text.rsplit(char::is_whitespace).next()?;
    if let Some((month, closing)) = last.split_once(['/', '.'])
        && let (Some((month, "")), Some(year)) = (number(month), whole(closing))
    {
        return Some((text.len() - last.len()..text.len(), partial(year, month, None)?));
    }
    let mut words =
        text.rsplit(|c: char| c.is_whitespace() || matches!(c, '/' | '-')).filter(|word| !word.is_empty());
    let (last, before) = (words.next()?, words.next()?);
    let from = |word: &str| text.rfind(word).map(|at| at..text.len());
    let quarter = |word: &str| match word.strip_prefix(['Q', 'q', 'T'])?.parse() {
        Ok(quarter @ 1..=4) => Some(quarter),
        _ => None,
    };
    let of = |year: u32, quarter: u32| Some(PartialDate::Quarter(signed(year)?, quarter));
    match (whole(before), whole(last)) {
        (None, Some(year)) if before.eq_ignore_ascii_case("quartal") => {
            let (quarter, _) =
                number(words.next()?.strip_suffix('.')?).filter(|(quarter, _)| (1..=4).contains(quarter))?;
            Some((from(before)?, of(year, quarter)?))
        }
        (None, Some(year)) => Some((from(before)?, of(year, quarter(before)?)?)),
        (Some(year), None) => Some((from(before)?, of(year, quarter(last)?)?)),
        _ => None,
    }
}

/// `May 12, 2026`, `Sept. 9 2024`, `January 2025`, `febrero de 2026`.
fn month_first(text: &str) -> Form<'_> {
    // The table of names is looked up only where a day, a year or "of" follows the word.
    let after = text.trim_start_matches(char::is_alphabetic);
    let next = after.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ','));
    if !next.starts_with(|c: char| c.is_ascii_digit() || matches!(c, 'o' | 'O' | 'd' | 'D')) {
        return None;
    }
    let (month, rest) = month_name(text)?;
    let rest = skip_any(rest, &["."]);
    month_day_year(month, rest).or_else(|| {
        let (year, rest) = year(skip_of(gap(skip_any(rest, &[","]))?))?;
        closed(partial(year, month, None), rest)
    })
}

fn month_day_year(month: u32, rest: &str) -> Form<'_> {
    let (day, rest) = number(gap(rest)?)?;
    let rest = skip_any(rest, &["st", "nd", "rd", "th"]);
    let (year, rest) = year(gap(rest.trim_start().strip_prefix(',').unwrap_or(rest))?)?;
    closed(partial(year, month, Some(day)), rest)
}

const SEPARATORS: [char; 3] = ['-', '/', '.'];

/// A form whose last digit ends a word.
fn closed(date: Option<PartialDate>, rest: &str) -> Form<'_> {
    (!rest.bytes().next().is_some_and(is_word)).then_some((date, rest))
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Four digits.
fn year(text: &str) -> Option<(u32, &str)> {
    let (digits, rest) = text.split_at_checked(4)?;
    let year = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())??;
    Some((year, rest))
}

/// One digit or two.
fn number(text: &str) -> Option<(u32, &str)> {
    let length = text.bytes().take(2).take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at(length);
    Some((digits.parse().ok()?, rest))
}

/// A month by its name in any of our languages, and its number.
fn month_name(text: &str) -> Option<(u32, &str)> {
    let (word, rest) = text.split_at(text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len()));
    let named = |name: &&str| same_letters(name, word);
    let (number, _) = (1..).zip(MONTHS).find(|(_, names)| names.iter().any(named))?;
    Some((number, rest))
}

fn same_letters(lower: &str, word: &str) -> bool {
    lower.eq_ignore_ascii_case(word)
        || (!word.is_ascii() && lower.chars().eq(word.chars().flat_map(char::to_lowercase)))
}

/// The text after white space; there must be some.
fn gap(text: &str) -> Option<&str> {
    let rest = text.trim_start();
    (rest.len() < text.len()).then_some(rest)
}

/// The text after white space and hyphens; there must be some.
fn gap_or_hyphen(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_whitespace() || c == '-');
    (rest.len() < text.len()).then_some(rest)
}

/// The text after the first of these that opens it, or all of it.
fn skip_any<'a>(text: &'a str, words: &[&str]) -> &'a str {
    after_any(text, words).unwrap_or(text)
}

fn after_any<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    words.iter().find_map(|word| {
        let (head, rest) = text.split_at_checked(word.len())?;
        head.eq_ignore_ascii_case(word).then_some(rest)
    })
}

/// The text after "of", "day of", "de" or "del", if it opens with such a word.
fn skip_of(text: &str) -> &str {
    after_any(text, &["of", "day of", "del", "de"]).and_then(gap).unwrap_or(text)
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
