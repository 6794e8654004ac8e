//! `notice list` and `notice show`: where every case stands today.

use anyhow::Result;

use super::super::Session;
use super::super::exit::Exit;
use super::{case, relay, standing};
use crate::archive::StoredCase;
use crate::notice::ledger::CaseStanding;
use crate::render::notice::{self, CaseLine};

pub(super) async fn list(session: &Session, open: bool) -> Result<Exit> {
    let (relay, now) = (relay(session)?, session.clock.now());
    let cases = session.archive_to_read()?.cases().await?;
    let mut lines: Vec<CaseLine<'_>> =
        cases.iter().map(|case| line(case, case.standing(relay, now))).collect();
    lines.retain(|line| !open || !line.standing.state.is_settled());
    notice::sort(&mut lines);
    let output = session.output;
    if output.json {
        output.result(&notice::list_json(&lines))?;
    } else if lines.is_empty() {
        output.note("the ledger is empty");
    } else {
        output.result(&notice::list_text(&lines))?;
    }
    Ok(Exit::Fine)
}

pub(super) async fn show(session: &Session, id: &str) -> Result<Exit> {
    let case = case(&session.archive_to_read()?, id).await?;
    let line = line(&case, standing(session, &case)?);
    let output = session.output;
    output.result(&if output.json { notice::show_json(&line) } else { notice::show_text(&line) })?;
    Ok(Exit::Fine)
}

/// One case as JSON.
pub(super) async fn shown(session: &Session, id: &str) -> Result<String> {
    let case = case(&session.archive_to_read()?, id).await?;
    Ok(notice::show_json(&line(&case, standing(session, &case)?)))
}

fn line(case: &StoredCase, standing: CaseStanding) -> CaseLine<'_> {
    CaseLine { id: &case.id, detected: case.opened_at, change: &case.change, standing, events: &case.events }
}
