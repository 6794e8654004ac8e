//! `notice list` and `notice show`: where every case stands today.

use anyhow::Result;

use super::super::Session;
use super::super::exit::Exit;
use super::{case, relay, standing};
use crate::archive::StoredCase;
use crate::notice::ledger::CaseStanding;
use crate::render::notice::{self, CaseLine};

pub(super) async fn list(session: &Session, open: bool, ics: bool) -> Result<Exit> {
    let now = session.clock.now();
    let cases = session.archive_to_read()?.cases().await?;
    let mut lines = lines(session, &cases)?;
    lines.retain(|line| !open || !line.standing.state.is_settled());
    let output = session.output;
    if ics {
        output.result(&notice::list_ics(&lines, now))?;
    } else if output.json {
        output.result(&notice::list_json(&lines))?;
    } else if lines.is_empty() {
        output.note("the ledger is empty");
    } else {
        output.result(&notice::list_text(&lines))?;
    }
    Ok(Exit::Fine)
}

/// Every case with where it stands, in the order of the list.
pub(super) fn lines<'a>(session: &Session, cases: &'a [StoredCase]) -> Result<Vec<CaseLine<'a>>> {
    let (relay, now) = (relay(session)?, session.clock.now());
    let mut lines: Vec<CaseLine<'_>> =
        cases.iter().map(|case| line(session, case, case.standing(relay, now))).collect();
    notice::sort(&mut lines);
    Ok(lines)
}

pub(super) async fn show(session: &Session, id: &str) -> Result<Exit> {
    let case = case(&session.archive_to_read()?, id).await?;
    let line = line(session, &case, standing(session, &case)?);
    let output = session.output;
    output.result(&if output.json { notice::show_json(&line) } else { notice::show_text(&line) })?;
    Ok(Exit::Fine)
}

/// One case as JSON.
pub(super) async fn shown(session: &Session, id: &str) -> Result<String> {
    let case = case(&session.archive_to_read()?, id).await?;
    Ok(notice::show_json(&line(session, &case, standing(session, &case)?)))
}

fn line<'a>(session: &Session, case: &'a StoredCase, standing: CaseStanding) -> CaseLine<'a> {
    let today = session.clock.now().with_timezone(&case.facts.zone).date_naive();
    let StoredCase { id, opened_at: detected, change, events, .. } = case;
    CaseLine { id, detected: *detected, today, change, standing, events }
}
