//! `demo` and `init`: the first minute of a new user.

use std::fs;

use crate::support::scratch::{Scratch, read_mail};

#[test]
fn demo_runs_the_whole_job_in_one_folder_and_names_it_last() {
    let scratch = Scratch::new();
    let ran = scratch.run(&["demo", "--out", "d"]).expect(0);
    let last = ran.stdout.trim_end().lines().last().unwrap();
    assert!(last.ends_with(&*fs::canonicalize(scratch.path("d")).unwrap().to_string_lossy()), "{last}");
    assert_eq!(fs::read_dir(scratch.path("")).unwrap().count(), 1, "everything is in the one folder");

    for outcome in ["first ", "pending ", "changed ", "quarantined ", "unchanged "] {
        assert!(ran.stdout.lines().any(|line| line.starts_with(outcome)), "{outcome}\n{}", ran.stdout);
    }
    let subjects: Vec<String> = scratch.mails("d/mail").iter().map(|path| read_mail(path).0).collect();
    let count = |kind: &str| subjects.iter().filter(|subject| subject.starts_with(kind)).count();
    assert_eq!((count("[Notice]"), count("[Alert]"), count("[Digest]")), (2, 2, 1), "{subjects:#?}");
}

#[test]
fn the_notice_gives_the_day_and_the_alert_names_the_broken_promise() {
    let scratch = Scratch::new();
    scratch.run(&["demo", "--out", "d"]).expect(0);
    let mails: Vec<(String, String)> = scratch.mails("d/mail").iter().map(|path| read_mail(path)).collect();
    let (subject, text) = mails.iter().find(|(subject, _)| subject.starts_with("[Notice]")).unwrap();
    assert!(subject.contains("19 December 2026"), "{subject}");
    for words in ["90 days", "Gullwing Analytics", "19 December 2026"] {
        assert!(text.contains(words), "{words} in\n{text}");
    }
    let calendar = text.find("19 December 2026").unwrap();
    assert!(calendar < text.find("Gullwing").unwrap(), "the calendar comes first\n{text}");
    let (_, text) = mails
        .iter()
        .find(|(subject, _)| subject.contains("Tidewire") && subject.starts_with("[Alert]"))
        .unwrap();
    for words in ["16 November 2026", "30 days", "99.50", "short"] {
        assert!(text.to_lowercase().contains(&words.to_lowercase()), "{words} in\n{text}");
    }
}

#[test]
fn demo_replaces_its_own_folder_and_leaves_others_alone() {
    let scratch = Scratch::new();
    scratch.run(&["demo", "--out", "d"]).expect(0);
    scratch.run(&["demo", "--out", "d"]).expect(0);
    scratch.write("mine/letter.txt", "keep me");
    let ran = scratch.run(&["demo", "--out", "mine"]).expect(2);
    assert!(ran.stderr.contains("--out"), "{}", ran.stderr);
    assert_eq!(scratch.read("mine/letter.txt"), "keep me");
}

#[test]
fn what_the_demo_left_can_be_asked() {
    let scratch = Scratch::new();
    scratch.run(&["demo", "--out", "d"]).expect(0);
    let at = ["--config", "d/watchlist.toml", "--archive", "d/snapshots"];
    let log =
        scratch.run(&[&at[..], &["log", "tidewire-inference/service-level-agreement"]].concat()).expect(0);
    assert!(log.stdout.contains("changed"), "{}", log.stdout);
    let id = "harbourlight-photo/privacy-policy";
    let (old, new) = (format!("{id}@previous"), format!("{id}@latest"));
    let compared = scratch.run(&[&at[..], &["compare", &old, &new]].concat()).expect(1);
    assert!(compared.stdout.contains("90 days"), "{}", compared.stdout);
    let list = scratch.run(&[&at[..], &["subscribers", "list"]].concat()).expect(0);
    assert_eq!(list.stdout.lines().count(), 4, "{}", list.stdout);
}

#[test]
fn init_writes_a_watchlist_that_works_and_never_overwrites() {
    let scratch = Scratch::new();
    scratch.run(&["init"]).expect(0);
    assert!(scratch.read("watchlist.toml").contains("[[policy]]"));
    let ran = scratch.run(&["init"]).expect(2);
    assert!(ran.stderr.contains("left as it is"), "{}", ran.stderr);
}

#[test]
fn two_runs_of_the_demo_tell_the_same_in_the_same_order() {
    let scratch = Scratch::new();
    let subjects = |out: &str| -> Vec<String> {
        scratch.run(&["demo", "--out", out]).expect(0);
        let mails = scratch.mails(&format!("{out}/mail"));
        mails.iter().map(|path| format!("{:?} {}", path.file_name().unwrap(), read_mail(path).0)).collect()
    };
    assert_eq!(subjects("one"), subjects("two"));
}
