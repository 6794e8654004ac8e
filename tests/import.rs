//! `import` of folders and git repositories, `status`, `accept`, `renormalize`, with the real binary.

use std::process::Command;

use serde_json::Value;

use crate::support::scratch::{Ran, Scratch};

const TERMS: &str = "# Terms\n\n## 1. Records\n\nThe provider keeps access records for 30 days and deletes them afterwards. \
     Account data stay until the account is closed by its owner, who can do so at any time in the settings.\n\n\
     ## 2. Recipients\n\nRecords are shared with the host that runs the servers, and with nobody else. The provider \
     does not sell personal data and does not lend it to others for advertising, whatever they may offer.\n\n\
     ## 3. Changes\n\nThe provider tells its customers of material changes by e-mail at least 30 days before they apply.\n";

fn html(markdown: &str) -> String {
    let lines =
        markdown.lines().filter(|line| !line.trim().is_empty()).map(|line| match line.strip_prefix("## ") {
            Some(heading) => format!("<h2>{heading}</h2>"),
            None => {
                line.strip_prefix("# ").map_or(format!("<p>{line}</p>"), |title| format!("<h1>{title}</h1>"))
            }
        });
    format!("<html lang=en><body><main>{}</main></body></html>", lines.collect::<String>())
}

const ERROR: &str = "<html><body><h1>Something went wrong</h1><p>Please try again later.</p></body></html>";

fn longer() -> String {
    TERMS.replace("30 days and deletes", "90 days and deletes")
}

/// A tree of several formats with an error page in between and files that are no recordings.
fn recorded() -> Scratch {
    let scratch = Scratch::new();
    scratch
        .write("pages/Acme.io/Terms of Service/2026-05-01T12-00-00Z.html", html(TERMS))
        .write("pages/Acme.io/Terms of Service/2026-05-02T12-00-00Z.md", TERMS)
        .write("pages/Acme.io/Terms of Service/2026-05-03T12-00-00Z.html", ERROR)
        .write("pages/Acme.io/Terms of Service/2026-05-04T12-00-00Z.html", html(&longer()))
        .write("pages/Acme.io/Terms of Service/2026-05-05T18-00-00Z.md", longer())
        .write("pages/Birch/Privacy/2026-05-02T00-00-00Z.txt", TERMS.replace("# ", ""))
        .write("pages/manifest.jsonl", "{}")
        .write("pages/Acme.io/Terms of Service/logo.png", [0x89, b'P', b'N', b'G']);
    scratch
}

fn lines(ran: &Ran) -> Vec<Value> {
    ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn outcomes(ran: &Ran, policy: &str) -> Vec<String> {
    let of = lines(ran).into_iter().filter(|line| line["policy"] == policy);
    of.map(|line| line["outcome"].as_str().unwrap().to_owned()).collect()
}

const ACME: &str = "acme-io/terms-of-service";

#[test]
fn a_folder_is_taken_over_in_time_order_against_the_last_good_version() {
    let scratch = recorded();
    let ran = scratch.run(&["import", "pages", "--json"]).expect(0);
    assert_eq!(outcomes(&ran, ACME), ["first", "unchanged", "quarantined", "changed", "unchanged"]);
    assert_eq!(outcomes(&ran, "birch/privacy"), ["first"]);
    let all = lines(&ran);
    let times: Vec<&str> = all.iter().map(|line| line["at"].as_str().unwrap()).collect();
    assert!(times.is_sorted(), "{times:?}");
    let changed = all.iter().find(|line| line["outcome"] == "changed").unwrap();
    assert_eq!(changed["file"], "Acme.io/Terms of Service/2026-05-04T12-00-00Z.html");
    assert_eq!(changed["verdict"], "material");
    let error = all.iter().find(|line| line["outcome"] == "quarantined").unwrap();
    assert_eq!(error["quarantine"], "error_page");
    assert!(ran.stderr.contains("manifest.jsonl") && ran.stderr.contains("logo.png"), "{}", ran.stderr);
    assert!(scratch.mails("snapshots/mail").is_empty());
    assert!(scratch.read("snapshots/acme-io/terms-of-service.md").contains("90 days"));
}

#[test]
fn a_second_run_adds_nothing_and_an_interrupted_one_is_completed() {
    let scratch = recorded();
    let whole = scratch.run(&["import", "pages", "--json"]).expect(0);
    let again = scratch.run(&["import", "pages", "--json"]).expect(0);
    assert_eq!(again.stdout, "");
    assert!(again.stderr.contains("6 in the archive already"), "{}", again.stderr);

    let part = recorded();
    std::fs::rename(part.path("pages/Acme.io"), part.path("aside")).unwrap();
    part.write("pages/Acme.io/Terms of Service/2026-05-01T12-00-00Z.html", html(TERMS));
    let first = part.run(&["import", "pages", "--json"]).expect(0);
    std::fs::remove_dir_all(part.path("pages/Acme.io")).unwrap();
    std::fs::rename(part.path("aside"), part.path("pages/Acme.io")).unwrap();
    let rest = part.run(&["import", "pages", "--json"]).expect(0);
    let mut both = [lines(&first), lines(&rest)].concat();
    both.sort_by_key(|line| (line["at"].to_string(), line["file"].to_string()));
    let mut expected = lines(&whole);
    expected.sort_by_key(|line| (line["at"].to_string(), line["file"].to_string()));
    assert_eq!(both, expected);
}

#[test]
fn confirmation_waits_when_asked_to() {
    let scratch = recorded();
    let ran = scratch.run(&["import", "pages", "--confirm", "25h", "--json"]).expect(0);
    assert_eq!(outcomes(&ran, ACME), ["first", "unchanged", "quarantined", "pending", "changed"]);
    let bad = scratch.run(&["import", "pages", "--confirm", "soon"]).expect(2);
    assert!(bad.stderr.contains("soon"), "{}", bad.stderr);
}

#[test]
fn names_can_be_given_and_a_folder_without_recordings_is_an_error() {
    let scratch = Scratch::new();
    scratch.write("flat/2026-05-01T12-00-00Z.md", TERMS).write("empty/notes.md", TERMS);
    let ran = scratch.run(&["import", "flat", "--service", "Acme", "--type", "Terms", "--json"]).expect(0);
    assert_eq!(outcomes(&ran, "acme/terms"), ["first"]);
    for folder in ["empty", "absent"] {
        let ran = scratch.run(&["import", folder]).expect(2);
        assert!(
            ran.stderr.starts_with("error: cannot ") || ran.stderr.contains("\nerror: cannot "),
            "{}",
            ran.stderr
        );
    }
}

#[test]
fn imported_changes_are_in_the_log_and_in_no_digest() {
    let scratch = recorded();
    scratch.write("watchlist.toml", "[publisher]\nname = \"A\"\n[[policy]]\nservice = \"Acme.io\"\ntype = \"Terms of Service\"\nrole = \"provider\"\nfile = \"now.md\"\n");
    scratch.write("now.md", longer());
    scratch.run(&["subscribers", "add", "bo@example.org", "--cadence", "daily"]).expect(0);
    scratch.run(&["import", "pages"]).expect(0);
    assert!(scratch.run(&["log", ACME]).expect(0).stdout.contains("changed"));
    let ran = scratch.run(&["watch", "--once", "--json"]).expect(0);
    assert_eq!(outcomes(&ran, ACME), ["unchanged"]);
    assert!(scratch.mails("snapshots/mail").is_empty());
}

#[test]
fn what_cannot_be_seen_is_listed_and_can_be_accepted() {
    let scratch = Scratch::new();
    let short = "# Terms\n\nThe service has ended. Records were deleted on 1 May 2026 and nothing is kept any more. Write to us if you have a question about it.\n";
    scratch
        .write("pages/Acme/Terms/2026-05-01T12-00-00Z.md", TERMS)
        .write("pages/Acme/Terms/2026-05-02T12-00-00Z.md", short)
        .write("pages/Acme/Terms/2026-05-03T12-00-00Z.md", short);
    let ran = scratch.run(&["import", "pages", "--json"]).expect(0);
    assert_eq!(outcomes(&ran, "acme/terms"), ["first", "quarantined", "quarantined"]);
    let status = scratch.run(&["status", "--json"]).expect(1);
    let status: Value = serde_json::from_str(&status.stdout).unwrap();
    let policy = &status["policies"][0];
    assert_eq!((&policy["policy"], &policy["quarantine"]), (&"acme/terms".into(), &"shrunk".into()));
    assert_eq!(
        (&policy["since"], &policy["last_seen"]),
        (&"2026-05-02T12:00:00Z".into(), &"2026-05-01T12:00:00Z".into())
    );
    let words = scratch.run(&["status"]).expect(1).stdout;
    assert!(
        words.contains("quarantined since 2026-05-02") && words.contains("policydiff accept acme/terms"),
        "{words}"
    );

    let accepted = scratch.run(&["accept", "acme/terms", "--json"]).expect(0);
    assert_eq!(outcomes(&accepted, "acme/terms"), ["changed"]);
    assert!(scratch.run(&["status"]).expect(0).stdout.contains("Every policy can be seen."));
    scratch.run(&["accept", "acme/terms"]).expect(2);
    scratch.run(&["accept", "acme/unknown"]).expect(2);
    assert!(scratch.read("snapshots/acme/terms.md").contains("has ended"));
}

#[test]
fn renormalizing_by_the_same_rules_shows_no_difference() {
    let scratch = recorded();
    scratch.run(&["import", "pages"]).expect(0);
    let ran = scratch.run(&["renormalize"]).expect(0);
    assert_eq!(ran.stdout.matches("reads the same").count(), 2, "{}", ran.stdout);
    let line: Value = serde_json::from_str(
        scratch.run(&["renormalize", ACME, "--dry-run", "--json"]).expect(0).stdout.trim(),
    )
    .unwrap();
    assert_eq!((&line["policy"], &line["differs"]), (&ACME.into(), &false.into()));
}

fn git(scratch: &Scratch, folder: &str, at: &str, args: &[&str]) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut command = Command::new("git");
    command.current_dir(scratch.path(folder)).env_clear().env("PATH", path).env("HOME", scratch.path("home"));
    for who in ["GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"] {
        command.env(who, "recorder");
    }
    command.env("GIT_AUTHOR_DATE", at).env("GIT_COMMITTER_DATE", "2026-09-09T09:09:09Z").args(args);
    command.output().is_ok_and(|output| output.status.success())
}

#[test]
fn a_git_repository_is_taken_over_by_author_date_whatever_its_files_are_called() {
    let scratch = Scratch::new();
    scratch.write("repo/README.md", "about");
    if !git(&scratch, "repo", "2026-05-01T00:00:00Z", &["init", "--quiet"]) {
        eprintln!("skipped: needs git");
        return;
    }
    let commit = |at: &str| {
        assert!(git(&scratch, "repo", at, &["add", "--all"]));
        assert!(git(
            &scratch,
            "repo",
            at,
            &["commit", "--quiet", "--allow-empty", "-m", "Record --all; rm -rf"]
        ));
    };
    scratch
        .write("repo/Acme/-rf.md", TERMS)
        .write("repo/Acme/--output=x y.md", TERMS)
        .write("repo/Größe/Données 条款.html", html(TERMS));
    commit("2026-05-01T12:00:00+02:00");
    scratch.write("repo/Acme/-rf.md", ERROR.replace(['<', '>'], " "));
    commit("2026-05-02T12:00:00Z");
    scratch.write("repo/Acme/-rf.md", longer());
    commit("2026-05-03T12:00:00Z");
    assert!(git(&scratch, "repo", "2026-05-04T12:00:00Z", &["mv", "--", "Acme/-rf.md", "Acme/:renamed.md"]));
    std::fs::remove_file(scratch.path("repo/Acme/--output=x y.md")).unwrap();
    commit("2026-05-04T12:00:00Z");

    let ran = scratch.run_with_path(&["import", "repo", "--json"]).expect(0);
    assert_eq!(outcomes(&ran, "acme/rf"), ["first", "quarantined", "changed"]);
    assert_eq!(outcomes(&ran, "acme/renamed"), ["first"]);
    assert_eq!(outcomes(&ran, "acme/output-x-y"), ["first"]);
    assert_eq!(outcomes(&ran, "größe/données-条款"), ["first"]);
    let first = &lines(&ran)[0];
    assert_eq!(first["at"], "2026-05-01T10:00:00Z", "the author's time, not the committer's");
    assert!(!scratch.path("repo/x y.md").exists() && !scratch.path("x y.md").exists());
    assert!(ran.stderr.contains("README.md"), "{}", ran.stderr);
    let again = scratch.run_with_path(&["import", "repo", "--json"]).expect(0);
    assert_eq!(again.stdout, "");
}
