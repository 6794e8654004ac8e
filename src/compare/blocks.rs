//! Pairs blocks: first the equal ones, then the similar ones inside paired sections, then what is
//! left over across sections.

use std::borrow::Cow;
use std::ops::Range;

use super::block_changes::lead_words;
use super::ends::{same_after, same_before};
use super::form::form_of;
use super::fusions::{Fusion, find_fusions};
use super::hashing::QuickMap;
use super::matching::{Candidate, Counts, Matching, Side};
use super::outline::{Leaf, Outline, same_ends};
use super::report::MANY;
use super::similarity::{Features, Likely, each_once, likely_pairs};
use super::tables::tables_alike;
use crate::document::BlockKind;

/// Texts this alike are one block reworded.
const REWORDED: f64 = 0.4;
/// Enough where both neighbours are paired, too: nothing else can have become of the block.
const BETWEEN_PAIRED: f64 = 0.2;
/// The same, where a heading that is only on one side stands between them.
const BETWEEN_PAIRED_ACROSS: f64 = 0.3;
/// Enough for an item that keeps its lead words.
const SAME_LEAD: f64 = 0.1;
/// Needed to call a block moved to another section although it was edited.
const MOVED_EDITED: f64 = 0.65;
/// Words a block needs to be recognised in another section.
const TELLING_WORDS: usize = 5;
/// The same, when it was edited as well.
const TELLING_WORDS_EDITED: usize = 8;

/// Blocks of two outlines, paired; with the splits and merges that are not one to one.
pub(super) struct BlockPairs {
    pub(super) matching: Matching,
    pub(super) fusions: Vec<Fusion>,
}

/// Pairs the blocks of two outlines whose sections are paired.
pub(super) fn align_blocks(old: &Outline<'_>, new: &Outline<'_>, sections: &Matching) -> BlockPairs {
    let mut matching = Matching::new(old.blocks.len(), new.blocks.len());
    pair_unchanged_ends(&mut matching, old, new, sections);
    let is_free = |side: &[Option<usize>]| side.iter().any(Option::is_none);
    if !is_free(&matching.forward) || !is_free(&matching.backward) {
        return BlockPairs { matching, fusions: Vec::new() };
    }
    pair_equal_in_place(&mut matching, old, new, sections);
    let mut aligner = Aligner::new(old, new, sections, matching);
    aligner.pair_edited_inside();
    let fusions = aligner.fuse();
    let mut judged = QuickMap::default();
    aligner.pair_similar_in_place(&mut judged);
    aligner.pair_similar_in_place(&mut judged);
    aligner.pair_equal_elsewhere();
    aligner.pair_equal_beside();
    aligner.pair_across_headings();
    aligner.pair_across_headings();
    aligner.pair_similar_elsewhere();
    for fusion in &fusions {
        fusion.release(&mut aligner.matching);
    }
    BlockPairs { matching: aligner.matching, fusions }
}

/// What stayed at the beginning and at the end of each section, block by block: nearly everything.
fn pair_unchanged_ends(matching: &mut Matching, old: &Outline<'_>, new: &Outline<'_>, sections: &Matching) {
    for (from, to) in sections.pairs() {
        let (olds, news) = (&old.sections[from].blocks, &new.sections[to].blocks);
        let unchanged = old.sections[from].is_unchanged_in(&new.sections[to]);
        let (front, back) = if unchanged { (olds.len(), 0) } else { same_ends((old, olds), (new, news)) };
        for (from, to) in olds.clone().zip(news.clone()).take(front) {
            matching.pair(from, to);
        }
        for (from, to) in olds.clone().rev().zip(news.clone().rev()).take(back) {
            matching.pair(from, to);
        }
    }
}

/// Equal blocks of paired sections, from much context to none.
fn pair_equal_in_place(matching: &mut Matching, old: &Outline<'_>, new: &Outline<'_>, sections: &Matching) {
    let near = |outline: &Outline<'_>, leaf: usize, step: isize| -> u64 {
        let section = outline.blocks[leaf].section;
        let neighbour = leaf.checked_add_signed(step).and_then(|at| outline.blocks.get(at));
        neighbour.filter(|other| other.section == section).map_or(0, super::outline::Leaf::hash)
    };
    let stem = |outline: &Outline<'_>, leaf: usize| -> u64 {
        outline.stem(leaf).map_or(0, |stem| outline.blocks[stem].hash())
    };
    let rivals = have_rivals(matching, old, new, sections);
    let place = |outline: &Outline<'_>, leaf: usize, side: Side| -> Option<usize> {
        let section = outline.blocks[leaf].section;
        let place = match side {
            Side::Old => sections.forward[section],
            Side::New => sections.backward[section].map(|_| section),
        };
        place.filter(|place| rivals[*place])
    };
    let rich = |outline: &Outline<'_>, leaf: usize, side: Side| {
        let context = (stem(outline, leaf), near(outline, leaf, -1), near(outline, leaf, 1));
        place(outline, leaf, side).map(|at| (at, outline.blocks[leaf].hash(), context))
    };
    matching.pair_equal(|at| rich(old, at, Side::Old), |at| rich(new, at, Side::New), Counts::Equal);
    let listed = |outline: &Outline<'_>, leaf: usize, side: Side| {
        place(outline, leaf, side).map(|at| (at, outline.blocks[leaf].hash(), stem(outline, leaf)))
    };
    matching.pair_equal(|at| listed(old, at, Side::Old), |at| listed(new, at, Side::New), Counts::Any);
    let bare = |outline: &Outline<'_>, leaf: usize, side: Side| {
        place(outline, leaf, side).map(|at| (at, outline.blocks[leaf].hash()))
    };
    matching.pair_equal(|at| bare(old, at, Side::Old), |at| bare(new, at, Side::New), Counts::Any);
}

/// For each new section, whether it and its partner have free blocks enough for two of them to be equal: a
/// single one on each side, between blocks that stayed, would have been found the same before.
fn have_rivals(matching: &Matching, old: &Outline<'_>, new: &Outline<'_>, sections: &Matching) -> Vec<bool> {
    let free = |side: &[Option<usize>], own: &Range<usize>| {
        side[own.clone()].iter().filter(|other| other.is_none()).count()
    };
    let rivals = |(to, from): (usize, &Option<usize>)| {
        let Some(from) = *from else { return false };
        let olds = free(&matching.forward, &old.sections[from].blocks);
        let news = free(&matching.backward, &new.sections[to].blocks);
        olds.min(news) > 0 && olds.max(news) > 1
    };
    sections.backward.iter().enumerate().map(rivals).collect()
}

/// For two tables, how many row keys and column names they share.
fn shared_keys(old: &BlockKind, new: &BlockKind) -> f64 {
    match (old, new) {
        (BlockKind::Table(old), BlockKind::Table(new)) => tables_alike(old, new),
        _ => 0.0,
    }
}

/// True when two texts share their beginning, their end and most of their letters, or most of their words at
/// the same places. A text that only
/// goes on where the other ends may be a part of it, which is for [`find_fusions`] to say.
pub(super) fn edited_inside(old: &Leaf<'_>, new: &Leaf<'_>) -> bool {
    const END: usize = 8;
    let (from, to) = (old.block.text.as_bytes(), new.block.text.as_bytes());
    let (shorter, longer) = (from.len().min(to.len()), from.len().max(to.len()));
    if old.is_item() != new.is_item() || old.is_table() || new.is_table() || shorter * 4 < longer * 3 {
        return false;
    }
    let (before, after) = equal_ends(from, to);
    before >= END && after >= END && (before + after) * 3 >= longer * 2
        || stand_in_place(&old.block.text, &new.block.text)
}

/// True when two texts have as many words and most of them are the same at the same places: single words
/// were replaced throughout.
fn stand_in_place<'t>(old: &'t str, new: &'t str) -> bool {
    /// Words that say enough, and after which a text that is another one is known.
    const ENOUGH: usize = 12;
    let words = |text: &'t str| text.as_bytes().split(|byte| *byte == b' ');
    let (mut olds, mut news) = (words(old), words(new));
    let (mut all, mut same) = (0, 0);
    loop {
        match (olds.next(), news.next()) {
            (Some(old), Some(new)) => (all, same) = (all + 1, same + usize::from(old == new)),
            (None, None) => return all >= ENOUGH && same * 4 >= all * 3,
            _ => return false,
        }
        if all == ENOUGH && same * 2 < all {
            return false;
        }
    }
}

/// Bytes that two texts share at the beginning and at the end, none counted twice.
fn equal_ends(old: &[u8], new: &[u8]) -> (usize, usize) {
    let before = same_before(old, new);
    (before, same_after(old, new, old.len().min(new.len()) - before))
}

/// True when the longer of two texts has all that the shorter one has: it may be the whole of which the
/// shorter one is a part.
fn is_grown(old: &Leaf<'_>, new: &Leaf<'_>) -> bool {
    let (from, to) = (old.block.text.as_bytes(), new.block.text.as_bytes());
    let (before, after) = equal_ends(from, to);
    before + after == from.len().min(to.len())
}

/// What blocks say when they are taken for parts of each other: a table without its column names, which
/// a list made of its rows does not repeat.
fn rows_and_texts<'b>(outline: &'b Outline<'_>, leaves: &[usize]) -> Vec<(usize, Cow<'b, Features>)> {
    let features = |leaf: &usize| match &outline.blocks[*leaf].block.kind {
        BlockKind::Table(table) => {
            let rows: Vec<String> = table.rows.iter().map(|row| row.join(" | ")).collect();
            Cow::Owned(Features::of(&form_of(&rows.join("\n"))))
        }
        _ => Cow::Borrowed(outline.blocks[*leaf].features()),
    };
    leaves.iter().map(|leaf| (*leaf, features(leaf))).collect()
}

fn borrowed<'f>(texts: &'f [(usize, Cow<'_, Features>)]) -> Vec<(usize, &'f Features)> {
    texts.iter().map(|(leaf, features)| (*leaf, features.as_ref())).collect()
}

/// The state of pairing what is not equal; features exist only for blocks that need them.
struct Aligner<'a, 'b> {
    old: &'b Outline<'a>,
    new: &'b Outline<'a>,
    sections: &'b Matching,
    matching: Matching,
    /// Pairs of sections that had free blocks on both sides when what is not equal began to be paired.
    open: Vec<(usize, usize)>,
}

impl<'a, 'b> Aligner<'a, 'b> {
    fn new(old: &'b Outline<'a>, new: &'b Outline<'a>, sections: &'b Matching, matching: Matching) -> Self {
        let is_open = |(from, to): &(usize, usize)| {
            let (olds, news) = (&old.sections[*from].blocks, &new.sections[*to].blocks);
            matching.forward[olds.clone()].contains(&None) && matching.backward[news.clone()].contains(&None)
        };
        let open = sections.pairs().filter(is_open).collect();
        Self { old, new, sections, matching, open }
    }

    /// Free blocks of each pair of sections that has some on both sides. Where there are more of them than
    /// anybody reads one by one, nobody asks either which of them became which.
    fn free_by_section(&self) -> Vec<(Vec<usize>, Vec<usize>)> {
        let free = |own: &Range<usize>, side: &[Option<usize>]| -> Vec<usize> {
            own.clone().filter(|leaf| side[*leaf].is_none()).collect()
        };
        let lists = self.open.iter().map(|(from, to)| {
            let olds = free(&self.old.sections[*from].blocks, &self.matching.forward);
            (olds, free(&self.new.sections[*to].blocks, &self.matching.backward))
        });
        let few = |(olds, news): &(Vec<usize>, Vec<usize>)| {
            !olds.is_empty() && !news.is_empty() && olds.len().max(news.len()) <= MANY
        };
        lists.filter(few).collect()
    }

    /// Blocks at the same place from the front or from the back whose beginning and end stayed: one
    /// look at their letters says what likeness of words would say.
    fn pair_edited_inside(&mut self) {
        for (old_free, new_free) in self.free_by_section() {
            // Where a block came or went, a text that only grew or shrank may have been divided or joined.
            let may_fuse = old_free.len() != new_free.len();
            let near = |pair: &(&usize, &usize)| {
                let (old, new) = (&self.old.blocks[*pair.0], &self.new.blocks[*pair.1]);
                edited_inside(old, new) && !(may_fuse && is_grown(old, new))
            };
            let front: Vec<_> = old_free.iter().zip(&new_free).take_while(near).collect();
            let back: Vec<_> = old_free.iter().rev().zip(new_free.iter().rev()).take_while(near).collect();
            for (from, to) in front.into_iter().chain(back) {
                self.matching.pair(*from, *to);
            }
        }
    }

    fn fuse(&mut self) -> Vec<Fusion> {
        let mut fusions = Vec::new();
        for (old_free, new_free) in self.free_by_section() {
            // One block on either side is never made of several.
            if old_free.len().max(new_free.len()) < 2 {
                continue;
            }
            let (olds, news) = (rows_and_texts(self.old, &old_free), rows_and_texts(self.new, &new_free));
            for fusion in find_fusions(&borrowed(&olds), &borrowed(&news)) {
                fusion.occupy(&mut self.matching);
                fusions.push(fusion);
            }
        }
        fusions
    }

    /// Pairs what is alike in each pair of sections, unless as many blocks are free as when they were
    /// judged before: the answer would be the same. `judged` has their number for each section.
    fn pair_similar_in_place(&mut self, judged: &mut QuickMap<usize, usize>) {
        let mut candidates = Vec::new();
        for (old_free, new_free) in self.free_by_section() {
            let (section, free) = (self.new.blocks[new_free[0]].section, old_free.len() + new_free.len());
            if judged.insert(section, free) == Some(free) {
                continue;
            }
            let mut pairs = self.likely(&old_free, &new_free);
            pairs.extend(self.between_paired(&new_free));
            candidates.extend(each_once(pairs).into_iter().filter_map(|pair| self.judge_in_place(pair)));
        }
        self.matching.pair_best(candidates);
    }

    fn likely(&self, old_free: &[usize], new_free: &[usize]) -> Vec<Likely> {
        let olds: Vec<&Features> = old_free.iter().map(|leaf| self.old.blocks[*leaf].features()).collect();
        let news: Vec<&Features> = new_free.iter().map(|leaf| self.new.blocks[*leaf].features()).collect();
        let placed = |pair: Likely| Likely { old: old_free[pair.old], new: new_free[pair.new], ..pair };
        likely_pairs(&olds, &news).into_iter().map(placed).collect()
    }

    /// Free pairs that follow a pair.
    fn between_paired(&self, new_free: &[usize]) -> Vec<Likely> {
        new_free
            .iter()
            .filter_map(|to| {
                let before = self.matching.backward[to.checked_sub(1)?]?;
                let from = before + 1;
                (from < self.old.blocks.len()).then_some((from, *to))
            })
            .filter(|(from, to)| {
                self.matching.forward[*from].is_none()
                    && self.sections.forward[self.old.blocks[*from].section]
                        == Some(self.new.blocks[*to].section)
            })
            .map(|(old, new)| Likely { old, new, at_most: 1.0 })
            .collect()
    }

    fn judge_in_place(&self, Likely { old: from, new: to, at_most }: Likely) -> Option<Candidate> {
        let (old, new) = (&self.old.blocks[from], &self.new.blocks[to]);
        if old.is_table() != new.is_table() {
            return None;
        }
        let at_most =
            if old.is_table() { 1.0 } else { at_most.min(old.features().alike_at_most(new.features())) };
        let same_stem = self.matching.agree(self.old.stem(from), self.new.stem(to));
        let (before, after) = (self.paired_at(from, to, -1), self.paired_at(from, to, 1));
        let needed = if before && after { BETWEEN_PAIRED } else { REWORDED };
        // Most pairs end here, before anything is read.
        let listed = old.is_item() && new.is_item();
        if at_most < if listed && same_stem { SAME_LEAD } else { needed } {
            return None;
        }
        let same_lead =
            listed && lead_words(old.form()).to_lowercase() == lead_words(new.form()).to_lowercase();
        let needed = if same_lead && same_stem { SAME_LEAD } else { needed };
        if at_most < needed {
            return None;
        }
        let alike = old.features().alike(new.features()).max(shared_keys(&old.block.kind, &new.block.kind));
        let bonus = |holds: bool, value: f64| if holds { value } else { 0.0 };
        let score = alike
            + bonus(same_stem, 0.1)
            + bonus(same_lead, 0.2)
            + bonus(before, 0.05)
            + bonus(after, 0.05)
            + bonus(old.is_item() == new.is_item(), 0.05);
        (alike >= needed).then_some(Candidate { old: from, new: to, score })
    }

    /// True when the neighbours on that side are paired with each other, or both ends are reached.
    fn paired_at(&self, from: usize, to: usize, step: isize) -> bool {
        let neighbour = |outline: &Outline<'_>, leaf: usize| {
            let section = outline.blocks[leaf].section;
            let at = leaf.checked_add_signed(step)?;
            outline.blocks.get(at).filter(|other| other.section == section).map(|_| at)
        };
        self.matching.agree(neighbour(self.old, from), neighbour(self.new, to))
    }

    fn pair_equal_elsewhere(&mut self) {
        fn key(outline: &Outline<'_>, leaf: usize) -> Option<u64> {
            let leaf = &outline.blocks[leaf];
            (leaf.weight() >= TELLING_WORDS).then(|| leaf.hash())
        }
        self.matching.pair_equal(|at| key(self.old, at), |at| key(self.new, at), Counts::Any);
    }

    /// Equal blocks that follow or precede a pair, however short: they came along with it.
    fn pair_equal_beside(&mut self) {
        let news = self.matching.backward.iter().enumerate();
        let free: Vec<usize> = news.filter(|(_, from)| from.is_none()).map(|(to, _)| to).collect();
        let steps = free.iter().map(|to| (*to, 1)).chain(free.iter().rev().map(|to| (*to, -1)));
        for (to, step) in steps {
            let beside = |at: usize, step: isize| at.checked_add_signed(step);
            let neighbour = beside(to, -step).and_then(|to| *self.matching.backward.get(to)?);
            let from = neighbour.and_then(|from| beside(from, step));
            let same = |from: &usize| {
                let twin = self.matching.forward.get(*from).is_some_and(Option::is_none);
                twin && !self.old.blocks[*from].differs(&self.new.blocks[to])
            };
            if let Some(from) = from.filter(same) {
                self.matching.pair(from, to);
            }
        }
    }

    /// Blocks that stand beside the same text as before, but under a heading that is only on one side:
    /// the section was divided or joined there, and what was reworded on the way is still the block.
    fn pair_across_headings(&mut self) {
        let mut candidates = Vec::new();
        for (from, to) in self.beside_pairs() {
            let (old, new) = (&self.old.blocks[from], &self.new.blocks[to]);
            let one_heading =
                self.sections.forward[old.section].is_some() != self.sections.backward[new.section].is_some();
            if !one_heading || old.is_table() || new.is_table() || old.is_item() != new.is_item() {
                continue;
            }
            let both = self.beside(from, to, -1) && self.beside(from, to, 1);
            let needed = if both { BETWEEN_PAIRED_ACROSS } else { REWORDED };
            let score = old.features().alike(new.features());
            candidates.extend((score >= needed).then_some(Candidate { old: from, new: to, score }));
        }
        self.matching.pair_best(candidates);
    }

    /// Free blocks that follow or precede a pair on both sides, whatever sections they are in.
    fn beside_pairs(&self) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for to in (0..self.new.blocks.len()).filter(|to| self.matching.backward[*to].is_none()) {
            for step in [-1, 1] {
                let paired = to.checked_add_signed(step).and_then(|at| *self.matching.backward.get(at)?);
                let from = paired.and_then(|from| from.checked_add_signed(-step));
                let free = |from: &usize| self.matching.forward.get(*from).is_some_and(Option::is_none);
                found.extend(from.filter(free).map(|from| (from, to)));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// True when the blocks on that side are paired with each other, or both ends are reached.
    fn beside(&self, from: usize, to: usize, step: isize) -> bool {
        let at = |at: usize, end: usize| at.checked_add_signed(step).filter(|at| *at < end);
        self.matching.agree(at(from, self.old.blocks.len()), at(to, self.new.blocks.len()))
    }

    fn pair_similar_elsewhere(&mut self) {
        let free = |outline: &Outline<'_>, side: &[Option<usize>]| -> Vec<usize> {
            (0..side.len())
                .filter(|at| side[*at].is_none() && outline.blocks[*at].weight() >= TELLING_WORDS_EDITED)
                .collect()
        };
        let (old_free, new_free) =
            (free(self.old, &self.matching.forward), free(self.new, &self.matching.backward));
        let candidates = self
            .likely(&old_free, &new_free)
            .into_iter()
            .filter_map(|Likely { old, new, at_most }| {
                let (from, to) = (&self.old.blocks[old], &self.new.blocks[new]);
                let hopeless = !from.is_table() && at_most < MOVED_EDITED;
                if from.is_table() != to.is_table() || hopeless {
                    return None;
                }
                let keys = shared_keys(&from.block.kind, &to.block.kind);
                let score = from.features().alike(to.features()).max(keys);
                (score >= MOVED_EDITED).then_some(Candidate { old, new, score })
            })
            .collect();
        self.matching.pair_best(candidates);
    }
}
