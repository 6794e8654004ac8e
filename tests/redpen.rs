//! What a drafter did to a page, and every change a reader must be told: no more and no less.
//!
//! Whole pages through reading and comparing, one small pair for each sort of edit, written as the
//! difference of the two Markdown texts under `fixtures/redpen`. The drawn-up documents beside the
//! comparison itself test combinations; these test what a reader calls things.

use policydiff::compare::applied::{Shape, applied, first_difference, lines};
use policydiff::compare::{Change, ChangeKind, Fate, compare};
use policydiff::document::Document;
use policydiff::normalize::{Input, normalize};

const FIXTURES: [&str; 7] = [
    include_str!("fixtures/redpen/sections.txt"),
    include_str!("fixtures/redpen/numbers.txt"),
    include_str!("fixtures/redpen/paragraphs.txt"),
    include_str!("fixtures/redpen/lists.txt"),
    include_str!("fixtures/redpen/tables.txt"),
    include_str!("fixtures/redpen/drafter_1.txt"),
    include_str!("fixtures/redpen/drafter_2.txt"),
];

/// A pair and what is told of it, one line a change in reading order.
#[derive(Default)]
struct Case {
    what: &'static str,
    old: String,
    new: String,
    told: Vec<&'static str>,
}

/// `=== what`, then lines of both texts (` |`), the old one (`-|`) and the new one (`+|`), then what is
/// told (`> `).
fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in FIXTURES.iter().flat_map(|fixture| fixture.lines()).filter(|line| !line.is_empty()) {
        if let Some(what) = line.strip_prefix("=== ") {
            cases.push(Case { what, ..Case::default() });
            continue;
        }
        let case = cases.last_mut().expect("a case begins with its name");
        let (mark, text) = line.split_at(2);
        if mark == "> " {
            case.told.push(text);
        }
        for (side, marks) in [(&mut case.old, [" |", "-|"]), (&mut case.new, [" |", "+|"])] {
            if marks.contains(&mark) {
                side.push_str(text);
                side.push('\n');
            }
        }
    }
    cases
}

fn read(text: &str) -> Document {
    normalize(&Input { bytes: text.as_bytes(), content_type: None, name: Some("page.md") })
}

/// One change on one line: kind and unit, what names the place, the words that differ.
fn line(change: &Change) -> String {
    let mut line = format!("{} {:?}", change.kind.as_str(), change.unit).to_lowercase();
    let named = [
        ("in", Some(&change.section).filter(|section| !section.is_empty())),
        ("from", change.old_section.as_ref()),
        ("item", change.item.as_ref()),
        ("row", change.row.as_ref()),
        ("column", change.column.as_ref()),
    ];
    for (label, text) in named {
        line.extend(text.map(|text| format!(" {label}={text}")));
    }
    let marked = |fate: Fate| if fate == Fate::Added { '+' } else { '-' };
    let words: Vec<String> = change
        .words
        .iter()
        .filter(|word| word.fate != Fate::Same)
        .map(|word| format!("{}{}", marked(word.fate), word.text.trim().replace('\n', " ")))
        .collect();
    let places = change.kind == ChangeKind::Moved && format!("{:?}", change.unit) == "Section";
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    if !words.is_empty() {
        format!("{line}: {}", words.join(" "))
    } else if places || matches!(change.kind, ChangeKind::Renumbered | ChangeKind::Link) {
        format!("{line}: {} -> {}", text(&change.old), text(&change.new))
    } else {
        line
    }
}

fn told(old: &Document, new: &Document) -> Vec<String> {
    compare(old, new).changes.iter().map(line).collect()
}

#[test]
fn each_edit_is_told_once_and_as_what_it_is() {
    let mut failed = Vec::new();
    for case in cases() {
        let told = told(&read(&case.old), &read(&case.new));
        if told != case.told {
            failed.push(format!("{}\n  told     {told:#?}\n  expected {:#?}", case.what, case.told));
        }
    }
    assert!(failed.is_empty(), "{} of {}:\n{}", failed.len(), cases().len(), failed.join("\n"));
}

#[test]
fn read_backwards_there_are_the_same_changes_mirrored() {
    let mirrored = |kind: ChangeKind| match kind {
        ChangeKind::Added => ChangeKind::Removed,
        ChangeKind::Removed => ChangeKind::Added,
        ChangeKind::Split => ChangeKind::Merged,
        ChangeKind::Merged => ChangeKind::Split,
        other => other,
    };
    for case in cases() {
        let (old, new) = (read(&case.old), read(&case.new));
        let mut forward: Vec<_> = compare(&old, &new).changes.iter().map(|change| change.kind).collect();
        let mut backward: Vec<_> =
            compare(&new, &old).changes.iter().map(|change| mirrored(change.kind)).collect();
        forward.sort_unstable();
        backward.sort_unstable();
        assert_eq!(forward, backward, "{}", case.what);
        assert!(told(&old, &old).is_empty() && told(&new, &new).is_empty(), "{}", case.what);
    }
}

#[test]
fn applied_to_the_old_page_a_comparison_gives_the_new_one() {
    for case in cases() {
        let (old, new) = (read(&case.old), read(&case.new));
        for (from, to) in [(&old, &new), (&new, &old)] {
            let comparison = compare(from, to);
            let (mut made, mut wanted) = (applied(from, &comparison, &Shape::of(to)), lines(to));
            // Where in a joined section the words of its parts stand is not told.
            if case.told.iter().any(|line| line.starts_with("merged section")) {
                for lines in [&mut made, &mut wanted] {
                    lines.sort_by(|one, other| one.text.cmp(&other.text));
                }
            }
            assert_eq!(first_difference(&made, &wanted, &comparison), None, "{}", case.what);
        }
    }
}
