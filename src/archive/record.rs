//! A check is written down whole or not at all.
//!
//! One transaction holds the check, its snapshot, version, pending state and change, the messages it
//! causes and the evidence of all that. Nothing here decides: the effects come from the core and are
//! carried out one by one.

mod policy;

use chrono::{DateTime, Utc};
use rusqlite::{Transaction, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub use policy::PolicyShown;

use policy::{quarantine, upsert_policy};

use super::DigestRecord;
use super::error::Fault;
use super::evidence::{self, Record};
use super::notices;
use super::outbox::{self, Cause, Queued};
use super::rows::stamp;
use super::snapshots::{self, Place};
use super::versions::{self, State};
use crate::check::{ConfirmedChange, Effect, Outcome, QuarantineKind};
use crate::digest::Message;
use crate::document::Document;
use crate::materiality::Verdict;
use crate::normalize::NORMALIZER_VERSION;
use crate::notice::CaseEvent;
use crate::snapshot::{Snapshot, sha256_of};
use crate::watchlist::PolicyId;

/// How a check came about, a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The policy was fetched.
    Watched,
    /// Recorded pages were taken over: history, of which nobody is told and for which no clock opens.
    Imported,
    /// A person said that a quarantined page is the policy.
    Accepted,
}

impl Origin {
    /// The word used in the archive.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Watched => "watched",
            Self::Imported => "imported",
            Self::Accepted => "accepted",
        }
    }
}

/// Everything one check comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckRecord {
    /// The policy.
    pub policy: PolicyId,
    /// The policy as shown.
    pub shown: PolicyShown,
    /// When it was checked.
    pub at: DateTime<Utc>,
    /// How the check ended.
    pub outcome: Outcome,
    /// Verdict of the difference to the current version, where there is one.
    pub verdict: Option<Verdict>,
    /// Why, for anything that needs a person's eye.
    pub reason: Option<String>,
    /// How it came about.
    pub origin: Origin,
    /// What was fetched, a page for each part; empty when nothing was.
    pub snapshots: Vec<Snapshot>,
    /// How the pages were cut; empty when they count as a whole.
    pub reading: String,
    /// What to carry out.
    pub effects: Vec<Effect>,
    /// Version of the rules that judged the change.
    pub rules_version: u32,
    /// Messages the check causes, for subscribers by id.
    pub messages: Vec<Message>,
}

/// What was written down.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recorded {
    /// Number of the (first) snapshot, when one was kept or referred to.
    pub snapshot: Option<i64>,
    /// Number of the new version.
    pub version: Option<i64>,
    /// Id of the change.
    pub change: Option<String>,
    /// What became of the messages.
    pub queued: Queued,
}

/// Writes a check down.
pub(super) fn check(tx: &Transaction<'_>, record: &CheckRecord, simulated: bool) -> Result<Recorded, Fault> {
    let policy = upsert_policy(tx, record)?;
    let mut writing = Writing { tx, record, policy, simulated, kept: Vec::new(), check: 0 };
    if needs_snapshot(&record.effects) {
        writing.keep_snapshots()?;
    }
    writing.insert_check()?;
    let mut recorded = Recorded { snapshot: writing.kept.first().copied(), ..Recorded::default() };
    for effect in &record.effects {
        writing.carry_out(effect, &mut recorded)?;
    }
    let change = recorded.change.as_deref();
    let opens_case = record.origin != Origin::Imported
        && record.effects.iter().any(|effect| matches!(effect, Effect::OpenCase(_)));
    let cause = Cause {
        policy: Some(policy),
        change,
        notice: change.filter(|_| opens_case),
        at: record.at,
        simulated,
    };
    recorded.queued = outbox::queue(tx, &record.messages, cause)?;
    Ok(recorded)
}

/// A check while it is being written.
struct Writing<'a> {
    tx: &'a Transaction<'a>,
    record: &'a CheckRecord,
    policy: i64,
    simulated: bool,
    /// Ids of the snapshots, a page for each part.
    kept: Vec<i64>,
    check: i64,
}

impl<'a> Writing<'a> {
    fn keep_snapshots(&mut self) -> Result<(), Fault> {
        let pages = self.fetched()?;
        let quarantined = self.record.effects.iter().find_map(|effect| match effect {
            Effect::Quarantine { reason, .. } => Some(reason.as_str()),
            _ => None,
        });
        for (part, page) in (0_i64..).zip(pages) {
            let place = Place { policy: self.policy, part };
            let saved = snapshots::save(self.tx, place, page, quarantined, self.simulated)?;
            self.kept.push(saved.id);
            if saved.is_new {
                let record = self
                    .evidence("snapshot")
                    .with("snapshot", saved.id)
                    .with("part", part)
                    .with("sha256", page.sha256().to_string())
                    .with("status", page.status)
                    .with("quarantined", quarantined);
                self.append(&record)?;
            }
        }
        Ok(())
    }

    fn insert_check(&mut self) -> Result<(), Fault> {
        let CheckRecord { at, outcome, verdict, reason, snapshots, origin, .. } = self.record;
        // Of several answers the one that is no success says more.
        let telling = snapshots.iter().find(|page| !(200..300).contains(&page.status)).or(snapshots.first());
        self.tx
            .prepare_cached(
                "INSERT INTO checks (policy, at, outcome, verdict, reason, http_status, snapshot, simulated,
                                     origin, quarantine, parts)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            )?
            .execute(params![
                self.policy,
                stamp(*at),
                outcome.as_str(),
                verdict.map(Verdict::as_str),
                reason,
                telling.map(|page| page.status),
                self.kept.first(),
                self.simulated,
                origin.as_str(),
                quarantine(self.record).map(QuarantineKind::as_str),
                serde_json::to_string(&self.kept)?,
            ])?;
        self.check = self.tx.last_insert_rowid();
        match outcome {
            Outcome::Unchanged | Outcome::Failed | Outcome::Skipped => Ok(()),
            Outcome::First
            | Outcome::Pending
            | Outcome::Changed
            | Outcome::Flapped
            | Outcome::Quarantined => {
                let record = self
                    .evidence("check")
                    .with("outcome", outcome.as_str())
                    .with("origin", origin.as_str())
                    .with("snapshot", self.kept.first().copied());
                self.append(&record)
            }
        }
    }

    fn carry_out(&self, effect: &Effect, recorded: &mut Recorded) -> Result<(), Fault> {
        match effect {
            // Kept before the check row that refers to them.
            Effect::SaveSnapshot | Effect::Quarantine { .. } => Ok(()),
            Effect::SaveVersion { document, first_seen } => {
                let id = versions::save(self.tx, &self.state(document, *first_seen)?)?;
                recorded.version = Some(id);
                self.append(&self.evidence_of_version(id, document)?)
            }
            Effect::TouchVersion => versions::touch(self.tx, self.policy, self.record.at),
            Effect::HoldPending { document, first_seen } => {
                versions::hold(self.tx, &self.state(document, *first_seen)?)
            }
            Effect::TouchPending => versions::touch_pending(self.tx, self.policy, self.record.at),
            Effect::DropPending => versions::drop_pending(self.tx, self.policy),
            Effect::KeepClocks(clocks) => versions::keep_clocks(self.tx, self.policy, clocks),
            Effect::RecordChange(change) => {
                recorded.change = Some(self.record_change(change)?);
                Ok(())
            }
            // Importing writes history down; it opens no clock.
            Effect::OpenCase(_) | Effect::OvertakePlan { .. } if self.record.origin == Origin::Imported => {
                Ok(())
            }
            Effect::OpenCase(facts) => {
                let change = recorded.change.as_deref().ok_or_else(no_change)?;
                let policy = (self.policy, self.record.policy.as_str());
                notices::open_for_change(self.tx, policy, change, facts, self.record.at, self.simulated)
            }
            Effect::PublishAnnounced { case, early } => {
                let change = recorded.change.clone().ok_or_else(no_change)?;
                let event = CaseEvent::Published { change, early: *early };
                notices::add_event(self.tx, case, &event, None, self.record.at, self.simulated)
            }
            Effect::OvertakePlan { case } => {
                let by = recorded.change.clone().ok_or_else(no_change)?;
                let event = CaseEvent::Superseded { by, moved_earlier: false };
                notices::add_event(self.tx, case, &event, None, self.record.at, self.simulated)
            }
        }
    }

    fn state<'d>(&'d self, document: &'d Document, first_seen: DateTime<Utc>) -> Result<State<'d>, Fault> {
        if self.kept.is_empty() {
            return Err(no_snapshot());
        }
        Ok(State {
            policy: self.policy,
            snapshots: &self.kept,
            sha256: sha256_of(self.fetched()?),
            document,
            reading: &self.record.reading,
            first_seen,
            last_seen: self.record.at,
            simulated: self.simulated,
        })
    }

    fn record_change(&self, change: &ConfirmedChange) -> Result<String, Fault> {
        let id = change_id(&self.record.policy, change, self.check);
        let shown = &self.record.shown;
        let version = |sha256| versions::by_bytes(self.tx, self.policy, sha256);
        let [comparison, assessment, outlook] = [
            serde_json::to_string(&change.comparison)?,
            serde_json::to_string(&change.assessment)?,
            serde_json::to_string(&change.outlook)?,
        ];
        let fingerprint = fingerprint([&comparison, &assessment, &outlook]);
        self.tx
            .prepare_cached(
                "INSERT INTO changes (id, policy, check_id, old_version, new_version, service, kind, role, source,
                                      comparison, assessment, outlook, rules_version, old_sha256, new_sha256,
                                      last_seen_old, first_seen, confirmed_at, seen_before, simulated, origin)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)",
            )?
            .execute(params![
                id,
                self.policy,
                self.check,
                version(change.old_sha256)?,
                version(change.new_sha256)?,
                shown.service,
                shown.kind,
                shown.role.as_str(),
                shown.source,
                comparison,
                assessment,
                outlook,
                self.record.rules_version,
                change.old_sha256.to_string(),
                change.new_sha256.to_string(),
                stamp(change.last_seen_old),
                stamp(change.first_seen),
                stamp(change.confirmed_at),
                change.seen_before,
                self.simulated,
                self.record.origin.as_str(),
            ])?;
        let record = self
            .evidence("change")
            .with("change", id.as_str())
            .with("origin", self.record.origin.as_str())
            .with("old_sha256", change.old_sha256.to_string())
            .with("new_sha256", change.new_sha256.to_string())
            .with("verdict", change.assessment.verdict.as_str())
            .with("rules_version", self.record.rules_version)
            .with("content_sha256", fingerprint);
        self.append(&record)?;
        Ok(id)
    }

    fn evidence_of_version(&self, id: i64, document: &Document) -> Result<Record, Fault> {
        let fingerprint = fingerprint([&serde_json::to_string(document)?]);
        Ok(self
            .evidence("version")
            .with("version", id)
            .with("sha256", sha256_of(self.fetched()?).to_string())
            .with("reading", self.record.reading.as_str())
            .with("normalizer_version", NORMALIZER_VERSION)
            .with("document_sha256", fingerprint))
    }

    fn fetched(&self) -> Result<&'a [Snapshot], Fault> {
        let pages = self.record.snapshots.as_slice();
        if pages.is_empty() { Err(no_snapshot()) } else { Ok(pages) }
    }

    fn evidence(&self, event: &'static str) -> Record {
        Record::new(event).with("policy", self.record.policy.as_str())
    }

    fn append(&self, record: &Record) -> Result<(), Fault> {
        evidence::append(self.tx, self.record.at, self.simulated, record)
    }
}

/// Queues a digest and remembers its period.
pub(super) fn digest(tx: &Transaction<'_>, digest: &DigestRecord, simulated: bool) -> Result<Queued, Fault> {
    let covered = tx.execute(
        "INSERT INTO digests (subscriber, period_start, period_end, made_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO NOTHING",
        params![digest.subscriber, stamp(digest.period_start), stamp(digest.period_end), stamp(digest.at)],
    )?;
    if covered == 0 {
        let already = digest.message.iter().map(|message| message.key.clone()).collect();
        return Ok(Queued { already, ..Queued::default() });
    }
    let cause = Cause { policy: None, change: None, notice: None, at: digest.at, simulated };
    outbox::queue(tx, digest.message.as_slice(), cause)
}

fn no_change() -> Fault {
    Fault::OutOfOrder("a case needs its change and there is none".to_owned())
}

fn no_snapshot() -> Fault {
    Fault::OutOfOrder("an effect needs the bytes fetched and there are none".to_owned())
}

fn needs_snapshot(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| match effect {
        Effect::SaveSnapshot
        | Effect::SaveVersion { .. }
        | Effect::Quarantine { .. }
        | Effect::HoldPending { .. } => true,
        Effect::TouchVersion
        | Effect::TouchPending
        | Effect::DropPending
        | Effect::KeepClocks(_)
        | Effect::RecordChange(_)
        | Effect::OpenCase(_)
        | Effect::PublishAnnounced { .. }
        | Effect::OvertakePlan { .. } => false,
    })
}

/// Id of a confirmed change, 16 hex digits over policy, both texts, the time the new one appeared and the
/// check that confirmed it: a text may come, go and come again, even within one pretended instant.
fn change_id(policy: &PolicyId, change: &ConfirmedChange, check: i64) -> String {
    let parts = [
        policy.to_string(),
        change.old_sha256.to_string(),
        change.new_sha256.to_string(),
        stamp(change.first_seen),
        check.to_string(),
    ];
    fingerprint(parts.each_ref().map(String::as_str))[..16].to_owned()
}

/// SHA-256 over parts, each closed by a zero byte; 64 hex digits.
pub(super) fn fingerprint<const N: usize>(parts: [&str; N]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update([0]);
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
