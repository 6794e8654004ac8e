//! The archive: everything we know, in one SQLite file that is evidence.
//!
//! The only place that names SQL. Its surface speaks the product's words; one writer thread owns the
//! writing connection, another reads, and async callers wait on channels. It decides nothing: what
//! to write comes from the core, what time it is from the caller.
//!
//! Invariants:
//! - One check is one transaction; a message is recorded in the transaction that records its cause.
//! - What names a person is sealed under that person's key; erasing the key erases the person.
//! - Every write appends to the hash-chained evidence, in the same transaction: what happened, where it is of
//!   consequence, and the fingerprint of every row that was touched.
//! - An archive is real or simulated as a whole, never both.

mod addresses;
mod audit;
mod baseline;
mod deliveries;
mod error;
mod evidence;
mod export;
mod fingerprints;
mod history;
mod lock;
mod migrations;
mod mirror;
mod notices;
mod opening;
mod outbox;
mod people;
mod record;
mod reviews;
mod rows;
mod seal;
mod snapshots;
mod subscribing;
#[cfg(test)]
mod tests;
mod trouble;
mod upgrade;
mod versions;
mod worker;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, Transaction};

pub use addresses::Moved;
pub use audit::Audit;
pub use baseline::StoredBaseline;
pub use deliveries::{DeliveriesOf, DeliveryRow, Opened};
pub use error::{ArchiveError, Cause};
pub use evidence::ChainCheck;
pub use export::{CaseEvidence, MessageEvidence, StateEvidence};
pub use history::{ChangeQuery, CheckRow, StoredChange};
pub use lock::WatchLock;
pub use notices::{HandedIn, Happened, Plan, PlannedText, StoredCase};
pub use opening::Opening;
pub use outbox::{Delivery, DeliveryState, Queued};
pub use people::{Added, NewSubscriber};
pub use record::{CheckRecord, Origin, PolicyShown, Recorded};
pub use reviews::{ChangeTexts, Settled, ToldMessage};
pub use trouble::Troubled;
pub use upgrade::{Reread, Slot, StoredReading};
pub use versions::{StoredVersion, VersionSelector};

use crate::check::Previous;
use crate::digest::Message;
use crate::schedule::CheckedBefore;
use crate::snapshot::Snapshot;
use crate::watchlist::PolicyId;
use error::Fault;
use outbox::Step;
use worker::Worker;

/// A digest that was made, with the period it covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DigestRecord {
    /// Subscriber id.
    pub subscriber: String,
    /// Beginning of the period, inclusive.
    pub period_start: DateTime<Utc>,
    /// End of the period, exclusive.
    pub period_end: DateTime<Utc>,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// The message; `None` when there was nothing to say.
    pub message: Option<Message>,
}

/// A handle to an open archive; clones share it, the last one closes it.
#[derive(Clone)]
pub struct Archive {
    inner: Arc<Inner>,
}

struct Inner {
    folder: PathBuf,
    simulated: bool,
    /// Declared before the writer, so closed first: only a writer that closes last empties the log.
    reader: Worker,
    /// `None` when opened for reading only.
    writer: Option<Worker>,
}

impl Archive {
    /// The archive's folder.
    pub fn folder(&self) -> &Path {
        &self.inner.folder
    }

    /// Takes the right to watch; a second watcher is told who has it.
    pub fn lock_watch(&self, now: DateTime<Utc>) -> Result<WatchLock, ArchiveError> {
        // Slugs have no full stop, so this name can be no service's folder.
        WatchLock::take(&self.inner.folder.join("archive.lock"), now)
    }

    /// What a check of `policy` needs to know; empty for a policy never seen.
    pub async fn previous(&self, policy: &PolicyId) -> Result<Previous, ArchiveError> {
        let policy = policy.clone();
        self.read(move |connection| versions::previous(connection, &policy)).await
    }

    /// Last check of every policy that was ever checked.
    pub async fn last_checked(&self) -> Result<BTreeMap<PolicyId, CheckedBefore>, ArchiveError> {
        self.read(history::last_checked).await
    }

    /// Every policy that was ever checked, as last shown, in order of their ids.
    pub async fn policies(&self) -> Result<Vec<(PolicyId, PolicyShown)>, ArchiveError> {
        self.read(history::policies).await
    }

    /// When a policy was checked, oldest first.
    pub async fn check_times(&self, policy: &PolicyId) -> Result<Vec<DateTime<Utc>>, ArchiveError> {
        let policy = policy.clone();
        self.read(move |connection| history::check_times(connection, &policy)).await
    }

    /// Policies whose last check failed or was quarantined, longest first.
    pub async fn troubled(&self) -> Result<Vec<Troubled>, ArchiveError> {
        self.read(trouble::all).await
    }

    /// The pages that were quarantined last, while the policy is in trouble; empty when there are none.
    pub async fn quarantined_pages(&self, policy: &PolicyId) -> Result<Vec<Snapshot>, ArchiveError> {
        let policy = policy.clone();
        self.read(move |connection| trouble::quarantined_pages(connection, &policy)).await
    }

    /// The stored states that comparing would use, with their pages; with `reading` only those that
    /// were read by other rules than today's or cut in another way.
    pub async fn readings(
        &self,
        policy: &PolicyId,
        reading: Option<String>,
    ) -> Result<Vec<StoredReading>, ArchiveError> {
        let policy = policy.clone();
        self.read(move |connection| upgrade::readings(connection, &policy, reading.as_deref())).await
    }

    /// Puts a state that was read anew in the place of the old reading, as an upgrade of ours.
    pub async fn record_upgrade(&self, reread: Reread) -> Result<(), ArchiveError> {
        self.write(reread.at, move |tx, simulated| upgrade::record(tx, &reread, simulated)).await
    }

    /// Writes a check down with everything it comes to: all of it or nothing.
    pub async fn record_check(&self, record: CheckRecord) -> Result<Recorded, ArchiveError> {
        self.write(record.at, move |tx, simulated| record::check(tx, &record, simulated)).await
    }

    /// Confirmed changes in order of confirmation.
    pub async fn changes(&self, query: ChangeQuery) -> Result<Vec<StoredChange>, ArchiveError> {
        self.read(move |connection| history::changes(connection, &query)).await
    }

    /// Latest checks of a policy, newest first.
    pub async fn checks(&self, policy: &PolicyId, limit: usize) -> Result<Vec<CheckRow>, ArchiveError> {
        let policy = policy.clone();
        self.read(move |connection| history::checks(connection, &policy, limit)).await
    }

    /// One version of a policy; `None` when there is none such.
    pub async fn version(
        &self,
        policy: &PolicyId,
        selector: VersionSelector,
    ) -> Result<Option<StoredVersion>, ArchiveError> {
        let policy = policy.clone();
        self.read(move |connection| versions::load(connection, &policy, selector)).await
    }

    /// A snapshot with its exact bytes and headers; `None` when there is none of this number.
    pub async fn snapshot(&self, id: i64) -> Result<Option<Snapshot>, ArchiveError> {
        self.read(move |connection| snapshots::load(connection, id)).await
    }

    /// Hands out at most `limit` deliveries that are due, notices first, for `lease_for`.
    ///
    /// A delivery begun under a lease that has run out becomes `unknown`; it is not handed out again.
    pub async fn lease(
        &self,
        now: DateTime<Utc>,
        limit: usize,
        lease_for: TimeDelta,
    ) -> Result<Vec<Delivery>, ArchiveError> {
        self.write(now, move |tx, _| outbox::lease(tx, now, limit, lease_for)).await
    }

    /// Sending begins: recorded before the first byte leaves, with the bytes that will.
    pub async fn begun(&self, delivery: &str, now: DateTime<Utc>, sent: &[u8]) -> Result<(), ArchiveError> {
        let (delivery, sent) = (delivery.to_owned(), sent.to_vec());
        self.write(now, move |tx, _| outbox::begin(tx, &delivery, now, &sent)).await
    }

    /// The server took the message, with its answer.
    pub async fn accepted(
        &self,
        delivery: &str,
        now: DateTime<Utc>,
        answer: &str,
    ) -> Result<(), ArchiveError> {
        self.step(delivery, now, Step::to(DeliveryState::Accepted, answer)).await
    }

    /// The message will not be taken, with the server's answer or our own reason.
    pub async fn refused(
        &self,
        delivery: &str,
        now: DateTime<Utc>,
        answer: &str,
    ) -> Result<(), ArchiveError> {
        self.step(delivery, now, Step::to(DeliveryState::Refused, answer)).await
    }

    /// Refused for now, or no connection: due again at `next`.
    pub async fn retry_at(
        &self,
        delivery: &str,
        now: DateTime<Utc>,
        answer: &str,
        next: DateTime<Utc>,
    ) -> Result<(), ArchiveError> {
        self.step(delivery, now, Step::again(answer, next)).await
    }

    /// Begun, and the answer was lost.
    pub async fn unknown(&self, delivery: &str, now: DateTime<Utc>, why: &str) -> Result<(), ArchiveError> {
        self.step(delivery, now, Step::to(DeliveryState::Unknown, why)).await
    }

    /// Accepted, and came back.
    pub async fn bounced(&self, delivery: &str, now: DateTime<Utc>, why: &str) -> Result<(), ArchiveError> {
        self.step(delivery, now, Step::to(DeliveryState::Bounced, why)).await
    }

    /// When the next message that waits is due; `None` when none waits.
    pub async fn next_delivery(&self) -> Result<Option<DateTime<Utc>>, ArchiveError> {
        self.read(outbox::next_due).await
    }

    /// True when a message of each of these keys was queued before.
    pub async fn are_queued(&self, keys: Vec<String>) -> Result<bool, ArchiveError> {
        self.read(move |connection| outbox::are_queued(connection, &keys)).await
    }

    /// How many deliveries are in each state; states without any are left out.
    pub async fn outbox_counts(&self) -> Result<BTreeMap<DeliveryState, u32>, ArchiveError> {
        self.read(deliveries::counts).await
    }

    /// Deliveries of a change or of a policy, in order of queueing.
    pub async fn deliveries(&self, of: DeliveriesOf) -> Result<Vec<DeliveryRow>, ArchiveError> {
        self.read(move |connection| deliveries::of(connection, &of)).await
    }

    /// End of the latest digest's period for a subscriber; `None` before the first.
    pub async fn last_digest(&self, subscriber: &str) -> Result<Option<DateTime<Utc>>, ArchiveError> {
        let subscriber = subscriber.to_owned();
        self.read(move |connection| history::last_digest(connection, &subscriber)).await
    }

    /// Queues a digest and remembers its period, in one transaction. A period already covered is
    /// left alone and its message reported as queued before.
    pub async fn record_digest(&self, digest: DigestRecord) -> Result<Queued, ArchiveError> {
        self.write(digest.at, move |tx, simulated| record::digest(tx, &digest, simulated)).await
    }

    /// All cases of the ledger, oldest first.
    pub async fn cases(&self) -> Result<Vec<StoredCase>, ArchiveError> {
        self.read(|connection| notices::cases(connection, None)).await
    }

    /// One case; `None` when there is none of this id.
    pub async fn case(&self, id: &str) -> Result<Option<StoredCase>, ArchiveError> {
        let id = id.to_owned();
        self.read(move |connection| Ok(notices::cases(connection, Some(&id))?.pop())).await
    }

    /// Records a plan and gives the id of its case; the same plan twice is one case.
    pub async fn record_plan(&self, plan: Plan, now: DateTime<Utc>) -> Result<String, ArchiveError> {
        self.write(now, move |tx, simulated| notices::plan(tx, &plan, now, simulated)).await
    }

    /// Adds to a case what happened, with the messages it causes: all of it or nothing.
    pub async fn record_event(&self, happened: Happened, now: DateTime<Utc>) -> Result<Queued, ArchiveError> {
        self.write(now, move |tx, simulated| notices::happened(tx, &happened, now, simulated)).await
    }

    /// A message that discharges a case came back; the report is kept, sealed, with the case.
    pub async fn record_bounce(
        &self,
        case: &str,
        delivery: &str,
        why: &str,
        report: Vec<u8>,
        now: DateTime<Utc>,
    ) -> Result<(), ArchiveError> {
        let (case, delivery, why) = (case.to_owned(), delivery.to_owned(), why.to_owned());
        let file = HandedIn { bytes: report, delivery: Some(delivery.clone()) };
        self.write(now, move |tx, simulated| {
            notices::bounced(tx, &case, &delivery, &why, &file, now, simulated)
        })
        .await
    }

    /// Walks the evidence chain and names the first record that does not fit.
    pub async fn verify_chain(&self) -> Result<ChainCheck, ArchiveError> {
        self.read(evidence::verify).await
    }

    /// Everything on record about a case; `None` when there is none of this id.
    pub async fn evidence_of(&self, case: &str) -> Result<Option<CaseEvidence>, ArchiveError> {
        let case = case.to_owned();
        self.read(move |connection| export::evidence_of(connection, &case)).await
    }

    /// Audits the whole archive: the chain, and everything stored against it.
    pub async fn audit(&self) -> Result<Audit, ArchiveError> {
        self.read(audit::audit).await
    }

    /// Writes the readable mirror of a policy, `<folder>/<service>/<type>.md`, and gives its path.
    pub async fn write_mirror(&self, policy: &PolicyId, markdown: String) -> Result<PathBuf, ArchiveError> {
        let (folder, policy) = (self.inner.folder.clone(), policy.clone());
        self.writer()?.run(move |_| mirror::write(&folder, &policy, &markdown)).await
    }

    async fn step(&self, delivery: &str, now: DateTime<Utc>, step: Step) -> Result<(), ArchiveError> {
        let delivery = delivery.to_owned();
        self.write(now, move |tx, _| outbox::take(tx, &delivery, now, &step)).await
    }

    async fn read<T, F>(&self, job: F) -> Result<T, ArchiveError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T, Fault> + Send + 'static,
    {
        self.inner.reader.run(move |connection| opening::consistent(connection, job)).await
    }

    async fn write<T, F>(&self, now: DateTime<Utc>, job: F) -> Result<T, ArchiveError>
    where
        T: Send + 'static,
        F: FnOnce(&Transaction<'_>, bool) -> Result<T, Fault> + Send + 'static,
    {
        let simulated = self.inner.simulated;
        self.writer()?
            .transact(move |tx| {
                opening::claim(tx, simulated)?;
                fingerprints::adopt(tx, now, simulated)?;
                let answer = job(tx, simulated)?;
                fingerprints::list(tx, now, simulated)?;
                Ok(answer)
            })
            .await
    }

    fn writer(&self) -> Result<&Worker, ArchiveError> {
        self.inner.writer.as_ref().ok_or_else(|| ArchiveError::Unwritable {
            path: opening::database(&self.inner.folder),
            source: "it was opened for reading only".into(),
        })
    }
}
