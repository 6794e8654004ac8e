//! Small words with weight: limits, openness, safeguards, conditions, names, leftover numbers.

#![expect(clippy::similar_names, reason = "cases and what came are the words of this module")]

use super::{Case, Finding, limits};
use crate::facts::lexer::has_any;
use crate::facts::{Clause, Family, NEGATORS};
use crate::materiality::direction::{Nature, nature, opposite};
use crate::materiality::{Category, Direction, words};

const SCOPE: &[&str] = &[
    " only ",
    " solely ",
    " exclusively ",
    " strictly ",
    " purely ",
    " limited ",
    " necessary ",
    " required ",
    " sole ",
    " limit the use ",
    " alone ",
    " exclusive ",
    " specifically ",
];
const OPEN: &[&str] = &[
    " such as ",
    " including ",
    " eg ",
    " etc ",
    " among other ",
    " without limit ",
    " or otherwise ",
    " and other ",
    " or other ",
    " similar ",
];
const SAFEGUARD: &[&str] = &[
    " encrypt",
    " hash",
    " anonym",
    " aggregat",
    " independent",
    " audit",
    " secure",
    " confidential",
    " pseudonym",
    " verified ",
    " verifiable ",
    " de identified ",
    " third party test",
    " background check",
    " certif",
    " need to know ",
    " bound by contract ",
    " safeguard",
];
/// One side decides alone, at any time, and owes no reason.
const FREE_HAND: &[&str] = &[
    " discretion ",
    " for any reason ",
    " for no reason ",
    " without cause ",
    " without warning ",
    " without telling ",
    " without asking ",
    " as we see fit ",
    " without notice ",
    " without prior notice ",
    " without reason ",
    " without liability ",
];
const CONDITION: &[&str] = &[" unless ", " except ", " other than ", " if ", " unless otherwise ", " save "];
const BENEFIT: &[&str] = &[
    " free of charge ",
    " free ",
    " refund",
    " prior ",
    " before ",
    " written ",
    " consent ",
    " notice ",
    " reasonable ",
    " unreasonably ",
    " right ",
    " cure",
    " remed",
    " reimburs",
    " pro rata ",
    " without penalty ",
    " appeal",
    " human ",
];
/// Findings from single words; quiet where facts or polarity already speak of the same words.
pub(super) fn read(case: &Case<'_>, before: &[Finding]) -> Vec<Finding> {
    let mut findings = Vec::new();
    if case.edit.old.is_none() || case.edit.new.is_none() {
        findings.extend(openness(case));
        return findings;
    }
    // "Limited periods" became a number: the vagueness is spoken of already.
    if !before.iter().any(|finding| finding.rule == "M15") {
        findings.extend(scope(case));
    }
    findings.extend(openness(case));
    findings.extend(free_hand(case));
    findings.extend(safeguard(case));
    let spoken = before.iter().chain(&findings).any(|finding| finding.weight > 0);
    if !spoken {
        findings.extend(
            limits::line(case)
                .or_else(|| limits::owed(case))
                .or_else(|| actor(case))
                .or_else(|| limits::number(case))
                .or_else(|| condition(case))
                .or_else(|| benefit(case))
                .or_else(|| limits::anchor(case)),
        );
    }
    findings
}

/// +1 when cues came, -1 when they went, 0 when neither or both.
fn balance(case: &Case<'_>, cues: &[&str]) -> i8 {
    match (has_any(&case.removed, cues), has_any(&case.added, cues)) {
        (true, false) => -1,
        (false, true) => 1,
        _ => 0,
    }
}

/// M12: somebody may decide alone now, or no longer.
fn free_hand(case: &Case<'_>) -> Option<Finding> {
    let came = match balance(case, FREE_HAND) {
        0 => return None,
        sign => sign > 0,
    };
    // What the reader may do without a reason is his gain.
    let readers =
        has_any(&case.edit.clause().words, &[" you may ", " you can ", " customer may ", " user may "]);
    let (sign, why) = if came == readers {
        (
            Direction::Stronger,
            if came { "It can be done without a reason now." } else { "It can no longer be done alone." },
        )
    } else {
        (
            Direction::Weaker,
            if came { "One side decides alone now." } else { "It can no longer be done without a reason." },
        )
    };
    let family = words::family_of(case.category, case.edit.clause()).unwrap_or(Family::UnilateralChange);
    Some(words::finding("M12", 70, sign, words::with_quote(why, case), case, family))
}

/// M8: inside a prohibition or a limit on the reader the sign turns.
fn scope(case: &Case<'_>) -> Option<Finding> {
    let came = match balance(case, SCOPE) {
        0 => return None,
        sign => sign > 0,
    };
    let clause = case.edit.old.as_ref().filter(|_| !came).unwrap_or(case.edit.clause());
    let prohibition =
        has_any(&clause.words, &[" do not ", " does not ", " never ", " will not ", " are not ", " is not "])
            && !has_any(&clause.words, &[" but "]);
    let on_reader = matches!(nature(clause), Nature::Burden | Nature::Right)
        && !has_any(&clause.words, &[" your data ", " we "])
        || has_any(&clause.words, &[" grants you ", " you may use "])
        || matches!(case.category, Category::Jurisdiction | Category::Arbitration);
    let mut sign = if came { Direction::Stronger } else { Direction::Weaker };
    // "The sole remedy" leaves no other.
    let remedy = has_any(
        &clause.words,
        &[" sole remed", " only remed", " exclusive remed", " sole and exclusive remed"],
    );
    if prohibition || on_reader || remedy {
        sign = opposite(sign);
    }
    let touched = if came { &case.added } else { &case.removed };
    if weak_only(touched) && !limits(clause) {
        return None;
    }
    let word = SCOPE.iter().find(|word| touched.contains(*word)).map_or("only", |word| word.trim());
    let why = words::limit(word, came, case);
    let family = words::family_of(case.category, clause).unwrap_or(Family::Purpose);
    Some(words::finding("M8", 60, sign, why, case, family))
}

/// None but words that often say nothing: "the necessary measures", "a limited edition".
fn weak_only(touched: &str) -> bool {
    let weak = ["limited", "necessary", "required", "sole"];
    SCOPE.iter().filter(|word| touched.contains(*word)).all(|word| weak.contains(&word.trim()))
}

/// The weak word limits something in this sentence.
fn limits(clause: &Clause) -> bool {
    let limiting = [
        " necessary to ",
        " necessary for ",
        " strictly necessary ",
        " where necessary ",
        " if necessary ",
        " as necessary ",
        " as long as necessary",
        " extent necessary ",
        " only necessary ",
        " is required ",
        " are required ",
        " as required ",
        " required by ",
        " required to ",
        " required for ",
        " limited to ",
        " is limited ",
        " are limited ",
        " sole ",
    ];
    has_any(&clause.words, &limiting)
}

fn openness(case: &Case<'_>) -> Option<Finding> {
    // "Including" for "excluding" opens or closes nothing: it turns the sense.
    let turned = has_any(&case.removed, &[" exclud"]) || has_any(&case.added, &[" exclud"]);
    if turned || case.edit.old.is_none() || case.edit.new.is_none() {
        return None;
    }
    let came = match balance(case, OPEN) {
        0 => return None,
        sign => sign > 0,
    };
    let sign = if came { Direction::Weaker } else { Direction::Stronger };
    let why = words::with_quote(if came { "A list is open now." } else { "A list is closed now." }, case);
    Some(words::finding(
        "M9",
        45,
        sign,
        why,
        case,
        words::family_of(case.category, case.edit.clause()).unwrap_or(Family::Purpose),
    ))
}

fn safeguard(case: &Case<'_>) -> Option<Finding> {
    // "Safe, secure and easy" praises and promises nothing.
    let praised = |words: &str| words.replace(" safe secure ", " ").replace(" safe and secure ", " ");
    let cues = |words: &str| has_any(&praised(words), SAFEGUARD);
    let came = match i8::from(cues(&case.added)) - i8::from(cues(&case.removed)) {
        0 => return None,
        sign => sign > 0,
    };
    let sign = if came { Direction::Stronger } else { Direction::Weaker };
    let why = words::with_quote(if came { "A safeguard is new." } else { "A safeguard is gone." }, case);
    Some(words::finding("M10", 65, sign, why, case, Family::SecurityMeasure))
}

/// The holder of a right or duty was exchanged.
fn actor(case: &Case<'_>) -> Option<Finding> {
    let reader = [" you ", " your ", " customer ", " user ", " either ", " neither ", " both "];
    let touched = |words: &str| has_any(words, &reader);
    let modal =
        has_any(case.edit.new_words(), &[" may ", " must ", " shall ", " will ", " liab", " terminate"]);
    let few = case.removed.split_whitespace().count() <= 3 && case.added.split_whitespace().count() <= 3;
    if !modal || !few || touched(&case.removed) == touched(&case.added) {
        return None;
    }
    let sign = if touched(&case.removed) { Direction::Weaker } else { Direction::Stronger };
    let family = words::family_of(case.category, case.edit.clause()).unwrap_or(Family::Right);
    Some(words::finding(
        "M12",
        75,
        sign,
        words::with_quote("Another party holds the right or duty.", case),
        case,
        family,
    ))
}

/// A condition or exception came or went.
fn condition(case: &Case<'_>) -> Option<Finding> {
    let came = match balance(case, CONDITION) {
        0 => return None,
        sign => sign > 0,
    };
    let clause = case.edit.clause();
    let denied = has_any(&clause.words, NEGATORS);
    let limits_reader = nature(clause) == Nature::Burden || has_any(&clause.words, &[" sole ", " liab"]);
    // What the reader is given on a condition is less than what he is given.
    let given = matches!(nature(clause), Nature::Right | Nature::Protective)
        || has_any(&clause.words, &[" credit", " refund", " warrant", " granted ", " supported ", " free "]);
    let mut sign = if given && !denied {
        if came { Direction::Weaker } else { Direction::Stronger }
    } else if came == (denied && !limits_reader) {
        Direction::Weaker
    } else {
        Direction::Stronger
    };
    if !came && limits_reader {
        sign = Direction::Weaker;
    }
    // "Only if you ask" that became "only if you ask or if we must" holds more often.
    if came && case.added.contains(" or if ") {
        sign = opposite(sign);
    }
    let family = words::family_of(case.category, clause).unwrap_or(Family::Promise);
    Some(words::finding(
        "M8",
        60,
        sign,
        words::with_quote(if came { "A condition is new." } else { "A condition is gone." }, case),
        case,
        family,
    ))
}

/// Something in the reader's favour came or went inside a sentence.
fn benefit(case: &Case<'_>) -> Option<Finding> {
    let came = match balance(case, BENEFIT) {
        0 => return None,
        sign => sign > 0,
    };
    let sign = if came { Direction::Stronger } else { Direction::Weaker };
    let family = words::family_of(case.category, case.edit.clause()).unwrap_or(Family::Right);
    Some(words::finding(
        "M2",
        60,
        sign,
        words::with_quote(
            if came {
                "Something in the reader's favour is new."
            } else {
                "Something in the reader's favour is gone."
            },
            case,
        ),
        case,
        family,
    ))
}
