//! `demo`: the main job, for real, on embedded examples: a site and a mail server on loopback, the
//! watcher on a clock of its own, everything in one folder.
//!
//! Nothing here is a shortcut: pages come over HTTP, mail leaves by SMTP, and what is printed is
//! what `watch` prints. Only the clock is pretended, and the archive says so.

mod folder;
mod site;

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use chrono::{DateTime, TimeDelta, Utc};

use super::args::DemoArgs;
use super::exit::Exit;
use super::{Session, watch};
use crate::archive::{Archive, NewSubscriber, Opening};
use crate::digest::{Cadence, Relation};
use crate::fetch::Fetcher;
use crate::mail::{Mailer, sink::Sink};
use crate::watch::{Selection, Watcher};
use crate::watchlist::{self, PolicyId};
use site::Site;

/// Monday morning of the first visit. The examples name dates that fit it.
const START: &str = "2026-11-02T09:00:00Z";

/// Those the demo writes to. Users follow the privacy policy, watchers everything.
const SUBSCRIBERS: [(&str, Relation, Cadence); 4] = [
    ("ines@studio.example", Relation::User, Cadence::Immediate),
    ("otto@studio.example", Relation::User, Cadence::Immediate),
    ("legal@harbourlight.example", Relation::Watcher, Cadence::Immediate),
    ("board@harbourlight.example", Relation::Watcher, Cadence::Daily),
];

/// The visits: when, what the site shows, what to say.
const VISITS: [(TimeDelta, site::Edition, &str); 4] = [
    (TimeDelta::zero(), site::Edition::First, "first visit: every page is new"),
    (TimeDelta::days(7), site::Edition::Second, "a week later: new words appear, nothing is told yet"),
    (
        TimeDelta::minutes(7 * 24 * 60 + 90),
        site::Edition::Second,
        "90 minutes later: the same words again, so they count",
    ),
    (TimeDelta::hours(8 * 24), site::Edition::Second, "next morning: the daily digest is due"),
];

pub(super) async fn run(session: &Session, args: &DemoArgs) -> Result<Exit> {
    let folder = &args.out;
    folder::prepare(folder)?;
    let start: DateTime<Utc> = START.parse().context("cannot read the demo's own start")?;
    let site = Site::start().await.context("cannot start the demo's site on loopback")?;
    let sink = Sink::start(&folder.join("mail"), 0)
        .await
        .context("cannot start the demo's mail server on loopback")?;
    let text = folder::watchlist(site.address(), sink.address());
    let file = folder.join("watchlist.toml");
    std::fs::write(&file, &text).with_context(|| format!("cannot write `{}`", file.display()))?;
    let watcher = watcher(folder, &text)?;
    for (address, relation, cadence) in SUBSCRIBERS {
        let policies = match relation {
            Relation::User => vec![PolicyId::derive("Harbourlight Photo", "Privacy Policy")],
            Relation::Watcher => Vec::new(),
        };
        let new =
            NewSubscriber { address: address.into(), relation, cadence, policies, zone: chrono_tz::UTC };
        watcher.archive.add_subscriber(new, start).await?;
    }
    for (after, edition, what) in VISITS {
        let now = start + after;
        site.show(edition);
        session.output.result(&format!("\n== {} - {what}\n", now.format("%a %e %b %Y %H:%M UTC")))?;
        watch::cycle(session.output, &watcher, &Selection::All, now).await?;
    }
    drop(sink);
    session.output.result(&folder::farewell(folder)?)?;
    Ok(Exit::Fine)
}

fn watcher(folder: &Path, watchlist: &str) -> Result<Watcher> {
    let watchlist =
        watchlist::parse(watchlist, "watchlist.toml").context("the demo's own watchlist is faulty")?;
    let archive = Archive::open(Opening { folder: folder.join("snapshots"), simulated: true })?;
    let fetcher = Fetcher::new(&watchlist.fetch, folder)?;
    let mailer = Mailer::new(&watchlist.mail, folder, &folder.join("mail"), None)?;
    Ok(Watcher { watchlist: Arc::new(watchlist), archive, fetcher, mailer: Arc::new(mailer) })
}
