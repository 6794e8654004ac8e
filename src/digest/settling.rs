//! A person settled a change: who hears of it now, who is corrected, and what is not sent after all.
//!
//! Correction goes to exactly those who were told otherwise. What waits and is wrong now is taken back;
//! what was never told because the rules thought it small is told as the watch would have.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::{Message, MessageKind, Occasion, PolicyChange, Stream, Subscriber, messages_for};
use crate::check::is_told;
use crate::materiality::{Tuning, Verdict};
use crate::render::mail::{self, Settlement};
use crate::watchlist::{Notify, Publisher};

/// A message that told, or is to tell, of the change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Id of its delivery.
    pub delivery: String,
    /// The key it was queued under.
    pub key: String,
    /// Subscriber id.
    pub recipient: String,
    /// What it is.
    pub kind: MessageKind,
    /// Which of the two streams.
    pub stream: Stream,
    /// What can still be done about it.
    pub fate: ToldFate,
}

/// What can still be done about a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToldFate {
    /// It can be held back.
    Waiting,
    /// It has left, or may have.
    Gone,
    /// It never arrived, or was held back.
    Lost,
}

/// A change that a person settled.
#[derive(Debug, Clone, Copy)]
pub struct Settling<'a> {
    /// Id of the change.
    pub id: &'a str,
    /// Before.
    pub before: &'a PolicyChange,
    /// After, with the calendar as of today.
    pub after: &'a PolicyChange,
    /// Words said before, to keep the keys of messages apart.
    pub nth: usize,
    /// Why, in the person's words.
    pub because: &'a str,
    /// What was told of it so far, in order.
    pub told: &'a [Told],
    /// Everybody on record.
    pub subscribers: &'a [Subscriber],
    /// Who writes.
    pub publisher: &'a Publisher,
    /// Whether a change of ours notifies its users by itself.
    pub notify: Notify,
    /// The watchlist's say over mail.
    pub tuning: &'a Tuning,
    /// The full new text, which travels with notices.
    pub text: &'a str,
    /// Now.
    pub now: DateTime<Utc>,
}

/// What settling comes to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Consequences {
    /// Deliveries to hold back.
    pub held_back: Vec<String>,
    /// Messages to queue.
    pub messages: Vec<Message>,
    /// How many of these correct what was told before.
    pub corrections: usize,
}

/// Decides who hears of a settled change.
pub fn settle(settling: &Settling<'_>) -> Consequences {
    let verdict = settling.after.change.assessment.verdict;
    let is_finding = verdict.is_finding();
    let stands = |told: &&Told| match told.kind {
        // Notice may be owed of any modification, however small.
        MessageKind::Notice => is_finding || settling.after.change.outlook.owed,
        MessageKind::Alert => is_finding,
        MessageKind::Digest => true,
        MessageKind::FollowUp => said(told) == Some(is_finding),
    };
    let waiting = settling.told.iter().filter(|told| told.fate == ToldFate::Waiting);
    let held_back = waiting.filter(|told| !stands(told)).map(|told| told.delivery.clone()).collect();
    let corrections = corrections(settling, verdict, stands);
    let was_told = is_told(settling.before.role, &settling.before.change, settling.tuning);
    let now_told = is_told(settling.after.role, &settling.after.change, settling.tuning);
    let count = corrections.len();
    let mut messages = corrections;
    if now_told && !was_told {
        messages.extend(first_words(settling, &messages, stands));
    }
    Consequences { held_back, messages, corrections: count }
}

/// Whether a message of an earlier review said that somebody must look; `None` for other messages.
fn said(told: &Told) -> Option<bool> {
    told.key.strip_prefix("review:").map(|key| !key.contains(":cosmetic:"))
}

/// One letter to everybody whose last word from us says otherwise.
fn corrections(settling: &Settling<'_>, verdict: Verdict, stands: impl Fn(&&Told) -> bool) -> Vec<Message> {
    let Settling { before, after, publisher, .. } = *settling;
    let was_finding = before.change.assessment.verdict.is_finding();
    if was_finding == verdict.is_finding() {
        return Vec::new();
    }
    let rendered = mail::settlement(after, publisher, &Settlement { verdict, because: settling.because });
    let mut seen = BTreeSet::new();
    let gone = settling.told.iter().rev().filter(|told| told.fate == ToldFate::Gone);
    // The last message to each recipient in each stream decides; it comes first here.
    let last = gone.filter(|told| seen.insert((told.recipient.as_str(), told.stream == Stream::Notice)));
    let wrong = last.filter(|told| match told.kind {
        MessageKind::Digest => follows(settling, &told.recipient),
        _ => !stands(told),
    });
    let mut letters: Vec<Message> = Vec::new();
    for told in wrong {
        letters.push(Message {
            key: format!(
                "review:{}:{}:{}:{}:{}",
                settling.id,
                settling.nth,
                verdict.as_str(),
                if told.stream == Stream::Notice { "notice" } else { "digest" },
                told.recipient
            ),
            stream: told.stream,
            kind: MessageKind::FollowUp,
            recipient: told.recipient.clone(),
            thread: Some(after.policy.to_string()),
            subject: rendered.subject.clone(),
            text: rendered.text.clone(),
            html: rendered.html.clone(),
            attachments: Vec::new(),
        });
    }
    letters.reverse();
    letters
}

fn follows(settling: &Settling<'_>, recipient: &str) -> bool {
    let subscriber = settling.subscribers.iter().find(|subscriber| subscriber.id == recipient);
    subscriber.is_some_and(|subscriber| subscriber.follows(&settling.after.policy))
}

/// The notices and alerts that the watch would have queued, to those who were there when the change was
/// found and have heard nothing that still holds.
fn first_words(
    settling: &Settling<'_>,
    corrected: &[Message],
    stands: impl Fn(&&Told) -> bool,
) -> Vec<Message> {
    let Settling { after, publisher, notify, text, now, .. } = *settling;
    let knows = |subscriber: &Subscriber, stream: Stream| {
        let to = |told: &&Told| told.recipient == subscriber.id && told.stream == stream;
        // What is held back was not heard, and a digest tells everything.
        let mut heard = settling.told.iter().filter(to).filter(|told| match told.fate {
            ToldFate::Gone => told.kind != MessageKind::Digest,
            ToldFate::Waiting => stands(told),
            ToldFate::Lost => false,
        });
        heard.next_back().is_some_and(|told| stands(&told))
            || corrected.iter().any(|message| message.recipient == subscriber.id && message.stream == stream)
    };
    let there: Vec<Subscriber> = settling
        .subscribers
        .iter()
        .filter(|subscriber| subscriber.since <= after.change.confirmed_at)
        .cloned()
        .collect();
    let occasion = Occasion { notify, loud: None, mail_from: settling.tuning.mail_from, now };
    let mut messages = messages_for(after, &there, publisher, text, occasion);
    messages.retain(|message| {
        let subscriber = there.iter().find(|subscriber| subscriber.id == message.recipient);
        subscriber.is_some_and(|subscriber| !knows(subscriber, message.stream))
    });
    for message in &mut messages {
        message.key = format!("{}:settled{}", message.key, settling.nth);
    }
    messages
}

#[cfg(test)]
mod tests;
