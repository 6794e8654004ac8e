//! What is due when: intervals, back-off after failures, waits for confirmation.
//!
//! Pure arithmetic over what the archive remembers; `now` is an argument, and jitter is a hash of
//! policy and day, so that the same archive gives the same plan on every machine. Nothing is
//! fetched and nothing sleeps here.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};

use crate::check::QuarantineKind;
use crate::watchlist::{Policy, PolicyId};

/// First wait after a failure; doubled with every further one.
const FIRST_RETRY: TimeDelta = TimeDelta::minutes(15);
/// Longest wait after failures.
const LONGEST_RETRY: TimeDelta = TimeDelta::days(1);
/// First wait after a page that is not the policy; doubled up to the regular interval.
const FIRST_LOOK: TimeDelta = TimeDelta::hours(1);
/// Longest wait where we are kept out.
const LONGEST_BLOCK: TimeDelta = TimeDelta::days(4);
/// Most that a check is brought forward, so that neighbours on one host part.
const MOST_JITTER: TimeDelta = TimeDelta::hours(1);

/// What the archive remembers of a policy's checks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedBefore {
    /// When it was last checked, whatever the outcome.
    pub last_check: DateTime<Utc>,
    /// Failed checks since the last good one.
    pub failures: u32,
    /// Quarantined checks since the last good one.
    pub quarantines: u32,
    /// What the last page was instead of the policy.
    pub quarantine: Option<QuarantineKind>,
    /// First sight of words that wait for confirmation.
    pub pending_since: Option<DateTime<Utc>>,
}

/// The policies to check now, longest overdue first.
pub fn due(
    policies: &[Policy],
    checked_before: &BTreeMap<PolicyId, CheckedBefore>,
    now: DateTime<Utc>,
) -> Vec<PolicyId> {
    let mut ready: Vec<_> = policies
        .iter()
        .map(|policy| (due_at(policy, checked_before.get(&policy.id), now), &policy.id))
        .filter(|(at, _)| *at <= now)
        .collect();
    ready.sort();
    ready.into_iter().map(|(_, id)| id.clone()).collect()
}

/// When to look again: the earliest due time, `now` when something is due already, `None` without policies.
pub fn next_wake(
    policies: &[Policy],
    checked_before: &BTreeMap<PolicyId, CheckedBefore>,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let times = policies.iter().map(|policy| due_at(policy, checked_before.get(&policy.id), now));
    times.min().map(|at| at.max(now))
}

/// When one policy is due. A policy never checked is due at the start of time.
fn due_at(policy: &Policy, before: Option<&CheckedBefore>, now: DateTime<Utc>) -> DateTime<Utc> {
    let Some(before) = before else { return DateTime::<Utc>::MIN_UTC };
    // A clock set back must not put a policy to sleep until the old time comes again.
    let last = before.last_check.min(now);
    if before.failures > 0 {
        return later(last, retry_wait(policy.every, before.failures));
    }
    if before.quarantines > 0 {
        let regular = policy.every - jitter(policy, last);
        return later(last, quarantine_wait(regular, before.quarantines, before.quarantine));
    }
    let regular = later(last, policy.every - jitter(policy, last));
    let confirming = before.pending_since.map(|first_seen| later(first_seen, policy.confirm));
    // A wait that was over at the last check has had its chance; the next regular one decides.
    confirming.filter(|at| *at > last).map_or(regular, |at| at.min(regular))
}

/// Doubling from a quarter of an hour (or the interval, when that is shorter) up to a day.
fn retry_wait(every: TimeDelta, failures: u32) -> TimeDelta {
    let doubled =
        1_i32.checked_shl((failures - 1).min(20)).and_then(|times| every.min(FIRST_RETRY).checked_mul(times));
    doubled.map_or(LONGEST_RETRY, |wait| wait.min(LONGEST_RETRY))
}

/// A page that is not the policy is looked at again soon, then rarely; who keeps us out is left alone
/// for longer and longer.
fn quarantine_wait(regular: TimeDelta, quarantines: u32, kind: Option<QuarantineKind>) -> TimeDelta {
    let doubled = |first: TimeDelta, most: TimeDelta| {
        let times = 1_i32.checked_shl((quarantines - 1).min(20));
        times.and_then(|times| first.checked_mul(times)).map_or(most, |wait| wait.min(most))
    };
    match kind {
        Some(QuarantineKind::Blocked) => doubled(regular, LONGEST_BLOCK.max(regular)),
        _ => doubled(FIRST_LOOK, regular),
    }
}

/// Checks come a little early, never late: a run started daily by a timer must find its policies
/// due although the last check ended some minutes into the run.
fn jitter(policy: &Policy, last: DateTime<Utc>) -> TimeDelta {
    let most = (policy.every / 10).min(MOST_JITTER);
    let digest = Sha256::digest(format!("{} {}", policy.id, last.date_naive()));
    let share = i32::from(digest[0]) + 1;
    most / 2 + most * share / 512
}

fn later(from: DateTime<Utc>, wait: TimeDelta) -> DateTime<Utc> {
    from.checked_add_signed(wait).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::materiality::Tuning;
    use crate::watchlist::{Notify, Part, Role, Source};

    fn policy(service: &str) -> Policy {
        Policy {
            id: PolicyId::derive(service, "Terms"),
            service: service.to_owned(),
            kind: "Terms".to_owned(),
            role: Role::Provider,
            parts: vec![Part::whole(Source::File("terms.md".into()))],
            expect: Vec::new(),
            notice: None,
            regime: None,
            notify: Notify::Auto,
            confirm: TimeDelta::hours(10),
            every: TimeDelta::days(1),
            depends_on: Vec::new(),
            tuning: Tuning::default(),
            own_tuning: Tuning::default(),
        }
    }

    fn noon() -> DateTime<Utc> {
        "2026-11-20T12:00:00Z".parse().unwrap()
    }

    fn checked(hours_ago: i64) -> CheckedBefore {
        CheckedBefore {
            last_check: noon() - TimeDelta::hours(hours_ago),
            failures: 0,
            quarantines: 0,
            quarantine: None,
            pending_since: None,
        }
    }

    fn is_due(before: CheckedBefore) -> bool {
        let policy = policy("A");
        !due(std::slice::from_ref(&policy), &BTreeMap::from([(policy.id.clone(), before)]), noon()).is_empty()
    }

    #[test]
    fn a_policy_is_due_when_new_or_after_its_interval() {
        assert_eq!(due(&[policy("A"), policy("B")], &BTreeMap::new(), noon()).len(), 2);
        assert!(!is_due(checked(1)));
        assert!(!is_due(checked(22)));
        assert!(is_due(checked(24)), "a daily timer finds it due every day");
    }

    #[test]
    fn failures_double_the_wait_up_to_a_day() {
        let waits: Vec<i64> =
            (1..=9).map(|failures| retry_wait(TimeDelta::days(1), failures).num_minutes()).collect();
        assert_eq!(waits, [15, 30, 60, 120, 240, 480, 960, 1440, 1440]);
        assert_eq!(retry_wait(TimeDelta::minutes(5), 2), TimeDelta::minutes(10));
        assert_eq!(retry_wait(TimeDelta::days(7), u32::MAX), TimeDelta::days(1));
        assert!(is_due(CheckedBefore { failures: 1, ..checked(1) }));
        assert!(!is_due(CheckedBefore { failures: 5, ..checked(1) }));
    }

    #[test]
    fn quarantined_pages_are_looked_at_soon_then_rarely_and_blocks_ever_more_rarely() {
        let hours = |kind| -> Vec<i64> {
            (1..=7).map(|n| quarantine_wait(TimeDelta::days(1), n, Some(kind)).num_hours()).collect()
        };
        assert_eq!(hours(QuarantineKind::ErrorPage), [1, 2, 4, 8, 16, 24, 24]);
        assert_eq!(hours(QuarantineKind::Blocked), [24, 48, 96, 96, 96, 96, 96]);
        assert_eq!(quarantine_wait(TimeDelta::minutes(10), 3, None), TimeDelta::minutes(10));
        assert_eq!(
            quarantine_wait(TimeDelta::days(7), u32::MAX, Some(QuarantineKind::Blocked)),
            TimeDelta::days(7)
        );
        assert!(is_due(CheckedBefore { quarantines: 1, ..checked(1) }));
        assert!(!is_due(CheckedBefore { quarantines: 4, ..checked(7) }));
        assert!(
            is_due(CheckedBefore { quarantines: 9, ..checked(24) }),
            "a daily timer finds it due every day"
        );
    }

    #[test]
    fn words_waiting_for_confirmation_are_due_when_the_wait_is_over() {
        let waiting = |since: i64, last: i64| CheckedBefore {
            pending_since: Some(noon() - TimeDelta::hours(since)),
            ..checked(last)
        };
        assert!(is_due(waiting(10, 10)));
        assert!(!is_due(waiting(9, 9)));
        assert!(!is_due(waiting(12, 1)), "looked at after the wait was over");
    }

    #[test]
    fn a_clock_set_back_does_not_put_policies_to_sleep() {
        let before = checked(-1000);
        let policy = policy("A");
        let wake =
            next_wake(std::slice::from_ref(&policy), &BTreeMap::from([(policy.id.clone(), before)]), noon());
        assert!(wake.unwrap() <= noon() + TimeDelta::days(1));
    }

    #[test]
    fn the_next_wake_is_the_earliest_due_time_and_never_past() {
        let (a, b) = (policy("A"), policy("B"));
        let before = BTreeMap::from([(a.id.clone(), checked(1)), (b.id.clone(), checked(20))]);
        let wake = next_wake(&[a.clone(), b], &before, noon()).unwrap();
        assert!(wake > noon() + TimeDelta::hours(2) && wake <= noon() + TimeDelta::hours(4), "{wake}");
        assert_eq!(next_wake(&[a], &BTreeMap::new(), noon()), Some(noon()));
        assert_eq!(next_wake(&[], &BTreeMap::new(), noon()), None);
    }

    #[test]
    fn jitter_differs_between_policies_and_days_but_not_between_runs() {
        let spread: std::collections::BTreeSet<_> =
            (0..20).map(|n| jitter(&policy(&format!("S{n}")), noon())).collect();
        assert!(spread.len() > 10);
        assert_eq!(jitter(&policy("A"), noon()), jitter(&policy("A"), noon()));
        assert_ne!(jitter(&policy("A"), noon()), jitter(&policy("A"), noon() + TimeDelta::days(1)));
    }
}
