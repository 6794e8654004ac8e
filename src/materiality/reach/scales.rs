//! Words that stand in an order: who may see it, what must be shown before it is handed over, how sure
//! somebody is not to be known by it. Data first, then how an exchange is read.

use super::{EXTENDING, LIMITING, NARROWER};
use crate::facts::lexer::has_any;
use crate::materiality::Direction;
use crate::materiality::bearing::Bearing;
use crate::materiality::statement::Role;

/// A row of steps, least first; each step is one of several words.
type Scale = &'static [&'static [&'static str]];

/// The further up, the worse for the reader, whatever is said.
const WORSE: &[Scale] = &[
    // Who sees it.
    &[
        &[" you ", " you alone ", " only you ", " nobody ", " no one "],
        &[" friends ", " contacts ", " teacher"],
        &[" members ", " users ", " followers ", " customers ", " partners "],
        &[" everyone ", " anyone ", " public ", " anybody "],
    ],
    // What must be shown before it is done.
    &[
        &[
            " court order",
            " warrant ",
            " subpoena",
            " judge ",
            " consent ",
            " permission ",
            " approval ",
            " agree",
            " signed by both",
        ],
        &[" legal process", " required by law", " legal obligation"],
        &[" written request", " notice "],
        &[" request"],
    ],
    // How far somebody can be told from it.
    &[
        &[" delet", " eras", " destroy", " discard"],
        &[" anonymi", " aggregat"],
        &[" pseudonymi", " hash", " truncat", " masked "],
        &[" personal ", " identifiable ", " full "],
    ],
    // Whether it is gone.
    &[
        &[" deleted ", " delete ", " erase", " destroy", " purge", " wipe"],
        &[
            " removed from ",
            " archive",
            " hidden ",
            " deactivat",
            " disconnected ",
            " taken out of ",
            " blocked ",
        ],
    ],
    // How long it is known to last.
    &[
        &[" day ", " days ", " week ", " weeks ", " month ", " months ", " years "],
        &[
            " as long as we ",
            " as we see fit ",
            " appropriate ",
            " as necessary ",
            " as needed ",
            " indefinitely ",
        ],
    ],
    // Whether somebody is asked.
    &[
        &[" if ", " once ", " only with ", " with the ", " with your "],
        &[
            " without asking ",
            " without your ",
            " without the approval ",
            " without the consent ",
            " without the permission ",
            " without approval ",
            " without consent ",
        ],
    ],
    // How it is made known.
    &[
        &[" notified ", " told ", " informed ", " written to ", " e mailed ", " emailed "],
        &[" published ", " posted ", " mention "],
    ],
    // Who decides.
    &[
        &[" human ", " person ", " member of our ", " staff ", " employee", " moderator", " lawyer"],
        &[" program", " machine", " software", " automat", " algorithm", " system "],
    ],
    // Who examines.
    &[
        &[" independent", " outside ", " external ", " third party "],
        &[" we ", " our own ", " us ", " internal"],
    ],
    // What happens by itself.
    &[&[" automatic"], &[" on request", " if you ask", " on demand", " upon request", " can ask "]],
    // Whether it can be refused.
    &[
        &[" optional ", " voluntar"],
        &[" necessary ", " required ", " essential ", " mandatory ", " compulsory "],
    ],
    // Who has to do something.
    &[
        &[" agreed ", " consented ", " opted in ", " activate", " switch it on ", " enable"],
        &[
            " refused ",
            " objected ",
            " object ",
            " opted out ",
            " opt out ",
            " declin",
            " deactivate",
            " disable",
            " switch it off ",
        ],
    ],
    // How quickly.
    &[
        &[" immediately ", " at once ", " without delay ", " promptly "],
        &[" in due course ", " as soon as we can ", " within a reasonable "],
    ],
    // What has to be shown to be at fault.
    &[&[" intentional", " wilful", " on purpose ", " deliberate"], &[" gross", " grossly "], &[" neglig"]],
];

/// The sign of one step for another.
pub(super) fn read(gone: &str, come: &str, holds: Option<Bearing>) -> Option<Direction> {
    let step = |scale: Scale, text: &str| scale.iter().position(|words| has_any(text, words));
    WORSE.iter().enumerate().find_map(|(at, scale)| {
        let (before, after) = (step(scale, gone)?, step(scale, come)?);
        // A condition of what serves the reader is the better the less it asks.
        let turned = at == 1 && holds? == Bearing::Serves;
        let better = (after > before) == turned;
        (before != after).then_some(if better { Direction::Stronger } else { Direction::Weaker })
    })
}

/// The court at the reader's home was exchanged for another, or came for another.
pub(super) fn at_home(gone: &str, come: &str) -> Option<Direction> {
    let home = [" residence ", " where you live ", " your home ", " domicile", " resident "];
    match (has_any(gone, &home), has_any(come, &home)) {
        (true, false) => Some(Direction::Weaker),
        (false, true) => Some(Direction::Stronger),
        _ => None,
    }
}

/// "Excluding postage" becomes "including postage", or the other way round.
pub(super) fn includes(gone: &str, come: &str) -> Option<bool> {
    let within = |word: &str| ["including", "inclusive", "plus"].contains(&word);
    let without = |word: &str| ["excluding", "exclusive", "without", "net"].contains(&word);
    match (gone.trim(), come.trim()) {
        (gone, come) if without(gone) && within(come) => Some(true),
        (gone, come) if within(gone) && without(come) => Some(false),
        _ => None,
    }
}

/// The second wording reaches further than the first, or less far.
pub(super) fn grows(gone: &str, come: &str, role: Role) -> Option<bool> {
    match (gone.trim(), come.trim()) {
        // "Told by letter and e-mail" is more than one of them; a condition of two things is met less often.
        ("or", "and") => return Some(role == Role::Main),
        ("and", "or") => return Some(role != Role::Main),
        _ => {}
    }
    let any = |text: &str| has_any(text, &[" any "]);
    let each = |text: &str| has_any(text, &[" all ", " every ", " each "]);
    if each(gone) && any(come) {
        return Some(true);
    }
    if any(gone) && each(come) {
        return Some(false);
    }
    let wide = |text: &str| {
        has_any(text, EXTENDING)
            || has_any(text, &[" personal ", " whatever ", " general", " plus ", " any of "])
    };
    let narrow = |text: &str| has_any(text, LIMITING) || has_any(text, NARROWER);
    match (wide(gone), wide(come), narrow(gone), narrow(come)) {
        (false, true, _, false) | (_, true, true, false) | (false, false, true, false) => Some(true),
        (true, false, false, _) | (true, _, false, true) | (false, false, false, true) => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::lexer::padded;

    #[test]
    fn no_step_stands_on_two_places_of_a_scale() {
        for scale in WORSE {
            for (at, step) in scale.iter().enumerate() {
                for other in &scale[at + 1..] {
                    assert!(!step.iter().any(|word| other.contains(word)), "{step:?} and {other:?}");
                }
                for word in *step {
                    assert_eq!(padded(word).trim(), word.trim(), "no text holds {word}");
                }
            }
        }
    }

    #[test]
    fn a_step_up_a_scale_is_worse() {
        let worse = [
            ("visible to your friends", "visible to everyone"),
            ("upon a court order", "upon a written request"),
            ("in anonymised form", "in pseudonymised form"),
            ("looked at by a person", "looked at by software"),
            ("an optional cookie", "a necessary cookie"),
        ];
        for (good, bad) in worse {
            let (good, bad) = (padded(good), padded(bad));
            assert_eq!(read(&good, &bad, Some(Bearing::Burdens)), Some(Direction::Weaker), "{good} / {bad}");
            assert_eq!(
                read(&bad, &good, Some(Bearing::Burdens)),
                Some(Direction::Stronger),
                "{bad} / {good}"
            );
        }
    }
}
