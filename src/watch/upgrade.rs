//! Reads stored states anew when our way of reading changed, before anything is compared with them:
//! our own improvements are never somebody's change.

use chrono::{DateTime, Utc};
use tracing::{info, warn};

use crate::archive::{Archive, ArchiveError, Reread, Slot, StoredReading};
use crate::check::read;
use crate::document::Document;
use crate::watchlist::Policy;

/// A stored state that was read anew.
#[derive(Debug, Clone, PartialEq)]
pub struct Upgraded {
    /// Which state.
    pub slot: Slot,
    /// Version of the rules that had read it.
    pub from: u32,
    /// As it was read then.
    pub old: Document,
    /// As it is read now; the error says why it cannot be.
    pub new: Result<Document, String>,
}

/// Reads anew what was read by other rules than today's, and records it. Gives what was done.
pub async fn upgrade(
    archive: &Archive,
    policy: &Policy,
    now: DateTime<Utc>,
) -> Result<Vec<Upgraded>, ArchiveError> {
    let stale = archive.readings(&policy.id, Some(policy.reading())).await?;
    let mut done = Vec::new();
    for stored in stale {
        let upgraded = reread(policy, stored).await;
        record(archive, policy, &upgraded, now).await?;
        done.push(upgraded);
    }
    Ok(done)
}

/// Reads everything that comparing would use anew, whatever read it, and records what came out
/// differently unless `is_trial`.
pub async fn renormalize(
    archive: &Archive,
    policy: &Policy,
    now: DateTime<Utc>,
    is_trial: bool,
) -> Result<Vec<Upgraded>, ArchiveError> {
    let mut done = Vec::new();
    for stored in archive.readings(&policy.id, None).await? {
        let is_stale = stored.normalizer_version != crate::normalize::NORMALIZER_VERSION
            || stored.reading != policy.reading();
        let upgraded = reread(policy, stored).await;
        let differs = upgraded.new.as_ref().is_ok_and(|new| *new != upgraded.old);
        if !is_trial && (is_stale || differs) {
            record(archive, policy, &upgraded, now).await?;
        }
        done.push(upgraded);
    }
    Ok(done)
}

async fn reread(policy: &Policy, stored: StoredReading) -> Upgraded {
    let StoredReading { slot, document: old, normalizer_version: from, pages, .. } = stored;
    let reading = policy.clone();
    // Reading pages is CPU work: off the async runtime.
    let new = tokio::task::spawn_blocking(move || read(&reading, &pages)).await;
    let new =
        new.unwrap_or_else(|_| Err("the text could not be read; this is a defect of policydiff".to_owned()));
    Upgraded { slot, from, old, new }
}

async fn record(
    archive: &Archive,
    policy: &Policy,
    upgraded: &Upgraded,
    at: DateTime<Utc>,
) -> Result<(), ArchiveError> {
    let document = match &upgraded.new {
        Ok(document) => document.clone(),
        Err(why) => {
            // What is stored stays in use: a page that was built anew is cut in another way than the old one.
            warn!(policy = %policy.id, "cannot read the stored page again: {why}");
            return Ok(());
        }
    };
    info!(policy = %policy.id, state = upgraded.slot.as_str(), "read again after an upgrade");
    let reread =
        Reread { policy: policy.id.clone(), slot: upgraded.slot, document, reading: policy.reading(), at };
    archive.record_upgrade(reread).await
}
