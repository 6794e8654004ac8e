//! Checks: what goes in comes out, and a check goes in whole or not at all.

use super::*;
use crate::archive::{ArchiveError, ChainCheck, ChangeQuery, Reread, Slot, VersionSelector};
use crate::check::{DateClock, Previous, QuarantineKind, Trouble};
use crate::document::DateKind;

#[tokio::test]
async fn forty_successive_snapshots_read_back_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(folder.path());
    let mut body: Vec<u8> =
        (0..80_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13).to_le_bytes()[0]).collect();
    let mut kept = Vec::new();
    for n in 0..40_u8 {
        body.splice(usize::from(n) * 1000..usize::from(n) * 1000 + 3, [n, 0, 255, n]);
        let snapshot = snapshot(&body, day(i64::from(n)));
        let check =
            record(day(i64::from(n)), Outcome::Pending, Some(snapshot.clone()), vec![Effect::SaveSnapshot]);
        kept.push((archive.record_check(check).await.unwrap().snapshot.unwrap(), snapshot));
    }
    for (id, snapshot) in kept {
        assert_eq!(archive.snapshot(id).await.unwrap().unwrap(), snapshot);
    }
    assert_eq!(archive.snapshot(999).await.unwrap(), None);
    drop(archive);
    let size = std::fs::metadata(folder.path().join("archive.db")).unwrap().len();
    assert!(size < 8 * 80_000, "three keyframes and small rest, not {size} bytes");
}

#[tokio::test]
async fn the_same_bytes_are_kept_once_and_a_quiet_check_leaves_its_rows_alone() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(folder.path());
    let kept = archive.record_check(first(day(0), "thirty days")).await.unwrap();
    let records = async || match archive.verify_chain().await.unwrap() {
        ChainCheck::Whole { records, .. } => records,
        broken @ ChainCheck::Broken { .. } => panic!("{broken:?}"),
    };
    let before = records().await;
    let effects = vec![Effect::SaveSnapshot, Effect::TouchVersion];
    let quiet = record(day(1), Outcome::Unchanged, Some(snapshot(b"thirty days", day(1))), effects);
    let again = archive.record_check(quiet).await.unwrap();
    assert_eq!(again.snapshot, kept.snapshot);
    assert_eq!(records().await, before + 1, "that it was looked at is evidence too");
    let current = archive.previous(&policy()).await.unwrap().current.unwrap();
    assert_eq!((current.first_seen, current.last_seen), (day(0), day(1)));
    assert_eq!(archive.checks(&policy(), 10).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_pending_state_waits_flaps_and_is_remembered() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(folder.path());
    archive.record_check(first(day(0), "thirty days")).await.unwrap();
    let hold = vec![
        Effect::SaveSnapshot,
        Effect::HoldPending { document: document("ninety days"), first_seen: day(1) },
    ];
    archive
        .record_check(record(day(1), Outcome::Pending, Some(snapshot(b"ninety days", day(1))), hold))
        .await
        .unwrap();
    archive.record_check(record(day(2), Outcome::Pending, None, vec![Effect::TouchPending])).await.unwrap();
    let waiting = archive.previous(&policy()).await.unwrap();
    let pending = waiting.pending.unwrap();
    assert_eq!(pending.document, document("ninety days"));
    assert_eq!((pending.first_seen, pending.last_seen), (day(1), day(2)));
    assert!(waiting.earlier.is_empty());

    let drop = vec![Effect::DropPending, Effect::TouchVersion];
    archive.record_check(record(day(3), Outcome::Flapped, None, drop)).await.unwrap();
    let after = archive.previous(&policy()).await.unwrap();
    assert_eq!(after.pending, None);
    let words = crate::document::text::comparison_form(&document("ninety days").body_text());
    assert_eq!(after.earlier, vec![ContentHash::of(words.as_bytes())]);
    assert_eq!(after.current.unwrap().document, document("thirty days"));
}

#[tokio::test]
async fn a_change_comes_back_as_it_went_in() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(folder.path());
    archive.record_check(first(day(0), "thirty days")).await.unwrap();
    let recorded =
        archive.record_check(changed(day(5), "thirty days", "ninety days", Vec::new())).await.unwrap();
    let stored =
        archive.changes(ChangeQuery { policy: Some(policy()), ..ChangeQuery::default() }).await.unwrap();
    assert_eq!(stored.len(), 1);
    assert_eq!(Some(&stored[0].id), recorded.change.as_ref());
    assert_eq!(stored[0].change.change, change("thirty days", "ninety days", day(5)));
    assert_eq!((stored[0].rules_version, stored[0].simulated), (3, false));
    assert_eq!(archive.checks(&policy(), 1).await.unwrap()[0].change, recorded.change);
    for (after, until, expected) in [(4, 5, 1), (5, 6, 0), (3, 4, 0)] {
        let query = ChangeQuery {
            policy: None,
            after: Some(day(after)),
            until: Some(day(until)),
            ..ChangeQuery::default()
        };
        assert_eq!(archive.changes(query).await.unwrap().len(), expected, "{after}..{until}");
    }
}

#[tokio::test]
async fn versions_are_found_by_place_and_by_time() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(folder.path());
    assert_eq!(archive.version(&policy(), VersionSelector::Latest).await.unwrap(), None);
    archive.record_check(first(day(0), "thirty days")).await.unwrap();
    archive.record_check(changed(day(5), "thirty days", "ninety days", Vec::new())).await.unwrap();
    let cases = [
        (VersionSelector::Latest, Some("ninety days")),
        (VersionSelector::Previous, Some("thirty days")),
        (VersionSelector::At(day(4)), Some("thirty days")),
        (VersionSelector::At(day(5)), Some("ninety days")),
        (VersionSelector::At(day(-1)), None),
    ];
    for (selector, words) in cases {
        let found = archive.version(&policy(), selector).await.unwrap();
        assert_eq!(
            found.as_ref().map(|version| &version.document),
            words.map(document).as_ref(),
            "{selector:?}"
        );
        if let Some(version) = found {
            let bytes = archive.snapshot(version.snapshot).await.unwrap().unwrap();
            assert_eq!(bytes.sha256(), version.sha256);
        }
    }
}

#[tokio::test]
async fn an_upgrade_replaces_the_reading_and_is_no_version_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(folder.path());
    archive.record_check(first(day(0), "thirty days")).await.unwrap();
    archive.record_check(changed(day(5), "thirty days", "ninety days", Vec::new())).await.unwrap();
    let reading = "part 1: select `main`".to_owned();
    assert_eq!(archive.readings(&policy(), Some(String::new())).await.unwrap(), []);
    let stale = archive.readings(&policy(), Some(reading.clone())).await.unwrap();
    assert_eq!(stale.len(), 1);
    assert_eq!((stale[0].slot, &stale[0].document), (Slot::Current, &document("ninety days")));
    assert_eq!(stale[0].pages, [snapshot(b"ninety days", day(5))]);
    let reread = Reread {
        policy: policy(),
        slot: Slot::Current,
        document: document("ninety whole days"),
        reading: reading.clone(),
        at: day(6),
    };
    archive.record_upgrade(reread).await.unwrap();
    let current = archive.previous(&policy()).await.unwrap().current.unwrap();
    assert_eq!((&current.document, current.first_seen), (&document("ninety whole days"), day(5)));
    assert_eq!(current.reading, reading);
    let before = archive.version(&policy(), VersionSelector::Previous).await.unwrap().unwrap();
    assert_eq!(before.document, document("thirty days"));
    assert_eq!(archive.changes(ChangeQuery::default()).await.unwrap().len(), 1, "nothing changed");
    assert!(matches!(archive.verify_chain().await.unwrap(), ChainCheck::Whole { .. }));
}

#[tokio::test]
async fn imported_history_is_told_to_nobody_and_changes_nothing_about_a_watched_policy() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(folder.path());
    archive.record_check(first(day(0), "thirty days")).await.unwrap();
    let mut imported = changed(day(5), "thirty days", "ninety days", Vec::new());
    imported.origin = Origin::Imported;
    imported.shown.role = Role::Provider;
    archive.record_check(imported).await.unwrap();
    let told = ChangeQuery { told: true, ..ChangeQuery::default() };
    assert_eq!(archive.changes(told).await.unwrap(), []);
    let all = archive.changes(ChangeQuery::default()).await.unwrap();
    assert_eq!(all[0].origin, Origin::Imported);
    assert_eq!(archive.policies().await.unwrap()[0].1.role, Role::Published);
    assert_eq!(archive.check_times(&policy()).await.unwrap(), [day(0), day(5)]);
}

#[tokio::test]
async fn failures_are_counted_in_a_row_and_a_skipped_check_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(folder.path());
    let cases = [
        (Outcome::Failed, 1),
        (Outcome::Failed, 2),
        (Outcome::Skipped, 2),
        (Outcome::Unchanged, 0),
        (Outcome::Failed, 1),
        (Outcome::Quarantined, 0),
    ];
    for (n, (outcome, failures)) in cases.into_iter().enumerate() {
        let at = day(i64::try_from(n).unwrap());
        archive.record_check(record(at, outcome, None, Vec::new())).await.unwrap();
        let last = archive.last_checked().await.unwrap()[&policy()].clone();
        assert_eq!(last.failures, failures, "check {n}");
        assert_eq!(last.last_check == at, outcome != Outcome::Skipped);
    }
}

#[tokio::test]
async fn an_effect_that_fails_takes_the_whole_check_back() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(folder.path());
    archive.record_check(first(day(0), "thirty days")).await.unwrap();
    let reader = subscriber(&archive).await;
    let before = state(&archive).await;
    let mut broken = changed(day(5), "thirty days", "ninety days", vec![message("m", &reader)]);
    broken.effects.push(Effect::TouchPending);
    let error = archive.record_check(broken).await.unwrap_err();
    assert!(matches!(error, ArchiveError::OutOfOrder { .. }), "{error}");
    assert_eq!(state(&archive).await, before);
}

#[tokio::test]
async fn a_full_disk_leaves_nothing_half_written() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(folder.path());
    archive.record_check(first(day(0), "thirty days")).await.unwrap();
    let reader = subscriber(&archive).await;
    let before = state(&archive).await;
    let writer = archive.inner.writer.as_ref().unwrap();
    writer
        .run(|connection| {
            let pages: i64 = connection.pragma_query_value(None, "page_count", |row| row.get(0))?;
            Ok(connection.pragma_update(None, "max_page_count", pages + 2)?)
        })
        .await
        .unwrap();
    let words: String = (0_u64..9_000).map(|n| format!("{} ", n * 2_654_435_761 % 1_000_003)).collect();
    let error = archive
        .record_check(changed(day(5), "thirty days", &words, vec![message("m", &reader)]))
        .await
        .unwrap_err();
    assert!(matches!(error, ArchiveError::Full { .. }), "{error}");
    assert!(error.to_string().contains("archive.db"));
    assert_eq!(state(&archive).await, before);
    writer.run(|connection| Ok(connection.pragma_update(None, "max_page_count", 1_000_000)?)).await.unwrap();
    archive.record_check(changed(day(5), "thirty days", &words, vec![message("m", &reader)])).await.unwrap();
    assert!(matches!(archive.verify_chain().await.unwrap(), ChainCheck::Whole { .. }));
}

#[tokio::test]
async fn a_quarantined_page_is_kept_apart() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(folder.path());
    archive.record_check(first(day(0), "thirty days")).await.unwrap();
    let before = archive.previous(&policy()).await.unwrap();
    let effects = vec![
        Effect::SaveSnapshot,
        Effect::Quarantine { kind: QuarantineKind::ErrorPage, reason: "an error page".to_owned() },
    ];
    let page = Snapshot { status: 503, ..snapshot(b"be back soon", day(1)) };
    let kept = archive
        .record_check(record(day(1), Outcome::Quarantined, Some(page.clone()), effects))
        .await
        .unwrap();
    assert_eq!(archive.snapshot(kept.snapshot.unwrap()).await.unwrap(), Some(page));
    let trouble =
        Trouble { since: day(1), outcome: Outcome::Quarantined, kind: Some(QuarantineKind::ErrorPage) };
    let after = archive.previous(&policy()).await.unwrap();
    assert_eq!(after, Previous { trouble: Some(trouble), ..before });
    assert_eq!(archive.checks(&policy(), 1).await.unwrap()[0].http_status, Some(503));
}

#[tokio::test]
async fn dates_that_tick_are_remembered_until_told_otherwise() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(folder.path());
    archive.record_check(first(day(0), "thirty days")).await.unwrap();
    let clock = DateClock { kind: DateKind::LastUpdated, date: day(1).date_naive(), at: day(1), moves: 1 };
    for clocks in [vec![clock], Vec::new()] {
        let effects = vec![Effect::TouchVersion, Effect::KeepClocks(clocks.clone())];
        archive.record_check(record(day(1), Outcome::Unchanged, None, effects)).await.unwrap();
        assert_eq!(archive.previous(&policy()).await.unwrap().clocks, clocks);
    }
}
