//! `notice withdraw`, `remind`, `assign`, `close`: what people decide about a case.

use anyhow::Result;

use super::super::Session;
use super::super::exit::Exit;
use super::super::report::Advised;
use super::{archive_to_write, case, follow_ups, refuse_settled, standing};
use crate::archive::{Archive, Happened, StoredCase};
use crate::digest::{Message, Relation, Subscriber};
use crate::notice::ledger::CaseStanding;
use crate::notice::{CaseEvent, Decision};
use crate::render::notice::{FollowUp, follow_up};
use crate::watchlist::Role;

/// An open case with where it stands.
struct Opened {
    archive: Archive,
    case: StoredCase,
    standing: CaseStanding,
}

impl Opened {
    async fn new(session: &Session, id: &str) -> Result<Self> {
        let archive = archive_to_write(session)?;
        let case = case(&archive, id).await?;
        let standing = standing(session, &case)?;
        refuse_settled(&standing, id)?;
        Ok(Self { archive, case, standing })
    }

    fn refuse_providers(&self, what: &str) -> Result<()> {
        if self.case.facts.role == Role::Provider {
            let advice = format!("policydiff notice close {}", self.case.id);
            return Err(Advised::new(format!("a provider's notice is not ours to {what}"), advice).into());
        }
        Ok(())
    }

    async fn record(&self, session: &Session, event: CaseEvent, messages: Vec<Message>) -> Result<usize> {
        let happened = Happened { case: self.case.id.clone(), event, file: None, messages };
        Ok(self.archive.record_event(happened, session.clock.now()).await?.deliveries.len())
    }
}

pub(super) async fn withdraw(session: &Session, id: &str, because: &str) -> Result<Exit> {
    let opened = Opened::new(session, id).await?;
    opened.refuse_providers("withdraw")?;
    let publisher = session.watchlist()?.publisher;
    let words = follow_up(&opened.case.change, &publisher, FollowUp::Withdrawal { because });
    let messages = follow_ups(&opened.case, &opened.standing, "withdrawn", &words);
    let event = CaseEvent::Withdrawn { because: because.to_owned() };
    let queued = opened.record(session, event, messages).await?;
    session.output.note(&format!("withdrawn; {queued} will be told by the next watch"));
    Ok(Exit::Fine)
}

pub(super) async fn remind(session: &Session, id: &str) -> Result<Exit> {
    let opened = Opened::new(session, id).await?;
    opened.refuse_providers("remind of")?;
    let publisher = session.watchlist()?.publisher;
    let reminder = FollowUp::Reminder { effective: opened.standing.effective };
    let words = follow_up(&opened.case.change, &publisher, reminder);
    let messages = follow_ups(&opened.case, &opened.standing, "reminder", &words);
    if messages.is_empty() {
        let what = format!("nobody has the notice of case `{id}` yet");
        return Err(Advised::new(what, format!("policydiff notice send {id}")).into());
    }
    let event = CaseEvent::Reminded { messages: messages.len() };
    let queued = opened.record(session, event, messages).await?;
    session.output.note(&format!("{queued} reminders queued; no clock moves"));
    Ok(Exit::Fine)
}

pub(super) async fn assign(session: &Session, id: &str, owner: &str) -> Result<Exit> {
    let opened = Opened::new(session, id).await?;
    opened.record(session, CaseEvent::Assigned { owner: owner.to_owned() }, Vec::new()).await?;
    let subscribers = opened.archive.subscribers().await?;
    let is_told =
        |one: &Subscriber| one.relation == Relation::Watcher && one.address.eq_ignore_ascii_case(owner);
    if !subscribers.iter().any(is_told) {
        session.output.note(&format!(
            "`{owner}` is no watcher's address, so no mail goes there when a day comes near: policydiff subscribers add"
        ));
    }
    Ok(Exit::Fine)
}

pub(super) async fn close(
    session: &Session,
    id: &str,
    decision: Decision,
    by: &str,
    because: &str,
) -> Result<Exit> {
    let opened = Opened::new(session, id).await?;
    let event = CaseEvent::Closed { decision, by: by.to_owned(), because: because.to_owned() };
    opened.record(session, event, Vec::new()).await?;
    session.output.note(&format!("{id}: closed, {}", decision.as_str()));
    Ok(Exit::Fine)
}
