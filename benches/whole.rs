//! Whole processes on texts of 1 MB made to be slow: `cargo bench --bench whole`.
//!
//! Reading, comparing, judging and printing, as a person starts it: `policydiff compare OLD NEW`. Each row
//! is one sort of trouble in one format; those that make most of their size are printed in every other way, too. Time is that of the process; peak memory is what the system last
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
    for (format, kinds) in FORMATS {
        for kind in *kinds {
            row(format, kind, &[]);
        }
    }
    for way in WAYS {
        for (format, kinds) in FORMATS {
            for kind in kinds.iter().filter(|(what, ..)| WORST.contains(what)) {
                row(format, kind, way);
            }
        }
    }
}

/// Kinds by the ending of the files.
const FORMATS: &[(&str, &[Kind])] = &[("md", MARKDOWN), ("txt", MARKDOWN), ("html", HTML)];

/// Other ways to print a comparison, or not to judge it.
const WAYS: &[&[&str]] = &[&["--no-assess"], &["--json"], &["--format", "html"], &["--format", "markdown"]];

/// Kinds of which most is said.
const WORST: &[&str] =
    &["links as items", "conditions", "paragraphs of days", "paragraphs shuffled", "lines in capitals"];

fn row(format: &str, (what, old, new): &Kind, way: &[&str]) {
    let what = [&[*what], way].concat().join(" ");
    match measured(format, &text(*old), &text(*new), way) {
        Ok((time, peak)) => {
            let peak = peak.map_or_else(|| "?".to_owned(), |peak| (peak >> 10).to_string());
            println!("whole: {format:<4} {what:<38} {:>7.2} s {peak:>5} MB", time.as_secs_f64());
        }
        Err(error) => println!("whole: {format:<4} {what}: not measured ({error})"),
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
    ("rows of a table", |n| line(n, 'o'), |n| line(n, 'n')),
    ("paragraphs of days", |n| days(n, 1), |n| days(n, 2)),
    ("sections shuffled", |n| section(n), |n| section(n ^ 5)),
    ("one endless sentence", |_| "word and other ".into(), |_| "word or other ".into()),
    ("a row of names", |_| "Ab ".into(), |_| "Ab Cd ".into()),
    ("one paragraph of facts", |n| kept(n, 0), |n| kept(n, 1)),
    ("links", |n| link(n, 'a'), |n| link(n, 'b')),
    ("links as items", |n| format!("- [w{n}](/a{n})\n"), |n| format!("- [w{n}](/b{n})\n")),
    ("paragraphs shuffled", said, |n| said(n * 7919 % 32_000)),
    ("paragraphs reversed", said, |n| said(32_000_usize.wrapping_sub(n))),
    ("conditions", |n| condition(n, "unless you object"), |n| condition(n, "if you agree")),
    ("denials", |n| format!("We do not sell item{n}.\n\n"), |n| format!("We may sell item{n}.\n\n")),
    ("sums", |n| format!("You pay ${n}.50 a month.\n\n"), |n| format!("You pay ${n}.60 a year.\n\n")),
    (
        "one paragraph of sums",
        |n| format!("${n}.50 and EUR {n}. "),
        |n| format!("${n}.60 and EUR {}. ", n + 1),
    ),
    ("numbers", |n| format!("{n} "), |n| format!("{} ", n + 1)),
    (
        "days of the calendar",
        |n| format!("{} May {}\n", n % 28 + 1, 2000 + n % 50),
        |n| format!("{} June {}\n", n % 28 + 1, 2000 + n % 50),
    ),
    (
        "lines in capitals",
        |n| format!("TITLE {n}\n\nText {n}.\n\n"),
        |n| format!("TITEL {n}\n\nText {n}.\n\n"),
    ),
    ("one endless word", |_| "abcdefgh".into(), |_| "abcdefgx".into()),
    ("a table of one cell a row", |n| cell(n, 'o'), |n| cell(n, 'n')),
    ("a row wider than the others", |n| wide(n, 'a'), |n| wide(n, 'b')),
    ("emphasis", |_| "*a ".into(), |_| "**a ".into()),
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
    ("boxes of a word", |_| "<div>a".into(), |_| "<div>b".into()),
    ("attributes", |n| attribute(n, 'a'), |n| attribute(n, 'b')),
    ("formatting never closed", |n| open(n, 'a'), |n| open(n, 'b')),
    ("signs of tags", |_| "<".into(), |_| "< ".into()),
    ("breaks alone", |_| "<br>".into(), |_| "<br/>".into()),
    ("entities", |_| "&amp; ".into(), |_| "&eacute; ".into()),
    ("one endless word", |_| "abcdefgh".into(), |_| "abcdefgx".into()),
    ("links as items", |n| format!("<li><a href=/a{n}>w</a>"), |n| format!("<li><a href=/b{n}>w</a>")),
    ("definitions", |n| format!("<dt>t{n}<dd>d{n}"), |n| format!("<dt>t{n}<dd>e{n}")),
    ("a table", |n| pair(n, 'a'), |n| pair(n, 'b')),
    ("a table of one row", |n| in_table(n, "<td>a"), |n| in_table(n, "<td>b")),
    ("merged cells", |n| in_table(n, MERGED), |n| in_table(n + 1, MERGED)),
    ("small tables", |_| "<table><tr><td>a<td>b</table>".into(), |_| "<table><tr><td>a<td>c</table>".into()),
    ("paragraphs of days", |n| format!("<p>{}", days(n, 1)), |n| format!("<p>{}", days(n, 2))),
    ("paragraphs shuffled", |n| format!("<p>{}", said(n)), |n| format!("<p>{}", said(n * 7919 % 32_000))),
    ("details", |_| "<details><summary>a</summary>b</details>".into(), |_| "<details>b</details>".into()),
];

fn letter(n: usize, seed: usize) -> String {
    let place = n.wrapping_mul(2_654_435_761).wrapping_add(seed * n * n) >> 7;
    format!("{}\n\n", char::from(b"abcdefghijklmnopqrstuvwxyz"[place % 26]))
}

fn line(n: usize, side: char) -> String {
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

fn said(n: usize) -> String {
    format!("Paragraph number {n} says it.\n\n")
}

fn condition(n: usize, bound: &str) -> String {
    format!("We may share it {bound}, provided that we tell {n}.\n\n")
}

fn cell(n: usize, side: char) -> String {
    let head = if n == 0 { "| a |\n|---|\n" } else { "" };
    format!("{head}| {side}{n} |\n")
}

fn wide(n: usize, side: char) -> String {
    let head =
        if n == 0 { format!("{}|\n{}|\n", "|a".repeat(2000), "|-".repeat(2000)) } else { String::new() };
    format!("{head}|{side}|\n")
}

fn attribute(n: usize, side: char) -> String {
    format!("{}{side}{n}=1 ", if n == 0 { "<p " } else { "" })
}

fn open(n: usize, side: char) -> String {
    if n < 500 { format!("{}<b id={n}>", if n == 0 { "<p>" } else { "" }) } else { format!("<p>{side}") }
}

/// A cell that reaches over many others.
const MERGED: &str = "<tr><td colspan=50 rowspan=50>a";

fn in_table(n: usize, piece: &str) -> String {
    format!("{}{piece}", if n == 0 { "<table>" } else { "" })
}

fn pair(n: usize, side: char) -> String {
    in_table(n, &format!("<tr><td>{n}<td>{side}"))
}

/// The time of the process and its peak in kilobytes.
fn measured(
    format: &str,
    old: &str,
    new: &str,
    way: &[&str],
) -> Result<(Duration, Option<usize>), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let [before, after] = ["old", "new"].map(|name| folder.path().join(name).with_extension(format));
    fs::write(&before, old)?;
    fs::write(&after, new)?;
    let started = Instant::now();
    let mut process = Command::new(env!("CARGO_BIN_EXE_policydiff"))
        .arg("compare")
        .args(way)
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
