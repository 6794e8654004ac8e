//! Every row of the decision table and every worked example has a test with its id in the name.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use policydiff::notice::table::TABLE;

/// Worked examples of the notes, A5.
const EXAMPLES: u32 = 14;

/// Ids in the name of a test: `r6_a5_11_…` is row R6 and example 11 of A5, `a1_to_a4_…` four rows, `a5_a_…`
/// row A5.
fn ids(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split('_').collect();
    let row = |word: &str| {
        let (letter, number) = word.split_at_checked(1)?;
        matches!(letter, "o" | "r" | "a" | "m" | "i" | "f").then(|| number.parse::<u32>().ok())?
    };
    let mut ids = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let Some(number) = row(word) else { continue };
        let next = words.get(at + 1).copied().unwrap_or_default();
        let until = words.get(at + 2).copied().and_then(row).filter(|_| next == "to");
        match next.parse::<u32>() {
            Ok(example) if *word == "a5" => ids.push(format!("example {example}")),
            _ => ids.extend(
                (number..=until.unwrap_or(number))
                    .map(|number| format!("{}{number}", word[..1].to_uppercase())),
            ),
        }
    }
    ids
}

fn tests_below(folder: &Path, names: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            tests_below(&path, names);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let lines: Vec<&str> = text.lines().map(str::trim).collect();
            let is_test = |pair: &&[&str]| pair[0] == "#[test]" || pair[0] == "#[tokio::test]";
            names.extend(
                lines
                    .windows(2)
                    .filter(is_test)
                    .filter_map(|pair| Some(pair[1].split("fn ").nth(1)?.split('(').next()?.to_owned())),
            );
        }
    }
}

#[test]
fn every_row_and_every_worked_example_is_named_by_a_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut names = Vec::new();
    tests_below(&root.join("src/notice"), &mut names);
    tests_below(&root.join("tests"), &mut names);
    let named: BTreeSet<String> = names.iter().flat_map(|name| ids(name)).collect();
    let rows = TABLE.iter().map(|rule| format!("{:?}", rule.row));
    let wanted = rows.chain((1..=EXAMPLES).map(|example| format!("example {example}")));
    let missing: Vec<String> = wanted.filter(|id| !named.contains(id)).collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn names_are_read_as_ids() {
    assert_eq!(ids("r6_a5_11_a_recipient_stays"), ["R6", "example 11"]);
    assert_eq!(ids("o1_to_o3_ours"), ["O1", "O2", "O3", "O3"]);
    assert_eq!(ids("a5_a_user_who_joins"), ["A5"]);
    assert_eq!(ids("a_plain_name"), [""; 0]);
}
