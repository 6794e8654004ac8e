//! What words that came do to the statement around them: whether it holds further or less far.
//!
//! What went is read the same way from the wording it stood in.

use std::ops::Range;

use super::{EXTENDING, Hold, LIMITING, Reading, bearing, sign};
use crate::facts::lexer::has_any;
use crate::materiality::bearing::{self as bearings, Actor, Bearing};
use crate::materiality::statement::{Role, Statements};
use crate::materiality::{Category, Direction};

/// Words that open a limit; exchanged for other words they may open anything.
const QUALIFYING: &[&str] = &[" with ", " where ", " if ", " that ", " which ", " who ", " upon "];
/// Words that make a favour a better one.
const BOONS: &[&str] = &[
    " free ",
    " prior ",
    " written ",
    " in writing ",
    " at no ",
    " promptly ",
    " without delay ",
    " undue delay ",
    " independent",
    " immediately ",
    " in full ",
    " qualified ",
    " human ",
    " individually ",
    " by email ",
    " at least ",
];
/// Words by which data say less of a person.
const SAFEGUARDS: &[&str] = &[
    " truncat",
    " hash",
    " encrypt",
    " anonymi",
    " pseudonymi",
    " aggregat",
    " blurred ",
    " approximate ",
    " coarse ",
    " redacted ",
    " masked ",
];

/// What an insertion does to the statement around it.
pub(super) fn inserted(
    around: &Statements,
    range: &Range<usize>,
    reading: Reading,
) -> Option<(Hold, Direction)> {
    let text = around.text(range.clone());
    if range.len() <= 2 && has_any(text.as_str(), SAFEGUARDS) && !has_any(text.as_str(), &[" not ", " no "]) {
        return Some((Hold::Statement, Direction::Stronger));
    }
    let covers = |part: &Range<usize>| {
        range.start <= part.start + 1 && part.end <= range.end + 1 && part.end > range.start + 1
    };
    let whole = around.parts.iter().position(|part| part.role == Role::Main && covers(&part.range));
    if let Some(part) = whole {
        // "… but no more than half of it" only limits what was said before.
        let limited = part > 0 && around.words[around.parts[part].range.start].form == "but";
        let before = || {
            bearing(around, part.checked_sub(1)?, reading)
                .filter(|_| limited)
                .map(|before| (Hold::Extent, sign(before, false)))
        };
        let own = bearing(around, part, reading).map(|bearing| (Hold::Statement, sign(bearing, true)));
        return own.or_else(before);
    }
    let begun =
        around.parts.iter().position(|part| part.role != Role::Main && range.contains(&part.range.start));
    if let Some(part) = begun {
        // "… or if we must" makes it hold more often.
        let wider = around.parts[part].role == Role::Condition
            && has_any(text.as_str(), &[" or if ", " or when ", " or where "]);
        return bearing(around, part, reading).map(|bearing| (Hold::Extent, sign(bearing, wider)));
    }
    inside(around, range, around.part_at(range.start)?, reading)
}

/// What words inside one part do to it.
fn inside(
    around: &Statements,
    range: &Range<usize>,
    part: usize,
    reading: Reading,
) -> Option<(Hold, Direction)> {
    let text = around.text(range.clone());
    // A denial that comes turns the statement.
    let denial = [" not ", " never ", " no ", " cannot ", " nothing ", " neither ", " nor "];
    if text.split_whitespace().count() <= 3
        && has_any(text.as_str(), &denial)
        && !has_any(text.as_str(), &[" only "])
    {
        let rest = around.text(range.end..around.parts[part].range.end.max(range.end));
        let reader = bearings::actor(around, part) == Actor::Reader;
        let act = bearings::of_act(&rest).filter(|_| !reader).map(Bearing::turned);
        let holds = act.or_else(|| bearing(around, part, reading));
        return holds.map(|bearing| (Hold::Turn, sign(bearing, true)));
    }
    // "… and not for ends of its own" says what the statement does not hold for.
    let but =
        [" and not ", " but not ", " not for ", " and for no other ", " and for nothing else ", " and no "];
    if around.parts[part].role == Role::Main && but.iter().any(|opener| text.starts_with(opener)) {
        return bearing(around, part, reading).map(|holds| (Hold::Extent, sign(holds, false)));
    }
    // Half of a limit is less of what it limits.
    let limited = text == " half "
        && has_any(
            around.text(around.parts[part].range.clone()).as_str(),
            &[" exceed ", " capped ", " limited "],
        );
    if names_recipient(around, range, reading.category) {
        return Some((Hold::Extent, sign(Bearing::Burdens.turned_if(bearings::denies(around, part)), true)));
    }
    let holds = bearing(around, part, reading);
    // Twice of it is more.
    if text == " twice "
        && has_any(around.text(0..around.words.len()).as_str(), &[" at most by ", " exceed "])
    {
        return holds.map(|holds| (Hold::Extent, sign(holds, true)));
    }
    // What makes a favour better is no limit of it.
    let boon = around.parts[part].role == Role::Main
        && holds == Some(Bearing::Serves)
        && has_any(text.as_str(), BOONS);
    let grows = boon || grows(around, range, around.parts[part].role) != limited;
    holds.map(|holds| (Hold::Extent, sign(holds, grows)))
}

/// A company joins those that get data.
fn names_recipient(around: &Statements, range: &Range<usize>, category: Category) -> bool {
    let named = around.words[range.clone()]
        .iter()
        .any(|word| word.is_name && !matches!(word.form.as_str(), "we" | "i" | "you"));
    category == Category::ThirdPartySharingCollection && named && range.start > 1 && range.len() <= 14
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
    // In "your [name or your] address" the article is that of what stayed.
    let article =
        |form: &str| matches!(form, "the" | "a" | "an" | "your" | "our" | "any" | "their" | "of" | "to");
    let last = range.clone().rev().find(|index| !article(at(*index))).unwrap_or(range.end - 1);
    let joins = |form: &str| matches!(form, "and" | "or" | "nor");
    // "And" in a condition asks for more.
    let qualifies = [
        " without ",
        " that ",
        " which ",
        " who ",
        " with ",
        " where ",
        " if ",
        " by ",
        " from ",
        " whose ",
        " for which ",
        " to which ",
        " in which ",
        " for whom ",
    ];
    if qualifies.iter().any(|opener| text.starts_with(opener)) && !has_any(text.as_str(), &[" or otherwise "])
    {
        return false;
    }
    let both = role == Role::Condition
        && (at(range.start) == "and" || at(last) == "and" || range.start > 0 && at(range.start - 1) == "and");
    if both || has_any(text.as_str(), &[" only ", " solely ", " exclusively ", " strictly ", " half "]) {
        return false;
    }
    if has_any(text.as_str(), EXTENDING) || joins(at(range.start)) || joins(at(last)) {
        return true;
    }
    let pauses =
        |index: Option<usize>| index.and_then(|index| words.get(index)).is_some_and(|word| word.pauses);
    let listed = pauses(range.start.checked_sub(1)) && (joins(at(range.end)) || pauses(Some(last)))
        || pauses(Some(last)) && (range.end..(range.end + 6).min(words.len())).any(|near| joins(at(near)));
    listed && !has_any(text.as_str(), LIMITING) && !has_any(text.as_str(), QUALIFYING)
}
