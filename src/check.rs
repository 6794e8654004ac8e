//! The heart: what was known, what was fetched and the time give the effects to carry out.
//!
//! Pure: the shell gathers [`Previous`], this module decides, the shell carries the effects out in one
//! transaction. A page that fails is never a change, and a change counts only once a later fetch
//! shows the same words.

use chrono::{DateTime, Utc};

use crate::compare::Comparison;
use crate::document::Document;
use crate::materiality::Assessment;
use crate::notice::NoticeOutlook;
use crate::snapshot::ContentHash;

/// What the archive knows about a policy before a check.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Previous {
    /// The version in force for comparing: the last good one.
    pub current: Option<Known>,
    /// A new state waiting for confirmation.
    pub pending: Option<Known>,
    /// Body-text hashes of states that were seen and are neither current nor pending.
    pub earlier: Vec<ContentHash>,
}

/// A stored state of a policy.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// Its document.
    pub document: Document,
    /// SHA-256 of the bytes it was made from.
    pub sha256: ContentHash,
    /// First fetch that showed it.
    pub first_seen: DateTime<Utc>,
    /// Latest fetch that showed it.
    pub last_seen: DateTime<Utc>,
}

/// How a check ended, a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// First good snapshot of this policy.
    First,
    /// The same words.
    Unchanged,
    /// New words, not yet confirmed.
    Pending,
    /// New words, confirmed.
    Changed,
    /// The new words were gone before they were confirmed.
    Flapped,
    /// The page is not the policy; nothing was compared.
    Quarantined,
    /// Nothing was fetched.
    Failed,
    /// Not due.
    Skipped,
}

impl Outcome {
    /// The word used in JSON, in the archive and on the terminal.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Unchanged => "unchanged",
            Self::Pending => "pending",
            Self::Changed => "changed",
            Self::Flapped => "flapped",
            Self::Quarantined => "quarantined",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
        }
    }
}

/// What the shell has to do after a check. Carried out in order, in one transaction.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Keep the bytes just fetched.
    SaveSnapshot,
    /// Make this document the current version.
    SaveVersion {
        /// The document.
        document: Document,
        /// First fetch that showed it.
        first_seen: DateTime<Utc>,
    },
    /// The current version was seen again.
    TouchVersion,
    /// Keep the bytes apart: they are not the policy.
    Quarantine {
        /// Why, one plain sentence.
        reason: String,
    },
    /// Hold a new state until a later fetch confirms it.
    HoldPending {
        /// The new state's document.
        document: Document,
        /// First fetch that showed it.
        first_seen: DateTime<Utc>,
    },
    /// The pending state was seen again, too early to confirm.
    TouchPending,
    /// The pending state is gone; remember that it was seen.
    DropPending,
    /// A confirmed change.
    RecordChange(Box<ConfirmedChange>),
}

/// A confirmed change with all that is said about it.
#[derive(Debug, Clone, PartialEq)]
pub struct ConfirmedChange {
    /// The edits.
    pub comparison: Comparison,
    /// Verdict and reasons.
    pub assessment: Assessment,
    /// What the calendar says.
    pub outlook: NoticeOutlook,
    /// SHA-256 of the bytes of the old version.
    pub old_sha256: ContentHash,
    /// SHA-256 of the bytes of the new version.
    pub new_sha256: ContentHash,
    /// Last fetch that showed the old words.
    pub last_seen_old: DateTime<Utc>,
    /// First fetch that showed the new words.
    pub first_seen: DateTime<Utc>,
    /// The fetch that confirmed them.
    pub confirmed_at: DateTime<Utc>,
    /// The new words had been seen and gone before.
    pub seen_before: bool,
}
