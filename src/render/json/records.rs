//! Subscribers and messages for machines.

use serde::Serialize;

use super::{instant, pretty};
use crate::digest::{Message, Subscriber};

#[derive(Serialize)]
struct SubscriberView<'a> {
    id: &'a str,
    address: &'a str,
    relation: &'static str,
    cadence: &'static str,
    policies: Vec<&'a str>,
    zone: &'static str,
    since: String,
}

#[derive(Serialize)]
struct MessageView<'a> {
    kind: &'static str,
    recipient: &'a str,
    subject: &'a str,
    text: &'a str,
    html: &'a str,
}

/// `subscribers list --json`: a list, in the order of the archive.
pub fn subscribers(subscribers: &[Subscriber]) -> String {
    let views: Vec<SubscriberView<'_>> = subscribers
        .iter()
        .map(|subscriber| SubscriberView {
            id: &subscriber.id,
            address: &subscriber.address,
            relation: subscriber.relation.as_str(),
            cadence: subscriber.cadence.as_str(),
            policies: subscriber.policies.iter().map(crate::watchlist::PolicyId::as_str).collect(),
            zone: subscriber.zone.name(),
            since: instant(subscriber.since),
        })
        .collect();
    pretty(&views)
}

/// `digest --preview --json`: the message that would be sent; the recipient is the subscriber's id.
pub fn message(message: &Message) -> String {
    pretty(&MessageView {
        kind: message.kind.as_str(),
        recipient: &message.recipient,
        subject: &message.subject,
        text: &message.text,
        html: &message.html,
    })
}
