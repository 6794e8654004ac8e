//! The suite of recorded pages: every folder replayed in time order through the core's check, in memory.
//!
//! Scored with nothing to wait for, then with the waiting rule. `changed` means that words of the
//! policy differ; moved links and page furniture do not count.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use policydiff::check::{ConfirmedChange, Decision, Effect, Fetched, Known, Outcome, Previous, check};
use policydiff::compare::{Change, Comparison, Fate};
use policydiff::materiality::Tuning;
use policydiff::snapshot::Snapshot;
use policydiff::watchlist::{Notify, Part, Policy, PolicyId, Role, Source};
use serde_json::Value as Json;

use super::tally::Tally;
use super::unpacked::Unpacked;

/// Changes shown of each miss.
const SHOWN: usize = 4;

/// Replays every page of `replay-dev`, a folder or an archive, whose name contains `only` where that is given.
pub(crate) fn run(corpus: &Path, only: Option<&str>) -> anyhow::Result<()> {
    let Some(unpacked) = Unpacked::open(corpus, "replay-dev", "replay-dev.tar.xz")? else { return Ok(()) };
    let folder = &unpacked.folder;
    let manifest = fs::read_to_string(folder.join("manifest.jsonl")).context("the list of recorded pages")?;
    let mut pages: BTreeMap<String, Vec<Json>> = BTreeMap::new();
    for line in manifest.lines() {
        let record: Json = serde_json::from_str(line)?;
        let page = word(&record, "file").rsplit_once('/').map_or("", |(page, _)| page).to_owned();
        if only.is_none_or(|only| page.contains(only)) {
            pages.entry(page).or_default().push(record);
        }
    }
    for confirm in [TimeDelta::zero(), TimeDelta::hours(25)] {
        println!("== replay, confirmed after {} h", confirm.num_hours());
        let mut totals = Totals::default();
        for records in pages.values_mut() {
            records.sort_by(|left, right| word(left, "datetime").cmp(word(right, "datetime")));
            replay(folder, records, confirm, &mut totals)?;
        }
        totals.print();
    }
    Ok(())
}

#[derive(Default)]
struct Totals {
    changed: Tally,
    quiet: Tally,
    errors: Tally,
    /// True changes that no later snapshot of the set confirms.
    waiting: u32,
}

impl Totals {
    fn print(&self) {
        println!("true changes found   {}  still waiting {}", self.changed, self.waiting);
        println!("quiet ones reported  {}", self.quiet);
        println!("error pages apart    {}\n", self.errors);
    }
}

fn replay(folder: &Path, records: &[Json], confirm: TimeDelta, totals: &mut Totals) -> anyhow::Result<()> {
    let policy = policy(confirm);
    let mut previous = Previous::default();
    let mut reported: Vec<ConfirmedChange> = Vec::new();
    let mut outcomes: Vec<(DateTime<Utc>, Decision)> = Vec::new();
    for record in records {
        let now: DateTime<Utc> = word(record, "datetime").parse().context("a time of the manifest")?;
        let snapshot = snapshot(folder, record, now)?;
        let mut decision =
            check(&policy, &previous, Fetched::Pages(std::slice::from_ref(&snapshot)), chrono_tz::UTC, now);
        for effect in std::mem::take(&mut decision.effects) {
            if let Effect::RecordChange(change) = &effect {
                reported.push((**change).clone());
            }
            apply(effect, &mut previous, &snapshot, now);
        }
        outcomes.push((now, decision));
    }
    let is_true = |record: &Json| record["true_change"] == Json::Bool(true);
    let true_times: Vec<DateTime<Utc>> = records
        .iter()
        .zip(&outcomes)
        .filter(|(record, _)| is_true(record))
        .map(|(_, (now, _))| *now)
        .collect();
    for (record, (now, decision)) in records.iter().zip(&outcomes) {
        let covers = |change: &&ConfirmedChange| change.last_seen_old < *now && *now <= change.first_seen;
        // What is reported of a quiet page may be a true change of a page before it, confirmed late.
        let found = if is_true(record) {
            reported.iter().find(covers)
        } else {
            let own = |change: &&ConfirmedChange| change.first_seen == *now;
            let true_of = |change: &ConfirmedChange| {
                true_times.iter().any(|time| change.last_seen_old < *time && *time <= change.first_seen)
            };
            reported.iter().find(|change| own(change) && !true_of(change))
        };
        let waits = previous.pending.as_ref().is_some_and(|pending| pending.first_seen >= *now);
        score(record, decision, found.map(|change| &change.comparison), waits, totals);
    }
    Ok(())
}

fn score(
    record: &Json,
    decision: &Decision,
    reported: Option<&Comparison>,
    waits: bool,
    totals: &mut Totals,
) {
    let is = |key: &str| record[key] == Json::Bool(true);
    let is_first = record["kind"] == "first";
    let (miss, name) = if is("disputed") {
        return;
    } else if is("error_page") {
        let apart = decision.outcome == Outcome::Quarantined;
        totals.errors.count(apart);
        (!apart, "an error page")
    } else if is_first {
        (decision.outcome != Outcome::First, "first")
    } else if is("true_change") {
        if reported.is_none() && waits {
            totals.waiting += 1;
            return;
        }
        totals.changed.count(reported.is_some());
        (reported.is_none(), "a change")
    } else {
        totals.quiet.count(reported.is_some());
        let apart = decision.outcome == Outcome::Quarantined;
        (reported.is_some() || apart, "quiet")
    };
    if miss {
        let (file, kind) = (word(record, "file"), word(record, "kind"));
        let reason = decision.reason.as_deref().unwrap_or("");
        println!("{file}: is {name} ({kind}), got {} {reason}", decision.outcome.as_str());
        for change in reported.iter().flat_map(|comparison| &comparison.changes).take(SHOWN) {
            print_change(change);
        }
    }
}

fn print_change(change: &Change) {
    let place: String = change.section.chars().take(60).collect();
    println!("      {} {:?} [{place}]", change.kind.as_str(), change.unit);
    let edited: Vec<String> = change
        .words
        .iter()
        .filter(|word| word.fate != Fate::Same)
        .map(|word| format!("{}{}", if word.fate == Fate::Added { "+" } else { "-" }, cut(&word.text)))
        .take(6)
        .collect();
    if edited.is_empty() {
        println!("         - {}", cut(change.old.as_deref().unwrap_or("")));
        println!("         + {}", cut(change.new.as_deref().unwrap_or("")));
    } else {
        println!("         {}", edited.join(" "));
    }
}

fn cut(text: &str) -> String {
    text.chars().take(160).collect::<String>().replace('\n', " / ")
}

fn word<'a>(record: &'a Json, key: &str) -> &'a str {
    record[key].as_str().unwrap_or_default()
}

fn policy(confirm: TimeDelta) -> Policy {
    Policy {
        id: PolicyId::derive("Recorded", "Page"),
        service: "Recorded".to_owned(),
        kind: "Page".to_owned(),
        role: Role::Provider,
        parts: vec![Part::whole(Source::File("page.html".into()))],
        expect: Vec::new(),
        notice: None,
        regime: None,
        notify: Notify::Auto,
        confirm,
        every: TimeDelta::hours(12),
        depends_on: Vec::new(),
        tuning: Tuning::default(),
        own_tuning: Tuning::default(),
    }
}

fn snapshot(folder: &Path, record: &Json, fetched_at: DateTime<Utc>) -> anyhow::Result<Snapshot> {
    let path = folder.join(word(record, "file"));
    Ok(Snapshot {
        source: word(record, "original_url").to_owned(),
        final_source: path.display().to_string(),
        redirects: Vec::new(),
        status: 200,
        headers: Vec::new(),
        body: fs::read(&path).with_context(|| path.display().to_string())?,
        fetched_at,
    })
}

/// What the archive would do with an effect.
fn apply(effect: Effect, previous: &mut Previous, snapshot: &Snapshot, now: DateTime<Utc>) {
    let known = |document, first_seen| {
        Some(Known {
            document,
            sha256: snapshot.sha256(),
            parts: 1,
            reading: String::new(),
            first_seen,
            last_seen: now,
        })
    };
    match effect {
        Effect::SaveVersion { document, first_seen } => {
            previous.current = known(document, first_seen);
            previous.pending = None;
        }
        Effect::HoldPending { document, first_seen } => previous.pending = known(document, first_seen),
        Effect::DropPending => previous.pending = None,
        Effect::TouchVersion => {
            if let Some(current) = &mut previous.current {
                current.last_seen = now;
            }
        }
        Effect::KeepClocks(clocks) => previous.clocks = clocks,
        Effect::SaveSnapshot
        | Effect::Quarantine { .. }
        | Effect::TouchPending
        | Effect::RecordChange(_)
        | Effect::OpenCase(_)
        | Effect::PublishAnnounced { .. }
        | Effect::OvertakePlan { .. } => {}
    }
}
