//! A person's next address: subscriptions move to it, and what was sent to the one before stays with that.
//!
//! Each address has a person and a key of its own, so that nothing on record comes to say that it went
//! where it did not go. The chain tells which became which; erasing follows it back.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Transaction, params};

use super::error::Fault;
use super::evidence::{self, Record};
use super::outbox::{self, Cause, Step, message_place};
use super::people::{self, Person};
use super::rows::unpack;
use crate::digest::{Message, Subscriber};

/// What became of an address to be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moved {
    /// These subscriptions have the new address, and so many waiting messages go there.
    To(Vec<Subscriber>, usize),
    /// Nobody is subscribed under the old address.
    Nobody,
    /// The new address has such a subscription of its own.
    Taken,
}

/// Moves all subscriptions of an address to another one.
pub(super) fn change(
    tx: &Transaction<'_>,
    old: &str,
    new: &str,
    now: DateTime<Utc>,
    simulated: bool,
) -> Result<Moved, Fault> {
    let Some(before) = people::by_address(tx, old)? else { return Ok(Moved::Nobody) };
    let moving = people::subscriptions(tx, Some(&before.id))?;
    if moving.is_empty() {
        return Ok(Moved::Nobody);
    }
    let after = match people::by_address(tx, new)? {
        Some(person) => person,
        None => people::create(tx, new)?,
    };
    let there = people::subscriptions(tx, Some(&after.id))?;
    if there.iter().any(|one| moving.iter().any(|other| other.relation == one.relation)) {
        return Ok(Moved::Taken);
    }
    tx.execute("UPDATE subscribers SET person = ?2 WHERE person = ?1", params![before.id, after.id])?;
    let record = Record::new("address_changed")
        .with("person", before.id.as_str())
        .with("becomes", after.id.as_str())
        .with("subscribers", moving.iter().map(|one| one.id.as_str()).collect::<Vec<_>>())
        .with("address_commitment", after.key.commit(after.address()?.as_bytes()));
    evidence::append(tx, now, simulated, &record)?;
    let waiting = send_there(tx, &before, now)?;
    Ok(Moved::To(people::subscriptions(tx, Some(&after.id))?, waiting))
}

/// What still waits for the old address is refused and queued anew; its words are the same.
fn send_there(tx: &Transaction<'_>, before: &Person, now: DateTime<Utc>) -> Result<usize, Fault> {
    let waiting: Vec<Waiting> = tx
        .prepare(
            "SELECT id, message, policy, change, notice, simulated FROM deliveries
             WHERE person = ?1 AND state = 'recorded' ORDER BY position",
        )?
        .query_map(params![before.id], |row| {
            Ok(Waiting {
                id: row.get(0)?,
                sealed: row.get(1)?,
                policy: row.get(2)?,
                change: row.get(3)?,
                notice: row.get(4)?,
                simulated: row.get(5)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    for Waiting { id, sealed, policy, change, notice, simulated } in &waiting {
        let step = Step::to(outbox::DeliveryState::Refused, "the address changed before it was sent");
        outbox::take(tx, id, now, &step)?;
        let mut message: Message = unpack(&before.key.open(&message_place(id), sealed)?)?;
        message.key = format!("{}:moved", message.key);
        let (change, notice) = (change.as_deref(), notice.as_deref());
        let cause = Cause { policy: *policy, change, notice, at: now, simulated: *simulated };
        outbox::queue(tx, &[message], cause)?;
    }
    Ok(waiting.len())
}

/// A message that waits for the old address.
struct Waiting {
    id: String,
    sealed: Vec<u8>,
    policy: Option<i64>,
    change: Option<String>,
    notice: Option<String>,
    simulated: bool,
}

/// Ids of the persons whose addresses this one had before and after, itself among them.
pub(super) fn all_of(connection: &Connection, person: &str) -> Result<BTreeSet<String>, Fault> {
    let changes: Vec<(String, String)> = connection
        .prepare(
            "SELECT json_extract(record, '$.person'), json_extract(record, '$.becomes') FROM evidence
             WHERE json_valid(record) AND json_extract(record, '$.event') = 'address_changed'",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut all = BTreeSet::from([person.to_owned()]);
    loop {
        let known = all.len();
        for (before, after) in &changes {
            if all.contains(before) || all.contains(after) {
                all.extend([before.clone(), after.clone()]);
            }
        }
        if all.len() == known {
            return Ok(all);
        }
    }
}
