//! Rows of the decision table by their ids, and properties over all records; today is 2026-11-20.

mod properties;

use chrono_tz::Tz;
use proptest::prelude::*;

use super::*;
use crate::materiality::Verdict;
use crate::notice::recipients::Standing;
use crate::notice::{Acceptance, Channel, Decision, MailOnFile, NoticeClause, Report, Trigger};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

const NOW: &str = "2026-11-20T10:00:00Z";

fn clause(trigger: Trigger) -> NoticeClause {
    NoticeClause {
        required: Some(Lead::days(30)),
        channels: vec![Channel::Email],
        trigger,
        acceptance: Acceptance::ContinuedUse,
        effective: EffectiveDate::None,
        tiers: Vec::new(),
        text: String::new(),
        section: String::new(),
    }
}

fn facts(role: Role, effective: Option<&str>) -> CaseFacts {
    CaseFacts {
        role,
        old_clause: Some(clause(Trigger::Any)),
        new_clause: Some(clause(Trigger::Any)),
        rule: None,
        verdict: Verdict::Material,
        words_changed: true,
        needs_consent: false,
        effective: effective.map_or(EffectiveDate::None, |text| EffectiveDate::Exact { date: day(text) }),
        old_effective: EffectiveDate::None,
        today: day("2026-11-20"),
        last_seen_old: Some(at("2026-11-19T09:00:00Z")),
        first_seen: at("2026-11-20T09:00:00Z"),
        announced: false,
        zone: Tz::UTC,
        regime: None,
        flow: Vec::new(),
    }
}

fn log(recipient: &str, steps: &[(&str, DeliveryStep)]) -> DeliveryLog {
    let steps = steps.iter().map(|(when, step)| (at(when), step.clone())).collect();
    DeliveryLog { id: format!("{recipient}-{}", 1), recipient: recipient.to_owned(), zone: Tz::UTC, steps }
}

fn accepted(recipient: &str, when: &str) -> DeliveryLog {
    log(recipient, &[(when, DeliveryStep::Accepted)])
}

fn look(
    facts: &CaseFacts,
    events: &[(DateTime<Utc>, CaseEvent)],
    deliveries: &[DeliveryLog],
    now: &str,
) -> CaseStanding {
    stand(&CaseRecord { facts, events, deliveries, relay: Relay::Provider }, at(now))
}

fn event(when: &str, event: CaseEvent) -> (DateTime<Utc>, CaseEvent) {
    (at(when), event)
}

#[test]
fn o1_to_o6_what_we_owe_and_have_not_sent() {
    let cases = [
        (Row::O1, Some("2026-12-31"), NoticeVerdict::OnTime, CaseState::Planned),
        (Row::O2, Some("2026-12-21"), NoticeVerdict::Tight, CaseState::Planned),
        (Row::O3, Some("2026-12-20"), NoticeVerdict::Borderline, CaseState::Open),
        (Row::O4, Some("2026-12-19"), NoticeVerdict::Short, CaseState::Open),
        (Row::O5, None, NoticeVerdict::NoDate, CaseState::Open),
    ];
    for (row, effective, verdict, state) in cases {
        let standing = look(&facts(Role::Published, effective), &[], &[], NOW);
        assert_eq!(standing.rows, [row]);
        assert_eq!((standing.verdict, standing.state), (verdict, state), "{row:?}");
        assert!(row.rule().verdicts.contains(&verdict), "{row:?}");
        assert_eq!(standing.earliest_effective, Some(day("2026-12-21")), "{row:?}");
    }
    let editorial = CaseFacts {
        old_clause: Some(clause(Trigger::Material)),
        verdict: Verdict::Cosmetic,
        ..facts(Role::Published, Some("2026-12-31"))
    };
    let standing = look(&editorial, &[], &[], NOW);
    assert_eq!((standing.rows.as_slice(), standing.state), ([Row::O6].as_slice(), CaseState::Closed));
    assert_eq!(standing.verdict, NoticeVerdict::NotOwed);
}

#[test]
fn o7_consent_stays_the_verdict_and_the_days_stand() {
    let facts = CaseFacts { needs_consent: true, ..facts(Role::Published, Some("2026-12-31")) };
    let standing = look(&facts, &[], &[], NOW);
    assert_eq!((standing.verdict, standing.state), (NoticeVerdict::Consent, CaseState::Open));
    assert_eq!(standing.send_by, Some(day("2026-11-30")));
}

#[test]
fn r1_to_r4_every_recipient_has_a_clock_of_their_own() {
    let facts = facts(Role::Published, Some("2026-12-31"));
    let all = [accepted("a", NOW), accepted("b", "2026-11-21T10:00:00Z")];
    let standing = look(&facts, &[], &all, "2026-11-22T10:00:00Z");
    assert_eq!((standing.state, standing.verdict), (CaseState::Given, NoticeVerdict::OnTime));
    assert_eq!(standing.days_given, Some(DaysGiven::Exact(40)), "of the one reached last");

    let waiting = log("c", &[(NOW, DeliveryStep::OnItsWay)]);
    let some = [all[0].clone(), waiting];
    let standing = look(&facts, &[], &some, "2026-11-22T10:00:00Z");
    assert_eq!(
        (standing.rows.as_slice(), standing.state),
        ([Row::O1, Row::R1, Row::R2].as_slice(), CaseState::Sending)
    );

    let bounced = log(
        "b",
        &[(NOW, DeliveryStep::Accepted), ("2026-11-22T10:00:00Z", DeliveryStep::Failed("5.1.1".to_owned()))],
    );
    let standing = look(&facts, &[], &[all[0].clone(), bounced], "2026-11-22T10:00:00Z");
    assert_eq!(
        (standing.rows.as_slice(), standing.state),
        ([Row::O1, Row::R1, Row::R3].as_slice(), CaseState::Sending)
    );
    let given: Vec<Standing> = standing.recipients.iter().map(|one| one.standing).collect();
    assert_eq!(given, [Standing::Given, Standing::NotGiven]);
}

#[test]
fn r6_a5_11_a_recipient_reached_too_late_stays_under_the_old_text() {
    let facts = facts(Role::Published, Some("2026-12-21"));
    let bounced = log(
        "b",
        &[(NOW, DeliveryStep::Accepted), ("2026-11-22T10:00:00Z", DeliveryStep::Failed("5.1.1".to_owned()))],
    );
    let deliveries = [accepted("a", NOW), bounced, accepted("b", "2026-11-25T10:00:00Z")];
    let standing = look(&facts, &[], &deliveries, "2026-11-25T12:00:00Z");
    assert_eq!(standing.state, CaseState::Split);
    let late: Vec<(&str, Option<NaiveDate>)> = standing
        .recipients
        .iter()
        .filter(|one| one.late)
        .map(|one| (one.recipient.as_str(), one.earliest_effective))
        .collect();
    assert_eq!(late, [("b", Some(day("2026-12-26")))]);
    assert_eq!(look(&facts, &[], &deliveries[..1], "2026-12-25T12:00:00Z").state, CaseState::Given);
}

#[test]
fn r6_a_notice_late_for_everybody_is_short_and_splits_at_the_last_day() {
    let facts = facts(Role::Published, Some("2026-12-10"));
    let deliveries = [accepted("a", NOW)];
    let before = look(&facts, &[], &deliveries, "2026-12-08T10:00:00Z");
    assert_eq!((before.state, before.verdict), (CaseState::Given, NoticeVerdict::Short));
    assert_eq!(look(&facts, &[], &deliveries, "2026-12-09T10:00:00Z").state, CaseState::Split);
}

#[test]
fn a1_to_a4_what_overtakes_a_notice() {
    let facts = facts(Role::Published, Some("2026-12-31"));
    let given = [accepted("a", NOW)];
    let later = "2026-12-01T10:00:00Z";
    let superseded = |moved_earlier| CaseEvent::Superseded { by: "other".to_owned(), moved_earlier };
    let corrected = CaseEvent::Corrected { because: "a name".to_owned(), effective: Some(day("2027-01-15")) };
    let withdrawn = CaseEvent::Withdrawn { because: "not needed".to_owned() };
    let cases = [
        (
            Row::A1,
            superseded(false),
            CaseState::Superseded,
            vec![NoticeFlag::Amended, NoticeFlag::Unannounced],
        ),
        (Row::A2, corrected, CaseState::Given, vec![NoticeFlag::Corrected, NoticeFlag::Unannounced]),
        (Row::A3, withdrawn, CaseState::Withdrawn, vec![NoticeFlag::Unannounced]),
        (
            Row::A4,
            superseded(true),
            CaseState::Superseded,
            vec![NoticeFlag::Amended, NoticeFlag::Unannounced],
        ),
    ];
    for (row, what, state, mut flags) in cases {
        let standing = look(&facts, &[event(later, what)], &given, later);
        flags.retain(|flag| *flag != NoticeFlag::Unannounced);
        assert!(standing.rows.contains(&row), "{row:?}");
        assert_eq!((standing.state, standing.flags.clone()), (state, flags), "{row:?}");
        let days = if row == Row::A2 { 56 } else { 41 };
        assert_eq!(standing.days_given, Some(DaysGiven::Exact(days)), "{row:?} moves no clock");
    }
}

#[test]
fn m1_a_reminder_moves_no_clock() {
    let facts = facts(Role::Published, Some("2026-12-31"));
    let given = [accepted("a", NOW)];
    let plain = look(&facts, &[], &given, "2026-12-24T10:00:00Z");
    let reminded = [event("2026-12-24T09:00:00Z", CaseEvent::Reminded { messages: 1 })];
    let after = look(&facts, &reminded, &given, "2026-12-24T10:00:00Z");
    assert!(after.rows.contains(&Row::M1));
    assert_eq!(
        (plain.state, plain.verdict, &plain.recipients),
        (after.state, after.verdict, &after.recipients)
    );
}

fn on_file(received: &str) -> (DateTime<Utc>, CaseEvent) {
    let mail = MailOnFile {
        received: at(received),
        sha256: String::new(),
        from: String::new(),
        subject: String::new(),
        signature: String::new(),
    };
    event(NOW, CaseEvent::MailOnFile(mail))
}

#[test]
fn i1_a_mail_on_file_is_counted_from_its_received_day() {
    let facts = facts(Role::Provider, Some("2026-12-15"));
    let cases = [
        ("2026-11-14T08:00:00Z", NoticeVerdict::OnTime, 31),
        ("2026-11-15T08:00:00Z", NoticeVerdict::Borderline, 30),
        ("2026-11-16T08:00:00Z", NoticeVerdict::Short, 29),
    ];
    for (received, verdict, days) in cases {
        let standing = look(&facts, &[on_file(received)], &[], NOW);
        assert!(standing.rows.contains(&Row::I1), "{received}");
        assert_eq!(
            (standing.verdict, standing.days_given),
            (verdict, Some(DaysGiven::Exact(days))),
            "{received}"
        );
    }
}

#[test]
fn i2_i3_i5_only_the_page_changed_and_silence_accepts() {
    let facts = facts(Role::Provider, Some("2026-12-15"));
    let standing = look(&facts, &[], &[], NOW);
    assert_eq!(standing.rows, [Row::I2, Row::I3, Row::I5]);
    assert_eq!((standing.verdict, standing.state), (NoticeVerdict::NoneFound, CaseState::Open));
    assert_eq!(standing.days_given, Some(DaysGiven::Between(25, Some(26))));
    assert_eq!(standing.decide_by, Some(day("2026-12-14")));
    let tasks = ["2026-11-20", "2026-11-30", "2026-12-07", "2026-12-13", "2026-12-14"];
    assert_eq!(standing.tasks, tasks.map(day));
    let passed = look(&facts, &[], &[], "2026-12-15T10:00:00Z");
    assert!(passed.flags.contains(&NoticeFlag::AcceptedByUse));
    let closed = CaseEvent::Closed {
        decision: Decision::Objected,
        by: "Ada".to_owned(),
        because: "the credit falls".to_owned(),
    };
    let closed = look(&facts, &[event("2026-12-01T10:00:00Z", closed)], &[], "2026-12-15T10:00:00Z");
    assert_eq!((closed.state, closed.tasks.len()), (CaseState::Closed, 0));
    assert!(!closed.flags.contains(&NoticeFlag::AcceptedByUse));
}

#[test]
fn i4_a5_5_at_once_under_a_promised_lead() {
    let facts = CaseFacts { effective: EffectiveDate::Immediate, ..facts(Role::Provider, None) };
    let standing = look(&facts, &[], &[], NOW);
    assert!(standing.rows.contains(&Row::I2) && standing.rows.contains(&Row::I4), "{:?}", standing.rows);
    assert_eq!(standing.earliest_effective, Some(day("2026-12-21")));
    assert_eq!(standing.decide_by, Some(day("2026-12-20")));
}

#[test]
fn i6_the_old_clause_governs_its_own_weakening() {
    let facts = CaseFacts { new_clause: None, ..facts(Role::Provider, Some("2026-12-31")) };
    let standing = look(&facts, &[], &[], NOW);
    assert!(standing.rows.contains(&Row::I6));
    assert!(standing.flags.contains(&NoticeFlag::WeakenedClause));
}

#[test]
fn our_own_page_changed_without_notice_is_flagged_unless_it_was_planned() {
    let found = facts(Role::Published, None);
    assert!(look(&found, &[], &[], NOW).flags.contains(&NoticeFlag::Unannounced));
    let planned = CaseFacts { announced: true, ..found };
    assert!(!look(&planned, &[], &[], NOW).flags.contains(&NoticeFlag::Unannounced));
}

/// Deliveries of up to five recipients on days after the opening.
fn deliveries() -> impl Strategy<Value = Vec<DeliveryLog>> {
    let one = (0_i64..40, 0_i64..12, 0_u8..4).prop_map(|(taken, later, end)| {
        let start = at(NOW) + TimeDelta::days(taken);
        let after = start + TimeDelta::days(later);
        let mut steps = vec![(start, DeliveryStep::Accepted)];
        match end {
            0 => steps.push((after, DeliveryStep::Failed("5.1.1".to_owned()))),
            1 => steps.push((after, DeliveryStep::Reported(Report::Delivered))),
            2 => steps[0].1 = DeliveryStep::OnItsWay,
            _ => {}
        }
        steps
    });
    prop::collection::vec(one, 1..6).prop_map(|all| {
        all.into_iter()
            .enumerate()
            .map(|(n, steps)| DeliveryLog {
                id: format!("d{n}"),
                recipient: format!("r{n}"),
                zone: Tz::UTC,
                steps,
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn a_bounce_never_makes_a_verdict_better(
        deliveries in deliveries(), which in 0_usize..5, ahead in 0_i64..120, own in any::<bool>(),
    ) {
        let effective = (day("2026-11-20") + TimeDelta::days(ahead)).to_string();
        let facts = facts(Role::Published, Some(&effective));
        let relay = if own { Relay::Own } else { Relay::Provider };
        let now = at(NOW) + TimeDelta::days(60);
        let before = stand(&CaseRecord { facts: &facts, events: &[], deliveries: &deliveries, relay }, now);
        let mut worse = deliveries.clone();
        let index = which % worse.len();
        worse[index].steps.push((now, DeliveryStep::Failed("5.1.1".to_owned())));
        let after = stand(&CaseRecord { facts: &facts, events: &[], deliveries: &worse, relay }, now);
        prop_assert!(gravity(after.verdict) >= gravity(before.verdict));
        prop_assert_eq!(after.recipients[index].standing, Standing::NotGiven);
    }

    #[test]
    fn the_same_record_gives_the_same_standing_and_no_day_before_its_lead(
        deliveries in deliveries(), days in 0_i64..90, own in any::<bool>(), reminders in 0_usize..3,
    ) {
        let facts = facts(Role::Published, Some("2027-01-15"));
        let relay = if own { Relay::Own } else { Relay::Provider };
        let now = at(NOW) + TimeDelta::days(days);
        let record = CaseRecord { facts: &facts, events: &[], deliveries: &deliveries, relay };
        let standing = stand(&record, now);
        prop_assert_eq!(&standing, &stand(&record, now));
        let reminded: Vec<_> = (0..reminders).map(|messages| (now, CaseEvent::Reminded { messages })).collect();
        let after = stand(&CaseRecord { events: &reminded, ..record }, now);
        prop_assert_eq!(&standing.recipients, &after.recipients);
        for one in &standing.recipients {
            if let (Some(day), Some(earliest)) = (one.day, one.earliest_effective) {
                prop_assert!(earliest > day + TimeDelta::days(30));
            }
            prop_assert!(one.standing != Standing::Given || one.day.is_some(), "given means accepted on a day");
        }
    }
}
