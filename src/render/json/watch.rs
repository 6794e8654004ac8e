//! `watch --once --json`: one line a policy.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{compact, instant};
use crate::check::{Outcome, QuarantineKind};
use crate::materiality::Verdict;

/// How the check of one policy ended.
#[derive(Debug, Clone)]
pub struct WatchLine<'a> {
    /// Policy id.
    pub policy: &'a str,
    /// When it was checked.
    pub at: DateTime<Utc>,
    /// How it ended.
    pub outcome: Outcome,
    /// Verdict of the change, where there is one.
    pub verdict: Option<Verdict>,
    /// First fetch that showed the new words, for `pending`, `changed` and `flapped`.
    pub first_seen: Option<DateTime<Utc>>,
    /// Why, one plain sentence, for `quarantined`, `failed` and `skipped`.
    pub reason: Option<&'a str>,
    /// What the page is instead of the policy, for `quarantined`.
    pub quarantine: Option<QuarantineKind>,
    /// Entries of the watchlist about verdicts that nothing in its text answers to.
    pub unmatched: &'a [String],
    /// Status of the answer, where there was one.
    pub http_status: Option<u16>,
}

#[derive(Serialize)]
struct WatchView<'a> {
    policy: &'a str,
    at: String,
    outcome: &'static str,
    verdict: Option<Verdict>,
    first_seen: Option<String>,
    reason: Option<&'a str>,
    http_status: Option<u16>,
    quarantine: Option<QuarantineKind>,
    unmatched: &'a [String],
}

/// The line, without line feed.
pub fn watch_line(line: &WatchLine<'_>) -> String {
    let view = WatchView {
        policy: line.policy,
        at: instant(line.at),
        outcome: line.outcome.as_str(),
        verdict: line.verdict,
        first_seen: line.first_seen.map(instant),
        reason: line.reason,
        http_status: line.http_status,
        quarantine: line.quarantine,
        unmatched: line.unmatched,
    };
    compact(&view)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_names_every_field_of_the_contract() {
        let line = WatchLine {
            policy: "acme/privacy-policy",
            at: DateTime::from_timestamp(1_795_219_200, 0).expect("a real instant"),
            outcome: Outcome::Failed,
            verdict: None,
            first_seen: None,
            reason: Some("the server answered 404"),
            quarantine: None,
            unmatched: &[],
            http_status: Some(404),
        };
        insta::assert_snapshot!(watch_line(&line), @r#"{"policy":"acme/privacy-policy","at":"2026-11-21T00:00:00Z","outcome":"failed","verdict":null,"first_seen":null,"reason":"the server answered 404","http_status":404,"quarantine":null,"unmatched":[]}"#);
    }
}
