//! Counts of hits and tries, printed as a share.

/// Hits among tries.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tally {
    hits: u32,
    tries: u32,
}

impl Tally {
    /// Adds the counts of another.
    pub(crate) fn add(&mut self, other: Self) {
        self.hits += other.hits;
        self.tries += other.tries;
    }

    /// Counts one try.
    pub(crate) fn count(&mut self, hit: bool) {
        self.tries += 1;
        self.hits += u32::from(hit);
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let share = if self.tries == 0 { 0.0 } else { 100.0 * f64::from(self.hits) / f64::from(self.tries) };
        write!(f, "{}/{} ({share:.1} %)", self.hits, self.tries)
    }
}
