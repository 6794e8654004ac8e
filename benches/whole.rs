//! Whole processes on texts of 1 MB made to be slow: `cargo bench --bench whole`.
//!
//! Reading, comparing, judging and printing, as a person starts it: `policydiff compare OLD NEW`. Each row
//! is one sort of trouble in one format. Time is that of the process; peak memory is what the system last
//! told of it while it ran (Linux only), the program itself included.

#![expect(clippy::print_stdout, reason = "a table of figures is what this bench is for")]

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Bytes of each text.
const SIZE: usize = 1 << 20;
/// How often the system is asked for the peak.
const ASKED: Duration = Duration::from_millis(1);

/// What the row is called, and how the n-th piece of the old and of the new text reads.
type Kind = (&'static str, fn(usize) -> String, fn(usize) -> String);

fn main() {
    // `cargo test --benches` runs this too; the figures are for `cargo bench` only.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    for (format, kinds) in [("md", MARKDOWN), ("txt", MARKDOWN), ("html", HTML)] {
        for (what, old, new) in kinds {
            match measured(format, &text(*old), &text(*new)) {
                Ok((time, peak)) => {
                    let peak = peak.map_or_else(|| "?".to_owned(), |peak| (peak >> 10).to_string());
                    println!("whole: {format:<4} {what:<24} {:>7.2} s {peak:>5} MB", time.as_secs_f64());
                }
                Err(error) => println!("whole: {format:<4} {what}: not measured ({error})"),
            }
        }
    }
}

fn text(piece: fn(usize) -> String) -> String {
    let mut text = String::with_capacity(SIZE + 1024);
    for n in 0.. {
        if text.len() >= SIZE {
            break;
        }
        text += &piece(n);
    }
    text.truncate(text.floor_char_boundary(SIZE));
    text
}

/// Markdown, and text that looks like it.
const MARKDOWN: &[Kind] = &[
    ("equal small paragraphs", |_| "a\n\n".into(), |_| "b\n\n".into()),
    ("letters in no order", |n| letter(n, 7), |n| letter(n, 11)),
    ("items", |n| format!("- old{n}\n"), |n| format!("- new{n}\n")),
    ("headings", |n| format!("# Heading {n}\n\n"), |n| format!("# Heading {}\n\n", n + 5)),
    ("rows of a table", |n| row(n, 'o'), |n| row(n, 'n')),
    ("paragraphs of days", |n| days(n, 1), |n| days(n, 2)),
    ("sections shuffled", |n| section(n), |n| section(n ^ 5)),
    ("one endless sentence", |_| "word and other ".into(), |_| "word or other ".into()),
    ("a row of names", |_| "Ab ".into(), |_| "Ab Cd ".into()),
    ("one paragraph of facts", |n| kept(n, 0), |n| kept(n, 1)),
    ("links", |n| link(n, 'a'), |n| link(n, 'b')),
];

/// Pages.
const HTML: &[Kind] = &[
    ("paragraphs", |_| "<p>a".into(), |_| "<p>b".into()),
    ("items", |_| "<li>a".into(), |_| "<li>b".into()),
    ("nested lists", |_| "<ul><li>a".into(), |_| "<ul><li>b".into()),
    ("cells", |_| "<td>a".into(), |_| "<td>b".into()),
    ("rows", |_| "<tr><td>a".into(), |_| "<tr><td>b".into()),
    ("breaks", |_| "a<br>".into(), |_| "b<br>".into()),
    ("headings", |_| "<h2>a</h2>".into(), |_| "<h2>b</h2>".into()),
    ("bold letters", |_| "<b>a</b>".into(), |_| "<b>b</b>".into()),
    ("nested boxes", |_| "<div>".into(), |_| "<div>".into()),
    ("details", |_| "<details><summary>a</summary>b</details>".into(), |_| "<details>b</details>".into()),
];

fn letter(n: usize, seed: usize) -> String {
    let place = n.wrapping_mul(2_654_435_761).wrapping_add(seed * n * n) >> 7;
    format!("{}\n\n", char::from(b"abcdefghijklmnopqrstuvwxyz"[place % 26]))
}

fn row(n: usize, side: char) -> String {
    let head = if n == 0 { "| a | b |\n|---|---|\n" } else { "" };
    format!("{head}| {side}{n} | {n} |\n")
}

fn days(n: usize, more: usize) -> String {
    format!("We keep the logs of part {n} for {} days after that.\n\n", n % 90 + more)
}

fn section(n: usize) -> String {
    format!("## Topic {n}\n\nAll about number {n} here.\n\n")
}

fn kept(n: usize, more: usize) -> String {
    format!("We keep log {n} for {} days. ", n + more)
}

fn link(n: usize, host: char) -> String {
    format!("[word {n}](https://{host}.example/{n}) ")
}

/// The time of the process and its peak in kilobytes.
fn measured(format: &str, old: &str, new: &str) -> Result<(Duration, Option<usize>), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let [before, after] = ["old", "new"].map(|name| folder.path().join(name).with_extension(format));
    fs::write(&before, old)?;
    fs::write(&after, new)?;
    let started = Instant::now();
    let mut process = Command::new(env!("CARGO_BIN_EXE_policydiff"))
        .arg("compare")
        .args([&before, &after])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let status = Path::new("/proc").join(process.id().to_string()).join("status");
    let mut peak = None;
    while process.try_wait()?.is_none() {
        peak = kilobytes(&status).max(peak);
        sleep(ASKED);
    }
    Ok((started.elapsed(), peak))
}

/// The peak of a process that still runs.
fn kilobytes(status: &Path) -> Option<usize> {
    let status = fs::read_to_string(status).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
