//! Gathers what a check needs to know, the version people were last told of among it.

use tracing::warn;

use crate::archive::{Archive, ArchiveError, StoredBaseline};
use crate::check::{Baseline, Previous, read};
use crate::normalize::NORMALIZER_VERSION;
use crate::watchlist::Policy;

/// What a check of `policy` needs to know.
pub(super) async fn previous(archive: &Archive, policy: &Policy) -> Result<Previous, ArchiveError> {
    let previous = archive.previous(&policy.id).await?;
    let stored = archive.last_told(&policy.id, &policy.tuning).await?;
    let baseline = match stored {
        Some(stored) => today(policy, stored).await,
        None => None,
    };
    Ok(Previous { baseline, ..previous })
}

/// The baseline as today's rules read it: what changed in our reading is nobody's step.
async fn today(policy: &Policy, stored: StoredBaseline) -> Option<Baseline> {
    let StoredBaseline { document, normalizer_version, reading, pages, since, steps } = stored;
    if normalizer_version == NORMALIZER_VERSION && reading == policy.reading() {
        return Some(Baseline { document, since, steps });
    }
    let anew = policy.clone();
    // Reading pages is CPU work: off the async runtime.
    let read = tokio::task::spawn_blocking(move || read(&anew, &pages)).await;
    match read {
        Ok(Ok(document)) => Some(Baseline { document, since, steps }),
        Ok(Err(why)) => {
            warn!(policy = %policy.id, "cannot compare with the version that was last told: {why}");
            None
        }
        Err(_) => None,
    }
}
