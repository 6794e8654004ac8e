//! `notice …`: the calendar, plans, and the ledger of notices owed and due.

mod calc;

use anyhow::Result;

use super::Session;
use super::args::{NoticeAction, NoticeArgs};
use super::exit::Exit;

pub(super) async fn run(session: &Session, args: &NoticeArgs) -> Result<Exit> {
    match &args.action {
        NoticeAction::Calc => calc::run(session),
    }
}
