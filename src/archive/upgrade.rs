//! Own upgrades: a stored state is read again from its snapshots when our way of reading changed.
//!
//! What is stored stays; the new reading becomes a further version of the same snapshots, recorded as
//! an upgrade, and nobody is told.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Transaction, params};

use super::error::Fault;
use super::evidence::{self, Record};
use super::record::fingerprint;
use super::rows::{pack, policy_row, unpack};
use super::snapshots;
use crate::check::words_hash;
use crate::document::Document;
use crate::normalize::NORMALIZER_VERSION;
use crate::snapshot::Snapshot;
use crate::watchlist::PolicyId;

/// Which stored state of a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// The version in force.
    Current,
    /// The state that waits for confirmation.
    Pending,
}

impl Slot {
    /// The word used in evidence and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Pending => "pending",
        }
    }
}

/// A stored state with what it was read from and how.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredReading {
    /// Which state.
    pub slot: Slot,
    /// The document as it was read then.
    pub document: Document,
    /// Version of the rules that read it.
    pub normalizer_version: u32,
    /// How its pages were cut then.
    pub reading: String,
    /// The pages.
    pub pages: Vec<Snapshot>,
}

/// A state read anew.
#[derive(Debug, Clone, PartialEq)]
pub struct Reread {
    /// The policy.
    pub policy: PolicyId,
    /// Which state.
    pub slot: Slot,
    /// The document as it is read now.
    pub document: Document,
    /// How its pages are cut now.
    pub reading: String,
    /// When it was read.
    pub at: DateTime<Utc>,
}

const CURRENT: &str = "SELECT document, normalizer_version, reading, parts FROM versions
     WHERE id = (SELECT current_version FROM policies WHERE id = ?1)";
const PENDING: &str = "SELECT document, normalizer_version, reading, parts FROM pending WHERE policy = ?1";

/// The states of a policy that comparing would use; with `reading` only those that were read by other
/// rules than today's or cut in another way.
pub(super) fn readings(
    connection: &Connection,
    policy: &PolicyId,
    reading: Option<&str>,
) -> Result<Vec<StoredReading>, Fault> {
    let Some(policy) = policy_row(connection, policy)? else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for (slot, sql) in [(Slot::Current, CURRENT), (Slot::Pending, PENDING)] {
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query(params![policy])?;
        let Some(row) = rows.next()? else { continue };
        let (version, cut): (u32, String) = (row.get(1)?, row.get(2)?);
        if reading.is_some_and(|reading| reading == cut && version == NORMALIZER_VERSION) {
            continue;
        }
        found.push(StoredReading {
            slot,
            document: unpack(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)?,
            normalizer_version: version,
            reading: cut,
            pages: snapshots::load_all(connection, &row.get::<_, String>(3)?)?,
        });
    }
    Ok(found)
}

/// Puts a state read anew in the place of the old reading.
pub(super) fn record(tx: &Transaction<'_>, reread: &Reread, simulated: bool) -> Result<(), Fault> {
    let policy = policy_row(tx, &reread.policy)?
        .ok_or_else(|| Fault::OutOfOrder(format!("the archive knows nothing of `{}`", reread.policy)))?;
    let from: u32 = match reread.slot {
        Slot::Current => replace_current(tx, policy, reread)?,
        Slot::Pending => replace_pending(tx, policy, reread)?,
    };
    let record = Record::new("upgrade")
        .with("policy", reread.policy.as_str())
        .with("state", reread.slot.as_str())
        .with("from_normalizer_version", from)
        .with("normalizer_version", NORMALIZER_VERSION)
        .with("reading", reread.reading.as_str())
        .with("document_sha256", fingerprint([&serde_json::to_string(&reread.document)?]));
    evidence::append(tx, reread.at, simulated, &record)
}

fn replace_current(tx: &Transaction<'_>, policy: i64, reread: &Reread) -> Result<u32, Fault> {
    let (old, from): (i64, u32) = tx.query_row(
        "SELECT id, normalizer_version FROM versions WHERE id = (SELECT current_version FROM policies WHERE id = ?1)",
        params![policy],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    tx.execute(
        "INSERT INTO versions (policy, snapshot, sha256, document, words_hash, normalizer_version,
                               first_seen, last_seen, simulated, parts, reading)
         SELECT policy, snapshot, sha256, ?2, ?3, ?4, first_seen, last_seen, simulated, parts, ?5
         FROM versions WHERE id = ?1",
        params![
            old,
            pack(&reread.document)?,
            words_hash(&reread.document).to_string(),
            NORMALIZER_VERSION,
            reread.reading
        ],
    )?;
    let new = tx.last_insert_rowid();
    tx.execute("UPDATE policies SET current_version = ?2 WHERE id = ?1", params![policy, new])?;
    Ok(from)
}

fn replace_pending(tx: &Transaction<'_>, policy: i64, reread: &Reread) -> Result<u32, Fault> {
    let sql = "SELECT normalizer_version FROM pending WHERE policy = ?1";
    let from = tx.query_row(sql, params![policy], |row| row.get(0))?;
    tx.execute(
        "UPDATE pending SET document = ?2, words_hash = ?3, normalizer_version = ?4, reading = ?5 WHERE policy = ?1",
        params![
            policy,
            pack(&reread.document)?,
            words_hash(&reread.document).to_string(),
            NORMALIZER_VERSION,
            reread.reading
        ],
    )?;
    Ok(from)
}
