//! What an edit is about, once it is known what changed in it: facts that changed know better than the
//! words of the sentence.
//!
//! What a sentence speaks of by its words is [`super::categories`].

use super::categories::{Kind, category_of_fact, decided, first_best};
use super::learned::topics::topics_of_edit;
use super::rules::{Case, Finding};
use super::topics::Topics;
use super::{Category, FactChange, words};
use crate::facts::lexer::has_any;
use crate::facts::padded::Padded;
use crate::facts::{Family, Place};

/// The category of an edit; `focus` is the statement that changed, `touched` the words that did.
pub(super) fn category(
    case: &Case<'_>,
    findings: &[Finding],
    [focus, touched]: [&Padded; 2],
    document: &Topics<'_>,
) -> Category {
    // A change inside a sentence on training is about training, whatever else the sentence names.
    let trains = case.old_facts.iter().chain(&case.new_facts).any(|fact| fact.family == Family::Training);
    let cued = if trains { Category::TrainingOnContent } else { case.category };
    let found = decided(focus, touched, document.kind)
        .unwrap_or_else(|| by_facts(findings, cued, case, document.kind));
    let found = by_learning(case, findings, found).unwrap_or(found);
    // Who consents in a notice for children is a matter of children.
    let asked =
        found == Category::UserChoiceControl && findings.first().is_some_and(|first| first.rule == "M11");
    if asked && document.for_children { Category::InternationalSpecificAudiences } else { found }
}

/// What the learned topics must say more for another topic than for the one that was found.
const CLEAR: i32 = 1000;
/// The same, where the cues of the sentence said so too.
const AGREED: i32 = 800;

/// What the words of both sides, and those that changed, say clearly against what was found; facts that name who,
/// where or what for stand.
fn by_learning(case: &Case<'_>, findings: &[Finding], found: Category) -> Option<Category> {
    let named = [
        Family::Recipient,
        Family::Purpose,
        Family::Location,
        Family::Training,
        Family::GoverningLaw,
        Family::Courts,
    ];
    let fact = findings.first().and_then(|first| first.fact.as_ref());
    if fact.is_some_and(|fact| tells_of_changes(fact, &case.edit.clause().words)) {
        return None;
    }
    let promised =
        |fact: &FactChange| fact.family == Family::Promise && found == Category::ThirdPartySharingCollection;
    if fact.is_some_and(|fact| named.contains(&fact.family) || promised(fact)) {
        return None;
    }
    let scores = topics_of_edit(case.edit, case.sides.as_ref()?);
    let (most, best) = first_best(|category| scores[category as usize])?;
    let least = if best == case.category { AGREED } else { CLEAR };
    let amends = |category: Category| matches!(category, Category::PolicyChange | Category::UnilateralChange);
    (most - scores[found as usize] > least && !(amends(best) && amends(found))).then_some(if amends(best) {
        Category::PolicyChange
    } else {
        best
    })
}

/// A changed fact knows better than cues what the clause is about.
fn by_facts(findings: &[Finding], category: Category, case: &Case<'_>, kind: Kind) -> Category {
    if category == Category::Indemnity {
        return category;
    }
    let passes_on = |fact: &FactChange| {
        fact.family == Family::Promise
            && ["sell", "rent", "trade", "share", "disclose"]
                .contains(&fact.subject.split(' ').next().unwrap_or_default())
    };
    // A row of a list of recipients names places too.
    let clause = case.edit.clause();
    let whole = case.edit.old.is_none() || case.edit.new.is_none();
    let listed = clause.place != Place::Sentence && category == Category::ThirdPartySharingCollection;
    if listed
        && (whole && clause.place != Place::Item || findings.iter().all(|finding| finding.rule == "M10"))
    {
        return category;
    }
    let named = |finding: &Finding| {
        finding.fact.as_ref().is_some_and(|fact| finding.rule == "M4" && fact.family == Family::Recipient)
    };
    match findings.first() {
        Some(first) if first.rule == "M10" => return Category::DataSecurity,
        // How long before a change people are told is a matter of changes, wherever it stands.
        Some(first) if first.fact.as_ref().is_some_and(|fact| tells_of_changes(fact, &clause.words)) => {
            return Category::PolicyChange;
        }
        // A new recipient in a new place is a matter of sharing first.
        Some(first)
            if kind == Kind::Privacy
                && (named(first) || first.rule == "M4" && findings.iter().any(named)) =>
        {
            return Category::ThirdPartySharingCollection;
        }
        Some(first) if first.fact.as_ref().is_some_and(passes_on) => {
            return Category::ThirdPartySharingCollection;
        }
        _ => {}
    }
    // A purpose that came or went is a matter of use, wherever it stands.
    let purpose = |finding: &Finding| {
        finding.rule == "M5" && finding.fact.as_ref().is_some_and(|fact| fact.family == Family::Purpose)
            || finding.rule == "M8"
                && finding.fact.as_ref().is_some_and(|fact| {
                    fact.family == Family::Purpose && fact.old.as_deref() == Some("exclusive")
                })
    };
    if findings.first().is_some_and(purpose)
        && matches!(
            category,
            Category::UserAccessEditDeletion | Category::DataRetention | Category::ContactInformation
        )
    {
        return Category::FirstPartyCollectionUse;
    }
    if findings.first().is_some_and(|first| first.rule == "M11") && !keeps_consent(category) {
        return Category::UserChoiceControl;
    }
    // A family that was told from the category tells nothing new of it.
    let usual = words::family_of(category, case.edit.clause());
    findings
        .iter()
        .filter(|finding| finding.rule.starts_with('M'))
        .filter_map(|finding| finding.fact.as_ref())
        .filter(|fact| Some(fact.family) != usual)
        .find_map(|fact| category_of_fact(fact.family, kind).filter(|_| !keeps_matter(category, fact.family)))
        .unwrap_or(category)
}

/// A period of notice before the text itself changes, not before a price, a renewal or another recipient does.
fn tells_of_changes(fact: &FactChange, words: &str) -> bool {
    let text = [" modification", " amend", " revision", " revised ", " new version"];
    fact.family == Family::NoticePeriod && fact.subject == "change" && has_any(words, &text)
}

/// Numbers that are usual in a clause of another matter and do not make it one of theirs.
fn keeps_matter(category: Category, family: Family) -> bool {
    use Category as C;
    match family {
        Family::Availability => {
            matches!(
                category,
                C::SlaExclusions | C::SlaClaimWindow | C::SlaRemedy | C::SlaDefinitions | C::SlaCreditCap
            )
        }
        Family::Price => matches!(
            category,
            C::SlaRemedy
                | C::SlaCreditCap
                | C::SlaServiceCredit
                | C::SlaClaimWindow
                | C::LimitationOfLiability
                | C::Warranty
        ),
        Family::Retention => matches!(category, C::CookiesTracking | C::LicenceToContent),
        _ => false,
    }
}

/// Categories in which the mode of consent is part of the matter.
fn keeps_consent(category: Category) -> bool {
    matches!(
        category,
        Category::TrainingOnContent
            | Category::InternationalSpecificAudiences
            | Category::LicenceToContent
            | Category::Arbitration
            | Category::Termination
            | Category::UnilateralChange
            | Category::PolicyChange
            | Category::CookiesTracking
            | Category::DoNotTrack
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notice_of_a_new_text_is_told_from_notice_of_a_new_price() {
        let fact = FactChange {
            family: Family::NoticePeriod,
            subject: "change".to_owned(),
            old: Some("30 days".to_owned()),
            new: Some("7 days".to_owned()),
            is_words: false,
        };
        assert!(tells_of_changes(&fact, " any modification is announced 7 days ahead "));
        assert!(!tells_of_changes(&fact, " a higher price is announced 7 days ahead "));
    }
}
