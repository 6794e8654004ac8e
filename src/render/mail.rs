//! The words of notices, alerts and digests.
//!
//! One `Letter` is written twice, as text and as HTML, so that the text part is complete by
//! construction. The calendar comes first, then what changes, then why the reader gets this, then
//! fingerprints. States facts and quotes; draws no legal conclusion and carries no promotion.

mod calendar;
mod html;
mod letter;
mod settlement;
mod text;

use chrono::{DateTime, NaiveDate, Utc};

pub(super) use self::letter::Letter;
use self::letter::Part;
pub use self::settlement::{Settlement, settlement};
use super::dates;
use super::entries::{tally, verdict_word};
use super::safe::{self, SUBJECT_LIMIT};
use crate::digest::{Deadline, Loud, Period, PolicyChange, Subscriber};
use crate::document::text::shorten;
use crate::materiality::Verdict;
use crate::watchlist::Publisher;

/// A message's words, ready to be put into a MIME message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// One line without control or direction characters, at most 150 characters.
    pub subject: String,
    /// Complete text part.
    pub text: String,
    /// Complete HTML part.
    pub html: String,
}

/// The calendar of a change as labelled values, for readers other than mail's.
pub(super) fn calendar_rows(
    change: &PolicyChange,
    publisher: &Publisher,
    today: NaiveDate,
) -> Vec<(&'static str, String)> {
    calendar::alert(change, publisher, today).into_iter().map(|row| (row.label, row.value)).collect()
}

/// A notice to the users of a published policy; the full new text travels as an attachment.
pub fn notice(change: &PolicyChange, publisher: &Publisher, now: DateTime<Utc>) -> Rendered {
    let today = civil_day(now, publisher);
    let name = policy_name(change);
    let event = match change.change.outlook.effective_day {
        Some(day) if day > today => format!("changes on {}", dates::day(day)),
        Some(day) if day < today => format!("changed on {}", dates::day(day)),
        Some(_) => "changes today".to_owned(),
        None => "has changed".to_owned(),
    };
    let who = safe::line(&publisher.name);
    let opening = vec![
        format!("{who} gives notice of changes to: {name}."),
        "The changes are quoted below; the full new text is attached.".to_owned(),
    ];
    let closing = vec![
        format!(
            "You receive this notice because you are on record as a user of {}, to whom this policy applies. \
             It goes to every such user, whatever else they subscribe to, and carries no advertising; \
             therefore it has no unsubscribe link.",
            safe::line(&change.service)
        ),
        contact(publisher, "With questions, or if you do not agree with the changes"),
    ];
    let part = Part::of(change, "What changes".to_owned(), calendar::notice(change, publisher, today));
    Letter { subject: subject("[Notice] ", &name, &format!(" {event}")), opening, parts: vec![part], closing }
        .render()
}

/// What an alert says beside the change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Alert {
    /// A page of ours ran ahead of its notice.
    pub loud: Option<Loud>,
    /// The notice waits for a person; to how many it would go.
    pub waiting: Option<usize>,
}

/// A day that comes near, to those who take care of it.
pub fn deadline(deadline: &Deadline, publisher: &Publisher, today: NaiveDate) -> Rendered {
    let name = safe::line(&deadline.name);
    let passed = if deadline.day < today { ", passed" } else { "" };
    let event = format!(": {} {}{passed}", deadline.kind.in_words().to_lowercase(), dates::day(deadline.day));
    let opening = vec![
        due_line(deadline, today),
        format!("The case in full: policydiff notice show {}", deadline.case),
    ];
    let closing = vec![
        "You receive this because you take care of it, or asked to be told at once.".to_owned(),
        leaving(publisher),
    ];
    Letter { subject: subject("[Deadline] ", &name, &event), opening, parts: Vec::new(), closing }.render()
}

/// `Decide by 14 December 2026 (7 days left): Acme Terms, taken care of by Ada.`
fn due_line(deadline: &Deadline, today: NaiveDate) -> String {
    let left = match (deadline.day - today).num_days() {
        0 => "today".to_owned(),
        left if left > 0 => format!("{} left", dates::days(left)),
        left => format!("{} ago", dates::days(-left)),
    };
    let owner = match &deadline.owner {
        Some(owner) => format!("taken care of by {}", safe::line(owner)),
        None => "nobody takes care of it".to_owned(),
    };
    let remark = if deadline.remark.is_empty() { String::new() } else { format!("; {}", deadline.remark) };
    let (what, day, name) = (deadline.kind.in_words(), dates::day(deadline.day), safe::line(&deadline.name));
    format!("{what} {day} ({left}): {name}, {owner}{remark}; case {}.", deadline.case)
}

/// An alert to a watcher, at once.
pub fn alert(change: &PolicyChange, publisher: &Publisher, about: Alert, now: DateTime<Utc>) -> Rendered {
    let name = policy_name(change);
    let outlook = &change.change.outlook;
    let gravity = match change.change.assessment.verdict {
        Verdict::Material => "material change",
        Verdict::Review => "possibly material change",
        Verdict::None | Verdict::Cosmetic => "change",
    };
    let deadline = match (outlook.decide_by, outlook.effective_day) {
        (Some(day), _) => format!(", decide by {}", dates::day(day)),
        (None, Some(day)) => format!(", applies from {}", dates::day(day)),
        (None, None) => String::new(),
    };
    let entries = letter::entries(change);
    let mut opening =
        vec![format!("{name} has changed: {}.", tally(&entries, verdict_word(Verdict::Review)))];
    opening.extend(about.loud.map(|loud| loud_words(loud).to_owned()));
    opening.extend(about.waiting.map(|users| {
        let users = plural(users, "user", "users");
        format!(
            "The notice to {users} waits for you: policydiff notice list, then policydiff notice send ID."
        )
    }));
    let today = civil_day(now, publisher);
    let part = Part::of(change, "What changes".to_owned(), calendar::alert(change, publisher, today));
    let (tag, event) = match about.loud {
        Some(Loud::BeforeItsDay) => ("[ACT NOW] ", ": our page changed before its day".to_owned()),
        Some(Loud::Unannounced) => ("[ACT NOW] ", ": our page changed without notice".to_owned()),
        None => ("[Alert] ", format!(": {gravity}{deadline}")),
    };
    let subject = subject(tag, &name, &event);
    let closing = vec![
        format!(
            "You receive this alert because you asked to be told at once when this policy changes ({}).",
            change.policy
        ),
        leaving(publisher),
    ];
    Letter { subject, opening, parts: vec![part], closing }.render()
}

/// The digest of a period; `changes` are those of the policies the subscriber follows.
pub fn digest(
    subscriber: &Subscriber,
    period: &Period,
    changes: &[&PolicyChange],
    due: &[&Deadline],
    publisher: &Publisher,
) -> Rendered {
    let day = |instant: DateTime<Utc>| instant.with_timezone(&subscriber.zone).date_naive();
    let days = dates::span(day(period.from), day(period.to));
    let edits: usize = changes.iter().map(|change| letter::entries(change).len()).sum();
    let mut policies: Vec<_> = changes.iter().map(|change| &change.policy).collect();
    policies.sort();
    policies.dedup();
    let counted = match policies.len() {
        0 => format!("no change, {} to keep", plural(due.len(), "day", "days")),
        policies => {
            format!("{} in {}", plural(edits, "change", "changes"), plural(policies, "policy", "policies"))
        }
    };
    let today = day(period.to);
    let mut opening = vec![format!("{counted}, {days}.")];
    opening.extend(due.iter().map(|deadline| due_line(deadline, today)));
    let parts = changes.iter().map(|change| {
        Part::of(change, policy_name(change), calendar::alert(change, publisher, day(period.to)))
    });
    let cadence = subscriber.cadence.as_str();
    let closing = vec![
        format!(
            "You receive this digest because you asked for a {cadence} summary of the policies you follow."
        ),
        leaving(publisher),
    ];
    Letter { subject: format!("[Digest] {counted}, {days}"), opening, parts: parts.collect(), closing }
        .render()
}

fn loud_words(loud: Loud) -> &'static str {
    match loud {
        Loud::BeforeItsDay => {
            "Our own page shows the announced text before the announced day: put the old text back, or move the day \
             and give notice anew. Until the day the old text applies to those who have the notice."
        }
        Loud::Unannounced => {
            "Our own page changed and applies already, and nobody had been told before: put the old text back and \
             announce the change, or give notice at once."
        }
    }
}

/// `Acme Privacy Policy`, the service not said twice.
pub(crate) fn policy_name(change: &PolicyChange) -> String {
    let (service, kind) = (safe::line(&change.service), safe::line(&change.kind));
    if kind.to_lowercase().starts_with(&service.to_lowercase()) { kind } else { format!("{service} {kind}") }
}

/// Shortens the name, never the date behind it.
pub(super) fn subject(tag: &str, name: &str, event: &str) -> String {
    let room = SUBJECT_LIMIT.saturating_sub(tag.chars().count() + event.chars().count());
    shorten(&format!("{tag}{}{event}", shorten(name, room)), SUBJECT_LIMIT)
}

fn civil_day(now: DateTime<Utc>, publisher: &Publisher) -> NaiveDate {
    now.with_timezone(&publisher.zone).date_naive()
}

fn plural(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

pub(super) fn contact(publisher: &Publisher, occasion: &str) -> String {
    match &publisher.contact {
        Some(contact) => format!("{occasion}, write to {}.", safe::line(contact)),
        None => format!("{occasion}, reply to this message."),
    }
}

/// How to leave the digest stream; says plainly when there is no link to press.
fn leaving(publisher: &Publisher) -> String {
    let write = contact(publisher, "To stop these mails or choose another rhythm");
    match &publisher.public_url {
        Some(url) => format!("{write} Subscriptions are kept at {}.", safe::line(url.as_str())),
        None => format!("{write} One-click links are off, because this installation has no public address."),
    }
}
