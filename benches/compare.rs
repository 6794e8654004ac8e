//! How long comparing takes and how many runs of words it marks, beside `similar` on plain words.
//!
//! `cargo bench --bench compare`; with `POLICYDIFF_CORPUS=DIR` (a folder of `NAME/old.md`,
//! `NAME/new.md`) also over recorded pairs. Everything is timed in one run on one machine, so only
//! the ratios mean something elsewhere.

#![expect(clippy::print_stdout, reason = "a table of figures is what this bench is for")]

#[path = "compare/crafted.rs"]
mod crafted;

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use policydiff::compare::{Comparison, Fate, Unit, compare};
use policydiff::document::Document;
use policydiff::normalize::{Input, normalize};
use similar::{Algorithm, DiffOp, DiffTag, TextDiff, capture_diff_slices};

/// Two finished documents and their words.
struct Pair {
    old: Document,
    new: Document,
    old_text: String,
    new_text: String,
}

impl Pair {
    fn new(old: &str, new: &str) -> Self {
        let read = |text: &str| {
            normalize(&Input { bytes: text.as_bytes(), content_type: None, name: Some("policy.md") })
        };
        let (old, new) = (read(old), read(new));
        let (old_text, new_text) = (old.body_text(), new.body_text());
        Self { old, new, old_text, new_text }
    }

    fn bytes(&self) -> usize {
        self.old_text.len() + self.new_text.len()
    }
}

fn main() {
    // `cargo test --benches` runs this too; the figures are for `cargo bench` only.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    if crafted::is_one_row() {
        return;
    }
    match std::env::var("POLICYDIFF_CORPUS") {
        Ok(folder) => corpus(Path::new(&folder)),
        Err(_) => println!("recorded pairs: skipped (POLICYDIFF_CORPUS names no folder)"),
    }
    generated();
    crafted::print();
}

fn corpus(folder: &Path) {
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .map(|entries| entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect())
        .unwrap_or_default();
    names.sort();
    let read = |path: std::path::PathBuf| {
        std::fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    };
    let pairs: Vec<Pair> = names
        .iter()
        .filter_map(|name| {
            Some(Pair::new(&read(name.join("old.md")).ok()?, &read(name.join("new.md")).ok()?))
        })
        .collect();
    if pairs.is_empty() {
        println!("recorded pairs: skipped (`{}` holds none)", folder.display());
        return;
    }
    let bytes: usize = pairs.iter().map(Pair::bytes).sum();
    println!("{} recorded pairs, {} KB of words", pairs.len(), bytes >> 10);
    let ours = shortest(7, &pairs, |pair| drop(black_box(compare(&pair.old, &pair.new))));
    let by = |algorithm| {
        shortest(5, &pairs, |pair| {
            black_box(words(pair, algorithm).len());
        })
    };
    let (myers, histogram) = (by(Algorithm::Myers), by(Algorithm::Histogram));
    let called = shortest(3, &pairs, |pair| {
        black_box(diff_words(pair));
    });
    let slowest = pairs.iter().map(|pair| best(1, || drop(black_box(compare(&pair.old, &pair.new))))).max();
    let total =
        pairs.iter().map(|pair| marked(&compare(&pair.old, &pair.new))).fold(Marked::default(), Marked::plus);
    let runs = |algorithm| {
        pairs.iter().map(|pair| flat(&words(pair, algorithm))).fold(Marked::default(), Marked::plus)
    };
    row("ours", ours, &total, myers);
    row("similar Myers, words", myers, &runs(Algorithm::Myers), myers);
    row("similar Histogram, words", histogram, &runs(Algorithm::Histogram), myers);
    for (what, time) in [("Myers over words alone", myers), ("TextDiff::from_words (Myers)", called)] {
        let times = time.as_secs_f64() / ours.as_secs_f64();
        println!("ours against similar's {what:<30} {:>10}  {times:>6.1} x its speed", shown(time));
    }
    println!("slowest pair: {}", shown(slowest.unwrap_or_default()));
}

fn generated() {
    for (name, kilobytes) in [("100 KB", 100), ("1 MB", 1000)] {
        let (one, other) = (legal(1, kilobytes << 10), legal(2, kilobytes << 10));
        let edited = one.replace("thirty days", "ninety days").replacen("## 7. ", "## 7. New ", 1);
        let flat_line = |text: &str| text.replace("\n\n", " ").replace('#', "");
        let cases = [
            ("unrelated", Pair::new(&one, &other)),
            ("edited", Pair::new(&one, &edited)),
            ("one paragraph, unrelated", Pair::new(&flat_line(&one), &flat_line(&other))),
            (
                "no structure, random words",
                Pair::new(&random(1, kilobytes << 10), &random(2, kilobytes << 10)),
            ),
        ];
        for (what, pair) in cases {
            let ours = best(3, || drop(black_box(compare(&pair.old, &pair.new))));
            let myers = best(1, || {
                black_box(words(&pair, Algorithm::Myers).len());
            });
            let total = marked(&compare(&pair.old, &pair.new));
            row(&format!("{name} legal, {what}"), ours, &total, myers);
        }
    }
}

/// The flat way: both texts as words, one alignment over all of them.
fn words(pair: &Pair, algorithm: Algorithm) -> Vec<DiffOp> {
    let old: Vec<&str> = pair.old_text.split_whitespace().collect();
    let new: Vec<&str> = pair.new_text.split_whitespace().collect();
    capture_diff_slices(algorithm, &old, &new)
}

/// The same as that library offers it: one call for two texts, Myers over its words and the spaces between
/// them. Counts those that came or stayed.
fn diff_words(pair: &Pair) -> usize {
    let diff = TextDiff::from_words(pair.old_text.as_str(), pair.new_text.as_str());
    diff.ops().iter().map(|op| op.new_range().len()).sum()
}

/// The shortest time of each pair over several rounds, summed up: whatever else the machine did meanwhile
/// falls on few of them. Between two times of one pair all others take their turn, so that its texts are
/// not at hand already.
fn shortest(rounds: usize, pairs: &[Pair], work: impl Fn(&Pair)) -> Duration {
    let mut times = vec![Duration::MAX; pairs.len()];
    for _ in 0..rounds {
        for (pair, time) in pairs.iter().zip(&mut times) {
            *time = best(1, || work(pair)).min(*time);
        }
    }
    times.iter().sum()
}

/// The shortest of several rounds.
fn best(rounds: usize, mut work: impl FnMut()) -> Duration {
    (0..rounds)
        .map(|_| {
            let started = Instant::now();
            work();
            started.elapsed()
        })
        .min()
        .unwrap_or_default()
}

/// What a reader finds marked in the texts that the flat alignment sees, too: no link targets, no
/// dates beside the text, no numbers.
#[derive(Clone, Copy, Default)]
struct Marked {
    /// Runs of changed words; a removal and an addition side by side are one. A block, row or section
    /// that came or went is one.
    runs: usize,
    /// The same, whole blocks of one section that follow each other counted once, as a flat alignment
    /// counts them.
    joined: usize,
    /// Words inside them, both sides.
    words: usize,
}

impl Marked {
    fn plus(self, other: Self) -> Self {
        Self {
            runs: self.runs + other.runs,
            joined: self.joined + other.joined,
            words: self.words + other.words,
        }
    }
}

fn marked(comparison: &Comparison) -> Marked {
    let mut marked = Marked::default();
    let mut whole_before: Option<&str> = None;
    let unseen = [Unit::Title, Unit::Date, Unit::Link, Unit::Numbers, Unit::Furniture];
    for change in comparison.changes.iter().filter(|change| !unseen.contains(&change.unit)) {
        let mut inside = false;
        let mut runs = 0;
        for word in &change.words {
            let changed = word.fate != Fate::Same;
            runs += usize::from(changed && !inside);
            marked.words += if changed { word.text.split_whitespace().count() } else { 0 };
            inside = changed;
        }
        let whole = change.words.is_empty() && (change.old.is_none() || change.new.is_none());
        if whole {
            let text = change.old.as_deref().or(change.new.as_deref()).unwrap_or_default();
            marked.words += text.split_whitespace().count();
        }
        runs = runs.max(1);
        marked.runs += runs;
        marked.joined += if whole && whole_before == Some(&change.section) { 0 } else { runs };
        whole_before = whole.then_some(&change.section);
    }
    marked
}

fn flat(ops: &[DiffOp]) -> Marked {
    let changed = || ops.iter().filter(|op| op.tag() != DiffTag::Equal);
    let runs = changed().count();
    Marked {
        runs,
        joined: runs,
        words: changed().map(|op| op.old_range().len() + op.new_range().len()).sum(),
    }
}

fn row(name: &str, time: Duration, marked: &Marked, myers: Duration) {
    println!(
        "{name:<40} {:>10}  {:>6.1} x Myers's speed  {:>6} runs ({:>5} joined)  {:>7} words",
        shown(time),
        myers.as_secs_f64() / time.as_secs_f64(),
        marked.runs,
        marked.joined,
        marked.words
    );
}

fn shown(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}

/// A small generator of numbers (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) >> 32).expect("32 bits") % end
    }
}

const LEGAL: &str = "the of to and or we you your any in by for that may shall not with this our will service data \
    personal information terms agreement party use access third law applicable rights content such other as is are be \
    from under if including without limitation liability notice days thirty provide process collect share retain \
    security account user customer provider consent purpose legal obligation termination effective written request \
    reasonable damages warranty claim dispute arbitration jurisdiction governing confidential property licence fee \
    payment refund subscription period breach material cookies advertising partners affiliates subsidiaries transfer";

/// A text of numbered sections in the words contracts are made of.
fn legal(seed: u64, bytes: usize) -> String {
    let words: Vec<&str> = LEGAL.split_whitespace().collect();
    let mut dice = Dice(seed);
    let mut out = String::from("# Terms of Service\n\n");
    let mut section = 0;
    while out.len() < bytes {
        section += 1;
        let _ = write!(out, "## {section}. {} {}\n\n", words[dice.below(words.len())], dice.below(1000));
        for _ in 0..3 {
            for _ in 0..4 {
                out.push_str("We");
                for _ in 0..12 + dice.below(16) {
                    // Frequent words first, as in any language.
                    let at = dice.below(words.len()).min(dice.below(words.len()));
                    out.push(' ');
                    out.push_str(words[at]);
                }
                out.push_str(" thirty days. ");
            }
            out.push_str("\n\n");
        }
    }
    out
}

/// Words that mean nothing and hardly ever come twice.
fn random(seed: u64, bytes: usize) -> String {
    let mut dice = Dice(seed);
    let mut out = String::new();
    while out.len() < bytes {
        let _ = write!(out, "w{} ", dice.below(1 << 20));
    }
    out
}
