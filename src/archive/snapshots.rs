//! Snapshots: the exact bytes, each compressed with the one before as prefix.
//!
//! Pages differ little from day to day, so the one before is the best dictionary there is. Every
//! sixteenth is a keyframe, which bounds what reading an old one costs. Quarantined pages are never
//! the prefix of others: the next good page resembles the last good one.

use std::io::{Read, Write};

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::error::Fault;
use super::rows::{ZSTD_LEVEL, hash, stamp, time};
use crate::snapshot::{ContentHash, Snapshot};

/// Longest chain of prefixes, the keyframe included.
const KEYFRAME_EVERY: i64 = 16;

/// Bounds of the window logarithm on a 64-bit machine (`ZSTD_WINDOWLOG_MIN`, `ZSTD_WINDOWLOG_MAX`).
const WINDOW_LOG: std::ops::RangeInclusive<u32> = 10..=31;

/// Where a page belongs: a policy and the place among its pages.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) policy: i64,
    pub(super) part: i64,
}

/// Stores a snapshot, or names the latest one when it holds the same bytes under the same status.
pub(super) fn save(
    tx: &Transaction<'_>,
    place: Place,
    snapshot: &Snapshot,
    quarantined: Option<&str>,
    simulated: bool,
) -> Result<Saved, Fault> {
    let sha256 = snapshot.sha256();
    if let Some(id) = same_as_latest(tx, place, sha256, snapshot.status, quarantined.is_some())? {
        return Ok(Saved { id, is_new: false });
    }
    let base = base(tx, place)?;
    let prefix = match base {
        Some((id, _)) => body(tx, id)?,
        None => Vec::new(),
    };
    let packed = compress(&prefix, &snapshot.body)?;
    tx.prepare_cached(
        "INSERT INTO snapshots (policy, sha256, length, base, depth, body, source, final_source, redirects,
                                status, headers, fetched_at, quarantined, simulated, part)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
    )?
    .execute(params![
        place.policy,
        sha256.to_string(),
        i64::try_from(snapshot.body.len()).map_err(|_| Fault::Internal("a body beyond i64".to_owned()))?,
        base.map(|(id, _)| id),
        base.map_or(0, |(_, depth)| depth + 1),
        packed,
        snapshot.source,
        snapshot.final_source,
        serde_json::to_string(&snapshot.redirects)?,
        snapshot.status,
        serde_json::to_string(&snapshot.headers)?,
        stamp(snapshot.fetched_at),
        quarantined,
        simulated,
        place.part,
    ])?;
    Ok(Saved { id: tx.last_insert_rowid(), is_new: true })
}

/// Where a snapshot went.
#[derive(Debug, Clone, Copy)]
pub(super) struct Saved {
    /// Row id.
    pub(super) id: i64,
    /// False when the latest one was referred to.
    pub(super) is_new: bool,
}

fn same_as_latest(
    connection: &Connection,
    place: Place,
    sha256: ContentHash,
    status: u16,
    quarantined: bool,
) -> Result<Option<i64>, Fault> {
    let latest = connection
        .prepare_cached(
            "SELECT id, sha256, status FROM snapshots
             WHERE policy = ?1 AND (quarantined NOT NULL) = ?2 AND part = ?3 ORDER BY id DESC LIMIT 1",
        )?
        .query_row(params![place.policy, quarantined, place.part], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, u16>(2)?))
        })
        .optional()?;
    Ok(latest
        .filter(|(_, known, known_status)| *known == sha256.to_string() && *known_status == status)
        .map(|(id, _, _)| id))
}

/// The snapshot to compress against with its depth; `None` when a keyframe is due.
fn base(connection: &Connection, place: Place) -> Result<Option<(i64, i64)>, Fault> {
    let latest = connection
        .prepare_cached(
            "SELECT id, depth FROM snapshots
             WHERE policy = ?1 AND part = ?2 AND quarantined IS NULL ORDER BY id DESC LIMIT 1",
        )?
        .query_row(params![place.policy, place.part], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
        })
        .optional()?;
    Ok(latest.filter(|(_, depth)| depth + 1 < KEYFRAME_EVERY))
}

/// Reads the snapshots of a JSON array of ids.
pub(super) fn load_all(connection: &Connection, ids: &str) -> Result<Vec<Snapshot>, Fault> {
    let ids: Vec<i64> = serde_json::from_str(ids)?;
    let missing = |id| Fault::Damaged(format!("snapshot {id} is missing"));
    ids.into_iter().map(|id| load(connection, id)?.ok_or_else(|| missing(id))).collect()
}

/// Reads a snapshot back, byte for byte; `None` when there is none of this id.
pub(super) fn load(connection: &Connection, id: i64) -> Result<Option<Snapshot>, Fault> {
    let row = connection
        .prepare_cached(
            "SELECT source, final_source, redirects, status, headers, fetched_at, sha256
             FROM snapshots WHERE id = ?1",
        )?
        .query_row(params![id], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
                row.get::<_, u16>(3)?,
                row.get::<_, String>(4)?,
                row.get::<_, String>(5)?,
                row.get::<_, String>(6)?,
            ))
        })
        .optional()?;
    let Some((source, final_source, redirects, status, headers, fetched_at, sha256)) = row else {
        return Ok(None);
    };
    let snapshot = Snapshot {
        source,
        final_source,
        redirects: serde_json::from_str(&redirects)?,
        status,
        headers: serde_json::from_str(&headers)?,
        body: body(connection, id)?,
        fetched_at: time(&fetched_at)?,
    };
    if snapshot.sha256() != hash(&sha256)? {
        return Err(Fault::Damaged(format!("the bytes of snapshot {id} are not those that were stored")));
    }
    Ok(Some(snapshot))
}

/// The bytes of a snapshot: back to its keyframe, then forward again.
fn body(connection: &Connection, id: i64) -> Result<Vec<u8>, Fault> {
    let mut statement =
        connection.prepare_cached("SELECT base, body, length FROM snapshots WHERE id = ?1")?;
    let mut layers = Vec::new();
    let mut next = Some(id);
    while let Some(id) = next {
        if layers.len() > usize::try_from(KEYFRAME_EVERY).expect("sixteen fits") {
            return Err(Fault::Damaged(format!("snapshot {id} has no keyframe")));
        }
        let (base, packed, length): (Option<i64>, Vec<u8>, i64) =
            statement.query_row(params![id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let length =
            usize::try_from(length).map_err(|_| Fault::Damaged(format!("snapshot {id} has no length")))?;
        layers.push((packed, length));
        next = base;
    }
    let keyframe = Ok(Vec::new());
    layers.into_iter().rev().fold(keyframe, |prefix, (packed, length)| expand(&prefix?, &packed, length))
}

fn compress(prefix: &[u8], body: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut encoder = zstd::stream::write::Encoder::with_ref_prefix(Vec::new(), ZSTD_LEVEL, prefix)?;
    // A window smaller than both would forget the beginning of the prefix.
    encoder.window_log(window_log(prefix.len() + body.len()))?;
    encoder.long_distance_matching(!prefix.is_empty())?;
    encoder.set_pledged_src_size(Some(body.len() as u64))?;
    encoder.write_all(body)?;
    Ok(encoder.finish()?)
}

fn expand(prefix: &[u8], packed: &[u8], length: usize) -> Result<Vec<u8>, Fault> {
    let mut decoder = zstd::stream::read::Decoder::with_ref_prefix(packed, prefix)?;
    decoder.window_log_max(*WINDOW_LOG.end())?;
    let mut body = Vec::with_capacity(length);
    // One byte more than promised is enough to see that the promise is broken.
    let read = decoder.take(length as u64 + 1).read_to_end(&mut body);
    match read {
        Ok(read) if read == length => Ok(body),
        _ => Err(Fault::Damaged("the bytes of a snapshot do not unpack".to_owned())),
    }
}

/// Smallest logarithm of a window that holds `bytes`.
fn window_log(bytes: usize) -> u32 {
    let log = usize::BITS - bytes.saturating_sub(1).leading_zeros();
    log.clamp(*WINDOW_LOG.start(), *WINDOW_LOG.end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn window_covers_prefix_and_page() {
        for (bytes, log) in [(0, 10), (1024, 10), (1025, 11), (1 << 20, 20), ((1 << 20) + 1, 21)] {
            assert_eq!(window_log(bytes), log, "{bytes}");
        }
    }

    #[test]
    fn a_page_like_its_prefix_costs_almost_nothing() {
        let numbers: Vec<String> =
            (0_u64..60_000).map(|n| (n * 2_654_435_761 % 1_000_003).to_string()).collect();
        let old = numbers.join(" ").into_bytes();
        let mut new = old.clone();
        new.splice(200_000..200_000, *b"one more sentence");
        let packed = compress(&old, &new).unwrap();
        assert!(packed.len() < 1000, "{} bytes", packed.len());
        assert_eq!(expand(&old, &packed, new.len()).unwrap(), new);
        assert!(expand(&old, &packed, new.len() - 1).is_err());
    }
}
