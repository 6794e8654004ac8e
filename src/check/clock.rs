//! Dates that tick: a "last updated" that names the day of the fetch at every check is a clock of the
//! site, not a statement about the text.
//!
//! One move proves nothing, because a text that was changed today says so; two moves in a row that each
//! keep pace with the fetches do. A date that stands still again is a date again, and its next move an event.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::state::Known;
use crate::compare::{Change, Comparison, Unit};
use crate::document::{DateKind, Document, PartialDate};

/// A date that kept pace with the fetches, and how often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateClock {
    /// Which date of the document.
    pub kind: DateKind,
    /// Where it stood last.
    pub date: NaiveDate,
    /// First fetch that showed it there.
    pub at: DateTime<Utc>,
    /// Moves in a row that kept pace.
    pub moves: u32,
}

/// So many moves in a row that keep pace with the fetches are no chance.
const MOVES_OF_A_CLOCK: u32 = 2;
/// A site's day may differ from ours by so many days, as time zones and caches have it.
const SLACK_DAYS: i64 = 1;
/// A date further behind the fetch is no clock, however it moves.
const MAX_LAG_DAYS: i64 = 31;

/// The clocks after a fetch at `now` showed `document`, given those before and the version in force.
pub(super) fn observed(
    before: &[DateClock],
    current: &Known,
    document: &Document,
    now: DateTime<Utc>,
) -> Vec<DateClock> {
    DateKind::ALL
        .into_iter()
        .filter_map(|kind| {
            let date = only_day(document, kind)?;
            let known = before.iter().find(|clock| clock.kind == kind && !stood_still(clock, current));
            let base = match known {
                Some(clock) => *clock,
                None => DateClock {
                    kind,
                    date: only_day(&current.document, kind)?,
                    at: current.last_seen,
                    moves: 0,
                },
            };
            ticked(base, date, now)
        })
        .collect()
}

/// The changes without the moves of clocks; what is left are edits.
pub(super) fn without_ticks(comparison: Comparison, clocks: &[DateClock], proven: bool) -> Comparison {
    let least = if proven { MOVES_OF_A_CLOCK } else { 1 };
    let ticks = |change: &Change| {
        change.unit == Unit::Date
            && clocks.iter().any(|clock| {
                clock.moves >= least
                    && change.item.as_deref() == Some(clock.kind.as_str())
                    && change.new == Some(clock.date.to_string())
            })
    };
    Comparison { changes: comparison.changes.into_iter().filter(|change| !ticks(change)).collect() }
}

/// Says so of a clock that was proven by this very fetch.
pub(super) fn newly_proven(before: &[DateClock], after: &[DateClock]) -> Option<String> {
    let was = |kind| before.iter().any(|clock| clock.kind == kind && clock.moves >= MOVES_OF_A_CLOCK);
    let clock = after.iter().find(|clock| clock.moves >= MOVES_OF_A_CLOCK && !was(clock.kind))?;
    Some(format!(
        "the \"{}\" date moves with every fetch and is taken as a clock of the site, not as a change",
        clock.kind.as_str()
    ))
}

/// The clock after a fetch that shows `date`; `None` when it does not keep pace.
fn ticked(base: DateClock, date: NaiveDate, now: DateTime<Utc>) -> Option<DateClock> {
    let (was, is) = (lag(base.date, base.at), lag(date, now));
    let keeps_pace = (is - was).abs() <= SLACK_DAYS && (-SLACK_DAYS..=MAX_LAG_DAYS).contains(&is);
    if !keeps_pace || date < base.date {
        return None;
    }
    if date == base.date {
        return (base.moves > 0).then_some(base);
    }
    Some(DateClock { date, at: now, moves: base.moves.saturating_add(1), ..base })
}

/// The version in force was seen well after the clock's last move: the date stands.
fn stood_still(clock: &DateClock, current: &Known) -> bool {
    (current.last_seen - clock.at).num_days() > SLACK_DAYS
}

/// Days from the date to the fetch.
fn lag(date: NaiveDate, at: DateTime<Utc>) -> i64 {
    (at.date_naive() - date).num_days()
}

/// The one day a document gives for this kind of date.
fn only_day(document: &Document, kind: DateKind) -> Option<NaiveDate> {
    let mut values = document.dates.iter().filter(|date| date.kind == kind).map(|date| date.value);
    let first = values.next()?;
    match first {
        PartialDate::Day(day) if values.all(|value| value == first) => Some(day),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
