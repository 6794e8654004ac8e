//! The watcher: gather what is known, let the core decide, act in one transaction, then send.
//!
//! This is the only place that strings fetching, archive and mail together. It holds no policy of
//! its own: what a page means is [`crate::check`]'s to say, who hears of it is [`crate::digest`]'s,
//! what is due is [`crate::schedule`]'s.

mod accept;
mod baseline;
pub mod deadlines;
mod deciding;
mod deliver;
pub(crate) mod dependents;
mod upgrade;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use tokio::sync::Semaphore;
use tracing::{info, warn};

use crate::archive::{Archive, ArchiveError, ChangeQuery, DigestRecord, Origin, VersionSelector};
use crate::check::{Decision, Outcome, Previous};
use crate::digest::{self, Deadline, Period, PolicyChange, Subscriber};
use crate::fetch::Fetcher;
use crate::mail::Mailer;
use crate::schedule;
use crate::snapshot::Snapshot;
use crate::watchlist::{Policy, PolicyId, Publisher, Role, Watchlist};

use deciding::{Decided, Deciding};

pub use accept::Acceptance;
pub use deliver::Deliveries;
pub use upgrade::{Upgraded, renormalize, upgrade};

/// Pages fetched at once; a watchlist is many hosts, each asked for little.
const AT_ONCE: usize = 8;

/// Everything a cycle needs; cheap to share.
#[derive(Clone)]
pub struct Watcher {
    /// What to watch and how.
    pub watchlist: Arc<Watchlist>,
    /// Where everything is kept.
    pub archive: Archive,
    /// How pages are fetched.
    pub fetcher: Fetcher,
    /// How mail leaves.
    pub mailer: Arc<Mailer>,
}

/// Which policies a cycle checks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// Those that are due.
    Due,
    /// Every one.
    All,
    /// These, due or not.
    Only(BTreeSet<PolicyId>),
    /// Those of these that are due.
    DueOf(BTreeSet<PolicyId>),
}

impl Selection {
    /// The same policies, but only when they are due: what a daemon goes on with.
    #[must_use]
    pub fn when_due(self) -> Self {
        match self {
            Self::Only(ids) | Self::DueOf(ids) => Self::DueOf(ids),
            Self::Due | Self::All => Self::Due,
        }
    }

    fn covers(&self, id: &PolicyId) -> bool {
        match self {
            Self::Due | Self::All => true,
            Self::Only(ids) | Self::DueOf(ids) => ids.contains(id),
        }
    }
}

/// How one policy's check ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// Which policy.
    pub policy: PolicyId,
    /// When it was checked.
    pub at: DateTime<Utc>,
    /// HTTP status, where there was an answer from a server.
    pub http_status: Option<u16>,
    /// What it came to.
    pub decision: Decision,
    /// The confirmed change with its policy, where there is one.
    pub change: Option<PolicyChange>,
}

impl Checked {
    /// Whether a page of ours ran ahead of its notice.
    pub fn loud(&self) -> Option<digest::Loud> {
        deciding::loud(&self.decision)
    }
}

/// A cycle's balance.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cycle {
    /// Policies that were checked.
    pub checked: usize,
    /// Of these, those that failed or were quarantined.
    pub troubled: usize,
    /// What became of the queued mail.
    pub deliveries: Deliveries,
    /// Entries of the watchlist about verdicts that nothing in the texts answers to.
    pub unmatched: Vec<String>,
    /// Days of the ledger that press and of which nobody is on record to be told.
    pub unheard: Vec<Deadline>,
}

impl Cycle {
    /// True when every page was read and no message was refused for good or left in doubt.
    pub fn is_whole(&self) -> bool {
        self.troubled == 0
            && self.unmatched.is_empty()
            && self.deliveries.refused == 0
            && self.deliveries.unknown == 0
    }
}

impl Watcher {
    /// Checks the selected policies, tells `report` of each in watchlist order, then writes digests
    /// that are due and sends what is queued. A policy that fails never stops the others; only an
    /// archive that cannot be written does.
    pub async fn cycle(
        &self,
        selection: &Selection,
        now: DateTime<Utc>,
        mut report: impl FnMut(&Checked),
    ) -> Result<Cycle, ArchiveError> {
        let selected = self.select(selection, now).await?;
        let slots = Arc::new(Semaphore::new(AT_ONCE));
        let running: Vec<_> = self
            .watchlist
            .policies
            .iter()
            .map(|policy| {
                selected.contains(&policy.id).then(|| {
                    let (watcher, policy, slots) = (self.clone(), policy.clone(), Arc::clone(&slots));
                    tokio::spawn(async move {
                        let _slot = slots.acquire_owned().await;
                        watcher.check_one(&policy, now).await
                    })
                })
            })
            .collect();
        let mut cycle = Cycle::default();
        for (policy, task) in self.watchlist.policies.iter().zip(running) {
            let checked = match task {
                None => skipped(policy, now),
                Some(task) => task.await.unwrap_or_else(|panic| {
                    warn!(policy = %policy.id, "the check stopped unexpectedly: {panic}");
                    Ok(failed(policy, now, "the check stopped unexpectedly; this is a defect of policydiff"))
                })?,
            };
            let outcome = checked.decision.outcome;
            cycle.checked += usize::from(outcome != Outcome::Skipped);
            cycle.troubled += usize::from(matches!(outcome, Outcome::Failed | Outcome::Quarantined));
            let entries = checked.decision.unmatched.iter();
            cycle.unmatched.extend(entries.map(|entry| format!("{}: {entry}", checked.policy)));
            report(&checked);
        }
        cycle.unheard = deadlines::queue(self, now).await?;
        if cycle.checked > 0 {
            cycle.unmatched.extend(unmatched(&self.archive, &self.watchlist).await?);
        }
        self.queue_digests(now).await?;
        cycle.deliveries = deliver::run(self, now).await?;
        Ok(cycle)
    }

    /// When there is something to do again: a policy of the selection is due, or a message is to be
    /// tried again. `None` when there never is.
    pub async fn next_wake(
        &self,
        selection: &Selection,
        now: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, ArchiveError> {
        let policies: Vec<Policy> =
            self.watchlist.policies.iter().filter(|policy| selection.covers(&policy.id)).cloned().collect();
        let page = schedule::next_wake(&policies, &self.archive.last_checked().await?, now);
        let mail = self.archive.next_delivery().await?;
        Ok(page.into_iter().chain(mail).min())
    }

    async fn select(
        &self,
        selection: &Selection,
        now: DateTime<Utc>,
    ) -> Result<BTreeSet<PolicyId>, ArchiveError> {
        let all = self.watchlist.policies.iter().map(|policy| policy.id.clone());
        let chosen: BTreeSet<PolicyId> = match selection {
            Selection::All | Selection::Only(_) => all.collect(),
            Selection::Due | Selection::DueOf(_) => {
                let before = self.archive.last_checked().await?;
                schedule::due(&self.watchlist.policies, &before, now).into_iter().collect()
            }
        };
        Ok(chosen.into_iter().filter(|id| selection.covers(id)).collect())
    }

    async fn check_one(&self, policy: &Policy, now: DateTime<Utc>) -> Result<Checked, ArchiveError> {
        upgrade(&self.archive, policy, now).await?;
        let previous = self.known(policy).await?;
        let fetched = self.fetch_parts(policy, now).await;
        let subscribers = self.archive.subscribers().await?;
        let deciding = Deciding::new(&self.watchlist, policy, now);
        // Normalizing and comparing is CPU work: off the async runtime.
        let decided =
            tokio::task::spawn_blocking(move || deciding.checked(&previous, fetched, &subscribers)).await;
        let Ok(decided) = decided else {
            let checked = failed(policy, now, "the text could not be read; this is a defect of policydiff");
            self.archive
                .record_check(Decided::nothing(checked.clone()).record(policy, Origin::Watched))
                .await?;
            return Ok(checked);
        };
        self.keep(policy, decided, Origin::Watched).await
    }

    /// What is known before a check, with our own policies that are built on this one.
    async fn known(&self, policy: &Policy) -> Result<Previous, ArchiveError> {
        let mut previous = baseline::previous(&self.archive, policy).await?;
        if policy.role == Role::Provider {
            previous.dependents =
                dependents::of(&self.archive, &self.watchlist, &policy.id, VersionSelector::Latest).await?;
        }
        Ok(previous)
    }

    /// Writes down what was decided, and the readable copy of a new version.
    async fn keep(&self, policy: &Policy, decided: Decided, origin: Origin) -> Result<Checked, ArchiveError> {
        let (checked, markdown) = (decided.checked.clone(), decided.markdown.clone());
        self.archive.record_check(decided.record(policy, origin)).await?;
        if let Some(markdown) = markdown
            && let Err(error) = self.archive.write_mirror(&policy.id, markdown).await
        {
            // The archive has the version; the mirror is a copy for people and is written again next time.
            warn!(policy = %policy.id, "cannot write the readable copy: {error}");
        }
        info!(policy = %policy.id, outcome = checked.decision.outcome.as_str(), "checked");
        Ok(checked)
    }

    /// A page for each part, or the reason why there is none: a policy of which one part is missing is
    /// not looked at.
    async fn fetch_parts(&self, policy: &Policy, now: DateTime<Utc>) -> Result<Vec<Snapshot>, String> {
        let mut pages = Vec::new();
        for (index, part) in policy.parts.iter().enumerate() {
            let fetched = self.fetcher.fetch(&part.source, || now).await;
            pages.push(fetched.map_err(|error| match policy.parts.len() {
                1 => explain(&error),
                _ => format!("part {} (`{}`): {}", index + 1, part.source, explain(&error)),
            })?);
        }
        Ok(pages)
    }

    async fn queue_digests(&self, now: DateTime<Utc>) -> Result<(), ArchiveError> {
        let due = deadlines::all(&self.archive, &self.watchlist, now).await?;
        for subscriber in self.archive.subscribers().await? {
            let last = self.archive.last_digest(&subscriber.id).await?;
            if let Some(period) = digest::due_digest(&subscriber, last, now) {
                queue_digest(&self.archive, subscriber, &period, &due, &self.watchlist.publisher).await?;
            }
        }
        Ok(())
    }
}

/// Entries that the watchlist makes for all policies and that no text answers to; none are named before
/// every policy was seen once.
pub async fn unmatched(archive: &Archive, watchlist: &Watchlist) -> Result<Vec<String>, ArchiveError> {
    if watchlist.tuning.is_silent() {
        return Ok(Vec::new());
    }
    let mut documents = Vec::new();
    for policy in &watchlist.policies {
        match archive.version(&policy.id, VersionSelector::Latest).await? {
            Some(version) => documents.push(version.document),
            None => return Ok(Vec::new()),
        }
    }
    Ok(watchlist.tuning.unmatched(&documents.iter().collect::<Vec<_>>()))
}

/// Queues the digest of a period and remembers the period; an empty digest is not sent.
pub async fn queue_digest(
    archive: &Archive,
    subscriber: Subscriber,
    period: &Period,
    due: &[Deadline],
    publisher: &Publisher,
) -> Result<(), ArchiveError> {
    let query = ChangeQuery { policy: None, after: Some(period.from), until: Some(period.to), told: true };
    let changes: Vec<PolicyChange> =
        archive.changes(query).await?.into_iter().map(|stored| stored.change).collect();
    let message = digest::digest_message(&subscriber, period, &changes, due, publisher);
    let record = DigestRecord {
        subscriber: subscriber.id,
        period_start: period.from,
        period_end: period.to,
        at: period.to,
        message,
    };
    archive.record_digest(record).await?;
    Ok(())
}

/// An error with its causes, as one sentence for the log and the archive.
fn explain(error: &dyn std::error::Error) -> String {
    let mut words = format!("cannot {error}");
    let mut cause = error.source();
    while let Some(inner) = cause {
        let _ = write!(words, ": {inner}");
        cause = inner.source();
    }
    words
}

fn skipped(policy: &Policy, now: DateTime<Utc>) -> Checked {
    ended(policy, now, Outcome::Skipped, None)
}

fn failed(policy: &Policy, now: DateTime<Utc>, why: &str) -> Checked {
    ended(policy, now, Outcome::Failed, Some(why.to_owned()))
}

fn ended(policy: &Policy, now: DateTime<Utc>, outcome: Outcome, reason: Option<String>) -> Checked {
    let decision = Decision {
        outcome,
        verdict: None,
        first_seen: None,
        reason,
        unmatched: Vec::new(),
        effects: Vec::new(),
    };
    Checked { policy: policy.id.clone(), at: now, http_status: None, decision, change: None }
}
