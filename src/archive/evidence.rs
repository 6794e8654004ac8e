//! The evidence chain: every write of consequence leaves a record that depends on all before it.
//!
//! A record is canonical JSON (flat, keys sorted, no spaces) and its hash is
//! `SHA-256(hash of the record before, 64 hex digits || record)`, so anybody can check the chain with
//! `sha256sum` alone. Records hold commitments to personal data, never the data: erasing a person
//! leaves the chain whole.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::error::Fault;
use super::rows::stamp;
use crate::snapshot::ContentHash;

/// What walking the chain found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChainCheck {
    /// Every record is as it was written.
    Whole {
        /// Number of records.
        records: i64,
        /// Hash of the last one, 64 hex digits.
        head: String,
    },
    /// Something was touched.
    Broken {
        /// Number of the first record that does not fit, counted from 1.
        record: i64,
        /// What does not fit, one plain fragment.
        why: String,
    },
}

/// A record in the making.
#[derive(Debug, Clone)]
pub(super) struct Record(BTreeMap<&'static str, Value>);

impl Record {
    /// Begins a record of the event `what`.
    pub(super) fn new(what: &'static str) -> Self {
        Self(BTreeMap::from([("event", Value::from(what))]))
    }

    /// Adds a field.
    pub(super) fn with(mut self, key: &'static str, value: impl Into<Value>) -> Self {
        self.0.insert(key, value.into());
        self
    }

    fn canonical(&self) -> Result<String, Fault> {
        Ok(serde_json::to_string(&self.0)?)
    }
}

/// Where the chain begins: before the first record.
pub(super) fn origin() -> String {
    ContentHash::of(b"policydiff evidence").to_string()
}

/// Appends a record inside the transaction that does what it records.
pub(super) fn append(
    tx: &Transaction<'_>,
    at: DateTime<Utc>,
    simulated: bool,
    record: &Record,
) -> Result<(), Fault> {
    let (length, head): (i64, String) =
        tx.query_row("SELECT chain_length, chain_head FROM archive", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    let mut dated = record.clone();
    dated.0.insert("at", stamp(at).into());
    dated.0.insert("simulated", simulated.into());
    let text = dated.canonical()?;
    let hash = link(&head, &text);
    tx.prepare_cached("INSERT INTO evidence (seq, at, record, hash, simulated) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![length + 1, stamp(at), text, hash, simulated])?;
    tx.prepare_cached("UPDATE archive SET chain_length = ?1, chain_head = ?2")?
        .execute(params![length + 1, hash])?;
    Ok(())
}

/// Walks the chain from its beginning.
pub(super) fn verify(connection: &Connection) -> Result<ChainCheck, Fault> {
    let broken = |record, why: &str| Ok(ChainCheck::Broken { record, why: why.to_owned() });
    let mut head = origin();
    let mut length = 0;
    let mut statement =
        connection.prepare("SELECT seq, record, hash, at, simulated FROM evidence ORDER BY seq")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (seq, record, hash): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        length += 1;
        if seq != length {
            return broken(length, "the record is missing");
        }
        if link(&head, &record) != hash {
            return broken(seq, "the record or its hash was altered");
        }
        let dated: Value = serde_json::from_str(&record).unwrap_or_default();
        let (at, simulated): (String, bool) = (row.get(3)?, row.get(4)?);
        if dated["at"] != at || dated["simulated"] != simulated {
            return broken(seq, "its time or its mark is not that of the record");
        }
        head = hash;
    }
    let own = "SELECT chain_length, chain_head FROM archive";
    let stored: Option<(i64, String)> =
        connection.query_row(own, [], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let Some((stored_length, stored_head)) = stored else {
        return broken(length, "the archive's own row, which says that it is the last, is missing");
    };
    if stored_length > length {
        return broken(length + 1, "the record is missing");
    }
    if stored_length < length || stored_head != head {
        return broken(length, "the record is not the one the archive remembers as its last");
    }
    Ok(ChainCheck::Whole { records: length, head })
}

/// Hash of a record that stands after the one with the hash `head`.
pub(super) fn link(head: &str, record: &str) -> String {
    let mut hasher = Sha256::new();
    hasher.update(head.as_bytes());
    hasher.update(record.as_bytes());
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
