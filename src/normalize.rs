//! Bytes of a page, Markdown, plain text or PDF to the document tree.
//!
//! Never fails: bad markup is an ordinary page, and what looked wrong is in
//! [`Document::warnings`](crate::document::Document::warnings). Knows nothing of where the bytes came from.
//!
//! ```text
//! bytes ─ charset ─▶ str ─ html | markdown | plain ─▶ lines ─ phrases, clauses, footnotes, enumerate, fused, frame, …,
//! bytes ─────────────────── pdf ────────────────────▶         headings ─▶ lines ─ build ─▶ Document
//! ```
//! The four readers only find lines and what markup says about them; everything a reader of the page
//! would conclude (headings, items, dates, contents) is concluded once, on lines, so that the same text
//! gives the same tree from any format.

mod aligned;
mod barred;
mod build;
mod charset;
mod clauses;
pub(crate) mod dates;
mod dom;
mod email;
mod enumerate;
mod footnotes;
mod formula;
mod frame;
mod furniture;
mod fused;
mod headings;
#[cfg(test)]
mod hostile;
mod html;
mod html_table;
mod language;
mod line;
mod markdown;
mod nesting;
mod number;
mod page_words;
mod pdf;
mod phrases;
mod pickers;
mod plain;
mod policy_dates;
pub mod select;
mod signature;
#[cfg(test)]
mod twins;
mod warnings;

pub use charset::detect_format;
pub(crate) use frame::names_a_policy;

pub(crate) use language::language_of;

use crate::document::{Document, Warning, WarningKind};
use line::Page;

/// Raised whenever the same bytes may give another document; stored versions carry it.
pub const NORMALIZER_VERSION: u32 = 7;

/// Formats we read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// HTML of any sort.
    Html,
    /// CommonMark with tables.
    Markdown,
    /// Plain text.
    Text,
    /// PDF with text in it.
    Pdf,
}

/// What was fetched or read, as far as the text is concerned.
#[derive(Debug, Clone, Copy, Default)]
pub struct Input<'a> {
    /// The bytes, decompressed.
    pub bytes: &'a [u8],
    /// The `Content-Type` header, with its charset if it has one.
    pub content_type: Option<&'a str>,
    /// File name or URL path; its ending helps to tell the format.
    pub name: Option<&'a str>,
}

/// Reads the document in these bytes. Total: binary bytes give an empty document with a warning.
pub fn normalize(input: &Input<'_>) -> Document {
    let (mut document, declared) = words_of(input);
    document.language = language::detect(&document).or(declared);
    let found = warnings::find(&document);
    document.warnings.extend(found);
    document
}

/// As [`normalize`], without what only judging asks for: the language, and warnings about the text.
pub fn normalize_to_compare(input: &Input<'_>) -> Document {
    words_of(input).0
}

/// Title, dates and sections; warnings about the bytes; the language that the page declares.
fn words_of(input: &Input<'_>) -> (Document, Option<String>) {
    let Some(format) = detect_format(input) else {
        let why = "The bytes are not a text, so there is nothing to read.".into();
        let warnings = vec![Warning { kind: WarningKind::Undecodable, why }];
        return (Document { warnings, ..Document::default() }, None);
    };
    let (mut page, trouble) = read(input, format);
    let declared = page.language.take();
    let warnings = trouble.into_iter().chain(line::warning(&page)).collect();
    (Document { warnings, ..assemble(page) }, declared)
}

/// Lines of the input in this format, and what was wrong with the bytes as a whole.
fn read(input: &Input<'_>, format: Format) -> (Page, Option<Warning>) {
    let reader = match format {
        Format::Html => html::read,
        Format::Markdown => markdown::read,
        Format::Text => plain::read,
        Format::Pdf => return pdf::read(input.bytes),
    };
    let decoded = charset::decode(input, format);
    let damaged = decoded.damaged.then(|| Warning {
        kind: WarningKind::Undecodable,
        why: "Some bytes are not valid in the page's charset and are shown as replacement characters.".into(),
    });
    (reader(&decoded.text), damaged)
}

/// Lines to document: the part all formats share.
fn assemble(page: Page) -> Document {
    let Page { mut lines, title: page_title, day_first, .. } = page;
    email::undisguise(&mut lines);
    phrases::take_out(&mut lines);
    footnotes::take(&mut lines);
    clauses::split(&mut lines);
    enumerate::mark_items(&mut lines);
    fused::join_tables(&mut lines);
    let title = frame::take(&mut lines, page_title.as_deref());
    signature::mark(&mut lines);
    let dates = policy_dates::take(&mut lines, day_first);
    headings::classify(&mut lines);
    formula::mark(&mut lines);
    let sections = build::tree(lines);
    Document { title, language: None, dates, sections, warnings: Vec::new() }
}
