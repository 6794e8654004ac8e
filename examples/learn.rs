//! Learns the weights of words from the sentences beside it and writes them where the program embeds them.
//!
//! `cargo run --release --example learn`, from the root of the repository; then build again.

#![expect(clippy::print_stdout, reason = "the line on stdout is the result")]

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use policydiff::materiality::learned::training::learn;

/// What is learned from.
const SENTENCES: [&str; 8] = [
    "contract.tsv",
    "documents_privacy.tsv",
    "documents_service.tsv",
    "documents_terms.tsv",
    "edits.tsv",
    "people.tsv",
    "privacy.tsv",
    "service_level.tsv",
];

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut labelled = String::new();
    for name in SENTENCES {
        let path = root.join("examples/learn").join(name);
        labelled += &std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    }
    let table = learn(&labelled).map_err(|why| anyhow!(why))?;
    let path = root.join("src/materiality/learned/weights.tsv");
    std::fs::write(&path, &table).with_context(|| path.display().to_string())?;
    println!(
        "{} sentences, {} words, {} bytes",
        labelled.lines().count(),
        table.lines().count(),
        table.len()
    );
    Ok(())
}
