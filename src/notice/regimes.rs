//! Regimes: rules beside a policy's own clause that set a lead, kept as data because they age.
//!
//! The file in the crate holds those we ship; a watchlist may add its own. Each says where it is from,
//! when it was looked at and how sure we are. Wording is "under this rule"; whether a rule applies to a
//! company is for a person to judge.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Channel, Lead, Trigger};

/// A rule that sets a lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Regime {
    /// Name used in the watchlist: `p2b`.
    pub id: String,
    /// What it is, with article.
    pub title: String,
    /// Where it holds.
    pub jurisdiction: String,
    /// Lead it asks for; `None` where the policy's own clause is the rule.
    pub lead: Option<Lead>,
    /// Changes it covers.
    pub trigger: Trigger,
    /// Media that satisfy it; empty where it names none.
    pub medium: Vec<Channel>,
    /// What starts the clock.
    pub clock_start: ClockStart,
    /// Where it can be read.
    pub source: String,
    /// When it was last looked at.
    pub as_of: NaiveDate,
    /// How sure we are of it.
    pub confidence: Confidence,
    /// What a reader should know beside it.
    pub note: Option<String>,
}

/// What starts a regime's clock, a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockStart {
    /// It left the sender's control and was accepted.
    Sent,
    /// It arrived.
    Received,
}

/// How sure we are of a regime, a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Confidence {
    High,
    Medium,
    Low,
}

impl Confidence {
    /// The word used in the file, in JSON and in mail.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
}

impl Regime {
    /// Name, source and age in one fragment, for sentences.
    pub fn described(&self) -> String {
        format!(
            "the rule `{}` ({}; as of {}, confidence {})",
            self.id,
            self.title,
            self.as_of,
            self.confidence.as_str()
        )
    }
}

/// The regimes in the crate.
pub fn shipped() -> &'static [Regime] {
    static SHIPPED: LazyLock<Vec<Regime>> = LazyLock::new(|| {
        let file: File =
            toml::from_str(include_str!("regimes.toml")).expect("the file in the crate is tested");
        file.regime.into_iter().map(Raw::checked).collect()
    });
    &SHIPPED
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    regime: Vec<Raw>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    id: String,
    title: String,
    jurisdiction: String,
    lead: Option<Lead>,
    trigger: Option<Trigger>,
    medium: Vec<Channel>,
    count: Count,
    clock_start: ClockStart,
    source: String,
    as_of: NaiveDate,
    confidence: Confidence,
    note: Option<String>,
}

/// How days are counted; the calendar knows one way, which is never too early.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Count {
    Clear,
}

impl Raw {
    fn checked(self) -> Regime {
        let Count::Clear = self.count;
        Regime {
            id: self.id,
            title: self.title,
            jurisdiction: self.jurisdiction,
            lead: self.lead,
            trigger: self.trigger.unwrap_or(Trigger::Unspecified),
            medium: self.medium,
            clock_start: self.clock_start,
            source: self.source,
            as_of: self.as_of,
            confidence: self.confidence,
            note: self.note,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notice::LeadUnit;

    #[test]
    fn the_shipped_regimes_have_their_leads_sources_and_age() {
        let months = |n| Some(Lead { n, unit: LeadUnit::Month });
        let expected = [
            ("contract", None),
            ("p2b", Some(Lead::days(15))),
            ("psd2", months(2)),
            ("eecc", months(1)),
            ("us-reg-dd", Some(Lead::days(30))),
        ];
        let found: Vec<_> = shipped().iter().map(|regime| (regime.id.as_str(), regime.lead)).collect();
        assert_eq!(found, expected);
        for regime in shipped() {
            assert!(!regime.source.is_empty() && !regime.title.is_empty(), "{}", regime.id);
            assert!(!regime.described().contains("law says"), "{}", regime.id);
        }
    }
}
