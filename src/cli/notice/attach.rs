//! `notice attach`: a provider's message, or what a mail server reports of one of ours, as evidence.

use std::path::Path;

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};

use super::super::exit::Exit;
use super::super::output::Output;
use super::super::report::Advised;
use super::super::{Session, known};
use super::{archive_to_write, case, file};
use crate::archive::{Archive, DeliveriesOf, HandedIn, Happened, StoredCase};
use crate::mail::dkim::Keys;
use crate::mail::inbound::{self, Action, DeliveryReport, Inbound, Letter};
use crate::notice::{CaseEvent, MailOnFile, Report};
use crate::snapshot::ContentHash;
use crate::watchlist::Role;

/// Largest message read, in bytes.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// What a file has to be.
const HOW: &str =
    "the message as your mailbox keeps it, with all headers (\"save as\" or \"show original\", .eml)";

pub(super) async fn run(session: &Session, id: &str, file: &Path) -> Result<Exit> {
    let archive = archive_to_write(session)?;
    let case = case(&archive, id).await?;
    let bytes = file::read(file, MAX_BYTES, HOW)?;
    let cannot_use = || Advised::new(format!("cannot use `{}`", file.display()), HOW);
    match inbound::read(&bytes, &keys(session)?).with_context(cannot_use)? {
        Inbound::Letter(letter) => on_file(session, &archive, &case, letter, bytes).await,
        Inbound::Reports(reports) => reported(session, &archive, &case, &reports, bytes).await,
    }
}

/// The keys by which a signature is checked; a watchlist is not needed to hand in a message.
fn keys(session: &Session) -> Result<Keys> {
    let rules = known::watchlist(session)?.mail;
    Ok(match rules.dkim_keys {
        Some(folder) => Keys::read(&session.base().join(folder))?,
        None => Keys::default(),
    })
}

/// I1: the provider's notice, dated by our own server.
async fn on_file(
    session: &Session,
    archive: &Archive,
    case: &StoredCase,
    letter: Letter,
    bytes: Vec<u8>,
) -> Result<Exit> {
    let now = session.clock.now();
    if case.facts.role == Role::Published {
        let what = format!("this is a letter, and the notice of case `{}` is ours to give", case.id);
        return Err(Advised::new(what, "attach delivery reports and bounces of our own notices").into());
    }
    if letter.received > now {
        let what = format!("its topmost Received line says {}, which has not come yet", letter.received);
        return Err(Advised::new(what, "check the message and this machine's clock").into());
    }
    let sha256 = ContentHash::of(&bytes).to_string();
    let is_known = case
        .events
        .iter()
        .any(|(_, event)| matches!(event, CaseEvent::MailOnFile(known) if known.sha256 == sha256));
    if is_known {
        session.output.note("on file already");
        return Ok(Exit::Fine);
    }
    let Letter { received, from, subject, signature } = letter;
    session.output.note(&format!("received {received}; {signature}"));
    let event = CaseEvent::MailOnFile(MailOnFile { received, sha256, from, subject, signature });
    let file = Some(HandedIn { bytes, delivery: None });
    archive.record_event(Happened { case: case.id.clone(), event, file, messages: Vec::new() }, now).await?;
    Ok(Exit::Fine)
}

/// R1 to R5: what servers say of our messages. A report about a message of another case is named.
async fn reported(
    session: &Session,
    archive: &Archive,
    case: &StoredCase,
    reports: &[DeliveryReport],
    bytes: Vec<u8>,
) -> Result<Exit> {
    let rows = archive.deliveries(DeliveriesOf::Policy(case.change.policy.clone())).await?;
    let (mut settled, mut unknown) = (0, 0);
    for report in reports {
        let by_id = report.message_id.as_deref().and_then(|id| id.rsplit('.').next());
        let log = case.deliveries.iter().rev().find(|log| {
            by_id == Some(log.id.as_str())
                || rows.iter().any(|row| {
                    row.id == log.id
                        && by_id.is_none()
                        && row
                            .sealed
                            .as_ref()
                            .is_some_and(|open| Some(open.to.to_lowercase()) == report.recipient)
                })
        });
        if let Some(log) = log {
            settle(archive, case, &log.id, report, bytes.clone(), session.clock.now()).await?;
            settled += 1;
        } else {
            unknown += 1;
            let whom = report.recipient.as_deref().or(report.message_id.as_deref()).unwrap_or("nobody");
            Output::complain(&format!(
                "the report about `{whom}` names no message of case `{}`; see policydiff notice list",
                case.id
            ));
        }
    }
    session.output.note(&format!("{settled} of our messages settled by this report"));
    Ok(match (settled, unknown) {
        (_, 0) => Exit::Fine,
        (0, _) => Exit::Unusable,
        _ => Exit::Partly,
    })
}

async fn settle(
    archive: &Archive,
    case: &StoredCase,
    delivery: &str,
    report: &DeliveryReport,
    bytes: Vec<u8>,
    now: DateTime<Utc>,
) -> Result<()> {
    let what = match report.action {
        Action::Failed => {
            return Ok(archive.record_bounce(&case.id, delivery, &report.why, bytes, now).await?);
        }
        Action::Delayed => Report::Delayed,
        Action::Delivered => Report::Delivered,
        Action::Complained => Report::Complained,
    };
    let event = CaseEvent::Reported { delivery: delivery.to_owned(), report: what };
    let file = Some(HandedIn { bytes, delivery: Some(delivery.to_owned()) });
    archive.record_event(Happened { case: case.id.clone(), event, file, messages: Vec::new() }, now).await?;
    Ok(())
}
