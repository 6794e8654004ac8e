//! What a person's word, the watchlist and our own upgrades do to the ledger, days missed while no watcher
//! ran, files that are no use, and the calendar file read by somebody else's parser: with the real binary.

use std::process::Command;

use serde_json::Value;

use crate::support::scratch::{Scratch, read_mail};

const WATCHLIST: &str = r#"
[publisher]
name = "Lumen"
zone = "Europe/Berlin"

[defaults]
confirm_published = "0"
confirm_provider = "0"

[[policy]]
service = "Lumen"
type = "Privacy"
role = "published"
file = "own.txt"
notify = "ask"
depends_on = ["gate/terms"]

[[policy]]
service = "Gate"
type = "Terms"
role = "provider"
file = "gate.txt"
"#;

const OWN: &str = "Privacy Policy\n\n1. Your data\n\nWe keep your prompts for 30 days.\n\n2. Partners\n\nWe share personal \
    data only with Hostling for hosting.\n\n3. Level\n\nThe service is available 99.50% of each month.\n\n4. \
    Changes\n\nWe tell you about material changes by e-mail at least 30 days before they take effect.\n";

const GATE: &str = "Terms\n\n1. Data\n\nPrompts are retained for 14 days.\n\n2. Sub-processors\n\nWe share personal data with \
    Hostling for hosting.\n\n3. Level\n\nWe commit to an availability of at least 99.90% a month.\n\n4. Changes\n\nWe \
    notify the customer of material changes by e-mail at least 30 days in advance. Continued use is acceptance.\n";

const FIRST: &str = "2026-11-02T09:00:00Z";
const NOW: &str = "2026-11-20T09:00:00Z";

fn prepared(extra: &str) -> Scratch {
    let scratch = Scratch::new();
    scratch
        .write("watchlist.toml", format!("{WATCHLIST}{extra}"))
        .write("own.txt", OWN)
        .write("gate.txt", GATE);
    scratch.at(FIRST, &["watch", "--once", "--all"]).expect(0);
    scratch
}

fn json(scratch: &Scratch, now: &str, args: &[&str]) -> Value {
    let mut all = vec!["--json"];
    all.extend(args);
    serde_json::from_str(&scratch.at(now, &all).expect(0).stdout).unwrap()
}

fn cases(scratch: &Scratch, now: &str) -> Vec<Value> {
    json(scratch, now, &["notice", "list"]).as_array().unwrap().clone()
}

/// The clauses of ours that a change of the provider's text touches, as `own: old -> new (why)`.
fn touched(new: &str) -> Vec<String> {
    let scratch = prepared("");
    scratch.write("gate.txt", new);
    scratch.at(NOW, &["watch", "--once", "--all"]).expect(0);
    let list = cases(&scratch, NOW);
    let shown = json(&scratch, NOW, &["notice", "show", list[0]["id"].as_str().unwrap()]);
    let flow = &shown["flow"][0];
    assert_eq!(flow["policy"], "lumen/privacy", "{shown:#}");
    let of = |clause: &Value, key: &str| clause[key].as_str().unwrap_or("-").to_owned();
    let clauses = flow["clauses"].as_array().unwrap();
    clauses
        .iter()
        .map(|one| {
            format!(
                "{}: {} -> {} ({})",
                of(one, "own"),
                of(one, "upstream_old"),
                of(one, "upstream_new"),
                of(one, "why")
            )
        })
        .collect()
}

#[test]
fn handed_down_clauses_are_found_in_other_words_than_ours_and_no_others() {
    for kept in [
        "We store prompts for up to 90 days.",
        "User prompts are deleted after 90 days.",
        "Prompts are kept three months.",
    ] {
        let found = touched(&GATE.replace("Prompts are retained for 14 days.", kept));
        assert!(found.len() == 1 && found[0].starts_with("30 days: 14 days -> "), "{kept}: {found:?}");
    }
    for shared in [
        "We share personal data with Hostling and Adverto for hosting.",
        "We share personal data with Adverto, Hostling and others.",
    ] {
        let found = touched(&GATE.replace("We share personal data with Hostling for hosting.", shared));
        assert!(found.len() == 1 && found[0].contains("Adverto"), "{shared}: {found:?}");
    }
    for level in
        ["We commit to an availability of at least 99.00% a month.", "The monthly uptime is at least 99.00%."]
    {
        let found = touched(&GATE.replace("We commit to an availability of at least 99.90% a month.", level));
        assert!(found.len() == 1 && found[0].contains("99.50 %"), "{level}: {found:?}");
    }
    // Shorter than ours, still above ours, nobody new: nothing of ours becomes untrue.
    for harmless in [
        GATE.replace("14 days", "21 days"),
        GATE.replace("99.90%", "99.80%"),
        GATE.replace("for hosting", "for hosting and backups"),
        GATE.replace("at least 30 days in advance", "at least 20 days in advance"),
    ] {
        assert_eq!(touched(&harmless), Vec::<String>::new());
    }
}

#[test]
fn a_word_of_material_opens_the_clock_and_hands_the_change_down_like_a_rule() {
    let scratch = prepared("[policy.materiality]\nignore_sections = [\"Data\"]\n");
    scratch.write("gate.txt", GATE.replace("14 days", "90 days"));
    scratch.at(NOW, &["watch", "--once", "--all"]).expect(0);
    assert_eq!(cases(&scratch, NOW), Vec::<Value>::new(), "ignored by the watchlist");
    let database = rusqlite::Connection::open(scratch.path("snapshots/archive.db")).unwrap();
    let change: (String, String) = database
        .query_row("SELECT id, comparison FROM changes", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    drop(database);
    let comparison = serde_json::from_str(&change.1).unwrap();
    let id = &policydiff::materiality::edit_ids(&change.0, &comparison)[0];
    let later = "2026-11-21T09:00:00Z";
    scratch
        .at(later, &["review", "set", id, "material", "--because", "we promise 30", "--by", "Ada"])
        .expect(0);
    let list = cases(&scratch, later);
    assert_eq!(list.len(), 1, "{list:?}");
    let case = json(&scratch, later, &["notice", "show", list[0]["id"].as_str().unwrap()]);
    assert_eq!(
        (&case["verdict"], &case["decide_by"]),
        (&"none_found".into(), &"2026-12-20".into()),
        "{case:#}"
    );
    // Detected when it was found, not when it was settled.
    assert_eq!(case["detected"], NOW);
    assert_eq!(case["flow"][0]["clauses"].as_array().unwrap().len(), 1, "{case:#}");
    assert!(case["flags"].to_string().contains("flow_short"), "{case:#}");
    // Taken back, no clock runs; what was said stays on record.
    scratch.at(later, &["review", "set", id, "cosmetic", "--because", "misread", "--by", "Ada"]).expect(0);
    let list = cases(&scratch, later);
    assert_eq!(list[0]["verdict"], "not_owed", "{list:?}");
    scratch.at(later, &["verify"]).expect(0);
}

#[test]
fn an_amendment_is_judged_by_the_watchlists_tuning_and_reading_anew_changes_no_case() {
    let edge = "depends_on = [\"gate/terms\"]\n";
    let own = format!("{edge}[policy.materiality]\nignore_sections = [\"Partners\"]\n");
    let tuned = WATCHLIST.replace(edge, &own);
    for (watchlist, row) in [(WATCHLIST, "superseded"), (tuned.as_str(), "planned")] {
        let scratch = prepared("");
        scratch.write("watchlist.toml", watchlist);
        scratch.write("draft.txt", OWN.replace("for 30 days", "for 60 days"));
        let plan = [
            "notice",
            "plan",
            "lumen/privacy",
            "--draft",
            "draft.txt",
            "--effective",
            "2027-01-31",
            "--save",
        ];
        let id = json(&scratch, NOW, &plan)["id"].as_str().unwrap().to_owned();
        scratch.write("draft.txt", scratch.read("draft.txt").replace("Hostling", "Hostling and Adverto"));
        let amend = ["notice", "amend", &id, "--draft", "draft.txt", "--effective", "2027-01-31"];
        scratch.at(NOW, &amend).expect(0);
        let shown = json(&scratch, NOW, &["notice", "show", &id]);
        assert_eq!(shown["state"], row, "{shown:#}");
        let before = cases(&scratch, NOW);
        scratch.at(NOW, &["renormalize"]).expect(0);
        assert_eq!(cases(&scratch, NOW), before, "our own reading is nobody's event");
        scratch.at(NOW, &["verify"]).expect(0);
    }
}

fn subjects(scratch: &Scratch) -> Vec<String> {
    scratch.mails("snapshots/mail").iter().map(|path| read_mail(path).0).collect()
}

/// A provider's change for 21 December, found on 20 November; decide by 20 December.
fn deciding(people: &[&[&str]]) -> Scratch {
    let scratch = prepared("");
    for person in people {
        let mut args = vec!["subscribers", "add"];
        args.extend(*person);
        scratch.at(FIRST, &args).expect(0);
    }
    let text = GATE
        .replace("99.90%", "99.80%")
        .replace("1. Data", "This version takes effect on 21 December 2026.\n\n1. Data");
    scratch.write("gate.txt", text);
    scratch.at(NOW, &["watch", "--once", "--all"]).expect(0);
    scratch
}

#[test]
fn a_watcher_that_slept_presses_when_it_wakes_and_says_once_that_a_day_has_passed() {
    let scratch = deciding(&[&["now@example.org"], &["daily@example.org", "--cadence", "daily"]]);
    let told = |now: &str| -> Vec<String> {
        scratch.at(now, &["watch", "--once"]).expect(0);
        let mut all = subjects(&scratch);
        all.sort();
        all
    };
    let count = |all: &[String], word: &str| all.iter().filter(|subject| subject.contains(word)).count();
    // Asleep from 20 November to 8 December: the mark of 14 days has passed, that of 7 has not.
    let woken = told("2026-12-08T09:00:00Z");
    assert_eq!(count(&woken, "[Deadline]"), 2, "to decide and of effect: {woken:?}");
    assert_eq!(count(&woken, "[Digest]"), 2, "{woken:?}");
    assert_eq!(count(&told("2026-12-08T10:00:00Z"), "[Deadline]"), 2, "once a mark");
    // Asleep again, over all marks and the days themselves.
    let late = told("2026-12-23T09:00:00Z");
    assert_eq!(count(&late, "passed"), 1, "the day to decide, not that of effect: {late:?}");
    assert_eq!(count(&late, "[Digest]"), 3, "{late:?}");
    let mails = scratch.mails("snapshots/mail");
    let texts: Vec<String> = mails.iter().map(|path| read_mail(path).1).collect();
    assert!(texts.iter().any(|text| text.contains("Decide by 20 December 2026 (3 days ago)")), "{texts:#?}");
    let again = told("2026-12-24T09:00:00Z");
    assert_eq!((count(&again, "passed"), count(&again, "[Digest]")), (1, 3), "said once: {again:?}");
}

#[test]
fn where_nobody_is_on_record_to_be_told_the_watch_says_so() {
    let scratch = deciding(&[]);
    let ran = scratch.at("2026-12-13T09:00:00Z", &["watch", "--once"]).expect(0);
    assert!(ran.stderr.contains("nobody is on record to be told"), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("Decide by 2026-12-20") && ran.stderr.contains("subscribers add"),
        "{}",
        ran.stderr
    );
    let id = cases(&scratch, NOW)[0]["id"].as_str().unwrap().to_owned();
    let said = scratch.at(NOW, &["notice", "assign", &id, "--to", "Ada"]).expect(0);
    assert!(said.stderr.contains("no watcher's address"), "{}", said.stderr);
    scratch.at(NOW, &["notice", "assign", &id, "--to", " "]).expect(2);
    // An owner who follows something else only is told of what is theirs.
    scratch.at(NOW, &["subscribers", "add", "ada@example.org", "--policy", "lumen/privacy"]).expect(0);
    let said = scratch.at(NOW, &["notice", "assign", &id, "--to", "Ada@example.org"]).expect(0);
    assert!(!said.stderr.contains("no watcher's address"), "{}", said.stderr);
    let ran = scratch.at("2026-12-13T10:00:00Z", &["watch", "--once"]).expect(0);
    assert!(!ran.stderr.contains("nobody is on record"), "{}", ran.stderr);
    assert!(
        subjects(&scratch).iter().any(|subject| subject.starts_with("[Deadline]")),
        "{:?}",
        subjects(&scratch)
    );
}

#[test]
fn files_that_are_no_use_are_named_with_what_they_have_to_be() {
    let scratch = deciding(&[]);
    let provider = cases(&scratch, NOW)[0]["id"].as_str().unwrap().to_owned();
    scratch.write("draft.txt", OWN.replace("for 30 days", "for 60 days"));
    let plan =
        ["notice", "plan", "lumen/privacy", "--draft", "draft.txt", "--effective", "2027-01-31", "--save"];
    let ours = json(&scratch, NOW, &plan)["id"].as_str().unwrap().to_owned();
    scratch
        .write("junk.eml", "hello")
        .write("undated.eml", "From: a@b.example\nSubject: x\n\nhi\n")
        .write("empty.csv", "");
    scratch.write("dir/inside.txt", "");
    let refused: [(&[&str], &[&str]); 9] = [
        (&["attach", &provider, "missing.eml"], &["`missing.eml`", "check the name"]),
        (&["attach", &provider, "dir"], &["`dir`", "name a file inside it"]),
        (&["attach", &provider, "junk.eml"], &["`junk.eml`", "with all headers"]),
        (&["attach", &provider, "undated.eml"], &["`undated.eml`", "no Received line", "with all headers"]),
        (&["send", &ours, "--recipients", "missing.csv"], &["`missing.csv`", "check the name"]),
        (&["send", &ours, "--recipients", "dir"], &["`dir`", "name a file inside it"]),
        (
            &["send", &ours, "--recipients", "empty.csv"],
            &["`empty.csv`", "names no recipient", "address,zone"],
        ),
        (&["amend", &provider, "--effective", "2027-01-31"], &["a provider's", "not ours to amend"]),
        (&["attach", "nothing", "junk.eml"], &["no case `nothing`", "policydiff notice list"]),
    ];
    for (args, words) in refused {
        let mut all = vec!["notice"];
        all.extend(args);
        let said = scratch.at(NOW, &all).expect(2).stderr;
        for word in words {
            assert!(said.contains(word), "{args:?}: {word}\n{said}");
        }
    }
    let said = scratch.at(NOW, &["notice", "plan", "lumen/privacy", "--draft", "own.txt"]).expect(0).stderr;
    assert!(said.contains("`own.txt` says what is published already"), "{said}");
    let past = ["notice", "plan", "lumen/privacy", "--draft", "draft.txt", "--effective", "2026-01-31"];
    assert!(scratch.at(NOW, &past).expect(1).stderr.contains("lies in the past"));
    scratch.write(
        "some.csv",
        b"address,zone\nada@example.org\nm\xfcller@example.org\nbo@example.org,Mars/X\n".as_slice(),
    );
    let said = scratch.at(NOW, &["notice", "send", &ours, "--recipients", "some.csv"]).expect(3).stderr;
    assert!(
        said.contains("some.csv: line 3: is not UTF-8") && said.contains("some.csv: line 4: `Mars/X`"),
        "{said}"
    );
}

/// Reads a calendar file with Python's icalendar: `UID sequence status start summary`, a line an event.
const PARSER: &str = "import sys\nfrom icalendar import Calendar\nc = Calendar.from_ical(sys.stdin.buffer.read())\nfor e in \
    c.walk('VEVENT'):\n    print(e['UID'], e['SEQUENCE'], e['STATUS'], e.decoded('DTSTART'), e.decoded('DTSTAMP').isoformat(), \
    len(e.walk('VALARM')), e['SUMMARY'].replace('\\n', '|'), '//', e['DESCRIPTION'].replace('\\n', '|'))\n";

fn parsed(ics: &str) -> Option<Vec<String>> {
    use std::io::Write as _;
    use std::process::Stdio;
    let mut python = Command::new("python3")
        .args(["-c", PARSER])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    // A parser that is not there does not read.
    let _ = python.stdin.take()?.write_all(ics.as_bytes());
    let output = python.wait_with_output().ok()?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if said.contains("No module named") {
        return None;
    }
    assert!(output.status.success(), "{said}\n{ics}");
    Some(String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect())
}

#[test]
fn the_calendar_file_reads_back_whole_keeps_its_ids_and_cancels_what_is_settled() {
    let scratch = deciding(&[]);
    let id = cases(&scratch, NOW)[0]["id"].as_str().unwrap().to_owned();
    scratch.at(NOW, &["notice", "assign", &id, "--to", "Ädä; \"desk, two\" \\ back"]).expect(0);
    let of = |now: &str| scratch.at(now, &["notice", "list", "--ics"]).expect(0).stdout;
    let before = of(NOW);
    scratch
        .at(NOW, &["notice", "close", &id, "--decision", "left", "--by", "Ada", "--because", "level"])
        .expect(0);
    let after = of("2026-11-21T09:00:00Z");
    let passed = of("2027-01-21T09:00:00Z");
    let uids = |ics: &str| -> Vec<String> {
        ics.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect()
    };
    assert_eq!((uids(&before).len(), uids(&after)), (2, uids(&before)), "{after}");
    assert!(before.contains("STATUS:CONFIRMED") && !before.contains("CANCELLED"), "{before}");
    assert!(
        after.contains("STATUS:CANCELLED") && !after.contains("CONFIRMED") && !after.contains("VALARM"),
        "{after}"
    );
    assert!(!passed.contains("VEVENT"), "days gone by are left alone: {passed}");
    let (Some(before), Some(after)) = (parsed(&before), parsed(&after)) else {
        eprintln!("skipped: needs python3 with the package icalendar");
        return;
    };
    assert!(before[0].starts_with(&format!("{id}-decide@policydiff.invalid 1 CONFIRMED 2026-12-20 2026-11-20T09:00:00+00:00 3 Decide by: Gate Terms")), "{before:?}");
    assert!(before[0].contains("Ädä; \"desk, two\" \\ back"), "{before:?}");
    assert!(
        after[1].starts_with(&format!(
            "{id}-effect@policydiff.invalid 2 CANCELLED 2026-12-21 2026-11-21T09:00:00+00:00 0 "
        )),
        "{after:?}"
    );
}
