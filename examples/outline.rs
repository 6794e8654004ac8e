//! Prints the outline of each file named on the command line, with its size and time: for looking at
//! pages while working on normalization.

#![expect(clippy::print_stdout, reason = "printing is what this example is for")]

use policydiff::normalize::{Input, normalize};

fn main() -> std::io::Result<()> {
    for name in std::env::args().skip(1) {
        let bytes = std::fs::read(&name)?;
        let started = std::time::Instant::now();
        let document = normalize(&Input { bytes: &bytes, content_type: None, name: Some(&name) });
        let elapsed = started.elapsed();
        println!("=== {name}: {} bytes, {} words, {elapsed:?}", bytes.len(), document.word_count());
        println!("{}", document.outline());
    }
    Ok(())
}
