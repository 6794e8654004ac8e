//! For whom a larger number is better: by what it measures and where it stands.
//!
//! "Within ten days" is a burden's breathing space and a duty's delay; "for ten days" is as long as the
//! thing lasts; in a condition a larger number is harder to meet. The table of families knows the usual
//! numbers; this reads those of any sentence.

mod place;

use std::ops::Range;

use super::{Exchange, Reading, bearing};
use crate::facts::lexer::has_any;
use crate::materiality::Direction;
use crate::materiality::bearing::{Bearing, actor};
use crate::materiality::statement::Statements;
use place::{Place, by_category};

/// The same numbers stand in other places.
pub(super) fn are_exchanged(
    old: &Statements,
    new: &Statements,
    runs: &[(Range<usize>, Range<usize>)],
) -> bool {
    let numbers = |statements: &Statements| -> Vec<String> {
        statements
            .words
            .iter()
            .filter(|word| number(&word.form).is_some())
            .map(|word| word.form.clone())
            .collect()
    };
    let (a, b) = (numbers(old), numbers(new));
    let (mut x, mut y) = (a.clone(), b.clone());
    x.sort();
    y.sort();
    let touched = runs.iter().any(|(from, to)| size(old, from).is_some() || size(new, to).is_some());
    touched && a.len() >= 2 && a != b && x == y
}

/// The sign of a number that was exchanged for another; `None` where none was or its place is not understood.
pub(super) fn read(exchange: Exchange<'_>) -> Option<Direction> {
    if let Some(sign) = of_frequency(exchange) {
        return Some(sign);
    }
    let Exchange { old, new, from, to, reading } = exchange;
    let grows = grown(old, new, from, to)?;
    let (place, _) = size(new, to)?;
    let better = larger_is_better(new, place, reading)?;
    Some(if better == grows { Direction::Stronger } else { Direction::Weaker })
}

/// A number was exchanged for a larger one, units counted; `None` where none was, or for an equal one.
pub(in crate::materiality) fn grown(
    old: &Statements,
    new: &Statements,
    from: &Range<usize>,
    to: &Range<usize>,
) -> Option<bool> {
    let (at, before) = size(old, from)?;
    let (place, after) = size(new, to)?;
    let (before, after) = (before * unit(old, at), after * unit(new, place));
    ((before - after).abs() >= f64::EPSILON).then_some(after > before)
}

/// "Each quarter" becomes "each month": what serves is the better the more often it is done.
fn of_frequency(Exchange { old, new, from, to, reading }: Exchange<'_>) -> Option<Direction> {
    let period = |statements: &Statements, range: &Range<usize>| {
        let before = range.start.checked_sub(1).map(|before| statements.words[before].form.as_str())?;
        let span = days(&statements.words.get(range.start)?.form)?;
        (range.len() == 1 && ["each", "every", "per"].contains(&before)).then_some(span)
    };
    let (before, after) = (period(old, from)?, period(new, to)?);
    let serves = bearing(new, new.part_at(to.start)?, reading)? == Bearing::Serves;
    Some(if serves == (after < before) { Direction::Stronger } else { Direction::Weaker })
}

/// A time before something happens came, or went; `None` where neither.
pub(super) fn notice_came(gone: &str, come: &str, follows: &str) -> Option<bool> {
    let timed = |text: &str| {
        let ahead = [" before ", " notice ", " advance ", " ahead ", " beforehand "];
        let words: Vec<&str> = text.split_whitespace().collect();
        words.windows(2).any(|pair| number(pair[0]).is_some() && days(pair[1]).is_some())
            && (has_any(text, &ahead) || has_any(&format!(" {}", follows.trim_start()), &ahead))
    };
    match (timed(gone), timed(come)) {
        (true, false) => Some(false),
        (false, true) => Some(true),
        _ => None,
    }
}

fn number(form: &str) -> Option<f64> {
    let digits = form.trim_end_matches('%').trim_start_matches(['$', '€', '£']).replace(',', "");
    digits.starts_with(|c: char| c.is_ascii_digit()).then(|| digits.parse().ok())?
}

/// The first number of a stretch, or the one before a unit that was exchanged.
fn size(statements: &Statements, range: &Range<usize>) -> Option<(usize, f64)> {
    let refers = |at: usize| {
        let before = at.checked_sub(1).map_or("", |before| statements.words[before].form.as_str());
        [
            "clause",
            "section",
            "article",
            "paragraph",
            "schedule",
            "annex",
            "part",
            "step",
            "type",
            "version",
            "iso",
        ]
        .contains(&before)
    };
    let own = range
        .clone()
        .filter(|at| !refers(*at))
        .find_map(|at| Some((at, number(&statements.words[at].form)?)));
    let is_unit = |at: usize| statements.words.get(at).is_some_and(|word| days(&word.form).is_some());
    own.or_else(|| {
        let at = range.start.checked_sub(1)?;
        let before = number(&statements.words[at].form).map(|number| (at, number));
        before.filter(|_| is_unit(range.start))
    })
}

fn days(form: &str) -> Option<f64> {
    Some(match form.strip_suffix('s').unwrap_or(form) {
        "second" => 1.0 / 86_400.0,
        "minute" => 1.0 / 1440.0,
        "hour" => 1.0 / 24.0,
        "day" => 1.0,
        "week" => 7.0,
        "fortnight" => 14.0,
        "month" => 30.4,
        "quarter" => 91.3,
        "year" => 365.0,
        "metre" | "meter" => 1.0,
        "kilometre" | "kilometer" => 1000.0,
        _ => return None,
    })
}

/// What the unit behind a number makes of it.
fn unit(statements: &Statements, at: usize) -> f64 {
    let mut near = statements.words[at + 1..].iter().take(3);
    near.find_map(|word| days(&word.form)).unwrap_or(1.0)
}

fn is_time(statements: &Statements, at: usize) -> bool {
    let near = statements.words[at + 1..].iter().take(3);
    near.map(|word| word.form.as_str()).any(|form| days(form).is_some() && !form.contains("met"))
}

/// For a number at a place; `None` where nothing tells.
fn larger_is_better(new: &Statements, at: usize, reading: Reading) -> Option<bool> {
    let part = new.part_at(at)?;
    let range = &new.parts[part].range;
    let form = new.words[at].form.as_str();
    let currency = ["usd", "eur", "gbp", "cad", "aud", "chf", "dkk", "sek", "nok", "jpy", "£", "$", "€"];
    let named = at.checked_sub(1).is_some_and(|before| currency.contains(&new.words[before].form.as_str()));
    let place = Place {
        before: new.text(at.saturating_sub(5).max(range.start)..at),
        lead: new.text(range.start..at),
        after: new.text(at + 1..(at + 8).min(range.end).max(at + 1)),
        whole: new.text(0..new.words.len()),
        serves: bearing(new, part, reading).map(|holds| holds == Bearing::Serves),
        acts: actor(new, part),
        role: new.parts[part].role,
        is_time: is_time(new, at),
        is_money: named || form.starts_with(['$', '€', '£']),
        category: reading.category,
    };
    place.by_what_it_counts().or_else(|| place.by_its_part()).or_else(|| place.by_its_bound()).unwrap_or_else(
        || {
            // The level a table or a sentence promises.
            place.serves.or_else(|| by_category(place.category, &place.whole))
        },
    )
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, of};
    use super::*;

    #[test]
    fn a_larger_number_is_good_or_bad_by_its_place() {
        check(&[
            ("We repay the rent within five days.", "We repay the rent within two days."),
            ("The Customer must object within five days.", "The Customer must object within ten days."),
            ("You have five days to object.", "You have ten days to object."),
            ("Drawings are deleted after twenty days.", "Drawings are deleted after nine days."),
            ("We keep drawings for 9 weeks.", "We keep drawings for 9 days."),
            ("The lift may stop for 40 minutes a day.", "The lift may stop for 20 minutes a day."),
            (
                "You may leave if the lift fails in three months.",
                "You may leave if the lift fails in two months.",
            ),
            (
                "We tell you 10 days before we raise the rent.",
                "We tell you 20 days before we raise the rent.",
            ),
            ("Counts below 5 are suppressed.", "Counts below 9 are suppressed."),
            ("Doors within 20 metres of yours are blurred.", "Doors within 50 metres of yours are blurred."),
            ("Our liability does not exceed two rents.", "Our liability does not exceed three rents."),
            ("The ban ends two years after the last visit.", "The ban ends one year after the last visit."),
            (
                "You may leave if the warmth falls below 18 degrees in any three months.",
                "You may leave if the warmth falls below 18 degrees in any two months.",
            ),
        ]);
    }

    #[test]
    fn numbers_that_change_places_go_both_ways() {
        let (old, new) = ("Mail stays 30 days, logs 60 days.", "Mail stays 60 days, logs 30 days.");
        assert_eq!(of(old, new), Some(Direction::Mixed));
    }
}
