//! Pairs the rows of two tables whose columns are paired: by equal cells, by key, by equal other cells,
//! by likeness, and last by the rows around them.
//!
//! Knows nothing of changes.

use super::form::{form_of, hash_of_forms};
use super::hashing::hash_of;
use super::matching::{Candidate, Counts, Matching};
use super::similarity::{Features, Likely, likely_pairs};
use super::tables::{SAME_ROW, cell_at, same};
use crate::document::Table;

/// Rows by equal cells, by key, by equal other cells, by likeness.
pub(super) fn align_rows(old: &Table, new: &Table, columns: &Matching) -> Matching {
    let mut rows = Matching::new(old.rows.len(), new.rows.len());
    pair_unchanged_ends(&mut rows, old, new);
    // Rows are known by hashes: whether two paired ones differ is asked of their cells, once.
    let cells = |table: &Table, at: usize| hash_of_forms(table.rows[at].iter().map(String::as_str));
    rows.pair_equal(|at| Some(cells(old, at)), |at| Some(cells(new, at)), Counts::Any);
    let key = |table: &Table, at: usize| {
        let key = table.rows[at].first().map(|cell| form_of(cell)).filter(|key| !key.is_empty())?;
        Some(hash_of(key.to_lowercase().as_str()))
    };
    rows.pair_equal(|at| key(old, at), |at| key(new, at), Counts::Equal);
    // The other cells, in the old table's column order, so that a new column hides nothing.
    let others = |table: &Table, at: usize, order: &[usize]| -> Option<u64> {
        let cells = || order.iter().map(|column| cell_at(&table.rows[at], *column));
        let speaks = cells().any(|cell| !form_of(cell).is_empty());
        speaks.then(|| hash_of_forms(cells()))
    };
    let paired: Vec<(usize, usize)> = columns.pairs().filter(|pair| *pair != (0, 0)).collect();
    let old_order: Vec<usize> = paired.iter().map(|pair| pair.0).collect();
    let new_order: Vec<usize> = paired.iter().map(|pair| pair.1).collect();
    rows.pair_equal(|at| others(old, at, &old_order), |at| others(new, at, &new_order), Counts::Equal);
    pair_rows_alike(&mut rows, old, new);
    rows.pair_equal(|at| key(old, at), |at| key(new, at), Counts::Any);
    pair_rows_between(&mut rows, old, new, &paired);
    rows
}

/// Rows alone between two pairs that have the same key (often none), or whose keys begin alike and that share
/// a cell: key and cells were edited.
fn pair_rows_between(rows: &mut Matching, old: &Table, new: &Table, columns: &[(usize, usize)]) {
    const BEGINNING: usize = 4;
    let before = |at: usize| at.checked_sub(1);
    let after = |at: usize, end: usize| Some(at + 1).filter(|next| *next < end);
    let beginning = |table: &Table, row: usize| -> Option<String> {
        let key = form_of(cell_at(&table.rows[row], 0)).to_lowercase();
        let start: String = key.chars().take(BEGINNING).collect();
        (start.chars().count() == BEGINNING).then_some(start)
    };
    for to in (0..new.rows.len()).filter(|to| rows.backward[*to].is_none()).collect::<Vec<_>>() {
        let from = match before(to) {
            None => Some(0),
            Some(above) => rows.backward[above].map(|above| above + 1),
        };
        let free = |from: &usize| rows.forward.get(*from).is_some_and(Option::is_none);
        let Some(from) = from.filter(free) else { continue };
        let between = rows.agree(before(from), before(to))
            && rows.agree(after(from, old.rows.len()), after(to, new.rows.len()));
        let shares = columns.iter().any(|(one, other)| {
            let (one, other) = (cell_at(&old.rows[from], *one), cell_at(&new.rows[to], *other));
            !one.is_empty() && same(one, other)
        });
        let same_key = same(cell_at(&old.rows[from], 0), cell_at(&new.rows[to], 0));
        let begins_alike = || beginning(old, from).is_some() && beginning(old, from) == beginning(new, to);
        if between && (same_key || shares && begins_alike()) {
            rows.pair(from, to);
        }
    }
}

/// Rows that stayed letter by letter at the beginning and at the end: nearly all.
fn pair_unchanged_ends(rows: &mut Matching, old: &Table, new: &Table) {
    let front = old.rows.iter().zip(&new.rows).take_while(|(old, new)| old == new).count();
    let room = old.rows.len().min(new.rows.len()) - front;
    let backwards = old.rows.iter().rev().zip(new.rows.iter().rev());
    let back = backwards.take(room).take_while(|(old, new)| old == new).count();
    (0..front).for_each(|at| _ = rows.pair(at, at));
    (1..=back).for_each(|at| _ = rows.pair(old.rows.len() - at, new.rows.len() - at));
}

fn bags(rows: &[(usize, Features)]) -> Vec<&Features> {
    rows.iter().map(|row| &row.1).collect()
}

fn pair_rows_alike(rows: &mut Matching, old: &Table, new: &Table) {
    let features = |table: &Table, side: &[Option<usize>]| -> Vec<(usize, Features)> {
        (0..side.len())
            .filter(|at| side[*at].is_none())
            .map(|at| (at, Features::of(&form_of(&table.rows[at].join(" | ")))))
            .collect()
    };
    let (olds, news) = (features(old, &rows.forward), features(new, &rows.backward));
    let (old_bags, new_bags) = (bags(&olds), bags(&news));
    let candidates = likely_pairs(&old_bags, &new_bags)
        .into_iter()
        .filter(|pair| pair.at_most >= SAME_ROW)
        .map(|Likely { old, new, .. }| Candidate {
            old: olds[old].0,
            new: news[new].0,
            score: old_bags[old].alike(new_bags[new]),
        })
        .filter(|candidate| candidate.score >= SAME_ROW)
        .collect();
    rows.pair_best(candidates);
}
