//! Where a case stands: its opening, its events and its deliveries, looked at from an instant.
//!
//! Pure and from the whole record each time, so that the same record gives the same standing. Which
//! rows of the decision table apply is found here; what they come to is read from [`super::table`].

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::calendar::{CivilZone, Counted, civil_day};
use super::recipients::{self, DeliveryLog, DeliveryStep, RecipientStanding};
use super::table::Row;
use super::{
    CaseEvent, CaseFacts, CaseState, DaysGiven, EffectiveDate, Lead, NoticeFlag, NoticeOutlook,
    NoticeVerdict, Relay,
};
use crate::materiality::{Assessment, Direction, Judgement};
use crate::watchlist::Role;

/// Days before a deadline on which a person is asked again.
const TASKS_BEFORE: [i64; 3] = [14, 7, 1];

/// Everything on record about a case.
#[derive(Debug, Clone, Copy)]
pub struct CaseRecord<'a> {
    /// What was known when it was opened.
    pub facts: &'a CaseFacts,
    /// What happened since, oldest first.
    pub events: &'a [(DateTime<Utc>, CaseEvent)],
    /// Our messages, where we owe notice.
    pub deliveries: &'a [DeliveryLog],
    /// What an accepting server proves.
    pub relay: Relay,
}

/// Where a case stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseStanding {
    /// State.
    pub state: CaseState,
    /// How the count comes out.
    pub verdict: NoticeVerdict,
    /// How the days alone come out, where notice is not enough.
    pub days_verdict: NoticeVerdict,
    /// Flags, sorted, each once.
    pub flags: Vec<NoticeFlag>,
    /// Rows of the decision table that apply, in their order.
    pub rows: Vec<Row>,
    /// What the calendar said, with the notice on file.
    pub outlook: NoticeOutlook,
    /// The effective day now announced.
    pub effective: Option<NaiveDate>,
    /// Lead given: of the recipient reached last, or of the provider.
    pub days_given: Option<DaysGiven>,
    /// First day the required lead allows, over all recipients.
    pub earliest_effective: Option<NaiveDate>,
    /// Last day on which our notice may leave.
    pub send_by: Option<NaiveDate>,
    /// Last day to decide where doing nothing accepts.
    pub decide_by: Option<NaiveDate>,
    /// Those we owe notice, in order of first message.
    pub recipients: Vec<RecipientStanding>,
    /// Who takes care of it.
    pub owner: Option<String>,
    /// Days on which a person is to look at it, from the present day on.
    pub tasks: Vec<NaiveDate>,
}

/// Looks at a case from `now`.
pub fn stand(record: &CaseRecord<'_>, now: DateTime<Utc>) -> CaseStanding {
    let facts = &reviewed(record, now);
    let record = &CaseRecord { facts, ..*record };
    let today = civil_day(now, &[CivilZone::Named(facts.zone)]);
    let mut standing = opened(record, now);
    match facts.role {
        Role::Published => ours(record, now, today, &mut standing),
        Role::Provider => owed_to_us(today, &mut standing),
    }
    for (_, event) in record.events.iter().filter(|(at, _)| *at <= now) {
        happened(event, &mut standing);
    }
    come_to(&mut standing);
    let deadline = standing.decide_by.or(standing.send_by).filter(|_| !standing.state.is_settled());
    standing.tasks = deadline.map_or_else(Vec::new, |day| tasks(today, day));
    standing
}

/// What was known at the opening, with the verdict as a person settled it since.
fn reviewed(record: &CaseRecord<'_>, now: DateTime<Utc>) -> CaseFacts {
    let said = record.events.iter().filter(|(at, _)| *at <= now).rev().find_map(|(_, event)| match event {
        CaseEvent::Reviewed { verdict, .. } => Some(*verdict),
        _ => None,
    });
    CaseFacts { verdict: said.unwrap_or(record.facts.verdict), ..record.facts.clone() }
}

/// The case as the calendar sees it, with the mail on file or our first accepted message.
fn opened(record: &CaseRecord<'_>, now: DateTime<Utc>) -> CaseStanding {
    let on_file = record.events.iter().filter(|(at, _)| *at <= now).filter_map(|(_, event)| match event {
        CaseEvent::MailOnFile(mail) => Some(mail.received),
        _ => None,
    });
    let accepted = record
        .deliveries
        .iter()
        .flat_map(|log| &log.steps)
        .filter_map(|(at, step)| (*step == DeliveryStep::Accepted && *at <= now).then_some(*at));
    let sent = match record.facts.role {
        Role::Published => accepted.min(),
        Role::Provider => on_file.min(),
    };
    let outlook = record.facts.outlook(sent);
    let moved = record.events.iter().filter(|(at, _)| *at <= now).rev().find_map(|(_, event)| match event {
        CaseEvent::Corrected { effective, .. } => *effective,
        _ => None,
    });
    CaseStanding {
        state: CaseState::Open,
        verdict: outlook.verdict,
        days_verdict: outlook.verdict,
        flags: outlook.flags.clone(),
        rows: Vec::new(),
        effective: moved.or(outlook.effective_day),
        days_given: outlook.days_given,
        earliest_effective: outlook.earliest_effective,
        send_by: outlook.send_by,
        decide_by: outlook.decide_by,
        recipients: Vec::new(),
        owner: None,
        tasks: Vec::new(),
        outlook,
    }
}

/// Rows O and R: what we owe.
fn ours(record: &CaseRecord<'_>, now: DateTime<Utc>, today: NaiveDate, standing: &mut CaseStanding) {
    if !standing.outlook.owed {
        standing.verdict = NoticeVerdict::NotOwed;
        standing.rows.push(Row::O6);
        return;
    }
    standing.recipients = settled(record, now);
    let lead = Counted::new(standing.outlook.required.unwrap_or(Lead::days(0))).ok();
    // A month is no day to count to.
    let is_vague = matches!(standing.outlook.effective, EffectiveDate::Partial { .. })
        && standing.effective == standing.outlook.effective_day;
    let counted = standing.effective.filter(|_| !is_vague).zip(lead);
    standing.verdict = match counted {
        Some((effective, lead)) => count(lead, effective, today, standing),
        None => NoticeVerdict::NoDate,
    };
    standing.days_verdict = standing.verdict;
    let is_late = standing.recipients.iter().any(|one| one.late);
    let is_unequal = standing.recipients.iter().any(|one| !one.late);
    let is_last_day = standing.effective.is_some_and(|day| today >= day - TimeDelta::days(1));
    standing.rows.push(if record.facts.needs_consent {
        standing.verdict = NoticeVerdict::Consent;
        Row::O7
    } else {
        row_of_verdict(standing.verdict)
    });
    let of_recipients: Vec<Row> = standing.recipients.iter().flat_map(|one| one.rows.clone()).collect();
    standing.rows.extend(of_recipients);
    if is_late && (is_unequal || is_last_day) {
        standing.rows.push(Row::R6);
    }
    if is_unannounced(record.facts, &standing.outlook) {
        standing.flags.push(NoticeFlag::Unannounced);
    }
    if standing
        .recipients
        .iter()
        .any(|one| one.standing == recipients::Standing::Pending && one.day.is_some())
    {
        standing.flags.push(NoticeFlag::Provisional);
    }
}

/// Our own page changed, notice is owed, none was announced and the change applies already: the loudest
/// thing a watch can find.
pub fn is_unannounced(facts: &CaseFacts, outlook: &NoticeOutlook) -> bool {
    facts.role == Role::Published && !facts.announced && outlook.owed && is_in_force(outlook)
}

/// A text on our page that names no day to come applies already.
fn is_in_force(outlook: &NoticeOutlook) -> bool {
    matches!(outlook.effective, EffectiveDate::None | EffectiveDate::Immediate | EffectiveDate::Past { .. })
        || outlook.flags.contains(&NoticeFlag::AlreadyInForce)
}

fn row_of_verdict(verdict: NoticeVerdict) -> Row {
    match verdict {
        NoticeVerdict::OnTime => Row::O1,
        NoticeVerdict::Tight => Row::O2,
        NoticeVerdict::Borderline => Row::O3,
        NoticeVerdict::Short => Row::O4,
        NoticeVerdict::NoDate | NoticeVerdict::NoneFound => Row::O5,
        NoticeVerdict::NotOwed => Row::O6,
        NoticeVerdict::Consent => Row::O7,
    }
}

fn settled(record: &CaseRecord<'_>, now: DateTime<Utc>) -> Vec<RecipientStanding> {
    let mut order: Vec<&str> = Vec::new();
    let mut logs: BTreeMap<&str, Vec<&DeliveryLog>> = BTreeMap::new();
    for log in record.deliveries {
        if !logs.contains_key(log.recipient.as_str()) {
            order.push(&log.recipient);
        }
        logs.entry(&log.recipient).or_default().push(log);
    }
    let zone = record.facts.zone;
    order
        .into_iter()
        .map(|recipient| recipients::settle(recipient, &logs[recipient], record.relay, zone, now))
        .collect()
}

/// Counts every recipient and gives the worst verdict. Whoever has nothing yet is counted as if it
/// were to leave today, so that a bounce can only make it worse.
fn count(
    lead: Counted,
    effective: NaiveDate,
    today: NaiveDate,
    standing: &mut CaseStanding,
) -> NoticeVerdict {
    let mut worst = if standing.recipients.is_empty() {
        lead.judge_unsent(today, effective)
    } else {
        NoticeVerdict::OnTime
    };
    let mut last = if standing.recipients.is_empty() { Some(today) } else { None };
    for one in &mut standing.recipients {
        let day = one.day.unwrap_or(today);
        let verdict =
            if one.day.is_some() { lead.judge(day, effective) } else { lead.judge_unsent(today, effective) };
        let earliest = lead.earliest_effective(day);
        one.earliest_effective = Some(earliest);
        one.late = earliest > effective;
        worst = graver(worst, verdict);
        last = last.max(Some(day));
    }
    if let Some(day) = last {
        standing.days_given = Some(DaysGiven::Exact((effective - day).num_days()));
        standing.earliest_effective = Some(lead.earliest_effective(day));
    }
    standing.send_by = Some(lead.send_by(effective));
    worst
}

fn graver(left: NoticeVerdict, right: NoticeVerdict) -> NoticeVerdict {
    if gravity(right) > gravity(left) { right } else { left }
}

fn gravity(verdict: NoticeVerdict) -> u8 {
    match verdict {
        NoticeVerdict::NotOwed | NoticeVerdict::OnTime => 0,
        NoticeVerdict::Tight => 1,
        NoticeVerdict::Borderline => 2,
        NoticeVerdict::Short | NoticeVerdict::NoneFound => 3,
        NoticeVerdict::NoDate | NoticeVerdict::Consent => 4,
    }
}

/// Rows I: what is owed to us.
fn owed_to_us(today: NaiveDate, standing: &mut CaseStanding) {
    let has = |flag| standing.flags.contains(&flag);
    let mut rows = Vec::new();
    let is_on_file = standing.outlook.owed && matches!(standing.days_given, Some(DaysGiven::Exact(_)));
    if has(NoticeFlag::NoMailOnFile) {
        rows.push(Row::I2);
    } else if is_on_file && standing.verdict != NoticeVerdict::NoneFound {
        rows.push(Row::I1);
    }
    for (flag, row) in [
        (NoticeFlag::LateSeen, Row::I3),
        (NoticeFlag::EarlyEffect, Row::I4),
        (NoticeFlag::WeakenedClause, Row::I6),
    ] {
        if has(flag) {
            rows.push(row);
        }
    }
    if let Some(day) = standing.decide_by {
        rows.push(Row::I5);
        if today > day {
            standing.flags.push(NoticeFlag::AcceptedByUse);
        }
    }
    rows.extend(handed_down(today, standing));
    if !standing.outlook.owed && rows.is_empty() {
        standing.state = CaseState::Closed;
    }
    standing.rows = rows;
    standing.send_by = None;
}

/// Rows F: whether every policy of ours that is touched can be announced before the change applies.
fn handed_down(today: NaiveDate, standing: &CaseStanding) -> Option<Row> {
    let touched = standing.outlook.flow.iter().filter(|flow| !flow.clauses.is_empty());
    let short = touched.map(|flow| flow.days(standing.effective, today).is_none_or(|days| days.short() > 0));
    short.reduce(|one, other| one || other).map(|is_short| if is_short { Row::F2 } else { Row::F1 })
}

/// Rows A and M, and what a person decided.
fn happened(event: &CaseEvent, standing: &mut CaseStanding) {
    match event {
        CaseEvent::Overridden { .. } => standing.flags.push(NoticeFlag::Overridden),
        CaseEvent::Reminded { .. } => standing.rows.push(Row::M1),
        CaseEvent::Corrected { .. } => standing.rows.push(Row::A2),
        CaseEvent::Superseded { moved_earlier: true, .. } => standing.rows.push(Row::A4),
        CaseEvent::Superseded { .. } => standing.rows.push(Row::A1),
        CaseEvent::Supersedes { .. } => standing.flags.push(NoticeFlag::Amended),
        CaseEvent::Withdrawn { .. } => standing.rows.push(Row::A3),
        CaseEvent::Published { early: true, .. } => standing.flags.push(NoticeFlag::EarlyEffect),
        CaseEvent::Joined { .. } => standing.rows.push(Row::A5),
        CaseEvent::Assigned { owner } => standing.owner = Some(owner.clone()),
        CaseEvent::Closed { .. } => {
            standing.state = CaseState::Closed;
            standing.flags.retain(|flag| *flag != NoticeFlag::AcceptedByUse);
        }
        CaseEvent::Queued { .. }
        | CaseEvent::Escalated { .. }
        | CaseEvent::MailOnFile(_)
        | CaseEvent::Reported { .. }
        | CaseEvent::Bounced { .. }
        | CaseEvent::Reviewed { .. }
        | CaseEvent::Published { .. } => {}
    }
}

/// Reads state and flags from the table.
fn come_to(standing: &mut CaseStanding) {
    let is_closed = standing.state == CaseState::Closed;
    standing.rows.sort();
    standing.rows.dedup();
    for row in &standing.rows {
        standing.flags.extend(row.rule().flags);
    }
    // Rows stand in the table from the duty to what overtakes it, so the last that names a state decides;
    // of recipients the one that lags behind does.
    let states: Vec<(Row, CaseState)> =
        standing.rows.iter().filter_map(|row| row.rule().state.map(|state| (*row, state))).collect();
    if let Some((_, state)) = states.last() {
        standing.state = *state;
    }
    if is_closed {
        standing.state = CaseState::Closed;
    }
    standing.flags.sort();
    standing.flags.dedup();
}

/// Today, and the days before a deadline that are still to come.
fn tasks(today: NaiveDate, deadline: NaiveDate) -> Vec<NaiveDate> {
    let mut days: Vec<NaiveDate> = TASKS_BEFORE
        .iter()
        .map(|before| deadline - TimeDelta::days(*before))
        .chain([deadline])
        .filter(|day| *day > today)
        .collect();
    days.insert(0, today);
    days
}

/// What an amendment does to a notice: A4 a day moved earlier, A1 a text changed in substance, A2
/// anything else (editorial, solely to the reader's benefit, or a later day).
pub fn amendment(assessment: &Assessment, noticed: Option<NaiveDate>, amended: Option<NaiveDate>) -> Row {
    let is_harmless = |judgement: &Judgement| {
        !judgement.verdict.is_finding() || judgement.direction == Some(Direction::Stronger)
    };
    match (noticed, amended) {
        (Some(noticed), Some(amended)) if amended < noticed => Row::A4,
        _ if assessment.changes.iter().all(is_harmless) => Row::A2,
        _ => Row::A1,
    }
}

#[cfg(test)]
mod tests;
