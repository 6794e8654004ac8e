//! How alike two texts are, and which pairs are worth asking about.
//!
//! A text becomes a sorted bag of hashes: its telling words and its neighbouring word pairs. Two bags
//! compare in one merge; candidates come from an index of shared hashes, so that a page with
//! thousands of blocks never compares each with each.

use super::sharing::Sharing;
use super::telling::{Telling, for_each_word};

/// Sorted hashes of a text's telling words and word pairs.
#[derive(Debug, Clone, Default)]
pub(super) struct Features(Vec<u32>);

impl Features {
    /// Features of a text in comparison form; letter case does not matter.
    pub(super) fn of(form: &str) -> Self {
        Self::of_all(std::iter::once(form))
    }

    /// Features of several texts taken as one; no pair of words reaches from one to the next.
    pub(super) fn of_all<'t>(forms: impl Iterator<Item = &'t str>) -> Self {
        let mut hashes = Vec::new();
        for form in forms {
            let start = hashes.len();
            let mut bag = Bag::onto(&mut hashes, form.len());
            for_each_word(form, |word| bag.add(word));
            if !bag.tells {
                bag.add_mute(form);
            }
            let end = start + bag.len;
            hashes.truncate(end);
            if end > start {
                hashes.swap_remove(start);
            }
        }
        Self(sorted(&hashes))
    }

    /// Features of words known by number only.
    pub(super) fn of_ids(ids: &[u32]) -> Self {
        let mut hashes = Vec::new();
        let mut bag = Bag::onto(&mut hashes, 2 * ids.len());
        for id in ids {
            bag.add(Telling::of_id(*id));
        }
        let end = bag.len;
        Self(sorted(hashes[..end].get(1..).unwrap_or_default()))
    }

    /// Features of which only the hashes are known, sorted.
    #[cfg(test)]
    pub(super) fn sorted(hashes: Vec<u32>) -> Self {
        Self(hashes)
    }

    /// Several texts taken as one.
    pub(super) fn joined<'a>(parts: impl Iterator<Item = &'a Features>) -> Self {
        let parts: Vec<&[u32]> = parts.map(|part| part.0.as_slice()).collect();
        Self(sorted(&parts.concat()))
    }

    /// Each hash once.
    pub(super) fn distinct(&self) -> impl Iterator<Item = u32> + '_ {
        let others = self.0.windows(2).filter(|pair| pair[0] != pair[1]).map(|pair| pair[1]);
        self.0.first().copied().into_iter().chain(others)
    }

    /// Number of features.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Number of features both have.
    pub(super) fn shared(&self, other: &Self) -> usize {
        const FAR: usize = 16;
        let (few, many) = if self.len() <= other.len() { (self, other) } else { (other, self) };
        if few.len() * FAR < many.len() {
            return few.found_in(many);
        }
        let (mut left, mut right, mut count) = (0, 0, 0);
        // Which of two hashes is smaller cannot be foretold: steps are sums, not branches.
        while let (Some(a), Some(b)) = (self.0.get(left), other.0.get(right)) {
            left += usize::from(a <= b);
            right += usize::from(b <= a);
            count += usize::from(a == b);
        }
        count
    }

    /// The same, where the other has far more of them: each is searched for.
    fn found_in(&self, other: &Self) -> usize {
        let (mut rest, mut count) = (other.0.as_slice(), 0);
        for hash in &self.0 {
            rest = &rest[rest.partition_point(|other| other < hash)..];
            if rest.first() == Some(hash) {
                count += 1;
                rest = &rest[1..];
            }
        }
        count
    }

    /// The most that [`Self::alike`] can be for texts of these lengths.
    pub(super) fn alike_at_most(&self, other: &Self) -> f64 {
        ratio(2 * self.len().min(other.len()), self.len() + other.len())
    }

    /// Dice coefficient, 0 to 1; 0 when both are empty.
    pub(super) fn alike(&self, other: &Self) -> f64 {
        ratio(2 * self.shared(other), self.len() + other.len())
    }

    /// True when the other has this share of the text's features, too. Most texts that are no part of
    /// another are known by the first few features it lacks.
    pub(super) fn is_contained_in(&self, other: &Self, share: f64) -> bool {
        let mut rest = other.0.as_slice();
        let mut lacking = 0;
        for (at, hash) in self.0.iter().enumerate() {
            // The next one is near its place among more of them, as hashes are spread evenly.
            let step = 2 * rest.len() / (self.len() - at) + 8;
            let near = rest.get(..step).filter(|near| near.last() >= Some(hash)).unwrap_or(rest);
            rest = &rest[near.partition_point(|other| other < hash)..];
            if rest.first() == Some(hash) {
                rest = &rest[1..];
                continue;
            }
            lacking += 1;
            if ratio(self.len() - lacking, self.len()) < share {
                return false;
            }
        }
        !self.0.is_empty() || share <= 0.0
    }

    /// Share of this text's features that the other has too, 0 to 1.
    pub(super) fn contained_in(&self, other: &Self) -> f64 {
        ratio(self.shared(other), self.len())
    }
}

/// Features of a text as they are met. There is room for all that it can have before it is read, so that
/// putting one down takes no more than that.
struct Bag<'h> {
    room: &'h mut [u32],
    /// Features put down, the first of them a pair of nothing with the first word.
    len: usize,
    before: Telling,
    /// True once a word told something.
    tells: bool,
}

impl<'h> Bag<'h> {
    /// Makes room behind other hashes for those of a text of this many bytes: a word takes two of them, with
    /// the gap behind it, and is at most two features.
    fn onto(hashes: &'h mut Vec<u32>, bytes: usize) -> Self {
        let start = hashes.len();
        hashes.resize(start + bytes + 2, 0);
        Self { room: &mut hashes[start..], len: 0, before: Telling::default(), tells: false }
    }

    #[inline]
    fn add(&mut self, word: Telling) {
        let room = self.room[self.len..].first_chunk_mut().expect("room for every word");
        *room = [self.before.before(word), word.alone()];
        // Whether a word tells cannot be foretold: it is put down and perhaps written over, without a branch.
        self.len += 1 + usize::from(word.tells());
        self.tells |= word.tells();
        self.before = word;
    }

    /// Adds the words themselves of a text of nothing but stop words: it is known by them.
    #[cold]
    fn add_mute(&mut self, form: &str) {
        for_each_word(form, |word| {
            self.room[self.len] = word.alone();
            self.len += 1;
        });
    }
}

/// A quotient of counts; 0 when there is nothing to divide by.
#[expect(clippy::cast_precision_loss, reason = "counts of words stay far below 2^52")]
pub(super) fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Positions in two lists of texts that are worth asking about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Likely {
    pub(super) old: usize,
    pub(super) new: usize,
    /// The most that [`Features::alike`] can say of the two: the index has counted already what they
    /// share, and most pairs are hopeless by that count.
    pub(super) at_most: f64,
}

/// Pairs of positions in the two lists that share telling features, at most a dozen for each new
/// one, those that share most.
pub(super) fn likely_pairs(old: &[&Features], new: &[&Features]) -> Vec<Likely> {
    /// Texts on either side that are sooner held against each other, each with each, than indexed. Of so
    /// few the index would name all that share anything, too.
    const FEW: usize = 6;
    let likely = |from: usize, to: usize, most: usize| {
        let (before, after) = (old[from].len(), new[to].len());
        Likely { old: from, new: to, at_most: ratio(2 * most.min(before).min(after), before + after) }
    };
    // One alone needs no index to say which of them to ask about.
    if old.len() == 1 {
        return (0..new.len()).map(|to| likely(0, to, usize::MAX)).collect();
    }
    if old.len().max(new.len()) <= FEW {
        let pairs = (0..new.len()).flat_map(|to| (0..old.len()).map(move |from| (from, to)));
        let shared = pairs.map(|(from, to)| (from, to, old[from].shared(new[to])));
        return shared.filter(|pair| pair.2 > 0).map(|(from, to, most)| likely(from, to, most)).collect();
    }
    let mut sharing = Sharing::among(old);
    let asked = (0..).zip(new).map(|(to, features)| (to, sharing.most_shared(features, to)));
    asked.flat_map(|(to, found)| found.into_iter().map(move |(from, most)| likely(from, to, most))).collect()
}

/// Pairs in order, each once and with the least that is known of it.
pub(super) fn each_once(mut pairs: Vec<Likely>) -> Vec<Likely> {
    pairs.sort_unstable_by(|a, b| {
        (a.old, a.new).cmp(&(b.old, b.new)).then_with(|| a.at_most.total_cmp(&b.at_most))
    });
    pairs.dedup_by_key(|pair| (pair.old, pair.new));
    pairs
}

/// Hashes in order. Good hashes are spread evenly, so each is nearly at its place once it is put where its
/// leading bits say; where many want one place, an ordinary sort sees to that place.
fn sorted(hashes: &[u32]) -> Vec<u32> {
    match hashes.len() {
        0..20 => {
            let mut few = hashes.to_vec();
            insertion_sort(&mut few);
            few
        }
        20..100 => spread::<6, 64>(hashes),
        100..400 => spread::<8, 256>(hashes),
        400..1_600 => spread::<10, 1_024>(hashes),
        _ => spread::<12, 4_096>(hashes),
    }
}

/// The same by so many leading bits, of which so many places are made.
fn spread<const BITS: u32, const PLACES: usize>(hashes: &[u32]) -> Vec<u32> {
    const CROWD: u32 = 24;
    let place = |hash: u32| (hash >> (u32::BITS - BITS)) as usize % PLACES;
    // How many want each place; then where those end; then, put down, where they begin.
    let mut bounds = [0_u32; PLACES];
    for hash in hashes {
        bounds[place(*hash)] += 1;
    }
    let (mut end, mut most) = (0, 0);
    for bound in &mut bounds {
        most = most.max(*bound);
        end += *bound;
        *bound = end;
    }
    let mut sorted = vec![0; hashes.len()];
    for hash in hashes {
        let bound = &mut bounds[place(*hash)];
        *bound -= 1;
        sorted[*bound as usize] = *hash;
    }
    if most > CROWD {
        let ends = bounds[1..].iter().chain([&end]);
        for (start, end) in bounds.iter().zip(ends).filter(|(start, end)| *end - *start > CROWD) {
            sorted[*start as usize..*end as usize].sort_unstable();
        }
    }
    insertion_sort(&mut sorted);
    sorted
}

fn insertion_sort(few: &mut [u32]) {
    for at in 1..few.len() {
        let hash = few[at];
        if few[at - 1] <= hash {
            continue;
        }
        let mut to = at;
        while to > 0 && few[to - 1] > hash {
            few[to] = few[to - 1];
            to -= 1;
        }
        few[to] = hash;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn hashes_are_sorted_however_they_lie(
            spread in proptest::collection::vec(any::<u32>(), 0..300),
            crowd in proptest::collection::vec(0_u32..9, 0..90),
        ) {
            for hashes in [spread.clone(), [spread, crowd].concat()] {
                let mut expected = hashes.clone();
                expected.sort_unstable();
                prop_assert_eq!(sorted(&hashes), expected);
            }
        }

        #[test]
        fn features_of_any_text_have_room(
            text in "[a1 .,'_中日かé\u{200b}\u{301}\u{e01}-]{0,40}",
            other in "\\PC{0,40}",
            stop in "(the |a |of |no |中 ){0,12}",
        ) {
            for texts in [vec![text.as_str()], vec![&other], vec![&stop, &text, &other]] {
                let features = Features::of_all(texts.iter().copied());
                prop_assert!(features.0.is_sorted());
            }
        }

        #[test]
        fn what_is_shared_does_not_depend_on_how_it_is_looked_for(
            mut few in proptest::collection::vec(0_u32..40, 0..6),
            mut many in proptest::collection::vec(0_u32..40, 120..160),
        ) {
            few.sort_unstable();
            many.sort_unstable();
            let mut rest = many.clone();
            let expected = few
                .iter()
                .filter(|hash| rest.iter().position(|other| other == *hash).map(|at| rest.remove(at)).is_some())
                .count();
            let (few, many) = (Features(few), Features(many));
            prop_assert_eq!((few.shared(&many), many.shared(&few)), (expected, expected));
        }
    }

    #[test]
    fn one_changed_number_keeps_texts_alike_and_other_texts_stay_apart() {
        let base = Features::of("Server logs: retained for 30 days, then deleted");
        let edited = Features::of("Server logs: retained for 90 days, then deleted");
        let other = Features::of("Questions go to the privacy team by post");
        assert!(base.alike(&edited) > 0.6);
        assert!(base.alike(&other) < 0.1);
        assert!((base.alike(&base) - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn likely_pairs_name_the_text_that_shares_most() {
        let old = [Features::of("cookies for login"), Features::of("logs for thirty days")];
        let new = [Features::of("logs for ninety days"), Features::of("cookies for ads")];
        let old: Vec<_> = old.iter().collect();
        let new: Vec<_> = new.iter().collect();
        let pairs = likely_pairs(&old, &new);
        assert_eq!(pairs.iter().find(|pair| pair.new == 0).map(|pair| pair.old), Some(1));
    }
}
