//! Properties over records at the awkward ends of calendars: daylight saving, month ends, leap days, the
//! day that Samoa left out, zones where it is tomorrow already.

use chrono_tz::{America, Asia, Europe, Pacific};
use proptest::prelude::*;

use super::*;
use crate::notice::{LeadUnit, civil_day};

fn zone() -> impl Strategy<Value = Tz> {
    prop::sample::select(vec![
        Tz::UTC,
        Europe::Berlin,
        America::Los_Angeles,
        America::St_Johns,
        Asia::Kathmandu,
        Pacific::Chatham,
        Pacific::Apia,
        Pacific::Kiritimati,
    ])
}

/// Instants within two days of an awkward one.
fn start() -> impl Strategy<Value = DateTime<Utc>> {
    let awkward = prop::sample::select(vec![
        "2011-12-29T10:00:00Z",
        "2026-11-30T23:30:00Z",
        "2026-12-31T09:59:00Z",
        "2027-01-30T23:00:00Z",
        "2027-03-28T00:59:00Z",
        "2027-10-31T01:00:00Z",
        "2028-01-31T12:00:00Z",
        "2028-02-28T23:30:00Z",
        "2028-02-29T11:00:00Z",
    ]);
    (awkward, -2880_i64..2880).prop_map(|(when, minutes)| at(when) + TimeDelta::minutes(minutes))
}

fn lead() -> impl Strategy<Value = Lead> {
    prop_oneof![(0_u32..70).prop_map(Lead::days), (0_u32..4).prop_map(|n| Lead { n, unit: LeadUnit::Month })]
}

/// Up to three messages to each of up to four recipients, each a while after the one before.
fn records(start: DateTime<Utc>) -> impl Strategy<Value = Vec<DeliveryLog>> {
    let message = (0_i64..30 * 24 * 60, 0_i64..9 * 24 * 60, 0_u8..6);
    let recipient = (zone(), prop::collection::vec(message, 1..4));
    prop::collection::vec(recipient, 1..5).prop_map(move |recipients| {
        let mut logs = Vec::new();
        for (name, (zone, messages)) in recipients.into_iter().enumerate() {
            let mut when = start;
            for (attempt, (wait, settled, end)) in messages.into_iter().enumerate() {
                when += TimeDelta::minutes(wait);
                let mut steps = vec![(when, DeliveryStep::OnItsWay)];
                if end > 0 {
                    steps.push((when, DeliveryStep::Accepted));
                }
                let after = when + TimeDelta::minutes(settled);
                match end {
                    1 => steps.push((after, DeliveryStep::Failed("5.1.1".to_owned()))),
                    2 => steps.push((after, DeliveryStep::Reported(Report::Delivered))),
                    3 => steps.push((after, DeliveryStep::Reported(Report::Complained))),
                    _ => {}
                }
                let (id, recipient) = (format!("d{name}-{attempt}"), format!("r{name}"));
                logs.push(DeliveryLog { id, recipient, zone, steps });
            }
        }
        logs
    })
}

/// A case of ours with its messages, the days to its effect and the moment it is looked at.
fn cases() -> impl Strategy<Value = (CaseFacts, Vec<DeliveryLog>, Relay, DateTime<Utc>)> {
    let more = || (lead(), zone(), 0_i64..120, any::<bool>(), 0_i64..150 * 24);
    start().prop_flat_map(move |start| (Just(start), records(start), more())).prop_map(
        |(start, logs, (required, zone, ahead, own, hours))| {
            let today = civil_day(start, &[CivilZone::Named(zone)]);
            let clause = NoticeClause { required: Some(required), ..clause(Trigger::Any) };
            let effective = EffectiveDate::Exact { date: today + TimeDelta::days(ahead) };
            let facts = CaseFacts {
                old_clause: Some(clause.clone()),
                new_clause: Some(clause),
                effective,
                today,
                zone,
                announced: true,
                first_seen: start,
                ..facts(Role::Published, None)
            };
            let relay = if own { Relay::Own } else { Relay::Provider };
            (facts, logs, relay, start + TimeDelta::hours(hours))
        },
    )
}

/// The day plus the lead, counted a month at a time by another way than the calendar's.
fn base(day: NaiveDate, lead: Lead) -> NaiveDate {
    use chrono::Datelike as _;
    match lead.unit {
        LeadUnit::Day | LeadUnit::BusinessDay => day + TimeDelta::days(i64::from(lead.n)),
        LeadUnit::Month => {
            let months = day.month0() + lead.n;
            let (year, month) = (day.year() + i32::try_from(months / 12).unwrap(), months % 12 + 1);
            (1..=day.day()).rev().find_map(|day| NaiveDate::from_ymd_opt(year, month, day)).unwrap()
        }
    }
}

proptest! {
    #[test]
    fn a_bounce_at_any_time_makes_no_verdict_better((facts, logs, relay, now) in cases(), which in 0_usize..12, minutes in 0_i64..9 * 24 * 60) {
        let look = |deliveries: &[DeliveryLog]| stand(&CaseRecord { facts: &facts, events: &[], deliveries, relay }, now);
        let before = look(&logs);
        let mut bounced = logs.clone();
        let log = &mut bounced[which % logs.len()];
        let when = log.steps.last().unwrap().0 + TimeDelta::minutes(minutes);
        log.steps.push((when, DeliveryStep::Failed("5.1.1".to_owned())));
        let recipient = log.recipient.clone();
        let after = look(&bounced);
        prop_assert!(gravity(after.verdict) >= gravity(before.verdict), "{:?} -> {:?}", before.verdict, after.verdict);
        // Nor does anybody have it earlier, or at all, who had it not.
        let of = |standing: &CaseStanding| standing.recipients.iter().find(|one| one.recipient == recipient).cloned().unwrap();
        let (had, has) = (of(&before), of(&after));
        prop_assert!(has.standing >= had.standing);
        prop_assert!(!has.late || had.late || has.day != had.day || has.day.is_none());
    }

    #[test]
    fn no_recipient_is_due_before_the_day_after_the_lead_and_looking_twice_or_reminding_changes_nothing(
        (facts, logs, relay, now) in cases(), reminders in 1_usize..4,
    ) {
        let record = CaseRecord { facts: &facts, events: &[], deliveries: &logs, relay };
        let standing = stand(&record, now);
        prop_assert_eq!(&standing, &stand(&record, now));
        let required = facts.old_clause.as_ref().unwrap().required.unwrap();
        for one in &standing.recipients {
            if let (Some(day), Some(earliest)) = (one.day, one.earliest_effective) {
                prop_assert_eq!(earliest, base(day, required) + TimeDelta::days(1));
                prop_assert_eq!(one.late, standing.effective.is_some_and(|effective| effective <= base(day, required)));
            }
            // Given only on a day on which a message was accepted, in the later of both zones.
            let days: Vec<NaiveDate> = logs
                .iter()
                .filter(|log| log.recipient == one.recipient)
                .flat_map(|log| log.steps.iter().filter(|(_, step)| *step == DeliveryStep::Accepted).map(|(when, _)| {
                    when.with_timezone(&facts.zone).date_naive().max(when.with_timezone(&log.zone).date_naive())
                }))
                .collect();
            prop_assert!(one.day.is_none_or(|day| days.contains(&day)), "{:?} of {:?}", one.day, days);
        }
        let reminded: Vec<_> = (0..reminders).map(|messages| (now, CaseEvent::Reminded { messages })).collect();
        let after = stand(&CaseRecord { events: &reminded, ..record }, now);
        prop_assert_eq!(&standing.recipients, &after.recipients);
        prop_assert_eq!(
            (standing.verdict, standing.days_given, standing.earliest_effective, standing.send_by),
            (after.verdict, after.days_given, after.earliest_effective, after.send_by)
        );
    }
}
