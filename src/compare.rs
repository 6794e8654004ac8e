//! Compares two documents the way a drafter edits: sections, then blocks, then words.
//!
//! Sections pair by heading and text, never by number or position alone, so that an inserted
//! section is one change and not twenty. The result is data; nothing here formats, judges or knows
//! where a document came from.
//!
//! Invariants: `compare(a, a)` is empty; every change is reported once and as what it is; a
//! difference that vanishes in [`crate::document::text::comparison_form`] is no change.

mod addresses;
mod alignment;
pub mod applied;
mod block_changes;
mod blocks;
mod ends;
mod form;
mod frame;
mod fusions;
mod hashing;
mod list_numbers;
mod matching;
mod numbering;
mod order;
mod outline;
mod partings;
mod pieces;
mod references;
mod report;
mod rows;
mod section_changes;
mod sections;
mod sharing;
mod similarity;
mod table_rows;
mod tables;
mod targets;
mod telling;
mod tokens;
mod unmarked;
mod words;

#[cfg(test)]
mod drawn;
#[cfg(test)]
mod generated;
#[cfg(test)]
mod sketch;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::document::{BlockAddress, Document};
pub(crate) use numbering::UNNUMBERED;
use outline::Outline;
pub(crate) use rows::replaced;

/// Compares two documents: title and dates, then the body in reading order, then what is no clause.
///
/// Never panics and never fails; equal documents give an empty comparison.
pub fn compare(old: &Document, new: &Document) -> Comparison {
    let (old_outline, new_outline) = (Outline::of(old), Outline::of(new));
    let sections = sections::align_sections(&old_outline, &new_outline);
    let blocks = blocks::align_blocks(&old_outline, &new_outline, &sections);
    let mut changes = report::body_changes(&old_outline, &new_outline, &sections, &blocks);
    let frame = frame::title_change(old, new).into_iter().chain(frame::date_changes(old, new));
    changes.splice(0..0, frame);
    changes.extend(frame::furniture_changes(old, new));
    Comparison { changes: addresses::as_links(changes) }
}

/// Two documents compared. Order: reading order of the new document, removals where they stood.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// What changed, each edit once.
    pub changes: Vec<Change>,
}

impl Comparison {
    /// True when words of the policy itself differ: more than link targets and page furniture.
    pub fn has_words(&self) -> bool {
        self.changes.iter().any(|change| change.kind != ChangeKind::Link && change.unit != Unit::Furniture)
    }
}

/// One edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What sort of edit.
    pub kind: ChangeKind,
    /// What it was done to.
    pub unit: Unit,
    /// Section path in the new document (in the old one for removals), headings joined by ` > `.
    pub section: String,
    /// Section path in the old document, only where it differs.
    pub old_section: Option<String>,
    /// Lead words of the list item concerned.
    pub item: Option<String>,
    /// Row key of the table row concerned.
    pub row: Option<String>,
    /// Column name of the table cell concerned.
    pub column: Option<String>,
    /// Text of the block (cell, heading, number) before.
    pub old: Option<String>,
    /// Text of the block (cell, heading, number) after.
    pub new: Option<String>,
    /// Word runs from old to new; empty for additions and removals.
    pub words: Vec<Word>,
    /// Block in the old document, where there is one.
    pub old_at: Option<BlockAddress>,
    /// Block in the new document, where there is one.
    pub new_at: Option<BlockAddress>,
    /// Place of the row in the old table (the header not counted), for rows and cells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_row: Option<usize>,
    /// Place of the row in the new table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_row: Option<usize>,
}

impl Change {
    /// A change of which only kind and unit are known yet.
    pub(crate) fn blank(kind: ChangeKind, unit: Unit) -> Self {
        Self {
            kind,
            unit,
            section: String::new(),
            old_section: None,
            item: None,
            row: None,
            column: None,
            old: None,
            new: None,
            words: Vec::new(),
            old_at: None,
            new_at: None,
            old_row: None,
            new_row: None,
        }
    }

    /// True when only marks of punctuation differ: the words are the same, and no number, sign of a
    /// currency or percent is touched.
    pub fn is_punctuation(&self) -> bool {
        let telling = |c: char| c.is_numeric() || "%$€£¥§+=<>".contains(c);
        let mut changed = self.words.iter().filter(|word| word.fate != Fate::Same).peekable();
        if changed.peek().is_none() || changed.any(|word| word.text.contains(telling)) {
            return false;
        }
        let side = |fate: Fate| -> Vec<String> {
            let kept = self.words.iter().filter(|word| word.fate == Fate::Same || word.fate == fate);
            let text: String = kept.map(|word| word.text.as_str()).collect();
            let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            words.map(str::to_owned).collect()
        };
        side(Fate::Removed) == side(Fate::Added)
    }

    /// Derived id: 16 hex digits over `scope` (policy and the two texts' hashes), kind, place and text,
    /// so that the same edit found again is the same change.
    pub fn id(&self, scope: &str) -> String {
        let mut hasher = Sha256::new();
        let parts = [
            Some(scope),
            Some(self.kind.as_str()),
            Some(&self.section),
            self.old_section.as_deref(),
            self.item.as_deref(),
            self.row.as_deref(),
            self.column.as_deref(),
            self.old.as_deref(),
            self.new.as_deref(),
        ];
        for part in parts {
            hasher.update(part.unwrap_or("\u{1}").as_bytes());
            hasher.update([0]);
        }
        hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Sorts of edits, a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Only in the new document.
    Added,
    /// Only in the old document.
    Removed,
    /// Reworded in place.
    Changed,
    /// Same text (or nearly) at another place.
    Moved,
    /// Only numbers of headings or references moved on.
    Renumbered,
    /// Same content under another heading.
    Retitled,
    /// Same list items in another order.
    Reordered,
    /// One block became several.
    Split,
    /// Several blocks became one.
    Merged,
    /// Only a link target differs.
    Link,
    /// Only dates differ: one the document states about itself (of the unit [`Unit::Date`]), or those
    /// in a block or a cell.
    Date,
}

impl ChangeKind {
    /// The word used in JSON, mail and on the terminal.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Moved => "moved",
            Self::Renumbered => "renumbered",
            Self::Retitled => "retitled",
            Self::Reordered => "reordered",
            Self::Split => "split",
            Self::Merged => "merged",
            Self::Link => "link",
            Self::Date => "date",
        }
    }
}

/// What an edit was done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// The document's title.
    Title,
    /// A section with its content.
    Section,
    /// Only a heading.
    Heading,
    /// A paragraph.
    Paragraph,
    /// A list item.
    Item,
    /// The order of a list.
    List,
    /// A whole table.
    Table,
    /// A table row.
    Row,
    /// A table cell.
    Cell,
    /// A formula.
    Formula,
    /// A date of the document.
    Date,
    /// A link target.
    Link,
    /// Numbers of sections and the references to them.
    Numbers,
    /// A section that is no clause: banner, contents, related links.
    Furniture,
}

/// A run of words with its fate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    /// Kept, removed or added.
    pub fate: Fate,
    /// The words with the spaces between them.
    pub text: String,
}

/// Fate of a run of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// In both.
    Same,
    /// Only in the old text.
    Removed,
    /// Only in the new text.
    Added,
}
