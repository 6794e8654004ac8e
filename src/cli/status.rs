//! `status`: the policies that cannot be seen, since when, and what to do; exit 1 when there are any.

use anyhow::Result;

use super::Session;
use super::exit::Exit;
use super::known;
use crate::archive::Origin;
use crate::render;

pub(super) async fn run(session: &Session) -> Result<Exit> {
    let watched = known::watchlist(session)?.policies;
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
    let output = session.output;
    let text = if output.json {
        render::status::json(&lines)
    } else {
        render::status::terminal(&lines, output.width, output.paint)
    };
    output.result(&text)?;
    Ok(if troubled.is_empty() { Exit::Fine } else { Exit::Finding })
}
