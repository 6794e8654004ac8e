//! Known edits on drawn-up documents: the comparison must report those and nothing else.
//!
//! Each case is made from one number, so a failure names the number that repeats it. Hundreds run
//! with the suite; `PROPTEST_CASES=20000 cargo test generated` runs more.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::applied::{applied, lines};
use super::sketch::sketch;
use super::{Change, ChangeKind, Comparison, Fate, Unit, compare};
use crate::document::Document;
use crate::document::text::comparison_form;

/// A small generator of numbers (SplitMix64): the same case from the same seed on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % u64::try_from(end.max(1)).expect("fits")).expect("fits")
    }

    /// A word of two or three syllables.
    fn word(&mut self) -> String {
        const SYLLABLES: [&str; 16] =
            ["ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo", "ka", "he"];
        (0..2 + self.below(2)).map(|_| SYLLABLES[self.below(16)]).collect()
    }

    fn sentence(&mut self) -> String {
        let words: Vec<String> = (0..8 + self.below(8)).map(|_| self.word()).collect();
        format!("We {}.", words.join(" "))
    }

    fn paragraph(&mut self) -> Vec<String> {
        (0..2 + self.below(2)).map(|_| self.sentence()).collect()
    }
}

#[derive(Clone)]
enum Part {
    Text(Vec<String>),
    List(String, Vec<String>),
    Table(Vec<[String; 3]>),
    /// A sentence and the section it refers to.
    Reference(String, usize),
}

#[derive(Clone)]
struct Clause {
    id: usize,
    heading: String,
    parts: Vec<Part>,
}

fn clause(dice: &mut Dice, id: usize, others: usize) -> Clause {
    let heading = format!("{} {}", dice.word(), dice.word());
    let mut parts =
        vec![Part::Text(dice.paragraph()), Part::Text(dice.paragraph()), Part::Text(dice.paragraph())];
    let items =
        (0..4).map(|_| format!("{}: {} {} {}", dice.word(), dice.word(), dice.word(), dice.word())).collect();
    parts.push(Part::List(format!("We {} {} {}:", dice.word(), dice.word(), dice.word()), items));
    let rows = (0..4).map(|_| [dice.word(), dice.word(), format!("{} days", 1 + dice.below(300))]).collect();
    parts.push(Part::Table(rows));
    if dice.below(2) == 0 {
        parts.push(Part::Reference(dice.sentence(), dice.below(others)));
    }
    Clause { id, heading, parts }
}

fn draw(clauses: &[Clause]) -> String {
    let mut lines = Vec::new();
    for (at, clause) in clauses.iter().enumerate() {
        lines.push(format!("# {}. {}", at + 1, clause.heading));
        for part in &clause.parts {
            match part {
                Part::Text(sentences) => lines.push(sentences.join(" ")),
                Part::List(stem, items) => {
                    lines.push(stem.clone());
                    lines.extend(items.iter().map(|item| format!("- {item}")));
                }
                Part::Table(rows) => lines.extend(rows.iter().map(|row| format!("| {}", row.join(" | ")))),
                Part::Reference(text, id) => {
                    let number = clauses.iter().position(|other| other.id == *id).expect("kept") + 1;
                    lines.push(format!("{text} See Section {number} for more."));
                }
            }
        }
    }
    lines.join("\n")
}

/// Edits one clause in place and says what a reader must be told.
fn edit(dice: &mut Dice, clause: &mut Clause) -> Option<&'static str> {
    let fresh = dice.word() + "xq";
    let at = dice.below(3);
    let row = 1 + dice.below(3);
    match dice.below(CHOICES) {
        0 => clause.heading = format!("{fresh} {}", dice.word()),
        1 => clause.parts.insert(at, Part::Text(dice.paragraph())),
        2 => drop(clause.parts.remove(at)),
        3 => clause.parts[..3].rotate_left(1),
        choice => match &mut clause.parts[if choice < 8 {
            at
        } else if choice < 11 {
            3
        } else {
            4
        }] {
            Part::Text(sentences) if choice == 4 => {
                sentences[0] = sentences[0].replacen(' ', &format!(" {fresh} "), 1);
            }
            Part::Text(sentences) if choice == 5 => {
                let last = sentences.pop().expect("two sentences at least");
                clause.parts.insert(at + 1, Part::Text(vec![last]));
                return Some("split paragraph");
            }
            Part::Text(sentences) if choice == 6 => {
                sentences[0] = sentences[0].replacen("We ", "“We” ", 1);
                return Some("changed paragraph");
            }
            Part::Text(_) => {
                let Part::Text(next) = clause.parts.remove(1) else { return None };
                let Part::Text(first) = &mut clause.parts[0] else { return None };
                first.extend(next);
                return Some("merged paragraph");
            }
            Part::List(_, items) if choice == 8 => items.insert(row, format!("{fresh}: {}", dice.word())),
            Part::List(_, items) if choice == 9 => drop(items.remove(row)),
            Part::List(_, items) => items.swap(0, row),
            Part::Table(rows) if choice == 11 => rows[row][2] = format!("{} years", 1 + dice.below(300)),
            Part::Table(rows) if choice == 12 => rows[row][0] = fresh,
            Part::Table(rows) if choice == 14 => rows.push([fresh, dice.word(), dice.word()]),
            Part::Table(rows) if choice == 15 => rows[1..].rotate_left(1),
            Part::Table(rows) if choice == 16 => {
                // Two values swapped are two changes, one in each row.
                let [left, right] = [rows[1][2].clone(), rows[2][2].clone()];
                if left == right {
                    rows[1][2] = "no days".into();
                    return Some("changed cell");
                }
                (rows[1][2], rows[2][2]) = (right, left);
                return Some("changed cell, changed cell");
            }
            Part::Table(rows) => drop(rows.remove(row)),
            Part::Reference(..) => return None,
        },
    }
    None
}

/// Edits that [`edit`] chooses from.
const CHOICES: usize = 17;

const TOLD: [&str; CHOICES] = [
    "retitled heading",
    "added paragraph",
    "removed paragraph",
    "",
    "changed paragraph",
    "",
    "",
    "",
    "added item",
    "removed item",
    "reordered list",
    "changed cell",
    "changed cell",
    "removed row",
    "added row",
    "reordered table",
    "",
];

/// A document, the document after some edits, and what must be told of them.
fn case(seed: u64) -> (Document, Document, Vec<String>) {
    let mut dice = Dice(seed);
    let size = 5 + dice.below(5);
    let old: Vec<Clause> = (0..size).map(|id| clause(&mut dice, id, size)).collect();
    let mut new = old.clone();
    let mut told: Vec<String> = Vec::new();
    for clause in &mut new {
        if dice.below(3) > 0 {
            continue;
        }
        let peek = Dice(dice.0);
        let said = edit(&mut dice, clause);
        let said = said.map_or_else(|| choice_told(peek), str::to_owned);
        told.extend(said.split(", ").map(str::to_owned));
    }
    let mut moved = None;
    if dice.below(3) == 0 {
        let from = dice.below(size);
        let to = (from + 3 + dice.below(size - 4)) % size;
        if from.abs_diff(to) >= 3 {
            let clause = new.remove(from);
            moved = Some(clause.id);
            new.insert(to, clause);
            told.push("moved section".into());
        }
    }
    if dice.below(3) == 0 {
        let fresh = clause(&mut dice, size, size);
        let fresh = Clause { parts: fresh.parts[..4].to_vec(), ..fresh };
        new.insert(dice.below(size), fresh);
        told.push("added section".into());
    }
    if renumbered(&old, &new, moved) {
        told.push("renumbered numbers".into());
    }
    told.sort();
    (sketch(&draw(&old)), sketch(&draw(&new)), told)
}

/// What the edit that these dice choose is called.
fn choice_told(mut dice: Dice) -> String {
    dice.word();
    dice.below(3);
    dice.below(3);
    match dice.below(CHOICES) {
        3 => "moved paragraph".to_owned(),
        choice => TOLD[choice].to_owned(),
    }
}

fn renumbered(old: &[Clause], new: &[Clause], moved: Option<usize>) -> bool {
    let place = |clauses: &[Clause], id: usize| clauses.iter().position(|clause| clause.id == id);
    let shifted = |id: usize| place(old, id) != place(new, id);
    let referred = new.iter().filter(|clause| clause.id < old.len()).flat_map(|clause| &clause.parts);
    let followed = referred.clone().any(|part| matches!(part, Part::Reference(_, id) if shifted(*id)));
    followed || old.iter().any(|clause| Some(clause.id) != moved && shifted(clause.id))
}

fn summary(comparison: &Comparison) -> Vec<String> {
    let one = |change: &Change| format!("{} {:?}", change.kind.as_str(), change.unit).to_lowercase();
    let mut lines: Vec<String> = comparison.changes.iter().map(one).collect();
    lines.sort();
    lines
}

/// Old block texts with the comparison applied, as a bag: must be the new block texts.
fn apply(comparison: &Comparison, old: &Document) -> BTreeMap<String, i64> {
    let mut bag: BTreeMap<String, i64> = BTreeMap::new();
    let mut count = |text: &str, by: i64| {
        for line in text.lines() {
            *bag.entry(comparison_form(line)).or_default() += by;
        }
    };
    old.body_blocks().iter().for_each(|visit| count(&visit.block.text, 1));
    for change in &comparison.changes {
        let heads =
            |text: &str| text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit())).count();
        match (change.unit, change.kind) {
            (Unit::Section, ChangeKind::Added) => {
                let text = change.new.as_deref().unwrap_or("");
                assert_eq!(heads(text), 1);
                count(text.split_once('\n').map_or("", |(_, rest)| rest), 1);
            }
            (Unit::Paragraph | Unit::Item | Unit::Formula, _) => {
                count(change.old.as_deref().unwrap_or(""), -1);
                count(change.new.as_deref().unwrap_or(""), 1);
            }
            _ => {}
        }
    }
    bag.retain(|_, count| *count != 0);
    bag
}

fn paragraphs(document: &Document) -> BTreeMap<String, i64> {
    apply(&Comparison::default(), document)
}

/// Lines that are no table row and hold no reference: those are told by cell and by number.
fn plain(mut bag: BTreeMap<String, i64>) -> BTreeMap<String, i64> {
    bag.retain(|line, _| !line.contains(" | ") && !line.contains("See Section"));
    bag
}

/// A text without the numbers of the sections it refers to.
fn unnumbered(text: &str) -> String {
    let after = |part: &str| part.trim_start_matches(|c: char| c.is_ascii_digit()).to_owned();
    let mut parts = text.split("See Section ");
    let first = parts.next().unwrap_or_default().to_owned();
    std::iter::once(first).chain(parts.map(after)).collect::<Vec<_>>().join("See Section #")
}

proptest! {
    #[test]
    fn known_edits_are_told_and_nothing_else(seed in any::<u64>()) {
        let (old, new, told) = case(seed);
        let comparison = compare(&old, &new);
        prop_assert_eq!(summary(&comparison), told, "seed {}", seed);
        prop_assert_eq!(plain(apply(&comparison, &old)), plain(paragraphs(&new)), "seed {}", seed);
        prop_assert_eq!(applied(&old, &comparison), lines(&new), "seed {}", seed);
    }

    #[test]
    fn a_comparison_read_backwards_mirrors_itself(seed in any::<u64>()) {
        let (old, new, _) = case(seed);
        let mirrored = |kind: ChangeKind| match kind {
            ChangeKind::Added => ChangeKind::Removed,
            ChangeKind::Removed => ChangeKind::Added,
            ChangeKind::Split => ChangeKind::Merged,
            ChangeKind::Merged => ChangeKind::Split,
            other => other,
        };
        let forward = compare(&old, &new);
        let mut backward = compare(&new, &old);
        for change in &mut backward.changes {
            change.kind = mirrored(change.kind);
        }
        prop_assert_eq!(summary(&forward), summary(&backward), "seed {}", seed);
        prop_assert!(compare(&old, &old).changes.is_empty());
    }

    #[test]
    fn unrelated_documents_never_lose_a_block(seeds in any::<(u64, u64)>()) {
        let (old, _, _) = case(seeds.0);
        let (new, _, _) = case(seeds.1);
        let comparison = compare(&old, &new);
        for change in &comparison.changes {
            let side = |fate: Fate| -> String {
                let kept = change.words.iter().filter(|word| word.fate == Fate::Same || word.fate == fate);
                comparison_form(&kept.map(|word| word.text.as_str()).collect::<String>())
            };
            if let (Some(old), Some(new), false) = (&change.old, &change.new, change.words.is_empty()) {
                // A reference that followed its section is shown as it stands now.
                prop_assert_eq!(unnumbered(&side(Fate::Removed)), unnumbered(&comparison_form(old)));
                prop_assert_eq!(side(Fate::Added), comparison_form(new));
            }
        }
    }
}
