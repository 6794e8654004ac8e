//! Facts of terms of service: arbitration, unilateral change, termination, licence, renewal, liability.

use std::sync::LazyLock;

use regex::Regex;

use super::clause::{Clause, Place};
use super::lexer::has_any;
use super::padded::{Padded, Searched as _};
use super::subject::Subject;
use super::{Fact, Family, Stance, Value};

/// Reads the clauses that decide who bears what.
pub(super) fn read(clause: &Clause) -> Vec<Fact> {
    if matches!(clause.place, Place::Formula | Place::Key) {
        return Vec::new();
    }
    let words = &clause.words;
    let mut facts = unlimited(clause);
    if has_any(words, &[" arbitrat"]) {
        let none = [" no arbitration ", " not arbitrat", " without arbitration ", " not be arbitrat"];
        let stance = if has_any(words, &none) {
            Stance::Prohibited
        } else if has_any(words, &[" not subject to ", " opt out of "]) {
            Stance::Permitted
        } else {
            Stance::Open
        };
        facts.push(clause.fact(Family::Arbitration, "binding arbitration", Value::Stance(stance)));
    }
    if has_any(words, &[" class action", " jury trial", " jury "]) {
        facts.push(clause.fact(Family::Arbitration, "class action waiver", Value::Stance(Stance::Open)));
    }
    if has_any(words, &[" reserve the right to ", " reserves the right to ", " sole discretion "])
        && has_any(words, &[" modify", " change", " amend", " update", " revise"])
    {
        facts.push(clause.fact(
            Family::UnilateralChange,
            "change of terms",
            Value::Stance(Stance::Permitted),
        ));
    }
    if changes_alone(words) {
        facts.push(clause.fact(
            Family::UnilateralChange,
            "change of terms",
            Value::Stance(Stance::Permitted),
        ));
    }
    let using = [
        " continued use ",
        " continue to use ",
        " continuing to use ",
        " carry on using ",
        " keep using ",
        " keep on using ",
        " go on using ",
        " still use ",
        " using it after ",
        " use of the service after ",
        " further use ",
    ];
    if has_any(words, &using) && has_any(words, &[" accept", " agree", " consent"]) {
        facts.push(clause.fact(
            Family::UnilateralChange,
            "acceptance by continued use",
            Value::Stance(Stance::Open),
        ));
    }
    facts.extend(dealings(clause));
    facts
}

/// Ending, licence, renewal and refund.
fn dealings(clause: &Clause) -> Vec<Fact> {
    let words = &clause.words;
    let mut facts = Vec::new();
    if has_any(
        words,
        &[
            " may terminate ",
            " may suspend ",
            " terminate your account",
            " suspend your account",
            " terminate your access",
            " may end ",
            " can end ",
            " may close your ",
            " can close your ",
            " may cancel ",
            " can cancel ",
            " may deactivate ",
        ],
    ) {
        facts.push(clause.fact(Family::Termination, "termination", Value::Text(holder(words).to_owned())));
    }
    if has_any(words, &[" licence to ", " license to ", " royalty free ", " sublicens", " sub licens"])
        && has_any(
            words,
            &[" grant", " worldwide", " perpetual", " irrevocable", " exclusive", " receive ", " give "],
        )
        || has_any(words, &[" permission to "])
            && has_any(
                words,
                &[" your content", " your photo", " your post", " your work", " your upload", " your image"],
            )
            && has_any(words, &[" you give ", " you grant ", " giv"])
    {
        facts.push(clause.fact(Family::Licence, "licence", Value::Text(licence_terms(words))));
    }
    let again = [
        " automatic",
        " auto ",
        " until you cancel ",
        " until cancel",
        " unless you cancel ",
        " unless cancel",
    ];
    let extended =
        has_any(words, &[" is extended by ", " are extended by ", " extends by ", " extends for "]);
    if has_any(words, &[" renew"]) && has_any(words, &again) || extended {
        facts.push(clause.fact(Family::Renewal, "renewal", Value::Text("automatic".to_owned())));
    }
    let timed = || words.bytes().any(|byte| byte.is_ascii_digit()) || has_any(words, &[" days ", " within "]);
    if has_any(words, &[" refund"]) && !timed() {
        let stance = if has_any(words, &[" non refundable ", " no refund", " not refund", " not be refund"]) {
            Stance::Prohibited
        } else {
            Stance::Granted
        };
        facts.push(clause.fact(Family::RefundWindow, "refund", Value::Stance(stance)));
    }
    facts
}

static UNLIMITED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:nothing in [a-z ]+|(?:do(?:es)?|shall|will) not|no (?:provision|limit)[a-z ]*) (?:limits?|excludes?|limits? or excludes?|excludes? or limits?|applies to|restricts?) (?:[a-z' ]*liability|damages) (?:for|arising from|resulting from) (?P<list>[^.;:]+)")
        .expect("valid pattern")
});

/// "Nothing in these terms limits liability for fraud or wilful misconduct": liability without a cap.
fn unlimited(clause: &Clause) -> Vec<Fact> {
    let lower = &clause.lower;
    let negated = has_any(&clause.words, &[" nothing in ", " not ", " no "]);
    if !negated || !lower.contains("liability") && !lower.contains("damages") {
        return Vec::new();
    }
    let Some(captures) = UNLIMITED.captures(lower) else { return Vec::new() };
    captures["list"]
        .split(',')
        .flat_map(|part| part.split(" or "))
        .map(|part| part.trim().trim_start_matches("or ").trim_start_matches("and "))
        .filter(|part| !part.is_empty() && part.split(' ').count() <= 10)
        .map(|part| clause.fact(Family::LiabilityCap, Subject::of(part), Value::Text("uncapped".to_owned())))
        .collect()
}

fn holder(words: &str) -> &'static str {
    if has_any(words, &[" either party "]) {
        "either party"
    } else if has_any(
        words,
        &[
            " you may terminate ",
            " customer may terminate ",
            " customers may terminate ",
            " user may terminate ",
            " you may end ",
            " you can end ",
            " you may cancel ",
            " you can cancel ",
            " you can close ",
            " you may close ",
            " customer may end ",
            " customer may cancel ",
        ],
    ) {
        "customer"
    } else {
        "provider"
    }
}

/// The adjectives that decide how far a licence goes, in a fixed order.
fn licence_terms(words: &str) -> String {
    let terms = [
        (" worldwide", "worldwide"),
        (" perpetual", "perpetual"),
        (" irrevocable", "irrevocable"),
        (" revocable", "revocable"),
        (" non exclusive", "non-exclusive"),
        (" royalty free", "royalty-free"),
        (" sublicens", "sublicensable"),
        (" sub licens", "sublicensable"),
        (" transferable", "transferable"),
        (" non transferable", "non-transferable"),
        (" solely ", "solely"),
        (" commercial", "commercial"),
        (" personal use", "personal use"),
        (" train", "training"),
    ];
    let named: Vec<&str> =
        terms.iter().filter(|(cue, _)| words.contains(cue)).map(|(_, name)| *name).collect();
    if named.is_empty() { "granted".to_owned() } else { named.join(", ") }
}

/// "We may change these terms at any time": one side changes what both agreed.
fn changes_alone(words: &Padded) -> bool {
    let verbs = [" change ", " modify ", " amend ", " revise ", " update ", " alter "];
    let objects = [
        " these terms",
        " this agreement",
        " the terms",
        " this policy",
        " this notice",
        " the agreement",
        " fees ",
        " prices ",
        " our terms",
        " the policy",
        " this statement",
    ];
    let sides =
        [" we may ", " we can ", " may at any time ", " provider may ", " processor may ", " company may "];
    if !has_any(words, &objects) {
        return false;
    }
    let first = verbs.iter().filter(|verb| words.holds(verb)).filter_map(|verb| words.find(verb)).min();
    let Some(verb) = first else { return false };
    let before = &words[..=verb];
    let ours = sides.iter().any(|side| before.contains(side))
        || [" may ", " can "].iter().any(|modal| before.ends_with(modal))
            && !has_any(before, &[" you ", " not "]);
    ours && !has_any(before, &[" not ", " neither ", " no "])
}
