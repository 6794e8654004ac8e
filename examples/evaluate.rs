//! Measures the library against labelled edits and pairs, recorded pages, clauses and calendars:
//! `evaluate FOLDER [edits | pairs [ID] | exact [ID] | single [ID] | replay [PAGE] | duties]`, or `evaluate reviews FILE` for what
//! `policydiff review export` wrote.
//!
//! One section per suite. What is absent is skipped, by its name, and nothing fails: the
//! labelled data is no part of this repository.

#![expect(clippy::print_stdout, reason = "the table on stdout is the result")]

#[path = "evaluate/curve.rs"]
mod curve;
#[path = "evaluate/duties.rs"]
mod duties;
#[path = "evaluate/edits.rs"]
mod edits;
#[path = "evaluate/exact.rs"]
mod exact;
#[path = "evaluate/named.rs"]
mod named;
#[path = "evaluate/pairs.rs"]
mod pairs;
#[path = "evaluate/replay.rs"]
mod replay;
#[path = "evaluate/reviews.rs"]
mod reviews;
#[path = "evaluate/single.rs"]
mod single;
#[path = "evaluate/tally.rs"]
mod tally;
#[path = "evaluate/unpacked.rs"]
mod unpacked;

use std::path::Path;

use policydiff::compare::{Comparison, compare};
use policydiff::document::Document;
use policydiff::materiality::{Assessment, assess};
use policydiff::normalize::{Input, normalize};

fn main() -> anyhow::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "../shared".to_owned());
    if folder == "reviews" {
        let file = std::env::args().nth(2).unwrap_or_else(|| "reviews.jsonl".to_owned());
        return reviews::run(Path::new(&file));
    }
    let folder = Path::new(&folder);
    if !folder.is_dir() {
        println!("skipped: {} is absent", folder.display());
        return Ok(());
    }
    let (suite, only) = (std::env::args().nth(2), std::env::args().nth(3));
    match suite.as_deref() {
        Some("pairs") => return pairs::run(&folder.join("corpus"), only.as_deref()),
        Some("exact") => return exact::run(&folder.join("corpus"), only.as_deref()),
        Some("single") => return single::run(&folder.join("corpus"), only.as_deref()),
        Some("duties") => return duties::run(&folder.join("acceptance")),
        Some("replay") => return replay::run(&folder.join("corpus"), only.as_deref()),
        _ => {}
    }
    edits::run(&folder.join("acceptance/cases.jsonl"), &folder.join("seeds"))?;
    edits::run(&folder.join("acceptance/edits.jsonl"), &folder.join("acceptance/documents"))?;
    if suite.as_deref() != Some("edits") {
        pairs::run(&folder.join("corpus"), None)?;
        exact::run(&folder.join("corpus"), None)?;
        single::run(&folder.join("corpus"), None)?;
        replay::run(&folder.join("corpus"), None)?;
        duties::run(&folder.join("acceptance"))?;
    }
    Ok(())
}

/// Both texts through the whole core; the name's ending tells the format.
fn judge(old: &str, new: &str, name: &str) -> (Comparison, Assessment) {
    let read = |text: &str| -> Document {
        normalize(&Input { bytes: text.as_bytes(), content_type: None, name: Some(name) })
    };
    let (old, new) = (read(old), read(new));
    let comparison = compare(&old, &new);
    let assessment = assess(&old, &new, &comparison);
    (comparison, assessment)
}
