//! The states of a policy and the closed lists a check is told in: outcomes and effects.

use chrono::{DateTime, NaiveDate, Utc};

use super::baseline::Baseline;
use super::clock::DateClock;
use super::quarantine::QuarantineKind;
use crate::compare::Comparison;
use crate::document::Document;
use crate::materiality::Assessment;
use crate::notice::{CaseFacts, Dependent, NoticeOutlook};
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
    /// Texts announced and not yet seen on the page.
    pub announced: Vec<Announced>,
    /// Our own policies that are built on this one, in force; the archive does not know them.
    pub dependents: Vec<Dependent>,
    /// Why and since when the policy could not be seen, when the last check ended so.
    pub trouble: Option<Trouble>,
    /// The version people were last told of, when it is another than the current one.
    pub baseline: Option<Baseline>,
    /// Dates that kept pace with the fetches so far.
    pub clocks: Vec<DateClock>,
}

/// A time in which a policy could not be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// First of the failed or quarantined checks in a row.
    pub since: DateTime<Utc>,
    /// How the last of them ended.
    pub outcome: Outcome,
    /// What the last page was instead of the policy, where there was a page.
    pub kind: Option<QuarantineKind>,
}

/// A stored state of a policy.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// Its document.
    pub document: Document,
    /// SHA-256 of the bytes it was made from; see [`sha256_of`](crate::snapshot::sha256_of).
    pub sha256: ContentHash,
    /// Number of pages it was made from.
    pub parts: usize,
    /// How they were cut; see [`Policy::reading`](crate::watchlist::Policy::reading).
    pub reading: String,
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
    /// True when the policy could not be seen.
    pub fn is_trouble(self) -> bool {
        matches!(self, Self::Quarantined | Self::Failed)
    }

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
    /// Keep the pages just fetched.
    SaveSnapshot,
    /// Make this document the current version; a pending state, if any, is thereby settled.
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
        /// What the page is instead.
        kind: QuarantineKind,
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
    /// Remember these dates, and no others, as keeping pace with the fetches.
    KeepClocks(Vec<DateClock>),
    /// A confirmed change.
    RecordChange(Box<ConfirmedChange>),
    /// Open the change's case in the ledger.
    OpenCase(Box<CaseFacts>),
    /// The words are those of an announced text: its own case goes on.
    PublishAnnounced {
        /// Id of the case.
        case: String,
        /// Before the announced day.
        early: bool,
    },
    /// The words are those of a planned text of which nobody was told: the change's own case takes its
    /// place.
    OvertakePlan {
        /// Id of the plan's case.
        case: String,
    },
}

/// A text that was announced before it was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announced {
    /// Id of its case.
    pub case: String,
    /// Hash of its words, see [`words_hash`](super::words_hash).
    pub words: ContentHash,
    /// The day last announced.
    pub effective: Option<NaiveDate>,
    /// Its notice has left for somebody, or waits to leave.
    pub told: bool,
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
