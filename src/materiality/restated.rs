//! The statements an edit touches: what a sentence says changed although no typed value did.
//!
//! "We never sell it" and "we never sell it for cash" hold the same promise, typed; the reader is
//! told of the words all the same, under the families the sentence speaks of. Verdicts, categories
//! and signs are settled when this is asked: nothing here weighs.

use super::bearing::{Actor, denies, own_actor};
use super::matters::{AKIN, CLEAR, HEARD, THIRD, evidence};
use super::rules::{Case, Finding};
use super::sides::{Pair, Sides};
use super::statement::Statements;
use super::{Direction, FactChange, words};
use crate::document::number_words;
use crate::document::text::{excerpt, key_form};
use crate::facts::lexer::{Measure, padded, quantities};
use crate::facts::padded::Padded;
use crate::facts::speech::spoken;
use crate::facts::{Clause, Fact, Family, Stance, Value};

/// Most families that are told of one edit beside what was typed.
const TOLD: usize = 3;
/// The same where a typed value tells of the edit.
const TOLD_BESIDE: usize = 2;
/// Most families that are told where nothing points to any of them clearly.
const GUESSED: usize = 2;
/// What a denial says for a promise.
const DENIED: u32 = 3;
/// A hint at a family and something else that points there.
const HINTED: u32 = 2;
/// Words on each side of what differs that keep it readable.
const CONTEXT: usize = 6;
/// Longest typed value that is short as it stands, in bytes.
const SHORT: usize = 60;

/// A typed value of the one is often a statement of the others: notice of a breach answers it, notice to
/// renew is a term of renewal.
const KIN: &[(Family, &[Family])] = &[
    (Family::ResponseDeadline, &[Family::NoticePeriod, Family::Promise]),
    (
        Family::NoticePeriod,
        &[
            Family::ResponseDeadline,
            Family::Renewal,
            Family::ClaimWindow,
            Family::Termination,
            Family::UnilateralChange,
            Family::Exclusion,
        ],
    ),
    (
        Family::Availability,
        &[Family::ClaimWindow, Family::Exclusion, Family::Definition, Family::Termination, Family::Remedy],
    ),
    (Family::Termination, &[Family::Right, Family::NoticePeriod, Family::Renewal]),
    (
        Family::Price,
        &[
            Family::Renewal,
            Family::LiabilityCap,
            Family::RefundWindow,
            Family::Licence,
            Family::ClaimWindow,
            Family::Remedy,
        ],
    ),
    (Family::Exclusion, &[Family::Availability, Family::Definition]),
    (
        Family::Promise,
        &[Family::ResponseDeadline, Family::NoticePeriod, Family::SecurityMeasure, Family::DataType],
    ),
    (Family::Consent, &[Family::Right, Family::Training, Family::UnilateralChange]),
    (Family::Retention, &[Family::Right, Family::Promise, Family::Licence, Family::Termination]),
    (Family::RefundWindow, &[Family::Right, Family::Remedy]),
    (Family::LiabilityCap, &[Family::ClaimWindow, Family::Remedy]),
    (Family::ClaimWindow, &[Family::Remedy, Family::Right]),
    (Family::UnilateralChange, &[Family::Consent, Family::NoticePeriod]),
    (Family::Definition, &[Family::Formula, Family::Availability]),
];

/// Puts what the rules found under the families the sentence speaks of, and adds those it touches.
pub(super) fn settle(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let (old, new) = values(case);
    for fact in findings
        .iter_mut()
        .filter_map(|finding| finding.fact.as_mut())
        .filter(|fact| fact.is_words && !is_stance(fact) || is_long(fact))
    {
        (fact.old, fact.new, fact.is_words) = (old.clone(), new.clone(), true);
    }
    exchanged(findings);
    sets(case, findings);
    if !case.edit.clause().words.contains(' ') || is_contents(&case.edit.clause().text) {
        return;
    }
    let subject = words::subject_of(case.edit.clause());
    let two_sided = case.edit.old.is_some() && case.edit.new.is_some();
    // Where only one of two wordings has a typed value, the other is told in its words.
    let is_told =
        |fact: &&FactChange| !two_sided || fact.old.is_some() && fact.new.is_some() || is_stance(fact);
    let told: Vec<Family> = facts_of(findings).filter(is_told).map(|fact| fact.family).collect();
    let typed: Vec<Family> = findings
        .iter()
        .filter(|finding| !is_carried(finding))
        .filter_map(|finding| finding.fact.as_ref())
        .filter(is_told)
        .map(|fact| fact.family)
        .collect();
    let part: Padded =
        [&old, &new].into_iter().flatten().map(|words| padded(words)).collect::<String>().into();
    let families = families(case, &part, &told);
    let least = if families.iter().any(|(_, weight)| *weight >= HEARD) { HEARD } else { HINTED };
    let most = match (typed.is_empty(), least) {
        (true, HEARD) => TOLD,
        (true, _) => GUESSED.saturating_sub(told.len()),
        (false, _) => TOLD_BESIDE,
    };
    let heard = |family: Family| {
        let kin = KIN.iter().any(|(one, others)| typed.contains(one) && others.contains(&family));
        match (typed.is_empty(), kin) {
            (true, _) => least,
            (_, true) => AKIN,
            _ => CLEAR,
        }
    };

    let added: Vec<Finding> = families
        .into_iter()
        .filter(|(family, weight)| *weight >= heard(*family) && !told.contains(family))
        .take(most)
        .enumerate()
        .filter(|(at, (_, weight))| *at < 2 || *weight >= THIRD)
        .map(|(_, (family, _))| FactChange {
            family,
            subject: subject.clone(),
            old: old.clone(),
            new: new.clone(),
            is_words: true,
        })
        .map(note)
        .collect();
    findings.extend(added);
}

/// The families either wording speaks of, the strongest first.
fn families(case: &Case<'_>, part: &Padded, told: &[Family]) -> Vec<(Family, u32)> {
    let touched: Padded = format!("{}{}", case.removed.trim_end(), &*case.added).into();
    let facts: Vec<Fact> = case.old_facts.iter().chain(&case.new_facts).cloned().collect();
    let mut families: Vec<(Family, u32)> = Vec::new();
    for clause in [&case.edit.old, &case.edit.new].into_iter().flatten() {
        for speech in spoken(clause, &facts, &touched, part) {
            let weight = evidence(&speech, case.category, told);
            match families.iter_mut().find(|(family, _)| *family == speech.family) {
                Some((_, known)) => *known = (*known).max(weight),
                None => families.push((speech.family, weight)),
            }
        }
    }
    if let Some((_, weight)) = families.iter_mut().find(|(family, _)| *family == Family::Promise)
        && stands_in_a_denial(case)
    {
        *weight += DENIED;
    }
    families.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    families
}

/// What changed stands in a statement by which somebody else than the reader is not to do something.
fn stands_in_a_denial(case: &Case<'_>) -> bool {
    let denied = |statements: &Statements, at: usize| {
        statements
            .part_at(at)
            .is_some_and(|part| denies(statements, part) && own_actor(statements, part) != Actor::Reader)
    };
    match &case.sides {
        Some(Sides::Changed(Pair { old, new, runs })) => {
            runs.iter().any(|(from, to)| denied(old, from.start) || denied(new, to.start))
        }
        Some(Sides::Added(whole) | Sides::Removed(whole)) => denied(whole, whole.stem),
        None => false,
    }
}

fn facts_of(findings: &[Finding]) -> impl Iterator<Item = &FactChange> {
    findings.iter().filter_map(|finding| finding.fact.as_ref())
}

/// A table of contents in one line: names of sections with their numbers, no statement.
fn is_contents(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let small = words.iter().filter(|word| word.starts_with(char::is_lowercase)).count();
    words.len() > 12 && 3 * small < words.len()
}

fn is_stance(fact: &FactChange) -> bool {
    fact.old.iter().chain(&fact.new).any(|value| Stance::is_named(value))
}

/// Both values are sentences: what differs tells more than their beginnings.
fn is_long(fact: &FactChange) -> bool {
    let two = fact.old.is_some() && fact.new.is_some();
    fact.family == Family::Definition && two
        || fact.old.as_ref().zip(fact.new.as_ref()).is_some_and(|(old, new)| old.len().min(new.len()) > SHORT)
}

/// A fact without weight and without a reason.
fn note(fact: FactChange) -> Finding {
    Finding {
        rule: "R0",
        weight: 0,
        sign: Direction::Neutral,
        why: String::new(),
        old: None,
        new: None,
        fact: Some(fact),
    }
}

/// A rule on words quotes those that carry the statement: a stance that it names does not say all of it.
fn is_carried(finding: &Finding) -> bool {
    finding.old.is_some() || finding.new.is_some()
}

/// One that went and one that came, alone in their family, are one exchange.
fn exchanged(findings: &mut [Finding]) {
    for family in Family::ALL {
        let sides = |new: bool| -> Vec<usize> {
            findings
                .iter()
                .enumerate()
                .filter(|(_, finding)| {
                    finding.fact.as_ref().is_some_and(|fact| {
                        let (side, other) = if new { (&fact.new, &fact.old) } else { (&fact.old, &fact.new) };
                        fact.family == family && side.is_some() && other.is_none()
                    })
                })
                .map(|(at, _)| at)
                .collect()
        };
        let (gone, come) = (sides(false), sides(true));
        let ([gone], [come]) = (gone.as_slice(), come.as_slice()) else { continue };
        let Some((gone_fact, mut fact)) = findings[*gone].fact.clone().zip(findings[*come].fact.clone())
        else {
            continue;
        };
        let old = gone_fact.old;
        let named = [&old, &fact.new].into_iter().flatten().all(|value| Stance::is_named(value));
        if named {
            continue;
        }
        fact.old = old;
        fact.is_words |= gone_fact.is_words;
        findings[*gone].fact = Some(fact.clone());
        findings[*come].fact = Some(fact);
    }
}

/// Where one value of several came or went, all of them before and after say more than that one.
fn sets(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let one_sided: Vec<Family> = facts_of(findings)
        .filter(|fact| fact.old.is_some() != fact.new.is_some())
        .map(|fact| fact.family)
        .collect();
    for family in Family::ALL.into_iter().filter(|family| one_sided.contains(family)) {
        let (old, new) = (members(&case.old_facts, family), members(&case.new_facts, family));
        let whole =
            facts_of(findings).any(|fact| fact.family == family && fact.old.is_some() && fact.new.is_some());
        if !old.is_empty() && !new.is_empty() && old != new && !whole {
            let subject = words::subject_of(case.edit.clause());
            let (old, new) = (Some(old), Some(new));
            // Its members are told one by one to people.
            findings.push(note(FactChange { family, subject, old, new, is_words: true }));
        }
    }
}

/// The members of a list as they are shown.
fn members(facts: &[Fact], family: Family) -> String {
    let shown = |fact: &Fact| match &fact.value {
        Value::Stance(Stance::Prohibited) => format!("no {}", fact.label),
        Value::Stance(_) => fact.label.clone(),
        value => value.to_string(),
    };
    let mut members: Vec<String> = facts.iter().filter(|fact| fact.family == family).map(shown).collect();
    members.dedup();
    if members.len() > 12 { String::new() } else { members.join(", ") }
}

/// What differs, on both sides, with the numbers of the sentence that stand elsewhere in it.
fn values(case: &Case<'_>) -> (Option<String>, Option<String>) {
    let (old, new) = (&case.edit.old, &case.edit.new);
    let stretches = match (old, new) {
        (Some(old), Some(new)) => {
            let (a, b) = stretch(&old.text, &new.text);
            (Some(a), Some(b))
        }
        (old, new) => {
            let whole =
                |clause: &Option<Clause>| clause.as_ref().map(|clause| excerpt(&clause.text, words::QUOTE));
            (whole(old), whole(new))
        }
    };
    let value = |stretch: Option<String>, clause: &Option<Clause>| {
        let (stretch, clause) = stretch.zip(clause.as_ref())?;
        let shown = with_digits(&stretch);
        let bare = padded(&shown);
        let elsewhere: Vec<String> = quantities(&key_form(&clause.text))
            .iter()
            .map(|quantity| short(&quantity.measure))
            .filter(|said| {
                !said
                    .split(' ')
                    .filter(|part| part.starts_with(|c: char| c.is_ascii_digit()))
                    .all(|part| bare.contains(part))
            })
            .take(3)
            .collect();
        Some(if elsewhere.is_empty() { shown } else { format!("{}: {shown}", elsewhere.join(", ")) })
    };
    (value(stretches.0, old), value(stretches.1, new))
}

fn short(measure: &Measure) -> String {
    match measure {
        Measure::Duration(duration) => duration.to_string(),
        Measure::Percent(percent) => percent.to_string(),
        Measure::Money(minor, currency) => {
            Value::Money { minor: *minor, currency: currency.clone() }.to_string()
        }
    }
}

/// The words that differ, with some that do not, up to the marks that end their part of the sentence.
fn stretch(old: &str, new: &str) -> (String, String) {
    let (a, b): (Vec<&str>, Vec<&str>) = (old.split_whitespace().collect(), new.split_whitespace().collect());
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(x, y)| x == y).count();
    let ends = |word: &str| word.ends_with([',', ';', ':', '.']);
    let before = a[..head].iter().rev().take(CONTEXT).take_while(|word| !ends(word)).count();
    let after = &a[a.len() - tail..];
    let reach = after.iter().take(CONTEXT).position(|word| ends(word)).map_or(CONTEXT.min(tail), |at| at + 1);
    let cut =
        |words: &[&str]| excerpt(&words[head - before..words.len() - tail + reach].join(" "), words::QUOTE);
    (cut(&a), cut(&b))
}

/// Number words with their digits behind them, as drafters write them: `fifteen (15)`.
fn with_digits(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let mut out: Vec<String> = Vec::with_capacity(words.len());
    for (at, word) in words.iter().enumerate() {
        out.push((*word).to_owned());
        let bare = word.trim_end_matches([',', ';', '.']).to_lowercase();
        let next = words.get(at + 1).copied().unwrap_or_default();
        // "One" counts where it stands before what it counts.
        let alone =
            ["of", "another", "or", "and", "who", "that", "which", "by", "to", "in", ""].contains(&next);
        let counts = bare != "one" || !alone;
        if counts
            && !next.starts_with('(')
            && let Some(number) = number(&bare)
        {
            let end = &word[bare.len().min(word.len())..];
            let last = out.last_mut().expect("a word was pushed");
            *last = format!("{} ({number}){end}", &word[..bare.len().min(word.len())]);
        }
    }
    out.join(" ")
}

/// "Twenty-four" and the single words.
fn number(word: &str) -> Option<u32> {
    match word.split_once('-') {
        Some((tens, ones)) => {
            let (tens, ones) = (number_words::value(tens)?, number_words::value(ones)?);
            (tens >= 20 && (1..10).contains(&ones)).then_some(tens + ones)
        }
        None => number_words::value(word).filter(|number| *number > 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words_are_shown_with_their_digits() {
        let cases = [
            ("kept for three weeks.", "kept for three (3) weeks."),
            ("once a year", "once a year"),
            ("one key is needed", "one (1) key is needed"),
            ("one of our partners", "one of our partners"),
            ("twenty-four hours", "twenty-four (24) hours"),
            ("two (2) days", "two (2) days"),
        ];
        for (text, shown) in cases {
            assert_eq!(with_digits(text), shown, "{text}");
        }
    }
}
