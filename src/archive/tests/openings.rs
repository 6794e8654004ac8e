//! Opening: what is refused, in which words, and that refusing touches nothing.

use super::*;
use crate::archive::{ArchiveError, opening};

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
        assert!(matches!(refused.err(), Some(ArchiveError::NewerVersion { found: 99, known: 6, .. })));
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
