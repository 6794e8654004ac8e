//! The heart: what was known, what was fetched and the time give the effects to carry out.
//!
//! Pure: the shell gathers [`Previous`], this module decides, the shell carries the effects out in one
//! transaction. A page that fails is never a change, and a change counts only once a later fetch
//! shows the same words.

mod quarantine;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::compare::{Comparison, compare};
use crate::document::{Document, text};
use crate::materiality::{Assessment, Verdict, assess};
use crate::normalize::{Input, normalize};
use crate::notice::{CaseFacts, NoticeOutlook, TextsCompared};
use crate::snapshot::{ContentHash, Snapshot};
use crate::watchlist::Policy;

/// What a fetch brought home.
#[derive(Debug, Clone, Copy)]
pub enum Fetched<'a> {
    /// An answer, whatever its status.
    Page(&'a Snapshot),
    /// No answer; the reason in one plain sentence.
    Nothing(&'a str),
}

/// What a check comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// How it ended.
    pub outcome: Outcome,
    /// Verdict of the difference to the current version, where there is one.
    pub verdict: Option<Verdict>,
    /// When the new words were first seen, where there are new words.
    pub first_seen: Option<DateTime<Utc>>,
    /// Why, for anything that needs a person's eye.
    pub reason: Option<String>,
    /// What to carry out, in order.
    pub effects: Vec<Effect>,
}

impl Decision {
    fn plain(outcome: Outcome, effects: Vec<Effect>) -> Self {
        Self { outcome, verdict: None, first_seen: None, reason: None, effects }
    }

    fn with_reason(outcome: Outcome, reason: impl Into<String>, effects: Vec<Effect>) -> Self {
        Self { reason: Some(reason.into()), ..Self::plain(outcome, effects) }
    }
}

/// Decides what a fetch means for a policy. `zone` is the zone of our civil days.
pub fn check(
    policy: &Policy,
    previous: &Previous,
    fetched: Fetched<'_>,
    zone: Tz,
    now: DateTime<Utc>,
) -> Decision {
    let snapshot = match fetched {
        Fetched::Page(snapshot) => snapshot,
        Fetched::Nothing(why) => return Decision::with_reason(Outcome::Failed, why, Vec::new()),
    };
    if let Some(current) = &previous.current
        && quarantine::by_status(snapshot).is_none()
        && snapshot.sha256() == current.sha256
    {
        return same_words(previous, false);
    }
    let document = normalize(&Input {
        bytes: &snapshot.body,
        content_type: snapshot.header("content-type"),
        name: Some(&snapshot.final_source),
    });
    let known = previous.current.as_ref().map(|current| &current.document);
    if let Some(reason) = quarantine::by_status(snapshot).or_else(|| quarantine::by_content(&document, known))
    {
        let effects = vec![Effect::SaveSnapshot, Effect::Quarantine { reason: reason.clone() }];
        return Decision::with_reason(Outcome::Quarantined, reason, effects);
    }
    match &previous.current {
        None => first(document, now),
        Some(current) => against(&Checking { policy, previous, current, zone, now }, snapshot, document),
    }
}

/// What every step after the first good version needs.
struct Checking<'a> {
    policy: &'a Policy,
    previous: &'a Previous,
    current: &'a Known,
    zone: Tz,
    now: DateTime<Utc>,
}

fn first(document: Document, now: DateTime<Utc>) -> Decision {
    let effects = vec![Effect::SaveSnapshot, Effect::SaveVersion { document, first_seen: now }];
    Decision { first_seen: Some(now), ..Decision::plain(Outcome::First, effects) }
}

fn same_words(previous: &Previous, new_bytes: bool) -> Decision {
    let mut effects = if new_bytes { vec![Effect::SaveSnapshot] } else { Vec::new() };
    let outcome = if previous.pending.is_some() {
        effects.push(Effect::DropPending);
        Outcome::Flapped
    } else {
        Outcome::Unchanged
    };
    effects.push(Effect::TouchVersion);
    match outcome {
        Outcome::Flapped => {
            Decision::with_reason(outcome, "the new words were gone before they were confirmed", effects)
        }
        _ => Decision::plain(outcome, effects),
    }
}

fn against(checking: &Checking<'_>, snapshot: &Snapshot, document: Document) -> Decision {
    let comparison = compare(&checking.current.document, &document);
    if !comparison.has_words() {
        return same_words(checking.previous, true);
    }
    let Checking { policy, previous, now, .. } = *checking;
    let same_pending =
        previous.pending.as_ref().filter(|pending| !compare(&pending.document, &document).has_words());
    let first_seen = same_pending.map_or(now, |pending| pending.first_seen);
    let assessment = assess(&checking.current.document, &document, &comparison);
    let verdict = Some(assessment.verdict);
    if now - first_seen >= policy.confirm {
        let (change, facts) = confirmed(checking, snapshot, &document, comparison, assessment, first_seen);
        let case = case_of(checking, &document, &change, facts);
        let mut effects = vec![
            Effect::SaveSnapshot,
            Effect::SaveVersion { document, first_seen },
            Effect::RecordChange(Box::new(change)),
        ];
        effects.extend(case);
        return Decision {
            verdict,
            first_seen: Some(first_seen),
            ..Decision::plain(Outcome::Changed, effects)
        };
    }
    let mut effects = vec![Effect::SaveSnapshot];
    if same_pending.is_some() {
        effects.push(Effect::TouchPending);
    } else {
        if previous.pending.is_some() {
            effects.push(Effect::DropPending);
        }
        effects.push(Effect::HoldPending { document, first_seen });
    }
    Decision { verdict, first_seen: Some(first_seen), ..Decision::plain(Outcome::Pending, effects) }
}

fn confirmed(
    checking: &Checking<'_>,
    snapshot: &Snapshot,
    document: &Document,
    comparison: Comparison,
    assessment: Assessment,
    first_seen: DateTime<Utc>,
) -> (ConfirmedChange, CaseFacts) {
    let Checking { policy, previous, current, zone, now } = *checking;
    let facts = CaseFacts {
        last_seen_old: Some(current.last_seen),
        ..CaseFacts::of(&TextsCompared {
            role: policy.role,
            rule: policy.notice,
            old: &current.document,
            new: document,
            verdict: assessment.verdict,
            words_changed: comparison.has_words(),
            zone,
            now,
            first_seen,
        })
    };
    let change = ConfirmedChange {
        seen_before: previous.earlier.contains(&words_hash(document)),
        old_sha256: current.sha256,
        new_sha256: snapshot.sha256(),
        last_seen_old: current.last_seen,
        first_seen,
        confirmed_at: now,
        outlook: facts.outlook(None),
        comparison,
        assessment,
    };
    (change, facts)
}

/// The ledger hears of every change that is owed, a finding, or leads to a day to decide by.
fn case_of(
    checking: &Checking<'_>,
    document: &Document,
    change: &ConfirmedChange,
    facts: CaseFacts,
) -> Option<Effect> {
    let words = words_hash(document);
    if let Some(announced) = checking.previous.announced.iter().find(|announced| announced.words == words) {
        let early = announced.effective.is_some_and(|day| facts.today < day);
        return Some(Effect::PublishAnnounced { case: announced.case.clone(), early });
    }
    let outlook = &change.outlook;
    let is_of_note = outlook.owed || change.assessment.verdict.is_finding() || outlook.decide_by.is_some();
    is_of_note.then(|| Effect::OpenCase(Box::new(facts)))
}

/// Hash of the words of the body, equal when only typography or markup differs.
pub fn words_hash(document: &Document) -> ContentHash {
    ContentHash::of(text::comparison_form(&document.body_text()).as_bytes())
}

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
    /// Open the change's case in the ledger.
    OpenCase(Box<CaseFacts>),
    /// The words are those of an announced text: its own case goes on.
    PublishAnnounced {
        /// Id of the case.
        case: String,
        /// Before the announced day.
        early: bool,
    },
}

/// A text that was announced before it was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announced {
    /// Id of its case.
    pub case: String,
    /// Hash of its words, see [`words_hash`].
    pub words: ContentHash,
    /// The announced day.
    pub effective: Option<NaiveDate>,
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
