//! Resolves a policy id as typed to the watched policy, or to what the archive knows of one that is not.

use std::path::PathBuf;

use anyhow::Result;
use chrono::TimeDelta;

use super::Session;
use super::report::Advised;
use super::watch::policy_id;
use crate::archive::{Archive, PolicyShown};
use crate::materiality::Tuning;
use crate::watchlist::{FetchRules, MailRules, Notify, Part, Policy, PolicyId, Publisher, Source, Watchlist};

/// The watchlist where there is one, else one without policies: imported history needs none.
pub(super) fn watchlist(session: &Session) -> Result<Watchlist> {
    if session.config.exists() {
        return session.watchlist();
    }
    let publisher =
        Publisher { name: "policydiff".to_owned(), zone: chrono_tz::UTC, public_url: None, contact: None };
    let (fetch, mail) = (FetchRules::default(), MailRules::default());
    Ok(Watchlist { publisher, fetch, mail, tuning: Tuning::default(), policies: Vec::new() })
}

/// The policies that are asked for, all that the archive knows when none is named.
pub(super) async fn policies(
    archive: &Archive,
    watchlist: &Watchlist,
    words: &[String],
) -> Result<Vec<Policy>> {
    let known = archive.policies().await?;
    let ids = match words {
        [] => known.iter().map(|(id, _)| id.clone()).collect(),
        words => words.iter().map(|word| policy_id(word)).collect::<Result<Vec<_>>>()?,
    };
    let resolved = ids.into_iter().map(|id| resolve(&id, watchlist, &known));
    resolved.collect()
}

fn resolve(id: &PolicyId, watchlist: &Watchlist, known: &[(PolicyId, PolicyShown)]) -> Result<Policy> {
    let shown = known.iter().find(|(other, _)| other == id).map(|(_, shown)| shown);
    let shown = shown.ok_or_else(|| {
        let what = format!("the archive knows nothing of `{id}`");
        Advised::new(what, format!("policydiff watch --once {id}"))
    })?;
    let watched = watchlist.policies.iter().find(|policy| policy.id == *id);
    Ok(watched.cloned().unwrap_or_else(|| unwatched(id, shown)))
}

/// Nobody is told of a policy that is not watched.
fn unwatched(id: &PolicyId, shown: &PolicyShown) -> Policy {
    Policy {
        id: id.clone(),
        service: shown.service.clone(),
        kind: shown.kind.clone(),
        role: shown.role,
        parts: vec![Part::whole(Source::File(PathBuf::from(&shown.source)))],
        expect: Vec::new(),
        notice: None,
        regime: None,
        notify: Notify::Ask,
        confirm: TimeDelta::zero(),
        every: TimeDelta::days(1),
        depends_on: Vec::new(),
        tuning: Tuning::default(),
        own_tuning: Tuning::default(),
    }
}
