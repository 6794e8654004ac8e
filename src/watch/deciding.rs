//! From what was gathered to what is written down: calls the core and names its results.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::Checked;
use crate::archive::{CheckRecord, Origin, PolicyShown};
use crate::check::{ConfirmedChange, Decision, Effect, Fetched, Previous, accept, check};
use crate::digest::{self, Loud, MessageKind, PolicyChange, Subscriber};
use crate::materiality::RULES_VERSION;
use crate::notice::ledger::is_unannounced;
use crate::snapshot::Snapshot;
use crate::watchlist::{Policy, Source, Watchlist};

/// What deciding needs, owned, so that it can leave the async runtime.
pub(super) struct Deciding {
    watchlist: Arc<Watchlist>,
    policy: Policy,
    now: DateTime<Utc>,
}

/// What was decided, ready to be recorded.
pub(super) struct Decided {
    pub(super) checked: Checked,
    /// The new version as Markdown, for the readable mirror.
    pub(super) markdown: Option<String>,
    pages: Vec<Snapshot>,
    messages: Vec<digest::Message>,
}

impl Deciding {
    pub(super) fn new(watchlist: &Arc<Watchlist>, policy: &Policy, now: DateTime<Utc>) -> Self {
        Self { watchlist: Arc::clone(watchlist), policy: policy.clone(), now }
    }

    /// Decides what a fetch means.
    pub(super) fn checked(
        self,
        previous: &Previous,
        fetched: Result<Vec<Snapshot>, String>,
        subscribers: &[Subscriber],
    ) -> Decided {
        let zone = self.watchlist.publisher.zone;
        let decision = match &fetched {
            Ok(pages) => check(&self.policy, previous, Fetched::Pages(pages), zone, self.now),
            Err(why) => check(&self.policy, previous, Fetched::Nothing(why), zone, self.now),
        };
        self.decided(decision, fetched.unwrap_or_default(), subscribers)
    }

    /// Decides what quarantined pages mean that a person accepts.
    pub(super) fn accepted(
        self,
        previous: &Previous,
        pages: Vec<Snapshot>,
        subscribers: &[Subscriber],
    ) -> Decided {
        let zone = self.watchlist.publisher.zone;
        let decision = accept(&self.policy, previous, &pages, zone, self.now);
        self.decided(decision, pages, subscribers)
    }

    fn decided(self, decision: Decision, pages: Vec<Snapshot>, subscribers: &[Subscriber]) -> Decided {
        let Self { watchlist, policy, now } = self;
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
            let loud = loud(&decision);
            let occasion =
                digest::Occasion { notify: policy.notify, loud, mail_from: policy.tuning.mail_from, now };
            let mut messages =
                digest::messages_for(change, subscribers, &watchlist.publisher, text, occasion);
            messages.retain(|message| !announced || message.kind != MessageKind::Notice);
            messages
        });
        // Of several answers the one that is no success says more.
        // A file has no status of its own.
        let asked = policy.parts.iter().any(|part| matches!(part.source, Source::Url(_)));
        let telling = pages
            .iter()
            .filter(|_| asked)
            .find(|page| !(200..300).contains(&page.status))
            .or(pages.first().filter(|_| asked));
        let http_status = telling.map(|page| page.status);
        let checked = Checked { policy: policy.id, at: now, http_status, decision, change };
        Decided { checked, markdown, pages, messages }
    }
}

impl Decided {
    /// A check that came to nothing.
    pub(super) fn nothing(checked: Checked) -> Self {
        Self { checked, markdown: None, pages: Vec::new(), messages: Vec::new() }
    }

    /// The record of the check.
    pub(super) fn record(self, policy: &Policy, origin: Origin) -> CheckRecord {
        let Self { checked, pages, messages, .. } = self;
        let Decision { outcome, verdict, reason, effects, .. } = checked.decision;
        CheckRecord {
            policy: policy.id.clone(),
            shown: shown(policy),
            at: checked.at,
            origin,
            outcome,
            verdict,
            reason,
            snapshots: pages,
            reading: policy.reading(),
            effects,
            rules_version: RULES_VERSION,
            messages,
        }
    }
}

/// Whether a page of ours ran ahead of its notice.
pub(super) fn loud(decision: &Decision) -> Option<Loud> {
    decision.effects.iter().find_map(|effect| match effect {
        Effect::PublishAnnounced { early: true, .. } => Some(Loud::BeforeItsDay),
        Effect::OpenCase(facts) if is_unannounced(facts, &facts.outlook(None)) => Some(Loud::Unannounced),
        _ => None,
    })
}

/// A policy as shown to people.
fn shown(policy: &Policy) -> PolicyShown {
    PolicyShown {
        service: policy.service.clone(),
        kind: policy.kind.clone(),
        role: policy.role,
        source: policy.shown_source(),
    }
}

fn policy_change(policy: &Policy, change: &ConfirmedChange) -> PolicyChange {
    PolicyChange {
        policy: policy.id.clone(),
        service: policy.service.clone(),
        kind: policy.kind.clone(),
        role: policy.role,
        source: policy.shown_source(),
        change: change.clone(),
    }
}
