//! Facts about places and law: where data is, which law and courts apply, which frameworks are named.

use std::sync::LazyLock;

use regex::Regex;

use super::clause::{Clause, Place};
use super::lexer::has_any;
use super::padded::Searched as _;
use super::subject::{self, Subject};
use super::{Fact, Family, Value};

/// Regions and states as texts name them, with their name in facts.
const REGIONS: &[(&str, &str)] = &[
    (" european economic area", "EEA"),
    (" eea ", "EEA"),
    (" european union", "EU"),
    (" eu ", "EU"),
    (" united kingdom", "United Kingdom"),
    (" uk ", "United Kingdom"),
    (" united states", "United States"),
    (" usa ", "United States"),
    (" u.s ", "United States"),
    (" canada", "Canada"),
    (" ireland", "Ireland"),
    (" germany", "Germany"),
    (" france", "France"),
    (" netherlands", "Netherlands"),
    (" switzerland", "Switzerland"),
    (" singapore", "Singapore"),
    (" japan", "Japan"),
    (" china", "China"),
    (" india ", "India"),
    (" australia", "Australia"),
    (" brazil", "Brazil"),
    (" california", "California"),
    (" israel", "Israel"),
    (" hong kong", "Hong Kong"),
    (" korea", "South Korea"),
    (" poland", "Poland"),
    (" sweden", "Sweden"),
    (" norway", "Norway"),
    (" finland", "Finland"),
    (" denmark", "Denmark"),
    (" spain", "Spain"),
    (" italy", "Italy"),
    (" austria", "Austria"),
    (" belgium", "Belgium"),
    (" portugal", "Portugal"),
    (" iceland", "Iceland"),
    (" mexico", "Mexico"),
    (" new zealand", "New Zealand"),
    (" jersey ", "Jersey"),
    (" russia", "Russia"),
    (" ukraine", "Ukraine"),
    (" turkey", "Turkey"),
    (" south africa", "South Africa"),
    (" philippines", "Philippines"),
    (" malaysia", "Malaysia"),
    (" vietnam", "Vietnam"),
    (" taiwan", "Taiwan"),
    (" united arab emirates", "United Arab Emirates"),
    (" luxembourg", "Luxembourg"),
    (" estonia", "Estonia"),
    (" czech", "Czech Republic"),
];

const FRAMEWORKS: &[(&str, &str)] = &[
    (" gdpr ", "GDPR"),
    (" ccpa ", "CCPA"),
    (" cpra ", "CPRA"),
    (" hipaa ", "HIPAA"),
    (" soc2 ", "SOC 2"),
    (" soc 2 ", "SOC 2"),
    (" iso 27001", "ISO 27001"),
    (" iso iec 27001", "ISO 27001"),
    (" iso 27701", "ISO 27701"),
    (" iso 9001", "ISO 9001"),
    (" soc 1 ", "SOC 1"),
    (" nist ", "NIST"),
    (" cyber essentials", "Cyber Essentials"),
    (" 2016 679", "GDPR"),
    (" data protection act", "Data Protection Act"),
    (" uk gdpr ", "UK GDPR"),
    (" pipeda ", "PIPEDA"),
    (" hitrust ", "HITRUST"),
    (" idta ", "International Data Transfer Agreement"),
    (" international data transfer agreement", "International Data Transfer Agreement"),
    (" coppa ", "COPPA"),
    (" ferpa ", "FERPA"),
    (" standard contractual clauses", "standard contractual clauses"),
    (" privacy shield", "Privacy Shield"),
    (" data privacy framework", "Data Privacy Framework"),
    (" lgpd ", "LGPD"),
    (" pci dss ", "PCI DSS"),
    (" adequacy decision", "adequacy decision"),
    (" binding corporate rules", "binding corporate rules"),
];

/// Adjectives of law with the country they speak of: "Danish law applies".
const DEMONYMS: &[(&str, &str)] = &[
    ("American", "United States"),
    ("Australian", "Australia"),
    ("Austrian", "Austria"),
    ("Belgian", "Belgium"),
    ("Brazilian", "Brazil"),
    ("British", "United Kingdom"),
    ("Bulgarian", "Bulgaria"),
    ("Californian", "California"),
    ("Canadian", "Canada"),
    ("Chinese", "China"),
    ("Croatian", "Croatia"),
    ("Czech", "Czech Republic"),
    ("Danish", "Denmark"),
    ("Dutch", "Netherlands"),
    ("English", "England"),
    ("Estonian", "Estonia"),
    ("Finnish", "Finland"),
    ("French", "France"),
    ("German", "Germany"),
    ("Greek", "Greece"),
    ("Hungarian", "Hungary"),
    ("Icelandic", "Iceland"),
    ("Indian", "India"),
    ("Irish", "Ireland"),
    ("Israeli", "Israel"),
    ("Italian", "Italy"),
    ("Japanese", "Japan"),
    ("Latvian", "Latvia"),
    ("Lithuanian", "Lithuania"),
    ("Maltese", "Malta"),
    ("Mexican", "Mexico"),
    ("Norwegian", "Norway"),
    ("Polish", "Poland"),
    ("Portuguese", "Portugal"),
    ("Romanian", "Romania"),
    ("Scottish", "Scotland"),
    ("Scots", "Scotland"),
    ("Singaporean", "Singapore"),
    ("Slovak", "Slovakia"),
    ("Slovenian", "Slovenia"),
    ("Spanish", "Spain"),
    ("Swedish", "Sweden"),
    ("Swiss", "Switzerland"),
    ("Turkish", "Turkey"),
    ("Ukrainian", "Ukraine"),
    ("Welsh", "Wales"),
];

/// The country of an adjective; any other word is its own name.
fn country(named: &str) -> &str {
    DEMONYMS.iter().find(|(adjective, _)| *adjective == named).map_or(named, |(_, country)| country)
}

/// What stands before "law applies" and names no law.
const UNNAMED_LAWS: &[&str] =
    &["Applicable", "Such", "This", "That", "The", "Local", "Federal", "Mandatory", "Other", "No", "Which"];
static LAW: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:governed by|construed in accordance with|subject to)(?: and (?:construed|interpreted) (?:in accordance with|under))? (?:the )?(?:substantive )?(?:laws?|legislation) (?:of|in force in) (?:the )?(?P<place>[A-Z][0-9A-Za-z_À-ɏ-]*(?: (?:of |and )?[A-Z][0-9A-Za-z_À-ɏ-]*)*)|(?:governed by|subject to|under|application of|construed under) (?P<named>[A-Z][a-z]+) law(?-u:\b)|^(?P<applies>[A-Z][a-z]+) law (?:applies|governs|shall apply|shall govern)(?-u:\b)|[Ll]aws? of (?:the )?(?P<ruling>[A-Z][0-9A-Za-z_À-ɏ-]*(?: (?:of |and )?[A-Z][0-9A-Za-z_À-ɏ-]*)*),? (?:apply|applies|govern|governs|shall apply|shall govern|will apply)(?-u:\b)")
        .expect("valid pattern")
});
static COURTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i:courts?) (?:located |sitting )?(?:of|in|at) (?:the )?(?P<place>[A-Z][0-9A-Za-z_À-ɏ-]*(?:,? (?:of |and )?[A-Z][0-9A-Za-z_À-ɏ-]*)*)").expect("valid pattern")
});

/// Reads governing law, courts, locations and frameworks.
pub(super) fn read(clause: &Clause) -> Vec<Fact> {
    if clause.place == Place::Formula {
        return Vec::new();
    }
    let mut facts = Vec::new();
    let laws = has_any(&clause.words, &[" law", " legislation"])
        && has_any(
            &clause.words,
            &[
                " governed by ",
                " construed ",
                " subject to ",
                " law applies ",
                " law governs ",
                " law shall ",
                " apply ",
                " govern",
                " application of ",
            ],
        );
    if laws && let Some(captures) = LAW.captures(&clause.text) {
        let place = ["place", "named", "applies", "ruling"].iter().find_map(|group| captures.name(group));
        let place = place.map_or("", |found| found.as_str());
        if !UNNAMED_LAWS.contains(&place) {
            facts.push(clause.fact(
                Family::GoverningLaw,
                "governing law",
                Value::Text(country(place).to_owned()),
            ));
        }
    }
    if clause.words.holds(" court")
        && let Some(captures) = COURTS.captures(&clause.text)
    {
        facts.push(clause.fact(Family::Courts, "courts", Value::Text(captures["place"].to_owned())));
    }
    if facts.is_empty() && is_location(clause) {
        facts.extend(REGIONS.iter().filter(|(cue, _)| clause.words.holds(cue)).map(|(_, name)| {
            clause.fact(
                Family::Location,
                named(name, subject::normalize(name)),
                Value::Text((*name).to_owned()),
            )
        }));
        facts.dedup_by(|a, b| a.subject == b.subject);
    }
    let framework = FRAMEWORKS.iter().filter(|(cue, _)| clause.words.holds(cue));
    facts.extend(framework.map(|(_, name)| {
        clause.fact(Family::Framework, named(name, name.to_lowercase()), Value::Text((*name).to_owned()))
    }));
    facts
}

/// A proper name that is shown as written.
fn named(name: &str, key: String) -> Subject {
    Subject { key, label: name.to_owned() }
}

fn is_location(clause: &Clause) -> bool {
    has_any(
        &clause.words,
        &[
            " stored ",
            " located ",
            " transfer",
            " process",
            " hosted ",
            " servers ",
            " data cent",
            " store ",
            " based in ",
            " kept in ",
            " available in ",
            " never leave",
            " not leave ",
            " stays in ",
            " remains in ",
            " resident",
            " country",
            " countries",
        ],
    ) || has_any(&clause.column, &[" location", " country", " region"])
}
