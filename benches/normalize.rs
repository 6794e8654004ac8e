//! Speed of normalization, as ratios to HTML parsing alone measured in the same run: `cargo bench --bench normalize
//! [-- FOLDER]`. Without a folder a page is made up; with one, every `.html` file below it is read.

#![expect(clippy::print_stdout, reason = "the table on stdout is the result")]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use policydiff::facts::extract;
use policydiff::normalize::{Input, normalize};

/// Each measure is the best of so many runs: what disturbs a run only ever makes it slower.
const RUNS: usize = 5;
/// Size of a hostile text.
const HOSTILE_BYTES: usize = 400_000;

fn main() {
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let pages = match &folder {
        Some(folder) => recorded(Path::new(folder)),
        None => vec![("made up".to_owned(), made_up(2_000_000))],
    };
    // Patterns are compiled on first use; that is not what is measured here.
    normalize(&Input { bytes: made_up(20_000).as_bytes(), content_type: None, name: Some("page.html") });
    println!("{:>10}  {:>8}  {:>8}  {:>6}  {:>7}  page", "bytes", "parse", "whole", "ratio", "MB/s");
    let (mut bytes, mut parsing, mut whole) = (0, Duration::ZERO, Duration::ZERO);
    for (name, page) in &pages {
        let parse = best(|| scraper::Html::parse_document(page));
        let all = best(|| {
            normalize(&Input { bytes: page.as_bytes(), content_type: None, name: Some("page.html") })
        });
        print_row(name, page.len(), parse, all);
        bytes += page.len();
        parsing += parse;
        whole += all;
    }
    print_row("all", bytes, parsing, whole);
    if folder.is_none() {
        print_growth();
    }
}

/// Texts that a page may hold by accident or by malice, each one mark or word over and over.
const HOSTILE: &[&str] = &[
    "2026-05-12 ",
    "12 May 2026 ",
    "Last updated 12 May 2026 ",
    "a.b@c.example ",
    "5% ",
    "30 days ",
    "$1,000 ",
    "[",
    "word[1] ",
    "a¹",
    "“a” ",
    "a.",
    "a\u{200b}",
    "1.1 ",
    "* a\n",
    "# Overview\n\n",
    "| a | b |\n",
];

/// How the time of reading hostile texts grows with their size, and how it compares to plain prose.
fn print_growth() {
    let read = |text: &str| {
        best(|| {
            let document =
                normalize(&Input { bytes: text.as_bytes(), content_type: None, name: Some("page.md") });
            extract(&document)
        })
    };
    let prose =
        read(&"We keep the records of your orders as the law tells us to. ".repeat(HOSTILE_BYTES / 60));
    println!(
        "\n{:>8}  {:>8}  text, {HOSTILE_BYTES} bytes of it (twice the size: 2 is linear)",
        "x prose", "x half"
    );
    for unit in HOSTILE {
        let half = read(&unit.repeat(HOSTILE_BYTES / 2 / unit.len()));
        let full = read(&unit.repeat(HOSTILE_BYTES / unit.len()));
        let ratio = |of: Duration| full.as_secs_f64() / of.as_secs_f64();
        println!("{:>8.1}  {:>8.1}  {unit:?}", ratio(prose), ratio(half));
    }
}

fn print_row(name: &str, bytes: usize, parse: Duration, whole: Duration) {
    let ratio = whole.as_secs_f64() / parse.as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "a page is far smaller than 2^52 bytes")]
    let speed = bytes as f64 / 1e6 / whole.as_secs_f64();
    let millis = |time: Duration| format!("{:.2} ms", time.as_secs_f64() * 1e3);
    println!("{bytes:>10}  {:>8}  {:>8}  {ratio:>6.2}  {speed:>7.0}  {name}", millis(parse), millis(whole));
}

fn best<T>(mut run: impl FnMut() -> T) -> Duration {
    let timed = |_| {
        let started = Instant::now();
        std::hint::black_box(run());
        started.elapsed()
    };
    (0..RUNS).map(timed).min().unwrap_or_default()
}

/// A page of about `bytes` bytes: scripts and furniture around numbered sections, lists and tables, in
/// the shares that recorded pages have.
fn made_up(bytes: usize) -> String {
    let mut page =
        String::from("<!doctype html><html lang=en><head><title>Terms | Example</title></head><body>");
    page.push_str(
        "<nav><ul><li><a href='/'>Home</a><li><a href='/b'>Blog</a></ul></nav><main><h1>Terms of Use</h1>",
    );
    let mut number = 0;
    while page.len() < bytes {
        number += 1;
        let _ = write!(
            page,
            "<div class='wrapper grid gap-4' id='s{number}'><h2>{number}. Storing of records</h2>\
             <p><span class='text-base leading-6'>We keep the records of part {number} for {number} days, unless you have \
             asked us in writing to remove them earlier, and we tell you when they are gone.</span> See <a href='#s1'>the \
             first part</a> and write to records@example.org.</p><ul><li>What you sent to us, with its date.</li><li>What \
             we answered, updated on May 4, 2026.</li></ul><table><tr><th>Record</th><th>Kept for</th></tr><tr><td>Letters\
             </td><td>{number} days</td></tr></table></div><script>window.state = [{}]</script>",
            "{\"id\":1,\"text\":\"filler for a script\"},".repeat(60)
        );
    }
    page.push_str("</main><footer>Example</footer></body></html>");
    page
}

/// Every page below a folder; of pages recorded many times, the first.
fn recorded(folder: &Path) -> Vec<(String, String)> {
    let mut pages = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let mut entries: Vec<PathBuf> =
            std::fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        entries.sort();
        folders.extend(entries.iter().filter(|path| path.is_dir()).cloned());
        let first = entries.iter().find(|path| path.extension().is_some_and(|ending| ending == "html"));
        if let Some((path, text)) = first.and_then(|path| Some((path, std::fs::read_to_string(path).ok()?))) {
            pages.push((path.parent().unwrap_or(path).display().to_string(), text));
        }
    }
    pages.sort();
    pages
}
