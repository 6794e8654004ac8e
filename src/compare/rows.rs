//! Two rows of anything that can be told apart, laid side by side.
//!
//! The same alignment that marks words in texts serves whoever compares rows of its own making;
//! what the items mean is the caller's business.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Where two rows differ, in order: a range of the old row and the range of the new row that stands
/// in its place. Either may be empty, never both.
pub(crate) fn replaced<T: Eq + std::hash::Hash + Ord>(
    old: &[T],
    new: &[T],
) -> Vec<(Range<usize>, Range<usize>)> {
    capture_diff_slices(Algorithm::Myers, old, new)
        .into_iter()
        .filter(|op| !matches!(op, DiffOp::Equal { .. }))
        .map(|op| (op.old_range(), op.new_range()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::replaced;

    type Ranges = (std::ops::Range<usize>, std::ops::Range<usize>);

    #[test]
    fn only_what_differs_is_named() {
        let cases: [(&str, &str, &[Ranges]); 4] = [
            ("a b c", "a b c", &[]),
            ("a b c", "a x c", &[(1..2, 1..2)]),
            ("a b c", "a c", &[(1..2, 1..1)]),
            ("a c", "a b c", &[(1..1, 1..2)]),
        ];
        for (old, new, expected) in cases {
            let row = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(replaced(&row(old), &row(new)), expected, "{old} / {new}");
        }
    }
}
