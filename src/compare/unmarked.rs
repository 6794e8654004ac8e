//! Headings that lost their markup: the words still stand there, as a line of their own.
//!
//! Losing a mark is no edit of the text, so neither the heading nor the line is told. Knows nothing of
//! how headings are recognised.

use std::collections::BTreeSet;

use super::form::form_of;
use super::outline::{Leaf, Node, Outline};

/// Headings of one document and the plain lines of the other one that say the same.
#[derive(Debug, Default)]
pub(super) struct Unmarked {
    /// Sections whose heading became a line.
    pub(super) sections: BTreeSet<usize>,
    /// The lines, as blocks of the other document.
    pub(super) lines: BTreeSet<usize>,
}

impl Unmarked {
    /// Finds them among the sections without partner: their text stands in the other document, and
    /// the line before it is their heading. `there` and `back` give for each block its partner.
    pub(super) fn of(
        (headed, partners): (&Outline<'_>, &[Option<usize>]),
        there: &[Option<usize>],
        plain: &Outline<'_>,
        back: &[Option<usize>],
    ) -> Self {
        let mut unmarked = Self::default();
        for (at, node) in headed.sections.iter().enumerate() {
            let all_there = || node.blocks.clone().all(|leaf| there[leaf].is_some());
            if partners[at].is_some() || node.end != at + 1 || !all_there() {
                continue;
            }
            let first = node.blocks.clone().next().and_then(|leaf| there[leaf]);
            let Some((first, line)) = first.and_then(|first| Some((first, first.checked_sub(1)?))) else {
                continue;
            };
            let together = plain.blocks[line].section == plain.blocks[first].section;
            if together && back[line].is_none() && says_the_same(node, &plain.blocks[line]) {
                unmarked.sections.insert(at);
                unmarked.lines.insert(line);
            }
        }
        unmarked
    }
}

fn says_the_same(node: &Node<'_>, line: &Leaf<'_>) -> bool {
    let said = line.form().trim_end_matches([':', '.']).to_lowercase();
    let bare = node.key().trim_end_matches([':', '.']);
    let printed = form_of(&node.section.display_heading()).to_lowercase();
    !bare.is_empty() && (said == bare || said == printed || said.replacen(". ", " ", 1) == printed)
}
