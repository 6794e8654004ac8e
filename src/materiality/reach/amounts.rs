//! For whom a larger number is better: by what it measures and where it stands.
//!
//! "Within ten days" is a burden's breathing space and a duty's delay; "for ten days" is as long as the
//! thing lasts; in a condition a larger number is harder to meet. The table of families knows the usual
//! numbers; this reads those of any sentence.

use std::ops::Range;

use super::{Exchange, Reading, bearing};
use crate::facts::lexer::has_any;
use crate::materiality::bearing::{Actor, Bearing, actor};
use crate::materiality::statement::{Role, Statements};
use crate::materiality::{Category, Direction};

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

/// A number with what stands around it, padded.
struct Place {
    /// Up to five words before it, in its part.
    before: String,
    /// All words of its part before it.
    lead: String,
    /// The words of its part after it.
    after: String,
    /// Stem and sentence.
    whole: String,
    /// The statement serves the reader; `None` where that cannot be told.
    serves: Option<bool>,
    acts: Actor,
    role: Role,
    is_time: bool,
    is_money: bool,
    category: Category,
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

/// `None` where the step does not tell; `Some(None)` where nothing can.
type Told = Option<Option<bool>>;

impl Place {
    fn follows(&self, cues: &[&str]) -> bool {
        cues.iter().any(|cue| self.before.ends_with(cue))
    }

    fn is_deadline(&self) -> bool {
        self.follows(&[" within ", " later than ", " within a further ", " within the first ", " latest "])
    }

    /// Money, ages, numbers of people, notice.
    fn by_what_it_counts(&self) -> Told {
        let reader = self.acts == Actor::Reader;
        let (before, after) = (self.before.as_str(), self.after.as_str());
        if self.is_money && !reader {
            let due = [
                " refund",
                " credit",
                " liab",
                " compens",
                " indemn",
                " exceed",
                " voucher",
                " discount",
                " bonus",
                " we pay ",
                " damages",
            ];
            return Some(Some(has_any(self.whole.as_str(), &due)));
        }
        if has_any(after, &[" or older ", " years old ", " years of age ", " or over "])
            || has_any(before, &[" aged ", " age of "])
        {
            return Some(Some(self.serves != Some(true)));
        }
        if has_any(after, &[" needed ", " approve", " sign off "]) && !reader {
            return Some(Some(true));
        }
        let capped = matches!(self.category, Category::SlaCreditCap | Category::SlaServiceCredit);
        if self.is_time && capped && has_any(before, &[" any ", " each ", " every "]) {
            return Some(Some(false));
        }
        // What is forbidden from a number on is forbidden less the larger it is.
        let over = has_any(before, &[" more than ", " over ", " above ", " exceed "]);
        if reader && self.serves == Some(false) && over {
            return Some(Some(true));
        }
        let notice = [" notice ", " advance ", " ahead ", " beforehand ", " prior ", " before "];
        let told = has_any(after, &notice) && !has_any(after, &[" of receiving ", " keep"]);
        (self.is_time && told).then_some(Some(!reader))
    }

    /// In a condition or an exception, and in parts where every number has one sign.
    fn by_its_part(&self) -> Told {
        let most = [
            " below ",
            " under ",
            " less than ",
            " fewer than ",
            " no longer than ",
            " no more than ",
            " not more than ",
            " up to ",
            " at most ",
        ];
        match self.role {
            Role::Condition => {
                let wider = self.is_deadline() || self.follows(&most);
                Some(self.serves.map(|serves| serves == wider))
            }
            Role::Exception => Some(self.serves.map(|serves| !serves)),
            Role::Main => of_service(self.category, self.is_time).map(Some),
        }
    }

    /// By the words that bind it: within, after, at least, not exceeding.
    fn by_its_bound(&self) -> Told {
        let (before, lead) = (self.before.as_str(), self.lead.as_str());
        if self.is_time && self.is_deadline() {
            return Some(self.of_deadline());
        }
        if self.acts == Actor::Reader && self.is_time && has_any(before, &[" has ", " have ", " gets "]) {
            return Some(Some(true));
        }
        if has_any(lead, &[" not exceed ", " exceed ", " capped at ", " limited to ", " maximum of "]) {
            let costs = [" increase", " price", " fee rise", " commission", " surcharge"];
            return Some(Some(!has_any(self.whole.as_str(), &costs)));
        }
        if self.is_time && self.follows(&[" after ", " every ", " only after "]) {
            return Some(self.serves.map(|serves| !serves));
        }
        let later = has_any(self.after.as_str(), &[" after ", " following "]) && !self.follows(&[" for "]);
        if self.is_time && self.serves == Some(true) && later {
            return Some(Some(false));
        }
        if has_any(before, &[" maintenance ", " downtime "]) || self.category == Category::SlaExclusions {
            return Some(Some(false));
        }
        let least = [
            " at least ",
            " no fewer than ",
            " not fewer than ",
            " no less than ",
            " not less than ",
            " minimum ",
        ];
        has_any(before, &least).then(|| Some(self.serves.unwrap_or(true)))
    }

    /// A deadline is the reader's time where he acts, and delay where somebody owes him something.
    fn of_deadline(&self) -> Option<bool> {
        let offered =
            has_any(self.lead.as_str(), &[" refundable", " can be ", " may be ", " eligible ", " entitled "]);
        let claims =
            [" claim", " ticket ", " dispute ", " object", " withdraw from ", " return the ", " report "];
        match (self.acts, self.serves) {
            (Actor::Reader, Some(_)) | (Actor::Thing, Some(false)) => Some(true),
            (_, Some(true)) if offered => Some(true),
            (_, None) if has_any(self.whole.as_str(), &claims) => Some(true),
            (_, Some(serves)) => Some(!serves),
            (_, None) => by_category(self.category, &self.whole),
        }
    }
}

/// Parts of a service level agreement in which every number has one sign.
fn of_service(category: Category, timed: bool) -> Option<bool> {
    match category {
        Category::SlaServiceCredit | Category::SlaCreditCap | Category::LimitationOfLiability => Some(true),
        Category::SlaClaimWindow if timed => Some(true),
        Category::SlaSupportResponse if timed => Some(false),
        _ => None,
    }
}

/// The usual sign of a number in clauses of a kind.
fn by_category(category: Category, whole: &str) -> Option<bool> {
    Some(match category {
        Category::SlaAvailability | Category::SlaDefinitions => !has_any(
            whole,
            &[
                " error",
                " latency ",
                " delay ",
                " loss ",
                " jitter ",
                " second",
                " minute",
                " unavailab",
                " downtime ",
            ],
        ),
        Category::SlaServiceCredit | Category::SlaCreditCap | Category::SlaClaimWindow => true,
        Category::LimitationOfLiability | Category::UserChoiceControl => true,
        Category::SlaSupportResponse | Category::SlaExclusions | Category::DataRetention => false,
        Category::UserAccessEditDeletion => false,
        Category::PaymentRefund => {
            has_any(whole, &[" refund", " included ", " hours a ", " free ", " withdraw"])
        }
        _ => return None,
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
