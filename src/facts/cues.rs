//! Cue tables of the fact families: data, apart from the code that looks them up.
//!
//! Every cue starts with a space, so that it begins at a word; without a final space it is a prefix.

mod acts;
mod people;
mod places;
mod speech;

pub(crate) use acts::{HEDGES, INTRUSIVE_ACTS, MEASURES, PROTECTIVE_ACTS, RIGHT_STEMS, RIGHTS, USER_BAN};
pub(crate) use people::{
    COLLECTION, DATA_NOUNS, DATA_VERBS, GRAVE_PURPOSES, PASSING_CUES, RECEIVING, RECIPIENT_KINDS, SHARING,
};
pub(crate) use places::{DEMONYMS, FRAMEWORKS, REGIONS};
pub(crate) use speech::SPEECH;

/// Keeping and erasing.
pub(crate) const RETENTION: &[&str] = &[
    " retain",
    " retention",
    " kept ",
    " keep ",
    " keeps ",
    " store",
    " storage ",
    " stored",
    " delet",
    " eras",
    " purg",
    " held ",
    " hold ",
    " archiv",
    " overwritten",
    " stay ",
    " stays ",
    " remain",
    " cleared ",
    " destroy",
    " how long ",
    " life of the account",
    " lifetime ",
    " expir",
    " disappear",
    " vanish",
    " on our servers ",
    " wiped ",
    " wipe ",
    " wipes ",
    " shred",
    " discard",
    " removed after ",
    " removed within ",
    " kept on ",
    " save ",
    " saved ",
    " saves ",
];

/// Ending a contract or an account.
pub(crate) const ENDING: &[&str] = &[
    " terminat",
    " cancel",
    " end this ",
    " end the ",
    " end your ",
    " close your account",
    " close an account",
    " close the account",
    " deactivate",
    " rescind",
];

/// Something is announced before it happens.
pub(crate) const NOTICE: &[&str] = &[
    " notice",
    " in advance",
    " advance ",
    " prior ",
    " ahead ",
    " before ",
    " beforehand ",
    " notify",
    " notified",
    " inform",
    " announce",
    " told ",
];

/// Somebody answers, acts or tells within a time.
pub(crate) const RESPONSE: &[&str] = &[
    " get back to you ",
    " come back to you ",
    " dealt with ",
    " deal with ",
    " attend to ",
    " reach a decision ",
    " decide",
    " warn",
    " tell you ",
    " told ",
    " handled ",
    " respond",
    " response",
    " answer",
    " reply",
    " replies",
    " act on ",
    " acknowledg",
    " handle your request",
    " process your request",
    " comply with your request",
    " fulfil",
    " resolve",
    " written request",
    " on request",
    " notify",
    " notified",
    " inform",
    " becoming aware",
    " alert ",
    " reported to ",
    " report it to ",
    " take you off ",
    " takes you off ",
    " taken off the list ",
    " call you back ",
    " calls you back ",
    " picks up ",
    " picked up ",
    " taken up ",
    " looked into ",
    " look into ",
    " hear from us ",
    " word from us ",
    " put right ",
    " carry out your ",
    " carried out ",
    " have a reply ",
    " get a reply ",
    " hear back ",
    " is fixed ",
    " are fixed ",
    " restored ",
    " repaired ",
];

/// Money returned.
pub(crate) const REFUND: &[&str] = &[
    " refund",
    " repaid ",
    " repay",
    " reimburs",
    " money back ",
    " returned to you ",
    " paid back ",
    " pay back ",
    " pays back ",
    " sum back ",
    " give back ",
    " gives back ",
    " get your money",
];

/// A term that goes on.
pub(crate) const RENEWAL: &[&str] = &[
    " renew",
    " extended by ",
    " extends by ",
    " extends itself",
    " extend itself",
    " prolong",
    " stretches by ",
    " carries on for another ",
    " carry on for another ",
    " goes on for another ",
    " go on for another ",
    " runs on for ",
    " run on for ",
    " continues for another ",
    " rolls over for ",
    " roll over for ",
];

/// What is due under an SLA.
pub(crate) const CREDIT: &[&str] =
    &[" credit", " compensation", " voucher", " service level", " sla ", " rebate"];

/// Asking for it.
pub(crate) const CLAIM: &[&str] =
    &[" submit", " request", " apply ", " application", " claim", " dispute", " file "];

/// Bounds of a sum.
pub(crate) const CAP: &[&str] = &[
    " cap ",
    " capped ",
    " limited to ",
    " exceed",
    " maximum ",
    " at most ",
    " no more than ",
    " up to ",
    " greater",
    " less ",
    " lesser ",
    " ceiling ",
    " more than ",
    " do not pass ",
    " does not pass ",
    " never pass ",
];

/// What a customer pays.
pub(crate) const PRICE: &[&str] = &[
    " price",
    " fee ",
    " fees ",
    " charge",
    " pay ",
    " payable",
    " paid ",
    " payment",
    " invoice",
    " interest ",
    " billed ",
    " cost",
    " subscription",
];

/// What follows a share of what a customer pays.
pub(crate) const FEE_SHARE: &[&str] = &[
    " of the monthly fee",
    " of your monthly fee",
    " of that month's fee",
    " of the fee",
    " of the monthly charge",
    " of the monthly bill",
    " of the monthly subscription",
];

/// Uptime and error rates.
pub(crate) const AVAILABILITY: &[&str] =
    &[" availab", " uptime ", " unavailab", " downtime", " error", " latency ", " messages are ", " outage"];
