//! Clauses: a sentence, item or cell with everything that decides how it is to be read.
//!
//! "For marketing" says nothing alone; under "We do not share your data:" it is a promise. Heading,
//! stem, row key and column name therefore travel with each sentence.

use std::ops::Range;
use std::sync::Arc;

use super::lexer::{has_any, padded, padded_key, plain, sentences};
use super::padded::Padded;
use super::subject::{Subject, without_parentheses};
use super::{Bound, Evidence, Fact, Family, Value};
use crate::document::{Block, BlockAddress, BlockKind, BlockVisit, Document, Table};

/// A grammar reads at most so many facts of a clause: each of them quotes the whole sentence, and no
/// sentence for people has more.
pub(super) const MAX_READ: usize = 100;

/// A sentence in context.
#[derive(Debug, Clone)]
pub(crate) struct Clause {
    /// Section path as shown.
    pub(crate) section: Arc<str>,
    /// The block.
    pub(crate) at: Arc<BlockAddress>,
    /// Byte range in the block's text.
    pub(crate) range: Range<usize>,
    /// The sentence with its capitals, typography folded.
    pub(crate) text: String,
    /// The same in lower case: its [`key_form`](crate::document::text::key_form).
    pub(crate) lower: String,
    /// The sentence, padded for cues.
    pub(crate) words: Padded,
    /// Section path, padded for cues.
    pub(crate) heading: Padded,
    /// Stem of the list, padded for cues; empty where there is none.
    pub(crate) stem: Padded,
    /// True when the stem announces its list with a colon.
    pub(crate) announced: bool,
    /// Name of the table column, padded for cues; empty outside tables.
    pub(crate) column: Padded,
    /// Row key, or the words before the separator of an item (`Server logs: …`).
    pub(crate) lead: Option<String>,
    /// Kind of place the sentence stands in.
    pub(crate) place: Place,
}

/// Where a clause stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// In running text.
    Sentence,
    /// First sentence of a list item.
    Item,
    /// First cell of a table row.
    Key,
    /// Another cell.
    Cell,
    /// A calculation: its numbers are no facts.
    Formula,
}

impl Clause {
    /// A fact read from this clause, stated flatly.
    pub(crate) fn fact(&self, family: Family, subject: impl Into<Subject>, value: Value) -> Fact {
        let subject = subject.into();
        Fact {
            family,
            subject: subject.key,
            label: subject.label,
            value,
            bound: Bound::Exact,
            hedge: None,
            evidence: Evidence {
                section: self.section.as_ref().to_owned(),
                at: self.at.as_ref().clone(),
                range: self.range.clone(),
                text: self.text.clone(),
            },
        }
    }

    /// True when the sentence, its stem, its column or its heading has one of the cues.
    pub(crate) fn anywhere(&self, cues: &[&str]) -> bool {
        [&self.words, &self.stem, &self.column, &self.heading].iter().any(|part| has_any(part, cues))
    }

    /// True when the sentence or its stem has one of the cues.
    pub(crate) fn says(&self, cues: &[&str]) -> bool {
        has_any(&self.words, cues) || has_any(&self.stem, cues)
    }
}

/// Calls `visit` with every clause of the body, in reading order. No more than one is kept at a time: with what
/// it carries a clause takes ten times its letters.
pub(crate) fn for_each_clause(document: &Document, visit: &mut dyn FnMut(&Clause)) {
    let mut heading = Heading::default();
    for block in document.body_blocks() {
        clauses_of(&block, &mut heading, visit);
    }
}

/// A section path as its blocks carry it; the blocks of one section follow each other.
#[derive(Default)]
pub(super) struct Heading {
    path: Arc<str>,
    padded: Padded,
}

impl Heading {
    fn of(path: &str) -> Self {
        Self { path: path.into(), padded: padded(path).into() }
    }
}

/// Calls `visit` with every clause of one block; `heading` is that of the block before.
pub(super) fn clauses_of(block: &BlockVisit<'_>, heading: &mut Heading, visit: &mut dyn FnMut(&Clause)) {
    if *heading.path != *block.path || heading.padded.is_empty() {
        *heading = Heading::of(&block.path);
    }
    clauses_under(block.block, heading, &block.address, &mut |clause| visit(&clause));
}

/// The clauses of a block that stands under this path at this address.
pub(crate) fn block_clauses(block: &Block, path: &str, address: &BlockAddress) -> Vec<Clause> {
    let mut clauses = Vec::new();
    clauses_under(block, &Heading::of(path), address, &mut |clause| clauses.push(clause));
    clauses
}

/// The clauses of one row of a table, which stands here in the text of its block.
pub(crate) fn row_clauses(
    block: &Block,
    path: &str,
    address: &BlockAddress,
    row: usize,
    range: &Range<usize>,
) -> Vec<Clause> {
    let BlockKind::Table(table) = &block.kind else { return Vec::new() };
    let seed = seed(block, &Heading::of(path), address);
    table.rows.get(row).map(|row| clauses_of_row(row, &columns(table), range, &seed)).unwrap_or_default()
}

fn clauses_under(block: &Block, heading: &Heading, address: &BlockAddress, visit: &mut dyn FnMut(Clause)) {
    let seed = seed(block, heading, address);
    match &block.kind {
        BlockKind::Table(table) => table_clauses(table, &block.text, &seed, visit),
        BlockKind::Formula => visit(with_text(&seed, &block.text, 0..block.text.len(), Place::Formula)),
        BlockKind::Paragraph => prose(block, &seed, Place::Sentence, visit),
        BlockKind::Item { .. } => prose(block, &seed, Place::Item, visit),
    }
}

/// What the clauses of a block have in common.
fn seed(block: &Block, heading: &Heading, address: &BlockAddress) -> Clause {
    Clause {
        section: heading.path.clone(),
        at: Arc::new(address.clone()),
        range: 0..0,
        text: String::new(),
        lower: String::new(),
        words: Padded::default(),
        heading: heading.padded.clone(),
        // Only the sentence that opens the list speaks for its items.
        stem: block
            .stem()
            .map(|stem| padded(sentences(stem).pop().map_or(stem, |last| &stem[last])).into())
            .unwrap_or_default(),
        announced: block.stem().is_some_and(|stem| stem.trim_end().ends_with([':', '：'])),
        column: Padded::default(),
        lead: None,
        place: Place::Sentence,
    }
}

fn prose(block: &Block, seed: &Clause, first: Place, visit: &mut dyn FnMut(Clause)) {
    let mut place = first;
    let lead = lead_of(&block.text).map(str::to_owned);
    for range in sentences(&block.text) {
        let mut clause = with_text(seed, &block.text[range.clone()], range, place);
        clause.lead.clone_from(&lead);
        visit(clause);
        place = Place::Sentence;
    }
}

/// Words before the separator of `Server logs: …` or `IP address — …`, when they read as a label.
pub(crate) fn lead_of(text: &str) -> Option<&str> {
    let marks = [": ", " \u{2014} ", " \u{2013} ", " - "];
    // One walk for all marks: every block of a document is asked.
    let begins = |at: &usize| matches!(text.as_bytes()[*at], b':' | b' ');
    let here = |at: &usize| marks.iter().any(|mark| text.as_bytes()[*at..].starts_with(mark.as_bytes()));
    let at = (0..text.len()).filter(begins).find(here)?;
    let lead = text[..at].trim();
    let words = without_parentheses(lead).split_whitespace().count();
    ((1..=7).contains(&words) && !lead.contains(['.', ';', '?'])).then_some(lead)
}

fn table_clauses(table: &Table, text: &str, seed: &Clause, visit: &mut dyn FnMut(Clause)) {
    let columns = columns(table);
    let mut from = if table.header.is_empty() { 0 } else { line_end(text, 0) };
    for row in &table.rows {
        let end = line_end(text, from);
        let range = from..end.min(text.len());
        clauses_of_row(row, &columns, &range, seed).into_iter().for_each(&mut *visit);
        from = end;
    }
}

fn columns(table: &Table) -> Vec<Padded> {
    table.header.iter().map(|name| padded(name).into()).collect()
}

fn clauses_of_row(row: &[String], columns: &[Padded], range: &Range<usize>, seed: &Clause) -> Vec<Clause> {
    let cells = row.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty());
    let clause = |(index, cell): (usize, &String)| {
        let place = if index == 0 { Place::Key } else { Place::Cell };
        let mut clause = with_text(seed, cell, range.clone(), place);
        clause.column = columns.get(index).cloned().unwrap_or_default();
        clause.lead = row.first().filter(|_| index > 0).cloned();
        clause
    };
    cells.map(clause).collect()
}

fn line_end(text: &str, from: usize) -> usize {
    text.get(from..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| from + at + 1)
}

fn with_text(seed: &Clause, text: &str, range: Range<usize>, place: Place) -> Clause {
    let text = plain(text);
    let lower = text.to_lowercase();
    Clause { words: padded_key(&lower).into(), text, lower, range, place, ..seed.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_carry_stem_and_lead() {
        let block = Block::item(1, None, Some("We keep:".into()), "Door logs: 30 days. Then erased.");
        let at = BlockAddress { sections: vec![0], block: 0 };
        let clauses = block_clauses(&block, "Storage", &at);
        assert_eq!(clauses.len(), 2);
        assert_eq!(clauses[0].lead.as_deref(), Some("Door logs"));
        assert_eq!((&*clauses[0].stem, &*clauses[0].heading), (" we keep ", " storage "));
        assert_eq!(&block.text[clauses[1].range.clone()], "Then erased.");
    }

    #[test]
    fn cells_carry_row_key_and_column() {
        let table = Table {
            header: vec!["Data".into(), "Kept for".into()],
            rows: vec![vec!["Door logs".into(), "30 days".into()]],
            fused: false,
        };
        let at = BlockAddress { sections: vec![0], block: 0 };
        let clauses = block_clauses(&Block::table(table), "Storage", &at);
        assert_eq!((clauses[0].place, clauses[1].place), (Place::Key, Place::Cell));
        assert_eq!(clauses[1].lead.as_deref(), Some("Door logs"));
        assert_eq!(&*clauses[1].column, " kept for ");
    }
}
