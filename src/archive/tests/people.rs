//! Persons: found by address, never in clear, gone when erased; and the evidence that remains.

use super::*;
use crate::archive::{ChainCheck, DeliveriesOf, Moved, opening};

fn files_hold(folder: &Path, bytes: &[u8]) -> bool {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
        .any(|file| file.windows(bytes.len()).any(|window| window == bytes))
}

async fn key(archive: &Archive) -> Vec<u8> {
    let query = |connection: &mut rusqlite::Connection| {
        Ok(connection.query_row("SELECT key FROM person_keys", [], |row| row.get(0))?)
    };
    archive.inner.reader.run(query).await.unwrap()
}

#[tokio::test]
async fn one_address_one_subscription_of_a_relation() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(folder.path());
    let one = subscriber(&archive).await;
    let shouted = new_subscriber(&format!(" {} ", ADDRESS.to_uppercase()), Relation::User);
    let renewed = NewSubscriber { cadence: Cadence::Weekly, policies: Vec::new(), ..shouted };
    let Added::Updated(two) = archive.add_subscriber(renewed, day(3)).await.unwrap() else {
        panic!("the same address was taken for another");
    };
    // The rhythm changed, so digests start from here.
    assert_eq!((&two.id, &two.address, two.since), (&one.id, &one.address, day(3)));
    assert_eq!((two.cadence, two.policies.len()), (Cadence::Weekly, 0));
    let watcher = archive.add_subscriber(new_subscriber(ADDRESS, Relation::Watcher), day(4)).await.unwrap();
    assert!(matches!(watcher, Added::New(_)));
    assert_eq!(archive.subscribers().await.unwrap().len(), 2);
    assert_eq!(archive.remove_subscriber(ADDRESS, Some(Relation::User), day(5)).await.unwrap(), [two]);
    assert!(archive.remove_subscriber("nobody@harbour.example", None, day(5)).await.unwrap().is_empty());
    assert_eq!(archive.subscribers().await.unwrap().len(), 1);
}

#[tokio::test]
async fn erasing_removes_the_key_from_every_file_and_leaves_the_chain_whole() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(folder.path());
    archive.record_check(first(day(0), "thirty days")).await.unwrap();
    let reader = subscriber(&archive).await;
    let check = changed(day(5), "thirty days", "ninety days", vec![message("m", &reader)]);
    archive.record_check(check).await.unwrap();
    let id = archive.lease(day(5), 1, TimeDelta::hours(1)).await.unwrap().remove(0).id;
    archive.begun(&id, day(5), b"as sent").await.unwrap();
    archive.refused(&id, day(5), &format!("550 <{ADDRESS}> unknown")).await.unwrap();
    let key = key(&archive).await;
    assert!(files_hold(folder.path(), &key), "the search finds what is there");
    assert!(!files_hold(folder.path(), ADDRESS.as_bytes()), "never in clear");
    assert_eq!(archive.erase_person(ADDRESS, day(6)).await.unwrap(), [ADDRESS]);
    assert!(!files_hold(folder.path(), &key));
    assert!(archive.subscribers().await.unwrap().is_empty());
    assert!(
        matches!(archive.verify_chain().await.unwrap(), ChainCheck::Whole { records, .. } if records > 8)
    );
    assert!(archive.erase_person(ADDRESS, day(6)).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_person_who_left_can_still_be_erased() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(folder.path());
    subscriber(&archive).await;
    let key = key(&archive).await;
    archive.remove_subscriber(ADDRESS, None, day(1)).await.unwrap();
    assert_eq!(archive.erase_person(ADDRESS, day(2)).await.unwrap(), [ADDRESS]);
    assert!(!files_hold(folder.path(), &key));
}

#[tokio::test]
async fn tampering_with_the_chain_is_found_at_its_first_record() {
    let cases = [
        ("UPDATE evidence SET record = replace(record, 'first', 'changed') WHERE seq = 2", 2),
        ("UPDATE evidence SET hash = lower(hex(zeroblob(32))) WHERE seq = 3", 3),
        ("DELETE FROM evidence WHERE seq = 2", 2),
        ("DELETE FROM evidence WHERE seq = (SELECT max(seq) FROM evidence)", 6),
        ("INSERT INTO evidence SELECT 7, at, record, hash, simulated FROM evidence WHERE seq = 6", 7),
    ];
    for (sql, broken) in cases {
        let folder = tempfile::tempdir().unwrap();
        let archive = open(folder.path());
        archive.record_check(first(day(0), "thirty days")).await.unwrap();
        subscriber(&archive).await;
        assert!(matches!(archive.verify_chain().await.unwrap(), ChainCheck::Whole { records: 6, .. }));
        drop(archive);
        rusqlite::Connection::open(opening::database(folder.path())).unwrap().execute_batch(sql).unwrap();
        let found = open(folder.path()).verify_chain().await.unwrap();
        assert!(matches!(found, ChainCheck::Broken { record, .. } if record == broken), "{sql}: {found:?}");
    }
}

#[tokio::test]
async fn a_changed_address_keeps_the_subscription_and_what_went_to_the_one_before() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(folder.path());
    archive.record_check(first(day(0), "thirty days")).await.unwrap();
    let reader = subscriber(&archive).await;
    let messages = vec![message("sent", &reader), message("waits", &reader)];
    archive.record_check(changed(day(5), "thirty days", "ninety days", messages)).await.unwrap();
    let id = archive.lease(day(5), 1, TimeDelta::hours(1)).await.unwrap().remove(0).id;
    archive.begun(&id, day(5), b"as sent").await.unwrap();
    archive.accepted(&id, day(5), "250 ok").await.unwrap();

    let next = "ada@next.example";
    let Moved::To(moved, waiting) = archive.change_address(ADDRESS, next, day(6)).await.unwrap() else {
        panic!("it moves");
    };
    assert_eq!((moved[0].id.as_str(), moved[0].address.as_str(), waiting), (reader.id.as_str(), next, 1));
    let leased = archive.lease(day(7), 9, TimeDelta::hours(1)).await.unwrap();
    assert_eq!(
        leased.iter().map(|one| one.to.as_str()).collect::<Vec<_>>(),
        [next],
        "what waited goes there"
    );
    let rows = archive.deliveries(DeliveriesOf::Policy(policy())).await.unwrap();
    let to: Vec<_> = rows.iter().map(|row| row.sealed.as_ref().unwrap().to.as_str()).collect();
    assert_eq!(to, [ADDRESS, ADDRESS, next], "nothing on record moves");
    assert_eq!(archive.change_address(ADDRESS, next, day(8)).await.unwrap(), Moved::Nobody);
    subscriber(&archive).await;
    assert_eq!(archive.change_address(next, ADDRESS, day(8)).await.unwrap(), Moved::Taken);
    assert!(archive.audit().await.unwrap().is_whole());

    let mut erased = archive.erase_person(next, day(9)).await.unwrap();
    erased.sort();
    assert_eq!(erased, [ADDRESS, next], "the addresses of one person go together");
    let audit = archive.audit().await.unwrap();
    assert!(audit.is_whole() && audit.erased > 0, "{audit:?}");
}
