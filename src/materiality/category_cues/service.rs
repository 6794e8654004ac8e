//! Cues of the parts of a service level agreement. Data only; the scoring is [`super::super::categories`].

use super::Cues;
use crate::materiality::Category;

/// From the time to claim to the availability itself.
pub(super) const SERVICE: &[Cues] = &[
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
];
