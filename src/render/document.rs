//! A single document written out: its outline, its full text, its Markdown.
//!
//! Shows what the tree holds and nothing else, so that what a person reads is what is compared.

use super::wrap::{Paint, Sheet, Tone, Width, span};
use super::{markdown, safe};
use crate::document::{Block, BlockKind, DateKind, Document, Role, Section, Table};

/// Title, dates, the tree of sections with what each holds, and what looked wrong.
pub fn outline(document: &Document, width: Width, paint: Paint) -> String {
    let mut sheet = Sheet::new(width, paint);
    head(&mut sheet, document);
    for section in &document.sections {
        branch(&mut sheet, section);
    }
    warnings(&mut sheet, document);
    sheet.finish()
}

/// The whole text under its headings, wrapped.
pub fn reading(document: &Document, width: Width, paint: Paint) -> String {
    let mut sheet = Sheet::new(width, paint);
    head(&mut sheet, document);
    for visit in document.walk_sections() {
        let heading = visit.section.display_heading();
        if !heading.is_empty() {
            sheet.gap();
            sheet.line(0, &[span(Tone::Strong, safe::line(&heading)), aside(visit.section)]);
        }
        for block in &visit.section.blocks {
            paragraph(&mut sheet, block);
        }
    }
    warnings(&mut sheet, document);
    sheet.finish()
}

/// The document as Markdown: the readable mirror of the archive and the full text in a notice.
pub fn markdown(document: &Document) -> String {
    let mut out = String::new();
    if let Some(title) = &document.title {
        out.push_str(&format!("# {}\n", markdown::escape(title)));
    }
    for visit in document.walk_sections() {
        let heading = visit.section.display_heading();
        if !heading.is_empty() {
            let depth = "#".repeat(usize::from(visit.section.level).clamp(1, 5) + 1);
            out.push_str(&format!("\n{depth} {}\n", markdown::escape(&heading)));
        }
        let mut after_item = false;
        for block in &visit.section.blocks {
            let is_item = matches!(block.kind, BlockKind::Item { .. });
            out.push_str(if is_item && after_item { "" } else { "\n" });
            out.push_str(&markdown_block(block));
            after_item = is_item;
        }
    }
    out
}

fn head(sheet: &mut Sheet, document: &Document) {
    let title = document.title.as_deref().map_or("(no title)".to_owned(), safe::line);
    sheet.line(0, &[span(Tone::Strong, title)]);
    let mut facts: Vec<String> = document.language.iter().map(|code| format!("language {code}")).collect();
    facts.push(format!("{} words", document.word_count()));
    sheet.line(0, &[span(Tone::Faint, facts.join(", "))]);
    for date in &document.dates {
        let kind = match date.kind {
            DateKind::LastUpdated => "last updated",
            DateKind::Effective => "effective",
            DateKind::Published => "published",
            DateKind::Version => "version",
        };
        let words = format!("  \"{}\"", safe::line(&date.text));
        sheet.line(
            0,
            &[span(Tone::Plain, format!("{kind} {}", date.value.in_words())), span(Tone::Faint, words)],
        );
    }
    sheet.gap();
}

fn branch(sheet: &mut Sheet, section: &Section) {
    let heading = section.display_heading();
    let heading = if heading.is_empty() { "(no heading)".to_owned() } else { safe::line(&heading) };
    let indent = 2 * usize::from(section.level.clamp(1, 6) - 1);
    let held = holdings(&section.blocks);
    let held = if held.is_empty() { held } else { format!("  {held}") };
    sheet.line(indent, &[span(Tone::Plain, heading), span(Tone::Faint, held), aside(section)]);
    for below in &section.sections {
        branch(sheet, below);
    }
}

/// `2 paragraphs, 3 items, 1 table`.
fn holdings(blocks: &[Block]) -> String {
    let count = |wanted: fn(&BlockKind) -> bool| blocks.iter().filter(|block| wanted(&block.kind)).count();
    let counts = [
        (count(|kind| matches!(kind, BlockKind::Paragraph)), "paragraph"),
        (count(|kind| matches!(kind, BlockKind::Item { .. })), "item"),
        (count(|kind| matches!(kind, BlockKind::Table(_))), "table"),
        (count(|kind| matches!(kind, BlockKind::Formula)), "formula"),
    ];
    let named = counts.into_iter().filter(|(n, _)| *n > 0);
    let words: Vec<String> =
        named.map(|(n, word)| format!("{n} {word}{}", if n == 1 { "" } else { "s" })).collect();
    words.join(", ")
}

fn aside(section: &Section) -> super::wrap::Span {
    let role = match section.role {
        Role::Body => "",
        Role::Banner => "  [banner, no clause]",
        Role::Contents => "  [contents, no clause]",
        Role::Related => "  [related links, no clause]",
        Role::Signature => "  [signature]",
    };
    span(Tone::Faint, role)
}

fn paragraph(sheet: &mut Sheet, block: &Block) {
    let text = [span(Tone::Plain, safe::lines(&block.text))];
    if let BlockKind::Item { marker, level, .. } = &block.kind {
        let marker = marker.as_deref().map_or("-".to_owned(), safe::line);
        let lead = format!("{}{marker} ", "  ".repeat(usize::from(*level).clamp(1, 6)));
        let margin = span(Tone::Plain, " ".repeat(super::wrap::columns(&lead)));
        sheet.wrap(&span(Tone::Plain, lead), &margin, &text);
    } else {
        sheet.gap();
        sheet.line(0, &text);
    }
}

fn warnings(sheet: &mut Sheet, document: &Document) {
    if document.warnings.is_empty() {
        return;
    }
    sheet.gap();
    for warning in &document.warnings {
        let margin = span(Tone::Plain, "  ");
        sheet.wrap(&span(Tone::Doubtful, "! "), &margin, &[span(Tone::Plain, safe::line(&warning.why))]);
    }
}

fn markdown_block(block: &Block) -> String {
    match &block.kind {
        BlockKind::Paragraph => format!("{}\n", markdown::escape(&block.text)),
        BlockKind::Formula => format!("    {}\n", safe::line(&block.text)),
        BlockKind::Table(table) => markdown_table(table),
        BlockKind::Item { marker, level, .. } => {
            let indent = "  ".repeat(usize::from(*level).clamp(1, 6) - 1);
            // A bullet says nothing; an enumerator such as `(i)` is what other clauses refer to.
            let enumerator = marker.as_deref().filter(|marker| marker.chars().any(char::is_alphanumeric));
            let lead = enumerator.map(|marker| format!("{} ", markdown::escape(marker))).unwrap_or_default();
            format!("{indent}- {lead}{}\n", markdown::escape(&block.text))
        }
    }
}

fn markdown_table(table: &Table) -> String {
    let columns = table.rows.iter().map(Vec::len).chain([table.header.len()]).max().unwrap_or(0);
    let row = |cells: &[String]| {
        let cells =
            (0..columns).map(|column| cells.get(column).map_or(String::new(), |cell| markdown::escape(cell)));
        format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
    };
    let rule = format!("|{}\n", " --- |".repeat(columns));
    std::iter::once(row(&table.header))
        .chain([rule])
        .chain(table.rows.iter().map(|cells| row(cells)))
        .collect()
}
