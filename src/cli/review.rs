//! `review …`: a human's word on what the rules could not settle, or settled wrongly.

mod export;
mod find;
mod list;
mod set;

use anyhow::Result;

use super::Session;
use super::args::{ReviewAction, ReviewArgs};
use super::exit::Exit;

pub(super) async fn run(session: &Session, args: &ReviewArgs) -> Result<Exit> {
    match &args.action {
        ReviewAction::List { all, again } => list::run(session, *all, *again).await,
        ReviewAction::Set { change, verdict, because, by } => {
            let said = set::Said { word: (*verdict).into(), because, by: by.as_deref() };
            set::run(session, change, &said).await
        }
        ReviewAction::Export { change, .. } => export::run(session, change.as_deref()).await,
    }
}
