//! Day arithmetic of a notice: civil dates only, counted clear of both ends.
//!
//! The base of a day D is D plus the required lead. A change may apply from the day after its base
//! (neither the day of notice nor the day of effect is counted); on the base itself laws differ, so
//! that is borderline. Months are only ever added forward and clamp to the month's end, because
//! subtracting them gives another answer. Source of the counting rule: Regulation (EEC, Euratom)
//! 1182/71, Art. 3. Nothing here knows texts or clauses.

use chrono::{DateTime, Days, Months, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use thiserror::Error;

use super::{DaysGiven, Lead, LeadUnit, NoticeVerdict};
use crate::watchlist::Role;

/// Days to spare below which a notice not yet sent is `tight`.
const BUFFER_DAYS: u64 = 3;

/// One question to the calendar.
#[derive(Debug, Clone, PartialEq)]
pub struct CalendarCase {
    /// The civil day on which the question is asked.
    pub today: NaiveDate,
    /// Whether we owe the notice or are owed it.
    pub role: Role,
    /// The lead to be kept.
    pub required: Lead,
    /// Zones whose civil day may count, of publisher and recipient; the latest day does. Empty means
    /// unknown.
    pub zones: Vec<CivilZone>,
    /// When the notice was accepted outside the sender's control.
    pub sent: Option<DateTime<Utc>>,
    /// First fetch that showed the new words.
    pub first_seen: Option<DateTime<Utc>>,
    /// Last fetch that showed the old words.
    pub last_seen_old: Option<DateTime<Utc>>,
    /// The day the change applies.
    pub effective: Option<NaiveDate>,
}

/// The calendar's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CalendarAnswer {
    /// One of on time, tight, borderline, short, no date.
    pub verdict: NoticeVerdict,
    /// First day the change may apply, counted from the notice, else from today.
    pub earliest_effective: NaiveDate,
    /// Last day on which a notice for the effective day is on time.
    pub send_by: Option<NaiveDate>,
    /// Civil days from the notice to the effective day.
    pub days_given: Option<DaysGiven>,
}

/// Why the calendar gives no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CalendarRefusal {
    /// Which days are business days depends on a country and a year's list of holidays.
    #[error("business days need a named calendar, and none is named")]
    NoBusinessCalendar,
}

/// A zone that turns an instant into a civil day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CivilZone {
    /// An IANA zone.
    Named(Tz),
    /// Not known: counted as UTC+14, where a day begins first, so that no notice seems earlier than it was.
    Unknown,
}

impl CivilZone {
    /// The civil day of an instant.
    pub fn day_of(self, instant: DateTime<Utc>) -> NaiveDate {
        match self {
            Self::Named(zone) => instant.with_timezone(&zone).date_naive(),
            Self::Unknown => {
                let ahead = instant.checked_add_signed(TimeDelta::hours(14)).unwrap_or(instant);
                ahead.date_naive()
            }
        }
    }
}

/// The latest civil day an instant has in any of the zones; without a zone the unknown one decides.
pub fn civil_day(instant: DateTime<Utc>, zones: &[CivilZone]) -> NaiveDate {
    let latest = zones.iter().map(|zone| zone.day_of(instant)).max();
    latest.unwrap_or_else(|| CivilZone::Unknown.day_of(instant))
}

/// Counts one case.
///
/// # Errors
/// [`CalendarRefusal`] for a lead in business days.
///
/// ```
/// use policydiff::notice::{CalendarCase, Lead, NoticeVerdict, calc};
/// use policydiff::watchlist::Role;
/// let day = |text: &str| text.parse().unwrap();
/// let case = CalendarCase {
///     today: day("2026-11-20"), role: Role::Published, required: Lead::days(30), zones: vec![],
///     sent: None, first_seen: None, last_seen_old: None, effective: Some(day("2026-12-31")),
/// };
/// let answer = calc(&case).unwrap();
/// assert_eq!(answer.send_by, Some(day("2026-11-30")));
/// assert_eq!(answer.verdict, NoticeVerdict::OnTime);
/// ```
pub fn calc(case: &CalendarCase) -> Result<CalendarAnswer, CalendarRefusal> {
    let lead = Counted::new(case.required)?;
    let sent = case.sent.map(|instant| civil_day(instant, &case.zones));
    let earliest_effective = lead.earliest_effective(sent.unwrap_or(case.today));
    let Some(effective) = case.effective else {
        let verdict = NoticeVerdict::NoDate;
        return Ok(CalendarAnswer { verdict, earliest_effective, send_by: None, days_given: None });
    };
    let (verdict, days_given) = match (case.role, sent) {
        (_, Some(day)) => (lead.judge(day, effective), exactly(day, effective)),
        (Role::Published, None) => (lead.judge_unsent(case.today, effective), exactly(case.today, effective)),
        (Role::Provider, None) => {
            let first = case.first_seen.map_or(case.today, |instant| civil_day(instant, &case.zones));
            let last = case.last_seen_old.map(|instant| civil_day(instant, &case.zones));
            let days = DaysGiven::Between(
                days_between(first, effective),
                last.map(|day| days_between(day, effective)),
            );
            (lead.judge_window(first, last, effective), days)
        }
    };
    let send_by = Some(lead.send_by(effective));
    Ok(CalendarAnswer { verdict, earliest_effective, send_by, days_given: Some(days_given) })
}

fn exactly(from: NaiveDate, to: NaiveDate) -> DaysGiven {
    DaysGiven::Exact(days_between(from, to))
}

fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    (to - from).num_days()
}

/// A lead that can be counted without a calendar of business days.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counted(Lead);

impl Counted {
    pub(super) fn new(lead: Lead) -> Result<Self, CalendarRefusal> {
        match lead.unit {
            LeadUnit::BusinessDay => Err(CalendarRefusal::NoBusinessCalendar),
            LeadUnit::Day | LeadUnit::Month => Ok(Self(lead)),
        }
    }

    /// The day plus the lead. A lead beyond all calendars ends at their last day.
    pub(super) fn base(self, day: NaiveDate) -> NaiveDate {
        let moved = match self.0.unit {
            LeadUnit::Month => day.checked_add_months(Months::new(self.0.n)),
            LeadUnit::Day | LeadUnit::BusinessDay => day.checked_add_days(Days::new(u64::from(self.0.n))),
        };
        moved.unwrap_or(NaiveDate::MAX)
    }

    /// First day clear of the lead.
    pub(super) fn earliest_effective(self, day: NaiveDate) -> NaiveDate {
        self.base(day).succ_opt().unwrap_or(NaiveDate::MAX)
    }

    /// Last day whose base lies before the effective day, found by forward checks only.
    pub(super) fn send_by(self, effective: NaiveDate) -> NaiveDate {
        let near = match self.0.unit {
            // Clamping moves a day by three at most (31 January to 28 February).
            LeadUnit::Month => effective
                .checked_sub_months(Months::new(self.0.n))
                .and_then(|day| day.checked_add_days(Days::new(3))),
            LeadUnit::Day | LeadUnit::BusinessDay => {
                effective.checked_sub_days(Days::new(u64::from(self.0.n)))
            }
        };
        let mut day = near.unwrap_or(NaiveDate::MIN);
        while self.base(day) >= effective {
            match day.pred_opt() {
                Some(before) => day = before,
                None => break,
            }
        }
        day
    }

    /// A notice given on a known day.
    pub(super) fn judge(self, day: NaiveDate, effective: NaiveDate) -> NoticeVerdict {
        match effective.cmp(&self.base(day)) {
            std::cmp::Ordering::Less => NoticeVerdict::Short,
            std::cmp::Ordering::Equal => NoticeVerdict::Borderline,
            std::cmp::Ordering::Greater => NoticeVerdict::OnTime,
        }
    }

    /// A notice that would be given today.
    pub(super) fn judge_unsent(self, today: NaiveDate, effective: NaiveDate) -> NoticeVerdict {
        let base = self.base(today);
        let tight_until = base.checked_add_days(Days::new(BUFFER_DAYS)).unwrap_or(NaiveDate::MAX);
        match self.judge(today, effective) {
            NoticeVerdict::OnTime if effective <= tight_until => NoticeVerdict::Tight,
            verdict => verdict,
        }
    }

    /// A notice given some day after the old words were last seen and not after the new ones were
    /// first seen. Compliance that cannot be excluded is borderline.
    pub(super) fn judge_window(
        self,
        first_seen: NaiveDate,
        last_seen_old: Option<NaiveDate>,
        effective: NaiveDate,
    ) -> NoticeVerdict {
        let worst = self.judge(first_seen, effective);
        let best = last_seen_old.map(|day| self.judge(day, effective));
        match (worst, best) {
            (NoticeVerdict::OnTime, _) => NoticeVerdict::OnTime,
            (_, Some(NoticeVerdict::Short)) => NoticeVerdict::Short,
            _ => NoticeVerdict::Borderline,
        }
    }
}

#[cfg(test)]
mod tests;
