//! Who hears of a settled change, row by row.

use super::*;
use crate::digest::{Cadence, Relation};
use crate::materiality::Severity;
use crate::render::tests::{instant, publisher, subscriber};

fn change(verdict: Verdict, owed: bool) -> PolicyChange {
    let mut change = crate::render::tests::published();
    change.change.assessment.verdict = verdict;
    for judgement in &mut change.change.assessment.changes {
        judgement.verdict = judgement.verdict.min(verdict);
    }
    change.change.outlook.owed = owed;
    change
}

fn told(recipient: &str, kind: MessageKind, fate: ToldFate) -> Told {
    let stream = if kind == MessageKind::Notice { Stream::Notice } else { Stream::Digest };
    let key = format!("{}:{recipient}", kind.as_str());
    Told { delivery: format!("d-{key}"), key, recipient: recipient.to_owned(), kind, stream, fate }
}

fn everybody() -> Vec<Subscriber> {
    let watchers = [Cadence::Immediate, Cadence::Daily].map(|cadence| subscriber(Relation::Watcher, cadence));
    watchers.into_iter().chain([subscriber(Relation::User, Cadence::Immediate)]).collect()
}

fn settled(before: &PolicyChange, after: &PolicyChange, told: &[Told], tuning: &Tuning) -> Consequences {
    let (subscribers, publisher) = (everybody(), publisher());
    settle(&Settling {
        id: "c",
        before,
        after,
        nth: 1,
        because: "a person said so",
        told,
        subscribers: &subscribers,
        publisher: &publisher,
        notify: Notify::Auto,
        tuning,
        text: "# New\n",
        now: instant("2026-11-25T08:00:00Z"),
    })
}

fn sent(consequences: &Consequences) -> Vec<(MessageKind, &str)> {
    consequences.messages.iter().map(|message| (message.kind, message.recipient.as_str())).collect()
}

#[test]
fn what_waits_is_held_back_and_exactly_those_who_were_told_are_corrected() {
    let (before, after) = (change(Verdict::Material, true), change(Verdict::Cosmetic, false));
    let row = [
        told("watcher-immediate", MessageKind::Alert, ToldFate::Gone),
        told("watcher-daily", MessageKind::Digest, ToldFate::Gone),
        told("somebody-else", MessageKind::Digest, ToldFate::Gone),
        told("user-immediate", MessageKind::Notice, ToldFate::Waiting),
        told("bounced", MessageKind::Alert, ToldFate::Lost),
    ];
    let consequences = settled(&before, &after, &row, &Tuning::default());
    assert_eq!(consequences.held_back, ["d-notice:user-immediate"]);
    let both = [(MessageKind::FollowUp, "watcher-immediate"), (MessageKind::FollowUp, "watcher-daily")];
    assert_eq!(sent(&consequences), both);
    assert!(consequences.messages.iter().all(|message| message.stream == Stream::Digest));
    assert_eq!(consequences.corrections, 2);
}

#[test]
fn a_notice_owed_of_any_modification_stands() {
    let (before, after) = (change(Verdict::Material, true), change(Verdict::Cosmetic, true));
    let row = [
        told("user-immediate", MessageKind::Notice, ToldFate::Waiting),
        told("watcher-immediate", MessageKind::Alert, ToldFate::Waiting),
    ];
    let consequences = settled(&before, &after, &row, &Tuning::default());
    assert_eq!(consequences.held_back, ["d-alert:watcher-immediate"]);
    assert_eq!(sent(&consequences), []);
}

#[test]
fn what_was_never_told_is_told_as_the_watch_would_have() {
    let (before, after) = (change(Verdict::Cosmetic, false), change(Verdict::Material, true));
    let row = [told("watcher-daily", MessageKind::Digest, ToldFate::Gone)];
    let consequences = settled(&before, &after, &row, &Tuning::default());
    assert_eq!(
        sent(&consequences),
        [
            (MessageKind::FollowUp, "watcher-daily"),
            (MessageKind::Alert, "watcher-immediate"),
            (MessageKind::Notice, "user-immediate"),
        ]
    );
    assert!(consequences.messages[1].key.ends_with(":settled1"), "a key of its own");
}

#[test]
fn a_finding_that_was_told_is_not_told_again_when_a_person_agrees() {
    let (before, after) = (change(Verdict::Review, true), change(Verdict::Material, true));
    let row = [told("watcher-immediate", MessageKind::Alert, ToldFate::Gone)];
    assert_eq!(settled(&before, &after, &row, &Tuning::default()), Consequences::default());
}

#[test]
fn a_word_amended_before_its_correction_left_takes_the_correction_back() {
    let (before, after) = (change(Verdict::Cosmetic, false), change(Verdict::Material, true));
    let mut correction = told("watcher-immediate", MessageKind::FollowUp, ToldFate::Waiting);
    correction.key = "review:c:0:cosmetic:digest:watcher-immediate".to_owned();
    let row = [told("watcher-immediate", MessageKind::Alert, ToldFate::Gone), correction];
    let consequences = settled(&before, &after, &row, &Tuning::default());
    assert_eq!(consequences.held_back, [row[1].delivery.clone()]);
    assert_eq!(sent(&consequences), [(MessageKind::Notice, "user-immediate")], "the alert still holds");
}

#[test]
fn those_who_came_after_the_change_hear_nothing_of_it() {
    let (before, after) = (change(Verdict::Cosmetic, false), change(Verdict::Material, true));
    let (mut late, publisher) = (subscriber(Relation::Watcher, Cadence::Immediate), publisher());
    late.since = instant("2026-11-22T08:00:00Z");
    let tuning = Tuning { mail_from: Some(Severity::High), ..Tuning::default() };
    let consequences = settle(&Settling {
        id: "c",
        before: &before,
        after: &after,
        nth: 0,
        because: "x",
        told: &[],
        subscribers: &[late],
        publisher: &publisher,
        notify: Notify::Auto,
        tuning: &tuning,
        text: "",
        now: instant("2026-11-25T08:00:00Z"),
    });
    assert_eq!(sent(&consequences), []);
}
