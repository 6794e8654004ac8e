//! Whether a change lowers the notice promise itself (row I6).
//!
//! Compares two clauses part by part. Any part lost counts, whatever else was gained: a longer lead
//! by a medium nobody reads is not a better promise.

use super::{Acceptance, Channel, Lead, LeadUnit, NoticeClause, Trigger};

/// True when the new clause promises less than the old one in any part; a clause that is gone
/// promises nothing.
pub(super) fn is_weaker(old: &NoticeClause, new: Option<&NoticeClause>) -> bool {
    let Some(new) = new else { return promises_anything(old) };
    is_shorter(old.required, new.required)
        || loses_message(old, new)
        || (old.trigger == Trigger::Any && new.trigger == Trigger::Material && promises_anything(old))
        || (old.acceptance == Acceptance::Explicit && new.acceptance != Acceptance::Explicit)
        || (old.acceptance == Acceptance::Unspecified
            && matches!(new.acceptance, Acceptance::ContinuedUse | Acceptance::None))
}

fn promises_anything(clause: &NoticeClause) -> bool {
    clause.required.is_some() || !clause.channels.is_empty()
}

fn is_shorter(old: Option<Lead>, new: Option<Lead>) -> bool {
    match (old, new) {
        (Some(old), Some(new)) => {
            let (old, new) = (day_range(old), day_range(new));
            new.0 < old.0 && new.1 < old.1
        }
        (Some(_), None) => true,
        (None, _) => false,
    }
}

/// Fewest and most calendar days a lead may last. A month and thirty days overlap, so neither is the
/// shorter; a business day lasts at least a day and, over holidays, rarely more than two.
fn day_range(lead: Lead) -> (u64, u64) {
    let n = u64::from(lead.n);
    match lead.unit {
        LeadUnit::Day => (n, n),
        LeadUnit::BusinessDay => (n, n * 2),
        LeadUnit::Month => (n * 28, n * 31),
    }
}

/// A message that is pushed to the reader, lost to one that must be looked for.
fn loses_message(old: &NoticeClause, new: &NoticeClause) -> bool {
    let is_pushed = |channel: &&Channel| matches!(channel, Channel::Email | Channel::Postal);
    old.channels.iter().filter(is_pushed).any(|channel| !new.channels.contains(channel))
        && !new.channels.iter().any(|channel| is_pushed(&channel))
}
