//! Import: recorded pages, a folder or a git repository of them, go through the core's `check` into the
//! archive in time order, as if they had been watched.
//!
//! Importing writes history down: nobody is told of it, no notice clock opens, and nothing waits for
//! confirmation unless asked to. A recording that is in the archive already is passed over, so that an
//! import that was broken off is run again and ends where it would have ended.

mod folder;
mod git;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use tracing::warn;

use crate::archive::{Archive, ArchiveError, CheckRecord, Origin, PolicyShown};
use crate::check::{Decision, Effect, Fetched, Outcome, check};
use crate::materiality::{RULES_VERSION, Tuning};
use crate::snapshot::Snapshot;
use crate::watch::upgrade;
use crate::watchlist::{Notify, Part, Policy, PolicyId, Role, Source};

/// Larger files are no policies.
const MAX_BYTES: u64 = 64 << 20;

/// One recorded page, not yet read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recording {
    /// Service as the folder names it.
    pub service: String,
    /// Policy type as the folder or file names it.
    pub kind: String,
    /// When the page was recorded.
    pub at: DateTime<Utc>,
    /// Path below the folder, or inside the repository.
    pub file: String,
    /// Where the bytes are.
    place: Place,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    File(PathBuf),
    /// Object name of a blob, hex digits only.
    Blob(String),
}

/// What an import found to do.
#[derive(Debug)]
pub struct Plan {
    /// Recordings in time order.
    pub recordings: Vec<Recording>,
    /// Files that are no recordings, with the reason.
    pub passed_over: Vec<(String, &'static str)>,
    reader: Reader,
}

#[derive(Debug)]
enum Reader {
    Folder,
    Git(git::Blobs),
}

/// Names for folders that do not name them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// Service of everything in the folder.
    pub service: Option<String>,
    /// Policy type of everything in the folder.
    pub kind: Option<String>,
}

/// Why an import could not be carried out. Messages read after "cannot …".
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The folder is not there or cannot be read.
    #[error("read `{path}`")]
    Unreadable {
        /// The path.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Nothing that looks like a recorded page.
    #[error("import `{path}`: it holds no recorded page")]
    Empty {
        /// The folder or repository.
        path: PathBuf,
    },
    /// The repository cannot be read.
    #[error("read the git repository `{path}`: {why}")]
    Git {
        /// The repository.
        path: PathBuf,
        /// What git said, or what was missing.
        why: String,
    },
    /// The archive said no.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
}

/// What became of one recording.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported<'a> {
    /// The recording.
    pub recording: &'a Recording,
    /// The policy it belongs to.
    pub policy: PolicyId,
    /// What the check came to.
    pub decision: Decision,
}

/// What an import came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Balance {
    /// Recordings taken over.
    pub taken: usize,
    /// Recordings that were in the archive already.
    pub known: usize,
    /// Recordings left out, with the reason: they could not be read, or are older than what is known.
    pub left_out: Vec<(String, String)>,
}

/// Finds what there is to import below `path`.
pub fn plan(path: &Path, names: &Names) -> Result<Plan, ImportError> {
    let mut plan =
        if git::is_repository(path) { git::plan(path, names)? } else { folder::plan(path, names)? };
    if plan.recordings.is_empty() {
        return Err(ImportError::Empty { path: path.to_owned() });
    }
    // Stable: what was recorded at the same time keeps the order it was found in.
    plan.recordings.sort_by_key(|recording| recording.at);
    Ok(plan)
}

/// Takes every recording through `check` into the archive, in time order, and tells `report` of each
/// (`None` for one that is passed over). `watched` says how known policies are cut and what they must
/// contain.
pub async fn run(
    archive: &Archive,
    mut plan: Plan,
    confirm: TimeDelta,
    watched: &[Policy],
    mut report: impl FnMut(Option<&Imported<'_>>),
) -> Result<Balance, ImportError> {
    let mut balance = Balance::default();
    let mut known: BTreeMap<PolicyId, Known> = BTreeMap::new();
    for recording in std::mem::take(&mut plan.recordings) {
        let policy = recording.policy(confirm, watched);
        let before = match known.entry(policy.id.clone()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => {
                upgrade(archive, &policy, recording.at).await?;
                unknown.insert(Known::new(&archive.check_times(&policy.id).await?))
            }
        };
        let left_out = match before.place_of(recording.at) {
            Standing::There => {
                balance.known += 1;
                report(None);
                continue;
            }
            Standing::TooOld => Err("older than what the archive knows of this policy".to_owned()),
            Standing::New => plan.reader.read(&recording).map_err(|error| words(&error)),
        };
        match left_out {
            Ok(bytes) => {
                let decision = record(archive, &policy, &recording, bytes).await?;
                balance.taken += 1;
                report(Some(&Imported { recording: &recording, policy: policy.id, decision }));
            }
            Err(why) => {
                balance.left_out.push((recording.file, why));
                report(None);
            }
        }
    }
    Ok(balance)
}

/// The times at which a policy was checked before the import.
struct Known {
    counts: BTreeMap<DateTime<Utc>, usize>,
    latest: Option<DateTime<Utc>>,
}

enum Standing {
    There,
    TooOld,
    New,
}

impl Known {
    fn new(times: &[DateTime<Utc>]) -> Self {
        let mut counts = BTreeMap::new();
        for at in times {
            *counts.entry(*at).or_default() += 1;
        }
        Self { counts, latest: times.last().copied() }
    }

    /// Two recordings of one instant are two checks of that instant, so that each is counted off.
    fn place_of(&mut self, at: DateTime<Utc>) -> Standing {
        if let Some(count) = self.counts.get_mut(&at).filter(|count| **count > 0) {
            *count -= 1;
            return Standing::There;
        }
        if self.latest.is_some_and(|latest| latest > at) { Standing::TooOld } else { Standing::New }
    }
}

async fn record(
    archive: &Archive,
    policy: &Policy,
    recording: &Recording,
    bytes: Vec<u8>,
) -> Result<Decision, ImportError> {
    let previous = archive.previous(&policy.id).await?;
    let pages = vec![recording.snapshot(bytes)];
    let (judged, fetched, at) = (policy.clone(), pages.clone(), recording.at);
    // Reading and comparing is CPU work: off the async runtime.
    let decided =
        tokio::task::spawn_blocking(move || check(&judged, &previous, Fetched::Pages(&fetched), Tz::UTC, at))
            .await;
    let decision = decided.unwrap_or_else(|_| unreadable());
    let record = CheckRecord {
        policy: policy.id.clone(),
        shown: PolicyShown {
            service: policy.service.clone(),
            kind: policy.kind.clone(),
            role: policy.role,
            source: policy.shown_source(),
        },
        at,
        origin: Origin::Imported,
        outcome: decision.outcome,
        verdict: decision.verdict,
        reason: decision.reason.clone(),
        snapshots: pages,
        reading: policy.reading(),
        effects: decision.effects.clone(),
        rules_version: RULES_VERSION,
        messages: Vec::new(),
    };
    archive.record_check(record).await?;
    let version = decision.effects.iter().find_map(|effect| match effect {
        Effect::SaveVersion { document, .. } => Some(document.to_markdown()),
        _ => None,
    });
    if let Some(markdown) = version
        && let Err(error) = archive.write_mirror(&policy.id, markdown).await
    {
        warn!(policy = %policy.id, "cannot write the readable copy: {error}");
    }
    Ok(decision)
}

/// A page on which reading itself failed.
fn unreadable() -> Decision {
    Decision {
        outcome: Outcome::Failed,
        verdict: None,
        first_seen: None,
        reason: Some("the text could not be read; this is a defect of policydiff".to_owned()),
        unmatched: Vec::new(),
        effects: Vec::new(),
    }
}

fn words(error: &ImportError) -> String {
    let causes = std::iter::successors(std::error::Error::source(error), |cause| cause.source());
    causes.fold(format!("cannot {error}"), |words, cause| format!("{words}: {cause}"))
}

impl Reader {
    fn read(&mut self, recording: &Recording) -> Result<Vec<u8>, ImportError> {
        match (&recording.place, self) {
            (Place::File(path), _) => folder::read(path),
            (Place::Blob(name), Self::Git(blobs)) => blobs.read(name),
            (Place::Blob(_), Self::Folder) => unreachable!("a folder's plan names files only"),
        }
    }
}

impl Recording {
    /// The watched policy of this id, or one made for the recording. Nobody is told, so the role of a
    /// made one says only that we owe nothing.
    fn policy(&self, confirm: TimeDelta, watched: &[Policy]) -> Policy {
        let id = PolicyId::derive(&self.service, &self.kind);
        if let Some(policy) = watched.iter().find(|policy| policy.id == id && policy.parts.len() == 1) {
            // A heading of today need not stand in a text of years ago.
            return Policy { confirm, own_tuning: Tuning::default(), ..policy.clone() };
        }
        Policy {
            id,
            service: self.service.clone(),
            kind: self.kind.clone(),
            role: Role::Provider,
            parts: vec![Part::whole(Source::File(PathBuf::from(&self.file)))],
            expect: Vec::new(),
            notice: None,
            regime: None,
            notify: Notify::Ask,
            confirm,
            every: TimeDelta::days(1),
            depends_on: Vec::new(),
            tuning: Tuning::default(),
            own_tuning: Tuning::default(),
        }
    }

    fn snapshot(&self, body: Vec<u8>) -> Snapshot {
        Snapshot {
            source: self.file.clone(),
            final_source: self.file.clone(),
            redirects: Vec::new(),
            status: 200,
            headers: Vec::new(),
            body,
            fetched_at: self.at,
        }
    }
}

/// Endings of files that can be recordings.
fn is_page(extension: &str) -> bool {
    ["html", "htm", "pdf", "md", "txt"].contains(&extension.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_counted_off_and_what_is_older_is_left_out() {
        let at = |hour: u32| format!("2026-05-01T{hour:02}:00:00Z").parse::<DateTime<Utc>>().unwrap();
        let mut known = Known::new(&[at(1), at(1), at(3)]);
        let mut standing = |hour| match known.place_of(at(hour)) {
            Standing::There => "there",
            Standing::TooOld => "too old",
            Standing::New => "new",
        };
        assert_eq!([standing(1), standing(1), standing(1)], ["there", "there", "too old"]);
        assert_eq!([standing(2), standing(3), standing(3), standing(4)], ["too old", "there", "new", "new"]);
    }
}
