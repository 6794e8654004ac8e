//! Tests of the outlook by the row ids of the decision table; today is Friday 2026-11-20.

use super::*;
use crate::document::PartialDate;
use crate::notice::RelativeTo;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn exact(text: &str) -> EffectiveDate {
    EffectiveDate::Exact { date: day(text) }
}

/// Thirty days by e-mail, any change, continued use accepts.
fn strong() -> NoticeClause {
    NoticeClause {
        required: Some(Lead::days(30)),
        channels: vec![Channel::Email],
        trigger: Trigger::Any,
        acceptance: Acceptance::ContinuedUse,
        effective: EffectiveDate::None,
        tiers: Vec::new(),
        text: String::new(),
        section: String::new(),
    }
}

fn posted() -> NoticeClause {
    NoticeClause { channels: vec![Channel::Posting], ..strong() }
}

/// A material change seen today, the old words seen yesterday.
fn input<'a>(role: Role, clause: Option<&'a NoticeClause>, effective: &'a EffectiveDate) -> OutlookInput<'a> {
    OutlookInput {
        role,
        old_clause: clause,
        new_clause: clause,
        rule: None,
        regime: None,
        flow: &[],
        verdict: Verdict::Material,
        words_changed: true,
        needs_consent: false,
        effective,
        old_effective: &EffectiveDate::None,
        today: day("2026-11-20"),
        last_seen_old: Some(instant("2026-11-19T09:00:00Z")),
        first_seen: instant("2026-11-20T09:00:00Z"),
        sent: None,
        zone: Tz::UTC,
    }
}

#[test]
fn o1_to_o5_our_own_notice_under_the_watchlists_rule() {
    let cases = [
        ("o1", exact("2026-12-31"), NoticeVerdict::OnTime, Some("2026-11-30")),
        ("o2", exact("2026-12-21"), NoticeVerdict::Tight, Some("2026-11-20")),
        ("o3", exact("2026-12-20"), NoticeVerdict::Borderline, Some("2026-11-19")),
        ("o4", exact("2026-12-19"), NoticeVerdict::Short, Some("2026-11-18")),
        ("o4 at once", EffectiveDate::Immediate, NoticeVerdict::Short, Some("2026-10-20")),
        (
            "o4 past",
            EffectiveDate::Past { date: day("2026-11-01") },
            NoticeVerdict::Short,
            Some("2026-10-01"),
        ),
        ("o5", EffectiveDate::None, NoticeVerdict::NoDate, None),
        (
            "o5 month",
            EffectiveDate::Partial { date: PartialDate::Month(2027, 1) },
            NoticeVerdict::NoDate,
            None,
        ),
    ];
    for (row, effective, verdict, send_by) in cases {
        let outlook =
            outlook(&OutlookInput { rule: Some(Lead::days(30)), ..input(Role::Published, None, &effective) });
        assert!(outlook.owed, "{row}");
        assert_eq!(outlook.verdict, verdict, "{row}");
        assert_eq!(outlook.send_by, send_by.map(day), "{row}");
        assert_eq!(outlook.earliest_effective, Some(day("2026-12-21")), "{row}");
        assert_eq!(outlook.source, RequirementSource::Watchlist, "{row}");
        assert!(outlook.why.contains("under this rule"), "{row}");
    }
}

#[test]
fn o6_the_trigger_decides_whether_an_editorial_change_is_owed() {
    let clause = NoticeClause { trigger: Trigger::Material, ..strong() };
    let any = strong();
    let effective = exact("2026-12-31");
    let cosmetic = |clause| OutlookInput {
        verdict: Verdict::Cosmetic,
        ..input(Role::Published, Some(clause), &effective)
    };
    let not_owed = outlook(&cosmetic(&clause));
    assert_eq!((not_owed.owed, not_owed.verdict), (false, NoticeVerdict::NotOwed));
    assert!(outlook(&cosmetic(&any)).owed, "any modification, a typo included");
    assert!(!outlook(&OutlookInput { words_changed: false, ..cosmetic(&any) }).owed);
    let review = outlook(&OutlookInput { verdict: Verdict::Review, ..cosmetic(&clause) });
    assert!(review.owed, "what nobody has judged counts as material");
}

#[test]
fn o7_consent_is_said_and_the_days_still_stand() {
    let effective = exact("2026-12-31");
    let clause = strong();
    let outlook =
        outlook(&OutlookInput { needs_consent: true, ..input(Role::Published, Some(&clause), &effective) });
    assert_eq!(outlook.verdict, NoticeVerdict::Consent);
    assert_eq!(outlook.send_by, Some(day("2026-11-30")));
}

#[test]
fn the_texts_own_lead_goes_before_the_watchlists() {
    let clause = NoticeClause { required: Some(Lead::days(45)), ..strong() };
    let effective = exact("2026-12-31");
    let outlook = outlook(&OutlookInput {
        rule: Some(Lead::days(30)),
        ..input(Role::Published, Some(&clause), &effective)
    });
    assert_eq!((outlook.required, outlook.source), (Some(Lead::days(45)), RequirementSource::Clause));
    assert_eq!(outlook.verdict, NoticeVerdict::Short);
}

#[test]
fn i1_a_mail_on_file_is_judged_by_its_day() {
    let clause = strong();
    for (effective, verdict) in [
        ("2026-12-02", NoticeVerdict::OnTime),
        ("2026-12-01", NoticeVerdict::Borderline),
        ("2026-11-30", NoticeVerdict::Short),
    ] {
        let effective = exact(effective);
        let outlook = outlook(&OutlookInput {
            sent: Some(instant("2026-11-01T08:00:00Z")),
            ..input(Role::Provider, Some(&clause), &effective)
        });
        assert_eq!(outlook.verdict, verdict);
        assert!(!outlook.flags.contains(&NoticeFlag::NoMailOnFile));
    }
}

#[test]
fn i2_i4_i5_a5_5_at_once_without_a_mail() {
    let clause = strong();
    let outlook = outlook(&input(Role::Provider, Some(&clause), &EffectiveDate::Immediate));
    assert_eq!(outlook.verdict, NoticeVerdict::NoneFound);
    assert_eq!(
        outlook.flags,
        [NoticeFlag::LateSeen, NoticeFlag::EarlyEffect, NoticeFlag::NoMailOnFile, NoticeFlag::AlreadyInForce]
    );
    assert_eq!(outlook.earliest_effective, Some(day("2026-12-21")));
    assert_eq!(outlook.decide_by, Some(day("2026-12-20")));
    assert_eq!(outlook.days_given, Some(DaysGiven::Exact(0)));
}

#[test]
fn i3_a5_6_seen_late_with_a_window() {
    let effective = exact("2026-12-15");
    let (mailed, clause) = (strong(), posted());
    let week = Some(instant("2026-11-13T09:00:00Z"));
    let seen = |clause, last| {
        outlook(&OutlookInput { last_seen_old: last, ..input(Role::Provider, Some(clause), &effective) })
    };
    let wide = seen(&clause, week);
    assert_eq!(
        (wide.verdict, wide.days_given),
        (NoticeVerdict::Borderline, Some(DaysGiven::Between(25, Some(32))))
    );
    assert_eq!(wide.flags, [NoticeFlag::LateSeen]);
    assert_eq!(wide.decide_by, Some(day("2026-12-14")));
    assert_eq!(seen(&clause, Some(instant("2026-11-19T09:00:00Z"))).verdict, NoticeVerdict::Short);
    assert_eq!(seen(&clause, None).days_given, Some(DaysGiven::Between(25, None)));
    let unseen = seen(&mailed, week);
    assert_eq!((unseen.verdict, unseen.days_given), (NoticeVerdict::NoneFound, wide.days_given));
}

#[test]
fn i4_no_date_at_all_under_a_promised_lead() {
    let clause = posted();
    let outlook = outlook(&input(Role::Provider, Some(&clause), &EffectiveDate::None));
    assert_eq!(outlook.verdict, NoticeVerdict::NoDate);
    assert_eq!(outlook.flags, [NoticeFlag::EarlyEffect]);
    assert_eq!(
        (outlook.earliest_effective, outlook.decide_by),
        (Some(day("2026-12-21")), Some(day("2026-12-20")))
    );
}

#[test]
fn i6_the_old_clause_governs_its_own_weakening() {
    let (old, effective) = (strong(), exact("2026-12-15"));
    let weaker = [
        NoticeClause { required: Some(Lead::days(7)), ..strong() },
        NoticeClause { required: None, ..strong() },
        NoticeClause { channels: vec![Channel::Posting], ..strong() },
        NoticeClause { trigger: Trigger::Material, ..strong() },
    ];
    let seen =
        |new| outlook(&OutlookInput { new_clause: new, ..input(Role::Provider, Some(&old), &effective) });
    for new in weaker.iter().map(Some).chain([None]) {
        let outlook = seen(new);
        assert!(outlook.flags.contains(&NoticeFlag::WeakenedClause), "{new:?}");
        assert_eq!(outlook.required, Some(Lead::days(30)), "{new:?}");
    }
    let longer =
        NoticeClause { required: Some(Lead { n: 2, unit: crate::notice::LeadUnit::Month }), ..strong() };
    let month =
        NoticeClause { required: Some(Lead { n: 1, unit: crate::notice::LeadUnit::Month }), ..strong() };
    for new in [&old, &longer, &month] {
        assert!(!seen(Some(new)).flags.contains(&NoticeFlag::WeakenedClause), "{new:?}");
    }
}

#[test]
fn a5_13_a_month_is_its_first_day_for_a_provider() {
    let effective = EffectiveDate::Partial { date: PartialDate::Month(2027, 1) };
    let clause = posted();
    let outlook = outlook(&input(Role::Provider, Some(&clause), &effective));
    assert_eq!(outlook.effective_day, Some(day("2027-01-01")));
    assert_eq!(outlook.flags, [NoticeFlag::PartialDate]);
    assert_eq!(outlook.verdict, NoticeVerdict::OnTime);
}

#[test]
fn a_passed_day_that_both_versions_state_is_not_the_day_of_the_change() {
    let label = EffectiveDate::Past { date: day("2025-01-01") };
    let outlook = outlook(&OutlookInput {
        rule: Some(Lead::days(30)),
        old_effective: &label,
        ..input(Role::Published, None, &label)
    });
    assert_eq!((outlook.verdict, outlook.effective_day), (NoticeVerdict::NoDate, None));
}

#[test]
fn a_relative_day_counts_from_the_notice() {
    let effective = EffectiveDate::Relative { lead: Lead::days(30), from: RelativeTo::Notice };
    let clause = strong();
    let own = outlook(&input(Role::Published, Some(&clause), &effective));
    assert_eq!((own.verdict, own.effective_day), (NoticeVerdict::Tight, Some(day("2026-12-21"))));
}

#[test]
fn a_provider_that_promises_nothing_owes_nothing() {
    let effective = exact("2026-11-25");
    let outlook = outlook(&input(Role::Provider, None, &effective));
    assert_eq!((outlook.owed, outlook.verdict, outlook.required), (false, NoticeVerdict::NotOwed, None));
    assert!(outlook.why.starts_with("Neither"));
}

#[test]
fn a_regime_governs_where_it_asks_for_more_and_says_under_this_rule() {
    use crate::notice::regimes::shipped;
    let regime = |id: &str| shipped().iter().find(|regime| regime.id == id);
    let effective = EffectiveDate::Exact { date: day("2027-03-01") };
    let clause = NoticeClause { trigger: Trigger::Material, ..strong() };
    let of = |id: &str, clause| {
        outlook(&OutlookInput { regime: regime(id), ..input(Role::Published, clause, &effective) })
    };
    let p2b = of("p2b", None);
    assert_eq!((p2b.required, p2b.source), (Some(Lead::days(15)), RequirementSource::Regime));
    assert!(p2b.why.contains("under this rule") && p2b.why.contains("2019/1150"), "{}", p2b.why);
    let longer = of("p2b", Some(&clause));
    assert_eq!((longer.required, longer.source), (Some(Lead::days(30)), RequirementSource::Clause));
    let psd2 = of("psd2", Some(&clause));
    assert_eq!(psd2.source, RequirementSource::Regime);
    // Two months from 20 November are 20 January; clear of it is the 21st.
    assert_eq!(psd2.earliest_effective, Some(day("2027-01-21")));
    let contract = of("contract", Some(&clause));
    assert_eq!(contract.source, RequirementSource::Clause);
    let editorial = OutlookInput {
        regime: regime("psd2"),
        verdict: Verdict::Cosmetic,
        ..input(Role::Published, Some(&clause), &effective)
    };
    assert!(outlook(&editorial).owed, "any modification is covered by this one");
    assert!(!outlook(&OutlookInput { regime: regime("p2b"), ..editorial }).owed);
}
