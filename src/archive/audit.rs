//! Audits the whole archive: the chain itself, and everything stored against what the chain says of it.
//!
//! The chain proves that no record was altered; this proves that what the records speak of is still
//! what they spoke of. What names an erased person can no longer be read and is counted, not blamed.

mod rows;

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;

use super::error::Fault;
use super::evidence::{self, ChainCheck};
use super::outbox::{answer_place, message_place, sent_place};
use super::record::fingerprint;
use super::rows::unpack;
use super::{people, snapshots};
use crate::digest::Message;
use crate::document::Document;

/// What an audit found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audit {
    /// The chain.
    pub chain: ChainCheck,
    /// Stored things that are not what the chain says, one plain sentence each.
    pub touched: Vec<String>,
    /// Things compared with the chain.
    pub compared: usize,
    /// Messages that cannot be read any more because their person was erased.
    pub erased: usize,
    /// Rows that are what the chain listed last for them; `None` while it lists none yet.
    pub rows: Option<usize>,
    /// Of the rows ever listed, those from before the chain listed rows: taken on as they were found.
    pub adopted: usize,
}

impl Audit {
    /// True when nothing was touched.
    pub fn is_whole(&self) -> bool {
        self.touched.is_empty() && matches!(self.chain, ChainCheck::Whole { .. })
    }
}

/// What became of one thing.
enum Found {
    Same,
    Touched(String),
    Erased,
    /// The record commits to nothing stored.
    Nothing,
}

/// Walks chain and contents.
pub(super) fn audit(connection: &Connection) -> Result<Audit, Fault> {
    let chain = evidence::verify(connection)?;
    let mut audit = Audit { chain, touched: Vec::new(), compared: 0, erased: 0, rows: None, adopted: 0 };
    let mut listed = rows::Listed::default();
    let mut statement = connection.prepare("SELECT seq, record FROM evidence ORDER BY seq")?;
    let mut records = statement.query([])?;
    while let Some(row) = records.next()? {
        let (seq, text): (i64, String) = (row.get(0)?, row.get(1)?);
        let Ok(record) = serde_json::from_str::<Value>(&text) else {
            audit.touched.push(format!("record {seq} cannot be read"));
            continue;
        };
        audit.touched.extend(listed.take(seq, &record));
        match compare(connection, &record) {
            Ok(Found::Same) => audit.compared += 1,
            Ok(Found::Touched(what)) => audit.touched.push(format!("{what} (record {seq})")),
            Ok(Found::Erased) => audit.erased += 1,
            Ok(Found::Nothing) => {}
            // What no longer reads back was touched; only a database that fails is an error.
            Err(Fault::Sql(error @ rusqlite::Error::SqliteFailure(..))) => return Err(Fault::Sql(error)),
            Err(_) => audit.touched.push(format!("what record {seq} speaks of cannot be read")),
        }
    }
    audit.adopted = listed.adopted;
    audit.touched.extend(rows::own_row(connection)?);
    let (same, touched) = listed.compare(connection)?;
    audit.rows = same;
    audit.touched.extend(touched);
    Ok(audit)
}

fn compare(connection: &Connection, record: &Value) -> Result<Found, Fault> {
    match record["event"].as_str().unwrap_or_default() {
        "snapshot" => snapshot(connection, record),
        "version" => version(connection, record),
        "change" => change(connection, record),
        "case" => text(connection, record, "case", "SELECT facts FROM cases WHERE id = ?1"),
        "case_event" => text(connection, record, "case_event", "SELECT event FROM case_events WHERE id = ?1"),
        "review" => text(connection, record, "review", "SELECT review FROM reviews WHERE id = ?1"),
        "delivery" => delivery(connection, record),
        _ => Ok(Found::Nothing),
    }
}

fn judge(is_same: bool, what: &str) -> Found {
    if is_same { Found::Same } else { Found::Touched(format!("{what} was altered")) }
}

fn snapshot(connection: &Connection, record: &Value) -> Result<Found, Fault> {
    let id = record["snapshot"].as_i64().unwrap_or_default();
    let Some(snapshot) = snapshots::load(connection, id)? else {
        return Ok(Found::Touched(format!("snapshot {id} is missing")));
    };
    Ok(judge(snapshot.sha256().to_string() == record["sha256"], &format!("snapshot {id}")))
}

fn version(connection: &Connection, record: &Value) -> Result<Found, Fault> {
    let id = record["version"].as_i64().unwrap_or_default();
    let stored: Option<Vec<u8>> = connection
        .query_row("SELECT document FROM versions WHERE id = ?1", params![id], |row| row.get(0))
        .optional()?;
    let Some(stored) = stored else { return Ok(Found::Touched(format!("version {id} is missing"))) };
    let document: Document = unpack(&stored)?;
    let same = fingerprint([&serde_json::to_string(&document)?]) == record["document_sha256"];
    Ok(judge(same, &format!("version {id}")))
}

fn change(connection: &Connection, record: &Value) -> Result<Found, Fault> {
    let id = record["change"].as_str().unwrap_or_default();
    let stored: Option<[String; 3]> = connection
        .query_row("SELECT comparison, assessment, outlook FROM changes WHERE id = ?1", params![id], |row| {
            Ok([row.get(0)?, row.get(1)?, row.get(2)?])
        })
        .optional()?;
    let Some(stored) = stored else { return Ok(Found::Touched(format!("change `{id}` is missing"))) };
    let same = fingerprint(stored.each_ref().map(String::as_str)) == record["content_sha256"];
    Ok(judge(same, &format!("change `{id}`")))
}

/// One text column under an id that the record names.
fn text(connection: &Connection, record: &Value, key: &str, sql: &str) -> Result<Found, Fault> {
    let what = format!("{} {}", key.replace('_', " "), record[key]);
    let id = record[key].as_str().map_or_else(|| record[key].to_string(), str::to_owned);
    let stored: Option<String> = connection.query_row(sql, params![id], |row| row.get(0)).optional()?;
    let Some(stored) = stored else { return Ok(Found::Touched(format!("{what} is missing"))) };
    Ok(judge(fingerprint([&stored]) == record["content_sha256"], &what))
}

/// The bytes of the last attempt; those of attempts before it are committed to and not kept.
fn sent(connection: &Connection, id: &str, person: &str, commitment: &str) -> Result<Found, Fault> {
    let Some(person) = people::person(connection, person)? else { return Ok(Found::Nothing) };
    let attempts = "SELECT sent, attempts FROM deliveries WHERE id = ?1";
    let (sealed, attempts): (Option<Vec<u8>>, u32) =
        connection.query_row(attempts, params![id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let Some(sealed) = sealed else {
        return Ok(Found::Touched(format!("the bytes sent of delivery `{id}` are missing")));
    };
    let bytes = zstd::decode_all(person.key.open(&sent_place(id), &sealed)?.as_slice())?;
    let same = person.key.commit(&bytes) == commitment;
    Ok(if attempts > 1 && !same {
        Found::Nothing
    } else {
        judge(same, &format!("the bytes sent of delivery `{id}`"))
    })
}

/// The message of a delivery, and that its states are those on record.
fn delivery(connection: &Connection, record: &Value) -> Result<Found, Fault> {
    let id = record["delivery"].as_str().unwrap_or_default();
    let stored: Option<(String, Vec<u8>)> = connection
        .query_row("SELECT person, message FROM deliveries WHERE id = ?1", params![id], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    let Some((person, sealed)) = stored else {
        return Ok(Found::Touched(format!("delivery `{id}` is missing")));
    };
    if let Some(commitment) = record["sent_commitment"].as_str() {
        return match state(connection, record, id, &person)? {
            Found::Same => sent(connection, id, &person, commitment),
            found => Ok(found),
        };
    }
    let Some(commitment) = record["message_commitment"].as_str() else {
        return state(connection, record, id, &person);
    };
    let Some(person) = people::person(connection, &person)? else { return Ok(Found::Erased) };
    let message: Message = unpack(&person.key.open(&message_place(id), &sealed)?)?;
    let same = person.key.commit(&serde_json::to_vec(&message)?) == commitment;
    Ok(judge(same, &format!("the message of delivery `{id}`")))
}

/// A step of a delivery, with what the server answered as long as its person can be read.
fn state(connection: &Connection, record: &Value, id: &str, person: &str) -> Result<Found, Fault> {
    let (at, state) =
        (record["at"].as_str().unwrap_or_default(), record["state"].as_str().unwrap_or_default());
    let sql = "SELECT answer FROM delivery_states WHERE delivery = ?1 AND at = ?2 AND state = ?3";
    let answers: Vec<Option<Vec<u8>>> = connection
        .prepare_cached(sql)?
        .query_map(params![id, at, state], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    if answers.is_empty() {
        return Ok(judge(false, &format!("the state `{state}` of delivery `{id}`")));
    }
    let (Some(commitment), Some(person)) =
        (record["answer_commitment"].as_str(), people::person(connection, person)?)
    else {
        return Ok(Found::Same);
    };
    let is_it = |sealed: &Vec<u8>| {
        let answer = person.key.open(&answer_place(id), sealed);
        answer.is_ok_and(|answer| person.key.commit(&answer) == commitment)
    };
    let same = answers.iter().flatten().any(is_it);
    Ok(judge(same, &format!("the answer to delivery `{id}`")))
}
