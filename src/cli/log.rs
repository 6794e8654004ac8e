//! `log POLICY`: what happened to a policy, newest first: checks, confirmed changes, messages.

use anyhow::Result;

use super::Session;
use super::args::LogArgs;
use super::exit::Exit;
use super::report::Advised;
use super::watch::policy_id;
use crate::archive::{ChangeQuery, DeliveriesOf};
use crate::render::{self, log::CheckLine};

pub(super) async fn run(session: &Session, args: &LogArgs) -> Result<Exit> {
    let policy = policy_id(&args.policy)?;
    let archive = session.archive_to_read()?;
    let checks = archive.checks(&policy, args.limit).await?;
    if checks.is_empty() {
        let what = format!("the archive knows nothing of `{policy}`");
        return Err(Advised::new(what, format!("policydiff watch --once {policy}")).into());
    }
    let query = ChangeQuery { policy: Some(policy.clone()), ..ChangeQuery::default() };
    let changes = archive.changes(query).await?;
    let deliveries = archive.deliveries(DeliveriesOf::Policy(policy.clone())).await?;
    let confirmed = |at| changes.iter().find(|stored| stored.change.change.confirmed_at == at);
    // Newest first: what was queued between two checks stands with the earlier one.
    let ends = std::iter::once(None).chain(checks.iter().map(|check| Some(check.at)));
    let lines: Vec<CheckLine<'_>> = checks
        .iter()
        .zip(ends)
        .map(|(check, end)| CheckLine {
            at: check.at,
            outcome: check.outcome,
            verdict: check.verdict,
            reason: check.reason.as_deref(),
            http_status: check.http_status,
            change: confirmed(check.at).map(|stored| &stored.change),
            words: confirmed(check.at).into_iter().flat_map(|stored| &stored.reviews).collect(),
            deliveries: deliveries
                .iter()
                .filter(|delivery| delivery.enqueued_at >= check.at)
                .filter(|delivery| end.is_none_or(|end| delivery.enqueued_at < end))
                .map(|delivery| (delivery.kind.as_str(), delivery.state.as_str()))
                .collect(),
        })
        .collect();
    let output = session.output;
    output.result(&if output.json {
        render::log::json(&policy, &lines)
    } else {
        render::log::terminal(&lines, output.width, output.paint)
    })?;
    Ok(Exit::Fine)
}
