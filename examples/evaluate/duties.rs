//! Duties against labelled cases: clauses as read from sentences, days as counted by the calendar.

use std::path::Path;

use chrono::{DateTime, NaiveDate, Utc};
use policydiff::document::{Block, Document, HeadingSource, Section};
use policydiff::notice::{CalendarCase, CivilZone, Lead, LeadUnit, calc, read_clause};
use policydiff::watchlist::Role;
use serde_json::{Value, json};

/// Prints each miss and the count of each suite of the folder; a file that is not there is skipped.
pub(crate) fn run(folder: &Path) -> anyhow::Result<()> {
    for (name, check) in
        [("calendar.jsonl", calendar as fn(&Value) -> Vec<String>), ("clauses.jsonl", clause)]
    {
        println!("\n== {name}");
        let path = folder.join(name);
        if !path.is_file() {
            println!("skipped: {} is absent", path.display());
            continue;
        }
        let (mut right, mut all) = (0, 0);
        for line in std::fs::read_to_string(path)?.lines().filter(|line| !line.trim().is_empty()) {
            let case: Value = serde_json::from_str(line)?;
            let misses = check(&case);
            all += 1;
            right += usize::from(misses.is_empty());
            for miss in misses {
                println!("{} {miss}", case["id"]);
            }
        }
        println!("{right} of {all}");
    }
    Ok(())
}

fn calendar(case: &Value) -> Vec<String> {
    let instant = |key: &str| case[key].as_str().and_then(|text| text.parse::<DateTime<Utc>>().ok());
    let day = |key: &str| case[key].as_str().and_then(|text| text.parse::<NaiveDate>().ok());
    let zone = |value: &Value| {
        value.as_str().and_then(|name| name.parse().ok()).map_or(CivilZone::Unknown, CivilZone::Named)
    };
    let mut zones = vec![zone(&case["zone"])];
    if !case["recipient_zone"].is_null() {
        zones.push(zone(&case["recipient_zone"]));
    }
    let question = CalendarCase {
        today: day("today").unwrap_or_default(),
        role: if case["role"] == "provider" { Role::Provider } else { Role::Published },
        required: lead(&case["required"]),
        zones,
        sent: instant("sent"),
        first_seen: instant("first_seen"),
        last_seen_old: instant("last_seen_old"),
        effective: day("effective"),
    };
    let Ok(answer) = calc(&question) else { return vec!["refused".to_owned()] };
    let found = json!({
        "verdict": answer.verdict.as_str(),
        "earliest_effective": answer.earliest_effective,
        "send_by": answer.send_by,
        "days_given": answer.days_given,
    });
    misses(case, &found)
}

fn lead(value: &Value) -> Lead {
    let unit = if value["unit"] == "month" { LeadUnit::Month } else { LeadUnit::Day };
    Lead { n: value["n"].as_u64().and_then(|n| u32::try_from(n).ok()).unwrap_or_default(), unit }
}

fn clause(case: &Value) -> Vec<String> {
    let mut section = Section::new(1, None, HeadingSource::Synthetic);
    section.blocks.push(Block::paragraph(case["text"].as_str().unwrap_or_default()));
    let document = Document { sections: vec![section], ..Document::default() };
    let Some(clause) = read_clause(&document) else { return vec!["no clause found".to_owned()] };
    let found = json!({
        "required": clause.required,
        "channel": clause.channels,
        "trigger": clause.trigger,
        "acceptance": clause.acceptance,
        "effective": clause.effective,
    });
    misses(case, &found)
}

/// Fields of `expect` that the answer gives differently from it and from every alternative.
fn misses(case: &Value, found: &Value) -> Vec<String> {
    let Some(expected) = case["expect"].as_object() else { return Vec::new() };
    let is_right = |key: &str, value: &Value| {
        same(value, &found[key])
            || case["also"][key]
                .as_array()
                .is_some_and(|also| also.iter().any(|value| same(value, &found[key])))
    };
    expected
        .iter()
        .filter(|(key, value)| !is_right(key, value))
        .map(|(key, value)| format!("{key}: expected {value}, found {}", found[key]))
        .collect()
}

/// Equal as sets where both are lists of words, else equal.
fn same(expected: &Value, found: &Value) -> bool {
    match (expected.as_array(), found.as_array()) {
        (Some(left), Some(right)) if left.iter().chain(right).all(Value::is_string) => {
            left.len() == right.len() && left.iter().all(|value| right.contains(value))
        }
        _ => expected == found,
    }
}
