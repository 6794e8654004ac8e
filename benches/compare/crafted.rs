//! Texts of 1 MB made to be slow: none may take a second or much memory, whatever it holds.
//!
//! Each row is one sort of trouble: many blocks, many sections, one endless block, nothing but
//! repetition, everything at another place. Peak memory is what comparing takes beyond the two
//! documents, where the system tells (Linux).

use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use policydiff::compare::compare;
use policydiff::document::Document;

use crate::{Dice, Pair, legal, shown};

/// Names the folder with the two documents that a process of its own is to compare.
const FOLDER: &str = "POLICYDIFF_CRAFTED_FOLDER";
/// Says how that row is called.
const NAME: &str = "POLICYDIFF_CRAFTED_NAME";

/// Prints time and peak memory of each. Finished documents are handed to a process of its own: memory that
/// was freed by the row before, or by reading the texts, would hide what comparing takes.
pub(crate) fn print() {
    for (what, old, new) in rows() {
        if let Err(error) = print_row(what, &Pair::new(&old, &new)) {
            println!("crafted: {what}: not measured ({error})");
        }
    }
}

fn print_row(what: &str, pair: &Pair) -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    for (name, document) in [("old.json", &pair.old), ("new.json", &pair.new)] {
        fs::write(folder.path().join(name), serde_json::to_vec(document)?)?;
    }
    let mut process = Command::new(std::env::current_exe()?);
    process.arg("--bench").env(FOLDER, folder.path()).env(NAME, what);
    if process.status()?.success() { Ok(()) } else { Err("the process failed".into()) }
}

/// Measures the row that this process was started for; false where it was not.
pub(crate) fn is_one_row() -> bool {
    let (Ok(folder), Ok(what)) = (std::env::var(FOLDER), std::env::var(NAME)) else { return false };
    let read = |name: &str| -> Document {
        let bytes = fs::read(Path::new(&folder).join(name)).expect("written for this process");
        serde_json::from_slice(&bytes).expect("a document")
    };
    measure(&what, &read("old.json"), &read("new.json"));
    true
}

fn measure(what: &str, old: &Document, new: &Document) {
    forget_peak();
    let before = kilobytes("VmRSS");
    let started = Instant::now();
    let comparison = black_box(compare(old, new));
    let time = started.elapsed();
    let peak = kilobytes("VmHWM").zip(before).map(|(peak, before)| peak.saturating_sub(before) >> 10);
    let peak = peak.map_or_else(|| "?".to_owned(), |peak| peak.to_string());
    let changes = comparison.changes.len();
    println!("crafted: {what:<28} {:>11} {peak:>5} MB {changes:>7} changes", shown(time));
}

fn rows() -> Vec<Row> {
    repeated().into_iter().chain(listed()).chain(placed()).chain(ordinary()).collect()
}

/// What nobody made to be slow.
fn ordinary() -> Vec<Row> {
    let (one, other) = (legal(1, 1 << 20), legal(2, 1 << 20));
    let edited = one.replace("thirty days", "ninety days").replacen("## 7. ", "## 7. New ", 1);
    vec![("ordinary, unrelated", one.clone(), other), ("ordinary, edited", one, edited)]
}

type Row = (&'static str, String, String);

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

/// The same again and again.
fn repeated() -> Vec<Row> {
    let words: Vec<String> = (0..30).map(|n| format!("word{n}")).collect();
    let banner = format!("{}. ", words.join(" "));
    let line = "We keep personal data for as long as needed.\n\n";
    vec![
        ("equal small paragraphs", "a\n\n".repeat(340_000), "b\n\n".repeat(340_000)),
        ("a row of names", format!("x {}", "Ab ".repeat(340_000)), format!("x {}", "Ab Cd ".repeat(170_000))),
        ("one word repeated", "data ".repeat(200_000), "data ".repeat(199_000)),
        ("four words", "ab cd ".repeat(170_000), "cd ab x ".repeat(128_000)),
        ("a banner repeated", banner.repeat(4_800), format!("Other {banner}").repeat(4_700)),
        (
            "a line repeated",
            line.repeat(20_000),
            format!("{}New line.\n\n{}", line.repeat(15_000), line.repeat(5_000)),
        ),
        (
            "one link repeated",
            "[here](https://a.example/) ".repeat(38_000),
            "[here](https://b.example/) ".repeat(38_000),
        ),
        (
            "one heading repeated",
            "# Overview\n\ntext of it\n\n".repeat(40_000),
            "# Overview\n\ntext of that\n\n".repeat(40_000),
        ),
        (
            "one endless cell",
            format!("| a | b |\n|---|---|\n| k | {}|\n", "word and other ".repeat(65_000)),
            format!("| a | b |\n|---|---|\n| k | {}|\n", "word or other ".repeat(65_000)),
        ),
    ]
}

/// Very many of one sort.
fn listed() -> Vec<Row> {
    let table = |rows: String| format!("| a | b |\n|---|---|\n{rows}");
    let letters = |seed: u64| {
        let mut dice = Dice(seed);
        let letter = |dice: &mut Dice| char::from(b"abcdefghijklmnopqrstuvwxyz"[dice.below(26)]);
        (0..333_000).map(|_| format!("{}\n\n", letter(&mut dice))).collect::<String>()
    };
    vec![
        (
            "one-word items",
            lines(90_000, |n| format!("- old{n}\n")),
            lines(90_000, |n| format!("- new{n}\n")),
        ),
        ("one-letter blocks", letters(1), letters(2)),
        (
            "headings alone",
            lines(60_000, |n| format!("# Heading {n}\n\n")),
            lines(60_000, |n| format!("# Heading {}\n\n", n + 5)),
        ),
        (
            "a table of other rows",
            table(lines(60_000, |n| format!("| o{n} | {n} |\n"))),
            table(lines(60_000, |n| format!("| n{n} | {n} |\n"))),
        ),
        (
            "a paragraph of links",
            lines(28_000, |n| format!("[word {n}](https://a.example/{n}) ")),
            lines(28_000, |n| format!("[word {n}](https://b.example/{n}) ")),
        ),
        (
            "links that were dropped",
            lines(28_000, |n| format!("[word {n}](https://a.example/{n}) ")),
            format!("{}[end](https://a.example/)", lines(28_000, |n| format!("word {n} "))),
        ),
    ]
}

/// The same at other places.
fn placed() -> Vec<Row> {
    let paragraph = |n: usize| format!("This is the paragraph number {n}.\n\n");
    let section = |n: usize| format!("## Topic {n}\n\nAll about number {n} here.\n\n");
    vec![
        ("paragraphs in reverse", lines(25_000, paragraph), lines(25_000, |n| paragraph(24_999 - n))),
        // 7,919 is a prime: every number once, in no order.
        ("paragraphs shuffled", lines(25_000, paragraph), lines(25_000, |n| paragraph(n * 7_919 % 25_000))),
        ("sections in reverse", lines(25_000, section), lines(25_000, |n| section(24_999 - n))),
        (
            "pairs that change places",
            "We do this.\n\nWe do that.\n\n".repeat(35_000),
            "We do that.\n\nWe do this.\n\n".repeat(35_000),
        ),
    ]
}

/// Makes the system count the peak from here on.
fn forget_peak() {
    // Elsewhere than on Linux there is no such file, and no peak is shown.
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// A figure of the system about this process.
fn kilobytes(name: &str) -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with(name))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
