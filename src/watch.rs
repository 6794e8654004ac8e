//! The watcher: gather what is known, let the core decide, act in one transaction, then send.
//!
//! This is the only place that strings fetching, archive and mail together. It holds no policy of
//! its own: what a page means is [`crate::check`]'s to say, who hears of it is [`crate::digest`]'s,
//! what is due is [`crate::schedule`]'s.

mod deliver;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use tokio::sync::Semaphore;
use tracing::{info, warn};

use crate::archive::{Archive, ArchiveError, ChangeQuery, CheckRecord, DigestRecord, PolicyShown};
use crate::check::{Decision, Effect, Fetched, Outcome, check};
use crate::digest::{self, Period, PolicyChange, Subscriber};
use crate::fetch::Fetcher;
use crate::mail::Mailer;
use crate::materiality::RULES_VERSION;
use crate::schedule;
use crate::snapshot::Snapshot;
use crate::watchlist::{Notify, Policy, PolicyId, Publisher, Source, Watchlist};

pub use deliver::Deliveries;

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

/// A cycle's balance.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cycle {
    /// Policies that were checked.
    pub checked: usize,
    /// Of these, those that failed or were quarantined.
    pub troubled: usize,
    /// What became of the queued mail.
    pub deliveries: Deliveries,
}

impl Cycle {
    /// True when every page was read and no message was refused for good or left in doubt.
    pub fn is_whole(&self) -> bool {
        self.troubled == 0 && self.deliveries.refused == 0 && self.deliveries.unknown == 0
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
            report(&checked);
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
        let previous = self.archive.previous(&policy.id).await?;
        let fetched = self.fetcher.fetch(&policy.source, || now).await;
        let subscribers = self.archive.subscribers().await?;
        let deciding = Deciding { watchlist: Arc::clone(&self.watchlist), policy: policy.clone(), now };
        // Normalizing and comparing is CPU work: off the async runtime.
        let decided = tokio::task::spawn_blocking(move || {
            let fetched = fetched.map_err(|error| explain(&error));
            deciding.decide(&previous, fetched, &subscribers)
        });
        let Ok(decided) = decided.await else {
            let checked = failed(policy, now, "the text could not be read; this is a defect of policydiff");
            self.archive.record_check(record(policy, &checked, None, Vec::new())).await?;
            return Ok(checked);
        };
        let Decided { checked, snapshot, messages, markdown } = decided;
        self.archive.record_check(record(policy, &checked, snapshot, messages)).await?;
        if let Some(markdown) = markdown
            && let Err(error) = self.archive.write_mirror(&policy.id, markdown).await
        {
            // The archive has the version; the mirror is a copy for people and is written again next time.
            warn!(policy = %policy.id, "cannot write the readable copy: {error}");
        }
        if checked
            .decision
            .effects
            .iter()
            .any(|effect| matches!(effect, Effect::PublishAnnounced { early: true, .. }))
        {
            warn!(policy = %policy.id, "our own page changed before the announced day");
        }
        info!(policy = %policy.id, outcome = checked.decision.outcome.as_str(), "checked");
        Ok(checked)
    }

    async fn queue_digests(&self, now: DateTime<Utc>) -> Result<(), ArchiveError> {
        for subscriber in self.archive.subscribers().await? {
            let last = self.archive.last_digest(&subscriber.id).await?;
            if let Some(period) = digest::due_digest(&subscriber, last, now) {
                queue_digest(&self.archive, subscriber, &period, &self.watchlist.publisher, now).await?;
            }
        }
        Ok(())
    }
}

/// Queues the digest of a period and remembers the period; an empty digest is not sent.
pub async fn queue_digest(
    archive: &Archive,
    subscriber: Subscriber,
    period: &Period,
    publisher: &Publisher,
    now: DateTime<Utc>,
) -> Result<(), ArchiveError> {
    let query = ChangeQuery { policy: None, after: Some(period.from), until: Some(period.to) };
    let changes: Vec<PolicyChange> =
        archive.changes(query).await?.into_iter().map(|stored| stored.change).collect();
    let message = digest::digest_message(&subscriber, period, &changes, publisher);
    let record = DigestRecord {
        subscriber: subscriber.id,
        period_start: period.from,
        period_end: period.to,
        at: now,
        message,
    };
    archive.record_digest(record).await?;
    Ok(())
}

/// What deciding needs, owned, so that it can leave the async runtime.
struct Deciding {
    watchlist: Arc<Watchlist>,
    policy: Policy,
    now: DateTime<Utc>,
}

/// What was decided, ready to be recorded.
struct Decided {
    checked: Checked,
    snapshot: Option<Snapshot>,
    messages: Vec<digest::Message>,
    /// The new version as Markdown, for the readable mirror.
    markdown: Option<String>,
}

impl Deciding {
    fn decide(
        self,
        previous: &crate::check::Previous,
        fetched: Result<Snapshot, String>,
        subscribers: &[Subscriber],
    ) -> Decided {
        let Self { watchlist, policy, now } = self;
        let zone = watchlist.publisher.zone;
        let decision = match &fetched {
            Ok(snapshot) => check(&policy, previous, Fetched::Page(snapshot), zone, now),
            Err(why) => check(&policy, previous, Fetched::Nothing(why), zone, now),
        };
        let markdown = decision.effects.iter().find_map(|effect| match effect {
            Effect::SaveVersion { document, .. } => Some(document.to_markdown()),
            _ => None,
        });
        let change = decision.effects.iter().find_map(|effect| match effect {
            Effect::RecordChange(change) => Some(policy_change(&policy, change)),
            _ => None,
        });
        let messages = change.as_ref().map_or_else(Vec::new, |change| {
            let text = markdown.as_deref().unwrap_or_default();
            // Those who were told when it was announced are not told again.
            let announced =
                decision.effects.iter().any(|effect| matches!(effect, Effect::PublishAnnounced { .. }));
            let notify = if announced { Notify::Ask } else { policy.notify };
            digest::messages_for(change, subscribers, &watchlist.publisher, notify, text, now)
        });
        let snapshot = fetched.ok();
        // A file has no status of its own.
        let asked = matches!(policy.source, Source::Url(_));
        let http_status = snapshot.as_ref().filter(|_| asked).map(|snapshot| snapshot.status);
        Decided {
            checked: Checked { policy: policy.id, at: now, http_status, decision, change },
            snapshot,
            messages,
            markdown,
        }
    }
}

fn policy_change(policy: &Policy, change: &crate::check::ConfirmedChange) -> PolicyChange {
    PolicyChange {
        policy: policy.id.clone(),
        service: policy.service.clone(),
        kind: policy.kind.clone(),
        role: policy.role,
        source: policy.source.to_string(),
        change: change.clone(),
    }
}

fn record(
    policy: &Policy,
    checked: &Checked,
    snapshot: Option<Snapshot>,
    messages: Vec<digest::Message>,
) -> CheckRecord {
    CheckRecord {
        policy: policy.id.clone(),
        at: checked.at,
        outcome: checked.decision.outcome,
        verdict: checked.decision.verdict,
        reason: checked.decision.reason.clone(),
        snapshot,
        effects: checked.decision.effects.clone(),
        rules_version: RULES_VERSION,
        shown: PolicyShown {
            service: policy.service.clone(),
            kind: policy.kind.clone(),
            role: policy.role,
            source: policy.source.to_string(),
        },
        messages,
    }
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
    let decision = Decision { outcome, verdict: None, first_seen: None, reason, effects: Vec::new() };
    Checked { policy: policy.id.clone(), at: now, http_status: None, decision, change: None }
}
