//! Changes to messages: who gets which, each with a key that is never queued twice.

use chrono::{DateTime, Utc};

use super::deadlines::{Deadline, has_passed, is_shown, marks_passed};
use super::{Attachment, Cadence, Message, MessageKind, Period, PolicyChange, Relation, Stream, Subscriber};
use crate::materiality::{Severity, sends_mail};
use crate::render::mail::{self, Rendered};
use crate::watchlist::{Notify, Publisher, Role};

/// How messages about a change are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occasion {
    /// Whether users are notified by themselves.
    pub notify: Notify,
    /// What makes it the loudest alert there is.
    pub loud: Option<Loud>,
    /// Least severity of a finding for which alerts go out; `None` for any.
    pub mail_from: Option<Severity>,
    /// When.
    pub now: DateTime<Utc>,
}

/// A page of ours that ran ahead of its notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loud {
    /// It shows the announced text before the announced day.
    BeforeItsDay,
    /// It changed and nobody had been told.
    Unannounced,
}

/// Messages that a confirmed change causes at once.
///
/// Users of a published policy get a notice when notice is owed or the change is a finding, and
/// `notify` is `Auto`. Watchers who asked to be told at once get an alert for a finding of the severity
/// from which mail goes out; what is owed asks for no severity. When a page of ours ran ahead of its
/// notice, every watcher gets an alert. All others wait for their digest. `new_text_markdown` travels with
/// every notice, because a link to a page
/// that may change again proves nothing.
pub fn messages_for(
    change: &PolicyChange,
    subscribers: &[Subscriber],
    publisher: &Publisher,
    new_text_markdown: &str,
    occasion: Occasion,
) -> Vec<Message> {
    let Occasion { notify, loud, mail_from, now } = occasion;
    let finding = change.change.assessment.verdict.is_finding();
    let due = (change.change.outlook.owed || finding) && change.change.comparison.has_words();
    let notified = due && change.role == Role::Published && notify == Notify::Auto;
    let notice = notified.then(|| mail::notice(change, publisher, now));
    let users = |one: &&Subscriber| one.relation == Relation::User && one.follows(&change.policy);
    let waits = due && change.role == Role::Published && notify == Notify::Ask;
    let waiting = subscribers.iter().filter(users).count();
    let about = mail::Alert { loud, waiting: waits.then_some(waiting) };
    let is_grave_enough = sends_mail(&change.change.assessment, mail_from);
    let alert = (is_grave_enough || loud.is_some()).then(|| mail::alert(change, publisher, about, now));
    let followers = subscribers.iter().filter(|subscriber| subscriber.follows(&change.policy));
    followers
        .filter_map(|subscriber| match (subscriber.relation, subscriber.cadence) {
            (Relation::User, _) => notice.as_ref().map(|words| {
                let attachment = full_text(change, new_text_markdown);
                message(change, subscriber, MessageKind::Notice, words.clone(), vec![attachment])
            }),
            (Relation::Watcher, cadence) if cadence == Cadence::Immediate || loud.is_some() => alert
                .as_ref()
                .map(|words| message(change, subscriber, MessageKind::Alert, words.clone(), Vec::new())),
            (Relation::Watcher, _) => None,
        })
        .collect()
}

/// The digest of a period; `None` when nothing happened in what the subscriber follows.
pub fn digest_message(
    subscriber: &Subscriber,
    period: &Period,
    changes: &[PolicyChange],
    deadlines: &[Deadline],
    publisher: &Publisher,
) -> Option<Message> {
    let mut told: Vec<&PolicyChange> = changes
        .iter()
        .filter(|change| subscriber.follows(&change.policy) && change.change.comparison.has_words())
        .filter(|change| period.from < change.change.confirmed_at && change.change.confirmed_at <= period.to)
        .collect();
    let zone = subscriber.zone;
    let due: Vec<&Deadline> = deadlines
        .iter()
        .filter(|deadline| subscriber.follows(&deadline.policy) && is_shown(deadline, period, zone))
        .collect();
    // A day that comes near, or went by, is a reason to write even when nothing changed.
    let presses =
        due.iter().any(|deadline| marks_passed(deadline, period, zone) || has_passed(deadline, period, zone));
    if told.is_empty() && !presses {
        return None;
    }
    told.sort_by_key(|change| std::cmp::Reverse(change.change.assessment.verdict));
    let Rendered { subject, text, html } = mail::digest(subscriber, period, &told, &due, publisher);
    Some(Message {
        // One period is told once; two digests of one day are two periods.
        key: format!("digest:{}:{}", subscriber.id, period.to.timestamp_micros()),
        stream: Stream::Digest,
        kind: MessageKind::Digest,
        recipient: subscriber.id.clone(),
        thread: None,
        subject,
        text,
        html,
        attachments: Vec::new(),
    })
}

fn message(
    change: &PolicyChange,
    subscriber: &Subscriber,
    kind: MessageKind,
    words: Rendered,
    attachments: Vec<Attachment>,
) -> Message {
    // The instant keeps apart the second coming of a text that was there before and went again.
    let seen = change.change.first_seen.timestamp();
    let key =
        format!("{}:{}:{}:{seen}:{}", kind.as_str(), change.policy, change.change.new_sha256, subscriber.id);
    let stream = if kind == MessageKind::Notice { Stream::Notice } else { Stream::Digest };
    let Rendered { subject, text, html } = words;
    Message {
        key,
        stream,
        kind,
        recipient: subscriber.id.clone(),
        thread: Some(change.policy.to_string()),
        subject,
        text,
        html,
        attachments,
    }
}

fn full_text(change: &PolicyChange, markdown: &str) -> Attachment {
    Attachment {
        name: format!("{}-{}.md", change.policy.as_str().replace('/', "-"), change.change.new_sha256.short()),
        media_type: "text/markdown; charset=utf-8".to_owned(),
        content: markdown.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::digest::Period;
    use crate::materiality::Verdict;
    use crate::render::tests::{instant, provider, published, publisher, subscriber};
    use crate::watchlist::PolicyId;

    fn everybody() -> Vec<Subscriber> {
        let watchers = [Cadence::Immediate, Cadence::Daily, Cadence::Weekly];
        let mut all: Vec<Subscriber> =
            watchers.iter().map(|cadence| subscriber(Relation::Watcher, *cadence)).collect();
        all.push(subscriber(Relation::User, Cadence::Immediate));
        all
    }

    fn auto(now: DateTime<Utc>) -> Occasion {
        Occasion { notify: Notify::Auto, loud: None, mail_from: None, now }
    }

    #[test]
    fn a_page_that_ran_ahead_of_its_notice_reaches_every_watcher_at_once() {
        let now = instant("2026-11-21T08:00:00Z");
        for (loud, words) in [(Loud::BeforeItsDay, "before its day"), (Loud::Unannounced, "without notice")] {
            let occasion = Occasion { notify: Notify::Ask, loud: Some(loud), mail_from: None, now };
            let messages = messages_for(&published(), &everybody(), &publisher(), "", occasion);
            assert_eq!(messages.len(), 3, "all watchers, whatever their rhythm");
            assert!(
                messages.iter().all(|message| message.subject.contains(words)),
                "{}",
                messages[0].subject
            );
            assert!(messages[0].text.contains("waits for you"), "{}", messages[0].text);
        }
    }

    fn sent(change: &PolicyChange, notify: Notify) -> Vec<(MessageKind, String)> {
        let now = instant("2026-11-21T08:00:00Z");
        let messages = messages_for(
            change,
            &everybody(),
            &publisher(),
            "# New\n",
            Occasion { notify, loud: None, mail_from: None, now },
        );
        let keys: BTreeSet<&str> = messages.iter().map(|message| message.key.as_str()).collect();
        assert_eq!(keys.len(), messages.len());
        messages.into_iter().map(|message| (message.kind, message.recipient)).collect()
    }

    #[test]
    fn who_is_written_to_at_once() {
        let alert = (MessageKind::Alert, "watcher-immediate".to_owned());
        let notice = (MessageKind::Notice, "user-immediate".to_owned());
        let both = vec![alert.clone(), notice.clone()];
        assert_eq!(sent(&published(), Notify::Auto), both);
        assert_eq!(sent(&published(), Notify::Ask), std::slice::from_ref(&alert));
        assert_eq!(sent(&provider(), Notify::Auto), [alert]);

        let mut harmless = published();
        harmless.change.assessment.verdict = Verdict::Cosmetic;
        assert_eq!(sent(&harmless, Notify::Auto), [notice], "owed for any modification");
        harmless.change.outlook.owed = false;
        assert_eq!(sent(&harmless, Notify::Auto), []);
    }

    #[test]
    fn those_who_follow_something_else_are_left_in_peace() {
        let mut reader = subscriber(Relation::Watcher, Cadence::Immediate);
        reader.policies = vec![PolicyId::derive("Other", "Terms")];
        let now = instant("2026-11-21T08:00:00Z");
        assert_eq!(messages_for(&published(), &[reader], &publisher(), "", auto(now)), []);
    }

    #[test]
    fn a_notice_carries_the_full_text_and_the_same_words_coming_back_are_a_new_message() {
        let now = instant("2026-11-21T08:00:00Z");
        let users = [subscriber(Relation::User, Cadence::Immediate)];
        let first = &messages_for(&published(), &users, &publisher(), "# New\n", auto(now))[0];
        assert_eq!(first.attachments[0].content, "# New\n");
        assert_eq!(first.stream, Stream::Notice);
        let mut again = published();
        again.change.first_seen += chrono::TimeDelta::days(90);
        let second = &messages_for(&again, &users, &publisher(), "# New\n", auto(now))[0];
        assert_ne!(first.key, second.key);
        assert_eq!(first.thread, second.thread);
    }

    #[test]
    fn a_digest_tells_each_change_of_its_period_once() {
        let reader = subscriber(Relation::Watcher, Cadence::Weekly);
        let confirmed = published().change.confirmed_at;
        let hour = chrono::TimeDelta::hours(1);
        let told =
            |from, to| digest_message(&reader, &Period { from, to }, &[published()], &[], &publisher());
        let message = told(confirmed - hour, confirmed).expect("the change falls into the period");
        assert_eq!(message.subject, "[Digest] 5 changes in 1 policy, 21 November 2026");
        assert_eq!(message.stream, Stream::Digest);
        assert_eq!(told(confirmed, confirmed + hour), None, "told before");
        assert_eq!(told(confirmed - hour - hour, confirmed - hour), None, "not yet");
    }
}
