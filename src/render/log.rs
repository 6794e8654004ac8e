//! `log POLICY`: the life of a policy, a line a check, with what the checks caused below them.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;

use super::json::instant;
use super::review::{WordView, word_view};
use super::wrap::{Paint, Sheet, Tone, Width, span};
use super::{json, safe};
use crate::check::Outcome;
use crate::digest::PolicyChange;
use crate::materiality::{Review, Verdict};
use crate::watchlist::PolicyId;

/// One check with what it caused.
#[derive(Debug, Clone)]
pub struct CheckLine<'a> {
    /// When.
    pub at: DateTime<Utc>,
    /// How it ended.
    pub outcome: Outcome,
    /// Verdict of the difference, where there was one.
    pub verdict: Option<Verdict>,
    /// HTTP status, where something was fetched.
    pub http_status: Option<u16>,
    /// Why, where a person should know.
    pub reason: Option<&'a str>,
    /// The confirmed change, where there is one.
    pub change: Option<&'a PolicyChange>,
    /// What people said of that change since, oldest first.
    pub words: Vec<&'a Review>,
    /// Messages from then to the next check: kind and state of each delivery.
    pub deliveries: Vec<(&'a str, &'a str)>,
}

#[derive(Serialize)]
struct LogView<'a> {
    schema_version: u32,
    policy: &'a str,
    checks: Vec<CheckView<'a>>,
}

#[derive(Serialize)]
struct CheckView<'a> {
    at: String,
    outcome: &'static str,
    reason: Option<&'a str>,
    http_status: Option<u16>,
    verdict: Option<&'static str>,
    first_seen: Option<String>,
    changes: Option<usize>,
    notice: Option<&'static str>,
    words: Vec<WordView<'a>>,
    deliveries: Vec<DeliveryView<'a>>,
}

#[derive(Serialize)]
struct DeliveryView<'a> {
    kind: &'a str,
    state: &'a str,
}

/// One JSON document.
pub fn json(policy: &PolicyId, lines: &[CheckLine<'_>]) -> String {
    let checks = lines
        .iter()
        .map(|line| CheckView {
            at: instant(line.at),
            outcome: line.outcome.as_str(),
            reason: line.reason,
            http_status: line.http_status,
            verdict: line.verdict.map(Verdict::as_str),
            first_seen: line.change.map(|change| instant(change.change.first_seen)),
            changes: line.change.map(|change| change.change.comparison.changes.len()),
            notice: line.change.map(|change| change.change.outlook.verdict.as_str()),
            words: line.words.iter().map(|review| word_view(review)).collect(),
            deliveries: line.deliveries.iter().map(|(kind, state)| DeliveryView { kind, state }).collect(),
        })
        .collect();
    json::pretty(&LogView { schema_version: json::SCHEMA_VERSION, policy: policy.as_str(), checks })
}

/// For people: newest first, as given.
pub fn terminal(lines: &[CheckLine<'_>], width: Width, paint: Paint) -> String {
    let mut sheet = Sheet::new(width, paint);
    for line in lines {
        let at = line.at.to_rfc3339_opts(SecondsFormat::Secs, true);
        let tone = match line.outcome {
            Outcome::Changed => Tone::Strong,
            Outcome::Failed | Outcome::Quarantined => Tone::Doubtful,
            _ => Tone::Plain,
        };
        let reason = line.reason.map(|why| format!(": {}", safe::line(why))).unwrap_or_default();
        let margin = span(Tone::Plain, " ".repeat(22));
        let outcome = span(tone, line.outcome.as_str());
        sheet.wrap(&span(Tone::Faint, format!("{at}  ")), &margin, &[outcome, span(Tone::Plain, reason)]);
        if let Some(change) = line.change {
            let change = &change.change;
            let verdict = change.assessment.verdict.as_str();
            let edits = change.comparison.changes.len();
            let edits = format!("{edits} change{}", if edits == 1 { "" } else { "s" });
            let told = format!("{verdict}, {edits}; notice: {}", change.outlook.why);
            sheet.wrap(&margin, &margin, &[span(Tone::Plain, told)]);
        }
        for review in &line.words {
            let by = review.by.as_deref().map(|by| format!(" by {}", safe::line(by))).unwrap_or_default();
            let at = review.at.to_rfc3339_opts(SecondsFormat::Secs, true);
            let (edit, word) = (&review.edit, review.word.as_str());
            let because = safe::line(&review.because);
            let said = format!("{edit} settled as {word}{by} at {at}: {because}");
            sheet.wrap(&margin, &margin, &[span(Tone::Plain, said)]);
        }
        for (kind, count, state) in counted(&line.deliveries) {
            sheet.line(22, &[span(Tone::Plain, format!("{count} x {kind} {state}"))]);
        }
    }
    sheet.finish()
}

/// Deliveries of the same kind and state, counted, in order of first appearance.
fn counted<'a>(deliveries: &[(&'a str, &'a str)]) -> Vec<(&'a str, usize, &'a str)> {
    let mut counts: Vec<(&str, usize, &str)> = Vec::new();
    for (kind, state) in deliveries {
        match counts.iter_mut().find(|(known, _, known_state)| known == kind && known_state == state) {
            Some((_, count, _)) => *count += 1,
            None => counts.push((kind, 1, state)),
        }
    }
    counts
}
