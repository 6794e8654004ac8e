//! Every family in several phrasings, as a privacy policy, terms and a service level agreement put them.

use super::{Family, extract};
use crate::document::{Block, Document, HeadingSource, Section};

/// Facts of one paragraph under a heading, as `family value`.
fn read(heading: &str, text: &str) -> Vec<(Family, String)> {
    let mut section = Section::new(1, Some(heading.to_owned()), HeadingSource::Explicit);
    section.blocks = vec![Block::paragraph(text)];
    let document = Document { sections: vec![section], ..Document::default() };
    extract(&document).into_iter().map(|fact| (fact.family, fact.value.to_string())).collect()
}

/// Heading, sentence, family, and what the value holds.
const CASES: &[(&str, &str, Family, &str)] = &[
    ("Storage", "Door logs are kept for 30 days.", Family::Retention, "30 days"),
    (
        "Storage",
        "We retain invoices for two (2) years after the contract ends.",
        Family::Retention,
        "2 years",
    ),
    ("Storage", "Drawings are deleted within 14 days.", Family::Retention, "14 days"),
    ("Sharing", "We share your name with Quarn Analytics.", Family::Recipient, "Quarn Analytics"),
    ("Sharing", "Payments are processed by Tilloy Pay.", Family::Recipient, "Tilloy Pay"),
    ("Use", "We use your address solely to send the parcel.", Family::Purpose, "exclusive"),
    ("Use", "Drawings are processed for the purpose of billing.", Family::Purpose, "open"),
    ("Promises", "We do not sell your personal data.", Family::Promise, "prohibited"),
    ("Promises", "We never rent your contact details.", Family::Promise, "prohibited"),
    ("Training", "We do not train our models on your drawings.", Family::Training, "prohibited"),
    ("Training", "We may use your prompts to train our models.", Family::Training, "permitted"),
    ("Children", "Our service is not directed to children under 13.", Family::AgeLimit, "13"),
    ("Children", "You must be at least 16 years old.", Family::AgeLimit, "16"),
    ("Your rights", "You have the right to access your personal data.", Family::Right, "granted"),
    ("Your rights", "You may request erasure of your personal data.", Family::Right, "granted"),
    ("Requests", "We answer requests within one month.", Family::ResponseDeadline, "1 month"),
    (
        "Requests",
        "We will respond to your request within 10 business days.",
        Family::ResponseDeadline,
        "10 business days",
    ),
    ("Changes", "We give you 30 days' notice of any change to these terms.", Family::NoticePeriod, "30 days"),
    (
        "Changes",
        "We notify you by e-mail at least two months in advance of a change.",
        Family::NoticePeriod,
        "2 months",
    ),
    (
        "Contact",
        "Write to privacy@larkmoor.example with any question.",
        Family::Contact,
        "privacy@larkmoor.example",
    ),
    ("Who we are", "The controller is Larkmoor Drawing Ltd.", Family::Controller, "Larkmoor Drawing Ltd"),
    ("Where", "Your data are stored in Germany.", Family::Location, "Germany"),
    ("Where", "Our servers are located in the European Union.", Family::Location, "EU"),
    ("Law", "We process data under the GDPR.", Family::Framework, "GDPR"),
    ("Security", "Backups are encrypted at rest.", Family::SecurityMeasure, ""),
    ("Availability", "The monthly uptime will be at least 99.9%.", Family::Availability, "99.9 %"),
    ("Service Credits", "Total credits are capped at 40% of the monthly fee.", Family::CreditCap, "40 %"),
    (
        "Claims",
        "To receive a service credit you must submit a claim within 30 days.",
        Family::ClaimWindow,
        "30 days",
    ),
    ("Liability", "Our total liability is limited to EUR 10,000.", Family::LiabilityCap, "EUR 10000"),
    (
        "Liability",
        "Our aggregate liability shall not exceed the fees paid in the 12 months before the claim.",
        Family::LiabilityCap,
        "12 months",
    ),
    (
        "Liability",
        "Nothing in these terms limits liability for fraud or wilful misconduct.",
        Family::LiabilityCap,
        "uncapped",
    ),
    ("Disputes", "Disputes are settled by binding arbitration.", Family::Arbitration, ""),
    ("Law", "These terms are governed by the laws of Norway.", Family::GoverningLaw, "Norway"),
    ("Courts", "The courts of Oslo have exclusive jurisdiction.", Family::Courts, "Oslo"),
    (
        "Changes",
        "We reserve the right to modify these terms at any time.",
        Family::UnilateralChange,
        "permitted",
    ),
    ("Ending", "We may terminate your account at any time.", Family::Termination, "provider"),
    (
        "Content",
        "You grant us a worldwide, royalty-free licence to host your drawings.",
        Family::Licence,
        "worldwide, royalty-free",
    ),
    ("Rules", "You may not resell the service.", Family::AcceptableUse, ""),
    ("Prices", "The fee is EUR 12 per month.", Family::Price, "EUR 12"),
    ("Refunds", "You get a refund within 14 days of purchase.", Family::RefundWindow, "14 days"),
    ("Renewal", "The subscription renews automatically.", Family::Renewal, "automatic"),
];

#[test]
fn every_family_is_read_in_its_usual_phrasings() {
    let missed: Vec<String> = CASES
        .iter()
        .filter(|(heading, text, family, value)| {
            !read(heading, text).iter().any(|(found, said)| found == family && said.contains(value))
        })
        .map(|(heading, text, family, value)| {
            format!("{family:?} {value} in “{text}”: {:?}", read(heading, text))
        })
        .collect();
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn numbers_without_a_family_and_denied_lists_are_no_facts() {
    let cases = [
        ("Sharing", "We do not share data with Quarn Analytics.", Family::Recipient),
        ("About", "The office opened 12 years ago.", Family::Retention),
        ("Sharing", "We never share your drawings.", Family::Purpose),
    ];
    for (heading, text, family) in cases {
        let found = read(heading, text);
        assert!(!found.iter().any(|(read, _)| *read == family), "{text}: {found:?}");
    }
}
