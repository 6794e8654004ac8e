//! A person says that a quarantined page is the policy: it becomes the version, and is told like any
//! other change.

use chrono::{DateTime, Utc};

use super::{Checked, Deciding, Watcher, deliver, upgrade};
use crate::archive::{ArchiveError, Origin};
use crate::check::Outcome;
use crate::watchlist::Policy;

/// What accepting came to.
#[derive(Debug, Clone, PartialEq)]
pub enum Acceptance {
    /// The page is the policy now.
    Done(Box<Checked>),
    /// Nothing of the policy is in quarantine.
    NothingThere,
    /// The page cannot be a policy; the reason in one plain sentence.
    Refused(String),
}

impl Watcher {
    /// Takes the pages of `policy` out of quarantine. `origin` is [`Origin::Imported`] for a policy that
    /// is not watched: then nobody is told.
    pub async fn accept(
        &self,
        policy: &Policy,
        origin: Origin,
        now: DateTime<Utc>,
    ) -> Result<Acceptance, ArchiveError> {
        let pages = self.archive.quarantined_pages(&policy.id).await?;
        if pages.is_empty() {
            return Ok(Acceptance::NothingThere);
        }
        upgrade(&self.archive, policy, now).await?;
        let previous = self.known(policy).await?;
        let subscribers = match origin {
            Origin::Imported => Vec::new(),
            Origin::Watched | Origin::Accepted => self.archive.subscribers().await?,
        };
        let deciding = Deciding::new(&self.watchlist, policy, now);
        let decided =
            tokio::task::spawn_blocking(move || deciding.accepted(&previous, pages, &subscribers)).await;
        let Ok(decided) = decided else {
            return Ok(Acceptance::Refused(
                "the text could not be read; this is a defect of policydiff".to_owned(),
            ));
        };
        let decision = &decided.checked.decision;
        if let (Outcome::Quarantined | Outcome::Failed, Some(reason)) = (decision.outcome, &decision.reason) {
            return Ok(Acceptance::Refused(reason.clone()));
        }
        let checked = self.keep(policy, decided, origin).await?;
        deliver::run(self, now).await?;
        Ok(Acceptance::Done(Box::new(checked)))
    }
}
