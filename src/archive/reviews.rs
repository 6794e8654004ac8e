//! What people said of changes: kept with what it causes, in one transaction.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Transaction, params};

use super::error::Fault;
use super::evidence::{self, Record};
use super::notices;
use super::outbox::{self, Cause, DeliveryState, Queued, Step};
use super::record::fingerprint;
use super::rows::{stamp, unpack, word};
use super::{Archive, ArchiveError};
use crate::digest::{MessageKind, Stream};
use crate::document::Document;
use crate::materiality::Review;
use crate::notice::{CaseEvent, CaseFacts};

/// A message that told, or is to tell, of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldMessage {
    /// Delivery id.
    pub delivery: String,
    /// The key it was queued under.
    pub key: String,
    /// Subscriber id.
    pub recipient: String,
    /// What it is.
    pub kind: MessageKind,
    /// Which of the two streams.
    pub stream: Stream,
    /// Where it stands.
    pub state: DeliveryState,
}

/// What is settled, with everything it comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Settled {
    /// Id of the change.
    pub change: String,
    /// The words, one for each edit.
    pub reviews: Vec<Review>,
    /// The messages as they stood when it was decided; when they stand otherwise now, nothing is written.
    pub told: Vec<ToldMessage>,
    /// Waiting messages that are not to be sent.
    pub cancelled: Vec<String>,
    /// Messages it causes.
    pub messages: Vec<crate::digest::Message>,
    /// The case to open, dated by the day the change was found.
    pub opens: Option<(DateTime<Utc>, CaseFacts)>,
    /// What is written into the change's case, where there is one.
    pub event: CaseEvent,
}

/// The two texts of a change.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangeTexts {
    /// Before.
    pub old: Document,
    /// After.
    pub new: Document,
}

impl Archive {
    /// The two texts of a change; `None` when there is no such change.
    pub async fn change_texts(&self, change: &str) -> Result<Option<ChangeTexts>, ArchiveError> {
        let change = change.to_owned();
        self.read(move |connection| texts(connection, &change)).await
    }

    /// Messages that tell of a change, in order of queueing, digests of its period among them.
    pub async fn told(&self, change: &str) -> Result<Vec<ToldMessage>, ArchiveError> {
        let change = change.to_owned();
        self.read(move |connection| told(connection, &change)).await
    }

    /// True when a change is the publication of a text that was announced before.
    pub async fn was_announced(&self, change: &str) -> Result<bool, ArchiveError> {
        let change = change.to_owned();
        self.read(move |connection| was_announced(connection, &change)).await
    }

    /// Writes down what people settled, with all that it comes to; `None` and nothing written when the
    /// mail has moved on since it was decided.
    pub async fn settle(&self, settled: Settled, now: DateTime<Utc>) -> Result<Option<Queued>, ArchiveError> {
        self.write(now, move |tx, simulated| settle(tx, &settled, now, simulated)).await
    }
}

/// Writes down what was settled; `None` when the mail has moved on since it was decided.
pub(super) fn settle(
    tx: &Transaction<'_>,
    settled: &Settled,
    at: DateTime<Utc>,
    simulated: bool,
) -> Result<Option<Queued>, Fault> {
    if told(tx, &settled.change)? != settled.told {
        return Ok(None);
    }
    let change = settled.change.as_str();
    let sql = "SELECT c.policy, p.policy FROM changes c JOIN policies p ON p.id = c.policy WHERE c.id = ?1";
    let (row, policy): (i64, String) =
        tx.query_row(sql, params![change], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for review in &settled.reviews {
        let text = serde_json::to_string(review)?;
        tx.execute(
            "INSERT INTO reviews (change, at, review, simulated) VALUES (?1, ?2, ?3, ?4)",
            params![change, stamp(at), text, simulated],
        )?;
        let record = Record::new("review")
            .with("review", tx.last_insert_rowid())
            .with("change", change)
            .with("edit", review.edit.as_str())
            .with("verdict", review.word.as_str())
            .with("content_sha256", fingerprint([&text]));
        evidence::append(tx, at, simulated, &record)?;
    }
    if let Some((detected, facts)) = &settled.opens {
        notices::open_found(tx, (row, &policy), change, facts, (*detected, at), simulated)?;
    }
    let has_case = has_case(tx, change)?;
    if has_case {
        notices::add_event(tx, change, &settled.event, None, at, simulated)?;
    }
    for delivery in &settled.cancelled {
        let step = Step::to(DeliveryState::Refused, "a person settled the change before it was sent");
        outbox::take(tx, delivery, at, &step)?;
    }
    let notice = has_case.then_some(change);
    let cause = Cause { policy: Some(row), change: Some(change), notice, at, simulated };
    outbox::queue(tx, &settled.messages, cause).map(Some)
}

/// True when the ledger has a case of this change.
pub(super) fn has_case(connection: &Connection, change: &str) -> Result<bool, Fault> {
    let sql = "SELECT EXISTS (SELECT 1 FROM cases WHERE id = ?1)";
    Ok(connection.query_row(sql, params![change], |row| row.get(0))?)
}

/// True when the change is the publication of a text that was announced before.
pub(super) fn was_announced(connection: &Connection, change: &str) -> Result<bool, Fault> {
    let sql = "SELECT EXISTS (SELECT 1 FROM case_events WHERE json_extract(event, '$.event') = 'published'
                              AND json_extract(event, '$.change') = ?1)";
    Ok(connection.query_row(sql, params![change], |row| row.get(0))?)
}

/// Everything said of a change, oldest first.
pub(super) fn of(connection: &Connection, change: &str) -> Result<Vec<Review>, Fault> {
    let mut statement =
        connection.prepare_cached("SELECT review FROM reviews WHERE change = ?1 ORDER BY id")?;
    let rows = statement.query_map(params![change], |row| row.get::<_, String>(0))?;
    rows.map(|review| Ok(serde_json::from_str(&review?)?)).collect()
}

/// Messages that tell of a change, in order of queueing: notices, alerts, what was said by earlier
/// reviews, and the digests of its period.
pub(super) fn told(connection: &Connection, change: &str) -> Result<Vec<ToldMessage>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT id, message_key, recipient, kind, stream, state FROM deliveries
         WHERE (change = ?1 AND (kind IN ('notice', 'alert') OR message_key LIKE 'review:%'))
            OR (kind = 'digest' AND recipient IN (
                SELECT d.subscriber FROM digests d JOIN changes c ON c.id = ?1
                WHERE d.period_start < c.confirmed_at AND d.period_end >= c.confirmed_at
                  AND d.made_at = deliveries.enqueued_at))
         ORDER BY position",
    )?;
    let mut rows = statement.query(params![change])?;
    let mut told = Vec::new();
    while let Some(row) = rows.next()? {
        told.push(ToldMessage {
            delivery: row.get(0)?,
            key: row.get(1)?,
            recipient: row.get(2)?,
            kind: word(&row.get::<_, String>(3)?)?,
            stream: word(&row.get::<_, String>(4)?)?,
            state: word(&row.get::<_, String>(5)?)?,
        });
    }
    Ok(told)
}

/// The two texts of a change, as they were read when it was recorded.
pub(super) fn texts(connection: &Connection, change: &str) -> Result<Option<ChangeTexts>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT o.document, n.document FROM changes c
         JOIN versions o ON o.id = c.old_version JOIN versions n ON n.id = c.new_version WHERE c.id = ?1",
    )?;
    let mut rows = statement.query(params![change])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let document = |column: usize| -> Result<Document, Fault> {
        unpack(row.get_ref(column)?.as_blob().map_err(rusqlite::Error::from)?)
    };
    Ok(Some(ChangeTexts { old: document(0)?, new: document(1)? }))
}
