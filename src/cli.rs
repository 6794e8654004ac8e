//! The command line: one file per command, results on stdout, words on stderr, exit codes as promised.
//!
//! Commands gather, call the core, and print what [`crate::render`] makes of it. No command judges.

mod accept;
pub mod args;
mod clock;
mod compare;
mod demo;
mod digest;
mod evidence;
mod exit;
mod facts;
mod import;
mod init;
mod input;
mod known;
mod log;
mod notice;
mod output;
mod period;
mod renormalize;
mod report;
mod review;
mod revision;
mod rules;
mod show;
mod status;
mod subscribers;
mod verify;
mod watch;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::archive::Archive;
use crate::fetch::Fetcher;
use crate::watchlist::{self, FetchRules, Watchlist};
use args::{Args, Command, Global};
use clock::Clock;
use exit::Exit;
use output::Output;
use report::Advised;

/// Runs a command and reports its trouble; the exit code is the promised one.
pub async fn run(args: Args) -> ExitCode {
    match dispatch(args).await {
        Ok(exit) => exit.into(),
        Err(error) => match report::describe(&error) {
            Some((text, exit)) => {
                Output::complain(&text);
                exit.into()
            }
            None => Exit::Fine.into(),
        },
    }
}

async fn dispatch(args: Args) -> Result<Exit> {
    let session = Session::new(args.global);
    match args.command {
        Command::Demo(args) => demo::run(&session, &args).await,
        Command::Init => init::run(&session),
        Command::Watch(args) => watch::run(&session, &args).await,
        Command::Compare(args) => compare::run(&session, &args).await,
        Command::Rules(args) => rules::run(&session, &args),
        Command::Facts(args) => facts::run(&session, &args).await,
        Command::Show(args) => show::run(&session, &args).await,
        Command::Log(args) => log::run(&session, &args).await,
        Command::Subscribers(args) => subscribers::run(&session, &args).await,
        Command::Digest(args) => digest::run(&session, &args).await,
        Command::Evidence(args) => evidence::run(&session, &args).await,
        Command::Report(args) => period::run(&session, &args).await,
        Command::Verify => verify::run(&session).await,
        Command::Import(args) => import::run(&session, &args).await,
        Command::Status => status::run(&session).await,
        Command::Accept(args) => accept::run(&session, &args).await,
        Command::Renormalize(args) => renormalize::run(&session, &args).await,
        Command::Review(args) => review::run(&session, &args).await,
        Command::Notice(args) => notice::run(&session, &args).await,
    }
}

/// What every command shares: where things are, what time it is, how to print.
struct Session {
    config: PathBuf,
    archive: PathBuf,
    clock: Clock,
    output: Output,
}

impl Session {
    fn new(global: Global) -> Self {
        let output = Output::new(&global);
        Self { clock: Clock::new(global.now), config: global.config, archive: global.archive, output }
    }

    /// The folder that relative paths of the watchlist start from.
    fn base(&self) -> &Path {
        self.config.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
    }

    fn watchlist(&self) -> Result<Watchlist> {
        let text = std::fs::read_to_string(&self.config).map_err(|error| {
            anyhow::Error::new(error).context(Advised::new(
                format!("cannot read the watchlist `{}`", self.config.display()),
                "policydiff init (writes a commented one), or --config FILE",
            ))
        })?;
        Ok(watchlist::parse(&text, &self.config.display().to_string())?)
    }

    /// A fetcher for what is named on the command line: the watchlist's rules where there is one.
    fn fetcher(&self) -> Result<Fetcher> {
        let rules = if self.config.exists() { self.watchlist()?.fetch } else { FetchRules::default() };
        Fetcher::new(&rules, self.base()).context("cannot set up fetching")
    }

    fn archive_to_read(&self) -> Result<Archive> {
        Ok(Archive::open_existing(&self.archive)?)
    }
}
