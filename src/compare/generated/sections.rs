//! Edits of whole sections: moved, put in, taken out, divided, joined.

use super::FRESH;
use crate::compare::drawn::{Clause, Dice, Part, clause};

/// Takes a section, with those in it, far enough for the others to have stayed. Ids of what moved.
pub(super) fn move_section(dice: &mut Dice, new: &mut Vec<Clause>, told: &mut Vec<String>) -> Vec<usize> {
    let size = new.len();
    let from = dice.below(size);
    let to = (from + 3 + dice.below(size - 4)) % size;
    let weight = |clause: &Clause| 1 + clause.inner.len();
    let passed: usize = new[from.min(to)..=from.max(to)].iter().map(weight).sum();
    if from.abs_diff(to) < 3 || passed < 3 * weight(&new[from]) {
        return Vec::new();
    }
    let clause = new.remove(from);
    let moved = std::iter::once(clause.id).chain(clause.inner.iter().map(|inner| inner.id)).collect();
    new.insert(to, clause);
    told.push("moved section".into());
    moved
}

/// Adds, removes or moves a section inside another one. Ids of what moved.
pub(super) fn rearrange_inner(dice: &mut Dice, new: &mut [Clause], told: &mut Vec<String>) -> Vec<usize> {
    let (choice, place) = (dice.below(3), dice.below(2));
    let fresh = clause(dice, FRESH + 1, 1);
    let Some(inner) = new.iter_mut().map(|clause| &mut clause.inner).find(|inner| inner.len() == 3) else {
        return Vec::new();
    };
    match choice {
        0 => {
            inner.insert(place, Clause { parts: fresh.parts[..4].to_vec(), ..fresh });
            told.push("added section".into());
        }
        // An edited section that goes takes its edits with it.
        1 if !told.is_empty() => {}
        1 => {
            inner.remove(place);
            told.push("removed section".into());
        }
        _ => {
            inner.rotate_left(1);
            told.push("moved section".into());
            return vec![inner[2].id];
        }
    }
    Vec::new()
}

/// Takes a section out of one section and puts it into another one. Ids of what moved.
pub(super) fn move_to_other(dice: &mut Dice, new: &mut [Clause], told: &mut Vec<String>) -> Vec<usize> {
    let full: Vec<usize> = (0..new.len()).filter(|at| new[*at].inner.len() >= 2).collect();
    let (from, to) = (dice.below(full.len().max(1)), dice.below(full.len().max(1)));
    let (from, to) = match (full.get(from), full.get(to)) {
        (Some(from), Some(to)) if from != to => (*from, *to),
        _ => return Vec::new(),
    };
    let inner = new[from].inner.remove(dice.below(2));
    let moved = vec![inner.id];
    let place = dice.below(new[to].inner.len() + 1);
    new[to].inner.insert(place, inner);
    told.push("moved section".into());
    moved
}

/// Takes out a section that no other one refers to.
pub(super) fn remove_section(dice: &mut Dice, new: &mut Vec<Clause>, told: &mut Vec<String>) {
    let at = dice.below(new.len());
    let id = new[at].id;
    if is_referred_to(new.iter().filter(|clause| clause.id != id), id) {
        return;
    }
    // What was done to it before is gone with it, so only an unedited document can say what is told.
    if !told.is_empty() {
        return;
    }
    new.remove(at);
    told.push("removed section".into());
}

/// Puts a heading between the parts of an unedited section. With an edit behind it the section was
/// divided; without one a heading was added.
pub(super) fn divide_section(dice: &mut Dice, old: &[Clause], new: &mut Vec<Clause>, told: &mut Vec<String>) {
    let (at, kept, edited) = (dice.below(new.len()), 1 + dice.below(3), dice.below(2) == 0);
    let (heading, fresh) = (format!("{} {}", dice.word(), dice.word()), dice.word());
    if !new[at].inner.is_empty() || !old.contains(&new[at]) {
        return;
    }
    let mut parts = new[at].parts.split_off(kept);
    told.push(if edited { "split section" } else { "added heading" }.into());
    if edited {
        told.push(reword_stem(&mut parts, &fresh).into());
    }
    new.insert(at + 1, Clause { id: FRESH + 2, heading, parts, inner: Vec::new() });
}

/// Takes the heading between two unedited sections out, with or without an edit behind it.
pub(super) fn join_sections(dice: &mut Dice, old: &[Clause], new: &mut Vec<Clause>, told: &mut Vec<String>) {
    let (at, edited, fresh) = (dice.below(new.len() - 1), dice.below(2) == 0, dice.word());
    let id = new[at + 1].id;
    let unfit = |clause: &Clause| !clause.inner.is_empty() || !old.contains(clause);
    if new[at..=at + 1].iter().any(unfit) || is_referred_to(new.iter(), id) {
        return;
    }
    let mut gone = new.remove(at + 1);
    told.push(if edited { "merged section" } else { "removed heading" }.into());
    if edited {
        told.push(reword_stem(&mut gone.parts, &fresh).into());
    }
    new[at].parts.append(&mut gone.parts);
}

/// Puts a word into the sentence that opens the list. What that is told as.
fn reword_stem(parts: &mut [Part], fresh: &str) -> &'static str {
    for part in parts {
        if let Part::List(stem, _) = part {
            *stem = stem.replacen(' ', &format!(" {fresh}xq "), 1);
        }
    }
    "changed paragraph"
}

fn is_referred_to<'c>(clauses: impl Iterator<Item = &'c Clause>, id: usize) -> bool {
    let refers = |part: &Part| matches!(part, Part::Reference(_, other) if *other == id);
    let all = clauses.flat_map(|clause| std::iter::once(clause).chain(&clause.inner));
    all.flat_map(|clause| &clause.parts).any(refers)
}
