//! Which sentence of one text became which of the other: equal words first, then the likest.

use std::collections::{HashMap, VecDeque};
use std::ops::Range;

use super::{Edit, is_tier, same_lead};
use crate::facts::Clause;
use crate::materiality::canon::{Run, runs};
use crate::materiality::effort::SENTENCE;
use crate::materiality::folded::Folded;

/// Likeness from which two sentences are versions of one.
const PAIR: f64 = 0.4;
/// Sentences of the same words that are asked whether they are one.
const MANY_ALIKE: usize = 200;
/// Pairs of sentences of one change that are held against each other.
const MOST_LIKENESSES: usize = 100_000;

/// Pairs of rows with the same words that `placed` allows, in old order, and what is free on each side.
fn equal_rows(
    old: &[Vec<String>],
    new: &[Vec<String>],
    placed: impl Fn(usize, usize) -> bool,
) -> (Vec<(usize, usize)>, Vec<usize>, Vec<usize>) {
    let mut places: HashMap<&[String], VecDeque<usize>> = HashMap::new();
    for (j, row) in new.iter().enumerate() {
        places.entry(row).or_default().push_back(j);
    }
    let (mut twins, mut old_free, mut taken) = (Vec::new(), Vec::new(), vec![false; new.len()]);
    for (i, row) in old.iter().enumerate() {
        let twin = places.get_mut(row.as_slice()).and_then(|places| {
            let at = places.iter().take(MANY_ALIKE).position(|&j| placed(i, j))?;
            places.remove(at)
        });
        match twin {
            Some(j) => {
                taken[j] = true;
                twins.push((i, j));
            }
            None => old_free.push(i),
        }
    }
    (twins, old_free, (0..new.len()).filter(|j| !taken[*j]).collect())
}

/// Places of the new list that the old one at this place is held against: all of them, or where that
/// would be more than anybody waits for, those nearest to it.
fn near_places(at: usize, olds: usize, news: usize) -> Range<usize> {
    let wide = MOST_LIKENESSES / olds.max(1);
    if news <= wide {
        return 0..news;
    }
    let from = (at * news / olds).saturating_sub(wide / 2);
    from..(from + wide.max(1)).min(news)
}

/// The words of the free rows as numbers, in ascending order: equal words have one number.
fn bags<'w>(rows: &'w [Vec<String>], free: &[usize], numbers: &mut HashMap<&'w str, u32>) -> Vec<Vec<u32>> {
    let bag = |row: &usize| {
        let mut bag: Vec<u32> = Vec::with_capacity(rows[*row].len());
        for word in &rows[*row] {
            let next = u32::try_from(numbers.len()).expect("no text has four billion different words");
            bag.push(*numbers.entry(word).or_insert(next));
        }
        bag.sort_unstable();
        bag
    };
    free.iter().map(bag).collect()
}

/// Share of words two rows have in common, 0 to 1, order ignored: [`crate::materiality::canon::likeness`] of many.
fn likeness(old: &[u32], new: &[u32]) -> f64 {
    let (mut i, mut j, mut shared) = (0, 0, 0_u32);
    while let (Some(a), Some(b)) = (old.get(i), new.get(j)) {
        i += usize::from(a <= b);
        j += usize::from(b <= a);
        shared += u32::from(a == b);
    }
    let total = u32::try_from(old.len() + new.len()).unwrap_or(u32::MAX);
    if total == 0 { 0.0 } else { 2.0 * f64::from(shared) / f64::from(total) }
}

/// Drops sentences that are letter for letter equal, pairs the rest by likeness, best first.
pub(super) fn pair(old: &[Clause], new: &[Clause], one_row: bool, folded: &Folded) -> Vec<Edit> {
    let old_rows: Vec<Vec<String>> = old.iter().map(|clause| folded.row(&clause.text)).collect();
    let new_rows: Vec<Vec<String>> = new.iter().map(|clause| folded.row(&clause.text)).collect();
    let placed =
        |i: usize, j: usize| same_lead(&old[i], &new[j]) || one_row && !is_tier(&old[i]) && !is_tier(&new[j]);
    let (twins, old_free, new_free) = equal_rows(&old_rows, &new_rows, placed);
    let reworded = twins.into_iter().filter(|(i, j)| old[*i].text != new[*j].text);
    let mut ranked: Vec<(f64, usize, usize)> = Vec::new();
    let mut numbers = HashMap::new();
    let (old_bags, new_bags) =
        (bags(&old_rows, &old_free, &mut numbers), bags(&new_rows, &new_free, &mut numbers));
    for (at, &i) in old_free.iter().enumerate() {
        let near = near_places(at, old_free.len(), new_free.len());
        let like = |place: usize| (likeness(&old_bags[at], &new_bags[place]), i, new_free[place]);
        ranked.extend(near.map(like));
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let alone = old_free.len() == 1 && new_free.len() == 1;
    let (mut partner, mut twin_of) = (vec![None; old.len()], vec![None; new.len()]);
    for (likeness, i, j) in ranked {
        let free = partner[i].is_none() && twin_of[j].is_none();
        if free && (likeness >= PAIR || alone && (likeness > 0.15 || old_rows[i].len() < 6)) {
            (partner[i], twin_of[j]) = (Some(j), Some(i));
        }
    }
    let mut edits: Vec<Edit> = reworded
        .map(|(i, j)| Edit { old: Some(old[i].clone()), new: Some(new[j].clone()), runs: Vec::new() })
        .collect();
    for j in new_free {
        let twin = twin_of[j];
        let runs = match twin {
            // Nobody reads the words of an endless sentence one by one.
            Some(i) if old[i].text.len().max(new[j].text.len()) > SENTENCE => {
                vec![Run { old: old_rows[i].clone(), new: new_rows[j].clone() }]
            }
            Some(i) => runs(&old_rows[i], &new_rows[j]),
            None => vec![Run { old: Vec::new(), new: new_rows[j].clone() }],
        };
        edits.push(Edit { old: twin.map(|i| old[i].clone()), new: Some(new[j].clone()), runs });
    }
    for i in old_free.into_iter().filter(|i| partner[*i].is_none()) {
        let runs = vec![Run { old: old_rows[i].clone(), new: Vec::new() }];
        edits.push(Edit { old: Some(old[i].clone()), new: None, runs });
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_sentences_are_held_against_all_and_very_many_against_those_near_them() {
        assert_eq!(near_places(3, 10, 20), 0..20);
        for at in [0, 500, 9_999] {
            let near = near_places(at, 10_000, 10_000);
            assert!(near.contains(&at) && near.len() <= MOST_LIKENESSES / 10_000, "{near:?}");
        }
    }

    #[test]
    fn rows_of_the_same_words_are_twins_in_order_where_they_may() {
        let rows = |words: &[&str]| -> Vec<Vec<String>> {
            words.iter().map(|word| vec![(*word).to_owned()]).collect()
        };
        let (old, new) = (rows(&["a", "b", "a", "c"]), rows(&["a", "d", "a", "b"]));
        let (twins, gone, come) = equal_rows(&old, &new, |old, new| (old, new) != (0, 0));
        assert_eq!(twins, [(0, 2), (1, 3), (2, 0)]);
        assert_eq!((gone, come), (vec![3], vec![1]));
    }

    #[test]
    fn rows_of_numbers_are_as_alike_as_rows_of_words() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let rows = [words("we keep it for a day"), words("a day we keep a key"), words("none"), Vec::new()];
        let mut numbers = HashMap::new();
        let bags = bags(&rows, &[0, 1, 2, 3], &mut numbers);
        for (i, old) in rows.iter().enumerate() {
            for (j, new) in rows.iter().enumerate() {
                let by_words = crate::materiality::canon::likeness(old, new);
                assert!((likeness(&bags[i], &bags[j]) - by_words).abs() < f64::EPSILON, "{old:?} {new:?}");
            }
        }
    }
}
