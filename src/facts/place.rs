//! Facts about places and law: where data is, which law and courts apply, which frameworks are named.

use std::sync::LazyLock;

use regex::Regex;

use super::clause::{Clause, Place};
use super::cues::{DEMONYMS, FRAMEWORKS, REGIONS};
use super::lexer::has_any;
use super::padded::Searched as _;
use super::subject::{self, Subject};
use super::{Fact, Family, Value};
use crate::document::legal_forms;

/// The country of an adjective; any other word is its own name.
fn country(named: &str) -> &str {
    DEMONYMS.iter().find(|(adjective, _)| *adjective == named).map_or(named, |(_, country)| country)
}

/// What stands before "law applies" and names no law.
const UNNAMED_LAWS: &[&str] =
    &["Applicable", "Such", "This", "That", "The", "Local", "Federal", "Mandatory", "Other", "No", "Which"];
static LAW: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:governed by|construed in accordance with|subject to)(?: and (?:construed|interpreted) (?:in accordance with|under))? (?:the )?(?:substantive )?(?:laws?|legislation) (?:of|in force in) (?:the )?(?P<place>[A-Z][0-9A-Za-z_À-ɏ-]*(?: (?:of |and )?[A-Z][0-9A-Za-z_À-ɏ-]*)*)|(?:governed by|subject to|under|application of|construed under) (?P<named>[A-Z][a-z]+) law(?-u:\b)|^(?P<applies>[A-Z][a-z]+) law (?:applies|governs|shall apply|shall govern)(?-u:\b)|[Ll]aws? of (?:the )?(?P<ruling>[A-Z][0-9A-Za-z_À-ɏ-]*(?:,? (?:of |and )?[A-Z][0-9A-Za-z_À-ɏ-]*)*),? (?:apply|applies|govern|governs|shall apply|shall govern|will apply)(?-u:\b)")
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
                " applies ",
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
        let told = |cue: &str| clause.words.holds(cue) && !names_a_company(&clause.text, cue);
        facts.extend(REGIONS.iter().filter(|(cue, _)| told(cue)).map(|(_, name)| {
            clause.fact(
                Family::Location,
                named(name, subject::normalize(name)),
                Value::Text((*name).to_owned()),
            )
        }));
        facts.dedup_by(|a, b| a.subject == b.subject);
        if facts.is_empty() && has_any(&clause.column, PLACE_COLUMN) && clause.place != Place::Key {
            facts.extend(in_cell(clause));
        }
    }
    let framework = FRAMEWORKS.iter().filter(|(cue, _)| clause.words.holds(cue));
    facts.extend(framework.map(|(_, name)| {
        clause.fact(Family::Framework, named(name, name.to_lowercase()), Value::Text((*name).to_owned()))
    }));
    facts
}

/// "Larkmoor Europe SA": the place is part of a name wherever it stands.
fn names_a_company(text: &str, cue: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let form = |word: &str| word.starts_with(char::is_uppercase) && legal_forms::is_form_in_name(&bare(word));
    let mut named = (0..words.len()).filter(|at| bare(words[*at]) == cue.trim()).peekable();
    named.peek().is_some()
        && named.all(|at| {
            !words[at].ends_with([',', '.', ';']) && words.get(at + 1).is_some_and(|next| form(next))
        })
}

/// A place in the words of the text: "European Union" where a fact says "EU".
pub(crate) fn as_written<'t>(name: &'t str, text: &'t str) -> &'t str {
    let lower = text.to_ascii_lowercase();
    let forms = REGIONS.iter().filter(|(_, place)| *place == name).map(|(cue, _)| cue.trim());
    let found = forms
        .filter_map(|form| lower.find(form).map(|at| at..at + form.len()))
        .min_by_key(|range| range.start);
    found.and_then(|range| text.get(range)).filter(|form| form.len() > name.len()).unwrap_or(name)
}

/// Names in the cell of a table column that tells places: what no table of names knows is one too.
fn in_cell(clause: &Clause) -> Vec<Fact> {
    clause
        .text
        .split([',', ';', '/', '('])
        .flat_map(|part| part.split(" and "))
        .map(|part| part.trim().trim_end_matches([')', '.']))
        .filter(|name| name.starts_with(char::is_uppercase) && name.split(' ').count() <= 4)
        .map(|name| {
            clause.fact(Family::Location, named(name, subject::normalize(name)), Value::Text(name.to_owned()))
        })
        .collect()
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
            " abroad ",
            " data hall",
            " leaves ",
            " leave ",
            " outside ",
            " runs in ",
            " runs the servers ",
            " running the servers ",
            " operated from ",
            " support centre",
            " support center",
        ],
    ) || has_any(&clause.column, PLACE_COLUMN)
}

/// Names of columns that tell where.
const PLACE_COLUMN: &[&str] =
    &[" location", " country", " countries", " region", " seat ", " place", " where ", " hosted in "];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_the_name_of_a_company_is_no_place_of_data() {
        for (text, named) in [
            ("The files are stored by Larkmoor Europe SA.", true),
            ("The files are stored in Europe, as before.", false),
            ("The files are stored in Europe as well.", false),
            ("Larkmoor Europe SA stores the files in Europe.", false),
        ] {
            assert_eq!(names_a_company(text, " europe "), named, "{text}");
        }
    }
}
