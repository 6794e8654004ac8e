//! Reading back what became of messages: for the log, the ledger and the state of the outbox.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};

use super::error::Fault;
use super::outbox::{DeliveryState, answer_place, message_place};
use super::people;
use super::rows::{time, unpack, word};
use crate::digest::{Message, MessageKind, Stream};
use crate::watchlist::PolicyId;

/// What the archive tells about a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryRow {
    /// Random id.
    pub id: String,
    /// Subscriber id.
    pub recipient: String,
    /// Which of the two streams.
    pub stream: Stream,
    /// Notice, alert or digest.
    pub kind: MessageKind,
    /// Where it stands.
    pub state: DeliveryState,
    /// Attempts so far.
    pub attempts: u32,
    /// When it was recorded.
    pub enqueued_at: DateTime<Utc>,
    /// When it came to its present state.
    pub changed_at: DateTime<Utc>,
    /// Address and subject; `None` once the person is erased.
    pub sealed: Option<Opened>,
    /// Made under a pretended time.
    pub simulated: bool,
}

/// The part of a delivery that names a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Address in clear.
    pub to: String,
    /// Subject line.
    pub subject: String,
    /// What the server answered last.
    pub answer: Option<String>,
}

/// Which deliveries are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeliveriesOf {
    /// Those that tell of a change, by its id.
    Change(String),
    /// Those that a policy's checks caused.
    Policy(PolicyId),
}

/// How many deliveries are in each state; states without any are left out.
pub(super) fn counts(connection: &Connection) -> Result<BTreeMap<DeliveryState, u32>, Fault> {
    let mut statement = connection.prepare("SELECT state, count(*) FROM deliveries GROUP BY state")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, u32>(1)?)))?;
    rows.map(|row| {
        let (state, count) = row?;
        Ok((word(&state)?, count))
    })
    .collect()
}

/// Deliveries of a change or a policy, in order of queueing.
pub(super) fn of(connection: &Connection, which: &DeliveriesOf) -> Result<Vec<DeliveryRow>, Fault> {
    let (change, policy) = match which {
        DeliveriesOf::Change(id) => (Some(id.as_str()), None),
        DeliveriesOf::Policy(policy) => (None, Some(policy.as_str())),
    };
    let mut statement = connection.prepare_cached(
        "SELECT id, recipient, stream, kind, state, attempts, enqueued_at, changed_at, simulated, person, message,
                (SELECT answer FROM delivery_states WHERE delivery = deliveries.id
                 AND answer NOT NULL ORDER BY id DESC LIMIT 1)
         FROM deliveries
         WHERE change = ?1 OR policy = (SELECT id FROM policies WHERE policy = ?2) ORDER BY position",
    )?;
    let mut rows = statement.query(params![change, policy])?;
    let mut deliveries = Vec::new();
    while let Some(row) = rows.next()? {
        let id: String = row.get(0)?;
        let sealed = Sealed { person: row.get(9)?, message: row.get(10)?, answer: row.get(11)? };
        deliveries.push(DeliveryRow {
            recipient: row.get(1)?,
            stream: word(&row.get::<_, String>(2)?)?,
            kind: word(&row.get::<_, String>(3)?)?,
            state: word(&row.get::<_, String>(4)?)?,
            attempts: row.get(5)?,
            enqueued_at: time(&row.get::<_, String>(6)?)?,
            changed_at: time(&row.get::<_, String>(7)?)?,
            simulated: row.get(8)?,
            sealed: sealed.open(connection, &id)?,
            id,
        });
    }
    Ok(deliveries)
}

/// The sealed columns of a delivery.
struct Sealed {
    person: String,
    message: Vec<u8>,
    answer: Option<Vec<u8>>,
}

impl Sealed {
    fn open(self, connection: &Connection, id: &str) -> Result<Option<Opened>, Fault> {
        let Some(person) = people::person(connection, &self.person)? else { return Ok(None) };
        let message: Message = unpack(&person.key.open(&message_place(id), &self.message)?)?;
        let answer =
            self.answer.map(|answer| person.key.open(&answer_place(id), &answer).and_then(people::text));
        Ok(Some(Opened { to: person.address()?, subject: message.subject, answer: answer.transpose()? }))
    }
}
