//! The outbox: what is to be sent, what became of it.
//!
//! A message is recorded in the transaction that records its cause, begun before a byte is sent, and
//! settled right after the answer. Begun without an answer is `unknown`, which is not `refused`: it
//! is never sent again by itself. Messages and answers may name the recipient, so both are sealed.

mod steps;

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, Transaction, params};
use serde::Deserialize;

pub(super) use steps::{Step, begin, take};

use super::error::Fault;
use super::evidence::{self, Record};
use super::people::{self, Person};
use super::rows::{pack, stamp, time, unpack};
use super::seal::random_id;
use crate::digest::{Message, Stream};

/// States of a delivery, a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// Waits to be sent.
    Recorded,
    /// Sending has begun; no answer yet.
    Begun,
    /// The server took it.
    Accepted,
    /// The server said no for good, or we did.
    Refused,
    /// Begun, and the answer was never seen.
    Unknown,
    /// Accepted, and came back.
    Bounced,
}

impl DeliveryState {
    /// The word used in JSON, in the archive and on the terminal.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::Begun => "begun",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
            Self::Bounced => "bounced",
        }
    }
}

/// A message on lease: to be sent now, by this process and no other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Random id.
    pub id: String,
    /// The message.
    pub message: Message,
    /// Address in clear.
    pub to: String,
    /// Left part of the Message-ID, the same on every attempt; the sender's domain follows the `@`.
    pub message_id: String,
    /// Attempts so far.
    pub attempts: u32,
    /// When it was recorded.
    pub enqueued_at: DateTime<Utc>,
    /// Made under a pretended time.
    pub simulated: bool,
}

/// What became of messages to be queued.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Queued {
    /// Ids of the new deliveries.
    pub deliveries: Vec<String>,
    /// Keys of messages that had been queued before.
    pub already: Vec<String>,
    /// Keys of messages whose subscriber is gone.
    pub without_recipient: Vec<String>,
}

/// What a message is about and when it is queued.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cause<'a> {
    pub(super) policy: Option<i64>,
    pub(super) change: Option<&'a str>,
    /// The case that notices among the messages discharge.
    pub(super) notice: Option<&'a str>,
    pub(super) at: DateTime<Utc>,
    pub(super) simulated: bool,
}

/// Queues messages; one whose key is known is left alone.
pub(super) fn queue(tx: &Transaction<'_>, messages: &[Message], cause: Cause<'_>) -> Result<Queued, Fault> {
    let mut queued = Queued::default();
    for message in messages {
        let sql = "SELECT EXISTS (SELECT 1 FROM deliveries WHERE message_key = ?1)";
        if tx.prepare_cached(sql)?.query_row(params![message.key], |row| row.get(0))? {
            queued.already.push(message.key.clone());
            continue;
        }
        match people::behind(tx, &message.recipient)? {
            Some(person) => queued.deliveries.push(insert(tx, message, &person, cause)?),
            None => queued.without_recipient.push(message.key.clone()),
        }
    }
    Ok(queued)
}

/// True when a message of each key was queued before.
pub(super) fn are_queued(connection: &Connection, keys: &[String]) -> Result<bool, Fault> {
    let sql = "SELECT EXISTS (SELECT 1 FROM deliveries WHERE message_key = ?1)";
    let mut statement = connection.prepare_cached(sql)?;
    for key in keys {
        if !statement.query_row(params![key], |row| row.get::<_, bool>(0))? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn insert(
    tx: &Transaction<'_>,
    message: &Message,
    person: &Person,
    cause: Cause<'_>,
) -> Result<String, Fault> {
    let id = random_id()?;
    let packed = pack(message)?;
    let at = stamp(cause.at);
    tx.prepare_cached(
        "INSERT INTO deliveries (id, position, message_key, person, recipient, stream, kind, policy, change,
                                 message, state, enqueued_at, due_at, changed_at, simulated, notice, zone)
         VALUES (?1, (SELECT coalesce(max(position), 0) + 1 FROM deliveries), ?2, ?3, ?4, ?5, ?6, ?7, ?8,
                 ?9, 'recorded', ?10, ?10, ?10, ?11, ?12, (SELECT zone FROM subscribers WHERE id = ?4))",
    )?
    .execute(params![
        id,
        message.key,
        person.id,
        message.recipient,
        stream_word(message.stream),
        message.kind.as_str(),
        cause.policy,
        cause.change,
        person.key.seal(&message_place(&id), &packed)?,
        at,
        cause.simulated,
        cause.notice.filter(|_| message.stream == Stream::Notice),
    ])?;
    let record = Record::new("delivery")
        .with("delivery", id.as_str())
        .with("state", DeliveryState::Recorded.as_str())
        .with("kind", message.kind.as_str())
        .with("subscriber", message.recipient.as_str())
        .with("change", cause.change)
        .with("address_commitment", person.key.commit(person.address()?.as_bytes()))
        .with("message_commitment", person.key.commit(&serde_json::to_vec(message)?));
    evidence::append(tx, cause.at, cause.simulated, &record)?;
    Ok(id)
}

fn stream_word(stream: Stream) -> &'static str {
    match stream {
        Stream::Notice => "notice",
        Stream::Digest => "digest",
    }
}

/// Where a sealed message stands.
pub(super) fn message_place(delivery: &str) -> String {
    format!("message {delivery}")
}

/// Where the sealed bytes of a message as sent stand.
pub(super) fn sent_place(delivery: &str) -> String {
    format!("sent {delivery}")
}

/// Where a sealed answer stands.
pub(super) fn answer_place(delivery: &str) -> String {
    format!("answer {delivery}")
}

/// When the next message that waits is due.
pub(super) fn next_due(connection: &Connection) -> Result<Option<DateTime<Utc>>, Fault> {
    let due: Option<String> = connection
        .prepare_cached("SELECT min(due_at) FROM deliveries WHERE state = 'recorded'")?
        .query_row([], |row| row.get(0))?;
    due.as_deref().map(time).transpose()
}

/// Hands out what is due, notices first, and settles what a crash left begun.
pub(super) fn lease(
    tx: &Transaction<'_>,
    now: DateTime<Utc>,
    limit: usize,
    lease_for: TimeDelta,
) -> Result<Vec<Delivery>, Fault> {
    settle_abandoned(tx, now)?;
    let due: Vec<String> = tx
        .prepare_cached(
            // By policy before position: pages are checked side by side, and mail is to leave in an order
            // that does not depend on which was read first.
            "SELECT d.id FROM deliveries d LEFT JOIN policies p ON p.id = d.policy
             WHERE d.state = 'recorded' AND d.due_at <= ?1
               AND (d.leased_until IS NULL OR d.leased_until <= ?1)
             ORDER BY d.stream = 'notice' DESC, d.enqueued_at, p.policy, d.position LIMIT ?2",
        )?
        .query_map(params![stamp(now), i64::try_from(limit).unwrap_or(i64::MAX)], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let until = stamp(now + lease_for);
    due.iter()
        .map(|id| {
            tx.prepare_cached("UPDATE deliveries SET leased_until = ?2 WHERE id = ?1")?
                .execute(params![id, until])?;
            leased(tx, id)
        })
        .collect()
}

/// Begun under a lease that ran out: the sender died between the first byte and the answer.
fn settle_abandoned(tx: &Transaction<'_>, now: DateTime<Utc>) -> Result<(), Fault> {
    let abandoned: Vec<String> = tx
        .prepare_cached("SELECT id FROM deliveries WHERE state = 'begun' AND leased_until <= ?1")?
        .query_map(params![stamp(now)], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for id in abandoned {
        let step = Step::to(DeliveryState::Unknown, "sending began and its end was never recorded");
        take(tx, &id, now, &step)?;
    }
    Ok(())
}

fn leased(tx: &Transaction<'_>, id: &str) -> Result<Delivery, Fault> {
    let (person, kind, sealed, attempts, enqueued_at, simulated) = tx
        .prepare_cached(
            "SELECT person, kind, message, attempts, enqueued_at, simulated FROM deliveries WHERE id = ?1",
        )?
        .query_row(params![id], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, Vec<u8>>(2)?,
                row.get::<_, u32>(3)?,
                row.get::<_, String>(4)?,
                row.get::<_, bool>(5)?,
            ))
        })?;
    let person = people::person(tx, &person)?
        .ok_or_else(|| Fault::Damaged(format!("delivery `{id}` waits for a person who is gone")))?;
    Ok(Delivery {
        id: id.to_owned(),
        message: unpack(&person.key.open(&message_place(id), &sealed)?)?,
        to: person.address()?,
        message_id: format!("{kind}.{id}"),
        attempts,
        enqueued_at: time(&enqueued_at)?,
        simulated,
    })
}

/// Refuses what still waits for a subscriber who leaves.
pub(super) fn cancel(tx: &Transaction<'_>, subscriber: &str, now: DateTime<Utc>) -> Result<(), Fault> {
    let sql = "SELECT id FROM deliveries WHERE recipient = ?1 AND state = 'recorded'";
    refuse_all(tx, sql, subscriber, "the subscription ended before it was sent", now)
}

/// Refuses what still waits of a notice that is taken back or overtaken.
pub(super) fn cancel_notice(tx: &Transaction<'_>, case: &str, now: DateTime<Utc>) -> Result<(), Fault> {
    let sql = "SELECT id FROM deliveries WHERE notice = ?1 AND state = 'recorded'";
    refuse_all(tx, sql, case, "the notice was taken back before it was sent", now)
}

fn refuse_all(tx: &Transaction<'_>, sql: &str, of: &str, why: &str, now: DateTime<Utc>) -> Result<(), Fault> {
    let waiting: Vec<String> =
        tx.prepare_cached(sql)?.query_map(params![of], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for id in waiting {
        take(tx, &id, now, &Step::to(DeliveryState::Refused, why))?;
    }
    Ok(())
}
