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
use crate::materiality::bearing::{Bearing, own_actor};
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
    if let Some(sign) = of_base(exchange).or_else(|| of_frequency(exchange)) {
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

/// "Up to 500 per claim" becomes "per year": one sum for more of what it answers for.
fn of_base(Exchange { old, new, from, to, .. }: Exchange<'_>) -> Option<Direction> {
    let base = |statements: &Statements, range: &Range<usize>| {
        let before = range.start.checked_sub(1).map(|before| statements.words[before].form.as_str())?;
        let opens = ["per", "each", "every", "any", "1", "a", "an"].contains(&before);
        (range.len() == 1 && opens).then(|| breadth(&statements.words[range.start].form))?
    };
    let (before, after) = (base(old, from)?, base(new, to)?);
    let whole = new.text(0..new.words.len());
    let owed = [" liab", " credit", " compens", " voucher", " damages", " refund", " indemn"];
    let bound = [" exceed", " capped ", " limited to ", " up to ", " at most ", " maximum ", " cap "];
    let counts = has_any(whole.as_str(), &owed) && has_any(whole.as_str(), &bound);
    // The same sum, paid more often.
    let costs = !counts && has_any(whole.as_str(), &[" you pay ", " fee ", " charge ", " costs ", " rent "]);
    let narrower = after < before;
    ((counts || costs) && (after - before).abs() > f64::EPSILON).then_some(if narrower == counts {
        Direction::Stronger
    } else {
        Direction::Weaker
    })
}

/// How much a sum has to answer for, in days; a single thing is the least.
fn breadth(form: &str) -> Option<f64> {
    let things = [
        "claim",
        "event",
        "incident",
        "parcel",
        "order",
        "booking",
        "delivery",
        "shipment",
        "case",
        "breach",
        "item",
        "ticket",
        "trip",
        "transaction",
    ];
    if things.contains(&form) { Some(0.0) } else { days(form) }
}

/// "Each quarter" becomes "each month": what serves is the better the more often it is done.
fn of_frequency(Exchange { old, new, from, to, reading }: Exchange<'_>) -> Option<Direction> {
    let (before, after) = (times_a_year(old, from)?, times_a_year(new, to)?);
    if (before - after).abs() < f64::EPSILON {
        return None;
    }
    let whole = new.text(0..new.words.len());
    let unasked =
        [" offer", " newsletter", " advert", " promot", " marketing", " survey", " raise", " increase"];
    let kept_up = [
        " train",
        " test",
        " review",
        " audit",
        " delet",
        " empti",
        " check",
        " rotat",
        " backed up ",
        " backup",
        " scan",
        " overwrit",
        " clear",
        " inspect",
        " renewed ",
        " publish",
        " report",
    ];
    let serves = if has_any(whole.as_str(), &unasked) {
        false
    } else if has_any(whole.as_str(), &kept_up) {
        true
    } else {
        bearing(new, new.part_at(to.start)?, reading)? == Bearing::Serves
    };
    Some(if serves == (after > before) { Direction::Stronger } else { Direction::Weaker })
}

/// "Twice a year", "every month", "weekly": how often; the stretch holds one of its words.
fn times_a_year(statements: &Statements, range: &Range<usize>) -> Option<f64> {
    if range.len() > 3 {
        return None;
    }
    let form = |at: usize| statements.words.get(at).map_or("", |word| word.form.as_str());
    let often = |word: &str| match word {
        "once" => Some(1.0),
        "twice" => Some(2.0),
        _ => None,
    };
    let adverb = |word: &str| match word {
        "daily" => Some(365.0),
        "weekly" => Some(52.0),
        "monthly" => Some(12.0),
        "quarterly" => Some(4.0),
        "yearly" | "annually" => Some(1.0),
        _ => None,
    };
    let per = |word: &str| matches!(word, "a" | "per" | "each" | "every");
    let span = |at: usize| days(form(at)).filter(|days| *days >= 1.0).map(|days| 365.0 / days);
    if let Some(times) = range.clone().find_map(|at| adverb(form(at))) {
        return Some(times);
    }
    let near = range.start.saturating_sub(2)..(range.end + 2).min(statements.words.len());
    for at in near {
        if let (Some(times), true, Some(a_year)) = (often(form(at)), per(form(at + 1)), span(at + 2)) {
            return Some(times * a_year);
        }
        let each = matches!(form(at), "each" | "every") && range.contains(&(at + 1));
        if let (true, Some(a_year)) = (each, span(at + 1)) {
            return Some(a_year);
        }
    }
    None
}

/// What was done at once is done within a time, or the other way round.
pub(super) fn of_haste(gone: &str, come: &str) -> Option<Direction> {
    let at_once = [" once ", " immediately ", " at once ", " as soon as ", " instantly ", " without delay "];
    let later = |text: &str| {
        let words: Vec<&str> = text.split_whitespace().collect();
        words.windows(2).any(|pair| number(pair[0]).is_some() && days(pair[1]).is_some())
    };
    match (has_any(gone, &at_once) && !later(gone), has_any(come, &at_once) && !later(come)) {
        (true, false) if later(come) => Some(Direction::Weaker),
        (false, true) if later(gone) => Some(Direction::Stronger),
        _ => None,
    }
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
        // "60 consecutive seconds" becomes "60 consecutive minutes".
        let near = range.start.saturating_sub(2)..range.start;
        let mut before = near.rev().filter(|at| !refers(*at));
        before
            .find_map(|at| Some((at, number(&statements.words[at].form)?)))
            .filter(|_| range.clone().any(is_unit))
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
    let coins = [" pence ", " pounds ", " euros ", " dollars ", " cents ", " francs ", " kroner "];
    let currency = ["usd", "eur", "gbp", "cad", "aud", "chf", "dkk", "sek", "nok", "jpy", "£", "$", "€"];
    let named = at.checked_sub(1).is_some_and(|before| currency.contains(&new.words[before].form.as_str()));
    let place = Place {
        before: new.text(at.saturating_sub(5).max(range.start)..at),
        lead: new.text(range.start..at),
        after: new.text(at + 1..(at + 8).min(range.end).max(at + 1)),
        whole: new.text(0..new.words.len()),
        serves: bearing(new, part, reading).map(|holds| holds == Bearing::Serves),
        acts: own_actor(new, part),
        role: new.parts[part].role,
        is_time: is_time(new, at),
        is_money: named
            || form.starts_with(['$', '€', '£'])
            || has_any(&new.text(at..(at + 2).min(new.words.len())), &coins),
        category: reading.category,
    };
    place
        .by_what_it_is()
        .or_else(|| place.by_what_it_counts())
        .or_else(|| place.by_its_part())
        .or_else(|| place.by_its_bound())
        .unwrap_or_else(|| {
            // The level a table or a sentence promises.
            place.serves.or_else(|| by_category(place.category, &place.whole))
        })
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
            ("Only five members of the desk can open it.", "Only two members of the desk can open it."),
            ("An export takes two members of staff.", "An export takes three members of staff."),
            ("We warn you and allow you 5 days.", "We warn you and allow you 15 days."),
            ("Vouchers remain valid for 8 weeks.", "Vouchers remain valid for 8 months."),
            ("Growers are paid 14 pence a kilo.", "Growers are paid 19 pence a kilo."),
            ("The meters are accurate to within 3%.", "The meters are accurate to within 1%."),
            ("We reply in 20 days.", "We reply in 10 days."),
            ("Refunds are made within ten days.", "Refunds are made within five days."),
            (
                "Help of up to two hours a year costs nothing.",
                "Help of up to ten hours a year costs nothing.",
            ),
            (
                "The plan renews unless you end it at least 24 days before the year is over.",
                "The plan renews unless you end it at least 24 hours before the year is over.",
            ),
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
    fn what_a_sum_answers_for_and_how_often_something_is_done() {
        check(&[
            ("We are liable up to 750 euros per year.", "We are liable up to 750 euros per parcel."),
            ("Credits in any year may not exceed the fee.", "Credits in any quarter may not exceed the fee."),
            ("You pay £5 a week.", "You pay £5 a month."),
            ("For a lost coat we will pay up to £40.", "For a lost coat we will pay up to £400."),
            ("We may charge a fee of at least £20.", "We may charge a fee of at most £20."),
            ("Our staff are trained once a year.", "Our staff are trained twice a year."),
            ("The record is emptied every quarter.", "The record is emptied every month."),
            ("We send offers not more than once a week.", "We send offers not more than once a month."),
            (
                "The scan is discarded within 30 days after it was read.",
                "The scan is discarded once it was read.",
            ),
            (
                "The commission is 7% of the price, including postage.",
                "The commission is 7% of the price, excluding postage.",
            ),
        ]);
    }

    #[test]
    fn numbers_that_change_places_go_both_ways() {
        let (old, new) = ("Mail stays 30 days, logs 60 days.", "Mail stays 60 days, logs 30 days.");
        assert_eq!(of(old, new), Some(Direction::Mixed));
    }
}
