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
/// Places looked at for one hash. Spread hashes need a handful in a table half empty; a text made to
/// crowd them loses the crowd from the index, not the time.
const LOOKS: usize = 128;
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
    hash: u32,
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
            slots: vec![FREE; features.next_power_of_two().max(64)],
            taken: 0,
            links: Vec::with_capacity(features),
            counts: vec![0; texts.len()],
            common: u32::try_from(narrow(COMMON, 8)).expect("a small number"),
            candidates: narrow(CANDIDATES, 3),
        };
        for (at, features) in (0_u32..).zip(texts) {
            features.distinct().for_each(|hash| {
                let Some(place) = index.place(hash) else { return };
                let link = u32::try_from(index.links.len()).unwrap_or(END);
                let slot = &mut index.slots[place];
                index.taken += usize::from(slot.count == 0);
                index.links.push((at, slot.last));
                *slot = Slot { hash, count: slot.count + 1, last: link };
                if index.taken * 2 > index.slots.len() {
                    index.grow();
                }
            });
        }
        index
    }

    fn grow(&mut self) {
        let larger = vec![FREE; self.slots.len() * 2];
        for slot in std::mem::replace(&mut self.slots, larger) {
            if slot.count > 0 {
                match self.place(slot.hash) {
                    Some(place) => self.slots[place] = slot,
                    None => self.taken -= 1,
                }
            }
        }
    }

    /// Where a hash stands or would stand, unless others crowd it out. Its leading bits say where to
    /// look first.
    fn place(&self, hash: u32) -> Option<usize> {
        let mut at = (hash >> (u32::BITS - self.slots.len().ilog2())) as usize;
        for _ in 0..LOOKS {
            let slot = self.slots[at];
            if slot.hash == hash || slot.count == 0 {
                return Some(at);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        None
    }

    /// The texts that share most with this one, which stands at `at`; among equals those nearest to
    /// it. Each with the most features that the two can share.
    pub(super) fn most_shared(&mut self, features: &Features, at: usize) -> Vec<(usize, usize)> {
        let mut touched: Vec<u32> = Vec::new();
        // Repeated features and those that are not asked may be shared, too.
        let mut unasked = features.len();
        features.distinct().for_each(|hash| {
            let Some(slot) = self.place(hash).map(|place| self.slots[place]) else { return };
            if slot.count > self.common {
                return;
            }
            unasked -= 1;
            let mut link = slot.last;
            while let Some((text, before)) = self.links.get(link as usize) {
                let count = &mut self.counts[*text as usize];
                if *count == 0 {
                    touched.push(*text);
                }
                *count += 1;
                link = *before;
            }
        });
        let rank = |text: &u32| (Reverse(self.counts[*text as usize]), (*text as usize).abs_diff(at), *text);
        if touched.len() > self.candidates {
            touched.select_nth_unstable_by_key(self.candidates, rank);
        }
        let most = |text: u32| (text as usize, self.counts[text as usize] as usize + unasked);
        let pairs = touched.iter().take(self.candidates).map(|text| most(*text)).collect();
        for text in touched {
            self.counts[text as usize] = 0;
        }
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_that_crowd_one_place_are_left_out_and_others_are_still_found() {
        let crowd: Vec<u32> = (1..20_000).collect();
        let texts = [Features::sorted(crowd), Features::sorted(vec![1 << 28, 2 << 28, 3 << 28])];
        let mut sharing = Sharing::among(&[&texts[0], &texts[1]]);
        assert!(sharing.taken < 1_000);
        assert_eq!(sharing.most_shared(&texts[1], 0), [(1, 3)]);
    }
}
