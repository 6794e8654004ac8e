//! Steps of a delivery from state to state: which may follow which, and what each leaves behind.
//!
//! Every step is written with its evidence in one transaction. What the server answered is sealed with
//! the recipient's key; the chain holds commitments only. What a step means for a notice is not known here.

use chrono::{DateTime, Utc};
use rusqlite::{Transaction, params};

use super::{DeliveryState, answer_place, sent_place};
use crate::archive::error::Fault;
use crate::archive::evidence::{self, Record};
use crate::archive::people::{self, Person};
use crate::archive::rows::{ZSTD_LEVEL, stamp, word};

/// One step of a delivery from state to state.
pub(crate) struct Step {
    to: DeliveryState,
    answer: Option<String>,
    due_at: Option<DateTime<Utc>>,
}

impl Step {
    /// To `to`, with what the server answered or what is known.
    pub(crate) fn to(to: DeliveryState, answer: &str) -> Self {
        Self { to, answer: Some(answer.to_owned()), due_at: None }
    }

    /// Refused for now; due again at `next`.
    pub(crate) fn again(answer: &str, next: DateTime<Utc>) -> Self {
        Self { to: DeliveryState::Recorded, answer: Some(answer.to_owned()), due_at: Some(next) }
    }

    /// States from which this step may be taken.
    fn allowed_from(&self, from: DeliveryState) -> bool {
        use DeliveryState::{Accepted, Begun, Bounced, Recorded, Refused, Unknown};
        match self.to {
            Begun => from == Recorded,
            // No connection at all: nothing was begun.
            Recorded => matches!(from, Begun | Recorded),
            // An answer that came after its lease had run out still counts.
            Accepted => matches!(from, Begun | Unknown),
            Refused => matches!(from, Recorded | Begun | Unknown),
            Unknown => from == Begun,
            Bounced => matches!(from, Accepted | Unknown),
        }
    }
}

/// Sending begins: the exact bytes are kept, sealed, and committed to in the chain.
pub(crate) fn begin(tx: &Transaction<'_>, id: &str, at: DateTime<Utc>, sent: &[u8]) -> Result<(), Fault> {
    let step = Step { to: DeliveryState::Begun, answer: None, due_at: None };
    take_with(tx, id, at, &step, Some(sent))
}

/// Takes a step, records it and appends the evidence.
pub(crate) fn take(tx: &Transaction<'_>, id: &str, at: DateTime<Utc>, step: &Step) -> Result<(), Fault> {
    take_with(tx, id, at, step, None)
}

fn take_with(
    tx: &Transaction<'_>,
    id: &str,
    at: DateTime<Utc>,
    step: &Step,
    sent: Option<&[u8]>,
) -> Result<(), Fault> {
    let standing = standing(tx, id)?;
    if !step.allowed_from(standing.state) {
        let (from, to) = (standing.state.as_str(), step.to.as_str());
        return Err(Fault::OutOfOrder(format!("delivery `{id}` is {from} and cannot become {to}")));
    }
    // Whoever left while a message was on its way is not tried again.
    let gone = step.to == DeliveryState::Recorded && people::behind(tx, &standing.recipient)?.is_none();
    let to = if gone { DeliveryState::Refused } else { step.to };
    let attempt = standing.attempts + u32::from(to == DeliveryState::Begun);
    tx.prepare_cached(
        "UPDATE deliveries SET state = ?2, attempts = ?3, changed_at = ?4, due_at = coalesce(?5, due_at),
                               leased_until = CASE WHEN ?2 = 'begun' THEN leased_until END
         WHERE id = ?1",
    )?
    .execute(params![id, to.as_str(), attempt, stamp(at), step.due_at.map(stamp)])?;
    let person = people::person(tx, &standing.person)?;
    if let Some((sent, person)) = sent.zip(person.as_ref()) {
        let packed = zstd::encode_all(sent, ZSTD_LEVEL)?;
        tx.prepare_cached("UPDATE deliveries SET sent = ?2 WHERE id = ?1")?
            .execute(params![id, person.key.seal(&sent_place(id), &packed)?])?;
    }
    let simulated = standing.simulated;
    let taken = Taken { id, at, to, attempt, simulated, answer: step.answer.as_deref(), sent };
    taken.record(tx, person.as_ref())
}

/// Where a delivery stands before a step.
struct Standing {
    state: DeliveryState,
    person: String,
    recipient: String,
    attempts: u32,
    simulated: bool,
}

fn standing(tx: &Transaction<'_>, id: &str) -> Result<Standing, Fault> {
    let mut statement = tx.prepare_cached(
        "SELECT state, person, recipient, attempts, simulated FROM deliveries WHERE id = ?1",
    )?;
    let mut rows = statement.query(params![id])?;
    let row = rows.next()?.ok_or_else(|| Fault::OutOfOrder(format!("there is no delivery `{id}`")))?;
    Ok(Standing {
        state: word(&row.get::<_, String>(0)?)?,
        person: row.get(1)?,
        recipient: row.get(2)?,
        attempts: row.get(3)?,
        simulated: row.get(4)?,
    })
}

/// A step that was taken, to be written down.
struct Taken<'a> {
    id: &'a str,
    at: DateTime<Utc>,
    to: DeliveryState,
    attempt: u32,
    simulated: bool,
    answer: Option<&'a str>,
    sent: Option<&'a [u8]>,
}

impl Taken<'_> {
    fn record(&self, tx: &Transaction<'_>, person: Option<&Person>) -> Result<(), Fault> {
        let Self { id, at, to, attempt, simulated, answer, sent } = *self;
        // An erased person's answers are not kept: there is no key to seal them with.
        let answer = answer.zip(person);
        let sealed = answer
            .map(|(answer, person)| person.key.seal(&answer_place(id), answer.as_bytes()))
            .transpose()?;
        tx.prepare_cached(
            "INSERT INTO delivery_states (delivery, at, state, attempt, answer) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![id, stamp(at), to.as_str(), attempt, sealed])?;
        let commitment = answer.map(|(answer, person)| person.key.commit(answer.as_bytes()));
        let record = Record::new("delivery")
            .with("delivery", id)
            .with("state", to.as_str())
            .with("attempt", attempt)
            .with("answer_commitment", commitment)
            .with("sent_commitment", sent.zip(person).map(|(sent, person)| person.key.commit(sent)));
        evidence::append(tx, at, simulated, &record)
    }
}
