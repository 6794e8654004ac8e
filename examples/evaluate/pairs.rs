//! The suite of labelled pairs of recorded versions.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use policydiff::materiality::{Severity, Verdict};
use serde_json::Value as Json;

use super::judge;
use super::tally::Tally;

/// Judges every pair of the list; the texts are unpacked with `tar` into a scratch folder.
pub(crate) fn run(corpus: &Path) -> anyhow::Result<()> {
    let Ok(lines) = fs::read_to_string(corpus.join("pairs-dev.jsonl")) else {
        println!("skipped: {} is absent", corpus.join("pairs-dev.jsonl").display());
        return Ok(());
    };
    let scratch = std::env::temp_dir().join(format!("policydiff-pairs-{}", std::process::id()));
    let Some(texts) = unpacked(corpus, &scratch)? else {
        println!("skipped: the texts of the pairs cannot be unpacked");
        return Ok(());
    };
    println!("== pairs");
    let mut totals = Totals::default();
    for line in lines.lines() {
        let label: Json = serde_json::from_str(line)?;
        one(&label, &texts, &mut totals)?;
    }
    totals.print();
    if scratch.is_dir() {
        fs::remove_dir_all(&scratch)?;
    }
    Ok(())
}

/// The folder that holds one folder per pair.
fn unpacked(corpus: &Path, scratch: &Path) -> anyhow::Result<Option<PathBuf>> {
    if corpus.join("dev").is_dir() {
        return Ok(Some(corpus.join("dev")));
    }
    fs::create_dir_all(scratch)?;
    let archive = corpus.join("pairs-dev.tar.xz");
    let done = Command::new("tar").arg("-xJf").arg(&archive).arg("-C").arg(scratch).status();
    Ok(done.is_ok_and(|status| status.success()).then(|| scratch.join("dev")))
}

#[derive(Default)]
struct Totals {
    material: Tally,
    outright: Tally,
    high: Tally,
    quiet: Tally,
    precision: Tally,
    severity: Tally,
}

impl Totals {
    fn print(&self) {
        println!("material flagged     {}  called material {}", self.material, self.outright);
        println!("high for both        {}", self.high);
        println!("others flagged       {}", self.quiet);
        println!("called material, is  {}", self.precision);
        println!("severity of a reader {}", self.severity);
    }
}

fn one(label: &Json, texts: &Path, totals: &mut Totals) -> anyhow::Result<()> {
    if label["disputed"] == Json::Bool(true) {
        return Ok(());
    }
    let id = label["id"].as_str().unwrap_or_default();
    let read = |side: &str| fs::read_to_string(texts.join(id).join(side));
    let (old, new) = (read("old.md")?, read("new.md")?);
    let (comparison, assessment) = judge(&old, &new, "text.md");
    let flagged = assessment.verdict >= Verdict::Review;
    let material = label["kind"] == "material";
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
