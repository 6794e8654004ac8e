//! A human's word, the watchlist's say over verdicts, and small steps that add up: with the real binary,
//! files as sources and a fixed clock.

use std::path::PathBuf;

use serde_json::Value;

use crate::support::scratch::{Ran, Scratch, read_mail};

const WATCHLIST: &str = r#"
[publisher]
name = "Fernhollow"
contact = "privacy@fernhollow.example"

[defaults]
confirm_published = "0"
confirm_provider = "0"

[[policy]]
service = "Fernhollow"
type = "Privacy Policy"
role = "published"
file = "privacy.txt"
"#;

const POLICY: &str = "\
Privacy Policy

1. What we keep

Access logs are kept for 30 days and then deleted.

2. How we work

Our people look after every question in the order in which it comes in.

3. Related articles

The workshop opens at nine and closes at five.
";

const DAYS: [&str; 6] = [
    "2026-11-02T09:00:00Z",
    "2026-11-09T09:00:00Z",
    "2026-11-10T09:00:00Z",
    "2026-11-11T09:00:00Z",
    "2026-11-12T09:00:00Z",
    "2026-11-13T09:00:00Z",
];

fn reworded() -> String {
    POLICY.replace(
        "Our people look after every question in the order in which it comes in.",
        "Our people look after every question in the order in which our rota foresees it.",
    )
}

fn prepared(extra: &str, people: &[&[&str]]) -> Scratch {
    let scratch = Scratch::new();
    scratch.write("watchlist.toml", format!("{WATCHLIST}{extra}")).write("privacy.txt", POLICY);
    for person in people {
        let mut args = vec!["subscribers", "add"];
        args.extend(*person);
        scratch.at(DAYS[0], &args).expect(0);
    }
    watch(&scratch, 0).expect(0);
    scratch
}

fn watch(scratch: &Scratch, day: usize) -> Ran {
    scratch.at(DAYS[day], &["watch", "--once", "--all", "--json"])
}

fn changed(scratch: &Scratch, day: usize, text: &str) -> Value {
    scratch.write("privacy.txt", text);
    let ran = watch(scratch, day).expect(0);
    let line: Value = serde_json::from_str(ran.stdout.lines().next().unwrap()).unwrap();
    assert_eq!(line["outcome"], "changed", "{line}");
    line
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {}", ran.stdout))
}

fn waiting(scratch: &Scratch, day: usize, more: &[&str]) -> Vec<Value> {
    let mut args = vec!["review", "list", "--json"];
    args.extend(more);
    json(&scratch.at(DAYS[day], &args).expect(0))["reviews"].as_array().unwrap().clone()
}

fn set(scratch: &Scratch, day: usize, id: &str, word: &str) -> Value {
    let because = format!("read on day {day}");
    json(
        &scratch
            .at(DAYS[day], &["review", "set", id, word, "--because", &because, "--by", "Ada", "--json"])
            .expect(0),
    )
}

/// Subjects of the messages that are not among `before`.
fn subjects(scratch: &Scratch, before: &[PathBuf]) -> Vec<String> {
    let mails = scratch.mails("snapshots/mail");
    let mut new: Vec<String> =
        mails.iter().filter(|path| !before.contains(path)).map(|path| read_mail(path).0).collect();
    new.sort();
    new
}

fn cases(scratch: &Scratch, day: usize) -> Vec<Value> {
    json(&scratch.at(DAYS[day], &["notice", "list", "--json"]).expect(0)).as_array().unwrap().clone()
}

const WATCHER: &[&str] = &["bo@example.org"];
const DAILY: &[&str] = &["di@example.org", "--cadence", "daily"];
const USER: &[&str] = &["ada@example.org", "--relation", "user"];

#[test]
fn what_waits_is_listed_with_its_quotes_and_a_cosmetic_word_corrects_exactly_those_who_were_told() {
    let scratch = prepared("", &[WATCHER, USER]);
    scratch
        .at(DAYS[1], &["subscribers", "add", "else@example.org", "--policy", "fernhollow/privacy-policy"])
        .expect(0);
    let line = changed(&scratch, 1, &reworded());
    assert_eq!(line["verdict"], "review");
    let list = waiting(&scratch, 1, &[]);
    assert_eq!(list.len(), 1, "{list:?}");
    let waits = &list[0];
    assert_eq!((&waits["policy"], &waits["since"]), (&"fernhollow/privacy-policy".into(), &DAYS[1].into()));
    assert!(waits["section"].as_str().unwrap().ends_with("How we work"), "{waits}");
    assert!(waits["old"].as_str().unwrap().contains("every question"), "{waits}");
    assert!(waits["new"].as_str().unwrap().contains("rota"), "{waits}");
    let text = scratch.at(DAYS[1], &["review", "list"]).expect(0).stdout;
    assert!(text.contains("How we work") && text.contains("rota"), "{text}");

    let before = scratch.mails("snapshots/mail");
    assert_eq!(before.len(), 3, "an alert to each watcher, a notice to the user");
    let (state, id) = (&cases(&scratch, 1)[0]["state"].clone(), waits["id"].as_str().unwrap());
    assert_ne!(state, "closed");
    let outcome = set(&scratch, 2, &id[..8], "cosmetic");
    assert_eq!(
        (&outcome["corrections"], &outcome["change_verdict"]),
        (&3.into(), &"cosmetic".into()),
        "{outcome}"
    );
    assert_eq!(waiting(&scratch, 2, &[]), Vec::<Value>::new());
    assert_eq!(subjects(&scratch, &before), Vec::<String>::new(), "the next watch sends them");
    watch(&scratch, 2).expect(0);
    let sent = subjects(&scratch, &before);
    assert_eq!(sent.len(), 3, "{sent:?}");
    assert!(sent.iter().all(|subject| subject.starts_with("[Correction]")), "{sent:?}");
    assert_eq!(cases(&scratch, 2)[0]["state"], "closed");
    scratch.at(DAYS[2], &["verify"]).expect(0);

    // Amended: both words stay on record, and the same people hear that it is material after all.
    let before = scratch.mails("snapshots/mail");
    set(&scratch, 3, id, "material");
    watch(&scratch, 3).expect(0);
    let sent = subjects(&scratch, &before);
    assert_eq!(sent.len(), 3, "{sent:?}");
    assert!(sent.iter().all(|subject| subject.contains("material after all")), "{sent:?}");
    let all = waiting(&scratch, 3, &["--all"]);
    let words: Vec<&str> =
        all[0]["words"].as_array().unwrap().iter().map(|word| word["verdict"].as_str().unwrap()).collect();
    assert_eq!(words, ["cosmetic", "material"]);
    // The life of the policy holds both words and what was sent because of them, between two checks.
    let log = scratch.at(DAYS[3], &["log", "fernhollow/privacy-policy"]).expect(0).stdout;
    assert!(
        log.contains("settled as cosmetic by Ada") && log.contains("settled as material by Ada"),
        "{log}"
    );
    let log = json(&scratch.at(DAYS[3], &["log", "fernhollow/privacy-policy", "--json"]).expect(0));
    let checks = log["checks"].as_array().unwrap();
    let changed = checks.iter().find(|check| check["outcome"] == "changed").unwrap();
    assert_eq!(changed["words"].as_array().unwrap().len(), 2, "{changed}");
    let corrections = checks
        .iter()
        .flat_map(|check| check["deliveries"].as_array().unwrap())
        .filter(|delivery| delivery["kind"] == "follow_up")
        .count();
    assert_eq!(corrections, 6, "{log}");
    let case = &cases(&scratch, 3)[0];
    assert_ne!(case["state"], "closed");
    // A word edited by hand is found.
    let database = rusqlite::Connection::open(scratch.path("snapshots/archive.db")).unwrap();
    database.execute("UPDATE reviews SET review = replace(review, 'Ada', 'Eve')", []).unwrap();
    let ran = scratch.at(DAYS[3], &["verify"]).expect(1);
    assert!(ran.stdout.contains("review 1"), "{}", ran.stdout);
    database.execute("UPDATE reviews SET review = replace(review, 'Eve', 'Ada')", []).unwrap();
    drop(database);
    assert_eq!(case["detected"], DAYS[1], "found when it was found");
    scratch.at(DAYS[3], &["verify"]).expect(0);
}

#[test]
fn a_material_word_on_a_change_the_rules_called_cosmetic_opens_what_is_owed() {
    let tuning = "[policy.materiality]\nignore_sections = [\"What we keep\"]\n";
    let scratch = prepared(tuning, &[WATCHER, DAILY, USER]);
    let line = changed(&scratch, 1, &POLICY.replace("30 days", "90 days"));
    assert_eq!(line["verdict"], "cosmetic", "{line}");
    assert_eq!(cases(&scratch, 1), Vec::<Value>::new());
    watch(&scratch, 2).expect(0);
    let before = scratch.mails("snapshots/mail");
    let told: Vec<String> = before.iter().map(|path| read_mail(path).0).collect();
    assert!(told.len() == 1 && told[0].starts_with("[Digest]"), "a digest tells every change: {told:?}");
    let log = json(
        &scratch
            .at(
                DAYS[2],
                &["compare", "fernhollow/privacy-policy@previous", "fernhollow/privacy-policy", "--json"],
            )
            .expect(0),
    );
    assert_eq!(log["verdict"], "cosmetic");
    assert!(
        log["changes"][0]["reasons"][0]["why"].as_str().unwrap().starts_with("By your watchlist"),
        "{log}"
    );
    let all = json(&scratch.at(DAYS[2], &["review", "list", "--all", "--json"]).expect(0));
    assert_eq!(all["reviews"].as_array().unwrap().len(), 0, "a cosmetic change waits for nobody");

    let database = rusqlite::Connection::open(scratch.path("snapshots/archive.db")).unwrap();
    let change: String = database.query_row("SELECT id FROM changes", [], |row| row.get(0)).unwrap();
    drop(database);
    let ran = scratch.at(DAYS[3], &["review", "set", &change, "material", "--because", "x"]).expect(2);
    assert!(ran.stderr.contains("name one of its edits"), "{}", ran.stderr);
    let edit = edits(&scratch, &change).remove(0);
    let outcome = set(&scratch, 3, &edit, "material");
    assert_eq!((&outcome["case_opened"], &outcome["messages"]), (&true.into(), &3.into()), "{outcome}");
    watch(&scratch, 3).expect(0);
    let sent = subjects(&scratch, &before);
    let starts = |tag: &str| sent.iter().filter(|subject| subject.starts_with(tag)).count();
    assert_eq!((starts("[Alert]"), starts("[Notice]"), starts("[Correction]")), (1, 1, 1), "{sent:?}");
    let case = &cases(&scratch, 3)[0];
    assert_eq!((&case["detected"], &case["id"]), (&DAYS[1].into(), &change.into()));
    scratch.at(DAYS[3], &["verify"]).expect(0);
}

/// Ids of the edits of a change, as they are derived from it.
fn edits(scratch: &Scratch, change: &str) -> Vec<String> {
    let database = rusqlite::Connection::open(scratch.path("snapshots/archive.db")).unwrap();
    let comparison: String = database
        .query_row("SELECT comparison FROM changes WHERE id = ?1", [change], |row| row.get(0))
        .unwrap();
    let comparison = serde_json::from_str(&comparison).unwrap();
    policydiff::materiality::edit_ids(change, &comparison)
}

#[test]
fn what_still_waits_is_held_back() {
    // Nobody listens there: mail stays in the outbox.
    let smtp = "[mail]\nnotice_from = \"n@fern.example\"\ndigest_from = \"d@fern.example\"\n[mail.smtp]\nhost = \"127.0.0.1\"\nport = 9\n";
    let scratch = prepared("", &[WATCHER, USER]);
    scratch.write("watchlist.toml", format!("{smtp}{WATCHLIST}"));
    scratch.write("privacy.txt", reworded());
    watch(&scratch, 1);
    let id = waiting(&scratch, 1, &[])[0]["id"].as_str().unwrap().to_owned();
    let outcome = set(&scratch, 2, &id, "cosmetic");
    assert_eq!((&outcome["held_back"], &outcome["messages"]), (&2.into(), &0.into()), "{outcome}");
    scratch.write("watchlist.toml", WATCHLIST);
    watch(&scratch, 3).expect(0);
    assert_eq!(scratch.mails("snapshots/mail").len(), 0);
    scratch.at(DAYS[3], &["verify"]).expect(0);
}

#[test]
fn words_that_cannot_be_taken_are_refused_and_nothing_is_written() {
    let scratch = prepared("", &[]);
    changed(&scratch, 1, &reworded());
    let id = waiting(&scratch, 1, &[])[0]["id"].as_str().unwrap().to_owned();
    let set_with = |id: &str, because: &str| {
        scratch.at(DAYS[2], &["review", "set", id, "cosmetic", "--because", because])
    };
    for (typed, because, expected) in [
        ("0123456789abcdef", "x", "there is no change `0123456789abcdef`"),
        ("zz", "x", "there is no change `zz`"),
        (&id[..2], "x", "there is no change"),
        (&id, "  ", "must not be empty"),
    ] {
        let ran = set_with(typed, because).expect(2);
        assert!(ran.stderr.contains(expected), "{expected} in {}", ran.stderr);
    }
    scratch.at(DAYS[2], &["review", "set", &id, "review", "--because", "x"]).expect(2);
    assert_eq!(waiting(&scratch, 2, &[]).len(), 1);
    set_with(&id, "a rota").expect(0);
    let ran = set_with(&id, "again").expect(2);
    assert!(
        ran.stderr.contains("settled as cosmetic already") && ran.stderr.contains("a rota"),
        "{}",
        ran.stderr
    );
}

#[test]
fn settled_edits_are_test_cases() {
    let scratch = prepared("", &[]);
    changed(&scratch, 1, &reworded());
    let id = waiting(&scratch, 1, &[])[0]["id"].as_str().unwrap().to_owned();
    let ran = scratch.at(DAYS[2], &["review", "export", &id]).expect(2);
    assert!(ran.stderr.contains("nobody has settled"), "{}", ran.stderr);
    scratch.at(DAYS[2], &["review", "export"]).expect(2);
    set(&scratch, 2, &id, "cosmetic");
    for args in [vec!["review", "export", &id], vec!["review", "export", "--all"]] {
        let ran = scratch.at(DAYS[2], &args).expect(0);
        let case: Value = serde_json::from_str(ran.stdout.trim()).unwrap();
        assert_eq!((&case["verdict"], &case["judged"]), (&"cosmetic".into(), &"review".into()), "{case}");
        assert_eq!((&case["because"], &case["by"]), (&"read on day 2".into(), &"Ada".into()));
        for (side, words) in [("old", "every question"), ("new", "rota")] {
            assert!(case[side].as_str().unwrap().contains(words), "{case}");
            scratch.write(&format!("{side}.md"), case[format!("{side}_text")].as_str().unwrap());
        }
        let again = json(&scratch.run(&["compare", "old.md", "new.md", "--json"]).expect(1));
        assert_eq!(again["changes"].as_array().unwrap().len(), 1, "{again}");
        assert_eq!((&again["changes"][0]["old"], &again["changes"][0]["new"]), (&case["old"], &case["new"]));
    }
}

#[test]
fn newer_rules_tell_nobody_and_settled_judgements_stand() {
    let scratch = prepared("", &[WATCHER, USER]);
    changed(&scratch, 1, &reworded());
    let id = waiting(&scratch, 1, &[])[0]["id"].as_str().unwrap().to_owned();
    changed(&scratch, 2, &reworded().replace("30 days", "90 days"));
    set(&scratch, 2, &id, "cosmetic");
    watch(&scratch, 3).expect(0);
    let (mails, open) = (scratch.mails("snapshots/mail").len(), cases(&scratch, 3).len());
    // As if rules of an older version had called everything cosmetic.
    let database = rusqlite::Connection::open(scratch.path("snapshots/archive.db")).unwrap();
    let sql = "UPDATE changes SET rules_version = 0, assessment = replace(replace(assessment, '\"verdict\":\"material\"', '\"verdict\":\"cosmetic\"'), '\"verdict\":\"review\"', '\"verdict\":\"cosmetic\"')";
    assert_eq!(database.execute(sql, []).unwrap(), 2);
    drop(database);
    assert_eq!(waiting(&scratch, 3, &[]), Vec::<Value>::new());
    let again = waiting(&scratch, 3, &["--again"]);
    assert_eq!(again.len(), 1, "what a person settled stands: {again:?}");
    assert_eq!((&again[0]["judged"], &again[0]["again"]), (&"cosmetic".into(), &"material".into()));
    assert_eq!((&again[0]["rules_version"], &again[0]["waits"]), (&0.into(), &false.into()));
    let text = scratch.at(DAYS[3], &["review", "list", "--again"]).expect(0).stdout;
    assert!(text.contains("today's rules say material"), "{text}");
    watch(&scratch, 4).expect(0);
    assert_eq!((scratch.mails("snapshots/mail").len(), cases(&scratch, 4).len()), (mails, open));
}

#[test]
fn small_steps_that_nobody_was_told_of_add_up_to_a_finding() {
    let scratch = prepared("[policy.materiality]\nmail_from = \"high\"\n", &[WATCHER]);
    let edit_of = |scratch: &Scratch, day: usize| {
        let all = waiting(scratch, day, &["--all"]);
        all.iter().find(|line| line["words"].as_array().unwrap().is_empty()).unwrap()["id"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    // A person finds each step small.
    for (day, days) in [(1, "45 days"), (2, "60 days")] {
        changed(&scratch, day, &POLICY.replace("30 days", days));
        let id = edit_of(&scratch, day);
        set(&scratch, day, &id, "cosmetic");
    }
    let before = scratch.mails("snapshots/mail");
    let line = changed(&scratch, 3, &POLICY.replace("30 days", "90 days"));
    assert_eq!(line["verdict"], "material");
    let all = waiting(&scratch, 3, &["--all"]);
    let last = all.last().unwrap();
    let why = last["reasons"][0]["why"].as_str().unwrap();
    assert_eq!(last["reasons"][0]["rule"], "W2", "{last}");
    assert!(
        why.contains("Since the first version, of 2 November 2026")
            && why.contains("from 30 days to 90 days in steps"),
        "{why}"
    );
    let sent = scratch.mails("snapshots/mail");
    let told: Vec<String> =
        sent.iter().filter(|path| !before.contains(path)).map(|path| read_mail(path).1).collect();
    let flat = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.iter().any(|text| flat(text).contains("from 30 days to 90 days in steps")), "{told:?}");
    // Told now: the next step is measured from here.
    let line = changed(
        &scratch,
        4,
        &POLICY.replace("30 days", "90 days").replace("every question", "each question"),
    );
    let all = waiting(&scratch, 4, &["--all"]);
    assert!(
        all.iter().filter(|entry| entry["since"] == DAYS[4]).all(|entry| entry["reasons"][0]["rule"] != "W2"),
        "{line}"
    );
}

#[test]
fn entries_that_match_nothing_are_errors_of_their_policy_and_never_stop_the_watch() {
    let scratch = prepared("", &[]);
    let own = "[policy.materiality]\nignore_sections = [\"Related articles\", \"Cookies\"]\nnames = [[\"Larkpass\", \"Gatecard\"]]\n";
    scratch.write("watchlist.toml", format!("{WATCHLIST}{own}"));
    let ran = watch(&scratch, 1).expect(3);
    let line: Value = serde_json::from_str(ran.stdout.lines().next().unwrap()).unwrap();
    assert_eq!(line["outcome"], "unchanged");
    assert_eq!(line["unmatched"].as_array().unwrap().len(), 2, "{line}");
    assert!(line["reason"].as_str().unwrap().contains("“Cookies”"), "{line}");
    assert!(ran.stderr.contains("Larkpass"), "{}", ran.stderr);
    let status = json(&scratch.at(DAYS[1], &["status", "--json"]).expect(1));
    assert_eq!(status["unmatched"][0]["policy"], "fernhollow/privacy-policy", "{status}");
    let all = "[materiality]\nnever_material = [\"arbitration\"]\n";
    scratch.write("watchlist.toml", format!("{all}{WATCHLIST}"));
    let ran = watch(&scratch, 2).expect(3);
    assert!(ran.stderr.contains("`arbitration`"), "{}", ran.stderr);
    assert!(scratch.at(DAYS[2], &["status"]).expect(1).stdout.contains("`arbitration`"));
    scratch.write("watchlist.toml", WATCHLIST);
    watch(&scratch, 3).expect(0);
    scratch.at(DAYS[3], &["status"]).expect(0);
}
