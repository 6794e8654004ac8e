//! The ledger's record: cases, what happened to them, and the deliveries that discharge them.
//!
//! Nothing here decides where a case stands: the record is read whole and [`crate::notice::ledger`]
//! says what it comes to. Every opening and every event leaves evidence in the same transaction.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde::{Deserialize, Serialize};

use super::error::Fault;
use super::evidence::{self, Record};
use super::outbox::{self, Cause, DeliveryState, Queued, Step, answer_place};
use super::record::fingerprint;
use super::rows::{ZSTD_LEVEL, hash, policy_id, policy_row, stamp, time, unpack, word};
use super::{history, people};
use crate::check::{Announced, ConfirmedChange, words_hash};
use crate::compare::Comparison;
use crate::digest::{Message, PolicyChange};
use crate::document::Document;
use crate::materiality::Assessment;
use crate::notice::ledger::{CaseRecord, CaseStanding, stand};
use crate::notice::recipients::{DeliveryLog, DeliveryStep};
use crate::notice::{CaseEvent, CaseFacts, Relay};
use crate::snapshot::ContentHash;
use crate::watchlist::PolicyId;

/// A text that is to be announced, with what it changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The policy it belongs to.
    pub policy: PolicyId,
    /// What was known when it was made.
    pub facts: CaseFacts,
    /// The text.
    pub text: PlannedText,
}

/// The planned text and its comparison with the published one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedText {
    /// The text.
    pub document: Document,
    /// The edits.
    pub comparison: Comparison,
    /// Verdict and reasons.
    pub assessment: Assessment,
    /// SHA-256 of the bytes of the published text, 64 hex digits.
    pub old_sha256: String,
    /// SHA-256 of the bytes of the planned text, 64 hex digits.
    pub new_sha256: String,
}

/// A case as stored.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredCase {
    /// Id, 16 hex digits.
    pub id: String,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// What was known then.
    pub facts: CaseFacts,
    /// What happened since, oldest first.
    pub events: Vec<(DateTime<Utc>, CaseEvent)>,
    /// Messages that discharge it, in order of queueing.
    pub deliveries: Vec<DeliveryLog>,
    /// The change it is about, with the policy as shown.
    pub change: PolicyChange,
    /// The announced text, of a plan.
    pub planned: Option<Document>,
    /// Made under a pretended time.
    pub simulated: bool,
}

impl StoredCase {
    /// Where it stands at `now`.
    pub fn standing(&self, relay: Relay, now: DateTime<Utc>) -> CaseStanding {
        let Self { facts, events, deliveries, .. } = self;
        stand(&CaseRecord { facts, events, deliveries, relay }, now)
    }
}

/// A message that was handed in with an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedIn {
    /// Exact bytes.
    pub bytes: Vec<u8>,
    /// The delivery of ours it speaks of: its recipient's key then seals the bytes.
    pub delivery: Option<String>,
}

/// Something that happened to a case, to be written down.
#[derive(Debug, Clone, PartialEq)]
pub struct Happened {
    /// Which case.
    pub case: String,
    /// What.
    pub event: CaseEvent,
    /// The message handed in, where there is one.
    pub file: Option<HandedIn>,
    /// Messages it causes.
    pub messages: Vec<Message>,
}

/// Opens the case of a change, in the transaction of the check that confirms it.
pub(super) fn open_for_change(
    tx: &Transaction<'_>,
    policy: (i64, &str),
    change: &str,
    facts: &CaseFacts,
    at: DateTime<Utc>,
    simulated: bool,
) -> Result<(), Fault> {
    open_found(tx, policy, change, facts, (at, at), simulated)
}

/// Opens the case of a change that was found at the first of two times and is recorded at the second.
pub(super) fn open_found(
    tx: &Transaction<'_>,
    policy: (i64, &str),
    change: &str,
    facts: &CaseFacts,
    (found, at): (DateTime<Utc>, DateTime<Utc>),
    simulated: bool,
) -> Result<(), Fault> {
    let opening =
        Opening { id: change, policy, change: Some(change), facts, plan: None, found, at, simulated };
    opening.write(tx)
}

/// Records a plan and gives its id; the same plan twice is one case.
pub(super) fn plan(
    tx: &Transaction<'_>,
    plan: &Plan,
    at: DateTime<Utc>,
    simulated: bool,
) -> Result<String, Fault> {
    let row = policy_row(tx, &plan.policy)?
        .ok_or_else(|| Fault::OutOfOrder(format!("the archive knows nothing of `{}`", plan.policy)))?;
    let facts = serde_json::to_string(&plan.facts)?;
    let parts = [plan.policy.as_str(), &plan.text.old_sha256, &plan.text.new_sha256, &facts];
    let id = fingerprint(parts)[..16].to_owned();
    let known = "SELECT EXISTS (SELECT 1 FROM cases WHERE id = ?1)";
    if !tx.query_row(known, params![id], |row| row.get(0))? {
        let policy = (row, plan.policy.as_str());
        let opening = Opening {
            id: &id,
            policy,
            change: None,
            facts: &plan.facts,
            plan: Some(&plan.text),
            found: at,
            at,
            simulated,
        };
        opening.write(tx)?;
    }
    Ok(id)
}

/// A case to be opened.
struct Opening<'a> {
    id: &'a str,
    policy: (i64, &'a str),
    change: Option<&'a str>,
    facts: &'a CaseFacts,
    plan: Option<&'a PlannedText>,
    /// What the ledger calls detected.
    found: DateTime<Utc>,
    at: DateTime<Utc>,
    simulated: bool,
}

impl Opening<'_> {
    fn write(&self, tx: &Transaction<'_>) -> Result<(), Fault> {
        let facts = serde_json::to_string(self.facts)?;
        let plan = self.plan.map(serde_json::to_vec).transpose()?;
        let packed = plan.as_deref().map(|json| zstd::encode_all(json, ZSTD_LEVEL)).transpose()?;
        let words = self.plan.map(|plan| words_hash(&plan.document).to_string());
        tx.execute(
            "INSERT INTO cases (id, policy, change, opened_at, facts, plan, words_hash, simulated)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                self.id,
                self.policy.0,
                self.change,
                stamp(self.found),
                facts,
                packed,
                words,
                self.simulated
            ],
        )?;
        let record = Record::new("case")
            .with("case", self.id)
            .with("policy", self.policy.1)
            .with("change", self.change)
            .with("content_sha256", fingerprint([&facts]))
            .with("plan_sha256", plan.as_deref().map(|json| ContentHash::of(json).to_string()));
        evidence::append(tx, self.at, self.simulated, &record)
    }
}

/// Writes down what happened to a case, with the messages it causes.
pub(super) fn happened(
    tx: &Transaction<'_>,
    happened: &Happened,
    at: DateTime<Utc>,
    simulated: bool,
) -> Result<Queued, Fault> {
    let Happened { case, event, file, messages } = happened;
    let policy: Option<(i64, Option<String>)> = tx
        .query_row("SELECT policy, change FROM cases WHERE id = ?1", params![case], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    let (policy, change) = policy.ok_or_else(|| Fault::OutOfOrder(format!("there is no case `{case}`")))?;
    add_event(tx, case, event, file.as_ref(), at, simulated)?;
    if matches!(event, CaseEvent::Withdrawn { .. } | CaseEvent::Superseded { .. }) {
        outbox::cancel_notice(tx, case, at)?;
    }
    let cause = Cause { policy: Some(policy), change: change.as_deref(), notice: Some(case), at, simulated };
    outbox::queue(tx, messages, cause)
}

/// Adds an event with its evidence.
pub(super) fn add_event(
    tx: &Transaction<'_>,
    case: &str,
    event: &CaseEvent,
    file: Option<&HandedIn>,
    at: DateTime<Utc>,
    simulated: bool,
) -> Result<(), Fault> {
    let text = serde_json::to_string(event)?;
    let person = match file.and_then(|file| file.delivery.as_deref()) {
        Some(delivery) => person_of(tx, delivery)?,
        None => None,
    };
    let packed = file.map(|file| zstd::encode_all(file.bytes.as_slice(), ZSTD_LEVEL)).transpose()?;
    let (stored, commitment) = match (packed, &person, file) {
        (Some(packed), Some(person), Some(file)) => {
            (Some(person.key.seal(&file_place(case), &packed)?), Some(person.key.commit(&file.bytes)))
        }
        (Some(packed), None, Some(file)) => (Some(packed), Some(ContentHash::of(&file.bytes).to_string())),
        _ => (None, None),
    };
    tx.execute(
        "INSERT INTO case_events (case_id, at, event, file, person, simulated) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![case, stamp(at), text, stored, person.map(|person| person.id), simulated],
    )?;
    let record = Record::new("case_event")
        .with("case", case)
        .with("case_event", tx.last_insert_rowid())
        .with("content_sha256", fingerprint([&text]))
        .with("file_commitment", commitment);
    evidence::append(tx, at, simulated, &record)
}

fn person_of(tx: &Transaction<'_>, delivery: &str) -> Result<Option<people::Person>, Fault> {
    let person: Option<String> = tx
        .query_row("SELECT person FROM deliveries WHERE id = ?1", params![delivery], |row| row.get(0))
        .optional()?;
    person.map_or(Ok(None), |person| people::person(tx, &person))
}

/// Where a sealed message that was handed in stands.
pub(super) fn file_place(case: &str) -> String {
    format!("file {case}")
}

/// A message of ours came back: its delivery is settled, and the report is kept with the case.
pub(super) fn bounced(
    tx: &Transaction<'_>,
    case: &str,
    delivery: &str,
    why: &str,
    file: &HandedIn,
    at: DateTime<Utc>,
    simulated: bool,
) -> Result<(), Fault> {
    outbox::take(tx, delivery, at, &Step::to(DeliveryState::Bounced, why))?;
    let event = CaseEvent::Bounced { delivery: delivery.to_owned() };
    add_event(tx, case, &event, Some(file), at, simulated)
}

/// Texts of a policy that are announced and not yet found published.
pub(super) fn announced(connection: &Connection, policy: i64) -> Result<Vec<Announced>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT id, words_hash, facts FROM cases c WHERE policy = ?1 AND words_hash NOT NULL
         AND NOT EXISTS (SELECT 1 FROM case_events WHERE case_id = c.id
                         AND json_extract(event, '$.event') IN ('published', 'superseded', 'withdrawn'))
         ORDER BY opened_at",
    )?;
    let mut rows = statement.query(params![policy])?;
    let mut announced = Vec::new();
    while let Some(row) = rows.next()? {
        let facts: CaseFacts = serde_json::from_str(&row.get::<_, String>(2)?)?;
        announced.push(Announced {
            case: row.get(0)?,
            words: hash(&row.get::<_, String>(1)?)?,
            effective: facts.outlook(None).effective_day,
        });
    }
    Ok(announced)
}

/// All cases or one, oldest first.
pub(super) fn cases(connection: &Connection, id: Option<&str>) -> Result<Vec<StoredCase>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT c.id, c.opened_at, c.facts, c.plan, c.change, c.simulated, p.policy, p.service, p.kind, p.source
         FROM cases c JOIN policies p ON p.id = c.policy WHERE ?1 IS NULL OR c.id = ?1 ORDER BY c.opened_at, c.rowid",
    )?;
    let mut rows = statement.query(params![id])?;
    let mut cases = Vec::new();
    while let Some(row) = rows.next()? {
        cases.push(stored(connection, row)?);
    }
    Ok(cases)
}

fn stored(connection: &Connection, row: &Row<'_>) -> Result<StoredCase, Fault> {
    let text = |column: usize| row.get::<_, String>(column).map_err(Fault::from);
    let (id, opened_at, facts) = (text(0)?, time(&text(1)?)?, serde_json::from_str::<CaseFacts>(&text(2)?)?);
    let plan: Option<PlannedText> = row.get::<_, Option<Vec<u8>>>(3)?.as_deref().map(unpack).transpose()?;
    let events = events(connection, &id)?;
    let mut deliveries = deliveries(connection, &id)?;
    for (at, event) in &events {
        if let CaseEvent::Reported { delivery, report } = event
            && let Some(log) = deliveries.iter_mut().find(|log| log.id == *delivery)
        {
            log.steps.push((*at, DeliveryStep::Reported(*report)));
        }
    }
    let (change, planned) = match (row.get::<_, Option<String>>(4)?, plan) {
        (Some(change), _) => (history::change(connection, &change)?, None),
        (None, Some(plan)) => {
            let change = ConfirmedChange {
                comparison: plan.comparison,
                assessment: plan.assessment,
                outlook: facts.outlook(None),
                old_sha256: hash(&plan.old_sha256)?,
                new_sha256: hash(&plan.new_sha256)?,
                last_seen_old: facts.last_seen_old.unwrap_or(opened_at),
                first_seen: facts.first_seen,
                confirmed_at: opened_at,
                seen_before: false,
            };
            let (policy, role) = (policy_id(&text(6)?)?, facts.role);
            let shown =
                PolicyChange { policy, service: text(7)?, kind: text(8)?, role, source: text(9)?, change };
            (shown, Some(plan.document))
        }
        (None, None) => return Err(Fault::Damaged(format!("case `{id}` has neither change nor plan"))),
    };
    Ok(StoredCase { id, opened_at, facts, events, deliveries, change, planned, simulated: row.get(5)? })
}

fn events(connection: &Connection, case: &str) -> Result<Vec<(DateTime<Utc>, CaseEvent)>, Fault> {
    let mut statement =
        connection.prepare_cached("SELECT at, event FROM case_events WHERE case_id = ?1 ORDER BY id")?;
    let rows =
        statement.query_map(params![case], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    rows.map(|row| {
        let (at, event) = row?;
        Ok((time(&at)?, serde_json::from_str(&event)?))
    })
    .collect()
}

fn deliveries(connection: &Connection, case: &str) -> Result<Vec<DeliveryLog>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT id, recipient, zone, enqueued_at, person FROM deliveries
         WHERE notice = ?1 AND kind = 'notice' ORDER BY position",
    )?;
    let mut rows = statement.query(params![case])?;
    let mut logs = Vec::new();
    while let Some(row) = rows.next()? {
        let (id, person): (String, String) = (row.get(0)?, row.get(4)?);
        let zone: Option<String> = row.get(2)?;
        let zone = zone.as_deref().and_then(|zone| zone.parse().ok()).unwrap_or(chrono_tz::Tz::UTC);
        let mut steps = vec![(time(&row.get::<_, String>(3)?)?, DeliveryStep::OnItsWay)];
        steps.extend(delivery_steps(connection, &id, &person)?);
        logs.push(DeliveryLog { id, recipient: row.get(1)?, zone, steps });
    }
    Ok(logs)
}

fn delivery_steps(
    connection: &Connection,
    id: &str,
    person: &str,
) -> Result<Vec<(DateTime<Utc>, DeliveryStep)>, Fault> {
    let mut statement = connection
        .prepare_cached("SELECT at, state, answer FROM delivery_states WHERE delivery = ?1 ORDER BY id")?;
    let mut rows = statement.query(params![id])?;
    let mut steps = Vec::new();
    while let Some(row) = rows.next()? {
        let step = match word(&row.get::<_, String>(1)?)? {
            DeliveryState::Recorded | DeliveryState::Begun | DeliveryState::Unknown => DeliveryStep::OnItsWay,
            DeliveryState::Accepted => DeliveryStep::Accepted,
            DeliveryState::Refused | DeliveryState::Bounced => {
                let answer: Option<Vec<u8>> = row.get(2)?;
                let key = people::person(connection, person)?.map(|person| person.key);
                let words = match answer.zip(key) {
                    Some((answer, key)) => people::text(key.open(&answer_place(id), &answer)?)?,
                    None => String::new(),
                };
                DeliveryStep::Failed(words)
            }
        };
        steps.push((time(&row.get::<_, String>(0)?)?, step));
    }
    Ok(steps)
}
