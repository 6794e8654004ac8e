//! The rules: what each is called, and the finding a rule makes when it fires.
//!
//! The table is the documentation: `rules()` is printed as it stands.

mod joined;
mod limits;
mod polarity;
mod shown;
mod wording;

pub(super) use joined::differences;

use super::direction::goes_both_ways;
use super::edits::Edit;
use super::reach::{self, Hold};
use super::sides::Sides;
use super::{Category, Direction, FactChange};
use crate::facts::padded::Padded;
use crate::facts::{Fact, Family, Stance};

/// A rule as people read about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Id as quoted in reasons.
    pub id: &'static str,
    /// What it looks for.
    pub title: &'static str,
    /// One edit it fires on, or proves harmless.
    pub example: &'static str,
}

const fn rule(id: &'static str, title: &'static str, example: &'static str) -> Rule {
    Rule { id, title, example }
}

/// Every rule, material ones first.
pub(super) const RULES: &[Rule] = &[
    rule("M1", "A negation turned", "\"We do not rent data\" becomes \"We may rent data\"."),
    rule("M2", "A promise came or went", "\"We never read your drafts.\" is removed."),
    rule("M3", "A quantity differs", "\"kept for 10 days\" becomes \"kept for 20 days\"."),
    rule(
        "M4",
        "A recipient, place or framework came or went",
        "\"hosted by A\" becomes \"hosted by A and B\".",
    ),
    rule(
        "M5",
        "A kind of data or a purpose came or went",
        "\"to send invoices\" becomes \"to send invoices and offers\".",
    ),
    rule("M6", "A right came or went", "\"access and erase\" becomes \"access\"."),
    rule(
        "M7",
        "A duty became weaker or stronger by its verb or a hedge",
        "\"shall delete\" becomes \"may delete\".",
    ),
    rule("M8", "A word of limit came or went", "\"used only for billing\" becomes \"used for billing\"."),
    rule(
        "M9",
        "A closed list was opened or an open one closed",
        "\"name and address\" becomes \"data such as name and address\".",
    ),
    rule("M10", "A safeguard came or went", "\"encrypted backups\" becomes \"backups\"."),
    rule("M11", "The mode of consent changed", "\"only if you agree\" becomes \"unless you object\"."),
    rule(
        "M12",
        "A clause of the contract came, went or changed",
        "\"courts of Lyon\" becomes \"courts of Turin\".",
    ),
    rule("M13", "A service level changed", "\"10 % credit\" becomes \"5 % credit\"."),
    rule(
        "M14",
        "Another company stands behind the text",
        "\"operated by A Ltd\" becomes \"operated by B Ltd\".",
    ),
    rule(
        "M15",
        "Vague words became a number, or a number vague words",
        "\"for a limited time\" becomes \"for 2 years\".",
    ),
    rule("C1", "Typography or layout only", "Straight quotes become curly quotes."),
    rule(
        "C2",
        "Capital letters or the wording of a heading only",
        "\"Your Rights\" becomes \"Your rights\".",
    ),
    rule(
        "C4",
        "Numbers of sections, and references that follow them",
        "\"3\" becomes \"4\" after an insertion.",
    ),
    rule("C5", "The same words at another place", "Two list items swap places."),
    rule(
        "C6",
        "A date or version the document states about itself",
        "\"Last updated: May\" becomes \"Last updated: June\".",
    ),
    rule("C7", "The same quantity in another notation", "\"two (2) weeks\" becomes \"14 days\"."),
    rule(
        "C8",
        "Words that say the same",
        "\"from time to time\" becomes \"periodically\", \"it is deleted by us\" becomes \"we delete it\".",
    ),
    rule("C9", "Page furniture, contact details, self-description", "A contact address changes."),
    rule(
        "W2",
        "Small steps add up to a large one since people were last told",
        "\"10 days\" becomes \"12 days\", later \"15 days\", later \"20 days\".",
    ),
    rule(
        "H1",
        "A person has settled it (`policydiff review set`)",
        "A rewording was read and found harmless.",
    ),
    rule(
        "T1",
        "The watchlist says: always material (`always_material`)",
        "A clause about training on content is reworded.",
    ),
    rule("T2", "The watchlist says: never material (`never_material`)", "A contact address is removed."),
    rule(
        "T3",
        "The watchlist says: this section is ignored (`ignore_sections`)",
        "An example in the section \"Related articles\" changes.",
    ),
    rule(
        "T4",
        "The watchlist says: names for the same thing (`names`)",
        "\"Larkpass\" is called \"Gatecard\" now.",
    ),
    rule(
        "R0",
        "No rule fired and no proof was found: a person decides",
        "A sentence is reworded throughout.",
    ),
    rule("R1", "A text in another language than English: a person decides", "A German sentence is reworded."),
    rule(
        "R2",
        "The pair of texts is in doubt as a whole: a person decides",
        "Half of the page is missing and nothing else changed.",
    ),
    rule(
        "R3",
        "More text than the rules read, in one sentence or altogether: a person decides",
        "A table of ten thousand rows is new.",
    ),
];

/// One edit with everything rules look at.
pub(super) struct Case<'a> {
    /// The edit.
    pub(super) edit: &'a Edit,
    /// Its sentences taken apart, once for all who ask.
    pub(super) sides: Option<Sides>,
    /// What the clause is about, by its cues.
    pub(super) category: Category,
    /// Facts of the old sentence.
    pub(super) old_facts: Vec<Fact>,
    /// Facts of the new sentence.
    pub(super) new_facts: Vec<Fact>,
    /// Tokens only in the old sentence, padded.
    pub(super) removed: Padded,
    /// Tokens only in the new sentence, padded.
    pub(super) added: Padded,
}

impl Case<'_> {
    /// Something is promised not to be done, before and after.
    pub(super) fn keeps_promise(&self) -> bool {
        let denies = |fact: &Fact| fact.family == Family::Promise && fact.is_denied();
        self.old_facts.iter().any(denies) && self.new_facts.iter().any(denies)
    }
}

impl Case<'_> {
    /// The sign of the edit as its statements tell it, and how it is known; `None` where they are not
    /// understood.
    pub(super) fn read_sign(&self) -> Option<(Hold, Direction)> {
        reach::read(self.edit, self.sides.as_ref()?, self.category)
    }
}

/// What a rule found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Finding {
    /// Rule id.
    pub(super) rule: &'static str,
    /// Weight before the category's multiplier.
    pub(super) weight: u32,
    /// For the reader.
    pub(super) sign: Direction,
    /// One plain sentence.
    pub(super) why: String,
    /// Old words, where the finding is narrower than the edit.
    pub(super) old: Option<String>,
    /// New words, where the finding is narrower than the edit.
    pub(super) new: Option<String>,
    /// The fact before and after.
    pub(super) fact: Option<FactChange>,
}

/// A purpose that is no longer exclusive and the word that made it so are one finding, not two.
fn one_word_one_reason(findings: &mut Vec<Finding>) {
    let exclusive = |finding: &Finding| {
        finding.rule == "M5"
            && finding.fact.as_ref().is_some_and(|fact| {
                [&fact.old, &fact.new].into_iter().flatten().any(|value| value == "exclusive")
            })
    };
    let Some(fact) =
        findings.iter().find(|finding| exclusive(finding)).and_then(|finding| finding.fact.clone())
    else {
        return;
    };
    if let Some(word) = findings.iter_mut().find(|finding| finding.rule == "M8") {
        word.fact = Some(fact);
        findings.retain(|finding| !exclusive(finding));
    }
}

/// Where the mode of consent changed, the negations, verbs and limits that carry it say nothing more.
fn consent_speaks_once(findings: &mut Vec<Finding>) {
    let modes = ["opt-in", "opt-out"];
    let is_mode = |finding: &Finding| {
        finding.rule == "M11"
            && finding.fact.as_ref().is_some_and(|fact| {
                [&fact.old, &fact.new].into_iter().flatten().any(|value| modes.contains(&value.as_str()))
            })
    };
    if !findings.iter().any(is_mode) {
        return;
    }
    let typed = |finding: &Finding| {
        finding.fact.as_ref().is_some_and(|fact| {
            [&fact.old, &fact.new].into_iter().flatten().any(|value| Stance::is_named(value))
        })
    };
    findings.retain(|finding| !["M1", "M7", "M8"].contains(&finding.rule) || typed(finding));
    // The fact and the words tell of one change.
    let mut seen = false;
    findings.retain(|finding| finding.rule != "M11" || !std::mem::replace(&mut seen, true));
}

/// A word of limit that went with a whole denial, or came with one, is part of it.
fn denial_carries_its_limits(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let one_way = case.removed.trim().is_empty() != case.added.trim().is_empty();
    let denial = findings.iter().find(|finding| finding.rule == "M1").map(|finding| finding.sign);
    if let Some(sign) = denial.filter(|_| one_way) {
        findings.retain(|finding| finding.rule != "M8" || finding.sign == sign);
    }
}

/// A rule that looks at words knows that something changed; for whom it is better the statement tells,
/// where it is understood. What facts say of two values stands.
fn statement_tells_the_sign(case: &Case<'_>, findings: &mut [Finding]) {
    let Some((hold, sign)) = case.read_sign() else { return };
    // What these families hold is read from the words around a number as often as from the number.
    let open = [
        Family::NoticePeriod,
        Family::RefundWindow,
        Family::Termination,
        Family::Renewal,
        Family::Promise,
        Family::AcceptableUse,
        Family::Definition,
        Family::Exclusion,
        Family::SecurityMeasure,
        Family::Price,
    ];
    let modes = |finding: &Finding| {
        let values = |fact: &FactChange| [fact.old.clone(), fact.new.clone()];
        let named = |value: &String| value == "opt-in" || value == "opt-out";
        finding
            .fact
            .as_ref()
            .is_some_and(|fact| values(fact).iter().flatten().filter(|value| named(value)).count() == 2)
    };
    // One kind of data in exchange for another is one edit.
    let data = |gone: bool| {
        findings.iter().any(|finding| {
            finding.rule == "M5"
                && finding
                    .fact
                    .as_ref()
                    .is_some_and(|fact| if gone { fact.new.is_none() } else { fact.old.is_none() })
        })
    };
    let data_exchanged = data(true) && data(false);
    let told = |finding: &Finding| match hold {
        // That a safeguard went is said outright, whatever else the sentence does.
        _ if finding.rule == "M10" => false,
        Hold::Turn => true,
        _ if finding.rule == "M11" => !modes(finding),
        _ if finding.old.is_some() || finding.new.is_some() => true,
        _ if finding.rule == "M5" && data_exchanged => true,
        _ if finding.sign == Direction::Mixed => finding.fact.as_ref().is_some_and(|fact| {
            !goes_both_ways(fact.family) || fact.family == Family::Retention && hold == Hold::Statement
        }),
        _ => finding.fact.as_ref().is_some_and(|fact| {
            let one_sided = fact.old.is_none() || fact.new.is_none();
            hold == Hold::Amount && one_sided
                || open.contains(&fact.family)
                    && (hold == Hold::Amount || one_sided || fact.family == Family::Definition)
        }),
    };
    for finding in findings.iter_mut().filter(|finding| told(finding)) {
        finding.sign = sign;
    }
}

/// Everything the rules find in an edit, gravest first.
pub(super) fn apply(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = differences(case);
    findings.extend(polarity::read(case));
    findings.extend(wording::read(case, &findings));
    one_word_one_reason(&mut findings);
    consent_speaks_once(&mut findings);
    denial_carries_its_limits(case, &mut findings);
    statement_tells_the_sign(case, &mut findings);
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.weight));
    findings
}
