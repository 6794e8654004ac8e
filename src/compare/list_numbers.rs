//! Numbers and letters of list items that moved on because an item was put in or taken out.
//!
//! The items of one list are one line, with the references into it. Clauses numbered in parts, as
//! `2.1` is, count like sections and are told with them.

use std::collections::BTreeMap;

use super::matching::Matching;
use super::numbering::{Renumbering, comes_next};
use super::order::BlockOrder;
use super::outline::{Leaf, Outline};
use crate::document::BlockKind;

/// Lists whose items are counted on both sides.
#[derive(Debug, Default)]
pub(super) struct Lists(Vec<ListNumbers>);

/// One list.
#[derive(Debug)]
pub(super) struct ListNumbers {
    /// Its section in the new outline.
    section: usize,
    /// Number of its section before.
    number: Option<String>,
    /// Every item, old to new.
    map: BTreeMap<String, String>,
    /// Items that are counted otherwise, in new order.
    pub(super) shifted: Vec<(String, String)>,
    /// The first of those, as a block of the new outline.
    pub(super) first: usize,
}

impl Lists {
    /// True when a paired item outside unchanged sections is counted otherwise than before.
    pub(super) fn count_otherwise(
        old: &Outline<'_>,
        new: &Outline<'_>,
        blocks: &Matching,
        unchanged: &[bool],
    ) -> bool {
        let changed = new.sections.iter().zip(unchanged).filter(|(_, unchanged)| !**unchanged);
        let changed = changed.flat_map(|(node, _)| node.blocks.clone());
        let changed = changed.filter_map(|to| Some((blocks.backward[to]?, to)));
        let counts =
            changed.filter_map(|(from, to)| count_of(&old.blocks[from]).zip(count_of(&new.blocks[to])));
        counts.into_iter().any(|(before, after)| before != after)
    }

    /// Reads the markers of paired items; those that stand elsewhere say nothing about the others.
    pub(super) fn of(
        old: &Outline<'_>,
        new: &Outline<'_>,
        blocks: &Matching,
        order: &BlockOrder,
        numbers: &mut Renumbering,
    ) -> Self {
        let mut lists: BTreeMap<(usize, Option<usize>), ListNumbers> = BTreeMap::new();
        let reordered: Vec<usize> = order.reordered.iter().flatten().copied().collect();
        for (from, to) in blocks.pairs() {
            let (one, other) = (&old.blocks[from], &new.blocks[to]);
            let Some((before, after)) = count_of(one).zip(count_of(other)) else { continue };
            if order.moved.contains(&to) || reordered.contains(&to) {
                continue;
            }
            if before.contains('.') && after.contains('.') {
                numbers.add_clause(before, after);
                continue;
            }
            let list = lists.entry((other.section, new.stem(to))).or_insert_with(|| ListNumbers {
                first: to,
                section: other.section,
                number: old.sections[one.section].section.number.clone(),
                map: BTreeMap::new(),
                shifted: Vec::new(),
            });
            list.map.entry(before.to_owned()).or_insert_with(|| after.to_owned());
            if before != after {
                list.first = if list.shifted.is_empty() { to } else { list.first };
                list.shifted.push((before.to_owned(), after.to_owned()));
            }
        }
        let mut joined: Vec<ListNumbers> = Vec::new();
        for list in lists.into_values().filter(|list| !list.shifted.is_empty()) {
            match joined.last_mut().filter(|last| last.goes_on_in(&list)) {
                Some(last) => {
                    last.map.extend(list.map);
                    last.shifted.extend(list.shifted);
                }
                None => joined.push(list),
            }
        }
        Self(joined)
    }

    /// True when every item is counted as before.
    pub(super) fn are_still(&self) -> bool {
        self.0.is_empty()
    }

    /// The lists in which items are counted otherwise.
    pub(super) fn shifted(&self) -> impl Iterator<Item = &ListNumbers> {
        self.0.iter()
    }

    /// True when an item of one of the lists was counted so before.
    pub(super) fn count(&self, before: &str) -> bool {
        self.0.iter().any(|list| list.map.contains_key(before))
    }

    /// The list into which a reference pointed before and points still: that of the section it names, of
    /// its own section, or the only one that counts so far.
    pub(super) fn pointed_at(
        &self,
        before: &str,
        after: &str,
        section: usize,
        number: Option<&str>,
    ) -> Option<usize> {
        let has = |at: &usize| self.0[*at].map.contains_key(before);
        let counted: Vec<usize> = (0..self.0.len()).filter(has).collect();
        let named = |at: &&usize| number.is_some() && self.0[**at].number.as_deref() == number;
        let near = |at: &&usize| self.0[**at].section == section;
        let list = counted.iter().find(named).or_else(|| counted.iter().find(near));
        let list = list.or_else(|| counted.first().filter(|_| counted.len() == 1))?;
        (self.0[*list].map[before] == after).then_some(*list)
    }
}

impl ListNumbers {
    /// True when the other list only counts on, after text between its items: it is one list to a reader.
    fn goes_on_in(&self, other: &Self) -> bool {
        let ends = self.shifted.last().zip(other.shifted.first());
        self.section == other.section
            && ends
                .is_some_and(|(last, first)| comes_next(&last.0, &first.0) && comes_next(&last.1, &first.1))
    }
}

/// Number or letter of a counted item without its brackets and points; notes and bullets have none.
fn count_of<'l>(leaf: &'l Leaf<'_>) -> Option<&'l str> {
    let BlockKind::Item { marker: Some(marker), .. } = &leaf.block.kind else { return None };
    let count = marker.trim_start_matches('(').trim_end_matches(['.', ')', ':']);
    let digits = count.starts_with(|c: char| c.is_ascii_digit());
    let letters = count.len() <= 5 && count.bytes().all(|byte| byte.is_ascii_alphabetic());
    (!count.is_empty() && (digits || letters)).then_some(count)
}
