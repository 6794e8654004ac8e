//! Who hears of what: subscriptions, changes and the time give the messages to send.
//!
//! Pure: words come from [`crate::render`], sending is the shell's. Two streams that never mix:
//! `notice` is owed, `digest` (alerts and digests) is opted in.

mod deadlines;
mod due;
mod messages;
mod settling;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

pub use deadlines::{
    Deadline, DeadlineKind, Missed, days, deadline_messages, deadlines, has_passed, hears_of, is_pressing,
    is_shown, marks_passed, missed,
};
pub use due::{Period, due_digest, open_period};
pub use messages::{Loud, Occasion, digest_message, messages_for};
pub use settling::{Consequences, Settling, Told, ToldFate, settle};

use crate::check::ConfirmedChange;
use crate::watchlist::{PolicyId, Role};

/// Someone who is written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscriber {
    /// Random id; stands for the person in everything that is hash-chained.
    pub id: String,
    /// Mail address as typed.
    pub address: String,
    /// Opted in, or owed notice.
    pub relation: Relation,
    /// When watchers are written to; users of published policies always get notices at once.
    pub cadence: Cadence,
    /// Policies subscribed to; empty means all.
    pub policies: Vec<PolicyId>,
    /// Zone in which a digest's day begins.
    pub zone: Tz,
    /// When the subscription was made, or took its present rhythm.
    pub since: DateTime<Utc>,
}

impl Subscriber {
    /// True when this subscriber follows `policy`.
    pub fn follows(&self, policy: &PolicyId) -> bool {
        self.policies.is_empty() || self.policies.contains(policy)
    }
}

/// Why someone is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Opted in to watch.
    Watcher,
    /// We owe notice to them.
    User,
}

impl Relation {
    /// The word used on the command line and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Watcher => "watcher",
            Self::User => "user",
        }
    }
}

/// When a watcher is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cadence {
    /// An alert for each finding; the rest in no mail.
    Immediate,
    /// One digest a day.
    Daily,
    /// One digest a week, on Mondays.
    Weekly,
}

impl Cadence {
    /// The word used on the command line and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Immediate => "immediate",
            Self::Daily => "daily",
            Self::Weekly => "weekly",
        }
    }
}

/// A confirmed change with the policy it belongs to: what mail, pages and logs are made from.
#[derive(Debug, Clone, PartialEq)]
pub struct PolicyChange {
    /// Policy id.
    pub policy: PolicyId,
    /// Service as shown.
    pub service: String,
    /// Type as shown.
    pub kind: String,
    /// Whether we owe notice or are owed it.
    pub role: Role,
    /// Where the text is.
    pub source: String,
    /// The change itself.
    pub change: ConfirmedChange,
}

/// A message ready to be queued: words done, address still a subscriber's id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Unique key: the same message is never queued twice.
    pub key: String,
    /// Which of the two streams.
    pub stream: Stream,
    /// Notice, alert or digest.
    pub kind: MessageKind,
    /// Subscriber id.
    pub recipient: String,
    /// Constant per policy, so that mail programs thread by it; none for digests.
    pub thread: Option<String>,
    /// Subject line, free of control characters.
    pub subject: String,
    /// Complete text part.
    pub text: String,
    /// Complete HTML part.
    pub html: String,
    /// Files: the full new text of a notice.
    pub attachments: Vec<Attachment>,
}

/// The two streams of mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stream {
    /// Owed: no promotion, no one-click way out.
    Notice,
    /// Opted in: alerts and digests.
    Digest,
}

/// Sorts of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageKind {
    /// Discharges a duty to tell.
    Notice,
    /// At once, to a watcher.
    Alert,
    /// Summary of a period.
    Digest,
    /// Correction, withdrawal or reminder of a notice; discharges no duty by itself.
    FollowUp,
}

impl MessageKind {
    /// The word used in JSON, headers and file names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Alert => "alert",
            Self::Digest => "digest",
            Self::FollowUp => "follow_up",
        }
    }
}

/// A file that travels with a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// File name.
    pub name: String,
    /// Media type, e.g. `text/markdown; charset=utf-8`.
    pub media_type: String,
    /// Content.
    pub content: String,
}
