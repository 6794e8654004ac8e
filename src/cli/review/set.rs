//! `review set`: records a person's word, holds back what is wrong now, and queues what follows.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};

use super::super::exit::Exit;
use super::super::report::Advised;
use super::super::{Session, known};
use super::find::{Named, named};
use crate::archive::{
    Archive, ChangeQuery, ChangeTexts, DeliveryState, Opening, Origin, Settled, StoredChange, ToldMessage,
    VersionSelector,
};
use crate::digest::{Consequences, PolicyChange, Settling, Told, ToldFate, settle};
use crate::materiality::{Assessment, Review, Tuning, Verdict, Word, edit_ids, settled};
use crate::notice::flow::Dependent;
use crate::notice::{CaseEvent, CaseFacts, TextsCompared};
use crate::render::review::{Outcome, outcome_json, outcome_text};
use crate::watch::dependents;
use crate::watchlist::{Notify, Policy, Role, Watchlist};

/// Tries to write while mail moves on under way.
const TRIES: usize = 5;

/// What was said.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'a> {
    pub(super) word: Word,
    pub(super) because: &'a str,
    pub(super) by: Option<&'a str>,
}

pub(super) async fn run(session: &Session, typed: &str, said: &Said<'_>) -> Result<Exit> {
    // Nothing to judge: an empty archive is not made by asking.
    session.archive_to_read()?;
    let watchlist = known::watchlist(session)?;
    let opening = Opening { folder: session.archive.clone(), simulated: session.clock.is_pretended() };
    let archive = Archive::open(opening)?;
    let now = session.clock.now();
    for _ in 0..TRIES {
        let changes = archive.changes(ChangeQuery::default()).await?;
        let found = named(&changes, typed)?;
        let edits = meant(&found, said)?;
        let asked = Asked { archive: &archive, watchlist: &watchlist, stored: found.stored, now };
        let (settled, outcome) = asked.decide(&edits, said).await?;
        if let Some(queued) = archive.settle(settled, now).await? {
            let outcome = Outcome { queued: queued.deliveries.len(), ..outcome };
            let output = session.output;
            output.result(&if output.json { outcome_json(&outcome) } else { outcome_text(&outcome) })?;
            return Ok(Exit::Fine);
        }
    }
    Err(Advised::new("mail of this change is being sent right now", "the same command again").into())
}

/// The edits that are meant: the one named, or those of the change that the word would make otherwise.
fn meant(found: &Named<'_>, said: &Said<'_>) -> Result<Vec<String>> {
    let StoredChange { id, change, reviews, .. } = found.stored;
    let last = |edit: &str| reviews.iter().rev().find(|review| review.edit == edit);
    if let Some(edit) = &found.edit {
        if let Some(before) = last(edit).filter(|before| before.word == said.word) {
            return Err(already(edit, before).into());
        }
        return Ok(vec![edit.clone()]);
    }
    let wrong = |verdict: Verdict| match said.word {
        Word::Material => verdict == Verdict::Review,
        Word::Cosmetic => verdict.is_finding(),
    };
    let judgements = change.change.assessment.changes.iter();
    let mut edits: Vec<String> = edit_ids(id, &change.change.comparison)
        .into_iter()
        .zip(judgements)
        .filter(|(_, judgement)| wrong(judgement.verdict))
        .map(|(edit, _)| edit)
        .collect();
    edits.dedup();
    if edits.is_empty() {
        if let Some(before) = reviews.last().filter(|before| before.word == said.word) {
            return Err(already(id, before).into());
        }
        let what = format!("nothing in change `{id}` waits to be called {}", said.word.as_str());
        return Err(Advised::new(what, "name one of its edits: policydiff review list --all").into());
    }
    Ok(edits)
}

fn already(id: &str, before: &Review) -> Advised {
    let by = before.by.as_deref().map_or_else(String::new, |by| format!(" by {by}"));
    let day = before.at.format("%Y-%m-%d");
    let what =
        format!("`{id}` is settled as {} already{by} ({day}: {})", before.word.as_str(), before.because);
    Advised::new(what, "the other word to amend it; both stay on record")
}

/// A change about which something is said.
struct Asked<'a> {
    archive: &'a Archive,
    watchlist: &'a Watchlist,
    stored: &'a StoredChange,
    now: DateTime<Utc>,
}

impl Asked<'_> {
    /// What the word comes to, ready to be written down.
    async fn decide(&self, edits: &[String], said: &Said<'_>) -> Result<(Settled, Outcome)> {
        let StoredChange { id, change, judged, reviews, origin, .. } = self.stored;
        let words: Vec<Review> = edits.iter().map(|edit| self.review(edit, said)).collect();
        let all: Vec<Review> = reviews.iter().cloned().chain(words.iter().cloned()).collect();
        let ids = edit_ids(id, &change.change.comparison);
        let (mut before, mut after) = (change.clone(), change.clone());
        after.change.assessment = settled(judged, &ids, &all);
        let verdict = after.change.assessment.verdict;
        let texts = self.archive.change_texts(id).await?;
        let texts = texts.with_context(|| format!("the texts of change `{id}` are not in the archive"))?;
        let policy = self.watchlist.policies.iter().find(|policy| policy.id == change.policy);
        let at = VersionSelector::At(change.change.confirmed_at);
        let built_on_it = match change.role {
            Role::Provider => dependents::of(self.archive, self.watchlist, &change.policy, at).await?,
            Role::Published => Vec::new(),
        };
        let facts = self.facts(&texts, &after.change.assessment, policy, &built_on_it);
        let today = self.now.with_timezone(&facts.zone).date_naive();
        let detected = facts.outlook(None);
        // What was owed on record was worked out under the rules' verdict, not under an earlier word.
        let said_before = before.change.assessment.verdict;
        before.change.outlook = CaseFacts { verdict: said_before, ..facts.clone() }.outlook(None);
        after.change.outlook = CaseFacts { today, ..facts.clone() }.outlook(None);
        let was_announced = self.archive.was_announced(id).await?;
        let told = self.archive.told(id).await?;
        let subscribers = self.archive.subscribers().await?;
        let nobody = Tuning::default();
        let is_history = *origin == Origin::Imported;
        let consequences = if is_history {
            Consequences::default()
        } else {
            settle(&Settling {
                id,
                before: &before,
                after: &after,
                nth: reviews.len(),
                because: said.because,
                told: &told.iter().map(seen).collect::<Vec<_>>(),
                subscribers: &subscribers,
                publisher: &self.watchlist.publisher,
                // Users were told when the text was announced; nobody is told of what is not watched.
                notify: policy.filter(|_| !was_announced).map_or(Notify::Ask, |policy| policy.notify),
                tuning: policy.map_or(&nobody, |policy| &policy.tuning),
                text: &texts.new.to_markdown(),
                now: self.now,
            })
        };
        let has_case = self.archive.case(id).await?.is_some();
        let is_of_note = detected.owed || verdict.is_finding() || detected.decide_by.is_some();
        let opens = (is_of_note && !has_case && !is_history && !was_announced)
            .then_some((before.change.confirmed_at, facts));
        let outcome = Outcome {
            change: id.clone(),
            policy: before.policy.to_string(),
            edits: edits.to_vec(),
            word: said.word,
            verdict,
            held_back: consequences.held_back.len(),
            corrections: consequences.corrections,
            queued: 0,
            case: (has_case || opens.is_some()).then(|| id.clone()),
            opened: opens.is_some(),
        };
        let (by, because) = (said.by.map(str::to_owned), said.because.to_owned());
        let event = CaseEvent::Reviewed { verdict, by, because };
        let (cancelled, messages) = (consequences.held_back, consequences.messages);
        Ok((Settled { change: id.clone(), reviews: words, told, cancelled, messages, opens, event }, outcome))
    }

    fn review(&self, edit: &str, said: &Said<'_>) -> Review {
        Review {
            edit: edit.to_owned(),
            word: said.word,
            because: said.because.to_owned(),
            by: said.by.map(str::to_owned),
            at: self.now,
        }
    }

    /// What was known on the day the change was found, under the verdict as it is now.
    fn facts(
        &self,
        texts: &ChangeTexts,
        assessment: &Assessment,
        policy: Option<&Policy>,
        dependents: &[Dependent],
    ) -> CaseFacts {
        let PolicyChange { role, change, .. } = &self.stored.change;
        let ours = Some(crate::notice::Lead::days(30)).filter(|_| *role == Role::Published);
        let facts = CaseFacts::of(&TextsCompared {
            role: *role,
            rule: policy.map_or(ours, |policy| policy.notice),
            regime: policy.and_then(|policy| policy.regime.as_ref()),
            old: &texts.old,
            new: &texts.new,
            comparison: &change.comparison,
            assessment,
            dependents,
            zone: self.watchlist.publisher.zone,
            now: change.confirmed_at,
            first_seen: change.first_seen,
        });
        CaseFacts { last_seen_old: Some(change.last_seen_old), ..facts }
    }
}

fn seen(told: &ToldMessage) -> Told {
    Told {
        delivery: told.delivery.clone(),
        key: told.key.clone(),
        recipient: told.recipient.clone(),
        kind: told.kind,
        stream: told.stream,
        fate: match told.state {
            DeliveryState::Recorded => ToldFate::Waiting,
            DeliveryState::Begun | DeliveryState::Accepted | DeliveryState::Unknown => ToldFate::Gone,
            DeliveryState::Refused | DeliveryState::Bounced => ToldFate::Lost,
        },
    }
}
