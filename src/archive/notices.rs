//! The ledger's record: cases, what happened to them, and the deliveries that discharge them.
//!
//! Nothing here decides where a case stands: the record is read whole and [`crate::notice::ledger`]
//! says what it comes to. Every opening and every event leaves evidence in the same transaction.

mod stored;

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};

pub use stored::StoredCase;
pub(super) use stored::{announced, cases};

use super::error::Fault;
use super::evidence::{self, Record};
use super::outbox::{self, Cause, DeliveryState, Queued, Step};
use super::people;
use super::record::fingerprint;
use super::rows::{ZSTD_LEVEL, policy_row, stamp};
use crate::check::words_hash;
use crate::compare::Comparison;
use crate::digest::Message;
use crate::document::Document;
use crate::materiality::Assessment;
use crate::notice::{CaseEvent, CaseFacts};
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
