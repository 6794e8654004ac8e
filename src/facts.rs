//! Facts: typed statements taken from the text, each with the words it was read from.
//!
//! Facts come from grammars, never from guesses: a statement that no grammar reads is no fact. A fact
//! knows its subject, so that "30 days" of logs and "30 days" of notice are two things. Nothing here
//! compares documents or judges; [`crate::materiality`] does.

mod act;
mod both;
mod clause;
mod collected;
pub(crate) mod cues;
mod data;
mod foreign;
mod joints;
pub(crate) mod lexer;
mod listing;
pub(crate) mod padded;
mod people;
mod place;
mod quantity;
mod recipient;
mod role;
mod sentences;
mod sla;
pub(crate) mod speech;
mod spelling;
pub(crate) mod subject;
mod terms;
#[cfg(test)]
mod tests;
pub(crate) mod topic;
mod value;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::document::{BlockAddress, BlockVisit, Document, PartialDate};
use crate::normalize::language_of;

pub(crate) use act::{NEGATORS, consent_mode};
pub(crate) use both::extract_both;
pub(crate) use clause::{Clause, Place, block_clauses, for_each_clause, row_clauses};
pub(crate) use foreign::read as facts_unread;
pub use listing::{Row, listing};
pub(crate) use people::date_subject;
pub(crate) use place::as_written;
pub(crate) use sla::{canonical_formula, is_tier};

/// Reads every fact of the document's body, in reading order, then the dates it states about itself.
pub fn extract(document: &Document) -> Vec<Fact> {
    let mut reader = Reader::of(document);
    let mut facts: Vec<Fact> = Vec::new();
    for block in document.body_blocks() {
        reader.block(&block, &mut |fact| facts.push(fact));
    }
    facts.extend(people::policy_dates(document));
    facts
}

/// Reads the blocks of one document, in their order.
struct Reader {
    /// The document is written in another language than the grammars.
    is_foreign: bool,
    heading: clause::Heading,
}

impl Reader {
    fn of(document: &Document) -> Self {
        let is_foreign = document.language.as_deref().is_some_and(|language| language != "en");
        Self { is_foreign, heading: clause::Heading::default() }
    }

    /// Calls `visit` with every fact of a block.
    fn block(&mut self, block: &BlockVisit<'_>, visit: &mut dyn FnMut(Fact)) {
        let is_foreign = self.is_foreign;
        clause::clauses_of(block, &mut self.heading, &mut |clause| {
            let unread = is_foreign && language_of(&clause.text) != Some("en");
            let facts = if unread { facts_unread(clause) } else { facts_of(clause) };
            facts.into_iter().for_each(&mut *visit);
        });
    }
}

/// The facts of one clause.
pub(crate) fn facts_of(clause: &Clause) -> Vec<Fact> {
    let readers: [fn(&Clause) -> Vec<Fact>; 8] = [
        quantity::read,
        sla::read,
        people::read,
        recipient::read,
        act::read,
        data::read,
        place::read,
        terms::read,
    ];
    let mut facts: Vec<Fact> = Vec::new();
    for fact in readers.iter().flat_map(|read| read(clause)) {
        let known = facts.iter().any(|seen| {
            seen.family == fact.family && seen.subject == fact.subject && seen.value.equals(&fact.value)
        });
        if !known {
            facts.push(fact);
        }
    }
    facts
}

/// One statement with its evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// What sort of statement.
    pub family: Family,
    /// What it is about, normalized: lower case, singular, aliases folded (`server log`).
    pub subject: String,
    /// The same as a person would write it: `Server logs`.
    pub label: String,
    /// What is stated.
    pub value: Value,
    /// How the number binds.
    pub bound: Bound,
    /// Words that soften the statement, as written: `typically`, `where possible`; for a right, on what it
    /// depends: `if you live in norway`.
    pub hedge: Option<String>,
    /// Where it stands.
    pub evidence: Evidence,
}

/// The words a fact was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Section path, headings joined by ` > `.
    pub section: String,
    /// The block.
    pub at: BlockAddress,
    /// Byte range in the block's text.
    pub range: Range<usize>,
    /// The words themselves.
    pub text: String,
}

/// Fact families, a closed list; the names are those of the published JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each name is the field's own word and is listed in the JSON contract")]
pub enum Family {
    Retention,
    Recipient,
    DataType,
    Purpose,
    Promise,
    Training,
    AgeLimit,
    Right,
    Consent,
    ResponseDeadline,
    NoticePeriod,
    PolicyDate,
    Contact,
    Controller,
    Location,
    Framework,
    SecurityMeasure,
    Availability,
    Formula,
    ServiceCredit,
    CreditCap,
    ClaimWindow,
    Exclusion,
    Remedy,
    Definition,
    LiabilityCap,
    Arbitration,
    GoverningLaw,
    Courts,
    UnilateralChange,
    Termination,
    Licence,
    AcceptableUse,
    Price,
    RefundWindow,
    Renewal,
}

impl Family {
    /// Every family, in the order of the list.
    pub const ALL: [Self; 36] = [
        Self::Retention,
        Self::Recipient,
        Self::DataType,
        Self::Purpose,
        Self::Promise,
        Self::Training,
        Self::AgeLimit,
        Self::Right,
        Self::Consent,
        Self::ResponseDeadline,
        Self::NoticePeriod,
        Self::PolicyDate,
        Self::Contact,
        Self::Controller,
        Self::Location,
        Self::Framework,
        Self::SecurityMeasure,
        Self::Availability,
        Self::Formula,
        Self::ServiceCredit,
        Self::CreditCap,
        Self::ClaimWindow,
        Self::Exclusion,
        Self::Remedy,
        Self::Definition,
        Self::LiabilityCap,
        Self::Arbitration,
        Self::GoverningLaw,
        Self::Courts,
        Self::UnilateralChange,
        Self::Termination,
        Self::Licence,
        Self::AcceptableUse,
        Self::Price,
        Self::RefundWindow,
        Self::Renewal,
    ];

    /// The family a person names, singular or plural: `recipient`, `recipients`, `data-types`.
    pub fn named(word: &str) -> Option<Self> {
        let word = word.to_lowercase().replace(['-', ' '], "_");
        let singular = word.strip_suffix("ies").map(|root| format!("{root}y"));
        Self::ALL.into_iter().find(|family| {
            let name = family.as_str();
            name == word || word.strip_suffix('s') == Some(name) || singular.as_deref() == Some(name)
        })
    }

    /// The word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Retention => "retention",
            Self::Recipient => "recipient",
            Self::DataType => "data_type",
            Self::Purpose => "purpose",
            Self::Promise => "promise",
            Self::Training => "training",
            Self::AgeLimit => "age_limit",
            Self::Right => "right",
            Self::Consent => "consent",
            Self::ResponseDeadline => "response_deadline",
            Self::NoticePeriod => "notice_period",
            Self::PolicyDate => "policy_date",
            Self::Contact => "contact",
            Self::Controller => "controller",
            Self::Location => "location",
            Self::Framework => "framework",
            Self::SecurityMeasure => "security_measure",
            Self::Availability => "availability",
            Self::Formula => "formula",
            Self::ServiceCredit => "service_credit",
            Self::CreditCap => "credit_cap",
            Self::ClaimWindow => "claim_window",
            Self::Exclusion => "exclusion",
            Self::Remedy => "remedy",
            Self::Definition => "definition",
            Self::LiabilityCap => "liability_cap",
            Self::Arbitration => "arbitration",
            Self::GoverningLaw => "governing_law",
            Self::Courts => "courts",
            Self::UnilateralChange => "unilateral_change",
            Self::Termination => "termination",
            Self::Licence => "licence",
            Self::AcceptableUse => "acceptable_use",
            Self::Price => "price",
            Self::RefundWindow => "refund_window",
            Self::Renewal => "renewal",
        }
    }
}

/// What a fact states, compared as a value and not as letters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// A span of time.
    Duration(Duration),
    /// A span that starts with an event: `account lifetime + 30 days`, `until deletion`.
    Event {
        /// The event, normalized: `account lifetime`, `deletion by the user`.
        event: String,
        /// Time after it, if any.
        plus: Option<Duration>,
    },
    /// A percentage.
    Percent(Percent),
    /// A range of percentages `[low, high)`; `None` is open. The value it carries is the credit.
    Tier {
        /// Lower end, inclusive.
        low: Option<Percent>,
        /// Upper end, exclusive.
        high: Option<Percent>,
        /// What is due in the range.
        credit: Percent,
    },
    /// Money in minor units with its ISO 4217 code.
    Money {
        /// Amount in hundredths.
        minor: i64,
        /// ISO 4217 code.
        currency: String,
    },
    /// A plain number (an age, a count).
    Count(i64),
    /// A date with its precision.
    Date(PartialDate),
    /// Whether something is allowed, denied or left open.
    Stance(Stance),
    /// A name or an opaque string: a recipient, an address, a formula.
    Text(String),
}

/// A percentage; the decimals as written matter for showing only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Percent {
    /// Thousandths of a percent: 99.9 % is 99 900.
    pub thousandths: i64,
    /// Decimals as written: 2 for `99.90 %`.
    pub decimals: u8,
}

/// A span of time in its own unit; units compare only where they are exact multiples.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duration {
    /// How many.
    pub n: u32,
    /// Of what.
    pub unit: TimeUnit,
}

/// Units of time as legal texts use them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum TimeUnit {
    Minute,
    Hour,
    BusinessHour,
    Day,
    BusinessDay,
    Week,
    Month,
    Year,
}

/// Whether an act is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// "We do not …", "never".
    Prohibited,
    /// "We may …", "We …".
    Permitted,
    /// Only after consent.
    OptIn,
    /// Until objection.
    OptOut,
    /// A list or purpose closed by "only", "solely".
    Exclusive,
    /// Named, without limit.
    Open,
    /// Said in words that name no value: "limited periods".
    Unspecified,
    /// The user holds it: a right.
    Granted,
}

/// How a number binds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// Stated flatly.
    #[default]
    Exact,
    /// "up to", "no more than", "within".
    AtMost,
    /// "at least", "no less than".
    AtLeast,
    /// "typically", "about".
    Typical,
}
