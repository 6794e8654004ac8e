//! Facts of service levels: credit tiers, formulas, exclusions, the form of the remedy, definitions.

use std::sync::LazyLock;

use regex::Regex;

use super::clause::{Clause, Place};
use super::lexer::{has_any, percent};
use super::subject::Subject;
use super::{Fact, Family, Percent, Value, cues};
use crate::document::text::key_form;

/// Words that bound from below, right before the number.
const LOW: &[&str] = &[
    "at least",
    "not less than",
    "not lower than",
    "no less than",
    "no lower than",
    ">=",
    "≥",
    ">",
    "greater than",
    "higher than",
    "more than",
    "greater than or equal to",
    "higher than or equal to",
    "more than or equal to",
    "equal to or above than",
    "above",
    "over",
    "from",
];
/// Words that bound from above, right before the number.
const HIGH: &[&str] = &[
    "below",
    "less than",
    "lower than",
    "less than or equal to",
    "lower than or equal to",
    "under",
    "<=",
    "≤",
    "<",
    "up to",
];
static RANGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"([0-9]+(?:\.[0-9]+)?) ?%? ?(?:-|to|and) ?(?:<|less than|below)? ?([0-9]+(?:\.[0-9]+)?) ?%")
        .expect("valid pattern")
});

/// Reads what a clause says about a service level.
pub(super) fn read(clause: &Clause) -> Vec<Fact> {
    let mut facts = Vec::new();
    facts.extend(tier(clause));
    facts.extend(formula(clause));
    facts.extend(exclusion(clause));
    facts.extend(remedy(clause));
    facts.extend(definition(clause));
    facts
}

/// A row or item that says what is due in a range of availability.
fn tier(clause: &Clause) -> Option<Fact> {
    let (low, high, credit) = due(clause)?;
    let subject = Subject { key: tier_key(low, high), label: tier_label(low, high) };
    Some(clause.fact(Family::ServiceCredit, subject, Value::Tier { low, high, credit }))
}

/// The ends of the range and what is due in it.
fn due(clause: &Clause) -> Option<(Option<Percent>, Option<Percent>, Percent)> {
    let key = clause.lead.as_ref().filter(|_| matches!(clause.place, Place::Cell | Place::Item))?;
    let (low, high) = range(key)?;
    let rest = clause.text.strip_prefix(key.as_str()).unwrap_or(&clause.text);
    Some((low, high, first_percentage(&key_form(rest))?))
}

/// True where the percentages of a clause bound a tier: the key of such a row, or what is due in it.
pub(crate) fn is_tier(clause: &Clause) -> bool {
    match clause.place {
        Place::Key => {
            let spoken = has_any(&clause.column, cues::AVAILABILITY) || clause.anywhere(cues::CREDIT);
            spoken && clause.text.len() < 80 && range(&clause.text).is_some()
        }
        Place::Cell | Place::Item => due(clause).is_some(),
        Place::Sentence | Place::Formula => false,
    }
}

/// The range of percentages a few words name; `None` when they name none.
fn range(words: &str) -> Option<(Option<Percent>, Option<Percent>)> {
    if !words.contains(['%', '％', '﹪']) {
        return None;
    }
    let lower = key_form(words);
    let from_below = |before: &str| LOW.iter().any(|words| before.ends_with(words));
    // "no less than" holds "less than".
    let from_above = |before: &str| HIGH.iter().any(|words| before.ends_with(words)) && !from_below(before);
    let first = |bounds: &dyn Fn(&str) -> bool| {
        let mut numbers = numbers(&lower).filter(|(_, run)| !run.is_empty() && numeral(run) == *run);
        percent(numbers.find(|(at, _)| bounds(behind(&lower, *at)))?.1)
    };
    let (low, high) = (first(&from_below), first(&from_above));
    if low.is_some() || high.is_some() {
        return Some((low, high));
    }
    let captures = RANGE.captures(&lower)?;
    Some((percent(&captures[1]), percent(&captures[2])))
}

/// What is right before the place, a space aside.
fn behind(text: &str, at: usize) -> &str {
    text[..at].strip_suffix(' ').unwrap_or(&text[..at])
}

/// The digits and points before each percent sign, and where they begin.
fn numbers(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices('%').map(|(sign, _)| {
        let before = behind(text, sign);
        let run = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        (run.len(), &before[run.len()..])
    })
}

/// The number a run of digits and points ends with; empty where it ends with none.
fn numeral(run: &str) -> &str {
    let (rest, last) = run.rsplit_once('.').unwrap_or(("", run));
    let whole = rest.rsplit('.').next().map_or(0, str::len);
    if last.is_empty() || whole == 0 { last } else { &run[run.len() - last.len() - 1 - whole..] }
}

/// The first percentage of a text.
fn first_percentage(text: &str) -> Option<Percent> {
    percent(numbers(text).map(|(_, run)| numeral(run)).find(|number| !number.is_empty())?)
}

/// `[99.00 %, 99.90 %)`; an open end is left out.
fn tier_key(low: Option<Percent>, high: Option<Percent>) -> String {
    match (low, high) {
        (Some(low), Some(high)) => format!("[{low}, {high})"),
        (None, Some(high)) => format!("below {high}"),
        (Some(low), None) => format!("from {low}"),
        (None, None) => String::new(),
    }
}

/// `availability from 99.00 % to below 99.90 %`.
fn tier_label(low: Option<Percent>, high: Option<Percent>) -> String {
    match (low, high) {
        (Some(low), Some(high)) => format!("availability from {low} to below {high}"),
        _ => format!("availability {}", tier_key(low, high)),
    }
}

/// A calculation as one opaque value, its operators in one notation.
fn formula(clause: &Clause) -> Option<Fact> {
    let calculates = clause.place == Place::Formula
        || (clause.text.contains(" = ") && clause.text.contains(['/', '×', '∑']));
    if !calculates {
        return None;
    }
    let (name, _) = clause.text.split_once('=').unwrap_or(("formula", ""));
    Some(clause.fact(Family::Formula, Subject::of(name), Value::Text(canonical_formula(&clause.text))))
}

/// Operators in one notation: `×`, `x` and `*` between operands, `∑` and `Σ`, all minus signs.
pub(crate) fn canonical_formula(text: &str) -> String {
    let folded =
        key_form(text).replace(['×', '*', '∗'], " x ").replace(['∑', 'σ'], " sum ").replace('÷', " / ");
    let spaced: String = folded
        .chars()
        .map(|c| if matches!(c, '(' | ')' | '/' | '=' | '+') { format!(" {c} ") } else { c.to_string() })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn exclusion(clause: &Clause) -> Option<Fact> {
    let stem = &clause.stem;
    let listed = clause.place == Place::Item
        && (has_any(
            stem,
            &[
                " does not cover ",
                " excluding ",
                " not due ",
                " no credit ",
                " do not apply ",
                " does not apply ",
                " not include ",
                " not count ",
                " not owed ",
            ],
        ) || has_any(&clause.heading, &[" exclusion"]) && clause.anywhere(cues::CREDIT)
            || has_any(stem, &[" caused by ", " result of "]) && has_any(stem, &[" no ", " not "]));
    let stated = clause.place == Place::Sentence
        && !clause.text.ends_with(':')
        && has_any(
            &clause.words,
            &[
                " does not cover ",
                " no credit is ",
                " no credits are ",
                " no compensation is ",
                " not count as downtime ",
                " not count as unavailab",
                " not count towards ",
                " not counted as ",
                " excluded from the calculation",
                " excluded from downtime",
            ],
        )
        && (clause.anywhere(cues::CREDIT)
            || clause.anywhere(cues::AVAILABILITY)
            || has_any(&clause.heading, &[" exclusion"]));
    (listed || stated).then(|| {
        clause.fact(Family::Exclusion, Subject::of(&clause.text), Value::Text("excluded".to_owned()))
    })
}

fn remedy(clause: &Clause) -> Option<Fact> {
    let words = &clause.words;
    let value =
        if has_any(words, &[" sole and exclusive ", " sole remedy", " exclusive remedy", " only remedy"]) {
            "sole remedy"
        } else if has_any(
            words,
            &[
                " form of ",
                " provided as ",
                " paid as ",
                " paid in ",
                " paid out ",
                " issued as ",
                " settled ",
            ],
        ) && clause.anywhere(cues::CREDIT)
        {
            let forms: [(&[&str], &str); 5] = [
                (&[" never paid ", " not paid ", " not be paid "], "not paid in cash"),
                (&[" cash "], "cash refund"),
                (&[" refund"], "refund"),
                (&[" voucher"], "voucher"),
                (&[" credit"], "credit"),
            ];
            forms.iter().find(|(cues, _)| has_any(words, cues)).map(|(_, form)| *form)?
        } else {
            return None;
        };
    Some(clause.fact(Family::Remedy, "remedy form", Value::Text(value.to_owned())))
}

/// Words that stand for the term in the heading.
const PRONOUNS: &[&str] = &["It", "This", "That", "These", "They", "it", "this", "that", "these", "they"];

/// A sentence that says what a term means.
fn definition(clause: &Clause) -> Option<Fact> {
    let defining = has_any(&clause.heading, &[" definition"])
        || has_any(
            &clause.words,
            &[
                " means ",
                " shall mean ",
                " is defined as ",
                " are considered ",
                " is considered ",
                " counts as ",
                " refers to ",
            ],
        );
    if !defining
        || clause.place == Place::Formula
        || has_any(
            &clause.words,
            &[" acceptance ", " personal data ", " automated means ", " by means ", " any means "],
        )
    {
        return None;
    }
    // What illustrates a definition defines nothing.
    if clause.lower.starts_with("for example") {
        return None;
    }
    let heading = clause.section.rsplit(" > ").next().unwrap_or_default();
    let term = defined(&clause.text).filter(|term| !PRONOUNS.contains(term)).unwrap_or(heading);
    let body = clause.text.chars().take(120).collect::<String>();
    Some(clause.fact(Family::Definition, Subject::of(term), Value::Text(body)))
}

/// The term a sentence defines: in quotation marks, or before the verb or colon.
fn defined(text: &str) -> Option<&str> {
    let body =
        ["An ", "A ", "The ", "By "].iter().find_map(|article| text.strip_prefix(article)).unwrap_or(text);
    if let Some(quoted) = body.strip_prefix('"') {
        return quoted.split_once('"').map(|(term, _)| term).filter(|term| term.len() < 60);
    }
    let verbs = [
        ": ",
        " means ",
        " mean ",
        " shall mean ",
        " refers to ",
        " refer to ",
        " is defined as ",
        " are considered ",
        " is considered ",
        " counts as ",
        " count as ",
    ];
    let end = verbs.iter().filter_map(|verb| body.find(verb)).min()?;
    Some(body[..end].trim()).filter(|term| (2..50).contains(&term.len()) && !term.contains([',', ';', '.']))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The grammars as patterns, which say what is meant and are slow to compile.
    static PERCENT_PATTERN: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"[0-9]+(?:\.[0-9]+)? ?%").unwrap());
    static LOW_PATTERN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:at least|(?:not|no) (?:less|lower) than|>=|≥|>|(?:greater|higher|more) than(?: or equal to)?|equal to or (?:greater|higher|more|above) than|above|over|from) ?([0-9]+(?:\.[0-9]+)?) ?%").unwrap()
    });
    static HIGH_PATTERN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?:below|(?:less|lower) than(?: or equal to)?|under|<=|≤|<|up to) ?([0-9]+(?:\.[0-9]+)?) ?%",
        )
        .unwrap()
    });

    /// The percentage the first match ends with.
    fn by_pattern(pattern: &Regex, text: &str) -> Option<Percent> {
        let found = pattern.find(text)?.as_str().trim_end_matches('%').trim_end();
        percent(
            &found[found
                .rfind(|c: char| !c.is_ascii_digit() && c != '.')
                .map_or(0, |at| at + found[at..].chars().next().unwrap().len_utf8())..],
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn percentages_and_their_bounds_are_those_of_the_patterns(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "1", "99", ".", ".9", " ", " ", " ", "%", "%", "é", "at least", "no less than", "not less than", "more than",
                    "greater than or equal to", "less than", "less than or equal to", "≥", ">", ">=", "<", "≤", "below", "under",
                    "up to", "over", "equal to or above than", "to", ",",
                ]),
                0..10,
            ),
        ) {
            // A word in front keeps apart what taking a match away would join.
            let text = parts.iter().map(|part| if part.len() > 3 { format!("x{part}") } else { (*part).to_owned() });
            let text = text.collect::<String>();
            prop_assert_eq!(first_percentage(&text), by_pattern(&PERCENT_PATTERN, &text), "{}", text);
            let low = by_pattern(&LOW_PATTERN, &text);
            let high = by_pattern(&HIGH_PATTERN, &LOW_PATTERN.replace_all(&text, "x"));
            let wanted = (low.is_some() || high.is_some()).then_some((low, high));
            if text.contains('%') && (wanted.is_some() || !RANGE.is_match(&text)) {
                prop_assert_eq!(range(&text), wanted, "{}", text);
            }
        }
    }

    use crate::document::{Block, BlockAddress, Table};
    use crate::facts::{block_clauses, facts_of};

    #[test]
    fn rows_of_every_notation_are_tiers() {
        let cases = [
            ("Below 98.50% but at least 97.00%", "[97.00 %, 98.50 %)"),
            ("Less than 98.5% but greater than or equal to 97.0%", "[97.0 %, 98.5 %)"),
            ("≥ 97.0% and < 98.5%", "[97.0 %, 98.5 %)"),
            ("97.0% - 98.5%", "[97.0 %, 98.5 %)"),
            ("no less than 97.0%", "from 97.0 %"),
            ("< 97.0%", "below 97.0 %"),
        ];
        for (key, subject) in cases {
            let table = Table {
                header: vec!["Monthly uptime".into(), "Credit".into()],
                rows: vec![vec![key.into(), "10% of the monthly fee".into()]],
                fused: false,
            };
            let at = BlockAddress { sections: vec![0], block: 0 };
            let clauses = block_clauses(&Block::table(table), "Credits", &at);
            let facts: Vec<Fact> = clauses.iter().flat_map(facts_of).collect();
            let shown: Vec<_> = facts
                .iter()
                .map(|fact| (fact.family, fact.subject.as_str(), fact.value.to_string()))
                .collect();
            assert_eq!(shown, [(Family::ServiceCredit, subject, "10 %".to_owned())], "{key}");
        }
    }
}
