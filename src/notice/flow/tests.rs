//! Invented texts: a studio that is built on a model host, and what the host's changes do to it.

use super::*;
use crate::normalize::{Input, normalize};

fn document(body: &str) -> Document {
    let text = format!("Terms of Service\n\n{body}\n");
    normalize(&Input { bytes: text.as_bytes(), content_type: None, name: Some("terms.txt") })
}

const OURS: &str = "1. What we keep\n\nWe keep prompts for 30 days and then delete them.\n\n\
    2. Sharing\n\nWe never share your data with Adverto.\n\n\
    3. Training\n\nWe do not use your prompts to train models.\n\n\
    4. Service level\n\nThe monthly availability of the service is at least 99.9%.";

const THEIRS: &str = "1. Data\n\nWe retain input prompts for 14 days.\n\n\
    2. Sub-processors\n\nWe share customer data with Hostling Cloud for hosting.\n\n\
    3. Training\n\nWe do not use your prompts to train models.\n\n\
    4. Service level\n\nThe monthly availability is at least 99.95%.";

fn touched(ours: &str, old: &str, new: &str) -> Vec<Touched> {
    let policy = PolicyId::derive("Lumen Studio", "Privacy Policy");
    let dependent = Dependent { policy, document: document(ours), required: Some(Lead::days(30)) };
    flow_down(&document(old), &document(new), &[dependent]).remove(0).clauses
}

#[test]
fn f_longer_retention_upstream_makes_our_number_untrue() {
    let clauses = touched(OURS, THEIRS, &THEIRS.replace("14 days", "90 days"));
    let [clause] = clauses.as_slice() else { panic!("{clauses:?}") };
    assert_eq!((clause.own.as_str(), clause.upstream_old.as_deref()), ("30 days", Some("14 days")));
    assert_eq!(clause.upstream_new.as_deref(), Some("90 days"));
    assert!(clause.section.contains("What we keep") && clause.text.contains("We keep prompts"), "{clause:?}");
    assert!(touched(OURS, THEIRS, &THEIRS.replace("14 days", "21 days")).is_empty(), "still within ours");
}

#[test]
fn f_a_new_recipient_that_we_deny_is_listed_and_another_is_not() {
    let with =
        |name: &str| THEIRS.replace("Hostling Cloud for hosting", &format!("Hostling Cloud and {name}"));
    let clauses = touched(OURS, THEIRS, &with("Adverto"));
    assert_eq!(clauses.len(), 1, "{clauses:?}");
    assert!(clauses[0].why.contains("Adverto"), "{clauses:?}");
    assert!(touched(OURS, THEIRS, &with("Payfox")).is_empty());
    let closed = OURS
        .replace("We never share your data with Adverto.", "We share your data only with Hostling Cloud.");
    assert_eq!(touched(&closed, THEIRS, &with("Payfox")).len(), 1, "a closed list excludes everybody else");
}

#[test]
fn f_a_lower_level_and_training_are_listed() {
    let lower = touched(OURS, THEIRS, &THEIRS.replace("99.95%", "99.5%"));
    assert_eq!(lower.len(), 1, "{lower:?}");
    assert_eq!(lower[0].own, "99.9 %");
    assert!(touched(OURS, THEIRS, &THEIRS.replace("99.95%", "99.92%")).is_empty(), "not below ours");
    let trained = THEIRS.replace("We do not use your prompts", "We may use your prompts");
    assert_eq!(touched(OURS, THEIRS, &trained).len(), 1);
    assert_eq!(
        touched(OURS, THEIRS, &THEIRS.replace("We do not use your prompts to train models.", "Ask us."))
            .len(),
        1
    );
}

#[test]
fn f_a_change_that_our_text_does_not_speak_of_touches_nothing() {
    let privacy = "1. What we keep\n\nWe keep account data until you close your account.";
    let sla = "1. Commitment\n\nThe monthly availability is at least 99.9%.";
    assert!(touched(privacy, sla, &sla.replace("99.9%", "99.0%")).is_empty());
    assert!(touched(OURS, THEIRS, THEIRS).is_empty(), "no change, nothing to revisit");
}

#[test]
fn f1_f2_a5_14_days_needed_and_days_left() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let today = day("2026-11-20");
    let flow = |lead| FlowDown {
        policy: PolicyId::derive("Lumen Studio", "Privacy Policy"),
        required: Some(lead),
        clauses: Vec::new(),
    };
    let thirty = flow(Lead::days(30));
    let left = |date: &str| thirty.days(Some(day(date)), today).unwrap();
    assert_eq!(left("2026-12-21"), FlowDays { need: 34, have: Some(31) });
    assert_eq!(left("2026-12-21").short(), 3);
    assert_eq!(left("2026-12-24").short(), 0);
    assert_eq!(thirty.days(None, today).unwrap().short(), 34, "no day leaves none");
    let months = flow(Lead { n: 2, unit: crate::notice::LeadUnit::Month });
    // 23 November and two months is 23 January; the day after it is 65 days from today.
    assert_eq!(months.days(None, today).unwrap().need, 65);
}
