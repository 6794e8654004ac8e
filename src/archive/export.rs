//! Everything on record about one case, for somebody who does not trust us.
//!
//! Reads only; how it is packed is the caller's. The whole chain goes along, because a link can only
//! be checked from the first one on; its records hold commitments, never a person.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};

use super::error::Fault;
use super::notices::PlannedText;
use super::notices::file_place;
use super::outbox::{answer_place, message_place, sent_place};
use super::rows::{hash, time, unpack};
use super::versions::by_bytes;
use super::{people, snapshots};
use crate::digest::Message;
use crate::document::Document;
use crate::snapshot::Snapshot;

/// What is on record about a case.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseEvidence {
    /// Documents before and after, with the snapshots they were made from; `None` where there is none.
    pub old: Option<(Document, Snapshot)>,
    /// The same after the change; a plan has none.
    pub new: Option<(Document, Snapshot)>,
    /// Every message of the case, in order of queueing.
    pub messages: Vec<MessageEvidence>,
    /// Messages that were handed in, in order; those of erased persons are missing.
    pub files: Vec<(i64, Vec<u8>)>,
    /// The chain: hash and record, oldest first.
    pub chain: Vec<(String, String)>,
}

/// One message with what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageEvidence {
    /// Delivery id.
    pub delivery: String,
    /// Recipient id.
    pub recipient: String,
    /// Address and words; `None` once the person is erased.
    pub opened: Option<(String, Message)>,
    /// The bytes as sent (RFC 5322); `None` before the first attempt and once the person is erased.
    pub sent: Option<Vec<u8>>,
    /// Every state with its time and what the server answered.
    pub states: Vec<StateEvidence>,
}

/// Time, state and answer of one step of a message.
pub type StateEvidence = (DateTime<Utc>, String, Option<String>);

/// Gathers what is on record; `None` when there is no such case.
pub(super) fn evidence_of(connection: &Connection, case: &str) -> Result<Option<CaseEvidence>, Fault> {
    let found: Option<Opened> = connection
        .query_row("SELECT change, policy, plan FROM cases WHERE id = ?1", params![case], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let Some((change, policy, plan)) = found else { return Ok(None) };
    let (old, new) = match (change, plan) {
        (Some(change), _) => {
            let side = |column| version_of(connection, &change, column);
            (side("old_version")?, side("new_version")?)
        }
        // A plan was compared with the text that was published then.
        (None, Some(plan)) => {
            let plan: PlannedText = unpack(&plan)?;
            (by_bytes(connection, policy, hash(&plan.old_sha256)?)?, None)
        }
        (None, None) => (None, None),
    };
    let text = |version: Option<i64>| version.map_or(Ok(None), |version| text(connection, version));
    Ok(Some(CaseEvidence {
        old: text(old)?,
        new: text(new)?,
        messages: messages(connection, case)?,
        files: files(connection, case)?,
        chain: chain(connection)?,
    }))
}

/// Change, policy and plan of a case.
type Opened = (Option<String>, i64, Option<Vec<u8>>);

fn version_of(connection: &Connection, change: &str, column: &str) -> Result<Option<i64>, Fault> {
    let sql = format!("SELECT {column} FROM changes WHERE id = ?1");
    Ok(connection.query_row(&sql, params![change], |row| row.get(0)).optional()?.flatten())
}

fn text(connection: &Connection, version: i64) -> Result<Option<(Document, Snapshot)>, Fault> {
    let sql = "SELECT document, snapshot FROM versions WHERE id = ?1";
    let found: Option<(Vec<u8>, i64)> =
        connection.query_row(sql, params![version], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let Some((document, snapshot)) = found else { return Ok(None) };
    let snapshot = snapshots::load(connection, snapshot)?;
    snapshot.map(|snapshot| Ok((unpack(&document)?, snapshot))).transpose()
}

fn messages(connection: &Connection, case: &str) -> Result<Vec<MessageEvidence>, Fault> {
    let mut statement = connection.prepare(
        "SELECT id, recipient, person, message, sent FROM deliveries WHERE notice = ?1 ORDER BY position",
    )?;
    let mut rows = statement.query(params![case])?;
    let mut messages = Vec::new();
    while let Some(row) = rows.next()? {
        let (delivery, person): (String, String) = (row.get(0)?, row.get(2)?);
        let person = people::person(connection, &person)?;
        let opened = match &person {
            Some(person) => {
                let sealed: Vec<u8> = row.get(3)?;
                let message = unpack(&person.key.open(&message_place(&delivery), &sealed)?)?;
                Some((person.address()?, message))
            }
            None => None,
        };
        let sent: Option<Vec<u8>> = row.get(4)?;
        let sent = match sent.zip(person.as_ref()) {
            Some((sealed, person)) => {
                Some(zstd::decode_all(person.key.open(&sent_place(&delivery), &sealed)?.as_slice())?)
            }
            None => None,
        };
        let states = states(connection, &delivery, person.as_ref())?;
        messages.push(MessageEvidence { recipient: row.get(1)?, delivery, opened, sent, states });
    }
    Ok(messages)
}

fn states(
    connection: &Connection,
    delivery: &str,
    person: Option<&people::Person>,
) -> Result<Vec<StateEvidence>, Fault> {
    let mut statement = connection
        .prepare_cached("SELECT at, state, answer FROM delivery_states WHERE delivery = ?1 ORDER BY id")?;
    let mut rows = statement.query(params![delivery])?;
    let mut states = Vec::new();
    while let Some(row) = rows.next()? {
        let answer: Option<Vec<u8>> = row.get(2)?;
        let answer = match answer.zip(person) {
            Some((answer, person)) => Some(people::text(person.key.open(&answer_place(delivery), &answer)?)?),
            None => None,
        };
        states.push((time(&row.get::<_, String>(0)?)?, row.get(1)?, answer));
    }
    Ok(states)
}

fn files(connection: &Connection, case: &str) -> Result<Vec<(i64, Vec<u8>)>, Fault> {
    let mut statement = connection.prepare(
        "SELECT id, file, person FROM case_events WHERE case_id = ?1 AND file NOT NULL ORDER BY id",
    )?;
    let mut rows = statement.query(params![case])?;
    let mut files = Vec::new();
    while let Some(row) = rows.next()? {
        let (id, stored, person): (i64, Vec<u8>, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let packed = match person {
            None => stored,
            Some(person) => match people::person(connection, &person)? {
                Some(person) => person.key.open(&file_place(case), &stored)?,
                None => continue,
            },
        };
        files.push((id, zstd::decode_all(packed.as_slice())?));
    }
    Ok(files)
}

fn chain(connection: &Connection) -> Result<Vec<(String, String)>, Fault> {
    let mut statement = connection.prepare("SELECT hash, record FROM evidence ORDER BY seq")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
