//! What a number is about: thirty days of logs, of notice or of payment are three different facts.

use super::clause::{Clause, Place};
use super::cues;
use super::lexer::{Measure, Quantity, has_any, padded_key};
use super::{Bound, Family, TimeUnit};

/// The family a quantity of this clause belongs to; `None` when no family claims it.
pub(crate) fn clause_role(clause: &Clause, quantity: &Quantity) -> Option<Family> {
    match quantity.measure {
        Measure::Duration(_) => duration_role(clause, quantity),
        Measure::Percent(_) => percent_role(clause, quantity),
        Measure::Money(..) => Some(money_role(clause)),
    }
}

fn duration_role(clause: &Clause, quantity: &Quantity) -> Option<Family> {
    let words = &clause.words;
    let has = |cues: &[&str]| has_any(words, cues);
    let near = [&clause.stem, &clause.heading, &clause.column];
    let near_has = |cues: &[&str]| near.iter().any(|part| has_any(part, cues));
    let by_then = matches!(quantity.bound, Bound::AtMost) || has(&[" within ", " response "]);
    if has(&[" years of age ", " years old ", " under the age "]) || clause.place == Place::Formula {
        return None;
    }
    // An example promises nothing.
    if clause.lower.starts_with("for example") {
        return None;
    }
    if has(&[" liab"]) && has(cues::CAP) {
        return Some(Family::LiabilityCap);
    }
    if clause.anywhere(&[" arbitrat"]) && has(&[" opt out", " reject", " arbitrat"]) {
        return Some(Family::Arbitration);
    }
    if clause.says(cues::CREDIT) && has(&[" limited to ", " capped ", " exceed"]) {
        return Some(Family::CreditCap);
    }
    if has(&[" outage", " downtime", " unavailab"]) && !has(cues::CLAIM) && is_short(quantity) {
        return Some(Family::Availability);
    }
    if is_claim(clause) || clause.says(cues::CREDIT) && has(&[" expire"]) {
        return Some(Family::ClaimWindow);
    }
    if by_then && near_has(cues::REFUND) && has(&[" claim", " return", " report"])
        || has(cues::REFUND) && (by_then || near_has(cues::REFUND))
    {
        return Some(Family::RefundWindow);
    }
    if has(cues::RENEWAL) {
        return Some(Family::Renewal);
    }
    // Notice to end a contract is notice, whoever gives it.
    if has(&[" may end ", " can end "]) && has(cues::NOTICE) {
        return Some(Family::NoticePeriod);
    }
    if has(&[" after accepting ", " first accept", " after agreeing ", " of accepting "])
        && !has(cues::RETENTION)
    {
        return Some(Family::Arbitration);
    }
    if by_then && is_answer(clause, quantity) {
        return Some(Family::ResponseDeadline);
    }
    if clause.anywhere(&[" terminat", " cancel"])
        && has(&[" terminat", " breach", " cancel"])
        && !has(cues::RETENTION)
    {
        return Some(Family::Termination);
    }
    if by_then
        && has(cues::RESPONSE)
        && !has(&[" in advance ", " before it takes ", " prior ", " supported "])
    {
        return Some(Family::ResponseDeadline);
    }
    if has(cues::NOTICE)
        && (has(&[" notice", " advance "]) || !has(&[" deleted ", " erased ", " retained ", " kept "]))
    {
        return Some(Family::NoticePeriod);
    }
    if clause.says(cues::USER_BAN) {
        return Some(Family::AcceptableUse);
    }
    // A voucher that remains valid is promised, not kept; a cookie that is valid is kept.
    if has(&[" valid ", " stays available ", " remains available ", " remain available ", " redeem"])
        && !clause.anywhere(&[" cookie"])
    {
        return Some(Family::Promise);
    }
    if has(cues::RETENTION) || near_has(cues::RETENTION) || has(&[" logged "]) {
        return Some(Family::Retention);
    }
    if has(cues::PRICE) {
        return Some(Family::Price);
    }
    if clause.anywhere(cues::AVAILABILITY) {
        return Some(Family::Availability);
    }
    if near_has(&[" support ", " response "]) {
        return Some(Family::ResponseDeadline);
    }
    has(&[" will ", " shall ", " guarantee", " warrant"]).then_some(Family::Promise)
}

/// The part of the sentence the number stands in says that somebody answers or acts, and ends nothing.
fn is_answer(clause: &Clause, quantity: &Quantity) -> bool {
    let (before, after) = clause.lower.split_at(quantity.from);
    let start = before.rfind([';', ':']).map_or(0, |at| at + 1);
    let end = after.find(';').map_or(clause.lower.len(), |at| quantity.from + at);
    // The words of a whole sentence are weighed further down.
    if start == 0 && end == clause.lower.len() {
        return false;
    }
    let part = padded_key(&clause.lower[start..end]);
    has_any(&part, cues::RESPONSE)
        && !has_any(&part, cues::ENDING)
        && !has_any(&part, cues::RETENTION)
        && !has_any(&part, &[" in advance ", " before it takes ", " prior ", " supported "])
}

/// Minutes and hours measure a failure; days measure what follows from it.
fn is_short(quantity: &Quantity) -> bool {
    matches!(&quantity.measure, Measure::Duration(span) if matches!(span.unit, TimeUnit::Minute | TimeUnit::Hour))
}

/// A customer asks, within a time, for what an SLA owes.
fn is_claim(clause: &Clause) -> bool {
    (clause.anywhere(cues::CREDIT)
        || has_any(&clause.words, &[" claims must ", " claims have to ", " claim must "]))
        && has_any(&clause.words, cues::CLAIM)
        && !has_any(&clause.words, &[" decide", " examine"])
        && !has_any(&clause.words, &[" answer", " respond", " pay ", " modif"])
        || has_any(&clause.words, &[" may dispute ", " dispute the "])
}

fn percent_role(clause: &Clause, quantity: &Quantity) -> Option<Family> {
    let words = &clause.words;
    if clause.place == Place::Formula {
        return None;
    }
    if has_any(words, &[" liab"]) {
        return Some(Family::LiabilityCap);
    }
    if clause.says(cues::CREDIT) && has_any(words, cues::CAP) && !has_any(words, &[" availab", " uptime "]) {
        return Some(Family::CreditCap);
    }
    let rest = clause.lower.get(quantity.range.end..).unwrap_or_default();
    if clause.anywhere(cues::CREDIT) && cues::FEE_SHARE.iter().any(|start| rest.starts_with(start)) {
        return Some(Family::ServiceCredit);
    }
    if has_any(words, cues::AVAILABILITY) {
        return Some(Family::Availability);
    }
    if clause.anywhere(cues::CREDIT) && has_any(words, &[" credit", " fee", " voucher"]) {
        return Some(Family::ServiceCredit);
    }
    if clause.anywhere(cues::AVAILABILITY) {
        return Some(Family::Availability);
    }
    has_any(words, cues::PRICE).then_some(Family::Price).or_else(|| {
        has_any(words, &[" premium ", " commission ", " surcharge ", " discount "]).then_some(Family::Price)
    })
}

fn money_role(clause: &Clause) -> Family {
    if clause.anywhere(&[" liab"]) {
        Family::LiabilityCap
    } else if has_any(&clause.words, cues::REFUND) {
        Family::RefundWindow
    } else if clause.anywhere(cues::CREDIT) && !clause.says(&[" price", " pay ", " costs ", " credit card"]) {
        let capped = has_any(&clause.words, cues::CAP);
        if capped { Family::CreditCap } else { Family::ServiceCredit }
    } else {
        Family::Price
    }
}
