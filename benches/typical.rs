//! Whole processes on ordinary texts of some 60 KB, beside git on the same files: `cargo bench --bench typical`.
//!
//! `policydiff compare`, judged and with `--no-assess`, takes turns with `git diff --no-index --word-diff` and
//! with a process that only says its version, below which nothing can be. With `POLICYDIFF_CORPUS=DIR` (a
//! folder of `NAME/old.md`, `NAME/new.md`) over its pairs of 50 to 66 KB, else over texts made here.

#![expect(clippy::print_stdout, reason = "a table of figures is what this bench is for")]

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Bytes of an ordinary text.
const TYPICAL: std::ops::Range<u64> = 50_000..66_000;
/// How often each process is started; the shortest time counts.
const ROUNDS: usize = 9;

/// What a row is called, the command, and whether it is told the two files.
type Way = (&'static str, &'static [&'static str], bool);

const PROGRAM: &str = env!("CARGO_BIN_EXE_policydiff");
const WAYS: [Way; 4] = [
    ("judged", &[PROGRAM, "compare"], true),
    ("--no-assess", &[PROGRAM, "compare", "--no-assess"], true),
    ("git --word-diff", &["git", "diff", "--no-index", "--word-diff"], true),
    ("--version", &[PROGRAM, "--version"], false),
];

fn main() -> Result<(), Box<dyn Error>> {
    // `cargo test --benches` runs this too; the figures are for `cargo bench` only.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let pairs = match std::env::var("POLICYDIFF_CORPUS") {
        Ok(corpus) => recorded(Path::new(&corpus))?,
        Err(_) => made(folder.path())?,
    };
    if pairs.is_empty() {
        println!("typical: skipped (no pair of 50 to 66 KB)");
        return Ok(());
    }
    println!("typical: {} pairs of 50 to 66 KB, the shortest of {ROUNDS} times of each", pairs.len());
    let mut times: [Vec<Duration>; WAYS.len()] = Default::default();
    for pair in &pairs {
        let mut shortest = [Duration::MAX; WAYS.len()];
        for _ in 0..ROUNDS {
            for ((_, command, on_files), best) in WAYS.iter().zip(&mut shortest) {
                *best = taken(command, on_files.then_some(pair)).unwrap_or(Duration::MAX).min(*best);
            }
        }
        for (times, best) in times.iter_mut().zip(shortest) {
            times.push(best);
        }
    }
    print(times);
    Ok(())
}

fn print(times: [Vec<Duration>; WAYS.len()]) {
    let rows = times.map(|mut times| {
        times.sort_unstable();
        (times[times.len() / 2], times[times.len() - 1])
    });
    let git = rows[2].0;
    for ((what, ..), (median, greatest)) in WAYS.iter().zip(rows) {
        if median == Duration::MAX {
            println!("typical: {what:<16} skipped: needs {}", what.split(' ').next().unwrap_or_default());
            continue;
        }
        let ratio = if git == Duration::MAX { 0.0 } else { median.as_secs_f64() / git.as_secs_f64() };
        println!(
            "typical: {what:<16} median {:>6.1} ms, greatest {:>6.1} ms, {ratio:>5.1} x git's time",
            median.as_secs_f64() * 1e3,
            greatest.as_secs_f64() * 1e3
        );
    }
}

/// The time of one process; an error where there is no such program.
fn taken(command: &[&str], files: Option<&(PathBuf, PathBuf)>) -> std::io::Result<Duration> {
    let mut process = Command::new(command[0]);
    process.args(&command[1..]).args(files.map(|(old, new)| [old, new]).into_iter().flatten());
    process.stdout(Stdio::null()).stderr(Stdio::null());
    let started = Instant::now();
    process.status()?;
    Ok(started.elapsed())
}

fn recorded(corpus: &Path) -> std::io::Result<Vec<(PathBuf, PathBuf)>> {
    let mut pairs = Vec::new();
    for entry in fs::read_dir(corpus)? {
        let folder = entry?.path();
        let (old, new) = (folder.join("old.md"), folder.join("new.md"));
        if fs::metadata(&old).is_ok_and(|file| TYPICAL.contains(&file.len())) && new.exists() {
            pairs.push((old, new));
        }
    }
    pairs.sort();
    Ok(pairs)
}

/// Terms of 60 KB with the edits of an ordinary update: a period, a promise, a new section, numbers that
/// follow it, a link, some words.
fn made(folder: &Path) -> std::io::Result<Vec<(PathBuf, PathBuf)>> {
    let section = |n: usize, shift: usize| {
        let number = n + if n > 20 { shift } else { 0 };
        format!(
            "## {number}. {} of part {n}\n\n\
             We keep the {} of part {n} for {} days after you close your account, unless a law asks for longer. \
             We may share them with companies that host our servers in Norway and that are bound to section \
             {number} of these terms.\n\n\
             - Letters: what you write to us about part {n}, and what we answer\n\
             - Visits: when you came, which pages you saw and what device you used\n\n\
             You may ask us for a copy at [our office](https://example.org/{n}) at any time, and we answer within \
             {} days. A fee of ${}.50 is due for every further copy in the same year.\n\n",
            ["Storage", "Sharing", "Rights", "Fees"][n % 4],
            ["letters", "records", "drawings", "logs"][n % 4],
            30 + n % 60,
            10 + n % 20,
            2 + n % 7
        )
    };
    let text = |shift: usize| (1..=85).map(|n| section(n, shift)).collect::<String>();
    let old = format!("# Terms of Service\n\nLast updated: 3 May 2026\n\n{}", text(0));
    let new = format!("# Terms of Service\n\nLast updated: 9 June 2026\n\n{}", text(1))
        .replace("keep the records of part 5 for 35 days", "keep the records of part 5 for 350 days")
        .replacen("We may share them", "We share them", 1)
        .replacen("https://example.org/9)", "https://example.com/9)", 1)
        .replacen("which pages you saw", "which of our pages you saw", 3)
        .replacen(
            "## 22. ",
            "## 21. Arbitration\n\nAny dispute about these terms is decided by one arbitrator, and not by a court.\n\n## 22. ",
            1,
        );
    let pair = (folder.join("old.md"), folder.join("new.md"));
    fs::write(&pair.0, old)?;
    fs::write(&pair.1, new)?;
    Ok(vec![pair])
}
