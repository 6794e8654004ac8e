//! Says whether a change matters, why, and for whom it is better or worse.
//!
//! Cosmetic is proven, never assumed: every changed token is explained by a cosmetic rule, or the
//! change is `review`. Material needs a rule that fires and can quote both texts. Nothing here
//! formats, and nothing here knows mail or calendars.

mod address;
mod bearing;
mod canon;
mod categories;
mod category_cues;
mod combined;
mod cookie_rows;
mod cosmetic;
mod date_lines;
mod dates;
mod deciding;
mod direction;
mod doubt;
mod edits;
mod effort;
mod explain;
mod flourish;
mod folded;
mod furniture;
mod language;
mod lean;
pub mod learned;
mod matters;
mod owners;
mod plain;
mod pointers;
mod reach;
mod renames;
mod restated;
mod review;
mod reworded;
mod rules;
mod sentences;
mod severity;
mod sides;
mod statement;
mod synonyms;
#[cfg(test)]
mod tests;
mod topics;
mod tuning;
mod verdict;
mod warnings;
mod weight;
mod words;

use serde::{Deserialize, Serialize};

use crate::compare::Comparison;
use crate::document::{Document, Warning, WarningKind};
use crate::facts::Family;

pub use explain::{Explanation, Sentence, explain};
pub use review::{Review, Word, edit_ids, settled};
pub use rules::Rule;
pub(crate) use sentences::spoken;
pub use tuning::{SectionName, Tuning, sends_mail};
use verdict::is_reserved_right;

/// Raised whenever the same comparison may be judged otherwise; stored comparisons carry it.
pub const RULES_VERSION: u32 = 7;

/// Every rule with an example, material ones first: the documentation is printed from here.
pub fn rules() -> &'static [Rule] {
    rules::RULES
}

/// Judges every change of a comparison of these two documents, by the rules alone.
pub fn assess(old: &Document, new: &Document, comparison: &Comparison) -> Assessment {
    assess_tuned(old, new, comparison, &Tuning::default())
}

/// Judges every change of a comparison of these two documents as the watchlist wants it.
pub fn assess_tuned(old: &Document, new: &Document, comparison: &Comparison, tuning: &Tuning) -> Assessment {
    let Some(renaming) = tuning::Renaming::new(&tuning.names) else {
        return judged(old, new, comparison, tuning);
    };
    let read = renaming.comparison(comparison);
    let mut assessment = judged(&renaming.document(old), &renaming.document(new), &read, tuning);
    for (change, judgement) in comparison.changes.iter().zip(&mut assessment.changes) {
        renaming.explain(change, judgement);
    }
    assessment
}

fn judged(old: &Document, new: &Document, comparison: &Comparison, tuning: &Tuning) -> Assessment {
    let judge = verdict::Judge::new(old, new, comparison, tuning);
    let changes: Vec<Judgement> = comparison.changes.iter().map(|change| judge.judge(change)).collect();
    let verdict = changes.iter().map(|change| change.verdict).max().unwrap_or(Verdict::None);
    let mut warnings = warnings_of_reading(old, new);
    warnings.extend(warnings::of(old, new, &changes));
    warnings.extend(language::warning(old, new).filter(|_| !changes.is_empty()));
    Assessment { verdict, changes, warnings }
}

/// What was not read of the two documents as it stands there, and so may be compared less finely.
pub fn warnings_of_reading(old: &Document, new: &Document) -> Vec<Warning> {
    let mut warnings: Vec<Warning> = Vec::new();
    for warning in old.warnings.iter().chain(&new.warnings) {
        if warning.kind == WarningKind::ExtractionLoss && !warnings.contains(warning) {
            warnings.push(warning.clone());
        }
    }
    warnings
}

/// The judgement of a whole comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// The gravest verdict of the changes; `None` when there are none.
    pub verdict: Verdict,
    /// One judgement per change, in the comparison's order.
    pub changes: Vec<Judgement>,
    /// Trouble inside the new document that the change makes visible.
    pub warnings: Vec<Warning>,
}

/// The judgement of one change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// `Cosmetic`, `Review` or `Material`.
    pub verdict: Verdict,
    /// What the clause is about.
    pub category: Option<Category>,
    /// For the reader: better or worse; `None` where a person must read it and nothing tells.
    pub direction: Option<Direction>,
    /// How grave.
    pub severity: Option<Severity>,
    /// Each names its rule and quotes both texts.
    pub reasons: Vec<Reason>,
    /// Facts that differ.
    pub facts: Vec<FactChange>,
}

/// Verdicts, from harmless to grave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing changed.
    None,
    /// Proven to change no right and no duty.
    Cosmetic,
    /// Neither proven harmless nor caught by a rule: a person must read it. Counts as material.
    Review,
    /// A rule fired.
    Material,
}

impl Verdict {
    /// The word used in JSON, mail and on the terminal.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Cosmetic => "cosmetic",
            Self::Review => "review",
            Self::Material => "material",
        }
    }

    /// True where somebody must look: `Review` and `Material`.
    pub fn is_finding(self) -> bool {
        self >= Self::Review
    }
}

/// A reason for a verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Rule id: `M3`, `C5`.
    pub rule: String,
    /// One plain sentence: "Server logs are kept 90 days instead of 30 days."
    pub why: String,
    /// Words of the old text.
    pub old: Option<String>,
    /// Words of the new text.
    pub new: Option<String>,
}

/// A fact before and after, as short readable values, or what differs in the words of its sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactChange {
    /// What sort of statement.
    pub family: Family,
    /// What it is about.
    pub subject: String,
    /// Value before: `30 days`.
    pub old: Option<String>,
    /// Value after: `90 days`.
    pub new: Option<String>,
    /// No grammar read a value: what stands as one is a stretch of the sentence, on one side at least.
    /// What was stored before this was known counts as values.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_words: bool,
}

/// What a change does to the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Direction {
    /// Weaker position.
    #[serde(rename = "-")]
    Weaker,
    /// Stronger position.
    #[serde(rename = "+")]
    Stronger,
    /// Neither.
    #[serde(rename = "0")]
    Neutral,
    /// Both, or it depends.
    #[serde(rename = "~")]
    Mixed,
}

impl Direction {
    /// The sign used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Weaker => "-",
            Self::Stronger => "+",
            Self::Neutral => "0",
            Self::Mixed => "~",
        }
    }

    /// The words used in mail and on the terminal.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Weaker => "weaker for the reader",
            Self::Stronger => "stronger for the reader",
            Self::Neutral => "neutral",
            Self::Mixed => "mixed",
        }
    }
}

/// How grave a change is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Severity {
    Low,
    Medium,
    High,
}

impl Severity {
    /// The word used in JSON, mail and on the terminal.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// Clause categories, a closed list: OPP-115 names, CLAUDETTE clause types, parts of an SLA.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are those of the literature")]
pub enum Category {
    AcceptableUse,
    Arbitration,
    ChoiceOfLaw,
    ContactInformation,
    ContentRemoval,
    CookiesTracking,
    DataRetention,
    DataSecurity,
    DoNotTrack,
    FirstPartyCollectionUse,
    Indemnity,
    InternationalSpecificAudiences,
    IntroductoryGeneric,
    Jurisdiction,
    LicenceToContent,
    LimitationOfLiability,
    PaymentRefund,
    PolicyChange,
    SlaAvailability,
    SlaClaimWindow,
    SlaCreditCap,
    SlaDefinitions,
    SlaExclusions,
    SlaRemedy,
    SlaServiceCredit,
    SlaSupportResponse,
    Termination,
    ThirdPartySharingCollection,
    TrainingOnContent,
    UnilateralChange,
    UserAccessEditDeletion,
    UserChoiceControl,
    Warranty,
}

impl Category {
    /// The whole list, in the order of their words.
    pub const ALL: [Self; 33] = [
        Self::AcceptableUse,
        Self::Arbitration,
        Self::ChoiceOfLaw,
        Self::ContactInformation,
        Self::ContentRemoval,
        Self::CookiesTracking,
        Self::DataRetention,
        Self::DataSecurity,
        Self::DoNotTrack,
        Self::FirstPartyCollectionUse,
        Self::Indemnity,
        Self::InternationalSpecificAudiences,
        Self::IntroductoryGeneric,
        Self::Jurisdiction,
        Self::LicenceToContent,
        Self::LimitationOfLiability,
        Self::PaymentRefund,
        Self::PolicyChange,
        Self::SlaAvailability,
        Self::SlaClaimWindow,
        Self::SlaCreditCap,
        Self::SlaDefinitions,
        Self::SlaExclusions,
        Self::SlaRemedy,
        Self::SlaServiceCredit,
        Self::SlaSupportResponse,
        Self::Termination,
        Self::ThirdPartySharingCollection,
        Self::TrainingOnContent,
        Self::UnilateralChange,
        Self::UserAccessEditDeletion,
        Self::UserChoiceControl,
        Self::Warranty,
    ];

    /// The word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AcceptableUse => "acceptable_use",
            Self::Arbitration => "arbitration",
            Self::ChoiceOfLaw => "choice_of_law",
            Self::ContactInformation => "contact_information",
            Self::ContentRemoval => "content_removal",
            Self::CookiesTracking => "cookies_tracking",
            Self::DataRetention => "data_retention",
            Self::DataSecurity => "data_security",
            Self::DoNotTrack => "do_not_track",
            Self::FirstPartyCollectionUse => "first_party_collection_use",
            Self::Indemnity => "indemnity",
            Self::InternationalSpecificAudiences => "international_specific_audiences",
            Self::IntroductoryGeneric => "introductory_generic",
            Self::Jurisdiction => "jurisdiction",
            Self::LicenceToContent => "licence_to_content",
            Self::LimitationOfLiability => "limitation_of_liability",
            Self::PaymentRefund => "payment_refund",
            Self::PolicyChange => "policy_change",
            Self::SlaAvailability => "sla_availability",
            Self::SlaClaimWindow => "sla_claim_window",
            Self::SlaCreditCap => "sla_credit_cap",
            Self::SlaDefinitions => "sla_definitions",
            Self::SlaExclusions => "sla_exclusions",
            Self::SlaRemedy => "sla_remedy",
            Self::SlaServiceCredit => "sla_service_credit",
            Self::SlaSupportResponse => "sla_support_response",
            Self::Termination => "termination",
            Self::ThirdPartySharingCollection => "third_party_sharing_collection",
            Self::TrainingOnContent => "training_on_content",
            Self::UnilateralChange => "unilateral_change",
            Self::UserAccessEditDeletion => "user_access_edit_deletion",
            Self::UserChoiceControl => "user_choice_control",
            Self::Warranty => "warranty",
        }
    }

    /// The words used in mail and on the terminal: `data retention`.
    pub fn in_words(self) -> String {
        let words = match self {
            Self::ChoiceOfLaw => "governing law",
            Self::CookiesTracking => "cookies and tracking",
            Self::FirstPartyCollectionUse => "collection and use of data",
            Self::InternationalSpecificAudiences => "particular audiences",
            Self::IntroductoryGeneric => "general statements",
            Self::PaymentRefund => "payment and refunds",
            Self::PolicyChange => "changes of the policy",
            Self::ThirdPartySharingCollection => "third-party sharing",
            Self::UserAccessEditDeletion => "access, correction and deletion",
            Self::UserChoiceControl => "choice and control",
            other => return other.as_str().replace('_', " ").replacen("sla ", "SLA ", 1),
        };
        words.to_owned()
    }
}
