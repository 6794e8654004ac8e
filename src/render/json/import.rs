//! `import --json`: one line a recording, in time order.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{compact, instant};
use crate::check::{Outcome, QuarantineKind};
use crate::materiality::Verdict;

/// What became of one recording.
#[derive(Debug, Clone)]
pub struct ImportLine<'a> {
    /// Path below the folder, or inside the repository.
    pub file: &'a str,
    /// Policy id.
    pub policy: &'a str,
    /// When it was recorded.
    pub at: DateTime<Utc>,
    /// What the check came to.
    pub outcome: Outcome,
    /// Verdict of the difference to the last good version, where there is one.
    pub verdict: Option<Verdict>,
    /// Why, one plain sentence, where a person's eye is needed.
    pub reason: Option<&'a str>,
    /// What the page is instead of the policy.
    pub quarantine: Option<QuarantineKind>,
}

#[derive(Serialize)]
struct ImportView<'a> {
    file: &'a str,
    policy: &'a str,
    at: String,
    outcome: &'static str,
    verdict: Option<Verdict>,
    reason: Option<&'a str>,
    quarantine: Option<QuarantineKind>,
}

/// The line, without line feed.
pub fn import_line(line: &ImportLine<'_>) -> String {
    let ImportLine { file, policy, at, outcome, verdict, reason, quarantine } = *line;
    compact(&ImportView {
        file,
        policy,
        at: instant(at),
        outcome: outcome.as_str(),
        verdict,
        reason,
        quarantine,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_names_every_field_of_the_contract() {
        let line = ImportLine {
            file: "Acme/Terms/2026-11-21T00-00-00Z.html",
            policy: "acme/terms",
            at: DateTime::from_timestamp(1_795_219_200, 0).expect("a real instant"),
            outcome: Outcome::Quarantined,
            verdict: None,
            reason: Some("this is a login page"),
            quarantine: Some(QuarantineKind::Login),
        };
        insta::assert_snapshot!(import_line(&line), @r#"{"file":"Acme/Terms/2026-11-21T00-00-00Z.html","policy":"acme/terms","at":"2026-11-21T00:00:00Z","outcome":"quarantined","verdict":null,"reason":"this is a login page","quarantine":"login"}"#);
    }
}
