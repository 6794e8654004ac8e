//! `subscribers`: who is written to. Addresses are sealed in the archive and shown only here.

use anyhow::{Context, Result};

use super::Session;
use super::args::{AddArgs, SubscribersAction, SubscribersArgs};
use super::exit::Exit;
use super::report::Advised;
use super::watch::{policy_id, unknown_policy};
use crate::archive::{Added, Archive, Happened, Moved, NewSubscriber, Opening};
use crate::digest::{self, Cadence, Relation, Subscriber};
use crate::mail;
use crate::notice::recipients::{RecipientStanding, Standing};
use crate::notice::{CaseEvent, Relay};
use crate::render;
use crate::watch::{deadlines, queue_digest};
use crate::watchlist::{Role, Watchlist};

pub(super) async fn run(session: &Session, args: &SubscribersArgs) -> Result<Exit> {
    match &args.action {
        SubscribersAction::Add(args) => add(session, args).await,
        SubscribersAction::Change { old, new } => change(session, old, new).await,
        SubscribersAction::Remove { address, erase: true, .. } => erase(session, address).await,
        SubscribersAction::Remove { address, relation, .. } => {
            remove(session, address, (*relation).into()).await
        }
        SubscribersAction::List => list(session).await,
    }
}

fn archive_to_write(session: &Session) -> Result<Archive> {
    let opening = Opening { folder: session.archive.clone(), simulated: session.clock.is_pretended() };
    Ok(Archive::open(opening)?)
}

async fn add(session: &Session, args: &AddArgs) -> Result<Exit> {
    checked(&args.address)?;
    let watchlist = session.watchlist()?;
    let mut policies = Vec::new();
    for word in &args.policies {
        let id = policy_id(word)?;
        if !watchlist.policies.iter().any(|policy| policy.id == id) {
            return Err(unknown_policy(word, &watchlist).into());
        }
        policies.push(id);
    }
    let new = NewSubscriber {
        address: args.address.clone(),
        relation: args.relation.into(),
        cadence: args.cadence.into(),
        policies,
        zone: args.zone,
    };
    let archive = archive_to_write(session)?;
    close_period(session, &archive, &watchlist, &new).await?;
    let subscriber = match archive.add_subscriber(new, session.clock.now()).await? {
        Added::New(subscriber) => subscriber,
        Added::Updated(subscriber) => {
            session.output.note("was subscribed already; now with these settings");
            subscriber
        }
    };
    if subscriber.relation == Relation::User {
        show_both(session, &archive, &subscriber).await?;
    }
    print(session, &[subscriber])?;
    Ok(Exit::Fine)
}

fn checked(address: &str) -> Result<()> {
    if mail::is_address(address) {
        return Ok(());
    }
    let what = format!("`{address}` is no mail address");
    Err(Advised::new(what, "an address looks like name@example.com").into())
}

/// R3: the next address of somebody whose mail came back. Notices that failed are named, for sending
/// one anew is a person's decision and starts a day of its own.
async fn change(session: &Session, old: &str, new: &str) -> Result<Exit> {
    checked(new)?;
    if old.trim().eq_ignore_ascii_case(new.trim()) {
        return Err(Advised::new(format!("`{new}` is the same address"), "name the next one").into());
    }
    session.archive_to_read()?;
    let archive = archive_to_write(session)?;
    let now = session.clock.now();
    let (moved, waiting) = match archive.change_address(old, new, now).await? {
        Moved::To(moved, waiting) => (moved, waiting),
        Moved::Nobody => return Err(nobody(old, "anybody").into()),
        Moved::Taken => {
            let what = format!("`{new}` has a subscription of its own");
            let advice = format!("policydiff subscribers remove {new}, or remove {old}");
            return Err(Advised::new(what, advice).into());
        }
    };
    session.output.note(&format!("{old}: now {new}; {waiting} waiting messages go there"));
    for case in archive.cases().await? {
        let standing = case.standing(Relay::Provider, now);
        let failed = |one: &RecipientStanding| {
            one.standing == Standing::NotGiven && moved.iter().any(|moved| moved.id == one.recipient)
        };
        if !standing.state.is_settled() && standing.recipients.iter().any(failed) {
            let id = &case.id;
            session
                .output
                .note(&format!("the notice of case {id} never arrived: policydiff notice send {id}"));
        }
    }
    print(session, &moved)?;
    Ok(Exit::Fine)
}

/// A5: who joins between notice and effect is to see both versions; no clock starts for them.
async fn show_both(session: &Session, archive: &Archive, user: &Subscriber) -> Result<()> {
    let now = session.clock.now();
    for case in archive.cases().await? {
        let standing = case.standing(Relay::Provider, now);
        let today = now.with_timezone(&case.facts.zone).date_naive();
        let is_between = case.facts.role == Role::Published
            && !standing.state.is_settled()
            && standing.recipients.iter().any(|one| one.recipient != user.id)
            && standing.recipients.iter().all(|one| one.recipient != user.id)
            && standing.effective.is_some_and(|day| today < day);
        if !is_between || !user.follows(&case.change.policy) {
            continue;
        }
        session.output.note(&format!(
            "show them both versions of {}: the one in force and the one of case {}; no clock starts for them",
            case.change.policy, case.id
        ));
        let event = CaseEvent::Joined { recipient: user.id.clone() };
        archive
            .record_event(Happened { case: case.id, event, file: None, messages: Vec::new() }, now)
            .await?;
    }
    Ok(())
}

/// Queues what waits for the digest of a watcher who takes another rhythm, so that nothing falls
/// between the two.
async fn close_period(
    session: &Session,
    archive: &Archive,
    watchlist: &Watchlist,
    new: &NewSubscriber,
) -> Result<()> {
    let known = archive.subscribers().await?.into_iter().find(|known| {
        known.address == new.address && known.relation == new.relation && known.relation == Relation::Watcher
    });
    let Some(known) =
        known.filter(|known| known.cadence != new.cadence && known.cadence != Cadence::Immediate)
    else {
        return Ok(());
    };
    let now = session.clock.now();
    let period = digest::open_period(&known, archive.last_digest(&known.id).await?, now);
    let due = deadlines::all(archive, watchlist, now).await?;
    queue_digest(archive, known, &period, &due, &watchlist.publisher).await?;
    Ok(())
}

async fn remove(session: &Session, address: &str, relation: Relation) -> Result<Exit> {
    let archive = archive_to_write(session)?;
    if archive.remove_subscriber(address, Some(relation), session.clock.now()).await?.is_empty() {
        return Err(nobody(address, relation.as_str()).into());
    }
    session.output.note(&format!("{address}: no longer a {}", relation.as_str()));
    Ok(Exit::Fine)
}

async fn erase(session: &Session, address: &str) -> Result<Exit> {
    let archive = archive_to_write(session)?;
    let now = session.clock.now();
    archive.remove_subscriber(address, None, now).await?;
    let mut addresses = archive.erase_person(address, now).await?;
    let is_known = !addresses.is_empty();
    // Files may be left of somebody whom the archive does not know any more.
    addresses.push(address.to_owned());
    let mut files = 0;
    for address in &addresses {
        files +=
            mail::erase_files(&session.archive.join("mail"), address).context("cannot erase stored mail")?;
    }
    if !is_known && files == 0 {
        return Err(nobody(address, "anybody").into());
    }
    session
        .output
        .note(&format!("{address}: erased, with {files} stored messages; the evidence chain stays whole"));
    Ok(Exit::Fine)
}

fn nobody(address: &str, relation: &str) -> Advised {
    Advised::new(
        format!("nobody is on record as {relation} under `{address}`"),
        "policydiff subscribers list (shows address and relation)",
    )
}

async fn list(session: &Session) -> Result<Exit> {
    let subscribers = session.archive_to_read()?.subscribers().await?;
    if subscribers.is_empty() {
        session.output.note("no subscribers yet: policydiff subscribers add ADDRESS");
    }
    print(session, &subscribers)?;
    Ok(Exit::Fine)
}

fn print(session: &Session, subscribers: &[Subscriber]) -> Result<()> {
    if session.output.json {
        return session.output.result(&render::json::subscribers(subscribers));
    }
    for subscriber in subscribers {
        let cadence = match subscriber.relation {
            Relation::User => "notices at once",
            Relation::Watcher => subscriber.cadence.as_str(),
        };
        let policies = match subscriber.policies.as_slice() {
            [] => "all policies".to_owned(),
            some => some.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        };
        session.output.result(&format!(
            "{:<32} {:<8} {:<16} {policies}",
            subscriber.address,
            subscriber.relation.as_str(),
            cadence
        ))?;
    }
    Ok(())
}
