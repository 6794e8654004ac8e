//! Suites of single edits: `cases.jsonl` on plain texts, `edits.jsonl` on invented documents.

use std::fs;
use std::path::Path;

use policydiff::materiality::{FactChange, Judgement, Verdict};
use serde_json::Value as Json;

use super::judge;
use super::tally::Tally;

/// Applies every edit of the file to its document and prints what is missed.
pub(crate) fn run(cases: &Path, documents: &Path) -> anyhow::Result<()> {
    let Ok(lines) = fs::read_to_string(cases) else {
        println!("skipped: {} is absent", cases.display());
        return Ok(());
    };
    println!("== {}", cases.display());
    let mut totals = Totals::default();
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let case: Json = serde_json::from_str(line)?;
        one(&case, documents, &mut totals)?;
    }
    totals.print();
    Ok(())
}

#[derive(Default)]
struct Totals {
    verdict: Tally,
    material: Tally,
    high: Tally,
    outright: Tally,
    rule: Tally,
    judgement: Tally,
    direction: Tally,
    category: Tally,
    severity: Tally,
    family: Tally,
    values: Tally,
    /// Facts told of material edits, and those in a family that the case names.
    told: Tally,
}

impl Totals {
    fn print(&self) {
        println!("verdicts              {}", self.verdict);
        println!("material flagged      {}  called material {}", self.material, self.outright);
        println!("high flagged          {}", self.high);
        println!("cosmetic kept quiet   rule {}  judgement {}", self.rule, self.judgement);
        println!("direction {}  category {}  severity {}", self.direction, self.category, self.severity);
        println!("fact families {}  fact values {}", self.family, self.values);
        println!("facts told in a named family {}\n", self.told);
    }
}

fn text<'a>(case: &'a Json, key: &str) -> &'a str {
    case[key].as_str().unwrap_or_default()
}

fn one(case: &Json, documents: &Path, totals: &mut Totals) -> anyhow::Result<()> {
    let file = if case["file"].is_string() { text(case, "file") } else { text(case, "seed") };
    let old = fs::read_to_string(documents.join(file))?;
    let new = edited(case, &old);
    let (_, assessment) = judge(&old, &new, file);
    let flagged = assessment.verdict >= Verdict::Review;
    let id = text(case, "id");
    let expected = text(case, "verdict");
    let right = flagged == (expected == "material");
    totals.verdict.count(right);
    let lead = leading(&assessment.changes);
    if expected == "material" {
        totals.material.count(flagged);
        totals.outright.count(assessment.verdict == Verdict::Material);
        if text(case, "severity") == "high" {
            totals.high.count(flagged);
        }
        details(case, id, &assessment.changes, lead, totals);
    } else if text(case, "tier") == "judgement" {
        totals.judgement.count(right);
    } else {
        totals.rule.count(right);
    }
    if !right {
        let got = assessment.verdict.as_str();
        println!("{id}: expected {expected}, got {got}  [{}]", text(case, "why"));
        print_change(lead);
    }
    Ok(())
}

fn edited(case: &Json, old: &str) -> String {
    match case["edits"].as_array() {
        Some(edits) => edits.iter().fold(old.to_owned(), |text, edit| {
            text.replacen(edit[0].as_str().unwrap_or_default(), edit[1].as_str().unwrap_or_default(), 1)
        }),
        None => old.replacen(text(case, "old"), text(case, "new"), 1),
    }
}

fn leading(changes: &[Judgement]) -> Option<&Judgement> {
    changes.iter().max_by_key(|change| (change.verdict, change.severity))
}

fn details(case: &Json, id: &str, changes: &[Judgement], lead: Option<&Judgement>, totals: &mut Totals) {
    let Some(lead) = lead else { return };
    let flagged: Vec<&Judgement> =
        changes.iter().filter(|change| change.verdict >= Verdict::Review).collect();
    let mut misses = Vec::new();
    let mut check = |tally: &mut Tally, name: &str, expected: &str, got: String| {
        let hit = expected == got;
        tally.count(hit);
        if !hit {
            misses.push(format!("{name} {expected} got {got}"));
        }
    };
    let signs: Vec<&str> = flagged
        .iter()
        .filter_map(|change| change.direction.map(policydiff::materiality::Direction::as_str))
        .collect();
    let sign = if signs.iter().all(|sign| Some(sign) == signs.first()) {
        signs.first().copied().unwrap_or("none")
    } else {
        "~"
    };
    check(&mut totals.direction, "direction", text(case, "direction"), sign.to_owned());
    let category = lead.category.map_or("none", policydiff::materiality::Category::as_str);
    check(&mut totals.category, "category", text(case, "category"), category.to_owned());
    if case["severity"].is_string() {
        let severity = lead.severity.map_or("none", policydiff::materiality::Severity::as_str);
        check(&mut totals.severity, "severity", text(case, "severity"), severity.to_owned());
    }
    let all: Vec<&FactChange> = flagged.iter().flat_map(|change| &change.facts).collect();
    let named: Vec<&str> =
        case["facts"].as_array().into_iter().flatten().map(|fact| text(fact, "family")).collect();
    for fact in all.iter().filter(|_| !named.is_empty()) {
        totals.told.count(named.contains(&fact.family.as_str()));
    }
    let mut unread = false;
    for fact in case["facts"].as_array().into_iter().flatten() {
        let family = text(fact, "family");
        let same: Vec<&&FactChange> = all.iter().filter(|found| found.family.as_str() == family).collect();
        let values = same.iter().any(|found| {
            holds(&fact["old"], found.old.as_deref()) && holds(&fact["new"], found.new.as_deref())
        });
        totals.family.count(!same.is_empty());
        totals.values.count(values);
        if same.is_empty() || !values {
            misses.push(format!("fact {family} {} -> {}", fact["old"], fact["new"]));
            unread = true;
        }
    }
    if !misses.is_empty() {
        println!("{id}: {}", misses.join("; "));
        print_change(Some(lead));
    }
    if unread {
        print_facts(&all);
    }
}

/// One notation for units: a currency by its code, days of work under one name.
fn units(words: &str) -> String {
    let names = [
        ("CAD $", "CAD "),
        ("£", "GBP "),
        ("€", "EUR "),
        ("$", "USD "),
        ("Working Day", "business day"),
        ("working day", "business day"),
        ("Business Day", "business day"),
    ];
    names.iter().fold(words.to_owned(), |words, (from, to)| words.replace(from, to))
}

/// Numbers, units and capitalised names of the expected words stand in the found value.
fn holds(expected: &Json, found: Option<&str>) -> bool {
    let Some(expected) = expected.as_str().map(units) else { return true };
    let found = units(found.unwrap_or_default()).to_lowercase().replace([',', ' '], "");
    let units = ["day", "hour", "minute", "month", "year", "week", "%"];
    expected
        .split([' ', ',', '[', ')', '('])
        .filter(|word| {
            let digit = word.chars().any(|c| c.is_ascii_digit());
            let name = word.chars().next().is_some_and(char::is_uppercase);
            digit || name || units.iter().any(|unit| word.trim_end_matches('s') == *unit)
        })
        .all(|word| found.contains(&word.to_lowercase().trim_end_matches('s').replace(',', "")))
}

fn print_change(change: Option<&Judgement>) {
    let Some(change) = change else {
        println!("      (no change reported)");
        return;
    };
    for reason in change.reasons.iter().take(3) {
        println!("      {} {}", reason.rule, reason.why);
        if reason.rule == "R0" {
            println!("         - {}", reason.old.as_deref().unwrap_or(""));
            println!("         + {}", reason.new.as_deref().unwrap_or(""));
        }
    }
}

/// Everything a missed fact could have been.
fn print_facts(facts: &[&FactChange]) {
    for fact in facts {
        println!("      = {} | {} | {:?} -> {:?}", fact.family.as_str(), fact.subject, fact.old, fact.new);
    }
}
