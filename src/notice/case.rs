//! A case: one duty to give notice, ours or a provider's, with what happened to it.
//!
//! The opening never changes and events are only added, so that the same record always gives the same
//! standing. What a record comes to is [`super::ledger`]'s to say; how it is kept is the archive's.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::flow::{Dependent, FlowDown, flow_down};
use super::regimes::Regime;
use super::{
    EffectiveDate, Lead, NoticeClause, NoticeOutlook, OutlookInput, consent, effective_date, outlook,
    read_clause,
};
use crate::compare::Comparison;
use crate::document::Document;
use crate::materiality::{Assessment, Verdict};
use crate::watchlist::Role;

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseState {
    /// A clock runs and a person has to look: a provider's change, or one of ours that cannot go as it is.
    Open,
    /// Ours, on time, and nothing has left yet.
    Planned,
    /// On its way: some recipients have it, some do not.
    Sending,
    /// Every recipient has it.
    Given,
    /// Some have it in time, some do not; those stay under the old text.
    Split,
    /// Overtaken by a notice of an amended text.
    Superseded,
    /// Taken back.
    Withdrawn,
    /// Decided, or nothing was owed.
    Closed,
}

impl CaseState {
    /// The word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Planned => "planned",
            Self::Sending => "sending",
            Self::Given => "given",
            Self::Split => "split",
            Self::Superseded => "superseded",
            Self::Withdrawn => "withdrawn",
            Self::Closed => "closed",
        }
    }

    /// True when nothing more is to be done.
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Superseded | Self::Withdrawn | Self::Closed)
    }
}

/// What was known when a case was opened; [`OutlookInput`] with its own values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CaseFacts {
    /// Whether we owe notice or are owed it.
    pub role: Role,
    /// Clause of the old version: the one that governs.
    pub old_clause: Option<NoticeClause>,
    /// Clause of the new version.
    pub new_clause: Option<NoticeClause>,
    /// The watchlist's lead.
    pub rule: Option<Lead>,
    /// The assessment's verdict.
    pub verdict: Verdict,
    /// Whether any words changed.
    pub words_changed: bool,
    /// Whether notice alone is not enough.
    pub needs_consent: bool,
    /// Effective date of the new version.
    pub effective: EffectiveDate,
    /// Effective date of the old version.
    pub old_effective: EffectiveDate,
    /// Civil day on which the case was opened.
    pub today: NaiveDate,
    /// Last fetch that showed the old words.
    pub last_seen_old: Option<DateTime<Utc>>,
    /// First fetch that showed the new words.
    pub first_seen: DateTime<Utc>,
    /// Planned before the text was published, and not found on the page.
    pub announced: bool,
    /// Zone of civil days.
    #[serde(with = "zone_name")]
    pub zone: Tz,
    /// The regime that the watchlist names for the policy.
    #[serde(default)]
    pub regime: Option<Regime>,
    /// Our own policies built on this one, with the clauses that the change touches.
    #[serde(default)]
    pub flow: Vec<FlowDown>,
}

/// Two texts of a policy, compared and judged.
#[derive(Debug, Clone, Copy)]
pub struct TextsCompared<'a> {
    /// Whether we owe notice or are owed it.
    pub role: Role,
    /// The watchlist's lead.
    pub rule: Option<Lead>,
    /// The regime that the watchlist names.
    pub regime: Option<&'a Regime>,
    /// The text before: its clause governs.
    pub old: &'a Document,
    /// The text after.
    pub new: &'a Document,
    /// The edits.
    pub comparison: &'a Comparison,
    /// Verdict and reasons.
    pub assessment: &'a Assessment,
    /// Our own policies that are built on this one.
    pub dependents: &'a [Dependent],
    /// Zone of our civil days.
    pub zone: Tz,
    /// When the case is opened.
    pub now: DateTime<Utc>,
    /// First fetch that showed the new words; of a plan, when it was made.
    pub first_seen: DateTime<Utc>,
}

impl CaseFacts {
    /// What two texts say of their own notice.
    pub fn of(texts: &TextsCompared<'_>) -> Self {
        let today = texts.now.with_timezone(&texts.zone).date_naive();
        Self {
            role: texts.role,
            old_clause: read_clause(texts.old),
            new_clause: read_clause(texts.new),
            rule: texts.rule,
            verdict: texts.assessment.verdict,
            words_changed: texts.comparison.has_words(),
            needs_consent: consent::is_needed(texts.comparison, texts.assessment),
            effective: effective_date(texts.new, today),
            old_effective: effective_date(texts.old, today),
            today,
            last_seen_old: None,
            first_seen: texts.first_seen,
            announced: false,
            zone: texts.zone,
            regime: texts.regime.cloned(),
            flow: flow_down(texts.old, texts.new, texts.dependents),
        }
    }

    /// What the calendar said when the case was opened, with a notice on file or without.
    pub fn outlook(&self, sent: Option<DateTime<Utc>>) -> NoticeOutlook {
        outlook(&OutlookInput {
            role: self.role,
            old_clause: self.old_clause.as_ref(),
            new_clause: self.new_clause.as_ref(),
            rule: self.rule,
            regime: self.regime.as_ref(),
            flow: &self.flow,
            verdict: self.verdict,
            words_changed: self.words_changed,
            needs_consent: self.needs_consent,
            effective: &self.effective,
            old_effective: &self.old_effective,
            today: self.today,
            last_seen_old: self.last_seen_old,
            first_seen: self.first_seen,
            sent,
            zone: self.zone,
        })
    }
}

/// Something that happened to a case; only ever added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "event")]
pub enum CaseEvent {
    /// A late notice was let through, for a reason of the closed list and in a person's words.
    Overridden {
        /// Why it may be late.
        reason: OverrideReason,
        /// The person's words.
        because: String,
    },
    /// Messages to the recipients were recorded for sending.
    Queued {
        /// How many.
        messages: usize,
    },
    /// The provider's message was handed in.
    MailOnFile(MailOnFile),
    /// What a mail server reported of one of our messages, beside its failing.
    Reported {
        /// Delivery id.
        delivery: String,
        /// What was reported.
        report: Report,
    },
    /// A message of ours came back; the delivery's own states hold when and why.
    Bounced {
        /// Delivery id.
        delivery: String,
    },
    /// Recipients were reminded.
    Reminded {
        /// How many messages.
        messages: usize,
    },
    /// A correction went out; the clock stands.
    Corrected {
        /// What was corrected.
        because: String,
        /// The day announced instead, when it was moved later.
        effective: Option<NaiveDate>,
    },
    /// Another notice took its place.
    Superseded {
        /// Id of the case that did.
        by: String,
        /// The day was moved earlier; otherwise the text was amended in substance.
        moved_earlier: bool,
    },
    /// It takes the place of another notice.
    Supersedes {
        /// Id of the other case.
        other: String,
    },
    /// Taken back.
    Withdrawn {
        /// Why.
        because: String,
    },
    /// The announced text was found published.
    Published {
        /// Id of the change that showed it.
        change: String,
        /// Before the announced day.
        early: bool,
    },
    /// A user joined between notice and effect: both versions are to be shown, and no clock starts.
    Joined {
        /// Subscriber id.
        recipient: String,
    },
    /// People were pressed because a day comes near.
    Escalated {
        /// The day.
        day: NaiveDate,
        /// How many messages.
        messages: usize,
    },
    /// Somebody takes care of it.
    Assigned {
        /// Who.
        owner: String,
    },
    /// A person settled the verdict of the change; `verdict` is that of the whole change since.
    Reviewed {
        /// The verdict.
        verdict: Verdict,
        /// By whom.
        by: Option<String>,
        /// Why.
        because: String,
    },
    /// Decided by a person.
    Closed {
        /// What was decided.
        decision: Decision,
        /// By whom.
        by: String,
        /// Why.
        because: String,
    },
}

/// A provider's message as evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailOnFile {
    /// When our own server took it: its topmost `Received` line, never the sender's `Date`.
    pub received: DateTime<Utc>,
    /// SHA-256 of the message as handed in, 64 hex digits.
    pub sha256: String,
    /// Sender as written.
    pub from: String,
    /// Subject line.
    pub subject: String,
    /// What is known of its signature, one plain fragment.
    pub signature: String,
}

/// What a mail server may report of a message that did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Report {
    /// Arrived, or handed on to a system that reports no further.
    Delivered,
    /// Still being tried.
    Delayed,
    /// The recipient complained.
    Complained,
}

/// Reasons for which a late notice may go out, a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OverrideReason {
    /// A law imposes the change.
    Law,
    /// A security risk would not wait.
    Security,
    /// The change is solely to the recipients' benefit.
    SolelyBeneficial,
    /// The recipients consent one by one.
    Consent,
}

/// What was decided about a change, a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// The new text is accepted.
    Accepted,
    /// We objected.
    Objected,
    /// We left the service.
    Left,
    /// Nothing was to be done.
    NoAction,
}

impl Decision {
    /// The word used on the command line and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Objected => "objected",
            Self::Left => "left",
            Self::NoAction => "no-action",
        }
    }
}

/// What an accepting server proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relay {
    /// Our own relay: its acceptance proves nothing until a report says delivered or five days pass.
    Own,
    /// A provider's: what it accepts has left our control.
    Provider,
}

/// Zones are kept by name.
mod zone_name {
    use chrono_tz::Tz;
    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
    pub(super) fn serialize<S: Serializer>(zone: &Tz, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(zone.name())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Tz, D::Error> {
        let name = String::deserialize(deserializer)?;
        name.parse().map_err(|_| serde::de::Error::custom(format!("`{name}` is no zone")))
    }
}
