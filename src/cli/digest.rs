//! `digest --preview ADDRESS`: the digest an address would get now. Sends and records nothing.

use anyhow::Result;

use super::Session;
use super::args::DigestArgs;
use super::exit::Exit;
use super::report::Advised;
use crate::archive::ChangeQuery;
use crate::digest::{self, Cadence, PolicyChange, Relation, Subscriber};
use crate::render;
use crate::watch::deadlines;

pub(super) async fn run(session: &Session, args: &DigestArgs) -> Result<Exit> {
    let watchlist = session.watchlist()?;
    let archive = session.archive_to_read()?;
    let address = &args.preview;
    let takes_digests = |known: &Subscriber| {
        known.address.eq_ignore_ascii_case(address)
            && known.relation == Relation::Watcher
            && known.cadence != Cadence::Immediate
    };
    let subscriber = archive.subscribers().await?.into_iter().find(takes_digests);
    let subscriber = subscriber.ok_or_else(|| {
        let what = format!("`{address}` takes no digest");
        Advised::new(what, format!("policydiff subscribers add {address} --cadence daily"))
    })?;
    let last = archive.last_digest(&subscriber.id).await?;
    let period = digest::open_period(&subscriber, last, session.clock.now());
    let query = ChangeQuery { policy: None, after: Some(period.from), until: Some(period.to), told: true };
    let changes: Vec<PolicyChange> =
        archive.changes(query).await?.into_iter().map(|stored| stored.change).collect();
    let due = deadlines::all(&archive, &watchlist, period.to).await?;
    match digest::digest_message(&subscriber, &period, &changes, &due, &watchlist.publisher) {
        Some(message) if session.output.json => session.output.result(&render::json::message(&message))?,
        Some(message) => {
            session
                .output
                .result(&format!("To: {address}\nSubject: {}\n\n{}", message.subject, message.text))?;
        }
        None => session.output.note("nothing to tell: an empty digest is not sent"),
    }
    Ok(Exit::Fine)
}
