//! What `compare` can be given, on either side: every kind is read, every fault is named.

use crate::support::http::{Reply, Site};
use crate::support::scratch::{Ran, Scratch};

const TEXT: &str = "\
Terms of Use

1. Accounts

You need an account to draw. Keep the password to yourself and tell nobody.

2. Deleting

Deleted drawings are kept for 30 days and are then gone for good.

3. Sharing

We share drawings with:

- Inkwell Hosting, which stores them
- Quill Mail, which sends them
";

const IMPATIENT: &str = r#"
[fetch]
timeout = "1s"

[publisher]
name = "Inkwell Studio"

[[policy]]
service = "Inkwell"
type = "Terms of Use"
role = "published"
file = "old.txt"
"#;

/// Writes the text in one of the kinds.
type Write = fn(&str) -> String;

fn markdown(text: &str) -> String {
    let numbered = |line: &str| line.starts_with(|c: char| c.is_ascii_digit());
    let lines = text.lines().enumerate().map(|(at, line)| match line {
        _ if at == 0 => format!("# {line}\n"),
        _ if numbered(line) => format!("## {line}\n"),
        _ => format!("{line}\n"),
    });
    lines.collect()
}

fn html(text: &str) -> String {
    let mut page =
        String::from("<!doctype html><title>Terms of Use</title><nav><a href=/>Home</a></nav><main>");
    let mut list = false;
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
        let item = line.strip_prefix("- ");
        if item.is_some() != list {
            page.push_str(if list { "</ul>" } else { "<ul>" });
            list = !list;
        }
        let drawn = match item {
            Some(item) => format!("<li>{item}</li>"),
            None if at == 0 => format!("<h1>{line}</h1>"),
            None if line.starts_with(|c: char| c.is_ascii_digit()) => format!("<h2>{line}</h2>"),
            None => format!("<p>{line}</p>"),
        };
        page.push_str(&drawn);
    }
    page + if list { "</ul></main>" } else { "</main>" }
}

fn edited() -> String {
    TEXT.replace("30 days", "60 days")
}

fn with_stdin(scratch: &Scratch, words: [&str; 2], stdin: &str) -> Ran {
    let output = assert_cmd::Command::cargo_bin("policydiff")
        .unwrap()
        .args(["compare", words[0], words[1], "--summary"])
        .current_dir(scratch.path(""))
        .write_stdin(stdin)
        .output()
        .unwrap();
    Ran {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A fault is one error on stderr that names the word and says what to do; nothing is on stdout.
fn assert_named(ran: Ran, word: &str, expected: &str) {
    let ran = ran.expect(2);
    assert_eq!(ran.stdout, "", "{word}");
    assert!(ran.stderr.starts_with("error: "), "{word}: {}", ran.stderr);
    for part in [word, expected, "\n  try: "] {
        assert!(ran.stderr.contains(part), "{word} lacks {part:?}: {}", ran.stderr);
    }
    assert!(!ran.stderr.contains("cannot cannot"), "{}", ran.stderr);
}

#[test]
fn one_edit_is_one_change_whatever_the_kinds_and_on_either_side() {
    let scratch = Scratch::new();
    let kinds: [(&str, Write); 3] = [("txt", str::to_owned), ("md", markdown), ("html", html)];
    for (ending, write) in kinds {
        scratch
            .write(&format!("old.{ending}"), write(TEXT))
            .write(&format!("new.{ending}"), write(&edited()));
    }
    for (from, _) in kinds {
        for (to, write) in kinds {
            let (old, new) = (format!("old.{from}"), format!("new.{to}"));
            let ran = scratch.run(&["compare", &old, &new, "--summary"]).expect(1);
            assert_eq!(ran.stdout.lines().count(), 1, "{old} {new}: {}", ran.stdout);
            assert!(ran.stdout.contains("60 days"), "{old} {new}: {}", ran.stdout);
            let piped = with_stdin(&scratch, [&old, "-"], &write(&edited())).expect(1);
            assert_eq!(piped.stdout, ran.stdout, "{old} {to} on stdin");
            let piped = with_stdin(&scratch, ["-", &old], &write(TEXT)).expect(0);
            assert!(piped.stdout.is_empty(), "{to} on stdin, {old}: {}", piped.stdout);
        }
    }
}

#[tokio::test]
async fn pages_are_fetched_and_what_is_no_text_is_named() {
    let site = Site::start(
        None,
        [
            ("/terms", Reply::page(&html(&edited()))),
            ("/raw", Reply::typed("application/octet-stream", markdown(&edited()))),
            ("/gone", Reply::status(404, "nothing here")),
            ("/data", Reply::typed("application/json", "{\"days\": 60}")),
            ("/style", Reply::typed("text/css", "p { color: red }")),
            ("/picture", Reply::typed("image/png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")),
            ("/empty", Reply::page("")),
            ("/loop", Reply::redirect(302, "/loop")),
            ("/silent", Reply::Never),
        ],
    )
    .await;
    let scratch = Scratch::new();
    scratch.write("old.txt", TEXT).write("watchlist.toml", IMPATIENT);
    let address = |path: &str| format!("http://{}{path}", site.address);
    let (pages, faults) = (
        ["/terms", "/raw"],
        [
            ("/gone", "HTTP 404"),
            ("/data", "application/json"),
            ("/style", "text/css"),
            ("/picture", "image/png"),
            ("/empty", "is empty"),
            ("/loop", "redirects"),
            ("/silent", "within 1s"),
        ],
    );
    let addresses: Vec<String> = pages.into_iter().chain(faults.map(|fault| fault.0)).map(address).collect();
    let ran = tokio::task::spawn_blocking(move || {
        let compared = addresses.iter().map(|page| {
            let (forward, backward) =
                (["compare", "old.txt", page.as_str()], ["compare", page.as_str(), "old.txt"]);
            let options = ["--summary"];
            (
                scratch.run(&[&forward[..], &options].concat()),
                scratch.run(&[&backward[..], &options].concat()),
            )
        });
        compared.collect::<Vec<_>>()
    });
    let mut ran = ran.await.unwrap().into_iter();
    for (path, (forward, backward)) in pages.into_iter().zip(ran.by_ref()) {
        for ran in [forward.expect(1), backward] {
            assert_eq!(ran.stdout.lines().count(), 1, "{path}: {}", ran.stdout);
        }
    }
    for ((path, expected), (forward, backward)) in faults.into_iter().zip(ran) {
        assert_named(forward, path, expected);
        assert_named(backward, path, expected);
    }
}

#[test]
fn words_that_name_nothing_are_told_apart() {
    let scratch = Scratch::new();
    scratch.write("good.txt", TEXT);
    for (word, expected) in [
        ("acme/terms", "taken for a stored policy"),
        ("acme/terms@latest", "no file and was taken for a stored policy"),
        ("acme/terms@previous", "cannot find an archive"),
        ("acme/terms@newest", "`newest` is no version"),
        ("acme/terms@2026-02-30", "`2026-02-30` is no version"),
        ("ftp://example.org/terms", "no address of a page"),
        ("http://", "no address of a page"),
    ] {
        let named = word.split('@').next().unwrap();
        assert_named(scratch.run(&["compare", "good.txt", word]), named, expected);
        assert_named(scratch.run(&["compare", word, "good.txt"]), named, expected);
    }
}

#[test]
fn stored_versions_are_named_by_day_or_order() {
    let scratch = Scratch::new();
    for (at, days) in [("2026-05-01T12-00-00Z", "30 days"), ("2026-06-01T12-00-00Z", "60 days")] {
        let text = TEXT.replace("30 days", days);
        scratch.write(&format!("pages/Acme/Terms of Use/{at}.html"), html(&text));
    }
    scratch.run(&["import", "pages"]).expect(0);
    let id = "acme/terms-of-use".to_owned();
    let versions = [format!("{id}@previous"), format!("{id}@2026-05-20")];
    for old in &versions {
        for new in [format!("{id}@latest"), format!("{id}@2026-06-01"), id.clone()] {
            let ran = scratch.run(&["compare", old, &new, "--summary"]).expect(1);
            assert!(ran.stdout.contains("60 days"), "{old} {new}: {}", ran.stdout);
        }
    }
    assert_named(
        scratch.run(&["compare", &format!("{id}@2020-01-01"), &id]),
        &id,
        "the archive holds no such version",
    );
}

#[test]
fn what_git_cannot_give_is_named_with_the_reason() {
    let scratch = Scratch::new();
    scratch.write("good.txt", TEXT);
    let outside = scratch.run_with_path(&["compare", "HEAD:good.txt", "good.txt"]);
    assert_named(outside, "HEAD:good.txt", "not a git repository");
    for arguments in [
        &["init", "-q"][..],
        &["add", "."],
        &[
            "-c",
            "user.name=Test",
            "-c",
            "user.email=test@example.org",
            "-c",
            "commit.gpgsign=false",
            "commit",
            "-qm",
            "one",
        ],
    ] {
        let ran = std::process::Command::new("git").args(arguments).current_dir(scratch.path(".")).output();
        assert!(ran.is_ok_and(|ran| ran.status.success()), "{arguments:?}");
    }
    for (word, expected) in
        [("HEAD:nothing.txt", "does not exist"), ("nowhere:good.txt", "invalid object name")]
    {
        assert_named(scratch.run_with_path(&["compare", word, "good.txt"]), word, expected);
    }
    scratch.run_with_path(&["compare", "HEAD:good.txt", "good.txt"]).expect(0);
}
