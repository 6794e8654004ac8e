//! `status`: policies that cannot be seen, with what a person can do about each.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::json::instant;
use super::wrap::{Paint, Sheet, Tone, Width, span};
use super::{json, safe};
use crate::check::{QuarantineKind, Trouble};
use crate::watchlist::PolicyId;

/// A policy in trouble.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    /// Which.
    pub policy: &'a PolicyId,
    /// Since when and what.
    pub trouble: &'a Trouble,
    /// The last check.
    pub last_check: DateTime<Utc>,
    /// Last fetch that showed the policy.
    pub last_seen: Option<DateTime<Utc>>,
    /// Why, as the last check said it.
    pub reason: Option<&'a str>,
}

impl Line<'_> {
    fn advice(&self) -> &'static str {
        let failed = "Nothing could be read: the reason says what stands in the way; correct the watchlist if it is the address or a selector.";
        self.trouble.kind.map_or(failed, QuarantineKind::advice)
    }
}

/// An entry of the watchlist that nothing answers to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unmatched {
    /// The policy it is made for; `None` for an entry made for all.
    pub policy: Option<String>,
    /// What it names and what is missing, one plain fragment.
    pub why: String,
}

#[derive(Serialize)]
struct StatusView<'a> {
    schema_version: u32,
    policies: Vec<TroubleView<'a>>,
    unmatched: &'a [Unmatched],
}

#[derive(Serialize)]
struct TroubleView<'a> {
    policy: &'a str,
    outcome: &'static str,
    quarantine: Option<&'static str>,
    since: String,
    last_check: String,
    last_seen: Option<String>,
    reason: Option<&'a str>,
    advice: &'static str,
}

/// One JSON document.
pub fn json(lines: &[Line<'_>], unmatched: &[Unmatched]) -> String {
    let policies = lines
        .iter()
        .map(|line| TroubleView {
            policy: line.policy.as_str(),
            outcome: line.trouble.outcome.as_str(),
            quarantine: line.trouble.kind.map(QuarantineKind::as_str),
            since: instant(line.trouble.since),
            last_check: instant(line.last_check),
            last_seen: line.last_seen.map(instant),
            reason: line.reason,
            advice: line.advice(),
        })
        .collect();
    json::pretty(&StatusView { schema_version: json::SCHEMA_VERSION, policies, unmatched })
}

/// For people: longest in trouble first, as given.
pub fn terminal(lines: &[Line<'_>], unmatched: &[Unmatched], width: Width, paint: Paint) -> String {
    let mut sheet = Sheet::new(width, paint);
    if lines.is_empty() {
        sheet.line(0, &[span(Tone::Plain, "Every policy can be seen.")]);
    }
    let day = |at: DateTime<Utc>| at.format("%Y-%m-%d %H:%M UTC").to_string();
    for line in lines {
        let Trouble { since, outcome, .. } = line.trouble;
        let head =
            format!(": {} since {}, last looked at {}", outcome.as_str(), day(*since), day(line.last_check));
        sheet.line(0, &[span(Tone::Strong, line.policy.as_str()), span(Tone::Plain, head)]);
        let margin = span(Tone::Plain, "  ");
        let mut say = |words: String| sheet.wrap(&margin, &margin, &[span(Tone::Plain, words)]);
        if let Some(reason) = line.reason {
            say(safe::line(reason));
        }
        say(line.last_seen.map_or_else(|| "Never seen.".to_owned(), |at| format!("Last seen {}.", day(at))));
        say(line.advice().to_owned());
        if line.trouble.kind.is_some() {
            say(format!("If the page is the policy all the same: policydiff accept {}", line.policy));
        }
    }
    for Unmatched { policy, why } in unmatched {
        let head = span(Tone::Strong, policy.as_deref().unwrap_or("watchlist"));
        sheet.wrap(&head, &span(Tone::Plain, "  "), &[span(Tone::Plain, format!(": {}", safe::line(why)))]);
    }
    sheet.finish()
}
