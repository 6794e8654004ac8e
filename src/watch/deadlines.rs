//! Presses people before a day of the ledger passes: gathers where every case stands and queues.

use chrono::{DateTime, TimeDelta, Utc};

use super::Watcher;
use crate::archive::{Archive, ArchiveError, Happened};
use crate::digest::{self, Deadline};
use crate::notice::{CaseEvent, Relay};
use crate::watchlist::Watchlist;

/// How far ahead a digest looks, in days.
const AHEAD: i64 = 14;

/// What comes due in the ledger within two weeks and what passed within the last two, soonest first.
pub async fn all(
    archive: &Archive,
    watchlist: &Watchlist,
    now: DateTime<Utc>,
) -> Result<Vec<Deadline>, ArchiveError> {
    // A folder stands in for a provider.
    let relay = watchlist.mail.smtp.as_ref().map_or(Relay::Provider, |smtp| smtp.relay);
    let today = now.with_timezone(&watchlist.publisher.zone).date_naive();
    let mut due: Vec<Deadline> = archive
        .cases()
        .await?
        .iter()
        .flat_map(|case| {
            digest::deadlines(&case.id, case.opened_at, &case.change, &case.standing(relay, now))
        })
        .filter(|deadline| (deadline.day - today).abs() <= TimeDelta::days(AHEAD))
        .collect();
    due.sort_by_key(|deadline| deadline.day);
    Ok(due)
}

/// Queues what presses those who are told at once; each mark is recorded with its case once. Gives the
/// deadlines that press and of which nobody is on record to be told.
pub(super) async fn queue(watcher: &Watcher, now: DateTime<Utc>) -> Result<Vec<Deadline>, ArchiveError> {
    let subscribers = watcher.archive.subscribers().await?;
    let publisher = &watcher.watchlist.publisher;
    let mut unheard = Vec::new();
    for deadline in all(&watcher.archive, &watcher.watchlist, now).await? {
        if !digest::is_pressing(&deadline, publisher, now) {
            continue;
        }
        if !subscribers.iter().any(|one| digest::hears_of(one, &deadline)) {
            unheard.push(deadline);
            continue;
        }
        let messages = match digest::missed(&deadline, &subscribers, publisher, now) {
            Some(missed) if watcher.archive.are_queued(missed.pressed.clone()).await? => continue,
            Some(missed) => missed.messages,
            None => digest::deadline_messages(&deadline, &subscribers, publisher, now),
        };
        let known = watcher.archive.are_queued(messages.iter().map(|message| message.key.clone()).collect());
        if messages.is_empty() || known.await? {
            continue;
        }
        let event = CaseEvent::Escalated { day: deadline.day, messages: messages.len() };
        let happened = Happened { case: deadline.case, event, file: None, messages };
        watcher.archive.record_event(happened, now).await?;
    }
    Ok(unheard)
}
