//! What a clause is about: cue tables for the closed list of categories.
//!
//! A category scores where its cues stand: in the sentence, its stem and column, or the heading. The
//! kind of document breaks ties, since "fee" means something else in a service level agreement. The
//! learned weights of all other words are added to that.

#![expect(clippy::match_same_arms, reason = "each arm is a row of a table, in its own order")]

use super::Category;
use super::category_cues::CATEGORY_CUES;
use super::learned;
use super::topics::Topics;
use crate::document::Document;
use crate::facts::lexer::{has_any, padded};
use crate::facts::padded::Padded;
use crate::facts::{Clause, Family, Place};

/// The sort of document, as far as its title and first words tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Service levels.
    ServiceLevel,
    /// What is done with personal data.
    Privacy,
    /// Everything else.
    Terms,
}

/// Tells the sort of a document from its title, else from its first words.
///
/// `start` are its first pages, padded.
pub(super) fn kind_of(document: &Document, start: &Padded) -> Kind {
    let title = padded(document.title.as_deref().unwrap_or_default());
    let service = [" service level", " sla ", " uptime "];
    let privacy = [
        " privacy",
        " data protection",
        " cookie",
        " personal data ",
        " personal information ",
        " data processing ",
    ];
    if has_any(&title, &service) {
        Kind::ServiceLevel
    } else if has_any(&title, &privacy) {
        Kind::Privacy
    } else if has_any(&title, &[" terms", " agreement", " conditions", " rules"]) {
        Kind::Terms
    } else if has_any(start, &service) {
        Kind::ServiceLevel
    } else if has_any(start, &privacy) {
        Kind::Privacy
    } else {
        Kind::Terms
    }
}

const SENTENCE: u32 = 4;
const STEM: u32 = 3;
const COLUMN: u32 = 3;
const HEADING: u32 = 3;
/// A heading further up.
const ANCESTOR: u32 = 1;
/// The section around speaks of it.
const AROUND: u32 = 2;

/// The words that changed.
const TOUCHED: u32 = 2;
/// The statement that changed, in a sentence of several.
const STATEMENT: u32 = 3;
/// An act that is a topic by itself.
const DECIDES: u32 = 6;

/// Acts that tell what a statement is about whatever else it names.
const DECISIVE: &[(Category, &[&str])] = &[
    (
        Category::TrainingOnContent,
        &[
            " to train ",
            " trained on ",
            " trained exclusively ",
            " are trained ",
            " is trained ",
            " train models",
            " train on ",
            " train it ",
            " develop artificial intelligence",
        ],
    ),
    (Category::DoNotTrack, &[" do not track ", " dnt ", " global privacy control "]),
    (Category::Indemnity, &[" indemnif", " you will compensate ", " compensate us "]),
    (
        Category::LimitationOfLiability,
        &[
            " fully liable ",
            " not liable ",
            " total liability",
            " aggregate liability",
            " limitation of liability ",
            " limits do not apply",
            " the limit does not apply",
        ],
    ),
    (Category::Termination, &[" may terminate", " renew for ", " renews for ", " automatically renew"]),
    (Category::SlaClaimWindow, &[" open a ticket", " to receive a credit", " claim a credit"]),
    (
        Category::SlaRemedy,
        &[" sole remedy", " only remedy", " exclusive remedy", " any other right", " pay them out"],
    ),
    (
        Category::SlaCreditCap,
        &[" all credits ", " total credits", " credits will not exceed", " together do not exceed"],
    ),
    (Category::AcceptableUse, &[" you may not ", " you must not ", " customer shall not "]),
];

/// The category that an act decides, whatever facts or cues say.
pub(super) fn decided(focus: &Padded, touched: &Padded, kind: Kind) -> Option<Category> {
    let alone = [
        Category::DoNotTrack,
        Category::Indemnity,
        Category::LimitationOfLiability,
        Category::Termination,
        Category::SlaClaimWindow,
        Category::SlaRemedy,
        Category::SlaCreditCap,
    ];
    let rows = DECISIVE.iter().filter(|(category, _)| alone.contains(category) && fits(*category, kind));
    let mut found = rows
        .filter(|(_, cues)| has_any(focus, cues) || has_any(touched, cues))
        .map(|(category, _)| *category);
    found.next()
}

/// What a point of the cues weighs beside the learned weights of words.
const CUED: i32 = 60;
/// What a topic needs more where documents of this kind do not speak of it and no cue says so.
const UNUSUAL: i32 = 500;

/// Points of each category, by its place in [`Category::ALL`].
pub(super) type Points = [u32; Category::ALL.len()];

/// The category of a clause; `IntroductoryGeneric` when neither it nor its section tells of any.
///
/// `touched` are the words of it that changed, padded.
/// `focus` is the statement that changed, padded.
pub(super) fn category_of(
    clause: &Clause,
    touched: &Padded,
    focus: &Padded,
    topics: &Topics<'_>,
) -> Category {
    if clause.place == Place::Formula && topics.kind == Kind::ServiceLevel {
        return Category::SlaDefinitions;
    }
    let around = topics.around(clause);
    let cued = points(clause, touched, focus, topics, around);
    let learned = learned::topics::topics(clause);
    let total = |category: Category| {
        let place = category as usize;
        let unusual = cued[place] == 0 && !fits(category, topics.kind);
        i32::try_from(cued[place]).unwrap_or(i32::MAX / CUED) * CUED + learned[place]
            - if unusual { UNUSUAL } else { 0 }
    };
    first_best(total).filter(|(score, _)| *score > 0).map_or(Category::IntroductoryGeneric, |(_, best)| best)
}

/// The highest score with its category; of equal ones the first of the closed list.
pub(super) fn first_best<T: PartialOrd>(score: impl Fn(Category) -> T) -> Option<(T, Category)> {
    let scored = Category::ALL.into_iter().map(|category| (score(category), category));
    scored.reduce(|best, next| if next.0 > best.0 { next } else { best })
}

/// What the cues say of a clause.
pub(super) fn points(
    clause: &Clause,
    touched: &Padded,
    focus: &Padded,
    topics: &Topics<'_>,
    around: Option<Category>,
) -> Points {
    let mut headings = clause.section.rsplit(" > ").map(padded);
    let last_heading: Padded = headings.next().unwrap_or_default().into();
    let above: Padded = headings.collect::<String>().into();
    let lead: Padded = clause.lead.as_deref().map(padded).unwrap_or_default().into();
    // In a sentence of several statements the one that changed speaks first.
    let several = focus.len() + 8 < clause.words.len() && !focus.trim().is_empty();
    let listed = matches!(clause.place, Place::Item | Place::Cell | Place::Key) && topics.kind != Kind::Terms;
    let parts = [
        (&clause.words, if several { SENTENCE - STATEMENT } else { SENTENCE }),
        (focus, if several { STATEMENT } else { 0 }),
        (&clause.stem, STEM),
        (&clause.column, COLUMN),
        (&last_heading, HEADING + u32::from(listed)),
        (&above, ANCESTOR),
        (&lead, 1),
        (touched, TOUCHED),
    ];
    let parts: Vec<(&Padded, u32)> = parts.into_iter().filter(|(text, _)| text.len() > 1).collect();
    let mut points = [0; Category::ALL.len()];
    for row in CATEGORY_CUES.iter().flat_map(|table| table.iter()) {
        let mut score = 0;
        for (text, weight) in &parts {
            if has_any(*text, row.strong) {
                score += 2 * weight;
            } else if has_any(*text, row.weak) {
                score += weight;
            }
        }
        if score > 0 && !fits(row.category, topics.kind) {
            score = score.saturating_sub(5 + score / 4);
        }
        if topics.for_children && row.category == Category::InternationalSpecificAudiences {
            score = score.saturating_sub(5);
        }
        score += DECISIVE
            .iter()
            .filter(|(category, cues)| *category == row.category && has_any(focus, cues))
            .map(|_| DECIDES)
            .sum::<u32>();
        if around == Some(row.category) {
            score += AROUND;
        }
        let best = &mut points[row.category as usize];
        *best = score.max(*best);
    }
    points
}

/// Whether documents of this kind usually hold clauses of the category.
fn fits(category: Category, kind: Kind) -> bool {
    use Category as C;
    let service = matches!(
        category,
        C::SlaAvailability
            | C::SlaClaimWindow
            | C::SlaCreditCap
            | C::SlaDefinitions
            | C::SlaExclusions
            | C::SlaRemedy
            | C::SlaServiceCredit
            | C::SlaSupportResponse
    );
    let contract = matches!(
        category,
        C::LicenceToContent
            | C::PaymentRefund
            | C::Termination
            | C::Warranty
            | C::AcceptableUse
            | C::Indemnity
    );
    let personal = matches!(
        category,
        C::FirstPartyCollectionUse
            | C::UserAccessEditDeletion
            | C::ThirdPartySharingCollection
            | C::DataSecurity
            | C::UserChoiceControl
            | C::CookiesTracking
    );
    match kind {
        Kind::ServiceLevel => !contract && !personal,
        Kind::Privacy => !service && !contract,
        Kind::Terms => !service || category == C::SlaSupportResponse,
    }
}

/// The category that a changed fact decides, whatever the cues around it say.
pub(super) fn category_of_fact(family: Family, kind: Kind) -> Option<Category> {
    use Category as C;
    Some(match family {
        Family::Retention => C::DataRetention,
        Family::Training => C::TrainingOnContent,
        Family::AgeLimit => C::InternationalSpecificAudiences,
        Family::Location => C::InternationalSpecificAudiences,
        Family::Controller => C::ContactInformation,
        Family::GoverningLaw => C::ChoiceOfLaw,
        Family::Courts => C::Jurisdiction,
        Family::Arbitration => C::Arbitration,
        Family::LiabilityCap => C::LimitationOfLiability,
        Family::Availability if kind != Kind::Privacy => C::SlaAvailability,
        Family::ServiceCredit => C::SlaServiceCredit,
        Family::CreditCap => C::SlaCreditCap,
        Family::ClaimWindow => C::SlaClaimWindow,
        Family::Exclusion => C::SlaExclusions,
        Family::Licence => C::LicenceToContent,
        Family::Termination => C::Termination,
        Family::Definition if kind == Kind::ServiceLevel => C::SlaDefinitions,
        Family::AcceptableUse if kind != Kind::Privacy => C::AcceptableUse,
        Family::Price => C::PaymentRefund,
        Family::RefundWindow if kind != Kind::Privacy => C::PaymentRefund,
        Family::Recipient if kind == Kind::Privacy => C::ThirdPartySharingCollection,
        _ => return None,
    })
}

/// How much a category counts, in tenths: promises about minors, money and liability weigh most.
pub(super) fn multiplier(category: Category) -> u32 {
    use Category as C;
    match category {
        C::TrainingOnContent
        | C::InternationalSpecificAudiences
        | C::LimitationOfLiability
        | C::Arbitration => 14,
        C::ThirdPartySharingCollection
        | C::DataRetention
        | C::UserAccessEditDeletion
        | C::SlaAvailability
        | C::SlaClaimWindow
        | C::SlaCreditCap
        | C::SlaDefinitions
        | C::SlaExclusions
        | C::SlaRemedy
        | C::SlaServiceCredit
        | C::SlaSupportResponse
        | C::ChoiceOfLaw
        | C::PaymentRefund => 12,
        C::ContactInformation => 6,
        C::IntroductoryGeneric => 5,
        C::Termination | C::Indemnity | C::Warranty | C::AcceptableUse | C::LicenceToContent => 9,
        _ => 10,
    }
}
