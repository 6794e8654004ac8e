//! Edits: a change taken apart into sentences, each with its partner in the other text.
//!
//! The comparison speaks of blocks; meaning lives in sentences. Sentences that are canonically equal
//! drop out here, wherever in the two documents they stand, so that a split, a merge or a table
//! turned into a list leaves nothing to judge.

mod pairing;

use std::cell::{OnceCell, RefCell};
use std::ops::Range;

use pairing::pair;

use super::canon::{Run, runs, tokens};
use super::folded::{Folded, Sentences};
use crate::compare::{Change, ChangeKind, Fate, Unit};
use crate::document::{Block, BlockAddress, BlockKind, Document, Role};
use crate::facts::{Clause, Place, block_clauses, is_tier as bounds_tier, row_clauses};

/// Most bytes of a text of which words are aligned to see whether they are references that followed.
const MOST_ALIGNED: usize = 40_000;

/// One sentence changed, added or removed.
#[derive(Debug, Clone)]
pub(super) struct Edit {
    /// Before.
    pub(super) old: Option<Clause>,
    /// After.
    pub(super) new: Option<Clause>,
    /// Where the two differ; empty when they are canonically equal. Cells may still stand in
    /// different rows.
    pub(super) runs: Vec<Run>,
}

impl Edit {
    /// The clause that carries the context: the new one, else the old one.
    pub(super) fn clause(&self) -> &Clause {
        self.new.as_ref().or(self.old.as_ref()).expect("an edit has a side")
    }

    /// True when both sides say the same in the same row.
    pub(super) fn says_the_same(&self) -> bool {
        self.runs.is_empty()
            && self.old.as_ref().zip(self.new.as_ref()).is_some_and(|(old, new)| same_lead(old, new))
    }

    /// Tokens only in the old sentence, joined and padded.
    pub(super) fn removed(&self) -> String {
        joined(self.runs.iter().flat_map(|run| &run.old))
    }

    /// Tokens only in the new sentence, joined and padded.
    pub(super) fn added(&self) -> String {
        joined(self.runs.iter().flat_map(|run| &run.new))
    }

    /// Tokens only in one of the two.
    pub(super) fn touched(&self) -> String {
        self.removed() + &self.added()
    }

    /// The old sentence padded, empty when there is none.
    pub(super) fn old_words(&self) -> &str {
        self.old.as_ref().map_or("", |clause| &clause.words)
    }

    /// The new sentence padded, empty when there is none.
    pub(super) fn new_words(&self) -> &str {
        self.new.as_ref().map_or("", |clause| &clause.words)
    }
}

fn joined<'a>(words: impl Iterator<Item = &'a String>) -> String {
    let mut out = String::from(" ");
    for word in words {
        out.push_str(word);
        out.push(' ');
    }
    out
}

/// A table, and where its lines end.
type Lines = (BlockAddress, Vec<usize>);

/// Both sides of a comparison, as the assessment needs them.
pub(super) struct Texts<'a> {
    /// The old document.
    pub(super) old: &'a Document,
    /// The new document.
    pub(super) new: &'a Document,
    /// Sentences of the old and of the new document, once something was added or removed.
    sentences: OnceCell<[Sentences; 2]>,
    folded: Folded,
    /// Where the lines of the table end that was asked for last, in the old and in the new document.
    lines: [RefCell<Option<Lines>>; 2],
}

impl<'a> Texts<'a> {
    /// Both documents, to be indexed when first needed.
    pub(super) fn new(old: &'a Document, new: &'a Document) -> Self {
        Self { old, new, sentences: OnceCell::new(), folded: Folded::default(), lines: Default::default() }
    }

    fn sentences(&self) -> &[Sentences; 2] {
        self.sentences.get_or_init(|| Sentences::of_both(self.old, self.new, &self.folded))
    }

    /// True when the two texts have hardly a sentence in common.
    pub(super) fn are_two(&self) -> bool {
        let [old, new] = self.sentences();
        new.is_another(old)
    }

    /// The edits a change consists of, conserved sentences left out.
    pub(super) fn edits(&self, change: &Change) -> Vec<Edit> {
        let folded = &self.folded;
        let [old, new] = self.sides(change);
        let one_row = matches!(change.unit, Unit::Row | Unit::Cell);
        let mut edits = without_tier_keys(pair(&old, &new, one_row, folded));
        drop_followed(&mut edits, change);
        let fused = is_fused(change);
        edits.retain(|edit| match (&edit.old, &edit.new) {
            // A table that became a list says in other pieces what it said.
            (Some(before), Some(after)) if fused => {
                let [old, new] = self.sentences();
                !new.keeps(before, old, folded) || !old.keeps(after, new, folded)
            }
            (Some(only_old), None) => {
                let [old, new] = self.sentences();
                !new.keeps(only_old, old, folded)
            }
            (None, Some(only_new)) => {
                let [old, new] = self.sentences();
                !old.keeps(only_new, new, folded)
            }
            _ => true,
        });
        edits
    }

    /// The first sentence of a change on both sides, whether it differs or not.
    pub(super) fn lead(&self, change: &Change) -> Edit {
        let [old, new] = self.sides(change).map(|clauses| clauses.into_iter().next());
        Edit { old, new, runs: Vec::new() }
    }

    fn sides(&self, change: &Change) -> [Vec<Clause>; 2] {
        let old_section = change.old_section.as_deref().unwrap_or(&change.section);
        [
            self.side(self.old, change, change.old.as_deref(), change.old_at.as_ref(), old_section),
            self.side(self.new, change, change.new.as_deref(), change.new_at.as_ref(), &change.section),
        ]
    }

    /// The clauses of one side of a change.
    fn side(
        &self,
        document: &Document,
        change: &Change,
        text: Option<&str>,
        at: Option<&BlockAddress>,
        section: &str,
    ) -> Vec<Clause> {
        let Some(text) = text else { return Vec::new() };
        if change.unit == Unit::Section {
            let whole = at.map(|at| section_clauses(document, at)).unwrap_or_default();
            if !whole.is_empty() {
                return whole;
            }
        }
        if is_fused(change)
            && let Some(clauses) = at.and_then(|at| fused_clauses(document, at, text, section))
        {
            return clauses;
        }
        let Some((block, at)) = at.and_then(|at| document.block_at(at).zip(Some(at))) else {
            return loose(text, section, at);
        };
        if matches!(change.unit, Unit::Row | Unit::Cell) {
            let row = self.of_row(document, block, at, section, change, text);
            return row.unwrap_or_else(|| loose(text, section, Some(at)));
        }
        if block.text == text { block_clauses(block, section, at) } else { loose(text, section, Some(at)) }
    }

    /// The clauses of the row, and of the cell where the change names one.
    fn of_row(
        &self,
        document: &Document,
        block: &Block,
        at: &BlockAddress,
        section: &str,
        change: &Change,
        text: &str,
    ) -> Option<Vec<Clause>> {
        let folded = &self.folded;
        let row = if change.new.as_deref() == Some(text) { change.new_row } else { change.old_row };
        let placed = row.and_then(|row| Some((row, self.row_range(document, block, at, row)?)));
        let line = if let Some((row, range)) = placed {
            // Of a table of thousands of rows only this one is read.
            row_clauses(block, section, at, row, &range)
        } else {
            let mut clauses = block_clauses(block, section, at);
            let range = row_of_key(&clauses, change, text, folded)?;
            clauses.retain(|clause| clause.range == range);
            clauses
        };
        // The key itself changed: its row speaks as a whole.
        let renamed =
            line.iter().any(|clause| clause.place == Place::Key && folded.are_same(&clause.text, text));
        if change.unit == Unit::Row || renamed {
            return (!line.is_empty()).then_some(line);
        }
        let cell: Vec<Clause> =
            line.into_iter().filter(|clause| folded.are_same(&clause.text, text)).collect();
        (!cell.is_empty()).then_some(cell)
    }

    /// Where a row of a table stands in the block's text, the header not counted. The changes of a table
    /// follow each other, so that the lines of the last one asked for are kept.
    fn row_range(
        &self,
        document: &Document,
        block: &Block,
        at: &BlockAddress,
        row: usize,
    ) -> Option<Range<usize>> {
        let BlockKind::Table(table) = &block.kind else { return None };
        let line = row + usize::from(!table.header.is_empty());
        let mut kept = self.lines[usize::from(std::ptr::eq(document, self.new))].borrow_mut();
        if kept.as_ref().is_none_or(|(known, _)| known != at) {
            let ends = block.text.split_inclusive('\n').scan(0, |end, line| {
                *end += line.len();
                Some(*end)
            });
            *kept = Some((at.clone(), std::iter::once(0).chain(ends).collect()));
        }
        let (_, ends) = kept.as_ref()?;
        Some(*ends.get(line)?..*ends.get(line + 1)?)
    }
}

/// References that followed their sections are told with the numbers, in a line of their own: what the
/// comparison does not mark as an edit is none here.
fn drop_followed(edits: &mut Vec<Edit>, change: &Change) {
    let Some(old) = change.old.as_deref().filter(|old| !change.words.is_empty() && old.len() < MOST_ALIGNED)
    else {
        return;
    };
    let kept = change.words.iter().filter(|word| word.fate != Fate::Added);
    let marked: String = kept.map(|word| word.text.as_str()).collect();
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    if digits(old) == digits(&marked) {
        return;
    }
    let followed = runs(&tokens(old), &tokens(&marked));
    edits.retain_mut(|edit| {
        if edit.old.is_none() || edit.new.is_none() || edit.runs.is_empty() {
            return true;
        }
        edit.runs.retain(|run| !followed.iter().any(|other| other.old == run.old && other.new == run.new));
        !edit.runs.is_empty()
    });
}

fn is_fused(change: &Change) -> bool {
    matches!(change.kind, ChangeKind::Split | ChangeKind::Merged)
}

/// The clauses of the neighbouring blocks whose texts, one a line, make up a text.
fn fused_clauses(document: &Document, at: &BlockAddress, text: &str, section: &str) -> Option<Vec<Clause>> {
    let mut clauses = Vec::new();
    let mut rest = text;
    let mut place = at.clone();
    while !rest.is_empty() {
        let block = document.block_at(&place)?;
        rest = rest.strip_prefix(block.text.as_str())?.trim_start_matches('\n');
        clauses.extend(block_clauses(block, section, &place));
        place.block += 1;
    }
    Some(clauses)
}

/// Every clause below the section that holds this address.
fn section_clauses(document: &Document, at: &BlockAddress) -> Vec<Clause> {
    let mut clauses = Vec::new();
    for visit in document.walk_from(&at.sections) {
        if visit.section.role != Role::Body {
            continue;
        }
        let path = visit.path();
        for (block, content) in visit.section.blocks.iter().enumerate() {
            clauses.extend(block_clauses(
                content,
                &path,
                &BlockAddress { sections: visit.indices.clone(), block },
            ));
        }
    }
    clauses
}

/// The row as its key tells it, for changes that were recorded without its place.
fn row_of_key(clauses: &[Clause], change: &Change, text: &str, folded: &Folded) -> Option<Range<usize>> {
    let row = change.row.as_deref()?;
    let keyed = |words: &str| {
        let mut keys = clauses.iter().filter(|clause| clause.place == Place::Key);
        keys.find(|clause| folded.are_same(&clause.text, words))
    };
    let renamed = keyed(text).filter(|_| change.unit == Unit::Cell);
    renamed.or_else(|| keyed(row)).map(|clause| clause.range.clone())
}

fn same(a: &str, b: &str) -> bool {
    a == b || tokens(a) == tokens(b)
}

/// Clauses of a text whose block is not at hand.
fn loose(text: &str, section: &str, at: Option<&BlockAddress>) -> Vec<Clause> {
    let nowhere = BlockAddress { sections: Vec::new(), block: 0 };
    block_clauses(&Block::paragraph(text), section, at.unwrap_or(&nowhere))
}

/// Leads tell cells of different rows apart; in running text they are words of the sentence.
fn same_lead(old: &Clause, new: &Clause) -> bool {
    old.place != Place::Cell
        || match (&old.lead, &new.lead) {
            (Some(old), Some(new)) => same(old, new),
            (old, new) => old == new,
        }
}

/// A cell that says what is due at a level of service.
fn is_tier(clause: &Clause) -> bool {
    clause.place == Place::Cell && bounds_tier(clause)
}

/// Where a row is a tier of service levels, its key is spoken of with what is due in it.
fn without_tier_keys(mut edits: Vec<Edit>) -> Vec<Edit> {
    let tiers: Vec<BlockAddress> = edits
        .iter()
        .map(Edit::clause)
        .filter(|clause| is_tier(clause))
        .map(|clause| clause.at.as_ref().clone())
        .collect();
    edits.retain(|edit| edit.clause().place != Place::Key || !tiers.contains(&edit.clause().at));
    edits
}
