//! Who must be told by when: the notice clause, the effective date, the day count.
//!
//! The day count is the text's, not ours: it is read from the notice clause, set in the watchlist,
//! or absent. Dates are civil dates; instants become dates in a zone before any arithmetic, so that
//! daylight saving never moves a deadline. Nothing here reads a clock or writes a mail.

mod calendar;
mod case;
mod change;
mod clause;
mod consent;
mod durations;
mod effective;
pub mod flow;
mod lead;
pub mod ledger;
mod medium;
mod outlook;
pub mod recipients;
pub mod regimes;
mod sentences;
pub mod table;
mod terms;
mod weaken;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use calendar::{CalendarAnswer, CalendarCase, CalendarRefusal, CivilZone, calc, civil_day};
pub use case::{
    CaseEvent, CaseFacts, CaseState, Decision, MailOnFile, OverrideReason, Relay, Report, TextsCompared,
};
pub use clause::read_clause;
pub use effective::effective_date;
pub use flow::{Dependent, FlowDown};
pub use outlook::{OutlookInput, outlook};

use crate::document::PartialDate;

/// What a document promises about its own changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeClause {
    /// Lead time promised before a change applies; the general one where there are tiers.
    pub required: Option<Lead>,
    /// Every medium named.
    pub channels: Vec<Channel>,
    /// Which changes it is promised for.
    pub trigger: Trigger,
    /// What counts as agreement.
    pub acceptance: Acceptance,
    /// When changes apply, as the clause says.
    pub effective: EffectiveDate,
    /// Lead times for particular changes, beside the general one.
    pub tiers: Vec<Tier>,
    /// The sentences, as written.
    pub text: String,
    /// Section path of the first sentence.
    pub section: String,
}

/// A number of days or months, in its own unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Lead {
    /// How many; weeks are counted as seven days each.
    pub n: u32,
    /// Of what.
    pub unit: LeadUnit,
}

impl Lead {
    /// A lead of calendar days.
    pub fn days(n: u32) -> Self {
        Self { n, unit: LeadUnit::Day }
    }

    /// Most calendar days it can last, for ordering only: a business day counts as two.
    pub fn most_days(self) -> u64 {
        let each = match self.unit {
            LeadUnit::Day => 1,
            LeadUnit::BusinessDay => 2,
            LeadUnit::Month => 31,
        };
        u64::from(self.n) * each
    }
}

impl std::fmt::Display for Lead {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let unit = match self.unit {
            LeadUnit::Day => "day",
            LeadUnit::BusinessDay => "business day",
            LeadUnit::Month => "month",
        };
        write!(f, "{} {unit}{}", self.n, if self.n == 1 { "" } else { "s" })
    }
}

/// Units a lead is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum LeadUnit {
    Day,
    BusinessDay,
    Month,
}

/// A lead for particular changes only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tier {
    /// Lead time of this tier.
    pub required: Lead,
    /// Which changes.
    pub trigger: Trigger,
    /// What it is for, in the text's words: `price changes`.
    pub scope: String,
    /// The sentence.
    pub text: String,
}

/// Media of a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// A message to an address.
    Email,
    /// A page, a banner, a forum.
    Posting,
    /// App, console, dashboard.
    InApp,
    /// A letter.
    Postal,
}

impl Channel {
    /// The word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Posting => "posting",
            Self::InApp => "in_app",
            Self::Postal => "postal",
        }
    }
}

/// Which changes a promise is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    /// Every modification, a typo included.
    Any,
    /// Important or adverse ones.
    Material,
    /// The text does not say.
    Unspecified,
}

/// What counts as agreement to a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Acceptance {
    /// Going on to use the service.
    ContinuedUse,
    /// An express act.
    Explicit,
    /// Silence suffices.
    None,
    /// The text does not say.
    Unspecified,
}

/// When a text says that it applies.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum EffectiveDate {
    /// A day.
    Exact {
        /// The day.
        date: NaiveDate,
    },
    /// A month or a year.
    Partial {
        /// The month or year.
        date: PartialDate,
    },
    /// So long after posting or notice.
    Relative {
        /// How long after; `n` and `unit` stand beside `from` in JSON.
        #[serde(flatten)]
        lead: Lead,
        /// After what.
        from: RelativeTo,
    },
    /// At once.
    Immediate,
    /// New users at once (or earlier), existing ones on the day.
    Split {
        /// Day for new users, when named.
        new_users: Option<NaiveDate>,
        /// Day for existing users.
        existing_users: NaiveDate,
    },
    /// A day that had passed when the text was read.
    Past {
        /// The day.
        date: NaiveDate,
    },
    /// Two or more days that disagree.
    Conflicting {
        /// The days, in order of appearance.
        dates: Vec<NaiveDate>,
    },
    /// Nothing said.
    #[default]
    None,
}

/// What a relative effective date counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum RelativeTo {
    Notice,
    Posting,
}

/// How a day count came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeVerdict {
    /// More than the required days lie between.
    OnTime,
    /// On time only when sent now: up to three days to spare.
    Tight,
    /// Exactly the required days; whether that is "at least" differs by law.
    Borderline,
    /// Fewer than required.
    Short,
    /// The clause names a medium a crawl cannot see, and no such message is on file.
    NoneFound,
    /// No effective date is stated.
    NoDate,
    /// The promise does not cover this change.
    NotOwed,
    /// Notice alone is not enough; consent is needed.
    Consent,
}

impl NoticeVerdict {
    /// The word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OnTime => "on_time",
            Self::Tight => "tight",
            Self::Borderline => "borderline",
            Self::Short => "short",
            Self::NoneFound => "none_found",
            Self::NoDate => "no_date",
            Self::NotOwed => "not_owed",
            Self::Consent => "consent",
        }
    }
}

/// Days between the clock's start and the effective date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum DaysGiven {
    /// Known.
    Exact(i64),
    /// Known to lie between; an open upper end when the page was never seen before.
    Between(i64, Option<i64>),
}

/// Everything the calendar says about one confirmed change: what mail, terminal and ledger show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeOutlook {
    /// Whether the promise or the watchlist's rule covers this change.
    pub owed: bool,
    /// One plain sentence saying where the duty comes from, or why there is none.
    pub why: String,
    /// Required lead, from the clause, else from the watchlist, else absent.
    pub required: Option<Lead>,
    /// Who set `required`.
    pub source: RequirementSource,
    /// When the change applies, with the days it was resolved to.
    pub effective: EffectiveDate,
    /// The day used for counting: the earliest day `effective` may stand for.
    pub effective_day: Option<NaiveDate>,
    /// How the count came out.
    pub verdict: NoticeVerdict,
    /// Earliest effective day the required lead allows, counted from today.
    pub earliest_effective: Option<NaiveDate>,
    /// Published policies: last day on which notice may leave.
    pub send_by: Option<NaiveDate>,
    /// Provider policies where silence accepts: last day to decide.
    pub decide_by: Option<NaiveDate>,
    /// Lead actually given.
    pub days_given: Option<DaysGiven>,
    /// Facts a person should know beside the verdict.
    pub flags: Vec<NoticeFlag>,
    /// Provider policies: our own policies that are built on it, with their clauses to revisit.
    #[serde(default)]
    pub flow: Vec<FlowDown>,
}

/// Where a required lead comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequirementSource {
    /// The policy's own notice clause.
    Clause,
    /// The watchlist entry's `notice.days`, or the default for published policies.
    Watchlist,
    /// The regime that the watchlist entry names.
    Regime,
    /// Nobody.
    Absent,
}

/// Flags beside a notice verdict, a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeFlag {
    /// Seen with fewer days left than required.
    LateSeen,
    /// Applies at once although a lead was promised.
    EarlyEffect,
    /// The clause says e-mail and none is on file.
    NoMailOnFile,
    /// The change weakens the notice clause itself; the old clause governs.
    WeakenedClause,
    /// The effective date is only known to the month or year.
    PartialDate,
    /// Two effective dates disagree.
    ConflictingDates,
    /// The change was noticed when it already applied.
    AlreadyInForce,
    /// The notice takes the place of another, or another took its place.
    Amended,
    /// A correction went out; the clock stands.
    Corrected,
    /// Accepted by our own relay, and the days in which it may come back are not over.
    Provisional,
    /// Sent late for a reason that a person gave.
    Overridden,
    /// Our own page changed without any notice before it.
    Unannounced,
    /// A recipient complained: another channel is needed.
    OtherChannel,
    /// The day to decide has passed: accepted by use, as the text claims.
    AcceptedByUse,
    /// A provider leaves fewer days than we owe our own users.
    FlowShort,
    /// A user joined between notice and effect and is to be shown both versions.
    JoinedBetween,
}

impl NoticeFlag {
    /// The word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LateSeen => "late_seen",
            Self::EarlyEffect => "early_effect",
            Self::NoMailOnFile => "no_mail_on_file",
            Self::WeakenedClause => "weakened_clause",
            Self::PartialDate => "partial_date",
            Self::ConflictingDates => "conflicting_dates",
            Self::AlreadyInForce => "already_in_force",
            Self::Amended => "amended",
            Self::Corrected => "corrected",
            Self::Provisional => "provisional",
            Self::Overridden => "overridden",
            Self::Unannounced => "unannounced",
            Self::OtherChannel => "other_channel",
            Self::AcceptedByUse => "accepted_by_use",
            Self::FlowShort => "flow_short",
            Self::JoinedBetween => "joined_between",
        }
    }
}
