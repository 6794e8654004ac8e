//! Wordings that say the same, and those that only seem to.

use super::say_the_same;

/// The pairs of a table, with whether they are proven to say the same in both directions, in one, in none.
fn proven(table: &str) -> impl Iterator<Item = (&str, usize)> {
    table.lines().map(|line| {
        let (old, new) = line.split_once('\t').expect("two wordings stand in a line");
        (line, [say_the_same(old, new), say_the_same(new, old)].into_iter().filter(|same| *same).count())
    })
}

#[test]
fn what_a_lawyer_would_sign_either_way_is_the_same() {
    let missed: Vec<&str> =
        proven(include_str!("same.tsv")).filter(|(_, proofs)| *proofs < 2).map(|(pair, _)| pair).collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn what_only_seems_to_be_the_same_is_not() {
    let hidden: Vec<&str> =
        proven(include_str!("other.tsv")).filter(|(_, proofs)| *proofs > 0).map(|(pair, _)| pair).collect();
    assert!(hidden.is_empty(), "{hidden:#?}");
}
