//! Days that come near: which are shown in a digest, and when a person is pressed again.
//!
//! Escalation is at 14, 7 and 1 days before a day to decide, to send or of effect. Each mark presses
//! once; a watch that slept over a mark presses when it wakes, and one that slept over the day itself says
//! that a day to decide or to send has passed.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

use super::{Cadence, Message, MessageKind, Period, PolicyChange, Relation, Stream, Subscriber};
use crate::notice::NoticeFlag;
use crate::notice::ledger::CaseStanding;
use crate::notice::recipients::Standing;
use crate::render::mail::{self, Rendered};
use crate::watchlist::{PolicyId, Publisher, Role};

/// Days before a deadline at which a person is pressed.
pub(crate) const MARKS: [i64; 3] = [14, 7, 1];

/// Stands for the mark of a day that has passed.
const PASSED: i64 = -1;

/// What is due on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DeadlineKind {
    /// Doing nothing accepts from then on.
    Decide,
    /// Our notice must have left.
    Send,
    /// The change applies.
    Effect,
}

impl DeadlineKind {
    /// The word used in keys and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Decide => "decide",
            Self::Send => "send",
            Self::Effect => "effect",
        }
    }

    /// The words that stand before the day.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Decide => "Decide by",
            Self::Send => "Send notice by",
            Self::Effect => "Applies from",
        }
    }
}

/// A day on which something of a case is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// Id of the case.
    pub case: String,
    /// Its policy.
    pub policy: PolicyId,
    /// The policy as shown.
    pub name: String,
    /// What is due.
    pub kind: DeadlineKind,
    /// When.
    pub day: NaiveDate,
    /// When the case was opened; marks before it press nobody.
    pub opened: DateTime<Utc>,
    /// Who takes care of it.
    pub owner: Option<String>,
    /// Taken by use already, or late, in words; empty where all is well.
    pub remark: String,
}

/// The deadlines of an unsettled case, soonest first: to decide, to send while somebody has nothing yet,
/// and of effect.
pub fn deadlines(
    case: &str,
    opened: DateTime<Utc>,
    change: &PolicyChange,
    standing: &CaseStanding,
) -> Vec<Deadline> {
    if standing.state.is_settled() { Vec::new() } else { days(case, opened, change, standing) }
}

/// The days of a case, whether anything is left to do or not, soonest first.
pub fn days(
    case: &str,
    opened: DateTime<Utc>,
    change: &PolicyChange,
    standing: &CaseStanding,
) -> Vec<Deadline> {
    let has_gaps = standing.recipients.is_empty()
        || standing.recipients.iter().any(|one| one.standing != Standing::Given && one.day.is_none());
    let send_by = standing.send_by.filter(|_| has_gaps && change.role == Role::Published);
    let days = [
        (DeadlineKind::Decide, standing.decide_by),
        (DeadlineKind::Send, send_by),
        (DeadlineKind::Effect, standing.effective),
    ];
    let is_short = standing.flags.contains(&NoticeFlag::FlowShort);
    let remark = if is_short { "leaves fewer days than we owe our own users" } else { "" };
    let mut due: Vec<Deadline> = days
        .into_iter()
        .filter_map(|(kind, day)| {
            Some(Deadline {
                case: case.to_owned(),
                policy: change.policy.clone(),
                name: mail::policy_name(change),
                kind,
                day: day?,
                opened,
                owner: standing.owner.clone(),
                remark: remark.to_owned(),
            })
        })
        .collect();
    due.sort_by_key(|deadline| deadline.day);
    due
}

/// True when one of the marks of a deadline lies in the period, by the reader's own days.
pub fn marks_passed(deadline: &Deadline, period: &Period, zone: Tz) -> bool {
    let day = |instant: DateTime<Utc>| instant.with_timezone(&zone).date_naive();
    let (from, to) = (day(period.from.max(deadline.opened)), day(period.to));
    MARKS.iter().any(|mark| {
        let marked = deadline.day - TimeDelta::days(*mark);
        from < marked && marked <= to
    })
}

/// True when a digest of the period shows the deadline: a day to come, or one to decide or to send that
/// passed within the period and is not settled.
pub fn is_shown(deadline: &Deadline, period: &Period, zone: Tz) -> bool {
    let day = |instant: DateTime<Utc>| instant.with_timezone(&zone).date_naive();
    deadline.day >= day(period.to) || has_passed(deadline, period, zone)
}

/// True when a day to decide or to send passed within the period.
pub fn has_passed(deadline: &Deadline, period: &Period, zone: Tz) -> bool {
    let day = |instant: DateTime<Utc>| instant.with_timezone(&zone).date_naive();
    is_missable(deadline) && day(period.from) <= deadline.day && deadline.day < day(period.to)
}

/// A change applies whether anybody does something or not; a day to decide or to send can be missed.
fn is_missable(deadline: &Deadline) -> bool {
    matches!(deadline.kind, DeadlineKind::Decide | DeadlineKind::Send)
}

/// The mark that presses on `today`, if one has passed since the case was opened.
fn mark(deadline: &Deadline, today: NaiveDate, zone: Tz) -> Option<i64> {
    let opened = deadline.opened.with_timezone(&zone).date_naive();
    let left = (deadline.day - today).num_days();
    let near = MARKS.iter().rev().copied().find(|mark| left >= 0 && left <= *mark)?;
    (deadline.day - TimeDelta::days(near) > opened).then_some(near)
}

/// True when a mark has passed since the case was opened, or the day itself has.
pub fn is_pressing(deadline: &Deadline, publisher: &Publisher, now: DateTime<Utc>) -> bool {
    let today = now.with_timezone(&publisher.zone).date_naive();
    mark(deadline, today, publisher.zone).is_some() || missed(deadline, &[], publisher, now).is_some()
}

/// True for somebody who is told of the deadline at once or in a digest.
pub fn hears_of(subscriber: &Subscriber, deadline: &Deadline) -> bool {
    subscriber.relation == Relation::Watcher
        && (is_owner(subscriber, deadline) || subscriber.follows(&deadline.policy))
}

fn is_owner(subscriber: &Subscriber, deadline: &Deadline) -> bool {
    deadline.owner.as_deref().is_some_and(|owner| owner.eq_ignore_ascii_case(&subscriber.address))
}

/// Presses those who asked to be told at once, and the owner, once a mark. The key keeps it once.
pub fn deadline_messages(
    deadline: &Deadline,
    subscribers: &[Subscriber],
    publisher: &Publisher,
    now: DateTime<Utc>,
) -> Vec<Message> {
    let today = now.with_timezone(&publisher.zone).date_naive();
    let mark = mark(deadline, today, publisher.zone);
    mark.map_or_else(Vec::new, |mark| pressing(deadline, mark, subscribers, publisher, today))
}

/// A day that passed while nobody looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missed {
    /// Keys of the messages of the last mark: where they were queued, nobody slept over the day.
    pub pressed: Vec<String>,
    /// What is to be said when they were not.
    pub messages: Vec<Message>,
}

/// What is to be said of a day to decide or to send that has passed; `None` for any other.
pub fn missed(
    deadline: &Deadline,
    subscribers: &[Subscriber],
    publisher: &Publisher,
    now: DateTime<Utc>,
) -> Option<Missed> {
    let day = |instant: DateTime<Utc>| instant.with_timezone(&publisher.zone).date_naive();
    let today = day(now);
    // A day before the case was opened was never anybody's to keep.
    if !is_missable(deadline) || today <= deadline.day || deadline.day <= day(deadline.opened) {
        return None;
    }
    let last = pressing(deadline, 1, subscribers, publisher, today);
    let pressed = last.into_iter().map(|message| message.key).collect();
    Some(Missed { pressed, messages: pressing(deadline, PASSED, subscribers, publisher, today) })
}

/// The messages of one mark.
fn pressing(
    deadline: &Deadline,
    mark: i64,
    subscribers: &[Subscriber],
    publisher: &Publisher,
    today: NaiveDate,
) -> Vec<Message> {
    let Rendered { subject, text, html } = mail::deadline(deadline, publisher, today);
    subscribers
        .iter()
        .filter(|one| one.relation == Relation::Watcher)
        .filter(|one| {
            is_owner(one, deadline) || (one.cadence == Cadence::Immediate && one.follows(&deadline.policy))
        })
        .map(|one| Message {
            key: format!(
                "deadline:{}:{}:{}:{mark}:{}",
                deadline.case,
                deadline.kind.as_str(),
                deadline.day,
                one.id
            ),
            stream: Stream::Digest,
            kind: MessageKind::Alert,
            recipient: one.id.clone(),
            thread: Some(deadline.policy.to_string()),
            subject: subject.clone(),
            text: text.clone(),
            html: html.clone(),
            attachments: Vec::new(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::tests::{instant, publisher, subscriber};

    fn deadline(day: &str) -> Deadline {
        Deadline {
            case: "0123456789abcdef".to_owned(),
            policy: PolicyId::derive("Acme", "Terms"),
            name: "Acme Terms".to_owned(),
            kind: DeadlineKind::Decide,
            day: day.parse().expect("a day"),
            opened: instant("2026-11-20T09:00:00Z"),
            owner: None,
            remark: String::new(),
        }
    }

    #[test]
    fn marks_press_at_fourteen_seven_and_one_days_and_once_each() {
        let deadline = deadline("2026-12-14");
        let watchers = [subscriber(Relation::Watcher, Cadence::Immediate)];
        let keys = |now: &str| -> Vec<String> {
            let messages = deadline_messages(&deadline, &watchers, &publisher(), instant(now));
            messages.into_iter().map(|message| message.key).collect()
        };
        assert!(keys("2026-11-29T12:00:00Z").is_empty(), "fifteen days are left");
        let first = keys("2026-11-30T12:00:00Z");
        assert_eq!(first, keys("2026-12-06T12:00:00Z"), "the same mark is the same message");
        assert_ne!(first, keys("2026-12-07T12:00:00Z"), "seven days are another mark");
        assert_ne!(keys("2026-12-12T12:00:00Z"), keys("2026-12-13T12:00:00Z"));
        assert!(keys("2026-12-15T12:00:00Z").is_empty(), "the day has passed");
    }

    #[test]
    fn a_day_that_passed_while_nobody_looked_is_said_once_and_never_of_an_effect() {
        let slept = deadline("2026-12-14");
        let watchers = [subscriber(Relation::Watcher, Cadence::Immediate)];
        let of = |deadline: &Deadline, now: &str| missed(deadline, &watchers, &publisher(), instant(now));
        assert_eq!(of(&slept, "2026-12-14T12:00:00Z"), None, "the day itself is not over");
        let first = of(&slept, "2026-12-15T12:00:00Z").expect("it has passed");
        let again = of(&slept, "2026-12-20T12:00:00Z").expect("it has passed");
        let key = |missed: &Missed| missed.messages[0].key.clone();
        assert_eq!(key(&first), key(&again), "said once");
        assert!(first.messages[0].text.contains("1 day ago"), "{}", first.messages[0].text);
        let last = deadline_messages(&slept, &watchers, &publisher(), instant("2026-12-13T12:00:00Z"));
        assert_eq!(first.pressed, [last[0].key.clone()]);
        let effect = Deadline { kind: DeadlineKind::Effect, ..deadline("2026-12-14") };
        assert_eq!(of(&effect, "2026-12-15T12:00:00Z"), None);
        assert_eq!(of(&deadline("2026-11-20"), "2026-12-01T12:00:00Z"), None, "over when it was found");
    }

    #[test]
    fn a_digest_shows_what_is_to_come_and_what_passed_within_its_period() {
        let period = Period { from: instant("2026-12-07T08:00:00Z"), to: instant("2026-12-14T08:00:00Z") };
        for (day, is_expected) in [
            ("2026-12-06", false),
            ("2026-12-07", true),
            ("2026-12-13", true),
            ("2026-12-14", true),
            ("2026-12-20", true),
        ] {
            assert_eq!(is_shown(&deadline(day), &period, Tz::UTC), is_expected, "{day}");
        }
    }

    #[test]
    fn a_digest_is_pressed_by_a_mark_inside_its_period_only() {
        let deadline = deadline("2026-12-14");
        let period = |from: &str, to: &str| Period { from: instant(from), to: instant(to) };
        let pressed = |from, to| marks_passed(&deadline, &period(from, to), Tz::UTC);
        assert!(pressed("2026-11-23T08:00:00Z", "2026-11-30T08:00:00Z"));
        assert!(!pressed("2026-11-30T08:00:00Z", "2026-12-06T08:00:00Z"));
        assert!(pressed("2026-11-30T08:00:00Z", "2026-12-07T08:00:00Z"));
        assert!(!pressed("2026-11-01T08:00:00Z", "2026-11-19T08:00:00Z"));
    }

    #[test]
    fn the_owner_is_pressed_whatever_their_rhythm() {
        let mut reader = subscriber(Relation::Watcher, Cadence::Weekly);
        let now = instant("2026-12-07T12:00:00Z");
        let sent = |deadline: &Deadline, reader: &Subscriber| {
            deadline_messages(deadline, std::slice::from_ref(reader), &publisher(), now).len()
        };
        assert_eq!(sent(&deadline("2026-12-14"), &reader), 0);
        reader.address = "ada@example.org".to_owned();
        let owned = Deadline { owner: Some("ada@example.org".to_owned()), ..deadline("2026-12-14") };
        assert_eq!(sent(&owned, &reader), 1);
    }
}
