//! When a digest is due: by the subscriber's own clock, across daylight saving.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc, Weekday};
use chrono_tz::Tz;

use super::{Cadence, Relation, Subscriber};

/// Hour of the subscriber's day at which digests fall due.
const HOUR: u32 = 8;

/// What a digest covers: changes confirmed after `from` and not after `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// End of the last digest, or the moment the subscription took its present rhythm.
    pub from: DateTime<Utc>,
    /// The moment of this one.
    pub to: DateTime<Utc>,
}

/// The period a digest is due for, if one is: the latest eight o'clock (on Mondays for weekly ones)
/// of the subscriber's zone has passed since `last_digest`, the `to` of the period before. A first
/// digest covers everything since the subscription took its present rhythm: what an alert told is not
/// told again.
pub fn due_digest(
    subscriber: &Subscriber,
    last_digest: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Option<Period> {
    if subscriber.relation == Relation::User {
        return None;
    }
    let Period { from, .. } = open_period(subscriber, last_digest, now);
    let due = latest_due(subscriber.cadence, subscriber.zone, now)?;
    (from < due).then_some(Period { from, to: now })
}

/// What a digest made at `now` would cover, due or not.
pub fn open_period(
    subscriber: &Subscriber,
    last_digest: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Period {
    Period { from: last_digest.map_or(subscriber.since, |last| last.max(subscriber.since)), to: now }
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

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Berlin;

    use super::*;
    use crate::render::tests::{instant, subscriber};

    fn reader(cadence: Cadence, zone: Tz) -> Subscriber {
        Subscriber { zone, ..subscriber(Relation::Watcher, cadence) }
    }

    #[test]
    fn daily_digests_fall_due_at_eight_by_the_readers_clock() {
        let reader = reader(Cadence::Daily, Berlin);
        let last = Some(instant("2026-11-20T07:00:00Z"));
        assert_eq!(due_digest(&reader, last, instant("2026-11-21T06:59:59Z")), None);
        let now = instant("2026-11-21T07:00:00Z");
        let period = Period { from: instant("2026-11-20T07:00:00Z"), to: now };
        assert_eq!(due_digest(&reader, last, now), Some(period));
        assert_eq!(due_digest(&reader, Some(now), instant("2026-11-21T22:00:00Z")), None);
    }

    #[test]
    fn weekly_digests_fall_due_on_mondays_and_late_runs_catch_up() {
        let reader = reader(Cadence::Weekly, Berlin);
        let last = Some(instant("2026-11-16T07:00:00Z"));
        assert_eq!(due_digest(&reader, last, instant("2026-11-22T23:59:00Z")), None);
        assert!(due_digest(&reader, last, instant("2026-11-23T07:00:00Z")).is_some());
        assert!(due_digest(&reader, last, instant("2026-11-25T19:00:00Z")).is_some());
    }

    #[test]
    fn the_hour_stays_eight_across_daylight_saving() {
        let reader = Subscriber { since: instant("2026-01-01T12:00:00Z"), ..reader(Cadence::Daily, Berlin) };
        for (before, due) in [
            // Clocks go forward on 29 March 2026 and back on 25 October 2026.
            ("2026-03-29T05:59:00Z", "2026-03-29T06:00:00Z"),
            ("2026-10-25T06:59:00Z", "2026-10-25T07:00:00Z"),
        ] {
            let (before, due) = (instant(before), instant(due));
            let last = Some(before - TimeDelta::hours(20));
            assert_eq!(due_digest(&reader, last, before), None, "{before}");
            assert!(due_digest(&reader, last, due).is_some(), "{due}");
        }
    }

    #[test]
    fn a_day_that_a_zone_left_out_has_no_digest_and_harms_none() {
        // Samoa went from 29 to 31 December 2011.
        let skipped = NaiveDate::from_ymd_opt(2011, 12, 30).expect("a day of the calendar");
        assert_eq!(
            instant_of(skipped),
            instant_of(skipped.succ_opt().expect("a next day")).map(|_| first_valid())
        );
    }

    fn instant_of(day: NaiveDate) -> Option<DateTime<Utc>> {
        super::instant(day, chrono_tz::Pacific::Apia)
    }

    /// Midnight of 31 December 2011 in Apia, the first moment after the gap.
    fn first_valid() -> DateTime<Utc> {
        instant("2011-12-30T10:00:00Z")
    }

    #[test]
    fn users_and_immediate_watchers_get_no_digest() {
        let now = instant("2026-11-23T12:00:00Z");
        assert_eq!(due_digest(&subscriber(Relation::User, Cadence::Daily), None, now), None);
        assert_eq!(due_digest(&subscriber(Relation::Watcher, Cadence::Immediate), None, now), None);
        assert!(due_digest(&subscriber(Relation::Watcher, Cadence::Daily), None, now).is_some());
    }
}
