//! The document tree: what a policy says once page, markup and file format are gone.
//!
//! Every later stage (comparison, facts, mail) reads this tree and nothing else, so the text that
//! decides is the text that is shown. The tree knows no HTML, no file and no clock.
//!
//! Invariants:
//! - `Block::text` is whitespace-normalized, in the letters of the original (NFC, quotes and dashes
//!   as written). Equality for comparing goes through [`text::comparison_form`].
//! - Numbers and markers are attributes; identity is heading and text.
//! - Tables keep their cells; `Block::text` of a table is the rows joined by ` | ` and newlines.

pub(crate) mod legal_forms;
mod markdown;
pub(crate) mod number_words;
mod outline;
pub mod text;
mod walk;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use walk::{BlockAddress, BlockVisit, SectionVisit};

/// A policy as text: title, dates, sections.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The document's own title, without site names.
    pub title: Option<String>,
    /// ISO 639-1 code of the dominant language, when it could be told.
    pub language: Option<String>,
    /// Dates the document states about itself, in order of appearance.
    pub dates: Vec<PolicyDate>,
    /// Top-level sections in reading order; text before the first heading is a section without one.
    pub sections: Vec<Section>,
    /// What looked wrong or lost while reading.
    pub warnings: Vec<Warning>,
}

/// A heading with its content and the sections below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Kind word printed before the number, as in `Article 3`: an attribute like the number.
    pub label: Option<String>,
    /// Number without closing punctuation: `2`, `2.1`, `IV`.
    pub number: Option<String>,
    /// Heading text without label and number. `None` for text before the first heading.
    pub heading: Option<String>,
    /// How the heading was recognised; its loss or return alone is no change of substance.
    pub heading_source: HeadingSource,
    /// Depth in the tree, 1 for top-level sections.
    pub level: u8,
    /// Only `Body` sections hold clauses.
    pub role: Role,
    /// Paragraphs, items, tables and formulas directly under the heading.
    pub blocks: Vec<Block>,
    /// Sections below this one.
    pub sections: Vec<Section>,
}

impl Section {
    /// A body section of the given level and heading, without content.
    pub fn new(level: u8, heading: Option<String>, heading_source: HeadingSource) -> Self {
        Self {
            label: None,
            number: None,
            heading,
            heading_source,
            level,
            role: Role::Body,
            blocks: Vec::new(),
            sections: Vec::new(),
        }
    }

    /// Label, number and heading as a reader sees them: `Article 3 Compensation Scheme`.
    pub fn display_heading(&self) -> String {
        [&self.label, &self.number, &self.heading]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// How a heading was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeadingSource {
    /// Marked up as a heading, or numbered on a line of its own.
    Explicit,
    /// Heading and text share a line: `1.3 Valid Request: Requests received …`.
    RunIn,
    /// Recognised by look: a short line before a sentence or a list.
    Inferred,
    /// Made by us, for content that has no heading at all.
    Synthetic,
}

/// What a section is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Clauses.
    Body,
    /// Site text above the title.
    Banner,
    /// A table of contents.
    Contents,
    /// "See also" and the like.
    Related,
    /// Closing block of names and addresses.
    Signature,
}

/// The smallest unit of a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Paragraph, item, table or formula.
    pub kind: BlockKind,
    /// Whitespace-normalized text, marker excluded.
    pub text: String,
    /// Link targets inside the text: a channel of their own, never part of the words.
    pub links: Vec<Link>,
}

impl Block {
    /// A paragraph without links.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self { kind: BlockKind::Paragraph, text: text.into(), links: Vec::new() }
    }

    /// A list item without links.
    pub fn item(level: u8, marker: Option<String>, stem: Option<String>, text: impl Into<String>) -> Self {
        Self { kind: BlockKind::Item { marker, level, stem }, text: text.into(), links: Vec::new() }
    }

    /// A table; its text is made from the cells.
    pub fn table(table: Table) -> Self {
        let text = table.to_text();
        Self { kind: BlockKind::Table(table), text, links: Vec::new() }
    }

    /// The sentence that opens the list this item belongs to.
    pub fn stem(&self) -> Option<&str> {
        match &self.kind {
            BlockKind::Item { stem, .. } => stem.as_deref(),
            _ => None,
        }
    }

    /// Stem and text together, the unit in which polarity and modals are read.
    pub fn with_stem(&self) -> String {
        match self.stem() {
            Some(stem) => format!("{stem} {}", self.text),
            None => self.text.clone(),
        }
    }
}

/// The shape of a block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type", content = "content")]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// One item of a list.
    Item {
        /// As written: `•`, `-`, `(i)`, `a.`; `None` when the marker was lost.
        marker: Option<String>,
        /// Nesting, 1 for the outer list.
        level: u8,
        /// The sentence that opens the list; for a nested item, the parent item's text.
        stem: Option<String>,
    },
    /// Rows and columns.
    Table(Table),
    /// A calculation, compared token by token and opaque to the fact grammars.
    Formula,
}

/// Cells of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Column names; empty when the table has none.
    pub header: Vec<String>,
    /// Rows of cells; the first cell is the row's key.
    pub rows: Vec<Vec<String>>,
    /// True when columns were glued by text extraction and split by us.
    pub fused: bool,
}

impl Table {
    /// Rows joined by newlines, cells by ` | `, header first.
    pub fn to_text(&self) -> String {
        std::iter::once(&self.header)
            .filter(|header| !header.is_empty())
            .chain(&self.rows)
            .map(|cells| cells.join(" | "))
            .collect::<Vec<_>>()
            .join("\n")
    }
}

/// A link's target and the text that carries it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Visible text of the link.
    pub text: String,
    /// Target as written.
    pub target: String,
}

/// A date the document states about itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyDate {
    /// What the date is said to be.
    pub kind: DateKind,
    /// The date with its precision.
    pub value: PartialDate,
    /// The words it was read from.
    pub text: String,
}

/// What a date in a policy stands for. "Last updated" is a label, not an effective date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateKind {
    /// Revision label.
    LastUpdated,
    /// When the text starts to apply.
    Effective,
    /// When the text was published.
    Published,
    /// A version label that is a date.
    Version,
}

impl DateKind {
    /// Every kind, in the order in which changes of dates are reported.
    pub(crate) const ALL: [Self; 4] = [Self::LastUpdated, Self::Effective, Self::Published, Self::Version];

    /// What a date of this kind is called.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::LastUpdated => "last updated",
            Self::Effective => "effective",
            Self::Published => "published",
            Self::Version => "version",
        }
    }
}

/// A date with year, quarter, month or day precision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PartialDate {
    /// `2024`
    Year(i32),
    /// `2025-Q3`
    Quarter(i32, u32),
    /// `2025-01`
    Month(i32, u32),
    /// `2026-05-12`
    Day(NaiveDate),
}

impl PartialDate {
    /// First and last day the date may stand for.
    pub fn interval(self) -> (NaiveDate, NaiveDate) {
        let ends = |year: i32, from: u32, to: u32| {
            let first = NaiveDate::from_ymd_opt(year, from, 1).unwrap_or(NaiveDate::MIN);
            let next = if to == 12 {
                NaiveDate::from_ymd_opt(year + 1, 1, 1)
            } else {
                NaiveDate::from_ymd_opt(year, to + 1, 1)
            };
            let last = next.and_then(|day| day.pred_opt()).unwrap_or(NaiveDate::MAX);
            (first, last)
        };
        match self {
            Self::Year(year) => ends(year, 1, 12),
            Self::Quarter(year, quarter) => ends(year, quarter * 3 - 2, quarter * 3),
            Self::Month(year, month) => ends(year, month, month),
            Self::Day(day) => (day, day),
        }
    }
}

impl PartialDate {
    /// `12 May 2026`, `January 2025`, `Q3 2025` or `2024`.
    pub(crate) fn in_words(self) -> String {
        match self {
            Self::Year(year) => year.to_string(),
            Self::Quarter(year, quarter) => format!("Q{quarter} {year}"),
            Self::Month(..) => self.interval().0.format("%B %Y").to_string(),
            Self::Day(date) => date.format("%-d %B %Y").to_string(),
        }
    }
}

impl std::fmt::Display for PartialDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => write!(f, "{day}"),
        }
    }
}

/// Something about the text that a person should know; never a verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// What sort of trouble.
    pub kind: WarningKind,
    /// One plain sentence.
    pub why: String,
}

/// Sorts of warnings, a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WarningKind {
    /// Text still to be filled in: `[Company Name]`.
    Placeholder,
    /// A stem such as "We share data with:" without its list.
    MissingList,
    /// A reference to a section the document does not have.
    DanglingReference,
    /// One fact stated with two values.
    Inconsistent,
    /// `thirty (14) days`.
    NumberMismatch,
    /// A date the text speaks of is nowhere to be found.
    MissingDate,
    /// A list or section vanished in a way that looks like lost extraction.
    ExtractionLoss,
    /// Bytes that are not valid in the declared charset.
    Undecodable,
    /// A text in a language the rules do not read.
    Language,
    /// A promise was taken out at one place and still stands at another.
    PromiseElsewhere,
    /// Several small changes come to a large one.
    AddedUp,
}
