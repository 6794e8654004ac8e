//! Subscribers and the persons behind them.
//!
//! An address is stored once per person, sealed under the person's key, beside a keyed hash by which
//! it is found again. A subscription refers to the person; so does every delivery. Erasing deletes
//! the key: what was sealed is noise from then on, and the evidence stays whole.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::addresses;
use super::error::Fault;
use super::evidence::{self, Record};
use super::outbox;
use super::rows::{stamp, time, word};
use super::seal::{PersonKey, keyed_hash, random_id};
use crate::digest::{Cadence, Relation, Subscriber};
use crate::watchlist::PolicyId;

/// Where a sealed address stands.
const ADDRESS: &str = "address";

/// A subscription to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSubscriber {
    /// Mail address as typed.
    pub address: String,
    /// Opted in, or owed notice.
    pub relation: Relation,
    /// When a watcher is written to.
    pub cadence: Cadence,
    /// Policies subscribed to; empty means all.
    pub policies: Vec<PolicyId>,
    /// Zone in which a digest's day begins.
    pub zone: Tz,
}

/// What became of a subscription to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Added {
    /// It is new.
    New(Subscriber),
    /// This address had one of the same relation: it now has these settings.
    Updated(Subscriber),
}

/// A person with the key that opens what is sealed.
pub(super) struct Person {
    pub(super) id: String,
    pub(super) key: PersonKey,
    sealed_address: Vec<u8>,
}

impl Person {
    /// The address in clear.
    pub(super) fn address(&self) -> Result<String, Fault> {
        text(self.key.open(ADDRESS, &self.sealed_address)?)
    }
}

/// Opened bytes as text.
pub(super) fn text(bytes: Vec<u8>) -> Result<String, Fault> {
    String::from_utf8(bytes).map_err(|_| Fault::Damaged("sealed text is no UTF-8".to_owned()))
}

/// Makes a subscription or renews the settings of the one there is.
pub(super) fn add(
    tx: &Transaction<'_>,
    new: NewSubscriber,
    now: DateTime<Utc>,
    simulated: bool,
) -> Result<Added, Fault> {
    let person = match by_address(tx, &new.address)? {
        Some(person) => person,
        None => create(tx, &new.address)?,
    };
    let known: Option<(String, String, String)> = tx
        .query_row(
            "SELECT id, since, cadence FROM subscribers WHERE person = ?1 AND relation = ?2",
            params![person.id, new.relation.as_str()],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .optional()?;
    let is_new = known.is_none();
    let (id, since) = match known {
        Some((id, since, cadence)) if cadence == new.cadence.as_str() => (id, time(&since)?),
        Some((id, ..)) => (id, now),
        None => (random_id()?, now),
    };
    let NewSubscriber { address: _, relation, cadence, policies, zone } = new;
    let address = person.address()?;
    let subscriber = Subscriber { id, address, relation, cadence, policies, zone, since };
    write(tx, &person, &subscriber, simulated)?;
    let event = if is_new { "subscriber_added" } else { "subscriber_updated" };
    let record = described(event, &subscriber)
        .with("person", person.id.as_str())
        .with("address_commitment", person.key.commit(subscriber.address.as_bytes()));
    evidence::append(tx, now, simulated, &record)?;
    Ok(if is_new { Added::New(subscriber) } else { Added::Updated(subscriber) })
}

fn write(
    tx: &Transaction<'_>,
    person: &Person,
    subscriber: &Subscriber,
    simulated: bool,
) -> Result<(), Fault> {
    tx.execute(
        "INSERT INTO subscribers (id, person, relation, cadence, policies, zone, since, simulated)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (id) DO UPDATE SET cadence = ?4, policies = ?5, zone = ?6, since = ?7",
        params![
            subscriber.id,
            person.id,
            subscriber.relation.as_str(),
            subscriber.cadence.as_str(),
            serde_json::to_string(&subscriber.policies)?,
            subscriber.zone.name(),
            stamp(subscriber.since),
            simulated,
        ],
    )?;
    Ok(())
}

fn described(event: &'static str, subscriber: &Subscriber) -> Record {
    let policies: Vec<&str> = subscriber.policies.iter().map(PolicyId::as_str).collect();
    Record::new(event)
        .with("subscriber", subscriber.id.as_str())
        .with("relation", subscriber.relation.as_str())
        .with("cadence", subscriber.cadence.as_str())
        .with("policies", policies)
        .with("zone", subscriber.zone.name())
}

/// Ends the subscriptions of an address, of one relation or of all. Gives those that ended.
pub(super) fn remove(
    tx: &Transaction<'_>,
    address: &str,
    relation: Option<Relation>,
    now: DateTime<Utc>,
    simulated: bool,
) -> Result<Vec<Subscriber>, Fault> {
    let Some(person) = by_address(tx, address)? else { return Ok(Vec::new()) };
    let mut ended = subscriptions(tx, Some(&person.id))?;
    ended.retain(|subscriber| relation.is_none_or(|relation| subscriber.relation == relation));
    for subscriber in &ended {
        end(tx, subscriber, "subscriber_removed", now, simulated)?;
    }
    Ok(ended)
}

/// Ends all subscriptions of an address and deletes the person's key, with those of the addresses they had
/// before or have since. Gives those addresses; none when nobody has it.
pub(super) fn erase(
    tx: &Transaction<'_>,
    address: &str,
    now: DateTime<Utc>,
    simulated: bool,
) -> Result<Vec<String>, Fault> {
    let Some(asked) = by_address(tx, address)? else { return Ok(Vec::new()) };
    let mut erased = Vec::new();
    for id in addresses::all_of(tx, &asked.id)? {
        let Some(person) = person(tx, &id)? else { continue };
        erased.push(person.address()?);
        for subscriber in subscriptions(tx, Some(&id))? {
            end(tx, &subscriber, "subscriber_erased", now, simulated)?;
        }
        tx.execute("DELETE FROM person_keys WHERE id = ?1", params![id])?;
        evidence::append(tx, now, simulated, &Record::new("person_erased").with("person", id))?;
    }
    Ok(erased)
}

fn end(
    tx: &Transaction<'_>,
    subscriber: &Subscriber,
    event: &'static str,
    now: DateTime<Utc>,
    simulated: bool,
) -> Result<(), Fault> {
    outbox::cancel(tx, &subscriber.id, now)?;
    tx.execute("DELETE FROM digests WHERE subscriber = ?1", params![subscriber.id])?;
    tx.execute("DELETE FROM subscribers WHERE id = ?1", params![subscriber.id])?;
    let record = Record::new(event).with("subscriber", subscriber.id.as_str());
    evidence::append(tx, now, simulated, &record)
}

/// All subscribers, oldest first; of one person or of everybody.
pub(super) fn subscriptions(connection: &Connection, person: Option<&str>) -> Result<Vec<Subscriber>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT p.id, p.key, p.address, s.id, s.relation, s.cadence, s.policies, s.zone, s.since
         FROM subscribers s JOIN person_keys p ON p.id = s.person
         WHERE ?1 IS NULL OR s.person = ?1 ORDER BY s.since, s.rowid",
    )?;
    let mut rows = statement.query(params![person])?;
    let mut subscribers = Vec::new();
    while let Some(row) = rows.next()? {
        let zone: String = row.get(7)?;
        subscribers.push(Subscriber {
            id: row.get(3)?,
            address: person_of(row)?.address()?,
            relation: word(&row.get::<_, String>(4)?)?,
            cadence: word(&row.get::<_, String>(5)?)?,
            policies: serde_json::from_str(&row.get::<_, String>(6)?)?,
            zone: zone.parse().map_err(|_| Fault::Damaged(format!("`{zone}` is no zone")))?,
            since: time(&row.get::<_, String>(8)?)?,
        });
    }
    Ok(subscribers)
}

/// The person behind a subscriber; `None` once removed or erased.
pub(super) fn behind(connection: &Connection, subscriber: &str) -> Result<Option<Person>, Fault> {
    find(
        connection,
        "SELECT id, key, address FROM person_keys
         WHERE id = (SELECT person FROM subscribers WHERE id = ?1)",
        subscriber,
    )
}

/// A person by id; `None` once erased.
pub(super) fn person(connection: &Connection, id: &str) -> Result<Option<Person>, Fault> {
    find(connection, "SELECT id, key, address FROM person_keys WHERE id = ?1", id)
}

pub(super) fn by_address(connection: &Connection, address: &str) -> Result<Option<Person>, Fault> {
    let lookup = lookup(connection, address)?;
    find(connection, "SELECT id, key, address FROM person_keys WHERE lookup = ?1", lookup)
}

fn find(connection: &Connection, sql: &str, value: impl rusqlite::ToSql) -> Result<Option<Person>, Fault> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![value])?;
    rows.next()?.map(person_of).transpose()
}

fn person_of(row: &Row<'_>) -> Result<Person, Fault> {
    let key: Vec<u8> = row.get(1)?;
    Ok(Person { id: row.get(0)?, key: PersonKey::from_bytes(&key)?, sealed_address: row.get(2)? })
}

pub(super) fn create(tx: &Transaction<'_>, address: &str) -> Result<Person, Fault> {
    let key = PersonKey::random()?;
    let address = address.trim();
    let person = Person { id: random_id()?, sealed_address: key.seal(ADDRESS, address.as_bytes())?, key };
    tx.execute(
        "INSERT INTO person_keys (id, key, lookup, address) VALUES (?1, ?2, ?3, ?4)",
        params![person.id, person.key.as_bytes(), lookup(tx, address)?, person.sealed_address],
    )?;
    Ok(person)
}

/// The keyed hash by which an address is found; upper and lower case are one address.
fn lookup(connection: &Connection, address: &str) -> Result<Vec<u8>, Fault> {
    let key: Vec<u8> = connection.query_row("SELECT lookup_key FROM archive", [], |row| row.get(0))?;
    Ok(keyed_hash(&key, address.trim().to_lowercase().as_bytes()).as_ref().to_vec())
}

/// True when every address is found by the archive's key, as it was when it was written down.
pub(super) fn all_are_found(connection: &Connection) -> Result<bool, Fault> {
    let mut statement = connection.prepare("SELECT id, key, address, lookup FROM person_keys")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        // What does not open any more is a row that was touched, which its fingerprint tells.
        let Ok(address) = person_of(row).and_then(|person| person.address()) else { continue };
        if row.get::<_, Vec<u8>>(3)? != lookup(connection, &address)? {
            return Ok(false);
        }
    }
    Ok(true)
}
