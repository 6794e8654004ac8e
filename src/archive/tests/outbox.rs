//! Deliveries: queued once, sent once, and honest about what is not known.

use super::*;
use crate::archive::{ArchiveError, ChainCheck, DeliveriesOf, Delivery, DeliveryState, DigestRecord};

async fn queued(archive: &Archive) -> Subscriber {
    archive.record_check(first(day(0), "thirty days")).await.unwrap();
    let reader = subscriber(archive).await;
    let check = changed(day(5), "thirty days", "ninety days", vec![message("notice-1", &reader)]);
    assert_eq!(archive.record_check(check).await.unwrap().queued.deliveries.len(), 1);
    reader
}

async fn lease(archive: &Archive, now: DateTime<Utc>) -> Vec<Delivery> {
    archive.lease(now, 10, TimeDelta::minutes(5)).await.unwrap()
}

async fn only_state(archive: &Archive) -> DeliveryState {
    let counts = archive.outbox_counts().await.unwrap();
    assert_eq!(counts.values().sum::<u32>(), 1, "{counts:?}");
    *counts.keys().next().unwrap()
}

#[tokio::test]
async fn a_message_goes_out_whole_and_once() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(folder.path());
    let reader = queued(&archive).await;
    let leased = lease(&archive, day(5)).await;
    assert_eq!(leased.len(), 1);
    assert_eq!(leased[0].message, message("notice-1", &reader));
    assert_eq!((leased[0].to.as_str(), leased[0].attempts), (ADDRESS, 0));
    assert!(leased[0].message_id.starts_with("notice."));
    assert!(lease(&archive, day(5)).await.is_empty(), "on lease already");
    let id = &leased[0].id;
    archive.begun(id, day(5), b"as sent").await.unwrap();
    archive.accepted(id, day(5), "250 ok queued as 7F").await.unwrap();
    assert!(lease(&archive, day(9)).await.is_empty());
    let row = archive.deliveries(DeliveriesOf::Policy(policy())).await.unwrap().remove(0);
    assert_eq!((row.state, row.attempts, row.changed_at), (DeliveryState::Accepted, 1, day(5)));
    assert_eq!(row.sealed.unwrap().answer.as_deref(), Some("250 ok queued as 7F"));
    let error = archive.begun(id, day(6), b"as sent").await.unwrap_err();
    assert!(matches!(error, ArchiveError::OutOfOrder { .. }), "{error}");
}

#[tokio::test]
async fn the_same_message_queued_twice_is_queued_once() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(folder.path());
    let reader = queued(&archive).await;
    let messages = vec![message("notice-1", &reader), message("notice-2", &reader)];
    let again = changed(day(6), "ninety days", "a year", messages);
    let recorded = archive.record_check(again).await.unwrap();
    assert_eq!(recorded.queued.already, ["notice-1"]);
    assert_eq!(recorded.queued.deliveries.len(), 1);
    let of_change = archive.deliveries(DeliveriesOf::Change(recorded.change.unwrap())).await.unwrap();
    assert_eq!(of_change.len(), 1);
}

#[tokio::test]
async fn a_crash_between_begun_and_accepted_is_unknown_and_not_sent_again() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(folder.path());
    queued(&archive).await;
    let id = lease(&archive, day(5)).await.remove(0).id;
    archive.begun(&id, day(5), b"as sent").await.unwrap();
    drop(archive);
    let archive = open(folder.path());
    assert!(lease(&archive, day(5)).await.is_empty());
    assert_eq!(only_state(&archive).await, DeliveryState::Begun, "the lease still runs");
    assert!(lease(&archive, day(6)).await.is_empty());
    assert_eq!(only_state(&archive).await, DeliveryState::Unknown);
    archive.accepted(&id, day(6), "250 found in the relay's log").await.unwrap();
    assert_eq!(only_state(&archive).await, DeliveryState::Accepted);
}

#[tokio::test]
async fn a_lease_that_ran_out_unused_is_given_out_again() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(folder.path());
    queued(&archive).await;
    let once = lease(&archive, day(5)).await;
    assert_eq!(lease(&archive, day(5) + TimeDelta::minutes(6)).await, once);
}

#[tokio::test]
async fn refused_for_now_is_due_again_under_the_same_message_id() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(folder.path());
    queued(&archive).await;
    let once = lease(&archive, day(5)).await.remove(0);
    archive.begun(&once.id, day(5), b"as sent").await.unwrap();
    archive.retry_at(&once.id, day(5), "451 try later", day(6)).await.unwrap();
    assert!(lease(&archive, day(5) + TimeDelta::hours(23)).await.is_empty());
    let again = lease(&archive, day(6)).await.remove(0);
    assert_eq!((again.message_id, again.attempts), (once.message_id, 1));
    archive.refused(&again.id, day(6), "550 no such user").await.unwrap();
    assert_eq!(only_state(&archive).await, DeliveryState::Refused);
}

#[tokio::test]
async fn whoever_leaves_gets_nothing_more() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(folder.path());
    let reader = queued(&archive).await;
    let removed = archive.remove_subscriber(ADDRESS, None, day(5)).await.unwrap();
    assert_eq!(removed, std::slice::from_ref(&reader));
    assert!(lease(&archive, day(6)).await.is_empty());
    assert_eq!(only_state(&archive).await, DeliveryState::Refused);
    let late = changed(day(6), "ninety days", "a year", vec![message("late", &reader)]);
    assert_eq!(archive.record_check(late).await.unwrap().queued.without_recipient, ["late"]);
}

#[tokio::test]
async fn whoever_is_erased_between_two_attempts_is_not_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(folder.path());
    queued(&archive).await;
    let id = lease(&archive, day(5)).await.remove(0).id;
    archive.begun(&id, day(5), b"as sent").await.unwrap();
    assert_eq!(archive.erase_person(ADDRESS, day(5)).await.unwrap(), [ADDRESS]);
    archive.retry_at(&id, day(5), "451 try later", day(6)).await.unwrap();
    assert!(lease(&archive, day(7)).await.is_empty());
    assert_eq!(only_state(&archive).await, DeliveryState::Refused);
    assert_eq!(archive.deliveries(DeliveriesOf::Policy(policy())).await.unwrap()[0].sealed, None);
    assert!(matches!(archive.verify_chain().await.unwrap(), ChainCheck::Whole { .. }));
}

#[tokio::test]
async fn a_digest_covers_its_period_once() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(folder.path());
    let reader = subscriber(&archive).await;
    assert_eq!(archive.last_digest(&reader.id).await.unwrap(), None);
    let digest = |key: &str| DigestRecord {
        subscriber: reader.id.clone(),
        period_start: day(0),
        period_end: day(1),
        at: day(1),
        message: Some(Message { stream: Stream::Digest, kind: MessageKind::Digest, ..message(key, &reader) }),
    };
    assert_eq!(archive.record_digest(digest("d1")).await.unwrap().deliveries.len(), 1);
    assert_eq!(archive.record_digest(digest("d2")).await.unwrap().already, ["d2"]);
    assert_eq!(archive.last_digest(&reader.id).await.unwrap(), Some(day(1)));
}
