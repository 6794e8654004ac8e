//! An index of features: which texts of a list share most with a given one.
//!
//! Keeps candidates few whatever the texts hold: features that many texts have are not asked, and
//! only the best dozen are named. Says nothing about how alike two texts are.

use std::cmp::Reverse;

use super::similarity::Features;

/// A hash shared by more blocks than this says nothing about which belong together.
const COMMON: usize = 48;
/// Candidates kept for one block.
const CANDIDATES: usize = 12;
/// Longer lists are searched less widely, so that the work stays in proportion to the text.
const WIDE: usize = 500;
/// No link of a chain.
const END: u32 = u32::MAX;

/// The index of one list. A table of hashes with free places in between; each names the last of a
/// chain of texts that have it.
pub(super) struct Sharing {
    slots: Vec<Slot>,
    /// Places that are taken, at most half of them.
    taken: usize,
    /// (text, the link before) for each feature of each text.
    links: Vec<(u32, u32)>,
    /// Features shared with the text that is asked about; all zero between two questions.
    counts: Vec<u32>,
    common: u32,
    candidates: usize,
}

#[derive(Clone, Copy)]
struct Slot {
    hash: u64,
    /// Texts that have it; 0 marks a free place.
    count: u32,
    last: u32,
}

const FREE: Slot = Slot { hash: 0, count: 0, last: END };

impl Sharing {
    /// Indexes a list.
    pub(super) fn among(texts: &[&Features]) -> Self {
        let narrow = |most: usize, least: usize| (most * WIDE / texts.len().max(WIDE)).max(least);
        let features: usize = texts.iter().map(|features| features.len()).sum();
        let mut index = Self {
            // Texts say the same things again and again: far fewer hashes than features.
            slots: vec![FREE; (features / 4).next_power_of_two().max(64)],
            taken: 0,
            links: Vec::with_capacity(features),
            counts: vec![0; texts.len()],
            common: u32::try_from(narrow(COMMON, 8)).expect("a small number"),
            candidates: narrow(CANDIDATES, 3),
        };
        for (at, features) in (0_u32..).zip(texts) {
            for hash in features.distinct() {
                let place = index.place(hash);
                let link = u32::try_from(index.links.len()).unwrap_or(END);
                let slot = &mut index.slots[place];
                index.taken += usize::from(slot.count == 0);
                index.links.push((at, slot.last));
                *slot = Slot { hash, count: slot.count + 1, last: link };
                if index.taken * 2 > index.slots.len() {
                    index.grow();
                }
            }
        }
        index
    }

    fn grow(&mut self) {
        let larger = vec![FREE; self.slots.len() * 2];
        for slot in std::mem::replace(&mut self.slots, larger) {
            if slot.count > 0 {
                let place = self.place(slot.hash);
                self.slots[place] = slot;
            }
        }
    }

    /// Where a hash stands or would stand. Its leading bits say where to look first.
    fn place(&self, hash: u64) -> usize {
        let bits = self.slots.len().ilog2();
        let mut at = usize::try_from(hash >> (u64::BITS - bits)).expect("fewer than the slots");
        while self.slots[at].count != 0 && self.slots[at].hash != hash {
            at = (at + 1) & (self.slots.len() - 1);
        }
        at
    }

    /// The texts that share most with this one, as pairs with `at`; among equals those nearest to it.
    pub(super) fn most_shared(&mut self, features: &Features, at: usize) -> Vec<(usize, usize)> {
        let mut touched: Vec<u32> = Vec::new();
        for hash in features.distinct() {
            let slot = self.slots[self.place(hash)];
            if slot.count > self.common {
                continue;
            }
            let mut link = slot.last;
            while let Some((text, before)) = self.links.get(link as usize) {
                let count = &mut self.counts[*text as usize];
                if *count == 0 {
                    touched.push(*text);
                }
                *count += 1;
                link = *before;
            }
        }
        let rank = |text: &u32| (Reverse(self.counts[*text as usize]), (*text as usize).abs_diff(at), *text);
        if touched.len() > self.candidates {
            touched.select_nth_unstable_by_key(self.candidates, rank);
        }
        let pairs = touched.iter().take(self.candidates).map(|text| (*text as usize, at)).collect();
        for text in touched {
            self.counts[text as usize] = 0;
        }
        pairs
    }
}
