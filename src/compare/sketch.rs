//! Documents drawn in a few lines of text, for tests of comparing only.
//!
//! `# 1. Heading` (depth by `#`), `- item` and `  - nested item`, `| cell | cell` rows of one table
//! (the first is the header), `@2026-05-12` a last-updated date, `! text` a banner, `= title`; any
//! other line is a paragraph.

use crate::document::{
    Block, BlockKind, DateKind, Document, HeadingSource, PartialDate, PolicyDate, Role, Section, Table,
};

/// Draws a document.
pub(super) fn sketch(text: &str) -> Document {
    let mut document = Document::default();
    let mut stem: Option<String> = None;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if let Some(title) = line.strip_prefix("= ") {
            document.title = Some(title.to_owned());
        } else if let Some(date) = line.strip_prefix('@') {
            let value = PartialDate::Day(date.parse().expect("a date"));
            document.dates.push(PolicyDate { kind: DateKind::LastUpdated, value, text: line.to_owned() });
        } else if let Some(banner) = line.strip_prefix("! ") {
            let mut section = Section::new(1, None, HeadingSource::Synthetic);
            section.role = Role::Banner;
            section.blocks.push(Block::paragraph(banner));
            document.sections.push(section);
        } else if line.starts_with('#') {
            open_section(&mut document, line);
            stem = None;
        } else {
            let block = block_of(line, &mut stem);
            push_block(&mut document, block);
        }
    }
    document
}

fn open_section(document: &mut Document, line: &str) {
    let text = line.trim_start_matches('#');
    let level = u8::try_from(line.len() - text.len()).expect("few levels");
    let text = text.trim();
    let numbered =
        text.split_once(". ").filter(|(number, _)| number.starts_with(|c: char| c.is_ascii_digit()));
    let (number, heading) = numbered.map_or((None, text), |(number, rest)| (Some(number.to_owned()), rest));
    let mut section = Section::new(level, Some(heading.to_owned()), HeadingSource::Explicit);
    section.number = number;
    let mut siblings = &mut document.sections;
    for _ in 1..level {
        siblings = &mut siblings.last_mut().expect("a section above").sections;
    }
    siblings.push(section);
}

fn block_of(line: &str, stem: &mut Option<String>) -> Block {
    let indent = line.len() - line.trim_start().len();
    let text = line.trim();
    if let Some(item) = text.strip_prefix("- ") {
        let level = u8::try_from(1 + indent / 2).expect("few levels");
        return Block::item(level, Some("-".into()), stem.clone(), item);
    }
    if let Some(cells) = text.strip_prefix("| ") {
        let cells = cells.split(" | ").map(str::to_owned).collect();
        return Block::table(Table { header: cells, rows: Vec::new(), fused: false });
    }
    *stem = text.ends_with(':').then(|| text.to_owned());
    Block::paragraph(text)
}

fn push_block(document: &mut Document, block: Block) {
    if document.sections.last().is_none_or(|section| section.role != Role::Body) {
        document.sections.push(Section::new(1, None, HeadingSource::Synthetic));
    }
    let mut section = document.sections.last_mut().expect("just made");
    while !section.sections.is_empty() {
        section = section.sections.last_mut().expect("not empty");
    }
    if let (Some(BlockKind::Table(table)), BlockKind::Table(row)) =
        (section.blocks.last_mut().map(|last| &mut last.kind), &block.kind)
    {
        table.rows.push(row.header.clone());
        let table = table.clone();
        section.blocks.pop();
        section.blocks.push(Block::table(table));
        return;
    }
    section.blocks.push(block);
}
