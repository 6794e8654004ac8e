//! The suite of labelled pairs of recorded versions.

use std::fs;
use std::path::Path;

use policydiff::materiality::{Severity, Verdict};
use serde_json::Value as Json;

use super::curve::Curve;
use super::judge;
use super::named::Named;
use super::tally::Tally;
use super::unpacked::Unpacked;

/// Judges every pair of the list; the texts come from a folder or from the archive of it.
///
/// With `only`, pairs whose id holds it are shown change by change and nothing is counted.
pub(crate) fn run(corpus: &Path, only: Option<&str>) -> anyhow::Result<()> {
    let Ok(lines) = fs::read_to_string(corpus.join("pairs-dev.jsonl")) else {
        println!("skipped: {} is absent", corpus.join("pairs-dev.jsonl").display());
        return Ok(());
    };
    let Some(unpacked) = Unpacked::open(corpus, "dev", "pairs-dev.tar.xz")? else { return Ok(()) };
    let texts = &unpacked.folder;
    println!("== pairs");
    let mut halves = [Totals::default(), Totals::default()];
    let mut curve = Curve::default();
    for line in lines.lines() {
        let label: Json = serde_json::from_str(line)?;
        match only {
            Some(part) if label["id"].as_str().is_some_and(|id| id.contains(part)) => show(&label, texts)?,
            Some(_) => {}
            None => one(&label, texts, &mut halves[half_of(&label)], &mut curve)?,
        }
    }
    if only.is_none() {
        for (half, totals) in halves.iter().enumerate() {
            println!("-- companies, half {}", half + 1);
            totals.print();
        }
        println!("-- all companies");
        let [mut all, other] = halves;
        all.add(&other);
        all.print();
        curve.print();
    }
    Ok(())
}

#[derive(Default)]
struct Totals {
    material: Tally,
    outright: Tally,
    high: Tally,
    quiet: Tally,
    precision: Tally,
    severity: Tally,
    named: Named,
}

/// Two halves by company: rules fitted to some pages show as a gap between the two.
fn half_of(label: &Json) -> usize {
    let company = label["group"].as_str().unwrap_or_default();
    let sum: u32 = company.bytes().map(u32::from).sum();
    usize::from(sum % 2 == 1)
}

impl Totals {
    fn add(&mut self, other: &Self) {
        self.material.add(other.material);
        self.outright.add(other.outright);
        self.high.add(other.high);
        self.quiet.add(other.quiet);
        self.precision.add(other.precision);
        self.severity.add(other.severity);
        self.named.add(&other.named);
    }

    fn print(&self) {
        println!("material flagged     {}  called material {}", self.material, self.outright);
        println!("high for both        {}", self.high);
        println!("others flagged       {}", self.quiet);
        println!("called material, is  {}", self.precision);
        println!("severity of a reader {}", self.severity);
        self.named.print();
    }
}

fn show(label: &Json, texts: &Path) -> anyhow::Result<()> {
    let id = label["id"].as_str().unwrap_or_default();
    let read = |side: &str| fs::read_to_string(texts.join(id).join(side));
    let (comparison, assessment) = judge(&read("old.md")?, &read("new.md")?, "text.md");
    println!("{id}: is {}, {} {}", label["kind"], label["severity"], label["summary"]);
    for (judged, change) in assessment.changes.iter().zip(&comparison.changes) {
        let severity = judged.severity.map_or("-", Severity::as_str);
        let category = judged.category.map_or("-", policydiff::materiality::Category::as_str);
        let verdict = judged.verdict.as_str();
        println!(
            "  {verdict} {severity} {category} {} {:?} [{}]",
            change.kind.as_str(),
            change.unit,
            change.section
        );
        for reason in judged.reasons.iter().take(4) {
            println!("      {} {}", reason.rule, reason.why);
        }
        println!("      - {}\n      + {}", cut(change.old.as_deref()), cut(change.new.as_deref()));
    }
    Ok(())
}

fn one(label: &Json, texts: &Path, totals: &mut Totals, curve: &mut Curve) -> anyhow::Result<()> {
    if label["disputed"] == Json::Bool(true) {
        return Ok(());
    }
    let id = label["id"].as_str().unwrap_or_default();
    let read = |side: &str| fs::read_to_string(texts.join(id).join(side));
    let (old, new) = (read("old.md")?, read("new.md")?);
    let (comparison, assessment) = judge(&old, &new, "text.md");
    let flagged = assessment.verdict >= Verdict::Review;
    let material = label["kind"] == "material";
    curve.count(material, &assessment);
    if assessment.verdict == Verdict::Material {
        totals.precision.count(material);
    }
    if material {
        totals.material.count(flagged);
        totals.outright.count(assessment.verdict == Verdict::Material);
        if label["severity"] == "high" && label["second"]["severity"] == "high" {
            totals.high.count(flagged);
        }
        let severity = assessment.changes.iter().filter_map(|change| change.severity).max();
        let name = severity.map(Severity::as_str).unwrap_or_default();
        let missed = totals.named.count(label, &assessment);
        if !missed.is_empty() {
            println!("{id}: named and not found: {}", missed.join(", "));
        }
        totals.severity.count(label["severity"] == name || label["second"]["severity"] == name);
    } else {
        totals.quiet.count(flagged);
    }
    if flagged != material {
        let summary = label["summary"].as_str().unwrap_or_default();
        println!("{id}: is {}, got {}: {summary}", label["kind"], assessment.verdict.as_str());
        let wanted = if material { Verdict::Cosmetic } else { Verdict::Review };
        let shown =
            assessment.changes.iter().zip(&comparison.changes).filter(|(judged, _)| judged.verdict >= wanted);
        for (judged, change) in shown.take(3) {
            let why = judged
                .reasons
                .first()
                .map(|reason| format!("{} {}", reason.rule, reason.why))
                .unwrap_or_default();
            println!("      {} {why}", change.kind.as_str());
            println!("         - {}", cut(change.old.as_deref()));
            println!("         + {}", cut(change.new.as_deref()));
        }
    }
    Ok(())
}

fn cut(text: Option<&str>) -> String {
    text.unwrap_or_default().chars().take(200).collect::<String>().replace('\n', " / ")
}
