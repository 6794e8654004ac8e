//! What an operator says about materiality in the watchlist: applied here, named in the reasons.
//!
//! Tuning changes verdicts and mail, never what is shown to have changed: the comparison stays as it
//! is, the facts stay with the judgement, and every verdict that an entry decided opens with "By your
//! watchlist". An entry that nothing in the text answers to is named, so that a slip of the pen or a
//! heading that was renamed is not taken for silence.

mod matches;
mod names;

use std::collections::BTreeSet;

use super::review::PERSON;
use super::{Assessment, Category, Judgement, Reason, Severity, Verdict};
use crate::compare::Change;
use crate::document::text::comparison_form;

pub(super) use names::Renaming;

/// Proofs that no word differs: what is always material is so for its words.
const NO_WORD_DIFFERS: [&str; 4] = ["C1", "C2", "C4", "C5"];

/// The operator's say over verdicts; empty by default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tuning {
    /// Every change of words in these categories is material.
    pub always: BTreeSet<Category>,
    /// No change in these categories is more than cosmetic.
    pub never: BTreeSet<Category>,
    /// Sections of which no change is more than cosmetic.
    pub ignored: Vec<SectionName>,
    /// Groups of at least two names for one and the same thing; a rename within one is cosmetic.
    pub names: Vec<Vec<String>>,
    /// Least severity of a finding for which alerts go out; `None` sends them for any.
    pub mail_from: Option<Severity>,
}

/// A section named by its heading, or by several from the outer to the inner one: `Data > Cookies`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionName {
    typed: String,
    headings: Vec<String>,
}

impl SectionName {
    /// Reads a name as typed; `None` when it names no heading. Case, quotes and a number in front of a
    /// heading do not matter.
    pub fn parse(typed: &str) -> Option<Self> {
        let headings: Vec<String> = typed.split('>').map(heading_form).collect();
        let is_whole = headings.iter().all(|heading| !heading.is_empty());
        is_whole.then(|| Self { typed: typed.trim().to_owned(), headings })
    }

    /// As typed.
    pub fn as_str(&self) -> &str {
        &self.typed
    }

    /// True for the section itself and for everything below it.
    fn covers(&self, path: &str) -> bool {
        let path: Vec<String> = path.split(" > ").map(heading_form).collect();
        path.windows(self.headings.len()).any(|part| part == self.headings)
    }
}

/// True when an assessment has a finding of at least this severity, or one that a person called material.
pub fn sends_mail(assessment: &Assessment, least: Option<Severity>) -> bool {
    let is_grave_enough = |judgement: &Judgement| {
        let is_settled = judgement.reasons.first().is_some_and(|reason| reason.rule == PERSON);
        judgement.verdict.is_finding()
            && (is_settled || least.is_none_or(|least| judgement.severity >= Some(least)))
    };
    // A comparison without judgements is not judged: nobody has shown it to be small.
    assessment.verdict.is_finding()
        && (assessment.changes.is_empty() || assessment.changes.iter().any(is_grave_enough))
}

/// A heading for comparing: lower case, plain quotes, without the number in front.
fn heading_form(heading: &str) -> String {
    let form = comparison_form(heading).to_lowercase();
    let is_number = |word: &str| {
        word.chars().any(|c| c.is_ascii_digit())
            && word.chars().all(|c| c.is_ascii_digit() || ".)(".contains(c))
    };
    match form.trim().split_once(' ') {
        Some((first, rest)) if is_number(first) => rest.trim().to_owned(),
        _ => form.trim().to_owned(),
    }
}

impl Tuning {
    /// This tuning with another's entries beside it; where the two contradict each other the other one
    /// has the last word, as a policy has over the whole watchlist.
    #[must_use]
    pub fn with(&self, other: &Self) -> Self {
        let mut whole = self.clone();
        whole.always.retain(|category| !other.never.contains(category));
        whole.never.retain(|category| !other.always.contains(category));
        whole.always.extend(&other.always);
        whole.never.extend(&other.never);
        whole.ignored.extend(other.ignored.iter().cloned());
        whole.names.extend(other.names.iter().cloned());
        whole.mail_from = other.mail_from.or(self.mail_from);
        whole
    }

    /// True when it says nothing about verdicts.
    pub fn is_silent(&self) -> bool {
        let Self { always, never, ignored, names, mail_from: _ } = self;
        always.is_empty() && never.is_empty() && ignored.is_empty() && names.is_empty()
    }

    /// True when somebody is to be written to at once: a finding of the severity from which mail goes.
    pub fn sends_mail(&self, assessment: &Assessment) -> bool {
        sends_mail(assessment, self.mail_from)
    }

    /// What the watchlist says of one opinion: the verdict to take instead, and the words for it.
    pub(super) fn word_on(
        &self,
        category: Category,
        verdict: Verdict,
        reason: Option<&Reason>,
    ) -> Option<(Verdict, &'static str, String)> {
        let said = reason.map(|reason| format!(" {}: {}", reason.rule, reason.why)).unwrap_or_default();
        let subject = category.in_words();
        if self.never.contains(&category) && verdict.is_finding() {
            let why =
                format!("By your watchlist, changes of {subject} are never material; the rules say:{said}");
            return Some((Verdict::Cosmetic, "T2", why));
        }
        let is_wordless = verdict == Verdict::Cosmetic
            && reason.is_none_or(|reason| NO_WORD_DIFFERS.contains(&reason.rule.as_str()));
        if self.always.contains(&category) && verdict < Verdict::Material && !is_wordless {
            let why =
                format!("By your watchlist, changes of {subject} are always material; the rules say:{said}");
            return Some((Verdict::Material, "T1", why));
        }
        None
    }

    /// Takes the weight from a change of an ignored section. A change that left such a section, or came
    /// into one, keeps its weight.
    pub(super) fn ignore(&self, change: &Change, judgement: &mut Judgement) {
        let old = change.old_section.as_deref().unwrap_or(&change.section);
        let covers = |name: &&SectionName| name.covers(old) && name.covers(&change.section);
        let Some(name) = self.ignored.iter().find(covers).filter(|_| judgement.verdict.is_finding()) else {
            return;
        };
        judgement.verdict = Verdict::Cosmetic;
        judgement.severity = None;
        let why = format!("By your watchlist, changes of the section “{}” are ignored.", name.as_str());
        let quotes = (change.old.clone(), change.new.clone());
        judgement.reasons.insert(0, Reason { rule: "T3".to_owned(), why, old: quotes.0, new: quotes.1 });
    }
}

#[cfg(test)]
mod tests;
