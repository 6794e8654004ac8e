//! Pages in which only furniture differs are the same; pages in which a clause differs are not, however
//! much it looks like furniture.
//!
//! Each file below `tests/fixtures/furniture` is a page in two states: `[[old||new]]` differs, and
//! `{{policy}}` stands for one text. No state is of a real site.

use std::fs;
use std::path::{Path, PathBuf};

use policydiff::compare::{Comparison, compare};
use policydiff::document::Document;
use policydiff::normalize::{Input, normalize};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/furniture")
}

/// Names and texts of the pages of one kind.
fn pages(kind: &str) -> Vec<(String, String)> {
    let policy = fs::read_to_string(folder().join("policy.html")).unwrap();
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder().join(kind)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let page = |path: PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        (name, fs::read_to_string(&path).unwrap().replace("{{policy}}", &policy))
    };
    files.into_iter().map(page).collect()
}

/// The page in its first or second state.
fn state(page: &str, second: bool) -> Document {
    let mut html = String::new();
    let mut rest = page;
    while let Some((before, marked)) = rest.split_once("[[") {
        let (both, after) = marked.split_once("]]").expect("every mark is closed");
        let (old, new) = both.split_once("||").expect("both states");
        html.push_str(before);
        html.push_str(if second { new } else { old });
        rest = after;
    }
    html.push_str(rest);
    normalize(&Input { bytes: html.as_bytes(), content_type: None, name: Some("page.html") })
}

fn told(comparison: &Comparison) -> Vec<String> {
    let one = |change: &policydiff::compare::Change| {
        let text = |text: &Option<String>| text.clone().unwrap_or_default().replace('\n', " / ");
        format!("    {} - {} + {}", change.kind.as_str(), text(&change.old), text(&change.new))
    };
    comparison
        .changes
        .iter()
        .filter(|change| {
            change.kind.as_str() != "link" && change.unit != policydiff::compare::Unit::Furniture
        })
        .map(one)
        .collect()
}

#[test]
fn furniture_that_differs_is_no_change() {
    let mut wrong = Vec::new();
    for (name, page) in pages("quiet") {
        let (old, new) = (state(&page, false), state(&page, true));
        for comparison in [compare(&old, &new), compare(&new, &old)] {
            if comparison.has_words() {
                wrong.push(format!("{name}\n{}", told(&comparison).join("\n")));
            }
        }
        assert!(old.word_count() > 200, "{name}: the policy itself is kept");
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_clause_that_differs_is_a_change_wherever_it_stands() {
    let still = |(_, page): &(String, String)| !compare(&state(page, false), &state(page, true)).has_words();
    let missed: Vec<String> = pages("changed").into_iter().filter(still).map(|(name, _)| name).collect();
    assert!(missed.is_empty(), "{} missed: {missed:?}", missed.len());
}
