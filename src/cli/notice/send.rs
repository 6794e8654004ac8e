//! `notice send`: queues a notice to everybody it is owed to; the next `watch` sends it.

use std::path::Path;

use anyhow::{Context, Result};
use chrono_tz::Tz;

use super::super::Session;
use super::super::exit::Exit;
use super::super::output::Output;
use super::super::report::Advised;
use super::{archive_to_write, case, file, recipients, refuse_settled, standing, users};
use crate::archive::{Archive, Happened, NewSubscriber, StoredCase, VersionSelector};
use crate::digest::{self, Cadence, Message, Occasion, PolicyChange, Relation};
use crate::notice::ledger::CaseStanding;
use crate::notice::recipients::{RecipientStanding, Standing};
use crate::notice::{CaseEvent, CaseFacts, NoticeFlag, NoticeVerdict};
use crate::watchlist::{Notify, PolicyId, Role};

pub(super) async fn run(session: &Session, id: &str, file: Option<&Path>) -> Result<Exit> {
    let archive = archive_to_write(session)?;
    let case = case(&archive, id).await?;
    let standing = standing(session, &case)?;
    refuse_settled(&standing, id)?;
    if case.facts.role == Role::Provider {
        let what = format!("case `{id}` is a provider's: its notice is owed to us");
        return Err(Advised::new(what, format!("policydiff notice show {id}")).into());
    }
    // What has left is not taken back by a bounce: whoever came back gets it anew, however late.
    if case.planned.is_some() && standing.recipients.is_empty() && is_refused(&standing) {
        let day = standing.earliest_effective.map_or_else(String::new, |day| day.to_string());
        session.output.note(&format!(
            "refused: {} under this rule; announce it for {day} or later (notice amend), or plan it with --override",
            standing.verdict.as_str()
        ));
        return Ok(Exit::Finding);
    }
    let bad = match file {
        Some(file) => enrol(session, &archive, &case.change.policy, file).await?,
        None => 0,
    };
    let queued = queue(session, &archive, &case, &standing).await?;
    session.output.note(&format!("{queued} queued; policydiff watch --once sends them"));
    Ok(if bad > 0 { Exit::Partly } else { Exit::Fine })
}

/// A plan that is late goes only for a reason on record; what is published already goes however late.
fn is_refused(standing: &CaseStanding) -> bool {
    let is_on_time = matches!(standing.days_verdict, NoticeVerdict::OnTime | NoticeVerdict::Tight);
    !is_on_time && !standing.flags.contains(&NoticeFlag::Overridden)
}

async fn queue(
    session: &Session,
    archive: &Archive,
    case: &StoredCase,
    standing: &CaseStanding,
) -> Result<usize> {
    let users = users(archive, &case.change.policy).await?;
    if users.is_empty() {
        let what = format!("nobody is on record as a user of `{}`", case.change.policy);
        let advice = "policydiff subscribers add ADDRESS --relation user, or --recipients FILE.csv";
        return Err(Advised::new(what, advice).into());
    }
    let now = session.clock.now();
    let publisher = session.watchlist()?.publisher;
    let text = full_text(archive, case).await?;
    let change = as_of_today(case, standing, now.with_timezone(&case.facts.zone).date_naive());
    let occasion = Occasion { notify: Notify::Auto, loud: None, mail_from: None, now };
    let mut messages = digest::messages_for(&change, &users, &publisher, &text, occasion);
    for message in &mut messages {
        // One text may be announced twice, for another day: each announcement is a message of its own.
        if case.planned.is_some() {
            message.key = format!("notice:{}:{}", case.id, message.recipient);
        }
        send_again(message, case, standing);
    }
    let event = CaseEvent::Queued { messages: messages.len() };
    let happened = Happened { case: case.id.clone(), event, file: None, messages };
    let queued = archive.record_event(happened, now).await?;
    if queued.deliveries.is_empty() {
        session.output.note("everybody on record had it queued before");
    }
    Ok(queued.deliveries.len())
}

/// R3, R4: whoever was refused or came back gets it anew, as a message of its own with a day of its own.
fn send_again(message: &mut Message, case: &StoredCase, standing: &CaseStanding) {
    let failed =
        |one: &RecipientStanding| one.recipient == message.recipient && one.standing == Standing::NotGiven;
    if standing.recipients.iter().any(failed) {
        let before = case.deliveries.iter().filter(|log| log.recipient == message.recipient).count();
        message.key = format!("{}:{}", message.key, before + 1);
    }
}

/// The change with the calendar as it stands today: a letter says when it was sent and nothing else.
fn as_of_today(case: &StoredCase, standing: &CaseStanding, today: chrono::NaiveDate) -> PolicyChange {
    let mut change = case.change.clone();
    let mut outlook = CaseFacts { today, ..case.facts.clone() }.outlook(None);
    outlook.verdict = standing.verdict;
    outlook.effective_day = standing.effective;
    outlook.send_by = standing.send_by;
    outlook.days_given = standing.days_given;
    outlook.earliest_effective = standing.earliest_effective;
    change.change.outlook = outlook;
    change
}

async fn full_text(archive: &Archive, case: &StoredCase) -> Result<String> {
    if let Some(document) = &case.planned {
        return Ok(document.to_markdown());
    }
    let at = VersionSelector::At(case.opened_at);
    let version = archive.version(&case.change.policy, at).await?;
    let version = version.filter(|version| version.sha256 == case.change.change.new_sha256);
    let version = version.with_context(|| format!("the text of case `{}` is not in the archive", case.id))?;
    Ok(version.document.to_markdown())
}

/// Makes users of the recipients in a file; gives how many lines were bad.
async fn enrol(session: &Session, archive: &Archive, policy: &PolicyId, path: &Path) -> Result<usize> {
    let found = recipients::read(&file::read(path, recipients::MAX_BYTES, recipients::HOW)?);
    for bad in &found.bad {
        Output::complain(&format!("{}: {bad}", path.display()));
    }
    if found.good.is_empty() {
        let what = format!("`{}` names no recipient", path.display());
        return Err(Advised::new(what, recipients::HOW).into());
    }
    let known = archive.subscribers().await?;
    for (address, zone) in found.good {
        let user = known.iter().find(|subscriber| {
            subscriber.relation == Relation::User && subscriber.address.eq_ignore_ascii_case(&address)
        });
        if user.is_some_and(|user| user.follows(policy)) {
            continue;
        }
        let mut policies = user.map_or_else(Vec::new, |user| user.policies.clone());
        policies.push(policy.clone());
        let zone = user.map_or(zone, |user| if zone == Tz::UTC { user.zone } else { zone });
        let cadence = Cadence::Immediate;
        let new = NewSubscriber { address, relation: Relation::User, cadence, policies, zone };
        archive.add_subscriber(new, session.clock.now()).await?;
    }
    Ok(found.bad.len())
}
