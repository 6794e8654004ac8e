//! `notice …` with the real binary.

use assert_cmd::Command;
use serde_json::Value;

use crate::support::scratch::{Scratch, read_mail};
use crate::support::watchlists::{PROVIDER, PUBLISHER};

/// Runs `notice calc --json` on lines and gives exit code, stdout and stderr.
fn calc(lines: &str) -> (i32, String, String) {
    let output = Command::cargo_bin("policydiff")
        .unwrap()
        .args(["notice", "calc", "--json"])
        .env_clear()
        .write_stdin(lines)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn calc_answers_every_good_line_and_names_the_bad_ones() {
    let good = r#"{"id":"a","today":"2026-11-20","role":"published","required":{"n":30,"unit":"day"},"zone":"Europe/Berlin","recipient_zone":null,"sent":null,"first_seen":null,"last_seen_old":null,"effective":"2026-12-31"}"#;
    let window = r#"{"id":7,"today":"2026-11-20","role":"provider","required":{"n":30,"unit":"day"},"zone":"UTC","first_seen":"2026-11-20T09:00:00Z","last_seen_old":"2026-11-13T09:00:00Z","effective":"2026-12-15"}"#;
    let (code, stdout, stderr) = calc(&format!("{good}\n\n{{\"id\":\n{window}\n"));
    assert_eq!(code, 3, "{stderr}");
    let answers: Vec<Value> = stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), 2);
    assert_eq!(answers[0]["verdict"], "on_time");
    assert_eq!(answers[0]["send_by"], "2026-11-30");
    assert_eq!(answers[1]["id"], 7);
    assert_eq!(answers[1]["verdict"], "borderline");
    assert_eq!(answers[1]["days_given"], serde_json::json!([25, 32]));
    assert!(stderr.contains("line 3"), "{stderr}");
    assert_eq!(calc(good).0, 0);
    assert_eq!(calc("nonsense\n").0, 2);
}

const PRIVACY: &str = "\
Privacy Policy

1. What we keep

Access logs are kept for 30 days and then deleted.

2. Changes

We tell you about material changes by e-mail at least 30 days before they take effect.
";

const SLA: &str = "\
Service Level Agreement

1. Commitment

Kestrel commits to a monthly availability of no less than 99.90% for the storage service.

2. Changes

Any modification is communicated to the customer by e-mail at least 30 days in advance. Continued use is acceptance.
";

const FIRST: &str = "2026-11-02T09:00:00Z";
const NOW: &str = "2026-11-20T09:00:00Z";

fn changed(day: &str) -> String {
    PRIVACY
        .replace("1. What", &format!("This version takes effect on {day}.\n\n1. What"))
        .replace("kept for 30", "kept for 90")
}

/// Two users, and both texts seen once.
fn prepared() -> Scratch {
    let scratch = Scratch::new();
    scratch
        .write("watchlist.toml", format!("{PUBLISHER}{PROVIDER}confirm = \"0\"\n"))
        .write("pages/privacy.txt", PRIVACY)
        .write("pages/sla.txt", SLA);
    for address in ["ada@example.org", "bo@example.org"] {
        scratch.at(FIRST, &["subscribers", "add", address, "--relation", "user"]).expect(0);
    }
    scratch.at(FIRST, &["watch", "--once", "--all"]).expect(0);
    scratch
}

fn json(scratch: &Scratch, now: &str, args: &[&str]) -> Value {
    let mut all = vec!["--json", "notice"];
    all.extend(args);
    serde_json::from_str(&scratch.at(now, &all).expect(0).stdout).unwrap()
}

/// What the list says of the only case.
fn only(scratch: &Scratch, now: &str) -> Value {
    let list = json(scratch, now, &["list"]);
    assert_eq!(list.as_array().unwrap().len(), 1, "{list}");
    list[0].clone()
}

#[test]
fn our_own_change_is_given_by_itself_and_listed() {
    let scratch = prepared();
    scratch.write("pages/privacy.txt", changed("31 December 2026"));
    scratch.at(NOW, &["watch", "--once", "--all"]).expect(0);
    let case = only(&scratch, NOW);
    assert_eq!(case["state"], "given", "{case}");
    assert_eq!((&case["verdict"], &case["days_given"]), (&"on_time".into(), &41.into()), "{case}");
    assert_eq!((&case["effective"], &case["send_by"]), (&"2026-12-31".into(), &"2026-11-30".into()));
    assert_eq!(case["required"], serde_json::json!({"n": 30, "unit": "day"}));
    assert_eq!(case["recipients"]["given"], 2);
}

#[test]
fn a_providers_change_is_judged_with_and_without_its_mail() {
    let scratch = prepared();
    let text = SLA
        .replace("99.90%", "99.50%")
        .replace("1. Com", "This version takes effect on 15 December 2026.\n\n1. Com");
    scratch.write("pages/sla.txt", text);
    scratch.at(NOW, &["watch", "--once", "--all"]).expect(0);
    let case = only(&scratch, NOW);
    assert_eq!((&case["state"], &case["verdict"]), (&"open".into(), &"none_found".into()), "{case}");
    assert_eq!(case["flags"], serde_json::json!(["late_seen", "no_mail_on_file"]));
    assert_eq!(
        (&case["days_given"], &case["decide_by"]),
        (&serde_json::json!([25, 43]), &"2026-12-14".into())
    );

    let id = case["id"].as_str().unwrap();
    let mail = "Received: from mx.kestrel.example by mx.fernhollow.example; Sat, 14 Nov 2026 09:00:00 +0100\nDate: Sun, 1 \
                Nov 2026 09:00:00 +0000\nFrom: legal@kestrel.example\nSubject: Our SLA\n\nIt changes.\n";
    scratch.write("notice.eml", mail).write("undated.eml", "From: a@b.example\nSubject: x\n\ny\n");
    scratch.at(NOW, &["notice", "attach", id, "undated.eml"]).expect(2);
    scratch.at(NOW, &["notice", "attach", id, "notice.eml"]).expect(0);
    let case = only(&scratch, NOW);
    assert_eq!((&case["verdict"], &case["days_given"]), (&"on_time".into(), &31.into()), "{case}");

    scratch.at(NOW, &["notice", "assign", id, "--to", "Ada"]).expect(0);
    let shown = json(&scratch, NOW, &["show", id]);
    assert_eq!(shown["rows"][0]["row"], "I1", "{shown}");
    assert_eq!(shown["owner"], "Ada");
    let decision =
        ["notice", "close", id, "--decision", "accepted", "--by", "Ada", "--because", "credits stay"];
    scratch.at(NOW, &decision).expect(0);
    assert_eq!(only(&scratch, NOW)["state"], "closed");
    scratch.at(NOW, &decision).expect(2);
}

#[test]
fn a_draft_is_planned_sent_bounced_and_found_published() {
    let scratch = prepared();
    scratch.write("late.txt", changed("10 December 2026")).write("new.txt", changed("31 December 2026"));
    let policy = "fernhollow/privacy-policy";
    let late =
        scratch.at(NOW, &["--json", "notice", "plan", policy, "--draft", "late.txt", "--save"]).expect(1);
    let plan: Value = serde_json::from_str(&late.stdout).unwrap();
    assert_eq!(
        (&plan["verdict"], &plan["earliest_effective"]),
        (&"short".into(), &"2026-12-21".into()),
        "{plan}"
    );
    let refused = scratch.at(NOW, &["notice", "send", plan["id"].as_str().unwrap()]).expect(1);
    assert!(refused.stderr.contains("2026-12-21"), "{}", refused.stderr);
    scratch
        .at(NOW, &["notice", "withdraw", plan["id"].as_str().unwrap(), "--because", "too early"])
        .expect(0);
    let same = json(&scratch, NOW, &["plan", policy, "--draft", "pages/privacy.txt"]);
    assert_eq!((&same["owed"], &same["verdict"]), (&false.into(), &"not_owed".into()));
    scratch.at(NOW, &["notice", "plan", policy, "--draft", "new.txt", "--effective", "2027-02-30"]).expect(2);
    scratch.at(NOW, &["notice", "plan", policy, "--draft", "new.txt", "--effective", "2027-01-31"]).expect(2);

    let plan = json(&scratch, NOW, &["plan", policy, "--draft", "new.txt", "--save"]);
    assert_eq!((&plan["verdict"], &plan["recipients"]), (&"on_time".into(), &2.into()), "{plan}");
    assert_eq!(plan["required"], serde_json::json!({"n": 30, "unit": "day", "counting": "clear"}));
    let id = plan["id"].as_str().unwrap();
    scratch.write("users.csv", "address,zone\ncy@example.org,Asia/Tokyo\nnobody\n");
    let sent = scratch.at(NOW, &["notice", "send", id, "--recipients", "users.csv"]).expect(3);
    assert!(sent.stderr.contains("line 3"), "{}", sent.stderr);
    scratch.at(NOW, &["watch", "--once"]).expect(0);
    let mails = scratch.mails("snapshots/mail");
    assert_eq!(mails.len(), 3);
    assert_eq!(json(&scratch, NOW, &["show", id])["state"], "given");

    let bytes = scratch.read(
        mails[0].file_name().map(|name| format!("snapshots/mail/{}", name.display())).as_ref().unwrap(),
    );
    let message_id = bytes.lines().find(|line| line.starts_with("Message-ID")).unwrap();
    let dsn = format!(
        "From: postmaster@mx.example\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\n\n--b\n\
         Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; x@example.org\nAction: \
         failed\nStatus: 5.1.1\n\n--b\nContent-Type: text/rfc822-headers\n\n{message_id}\n\n--b--\n"
    );
    scratch.write("dsn.eml", dsn);
    scratch.at("2026-11-22T09:00:00Z", &["notice", "attach", id, "dsn.eml"]).expect(0);
    let shown = json(&scratch, "2026-11-22T10:00:00Z", &["show", id]);
    assert_eq!(
        (&shown["state"], &shown["recipients"]["not_given"]),
        (&"sending".into(), &1.into()),
        "{shown}"
    );
    let split = json(&scratch, "2026-12-30T10:00:00Z", &["show", id]);
    assert_eq!((&split["state"], &split["recipients"]["late"]), (&"split".into(), &1.into()), "{split}");

    scratch.write("pages/privacy.txt", changed("31 December 2026"));
    scratch.at("2026-11-25T09:00:00Z", &["watch", "--once", "--all"]).expect(0);
    assert_eq!(scratch.mails("snapshots/mail").len(), 3, "nobody is told twice");
    let shown = json(&scratch, "2026-11-25T10:00:00Z", &["show", id]);
    assert!(
        shown["flags"].as_array().unwrap().contains(&"early_effect".into()),
        "published before its day: {shown}"
    );
}

#[test]
fn an_amendment_is_a_correction_or_a_new_notice_and_a_withdrawal_tells_everybody() {
    let scratch = prepared();
    let policy = "fernhollow/privacy-policy";
    scratch.write("new.txt", changed("31 December 2026"));
    let plan = json(&scratch, NOW, &["plan", policy, "--draft", "new.txt", "--save"]);
    let id = plan["id"].as_str().unwrap();
    scratch.at(NOW, &["notice", "send", id]).expect(0);
    scratch.at(NOW, &["watch", "--once"]).expect(0);

    let later = ["notice", "amend", id, "--draft", "later.txt"];
    scratch.write("later.txt", changed("15 January 2027"));
    let day = "2026-12-01T09:00:00Z";
    let amended = scratch.at(day, &later);
    assert!(amended.code == 0, "{}\n{}", amended.stdout, amended.stderr);
    scratch.write("worse.txt", changed("15 January 2027").replace("kept for 90", "kept for 400"));
    let ran = scratch.at(day, &["--json", "notice", "amend", id, "--draft", "worse.txt"]).expect(0);
    let renewed: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(renewed["earliest_effective"], "2027-01-01", "{renewed}");
    assert_eq!(json(&scratch, day, &["show", id])["state"], "superseded");
    let new = renewed["id"].as_str().unwrap();
    scratch.at(day, &["notice", "send", new]).expect(0);
    scratch.at(day, &["watch", "--once"]).expect(0);
    let before = scratch.mails("snapshots/mail").len();
    scratch.at(day, &["notice", "remind", new]).expect(0);
    scratch.at(day, &["notice", "withdraw", new, "--because", "we keep the old text"]).expect(0);
    scratch.at(day, &["watch", "--once"]).expect(0);
    assert_eq!(json(&scratch, day, &["show", new])["state"], "withdrawn");
    let told = scratch.mails("snapshots/mail");
    let withdrawn = told.iter().filter(|path| read_mail(path).0.starts_with("[Withdrawn]")).count();
    assert_eq!(withdrawn, 2, "before: {before}, now: {}", told.len());
}

#[test]
fn verify_finds_what_was_edited_by_hand_and_erasing_a_person_keeps_the_chain_whole() {
    let scratch = prepared();
    scratch.write("pages/privacy.txt", changed("31 December 2026"));
    scratch.at(NOW, &["watch", "--once", "--all"]).expect(0);
    scratch.at(NOW, &["verify"]).expect(0);
    scratch.at(NOW, &["subscribers", "remove", "ada@example.org", "--erase"]).expect(0);
    let ran = scratch.at(NOW, &["--json", "verify"]).expect(0);
    let audit: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!((&audit["whole"], &audit["erased"]), (&true.into(), &1.into()), "{audit}");

    let database = scratch.path("snapshots/archive.db");
    let edit = |sql: &str| {
        rusqlite::Connection::open(&database).unwrap().execute_batch(sql).unwrap();
        scratch.at(NOW, &["verify"]).expect(1).stdout
    };
    let said = edit("UPDATE cases SET facts = replace(facts, '2026-12-31', '2027-12-31')");
    assert!(said.contains("case") && said.contains("was altered"), "{said}");
    let said = edit("UPDATE evidence SET record = replace(record, 'accepted', 'refused') WHERE seq > 3");
    assert!(said.contains("broken at record"), "{said}");
}

#[test]
fn evidence_is_a_zip_that_a_shell_can_check() {
    if std::process::Command::new("sha256sum").arg("--version").output().is_err() {
        eprintln!("skipped: there is no sha256sum");
        return;
    }
    let scratch = prepared();
    scratch.write("pages/privacy.txt", changed("31 December 2026"));
    scratch.at(NOW, &["watch", "--once", "--all"]).expect(0);
    let case = only(&scratch, NOW);
    let id = case["id"].as_str().unwrap();
    scratch.at(NOW, &["evidence", "export", "0123456789abcdef"]).expect(2);
    scratch.at(NOW, &["evidence", "export", id, "--out", "e.zip"]).expect(0);
    let file = std::fs::File::open(scratch.path("e.zip")).unwrap();
    let mut zip = zip::ZipArchive::new(file).unwrap();
    zip.extract(scratch.path("e")).unwrap();
    // The commands of its README, as somebody without this program would run them.
    let readme = scratch.read("e/README.txt");
    let steps: Vec<&str> = readme.lines().filter_map(|line| line.strip_prefix("    ")).collect();
    let run = |script: &str| {
        let output = std::process::Command::new("sh")
            .args(["-c", script])
            .current_dir(scratch.path("e"))
            .output()
            .unwrap();
        (output.status.success(), String::from_utf8(output.stdout).unwrap())
    };
    let (good, said) = run(steps[0]);
    assert!(good, "{said}");
    let head = serde_json::from_str::<Value>(&scratch.at(NOW, &["--json", "verify"]).stdout).unwrap()["head"]
        .clone();
    let (_, said) = run(&steps[2..7].join("\n"));
    assert_eq!(said.trim(), head.as_str().unwrap(), "{said}");
    let (_, said) = run(steps[8]);
    assert_eq!(said.trim(), "1");
    assert_eq!(run(steps[1]), (true, String::new()));
    scratch.write("e/messages/0009.eml", "forged").write("e/mess", "forged");
    assert!(run(steps[0]).0, "the sums know nothing of a file that was added");
    let mut added: Vec<String> = run(steps[1]).1.lines().map(str::to_owned).collect();
    added.sort();
    assert_eq!(added, ["added: mess", "added: messages/0009.eml"]);
    let files: Vec<String> = scratch
        .read("e/SHA256SUMS")
        .lines()
        .map(|line| line.split_once("  ").unwrap().1.to_owned())
        .collect();
    assert!(files.len() > 9, "{files:?}");
    for file in files {
        let path = scratch.path(&format!("e/{file}"));
        let was = std::fs::read(&path).unwrap();
        for tampered in [Some([was.as_slice(), b"."].concat()), None] {
            match &tampered {
                Some(bytes) => std::fs::write(&path, bytes).unwrap(),
                None => std::fs::remove_file(&path).unwrap(),
            }
            let (good, said) = run(steps[0]);
            assert!(!good && said.contains(&format!("{file}: FAILED")), "{file}: {said}");
        }
        std::fs::write(&path, &was).unwrap();
    }
    assert!(run(steps[0]).0);
}
