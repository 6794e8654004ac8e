//! The suite of exactness on recorded pairs: nothing is told of a document and itself, a comparison read
//! backwards mirrors itself, and a comparison applied to the old document gives the new one.

use std::fs;
use std::path::Path;

use policydiff::compare::applied::{Line, Shape, applied, first_difference, lines};
use policydiff::compare::{ChangeKind, Comparison, compare};
use policydiff::document::Document;
use policydiff::normalize::{Input, normalize};

use super::tally::Tally;
use super::unpacked::Unpacked;

/// Looks at every pair; with `only`, at those whose name holds it, and shows what is told of them.
pub(crate) fn run(corpus: &Path, only: Option<&str>) -> anyhow::Result<()> {
    let Some(unpacked) = Unpacked::open(corpus, "dev", "pairs-dev.tar.xz")? else { return Ok(()) };
    println!("== exactness");
    let mut names: Vec<_> = fs::read_dir(&unpacked.folder)?.collect::<Result<_, _>>()?;
    names.sort_by_key(fs::DirEntry::file_name);
    let (mut empty, mut mirrored, mut reached) = (Tally::default(), Tally::default(), Tally::default());
    for entry in names {
        let name = entry.file_name().to_string_lossy().into_owned();
        if only.is_some_and(|part| !name.contains(part)) {
            continue;
        }
        let read = |side: &str| fs::read(entry.path().join(side)).map(|bytes| document(&bytes));
        let (Ok(old), Ok(new)) = (read("old.md"), read("new.md")) else { continue };
        let (forward, backward) = (compare(&old, &new), compare(&new, &old));
        if only.is_some() {
            show(&name, &forward);
        }
        empty.count([&old, &new].iter().all(|text| compare(text, text).changes.is_empty()));
        let (told, told_back) = (kinds(&forward, |kind| kind), kinds(&backward, mirror));
        mirrored.count(told == told_back);
        if told != told_back {
            println!("{name}: backwards not the same: {}", surplus(&told, &told_back));
        }
        let (made, wanted) = (applied(&old, &forward, &Shape::of(&new)), lines(&new));
        let difference = first_difference(&made, &wanted, &forward);
        if let Some((at, ..)) = difference.as_ref().filter(|_| only.is_some()) {
            for line in at.saturating_sub(4)..at + 5 {
                let text = |lines: &[Line]| cut(lines.get(line).map(|line| line.text.clone()));
                println!("  {line} = {}\n  {line} # {}", text(&made), text(&wanted));
            }
        }
        reached.count(difference.is_none());
        if let Some((at, made, wanted)) = difference {
            println!("{name}: applied, line {at} is\n   {}\n   {}", cut(made), cut(wanted));
        }
    }
    println!("told of itself: none {empty}");
    println!("read backwards mirrors {mirrored}");
    println!("applied gives the new  {reached}");
    Ok(())
}

fn document(bytes: &[u8]) -> Document {
    normalize(&Input { bytes, content_type: None, name: Some("text.md") })
}

fn mirror(kind: ChangeKind) -> ChangeKind {
    match kind {
        ChangeKind::Added => ChangeKind::Removed,
        ChangeKind::Removed => ChangeKind::Added,
        ChangeKind::Split => ChangeKind::Merged,
        ChangeKind::Merged => ChangeKind::Split,
        other => other,
    }
}

/// Kind and unit of each change, in alphabetical order.
fn kinds(comparison: &Comparison, side: impl Fn(ChangeKind) -> ChangeKind) -> Vec<String> {
    let changes = comparison.changes.iter();
    let mut kinds: Vec<String> =
        changes.map(|change| format!("{} {:?}", side(change.kind).as_str(), change.unit)).collect();
    kinds.sort_unstable();
    kinds
}

/// What one of the two has more of.
fn surplus(one: &[String], other: &[String]) -> String {
    let mut counts: std::collections::BTreeMap<&str, i32> = std::collections::BTreeMap::new();
    for (kinds, weight) in [(one, 1), (other, -1)] {
        for kind in kinds {
            *counts.entry(kind).or_default() += weight;
        }
    }
    let told = counts.into_iter().filter(|(_, count)| *count != 0);
    told.map(|(kind, count)| format!("{count:+} {kind}")).collect::<Vec<_>>().join(", ")
}

fn show(name: &str, comparison: &Comparison) {
    println!("{name}");
    for change in &comparison.changes {
        println!("  {} {:?} [{}]", change.kind.as_str(), change.unit, change.section);
        println!("      - {}\n      + {}", cut(change.old.clone()), cut(change.new.clone()));
    }
}

fn cut(text: Option<String>) -> String {
    text.unwrap_or_else(|| "(nothing)".to_owned()).chars().take(180).collect::<String>().replace('\n', " / ")
}
