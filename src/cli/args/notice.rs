//! `notice …` as typed.

use clap::{Args as ClapArgs, Subcommand};

/// `notice`
#[derive(Debug, ClapArgs)]
pub struct NoticeArgs {
    /// What to do.
    #[command(subcommand)]
    pub action: NoticeAction,
}

/// `notice …`
#[derive(Debug, Subcommand)]
pub enum NoticeAction {
    /// Ask the calendar: one case (JSON) a line on stdin, one answer a line on stdout.
    Calc,
}
