//! What one confirmed change means for the calendar: who owes notice, by when, and how it stands.
//!
//! The old text's clause governs its own replacement: a promise cannot be weakened by the change it
//! was made for. Rows of the decision table (O1-O6, I1-I6) are named where they are decided. Wording
//! says "under this rule", never what a law demands; that is for a person to judge.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

use super::calendar::{CalendarCase, CivilZone, Counted, calc, civil_day};
use super::flow::FlowDown;
use super::regimes::Regime;
use super::weaken::is_weaker;
use super::{
    Acceptance, Channel, DaysGiven, EffectiveDate, Lead, NoticeClause, NoticeFlag, NoticeOutlook,
    NoticeVerdict, RequirementSource, Trigger,
};
use crate::materiality::Verdict;
use crate::watchlist::Role;

/// What is known about a confirmed change when the calendar is asked.
#[derive(Debug, Clone)]
pub struct OutlookInput<'a> {
    /// Whether we owe notice or are owed it.
    pub role: Role,
    /// Clause of the old version: the one that governs.
    pub old_clause: Option<&'a NoticeClause>,
    /// Clause of the new version.
    pub new_clause: Option<&'a NoticeClause>,
    /// The watchlist's lead, used where the text names none.
    pub rule: Option<Lead>,
    /// The regime that the watchlist names; where its lead is longer than the text's, it governs.
    pub regime: Option<&'a Regime>,
    /// Our own policies built on this one.
    pub flow: &'a [FlowDown],
    /// The assessment's verdict on the change.
    pub verdict: Verdict,
    /// Whether any words changed; a moved link target alone changes none.
    pub words_changed: bool,
    /// Whether notice alone is not enough for a change of this kind (new purpose, children, retroactive).
    pub needs_consent: bool,
    /// Effective date of the new version.
    pub effective: &'a EffectiveDate,
    /// Effective date of the old version; the same day in both is not the day of this change.
    pub old_effective: &'a EffectiveDate,
    /// Today's civil date in `zone`.
    pub today: NaiveDate,
    /// Last fetch that showed the old words.
    pub last_seen_old: Option<DateTime<Utc>>,
    /// First fetch that showed the new words.
    pub first_seen: DateTime<Utc>,
    /// When a notice on file was accepted: the provider's mail, or our own.
    pub sent: Option<DateTime<Utc>>,
    /// Zone of civil days.
    pub zone: Tz,
}

/// Looks a confirmed change up in the calendar.
pub fn outlook(input: &OutlookInput<'_>) -> NoticeOutlook {
    let duty = Duty::of(input);
    let effective = change_date(input);
    let mut outlook = NoticeOutlook {
        owed: duty.owed,
        why: duty.why(input),
        required: duty.required,
        source: duty.source,
        effective_day: effective_day(&effective, input),
        effective,
        verdict: NoticeVerdict::NotOwed,
        earliest_effective: None,
        send_by: None,
        decide_by: None,
        days_given: None,
        flags: Vec::new(),
        flow: input.flow.to_vec(),
    };
    flag_dates(input, &mut outlook);
    if input.old_clause.is_some_and(|old| is_weaker(old, input.new_clause)) {
        outlook.flags.push(NoticeFlag::WeakenedClause);
    }
    if duty.owed {
        count(input, &duty, &mut outlook);
    }
    if input.role == Role::Provider {
        outlook.decide_by = decide_by(input, &outlook);
    }
    outlook.flags.sort();
    outlook.flags.dedup();
    outlook
}

/// The duty to give notice of this change, before any counting.
struct Duty {
    owed: bool,
    required: Option<Lead>,
    source: RequirementSource,
    trigger: Trigger,
}

impl Duty {
    fn of(input: &OutlookInput<'_>) -> Self {
        let own = Self::of_text(input);
        let Some(regime) = input.regime else { return own };
        let Some(lead) = regime.lead else { return own };
        let beside = Self {
            owed: covers(regime.trigger, input),
            required: Some(lead),
            source: RequirementSource::Regime,
            trigger: regime.trigger,
        };
        match (own.owed, beside.owed) {
            // Both cover the change: whoever keeps the longer lead keeps both.
            (true, true) if is_longer(own.required, lead, input.today) => own,
            (true, false) => own,
            _ => beside,
        }
    }

    /// The duty by the policy's own text, else by the watchlist's lead.
    fn of_text(input: &OutlookInput<'_>) -> Self {
        let promised = input.old_clause.and_then(|clause| clause.required);
        let (required, source) = match (promised, input.rule) {
            (Some(lead), _) => (Some(lead), RequirementSource::Clause),
            (None, Some(lead)) => (Some(lead), RequirementSource::Watchlist),
            (None, None) => (None, RequirementSource::Absent),
        };
        // "We may update this policy" alone promises no message: only a lead or a medium does.
        let promise = input.old_clause.filter(|clause| clause.required.is_some() || promises_message(clause));
        let trigger = promise.map_or(Trigger::Unspecified, |clause| clause.trigger);
        let is_bound = promise.is_some() || required.is_some();
        Self { owed: is_bound && covers(trigger, input), required, source, trigger }
    }

    fn why(&self, input: &OutlookInput<'_>) -> String {
        let lead = self.required.map_or_else(String::new, |lead| format!(" at least {lead} ahead"));
        let covered = match self.trigger {
            Trigger::Any => "any change",
            Trigger::Material => "important changes",
            Trigger::Unspecified => "material changes",
        };
        let is_bound = self.required.is_some() || self.trigger != Trigger::Unspecified;
        match (self.owed, self.source) {
            (true, RequirementSource::Regime) => {
                let rule = input.regime.map_or_else(String::new, Regime::described);
                format!("By {rule}, notice of {covered} is given{lead}; under this rule notice is owed.")
            }
            (true, RequirementSource::Watchlist) => {
                format!(
                    "The watchlist sets notice of material changes{lead}; under this rule notice is owed."
                )
            }
            (true, _) => format!(
                "The text in force promises notice of {covered}{lead}; under this rule notice is owed{}.",
                if input.role == Role::Provider { " to us" } else { "" }
            ),
            (false, _) if !is_bound => {
                "Neither the text nor the watchlist promises notice of a change, so none is counted."
                    .to_owned()
            }
            (false, _) if !input.words_changed => {
                "No words changed, so under this rule no notice is owed.".to_owned()
            }
            (false, _) => format!(
                "The rule covers {covered}; this one is {}, so no notice is owed.",
                input.verdict.as_str()
            ),
        }
    }
}

fn covers(trigger: Trigger, input: &OutlookInput<'_>) -> bool {
    match trigger {
        Trigger::Any => input.words_changed,
        Trigger::Material | Trigger::Unspecified => input.words_changed && input.verdict.is_finding(),
    }
}

/// True when the text's own lead ends later than the regime's. One in business days ends no earlier than
/// the same number of days; it stays, because it is what was promised.
fn is_longer(own: Option<Lead>, regime: Lead, today: NaiveDate) -> bool {
    let Some(own) = own else { return false };
    match (Counted::new(own), Counted::new(regime)) {
        (Ok(own), Ok(regime)) => own.base(today) >= regime.base(today),
        (Err(_), _) => true,
        (_, Err(_)) => false,
    }
}

fn promises_message(clause: &NoticeClause) -> bool {
    clause.channels.iter().any(|channel| *channel != Channel::Posting)
}

/// Media that no crawl of the page can see.
fn is_unseen(clause: &NoticeClause) -> bool {
    !clause.channels.is_empty() && !clause.channels.contains(&Channel::Posting)
}

/// A day that both versions state, and that has passed, is the old version's day.
fn change_date(input: &OutlookInput<'_>) -> EffectiveDate {
    let is_stale = input.effective == input.old_effective
        && match input.effective {
            EffectiveDate::Past { .. } | EffectiveDate::Conflicting { .. } => true,
            EffectiveDate::Partial { date } => date.interval().0 <= input.today,
            _ => false,
        };
    if is_stale { EffectiveDate::None } else { input.effective.clone() }
}

/// The earliest day the effective date may stand for, given when the change was seen or announced.
fn effective_day(effective: &EffectiveDate, input: &OutlookInput<'_>) -> Option<NaiveDate> {
    let zones = [CivilZone::Named(input.zone)];
    let seen = civil_day(input.first_seen, &zones);
    match effective {
        EffectiveDate::Exact { date } | EffectiveDate::Past { date } => Some(*date),
        EffectiveDate::Partial { date } => Some(date.interval().0),
        EffectiveDate::Split { existing_users, .. } => Some(*existing_users),
        EffectiveDate::Conflicting { dates } => dates.iter().min().copied(),
        EffectiveDate::Immediate => Some(seen),
        EffectiveDate::Relative { lead, .. } => {
            let lead = Counted::new(*lead).ok()?;
            match input.role {
                Role::Published => {
                    let given = input.sent.map_or(input.today, |instant| civil_day(instant, &zones));
                    Some(lead.earliest_effective(given))
                }
                Role::Provider => {
                    let given = input.sent.or(input.last_seen_old).unwrap_or(input.first_seen);
                    Some(lead.base(civil_day(given, &zones)))
                }
            }
        }
        EffectiveDate::None => None,
    }
}

fn flag_dates(input: &OutlookInput<'_>, outlook: &mut NoticeOutlook) {
    match outlook.effective {
        EffectiveDate::Partial { .. } => outlook.flags.push(NoticeFlag::PartialDate),
        EffectiveDate::Conflicting { .. } => outlook.flags.push(NoticeFlag::ConflictingDates),
        _ => {}
    }
    if outlook.effective_day.is_some_and(|day| day <= input.today) {
        outlook.flags.push(NoticeFlag::AlreadyInForce);
    }
}

/// Counts the days of a duty and writes the result into the outlook.
fn count(input: &OutlookInput<'_>, duty: &Duty, outlook: &mut NoticeOutlook) {
    let required = duty.required.unwrap_or(Lead::days(0));
    // O5: a month is no day to announce. For a provider its first day is the one to be ready for.
    let is_vague =
        input.role == Role::Published && matches!(outlook.effective, EffectiveDate::Partial { .. });
    let case = CalendarCase {
        today: input.today,
        role: input.role,
        required,
        zones: vec![CivilZone::Named(input.zone)],
        sent: input.sent,
        first_seen: Some(input.first_seen),
        last_seen_old: input.last_seen_old,
        effective: outlook.effective_day.filter(|_| !is_vague),
    };
    let Ok(answer) = calc(&case) else {
        outlook.verdict = NoticeVerdict::NoDate;
        outlook.why += " The lead is in business days, which are not counted without a named calendar.";
        return;
    };
    outlook.verdict = answer.verdict;
    outlook.days_given = answer.days_given;
    outlook.earliest_effective = Some(answer.earliest_effective);
    match input.role {
        Role::Published => {
            outlook.send_by = answer.send_by;
            if input.needs_consent {
                outlook.verdict = NoticeVerdict::Consent;
            }
        }
        Role::Provider => count_owed_to_us(input, duty, &case, outlook),
    }
}

/// Rows I1 to I4: what the provider owes, seen through a crawl or a mail on file.
fn count_owed_to_us(input: &OutlookInput<'_>, duty: &Duty, case: &CalendarCase, outlook: &mut NoticeOutlook) {
    let Some(lead) = duty.required.and_then(|lead| Counted::new(lead).ok()) else {
        outlook.earliest_effective = None;
        none_on_file(input, outlook);
        return;
    };
    let start = civil_day(input.sent.unwrap_or(input.first_seen), &case.zones);
    outlook.earliest_effective = Some(lead.earliest_effective(start));
    let lead_found = match outlook.days_given {
        Some(DaysGiven::Exact(days) | DaysGiven::Between(_, Some(days))) => Some(days),
        _ => None,
    };
    let is_immediate = matches!(outlook.effective, EffectiveDate::Immediate);
    if is_immediate && input.sent.is_none() {
        // It applied when it was posted, whenever that was.
        outlook.verdict = lead.judge(start, start);
        outlook.days_given = Some(DaysGiven::Exact(0));
    }
    if is_immediate || outlook.effective == EffectiveDate::None || lead_found.is_some_and(|days| days <= 0) {
        outlook.flags.push(NoticeFlag::EarlyEffect);
    }
    if outlook.effective_day.is_some_and(|day| day < lead.base(input.today)) {
        outlook.flags.push(NoticeFlag::LateSeen);
    }
    none_on_file(input, outlook);
}

/// I2: the clause names a medium that a page cannot show and no message is on file. That is a
/// question to the mailbox's owner, not a breach; the day count still stands.
fn none_on_file(input: &OutlookInput<'_>, outlook: &mut NoticeOutlook) {
    let Some(clause) = input.old_clause.filter(|_| input.sent.is_none()) else { return };
    if clause.channels.contains(&Channel::Email) {
        outlook.flags.push(NoticeFlag::NoMailOnFile);
    }
    if is_unseen(clause) {
        outlook.verdict = NoticeVerdict::NoneFound;
    }
}

/// I5: the last day to decide where doing nothing accepts. Where the change applies without a day
/// ahead, the day that the promised lead would allow.
fn decide_by(input: &OutlookInput<'_>, outlook: &NoticeOutlook) -> Option<NaiveDate> {
    let governing = input.old_clause.or(input.new_clause)?;
    if !matches!(governing.acceptance, Acceptance::ContinuedUse | Acceptance::None) || !input.words_changed {
        return None;
    }
    let ahead = outlook.effective_day.filter(|day| *day > input.today);
    let day = ahead.or(outlook.earliest_effective)?;
    day.checked_sub_signed(TimeDelta::days(1))
}

#[cfg(test)]
mod tests;
