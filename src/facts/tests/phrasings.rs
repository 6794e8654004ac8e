//! Families in phrasings of everyday policies, with subject, bound and polarity where they carry the sense.

use super::super::{Bound, Fact, Family, extract};
use crate::document::{Block, Document, HeadingSource, Section};

fn read(heading: &str, text: &str) -> Vec<Fact> {
    let mut section = Section::new(1, Some(heading.to_owned()), HeadingSource::Explicit);
    section.blocks = vec![Block::paragraph(text)];
    extract(&Document { sections: vec![section], ..Document::default() })
}

/// Heading, sentence, family, and how the fact reads as `label: value`.
const CASES: &[(&str, &str, Family, &str)] = &[
    (
        "Sharing",
        "We never share your data with insurers or data brokers.",
        Family::Recipient,
        "insurers: prohibited",
    ),
    (
        "Sharing",
        "We never share your data with insurers or data brokers.",
        Family::Recipient,
        "data brokers: prohibited",
    ),
    ("Sharing", "Your letters are not passed to Quarn or Tilloy.", Family::Recipient, "Tilloy: prohibited"),
    (
        "Sharing",
        "We do not share data with Quarn Analytics.",
        Family::Recipient,
        "Quarn Analytics: prohibited",
    ),
    (
        "Sharing",
        "We do not sell your data, but we share it with Quarn Analytics.",
        Family::Recipient,
        "Quarn Analytics: Quarn Analytics",
    ),
    (
        "Sharing",
        "We share orders with our courier and our payment processor Tilloy Pay.",
        Family::Recipient,
        "Tilloy Pay: Tilloy Pay",
    ),
    (
        "Sharing",
        "Law enforcement may receive your data where a court orders it.",
        Family::Recipient,
        "Law enforcement: Law enforcement",
    ),
    ("Sharing", "We may disclose statistics to researchers.", Family::Recipient, "researchers: researchers"),
    (
        "Sharing",
        "We do not sell your personal data to advertisers.",
        Family::Promise,
        "sell personal data: prohibited",
    ),
    (
        "What we gather",
        "We collect your name and e-mail address when you register.",
        Family::DataType,
        "name: open",
    ),
    (
        "What we gather",
        "We collect your name and e-mail address when you register.",
        Family::DataType,
        "e-mail address: open",
    ),
    (
        "What we gather",
        "Our app may access your precise location, camera and contacts.",
        Family::DataType,
        "precise location: open",
    ),
    (
        "What we gather",
        "We collect hashed device identifiers.",
        Family::DataType,
        "device identifiers: hashed",
    ),
    (
        "Why",
        "We use your address to send receipts and to prevent fraud.",
        Family::Purpose,
        "fraud prevention: open",
    ),
    (
        "Storage",
        "Deleted drawings disappear within 72 hours.",
        Family::Retention,
        "Deleted drawings: 72 hours",
    ),
    (
        "Storage",
        "We keep crash reports for as long as we need them.",
        Family::Retention,
        "crash reports: unspecified",
    ),
    ("Children", "You need to be 18 or over to register.", Family::AgeLimit, "minimum age: 18"),
    (
        "Requests",
        "We get back to you within 10 business days.",
        Family::ResponseDeadline,
        "request: 10 business days",
    ),
    (
        "Requests",
        "Requests are dealt with no later than 45 days after receipt.",
        Family::ResponseDeadline,
        "request: receipt + 45 days",
    ),
    (
        "Changes",
        "If you carry on using the service after the change, you accept it.",
        Family::UnilateralChange,
        "acceptance by continued use: open",
    ),
    (
        "Changes",
        "We may change these terms at any time without notice.",
        Family::UnilateralChange,
        "change of terms: permitted",
    ),
    (
        "Consent",
        "Statistics cookies are on by default; you can switch them off.",
        Family::Consent,
        "Statistics cookies: opt-out",
    ),
    ("Where", "Your data never leaves the European Economic Area.", Family::Location, "EEA: EEA"),
    (
        "Who we are",
        "Larkmoor Oy is responsible for the processing of your personal data.",
        Family::Controller,
        "controller: Larkmoor Oy",
    ),
    ("Who we are", "Reach us at +358 9 1234 567.", Family::Contact, "phone: 35891234567"),
    ("Law", "These terms are subject to Finnish law.", Family::GoverningLaw, "governing law: Finland"),
    (
        "Law",
        "The laws of the State of New York apply.",
        Family::GoverningLaw,
        "governing law: State of New York",
    ),
    ("Security", "We are certified to ISO/IEC 27001.", Family::Framework, "ISO 27001: ISO 27001"),
    ("Disputes", "There is no arbitration.", Family::Arbitration, "binding arbitration: prohibited"),
    ("Ending", "Either party may end this contract.", Family::Termination, "termination: either party"),
    ("Ending", "You can cancel at any time.", Family::Termination, "termination: customer"),
    (
        "Ending",
        "Either party may end this contract with 30 days' written notice.",
        Family::NoticePeriod,
        "termination: 30 days",
    ),
    ("Content", "You give us permission to use and copy your photos.", Family::Licence, "licence: granted"),
    ("Prices", "The Pro plan costs EUR 12 per month.", Family::Price, "pro plan: EUR 12"),
    ("Renewal", "Your plan renews each month until you cancel.", Family::Renewal, "renewal: automatic"),
    ("Renewal", "The contract is extended by twelve months.", Family::Renewal, "renewal: 12 months"),
    (
        "Conduct",
        "Reselling access is prohibited.",
        Family::AcceptableUse,
        "Reselling access is prohibited: prohibited",
    ),
    ("Errors", "The error rate stays under 0.1%.", Family::Availability, "error rate: 0.1 %"),
    ("Credits", "In no month will credits exceed one month's fee.", Family::CreditCap, "credit: 1 month"),
    ("Credits", "Credits are never paid out in cash.", Family::Remedy, "remedy form: not paid in cash"),
    (
        "Terms used",
        "\"Outage\" means five minutes without an answer.",
        Family::Definition,
        "Outage: \"Outage\" means five minutes without an answer.",
    ),
    (
        "Exclusions",
        "Planned work does not count as downtime.",
        Family::Exclusion,
        "Planned work does not count as downtime: excluded",
    ),
    (
        "Support",
        "Critical incidents get a first response within 30 minutes.",
        Family::ResponseDeadline,
        "support: 30 minutes",
    ),
];

#[test]
fn everyday_phrasings_give_subject_and_value() {
    let said = |fact: &Fact| format!("{}: {}", fact.label, fact.value);
    let missed: Vec<String> = CASES
        .iter()
        .filter(|(heading, text, family, expected)| {
            !read(heading, text).iter().any(|fact| fact.family == *family && said(fact) == *expected)
        })
        .map(|(heading, text, family, expected)| {
            let found: Vec<String> =
                read(heading, text).iter().map(|fact| format!("{:?} {}", fact.family, said(fact))).collect();
            format!("{family:?} {expected} in “{text}”: {found:?}")
        })
        .collect();
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn denied_recipients_are_denied_and_others_affirmed() {
    let facts = read("Sharing", "We never share letters with advertisers.");
    let polarity = |facts: &[Fact]| -> Vec<&'static str> {
        facts.iter().filter(|fact| fact.family == Family::Recipient).map(Fact::polarity).collect()
    };
    assert_eq!(polarity(&facts), ["denied"]);
    assert_eq!(polarity(&read("Sharing", "We share letters with advertisers.")), ["affirmed"]);
}

#[test]
fn a_right_says_on_what_it_depends() {
    let facts = read("Your rights", "If you live in Norway, you have the right to object to it.");
    let right = facts.iter().find(|fact| fact.family == Family::Right).expect("a right");
    assert_eq!(right.hedge.as_deref(), Some("if you live in norway"));
    let free = read("Your rights", "You have the right to object to it.");
    assert!(free.iter().all(|fact| fact.hedge.is_none()));
}

#[test]
fn a_ceiling_is_a_bound_however_it_is_put() {
    let cases = [
        (
            "Liability",
            "Our liability shall not exceed the fees of the twelve months before.",
            Family::LiabilityCap,
        ),
        (
            "Liability",
            "Neither party's liability will be greater than 200% of the fees.",
            Family::LiabilityCap,
        ),
        (
            "Credits",
            "Claims for a credit later than 14 days after the month are rejected.",
            Family::ClaimWindow,
        ),
    ];
    for (heading, text, family) in cases {
        let facts = read(heading, text);
        let fact = facts.iter().find(|fact| fact.family == family);
        assert_eq!(fact.map(|fact| fact.bound), Some(Bound::AtMost), "{text}: {facts:?}");
    }
}

#[test]
fn what_only_looks_like_a_statement_is_none() {
    let cases = [
        ("Changes", "We reserve the right to amend the fees.", Family::Right),
        ("Rights", "You can tell us not to sell your data.", Family::AcceptableUse),
        ("Sharing", "We do not sell your data to advertisers.", Family::AcceptableUse),
        ("Notices", "Notices shall be sent to the officer, Unit 5, Tannery Court.", Family::Recipient),
        ("What we gather", "We collect what is needed to answer you.", Family::DataType),
        ("Changes", "You may change these settings at any time.", Family::UnilateralChange),
        ("Changes", "We will not change these terms during the term.", Family::UnilateralChange),
        ("Storage", "Operational logs and backups are kept on tape.", Family::Promise),
        ("Storage", "Once the case is closed we permanently delete the letters.", Family::Retention),
        ("Terms used", "For example, a customer who signs in May will pay for 3 months.", Family::Promise),
        ("Terms used", "For example, March counts as a whole month.", Family::Definition),
        ("Sharing", "Our provider IDs are made of ten letters.", Family::Recipient),
        ("What we collect", "We collect your name and the berth you rent.", Family::Promise),
        ("What we collect", "We will list the items you sell and the price.", Family::Promise),
    ];
    for (heading, text, family) in cases {
        let found: Vec<Fact> = read(heading, text).into_iter().filter(|fact| fact.family == family).collect();
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn companies_places_and_moments_are_read_in_their_usual_forms() {
    let cases = [
        (
            "Who we are",
            "Larkmoor Bank plc is the controller of your data.",
            Family::Controller,
            "Larkmoor Bank plc",
        ),
        (
            "Who we are",
            "The controller is the Larkmoor Water Board, 3 Quay Street.",
            Family::Controller,
            "Larkmoor Water Board",
        ),
        ("Words", "\"We\" and \"us\" mean Tilloy Drawing GmbH.", Family::Controller, "Tilloy Drawing GmbH"),
        (
            "Words",
            "In these terms \"we\" means Tilloy Drawing GmbH.",
            Family::Controller,
            "Tilloy Drawing GmbH",
        ),
        (
            "Parties",
            "Quarn Systems A/S, Denmark (the \"Processor\"), works for the customer.",
            Family::Controller,
            "Quarn Systems A/S",
        ),
        ("Who we are", "This site is run by Tilloy Drawing GmbH.", Family::Controller, "Tilloy Drawing GmbH"),
        ("Storage", "Rejected photographs are deleted immediately.", Family::Retention, "immediately"),
        ("Storage", "We wipe the card number at once.", Family::Retention, "immediately"),
        (
            "Storage",
            "We keep sketches until you close your account or until the printer has them.",
            Family::Retention,
            "until you close account",
        ),
        ("Billing", "The plan is extended by 3 months.", Family::Renewal, "3 months"),
        ("Returns", "The price is paid back within 10 days.", Family::RefundWindow, "10 days"),
        ("Credits", "For each missed visit the credit is EUR 20.", Family::ServiceCredit, "EUR 20"),
        ("Credits", "The ceiling for all credits is EUR 900.", Family::CreditCap, "EUR 900"),
        (
            "Newsletters",
            "You can cancel with one click; we take you off the list within 2 working days.",
            Family::ResponseDeadline,
            "2 business days",
        ),
        ("Where", "The servers are located in Kenya and Peru.", Family::Location, "Peru"),
        ("Where", "Tickets are processed in Northern Ireland.", Family::Location, "Northern Ireland"),
        ("Law", "The law of Victoria, Australia, applies.", Family::GoverningLaw, "Victoria, Australia"),
    ];
    for (heading, text, family, value) in cases {
        let facts = read(heading, text);
        let found = facts.iter().any(|fact| fact.family == family && fact.value.to_string() == value);
        assert!(found, "{text}: {facts:?}");
    }
}

#[test]
fn kinds_of_things_and_statements_are_no_members_of_a_list() {
    let named = |text: &str, family: Family| -> Vec<String> {
        read("Data", text).into_iter().filter(|fact| fact.family == family).map(|fact| fact.label).collect()
    };
    let ids = "We collect your name, your e-mail address and sign-in provider IDs.";
    assert!(named(ids, Family::Recipient).is_empty());
    let gone_on = "We do not store personal data beyond IP addresses, most of them can be deleted by you.";
    assert_eq!(named(gone_on, Family::DataType), ["personal data"]);
    let aside = "We do not collect names and, for the bank, numbers.";
    assert_eq!(named(aside, Family::DataType), ["names"]);
}
