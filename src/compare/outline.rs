//! A document laid flat for pairing: its body sections and blocks in reading order, each with the
//! form that decides equality.
//!
//! Pairing works on indices into these lists, so that one matching routine serves sections and
//! blocks. Nothing here looks at the other document.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use crate::document::text::comparison_form;
use crate::document::{Block, BlockAddress, BlockKind, Document, HeadingSource, Role, Section};

/// One document's body, flat.
pub(super) struct Outline<'a> {
    /// Body sections in reading order.
    pub(super) sections: Vec<Node<'a>>,
    /// Body blocks in reading order.
    pub(super) blocks: Vec<Leaf<'a>>,
}

/// A body section.
pub(super) struct Node<'a> {
    pub(super) section: &'a Section,
    /// Indices from the top of the document, as in [`BlockAddress`].
    pub(super) indices: Vec<usize>,
    /// Headings from the top joined by ` > `.
    pub(super) path: String,
    /// Nearest enclosing body section.
    pub(super) parent: Option<usize>,
    /// One past the last section below this one.
    pub(super) end: usize,
    /// The section's own blocks.
    pub(super) blocks: Range<usize>,
    /// Heading as printed in the document; synthetic headings are ours and count as none.
    pub(super) heading: Option<&'a str>,
    /// Heading folded for lookup; empty without a heading.
    pub(super) key: String,
    /// Hash of the forms of the section's own blocks.
    pub(super) content: u64,
}

/// A body block.
pub(super) struct Leaf<'a> {
    pub(super) block: &'a Block,
    /// Index of the section that holds it.
    pub(super) section: usize,
    /// Index among that section's blocks.
    pub(super) at: usize,
    /// What equality is decided on.
    pub(super) form: Cow<'a, str>,
    /// Hash of `form`.
    pub(super) hash: u64,
    /// The block a list item hangs on: its parent item, or the block before the list.
    pub(super) stem: Option<usize>,
}

impl Leaf<'_> {
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
        1 + self.form.bytes().filter(|byte| *byte == b' ').count()
    }
}

impl<'a> Outline<'a> {
    /// Lays a document flat.
    pub(super) fn of(document: &'a Document) -> Self {
        let mut outline = Self { sections: Vec::new(), blocks: Vec::new() };
        outline.collect(&document.sections, None, &mut Vec::new(), &mut Vec::new());
        outline
    }

    /// Address of a block in the document tree.
    pub(super) fn address(&self, leaf: usize) -> BlockAddress {
        let leaf = &self.blocks[leaf];
        BlockAddress { sections: self.sections[leaf.section].indices.clone(), block: leaf.at }
    }

    /// Path of the section that holds a block.
    pub(super) fn path_of(&self, leaf: usize) -> &str {
        &self.sections[self.blocks[leaf].section].path
    }

    /// Words of a section with everything below it, never 0.
    pub(super) fn section_weight(&self, node: usize) -> usize {
        let below = node..self.sections[node].end;
        1 + below
            .flat_map(|at| self.sections[at].blocks.clone())
            .map(|at| self.blocks[at].weight())
            .sum::<usize>()
    }

    fn collect(
        &mut self,
        sections: &'a [Section],
        parent: Option<usize>,
        indices: &mut Vec<usize>,
        headings: &mut Vec<&'a str>,
    ) {
        for (index, section) in sections.iter().enumerate() {
            indices.push(index);
            headings.extend(section.heading.as_deref());
            if section.role == Role::Body {
                let node = self.push_section(section, parent, indices, headings);
                self.collect(&section.sections, Some(node), indices, headings);
                self.sections[node].end = self.sections.len();
            } else {
                self.collect(&section.sections, parent, indices, headings);
            }
            if section.heading.is_some() {
                headings.pop();
            }
            indices.pop();
        }
    }

    fn push_section(
        &mut self,
        section: &'a Section,
        parent: Option<usize>,
        indices: &[usize],
        headings: &[&str],
    ) -> usize {
        let node = self.sections.len();
        let first = self.blocks.len();
        self.push_blocks(&section.blocks, node);
        let printed = section.heading_source != HeadingSource::Synthetic;
        let heading = section.heading.as_deref().filter(|_| printed);
        let mut content = DefaultHasher::new();
        for leaf in &self.blocks[first..] {
            leaf.hash.hash(&mut content);
        }
        self.sections.push(Node {
            section,
            indices: indices.to_vec(),
            path: headings.join(" > "),
            parent,
            end: node + 1,
            blocks: first..self.blocks.len(),
            heading,
            key: heading.map(|heading| form_of(heading).to_lowercase()).unwrap_or_default(),
            content: content.finish(),
        });
        node
    }

    fn push_blocks(&mut self, blocks: &'a [Block], section: usize) {
        // Items open at each depth; index 0 is the block before the list.
        let mut open: Vec<(u8, usize)> = Vec::new();
        for (at, block) in blocks.iter().enumerate() {
            let leaf = self.blocks.len();
            let level = match block.kind {
                BlockKind::Item { level, .. } => level.max(1),
                _ => 0,
            };
            while open.last().is_some_and(|(depth, _)| *depth >= level) {
                open.pop();
            }
            let stem = open.last().map(|(_, leaf)| *leaf);
            open.push((level, leaf));
            let form = form_of(&block.text);
            let hash = hash_of(&form);
            self.blocks.push(Leaf { block, section, at, form, hash, stem });
        }
    }
}

/// [`comparison_form`], without a copy where the text is in that form already.
pub(super) fn form_of(text: &str) -> Cow<'_, str> {
    let plain = text.bytes().all(|byte| (b' '..0x7f).contains(&byte) && byte != b'`');
    if plain && !text.contains("  ") && text.trim().len() == text.len() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(comparison_form(text))
    }
}

/// Hash of anything, the same in every run.
pub(super) fn hash_of<T: Hash + ?Sized>(value: &T) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_its_own_form_and_agrees_with_the_slow_way() {
        for text in ["plain text", "two  spaces", " edge", "“curly”", "`tick`", "a\u{a0}b", ""] {
            assert_eq!(form_of(text), comparison_form(text), "{text:?}");
        }
    }

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
        let stems: Vec<_> = outline.blocks.iter().map(|leaf| leaf.stem).collect();
        assert_eq!(stems, [None, Some(0), Some(1), Some(0), None]);
    }
}
