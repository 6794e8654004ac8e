//! `compare OLD NEW --json`.

use std::io::{self, Write};

use serde::{Serialize, Serializer};

use super::{SCHEMA_VERSION, pretty};
use crate::compare::{Change, Fate};
use crate::document::Warning;
use crate::facts::Family;
use crate::materiality::{Category, Direction, Severity, Verdict};
use crate::render::entries::{Entry, in_order};
use crate::render::{Report, Side};

#[derive(Serialize)]
struct CompareView<'a> {
    schema_version: u32,
    verdict: Verdict,
    old: SideView<'a>,
    new: SideView<'a>,
    changes: Changes<'a>,
    warnings: &'a [Warning],
}

/// The changes, each made when it is written: there may be tens of thousands.
struct Changes<'a> {
    entries: Vec<Entry<'a>>,
    scope: &'a str,
}

impl Serialize for Changes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.entries.iter().map(|entry| change(entry, self.scope)))
    }
}

#[derive(Serialize)]
struct SideView<'a> {
    title: Option<&'a str>,
    source: &'a str,
    sha256: &'a str,
}

#[derive(Serialize)]
struct ChangeView<'a> {
    id: String,
    kind: &'static str,
    section: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    old_section: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<&'a str>,
    verdict: Verdict,
    category: Option<Category>,
    direction: Option<Direction>,
    severity: Option<Severity>,
    old: Option<&'a str>,
    new: Option<&'a str>,
    words: Vec<(&'static str, &'a str)>,
    reasons: Vec<ReasonView<'a>>,
    facts: Vec<FactView<'a>>,
}

#[derive(Serialize)]
struct ReasonView<'a> {
    rule: &'a str,
    why: &'a str,
    old: Option<&'a str>,
    new: Option<&'a str>,
}

#[derive(Serialize)]
struct FactView<'a> {
    family: Family,
    subject: &'a str,
    old: Option<&'a str>,
    new: Option<&'a str>,
}

/// The whole comparison as one document, changes in reading order. Text is as in the policies: a
/// reader that prints it must escape it.
pub fn compare(report: &Report<'_>) -> String {
    pretty(&view(report))
}

/// Writes [`compare`] part by part.
pub fn write_compare(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &view(report))?;
    out.write_all(b"\n")
}

fn view<'a>(report: &'a Report<'_>) -> CompareView<'a> {
    CompareView {
        schema_version: SCHEMA_VERSION,
        verdict: report.assessment.verdict,
        old: side(&report.old),
        new: side(&report.new),
        changes: Changes {
            entries: in_order(report.comparison, report.assessment),
            scope: report.change_scope,
        },
        warnings: &report.assessment.warnings,
    }
}

fn side<'a>(side: &'a Side<'_>) -> SideView<'a> {
    SideView { title: side.title, source: side.source, sha256: &side.sha256 }
}

fn change<'a>(entry: &Entry<'a>, scope: &str) -> ChangeView<'a> {
    let edit: &Change = entry.change;
    let judgement = entry.judgement;
    ChangeView {
        id: edit.id(scope),
        kind: edit.kind.as_str(),
        section: &edit.section,
        old_section: edit.old_section.as_deref(),
        item: edit.item.as_deref(),
        row: edit.row.as_deref(),
        column: edit.column.as_deref(),
        verdict: entry.verdict(),
        category: judgement.and_then(|judgement| judgement.category),
        direction: judgement.and_then(|judgement| judgement.direction),
        severity: entry.severity(),
        old: edit.old.as_deref(),
        new: edit.new.as_deref(),
        words: edit.words.iter().map(|run| (sign(run.fate), run.text.as_str())).collect(),
        reasons: entry.reasons().iter().map(reason).collect(),
        facts: entry.facts().iter().map(fact).collect(),
    }
}

fn reason(reason: &crate::materiality::Reason) -> ReasonView<'_> {
    ReasonView {
        rule: &reason.rule,
        why: &reason.why,
        old: reason.old.as_deref(),
        new: reason.new.as_deref(),
    }
}

fn fact(fact: &crate::materiality::FactChange) -> FactView<'_> {
    FactView {
        family: fact.family,
        subject: &fact.subject,
        old: fact.old.as_deref(),
        new: fact.new.as_deref(),
    }
}

fn sign(fate: Fate) -> &'static str {
    match fate {
        Fate::Same => "=",
        Fate::Removed => "-",
        Fate::Added => "+",
    }
}
