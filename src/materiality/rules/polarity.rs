//! Who may, must or must not do what: rules M1, M2, M7 and M11, read from the words themselves.

#![expect(clippy::match_same_arms, reason = "each arm is a row of a table, in its own order")]

use super::{Case, Finding};
use crate::facts::lexer::has_any;
use crate::facts::{Clause, Fact, Family, NEGATORS, Stance, consent_mode, cues};
use crate::materiality::bearing::without_bounds;
use crate::materiality::direction::{self, Nature, nature, opposite};
use crate::materiality::{Direction, words};

/// Findings about negation, consent and the strength of duties.
pub(super) fn read(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if case.edit.old.is_some() && case.edit.new.is_some() {
        findings.extend(consent(case));
        findings.extend(mutuality(case));
        findings.extend(negation(case));
        findings.extend(modal(case));
        findings.extend(hedge(case));
    } else {
        findings.extend(promise(case));
    }
    findings
}

fn count(words: &str, cues: &[&str]) -> usize {
    // "At no cost" denies nothing to anybody.
    let mut words = without_bounds(&words.replace(" no cost ", " free ").replace(" no charge ", " free "));
    // "Without notice" takes something from the reader and forbids nothing to anybody.
    for taken in
        [" notice ", " warning ", " prior ", " consent ", " asking ", " telling ", " first ", " permission "]
    {
        words = words.replace(&format!(" without{taken}"), taken);
    }
    cues.iter().map(|cue| words.matches(cue).count()).sum()
}

/// M11: from consent to objection or back, or consent gone.
fn consent(case: &Case<'_>) -> Option<Finding> {
    let (old, new) = (consent_mode(case.edit.old_words()), consent_mode(case.edit.new_words()));
    if old == new {
        return None;
    }
    let from = old.unwrap_or(Stance::Open);
    let to = new.unwrap_or(Stance::Open);
    let sign = direction::of_stances(from, to, Family::Consent);
    let why = words::stance_changed(case, old, new);
    let shown = |stance: Option<Stance>| stance.map(|stance| stance.to_string());
    let mut finding = words::finding("M11", 90, sign, why, case, Family::Consent);
    if let Some(fact) = &mut finding.fact {
        fact.is_words = old.is_none() && fact.old.is_some() || new.is_none() && fact.new.is_some();
        fact.old = shown(old).or(fact.old.take());
        fact.new = shown(new).or(fact.new.take());
    }
    Some(finding)
}

/// What is of use to the reader, though no verb of the tables says so: to deny it takes it away.
const SERVES: &[&str] = &[
    " refund",
    " liab",
    " responsib",
    " counts as ",
    " count as ",
    " counted ",
    " cover",
    " applies ",
    " apply ",
    " act on ",
    " able to ",
    " available",
    " entitled",
    " honour",
    " honor ",
    " class ",
    " compensat",
    " accept ",
    " respond ",
    " recogni",
    " act upon ",
];

/// M1: a negator is left over on one side only.
fn negation(case: &Case<'_>) -> Option<Finding> {
    let (old, new) = (count(case.edit.old_words(), NEGATORS), count(case.edit.new_words(), NEGATORS));
    let touched = has_any(&case.removed, NEGATORS) || has_any(&case.added, NEGATORS);
    if !touched || old == new {
        return None;
    }
    let lifted = new < old;
    let clause = if lifted { case.edit.old.as_ref() } else { case.edit.new.as_ref() }?;
    let sign = match nature(clause) {
        Nature::Burden => Direction::Stronger,
        Nature::Protective => Direction::Stronger,
        Nature::Neutral if has_any(&clause.words, SERVES) => Direction::Stronger,
        Nature::Right | Nature::Intrusive | Nature::Neutral => Direction::Weaker,
    };
    let sign = if lifted { sign } else { opposite(sign) };
    let sign = promised(case, lifted).or_else(|| refused(case, lifted)).unwrap_or(sign);
    // "Neither party" became one party: what was mutual is told by itself.
    if has_any(&case.removed, MUTUAL) != has_any(&case.added, MUTUAL) {
        return None;
    }
    let why = if lifted { "A negation is gone." } else { "A negation is new." };
    Some(words::finding("M1", 100, sign, words::with_quote(why, case), case, family(case, Family::Promise)))
}

/// What the facts say of a negation: a promise that is given or taken back outweighs the look of the sentence.
fn promised(case: &Case<'_>, lifted: bool) -> Option<Direction> {
    let promises = |facts: &[Fact]| {
        facts.iter().filter(|fact| fact.family == Family::Promise && fact.is_denied()).count()
    };
    let (old, new) = (promises(&case.old_facts), promises(&case.new_facts));
    match lifted {
        true if new < old => Some(Direction::Weaker),
        false if new > old => Some(Direction::Stronger),
        _ => None,
    }
}

/// "You can switch it off" becomes "it cannot be switched off": a right that is denied is gone.
fn refused(case: &Case<'_>, lifted: bool) -> Option<Direction> {
    let right =
        |clause: &Option<Clause>| clause.as_ref().is_some_and(|clause| nature(clause) == Nature::Right);
    match lifted {
        false if right(&case.edit.old) && !has_any(case.edit.new_words(), &[" we "]) => {
            Some(Direction::Weaker)
        }
        true if right(&case.edit.new) && !has_any(case.edit.old_words(), &[" we "]) => {
            Some(Direction::Stronger)
        }
        _ => None,
    }
}

/// Words by which a right or a duty is both sides'.
const MUTUAL: &[&str] = &[
    " each party",
    " either party",
    " neither party",
    " both party",
    " other party",
    " mutual",
    " each other ",
];

/// M12: what both sides had or owed is now one side's, or the other way round.
fn mutuality(case: &Case<'_>) -> Option<Finding> {
    let (gone, come) = (has_any(&case.removed, MUTUAL), has_any(&case.added, MUTUAL));
    if gone == come {
        return None;
    }
    let (sign, why) = if gone {
        (Direction::Weaker, "What held for both sides holds for one.")
    } else {
        (Direction::Stronger, "What held for one side holds for both.")
    };
    Some(words::finding("M12", 75, sign, words::with_quote(why, case), case, family(case, Family::Right)))
}

/// Strength of what a modal verb says, weakest first.
const LADDER: &[(&str, u8)] = &[
    (" may ", 1),
    (" might ", 1),
    (" could ", 1),
    (" can ", 2),
    (" should ", 3),
    (" aim to ", 2),
    (" will ", 4),
    (" must ", 4),
    (" guarantee", 5),
    (" target ", 2),
    (" request ", 1),
    (" right ", 3),
    (" undertake", 4),
    (" strive ", 1),
    (" endeavor ", 1),
    (" are entitled ", 3),
];

/// M7: the verb that carries a duty, a permission or a right.
fn modal(case: &Case<'_>) -> Option<Finding> {
    let strength =
        |words: &str| LADDER.iter().filter(|(cue, _)| words.contains(cue)).map(|(_, rank)| *rank).max();
    let (before, after) = (strength(&case.removed), strength(&case.added));
    let short = case.removed.split_whitespace().count() + case.added.split_whitespace().count() <= 12;
    let (Some(before), Some(after)) = (before, after) else { return None };
    if before == after || !short {
        return None;
    }
    let rising = after > before;
    let nature = case.edit.old.as_ref().map_or(Nature::Neutral, nature);
    let good_when_rising = match nature {
        Nature::Burden => false,
        Nature::Intrusive => has_any(case.edit.old_words(), &[" delet", " eras", " notif", " availab"]),
        Nature::Right | Nature::Protective | Nature::Neutral => true,
    };
    let sign = if rising == good_when_rising { Direction::Stronger } else { Direction::Weaker };
    let why = words::with_quote(if rising { "The verb binds more." } else { "The verb binds less." }, case);
    let levelled =
        case.old_facts.iter().chain(&case.new_facts).any(|fact| fact.family == Family::Availability);
    let family = match nature {
        _ if levelled => Family::Availability,
        Nature::Right => family(case, Family::Right),
        _ => Family::Promise,
    };
    Some(words::finding("M7", 60, sign, why, case, family))
}

/// M7: a softening word came or went.
fn hedge(case: &Case<'_>) -> Option<Finding> {
    let (gone, come) = (has_any(&case.removed, cues::HEDGES), has_any(&case.added, cues::HEDGES));
    if gone == come {
        return None;
    }
    let sign = if come { Direction::Weaker } else { Direction::Stronger };
    let why = words::with_quote(
        if come { "The statement is softened." } else { "The statement is no longer softened." },
        case,
    );
    Some(words::finding("M7", 60, sign, why, case, family(case, Family::Promise)))
}

/// How to use a page or to reach somebody: "you can report …", "you can change your preferences".
fn is_instruction(clause: &Clause) -> bool {
    let offers = [" you can ", " you may ", " please ", " you will find "];
    let acts = [
        " report ",
        " contact ",
        " visit ",
        " learn ",
        " click ",
        " view ",
        " read ",
        " find ",
        " sliders ",
        " refresh ",
        " see ",
        " check out ",
        " go to ",
        " follow ",
        " feedback",
        " preferences ",
        " settings page ",
    ];
    let weighs = [
        " right ",
        " delete",
        " eras",
        " opt out",
        " object ",
        " withdraw",
        " refund",
        " cancel",
        " terminat",
        " consent",
        " not ",
        " days",
        " must ",
        " agree",
    ];
    has_any(&clause.words, &offers) && has_any(&clause.words, &acts) && !has_any(&clause.words, &weighs)
}

/// "A guarantee is a promise that …": what a word means binds nobody by itself.
fn is_definition(clause: &Clause) -> bool {
    let parties = [" we ", " our ", " us ", " you ", " your ", " shall ", " must ", " may ", " only "];
    (clause.words.starts_with(" a ") || clause.words.starts_with(" an "))
        && has_any(&clause.words, &[" is a ", " is an ", " is the ", " means "])
        && !has_any(&clause.words, &parties)
}

/// "For example, …": it shows what another sentence promises.
fn is_example(clause: &Clause) -> bool {
    [" for example ", " for instance ", " example ", " by way of example "]
        .iter()
        .any(|opener| clause.words.starts_with(opener))
}

/// M2: a whole sentence that promised, granted or forbade something came or went.
fn promise(case: &Case<'_>) -> Option<Finding> {
    let clause = case.edit.clause();
    if clause.text.ends_with('?') || is_instruction(clause) || is_definition(clause) || is_example(clause) {
        return None;
    }
    let gone = case.edit.new.is_none();
    let denied = has_any(&clause.words, NEGATORS);
    let bound = has_any(
        &clause.words,
        &[" will ", " shall ", " must ", " guarantee", " cannot ", " may not ", " never ", " not ", " only "],
    );
    let (good, weight) = match nature(clause) {
        Nature::Burden => (false, 70),
        Nature::Right => (true, 70),
        Nature::Intrusive if denied => (true, 80),
        Nature::Protective if bound => {
            (!denied || has_any(&clause.words, &[" must not ", " shall not ", " may not "]), 75)
        }
        Nature::Neutral if denied && bound => (true, 60),
        _ => return None,
    };
    let sign = if good == gone { Direction::Weaker } else { Direction::Stronger };
    let why = words::statement(clause, gone);
    Some(words::finding("M2", weight, sign, why, case, family(case, Family::Promise)))
}

/// The family of a statement about acts: the category's own where it has one.
fn family(case: &Case<'_>, fallback: Family) -> Family {
    words::family_of(case.category, case.edit.clause()).unwrap_or(fallback)
}
