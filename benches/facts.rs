//! Speed of facts: `cargo bench --bench facts`. A made-up document of 100 KB; the first run includes the
//! compiling of every pattern it needs, the others do not. Ratios are to normalizing the same text.

#![expect(clippy::print_stdout, reason = "a table of figures is what this bench is for")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use policydiff::facts::extract;
use policydiff::normalize::{Input, normalize};

/// Each warm measure is the best of so many runs: what disturbs a run only ever makes it slower.
const RUNS: usize = 20;

fn main() {
    // `cargo test --benches` runs this too; the figures are for `cargo bench` only.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let text = made_up(100_000);
    let input = Input { bytes: text.as_bytes(), content_type: None, name: Some("policy.md") };
    let (document, first_reading) = timed(|| normalize(&input));
    let reading = best(|| normalize(&input));
    let (facts, first) = timed(|| extract(&document));
    let warm = best(|| extract(&document));
    println!("{} bytes, {} facts", text.len(), facts.len());
    println!("{:<34} {:>9} {:>7}", "", "ms", "ratio");
    for (name, time) in [
        ("normalize, first", first_reading),
        ("normalize", reading),
        ("facts, first", first),
        ("facts", warm),
        ("compiling the patterns of facts", first.saturating_sub(warm)),
    ] {
        let ratio = time.as_secs_f64() / reading.as_secs_f64();
        println!("{name:<34} {:>9.2} {ratio:>7.2}", time.as_secs_f64() * 1e3);
    }
}

fn timed<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let started = Instant::now();
    let result = black_box(run());
    (result, started.elapsed())
}

fn best<T>(mut run: impl FnMut() -> T) -> Duration {
    (0..RUNS).map(|_| timed(&mut run).1).min().unwrap_or_default()
}

/// A policy of about `bytes` bytes with statements of every family, and sentences without any.
fn made_up(bytes: usize) -> String {
    let mut text = String::from("# Records Policy\n\nLast updated: 4 May 2026\n");
    let mut number = 0;
    while text.len() < bytes {
        number += 1;
        let days = number % 90 + 1;
        let _ = write!(
            text,
            "\n## {number}. Storing of records\n\nWe keep the letters of part {number} for up to {days} days after you \
             close your account, and then delete them. We do not sell personal data, and we never share it \
             with advertisers. You may write to records{number}@example.org or call us. This part describes \
             in plain words what is done with the papers that reach our office, who may see them, and \
             why nobody else does.\n\n\
             Records are processed by Northlight Hosting and Southgate Archive in Norway. If you are under \
             {} years of age, you must ask a parent first. We give you at least thirty ({days}) days' notice by \
             e-mail of any change to these terms; if you continue to use the service after that, you accept it.\n\n\
             - Server logs: {days} days\n- Payment records: 7 years, as the law requires\n- Copies you asked us to \
             make\n\n\
             | Availability | Credit |\n| --- | --- |\n| below 99.9% | 10% |\n| below 99.0% | 25% |\n\n\
             Our liability is limited to EUR {number}00. These terms are governed by the laws of Norway, and the \
             courts of Oslo decide. Interest is {days}.5% per year on an amount that is paid late.\n",
            13 + number % 6
        );
    }
    text
}
