//! Opening: what is refused, in which words, and that refusing touches nothing.

use super::*;
use crate::archive::{ArchiveError, evidence, opening};

fn simulated(folder: &Path) -> Result<Archive, ArchiveError> {
    Archive::open(Opening { folder: folder.to_owned(), simulated: true })
}

fn again(folder: &Path) -> Result<Archive, ArchiveError> {
    Archive::open(Opening { folder: folder.to_owned(), simulated: false })
}

#[tokio::test]
async fn what_is_written_is_there_after_reopening() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(folder.path());
    archive.record_check(first(day(0), "thirty days")).await.unwrap();
    subscriber(&archive).await;
    let before = state(&archive).await;
    let subscribers = archive.subscribers().await.unwrap();
    drop(archive);
    let archive = open(folder.path());
    assert_eq!(state(&archive).await, before);
    assert_eq!(archive.subscribers().await.unwrap(), subscribers);
}

#[tokio::test]
async fn reading_needs_an_archive_and_cannot_write() {
    let folder = tempfile::tempdir().unwrap();
    let error = Archive::open_existing(folder.path()).err().unwrap();
    assert!(matches!(error, ArchiveError::NotThere { .. }), "{error}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    open(folder.path()).record_check(first(day(0), "thirty days")).await.unwrap();
    let reading = Archive::open_existing(folder.path()).unwrap();
    assert!(reading.previous(&policy()).await.unwrap().current.is_some());
    let error = reading.record_check(first(day(1), "ninety days")).await.unwrap_err();
    assert!(matches!(error, ArchiveError::Unwritable { .. }), "{error}");
}

#[tokio::test]
async fn real_and_simulated_entries_never_meet() {
    let folder = tempfile::tempdir().unwrap();
    drop(again(folder.path()).unwrap());
    let archive = simulated(folder.path()).expect("an empty archive is neither");
    archive.record_check(first(day(0), "thirty days")).await.unwrap();
    assert!(archive.checks(&policy(), 1).await.unwrap()[0].simulated);
    drop(archive);
    simulated(folder.path()).unwrap();
    assert!(matches!(again(folder.path()).err(), Some(ArchiveError::SimulatedEntries { .. })));

    let folder = tempfile::tempdir().unwrap();
    let early = simulated(folder.path()).unwrap();
    open(folder.path()).record_check(first(day(0), "thirty days")).await.unwrap();
    assert!(matches!(simulated(folder.path()).err(), Some(ArchiveError::RealEntries { .. })));
    let error = early.record_check(first(day(1), "ninety days")).await.unwrap_err();
    assert!(matches!(error, ArchiveError::RealEntries { .. }), "{error}");
}

#[test]
fn an_archive_from_a_newer_version_is_refused_untouched() {
    let folder = tempfile::tempdir().unwrap();
    drop(open(folder.path()));
    let path = opening::database(folder.path());
    rusqlite::Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let before = std::fs::read(&path).unwrap();
    for refused in [again(folder.path()), Archive::open_existing(folder.path())] {
        assert!(matches!(refused.err(), Some(ArchiveError::NewerVersion { found: 99, known: 7, .. })));
    }
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_file_that_is_no_archive_or_a_damaged_one_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(opening::database(folder.path()), "not a database, however long it may be".repeat(40))
        .unwrap();
    let error = again(folder.path()).err().unwrap();
    assert!(matches!(error, ArchiveError::Corrupt { .. }), "{error}");

    let folder = tempfile::tempdir().unwrap();
    drop(open(folder.path()));
    let path = opening::database(folder.path());
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[4096..4096 * 4].fill(0xA5);
    std::fs::write(&path, bytes).unwrap();
    let error = again(folder.path()).err().unwrap();
    assert!(matches!(error, ArchiveError::Corrupt { .. }), "{error}");
}

#[test]
fn a_second_watcher_is_told_who_is_first() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(folder.path());
    let lock = archive.lock_watch(day(0)).unwrap();
    let error = open(folder.path()).lock_watch(day(1)).unwrap_err();
    let ArchiveError::Watched { pid, since, .. } = &error else { panic!("{error}") };
    assert_eq!(*pid, Some(std::process::id()));
    assert_eq!(since.as_deref(), Some("2026-03-01T08:00:00Z"));
    assert!(error.to_string().ends_with("since 2026-03-01T08:00:00Z)"), "{error}");
    drop(lock);
    archive.lock_watch(day(2)).unwrap();
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let error = again(&file.join("archive")).err().unwrap();
    assert!(error.to_string().contains("file/archive"), "{error}");
}

#[tokio::test]
async fn the_mirror_follows_the_archive() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(folder.path());
    let path = archive.write_mirror(&policy(), "# Privacy\n".to_owned()).await.unwrap();
    assert_eq!(std::fs::read_to_string(path).unwrap(), "# Privacy\n");
}

/// Takes an archive back to the schema in which the chain listed no rows.
fn before_rows_were_listed(folder: &std::path::Path) {
    let connection = rusqlite::Connection::open(opening::database(folder)).unwrap();
    let records: Vec<(String, String)> = connection
        .prepare(
            "SELECT at, record FROM evidence WHERE json_extract(record, '$.event') != 'rows' ORDER BY seq",
        )
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    connection.execute("DELETE FROM evidence", []).unwrap();
    let mut head = evidence::origin();
    for (seq, (at, record)) in (1..).zip(&records) {
        head = evidence::link(&head, record);
        let sql = "INSERT INTO evidence VALUES (?1, ?2, ?3, ?4, 0)";
        connection.execute(sql, rusqlite::params![seq, at, record, head]).unwrap();
    }
    let own = "UPDATE archive SET chain_length = ?1, chain_head = ?2";
    let length = i64::try_from(records.len()).unwrap();
    connection.execute(own, rusqlite::params![length, head]).unwrap();
    connection.execute_batch("ALTER TABLE archive DROP COLUMN adopting; PRAGMA user_version = 6").unwrap();
}

#[tokio::test]
async fn an_archive_from_before_rows_were_listed_verifies_as_before_and_takes_its_rows_on_once() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(folder.path());
    archive.record_check(first(day(0), "thirty days")).await.unwrap();
    subscriber(&archive).await;
    drop(archive);
    before_rows_were_listed(folder.path());

    let archive = open(folder.path());
    let audit = archive.audit().await.unwrap();
    assert!(audit.is_whole(), "{audit:?}");
    assert_eq!((audit.compared, audit.rows, audit.adopted), (2, None, 0));
    archive.record_check(changed(day(5), "thirty days", "ninety days", Vec::new())).await.unwrap();
    let audit = archive.audit().await.unwrap();
    assert!(audit.is_whole(), "{audit:?}");
    // A policy, a check, a snapshot, a version, a person and a subscription.
    assert_eq!(audit.adopted, 6);
    assert!(audit.rows.unwrap() > 6);
    drop(archive);

    rusqlite::Connection::open(opening::database(folder.path()))
        .unwrap()
        .execute("UPDATE checks SET at = '2020' WHERE id = 1", [])
        .unwrap();
    assert!(!open(folder.path()).audit().await.unwrap().is_whole(), "from then on they are evidence");
}
