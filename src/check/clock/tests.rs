//! Sites whose dates tick, and dates that only happen to be fresh, check by check.

use chrono::TimeDelta;

use super::super::{Effect, Fetched, Outcome, Previous, check};
use super::*;
use crate::materiality::Tuning;
use crate::snapshot::Snapshot;
use crate::watchlist::{Notify, Part, Policy, PolicyId, Role, Source};

/// A watched policy and what is known of it so far.
struct Watched {
    policy: Policy,
    previous: Previous,
}

impl Watched {
    fn new(confirm: TimeDelta) -> Self {
        let policy = Policy {
            id: PolicyId::derive("Acme", "Terms"),
            service: "Acme".to_owned(),
            kind: "Terms".to_owned(),
            role: Role::Provider,
            parts: vec![Part::whole(Source::File("page.txt".into()))],
            expect: Vec::new(),
            notice: None,
            notify: Notify::Auto,
            confirm,
            every: TimeDelta::days(1),
            depends_on: Vec::new(),
            tuning: Tuning::default(),
            own_tuning: Tuning::default(),
            regime: None,
        };
        Self { policy, previous: Previous::default() }
    }

    /// Checks on this day of March; gives the outcome and whether a reason was given.
    fn check(&mut self, day: u32, dates: &str, fee: u32) -> (Outcome, bool) {
        let now = NaiveDate::from_ymd_opt(2026, 3, day).unwrap().and_hms_opt(6, 0, 0).unwrap().and_utc();
        let body = format!(
            "Terms of Service\n\n{dates}\n\n1. Fees\n\nThe fee is {fee} coins for each month of use, and it is \
             due on the first day of the month that follows the use, without any further request from us.\n"
        );
        let page = Snapshot {
            source: "page.txt".to_owned(),
            final_source: "page.txt".to_owned(),
            redirects: Vec::new(),
            status: 200,
            headers: Vec::new(),
            body: body.into_bytes(),
            fetched_at: now,
        };
        let fetched = Fetched::Pages(std::slice::from_ref(&page));
        let decision = check(&self.policy, &self.previous, fetched, chrono_tz::UTC, now);
        for effect in decision.effects {
            self.apply(effect, &page, now);
        }
        (decision.outcome, decision.reason.is_some())
    }

    fn apply(&mut self, effect: Effect, page: &Snapshot, now: DateTime<Utc>) {
        let known = |document, first_seen| Known {
            document,
            sha256: page.sha256(),
            parts: 1,
            reading: String::new(),
            first_seen,
            last_seen: now,
        };
        let previous = &mut self.previous;
        match effect {
            Effect::SaveVersion { document, first_seen } => {
                previous.current = Some(known(document, first_seen));
                previous.pending = None;
            }
            Effect::HoldPending { document, first_seen } => {
                previous.pending = Some(known(document, first_seen));
            }
            Effect::DropPending => previous.pending = None,
            Effect::TouchVersion => previous.current.as_mut().unwrap().last_seen = now,
            Effect::KeepClocks(clocks) => previous.clocks = clocks,
            _ => {}
        }
    }
}

fn updated(day: u32) -> String {
    format!("Last updated: {day} March 2026")
}

#[test]
fn a_date_that_names_the_day_of_every_fetch_is_no_change() {
    let mut watched = Watched::new(TimeDelta::hours(25));
    assert_eq!(watched.check(1, &updated(1), 5).0, Outcome::First);
    assert_eq!(watched.check(2, &updated(2), 5).0, Outcome::Pending, "a text changed today says so as well");
    assert_eq!(watched.check(3, &updated(3), 5), (Outcome::Unchanged, true), "said once");
    assert!(watched.previous.pending.is_none());
    for day in 4..9 {
        assert_eq!(watched.check(day, &updated(day), 5), (Outcome::Unchanged, false), "day {day}");
    }
    // The server's day lags behind ours now and then.
    assert_eq!(watched.check(9, &updated(8), 5).0, Outcome::Unchanged);
    assert_eq!(watched.check(10, &updated(10), 5).0, Outcome::Unchanged);
}

#[test]
fn without_waiting_only_the_first_move_counts() {
    use Outcome::{Changed, First, Unchanged};
    let mut watched = Watched::new(TimeDelta::zero());
    let outcomes: Vec<Outcome> = (1..6).map(|day| watched.check(day, &updated(day), 5).0).collect();
    assert_eq!(outcomes, [First, Changed, Unchanged, Unchanged, Unchanged]);
}

#[test]
fn a_clock_does_not_hide_the_change_beside_it() {
    let mut watched = Watched::new(TimeDelta::hours(25));
    for day in 1..5 {
        watched.check(day, &updated(day), 5);
    }
    assert_eq!(watched.check(5, &updated(5), 6).0, Outcome::Pending);
    assert_eq!(watched.check(6, &updated(6), 6).0, Outcome::Pending, "25 hours are not over");
    assert_eq!(watched.check(7, &updated(7), 6).0, Outcome::Changed);
    assert_eq!(watched.check(8, &updated(8), 6).0, Outcome::Unchanged);
    // And a change on a page whose clock is not known yet.
    let mut watched = Watched::new(TimeDelta::hours(25));
    watched.check(1, &updated(1), 5);
    watched.check(2, &updated(2), 6);
    watched.check(3, &updated(3), 6);
    assert_eq!(watched.check(4, &updated(4), 6).0, Outcome::Changed);
}

#[test]
fn a_date_that_stands_is_an_event_when_it_moves() {
    let mut watched = Watched::new(TimeDelta::hours(20));
    watched.check(1, &updated(1), 5);
    for day in 2..15 {
        assert_eq!(watched.check(day, &updated(1), 5).0, Outcome::Unchanged);
    }
    assert_eq!(watched.check(15, &updated(15), 5).0, Outcome::Pending);
    assert_eq!(watched.check(16, &updated(15), 5).0, Outcome::Changed);
    for day in 17..25 {
        assert_eq!(watched.check(day, &updated(15), 5).0, Outcome::Unchanged);
    }
    assert_eq!(watched.check(25, &updated(25), 5).0, Outcome::Pending);
    assert_eq!(watched.check(26, &updated(25), 5).0, Outcome::Changed);
    // An announced day ahead does not move with the fetches either.
    let both = |effective: u32| format!("{}\nEffective date: {effective} April 2026", updated(25));
    assert_eq!(watched.check(27, &both(1), 5).0, Outcome::Pending);
    assert_eq!(watched.check(28, &both(2), 5).0, Outcome::Pending);
    assert_eq!(watched.check(29, &both(2), 5).0, Outcome::Changed);
}

#[test]
fn a_clock_that_stops_is_a_date_again() {
    let mut watched = Watched::new(TimeDelta::hours(20));
    for day in 1..6 {
        watched.check(day, &updated(day), 5);
    }
    let outcomes: Vec<Outcome> = (6..11).map(|day| watched.check(day, &updated(5), 5).0).collect();
    assert!(outcomes.contains(&Outcome::Changed), "{outcomes:?}");
    assert_eq!(watched.previous.clocks, []);
    assert_eq!(watched.check(20, &updated(19), 5).0, Outcome::Pending);
    assert_eq!(watched.check(21, &updated(19), 5).0, Outcome::Changed);
}
