//! `notice …` as typed.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args as ClapArgs, Subcommand, ValueEnum};

use super::review::reason;
use crate::notice::{Decision, OverrideReason};

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
    /// Say whether a draft needs notice, to whom and by when; exit 1 when it would not be on time.
    Plan(PlanArgs),
    /// Queue a planned or waiting notice to its recipients; the next `watch` sends it.
    Send {
        /// The case.
        id: String,
        /// Further recipients: a CSV of `address` or `address,zone`, a line each.
        #[arg(long, value_name = "FILE")]
        recipients: Option<PathBuf>,
    },
    /// List the ledger, most urgent first, settled cases last.
    List {
        /// Leave out what is settled.
        #[arg(long)]
        open: bool,
        /// Write the days to decide, to send and of effect as a calendar file (iCalendar, RFC 5545).
        #[arg(long, conflicts_with = "json")]
        ics: bool,
    },
    /// Show one case with its rows, recipients and events.
    Show {
        /// The case.
        id: String,
    },
    /// Hand in a message: a provider's notice, or a delivery report or bounce of one of ours.
    Attach {
        /// The case.
        id: String,
        /// The message as received (RFC 5322, `.eml`).
        file: PathBuf,
    },
    /// Announce another text or day than noticed; decides whether the clock starts anew.
    Amend {
        /// The case.
        id: String,
        /// The amended text, or the day alone.
        #[command(flatten)]
        text: DraftArgs,
    },
    /// Take a notice back: what waits is not sent, and everybody reached is told.
    Withdraw {
        /// The case.
        id: String,
        /// Why, in words for the recipients.
        #[arg(long, value_name = "WORDS", value_parser = reason)]
        because: String,
    },
    /// Remind those who have the notice; moves no clock.
    Remind {
        /// The case.
        id: String,
    },
    /// Name who takes care of a case.
    Assign {
        /// The case.
        id: String,
        /// Who; the mail address of a watcher is written to when a day comes near.
        #[arg(long, value_name = "NAME", value_parser = reason)]
        to: String,
    },
    /// Record what was decided.
    Close {
        /// The case.
        id: String,
        /// What.
        #[arg(long, value_enum)]
        decision: DecisionArg,
        /// By whom.
        #[arg(long, value_name = "NAME", value_parser = reason)]
        by: String,
        /// Why.
        #[arg(long, value_name = "WORDS", value_parser = reason)]
        because: String,
    },
}

/// `notice plan`
#[derive(Debug, ClapArgs)]
pub struct PlanArgs {
    /// The policy: `service/type`.
    #[arg(value_name = "POLICY")]
    pub policy: String,
    /// The draft and its day.
    #[command(flatten)]
    pub text: DraftArgs,
    /// Record the plan in the ledger, so that `notice send` can send it.
    #[arg(long)]
    pub save: bool,
}

/// A text to be announced.
#[derive(Debug, ClapArgs)]
pub struct DraftArgs {
    /// The new text: a file, `-` or a URL. Without it the latest change found on the page is meant.
    #[arg(long, value_name = "NEW")]
    pub draft: Option<String>,
    /// The day it is to apply, where the text does not say.
    #[arg(long, value_name = "DATE", value_parser = civil_day)]
    pub effective: Option<NaiveDate>,
    /// Let a late notice through, for this reason; recorded with the plan.
    #[arg(long = "override", value_enum, value_name = "REASON", requires = "because")]
    pub override_reason: Option<OverrideArg>,
    /// Why it may be late, in your own words.
    #[arg(long, value_name = "WORDS", value_parser = reason)]
    pub because: Option<String>,
}

pub(super) fn civil_day(text: &str) -> Result<NaiveDate, String> {
    text.parse().map_err(|_| "a day looks like 2026-12-31 and is one of the calendar".to_owned())
}

/// `evidence`
#[derive(Debug, ClapArgs)]
pub struct EvidenceArgs {
    /// What to do.
    #[command(subcommand)]
    pub action: EvidenceAction,
}

/// `evidence …`
#[derive(Debug, Subcommand)]
pub enum EvidenceAction {
    /// Write a case's evidence to a zip that anybody can check with sha256sum alone.
    Export {
        /// The case.
        id: String,
        /// The zip to write; `evidence-ID.zip` here without it.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

/// [`OverrideReason`] as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OverrideArg {
    /// A law imposes the change.
    Law,
    /// A security risk would not wait.
    Security,
    /// Solely to the recipients' benefit.
    SolelyBeneficial,
    /// The recipients consent one by one.
    Consent,
}

impl From<OverrideArg> for OverrideReason {
    fn from(typed: OverrideArg) -> Self {
        match typed {
            OverrideArg::Law => Self::Law,
            OverrideArg::Security => Self::Security,
            OverrideArg::SolelyBeneficial => Self::SolelyBeneficial,
            OverrideArg::Consent => Self::Consent,
        }
    }
}

/// [`Decision`] as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DecisionArg {
    /// The new text is accepted.
    Accepted,
    /// We objected.
    Objected,
    /// We left the service.
    Left,
    /// Nothing was to be done.
    NoAction,
}

impl From<DecisionArg> for Decision {
    fn from(typed: DecisionArg) -> Self {
        match typed {
            DecisionArg::Accepted => Self::Accepted,
            DecisionArg::Objected => Self::Objected,
            DecisionArg::Left => Self::Left,
            DecisionArg::NoAction => Self::NoAction,
        }
    }
}
