//! `show INPUT --json`.

use chrono::NaiveDate;
use serde::Serialize;

use super::{SCHEMA_VERSION, pretty};
use crate::document::{Block, BlockKind, DateKind, Document, HeadingSource, Role, Section, Warning};
use crate::facts::{Fact, Family};
use crate::notice::{Acceptance, Channel, EffectiveDate, Lead, NoticeClause, RelativeTo, Trigger};

#[derive(Serialize)]
struct ShowView<'a> {
    schema_version: u32,
    title: Option<&'a str>,
    language: Option<&'a str>,
    dates: Vec<DateView<'a>>,
    notice_clause: Option<ClauseView<'a>>,
    sections: Vec<SectionView<'a>>,
    facts: Vec<FactView<'a>>,
    warnings: &'a [Warning],
}

#[derive(Serialize)]
struct DateView<'a> {
    kind: DateKind,
    value: String,
    text: &'a str,
}

#[derive(Serialize)]
struct ClauseView<'a> {
    required: Option<Lead>,
    channel: &'a [Channel],
    trigger: Trigger,
    acceptance: Acceptance,
    effective: EffectiveView,
    tiers: Vec<TierView<'a>>,
    text: &'a str,
    section: &'a str,
}

#[derive(Serialize)]
struct TierView<'a> {
    required: Lead,
    trigger: Trigger,
    scope: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
enum EffectiveView {
    Exact { date: NaiveDate },
    Partial { date: String },
    Relative { lead: Lead, from: RelativeTo },
    Immediate,
    Split { new_users: Option<NaiveDate>, existing_users: NaiveDate },
    Past { date: NaiveDate },
    Conflicting { dates: Vec<NaiveDate> },
    None,
}

#[derive(Serialize)]
struct SectionView<'a> {
    label: Option<&'a str>,
    number: Option<&'a str>,
    heading: Option<&'a str>,
    heading_source: HeadingSource,
    level: u8,
    role: Role,
    blocks: Vec<BlockView<'a>>,
    sections: Vec<SectionView<'a>>,
}

#[derive(Serialize)]
struct BlockView<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    marker: Option<&'a str>,
    level: Option<u8>,
    stem: Option<&'a str>,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    header: Option<&'a [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rows: Option<&'a [Vec<String>]>,
}

#[derive(Serialize)]
struct FactView<'a> {
    family: Family,
    subject: &'a str,
    value: String,
    text: &'a str,
    section: &'a str,
}

/// A document with its notice clause and facts as one JSON document.
pub fn show(document: &Document, clause: Option<&NoticeClause>, facts: &[Fact]) -> String {
    pretty(&ShowView {
        schema_version: SCHEMA_VERSION,
        title: document.title.as_deref(),
        language: document.language.as_deref(),
        dates: document
            .dates
            .iter()
            .map(|date| DateView { kind: date.kind, value: date.value.to_string(), text: &date.text })
            .collect(),
        notice_clause: clause.map(clause_view),
        sections: document.sections.iter().map(section).collect(),
        facts: facts.iter().map(fact).collect(),
        warnings: &document.warnings,
    })
}

fn clause_view(clause: &NoticeClause) -> ClauseView<'_> {
    let tiers = clause.tiers.iter().map(|tier| TierView {
        required: tier.required,
        trigger: tier.trigger,
        scope: &tier.scope,
        text: &tier.text,
    });
    ClauseView {
        required: clause.required,
        channel: &clause.channels,
        trigger: clause.trigger,
        acceptance: clause.acceptance,
        effective: effective(&clause.effective),
        tiers: tiers.collect(),
        text: &clause.text,
        section: &clause.section,
    }
}

fn effective(date: &EffectiveDate) -> EffectiveView {
    match date {
        EffectiveDate::Exact { date } => EffectiveView::Exact { date: *date },
        EffectiveDate::Partial { date } => EffectiveView::Partial { date: date.to_string() },
        EffectiveDate::Relative { lead, from } => EffectiveView::Relative { lead: *lead, from: *from },
        EffectiveDate::Immediate => EffectiveView::Immediate,
        EffectiveDate::Split { new_users, existing_users } => {
            EffectiveView::Split { new_users: *new_users, existing_users: *existing_users }
        }
        EffectiveDate::Past { date } => EffectiveView::Past { date: *date },
        EffectiveDate::Conflicting { dates } => EffectiveView::Conflicting { dates: dates.clone() },
        EffectiveDate::None => EffectiveView::None,
    }
}

fn section(section: &Section) -> SectionView<'_> {
    SectionView {
        label: section.label.as_deref(),
        number: section.number.as_deref(),
        heading: section.heading.as_deref(),
        heading_source: section.heading_source,
        level: section.level,
        role: section.role,
        blocks: section.blocks.iter().map(block).collect(),
        sections: section.sections.iter().map(self::section).collect(),
    }
}

fn block(block: &Block) -> BlockView<'_> {
    let view = |kind| BlockView {
        kind,
        marker: None,
        level: None,
        stem: None,
        text: &block.text,
        header: None,
        rows: None,
    };
    match &block.kind {
        BlockKind::Paragraph => view("paragraph"),
        BlockKind::Formula => view("formula"),
        BlockKind::Item { marker, level, stem } => BlockView {
            marker: marker.as_deref(),
            level: Some(*level),
            stem: stem.as_deref(),
            ..view("item")
        },
        BlockKind::Table(table) => {
            BlockView { header: Some(&table.header), rows: Some(&table.rows), ..view("table") }
        }
    }
}

fn fact(fact: &Fact) -> FactView<'_> {
    FactView {
        family: fact.family,
        subject: &fact.label,
        value: fact.value.to_string(),
        text: &fact.evidence.text,
        section: &fact.evidence.section,
    }
}
