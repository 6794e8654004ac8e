//! For whom a change is better or worse: the sign table of quantities and of acts.

#![expect(clippy::match_same_arms, reason = "each arm is a row of a table, in its own order")]

use super::Direction;
use crate::facts::lexer::{has_any, padded};
use crate::facts::{Clause, Fact, Family, Percent, Stance, Value, cues};

/// What a sentence does to the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nature {
    /// Forbids or orders something to the reader.
    Burden,
    /// Gives the reader something.
    Right,
    /// Somebody does something with the reader's data or content.
    Intrusive,
    /// Somebody owes the reader something.
    Protective,
    /// None of these is recognised.
    Neutral,
}

/// Tells the nature of a clause from its words, its stem and its heading.
pub(super) fn nature(clause: &Clause) -> Nature {
    let words = &clause.words;
    let reader = [" you ", " your ", " user", " customer", " pupils ", " developer", " member"];
    if clause.says(cues::USER_BAN)
        && clause.says(&reader)
        && !has_any(words, &[" we may not ", " we will not ", " we do not "])
    {
        return Nature::Burden;
    }
    if has_any(
        words,
        &[
            " you must ",
            " you should ",
            " you are responsible",
            " you agree ",
            " you shall ",
            " customer must ",
            " customer shall ",
            " at your own ",
        ],
    ) {
        return Nature::Burden;
    }
    if clause.says(cues::RIGHT_STEMS)
        || has_any(
            words,
            &[
                " you may ",
                " you can ",
                " customer may ",
                " customers may ",
                " customers can ",
                " grants you ",
                " you retain ",
            ],
        )
    {
        return Nature::Right;
    }
    let acts = |table: &[(&str, &[&str])]| table.iter().any(|(_, forms)| clause.says(forms));
    let owed = has_any(words, &[" will ", " shall ", " must ", " guarantee", " is ", " are "]);
    if acts(cues::INTRUSIVE_ACTS)
        && !has_any(words, &[" will delete", " shall delete", " notify", " e mail", " encrypted "])
    {
        return Nature::Intrusive;
    }
    if acts(cues::PROTECTIVE_ACTS) && owed {
        return Nature::Protective;
    }
    if has_any(words, &[" we may ", " reserve the right", " may modify", " may change"]) {
        return Nature::Intrusive;
    }
    Nature::Neutral
}

/// Flips a sign.
pub(super) fn opposite(sign: Direction) -> Direction {
    match sign {
        Direction::Weaker => Direction::Stronger,
        Direction::Stronger => Direction::Weaker,
        other => other,
    }
}

/// Another law, court, recipient or event that ends the keeping is better for some and worse for others.
pub(super) fn goes_both_ways(family: Family) -> bool {
    matches!(family, Family::GoverningLaw | Family::Courts | Family::Recipient | Family::Retention)
}

/// Sign when a number of this family grows.
fn growth(family: Family, clause: &Clause) -> Direction {
    use Direction::{Mixed, Stronger, Weaker};
    match family {
        Family::Retention
        | Family::ResponseDeadline
        | Family::Exclusion
        | Family::Renewal
        | Family::Price => {
            // A payment term is the reader's time, not his money.
            let term = family == Family::Price
                && has_any(&clause.words, &[" payable ", " pay within", " due within"]);
            if term { Stronger } else { Weaker }
        }
        Family::NoticePeriod
        | Family::ClaimWindow
        | Family::ServiceCredit
        | Family::CreditCap
        | Family::LiabilityCap
        | Family::AgeLimit
        | Family::Arbitration
        | Family::RefundWindow
        | Family::Promise
        | Family::AcceptableUse => Stronger,
        Family::Availability => {
            // A time that must pass before it counts, or that work may take, is borne by the reader.
            let timed = !clause.words.contains('%');
            let threshold = timed
                || has_any(
                    &clause.words,
                    &[" error", " counts as ", " is counted ", " unavailable ", " seconds "],
                );
            if threshold { Weaker } else { Stronger }
        }
        Family::Termination if has_any(&clause.words, &[" consecutive "]) => Weaker,
        _ => Mixed,
    }
}

/// Sign of a fact whose value differs.
pub(super) fn of_change(old: &Fact, new: &Fact, clause: &Clause) -> Direction {
    if old.family == Family::Right && old.value.equals(&new.value) {
        // A right that depends on something is a smaller one.
        return match (&old.hedge, &new.hedge) {
            (None, Some(_)) => Direction::Weaker,
            (Some(_), None) => Direction::Stronger,
            _ => Direction::Mixed,
        };
    }
    if let (Value::Stance(before), Value::Stance(after)) = (&old.value, &new.value) {
        return of_stances(*before, *after, old.family);
    }
    if let (Value::Tier { low: a, high: b, credit: p }, Value::Tier { low: c, high: d, credit: q }) =
        (&old.value, &new.value)
        && p.thousandths == q.thousandths
    {
        return of_tier_bounds([*a, *b], [*c, *d]);
    }
    match (size(&old.value), size(&new.value)) {
        (Some(before), Some(after)) if before < after => growth(old.family, clause),
        (Some(before), Some(after)) if before > after => opposite(growth(old.family, clause)),
        // The same time from another event: nearly always a later one, and harder to know.
        (Some(_), Some(_)) if matches!(old.value, Value::Event { .. }) && !old.value.equals(&new.value) => {
            Direction::Weaker
        }
        (Some(_), Some(_)) => of_bounds(old, new),
        _ => of_kinds(old, new),
    }
}

/// The same credit at another level: due later where the bounds fall, sooner where they rise.
fn of_tier_bounds(old: [Option<Percent>; 2], new: [Option<Percent>; 2]) -> Direction {
    let signs: Vec<Direction> = old
        .into_iter()
        .zip(new)
        .filter_map(|(before, after)| Some((before?.thousandths, after?.thousandths)))
        .filter(|(before, after)| before != after)
        .map(|(before, after)| if after < before { Direction::Weaker } else { Direction::Stronger })
        .collect();
    match signs.first() {
        Some(first) if signs.iter().all(|sign| sign == first) => *first,
        _ => Direction::Mixed,
    }
}

/// Same number, another bound or another currency.
fn of_bounds(old: &Fact, new: &Fact) -> Direction {
    use crate::facts::Bound::{AtLeast, AtMost, Typical};
    let promise = matches!(
        old.family,
        Family::Promise
            | Family::NoticePeriod
            | Family::Availability
            | Family::LiabilityCap
            | Family::CreditCap
            | Family::ServiceCredit
    );
    match (old.bound, new.bound) {
        (AtLeast, AtMost | Typical) if promise => Direction::Weaker,
        (AtMost, AtLeast) if promise => Direction::Stronger,
        (AtMost, AtLeast | Typical) => Direction::Weaker,
        (AtLeast, AtMost) => Direction::Stronger,
        (_, Typical) => Direction::Weaker,
        _ => Direction::Mixed,
    }
}

/// A number became words, or the words changed.
fn of_kinds(old: &Fact, new: &Fact) -> Direction {
    let vague = |value: &Value| matches!(value, Value::Stance(Stance::Unspecified));
    match (&old.value, &new.value) {
        (before, after) if vague(before) || vague(after) => Direction::Neutral,
        (Value::Text(before), _) if before.starts_with("not ") => Direction::Weaker,
        (Value::Text(qualifier), Value::Stance(Stance::Open)) if !qualifier.is_empty() => Direction::Weaker,
        (Value::Stance(Stance::Open), Value::Text(_)) => Direction::Stronger,
        (Value::Stance(Stance::Prohibited), _) if old.family == Family::Recipient => Direction::Weaker,
        (_, Value::Stance(Stance::Prohibited)) if old.family == Family::Recipient => Direction::Stronger,
        _ => match old.family {
            Family::Recipient
            | Family::Retention
            | Family::GoverningLaw
            | Family::Courts
            | Family::Licence => Direction::Mixed,
            Family::Controller if matches!(&old.value, Value::Text(name) if name.starts_with('[')) => {
                Direction::Stronger
            }
            Family::Controller | Family::Contact => Direction::Neutral,
            Family::Remedy => remedy(&new.value),
            _ => Direction::Weaker,
        },
    }
}

fn remedy(after: &Value) -> Direction {
    match after {
        Value::Text(form) if form.contains("cash") || form == "refund" => Direction::Stronger,
        _ => Direction::Weaker,
    }
}

fn size(value: &Value) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "used for ordering only")]
    let exact = |n: i64| n as f64;
    match value {
        Value::Duration(duration) => Some(duration.approximate_days()),
        Value::Event { plus: Some(duration), .. } => Some(duration.approximate_days()),
        Value::Percent(percent) => Some(exact(percent.thousandths)),
        Value::Tier { credit, .. } => Some(exact(credit.thousandths)),
        Value::Money { minor, .. } => Some(exact(*minor)),
        Value::Count(n) => Some(exact(*n)),
        _ => None,
    }
}

/// From one stance to another: the more may be done with the reader's data, the weaker.
pub(super) fn of_stances(old: Stance, new: Stance, family: Family) -> Direction {
    let rank = |stance: Stance| match stance {
        Stance::Prohibited => 0,
        Stance::OptIn => 1,
        Stance::Exclusive => 2,
        Stance::OptOut => 3,
        Stance::Unspecified | Stance::Open => 4,
        Stance::Permitted => 5,
        Stance::Granted => -1,
    };
    let sign = match rank(new) - rank(old) {
        0 => Direction::Neutral,
        n if n > 0 => Direction::Weaker,
        _ => Direction::Stronger,
    };
    if family == Family::AcceptableUse { opposite(sign) } else { sign }
}

/// A price is held down, not asked: "up to 20 euros" asks for as much.
fn caps(fact: &Fact) -> bool {
    let held = [" capped at ", " no more than ", " not more than ", " not exceed "];
    fact.subject == "price increase" || has_any(padded(&fact.evidence.text).as_str(), &held)
}

/// Sign when a fact appears; it turns when the fact goes.
pub(super) fn of_addition(fact: &Fact) -> Direction {
    use Direction::{Mixed, Neutral, Stronger, Weaker};
    let denied = matches!(fact.value, Value::Stance(Stance::Prohibited));
    match fact.family {
        Family::Recipient
        | Family::Purpose
        | Family::Location
        | Family::DataType
        | Family::Promise
        | Family::Training => match fact.value {
            Value::Stance(Stance::Prohibited | Stance::Exclusive | Stance::OptIn) => Stronger,
            Value::Duration(_) | Value::Percent(_) => Stronger,
            _ => Weaker,
        },
        Family::Right
        | Family::SecurityMeasure
        | Family::Framework
        | Family::NoticePeriod
        | Family::ServiceCredit
        | Family::ResponseDeadline
        | Family::RefundWindow
        | Family::Availability
        | Family::Retention
        | Family::ClaimWindow => {
            if denied {
                Weaker
            } else {
                Stronger
            }
        }
        Family::Consent => match fact.value {
            Value::Stance(Stance::OptOut) => Mixed,
            _ => Stronger,
        },
        // "By no more than 3 %": the price is bound, not raised.
        Family::Price if fact.bound == crate::facts::Bound::AtMost && caps(fact) => Stronger,
        Family::LiabilityCap if matches!(&fact.value, Value::Text(text) if text == "uncapped") => Stronger,
        // "The sole remedy" takes every other one away.
        Family::Remedy => match &fact.value {
            Value::Text(form) if form.contains("sole") || form.contains("exclusive") => Weaker,
            _ => Stronger,
        },
        // What the reader grants is taken from him; what he is granted is his.
        Family::Licence => {
            let given = [" grants you ", " grant you ", " grants to you ", " you a ", " grants customer "];
            if has_any(padded(&fact.evidence.text).as_str(), &given) { Stronger } else { Weaker }
        }
        Family::AcceptableUse
        | Family::Exclusion
        | Family::Arbitration
        | Family::UnilateralChange
        | Family::Renewal
        | Family::Price
        | Family::LiabilityCap
        | Family::CreditCap => Weaker,
        Family::Contact | Family::Controller | Family::PolicyDate | Family::Definition => Neutral,
        _ => Mixed,
    }
}
