//! Behaviour of the whole archive, through its surface; the makers of test values are here.

mod checks;
mod openings;
mod outbox;
mod people;

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Added, Archive, CheckRecord, NewSubscriber, Opening, Origin, PolicyShown};
use crate::check::{ConfirmedChange, Effect, Outcome};
use crate::compare::{Change, ChangeKind, Comparison, Unit};
use crate::digest::{Attachment, Cadence, Message, MessageKind, Relation, Stream, Subscriber};
use crate::document::{Block, Document, HeadingSource, Section};
use crate::materiality::{Assessment, Verdict};
use crate::notice::{EffectiveDate, NoticeOutlook, NoticeVerdict, RequirementSource};
use crate::snapshot::{ContentHash, Snapshot};
use crate::watchlist::{PolicyId, Role};

const ADDRESS: &str = "Ada.Quill@harbour.example";

fn day(n: i64) -> DateTime<Utc> {
    let start: DateTime<Utc> = "2026-03-01T08:00:00.123456789Z".parse().unwrap();
    start + TimeDelta::days(n)
}

fn open(folder: &Path) -> Archive {
    Archive::open(Opening { folder: folder.to_owned(), simulated: false }).unwrap()
}

fn policy() -> PolicyId {
    PolicyId::derive("Harbour Tea", "Privacy Policy")
}

fn snapshot(body: &[u8], at: DateTime<Utc>) -> Snapshot {
    Snapshot {
        source: "https://harbour.example/privacy".to_owned(),
        final_source: "https://harbour.example/en/privacy".to_owned(),
        redirects: vec![(301, "https://harbour.example/en/privacy".to_owned())],
        status: 200,
        headers: vec![
            ("content-type".to_owned(), "text/html".to_owned()),
            ("set-cookie".to_owned(), "a=1".to_owned()),
            ("set-cookie".to_owned(), "b=2".to_owned()),
        ],
        body: body.to_vec(),
        fetched_at: at,
    }
}

fn document(words: &str) -> Document {
    let mut section = Section::new(1, Some("Retention".to_owned()), HeadingSource::Explicit);
    section.blocks.push(Block::paragraph(words));
    Document { title: Some("Privacy".to_owned()), sections: vec![section], ..Document::default() }
}

fn record(
    at: DateTime<Utc>,
    outcome: Outcome,
    snapshot: Option<Snapshot>,
    effects: Vec<Effect>,
) -> CheckRecord {
    CheckRecord {
        policy: policy(),
        shown: PolicyShown {
            service: "Harbour Tea".to_owned(),
            kind: "Privacy Policy".to_owned(),
            role: Role::Published,
            source: "https://harbour.example/privacy".to_owned(),
        },
        at,
        outcome,
        verdict: None,
        reason: None,
        origin: Origin::Watched,
        snapshots: snapshot.into_iter().collect(),
        reading: String::new(),
        effects,
        rules_version: 3,
        messages: Vec::new(),
    }
}

fn first(at: DateTime<Utc>, words: &str) -> CheckRecord {
    let effects =
        vec![Effect::SaveSnapshot, Effect::SaveVersion { document: document(words), first_seen: at }];
    record(at, Outcome::First, Some(snapshot(words.as_bytes(), at)), effects)
}

fn change(old: &str, new: &str, at: DateTime<Utc>) -> ConfirmedChange {
    ConfirmedChange {
        comparison: Comparison { changes: vec![edit(old, new)] },
        assessment: Assessment { verdict: Verdict::Material, changes: Vec::new(), warnings: Vec::new() },
        outlook: outlook(),
        old_sha256: ContentHash::of(old.as_bytes()),
        new_sha256: ContentHash::of(new.as_bytes()),
        last_seen_old: at - TimeDelta::days(2),
        first_seen: at - TimeDelta::days(1),
        confirmed_at: at,
        seen_before: false,
    }
}

fn edit(old: &str, new: &str) -> Change {
    Change {
        kind: ChangeKind::Changed,
        unit: Unit::Paragraph,
        section: "Retention".to_owned(),
        old_section: None,
        item: None,
        row: None,
        column: None,
        old: Some(old.to_owned()),
        new: Some(new.to_owned()),
        words: Vec::new(),
        old_at: None,
        new_at: None,
        old_row: None,
        new_row: None,
    }
}

fn outlook() -> NoticeOutlook {
    NoticeOutlook {
        owed: true,
        why: "the watchlist asks for it".to_owned(),
        required: None,
        source: RequirementSource::Watchlist,
        effective: EffectiveDate::None,
        effective_day: None,
        verdict: NoticeVerdict::NoDate,
        earliest_effective: None,
        send_by: None,
        decide_by: None,
        days_given: None,
        flags: Vec::new(),
        flow: Vec::new(),
    }
}

fn changed(at: DateTime<Utc>, old: &str, new: &str, messages: Vec<Message>) -> CheckRecord {
    let effects = vec![
        Effect::SaveSnapshot,
        Effect::SaveVersion { document: document(new), first_seen: at },
        Effect::RecordChange(Box::new(change(old, new, at))),
    ];
    let snapshot = snapshot(new.as_bytes(), at);
    CheckRecord { messages, ..record(at, Outcome::Changed, Some(snapshot), effects) }
}

fn message(key: &str, recipient: &Subscriber) -> Message {
    Message {
        key: key.to_owned(),
        stream: Stream::Notice,
        kind: MessageKind::Notice,
        recipient: recipient.id.clone(),
        thread: None,
        subject: "Privacy Policy changes".to_owned(),
        text: format!("Dear {}", recipient.address),
        html: "<p>Dear reader</p>".to_owned(),
        attachments: vec![Attachment {
            name: "policy.md".to_owned(),
            media_type: "text/markdown".to_owned(),
            content: "# Privacy".to_owned(),
        }],
    }
}

fn new_subscriber(address: &str, relation: Relation) -> NewSubscriber {
    NewSubscriber {
        address: address.to_owned(),
        relation,
        cadence: Cadence::Daily,
        policies: vec![policy()],
        zone: chrono_tz::Europe::Berlin,
    }
}

async fn subscriber(archive: &Archive) -> Subscriber {
    match archive.add_subscriber(new_subscriber(ADDRESS, Relation::User), day(0)).await.unwrap() {
        Added::New(subscriber) | Added::Updated(subscriber) => subscriber,
    }
}

/// Everything a policy's watcher or reader could see, to compare before with after.
async fn state(archive: &Archive) -> String {
    let seen = (
        archive.previous(&policy()).await.unwrap(),
        archive.checks(&policy(), 1000).await.unwrap(),
        archive.changes(super::ChangeQuery::default()).await.unwrap(),
        archive.outbox_counts().await.unwrap(),
        archive.last_checked().await.unwrap(),
        archive.verify_chain().await.unwrap(),
    );
    format!("{seen:#?}")
}
