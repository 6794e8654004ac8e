//! Versions of a policy and the state that waits to become one.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::error::Fault;
use super::notices;
use super::rows::{hash, pack, policy_row, stamp, time, unpack};
use super::trouble;
use crate::check::{DateClock, Known, Previous, words_hash};
use crate::document::Document;
use crate::normalize::NORMALIZER_VERSION;
use crate::snapshot::ContentHash;
use crate::watchlist::PolicyId;

/// Which version of a policy is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersionSelector {
    /// The current one.
    Latest,
    /// The one before the current one.
    Previous,
    /// The one in force at a time: the latest first seen by then.
    At(DateTime<Utc>),
}

/// A version as stored.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredVersion {
    /// Number in the archive, rising with time.
    pub id: i64,
    /// The document.
    pub document: Document,
    /// SHA-256 of the bytes it was made from.
    pub sha256: ContentHash,
    /// First fetch that showed it.
    pub first_seen: DateTime<Utc>,
    /// Latest fetch that showed it.
    pub last_seen: DateTime<Utc>,
    /// Version of the rules that made the document.
    pub normalizer_version: u32,
    /// Number of the snapshot it was made from.
    pub snapshot: i64,
    /// Made under a pretended time.
    pub simulated: bool,
}

/// A state to write down: a document and the snapshots it was made from.
pub(super) struct State<'a> {
    pub(super) policy: i64,
    /// Its snapshots in order; never empty.
    pub(super) snapshots: &'a [i64],
    pub(super) sha256: ContentHash,
    pub(super) document: &'a Document,
    pub(super) reading: &'a str,
    pub(super) first_seen: DateTime<Utc>,
    pub(super) last_seen: DateTime<Utc>,
    pub(super) simulated: bool,
}

/// Makes a state the current version; a pending state is thereby settled. Gives the version's number.
pub(super) fn save(tx: &Transaction<'_>, state: &State<'_>) -> Result<i64, Fault> {
    insert(tx, "versions", state)?;
    let id = tx.last_insert_rowid();
    tx.execute("UPDATE policies SET current_version = ?2 WHERE id = ?1", params![state.policy, id])?;
    tx.execute("DELETE FROM pending WHERE policy = ?1", params![state.policy])?;
    Ok(id)
}

/// Holds a state until it is confirmed, in place of any other that was held.
pub(super) fn hold(tx: &Transaction<'_>, state: &State<'_>) -> Result<(), Fault> {
    drop_pending(tx, state.policy)?;
    insert(tx, "pending", state)
}

/// Forgets the pending state, but for having seen it.
pub(super) fn drop_pending(tx: &Transaction<'_>, policy: i64) -> Result<(), Fault> {
    tx.execute(
        "INSERT INTO flapped (policy, snapshot, words_hash, first_seen, last_seen)
         SELECT policy, snapshot, words_hash, first_seen, last_seen FROM pending WHERE policy = ?1",
        params![policy],
    )?;
    tx.execute("DELETE FROM pending WHERE policy = ?1", params![policy])?;
    Ok(())
}

/// The current version was seen again.
pub(super) fn touch(tx: &Transaction<'_>, policy: i64, at: DateTime<Utc>) -> Result<(), Fault> {
    let touched = tx.execute(
        "UPDATE versions SET last_seen = max(last_seen, ?2)
         WHERE id = (SELECT current_version FROM policies WHERE id = ?1)",
        params![policy, stamp(at)],
    )?;
    expect_one(touched, "there is no version to see again")
}

/// The pending state was seen again.
pub(super) fn touch_pending(tx: &Transaction<'_>, policy: i64, at: DateTime<Utc>) -> Result<(), Fault> {
    let touched = tx.execute(
        "UPDATE pending SET last_seen = max(last_seen, ?2) WHERE policy = ?1",
        params![policy, stamp(at)],
    )?;
    expect_one(touched, "there is no pending state to see again")
}

fn expect_one(touched: usize, otherwise: &str) -> Result<(), Fault> {
    if touched == 1 { Ok(()) } else { Err(Fault::OutOfOrder(otherwise.to_owned())) }
}

fn insert(tx: &Transaction<'_>, table: &str, state: &State<'_>) -> Result<(), Fault> {
    tx.execute(
        &format!(
            "INSERT INTO {table} (policy, snapshot, sha256, document, words_hash, normalizer_version,
                                  first_seen, last_seen, simulated, parts, reading)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
        ),
        params![
            state.policy,
            state.snapshots.first(),
            state.sha256.to_string(),
            pack(state.document)?,
            words_hash(state.document).to_string(),
            NORMALIZER_VERSION,
            stamp(state.first_seen),
            stamp(state.last_seen),
            state.simulated,
            serde_json::to_string(state.snapshots)?,
            state.reading,
        ],
    )?;
    Ok(())
}

/// What a check needs to know.
pub(super) fn previous(connection: &Connection, policy: &PolicyId) -> Result<Previous, Fault> {
    let Some(policy) = policy_row(connection, policy)? else {
        return Ok(Previous::default());
    };
    let current = known(
        connection,
        "SELECT document, sha256, first_seen, last_seen, json_array_length(parts), reading FROM versions
         WHERE id = (SELECT current_version FROM policies WHERE id = ?1)",
        policy,
    )?;
    let pending = known(
        connection,
        "SELECT document, sha256, first_seen, last_seen, json_array_length(parts), reading FROM pending WHERE policy = ?1",
        policy,
    )?;
    let announced = notices::announced(connection, policy)?;
    let trouble = trouble::of(connection, policy)?;
    let clocks = clocks(connection, policy)?;
    let earlier = earlier(connection, policy)?;
    Ok(Previous {
        current,
        pending,
        earlier,
        announced,
        trouble,
        clocks,
        dependents: Vec::new(),
        baseline: None,
    })
}

fn clocks(connection: &Connection, policy: i64) -> Result<Vec<DateClock>, Fault> {
    let sql = "SELECT clocks FROM policies WHERE id = ?1";
    let written: String = connection.query_row(sql, [policy], |row| row.get(0))?;
    Ok(serde_json::from_str(&written)?)
}

/// Remembers which dates keep pace with the fetches, in place of those known before.
pub(super) fn keep_clocks(tx: &Transaction<'_>, policy: i64, clocks: &[DateClock]) -> Result<(), Fault> {
    let written = serde_json::to_string(clocks)?;
    tx.execute("UPDATE policies SET clocks = ?2 WHERE id = ?1", params![policy, written])?;
    Ok(())
}

fn known(connection: &Connection, sql: &str, policy: i64) -> Result<Option<Known>, Fault> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![policy])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(Some(Known {
        document: unpack(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)?,
        sha256: hash(&row.get::<_, String>(1)?)?,
        first_seen: time(&row.get::<_, String>(2)?)?,
        last_seen: time(&row.get::<_, String>(3)?)?,
        parts: row.get::<_, u32>(4)? as usize,
        reading: row.get(5)?,
    }))
}

fn earlier(connection: &Connection, policy: i64) -> Result<Vec<ContentHash>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT words_hash FROM versions WHERE policy = ?1
         UNION SELECT words_hash FROM flapped WHERE policy = ?1
         EXCEPT SELECT words_hash FROM versions
                WHERE id = (SELECT current_version FROM policies WHERE id = ?1)
         EXCEPT SELECT words_hash FROM pending WHERE policy = ?1",
    )?;
    let rows = statement.query_map(params![policy], |row| row.get::<_, String>(0))?;
    rows.map(|row| hash(&row?)).collect()
}

/// One version of a policy; `None` when there is none such.
pub(super) fn load(
    connection: &Connection,
    policy: &PolicyId,
    selector: VersionSelector,
) -> Result<Option<StoredVersion>, Fault> {
    let Some(policy) = policy_row(connection, policy)? else { return Ok(None) };
    let (until, offset) = match selector {
        VersionSelector::Latest => (None, 0),
        VersionSelector::Previous => (None, 1),
        VersionSelector::At(at) => (Some(stamp(at)), 0),
    };
    let mut statement = connection.prepare_cached(
        "SELECT id, document, sha256, first_seen, last_seen, normalizer_version, snapshot, simulated
         FROM versions WHERE policy = ?1 AND (?2 IS NULL OR first_seen <= ?2)
           -- Of several readings of one state only the latest.
           AND id IN (SELECT max(id) FROM versions WHERE policy = ?1 GROUP BY first_seen, sha256)
         ORDER BY id DESC LIMIT 1 OFFSET ?3",
    )?;
    let mut rows = statement.query(params![policy, until, offset])?;
    rows.next()?.map(stored).transpose()
}

fn stored(row: &Row<'_>) -> Result<StoredVersion, Fault> {
    Ok(StoredVersion {
        id: row.get(0)?,
        document: unpack(row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?)?,
        sha256: hash(&row.get::<_, String>(2)?)?,
        first_seen: time(&row.get::<_, String>(3)?)?,
        last_seen: time(&row.get::<_, String>(4)?)?,
        normalizer_version: row.get(5)?,
        snapshot: row.get(6)?,
        simulated: row.get(7)?,
    })
}

/// The newest version of a policy that was made from these bytes.
pub(super) fn by_bytes(
    connection: &Connection,
    policy: i64,
    sha256: ContentHash,
) -> Result<Option<i64>, Fault> {
    let sql = "SELECT id FROM versions WHERE policy = ?1 AND sha256 = ?2 ORDER BY id DESC LIMIT 1";
    Ok(connection.query_row(sql, params![policy, sha256.to_string()], |row| row.get(0)).optional()?)
}
