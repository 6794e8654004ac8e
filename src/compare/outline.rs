//! A document laid flat for pairing: its body sections and blocks in reading order, each with the
//! form that decides equality.
//!
//! Pairing works on indices into these lists, so that one matching routine serves sections and
//! blocks. Most blocks stand in both documents letter by letter, at the same place of the same section;
//! only the others are ever brought into comparison form, hashed or taken apart into words.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};
use std::hash::Hasher;
use std::ops::Range;

use super::form::{count_spaces, form_of, is_formed};
use super::hashing::{Quick, hash_of};
use super::similarity::Features;
use crate::document::{Block, BlockAddress, BlockKind, Document, HeadingSource, Role, Section};

/// One document's body, flat.
pub(super) struct Outline<'a> {
    /// Body sections in reading order.
    pub(super) sections: Vec<Node<'a>>,
    /// Body blocks in reading order.
    pub(super) blocks: Vec<Leaf<'a>>,
    /// Every section, body or not, as a step from the one that holds it.
    steps: Vec<Step<'a>>,
}

/// A section as a step on the way from the top of the document.
struct Step<'a> {
    /// The step before.
    above: Option<usize>,
    /// Place among its siblings, as in [`BlockAddress`].
    index: usize,
    heading: Option<&'a str>,
}

/// A body section.
pub(super) struct Node<'a> {
    pub(super) section: &'a Section,
    /// Its step among those of all sections.
    step: usize,
    /// Nearest enclosing body section.
    pub(super) parent: Option<usize>,
    /// One past the last section below this one.
    pub(super) end: usize,
    /// The section's own blocks.
    pub(super) blocks: Range<usize>,
    /// Heading as printed in the document; synthetic headings are ours and count as none.
    pub(super) heading: Option<&'a str>,
    key: OnceCell<String>,
    /// Hash of the heading with those above it.
    pub(super) path_key: u64,
    content: OnceCell<u64>,
    /// For each own block, the place among them of the block it hangs on.
    stems: OnceCell<Vec<Option<u32>>>,
    /// The section found to hold the same blocks, known by its place in memory.
    unchanged_in: Cell<*const Section>,
}

/// A body block.
pub(super) struct Leaf<'a> {
    pub(super) block: &'a Block,
    /// Index of the section that holds it.
    pub(super) section: usize,
    /// The block last found to say the same, known by its place in memory: sections, blocks and the report
    /// ask the same question, and reading two texts again costs more than all else for most blocks.
    same_as: Cell<*const Block>,
    /// Hash of the form; 0 while nobody asked.
    hash: Cell<u64>,
    /// What had to be found out about the words: nothing for most blocks, so it is kept apart.
    words: OnceCell<Box<Words>>,
}

/// The words of a block as far as they were asked about.
#[derive(Default)]
struct Words {
    /// The form, where it is not the text itself.
    form: OnceCell<Option<Box<str>>>,
    features: OnceCell<Features>,
}

impl Node<'_> {
    /// Heading folded for lookup; empty without a heading.
    pub(super) fn key(&self) -> &str {
        self.key.get_or_init(|| key_of(self.heading))
    }

    /// True when the other section holds the same blocks letter by letter, with the same markers and links:
    /// there is nothing to tell of them. The answer is remembered.
    pub(super) fn has_same_blocks(&self, other: &Node<'_>) -> bool {
        let (olds, news) = (&self.section.blocks, &other.section.blocks);
        let same = olds.len() == news.len() && olds.iter().zip(news).all(|(old, new)| is_same(old, new));
        if same {
            self.unchanged_in.set(other.section);
        }
        same
    }

    /// True when [`Self::has_same_blocks`] was asked and held.
    pub(super) fn is_unchanged_in(&self, other: &Node<'_>) -> bool {
        std::ptr::eq(self.unchanged_in.get(), other.section)
    }
}

impl<'a> Leaf<'a> {
    /// Reads nothing of the block: most blocks are only ever held against their twin.
    fn new(block: &'a Block, section: usize) -> Self {
        let (same_as, hash, words) = (Cell::new(std::ptr::null()), Cell::new(0), OnceCell::new());
        Self { block, section, same_as, hash, words }
    }

    fn words(&self) -> &Words {
        self.words.get_or_init(Box::default)
    }

    /// What equality is decided on.
    pub(super) fn form(&self) -> &str {
        let made = self.words().form.get_or_init(|| match form_of(&self.block.text) {
            Cow::Borrowed(_) => None,
            Cow::Owned(form) => Some(form.into_boxed_str()),
        });
        made.as_deref().unwrap_or(&self.block.text)
    }

    /// Equal for equal words: the hash of the form.
    pub(super) fn hash(&self) -> u64 {
        if self.hash.get() == 0 {
            // A text that is its own form leaves nothing to keep.
            let formed = is_formed(&self.block.text);
            let form = if formed { self.block.text.as_str() } else { self.form() };
            self.hash.set(hash_of(form).max(1));
        }
        self.hash.get()
    }

    /// What likeness is judged by.
    pub(super) fn features(&self) -> &Features {
        self.words().features.get_or_init(|| Features::of(self.form()))
    }

    /// True when the two differ in more than typography.
    pub(super) fn differs(&self, other: &Leaf<'_>) -> bool {
        if std::ptr::eq(self.same_as.get(), other.block) {
            return false;
        }
        let differs = self.block.text != other.block.text && self.form() != other.form();
        if !differs {
            self.same_as.set(other.block);
        }
        differs
    }

    /// True for list items of any depth.
    pub(super) fn is_item(&self) -> bool {
        matches!(self.block.kind, BlockKind::Item { .. })
    }

    /// True for tables.
    pub(super) fn is_table(&self) -> bool {
        matches!(self.block.kind, BlockKind::Table(_))
    }

    /// Number of words, the measure of how much a block matters when order is judged.
    pub(super) fn weight(&self) -> usize {
        1 + count_spaces(&self.block.text)
    }
}

impl<'a> Outline<'a> {
    /// Lays a document flat.
    pub(super) fn of(document: &'a Document) -> Self {
        fn size(sections: &[Section]) -> (usize, usize) {
            sections.iter().fold((0, 0), |(count, blocks), section| {
                let (below, blocks_below) = size(&section.sections);
                (count + 1 + below, blocks + section.blocks.len() + blocks_below)
            })
        }
        let (sections, blocks) = size(&document.sections);
        let mut outline = Self {
            sections: Vec::with_capacity(sections),
            blocks: Vec::with_capacity(blocks),
            steps: Vec::with_capacity(sections),
        };
        outline.collect(&document.sections, None, None);
        outline
    }

    /// Address of a block in the document tree.
    pub(super) fn address(&self, at: usize) -> BlockAddress {
        let leaf = &self.blocks[at];
        let mut sections: Vec<usize> = self.way_up(leaf.section).map(|step| step.index).collect();
        sections.reverse();
        BlockAddress { sections, block: at - self.sections[leaf.section].blocks.start }
    }

    /// The steps from a section to the top.
    fn way_up(&self, node: usize) -> impl Iterator<Item = &Step<'a>> {
        let step = |at: usize| &self.steps[at];
        std::iter::successors(Some(step(self.sections[node].step)), move |below| below.above.map(step))
    }

    /// The block a list item hangs on: its parent item, or the block before the list.
    pub(super) fn stem(&self, leaf: usize) -> Option<usize> {
        if !self.blocks[leaf].is_item() {
            return None;
        }
        let node = &self.sections[self.blocks[leaf].section];
        let stems = node.stems.get_or_init(|| stems(&node.section.blocks));
        Some(node.blocks.start + stems[leaf - node.blocks.start]? as usize)
    }

    /// Path of a section: headings from the top joined by ` > `.
    pub(super) fn path(&self, node: usize) -> String {
        let mut headings: Vec<&str> = self.way_up(node).filter_map(|step| step.heading).collect();
        headings.reverse();
        headings.join(" > ")
    }

    /// Path of the section that holds a block.
    pub(super) fn path_of(&self, leaf: usize) -> String {
        self.path(self.blocks[leaf].section)
    }

    /// Bytes of the text of blocks.
    pub(super) fn size(&self, leaves: Range<usize>) -> usize {
        self.blocks[leaves].iter().map(|leaf| leaf.block.text.len()).sum()
    }

    /// Words of a section with everything below it, never 0.
    pub(super) fn section_weight(&self, node: usize) -> usize {
        let below = node..self.sections[node].end;
        1 + below
            .flat_map(|at| self.sections[at].blocks.clone())
            .map(|at| self.blocks[at].weight())
            .sum::<usize>()
    }

    /// Hash of what a section says itself.
    pub(super) fn content(&self, node: usize) -> u64 {
        let node = &self.sections[node];
        *node.content.get_or_init(|| {
            let mut content = Quick::default();
            self.blocks[node.blocks.clone()].iter().for_each(|leaf| content.write_u64(leaf.hash()));
            content.finish()
        })
    }

    fn collect(&mut self, sections: &'a [Section], parent: Option<usize>, above: Option<usize>) {
        for (index, section) in sections.iter().enumerate() {
            let step = self.steps.len();
            self.steps.push(Step { above, index, heading: section.heading.as_deref() });
            if section.role == Role::Body {
                let node = self.push_section(section, parent, step);
                self.collect(&section.sections, Some(node), Some(step));
                self.sections[node].end = self.sections.len();
            } else {
                self.collect(&section.sections, parent, Some(step));
            }
        }
    }

    fn push_section(&mut self, section: &'a Section, parent: Option<usize>, step: usize) -> usize {
        let node = self.sections.len();
        let first = self.blocks.len();
        self.blocks.extend(section.blocks.iter().map(|block| Leaf::new(block, node)));
        let printed = section.heading_source != HeadingSource::Synthetic;
        let heading = section.heading.as_deref().filter(|_| printed);
        let above = parent.map_or(0, |parent| self.sections[parent].path_key);
        let key = OnceCell::new();
        self.sections.push(Node {
            section,
            step,
            parent,
            end: node + 1,
            blocks: first..self.blocks.len(),
            heading,
            path_key: path_key(heading, &key, above),
            key,
            content: OnceCell::new(),
            stems: OnceCell::new(),
            unchanged_in: Cell::new(std::ptr::null()),
        });
        node
    }
}

/// Hash of a heading with those above it. Nearly all headings are plain and short: their key is made where
/// it costs nothing, and not kept.
fn path_key(heading: Option<&str>, key: &OnceCell<String>, above: u64) -> u64 {
    let mut room = [0; 96];
    let plain = heading.filter(|heading| heading.len() <= room.len() && is_formed(heading));
    let small = plain.map(|heading| {
        let letters = &mut room[..heading.len()];
        letters.copy_from_slice(heading.as_bytes());
        letters.make_ascii_lowercase();
        &*letters
    });
    hash_of(&(above, small.unwrap_or_else(|| key.get_or_init(|| key_of(heading)).as_bytes())))
}

/// A heading folded for lookup; empty without one.
fn key_of(heading: Option<&str>) -> String {
    heading.map(|heading| form_of(heading).to_lowercase()).unwrap_or_default()
}

/// For each block the place of the one it hangs on.
fn stems(blocks: &[Block]) -> Vec<Option<u32>> {
    // Items open at each depth; index 0 is the block before the list.
    let mut open: Vec<(u8, u32)> = Vec::new();
    let stem = |(at, block): (u32, &Block)| {
        let level = match block.kind {
            BlockKind::Item { level, .. } => level.max(1),
            _ => 0,
        };
        while open.last().is_some_and(|(depth, _)| *depth >= level) {
            open.pop();
        }
        let stem = open.last().map(|(_, block)| *block);
        open.push((level, at));
        stem
    };
    (0..).zip(blocks).map(stem).collect()
}

/// True for blocks of which nothing could be told. A table's cells stand in its text.
fn is_same(old: &Block, new: &Block) -> bool {
    let same_kind = match (&old.kind, &new.kind) {
        (
            BlockKind::Item { marker, level, .. },
            BlockKind::Item { marker: marker_now, level: level_now, .. },
        ) => level == level_now && marker == marker_now,
        (old, new) => std::mem::discriminant(old) == std::mem::discriminant(new),
    };
    same_kind && old.text == new.text && old.links == new.links
}

/// Blocks at the beginning and at the end of two ranges that say the same, none counted twice.
pub(super) fn same_ends(
    (old, olds): (&Outline<'_>, &Range<usize>),
    (new, news): (&Outline<'_>, &Range<usize>),
) -> (usize, usize) {
    let same = |pair: &(usize, usize)| !old.blocks[pair.0].differs(&new.blocks[pair.1]);
    let front = olds.clone().zip(news.clone()).take_while(same).count();
    let room = olds.len().min(news.len()) - front;
    let back = olds.clone().rev().zip(news.clone().rev()).take(room).take_while(same).count();
    (front, back)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_hang_on_the_block_before_their_list_and_nested_items_on_their_parent() {
        let mut section = Section::new(1, Some("Data".into()), HeadingSource::Explicit);
        section.blocks = vec![
            Block::paragraph("We collect:"),
            Block::item(1, None, None, "Account data"),
            Block::item(2, None, None, "Name"),
            Block::item(1, None, None, "Logs"),
            Block::paragraph("End."),
        ];
        let document = Document { sections: vec![section], ..Document::default() };
        let outline = Outline::of(&document);
        let stems: Vec<_> = (0..outline.blocks.len()).map(|leaf| outline.stem(leaf)).collect();
        assert_eq!(stems, [None, Some(0), Some(1), Some(0), None]);
    }
}
