//! `notice …`: the calendar, plans, and the ledger of notices owed and due.

mod amend;
mod attach;
mod calc;
mod decide;
mod file;
mod ledger;
mod plan;
mod recipients;
mod send;

use anyhow::Result;

use super::Session;
use super::args::{NoticeAction, NoticeArgs};
use super::exit::Exit;
use super::report::Advised;
use crate::archive::{Archive, Opening, StoredCase};
use crate::digest::{Message, MessageKind, Relation, Stream, Subscriber};
use crate::notice::Relay;
use crate::notice::ledger::CaseStanding;
use crate::notice::recipients::Standing;
use crate::render::mail::Rendered;
use crate::render::notice::CaseLine;
use crate::watchlist::PolicyId;

pub(super) async fn run(session: &Session, args: &NoticeArgs) -> Result<Exit> {
    match &args.action {
        NoticeAction::Calc => calc::run(session),
        NoticeAction::Plan(args) => plan::run(session, args).await,
        NoticeAction::Send { id, recipients } => send::run(session, id, recipients.as_deref()).await,
        NoticeAction::List { open, ics } => ledger::list(session, *open, *ics).await,
        NoticeAction::Show { id } => ledger::show(session, id).await,
        NoticeAction::Attach { id, file } => attach::run(session, id, file).await,
        NoticeAction::Amend { id, text } => amend::run(session, id, text).await,
        NoticeAction::Withdraw { id, because } => decide::withdraw(session, id, because).await,
        NoticeAction::Remind { id } => decide::remind(session, id).await,
        NoticeAction::Assign { id, to } => decide::assign(session, id, to).await,
        NoticeAction::Close { id, decision, by, because } => {
            decide::close(session, id, (*decision).into(), by, because).await
        }
    }
}

/// Every case with where it stands, in the order of the list.
pub(super) fn lines<'a>(session: &Session, cases: &'a [StoredCase]) -> Result<Vec<CaseLine<'a>>> {
    ledger::lines(session, cases)
}

/// One case as JSON, for the evidence.
pub(super) async fn shown(session: &Session, id: &str) -> Result<String> {
    ledger::shown(session, id).await
}

fn archive_to_write(session: &Session) -> Result<Archive> {
    // Nothing to keep a ledger of: an empty archive is not made by asking.
    session.archive_to_read()?;
    let opening = Opening { folder: session.archive.clone(), simulated: session.clock.is_pretended() };
    Ok(Archive::open(opening)?)
}

async fn case(archive: &Archive, id: &str) -> Result<StoredCase> {
    archive.case(id).await?.ok_or_else(|| {
        Advised::new(format!("the ledger has no case `{id}`"), "policydiff notice list").into()
    })
}

/// What an accepting server proves: the relay's own setting. A folder stands in for a provider.
fn relay(session: &Session) -> Result<Relay> {
    if !session.config.exists() {
        return Ok(Relay::Own);
    }
    Ok(session.watchlist()?.mail.smtp.map_or(Relay::Provider, |smtp| smtp.relay))
}

fn standing(session: &Session, case: &StoredCase) -> Result<CaseStanding> {
    Ok(case.standing(relay(session)?, session.clock.now()))
}

/// An open case, or the reason why nothing can be done with it any more.
fn refuse_settled(standing: &CaseStanding, id: &str) -> Result<()> {
    if standing.state.is_settled() {
        let what = format!("case `{id}` is {}", standing.state.as_str());
        return Err(Advised::new(what, format!("policydiff notice show {id}")).into());
    }
    Ok(())
}

/// Those we owe notice of a policy.
async fn users(archive: &Archive, policy: &PolicyId) -> Result<Vec<Subscriber>> {
    let mut users = archive.subscribers().await?;
    users.retain(|subscriber| subscriber.relation == Relation::User && subscriber.follows(policy));
    Ok(users)
}

/// The same words to everybody who has the notice or may have it.
fn follow_ups(case: &StoredCase, standing: &CaseStanding, word: &str, words: &Rendered) -> Vec<Message> {
    let reached =
        standing.recipients.iter().filter(|one| one.standing != Standing::NotGiven && one.day.is_some());
    reached
        .map(|one| Message {
            key: format!("follow_up:{}:{word}:{}:{}", case.id, case.events.len(), one.recipient),
            stream: Stream::Notice,
            kind: MessageKind::FollowUp,
            recipient: one.recipient.clone(),
            thread: Some(case.change.policy.to_string()),
            subject: words.subject.clone(),
            text: words.text.clone(),
            html: words.html.clone(),
            attachments: Vec::new(),
        })
        .collect()
}
