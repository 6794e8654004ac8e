//! Reading back: checks for the log and the schedule, confirmed changes.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row, params};

use super::error::Fault;
use super::record::{Origin, PolicyShown};
use super::reviews;
use super::rows::{hash, maybe_time, outcome, policy_id, policy_row, stamp, time, verdict, word};
use crate::check::{ConfirmedChange, Outcome, QuarantineKind};
use crate::compare::Comparison;
use crate::digest::PolicyChange;
use crate::materiality::{Assessment, Review, Verdict, edit_ids, settled};
use crate::schedule::CheckedBefore;
use crate::snapshot::ContentHash;
use crate::watchlist::PolicyId;

/// One check as the log shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckRow {
    /// When.
    pub at: DateTime<Utc>,
    /// How it ended.
    pub outcome: Outcome,
    /// Verdict of the difference, where there was one.
    pub verdict: Option<Verdict>,
    /// Why, where a person's eye is needed.
    pub reason: Option<String>,
    /// HTTP status, when something was fetched.
    pub http_status: Option<u16>,
    /// Number of the snapshot, when one was kept.
    pub snapshot: Option<i64>,
    /// Id of the change it confirmed.
    pub change: Option<String>,
    /// How it came about.
    pub origin: Origin,
    /// What the page was instead of the policy.
    pub quarantine: Option<QuarantineKind>,
    /// Made under a pretended time.
    pub simulated: bool,
}

/// Which changes are asked for; everything by default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangeQuery {
    /// Of one policy.
    pub policy: Option<PolicyId>,
    /// Confirmed after this moment.
    pub after: Option<DateTime<Utc>>,
    /// Confirmed at this moment at the latest.
    pub until: Option<DateTime<Utc>>,
    /// Only those that people are told of: not those of imported history.
    pub told: bool,
}

/// A confirmed change as stored.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredChange {
    /// Derived id, 16 hex digits.
    pub id: String,
    /// The change with the policy as it was shown then, and with the verdicts as people settled them.
    pub change: PolicyChange,
    /// What the rules said of it, before anybody settled anything.
    pub judged: Assessment,
    /// What people said of it, oldest first.
    pub reviews: Vec<Review>,
    /// Version of the rules that judged it.
    pub rules_version: u32,
    /// How it came about; imported ones open no clock.
    pub origin: Origin,
    /// Made under a pretended time.
    pub simulated: bool,
}

/// Last checks of all policies.
pub(super) fn last_checked(connection: &Connection) -> Result<BTreeMap<PolicyId, CheckedBefore>, Fault> {
    let mut statement = connection.prepare(
        "SELECT p.policy, p.checked_at, p.failures, w.first_seen, p.quarantines, p.quarantine
             FROM policies p LEFT JOIN pending w ON w.policy = p.id WHERE p.checked_at NOT NULL",
    )?;
    let mut rows = statement.query([])?;
    let mut checked = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let before = CheckedBefore {
            last_check: time(&row.get::<_, String>(1)?)?,
            failures: row.get(2)?,
            pending_since: row.get::<_, Option<String>>(3)?.as_deref().map(time).transpose()?,
            quarantines: row.get(4)?,
            quarantine: row.get::<_, Option<String>>(5)?.as_deref().map(word).transpose()?,
        };
        checked.insert(policy_id(&row.get::<_, String>(0)?)?, before);
    }
    Ok(checked)
}

/// Latest checks of a policy, newest first.
pub(super) fn checks(
    connection: &Connection,
    policy: &PolicyId,
    limit: usize,
) -> Result<Vec<CheckRow>, Fault> {
    let Some(policy) = policy_row(connection, policy)? else { return Ok(Vec::new()) };
    let mut statement = connection.prepare_cached(
        "SELECT at, outcome, verdict, reason, http_status, snapshot, simulated,
                (SELECT id FROM changes WHERE check_id = checks.id), origin, quarantine
         FROM checks WHERE policy = ?1 ORDER BY id DESC LIMIT ?2",
    )?;
    let mut rows = statement.query(params![policy, i64::try_from(limit).unwrap_or(i64::MAX)])?;
    let mut checks = Vec::new();
    while let Some(row) = rows.next()? {
        checks.push(CheckRow {
            at: time(&row.get::<_, String>(0)?)?,
            outcome: outcome(&row.get::<_, String>(1)?)?,
            verdict: verdict(row.get::<_, Option<String>>(2)?.as_deref())?,
            reason: row.get(3)?,
            http_status: row.get(4)?,
            snapshot: row.get(5)?,
            simulated: row.get(6)?,
            change: row.get(7)?,
            origin: word(&row.get::<_, String>(8)?)?,
            quarantine: row.get::<_, Option<String>>(9)?.as_deref().map(word).transpose()?,
        });
    }
    Ok(checks)
}

/// When a policy was checked, oldest first, each time as often as it was.
pub(super) fn check_times(connection: &Connection, policy: &PolicyId) -> Result<Vec<DateTime<Utc>>, Fault> {
    let Some(policy) = policy_row(connection, policy)? else { return Ok(Vec::new()) };
    let mut statement = connection.prepare_cached("SELECT at FROM checks WHERE policy = ?1 ORDER BY at")?;
    let rows = statement.query_map(params![policy], |row| row.get::<_, String>(0))?;
    rows.map(|at| time(&at?)).collect()
}

/// Every policy that was ever checked, as last shown.
pub(super) fn policies(connection: &Connection) -> Result<Vec<(PolicyId, PolicyShown)>, Fault> {
    let mut statement =
        connection.prepare("SELECT policy, service, kind, role, source FROM policies ORDER BY policy")?;
    let mut rows = statement.query([])?;
    let mut policies = Vec::new();
    while let Some(row) = rows.next()? {
        let shown = PolicyShown {
            service: row.get(1)?,
            kind: row.get(2)?,
            role: word(&row.get::<_, String>(3)?)?,
            source: row.get(4)?,
        };
        policies.push((policy_id(&row.get::<_, String>(0)?)?, shown));
    }
    Ok(policies)
}

/// Changes with their policies; [`stored`] reads its columns.
const CHANGES: &str =
    "SELECT c.id, p.policy, c.service, c.kind, c.role, c.source, c.comparison, c.assessment,
       c.outlook, c.rules_version, c.old_sha256, c.new_sha256, c.last_seen_old, c.first_seen, c.confirmed_at,
       c.seen_before, c.simulated, c.origin, c.rowid
FROM changes c JOIN policies p ON p.id = c.policy";

/// Changes in order of confirmation.
pub(super) fn changes(connection: &Connection, query: &ChangeQuery) -> Result<Vec<StoredChange>, Fault> {
    let mut statement = connection.prepare_cached(&format!(
        "{CHANGES}
         WHERE (?1 IS NULL OR p.policy = ?1) AND (?2 IS NULL OR c.confirmed_at > ?2)
           AND (?3 IS NULL OR c.confirmed_at <= ?3) AND (NOT ?4 OR c.origin <> 'imported')
         ORDER BY c.confirmed_at, c.rowid"
    ))?;
    let policy = query.policy.as_ref().map(PolicyId::as_str);
    let mut rows =
        statement.query(params![policy, query.after.map(stamp), query.until.map(stamp), query.told])?;
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        changes.push(stored(connection, row)?);
    }
    Ok(changes)
}

/// The latest change that led to the version of these bytes, of those with a row number below `before`,
/// with that number.
pub(super) fn change_to(
    connection: &Connection,
    policy: i64,
    sha256: ContentHash,
    before: i64,
) -> Result<Option<(i64, StoredChange)>, Fault> {
    let mut statement = connection.prepare_cached(&format!(
        "{CHANGES} WHERE c.policy = ?1 AND c.new_sha256 = ?2 AND c.rowid < ?3 ORDER BY c.rowid DESC LIMIT 1"
    ))?;
    let mut rows = statement.query(params![policy, sha256.to_string(), before])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(Some((row.get(18)?, stored(connection, row)?)))
}

/// One change by its id.
pub(super) fn change(connection: &Connection, id: &str) -> Result<PolicyChange, Fault> {
    let mut statement = connection.prepare_cached(&format!("{CHANGES} WHERE c.id = ?1"))?;
    let mut rows = statement.query(params![id])?;
    let row = rows.next()?.ok_or_else(|| Fault::Damaged(format!("change `{id}` is missing")))?;
    Ok(stored(connection, row)?.change)
}

fn stored(connection: &Connection, row: &Row<'_>) -> Result<StoredChange, Fault> {
    let text = |column: usize| row.get::<_, String>(column).map_err(Fault::from);
    let (id, judged) = (text(0)?, serde_json::from_str::<Assessment>(&text(7)?)?);
    let comparison: Comparison = serde_json::from_str(&text(6)?)?;
    let reviews = reviews::of(connection, &id)?;
    let assessment = match reviews.as_slice() {
        [] => judged.clone(),
        reviews => settled(&judged, &edit_ids(&id, &comparison), reviews),
    };
    let change = ConfirmedChange {
        comparison,
        assessment,
        outlook: serde_json::from_str(&text(8)?)?,
        old_sha256: hash(&text(10)?)?,
        new_sha256: hash(&text(11)?)?,
        last_seen_old: time(&text(12)?)?,
        first_seen: time(&text(13)?)?,
        confirmed_at: time(&text(14)?)?,
        seen_before: row.get(15)?,
    };
    let change = PolicyChange {
        policy: policy_id(&text(1)?)?,
        service: text(2)?,
        kind: text(3)?,
        role: word(&text(4)?)?,
        source: text(5)?,
        change,
    };
    Ok(StoredChange {
        id,
        change,
        judged,
        reviews,
        rules_version: row.get(9)?,
        origin: word(&text(17)?)?,
        simulated: row.get(16)?,
    })
}

/// End of the latest digest's period for a subscriber.
pub(super) fn last_digest(connection: &Connection, subscriber: &str) -> Result<Option<DateTime<Utc>>, Fault> {
    let sql = "SELECT max(period_end) FROM digests WHERE subscriber = ?1";
    let end: Option<String> = connection.query_row(sql, params![subscriber], |row| row.get(0))?;
    maybe_time(end.as_deref())
}
