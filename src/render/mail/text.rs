//! A letter as plain text, complete in itself.

use super::letter::{Letter, Part, Row};
use crate::compare::{Fate, Word};
use crate::render::entries::Entry;
use crate::render::excerpt;
use crate::render::html::capital;
use crate::render::wrap::{Paint, Sheet, Span, Tone, Width, columns, span};

/// Columns of a mail that no program wraps again.
const COLUMNS: usize = 74;
/// Longest added or removed run, in characters; the full text is attached or at its source.
pub(crate) const RUN: usize = 1_500;

/// The whole text part.
pub(crate) fn letter(letter: &Letter<'_>) -> String {
    let mut sheet = Sheet::new(Width::new(COLUMNS), Paint::Plain);
    for sentence in &letter.opening {
        plain(&mut sheet, sentence);
    }
    let alone = letter.parts.len() == 1;
    for part in &letter.parts {
        sheet.gap();
        if !alone {
            heading(&mut sheet, &part.heading);
        }
        rows(&mut sheet, &part.calendar);
        if alone {
            sheet.gap();
            heading(&mut sheet, &part.heading);
        }
        changes(&mut sheet, part);
        if !alone {
            sheet.gap();
            fingerprints(&mut sheet, &part.fingerprints);
        }
    }
    sheet.gap();
    heading(&mut sheet, "Why you get this");
    for sentence in &letter.closing {
        plain(&mut sheet, sentence);
    }
    if let [part] = letter.parts.as_slice() {
        sheet.gap();
        heading(&mut sheet, "Fingerprints");
        fingerprints(&mut sheet, &part.fingerprints);
    }
    sheet.finish()
}

fn plain(sheet: &mut Sheet, text: &str) {
    sheet.line(0, &[span(Tone::Plain, text)]);
}

fn heading(sheet: &mut Sheet, text: &str) {
    plain(sheet, &text.to_uppercase());
    plain(sheet, &"-".repeat(columns(text).min(COLUMNS)));
}

fn rows(sheet: &mut Sheet, rows: &[Row]) {
    let wide = rows.iter().map(|row| columns(row.label)).max().unwrap_or(0) + 2;
    let margin = span(Tone::Plain, " ".repeat(wide));
    for row in rows {
        let label = span(Tone::Plain, format!("{:<wide$}", format!("{}:", row.label)));
        sheet.wrap(&label, &margin, &[span(Tone::Plain, row.value.as_str())]);
    }
}

/// A hash and its label do not fit one line.
fn fingerprints(sheet: &mut Sheet, rows: &[Row]) {
    for row in rows {
        plain(sheet, &format!("{}:", row.label));
        sheet.line(2, &[span(Tone::Plain, row.value.as_str())]);
    }
}

fn changes(sheet: &mut Sheet, part: &Part<'_>) {
    for (index, entry) in part.shown.iter().enumerate() {
        sheet.gap();
        change(sheet, index + 1, entry);
    }
    if part.listed.is_empty() {
        return;
    }
    sheet.gap();
    plain(sheet, if part.shown.is_empty() { "Changes:" } else { "Also changed:" });
    for entry in &part.listed {
        let line = format!("{}, {}: {}", capital(entry.verdict_word()), entry.section(), entry.gist(100));
        sheet.wrap(&span(Tone::Plain, "- "), &span(Tone::Plain, "  "), &[span(Tone::Plain, line)]);
    }
}

fn change(sheet: &mut Sheet, number: usize, entry: &Entry<'_>) {
    let lead = format!("{number}. ");
    let indent = columns(&lead);
    let margin = span(Tone::Plain, " ".repeat(indent));
    sheet.wrap(&span(Tone::Plain, lead), &margin, &[span(Tone::Plain, entry.section())]);
    let severity = entry.severity().map(|severity| format!(", {}", severity.as_str())).unwrap_or_default();
    let details = std::iter::once(entry.event()).chain(entry.qualities()).collect::<Vec<_>>().join("; ");
    let line = format!("{}{severity}: {details}", capital(entry.verdict_word()));
    sheet.line(indent, &[span(Tone::Plain, line)]);
    for sentence in entry.sentences() {
        sheet.line(indent, &[span(Tone::Plain, sentence)]);
    }
    let runs = excerpt::capped(excerpt::runs(entry.change), RUN);
    if excerpt::is_unedited(&runs) {
        return quote(sheet, indent, "= ", &excerpt::side(&runs, Fate::Same), false);
    }
    let whole = excerpt::is_whole(&runs);
    quote(sheet, indent, "\u{2212} ", &excerpt::side(&runs, Fate::Removed), !whole);
    quote(sheet, indent, "+ ", &excerpt::side(&runs, Fate::Added), !whole);
}

/// One side behind its sign; edited words stand between asterisks where kept words are around them.
fn quote(sheet: &mut Sheet, indent: usize, sign: &str, runs: &[Word], starred: bool) {
    if runs.iter().all(|run| run.text.trim().is_empty()) {
        return;
    }
    let margin = " ".repeat(indent);
    let star = |run: &Word| match run.fate {
        Fate::Removed | Fate::Added if starred => span(Tone::Plain, format!("*{}*", run.text)),
        _ => span(Tone::Plain, run.text.as_str()),
    };
    let words: Vec<Span> = runs.iter().map(star).collect();
    let first = span(Tone::Plain, format!("{margin}{sign}"));
    sheet.wrap(&first, &span(Tone::Plain, format!("{margin}  ")), &words);
}
