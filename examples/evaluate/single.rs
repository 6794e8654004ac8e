//! The suite of single edits on recorded documents: each is made on the document itself, and the
//! comparison must tell it and nothing else.
//!
//! Places are drawn from the document's name, so a run repeats itself. Where an edit would be none, or
//! two, for a reader (a text that stands twice, a move past equal texts) it is not made.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;

use policydiff::compare::compare;
use policydiff::document::{Block, BlockKind, Document, HeadingSource, Role, Section};
use policydiff::normalize::{Input, normalize};

use super::tally::Tally;
use super::unpacked::Unpacked;

/// Makes an edit at a place; what is told of it, or nothing where it cannot be made there.
type Edit = fn(&mut Section, usize) -> Option<&'static str>;
/// Finds a place for an edit and makes it there.
type Somewhere = fn(&mut Document, usize, Edit) -> Option<&'static str>;

const EDITS: [(&str, Edit); 9] = [
    ("insert", insert),
    ("delete", delete),
    ("reword", reword),
    ("move", rotate),
    ("split", split),
    ("merge", merge),
    ("swap items", swap_items),
    ("cell", cell),
    ("divide", divide),
];
/// Places tried for each edit of a document.
const TRIED: usize = 3;

/// Edits the old text of every pair; with `only`, of those whose name holds it.
pub(crate) fn run(corpus: &Path, only: Option<&str>) -> anyhow::Result<()> {
    let Some(unpacked) = Unpacked::open(corpus, "dev", "pairs-dev.tar.xz")? else { return Ok(()) };
    println!("== single edits");
    let mut names: Vec<_> = fs::read_dir(&unpacked.folder)?.collect::<Result<_, _>>()?;
    names.sort_by_key(fs::DirEntry::file_name);
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for entry in names {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Ok(bytes) = fs::read(entry.path().join("old.md")) else { continue };
        if only.is_none_or(|part| name.contains(part)) {
            let old = normalize(&Input { bytes: &bytes, content_type: None, name: Some("text.md") });
            one(&name, &old, &mut tallies, only.is_some());
        }
    }
    for (kind, tally) in &tallies {
        println!("{kind:<12} {tally}");
    }
    Ok(())
}

fn one(name: &str, old: &Document, tallies: &mut BTreeMap<&str, Tally>, verbose: bool) {
    let mut dice = name.bytes().fold(7_usize, |dice, byte| dice.wrapping_mul(31).wrapping_add(byte.into()));
    let edits = EDITS.map(|(kind, edit)| (kind, edit, edit_somewhere as Somewhere));
    for (kind, edit, somewhere) in
        edits.into_iter().chain([("move section", rotate_sections as Edit, edit_chapter as Somewhere)])
    {
        for _ in 0..TRIED {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let mut new = old.clone();
            let Some(wanted) = somewhere(&mut new, dice >> 20, edit) else { continue };
            let told: Vec<String> = compare(old, &new)
                .changes
                .iter()
                .map(|change| format!("{} {:?}", change.kind.as_str(), change.unit).to_lowercase())
                .collect();
            let right = told == [wanted];
            tallies.entry(kind).or_default().count(right);
            if !right && verbose {
                show(old, &new);
            }
            if !right {
                println!("{name}: {kind}, wanted {wanted}, told {}", told.join(", "));
            }
        }
    }
}

/// What is told, with the texts.
fn show(old: &Document, new: &Document) {
    for change in compare(old, new).changes {
        println!("  {} {:?} [{}]", change.kind.as_str(), change.unit, change.section);
        println!("      - {}", change.old.unwrap_or_default());
        println!("      + {}", change.new.unwrap_or_default());
    }
}

/// The same on whatever holds sections: a section, or the document itself.
fn edit_chapter(document: &mut Document, dice: usize, edit: Edit) -> Option<&'static str> {
    let mut whole = Section::new(1, None, HeadingSource::Synthetic);
    whole.sections = std::mem::take(&mut document.sections);
    let mut chapter = Document { sections: vec![whole], ..Document::default() };
    let told = edit_somewhere(&mut chapter, dice, edit);
    document.sections = chapter.sections.pop()?.sections;
    told
}

/// Tries the edit on one section after the other, from a drawn one on.
fn edit_somewhere(document: &mut Document, dice: usize, edit: Edit) -> Option<&'static str> {
    fn paths(sections: &[Section], above: &[usize], out: &mut Vec<Vec<usize>>) {
        for (at, section) in sections.iter().enumerate().filter(|(_, section)| section.role == Role::Body) {
            let path: Vec<usize> = above.iter().copied().chain([at]).collect();
            paths(&section.sections, &path, out);
            out.push(path);
        }
    }
    let mut all = Vec::new();
    paths(&document.sections, &[], &mut all);
    let once = texts_once(document);
    for turn in 0..all.len() {
        let (first, rest) = all[(dice + turn) % all.len()].split_first()?;
        let section =
            rest.iter().fold(&mut document.sections[*first], |section, at| &mut section.sections[*at]);
        let plain = section.blocks.iter().all(|block| once.contains(block.text.as_str()));
        if plain && let Some(wanted) = edit(section, dice / 7) {
            return Some(wanted);
        }
    }
    None
}

/// Texts that stand once in the document.
fn texts_once(document: &Document) -> HashSet<String> {
    let (mut once, mut twice) = (HashSet::new(), HashSet::new());
    for visit in document.body_blocks() {
        let text = visit.block.text.clone();
        if !once.insert(text.clone()) {
            twice.insert(text);
        }
    }
    once.retain(|text| !twice.contains(text));
    once
}

/// A paragraph of some words on which no list hangs.
fn is_plain(section: &Section, at: usize) -> bool {
    let hangs = |block: &Block| matches!(block.kind, BlockKind::Item { .. });
    section
        .blocks
        .get(at)
        .is_some_and(|block| block.kind == BlockKind::Paragraph && block.text.split(' ').count() >= 8)
        && !section.blocks.get(at + 1).is_some_and(hangs)
        && !at.checked_sub(1).is_some_and(|before| hangs(&section.blocks[before]))
}

fn plain_at(section: &Section, dice: usize) -> Option<usize> {
    let plain: Vec<usize> = (0..section.blocks.len()).filter(|at| is_plain(section, *at)).collect();
    plain.get(dice % plain.len().max(1)).copied()
}

fn insert(section: &mut Section, dice: usize) -> Option<&'static str> {
    let at = plain_at(section, dice)?;
    let text = "Quaggas may graze between the hedges of every sworn beekeeper until dusk.";
    section.blocks.insert(at, Block::paragraph(text));
    Some("added paragraph")
}

fn delete(section: &mut Section, dice: usize) -> Option<&'static str> {
    let at = plain_at(section, dice).filter(|_| section.blocks.len() > 1)?;
    section.blocks.remove(at);
    Some("removed paragraph")
}

fn reword(section: &mut Section, dice: usize) -> Option<&'static str> {
    let at = plain_at(section, dice)?;
    let block = &mut section.blocks[at];
    let middle = block.text.match_indices(' ').nth(block.text.matches(' ').count() / 2)?.0;
    block.text.insert_str(middle, " quaggas");
    Some("changed paragraph")
}

/// Takes a paragraph past three others at least.
fn rotate(section: &mut Section, dice: usize) -> Option<&'static str> {
    let at = plain_at(section, dice).filter(|at| at + 4 <= section.blocks.len())?;
    let passed = &section.blocks[at + 1..at + 4];
    let words = |block: &Block| block.text.split(' ').count();
    if passed.iter().any(|block| block.kind != BlockKind::Paragraph)
        || passed.iter().map(words).sum::<usize>() <= words(&section.blocks[at])
        || !is_plain(section, at + 3)
    {
        return None;
    }
    section.blocks[at..at + 4].rotate_left(1);
    Some("moved paragraph")
}

fn split(section: &mut Section, dice: usize) -> Option<&'static str> {
    let at = plain_at(section, dice)?;
    let text = section.blocks[at].text.clone();
    let (first, second) = text.split_once(". ")?;
    let long = |part: &str| part.split(' ').filter(|word| word.len() > 3).count() >= 5;
    if !long(first) || !long(second) || !second.starts_with(char::is_uppercase) {
        return None;
    }
    section.blocks[at] = Block::paragraph(format!("{first}."));
    section.blocks.insert(at + 1, Block::paragraph(second));
    Some("split paragraph")
}

fn merge(section: &mut Section, dice: usize) -> Option<&'static str> {
    let at = plain_at(section, dice).filter(|at| is_plain(section, at + 1))?;
    let next = section.blocks.remove(at + 1);
    let first = &mut section.blocks[at];
    first.text = format!("{} {}", first.text, next.text);
    first.links.extend(next.links);
    Some("merged paragraph")
}

/// Takes a section past three others at least, with all that stands below it.
fn rotate_sections(chapter: &mut Section, dice: usize) -> Option<&'static str> {
    let count = chapter.sections.len().checked_sub(3)?;
    let at = (0..count).map(|turn| (dice + turn) % count).find(|at| {
        let window = &chapter.sections[*at..*at + 4];
        window.iter().all(speaks_for_itself)
            && (1..4).all(|other| window[0].heading != window[other].heading)
            && words_of(&window[0]) < window[1..].iter().map(words_of).sum()
    })?;
    chapter.sections[at..at + 4].rotate_left(1);
    Some("moved section")
}

/// A section of the body with a heading of its own and enough to say to be known by it.
fn speaks_for_itself(section: &Section) -> bool {
    section.role == Role::Body
        && section.heading.is_some()
        && section.heading_source == HeadingSource::Explicit
        && section.blocks.iter().map(|block| block.text.split(' ').count()).sum::<usize>() >= 8
}

/// Words of a section with everything below it.
fn words_of(section: &Section) -> usize {
    let own: usize = section.blocks.iter().map(|block| block.text.split(' ').count()).sum();
    own + section.sections.iter().map(words_of).sum::<usize>()
}

fn swap_items(section: &mut Section, _: usize) -> Option<&'static str> {
    let bullet = |block: &Block| matches!(&block.kind, BlockKind::Item { level: 1, marker, .. } if marker.as_deref().is_none_or(|marker| !marker.contains(char::is_alphanumeric)));
    let at = section.blocks.windows(2).position(|pair| pair.iter().all(bullet))?;
    let ends = |block: &Block| block.text.chars().last();
    let deeper = section
        .blocks
        .get(at + 2)
        .is_some_and(|block| matches!(block.kind, BlockKind::Item { level, .. } if level > 1));
    if deeper || ends(&section.blocks[at]) != ends(&section.blocks[at + 1]) {
        return None;
    }
    section.blocks.swap(at, at + 1);
    Some("reordered list")
}

fn cell(section: &mut Section, dice: usize) -> Option<&'static str> {
    let table = |block: &&mut Block| matches!(block.kind, BlockKind::Table(_));
    let block = section.blocks.iter_mut().find(table)?;
    let BlockKind::Table(table) = &mut block.kind else { return None };
    let row = dice % table.rows.len().max(1);
    "4711 quaggas".clone_into(table.rows.get_mut(row)?.get_mut(1)?);
    block.text = table.to_text();
    Some("changed cell")
}

/// Puts a heading between two paragraphs of a section without others in it.
fn divide(section: &mut Section, dice: usize) -> Option<&'static str> {
    let at = plain_at(section, dice).filter(|at| *at > 0 && section.sections.is_empty())?;
    let heading = section.heading.is_some() && section.heading_source == HeadingSource::Explicit;
    if !heading {
        return None;
    }
    let mut inner = Section::new(section.level + 1, Some("Quaggas at dusk".into()), HeadingSource::Explicit);
    inner.blocks = section.blocks.split_off(at);
    section.sections.push(inner);
    Some("added heading")
}
