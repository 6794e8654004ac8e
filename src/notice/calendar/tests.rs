//! Tests of the counting: worked examples by hand, and properties over all days.

use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn months(n: u32) -> Lead {
    Lead { n, unit: LeadUnit::Month }
}

/// A case of ours asked on the Friday of the worked examples.
fn ours(effective: &str) -> CalendarCase {
    CalendarCase {
        today: day("2026-11-20"),
        role: Role::Published,
        required: Lead::days(30),
        zones: vec![CivilZone::Named(Tz::UTC)],
        sent: None,
        first_seen: None,
        last_seen_old: None,
        effective: Some(day(effective)),
    }
}

fn verdict(case: &CalendarCase) -> NoticeVerdict {
    calc(case).unwrap().verdict
}

#[test]
fn a5_1_the_last_day_to_send_is_clear_of_both_ends() {
    let case = ours("2026-12-31");
    assert_eq!(calc(&case).unwrap().send_by, Some(day("2026-11-30")));
    let on = |today: &str| verdict(&CalendarCase { today: day(today), ..case.clone() });
    assert_eq!(on("2026-11-30"), NoticeVerdict::Tight);
    assert_eq!(on("2026-12-01"), NoticeVerdict::Borderline);
    assert_eq!(on("2026-12-02"), NoticeVerdict::Short);
}

#[test]
fn a5_2_the_earliest_day_for_a_notice_sent_today() {
    let case = CalendarCase { sent: Some(instant("2026-11-20T10:00:00Z")), ..ours("2026-12-21") };
    assert_eq!(calc(&case).unwrap().earliest_effective, day("2026-12-21"));
    assert_eq!(verdict(&case), NoticeVerdict::OnTime);
    assert_eq!(
        verdict(&CalendarCase { effective: Some(day("2026-12-20")), ..case }),
        NoticeVerdict::Borderline
    );
}

#[test]
fn a5_3_the_recipients_civil_day_counts_not_utc() {
    let case = CalendarCase {
        sent: Some(instant("2026-11-30T23:30:00Z")),
        zones: vec![CivilZone::Named(Tz::UTC), CivilZone::Named(Tz::Europe__Berlin)],
        ..ours("2026-12-31")
    };
    assert_eq!(verdict(&case), NoticeVerdict::Borderline);
    assert_eq!(calc(&case).unwrap().days_given, Some(DaysGiven::Exact(30)));
}

#[test]
fn a5_4_an_unknown_zone_takes_the_later_day() {
    let late = instant("2026-11-20T23:30:00Z");
    let cases = [
        (vec![CivilZone::Named(Tz::Europe__Berlin)], "2026-11-21"),
        (vec![CivilZone::Named(Tz::Asia__Shanghai)], "2026-11-21"),
        (vec![CivilZone::Unknown], "2026-11-21"),
        (vec![CivilZone::Named(Tz::America__Los_Angeles)], "2026-11-20"),
        (vec![CivilZone::Named(Tz::America__Los_Angeles), CivilZone::Unknown], "2026-11-21"),
        (vec![], "2026-11-21"),
    ];
    for (zones, expected) in cases {
        assert_eq!(civil_day(late, &zones), day(expected), "{zones:?}");
    }
    let case = CalendarCase { sent: Some(late), zones: vec![], ..ours("2026-12-31") };
    assert_eq!(calc(&case).unwrap().earliest_effective, day("2026-12-22"));
}

#[test]
fn a5_6_a_crawl_window_gives_an_interval_and_short_only_at_its_best_end() {
    let seen = CalendarCase {
        role: Role::Provider,
        first_seen: Some(instant("2026-11-20T09:00:00Z")),
        ..ours("2026-12-15")
    };
    let open = calc(&seen).unwrap();
    assert_eq!(
        (open.verdict, open.days_given),
        (NoticeVerdict::Borderline, Some(DaysGiven::Between(25, None)))
    );
    let window = |last: &str| CalendarCase { last_seen_old: Some(instant(last)), ..seen.clone() };
    let wide = calc(&window("2026-11-13T09:00:00Z")).unwrap();
    assert_eq!(
        (wide.verdict, wide.days_given),
        (NoticeVerdict::Borderline, Some(DaysGiven::Between(25, Some(32))))
    );
    assert_eq!(verdict(&window("2026-11-19T09:00:00Z")), NoticeVerdict::Short);
}

#[test]
fn a5_7_and_a5_8_february_and_the_leap_day() {
    let sent = CalendarCase { sent: Some(instant("2027-01-30T12:00:00Z")), ..ours("2027-03-02") };
    assert_eq!(calc(&sent).unwrap().earliest_effective, day("2027-03-02"));
    assert_eq!(
        verdict(&CalendarCase { effective: Some(day("2027-03-01")), ..sent }),
        NoticeVerdict::Borderline
    );
    assert_eq!(calc(&ours("2028-03-01")).unwrap().send_by, Some(day("2028-01-30")));
}

#[test]
fn a5_9_months_clamp_to_the_months_end() {
    let cases =
        [(1, "2027-01-31", "2027-03-01"), (2, "2026-12-31", "2027-03-01"), (1, "2027-04-30", "2027-05-31")];
    for (n, from, earliest) in cases {
        let case = CalendarCase { required: months(n), today: day(from), ..ours("2027-06-01") };
        assert_eq!(calc(&case).unwrap().earliest_effective, day(earliest), "{n} months from {from}");
    }
}

#[test]
fn a5_10_fifteen_days_from_today() {
    let case = CalendarCase { required: Lead::days(15), ..ours("2026-12-06") };
    assert_eq!(calc(&case).unwrap().earliest_effective, day("2026-12-06"));
}

#[test]
fn o1_to_o5_a_notice_not_yet_sent() {
    let cases = [
        ("o1", Some("2026-12-24"), NoticeVerdict::OnTime),
        ("o2 most", Some("2026-12-23"), NoticeVerdict::Tight),
        ("o2 least", Some("2026-12-21"), NoticeVerdict::Tight),
        ("o3", Some("2026-12-20"), NoticeVerdict::Borderline),
        ("o4", Some("2026-12-19"), NoticeVerdict::Short),
        ("o4 today", Some("2026-11-20"), NoticeVerdict::Short),
        ("o4 past", Some("2026-11-01"), NoticeVerdict::Short),
        ("o5", None, NoticeVerdict::NoDate),
    ];
    for (row, effective, expected) in cases {
        let case = CalendarCase { effective: effective.map(day), ..ours("2026-12-21") };
        let answer = calc(&case).unwrap();
        assert_eq!(answer.verdict, expected, "{row}");
        assert_eq!(answer.earliest_effective, day("2026-12-21"), "{row}");
    }
}

#[test]
fn i1_a_mail_on_file_beats_the_crawl_window() {
    let mail = |effective: &str| CalendarCase {
        role: Role::Provider,
        sent: Some(instant("2026-11-01T08:00:00Z")),
        first_seen: Some(instant("2026-11-20T08:00:00Z")),
        ..ours(effective)
    };
    assert_eq!(verdict(&mail("2026-12-02")), NoticeVerdict::OnTime);
    assert_eq!(verdict(&mail("2026-12-01")), NoticeVerdict::Borderline);
    assert_eq!(verdict(&mail("2026-11-30")), NoticeVerdict::Short);
}

#[test]
fn business_days_are_refused_without_a_named_calendar() {
    let required = Lead { n: 10, unit: LeadUnit::BusinessDay };
    assert_eq!(
        calc(&CalendarCase { required, ..ours("2026-12-31") }),
        Err(CalendarRefusal::NoBusinessCalendar)
    );
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..40_000).prop_map(|offset| day("1999-01-01") + Days::new(offset))
}

fn any_lead() -> impl Strategy<Value = Lead> {
    prop_oneof![(0_u32..400).prop_map(Lead::days), (0_u32..40).prop_map(months)]
}

proptest! {
    #[test]
    fn send_by_is_the_last_day_that_is_on_time(effective in any_day(), lead in any_lead()) {
        let lead = Counted::new(lead).unwrap();
        let last = lead.send_by(effective);
        prop_assert_eq!(lead.judge(last, effective), NoticeVerdict::OnTime);
        prop_assert_ne!(lead.judge(last.succ_opt().unwrap(), effective), NoticeVerdict::OnTime);
    }

    #[test]
    fn the_earliest_effective_day_is_the_first_that_is_on_time(sent in any_day(), lead in any_lead()) {
        let lead = Counted::new(lead).unwrap();
        let earliest = lead.earliest_effective(sent);
        prop_assert_eq!(lead.judge(sent, earliest), NoticeVerdict::OnTime);
        prop_assert_eq!(lead.judge(sent, earliest.pred_opt().unwrap()), NoticeVerdict::Borderline);
    }

    #[test]
    fn a_later_sighting_never_improves_a_verdict(first in any_day(), later in 0_u64..90, effective in any_day(), lead in any_lead()) {
        let lead = Counted::new(lead).unwrap();
        let rank = |verdict| match verdict {
            NoticeVerdict::OnTime => 2,
            NoticeVerdict::Borderline => 1,
            _ => 0,
        };
        let before = rank(lead.judge_window(first, Some(first), effective));
        let after = rank(lead.judge_window(first + Days::new(later), Some(first + Days::new(later)), effective));
        prop_assert!(after <= before);
    }

    #[test]
    fn extreme_leads_end_with_the_calendar_instead_of_panicking(n in proptest::num::u32::ANY, is_months in proptest::bool::ANY) {
        let required = if is_months { months(n) } else { Lead::days(n) };
        let _ = calc(&CalendarCase { required, ..ours("2026-12-31") });
    }
}
