//! The command line as typed: nothing is resolved or read here.

mod compare;
mod notice;
mod review;
mod subscribers;

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

pub use compare::{CompareArgs, FailOn, Format, OnlyArg};
pub use notice::{
    DecisionArg, DraftArgs, EvidenceAction, EvidenceArgs, NoticeAction, NoticeArgs, OverrideArg, PlanArgs,
};
pub use review::{ReviewAction, ReviewArgs, WordArg};
pub use subscribers::{AddArgs, CadenceArg, RelationArg, SubscribersAction, SubscribersArgs};

use crate::facts::Family;

/// policydiff: what changed in a policy, whether it is material, and who must be told by when.
#[derive(Debug, Parser)]
#[command(name = "policydiff", version, about, after_help = EXIT_CODES, max_term_width = 100)]
pub struct Args {
    /// Options of every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  fine
  1  a finding somebody must look at (compare: material or review; notice plan: not on time;
     verify: touched)
  2  usage, configuration or input trouble; nothing was done
  3  some items failed, the others were done";

/// Options of every command.
#[derive(Debug, Clone, ClapArgs)]
pub struct Global {
    /// The watchlist.
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        default_value = "watchlist.toml",
        env = "POLICYDIFF_CONFIG"
    )]
    pub config: PathBuf,
    /// The archive folder.
    #[arg(long, global = true, value_name = "DIR", default_value = "snapshots", env = "POLICYDIFF_ARCHIVE")]
    pub archive: PathBuf,
    /// Pretend it is this instant (RFC 3339); what is written is marked as simulated.
    #[arg(long, global = true, value_name = "INSTANT", value_parser = instant)]
    pub now: Option<DateTime<Utc>>,
    /// Print results as JSON.
    #[arg(long, global = true)]
    pub json: bool,
    /// When to colour results; NO_COLOR switches `auto` off.
    #[arg(long, global = true, value_enum, default_value_t = ColorWhen::Auto, value_name = "WHEN")]
    pub color: ColorWhen,
    /// Say more on stderr; twice for everything.
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// Say nothing on stderr but errors.
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    /// On a terminal.
    Auto,
    /// Even when piped.
    Always,
    /// Not at all.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the whole job on embedded examples: a site, a watcher, mails; no network, no configuration.
    Demo(DemoArgs),
    /// Write a commented watchlist and an empty archive folder to start from.
    Init,
    /// Fetch the policies, compare, record and write to subscribers.
    Watch(WatchArgs),
    /// Compare two texts and say what changed, whether it matters and why.
    Compare(CompareArgs),
    /// Show how a text is read: sections, dates, notice clause, facts, warnings.
    Show(ShowArgs),
    /// List the typed statements of a text: who gets data, how long it is kept, what is promised.
    Facts(FactsArgs),
    /// List the rules verdicts are made from, each with an example.
    Rules(RulesArgs),
    /// List what happened to a policy: checks, changes, messages.
    Log(LogArgs),
    /// Take recorded pages into the archive, a folder or a git repository of them; nobody is told.
    Import(ImportArgs),
    /// List policies that cannot be seen, since when, with advice; exit 1 when there are any.
    Status,
    /// Say that the page in quarantine really is the policy.
    Accept(AcceptArgs),
    /// Read stored pages again with today's rules and show what differs; nobody is told.
    Renormalize(RenormalizeArgs),
    /// Add, remove or list those who are written to.
    Subscribers(SubscribersArgs),
    /// Show the digest an address would get now; sends nothing.
    Digest(DigestArgs),
    /// Hand out what is on record about a case.
    Evidence(EvidenceArgs),
    /// Write what an auditor asks for, about a period: one page (HTML) and one table (CSV).
    Report(ReportArgs),
    /// Check the evidence chain and everything stored against it; exit 1 when something was touched.
    Verify,
    /// A human's word: list what waits for judgement, settle it, write it out as test cases.
    Review(ReviewArgs),
    /// The calendar of notices: ask it, plan, send, and keep the ledger.
    Notice(NoticeArgs),
}

/// `rules`
#[derive(Debug, ClapArgs)]
pub struct RulesArgs {
    /// Write the documentation page instead of a list.
    #[arg(long)]
    pub markdown: bool,
}

/// `demo`
#[derive(Debug, ClapArgs)]
pub struct DemoArgs {
    /// Folder for everything the demo writes; an earlier demo there is replaced.
    #[arg(long, value_name = "DIR", default_value = "policydiff-demo")]
    pub out: PathBuf,
}

/// `watch`
#[derive(Debug, ClapArgs)]
pub struct WatchArgs {
    /// Check what is due, then stop (for cron and timers); without it the watcher stays.
    #[arg(long)]
    pub once: bool,
    /// Check every policy, due or not.
    #[arg(long)]
    pub all: bool,
    /// Only these policies (`service/type`), due or not.
    #[arg(value_name = "POLICY", conflicts_with = "all")]
    pub policies: Vec<String>,
}

/// `show`
#[derive(Debug, ClapArgs)]
pub struct ShowArgs {
    /// A file, `-` for stdin, a URL, or a policy, optionally with `@DATE`, `@latest`, `@previous`.
    #[arg(value_name = "INPUT")]
    pub input: String,
}

/// `facts`
#[derive(Debug, ClapArgs)]
pub struct FactsArgs {
    /// A file, `-` for stdin, a URL, or a policy, optionally with `@DATE`, `@latest`, `@previous`.
    #[arg(value_name = "INPUT")]
    pub input: String,
    /// Print comma-separated values with a header row (RFC 4180).
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
    /// Only this sort of fact, with what the document's tables say beside it: recipients (the list
    /// of sub-processors), retention, rights, location and every other family of the JSON schema.
    #[arg(long, value_name = "FAMILY", value_parser = family)]
    pub list: Option<Family>,
}

fn family(word: &str) -> Result<Family, String> {
    Family::named(word).ok_or_else(|| {
        let names: Vec<&str> = Family::ALL.into_iter().map(Family::as_str).collect();
        format!("no such sort of fact; there are {}", names.join(", "))
    })
}

/// `log`
#[derive(Debug, ClapArgs)]
pub struct LogArgs {
    /// The policy: `service/type`.
    #[arg(value_name = "POLICY")]
    pub policy: String,
    /// Show at most so many checks.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
}

/// `import`
#[derive(Debug, ClapArgs)]
pub struct ImportArgs {
    /// A folder of `Service/Policy/2026-05-01T12-00-00Z.html`, or a git repository of `Service/Policy.html`.
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
    /// Service of everything in it, where no folder names it.
    #[arg(long, value_name = "NAME", value_parser = name)]
    pub service: Option<String>,
    /// Type of everything in it, where no folder names it.
    #[arg(long = "type", value_name = "NAME", value_parser = name)]
    pub kind: Option<String>,
    /// How long new words must last before they count, e.g. 25h; at once without it.
    #[arg(long, value_name = "DURATION", default_value = "0", value_parser = crate::watchlist::confirm)]
    pub confirm: chrono::TimeDelta,
}

/// `accept`
#[derive(Debug, ClapArgs)]
pub struct AcceptArgs {
    /// The policy: `service/type`.
    #[arg(value_name = "POLICY")]
    pub policy: String,
}

/// `renormalize`
#[derive(Debug, ClapArgs)]
pub struct RenormalizeArgs {
    /// Only these policies (`service/type`).
    #[arg(value_name = "POLICY")]
    pub policies: Vec<String>,
    /// Show what differs and change nothing.
    #[arg(long)]
    pub dry_run: bool,
}

/// `report`
#[derive(Debug, ClapArgs)]
pub struct ReportArgs {
    /// First day, in the publisher's zone.
    #[arg(long, value_name = "DATE", value_parser = notice::civil_day)]
    pub from: chrono::NaiveDate,
    /// Last day, included.
    #[arg(long, value_name = "DATE", value_parser = notice::civil_day)]
    pub to: chrono::NaiveDate,
    /// Folder to write to.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub out: PathBuf,
}

/// `digest`
#[derive(Debug, ClapArgs)]
pub struct DigestArgs {
    /// Whose digest to show.
    #[arg(long, value_name = "ADDRESS", required = true)]
    pub preview: String,
}

fn name(text: &str) -> Result<String, String> {
    let has_letters = text.chars().any(char::is_alphanumeric);
    if has_letters { Ok(text.trim().to_owned()) } else { Err("a name has letters or digits".to_owned()) }
}

fn instant(text: &str) -> Result<DateTime<Utc>, String> {
    DateTime::parse_from_rfc3339(text)
        .map(|instant| instant.with_timezone(&Utc))
        .map_err(|_| "an instant looks like 2026-11-20T09:00:00Z".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Args::command().debug_assert();
    }
}
