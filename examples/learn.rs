//! Learns the weights from the tables beside it and writes them where the program embeds them.
//!
//! `cargo run --release --example learn`, from the root of the repository; then build again.

#![expect(clippy::print_stdout, reason = "the lines on stdout are the result")]

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use policydiff::materiality::learned::training::{learn_signs, learn_topics};

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sentences = tables(&root.join("examples/learn/sentences"))?;
    let edits = tables(&root.join("examples/learn/edits"))?;
    let weights = [
        ("topics.tsv", learn_topics(&sentences, &edits).map_err(|why| anyhow!(why))?),
        ("signs.tsv", learn_signs(&sentences, &edits).map_err(|why| anyhow!(why))?),
    ];
    println!("{} sentences, {} edits", sentences.lines().count(), edits.lines().count());
    for (name, table) in weights {
        let path = root.join("src/materiality/learned").join(name);
        std::fs::write(&path, &table).with_context(|| path.display().to_string())?;
        println!("{name}: {} weights, {} bytes", table.lines().count(), table.len());
    }
    Ok(())
}

/// All tables of a folder in the order of their names, one after the other.
fn tables(folder: &Path) -> Result<String> {
    let named = || folder.display().to_string();
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect())
        .with_context(named)?;
    paths.sort();
    paths
        .iter()
        .map(|path| std::fs::read_to_string(path).with_context(|| path.display().to_string()))
        .collect()
}
