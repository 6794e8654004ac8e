//! Which way an edit moves the reader: what a statement bears, and whether the edit makes it hold
//! further or less far.
//!
//! A further member of a list makes a promise larger and a power too; a qualification makes either
//! smaller; in an exception all of this turns. So no word has a sign of its own here: it takes that of
//! the statement it stands in. Where the statement is not understood, nothing is said.

mod amounts;

use std::ops::Range;

use super::Direction;
use super::bearing::{Bearing, actor, bearing};
use super::edits::Edit;
use super::statement::{Role, Statements};
use super::{Category, direction::opposite};
use crate::compare::replaced;
use crate::facts::lexer::has_any;
use crate::facts::{Place, subject};

/// How surely a sign is known, least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Hold {
    /// A statement holds further or less far.
    Extent,
    /// A statement came or went.
    Statement,
    /// A number grew or shrank.
    Amount,
    /// What served the reader burdens him, or the other way round.
    Turn,
}

/// Words that make a statement hold further.
const EXTENDING: &[&str] = &[
    " also ",
    " any ",
    " all ",
    " every ",
    " each ",
    " other ",
    " including ",
    " even ",
    " at any time ",
    " perpetual ",
    " irrevocabl",
    " worldwide ",
    " sublicens",
    " transferabl",
    " further ",
    " additional ",
    " whether or not ",
    " regardless ",
    " unlimited ",
    " without limit",
    " or more ",
    " always ",
    " fully ",
    " anyone ",
    " such as ",
    " as well as ",
    " among other ",
    " for any reason ",
    " both ",
];
/// Words that make a statement hold less far.
const LIMITING: &[&str] = &[
    " only ",
    " solely ",
    " exclusively ",
    " half ",
    " up to ",
    " reasonabl",
    " material",
    " serious ",
    " with ",
    " without ",
    " in writing ",
    " where ",
    " if ",
    " that ",
    " which ",
    " who ",
    " upon ",
    " subject to ",
];
const JOINTS: &[&str] = &["and", "or", "nor", "but", "as", "well", "also", "either", "both"];
/// Words that say nothing alone.
const EMPTY: &[&str] =
    &["the", "a", "an", "of", "in", "to", "is", "are", "its", "our", "your", "their", "this", "be"];

/// The sign of an edit and how it is known; `None` where its sentence is not understood.
pub(super) fn read(edit: &Edit, category: Category) -> Option<(Hold, Direction)> {
    match (&edit.old, &edit.new) {
        (Some(old), Some(new)) => {
            if matches!(new.place, Place::Formula) {
                return None;
            }
            of_pair(&Statements::of(old), &Statements::of(new), category)
        }
        (None, Some(new)) => of_whole(&Statements::of(new)).map(|sign| (Hold::Statement, sign)),
        (Some(old), None) => of_whole(&Statements::of(old)).map(|sign| (Hold::Statement, opposite(sign))),
        (None, None) => None,
    }
}

fn sign(bearing: Bearing, grows: bool) -> Direction {
    if (bearing == Bearing::Serves) == grows { Direction::Stronger } else { Direction::Weaker }
}

/// What a sentence that comes brings.
fn of_whole(new: &Statements) -> Option<Direction> {
    if new.stem > 0 && new.parts.iter().all(|part| part.range.start != new.stem) {
        let part = new.part_at(new.stem)?;
        let grows = new.parts[part].role != Role::Exception;
        return Some(sign(bearing(new, part)?, grows));
    }
    let own = new
        .parts
        .iter()
        .enumerate()
        .filter(|(_, part)| part.role == Role::Main && part.range.start >= new.stem);
    own.filter_map(|(at, _)| bearing(new, at)).next().map(|bearing| sign(bearing, true))
}

fn of_pair(old: &Statements, new: &Statements, category: Category) -> Option<(Hold, Direction)> {
    let (a, b) = (folded(old), folded(new));
    let mut runs = replaced(&a, &b);
    // What the stem alone says is no edit of its item.
    runs.retain(|(_, to)| to.end > new.stem || new.stem == 0 || to.start >= new.stem);
    let says = |row: &[String], range: &Range<usize>| {
        row[range.clone()]
            .iter()
            .any(|word| !JOINTS.contains(&word.as_str()) && !EMPTY.contains(&word.as_str()))
    };
    if runs.iter().any(|(from, to)| says(&a, from) || says(&b, to)) {
        runs.retain(|(from, to)| says(&a, from) || says(&b, to));
    }
    if amounts::are_exchanged(old, new, &runs) {
        return Some((Hold::Amount, Direction::Mixed));
    }
    let found: Vec<(Hold, Direction)> =
        runs.iter().filter_map(|(from, to)| of_run(old, new, from, to, category)).collect();
    let best = found.iter().map(|(hold, _)| *hold).max()?;
    let mut signs = found.iter().filter(|(hold, _)| *hold == best).map(|(_, sign)| *sign);
    let first = signs.next()?;
    signs.all(|sign| sign == first).then_some((best, first))
}

/// One form for each word that only differs in number or in a verb of one meaning.
fn folded(statements: &Statements) -> Vec<String> {
    let fold = |form: &str| match form {
        "shall" => "will".to_owned(),
        other => subject::singular(other).to_owned(),
    };
    statements.words.iter().map(|word| fold(&word.form)).collect()
}

fn of_run(
    old: &Statements,
    new: &Statements,
    from: &Range<usize>,
    to: &Range<usize>,
    category: Category,
) -> Option<(Hold, Direction)> {
    if let Some(sign) = amounts::read(old, new, from, to, category) {
        return Some((Hold::Amount, sign));
    }
    if from.is_empty() {
        return inserted(new, to);
    }
    if to.is_empty() {
        return inserted(old, from).map(|(hold, sign)| (hold, opposite(sign)));
    }
    exchanged(old, new, from, to)
}

/// What an insertion does to the statement around it.
fn inserted(around: &Statements, range: &Range<usize>) -> Option<(Hold, Direction)> {
    let covers = |part: &Range<usize>| {
        range.start <= part.start + 1 && part.end <= range.end + 1 && part.end > range.start + 1
    };
    let whole = around.parts.iter().position(|part| part.role == Role::Main && covers(&part.range));
    if let Some(part) = whole {
        return bearing(around, part).map(|bearing| (Hold::Statement, sign(bearing, true)));
    }
    let begun = around.parts.iter().position(|part| part.role != Role::Main && covers(&part.range));
    if let Some(part) = begun {
        let text = around.text(range.clone());
        // "… or if we must" makes it hold more often.
        let wider = around.parts[part].role == Role::Condition
            && has_any(text.as_str(), &[" or if ", " or when ", " or where "]);
        return bearing(around, part).map(|bearing| (Hold::Extent, sign(bearing, wider)));
    }
    let part = around.part_at(range.start)?;
    // A denial that comes turns the statement.
    let text = around.text(range.clone());
    if [" not ", " never ", " no ", " cannot "].contains(&text.as_str()) {
        return bearing(around, part).map(|bearing| (Hold::Turn, sign(bearing, true)));
    }
    // Half of a limit is less of what it limits.
    let limited = text == " half "
        && has_any(
            around.text(around.parts[part].range.clone()).as_str(),
            &[" exceed ", " capped ", " limited "],
        );
    let grows = grows(around, range, around.parts[part].role) != limited;
    bearing(around, part).map(|bearing| (Hold::Extent, sign(bearing, grows)))
}

/// The statement holds further with these words than without them.
fn grows(around: &Statements, range: &Range<usize>, role: Role) -> bool {
    let wider = is_wider(around, range, role);
    if role == Role::Exception { !wider } else { wider }
}

fn is_wider(around: &Statements, range: &Range<usize>, role: Role) -> bool {
    let text = around.text(range.clone());
    let words = &around.words;
    let at = |index: usize| words.get(index).map_or("", |word| word.form.as_str());
    let last = range.end - 1;
    let joins = |form: &str| matches!(form, "and" | "or" | "nor");
    // "And" in a condition asks for more.
    let both = role == Role::Condition
        && (at(range.start) == "and" || at(last) == "and" || range.start > 0 && at(range.start - 1) == "and");
    if both || has_any(text.as_str(), &[" only ", " solely ", " exclusively ", " half "]) {
        return false;
    }
    if has_any(text.as_str(), EXTENDING) || joins(at(range.start)) || joins(at(last)) {
        return true;
    }
    let pauses =
        |index: Option<usize>| index.and_then(|index| words.get(index)).is_some_and(|word| word.pauses);
    let listed = pauses(range.start.checked_sub(1)) && (joins(at(range.end)) || pauses(Some(last)))
        || pauses(Some(last)) && (range.end..(range.end + 6).min(words.len())).any(|near| joins(at(near)));
    listed && !has_any(text.as_str(), LIMITING)
}

/// One wording for another inside a sentence.
fn exchanged(
    old: &Statements,
    new: &Statements,
    from: &Range<usize>,
    to: &Range<usize>,
) -> Option<(Hold, Direction)> {
    let (before, after) = (old.part_at(from.start)?, new.part_at(to.start)?);
    let (gone, come) = (old.text(from.clone()), new.text(to.clone()));
    let (was, is) = (bearing(old, before), bearing(new, after));
    if let (Some(was), Some(is)) = (was, is)
        && was != is
    {
        return Some((Hold::Turn, sign(is, true)));
    }
    let holds = is.or(was)?;
    let role = new.parts[after].role;
    let turned = |grows: bool| if role == Role::Exception { !grows } else { grows };
    if let Some(stronger) = binds_more(&gone, &come) {
        let firm = role == Role::Main && actor(new, after) != super::bearing::Actor::Reader
            || holds == Bearing::Burdens;
        return firm.then(|| (Hold::Extent, sign(holds, stronger)));
    }
    let joint = |text: &str| text.trim().to_owned();
    match (joint(&gone).as_str(), joint(&come).as_str()) {
        ("or", "and") => return Some((Hold::Extent, sign(holds, turned(false)))),
        ("and", "or") => return Some((Hold::Extent, sign(holds, turned(true)))),
        _ => {}
    }
    let wide = |text: &str| {
        has_any(text, EXTENDING) || has_any(text, &[" personal ", " everyone ", " whatever ", " general"])
    };
    match (wide(&gone), wide(&come)) {
        (false, true) => Some((Hold::Extent, sign(holds, turned(true)))),
        (true, false) => Some((Hold::Extent, sign(holds, turned(false)))),
        _ => {
            let limits = |text: &str| has_any(text, LIMITING);
            match (limits(&gone), limits(&come)) {
                (false, true) => Some((Hold::Extent, sign(holds, turned(false)))),
                (true, false) => Some((Hold::Extent, sign(holds, turned(true)))),
                _ => None,
            }
        }
    }
}

/// The verb binds more, or less; `None` where no verb of strength was exchanged.
fn binds_more(gone: &str, come: &str) -> Option<bool> {
    const LADDER: &[(&str, u8)] = &[
        (" may ", 1),
        (" might ", 1),
        (" can ", 1),
        (" could ", 1),
        (" intend", 2),
        (" aim", 2),
        (" try ", 2),
        (" effort", 2),
        (" endeavour", 2),
        (" seek ", 2),
        (" should ", 3),
        (" normally ", 2),
        (" usually ", 2),
        (" will ", 4),
        (" shall ", 4),
        (" must ", 4),
        (" always ", 5),
        (" ensure", 4),
        (" guarantee", 5),
    ];
    let strength =
        |text: &str| LADDER.iter().filter(|(cue, _)| text.contains(cue)).map(|(_, rank)| *rank).min();
    let (before, after) = (strength(gone)?, strength(come)?);
    (before != after).then_some(after > before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, BlockAddress};
    use crate::facts::block_clauses;

    fn of(old: &str, new: &str) -> Option<Direction> {
        let clause = |text: &str| {
            let at = BlockAddress { sections: vec![0], block: 0 };
            block_clauses(&Block::paragraph(text), "Rules", &at).remove(0)
        };
        of_pair(&Statements::of(&clause(old)), &Statements::of(&clause(new)), Category::IntroductoryGeneric)
            .map(|(_, sign)| sign)
    }

    /// Each pair is read both ways.
    fn check(better: &[(&str, &str)]) {
        let fails = |(worse, better): &&(&str, &str)| {
            of(worse, better) != Some(Direction::Stronger) || of(better, worse) != Some(Direction::Weaker)
        };
        let missed: Vec<_> = better.iter().filter(fails).collect();
        assert!(missed.is_empty(), "{missed:#?}");
    }

    #[test]
    fn a_list_that_grows_takes_the_sign_of_its_statement() {
        check(&[
            ("We never sell names or plates.", "We never sell names, drawings or plates."),
            ("We collect names, plates and voices.", "We collect names and plates."),
            ("You may not copy, sell or lend drawings.", "You may not copy or lend drawings."),
            ("We delete names and plates.", "We delete names, plates and drawings."),
            ("You can export notes.", "You can export notes and drawings."),
            (
                "We never sell drawings, except to museums or schools.",
                "We never sell drawings, except to museums.",
            ),
            ("We may close a room if it is empty or loud.", "We may close a room if it is empty."),
            ("We repay the rent if the room is loud.", "We repay the rent if the room is loud or cold."),
        ]);
    }

    #[test]
    fn a_qualification_makes_what_it_stands_in_smaller() {
        check(&[
            ("We share drawings with museums.", "We share drawings with museums that you have named."),
            ("We repay the rent, if you ask in time.", "We repay the rent."),
            ("You must not publish the plans.", "You must not publish the plans without our name."),
            (
                "The drawings shall not be used to teach machines of others.",
                "The drawings shall not be used to teach machines.",
            ),
            (
                "We may stop the lift for loud and late guests.",
                "We may stop the lift for loud and late guests only.",
            ),
            ("Credits do not exceed half the rent.", "Credits do not exceed the rent."),
        ]);
    }

    #[test]
    fn what_turns_is_told_from_both_sides() {
        check(&[
            ("We do not react to the signal.", "We honour the signal."),
            ("You are deemed to have agreed.", "The old rules continue to apply."),
            ("Open credits lapse.", "We pay open credits out."),
            ("You waive the right to sue.", "You keep the right to sue."),
            ("The Provider is not liable for its couriers.", "The Provider is liable for its couriers."),
        ]);
    }

    #[test]
    fn a_statement_that_joins_another_brings_its_own_sign() {
        check(&[
            (
                "The police receive drawings if a judge orders it.",
                "The police receive drawings if a judge orders it, and we tell the guest afterwards.",
            ),
            ("We keep drawings, and we may sell them.", "We keep drawings."),
        ]);
    }
}
