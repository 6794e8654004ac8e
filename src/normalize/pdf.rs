//! PDF to lines: what a page shows, put back into the order and the units a reader sees.
//!
//! ```text
//! bytes ─ glyphs ─▶ letters in place ─ fragments ─▶ words on baselines ─ margins, columns, tables ─▶
//! rows and tables in reading order ─ paragraphs, hyphens ─▶ lines
//! ```
//! A PDF knows neither paragraphs nor headings; they are concluded from places and sizes here, and from
//! numbers and words where it is done for all formats. A file that cannot be read gives no line and one
//! warning that says why; no panic leaves this module.

mod columns;
mod direction;
mod fragments;
mod glyphs;
mod hyphens;
mod margins;
mod paragraphs;
mod spread;
mod tables;
mod weight;

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::document::{Warning, WarningKind};

use super::line::Page;
use glyphs::{Sheet, Sheets, Trouble};
use margins::Leaf;
use paragraphs::{Setting, Stretch};
use tables::Piece;

/// Fewer words than this a page, with a picture on each, are stamps on scanned pages.
const FEWEST_WORDS_A_PAGE: usize = 12;

/// Lines of a PDF, and what went wrong. Total: hostile bytes give an empty page.
pub(super) fn read(bytes: &[u8]) -> (Page, Option<Warning>) {
    // The parser is other people's code fed by strangers. It shares nothing with us that a panic could
    // leave half-done.
    match catch_unwind(AssertUnwindSafe(|| glyphs::read(bytes).map(page))) {
        Ok(Ok(read)) => read,
        Ok(Err(trouble)) => (Page::default(), Some(warning(why_not(trouble)))),
        Err(thrown) => {
            let why = thrown
                .downcast_ref()
                .map_or("The PDF is damaged so that its reader gave up.", |trouble| why_not(*trouble));
            (Page::default(), Some(warning(why)))
        }
    }
}

fn why_not(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Locked => "The PDF is encrypted and opens only with a password.",
        Trouble::Broken => "The PDF is damaged or cut off and has no readable page.",
        Trouble::TooLarge => "The PDF is far larger than any policy and was not read.",
    }
}

fn warning(why: &str) -> Warning {
    Warning { kind: WarningKind::Undecodable, why: why.to_owned() }
}

fn page(sheets: Sheets) -> (Page, Option<Warning>) {
    let Sheets { mut pages, title } = sheets;
    weight::mark_bold(&mut pages);
    let turned: Vec<bool> = pages.iter_mut().map(direction::mirror).collect();
    pages.iter_mut().for_each(spread::close_up);
    let keep_artifacts = mostly_artifacts(&pages);
    let mut leaves: Vec<Leaf> = pages
        .iter()
        .zip(turned)
        .map(|(sheet, turned)| {
            let mut fragments = fragments::find(sheet, keep_artifacts);
            if turned {
                direction::restore(&mut fragments);
            }
            Leaf { height: sheet.height, fragments }
        })
        .collect();
    let body = body_size(&leaves);
    margins::strip(&mut leaves, body);
    let words: usize = leaves.iter().flat_map(|leaf| &leaf.fragments).map(|line| line.words.len()).sum();
    let warning = trouble_with(&pages, words);
    let stretches = stretches(&pages, leaves);
    let setting = Setting::of(&stretches, body);
    let lines = paragraphs::lines(&stretches, &setting);
    (Page { lines, title: title.filter(|title| is_title(title)), ..Page::default() }, warning)
}

/// Some writers mark all of their text as artifacts; then the mark says nothing.
fn mostly_artifacts(pages: &[Sheet]) -> bool {
    let all: usize = pages.iter().map(|sheet| sheet.glyphs.len()).sum();
    let marked = pages.iter().flat_map(|sheet| &sheet.glyphs).filter(|glyph| glyph.artifact).count();
    marked * 2 > all
}

/// The size in which most letters are set.
fn body_size(leaves: &[Leaf]) -> f64 {
    let mut letters: HashMap<i64, usize> = HashMap::new();
    for fragment in leaves.iter().flat_map(|leaf| &leaf.fragments) {
        #[expect(clippy::cast_possible_truncation, reason = "sizes are at most a thousand points")]
        let quarter_points = (fragment.size * 4.0).round() as i64;
        *letters.entry(quarter_points).or_default() +=
            fragment.words.iter().map(|word| word.text.len()).sum::<usize>();
    }
    let most = letters.into_iter().max_by_key(|(size, count)| (*count, -*size));
    #[expect(clippy::cast_precision_loss, reason = "a few thousand quarter points")]
    most.map_or(10.0, |(size, _)| size as f64 / 4.0)
}

/// What a person should know about the file as a whole.
fn trouble_with(pages: &[Sheet], words: usize) -> Option<Warning> {
    let pictured = pages.iter().filter(|sheet| sheet.pictures > 0).count();
    let unreadable: usize = pages.iter().map(|sheet| sheet.unreadable).sum();
    let letters: usize = pages.iter().map(|sheet| sheet.glyphs.len()).sum();
    if unreadable * 50 > letters {
        return Some(warning("Some fonts of the PDF do not say which letters they show; these are lost."));
    }
    if words < FEWEST_WORDS_A_PAGE * pages.len() && pictured * 2 > pages.len() {
        return Some(warning("The PDF is scanned: its pages are pictures without text."));
    }
    (words == 0).then(|| warning("The PDF holds no text."))
}

/// Reads each page column by column and finds the edges of the columns.
fn stretches(pages: &[Sheet], leaves: Vec<Leaf>) -> Vec<Stretch> {
    let mut out: Vec<(Stretch, bool)> = Vec::new();
    for (sheet, leaf) in pages.iter().zip(leaves) {
        let parts = columns::stretches(leaf.fragments, &sheet.rules);
        let alone = parts.len() == 1;
        for part in parts {
            let left = part.iter().map(fragments::Fragment::left).fold(f64::INFINITY, f64::min);
            let right = part.iter().map(fragments::Fragment::right).fold(0.0, f64::max);
            let pieces = tables::find(part, &sheet.rules);
            // A page of few short rows says nothing about its right edge; margins are mostly alike.
            let short = pieces.iter().filter(|piece| matches!(piece, Piece::Row(_))).count() < 6;
            let right = if alone && short { right.max(sheet.width - left.max(30.0)) } else { right };
            out.push((Stretch { pieces, left, right }, alone));
        }
    }
    let widest = out.iter().filter(|(_, alone)| *alone).map(|(stretch, _)| stretch.right).fold(0.0, f64::max);
    out.into_iter()
        .map(|(stretch, alone)| {
            let right = if alone { stretch.right.max(widest) } else { stretch.right };
            Stretch { right, ..stretch }
        })
        .collect()
}

/// Titles that a program filled in name files and addresses.
fn is_title(title: &str) -> bool {
    const ENDINGS: [&str; 8] = [".html", ".htm", ".pdf", ".doc", ".docx", ".odt", ".md", ".txt"];
    let lower = title.trim().to_lowercase();
    !(lower.is_empty()
        || lower.contains("://")
        || lower.starts_with("about:")
        || lower.starts_with("untitled")
        || lower.starts_with("microsoft word")
        || ENDINGS.iter().any(|ending| lower.ends_with(ending)))
}
