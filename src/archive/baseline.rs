//! The version that people were last told of: found by walking the recorded changes back from the
//! current version.

use rusqlite::{Connection, OptionalExtension, params};

use super::error::Fault;
use super::history::{self, StoredChange};
use super::record::Origin;
use super::rows::{hash, policy_row, time, unpack};
use super::snapshots;
use super::versions::by_bytes;
use super::{Archive, ArchiveError};
use crate::check::Since;
use crate::document::Document;
use crate::materiality::{Assessment, Tuning};
use crate::snapshot::{ContentHash, Snapshot};
use crate::watchlist::PolicyId;

/// A stored baseline with what it was read from, for reading it anew.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredBaseline {
    /// The document as it was read then.
    pub document: Document,
    /// Version of the rules that read it.
    pub normalizer_version: u32,
    /// How its pages were cut then.
    pub reading: String,
    /// The pages.
    pub pages: Vec<Snapshot>,
    /// Why it is the baseline.
    pub since: Since,
    /// The changes since then, latest first.
    pub steps: Vec<Assessment>,
}

impl Archive {
    /// The version of a policy that people were last told of; `None` when that is the current one.
    pub async fn last_told(
        &self,
        policy: &PolicyId,
        tuning: &Tuning,
    ) -> Result<Option<StoredBaseline>, ArchiveError> {
        let (policy, tuning) = (policy.clone(), tuning.clone());
        self.read(move |connection| last_told(connection, &policy, &tuning)).await
    }
}

/// The baseline of a policy; `None` when it is the current version, or nothing was seen yet. What was
/// taken over from history counts as known: the walk ends there.
pub(super) fn last_told(
    connection: &Connection,
    policy: &PolicyId,
    tuning: &Tuning,
) -> Result<Option<StoredBaseline>, Fault> {
    let Some(row) = policy_row(connection, policy)? else { return Ok(None) };
    let sql = "SELECT sha256 FROM versions WHERE id = (SELECT current_version FROM policies WHERE id = ?1)";
    let current: Option<String> = connection.query_row(sql, params![row], |row| row.get(0)).optional()?;
    let Some(current) = current else { return Ok(None) };
    let (mut version, mut steps, mut told) = (hash(&current)?, Vec::new(), None);
    let mut before = i64::MAX;
    while let Some((number, change)) = history::change_to(connection, row, version, before)? {
        let StoredChange { change, judged, origin, reviews, .. } = change;
        // What the calendar owed was worked out under the rules' verdict, not under a person's.
        let is_told = match reviews.as_slice() {
            [] => crate::check::is_told(change.role, &change.change, tuning),
            _ => tuning.sends_mail(&change.change.assessment),
        };
        if origin == Origin::Imported || is_told {
            told = Some(change.change.confirmed_at);
            break;
        }
        version = change.change.old_sha256;
        before = number;
        steps.push(judged);
    }
    if steps.is_empty() {
        return Ok(None);
    }
    stored(connection, row, version, told.map(Since::Told), steps)
}

fn stored(
    connection: &Connection,
    policy: i64,
    sha256: ContentHash,
    since: Option<Since>,
    steps: Vec<Assessment>,
) -> Result<Option<StoredBaseline>, Fault> {
    let Some(version) = by_bytes(connection, policy, sha256)? else { return Ok(None) };
    let mut statement = connection.prepare_cached(
        "SELECT document, normalizer_version, reading, parts, first_seen FROM versions WHERE id = ?1",
    )?;
    let mut rows = statement.query(params![version])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let first_seen = time(&row.get::<_, String>(4)?)?;
    Ok(Some(StoredBaseline {
        document: unpack(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)?,
        normalizer_version: row.get(1)?,
        reading: row.get(2)?,
        pages: snapshots::load_all(connection, &row.get::<_, String>(3)?)?,
        since: since.unwrap_or(Since::First(first_seen)),
        steps,
    }))
}
