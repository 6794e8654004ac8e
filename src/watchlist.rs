//! `watchlist.toml` as checked values: the policies, how to fetch each, its role, its notice rule.
//!
//! Parsing is pure: text in, values or every fault out, each with line, key and what is allowed.
//! Reading the file is the shell's work, so are the secrets that entries only name.

mod cuts;
mod faults;
mod fields;
mod parse;
mod policies;
mod regimes;
mod smtp;
mod tuning;
mod values;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;

use chrono::TimeDelta;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use url::Url;

pub use faults::{Fault, Faults};
pub use parse::parse;
pub use policies::confirm;

use crate::materiality::Tuning;
use crate::normalize::select::Cut;
use crate::notice::regimes::Regime;
use crate::notice::{Lead, NoticeClause, Relay};

/// The watchlist of the repository's root, commented so that it teaches the format.
pub const EXAMPLE: &str = include_str!("../watchlist.toml");

/// The whole watchlist, checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Watchlist {
    /// Who we are: the sender of notices and the zone of our civil days.
    pub publisher: Publisher,
    /// How pages are fetched.
    pub fetch: FetchRules,
    /// How mail leaves.
    pub mail: MailRules,
    /// What the operator says about verdicts of every policy.
    pub tuning: Tuning,
    /// The watched policies, in file order, ids unique.
    pub policies: Vec<Policy>,
}

/// Who publishes, for mail and for civil dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publisher {
    /// Name shown to recipients.
    pub name: String,
    /// Zone in which our days begin; UTC by default.
    pub zone: Tz,
    /// Base of links in mail; without it mails say that one-click links are off.
    pub public_url: Option<Url>,
    /// Where recipients can write.
    pub contact: Option<String>,
}

/// One watched document of a service.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// `service/type`, derived from the two names.
    pub id: PolicyId,
    /// Service as shown: `Kling AI`.
    pub service: String,
    /// Type as shown: `Service Level Agreement`.
    pub kind: String,
    /// Whether we owe notice or are owed it.
    pub role: Role,
    /// The pages that hold the text, combined in this order; never empty.
    pub parts: Vec<Part>,
    /// Texts that the policy must contain, or what was fetched is not the policy.
    pub expect: Vec<String>,
    /// The watchlist's own notice rule: `None` leaves it to the text.
    pub notice: Option<Lead>,
    /// The regime named beside it.
    pub regime: Option<Regime>,
    /// Whether a confirmed material change of ours notifies its users by itself.
    pub notify: Notify,
    /// How long a new state must last before it counts; zero switches waiting off.
    pub confirm: TimeDelta,
    /// Time between checks.
    pub every: TimeDelta,
    /// Ids of the policies this one is built on.
    pub depends_on: Vec<PolicyId>,
    /// What the operator says about its verdicts: the watchlist's entries and its own.
    pub tuning: Tuning,
    /// Its own entries alone: each must answer to something in its text.
    pub own_tuning: Tuning,
}

impl Policy {
    /// Where the text is, as shown to people.
    pub fn shown_source(&self) -> String {
        self.parts.iter().map(|part| part.source.to_string()).collect::<Vec<_>>().join(", ")
    }

    /// The lead owed for a material change of this policy under `clause`, its own text's: that of the text
    /// or of the watchlist, or the regime's where that is the longer one on any day.
    pub fn required_notice(&self, clause: Option<&NoticeClause>) -> Option<Lead> {
        let own = clause.and_then(|clause| clause.required).or(self.notice);
        let beside = self.regime.as_ref().and_then(|regime| regime.lead);
        match (own, beside) {
            (Some(own), Some(beside)) if beside.most_days() > own.most_days() => Some(beside),
            (own, beside) => own.or(beside),
        }
    }

    /// How pages are cut, in words; empty when they count as a whole. When it differs from what a
    /// stored version was read with, that version is read again before anything is compared with it.
    pub fn reading(&self) -> String {
        let cuts = self.parts.iter().enumerate().filter(|(_, part)| !part.cut.is_whole());
        cuts.map(|(index, part)| format!("part {}: {}", index + 1, part.cut)).collect::<Vec<_>>().join("\n")
    }
}

/// One page of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Where it is.
    pub source: Source,
    /// What of it counts.
    pub cut: Cut,
}

impl Part {
    /// A page that counts as a whole.
    pub fn whole(source: Source) -> Self {
        Self { source, cut: Cut::default() }
    }
}

/// `service/type`: lower case, runs of anything but letters and digits become one `-`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PolicyId(String);

impl PolicyId {
    /// Derives the id from the names as shown.
    ///
    /// ```
    /// use policydiff::watchlist::PolicyId;
    /// assert_eq!(PolicyId::derive("Claude.ai", "Privacy Policy (legal)").as_str(), "claude-ai/privacy-policy-legal");
    /// ```
    pub fn derive(service: &str, kind: &str) -> Self {
        Self(format!("{}/{}", slug(service), slug(kind)))
    }

    /// Reads an id as typed by a person; `None` unless it is two slugs with a slash between.
    pub fn parse(text: &str) -> Option<Self> {
        let (service, kind) = text.split_once('/')?;
        let is_slug = |part: &str| !part.is_empty() && part == slug(part);
        (is_slug(service) && is_slug(kind)).then(|| Self(text.to_owned()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Service part.
    pub fn service(&self) -> &str {
        self.0.split_once('/').map_or(self.as_str(), |(service, _)| service)
    }

    /// Type part.
    pub fn kind(&self) -> &str {
        self.0.split_once('/').map_or("", |(_, kind)| kind)
    }
}

impl std::fmt::Display for PolicyId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Letters of every script stay; marks stay with their letter, so that composed and decomposed
/// spellings of a name are one id.
fn slug(text: &str) -> String {
    let composed: String = text.nfkc().flat_map(char::to_lowercase).nfkc().collect();
    let is_kept = |c: char| c.is_alphanumeric() || is_combining_mark(c);
    let spaced: String = composed.chars().map(|c| if is_kept(c) { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join("-")
}

/// Who owes whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Ours: we owe notice to its users.
    Published,
    /// A provider's: notice is owed to us.
    Provider,
}

impl Role {
    /// The word used in JSON and in the watchlist.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Provider => "provider",
        }
    }
}

/// Where a policy's text comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A web page.
    Url(Url),
    /// A local file, relative to the watchlist's folder.
    File(PathBuf),
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Url(url) => url.fmt(f),
            Self::File(path) => path.display().fmt(f),
        }
    }
}

/// What a confirmed material change of a published policy does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Notify {
    /// Notifies the users by itself.
    Auto,
    /// Waits for the operator.
    Ask,
}

/// `[fetch]`: how pages are fetched.
#[derive(Debug, Clone, PartialEq)]
pub struct FetchRules {
    /// Whole request, redirects included.
    pub timeout: TimeDelta,
    /// Largest decoded body, in bytes.
    pub max_bytes: u64,
    /// `User-Agent` header.
    pub user_agent: String,
    /// Host and port to address, like curl's `--resolve`.
    pub resolve: BTreeMap<(String, u16), SocketAddr>,
    /// Further root certificates, a PEM file.
    pub ca_file: Option<PathBuf>,
}

impl Default for FetchRules {
    /// Thirty seconds, ten megabytes, our own name and version as user agent.
    fn default() -> Self {
        Self {
            timeout: TimeDelta::seconds(30),
            max_bytes: 10_000_000,
            user_agent: concat!("policydiff/", env!("CARGO_PKG_VERSION")).to_owned(),
            resolve: BTreeMap::new(),
            ca_file: None,
        }
    }
}

/// `[mail]`: how mail leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailRules {
    /// Sender of notices.
    pub notice_from: String,
    /// Sender of alerts and digests: another identity than that of notices.
    pub digest_from: String,
    /// Folder of the keys by which signatures of providers' mail are checked; `None`: no keys.
    pub dkim_keys: Option<PathBuf>,
    /// `None`: messages are written to the archive's `mail` folder.
    pub smtp: Option<SmtpRules>,
}

impl Default for MailRules {
    /// Messages to the archive's folder, from senders that nobody can mistake for real ones.
    fn default() -> Self {
        Self {
            notice_from: "notices@policydiff.invalid".to_owned(),
            digest_from: "digests@policydiff.invalid".to_owned(),
            dkim_keys: None,
            smtp: None,
        }
    }
}

/// `[mail.smtp]`: the relay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmtpRules {
    /// Host name or address of the relay.
    pub host: String,
    /// Port; 25 plain, 587 STARTTLS, 465 TLS by default.
    pub port: u16,
    /// How the connection is protected; plain only on loopback.
    pub security: SmtpSecurity,
    /// Login name, when the relay wants one.
    pub user: Option<String>,
    /// Where the password is; never the password itself.
    pub password: Option<SecretSource>,
    /// What its acceptance proves of a notice.
    pub relay: Relay,
}

/// Protection of an SMTP connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SmtpSecurity {
    /// None; refused anywhere but on loopback.
    Plain,
    /// Upgraded before anything is said (RFC 3207); refused when the relay does not offer it.
    StartTls,
    /// TLS from the first byte (RFC 8314).
    Tls,
}

impl SmtpSecurity {
    /// Port taken when none is named.
    pub fn usual_port(self) -> u16 {
        match self {
            Self::Plain => 25,
            Self::StartTls => 587,
            Self::Tls => 465,
        }
    }
}

/// Where a secret is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecretSource {
    /// First line of a file.
    File(PathBuf),
    /// An environment variable.
    Env(String),
}

#[cfg(test)]
mod tests;
