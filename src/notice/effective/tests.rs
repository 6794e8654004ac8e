//! Tests of the day a text starts to apply, read from whole documents; today is 2026-11-20.

use super::*;
use crate::normalize::{Input, normalize};
use crate::notice::{Lead, RelativeTo};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn document(text: &str) -> Document {
    normalize(&Input { bytes: text.as_bytes(), content_type: None, name: Some("terms.txt") })
}

fn read(body: &str) -> EffectiveDate {
    effective_date(&document(&format!("Terms of Use\n\n{body}\n")), day("2026-11-20"))
}

#[test]
fn every_kind_of_day_is_read_as_what_it_is() {
    let exact = |text| EffectiveDate::Exact { date: day(text) };
    let cases = [
        ("exact", "These terms take effect on 31 December 2026.", exact("2026-12-31")),
        ("label", "Effective: 1 May 2027\n\n1. Use\n\nBe kind.", exact("2027-05-01")),
        (
            "past",
            "These terms are effective as of 1 May 2026.",
            EffectiveDate::Past { date: day("2026-05-01") },
        ),
        (
            "today",
            "These terms apply from 20 November 2026.",
            EffectiveDate::Past { date: day("2026-11-20") },
        ),
        (
            "partial",
            "Effective Date: January 2027",
            EffectiveDate::Partial { date: PartialDate::Month(2027, 1) },
        ),
        (
            "split",
            "For new customers these terms apply from 1 December 2026 and for existing customers from 15 January 2027.",
            EffectiveDate::Split { new_users: Some(day("2026-12-01")), existing_users: day("2027-01-15") },
        ),
        (
            "split, existing first",
            "For existing users the new terms take effect on 15 January 2027, for new users on 1 December 2026.",
            EffectiveDate::Split { new_users: Some(day("2026-12-01")), existing_users: day("2027-01-15") },
        ),
        (
            "conflicting",
            "These terms take effect on 1 January 2027.\n\nThe new terms apply from 1 February 2027.",
            EffectiveDate::Conflicting { dates: vec![day("2027-01-01"), day("2027-02-01")] },
        ),
        (
            "relative",
            "Changes to these terms apply 30 days after we post them.",
            EffectiveDate::Relative { lead: Lead::days(30), from: RelativeTo::Posting },
        ),
        (
            "immediate",
            "Changes to these terms are effective immediately upon posting.",
            EffectiveDate::Immediate,
        ),
        ("none", "We may change these terms from time to time.", EffectiveDate::None),
    ];
    for (name, body, expected) in cases {
        assert_eq!(read(body), expected, "{name}");
    }
}

#[test]
fn last_updated_is_a_label_and_no_day_of_effect() {
    for label in ["Last updated", "Last modified", "Published", "Version of"] {
        assert_eq!(
            read(&format!("{label}: 31 December 2026\n\n1. Use\n\nBe kind.")),
            EffectiveDate::None,
            "{label}"
        );
    }
    let both = "Last updated: 1 December 2026\n\nThese terms take effect on 15 January 2027.";
    assert_eq!(read(both), EffectiveDate::Exact { date: day("2027-01-15") });
}

#[test]
fn a_coming_text_announced_beside_the_one_in_force_is_the_change() {
    let announced =
        "These terms have been in force since 1 February 2024.\n\nNew terms take effect on 30 July 2027.";
    assert_eq!(read(announced), EffectiveDate::Exact { date: day("2027-07-30") });
}

#[test]
fn dates_of_other_things_are_no_day_of_effect() {
    for body in [
        "The discount applies until 31 December 2026.",
        "Our office is closed from 24 December 2026.",
        "The previous version of these terms applied until 31 December 2026.",
    ] {
        assert_eq!(read(body), EffectiveDate::None, "{body}");
    }
}

const LEAD: &str =
    "\n\n9. Changes\n\nAny modification is communicated by e-mail at least 30 days in advance.";

#[test]
fn a5_5_a_text_that_applies_at_once_says_so_whatever_lead_it_promises() {
    for said in [
        "These changes take effect immediately.",
        "This version is effective immediately.",
        "Effective immediately, we charge a fee.",
        "Effective Date: immediately",
        "The revised terms apply with immediate effect.",
        "The new agreement comes into force at once; nothing else changes.",
    ] {
        assert_eq!(read(&format!("{said}{LEAD}")), EffectiveDate::Immediate, "{said}");
    }
    for said in [
        "We may change these terms; these changes take effect immediately.",
        "Any change takes effect immediately.",
        "This agreement is effective immediately upon your acceptance.",
        "These terms apply immediately when you create an account.",
        "Your cancellation is effective immediately.",
        "We terminate with immediate effect where the law is broken.",
    ] {
        assert_eq!(read(&format!("{said}{LEAD}")), EffectiveDate::None, "{said}");
    }
}

#[test]
fn a_day_of_adoption_or_of_sending_is_no_day_of_effect_and_labels_stand_anywhere() {
    for (said, expected) in [
        ("This policy was adopted on 3 March 2027 and takes effect on 1 April 2027.", "2027-04-01"),
        ("The new rules, which we sent you on 2 May 2027, start to apply on 1 June 2027.", "2027-06-01"),
        ("This version replaces the one of 2 January 2025 and applies from 5 October 2027.", "2027-10-05"),
        ("Version of 3 June 2026. Effective: 4 July 2027. We tell you of changes by e-mail.", "2027-07-04"),
        ("Applicable from 1 May 2027.", "2027-05-01"),
    ] {
        assert_eq!(read(said), EffectiveDate::Exact { date: day(expected) }, "{said}");
    }
}
