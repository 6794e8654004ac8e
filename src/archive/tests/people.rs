//! Persons: found by address, never in clear, gone when erased; and the evidence that remains.

use super::*;
use crate::archive::{ChainCheck, opening};

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
    assert!(archive.erase_person(ADDRESS, day(6)).await.unwrap());
    assert!(!files_hold(folder.path(), &key));
    assert!(archive.subscribers().await.unwrap().is_empty());
    assert!(
        matches!(archive.verify_chain().await.unwrap(), ChainCheck::Whole { records, .. } if records > 8)
    );
    assert!(!archive.erase_person(ADDRESS, day(6)).await.unwrap());
}

#[tokio::test]
async fn a_person_who_left_can_still_be_erased() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(folder.path());
    subscriber(&archive).await;
    let key = key(&archive).await;
    archive.remove_subscriber(ADDRESS, None, day(1)).await.unwrap();
    assert!(archive.erase_person(ADDRESS, day(2)).await.unwrap());
    assert!(!files_hold(folder.path(), &key));
}

#[tokio::test]
async fn tampering_with_the_chain_is_found_at_its_first_record() {
    let cases = [
        ("UPDATE evidence SET record = replace(record, 'first', 'changed') WHERE seq = 2", 2),
        ("UPDATE evidence SET hash = lower(hex(zeroblob(32))) WHERE seq = 3", 3),
        ("DELETE FROM evidence WHERE seq = 2", 2),
        ("DELETE FROM evidence WHERE seq = (SELECT max(seq) FROM evidence)", 4),
        ("INSERT INTO evidence SELECT 5, at, record, hash, simulated FROM evidence WHERE seq = 4", 5),
    ];
    for (sql, broken) in cases {
        let folder = tempfile::tempdir().unwrap();
        let archive = open(folder.path());
        archive.record_check(first(day(0), "thirty days")).await.unwrap();
        subscriber(&archive).await;
        assert!(matches!(archive.verify_chain().await.unwrap(), ChainCheck::Whole { records: 4, .. }));
        drop(archive);
        rusqlite::Connection::open(opening::database(folder.path())).unwrap().execute_batch(sql).unwrap();
        let found = open(folder.path()).verify_chain().await.unwrap();
        assert!(matches!(found, ChainCheck::Broken { record, .. } if record == broken), "{sql}: {found:?}");
    }
}
