//! When a message refused for now is tried again. Pure: the clock is an argument.

use chrono::{DateTime, TimeDelta, Utc};

/// Minutes after the first, second … attempt; the last one repeats. Close together at first, because
/// greylisting asks for minutes; far apart later (RFC 5321 §4.5.4.1).
const WAITS_IN_MINUTES: [i64; 6] = [1, 5, 15, 60, 4 * 60, 8 * 60];

/// RFC 5321 §4.5.4.1: give up after four to five days.
const GIVE_UP_AFTER: TimeDelta = TimeDelta::days(5);

/// The next attempt after `attempts` of them, the last one at `now`; `None` when it is time to give up.
///
/// ```
/// use chrono::{DateTime, TimeDelta};
/// let enqueued = DateTime::UNIX_EPOCH;
/// assert_eq!(policydiff::mail::retry::next_attempt(0, enqueued, enqueued), Some(enqueued));
/// assert_eq!(policydiff::mail::retry::next_attempt(1, enqueued, enqueued), Some(enqueued + TimeDelta::minutes(1)));
/// ```
pub fn next_attempt(attempts: u32, enqueued_at: DateTime<Utc>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let wait = match attempts.checked_sub(1) {
        None => TimeDelta::zero(),
        Some(index) => {
            let last = WAITS_IN_MINUTES.len() - 1;
            TimeDelta::minutes(WAITS_IN_MINUTES[usize::try_from(index).unwrap_or(last).min(last)])
        }
    };
    let next = now.checked_add_signed(wait)?;
    (next <= enqueued_at.checked_add_signed(GIVE_UP_AFTER)?).then_some(next)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn waits_grow_and_then_stay() {
        let enqueued = DateTime::UNIX_EPOCH;
        let waits: Vec<i64> = (1..=8)
            .map(|attempts| (next_attempt(attempts, enqueued, enqueued).unwrap() - enqueued).num_minutes())
            .collect();
        assert_eq!(waits, [1, 5, 15, 60, 240, 480, 480, 480]);
    }

    #[test]
    fn a_message_is_given_up_within_five_days() {
        let enqueued = DateTime::UNIX_EPOCH;
        let (mut now, mut attempts) = (enqueued, 0);
        while let Some(next) = next_attempt(attempts, enqueued, now) {
            (now, attempts) = (next, attempts + 1);
        }
        assert!(now - enqueued <= GIVE_UP_AFTER);
        assert!(now - enqueued > TimeDelta::days(4));
        assert_eq!(attempts, 20);
    }

    proptest! {
        #[test]
        fn the_next_attempt_is_never_in_the_past(attempts in any::<u32>(), age in 0_i64..1_000_000) {
            let enqueued = DateTime::UNIX_EPOCH;
            let now = enqueued + TimeDelta::seconds(age);
            if let Some(next) = next_attempt(attempts, enqueued, now) {
                prop_assert!(next >= now);
            }
        }
    }
}
