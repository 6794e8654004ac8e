//! `compare` and `show`, as a lawyer, an engineer or a CI job runs them.

use serde_json::Value;

use crate::support::scratch::Scratch;

const OLD: &str = "\
Privacy Policy

Last updated: 3 March 2026

1. What we keep

Access logs are kept for 30 days and then deleted.

2. Who receives data

We share data with:

- Marlowe Hosting, which runs our servers
- Pinewood Mail, which sends our messages

We do not sell personal data.

3. Changes

We tell you about any change by e-mail at least 30 days in advance. Continued use is acceptance.
";

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn compared(old: &str, new: &str) -> (i32, Value) {
    let scratch = Scratch::new();
    scratch.write("old.txt", old).write("new.txt", new);
    let ran = scratch.run(&["compare", "old.txt", "new.txt", "--json"]);
    (ran.code, json(&ran.stdout))
}

#[test]
fn a_text_compared_with_itself_is_quiet_and_fine() {
    let (code, report) = compared(OLD, OLD);
    assert_eq!(code, 0);
    assert_eq!(report["verdict"], "none");
    assert_eq!(report["changes"], Value::Array(Vec::new()));
}

#[test]
fn a_verdict_is_explained_down_to_the_facts() {
    let scratch = Scratch::new();
    scratch.write("old.txt", OLD).write("new.txt", OLD.replace("kept for 30 days", "kept for 90 days"));
    let ran = scratch.run(&["compare", "old.txt", "new.txt", "--explain"]);
    assert_eq!(ran.code, 1);
    for words in ["facts before: retention, Access logs: 30 days", "rule M3 fired", "weaker for the reader"] {
        assert!(ran.stdout.contains(words), "{words}: {}", ran.stdout);
    }
}

#[test]
fn typography_and_line_ends_are_no_change() {
    let new = OLD.replace('\n', "\r\n").replace("e-mail", "e\u{2011}mail").replace("We ", "We\u{a0}");
    let (code, report) = compared(OLD, &new);
    assert_eq!((code, &report["verdict"]), (0, &Value::from("none")));
}

#[test]
fn a_longer_retention_is_material_and_says_so() {
    let (code, report) = compared(OLD, &OLD.replace("kept for 30 days", "kept for 90 days"));
    assert_eq!(code, 1);
    assert_eq!(report["verdict"], "material");
    let change = &report["changes"][0];
    assert_eq!(change["kind"], "changed");
    assert_eq!(change["section"], "What we keep");
    assert_eq!(change["direction"], "-");
    assert_eq!(change["category"], "data_retention");
    let fact = &change["facts"][0];
    assert_eq!(
        (&fact["family"], &fact["old"], &fact["new"]),
        (&"retention".into(), &"30 days".into(), &"90 days".into())
    );
    let reason = &change["reasons"][0];
    assert_eq!(reason["rule"], "M3");
    assert!(reason["why"].as_str().unwrap().contains("90 days"), "{reason}");
}

#[test]
fn a_dropped_promise_and_a_new_recipient_are_material() {
    for (old, new) in [
        ("We do not sell personal data.\n\n", ""),
        (
            "- Pinewood Mail, which sends our messages\n",
            "- Pinewood Mail, which sends our messages\n- Copperfield Ads, which shows advertising\n",
        ),
    ] {
        let (code, report) = compared(OLD, &OLD.replace(old, new));
        assert_eq!((code, &report["verdict"]), (1, &Value::from("material")), "{old:?} -> {new:?}");
        assert_eq!(report["changes"][0]["direction"], "-");
    }
}

#[test]
fn a_moved_date_label_is_reported_and_cosmetic() {
    let (code, report) = compared(OLD, &OLD.replace("3 March 2026", "9 April 2026"));
    assert_eq!((code, &report["verdict"]), (0, &Value::from("cosmetic")));
    let change = &report["changes"][0];
    assert_eq!(
        (&change["kind"], &change["old"], &change["new"]),
        (&"date".into(), &"2026-03-03".into(), &"2026-04-09".into())
    );
}

#[test]
fn an_inserted_section_is_one_change_and_one_renumbering() {
    let new = OLD
        .replace("3. Changes", "4. Changes")
        .replace("2. Who receives data", "3. Who receives data")
        .replace("2. Who", "3. Who")
        .replace("3. Who", "2. Cookies\n\nWe set one cookie that keeps you logged in.\n\n3. Who");
    let (_, report) = compared(OLD, &new);
    let kinds: Vec<&str> =
        report["changes"].as_array().unwrap().iter().map(|change| change["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == "added").count(), 1, "{kinds:?}");
    assert_eq!(kinds.iter().filter(|kind| **kind == "renumbered").count(), 1, "{kinds:?}");
    assert_eq!(kinds.len(), 2, "{kinds:?}");
}

#[test]
fn a_reference_that_followed_is_no_reason_beside_another_edit() {
    let old = OLD.replace("We do not sell", "Section 1 says how long. We do not sell");
    let new = old
        .replace("3. Changes", "4. Changes")
        .replace("2. Who", "3. Who")
        .replace("1. What", "2. What")
        .replace("2. What", "1. Cookies\n\nWe set one cookie that keeps you logged in.\n\n2. What")
        .replace("Section 1 says", "Section 2 says")
        .replace("do not sell", "sell");
    let (_, report) = compared(&old, &new);
    let changes = report["changes"].as_array().unwrap();
    let sold = changes.iter().find(|change| change["kind"] == "changed").unwrap();
    assert_eq!(sold["verdict"], "material");
    let whys: Vec<&str> =
        sold["reasons"].as_array().unwrap().iter().map(|reason| reason["why"].as_str().unwrap()).collect();
    assert!(!whys.is_empty() && whys.iter().all(|why| !why.contains("Section")), "{whys:?}");
}

#[test]
fn names_under_a_heading_of_subprocessors_are_no_furniture() {
    for heading in ["Subprocessors", "Our sub-processors", "Subcontractors", "Who receives it"] {
        let list = format!(
            "4. {heading}\n\n- Marlowe Hosting (Ireland), servers\n- Pinewood Mail (Germany), messages\n"
        );
        let old = format!("{OLD}\n{list}");
        for (from, to) in [("(Ireland)", "(Singapore)"), ("- Pinewood Mail (Germany), messages\n", "")] {
            let (_, report) = compared(&old, &format!("{OLD}\n{}", list.replace(from, to)));
            assert_ne!(report["verdict"], "cosmetic", "{heading} {from}: {report:#}");
            assert_ne!(report["verdict"], "none", "{heading} {from}: {report:#}");
        }
    }
}

#[test]
fn html_markdown_and_text_of_the_same_policy_do_not_differ() {
    let html = "<html><body><nav>Home</nav><main><h1>Privacy Policy</h1><p>Last updated: 3 March 2026</p>\
        <h2>1. What we keep</h2><p>Access logs are kept for 30 days and then deleted.</p>\
        <h2>2. Who receives data</h2><p>We share data with:</p><ul><li>Marlowe Hosting, which runs our servers</li>\
        <li>Pinewood Mail, which sends our messages</li></ul><p>We do not sell personal data.</p>\
        <h2>3. Changes</h2><p>We tell you about any change by e-mail at least 30 days in advance. Continued use is \
        acceptance.</p></main></body></html>";
    let markdown = "# Privacy Policy\n\nLast updated: 3 March 2026\n\n## 1. What we keep\n\nAccess logs are kept for 30 days and then \
        deleted.\n\n## 2. Who receives data\n\nWe share data with:\n\n- Marlowe Hosting, which runs our servers\n- Pinewood Mail, which \
        sends our messages\n\nWe do not sell personal data.\n\n## 3. Changes\n\nWe tell you about any change by e-mail at least 30 days in \
        advance. Continued use is acceptance.\n";
    let scratch = Scratch::new();
    scratch.write("a.txt", OLD).write("b.html", html).write("c.md", markdown);
    for (old, new) in [("a.txt", "b.html"), ("b.html", "c.md"), ("c.md", "a.txt")] {
        let ran = scratch.run(&["compare", old, new]).expect(0);
        assert!(ran.stdout.to_lowercase().contains("no change"), "{old} {new}: {}", ran.stdout);
    }
}

#[test]
fn stdin_is_named_by_a_dash() {
    let scratch = Scratch::new();
    scratch.write("old.txt", OLD);
    let output = assert_cmd::Command::cargo_bin("policydiff")
        .unwrap()
        .args(["compare", "old.txt", "-", "--json"])
        .current_dir(scratch.path(""))
        .write_stdin(OLD.replace("30 days and", "60 days and"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn markdown_on_stdin_is_markdown_and_too_much_of_it_is_refused() {
    let scratch = Scratch::new();
    let text = "# Terms\n\n## 1. Use\n\nYou may use it.\n\n- one\n- two\n";
    scratch.write("terms.md", text);
    let compare = |stdin: Vec<u8>| {
        let mut command = assert_cmd::Command::cargo_bin("policydiff").unwrap();
        command.args(["compare", "terms.md", "-"]).current_dir(scratch.path("")).write_stdin(stdin);
        command.output().unwrap()
    };
    assert_eq!(compare(text.into()).status.code(), Some(0));
    let long = [text.as_bytes(), &vec![b'\n'; 11 << 20], b"We sell your data."].concat();
    let output = compare(long);
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn every_format_prints_the_same_edit_and_none_has_colour_when_piped() {
    let scratch = Scratch::new();
    scratch.write("old.txt", OLD).write("new.txt", OLD.replace("kept for 30 days", "kept for 90 days"));
    for format in ["terminal", "text", "markdown", "html"] {
        let ran = scratch.run(&["compare", "old.txt", "new.txt", "--format", format]).expect(1);
        assert!(ran.stdout.contains("90 days"), "{format}: {}", ran.stdout);
        assert!(!ran.stdout.contains('\u{1b}'), "{format}");
        assert_eq!(ran.stderr, "");
    }
    let ran = scratch.run(&["compare", "old.txt", "new.txt", "--summary"]).expect(1);
    assert_eq!(ran.stdout.lines().count(), 1, "{}", ran.stdout);
    let ran = scratch.run(&["compare", "old.txt", "new.txt", "--color", "always"]).expect(1);
    assert!(ran.stdout.contains('\u{1b}'));
}

#[test]
fn bad_input_is_named_with_what_to_do() {
    let scratch = Scratch::new();
    scratch.write("good.txt", OLD).write("empty.txt", "").write("blank.txt", " \n\t\n");
    for (name, bytes) in [
        ("locked.pdf", &include_bytes!("fixtures/pdf/locked.pdf")[..]),
        ("scanned.pdf", include_bytes!("fixtures/pdf/scanned.pdf")),
    ] {
        scratch.write(name, bytes);
    }
    scratch.write("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01").write("folder/x.txt", "x");
    std::fs::File::create(scratch.path("huge.txt")).unwrap().set_len(50 << 20).unwrap();
    let cases = [
        ("empty.txt", "empty"),
        ("blank.txt", "empty"),
        ("picture.png", "binary"),
        ("locked.pdf", "password"),
        ("scanned.pdf", "pictures without text"),
        ("folder", "directory"),
        ("huge.txt", "more than 10 MB"),
        ("missing.txt", "try: "),
        ("foo/bar", "no file"),
        ("acme/privacy-policy@latest", "archive"),
        ("http://127.0.0.1:9/privacy", "127.0.0.1:9"),
    ];
    for (word, expected) in cases {
        let ran = scratch.run(&["compare", "good.txt", word]).expect(2);
        assert_eq!(ran.stdout, "", "{word}");
        assert!(ran.stderr.starts_with("error: "), "{word}: {}", ran.stderr);
        assert!(ran.stderr.contains(expected), "{word}: {}", ran.stderr);
    }
    scratch.run(&["compare", "-", "-"]).expect(2);
    scratch.run(&["compare", "good.txt"]).expect(2);
}

#[test]
fn truncated_utf8_is_read_and_warned_about() {
    let scratch = Scratch::new();
    let mut bytes = OLD.replace("deleted.", "deleted — é").into_bytes();
    let cut = bytes.iter().position(|byte| *byte == 0xc3).unwrap() + 1;
    bytes.truncate(cut);
    scratch.write("cut.txt", &bytes);
    let shown = json(&scratch.run(&["show", "cut.txt", "--json"]).expect(0).stdout);
    assert_eq!(shown["title"], "Privacy Policy");
    let kinds: Vec<&Value> =
        shown["warnings"].as_array().unwrap().iter().map(|warning| &warning["kind"]).collect();
    assert!(kinds.contains(&&Value::from("undecodable")), "{kinds:?}");
}

#[test]
fn show_says_how_a_text_is_read() {
    let scratch = Scratch::new();
    scratch.write("policy.txt", OLD);
    let shown = json(&scratch.run(&["show", "policy.txt", "--json"]).expect(0).stdout);
    assert_eq!(shown["schema_version"], 1);
    assert_eq!(shown["language"], "en");
    assert_eq!(shown["dates"][0]["value"], "2026-03-03");
    assert_eq!(shown["notice_clause"]["required"], serde_json::json!({"n": 30, "unit": "day"}));
    assert_eq!(shown["notice_clause"]["channel"], serde_json::json!(["email"]));
    assert_eq!(shown["notice_clause"]["acceptance"], "continued_use");
    let headings: Vec<&Value> =
        shown["sections"].as_array().unwrap().iter().map(|section| &section["heading"]).collect();
    assert!(headings.contains(&&Value::from("What we keep")), "{headings:?}");
    assert!(
        shown["facts"]
            .as_array()
            .unwrap()
            .iter()
            .any(|fact| fact["family"] == "retention" && fact["value"] == "30 days")
    );
    let words = scratch.run(&["show", "policy.txt"]).expect(0).stdout;
    assert!(words.contains("30 days"), "{words}");
}

fn written(old: &str, new: &str) -> Scratch {
    let scratch = Scratch::new();
    scratch.write("old.txt", old).write("new.txt", new);
    scratch
}

#[test]
fn the_exit_code_is_chosen_and_showing_less_does_not_change_it() {
    let material = OLD.replace("kept for 30 days", "kept for 90 days");
    let harmless = OLD.replace("3 March 2026", "4 March 2026");
    let cases = [
        (&material, &["--fail-on", "material"][..], 1),
        (&material, &["--fail-on", "none"], 0),
        (&material, &["--only", "cosmetic"], 1),
        (&harmless, &[], 0),
        (&harmless, &["--fail-on", "any"], 1),
        (&harmless, &["--fail-on", "review"], 0),
        (&harmless, &["--no-assess"], 1),
        (&harmless, &["--no-assess", "--fail-on", "none"], 0),
        (&harmless, &["--no-assess", "--fail-on", "material"], 2),
    ];
    for (new, options, expected) in cases {
        let ran = written(OLD, new).run(&[&["compare", "old.txt", "new.txt"], options].concat());
        assert_eq!(ran.code, expected, "{options:?}: {}", ran.stderr);
    }
}

#[test]
fn only_the_wanted_verdicts_are_shown() {
    let new = OLD.replace("kept for 30 days", "kept for 90 days").replace("3 March 2026", "4 March 2026");
    let scratch = written(OLD, &new);
    let shown =
        |options: &[&str]| scratch.run(&[&["compare", "old.txt", "new.txt", "--summary"], options].concat());
    assert_eq!(shown(&[]).stdout.lines().count(), 2);
    let material = shown(&["--only", "material"]);
    assert_eq!(material.stdout.lines().count(), 1);
    assert!(material.stdout.starts_with("material"));
    assert!(material.stderr.contains("1 more change of other verdicts is not shown"), "{}", material.stderr);
    assert_eq!(shown(&["--only", "material,cosmetic"]).stdout.lines().count(), 2);
}

#[test]
fn where_no_change_has_the_wanted_verdict_it_is_not_said_that_nothing_changed() {
    let scratch = written(OLD, &OLD.replace("3 March 2026", "4 March 2026"));
    for format in ["terminal", "markdown", "html"] {
        let options = ["compare", "old.txt", "new.txt", "--only", "material", "--format", format];
        let told = scratch.run(&options).stdout.to_lowercase();
        assert!(told.contains("no changes of the verdicts asked for"), "{format}: {told}");
    }
}

#[test]
fn unjudged_changes_bear_no_verdict() {
    let new = OLD.replace("kept for 30 days", "kept for 90 days");
    let ran = written(OLD, &new).run(&["compare", "old.txt", "new.txt", "--no-assess"]);
    assert!(ran.stdout.contains("1 change, not judged"), "{}", ran.stdout);
    assert!(ran.stdout.contains("[-30 days-] {+90 days+}"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("REVIEW"), "{}", ran.stdout);
}

#[test]
fn annotations_name_the_new_file() {
    let new = OLD.replace("kept for 30 days", "kept for 90 days");
    let ran = written(OLD, &new).run(&["compare", "old.txt", "new.txt", "--github"]);
    assert!(ran.stdout.starts_with("::error file=new.txt,line=7,title=material"), "{}", ran.stdout);
    assert_eq!(ran.stdout.lines().count(), 1);
}

#[test]
fn a_file_in_a_git_revision_is_compared_and_what_git_lacks_is_named() {
    let scratch = written(OLD, OLD);
    let git = |arguments: &[&str]| {
        let identity =
            ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"];
        let ran = std::process::Command::new("git")
            .args(identity)
            .args(arguments)
            .current_dir(scratch.path("."))
            .output();
        assert!(ran.is_ok_and(|ran| ran.status.success()), "{arguments:?}");
    };
    git(&["init", "-q"]);
    git(&["add", "old.txt"]);
    git(&["commit", "-q", "-m", "one"]);
    scratch.write("old.txt", OLD.replace("kept for 30 days", "kept for 90 days"));
    let ran = scratch.run_with_path(&["compare", "HEAD:old.txt", "old.txt", "--summary"]).expect(1);
    assert!(ran.stdout.contains("90 days"), "{}", ran.stdout);
    let ran = scratch.run_with_path(&["compare", "HEAD:nothing.txt", "old.txt"]).expect(2);
    assert!(ran.stderr.contains("git has no file `HEAD:nothing.txt`"), "{}", ran.stderr);
}
