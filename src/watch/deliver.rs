//! Sends what is queued: each delivery is leased, begun, sent and settled on its own, so that one
//! that fails never stops the others and a crash never doubles one.

use chrono::{DateTime, TimeDelta, Utc};
use tracing::{info, warn};

use super::Watcher;
use crate::archive::{ArchiveError, Delivery};
use crate::digest::Stream;
use crate::mail::{self, Envelope, Refusal};

/// Deliveries leased at once.
const BATCH: usize = 50;

/// How long a lease lasts; far longer than any sending takes, so that an expired one means a crash.
const LEASE: TimeDelta = TimeDelta::minutes(15);

/// What became of the deliveries of a cycle.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Deliveries {
    /// Accepted by the relay, or written to the mail folder.
    pub accepted: usize,
    /// Refused for now; tried again later.
    pub postponed: usize,
    /// Refused for good.
    pub refused: usize,
    /// The answer was lost: sent or not, nobody can say yet.
    pub unknown: usize,
}

/// Sends everything that is due at `now`.
pub(super) async fn run(watcher: &Watcher, now: DateTime<Utc>) -> Result<Deliveries, ArchiveError> {
    let mut sum = Deliveries::default();
    loop {
        let batch = watcher.archive.lease(now, BATCH, LEASE).await?;
        if batch.is_empty() {
            watcher.mailer.close().await;
            return Ok(sum);
        }
        for delivery in batch {
            send_one(watcher, &delivery, now, &mut sum).await?;
        }
    }
}

async fn send_one(
    watcher: &Watcher,
    delivery: &Delivery,
    now: DateTime<Utc>,
    sum: &mut Deliveries,
) -> Result<(), ArchiveError> {
    let archive = &watcher.archive;
    let rules = &watcher.watchlist.mail;
    let publisher = &watcher.watchlist.publisher;
    let from = match delivery.message.stream {
        Stream::Notice => &rules.notice_from,
        Stream::Digest => &rules.digest_from,
    };
    let envelope = Envelope {
        from_name: &publisher.name,
        from,
        to: &delivery.to,
        message_id: &mail::message_id(&delivery.message_id, from),
        date: delivery.enqueued_at,
        contact: publisher.contact.as_deref(),
        unsubscribe: None,
    };
    let composed = match mail::compose(&delivery.message, &envelope) {
        Ok(composed) => composed,
        Err(error) => {
            warn!(delivery = %delivery.id, "cannot write the message: {error}");
            sum.refused += 1;
            return archive.refused(&delivery.id, now, &error.to_string()).await;
        }
    };
    match archive.begun(&delivery.id, now, &composed.bytes).await {
        // Since it was handed out a person settled or took back what it tells of.
        Err(ArchiveError::OutOfOrder { .. }) => {
            info!(delivery = %delivery.id, "not sent: it does not wait any more");
            return Ok(());
        }
        begun => begun?,
    }
    match watcher.mailer.send(&composed, &delivery.id).await {
        Ok(accepted) => {
            info!(delivery = %delivery.id, "accepted");
            sum.accepted += 1;
            archive.accepted(&delivery.id, now, &accepted.response).await
        }
        Err(Refusal::ForNow { response }) => {
            let next = mail::retry::next_attempt(delivery.attempts + 1, delivery.enqueued_at, now);
            warn!(delivery = %delivery.id, "refused for now: {response}");
            if let Some(next) = next {
                sum.postponed += 1;
                archive.retry_at(&delivery.id, now, &response, next).await
            } else {
                sum.refused += 1;
                archive.refused(&delivery.id, now, &response).await
            }
        }
        Err(Refusal::ForGood { response }) => {
            warn!(delivery = %delivery.id, "refused for good: {response}");
            sum.refused += 1;
            archive.refused(&delivery.id, now, &response).await
        }
        Err(Refusal::Unknown { why }) => {
            warn!(delivery = %delivery.id, "nobody can say whether it arrived: {why}");
            sum.unknown += 1;
            archive.unknown(&delivery.id, now, &why).await
        }
    }
}
