//! A fast hash for tables that live no longer than one comparison.
//!
//! Multiplies and folds sixteen bytes at a time; the same in every run. Not made against people who
//! craft collisions: whoever concludes from equal hashes that two texts are equal compares the texts.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};

/// A hash map with the fast hash.
pub(super) type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;

/// The state of one hash.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Quick(u64);

const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
const OTHER: u64 = 0xd6e8_feb8_6659_fd93;

/// Product of the two, upper half folded onto the lower.
fn fold(left: u64, right: u64) -> u64 {
    let wide = u128::from(left) * u128::from(right);
    let [low, high] = [wide & u128::from(u64::MAX), wide >> 64];
    u64::try_from(low ^ high).expect("both halves have 64 bits")
}

/// The state after sixteen more bytes.
fn fold_halves(state: u64, [low, high]: [u64; 2]) -> u64 {
    fold(state ^ low, high ^ ODD)
}

/// Sixteen bytes as two numbers.
fn halves(chunk: &[u8; 16]) -> [u64; 2] {
    let wide = u128::from_le_bytes(*chunk);
    [wide & u128::from(u64::MAX), wide >> 64].map(|half| u64::try_from(half).expect("64 bits"))
}

/// Less than sixteen bytes, but some, as two numbers that may overlap: with their count they say all.
fn few(bytes: &[u8]) -> [u64; 2] {
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        return [first, last].map(|eight| u64::from_le_bytes(*eight));
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        return [first, last].map(|four| u64::from(u32::from_le_bytes(*four)));
    }
    let at = |at: usize| u64::from(bytes[at]);
    [at(0) | at(bytes.len() / 2) << 8, at(bytes.len() - 1)]
}

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        let (chunks, rest) = bytes.as_chunks::<16>();
        let mut state = self.0 ^ (bytes.len() as u64).wrapping_mul(OTHER);
        for chunk in chunks {
            state = fold_halves(state, halves(chunk));
        }
        if !rest.is_empty() {
            state = fold_halves(state, bytes.last_chunk().map_or_else(|| few(rest), halves));
        }
        self.0 = state;
    }

    fn write_u8(&mut self, value: u8) {
        self.write_u64(u64::from(value));
    }

    fn write_u32(&mut self, value: u32) {
        self.write_u64(u64::from(value));
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = fold(self.0 ^ value.wrapping_add(OTHER), ODD);
    }

    fn write_usize(&mut self, value: usize) {
        self.write_u64(value as u64);
    }

    fn finish(&self) -> u64 {
        fold(self.0 ^ OTHER, ODD)
    }
}

/// Hash of two hashes in this order.
pub(super) fn hash_of_pair(first: u64, second: u64) -> u64 {
    fold(first.wrapping_add(OTHER), second ^ ODD)
}

/// Hash of anything.
pub(super) fn hash_of<T: Hash + ?Sized>(value: &T) -> u64 {
    let mut hasher = Quick::default();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::hash_of;

    #[test]
    fn near_values_and_lengths_get_different_hashes() {
        let mut seen: Vec<u64> = (0..2000_u64).map(|n| hash_of(&n)).collect();
        seen.extend((1..200).map(|n| hash_of("a".repeat(n).as_str())));
        seen.extend((1..200).map(|n| hash_of("\0".repeat(n).as_str())));
        let all = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), all);
    }
}
