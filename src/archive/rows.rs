//! Values between Rust and SQL: times, hashes, closed lists of words, JSON.

use chrono::{DateTime, SecondsFormat, Utc};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::Fault;
use crate::check::Outcome;
use crate::materiality::Verdict;
use crate::snapshot::ContentHash;
use crate::watchlist::PolicyId;

/// Compression level of everything stored: measured as the best trade of time for space.
pub(super) const ZSTD_LEVEL: i32 = 3;

/// A time as stored: fixed width, so that order as text is order in time.
pub(super) fn stamp(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Nanos, true)
}

/// A stored time.
pub(super) fn time(text: &str) -> Result<DateTime<Utc>, Fault> {
    DateTime::parse_from_rfc3339(text)
        .map(|time| time.with_timezone(&Utc))
        .map_err(|_| Fault::Damaged(format!("`{text}` is no time")))
}

/// A stored time that may be missing.
pub(super) fn maybe_time(text: Option<&str>) -> Result<Option<DateTime<Utc>>, Fault> {
    text.map(time).transpose()
}

/// A stored SHA-256.
pub(super) fn hash(text: &str) -> Result<ContentHash, Fault> {
    ContentHash::from_hex(text).ok_or_else(|| Fault::Damaged(format!("`{text}` is no SHA-256")))
}

/// A stored policy id.
pub(super) fn policy_id(text: &str) -> Result<PolicyId, Fault> {
    PolicyId::parse(text).ok_or_else(|| Fault::Damaged(format!("`{text}` is no policy id")))
}

/// A word of a closed list that reads itself by serde.
pub(super) fn word<T: DeserializeOwned>(text: &str) -> Result<T, Fault> {
    Ok(serde_json::from_value(serde_json::Value::String(text.to_owned()))?)
}

/// A stored outcome.
pub(super) fn outcome(text: &str) -> Result<Outcome, Fault> {
    use Outcome::{Changed, Failed, First, Flapped, Pending, Quarantined, Skipped, Unchanged};
    [First, Unchanged, Pending, Changed, Flapped, Quarantined, Failed, Skipped]
        .into_iter()
        .find(|outcome| outcome.as_str() == text)
        .ok_or_else(|| Fault::Damaged(format!("`{text}` is no outcome")))
}

/// A stored verdict.
pub(super) fn verdict(text: Option<&str>) -> Result<Option<Verdict>, Fault> {
    text.map(word).transpose()
}

/// A value as compressed JSON.
pub(super) fn pack<T: Serialize>(value: &T) -> Result<Vec<u8>, Fault> {
    Ok(zstd::encode_all(serde_json::to_vec(value)?.as_slice(), ZSTD_LEVEL)?)
}

/// A value from compressed JSON.
pub(super) fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Fault> {
    let json = zstd::decode_all(bytes).map_err(|error| Fault::Damaged(error.to_string()))?;
    Ok(serde_json::from_slice(&json)?)
}

/// Row id of a policy, when the archive knows it.
pub(super) fn policy_row(connection: &Connection, policy: &PolicyId) -> Result<Option<i64>, Fault> {
    let sql = "SELECT id FROM policies WHERE policy = ?1";
    Ok(connection.query_row(sql, params![policy.as_str()], |row| row.get(0)).optional()?)
}
