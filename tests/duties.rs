//! Duties seen from outside: handed-down changes, waiting notices, loud alerts, calendar files, reports,
//! resending, evidence as sent, bad input.

use assert_cmd::Command;
use serde_json::Value;

use crate::support::scratch::{Scratch, read_mail};

const WATCHLIST: &str = r#"
[publisher]
name = "Lumen Studio"
zone = "Europe/Berlin"

[[policy]]
service = "Lumen Studio"
type = "Privacy Policy"
role = "published"
file = "pages/privacy.txt"
confirm = "0"
depends_on = ["northgate-models/terms"]

[[policy]]
service = "Lumen Studio"
type = "Cookie Notice"
role = "published"
file = "pages/cookies.txt"
confirm = "0"
notify = "ask"
depends_on = ["northgate-models/terms"]

[[policy]]
service = "Northgate Models"
type = "Terms"
role = "provider"
file = "pages/terms.txt"
confirm = "0"
"#;

const PRIVACY: &str = "Privacy Policy\n\n1. What we keep\n\nWe keep prompts for 30 days and then delete them.\n\n\
    2. Sharing\n\nWe never share your data with Adverto.\n\n\
    3. Changes\n\nWe tell you about material changes by e-mail at least 30 days before they take effect.\n";

const COOKIES: &str = "Cookie Notice\n\n1. Cookies\n\nThe session cookie is kept for 2 days.\n\n\
    2. Changes\n\nWe tell you about material changes by e-mail at least 30 days before they take effect.\n";

const TERMS: &str = "Terms\n\nThese terms take effect on 1 March 2026.\n\n1. Data\n\nWe retain prompts for 14 days.\n\n\
    2. Sub-processors\n\nWe share customer data with Hostling Cloud for hosting.\n\n\
    3. Changes\n\nAny modification is communicated to the customer by e-mail at least 30 days in advance. \
    Continued use is acceptance.\n";

const FIRST: &str = "2026-11-02T09:00:00Z";
const NOW: &str = "2026-11-20T09:00:00Z";

/// A user, a watcher, and all texts seen once.
fn prepared() -> Scratch {
    let scratch = Scratch::new();
    scratch
        .write("watchlist.toml", WATCHLIST)
        .write("pages/privacy.txt", PRIVACY)
        .write("pages/cookies.txt", COOKIES)
        .write("pages/terms.txt", TERMS);
    scratch.at(FIRST, &["subscribers", "add", "ada@example.org", "--relation", "user"]).expect(0);
    scratch.at(FIRST, &["subscribers", "add", "desk@example.org"]).expect(0);
    scratch.at(FIRST, &["watch", "--once", "--all"]).expect(0);
    scratch
}

fn json(scratch: &Scratch, now: &str, args: &[&str]) -> Value {
    let mut all = vec!["--json", "notice"];
    all.extend(args);
    serde_json::from_str(&scratch.at(now, &all).expect(0).stdout).unwrap()
}

fn subjects(scratch: &Scratch) -> Vec<String> {
    scratch.mails("snapshots/mail").iter().map(|path| read_mail(path).0).collect()
}

#[test]
fn f2_a_providers_change_lists_our_clauses_with_facts_and_days() {
    let scratch = prepared();
    let text = TERMS
        .replace("1 March 2026", "21 December 2026")
        .replace("for 14 days", "for 90 days")
        .replace("Hostling Cloud for", "Hostling Cloud and Adverto for");
    scratch.write("pages/terms.txt", text);
    scratch.at(NOW, &["watch", "--once", "--all"]).expect(0);
    let list = json(&scratch, NOW, &["list"]);
    let shown = json(&scratch, NOW, &["show", list[0]["id"].as_str().unwrap()]);
    let flow = &shown["flow"][0];
    assert_eq!(flow["policy"], "lumen-studio/privacy-policy", "{shown:#}");
    // 3 days of handling, 30 of our own, and the day that is not counted: 34. From 20 November to 21 December: 31.
    assert_eq!(
        (&flow["days_needed"], &flow["days_left"], &flow["days_short"]),
        (&34.into(), &31.into(), &3.into()),
        "{flow:#}"
    );
    let clauses = flow["clauses"].as_array().unwrap();
    assert_eq!(clauses.len(), 2, "{flow:#}");
    assert_eq!(
        (&clauses[0]["own"], &clauses[0]["upstream_old"], &clauses[0]["upstream_new"]),
        (&"30 days".into(), &"14 days".into(), &"90 days".into())
    );
    assert!(clauses[1]["why"].as_str().unwrap().contains("Adverto"));
    assert!(shown["flow"][1]["clauses"].as_array().unwrap().is_empty(), "the cookie notice is not touched");
    assert!(shown["flags"].as_array().unwrap().contains(&"flow_short".into()));
    assert!(shown["rows"].as_array().unwrap().iter().any(|row| row["row"] == "F2"));
    let (_, alert) = read_mail(&scratch.mails("snapshots/mail")[0]);
    assert!(alert.contains("short by 3 days") && alert.contains("no clause of ours is touched"), "{alert}");
}

#[test]
fn f_an_edge_whose_texts_do_not_meet_names_no_clause() {
    let scratch = prepared();
    scratch.write("pages/terms.txt", TERMS.replace("for hosting", "for hosting and backups"));
    scratch.at(NOW, &["watch", "--once", "--all"]).expect(0);
    let list = json(&scratch, NOW, &["list"]);
    let shown = json(&scratch, NOW, &["show", list[0]["id"].as_str().unwrap()]);
    for flow in shown["flow"].as_array().unwrap() {
        assert!(flow["clauses"].as_array().unwrap().is_empty(), "{flow:#}");
    }
    assert!(!shown["rows"].as_array().unwrap().iter().any(|row| row["row"] == "F1" || row["row"] == "F2"));
}

#[test]
fn a_waiting_notice_says_so_and_an_unannounced_change_is_the_loudest_alert() {
    let scratch = prepared();
    scratch.write("pages/cookies.txt", COOKIES.replace("2 days", "90 days"));
    let ran = scratch.at(NOW, &["watch", "--once", "--all"]).expect(0);
    assert!(ran.stderr.contains("ACT NOW: lumen-studio/cookie-notice"), "{}", ran.stderr);
    let mails = scratch.mails("snapshots/mail");
    let (subject, text) = read_mail(&mails[0]);
    assert_eq!(mails.len(), 1, "the notice waits for a person: {:?}", subjects(&scratch));
    assert!(subject.starts_with("[ACT NOW]") && subject.contains("without notice"), "{subject}");
    assert!(text.contains("waits for you"), "{text}");
    let list = json(&scratch, NOW, &["list"]);
    assert!(list[0]["flags"].as_array().unwrap().contains(&"unannounced".into()), "{list}");
    let id = list[0]["id"].as_str().unwrap();
    scratch.at(NOW, &["notice", "send", id]).expect(0);
    scratch.at(NOW, &["watch", "--once"]).expect(0);
    assert_eq!(scratch.mails("snapshots/mail").len(), 2, "a late one still goes");
}

/// A draft of the privacy policy that applies from a day.
fn draft(scratch: &Scratch, day: &str, kept: &str) -> String {
    let text = PRIVACY
        .replace("1. What", &format!("This version takes effect on {day}.\n\n1. What"))
        .replace("for 30 days", &format!("for {kept} days"));
    scratch.write("draft.txt", text);
    let plan = json(scratch, NOW, &["plan", "lumen-studio/privacy-policy", "--draft", "draft.txt", "--save"]);
    plan["id"].as_str().unwrap().to_owned()
}

#[test]
fn our_page_changed_before_the_announced_day_reaches_watchers_of_every_rhythm() {
    let scratch = prepared();
    scratch.at(NOW, &["subscribers", "add", "weekly@example.org", "--cadence", "weekly"]).expect(0);
    let id = draft(&scratch, "31 December 2026", "90");
    scratch.at(NOW, &["notice", "send", &id]).expect(0);
    scratch.write("pages/privacy.txt", scratch.read("draft.txt"));
    let ran = scratch.at("2026-11-25T09:00:00Z", &["watch", "--once", "--all"]).expect(0);
    assert!(ran.stderr.contains("before the announced day"), "{}", ran.stderr);
    let loud = subjects(&scratch).into_iter().filter(|subject| subject.contains("before its day")).count();
    assert_eq!(loud, 2, "{:?}", subjects(&scratch));
}

#[test]
fn a_planned_text_published_without_its_notice_is_found_like_any_change_without_notice() {
    let scratch = prepared();
    scratch.write("draft.txt", PRIVACY.replace("for 30 days", "for 90 days"));
    scratch.write("pages/privacy.txt", scratch.read("draft.txt"));
    let undated = [
        "--json",
        "notice",
        "plan",
        "lumen-studio/privacy-policy",
        "--draft",
        "draft.txt",
        "--effective",
        "2026-12-31",
        "--save",
    ];
    let plan: Value = serde_json::from_str(&scratch.at(NOW, &undated).expect(0).stdout).unwrap();
    let ran = scratch.at("2026-12-31T09:00:00Z", &["watch", "--once", "--all"]).expect(0);
    assert!(ran.stderr.contains("ACT NOW: lumen-studio/privacy-policy"), "{}", ran.stderr);
    assert!(ran.stdout.contains("nobody was told of it"), "{}", ran.stdout);
    let list = json(&scratch, "2026-12-31T10:00:00Z", &["list"]);
    let of = |id: &Value| list.as_array().unwrap().iter().find(|case| case["id"] == *id).unwrap().clone();
    assert_eq!(of(&plan["id"])["state"], "superseded", "the plan is overtaken by what was found: {list:#}");
    let found =
        list.as_array().unwrap().iter().find(|case| case["flags"].to_string().contains("unannounced"));
    assert!(found.is_some(), "{list:#}");
}

#[test]
fn a2_a_notice_moved_to_a_later_day_counts_from_there_when_the_page_runs_ahead() {
    let scratch = prepared();
    scratch.write("draft.txt", PRIVACY.replace("for 30 days", "for 90 days"));
    let plan = [
        "plan",
        "lumen-studio/privacy-policy",
        "--draft",
        "draft.txt",
        "--effective",
        "2026-12-31",
        "--save",
    ];
    let id = json(&scratch, NOW, &plan)["id"].as_str().unwrap().to_owned();
    scratch.at(NOW, &["notice", "send", &id]).expect(0);
    scratch.at(NOW, &["watch", "--once"]).expect(0);
    scratch
        .at(
            "2026-11-25T09:00:00Z",
            &["notice", "amend", &id, "--effective", "2027-02-01", "--because", "later"],
        )
        .expect(0);
    scratch.write("pages/privacy.txt", scratch.read("draft.txt"));
    let ran = scratch.at("2027-01-05T09:00:00Z", &["watch", "--once", "--all"]).expect(0);
    assert!(ran.stderr.contains("before the announced day"), "{}", ran.stderr);
}

#[test]
fn a4_a_notice_for_an_earlier_day_alone_goes_to_everybody_again() {
    let scratch = prepared();
    let id = draft(&scratch, "31 January 2027", "90");
    scratch.at(NOW, &["notice", "send", &id]).expect(0);
    scratch.at(NOW, &["watch", "--once"]).expect(0);
    let said = ["notice", "amend", &id, "--effective", "2026-12-31"];
    let refused = scratch.at(NOW, &said).expect(2).stderr;
    assert!(refused.contains("the text itself says that it applies from 2027-01-31"), "{refused}");
    scratch.write("draft.txt", PRIVACY.replace("for 30 days", "for 95 days"));
    let anew = json(&scratch, NOW, &["amend", &id, "--draft", "draft.txt", "--effective", "2026-12-31"]);
    let anew = anew["id"].as_str().unwrap();
    scratch.at(NOW, &["notice", "send", anew]).expect(0);
    let earlier = json(&scratch, NOW, &["amend", anew, "--effective", "2026-12-28"]);
    assert_eq!(earlier["verdict"], "on_time", "{earlier}");
    let earlier = earlier["id"].as_str().unwrap();
    for case in [anew, earlier] {
        let settled = i32::from(case == anew) * 2;
        scratch.at(NOW, &["notice", "send", case]).expect(settled);
    }
    scratch.at(NOW, &["watch", "--once"]).expect(0);
    let shown = json(&scratch, NOW, &["show", earlier]);
    assert_eq!((&shown["state"], &shown["recipients"]["given"]), (&"given".into(), &1.into()), "{shown:#}");
}

#[test]
fn a_bounced_recipient_gets_it_anew_with_a_day_of_its_own_and_the_bytes_sent_are_evidence() {
    let scratch = prepared();
    let id = draft(&scratch, "21 December 2026", "90");
    scratch.at(NOW, &["notice", "send", &id]).expect(0);
    scratch.at(NOW, &["watch", "--once"]).expect(0);
    let mail = scratch.mails("snapshots/mail").remove(0);
    let bytes = std::fs::read_to_string(&mail).unwrap();
    let message_id = bytes.lines().find(|line| line.starts_with("Message-ID")).unwrap();
    let dsn = format!(
        "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\n\n--b\nContent-Type: \
         message/delivery-status\n\nReporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; x@example.org\nAction: \
         failed\nStatus: 5.1.1\n\n--b\nContent-Type: text/rfc822-headers\n\n{message_id}\n\n--b--\n"
    );
    scratch.write("dsn.eml", dsn);
    scratch.at("2026-11-22T09:00:00Z", &["notice", "attach", &id, "dsn.eml"]).expect(0);
    let again = "2026-11-25T09:00:00Z";
    scratch.at(again, &["notice", "send", &id]).expect(0);
    scratch.at(again, &["watch", "--once"]).expect(0);
    let shown = json(&scratch, again, &["show", &id]);
    // Accepted on 25 November, clear of 30 days: 26 December, which is later than 21 December.
    assert_eq!((&shown["state"], &shown["verdict"]), (&"given".into(), &"short".into()), "{shown:#}");
    let last_day = json(&scratch, "2026-12-20T10:00:00Z", &["show", &id]);
    assert_eq!(last_day["state"], "split", "R6 stands on the day before the effect: {last_day:#}");
    assert_eq!(shown["reached"][0]["earliest_effective"], "2026-12-26");
    assert_eq!(shown["recipients"]["late"], 1);

    scratch.at(again, &["evidence", "export", &id, "--out", "e.zip"]).expect(0);
    let mut zip = zip::ZipArchive::new(std::fs::File::open(scratch.path("e.zip")).unwrap()).unwrap();
    zip.extract(scratch.path("e")).unwrap();
    assert_eq!(scratch.read("e/messages/0001.eml"), bytes, "exactly as sent");
    let compared: Value = serde_json::from_str(&scratch.read("e/comparison.json")).unwrap();
    assert_eq!(compared["verdict"], "material", "{compared:#}");
    assert!(
        scratch.read("e/comparison.txt").contains("90 days instead of 30 days"),
        "{}",
        scratch.read("e/comparison.txt")
    );
    assert!(scratch.read("e/texts/old.md").contains("30 days"), "the text that was published then");
    assert!(scratch.read("e/texts/planned.md").contains("90 days"));
    scratch.at(again, &["verify"]).expect(0);
    let database = scratch.path("snapshots/archive.db");
    let edit = "UPDATE deliveries SET sent = zeroblob(40) WHERE position = 1";
    rusqlite::Connection::open(database).unwrap().execute_batch(edit).unwrap();
    assert!(scratch.at(again, &["verify"]).expect(1).stdout.contains("touched"));
}

#[test]
fn a5_a_user_who_joins_between_notice_and_effect_is_shown_both_versions_and_has_no_clock() {
    let scratch = prepared();
    let id = draft(&scratch, "31 December 2026", "90");
    scratch.at(NOW, &["notice", "send", &id]).expect(0);
    scratch.at(NOW, &["watch", "--once"]).expect(0);
    let later = "2026-12-10T09:00:00Z";
    let added = scratch.at(later, &["subscribers", "add", "new@example.org", "--relation", "user"]).expect(0);
    assert!(added.stderr.contains("both versions") && added.stderr.contains(&id), "{}", added.stderr);
    let shown = json(&scratch, later, &["show", &id]);
    assert_eq!((&shown["state"], &shown["recipients"]["given"]), (&"given".into(), &1.into()), "{shown:#}");
    assert!(shown["rows"].as_array().unwrap().iter().any(|row| row["row"] == "A5"));
}

#[test]
fn the_calendar_file_holds_the_days_and_escalation_presses_once_a_mark() {
    let scratch = prepared();
    scratch.write(
        "pages/terms.txt",
        TERMS.replace("1 March 2026", "21 December 2026").replace("14 days", "20 days"),
    );
    scratch.at(NOW, &["watch", "--once", "--all"]).expect(0);
    let ics = scratch.at(NOW, &["notice", "list", "--ics"]).expect(0).stdout;
    assert!(ics.starts_with("BEGIN:VCALENDAR\r\n") && ics.ends_with("END:VCALENDAR\r\n"), "{ics}");
    assert!(ics.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "{ics}");
    for wanted in ["DTSTART;VALUE=DATE:20261220", "DTSTART;VALUE=DATE:20261221", "DTSTAMP:20261120T090000Z"] {
        assert!(ics.contains(wanted), "{wanted}\n{ics}");
    }
    let uids: std::collections::BTreeSet<&str> =
        ics.lines().filter(|line| line.starts_with("UID:")).collect();
    assert_eq!(uids.len(), 2, "{uids:?}");
    let before = subjects(&scratch).len();
    let pressed = |now: &str| {
        scratch.at(now, &["watch", "--once"]).expect(0);
        subjects(&scratch).len() - before
    };
    assert_eq!(pressed("2026-12-05T12:00:00Z"), 0, "fifteen days are left to decide");
    assert_eq!(pressed("2026-12-06T12:00:00Z"), 1, "fourteen days to decide");
    assert_eq!(pressed("2026-12-06T13:00:00Z"), 1, "once a mark");
    assert_eq!(pressed("2026-12-07T12:00:00Z"), 2, "fourteen days to effect");
    assert_eq!(pressed("2026-12-13T12:00:00Z"), 3, "seven days to decide");
    assert!(
        subjects(&scratch)
            .iter()
            .any(|subject| subject.starts_with("[Deadline]") && subject.contains("decide by"))
    );
}

#[test]
fn the_report_of_a_period_is_one_page_and_one_table() {
    let scratch = prepared();
    scratch.write("pages/terms.txt", TERMS.replace("for 14 days", "for 90 days"));
    scratch.at(NOW, &["watch", "--once", "--all"]).expect(0);
    let id = json(&scratch, NOW, &["list"])[0]["id"].as_str().unwrap().to_owned();
    let decision = [
        "notice",
        "close",
        &id,
        "--decision",
        "objected",
        "--by",
        "Ada",
        "--because",
        "too long, \"by far\"",
    ];
    scratch.at(NOW, &decision).expect(0);
    let period = ["report", "--from", "2026-11-01", "--to", "2026-11-30", "--out", "out"];
    let ran = scratch.at(NOW, &period).expect(0);
    assert_eq!(ran.stdout.lines().count(), 2, "{}", ran.stdout);
    let page = scratch.read("out/policydiff-2026-11-01-2026-11-30.html");
    let csv = scratch.read("out/policydiff-2026-11-01-2026-11-30.csv");
    assert!(page.contains("closed: objected") && page.contains("<h2>Notices owed to us</h2>"));
    // Seen on 2 November and again on the 20th: a gap of eighteen days.
    assert!(page.contains("2026-11-02T09:00:00Z to 2026-11-20T09:00:00Z"));
    assert!(csv.contains("closed: objected,Ada,\"too long, \"\"by far\"\"\""), "{csv}");
    scratch.at(NOW, &["report", "--from", "2026-12-01", "--to", "2026-11-30"]).expect(2);
    scratch.at(NOW, &["report", "--from", "2026-02-30", "--to", "2026-11-30"]).expect(2);
}

#[test]
fn bad_input_is_refused_with_what_is_wrong() {
    let scratch = prepared();
    let policy = "lumen-studio/privacy-policy";
    let undated = PRIVACY.replace("for 30 days", "for 90 days");
    scratch.write("undated.txt", undated);
    let plan = |args: &[&str], code: i32| {
        let mut all = vec!["--json", "notice", "plan", policy];
        all.extend(args);
        scratch.at(NOW, &all).expect(code)
    };
    let none = plan(&["--draft", "undated.txt"], 1);
    let said: Value = serde_json::from_str(&none.stdout).unwrap();
    assert_eq!((&said["verdict"], &said["earliest_effective"]), (&"no_date".into(), &"2026-12-21".into()));
    let past = plan(&["--draft", "undated.txt", "--effective", "2026-01-01"], 1);
    assert_eq!(serde_json::from_str::<Value>(&past.stdout).unwrap()["verdict"], "short");
    assert!(
        plan(&["--draft", "undated.txt", "--effective", "2026-02-30"], 2)
            .stderr
            .contains("one of the calendar")
    );
    assert!(plan(&["--draft", "missing.txt"], 2).stderr.contains("missing.txt"));
    let same: Value = serde_json::from_str(&plan(&["--draft", "pages/privacy.txt"], 0).stdout).unwrap();
    assert_eq!(same["verdict"], "not_owed");

    // A clock that was set back: what is on file was received later than now.
    scratch.write("pages/terms.txt", TERMS.replace("for 14 days", "for 90 days"));
    scratch.at(NOW, &["watch", "--once", "--all"]).expect(0);
    let id = json(&scratch, NOW, &["list"])[0]["id"].as_str().unwrap().to_owned();
    scratch
        .write("n.eml", "Received: from a by b; Fri, 20 Nov 2026 08:00:00 +0000\nFrom: a@b.example\n\nx\n");
    let back = scratch.at("2026-11-19T09:00:00Z", &["notice", "attach", &id, "n.eml"]).expect(2);
    assert!(back.stderr.contains("has not come yet") && back.stderr.contains("clock"), "{}", back.stderr);

    for (from, to, expected) in [
        ("Europe/Berlin", "Europe/Atlantis", "unknown zone `Europe/Atlantis`"),
        ("notify = \"ask\"", "regime = \"ptob\"", "unknown regime `ptob`"),
    ] {
        scratch.write("watchlist.toml", WATCHLIST.replace(from, to));
        let refused = scratch.at(NOW, &["notice", "plan", policy, "--draft", "undated.txt"]).expect(2);
        assert!(
            refused.stderr.contains(expected) && refused.stderr.contains("watchlist.toml:"),
            "{}",
            refused.stderr
        );
    }
}

#[test]
fn help_names_every_command_of_the_notice() {
    for args in [["notice", "--help"], ["report", "--help"]] {
        let output = Command::cargo_bin("policydiff").unwrap().args(args).output().unwrap();
        assert!(output.status.success());
    }
}
