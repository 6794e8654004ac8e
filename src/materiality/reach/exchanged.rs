//! One wording for another inside a statement: what it turns, and whether it makes it hold further.

use super::{Exchange, Hold, amounts, bearing, scales, sign};
use crate::facts::lexer::has_any;
use crate::materiality::Direction;
use crate::materiality::bearing::{self as bearings, Actor, Bearing};
use crate::materiality::statement::Role;

/// One wording for another inside a sentence.
pub(super) fn read(Exchange { old, new, from, to, reading }: Exchange<'_>) -> Option<(Hold, Direction)> {
    let (before, after) = (old.part_at(from.start)?, new.part_at(to.start)?);
    let (gone, come) = (old.text(from.clone()), new.text(to.clone()));
    let (was, is) = (bearing(old, before, reading), bearing(new, after, reading));
    let role = new.parts[after].role;
    if let Some(sign) = scales::read(&gone, &come, is.or(was)) {
        return Some((Hold::Statement, sign));
    }
    if let Some(sign) = amounts::of_haste(&gone, &come)
        && [was, is].contains(&Some(Bearing::Serves))
    {
        return Some((Hold::Amount, sign));
    }
    if let Some(grows) = scales::includes(&gone, &come) {
        return was.or(is).map(|holds| (Hold::Extent, sign(holds, grows)));
    }
    if old.parts[before].role != role {
        // "Whether or not you have asked" becomes "once you have asked".
        let only = |text: &str| has_any(text, &[" only ", " solely "]);
        return match (old.parts[before].role, role) {
            (Role::Main, Role::Condition) if !only(&gone) => was.map(|was| (Hold::Extent, sign(was, false))),
            (Role::Condition, Role::Main) if !only(&come) => is.map(|is| (Hold::Extent, sign(is, true))),
            _ => None,
        };
    }
    if let (Some(was), Some(is)) = (was, is)
        && was != is
    {
        return Some((Hold::Turn, sign(is, true)));
    }
    let (denied, denies) = (bearings::denies(old, before), bearings::denies(new, after));
    match (was, is) {
        (Some(was), None) if denied && !denies => return Some((Hold::Turn, sign(was, false))),
        (None, Some(is)) if denies && !denied => return Some((Hold::Turn, sign(is, true))),
        _ => {}
    }
    let mutual = [" each party", " either party", " both parties ", " neither party", " mutual"];
    match (has_any(gone.as_str(), &mutual), has_any(come.as_str(), &mutual)) {
        (true, false) => return is.map(|is| (Hold::Turn, sign(is, true))),
        (false, true) => return was.map(|was| (Hold::Turn, sign(was, false))),
        _ => {}
    }
    if let Some(sign) = scales::at_home(&gone, &come) {
        return Some((Hold::Statement, sign));
    }
    let holds = is.or(was)?;
    let follows = new.text(to.end..(to.end + 3).min(new.words.len()));
    if let Some(given) =
        amounts::notice_came(&gone, &come, &follows).filter(|_| bearings::actor(new, after) != Actor::Reader)
    {
        return Some((Hold::Amount, if given { Direction::Stronger } else { Direction::Weaker }));
    }
    match (gone.trim(), come.trim()) {
        ("more", "less" | "fewer") | ("most", "least") => return Some((Hold::Amount, sign(holds, true))),
        ("less" | "fewer", "more") | ("least", "most") => return Some((Hold::Amount, sign(holds, false))),
        _ => {}
    }
    firmness(&gone, &come, holds, role, bearings::actor(new, after))
        .or_else(|| {
            let grows = scales::grows(&gone, &come, role)?;
            Some(sign(holds, if role == Role::Exception { !grows } else { grows }))
        })
        .map(|sign| (Hold::Extent, sign))
}

/// The sign of another verb of strength.
fn firmness(gone: &str, come: &str, holds: Bearing, role: Role, actor: Actor) -> Option<Direction> {
    let firmer = binds_more(gone, come)?;
    if role == Role::Condition && holds == Bearing::Burdens {
        // "Provided that it shall not" holds the provider back.
        return Some(if firmer { Direction::Stronger } else { Direction::Weaker });
    }
    (role == Role::Main && actor != Actor::Reader || holds == Bearing::Burdens).then(|| sign(holds, firmer))
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
    // "Is erased" says that it is done.
    let strength = |text: &str| {
        let told = LADDER.iter().filter(|(cue, _)| text.contains(cue)).map(|(_, rank)| *rank).min();
        told.or_else(|| matches!(text.trim(), "is" | "are").then_some(4))
    };
    let (before, after) = (strength(gone)?, strength(come)?);
    (before != after).then_some(after > before)
}
