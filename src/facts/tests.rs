//! Every family in several phrasings, as a privacy policy, terms and a service level agreement put them.

mod phrasings;
mod plain_privacy;
mod plain_terms;
mod speech;

use super::{Family, extract};
use crate::document::{Block, Document, HeadingSource, Section};
use crate::normalize::{Input, normalize};

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
    (
        "Sharing",
        "Parcels are handed over through our service provider Ferrowby Post.",
        Family::Recipient,
        "Ferrowby Post",
    ),
    ("Use", "Your height is used only for choosing a saddle.", Family::Purpose, "exclusive"),
    ("Promises", "Your letters are never shared with advertisers.", Family::Promise, "prohibited"),
    (
        "Training",
        "Recordings are used to train machine learning models only if you opt in.",
        Family::Training,
        "opt",
    ),
    ("Children", "The course is for people of at least 16 years.", Family::AgeLimit, "16"),
    ("Use", "We use your address to send the parcel and to show you advertising.", Family::Purpose, "open"),
    ("Children", "You may only register if you are eighteen years of age or older.", Family::AgeLimit, "18"),
    ("Your rights", "You are entitled to object to the use of your address.", Family::Right, "granted"),
    (
        "Requests",
        "A reply to a written request is sent no later than 20 days after it arrives.",
        Family::ResponseDeadline,
        "20 days",
    ),
    (
        "Changes",
        "A new price applies after at least six weeks' prior notice.",
        Family::NoticePeriod,
        "6 weeks",
    ),
    (
        "Contact",
        "Our data protection officer answers at dpo@larkmoor.example.",
        Family::Contact,
        "dpo@larkmoor.example",
    ),
    ("Contact", "You may call us on +47 22 123 456.", Family::Contact, "4722123456"),
    (
        "Who we are",
        "This site is operated by Larkmoor Drawing Ltd.",
        Family::Controller,
        "Larkmoor Drawing Ltd",
    ),
    (
        "Who we are",
        "Larkmoor Drawing Ltd is the controller of your data.",
        Family::Controller,
        "Larkmoor Drawing Ltd",
    ),
    ("Where", "Backups are hosted in Norway and Iceland.", Family::Location, "Iceland"),
    (
        "Law",
        "Transfers rely on standard contractual clauses.",
        Family::Framework,
        "standard contractual clauses",
    ),
    ("Law", "The archive is certified to ISO 27001.", Family::Framework, "ISO 27001"),
    ("Security", "Passwords are stored hashed.", Family::SecurityMeasure, ""),
    ("Security", "Every line is protected with TLS.", Family::SecurityMeasure, ""),
    (
        "Availability",
        "We guarantee an availability of 99.5 percent in each month.",
        Family::Availability,
        "99.5 %",
    ),
    ("Availability", "The error rate stays below 0.5%.", Family::Availability, "0.5 %"),
    (
        "Service Credits",
        "Credits for a month shall not exceed 30% of that month's fee.",
        Family::CreditCap,
        "30 %",
    ),
    (
        "Service Credits",
        "The maximum compensation is limited to 50% of the monthly fee.",
        Family::CreditCap,
        "50 %",
    ),
    (
        "Claims",
        "Compensation must be requested within two (2) months after the failure.",
        Family::ClaimWindow,
        "2 months",
    ),
    (
        "Claims",
        "A claim for a voucher that reaches us later than 15 days after the month is void.",
        Family::ClaimWindow,
        "15 days",
    ),
    (
        "Service Credits",
        "A credit of 10% of the monthly fee is given for each such month.",
        Family::ServiceCredit,
        "10 %",
    ),
    ("Service Credits", "You receive a voucher worth 25% of the fee.", Family::ServiceCredit, "25 %"),
    (
        "Service Credits",
        "We compensate you with 5% of the monthly fee for every hour of downtime.",
        Family::ServiceCredit,
        "5 %",
    ),
    ("Disputes", "You may opt out of arbitration within 30 days.", Family::Arbitration, "30 days"),
    ("Disputes", "You waive any class action.", Family::Arbitration, ""),
    (
        "Law",
        "This agreement is construed in accordance with the laws of Iceland.",
        Family::GoverningLaw,
        "Iceland",
    ),
    ("Law", "Norwegian law applies to this agreement.", Family::GoverningLaw, "Norway"),
    ("Courts", "Any dispute is brought before the courts in Bergen.", Family::Courts, "Bergen"),
    ("Courts", "The competent court in Oslo, Norway decides.", Family::Courts, "Oslo, Norway"),
    (
        "Changes",
        "By continuing to use the service you accept the new terms.",
        Family::UnilateralChange,
        "open",
    ),
    ("Changes", "We may change these terms at our sole discretion.", Family::UnilateralChange, "permitted"),
    (
        "Ending",
        "Either party may terminate this agreement with a month's notice.",
        Family::Termination,
        "either party",
    ),
    ("Ending", "We may suspend accounts that break these rules.", Family::Termination, "provider"),
    (
        "Content",
        "You grant Larkmoor a perpetual, irrevocable license to use your drawings.",
        Family::Licence,
        "perpetual, irrevocable",
    ),
    (
        "Content",
        "The licence you grant is non-exclusive, royalty-free and sublicensable.",
        Family::Licence,
        "non-exclusive",
    ),
    ("Rules", "You must not copy the catalogue.", Family::AcceptableUse, ""),
    ("Rules", "Users may not share an account.", Family::AcceptableUse, ""),
    ("Prices", "Each seat costs $9.50 a month.", Family::Price, "USD 9.50"),
    ("Prices", "Late payments bear interest of 4% per year.", Family::Price, "4 %"),
    ("Refunds", "Fees are non-refundable.", Family::RefundWindow, "prohibited"),
    ("Refunds", "We reimburse you if you cancel within 10 days.", Family::RefundWindow, "10 days"),
    ("Renewal", "The plan is automatically renewed for one year.", Family::Renewal, "1 year"),
    ("Renewal", "Each term renews for successive periods of 12 months.", Family::Renewal, "12 months"),
    ("Marketing", "We send you news only if you opt in.", Family::Consent, "opt"),
    ("Marketing", "We write to you about offers unless you object.", Family::Consent, "opt"),
    ("Marketing", "With your consent we show your drawing in the hall.", Family::Consent, "opt"),
    ("Remedies", "Credits are your sole and exclusive remedy.", Family::Remedy, "sole remedy"),
    ("Service Credits", "Compensation is issued as vouchers.", Family::Remedy, "voucher"),
    ("Service Credits", "Service credits are paid in cash on request.", Family::Remedy, "cash"),
    (
        "Downtime",
        "Downtime means every minute in which no page is answered.",
        Family::Definition,
        "every minute",
    ),
    ("Downtime", "A minute counts as down when more than 5% of calls fail.", Family::Definition, "5%"),
    (
        "Definitions",
        "Uptime is the share of minutes without a fault.",
        Family::Definition,
        "share of minutes",
    ),
    ("Formula", "Uptime = (all minutes - down minutes) / all minutes", Family::Formula, "down minutes"),
    ("Formula", "Credit = monthly fee × 10% × hours down / 24", Family::Formula, "monthly fee x 10%"),
    ("Formula", "Error rate = ∑ failed calls / ∑ calls", Family::Formula, "sum failed calls"),
    ("What we collect", "We do not collect your telephone number.", Family::DataType, "prohibited"),
    ("Exclusions", "This agreement does not cover planned maintenance.", Family::Exclusion, "excluded"),
    ("Exclusions", "No credit is due for faults of your own network.", Family::Exclusion, "excluded"),
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

/// Stem, item, family, and what the value holds.
const ITEMS: &[(&str, &str, Family, &str)] = &[
    ("We collect the following data:", "Your postal address", Family::DataType, "open"),
    ("We collect:", "Telephone number (optional)", Family::DataType, "optional"),
    ("Information we gather:", "IP address, hashed", Family::DataType, "hashed"),
    ("We share your data with:", "Ferrowby Post", Family::Recipient, "Ferrowby Post"),
    ("We use your data to:", "plan the round of the van", Family::Purpose, "open"),
    ("You have the right to:", "withdraw your consent", Family::Right, "granted"),
    ("You may not:", "resell a seat", Family::AcceptableUse, "prohibited"),
    ("This agreement does not cover:", "planned maintenance", Family::Exclusion, "excluded"),
    ("No credit is due where the fault is the result of:", "a storm", Family::Exclusion, "excluded"),
    ("Downtime is counted excluding:", "minutes of planned work", Family::Exclusion, "excluded"),
    ("We give a credit of:", "Below 99.0%: 10% of the fee", Family::ServiceCredit, "10 %"),
    ("We keep:", "Door logs: 30 days", Family::Retention, "30 days"),
];

#[test]
fn items_are_read_with_their_stems() {
    let found = |stem: &str, item: &str| -> Vec<(Family, String)> {
        let mut section = Section::new(1, Some("Details".to_owned()), HeadingSource::Explicit);
        section.blocks = vec![Block::item(1, None, Some(stem.to_owned()), item)];
        let document = Document { sections: vec![section], ..Document::default() };
        extract(&document).into_iter().map(|fact| (fact.family, fact.value.to_string())).collect()
    };
    let missed: Vec<String> = ITEMS
        .iter()
        .filter(|(stem, item, family, value)| {
            !found(stem, item).iter().any(|(read, said)| read == family && said.contains(value))
        })
        .map(|(stem, item, family, value)| {
            format!("{family:?} {value} in “{stem} {item}”: {:?}", found(stem, item))
        })
        .collect();
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn the_dates_a_policy_states_about_itself_are_facts() {
    let cases = [
        ("Last updated: 4 May 2026", "last updated", "2026-05-04"),
        ("Effective date: March 1, 2026", "effective", "2026-03-01"),
        ("Last updated: January 2025", "last updated", "2025-01"),
    ];
    for (line, subject, value) in cases {
        let text = format!("# Records Policy\n\n{line}\n\n## Storage\n\nDoor logs are kept for 30 days.\n");
        let input = Input { bytes: text.as_bytes(), content_type: None, name: Some("policy.md") };
        let facts = extract(&normalize(&input));
        let dates: Vec<_> = facts
            .iter()
            .filter(|fact| fact.family == Family::PolicyDate)
            .map(|fact| (fact.subject.as_str(), fact.value.to_string()))
            .collect();
        assert_eq!(dates, [(subject, value.to_owned())], "{line}");
    }
}

#[test]
fn every_family_has_three_phrasings() {
    let tables = CASES.iter().map(|case| case.2).chain(ITEMS.iter().map(|case| case.2));
    let families: Vec<Family> = tables.collect();
    let few = |family: &Family| families.iter().filter(|seen| *seen == family).count() < 3;
    // Dates stand in a table of their own.
    let thin: Vec<Family> =
        Family::ALL.into_iter().filter(|family| *family != Family::PolicyDate).filter(few).collect();
    assert_eq!(thin, []);
}

#[test]
fn numbers_without_a_family_and_denied_purposes_are_no_facts() {
    let cases = [
        ("About", "The club has at least 20 people.", Family::AgeLimit),
        ("Law", "Applicable law applies to this agreement.", Family::GoverningLaw),
        ("Who we are", "Who is the controller of your data?", Family::Controller),
        ("Use", "We never use your address to show you advertising.", Family::Purpose),
        ("Manual", "The manual does not cover engines.", Family::Exclusion),
        ("Availability", "Uptime is at least 99.0% of the month.", Family::ServiceCredit),
        ("About", "The office opened 12 years ago.", Family::Retention),
        ("Sharing", "We never share your drawings.", Family::Purpose),
    ];
    for (heading, text, family) in cases {
        let found = read(heading, text);
        assert!(!found.iter().any(|(read, _)| *read == family), "{text}: {found:?}");
    }
}
