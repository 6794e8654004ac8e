//! `import FOLDER`: recorded pages into the archive, in time order; a line for each.

use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};

use super::Session;
use super::args::ImportArgs;
use super::exit::Exit;
use super::known;
use super::output::Output;
use crate::archive::{Archive, Opening};
use crate::import::{self, Balance, Imported, Names};
use crate::render::json::{ImportLine, import_line};

/// Files passed over that are named; of more only the count is.
const NAMED: usize = 20;

pub(super) async fn run(session: &Session, args: &ImportArgs) -> Result<Exit> {
    let output = session.output;
    let watched = known::watchlist(session)?.policies;
    let names = Names { service: args.service.clone(), kind: args.kind.clone() };
    let plan = import::plan(&args.folder, &names)?;
    let passed_over: Vec<(&str, &str)> =
        plan.passed_over.iter().map(|(file, why)| (file.as_str(), *why)).collect();
    name(output, "skipped", &passed_over);
    let opening = Opening { folder: session.archive.clone(), simulated: session.clock.is_pretended() };
    let archive = Archive::open(opening)?;
    let _lock = archive.lock_watch(session.clock.now())?;
    let bar = progress(output, plan.recordings.len());
    let mut trouble = Ok(());
    let done = import::run(&archive, plan, args.confirm, &watched, |imported| {
        bar.inc(1);
        if let Some(imported) = imported.filter(|_| trouble.is_ok()) {
            trouble = bar.suspend(|| output.result(&line(output, imported)));
        }
    });
    let balance = done.await?;
    bar.finish_and_clear();
    trouble?;
    Ok(end(output, &balance))
}

fn end(output: Output, balance: &Balance) -> Exit {
    let Balance { taken, known, left_out } = balance;
    let left: Vec<(&str, &str)> = left_out.iter().map(|(file, why)| (file.as_str(), why.as_str())).collect();
    name(output, "left out", &left);
    output.note(&format!("{taken} imported, {known} in the archive already, {} left out", left_out.len()));
    if left_out.is_empty() { Exit::Fine } else { Exit::Partly }
}

fn name(output: Output, what: &str, files: &[(&str, &str)]) {
    for (file, why) in files.iter().take(NAMED) {
        output.note(&format!("{what}: {}: {why}", file.escape_debug()));
    }
    if files.len() > NAMED {
        output.note(&format!("{what}: {} more", files.len() - NAMED));
    }
}

fn line(output: Output, imported: &Imported<'_>) -> String {
    let Imported { recording, policy, decision } = imported;
    if output.json {
        return import_line(&ImportLine {
            file: &recording.file,
            policy: policy.as_str(),
            at: recording.at,
            outcome: decision.outcome,
            verdict: decision.verdict,
            reason: decision.reason.as_deref(),
            quarantine: decision.quarantine(),
        });
    }
    let verdict = decision.verdict.map(|verdict| format!(" ({})", verdict.as_str())).unwrap_or_default();
    let reason = decision.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
    let at = recording.at.format("%Y-%m-%d %H:%M UTC");
    format!("{at}  {:<11} {policy}{verdict}{reason}", decision.outcome.as_str())
}

fn progress(output: Output, recordings: usize) -> ProgressBar {
    if !output.progress {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{pos}/{len} {wide_bar} {eta}");
    let bar = ProgressBar::new(recordings as u64);
    style.map_or(bar.clone(), |style| bar.with_style(style))
}
