//! A confirmed change on a terminal: the comparison as `compare` shows it, then the calendar as mail
//! shows it.

use chrono::NaiveDate;

use super::mail::calendar_rows;
use super::wrap::{Paint, Sheet, Tone, Width, span};
use super::{Report, Side, layout, safe};
use crate::digest::PolicyChange;
use crate::watchlist::Publisher;

/// What `watch` prints under a confirmed change. `today` is the publisher's civil day.
pub fn terminal(
    change: &PolicyChange,
    publisher: &Publisher,
    today: NaiveDate,
    width: Width,
    paint: Paint,
) -> String {
    let title = title(change);
    let report = report(change, &title);
    let mut sheet = Sheet::new(width, paint);
    sheet.line(0, &[span(Tone::Strong, "Calendar")]);
    for (label, value) in calendar_rows(change, publisher, today) {
        let lead = span(Tone::Faint, format!("  {label:<30}"));
        let hang = span(Tone::Plain, " ".repeat(32));
        sheet.wrap(&lead, &hang, &[span(Tone::Plain, safe::line(&value))]);
    }
    format!("{}\n{}", layout::comparison(&report, width, paint), sheet.finish())
}

/// The comparison alone for the evidence of a case: as plain text and as JSON.
pub fn on_file(change: &PolicyChange) -> (String, String) {
    let title = title(change);
    let report = report(change, &title);
    (super::text::comparison(&report), super::json::compare(&report))
}

fn title(change: &PolicyChange) -> String {
    format!("{} {}", change.service, change.kind)
}

fn report<'a>(change: &'a PolicyChange, title: &'a str) -> Report<'a> {
    let confirmed = &change.change;
    let side = |sha256: String| Side { title: Some(title), source: &change.source, sha256 };
    Report {
        old: side(confirmed.old_sha256.to_string()),
        new: side(confirmed.new_sha256.to_string()),
        comparison: &confirmed.comparison,
        assessment: &confirmed.assessment,
        change_scope: change.policy.as_str(),
    }
}
