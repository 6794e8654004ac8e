//! Tests of the clause as read from whole documents, with the look-alikes that are not notice periods.

use super::*;
use crate::document::PartialDate;
use crate::normalize::{Input, normalize};
use crate::notice::{Lead, LeadUnit, RelativeTo};

/// A plain text as it comes from a file.
fn read(text: &str) -> Option<NoticeClause> {
    read_clause(&normalize(&Input { bytes: text.as_bytes(), content_type: None, name: Some("terms.txt") }))
}

fn clause(text: &str) -> NoticeClause {
    read(text).expect("the text speaks of its own changes")
}

const TIERED: &str = "\
Terms of Use

1. Retention

Backups are kept for 45 days.

2. Fees

Invoices are due within 14 days.

3. Changes to these terms

We tell you of any change to these terms by e-mail at least 30 days before it takes effect. Changes to our prices \
need at least 60 days' notice by letter. Anyone who keeps using the service after that day accepts the new terms.
";

#[test]
fn a_clause_of_two_tiers_keeps_both_and_no_other_clock() {
    let clause = clause(TIERED);
    assert_eq!(clause.required, Some(Lead::days(30)));
    let tiers: Vec<(Lead, &str)> =
        clause.tiers.iter().map(|tier| (tier.required, tier.scope.as_str())).collect();
    assert_eq!(tiers, [(Lead::days(60), "changes to our prices")]);
    assert_eq!(clause.channels, [Channel::Email, Channel::Postal]);
    assert_eq!((clause.trigger, clause.acceptance), (Trigger::Any, Acceptance::ContinuedUse));
    assert!(!clause.text.contains("45 days") && !clause.text.contains("14 days"), "{}", clause.text);
    assert!(clause.section.contains("Changes to these terms"), "{}", clause.section);
}

#[test]
fn a_text_whose_only_days_are_retention_and_response_names_no_lead() {
    let clause = clause(
        "Privacy Policy\n\n1. Storage\n\nLogs are deleted after 30 days.\n\n2. Your rights\n\nWe respond within 30 \
         days.\n\n3. Changes\n\nWe may update this policy from time to time.\n",
    );
    assert_eq!((clause.required, clause.channels.as_slice()), (None, [].as_slice()));
    assert_eq!(clause.effective, EffectiveDate::None);
}

#[test]
fn a_list_of_media_says_its_stem_once() {
    let clause = clause(
        "Privacy Policy\n\nChanges to this policy\n\nWe will tell you of any changes by:\n\n- posting the new policy \
         here\n- sending an e-mail for important changes\n\nPost: 4 Mill Lane\n\nEmail: privacy@elder.example\n",
    );
    assert_eq!(clause.text.matches("tell you of any changes").count(), 1, "{}", clause.text);
    assert!(clause.text.contains("sending an e-mail for important changes"), "{}", clause.text);
    assert!(!clause.text.contains("elder.example"), "an address block is no clause: {}", clause.text);
    assert_eq!(clause.channels, [Channel::Email, Channel::Posting]);
}

#[test]
fn work_on_machines_is_no_change_of_the_text() {
    let text = "Service Level Agreement\n\n1. Exclusions\n\nOutages caused by upgrades, changes or maintenance that \
                we announce are not counted.\n\n2. Modification\n\nWe inform customers by e-mail 45 days before we \
                modify this SLA.\n";
    let clause = clause(text);
    assert_eq!(clause.required, Some(Lead::days(45)));
    assert!(!clause.text.contains("Outages"), "{}", clause.text);
    assert!(clause.section.contains("Modification"), "{}", clause.section);
    assert_eq!(read("Rules\n\nOutages caused by changes or maintenance are excluded.\n"), None);
}

#[test]
fn leads_in_months_business_days_and_from_posting_keep_their_unit() {
    let cases = [
        ("We announce changes to these terms two months in advance by e-mail.", 2, LeadUnit::Month),
        ("You get ten business days' notice of any change to these terms.", 10, LeadUnit::BusinessDay),
        ("Changes to this policy apply 14 days after they are posted here.", 14, LeadUnit::Day),
    ];
    for (sentence, n, unit) in cases {
        let clause = clause(&format!("Terms\n\n1. Changes\n\n{sentence}\n"));
        assert_eq!(clause.required, Some(Lead { n, unit }), "{sentence}");
    }
    let posted =
        clause("Terms\n\n1. Changes\n\nChanges to this policy apply 14 days after they are posted here.\n");
    assert_eq!(posted.effective, EffectiveDate::Relative { lead: Lead::days(14), from: RelativeTo::Posting });
}

#[test]
fn a_month_at_the_foot_of_the_text_is_a_partial_day() {
    let clause = clause(
        "Privacy Policy\n\n1. Changes\n\nWe may change this policy and e-mail you about important changes.\n\n\
         Effective Date: March 2025\n",
    );
    assert_eq!(clause.effective, EffectiveDate::Partial { date: PartialDate::Month(2025, 3) });
    assert_eq!(clause.trigger, Trigger::Material);
}

#[test]
fn a_text_that_never_speaks_of_changes_has_no_clause() {
    assert_eq!(read("Imprint\n\nElder Tea Ltd, 4 Mill Lane. Change your address in your account.\n"), None);
}
