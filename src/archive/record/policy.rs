//! A policy's own row: how it is shown, and how its last check ended.

use rusqlite::{Transaction, params};

use super::{CheckRecord, Origin};
use crate::archive::error::Fault;
use crate::archive::rows::stamp;
use crate::check::{Effect, Outcome, QuarantineKind};
use crate::watchlist::Role;

/// A policy as shown to people on the day of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyShown {
    /// Service as shown.
    pub service: String,
    /// Type as shown.
    pub kind: String,
    /// Whether we owe notice or are owed it.
    pub role: Role,
    /// Where the text is.
    pub source: String,
}

/// What the check found the page to be instead of the policy.
pub(crate) fn quarantine(record: &CheckRecord) -> Option<QuarantineKind> {
    record.effects.iter().find_map(|effect| match effect {
        Effect::Quarantine { kind, .. } => Some(*kind),
        _ => None,
    })
}

/// Writes the row down and gives its number.
pub(crate) fn upsert_policy(tx: &Transaction<'_>, record: &CheckRecord) -> Result<i64, Fault> {
    let shown = &record.shown;
    // History does not say what a policy is to us today.
    let id = tx
        .prepare_cached(
            "INSERT INTO policies (policy, service, kind, role, source) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (policy) DO UPDATE SET
                service = iif(?6, service, ?2), kind = iif(?6, kind, ?3),
                role = iif(?6, role, ?4), source = iif(?6, source, ?5)
             RETURNING id",
        )?
        .query_row(
            params![
                record.policy.as_str(),
                shown.service,
                shown.kind,
                shown.role.as_str(),
                shown.source,
                record.origin == Origin::Imported
            ],
            |row| row.get(0),
        )?;
    // A skipped policy was not checked.
    if record.outcome != Outcome::Skipped {
        tx.prepare_cached(
            "UPDATE policies SET checked_at = ?2, outcome = ?3, quarantine = ?4,
                                 failures = CASE WHEN ?3 = 'failed' THEN failures + 1 ELSE 0 END,
                                 quarantines = CASE ?3 WHEN 'quarantined' THEN quarantines + 1
                                                       WHEN 'failed' THEN quarantines ELSE 0 END,
                                 troubled_since = CASE WHEN ?3 IN ('failed', 'quarantined')
                                                       THEN coalesce(troubled_since, ?2) END
             WHERE id = ?1",
        )?
        .execute(params![
            id,
            stamp(record.at),
            record.outcome.as_str(),
            quarantine(record).map(QuarantineKind::as_str)
        ])?;
    }
    Ok(id)
}
