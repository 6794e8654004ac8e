//! `accept POLICY`: the page in quarantine really is the policy.

use anyhow::Result;

use super::Session;
use super::args::AcceptArgs;
use super::exit::Exit;
use super::report::Advised;
use super::{known, watch};
use crate::archive::Origin;
use crate::render;
use crate::watch::Acceptance;

pub(super) async fn run(session: &Session, args: &AcceptArgs) -> Result<Exit> {
    let watchlist = known::watchlist(session)?;
    // Nothing is made where there is nothing to accept.
    session.archive_to_read()?;
    let watcher = watch::watcher(session, watchlist)?;
    let now = session.clock.now();
    let _lock = watcher.archive.lock_watch(now)?;
    let policies =
        known::policies(&watcher.archive, &watcher.watchlist, std::slice::from_ref(&args.policy)).await?;
    let policy = policies.first().ok_or_else(|| anyhow::anyhow!("no policy `{}`", args.policy))?;
    let is_watched = watcher.watchlist.policies.iter().any(|watched| watched.id == policy.id);
    let origin = if is_watched { Origin::Accepted } else { Origin::Imported };
    match watcher.accept(policy, origin, now).await? {
        Acceptance::NothingThere => {
            let what = format!("nothing of `{}` is in quarantine", policy.id);
            Err(Advised::new(what, "policydiff status (lists what is)").into())
        }
        Acceptance::Refused(why) => {
            let what = format!("`{}` cannot be accepted: {why}", policy.id);
            Err(Advised::new(what, "policydiff status (says what to do about it)").into())
        }
        Acceptance::Done(checked) => {
            let output = session.output;
            let text = if output.json {
                render::json::watch_line(&watch::line(&checked))
            } else {
                watch::words(output, &watcher, &checked)
            };
            output.result(&text)?;
            Ok(Exit::Fine)
        }
    }
}
