//! Names for one thing: both texts are read as if the operator's names were one, and what is quoted
//! is put back into the letters of the text.

use crate::compare::{Change, Comparison};
use crate::document::{Block, BlockKind, Document, Section};
use crate::materiality::{Judgement, Reason, Verdict};

/// Groups of names, each read as its first.
pub(in crate::materiality) struct Renaming<'a> {
    groups: &'a [Vec<String>],
}

impl<'a> Renaming<'a> {
    /// `None` when there is no name to read otherwise.
    pub(in crate::materiality) fn new(groups: &'a [Vec<String>]) -> Option<Self> {
        (!groups.is_empty()).then_some(Self { groups })
    }

    /// The document with every name read as the first of its group. The tree keeps its shape.
    pub(in crate::materiality) fn document(&self, document: &Document) -> Document {
        let mut read = document.clone();
        read.title = self.maybe(read.title);
        read.sections.iter_mut().for_each(|section| self.section(section));
        read
    }

    /// The comparison with the same names; places stay.
    pub(in crate::materiality) fn comparison(&self, comparison: &Comparison) -> Comparison {
        let mut read = comparison.clone();
        for change in &mut read.changes {
            change.old = self.maybe(change.old.take());
            change.new = self.maybe(change.new.take());
            change.section = self.text(&change.section);
            for part in [&mut change.old_section, &mut change.item, &mut change.row, &mut change.column] {
                *part = self.maybe(part.take());
            }
            for word in &mut change.words {
                word.text = self.text(&word.text);
            }
        }
        read
    }

    /// Puts the quotes of a judgement back into the letters of the texts, and says which names were
    /// read as one.
    pub(in crate::materiality) fn explain(&self, change: &Change, judgement: &mut Judgement) {
        for reason in &mut judgement.reasons {
            reason.old = self.restored(reason.old.take(), change.old.as_deref());
            reason.new = self.restored(reason.new.take(), change.new.as_deref());
        }
        for fact in &mut judgement.facts {
            fact.old = self.restored(fact.old.take(), change.old.as_deref());
            fact.new = self.restored(fact.new.take(), change.new.as_deref());
        }
        let renamed = self.renamed(change);
        if renamed.is_empty() {
            return;
        }
        let is_only_rename = self.maybe(change.old.clone()) == self.maybe(change.new.clone());
        if is_only_rename && judgement.verdict == Verdict::Cosmetic {
            judgement.reasons.clear();
        }
        let why = format!("By your watchlist, {} mean the same.", renamed.join(", "));
        let reason = Reason { rule: "T4".to_owned(), why, old: change.old.clone(), new: change.new.clone() };
        judgement.reasons.insert(0, reason);
    }

    /// Pairs of names of which the old text has the one and the new text the other.
    fn renamed(&self, change: &Change) -> Vec<String> {
        let (Some(old), Some(new)) = (&change.old, &change.new) else { return Vec::new() };
        let pair = |group: &Vec<String>| {
            let before = found(group, old).into_iter().find(|name| !found(group, new).contains(name))?;
            let after = found(group, new).into_iter().find(|name| *name != before)?;
            Some(format!("“{before}” and “{after}”"))
        };
        self.groups.iter().filter_map(pair).collect()
    }

    fn section(&self, section: &mut Section) {
        section.heading = self.maybe(section.heading.take());
        section.blocks.iter_mut().for_each(|block| self.block(block));
        section.sections.iter_mut().for_each(|section| self.section(section));
    }

    fn block(&self, block: &mut Block) {
        block.text = self.text(&block.text);
        match &mut block.kind {
            BlockKind::Item { stem, .. } => *stem = self.maybe(stem.take()),
            BlockKind::Table(table) => {
                let cells = table.header.iter_mut().chain(table.rows.iter_mut().flatten());
                cells.for_each(|cell| *cell = self.text(cell));
            }
            BlockKind::Paragraph | BlockKind::Formula => {}
        }
    }

    fn maybe(&self, text: Option<String>) -> Option<String> {
        text.map(|text| self.text(&text))
    }

    fn text(&self, text: &str) -> String {
        let mut read = text.to_owned();
        for group in self.groups {
            let Some(first) = group.first() else { continue };
            let mut out = String::with_capacity(read.len());
            let mut rest = read.as_str();
            let mut before = None;
            while let Some((at, name)) = next(group, rest, before) {
                out.push_str(&rest[..at]);
                out.push_str(first);
                before = name.chars().next_back();
                rest = &rest[at + name.len()..];
            }
            out.push_str(rest);
            read = out;
        }
        read
    }

    /// A quote in the letters of the text it was taken from; the whole text where they cannot be told.
    fn restored(&self, quote: Option<String>, original: Option<&str>) -> Option<String> {
        let (quote, original) = (quote?, original.unwrap_or_default());
        if original.contains(&quote) {
            return Some(quote);
        }
        let mut restored = quote.clone();
        for group in self.groups {
            let Some((first, others)) = group.split_first() else { continue };
            if found(group, &restored).contains(&first.as_str())
                && let Some(name) = others.iter().find(|name| found(group, original).contains(&name.as_str()))
            {
                restored = Renaming { groups: &[vec![name.clone(), first.clone()]] }.text(&restored);
            }
        }
        Some(if original.contains(&restored) || !self.text(original).contains(&quote) {
            restored
        } else {
            original.to_owned()
        })
    }
}

/// Names of a group that stand in a text as whole words.
fn found<'g>(group: &'g [String], text: &str) -> Vec<&'g str> {
    let mut names = Vec::new();
    let (mut rest, mut before) = (text, None);
    while let Some((at, name)) = next(group, rest, before) {
        if !names.contains(&name) {
            names.push(name);
        }
        before = name.chars().next_back();
        rest = &rest[at + name.len()..];
    }
    names
}

/// True when a text has one of these names.
pub(super) fn stands(group: &[String], text: &str) -> bool {
    next(group, text, None).is_some()
}

/// The first name of a group in a text, the longest of those that begin there; `before` is the
/// character in front of the text.
fn next<'g>(group: &'g [String], text: &str, before: Option<char>) -> Option<(usize, &'g str)> {
    let is_part = |c: char| c.is_alphanumeric();
    let fits = |at: usize, name: &str| {
        let front = text[..at].chars().next_back().or(before.filter(|_| at == 0));
        let opens = name.chars().next().is_some_and(is_part) && front.is_some_and(is_part);
        let closes = name.chars().next_back().is_some_and(is_part)
            && text[at + name.len()..].chars().next().is_some_and(is_part);
        !opens && !closes
    };
    let places = group.iter().filter_map(|name| {
        let at = text.match_indices(name.as_str()).map(|(at, _)| at).find(|at| fits(*at, name))?;
        Some((at, name.as_str()))
    });
    places.min_by_key(|(at, name)| (*at, std::cmp::Reverse(name.len())))
}
