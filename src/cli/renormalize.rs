//! `renormalize`: reads the stored pages again with today's rules and shows what differs. Nobody is told.

use anyhow::Result;
use serde_json::json;

use super::Session;
use super::args::RenormalizeArgs;
use super::exit::Exit;
use super::known;
use crate::archive::{Archive, Opening};
use crate::compare::compare;
use crate::materiality::assess_tuned;
use crate::normalize::NORMALIZER_VERSION;
use crate::render::{self, Report, Side};
use crate::watch::{Upgraded, renormalize};
use crate::watchlist::Policy;

pub(super) async fn run(session: &Session, args: &RenormalizeArgs) -> Result<Exit> {
    let watchlist = known::watchlist(session)?;
    let reading = session.archive_to_read()?;
    let now = session.clock.now();
    let archive = if args.dry_run {
        reading
    } else {
        Archive::open(Opening { folder: session.archive.clone(), simulated: session.clock.is_pretended() })?
    };
    let _lock = if args.dry_run { None } else { Some(archive.lock_watch(now)?) };
    let mut unread = false;
    for policy in known::policies(&archive, &watchlist, &args.policies).await? {
        for upgraded in renormalize(&archive, &policy, now, args.dry_run).await? {
            unread |= upgraded.new.is_err();
            let text = if session.output.json { line(&policy, &upgraded) } else { words(&policy, &upgraded) };
            session.output.result(&text)?;
        }
    }
    Ok(if unread { Exit::Partly } else { Exit::Fine })
}

/// One line, and the differences a line each.
fn words(policy: &Policy, upgraded: &Upgraded) -> String {
    let head = format!("{} ({})", policy.id, upgraded.slot.as_str());
    match &upgraded.new {
        Err(why) => format!("{head}: cannot be read again: {why}"),
        Ok(new) if *new == upgraded.old => format!("{head}: reads the same"),
        Ok(_) => format!("{head}: reads otherwise\n{}", differences(policy, upgraded)),
    }
}

fn line(policy: &Policy, upgraded: &Upgraded) -> String {
    let changes = upgraded.new.as_ref().ok().map(|new| compare(&upgraded.old, new).changes.len());
    json!({
        "policy": policy.id.as_str(),
        "state": upgraded.slot.as_str(),
        "from": upgraded.from,
        "to": NORMALIZER_VERSION,
        "differs": upgraded.new.as_ref().is_ok_and(|new| *new != upgraded.old),
        "changes": changes,
        "reason": upgraded.new.as_ref().err(),
    })
    .to_string()
}

fn differences(policy: &Policy, upgraded: &Upgraded) -> String {
    let Ok(new) = &upgraded.new else { return String::new() };
    let comparison = compare(&upgraded.old, new);
    let assessment = assess_tuned(&upgraded.old, new, &comparison, &policy.tuning);
    let side =
        |rules: u32| Side { title: None, source: policy.id.as_str(), sha256: format!("rules {rules}") };
    render::summary(&Report {
        old: side(upgraded.from),
        new: side(NORMALIZER_VERSION),
        comparison: &comparison,
        assessment: &assessment,
        change_scope: policy.id.as_str(),
    })
}
