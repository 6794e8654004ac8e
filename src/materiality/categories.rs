//! What a clause is about: cue tables for the closed list of categories.
//!
//! A category scores where its cues stand: in the sentence, its stem and column, or the heading. The
//! kind of document breaks ties, since "fee" means something else in a service level agreement.

#![expect(clippy::match_same_arms, reason = "each arm is a row of a table, in its own order")]

use super::Category;
use crate::document::Document;
use crate::facts::lexer::{has_any, padded};
use crate::facts::{Clause, Family};

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
pub(super) fn kind_of(document: &Document) -> Kind {
    let title = padded(document.title.as_deref().unwrap_or_default());
    let start: String = document.body_text().chars().take(3000).collect();
    let start = padded(&start);
    let service = [" service level", " sla ", " uptime "];
    let privacy = [" privacy", " data protection", " cookie", " personal data ", " personal information "];
    if has_any(&title, &service) {
        Kind::ServiceLevel
    } else if has_any(&title, &privacy) {
        Kind::Privacy
    } else if has_any(&title, &[" terms", " agreement", " conditions", " rules"]) {
        Kind::Terms
    } else if has_any(&start, &service) {
        Kind::ServiceLevel
    } else if has_any(&start, &privacy) {
        Kind::Privacy
    } else {
        Kind::Terms
    }
}

struct Cues {
    category: Category,
    /// Cues that decide alone.
    strong: &'static [&'static str],
    /// Cues that only add.
    weak: &'static [&'static str],
}

/// The tables, more special categories first: the first of equal scores wins.
const TABLE: &[Cues] = &[
    Cues {
        category: Category::TrainingOnContent,
        strong: &[
            " train our ",
            " to train ",
            " ai training ",
            " model training ",
            " training of ",
            " trained on ",
            " machine learning models",
            " fine tun",
            " train models",
        ],
        weak: &[" train"],
    },
    Cues {
        category: Category::Arbitration,
        strong: &[" arbitrat", " class action", " jury trial"],
        weak: &[" dispute resolution "],
    },
    Cues {
        category: Category::ChoiceOfLaw,
        strong: &[
            " governed by the law",
            " governing law",
            " choice of law",
            " laws of ",
            " applicable law ",
        ],
        weak: &[],
    },
    Cues {
        category: Category::Jurisdiction,
        strong: &[" courts of ", " courts in ", " exclusive jurisdiction", " venue "],
        weak: &[" jurisdiction "],
    },
    Cues { category: Category::Indemnity, strong: &[" indemn", " hold harmless "], weak: &[] },
    Cues {
        category: Category::LimitationOfLiability,
        strong: &[" liab", " in no event ", " consequential ", " indirect damages"],
        weak: &[" damages "],
    },
    Cues {
        category: Category::Warranty,
        strong: &[" as is ", " warrant", " merchantab"],
        weak: &[" disclaim"],
    },
    Cues {
        category: Category::LicenceToContent,
        strong: &[
            " grants you ",
            " licence ",
            " license ",
            " sublicens",
            " royalty free ",
            " feedback ",
            " ownership of ",
            " intellectual property ",
        ],
        weak: &[" rights in "],
    },
    Cues {
        category: Category::ContentRemoval,
        strong: &[
            " remove content",
            " remove your content",
            " take down ",
            " content removal",
            " remove any content",
        ],
        weak: &[],
    },
    Cues {
        category: Category::SlaClaimWindow,
        strong: &[
            " claiming ",
            " claim a credit",
            " application deadline",
            " must request a credit",
            " dispute the figures ",
            " compensation application",
            " applications must be submitted",
            " credit request",
            " request a credit",
            " submit a claim",
            " apply for compensation",
            " to receive a credit",
        ],
        weak: &[" submitted within ", " deadline "],
    },
    Cues {
        category: Category::SlaCreditCap,
        strong: &[
            " credits for any ",
            " capped at ",
            " credits are limited ",
            " maximum credit",
            " total credits",
            " credits will not exceed",
            " limited to % ",
            " aggregate credits",
            " credit cap",
        ],
        weak: &[],
    },
    Cues {
        category: Category::SlaExclusions,
        strong: &[
            " exclusion",
            " does not cover ",
            " no credit is due ",
            " planned maintenance",
            " excluding the following",
            " force majeure",
            " scheduled maintenance",
            " sla does not apply",
        ],
        weak: &[" excluded "],
    },
    Cues {
        category: Category::SlaRemedy,
        strong: &[" sole remedy", " sole and exclusive ", " exclusive remedy", " only remedy"],
        weak: &[" remedy "],
    },
    Cues {
        category: Category::SlaServiceCredit,
        strong: &[
            " service credit",
            " voucher",
            " compensation scheme",
            " compensation standard",
            " monthly fee ",
            " monthly service fee ",
            " credit the customer",
            " credits ",
        ],
        weak: &[" credit ", " compensation"],
    },
    Cues {
        category: Category::SlaSupportResponse,
        strong: &[
            " support ",
            " response time",
            " critical faults",
            " severity 1",
            " priority 1",
            " faults ",
            " will be supported ",
        ],
        weak: &[" response "],
    },
    Cues {
        category: Category::SlaDefinitions,
        strong: &[
            " definition",
            " counts as ",
            " is counted as ",
            " is calculated ",
            " calculated as ",
            " are considered ",
            " considered error",
            " formula ",
            " means ",
            " unavailable minute",
        ],
        weak: &[" error request", " valid request"],
    },
    Cues {
        category: Category::SlaAvailability,
        strong: &[" availability commitment", " uptime", " availability of ", " availability ", " latency "],
        weak: &[" guarantee", " outage"],
    },
    Cues {
        category: Category::PaymentRefund,
        strong: &[
            " price",
            " fees ",
            " refund",
            " payable ",
            " interest ",
            " invoice",
            " charged ",
            " billing cycle",
            " renew",
            " subscription fee",
            " late payment",
            " taxes ",
        ],
        weak: &[" fee ", " pay ", " payment"],
    },
    Cues {
        category: Category::Termination,
        strong: &[" terminat", " suspend", " assign these terms", " assignment ", " close your account"],
        weak: &[" cancel"],
    },
    Cues {
        category: Category::UnilateralChange,
        strong: &[
            " reserve the right to modif",
            " reserves the right to modif",
            " reserve the right to change",
            " reserves the right to change",
            " reserve the right to amend",
            " reserves the right to amend",
            " modify the terms of ",
            " at our sole discretion modify",
        ],
        weak: &[],
    },
    Cues {
        category: Category::PolicyChange,
        strong: &[
            " changes to this ",
            " update this ",
            " material change",
            " policy changes",
            " notice of an amendment",
            " amend these terms",
            " change this ",
            " updated policy",
            " significant changes",
            " changes ",
            " last updated ",
            " modify this",
            " before it takes effect",
            " new version of this",
            " changes to these ",
            " change to this",
            " a change must ",
        ],
        weak: &[" modif", " amend", " amendment", " revis"],
    },
    Cues {
        category: Category::AcceptableUse,
        strong: &[
            " acceptable use",
            " you may not ",
            " you must not ",
            " you agree not to ",
            " prohibited ",
            " reverse engineer",
            " must use its own ",
            " use restrictions",
            " code of conduct",
            " you shall not ",
            " user conduct",
        ],
        weak: &[" misuse", " abuse"],
    },
    Cues {
        category: Category::DoNotTrack,
        strong: &[" do not track ", " dnt ", " global privacy control"],
        weak: &[],
    },
    Cues {
        category: Category::CookiesTracking,
        strong: &[" cookie", " local storage ", " pixel", " tracking technolog", " web beacon"],
        weak: &[" tracker", " tracking "],
    },
    Cues {
        category: Category::DataRetention,
        strong: &[
            " retention",
            " retain",
            " kept for ",
            " keep your ",
            " stored for ",
            " how long ",
            " delete content ",
            " permanently store",
            " kept until",
            " is erased",
            " are erased",
            " are deleted",
            " is deleted",
            " bodies are",
            " logged ",
            " purged",
            " held for ",
            " archived ",
            " stay in ",
            " overwritten",
            " is logged",
            " stored for up to",
            " then deleted",
        ],
        weak: &[" delet", " stored ", " kept ", " store "],
    },
    Cues {
        category: Category::DataSecurity,
        strong: &[
            " security ",
            " encrypt",
            " hash",
            " breach put",
            " data breach",
            " re identify",
            " penetration",
            " safeguard",
            " access controls",
            " anonymis",
            " anonymiz",
            " pseudonym",
            " audited ",
            " becoming aware ",
        ],
        weak: &[" secure", " protect"],
    },
    Cues {
        category: Category::UserAccessEditDeletion,
        strong: &[
            " right to ",
            " your rights",
            " rights of ",
            " access your ",
            " have the right",
            " portab",
            " correct or ",
            " we respond within",
            " requests are answered",
            " may request access",
            " erased ",
            " choices and rights",
            " supervisory authority",
            " decisions about you",
            " data subject",
            " exercise ",
        ],
        weak: &[" request", " respond"],
    },
    Cues {
        category: Category::UserChoiceControl,
        strong: &[
            " opt out",
            " opt in",
            " unsubscribe",
            " ticked the box",
            " newsletter",
            " your choices",
            " preferences ",
            " you can disable",
            " marketing communications",
        ],
        weak: &[" consent", " choose ", " settings "],
    },
    Cues {
        category: Category::InternationalSpecificAudiences,
        strong: &[
            " child",
            " minors ",
            " under the age",
            " years of age",
            " pupils under",
            " located in",
            " european economic area",
            " standard contractual",
            " transferred to ",
            " california",
            " eea ",
            " stored in the",
            " located in the united states",
            " by a parent",
            " international transfer",
            " age of ",
        ],
        weak: &[" pupil", " transfer", " countr", " under 1"],
    },
    Cues {
        category: Category::ThirdPartySharingCollection,
        strong: &[
            " share ",
            " shared with",
            " sharing ",
            " disclos",
            " sell ",
            " third part",
            " recipient",
            " service providers",
            " processed by ",
            " who receives",
            " who else ",
            " subprocessor",
            " sub processor",
            " partners ",
            " instructions ",
            " payment provider",
            " our payment processor",
            " data brokers",
            " made available ",
        ],
        weak: &[" provider", " transmitted ", " sent to "],
    },
    Cues {
        category: Category::FirstPartyCollectionUse,
        strong: &[
            " we collect",
            " what we collect",
            " how we use",
            " information we ",
            " used to ",
            " used for ",
            " is used ",
            " are used ",
            " data we ",
            " how pupil data is used",
            " advertis",
            " why we use",
            " purpose",
            " profiles of ",
            " use your data",
            " used solely",
            " used exclusively",
            " analyse",
            " processes it ",
            " monitor",
        ],
        weak: &[" collect", " use ", " data is used", " improve"],
    },
    Cues {
        category: Category::ContactInformation,
        strong: &[
            " contact us",
            " contact ",
            " data controller is",
            " controller ",
            " e mail ",
            " postal address",
            " privacy office ",
            " data protection officer",
            " operated by ",
            " headquarter",
        ],
        weak: &[" phone", " telephone ", " address "],
    },
    Cues {
        category: Category::IntroductoryGeneric,
        strong: &[" introduction ", " overview ", " see also ", " welcome ", " who we are "],
        weak: &[],
    },
];

const SENTENCE: u32 = 3;
const STEM: u32 = 3;
const COLUMN: u32 = 3;
const HEADING: u32 = 3;

/// The category of a clause; `IntroductoryGeneric` when no cue is found.
pub(super) fn category_of(clause: &Clause, kind: Kind) -> Category {
    let last_heading = padded(clause.section.rsplit(" > ").next().unwrap_or_default());
    let lead = clause.lead.as_deref().map(padded).unwrap_or_default();
    let parts: [(&str, u32); 5] = [
        (&clause.words, SENTENCE),
        (&clause.stem, STEM),
        (&clause.column, COLUMN),
        (&last_heading, HEADING),
        (&lead, 1),
    ];
    let mut best = (0, Category::IntroductoryGeneric);
    for row in TABLE {
        let mut score = 0;
        for (text, weight) in parts {
            score += match (has_any(text, row.strong), has_any(text, row.weak)) {
                (true, _) => 2 * weight,
                (false, true) => weight,
                (false, false) => 0,
            };
        }
        if score > 0 && !fits(row.category, kind) {
            score = score.saturating_sub(5);
        }
        if score > best.0 {
            best = (score, row.category);
        }
    }
    best.1
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
        Family::ServiceCredit => C::SlaServiceCredit,
        Family::CreditCap => C::SlaCreditCap,
        Family::ClaimWindow => C::SlaClaimWindow,
        Family::Exclusion => C::SlaExclusions,
        Family::Licence => C::LicenceToContent,
        Family::Termination => C::Termination,
        Family::Definition if kind == Kind::ServiceLevel => C::SlaDefinitions,
        Family::AcceptableUse => C::AcceptableUse,
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
