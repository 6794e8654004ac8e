//! A document as an outline, one line a section or block: what tests and people look at.

use std::fmt::Write;

use super::{Block, BlockKind, DateKind, Document, HeadingSource, Role, Section};

impl Document {
    /// Compact outline: title, dates, headings with level, source and number, blocks by kind, warnings.
    ///
    /// `## r 1.2 Name` is a run-in heading of level 2 (`=` explicit, `r` run-in, `~` inferred, `+` synthetic);
    /// `-(i) text < stem` an item; `| a ; b` a table row.
    pub fn outline(&self) -> String {
        let mut out = String::new();
        let mut line = |text: String| {
            let _ = writeln!(out, "{text}");
        };
        line(format!("title: {}", self.title.as_deref().unwrap_or("-")));
        line(format!("language: {}", self.language.as_deref().unwrap_or("-")));
        for date in &self.dates {
            line(format!("date: {} {}", kind_word(date.kind), date.value));
        }
        for section in &self.sections {
            write_section(section, &mut line);
        }
        for warning in &self.warnings {
            line(format!("warning: {:?} {}", warning.kind, warning.why));
        }
        out
    }
}

fn kind_word(kind: DateKind) -> &'static str {
    match kind {
        DateKind::LastUpdated => "last_updated",
        DateKind::Effective => "effective",
        DateKind::Published => "published",
        DateKind::Version => "version",
    }
}

fn write_section(section: &Section, line: &mut impl FnMut(String)) {
    let source = match section.heading_source {
        HeadingSource::Explicit => '=',
        HeadingSource::RunIn => 'r',
        HeadingSource::Inferred => '~',
        HeadingSource::Synthetic => '+',
    };
    let role = if section.role == Role::Body { String::new() } else { format!(" <{:?}>", section.role) };
    let attribute = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".into());
    let heading = section.heading.as_deref().unwrap_or("-");
    line(format!(
        "{} {source} {} {} {heading}{role}",
        "#".repeat(usize::from(section.level)),
        attribute(&section.label),
        attribute(&section.number)
    ));
    for block in &section.blocks {
        write_block(block, line);
    }
    for inner in &section.sections {
        write_section(inner, line);
    }
}

fn write_block(block: &Block, line: &mut impl FnMut(String)) {
    match &block.kind {
        BlockKind::Paragraph => line(format!("  {}", block.text)),
        BlockKind::Formula => line(format!("  = {}", block.text)),
        BlockKind::Item { marker, level, stem } => {
            let indent = "  ".repeat(usize::from(*level));
            let marker = marker.as_deref().unwrap_or("?");
            let stem = stem.as_ref().map(|stem| format!(" < {stem}")).unwrap_or_default();
            line(format!("{indent}-{marker} {}{stem}", block.text));
        }
        BlockKind::Table(table) => {
            let fused = if table.fused { "fused " } else { "" };
            line(format!("  {fused}table [{}]", table.header.join(" ; ")));
            for row in &table.rows {
                line(format!("  | {}", row.join(" ; ")));
            }
        }
    }
}
