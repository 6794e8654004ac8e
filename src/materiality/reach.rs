//! Which way an edit moves the reader: what a statement bears, and whether the edit makes it hold
//! further or less far.
//!
//! A further member of a list makes a promise larger and a power too; a qualification makes either
//! smaller; in an exception all of this turns. So no word has a sign of its own here: it takes that of
//! the statement it stands in. Where the statement is not understood, nothing is said.

mod amounts;
mod exchanged;
mod inserted;
mod scales;

pub(super) use amounts::grown;

use std::ops::Range;

use inserted::inserted;

use super::Direction;
use super::bearing::{self, Actor, Bearing};
use super::edits::Edit;
use super::sides::{Pair, Sides, fold};
use super::statement::{Role, Statements};
use super::{Category, direction::opposite};
use crate::facts::Place;
use crate::facts::lexer::has_any;

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
    " instance ",
    " example ",
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
    " without ",
    " subject to ",
];
/// Words that limit where they stand for others; in a list they limit one member of it.
const NARROWER: &[&str] = &[" certain ", " some ", " in writing ", " specific"];
/// Words of a stretch beyond which a sentence that differs in several places was rewritten.
const REWRITTEN: usize = 4;
const JOINTS: &[&str] = &["and", "or", "as", "well", "either"];
/// Words that say nothing alone.
const EMPTY: &[&str] =
    &["the", "a", "an", "of", "in", "to", "is", "are", "its", "our", "your", "their", "this", "be"];

/// The sign of an edit and how it is known; `None` where its sentence is not understood.
pub(super) fn read(edit: &Edit, sides: &Sides, category: Category) -> Option<(Hold, Direction)> {
    match sides {
        Sides::Changed(_) if matches!(edit.clause().place, Place::Formula) => None,
        Sides::Changed(pair) => of_pair(pair, category),
        Sides::Added(new) => of_whole(new, category).map(|sign| (Hold::Statement, sign)),
        Sides::Removed(old) => of_whole(old, category).map(|sign| (Hold::Statement, opposite(sign))),
    }
}

/// What it means for the reader that a part holds further. A limit on what is taken is the worse the
/// wider it is, and the exception to a limit too. A line of a list means what its topic does.
fn bearing(statements: &Statements, part: usize, reading: Reading) -> Option<Bearing> {
    if statements.is_fragment {
        return of_topic(reading.category);
    }
    let defines = || {
        let text = statements.text(statements.parts[part].range.clone());
        let level = matches!(
            reading.category,
            Category::SlaDefinitions | Category::SlaServiceCredit | Category::SlaAvailability
        );
        (level && has_any(text.as_str(), &[" means ", " mean "])).then_some(Bearing::Serves)
    };
    if let Some(holds) = permits(statements, part, reading.category) {
        return Some(holds);
    }
    let holds = bearing::bearing(statements, part).or_else(defines)?;
    match statements.parts[part].role {
        Role::Main if reading.limited => Some(Bearing::Burdens),
        Role::Exception if reading.limited => Some(Bearing::Serves),
        _ => Some(holds),
    }
}

/// "Tables may be displayed" in rules of use is what the reader may do with them.
fn permits(statements: &Statements, part: usize, category: Category) -> Option<Bearing> {
    let text = statements.text(statements.parts.get(part)?.range.clone());
    let use_rules = matches!(category, Category::AcceptableUse | Category::LicenceToContent);
    let passive = has_any(text.as_str(), &[" may be ", " can be "])
        && !has_any(
            text.as_str(),
            &[" by us ", " removed ", " suspended ", " terminated ", " withdrawn ", " changed "],
        );
    (use_rules && passive && bearing::actor(statements, part) == Actor::Thing).then_some(Bearing::Serves)
}

/// What a line without a verb is for the reader, by the list it stands in.
fn of_topic(category: Category) -> Option<Bearing> {
    use Category as C;
    match category {
        C::DataSecurity
        | C::UserAccessEditDeletion
        | C::Warranty
        | C::UserChoiceControl
        | C::SlaSupportResponse => Some(Bearing::Serves),
        C::FirstPartyCollectionUse
        | C::ThirdPartySharingCollection
        | C::DataRetention
        | C::SlaExclusions
        | C::AcceptableUse
        | C::CookiesTracking
        | C::TrainingOnContent => Some(Bearing::Burdens),
        _ => None,
    }
}

/// Words of the old sentence for words of the new one; one of the two stretches may be empty.
#[derive(Clone, Copy)]
struct Exchange<'a> {
    old: &'a Statements,
    new: &'a Statements,
    from: &'a Range<usize>,
    to: &'a Range<usize>,
    reading: Reading,
}

/// What is known of an edit besides its words.
#[derive(Clone, Copy)]
struct Reading {
    category: Category,
    /// One of the two sentences limits what is taken.
    limited: bool,
}

fn sign(bearing: Bearing, grows: bool) -> Direction {
    if (bearing == Bearing::Serves) == grows { Direction::Stronger } else { Direction::Weaker }
}

/// What a sentence that comes brings.
fn of_whole(new: &Statements, category: Category) -> Option<Direction> {
    let reading = Reading { category, limited: false };
    // A line of a list of recipients is one more of them, whatever it does.
    if new.is_listed && category == Category::ThirdPartySharingCollection && new.stem == 0 {
        return (!bearing::denies(new, 0)).then_some(Direction::Weaker);
    }
    if new.stem > 0 && new.parts.iter().all(|part| part.range.start != new.stem) {
        let part = new.part_at(new.stem)?;
        let grows = new.parts[part].role != Role::Exception;
        return Some(sign(bearing(new, part, reading)?, grows));
    }
    let mut own = new
        .parts
        .iter()
        .enumerate()
        .filter(|(_, part)| part.role == Role::Main && part.range.start >= new.stem);
    own.find_map(|(at, _)| bearing(new, at, reading)).map(|bearing| sign(bearing, true))
}

fn of_pair(pair: &Pair, category: Category) -> Option<(Hold, Direction)> {
    let (Pair { old, new, .. }, mut runs) = (pair, pair.runs.clone());
    // What the stem alone says is no edit of its item.
    runs.retain(|(_, to)| to.end > new.stem || new.stem == 0 || to.start >= new.stem);
    let says = |statements: &Statements, range: &Range<usize>| {
        let words = &statements.words[range.clone()];
        words
            .iter()
            .map(|word| fold(&word.form))
            .any(|word| !JOINTS.contains(&word) && !EMPTY.contains(&word))
    };
    if runs.iter().any(|(from, to)| says(old, from) || says(new, to)) {
        runs.retain(|(from, to)| says(old, from) || says(new, to));
    }
    if amounts::are_exchanged(old, new, &runs) {
        return Some((Hold::Amount, Direction::Mixed));
    }
    let found: Vec<(Hold, Direction)> =
        runs.iter().filter_map(|(from, to)| of_run(pair, from, to, category)).collect();
    let best = found.iter().map(|(hold, _)| *hold).max()?;
    // Of a sentence that was rewritten, the words that widen or narrow tell nothing.
    let rewritten = runs.len() > 1 && runs.iter().any(|(from, to)| from.len().max(to.len()) > REWRITTEN);
    if rewritten && best == Hold::Extent {
        return None;
    }
    let mut signs = found.iter().filter(|(hold, _)| *hold == best).map(|(_, sign)| *sign);
    let first = signs.next()?;
    signs.all(|sign| sign == first).then_some((best, first))
}

fn of_run(
    Pair { old, new, .. }: &Pair,
    from: &Range<usize>,
    to: &Range<usize>,
    category: Category,
) -> Option<(Hold, Direction)> {
    let limits = |statements: &Statements, at: usize| {
        statements.part_at(at).is_some_and(|part| bearing::limits_taking(statements, part))
    };
    let limited = limits(old, from.start) || limits(new, to.start);
    let reading = Reading { category, limited };
    let exchange = Exchange { old, new, from, to, reading };
    if let Some(sign) = amounts::read(exchange) {
        return Some((Hold::Amount, sign));
    }
    if !from.is_empty() && !to.is_empty() {
        return exchanged::read(exchange);
    }
    if let Some(sign) = turned(exchange) {
        return Some((Hold::Turn, sign));
    }
    if from.is_empty() {
        inserted(new, to, reading)
    } else {
        inserted(old, from, reading).map(|(hold, sign)| (hold, opposite(sign)))
    }
}

/// Words that came or went inside one statement and made of it one of the other kind.
fn turned(Exchange { old, new, from, to, .. }: Exchange<'_>) -> Option<Direction> {
    let (before, after) = (old.part_at(from.start)?, new.part_at(to.start)?);
    let inside = |statements: &Statements, part: usize, range: &Range<usize>| {
        let whole = &statements.parts[part].range;
        statements.parts[part].role == Role::Main
            && range.start >= whole.start
            && range.end <= whole.end
            && range.len() < whole.len()
    };
    if !inside(old, before, from)
        || !inside(new, after, to)
        || bearing::denies(old, before) == bearing::denies(new, after)
    {
        return None;
    }
    let (was, is) = (bearing::bearing(old, before)?, bearing::bearing(new, after)?);
    (was != is).then(|| sign(is, true))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    pub(super) fn of(old: &str, new: &str) -> Option<Direction> {
        let Sides::Changed(pair) = Sides::of_texts(old, new) else { unreachable!("both have words") };
        of_pair(&pair, Category::IntroductoryGeneric).map(|(_, sign)| sign)
    }

    /// Each pair is read both ways.
    pub(super) fn check(better: &[(&str, &str)]) {
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
            ("It does not read your contacts.", "It does not read your drawings or your contacts."),
            ("Your file can be read by the nurse and the cook.", "Your file can be read by the cook."),
            ("You are told on the boards or by post.", "You are told on the boards and by post."),
            ("There are no cameras in the hall.", "There are no cameras in the hall or the rooms."),
            ("Notice may be given by post.", "Notice may be given online or by post."),
            ("Names can be erased after each trip.", "Names are erased after each trip."),
            ("It applies 90 days after it was published.", "It applies 90 days after you were notified."),
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

    proptest! {
        #[test]
        fn any_words_are_read_to_the_end(
            old in "(you |we |may |not |if |only |and |or |but |except |until |within |5 |days |; |, |the |fee |sell |data: |it\\) ){0,14}",
            new in "(you |we |may |not |if |only |and |or |but |except |until |within |9 |days |; |, |the |fee |sell |data: |it\\) ){0,14}",
        ) {
            let (old, new) = (format!("We tell {old}."), format!("We tell {new}."));
            let _ = of(&old, &new);
        }
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
