//! `watch --once` and what follows from it, with the real binary, files as sources and a fixed clock.

use std::fs::File;

use serde_json::Value;

use crate::support::scratch::{Ran, Scratch, read_mail};

const WATCHLIST: &str = r#"
[publisher]
name = "Fernhollow"
zone = "Europe/Berlin"
contact = "privacy@fernhollow.example"

[mail]
notice_from = "notices@fernhollow.example"
digest_from = "watch@fernhollow.example"

[[policy]]
service = "Fernhollow"
type = "Privacy Policy"
role = "published"
file = "pages/privacy.txt"

[[policy]]
service = "Kestrel Cloud"
type = "SLA"
role = "provider"
file = "pages/sla.txt"
"#;

const PRIVACY: &str = "\
Privacy Policy

Last updated: 3 March 2026

1. What we keep

Access logs are kept for 30 days and then deleted. Your account data stay until you close the account.

2. Who receives data

We share data with:

- Marlowe Hosting, which runs our servers
- Pinewood Mail, which sends our messages

We do not sell personal data.

3. Changes

We tell you about material changes by e-mail at least 30 days before they take effect.
";

const SLA: &str = "\
Service Level Agreement

1. Commitment

Kestrel commits to a monthly availability of no less than 99.90% for the storage service.

2. Claims

Claims must be sent within two (2) months after the end of the month concerned.

3. Changes

Any modification is communicated to the customer by e-mail at least 30 days in advance. Continued use is acceptance.
";

const FIRST: &str = "2026-11-02T09:00:00Z";
const SECOND: &str = "2026-11-09T09:00:00Z";
const CONFIRMED: &str = "2026-11-09T11:00:00Z";

fn changed_privacy() -> String {
    PRIVACY
        .replace(
            "Last updated: 3 March 2026",
            "Last updated: 9 November 2026\n\nThis version takes effect on 31 December 2026.",
        )
        .replace("kept for 30 days", "kept for 90 days")
}

fn prepared() -> Scratch {
    let scratch = Scratch::new();
    scratch
        .write("watchlist.toml", WATCHLIST)
        .write("pages/privacy.txt", PRIVACY)
        .write("pages/sla.txt", SLA);
    scratch
}

fn watch(scratch: &Scratch, now: &str) -> Ran {
    scratch.at(now, &["watch", "--once", "--all", "--json"])
}

fn outcomes(ran: &Ran) -> Vec<(String, String)> {
    ran.stdout
        .lines()
        .map(|line| {
            let line: Value = serde_json::from_str(line).unwrap();
            (line["policy"].as_str().unwrap().to_owned(), line["outcome"].as_str().unwrap().to_owned())
        })
        .collect()
}

fn outcome_of<'a>(outcomes: &'a [(String, String)], policy: &str) -> &'a str {
    &outcomes.iter().find(|(id, _)| id == policy).unwrap().1
}

#[test]
fn a_change_is_first_pending_then_changed_and_told_once() {
    let scratch = prepared();
    for (address, relation) in [("ada@example.org", "user"), ("bo@example.org", "watcher")] {
        scratch.at(FIRST, &["subscribers", "add", address, "--relation", relation]).expect(0);
    }
    let ran = watch(&scratch, FIRST).expect(0);
    assert_eq!(outcome_of(&outcomes(&ran), "fernhollow/privacy-policy"), "first");
    scratch.write("pages/privacy.txt", changed_privacy());
    let ran = watch(&scratch, SECOND).expect(0);
    assert_eq!(outcome_of(&outcomes(&ran), "fernhollow/privacy-policy"), "pending");
    assert!(scratch.mails("snapshots/mail").is_empty(), "nothing is told before it is confirmed");
    let ran = watch(&scratch, CONFIRMED).expect(0);
    assert_eq!(outcome_of(&outcomes(&ran), "fernhollow/privacy-policy"), "changed");
    assert_eq!(outcome_of(&outcomes(&ran), "kestrel-cloud/sla"), "unchanged");
    let line: Value = serde_json::from_str(ran.stdout.lines().next().unwrap()).unwrap();
    assert_eq!((&line["verdict"], &line["first_seen"]), (&"material".into(), &"2026-11-09T09:00:00Z".into()));

    let mails: Vec<(String, String)> =
        scratch.mails("snapshots/mail").iter().map(|path| read_mail(path)).collect();
    assert_eq!(mails.len(), 2, "{mails:?}");
    let (subject, text) = mails.iter().find(|(subject, _)| subject.starts_with("[Notice]")).unwrap();
    assert!(subject.contains("31 December 2026"), "{subject}");
    assert!(text.contains("90 days"), "{text}");

    watch(&scratch, "2026-11-10T11:00:00Z").expect(0);
    assert_eq!(scratch.mails("snapshots/mail").len(), 2, "told once");
    let mirror = scratch.read("snapshots/fernhollow/privacy-policy.md");
    assert!(mirror.contains("90 days"), "{mirror}");
}

#[test]
fn words_that_come_and_go_are_flapped_and_never_told() {
    let scratch = prepared();
    scratch.at(FIRST, &["subscribers", "add", "bo@example.org"]).expect(0);
    watch(&scratch, FIRST).expect(0);
    scratch.write("pages/privacy.txt", changed_privacy());
    watch(&scratch, SECOND).expect(0);
    scratch.write("pages/privacy.txt", PRIVACY);
    let ran = watch(&scratch, CONFIRMED).expect(0);
    assert_eq!(outcome_of(&outcomes(&ran), "fernhollow/privacy-policy"), "flapped");
    assert!(scratch.mails("snapshots/mail").is_empty());
}

#[test]
fn a_providers_change_waits_longer_than_our_own() {
    let scratch = prepared();
    watch(&scratch, FIRST).expect(0);
    scratch.write("pages/sla.txt", SLA.replace("99.90%", "99.00%"));
    watch(&scratch, SECOND).expect(0);
    assert_eq!(outcome_of(&outcomes(&watch(&scratch, CONFIRMED)), "kestrel-cloud/sla"), "pending");
    assert_eq!(
        outcome_of(&outcomes(&watch(&scratch, "2026-11-10T10:00:00Z")), "kestrel-cloud/sla"),
        "changed"
    );
}

#[test]
fn a_page_that_fails_never_stops_the_others_and_is_never_compared() {
    let scratch = prepared();
    watch(&scratch, FIRST).expect(0);
    scratch.write("pages/sla.txt", "Back soon.").write("pages/privacy.txt", changed_privacy());
    let ran = watch(&scratch, SECOND).expect(3);
    let ended = outcomes(&ran);
    assert_eq!(outcome_of(&ended, "kestrel-cloud/sla"), "quarantined");
    assert_eq!(outcome_of(&ended, "fernhollow/privacy-policy"), "pending");
    std::fs::remove_file(scratch.path("pages/sla.txt")).unwrap();
    let ran = watch(&scratch, CONFIRMED).expect(3);
    let ended = outcomes(&ran);
    assert_eq!(outcome_of(&ended, "kestrel-cloud/sla"), "failed");
    assert_eq!(outcome_of(&ended, "fernhollow/privacy-policy"), "changed");
    scratch.write("pages/sla.txt", SLA);
    let ran = watch(&scratch, "2026-11-11T09:00:00Z").expect(0);
    assert_eq!(
        outcome_of(&outcomes(&ran), "kestrel-cloud/sla"),
        "unchanged",
        "compared with the last good one"
    );
}

#[test]
fn only_what_is_due_is_checked_unless_all_is_asked_for() {
    let scratch = prepared();
    scratch.at(FIRST, &["watch", "--once"]).expect(0);
    let ran = scratch.at("2026-11-02T09:05:00Z", &["watch", "--once", "--json"]).expect(0);
    assert!(outcomes(&ran).iter().all(|(_, outcome)| outcome == "skipped"), "{}", ran.stdout);
    let ran =
        scratch.at("2026-11-02T09:06:00Z", &["watch", "--once", "--json", "kestrel-cloud/sla"]).expect(0);
    assert_eq!(outcome_of(&outcomes(&ran), "kestrel-cloud/sla"), "unchanged");
    assert_eq!(outcome_of(&outcomes(&ran), "fernhollow/privacy-policy"), "skipped");
    let ran = scratch.at("2026-11-04T09:06:00Z", &["watch", "--once", "--json"]).expect(0);
    assert!(outcomes(&ran).iter().all(|(_, outcome)| outcome == "unchanged"), "{}", ran.stdout);
}

#[test]
fn a_daily_digest_holds_the_changes_of_its_day_and_is_sent_once() {
    let scratch = prepared();
    scratch.at(FIRST, &["subscribers", "add", "bo@example.org", "--cadence", "daily"]).expect(0);
    watch(&scratch, FIRST).expect(0);
    scratch.write("pages/privacy.txt", changed_privacy());
    watch(&scratch, SECOND).expect(0);
    watch(&scratch, CONFIRMED).expect(0);
    assert!(scratch.mails("snapshots/mail").is_empty(), "a digest waits for its day");
    let preview = scratch.at("2026-11-09T12:00:00Z", &["digest", "--preview", "bo@example.org"]).expect(0);
    assert!(preview.stdout.contains("90 days"), "{}", preview.stdout);
    assert!(scratch.mails("snapshots/mail").is_empty(), "a preview sends nothing");
    watch(&scratch, "2026-11-10T12:00:00Z").expect(0);
    watch(&scratch, "2026-11-10T13:00:00Z").expect(0);
    watch(&scratch, "2026-11-11T13:00:00Z").expect(0);
    let mails = scratch.mails("snapshots/mail");
    assert_eq!(mails.len(), 1, "sent once, and an empty one is not sent");
    let (subject, text) = read_mail(&mails[0]);
    assert!(subject.starts_with("[Digest]"), "{subject}");
    assert!(text.contains("90 days"), "{text}");
}

#[test]
fn a_second_watcher_is_refused() {
    let scratch = prepared();
    watch(&scratch, FIRST).expect(0);
    let lock = File::options().write(true).open(scratch.path("snapshots/archive.lock")).unwrap();
    lock.lock().unwrap();
    let ran = watch(&scratch, SECOND).expect(2);
    assert!(ran.stderr.contains("watch"), "{}", ran.stderr);
    lock.unlock().unwrap();
    watch(&scratch, SECOND).expect(0);
}

#[test]
fn an_archive_from_a_newer_version_is_left_alone() {
    let scratch = prepared();
    watch(&scratch, FIRST).expect(0);
    let path = scratch.path("snapshots/archive.db");
    let database = rusqlite::Connection::open(&path).unwrap();
    database.pragma_update(None, "user_version", 999).unwrap();
    drop(database);
    let ran = watch(&scratch, SECOND).expect(2);
    assert!(ran.stderr.contains("version 999"), "{}", ran.stderr);
    let database = rusqlite::Connection::open(&path).unwrap();
    let version: i64 = database.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, 999);
}

#[test]
fn a_pretended_time_and_a_real_archive_do_not_mix() {
    let scratch = prepared();
    scratch.run(&["watch", "--once", "--all"]).expect(0);
    let ran = watch(&scratch, SECOND).expect(2);
    assert!(
        ran.stderr.contains("--now") || ran.stderr.contains("pretended") || ran.stderr.contains("simulated"),
        "{}",
        ran.stderr
    );
}

#[test]
fn every_fault_of_the_watchlist_is_in_one_report() {
    let scratch = Scratch::new();
    scratch.write(
        "watchlist.toml",
        "[publisher]\nname = 7\n\n[[policy]]\nservice = \"A\"\ntype = \"Terms\"\nrole = \"owner\"\nurl = \"ftp://a.example/x\"\n\
         colour = \"red\"\n\n[[policy]]\nservice = \"a\"\ntype = \"terms\"\nrole = \"provider\"\nurl = \"https://a.example\"\n",
    );
    let ran = scratch.run(&["watch", "--once"]).expect(2);
    for expected in [
        "watchlist.toml:2",
        "watchlist.toml:7",
        "watchlist.toml:8",
        "watchlist.toml:9",
        "role",
        "colour",
        "a/terms",
    ] {
        assert!(ran.stderr.contains(expected), "{expected} in\n{}", ran.stderr);
    }
    assert_eq!(ran.stdout, "");
    assert!(!scratch.path("snapshots").exists(), "nothing was done");
}

#[test]
fn subscribers_are_added_listed_and_erased() {
    let scratch = prepared();
    scratch
        .run(&[
            "subscribers",
            "add",
            "ada@example.org",
            "--policy",
            "kestrel-cloud/sla",
            "--cadence",
            "weekly",
        ])
        .expect(0);
    let ran = scratch.run(&["subscribers", "list", "--json"]).expect(0);
    let list: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(list[0]["address"], "ada@example.org");
    assert_eq!(list[0]["policies"], serde_json::json!(["kestrel-cloud/sla"]));
    for (args, expected) in [
        (["subscribers", "add", "no address", "--quiet"], "no mail address"),
        (["subscribers", "add", "a@b.example", "--policy=kestrel/x"], "no policy"),
        (["subscribers", "remove", "nobody@example.org", "--quiet"], "nobody"),
    ] {
        let ran = scratch.run(&args).expect(2);
        assert!(ran.stderr.contains(expected), "{}", ran.stderr);
    }
    scratch.run(&["subscribers", "remove", "ada@example.org"]).expect(0);
    let ran = scratch.run(&["subscribers", "list", "--json"]).expect(0);
    assert_eq!(ran.stdout.trim(), "[]");
}

#[test]
fn the_next_days_check_confirms_a_providers_change() {
    let scratch = prepared();
    watch(&scratch, FIRST).expect(0);
    scratch.write("pages/sla.txt", SLA.replace("99.90%", "99.00%"));
    watch(&scratch, "2026-11-09T09:00:05Z").expect(0);
    let ran = scratch.at("2026-11-10T09:00:03Z", &["watch", "--once", "--json"]).expect(0);
    assert_eq!(outcome_of(&outcomes(&ran), "kestrel-cloud/sla"), "changed");
}

#[test]
fn two_digests_of_one_day_are_two_and_lose_nothing() {
    let scratch = prepared();
    scratch.write("watchlist.toml", format!("{WATCHLIST}confirm = \"0\"\n"));
    scratch
        .at("2026-11-02T05:00:00Z", &["subscribers", "add", "bo@example.org", "--cadence", "daily"])
        .expect(0);
    watch(&scratch, "2026-11-02T05:00:00Z").expect(0);
    scratch.write("pages/sla.txt", SLA.replace("99.90%", "99.00%"));
    watch(&scratch, "2026-11-03T07:00:00Z").expect(0);
    scratch.write("pages/sla.txt", SLA.replace("99.90%", "98.00%"));
    watch(&scratch, "2026-11-03T07:30:00Z").expect(0);
    watch(&scratch, "2026-11-03T08:30:00Z").expect(0);
    watch(&scratch, "2026-11-04T08:30:00Z").expect(0);
    let told: Vec<String> = scratch.mails("snapshots/mail").iter().map(|path| read_mail(path).1).collect();
    assert!(told.iter().any(|text| text.contains("99.00")), "{told:?}");
    assert!(told.iter().any(|text| text.contains("98.00")), "{told:?}");
}

#[test]
fn another_rhythm_loses_nothing_and_repeats_nothing() {
    let scratch = prepared();
    scratch.write("watchlist.toml", format!("{WATCHLIST}confirm = \"0\"\n"));
    let add = |now: &str, cadence: &str| {
        scratch.at(now, &["subscribers", "add", "bo@example.org", "--cadence", cadence]).expect(0);
    };
    add("2026-11-02T05:00:00Z", "weekly");
    watch(&scratch, "2026-11-02T06:00:00Z").expect(0);
    scratch.write("pages/sla.txt", SLA.replace("99.90%", "99.00%"));
    watch(&scratch, "2026-11-04T12:00:00Z").expect(0);
    add("2026-11-05T12:00:00Z", "immediate");
    watch(&scratch, "2026-11-05T13:00:00Z").expect(0);
    assert_eq!(scratch.mails("snapshots/mail").len(), 1, "what waited for the digest is told");
    scratch.write("pages/sla.txt", SLA.replace("99.90%", "98.00%"));
    watch(&scratch, "2026-11-06T12:00:00Z").expect(0);
    assert_eq!(scratch.mails("snapshots/mail").len(), 2, "an alert");
    add("2026-11-06T13:00:00Z", "daily");
    watch(&scratch, "2026-11-07T12:00:00Z").expect(0);
    assert_eq!(scratch.mails("snapshots/mail").len(), 2, "what an alert told is in no digest");
}

#[test]
fn leaving_a_watch_ends_no_owed_notice_and_erasing_takes_the_files_too() {
    let scratch = prepared();
    scratch.write("watchlist.toml", format!("{WATCHLIST}confirm = \"0\"\n"));
    for relation in ["user", "watcher"] {
        scratch.at(FIRST, &["subscribers", "add", "ada@example.org", "--relation", relation]).expect(0);
    }
    watch(&scratch, FIRST).expect(0);
    scratch.write("pages/sla.txt", SLA.replace("99.90%", "99.00%"));
    watch(&scratch, SECOND).expect(0);
    assert_eq!(scratch.mails("snapshots/mail").len(), 1);
    scratch.at(SECOND, &["subscribers", "remove", "ada@example.org"]).expect(0);
    let list = scratch.run(&["subscribers", "list"]).expect(0).stdout;
    assert!(list.contains("user") && list.lines().count() == 1, "{list}");
    scratch.at(SECOND, &["subscribers", "remove", "ada@example.org", "--erase"]).expect(0);
    assert_eq!(scratch.mails("snapshots/mail").len(), 0);
    assert_eq!(scratch.run(&["subscribers", "list"]).expect(0).stdout, "");
}

#[test]
fn a_text_that_comes_and_goes_within_one_instant_stops_nothing() {
    let scratch = prepared();
    scratch.write("watchlist.toml", format!("{WATCHLIST}confirm = \"0\"\n"));
    watch(&scratch, FIRST).expect(0);
    for text in [SLA.replace("99.90%", "99.00%"), SLA.to_owned(), SLA.replace("99.90%", "99.00%")] {
        scratch.write("pages/sla.txt", text);
        assert_eq!(outcome_of(&outcomes(&watch(&scratch, FIRST).expect(0)), "kestrel-cloud/sla"), "changed");
    }
}

#[test]
fn a_policy_without_spaces_between_words_is_a_policy() {
    let scratch = prepared();
    let clause = "我们可能会收集您的姓名、电子邮件地址和使用记录，并且仅为提供服务而保存这些数据。";
    scratch.write("pages/sla.txt", format!("隐私政策\n\n1. 数据\n\n{clause}\n\n2. 保存\n\n{clause}\n"));
    assert_eq!(outcome_of(&outcomes(&watch(&scratch, FIRST).expect(0)), "kestrel-cloud/sla"), "first");
}
