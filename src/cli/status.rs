//! `status`: the policies that cannot be seen, since when, and what to do, and entries of the watchlist
//! that match nothing; exit 1 when there are any.

use anyhow::Result;

use super::Session;
use super::exit::Exit;
use super::known;
use crate::archive::{Archive, Origin, VersionSelector};
use crate::render;
use crate::render::status::Unmatched;
use crate::watch;
use crate::watchlist::Watchlist;

pub(super) async fn run(session: &Session) -> Result<Exit> {
    let watchlist = known::watchlist(session)?;
    let watched = &watchlist.policies;
    let archive = session.archive_to_read()?;
    let mut troubled = archive.troubled().await?;
    // What nobody watches any more troubles nobody; imported history is not in the watchlist.
    troubled.retain(|policy| {
        watched.is_empty()
            || policy.origin == Origin::Imported
            || watched.iter().any(|watched| watched.id == policy.policy)
    });
    let lines: Vec<render::status::Line<'_>> = troubled
        .iter()
        .map(|policy| render::status::Line {
            policy: &policy.policy,
            trouble: &policy.trouble,
            last_check: policy.last_check,
            last_seen: policy.last_seen,
            reason: policy.reason.as_deref(),
        })
        .collect();
    let unmatched = unmatched(&archive, &watchlist).await?;
    let output = session.output;
    let text = if output.json {
        render::status::json(&lines, &unmatched)
    } else {
        render::status::terminal(&lines, &unmatched, output.width, output.paint)
    };
    output.result(&text)?;
    Ok(if troubled.is_empty() && unmatched.is_empty() { Exit::Fine } else { Exit::Finding })
}

/// Entries about verdicts that nothing answers to in the texts as they stand.
async fn unmatched(archive: &Archive, watchlist: &Watchlist) -> Result<Vec<Unmatched>> {
    let mut found = Vec::new();
    for policy in watchlist.policies.iter().filter(|policy| !policy.own_tuning.is_silent()) {
        let Some(version) = archive.version(&policy.id, VersionSelector::Latest).await? else { continue };
        let entries = policy.own_tuning.unmatched(&[&version.document]).into_iter();
        found.extend(entries.map(|why| Unmatched { policy: Some(policy.id.to_string()), why }));
    }
    let of_all = watch::unmatched(archive, watchlist).await?.into_iter();
    found.extend(of_all.map(|why| Unmatched { policy: None, why }));
    Ok(found)
}
