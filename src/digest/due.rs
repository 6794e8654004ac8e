//! When a digest is due: by the subscriber's own clock, across daylight saving.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc, Weekday};
use chrono_tz::Tz;

use super::{Cadence, Relation, Subscriber};

/// Hour of the subscriber's day at which digests fall due.
const HOUR: u32 = 8;

/// What a digest covers: changes confirmed after `from` and not after `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// End of the last digest, or the day the subscription was made.
    pub from: DateTime<Utc>,
    /// The moment of this one.
    pub to: DateTime<Utc>,
}

/// The period a digest is due for, if one is: the latest eight o'clock (on Mondays for weekly ones)
/// of the subscriber's zone has passed since `last_digest`, the `to` of the period before. A first
/// digest covers everything since the subscription.
pub fn due_digest(
    subscriber: &Subscriber,
    last_digest: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Option<Period> {
    if subscriber.relation == Relation::User {
        return None;
    }
    let from = last_digest.unwrap_or(subscriber.since);
    let due = latest_due(subscriber.cadence, subscriber.zone, now)?;
    (from < due).then_some(Period { from, to: now })
}

/// The latest due instant that is not after `now`.
fn latest_due(cadence: Cadence, zone: Tz, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let today = now.with_timezone(&zone).date_naive();
    let is_due_day = |day: &NaiveDate| match cadence {
        Cadence::Immediate => false,
        Cadence::Daily => true,
        Cadence::Weekly => day.weekday() == Weekday::Mon,
    };
    (0..=7)
        .filter_map(|back| today.checked_sub_days(Days::new(back)))
        .filter(is_due_day)
        .filter_map(|day| instant(day, zone))
        .find(|due| *due <= now)
}

/// Eight o'clock of a civil day: the first of two when clocks go back, the next valid quarter of an
/// hour when they skip it.
fn instant(day: NaiveDate, zone: Tz) -> Option<DateTime<Utc>> {
    let wanted = day.and_time(NaiveTime::from_hms_opt(HOUR, 0, 0)?);
    let mut candidates = (0..=96).map(|quarters| wanted + TimeDelta::minutes(15 * quarters));
    candidates.find_map(|civil| zone.from_local_datetime(&civil).earliest()).map(|local| local.to_utc())
}
