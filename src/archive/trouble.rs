//! Policies that cannot be seen: which, since when, and the pages that were fetched instead.

use rusqlite::{Connection, OptionalExtension, Row, params};

use chrono::{DateTime, Utc};

use super::error::Fault;
use super::record::Origin;
use super::rows::{maybe_time, outcome, policy_id, policy_row, time, word};
use super::snapshots;
use crate::check::{Outcome, QuarantineKind, Trouble};
use crate::snapshot::Snapshot;
use crate::watchlist::PolicyId;

/// A policy whose last check failed or was quarantined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Troubled {
    /// Which.
    pub policy: PolicyId,
    /// Service as shown.
    pub service: String,
    /// Type as shown.
    pub kind: String,
    /// Since when, how and what.
    pub trouble: Trouble,
    /// The last check.
    pub last_check: DateTime<Utc>,
    /// Why, as that check said it.
    pub reason: Option<String>,
    /// How the last check came about.
    pub origin: Origin,
    /// Last fetch that showed the policy; `None` when none ever did.
    pub last_seen: Option<DateTime<Utc>>,
}

/// All policies in trouble, longest first.
pub(super) fn all(connection: &Connection) -> Result<Vec<Troubled>, Fault> {
    let mut statement = connection.prepare(
        "SELECT p.policy, p.service, p.kind, p.troubled_since, p.outcome, p.quarantine, p.checked_at,
                (SELECT reason FROM checks WHERE policy = p.id ORDER BY id DESC LIMIT 1),
                (SELECT last_seen FROM versions WHERE id = p.current_version),
                (SELECT origin FROM checks WHERE policy = p.id ORDER BY id DESC LIMIT 1)
         FROM policies p WHERE p.troubled_since NOT NULL ORDER BY p.troubled_since, p.policy",
    )?;
    let mut rows = statement.query([])?;
    let mut troubled = Vec::new();
    while let Some(row) = rows.next()? {
        troubled.push(Troubled {
            policy: policy_id(&row.get::<_, String>(0)?)?,
            service: row.get(1)?,
            kind: row.get(2)?,
            trouble: trouble(row, 3)?,
            last_check: time(&row.get::<_, String>(6)?)?,
            reason: row.get(7)?,
            origin: word(&row.get::<_, String>(9)?)?,
            last_seen: maybe_time(row.get::<_, Option<String>>(8)?.as_deref())?,
        });
    }
    Ok(troubled)
}

/// The trouble a policy is in, by its row.
pub(super) fn of(connection: &Connection, policy: i64) -> Result<Option<Trouble>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT troubled_since, outcome, quarantine FROM policies WHERE id = ?1 AND troubled_since NOT NULL",
    )?;
    let mut rows = statement.query(params![policy])?;
    rows.next()?.map(|row| trouble(row, 0)).transpose()
}

/// Reads `troubled_since`, `outcome` and `quarantine` from a column on.
fn trouble(row: &Row<'_>, from: usize) -> Result<Trouble, Fault> {
    Ok(Trouble {
        since: time(&row.get::<_, String>(from)?)?,
        outcome: outcome(&row.get::<_, String>(from + 1)?)?,
        kind: row.get::<_, Option<String>>(from + 2)?.as_deref().map(word::<QuarantineKind>).transpose()?,
    })
}

/// The pages that the last check quarantined, when it did: one for each part.
pub(super) fn quarantined_pages(connection: &Connection, policy: &PolicyId) -> Result<Vec<Snapshot>, Fault> {
    let Some(policy) = policy_row(connection, policy)? else { return Ok(Vec::new()) };
    let parts: Option<String> = connection
        .query_row(
            "SELECT parts FROM checks WHERE policy = ?1 AND outcome = ?2
             AND (SELECT troubled_since FROM policies WHERE id = ?1) NOT NULL ORDER BY id DESC LIMIT 1",
            params![policy, Outcome::Quarantined.as_str()],
            |row| row.get(0),
        )
        .optional()?;
    parts.map_or(Ok(Vec::new()), |parts| snapshots::load_all(connection, &parts))
}
