//! Edits that people settled, as `policydiff review export` writes them: what today's rules say of each.

use std::path::Path;

use anyhow::Context;
use policydiff::materiality::Verdict;
use serde_json::Value as Json;

/// Judges every line of the file again and prints those on which rules and people differ.
pub(crate) fn run(file: &Path) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read `{}`", file.display()))?;
    let (mut lines, mut agreed, mut left) = (0, 0, 0);
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let case: Json = serde_json::from_str(line).with_context(|| format!("line {}", number + 1))?;
        let field = |key: &str| case[key].as_str().unwrap_or_default();
        let (comparison, assessment) = super::judge(field("old_text"), field("new_text"), "review.md");
        let quotes = |side: &Option<String>, key: &str| side.as_deref() == case[key].as_str();
        let found = comparison
            .changes
            .iter()
            .position(|change| quotes(&change.old, "old") && quotes(&change.new, "new"));
        let verdict = found
            .and_then(|at| assessment.changes.get(at))
            .map_or(assessment.verdict, |judgement| judgement.verdict);
        lines += 1;
        left += usize::from(verdict == Verdict::Review);
        if verdict.as_str() == field("verdict") {
            agreed += 1;
        } else {
            println!(
                "{}: {} by people, {} by the rules: {}",
                field("id"),
                field("verdict"),
                verdict.as_str(),
                field("because")
            );
        }
    }
    println!("reviews: {agreed} of {lines} as people settled them, {left} left to a person");
    Ok(())
}
