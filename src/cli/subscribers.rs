//! `subscribers`: who is written to. Addresses are sealed in the archive and shown only here.

use anyhow::Result;

use super::Session;
use super::args::{AddArgs, SubscribersAction, SubscribersArgs};
use super::exit::Exit;
use super::report::Advised;
use super::watch::{policy_id, unknown_policy};
use crate::archive::{Added, Archive, NewSubscriber, Opening};
use crate::digest::{Relation, Subscriber};
use crate::render;

pub(super) async fn run(session: &Session, args: &SubscribersArgs) -> Result<Exit> {
    match &args.action {
        SubscribersAction::Add(args) => add(session, args).await,
        SubscribersAction::Remove { address, erase } => remove(session, address, *erase).await,
        SubscribersAction::List => list(session).await,
    }
}

fn archive_to_write(session: &Session) -> Result<Archive> {
    let opening = Opening { folder: session.archive.clone(), simulated: session.clock.is_pretended() };
    Ok(Archive::open(opening)?)
}

async fn add(session: &Session, args: &AddArgs) -> Result<Exit> {
    if !crate::mail::is_address(&args.address) {
        let what = format!("`{}` is no mail address", args.address);
        return Err(Advised::new(what, "an address looks like name@example.com").into());
    }
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
    let subscriber = match archive_to_write(session)?.add_subscriber(new, session.clock.now()).await? {
        Added::New(subscriber) => subscriber,
        Added::Updated(subscriber) => {
            session.output.note("was subscribed already; now with these settings");
            subscriber
        }
    };
    print(session, &[subscriber])?;
    Ok(Exit::Fine)
}

async fn remove(session: &Session, address: &str, erase: bool) -> Result<Exit> {
    let archive = archive_to_write(session)?;
    let now = session.clock.now();
    let ended = archive.remove_subscriber(address, None, now).await?.len();
    let erased = erase && archive.erase_person(address, now).await?;
    if ended == 0 && !erased {
        let what = format!("nobody is subscribed as `{address}`");
        return Err(Advised::new(what, "policydiff subscribers list").into());
    }
    let done = if erased { "erased; the evidence chain stays whole" } else { "removed" };
    session.output.note(&format!("{address}: {done}"));
    Ok(Exit::Fine)
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
