//! `facts INPUT --json`.

use serde::Serialize;

use super::{SCHEMA_VERSION, pretty};
use crate::facts::{Fact, Family, Row};
use crate::render::facts::typed;

#[derive(Serialize)]
struct FactsView<'a> {
    schema_version: u32,
    title: Option<&'a str>,
    language: Option<&'a str>,
    facts: Vec<FactView<'a>>,
}

#[derive(Serialize)]
struct FactView<'a> {
    family: Family,
    subject: &'a str,
    key: &'a str,
    value: String,
    number: Option<String>,
    unit: Option<String>,
    bound: &'static str,
    polarity: &'static str,
    hedge: Option<&'a str>,
    role: Option<&'static str>,
    purpose: Option<&'a str>,
    location: Option<&'a str>,
    text: &'a str,
    /// Byte range of the words in their block.
    range: [usize; 2],
    section: &'a str,
}

/// Facts with their types and evidence as one JSON document.
pub fn facts(title: Option<&str>, language: Option<&str>, rows: &[Row]) -> String {
    pretty(&FactsView {
        schema_version: SCHEMA_VERSION,
        title,
        language,
        facts: rows.iter().map(view).collect(),
    })
}

fn view(row: &Row) -> FactView<'_> {
    let Fact { family, subject, label, value, bound, hedge, evidence } = &row.fact;
    let (number, unit) = typed(value);
    let filled = |words: String| (!words.is_empty()).then_some(words);
    FactView {
        family: *family,
        subject: label,
        key: subject,
        value: value.to_string(),
        number: filled(number),
        unit: filled(unit),
        bound: bound.as_str(),
        polarity: row.fact.polarity(),
        hedge: hedge.as_deref(),
        role: row.role,
        purpose: row.purpose.as_deref(),
        location: row.place.as_deref(),
        text: &evidence.text,
        range: [evidence.range.start, evidence.range.end],
        section: &evidence.section,
    }
}
