//! Hand-made comparisons that the tests of every format share, and the golden texts.

mod golden;
mod hostile;
mod schema;

use chrono::{DateTime, NaiveDate, Utc};

use super::{Report, Side};
use crate::check::ConfirmedChange;
use crate::compare::{Change, ChangeKind, Comparison, Fate, Unit, Word};
use crate::digest::{Cadence, PolicyChange, Relation, Subscriber};
use crate::document::{Warning, WarningKind};
use crate::facts::Family;
use crate::materiality::{Assessment, Category, Direction, FactChange, Judgement, Reason, Severity, Verdict};
use crate::notice::{
    DaysGiven, EffectiveDate, Lead, NoticeFlag, NoticeOutlook, NoticeVerdict, RequirementSource,
};
use crate::snapshot::ContentHash;
use crate::watchlist::{PolicyId, Publisher, Role};

pub(crate) fn word(fate: Fate, text: &str) -> Word {
    Word { fate, text: text.to_owned() }
}

pub(crate) fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a real day")
}

pub(crate) fn instant(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).expect("a real instant").to_utc()
}

/// A bare edit of a kind in a section.
pub(crate) fn edit(kind: ChangeKind, unit: Unit, section: &str) -> Change {
    Change {
        kind,
        unit,
        section: section.to_owned(),
        old_section: None,
        item: None,
        row: None,
        column: None,
        old: None,
        new: None,
        words: Vec::new(),
        old_at: None,
        new_at: None,
        old_row: None,
        new_row: None,
    }
}

/// A reworded paragraph; both texts follow from the runs.
pub(crate) fn changed(words: &[Word]) -> Change {
    let text =
        |skip: Fate| words.iter().filter(|run| run.fate != skip).map(|run| run.text.as_str()).collect();
    Change {
        old: Some(text(Fate::Added)),
        new: Some(text(Fate::Removed)),
        words: words.to_vec(),
        ..edit(ChangeKind::Changed, Unit::Paragraph, "Data we keep > Logs")
    }
}

pub(crate) fn judged(verdict: Verdict, rule: &str, why: &str) -> Judgement {
    let reason = Reason { rule: rule.to_owned(), why: why.to_owned(), old: None, new: None };
    Judgement {
        verdict,
        category: None,
        direction: None,
        severity: None,
        reasons: vec![reason],
        facts: Vec::new(),
    }
}

fn retention() -> (Change, Judgement) {
    let change = changed(&[
        word(
            Fate::Same,
            "This part is about what our machines write down while they serve you. It names every file by its purpose, and it was last looked through by the people who run them. We keep server logs for ",
        ),
        word(Fate::Removed, "30"),
        word(Fate::Added, "90"),
        word(
            Fate::Same,
            " days after you close your account, unless the law requires longer. Backups follow the same rule. They are kept in another town and are overwritten in turn, so that nothing in them outlives the files they were made from by more than a week.",
        ),
    ]);
    let facts = vec![FactChange {
        family: Family::Retention,
        subject: "server log".to_owned(),
        old: Some("30 days".to_owned()),
        new: Some("90 days".to_owned()),
        is_words: false,
    }];
    let why = "Server logs are kept 90 days instead of 30 days.";
    let judgement = Judgement {
        category: Some(Category::DataRetention),
        direction: Some(Direction::Weaker),
        severity: Some(Severity::High),
        facts,
        ..judged(Verdict::Material, "M3", why)
    };
    (change, judgement)
}

fn recipient() -> (Change, Judgement) {
    let change = Change {
        new: Some("Northlight Analytics, to count visits".to_owned()),
        ..edit(ChangeKind::Added, Unit::Item, "Who receives data")
    };
    let judgement = Judgement {
        category: Some(Category::ThirdPartySharingCollection),
        direction: Some(Direction::Weaker),
        severity: Some(Severity::Medium),
        ..judged(Verdict::Material, "M2", "Northlight Analytics is named as a new recipient.")
    };
    (change, judgement)
}

fn table_cell() -> (Change, Judgement) {
    let change = Change {
        row: Some("Support tickets".to_owned()),
        column: Some("Kept for".to_owned()),
        old: Some("12 months".to_owned()),
        new: Some("as long as needed".to_owned()),
        ..edit(ChangeKind::Changed, Unit::Cell, "Data we keep")
    };
    let why = "A duration is replaced by words that name no value.";
    let judgement = Judgement { severity: Some(Severity::Medium), ..judged(Verdict::Review, "R1", why) };
    (change, judgement)
}

fn renumbered() -> (Change, Judgement) {
    let change = Change {
        old: Some("4-9".to_owned()),
        new: Some("5-10".to_owned()),
        ..edit(ChangeKind::Renumbered, Unit::Numbers, "")
    };
    (change, judged(Verdict::Cosmetic, "C4", "Only numbers of sections and the references to them moved on."))
}

fn moved() -> (Change, Judgement) {
    let text = "You may write to our office in writing at any time.".to_owned();
    let change = Change {
        old_section: Some("Your rights".to_owned()),
        old: Some(text.clone()),
        new: Some(text),
        ..edit(ChangeKind::Moved, Unit::Paragraph, "Contact")
    };
    (change, judged(Verdict::Cosmetic, "C6", "The same words stand at another place."))
}

/// Five edits of every verdict, in reading order.
pub(crate) fn sample() -> (Comparison, Assessment) {
    let all = [renumbered(), table_cell(), retention(), recipient(), moved()];
    let (changes, judgements) = all.into_iter().unzip();
    let why = "The text says that the list of partners follows, and no list follows.".to_owned();
    let warnings = vec![Warning { kind: WarningKind::MissingList, why }];
    (Comparison { changes }, Assessment { verdict: Verdict::Material, changes: judgements, warnings })
}

pub(crate) fn report<'a>(comparison: &'a Comparison, assessment: &'a Assessment) -> Report<'a> {
    let side = |source, bytes: &[u8]| Side {
        title: Some("Privacy Policy"),
        source,
        sha256: ContentHash::of(bytes).to_string(),
    };
    Report {
        old: side("acme/privacy-policy@2026-10-01", b"old"),
        new: side("https://acme.example/privacy", b"new"),
        comparison,
        assessment,
        change_scope: "test",
    }
}

pub(crate) fn publisher() -> Publisher {
    Publisher {
        name: "Acme GmbH".to_owned(),
        zone: chrono_tz::Europe::Berlin,
        public_url: None,
        contact: Some("privacy@acme.example".to_owned()),
    }
}

fn outlook() -> NoticeOutlook {
    NoticeOutlook {
        owed: true,
        why: "The policy's own notice clause covers every change.".to_owned(),
        required: Some(Lead::days(30)),
        source: RequirementSource::Clause,
        effective: EffectiveDate::Exact { date: date(2026, 12, 31) },
        effective_day: Some(date(2026, 12, 31)),
        verdict: NoticeVerdict::OnTime,
        earliest_effective: Some(date(2026, 12, 22)),
        send_by: Some(date(2026, 11, 30)),
        decide_by: None,
        days_given: Some(DaysGiven::Exact(40)),
        flags: Vec::new(),
        flow: Vec::new(),
    }
}

/// A published policy that changes in time.
pub(crate) fn published() -> PolicyChange {
    let (comparison, assessment) = sample();
    PolicyChange {
        policy: PolicyId::derive("Acme", "Privacy Policy"),
        service: "Acme".to_owned(),
        kind: "Privacy Policy".to_owned(),
        role: Role::Published,
        source: "https://acme.example/privacy".to_owned(),
        change: ConfirmedChange {
            comparison,
            assessment,
            outlook: outlook(),
            old_sha256: ContentHash::of(b"old"),
            new_sha256: ContentHash::of(b"new"),
            last_seen_old: instant("2026-11-20T07:00:00Z"),
            first_seen: instant("2026-11-21T07:00:00Z"),
            confirmed_at: instant("2026-11-21T08:00:00Z"),
            seen_before: false,
        },
    }
}

/// A provider that breaks its own promise.
pub(crate) fn provider() -> PolicyChange {
    let base = published();
    let outlook = NoticeOutlook {
        why: "Their notice clause promises 30 days for any modification.".to_owned(),
        effective: EffectiveDate::Exact { date: date(2026, 12, 5) },
        effective_day: Some(date(2026, 12, 5)),
        verdict: NoticeVerdict::Short,
        send_by: None,
        decide_by: Some(date(2026, 12, 4)),
        days_given: Some(DaysGiven::Between(14, Some(15))),
        flags: vec![NoticeFlag::LateSeen, NoticeFlag::NoMailOnFile],
        flow: Vec::new(),
        ..outlook()
    };
    PolicyChange {
        policy: PolicyId::derive("Cloudmill", "Service Level Agreement"),
        service: "Cloudmill".to_owned(),
        kind: "Service Level Agreement".to_owned(),
        role: Role::Provider,
        source: "https://cloudmill.example/sla".to_owned(),
        change: ConfirmedChange { outlook, ..base.change },
    }
}

pub(crate) fn subscriber(relation: Relation, cadence: Cadence) -> Subscriber {
    Subscriber {
        id: format!("{}-{}", relation.as_str(), cadence.as_str()),
        address: "reader@example.com".to_owned(),
        relation,
        cadence,
        policies: Vec::new(),
        zone: chrono_tz::Europe::Berlin,
        since: instant("2026-11-01T12:00:00Z"),
    }
}
