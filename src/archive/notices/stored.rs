//! The ledger read back: cases with their events and deliveries, and the texts that are announced.
//!
//! Reads only, and whole: where a case stands is [`crate::notice::ledger`]'s to say.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row, params};

use super::PlannedText;
use crate::archive::error::Fault;
use crate::archive::outbox::{DeliveryState, answer_place};
use crate::archive::rows::{hash, policy_id, time, unpack, word};
use crate::archive::{history, people};
use crate::check::{Announced, ConfirmedChange};
use crate::digest::PolicyChange;
use crate::document::Document;
use crate::notice::ledger::{CaseRecord, CaseStanding, stand};
use crate::notice::recipients::{DeliveryLog, DeliveryStep};
use crate::notice::{CaseEvent, CaseFacts, Relay};

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

/// Texts of a policy that are announced and not yet found published.
pub(crate) fn announced(connection: &Connection, policy: i64) -> Result<Vec<Announced>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT id, words_hash, facts,
                EXISTS (SELECT 1 FROM deliveries WHERE notice = c.id AND kind = 'notice'
                        AND state IN ('recorded', 'begun', 'accepted', 'unknown')),
                (SELECT json_extract(event, '$.effective') FROM case_events WHERE case_id = c.id
                 AND json_extract(event, '$.event') = 'corrected'
                 AND json_extract(event, '$.effective') NOT NULL ORDER BY id DESC LIMIT 1)
         FROM cases c WHERE policy = ?1 AND words_hash NOT NULL
         AND NOT EXISTS (SELECT 1 FROM case_events WHERE case_id = c.id
                         AND json_extract(event, '$.event') IN ('published', 'superseded', 'withdrawn'))
         ORDER BY opened_at",
    )?;
    let mut rows = statement.query(params![policy])?;
    let mut announced = Vec::new();
    while let Some(row) = rows.next()? {
        let facts: CaseFacts = serde_json::from_str(&row.get::<_, String>(2)?)?;
        let moved = row.get::<_, Option<String>>(4)?.and_then(|day| day.parse().ok());
        announced.push(Announced {
            case: row.get(0)?,
            words: hash(&row.get::<_, String>(1)?)?,
            effective: moved.or(facts.outlook(None).effective_day),
            told: row.get(3)?,
        });
    }
    Ok(announced)
}

/// All cases or one, oldest first.
pub(crate) fn cases(connection: &Connection, id: Option<&str>) -> Result<Vec<StoredCase>, Fault> {
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
