//! `watch`: one cycle for cron, or a daemon that sleeps until the next policy is due.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use chrono::{DateTime, TimeDelta, Utc};
use indicatif::{ProgressBar, ProgressStyle};
use tokio::signal::unix::{SignalKind, signal};

use super::Session;
use super::args::WatchArgs;
use super::exit::Exit;
use super::output::Output;
use super::report::{self, Advised};
use crate::archive::{Archive, Opening};
use crate::digest::{Deadline, Loud};
use crate::fetch::Fetcher;
use crate::mail::Mailer;
use crate::render;
use crate::watch::{Checked, Cycle, Selection, Watcher};
use crate::watchlist::{PolicyId, Watchlist};

/// Longest sleep of the daemon, so that a clock that was set is noticed.
const LONGEST_SLEEP: Duration = Duration::from_mins(10);

pub(super) async fn run(session: &Session, args: &WatchArgs) -> Result<Exit> {
    let watchlist = session.watchlist()?;
    let selection = selection(&watchlist, args)?;
    if !args.once && session.clock.is_pretended() {
        return Err(Advised::new("a daemon cannot run under a pretended time", "add --once").into());
    }
    let watcher = watcher(session, watchlist)?;
    let _lock = watcher.archive.lock_watch(session.clock.now())?;
    if args.once {
        let cycle = cycle(session.output, &watcher, &selection, session.clock.now()).await?;
        return Ok(if cycle.is_whole() { Exit::Fine } else { Exit::Partly });
    }
    daemon(session, &watcher, selection).await
}

/// A watcher on the session's archive, ready to run.
pub(super) fn watcher(session: &Session, watchlist: Watchlist) -> Result<Watcher> {
    let opening = Opening { folder: session.archive.clone(), simulated: session.clock.is_pretended() };
    let archive = Archive::open(opening)?;
    let fetcher = Fetcher::new(&watchlist.fetch, session.base()).context("cannot set up fetching")?;
    let mailer = Mailer::new(
        &watchlist.mail,
        session.base(),
        &session.archive.join("mail"),
        watchlist.fetch.ca_file.as_deref(),
    )
    .context("cannot set up mail")?;
    Ok(Watcher { watchlist: Arc::new(watchlist), archive, fetcher, mailer: Arc::new(mailer) })
}

fn selection(watchlist: &Watchlist, args: &WatchArgs) -> Result<Selection> {
    if args.all {
        return Ok(Selection::All);
    }
    if args.policies.is_empty() {
        return Ok(Selection::Due);
    }
    let mut only = BTreeSet::new();
    for word in &args.policies {
        let known = watchlist.policies.iter().find(|policy| policy.id.as_str() == word);
        let policy = known.ok_or_else(|| unknown_policy(word, watchlist))?;
        only.insert(policy.id.clone());
    }
    Ok(Selection::Only(only))
}

/// The error for a policy that the watchlist does not name.
pub(super) fn unknown_policy(word: &str, watchlist: &Watchlist) -> Advised {
    let ids: Vec<&str> = watchlist.policies.iter().map(|policy| policy.id.as_str()).collect();
    Advised::new(format!("the watchlist has no policy `{word}`"), format!("one of: {}", ids.join(", ")))
}

async fn daemon(session: &Session, watcher: &Watcher, first: Selection) -> Result<Exit> {
    let mut stopping = stop_signal()?;
    let mut selection = first;
    loop {
        // A reader who left must not end the watch: what matters is in the archive and in the mail.
        if let Err(error) = cycle(session.output, watcher, &selection, session.clock.now()).await {
            match report::describe(&error) {
                None => tracing::warn!("nobody reads the results any more"),
                Some(_) => return Err(error),
            }
        }
        selection = selection.when_due();
        let now = session.clock.now();
        let wake = watcher.next_wake(&selection, now).await?.unwrap_or(now + TimeDelta::days(1));
        session.output.note(&format!("next look at {}", wake.format("%Y-%m-%d %H:%M UTC")));
        let sleep = (wake - now).to_std().unwrap_or_default().clamp(Duration::from_secs(1), LONGEST_SLEEP);
        tokio::select! {
            () = tokio::time::sleep(sleep) => {}
            _ = stopping.wait_for(|stop| *stop) => return Ok(Exit::Fine),
        }
        if *stopping.borrow() {
            return Ok(Exit::Fine);
        }
    }
}

/// Turns true at the first interrupt or termination: the running cycle ends first, so that no message is
/// left in doubt. A second one ends the process at once.
fn stop_signal() -> Result<tokio::sync::watch::Receiver<bool>> {
    let (stop, stopping) = tokio::sync::watch::channel(false);
    let mut terminate = signal(SignalKind::terminate()).context("cannot listen for signals")?;
    tokio::spawn(async move {
        for _ in 0..2 {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            if stop.send_replace(true) {
                std::process::exit(130);
            }
        }
    });
    Ok(stopping)
}

/// Runs one cycle and prints each policy as it is done.
pub(super) async fn cycle(
    output: Output,
    watcher: &Watcher,
    selection: &Selection,
    now: DateTime<Utc>,
) -> Result<Cycle> {
    let bar = progress(output, watcher.watchlist.policies.len());
    let mut trouble = Ok(());
    let cycle = watcher
        .cycle(selection, now, |checked| {
            bar.set_message(checked.policy.to_string());
            bar.inc(1);
            if let Some(loud) = checked.loud() {
                let what = match loud {
                    Loud::BeforeItsDay => "before the announced day",
                    Loud::Unannounced => "without any notice before it",
                };
                bar.suspend(|| {
                    Output::complain(&format!("ACT NOW: {}: our own page changed {what}", checked.policy));
                });
            }
            let text = if output.json {
                render::json::watch_line(&line(checked))
            } else {
                words(output, watcher, checked)
            };
            if trouble.is_ok() && !text.is_empty() {
                trouble = bar.suspend(|| output.result(&text));
            }
        })
        .await?;
    bar.finish_and_clear();
    trouble?;
    for entry in &cycle.unmatched {
        Output::complain(&format!("watchlist: {entry}"));
    }
    for Deadline { kind, day, name, case, .. } in &cycle.unheard {
        Output::complain(&format!(
            "{} {day}: {name}, case {case}; nobody is on record to be told (policydiff subscribers add ADDRESS)",
            kind.in_words()
        ));
    }
    if !output.json {
        output.note(&balance(&cycle));
    }
    Ok(cycle)
}

fn progress(output: Output, policies: usize) -> ProgressBar {
    if !output.progress {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{pos}/{len} {wide_bar} {msg}");
    let bar = ProgressBar::new(policies as u64);
    style.map_or(bar.clone(), |style| bar.with_style(style))
}

pub(super) fn line(checked: &Checked) -> render::json::WatchLine<'_> {
    render::json::WatchLine {
        policy: checked.policy.as_str(),
        at: checked.at,
        outcome: checked.decision.outcome,
        verdict: checked.decision.verdict,
        first_seen: checked.decision.first_seen,
        reason: checked.decision.reason.as_deref(),
        http_status: checked.http_status,
        quarantine: checked.decision.quarantine(),
        unmatched: &checked.decision.unmatched,
    }
}

/// One line a policy, and the whole comparison under a confirmed change. Policies that are not due
/// say nothing.
pub(super) fn words(output: Output, watcher: &Watcher, checked: &Checked) -> String {
    use crate::check::Outcome;
    let decision = &checked.decision;
    let mut text = format!("{:<12} {}", decision.outcome.as_str(), checked.policy);
    if let Some(reason) = &decision.reason {
        let _ = write!(text, ": {reason}");
    }
    match (decision.outcome, decision.verdict, &checked.change) {
        (Outcome::Skipped, ..) => String::new(),
        (Outcome::Pending, Some(verdict), _) => format!("{text} (verdict so far: {})", verdict.as_str()),
        (_, _, Some(change)) => {
            let publisher = &watcher.watchlist.publisher;
            let today = checked.at.with_timezone(&publisher.zone).date_naive();
            let shown = render::change::terminal(change, publisher, today, output.width, output.paint);
            format!("\n{text}\n\n{shown}")
        }
        _ => text,
    }
}

fn balance(cycle: &Cycle) -> String {
    let Cycle { checked, troubled, deliveries, unmatched, .. } = cycle;
    let mut text = format!("{checked} checked");
    let counts = [
        (*troubled, "failed or quarantined"),
        (unmatched.len(), "entries of the watchlist match nothing"),
        (deliveries.accepted, "messages sent"),
        (deliveries.postponed, "messages postponed"),
        (deliveries.refused, "messages refused"),
        (deliveries.unknown, "messages in doubt"),
    ];
    for (count, what) in counts.into_iter().filter(|(count, _)| *count > 0) {
        let _ = write!(text, ", {count} {what}");
    }
    text
}

/// The id of a policy as typed, checked against the watchlist's form.
pub(super) fn policy_id(word: &str) -> Result<PolicyId> {
    PolicyId::parse(word).ok_or_else(|| {
        Advised::new(format!("`{word}` is no policy id"), "ids look like kling-ai/service-level-agreement")
            .into()
    })
}
