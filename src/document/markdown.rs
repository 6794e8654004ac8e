//! A document as Markdown of its own: the readable mirror and a notice's attachment.
//!
//! Reading this Markdown back gives the same words under the same headings; link targets are left out,
//! because they are no words.

use std::fmt::Write;

use super::{Block, BlockKind, Document, Role, Section, Table};

impl Document {
    /// Title, dates and sections as Markdown: headings with their numbers, items with their markers, tables.
    ///
    /// ```
    /// use policydiff::normalize::{Input, normalize};
    /// let bytes = b"Privacy Policy\n\n1. Scope\n\nAll of it.";
    /// let document = normalize(&Input { bytes, ..Input::default() });
    /// assert_eq!(document.to_markdown(), "# Privacy Policy\n\n## 1. Scope\n\nAll of it.\n");
    /// ```
    pub fn to_markdown(&self) -> String {
        let mut out = String::new();
        for section in self.sections.iter().filter(|section| section.role == Role::Banner) {
            write_section(section, &mut out);
        }
        if let Some(title) = &self.title {
            let _ = writeln!(out, "# {}\n", escape(title));
        }
        self.write_dates(&mut out);
        for section in self.sections.iter().filter(|section| section.role != Role::Banner) {
            write_section(section, &mut out);
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
        out
    }

    /// Date lines; a date that a sentence of the body states is not said twice.
    fn write_dates(&self, out: &mut String) {
        let body = self.body_text();
        let mut written: Vec<&str> = Vec::new();
        for date in &self.dates {
            if !written.contains(&date.text.as_str()) && !body.contains(&date.text) {
                let _ = writeln!(out, "{}\n", escape(&date.text));
                written.push(&date.text);
            }
        }
    }
}

fn write_section(section: &Section, out: &mut String) {
    let heading = heading_of(section);
    if !heading.is_empty() {
        let level = usize::from(section.level).saturating_add(1).min(6);
        let _ = writeln!(out, "{} {heading}\n", "#".repeat(level));
    }
    let mut below_clause = 0;
    for (at, block) in section.blocks.iter().enumerate() {
        let listed = |block: &Block| matches!(block.kind, BlockKind::Item { .. });
        below_clause = match &block.kind {
            BlockKind::Item { marker: Some(marker), level, .. } if is_clause_number(marker) => *level,
            BlockKind::Item { level, .. } if *level > below_clause => below_clause,
            _ => 0,
        };
        write_block(block, section.role, below_clause, out);
        let goes_on = section.blocks.get(at + 1).is_some_and(|next| listed(block) && listed(next));
        if !goes_on {
            out.push('\n');
        }
    }
    for inner in &section.sections {
        write_section(inner, out);
    }
}

/// Heading as Markdown: a number without a kind word gets its point back.
fn heading_of(section: &Section) -> String {
    let number = section.number.as_ref().map(|number| {
        let pointed = section.label.is_none() && !number.contains('.');
        if pointed { format!("{number}.") } else { number.clone() }
    });
    [section.label.clone(), number, section.heading.as_deref().map(escape)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// `2.1` and the like: no list counts so, which is why such an item stands as a paragraph.
fn is_clause_number(marker: &str) -> bool {
    let digits = marker.trim_end_matches(['.', ')']);
    digits.starts_with(|c: char| c.is_ascii_digit()) && !is_count(digits)
}

fn is_count(digits: &str) -> bool {
    !digits.is_empty() && digits.len() <= 9 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// `below_clause` is the level of the clause that the items here stand under, 0 without one.
fn write_block(block: &Block, role: Role, below_clause: u8, out: &mut String) {
    match &block.kind {
        BlockKind::Paragraph if role == Role::Contents => {
            let _ = writeln!(out, "- {}", escape(&block.text));
        }
        BlockKind::Paragraph | BlockKind::Formula => {
            let _ = writeln!(out, "{}", escape(&block.text));
        }
        BlockKind::Item { marker, level, .. } => {
            // Four columns lie inside the content of `- ` and of `10. ` alike.
            let depth = usize::from(level.saturating_sub(below_clause).saturating_sub(1)).min(20);
            let indent = "    ".repeat(depth);
            let marker =
                marker.as_deref().filter(|marker| marker.chars().any(char::is_alphanumeric)).unwrap_or("");
            let text = escape(&block.text);
            let digits = marker.trim_end_matches(['.', ')']);
            let _ = match marker {
                "" => writeln!(out, "{indent}- {text}"),
                _ if is_count(digits) => writeln!(out, "{indent}{digits}. {text}"),
                _ if is_clause_number(marker) => writeln!(out, "\n{marker} {text}\n"),
                _ => writeln!(out, "{indent}- {} {text}", escape(marker)),
            };
        }
        BlockKind::Table(table) => write_table(table, out),
    }
}

fn write_table(table: &Table, out: &mut String) {
    let width = table.rows.iter().map(Vec::len).chain([table.header.len()]).max().unwrap_or(0);
    let row = |cells: &[String], out: &mut String| {
        let cells: Vec<String> =
            (0..width).map(|at| cells.get(at).map(|cell| escape(cell)).unwrap_or_default()).collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    };
    let rules = vec!["---"; width].join(" | ");
    row(&table.header, out);
    let _ = writeln!(out, "| {rules} |");
    for cells in &table.rows {
        row(cells, out);
    }
}

/// Text in which no character is Markdown.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let number = text.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in text.char_indices() {
        let at_start = at == 0 && matches!(c, '#' | '+' | '-' | '=' | '~')
            || number > 0 && number <= 9 && at == number && matches!(c, '.' | ')');
        if at_start || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '&' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
