//! How far a changed sentence is about a family of facts: the evidence of its words, of its place and
//! of its category, added up.
//!
//! One shared word is no evidence: a family is heard where two things point to it, or where the
//! category of the sentence has no other. Nothing is read here; [`super::restated`] asks.

use super::Category;
use crate::facts::Family;
use crate::facts::speech::Spoken;

/// Two words that point to a family, or the category alone.
pub(super) const HEARD: u32 = 5;
/// The same for a third family of one edit.
pub(super) const THIRD: u32 = 7;
/// What is needed where a typed value of a family that is akin tells of the edit already.
pub(super) const AKIN: u32 = 4;
/// What is needed where a typed value of another family tells of the edit already.
pub(super) const CLEAR: u32 = 9;

/// The evidence for one family beside those that are told already. The points are in the proportions in
/// which each of these told right from wrong families over single edits of known meaning.
pub(super) fn evidence(said: &Spoken, category: Category, told: &[Family]) -> u32 {
    let points = [
        (said.strong, 2),
        (said.several, 1),
        (said.weak, 1),
        (said.close, 2),
        (said.close_weak, 2),
        (said.near, 4),
        (said.read, 4),
        (said.changed, 1),
        (said.changed_weak, 1),
    ];
    let of_words: u32 = points.iter().filter(|(holds, _)| *holds).map(|(_, points)| points).sum();
    let families = families_of(category);
    // A family that is told explains the category; it says nothing more of the others.
    let explained = families.iter().any(|family| told.contains(family));
    let of_category = match families.len() {
        _ if explained || !families.contains(&said.family) => 0,
        1 => 7,
        _ => 4,
    };
    of_words + of_category
}

/// The families a category is made of; none where it is made of everything. Which one a statement of it
/// belongs to by its words is said by [`words`](super::words).
fn families_of(category: Category) -> &'static [Family] {
    use Category as C;
    use Family as F;
    match category {
        C::AcceptableUse => &[F::AcceptableUse],
        C::Arbitration => &[F::Arbitration],
        C::ChoiceOfLaw => &[F::GoverningLaw],
        C::ContactInformation => &[F::Controller],
        C::ContentRemoval => &[F::UnilateralChange, F::Termination],
        C::CookiesTracking => &[F::Consent, F::DataType, F::Retention],
        C::DataRetention => &[F::Retention],
        C::DataSecurity => &[F::SecurityMeasure],
        C::DoNotTrack => &[F::Promise, F::Consent],
        C::FirstPartyCollectionUse => &[F::DataType, F::Purpose],
        C::Indemnity | C::LimitationOfLiability => &[F::LiabilityCap],
        C::InternationalSpecificAudiences => &[F::AgeLimit, F::Location],
        C::IntroductoryGeneric => &[],
        C::Jurisdiction => &[F::Courts],
        C::LicenceToContent => &[F::Licence],
        C::PaymentRefund => &[F::Price, F::RefundWindow, F::Renewal],
        C::PolicyChange => &[F::NoticePeriod, F::UnilateralChange],
        C::SlaAvailability => &[F::Availability],
        C::SlaClaimWindow => &[F::ClaimWindow],
        C::SlaCreditCap => &[F::CreditCap],
        C::SlaDefinitions => &[F::Definition, F::Formula],
        C::SlaExclusions => &[F::Exclusion],
        C::SlaRemedy => &[F::Remedy],
        C::SlaServiceCredit => &[F::ServiceCredit],
        C::SlaSupportResponse => &[F::ResponseDeadline],
        C::Termination => &[F::Termination, F::Renewal],
        C::ThirdPartySharingCollection => &[F::Recipient],
        C::TrainingOnContent => &[F::Training],
        C::UnilateralChange => &[F::UnilateralChange],
        C::UserAccessEditDeletion => &[F::Right],
        C::UserChoiceControl => &[F::Consent],
        C::Warranty => &[F::LiabilityCap, F::Remedy],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, BlockAddress};
    use crate::facts::padded::Padded;
    use crate::facts::speech::spoken;
    use crate::facts::{block_clauses, facts_of};

    fn heard(heading: &str, text: &str, category: Category) -> Vec<Family> {
        let at = BlockAddress { sections: vec![0], block: 0 };
        let clause = block_clauses(&Block::paragraph(text), heading, &at).remove(0);
        let none = Padded::default();
        let said = spoken(&clause, &facts_of(&clause), &none, &clause.words);
        said.iter().filter(|said| evidence(said, category, &[]) >= HEARD).map(|said| said.family).collect()
    }

    #[test]
    fn one_shared_word_is_no_evidence() {
        // "Court" is a word of courts, "safe" in a heading one of measures; nothing else points there.
        let told =
            heard("Who sees it", "Addresses go to a tennis court operator.", Category::IntroductoryGeneric);
        assert!(!told.contains(&Family::Courts), "{told:?}");
        let told = heard("Tickets", "Tickets are valid on the day.", Category::IntroductoryGeneric);
        assert!(told.is_empty(), "{told:?}");
    }

    #[test]
    fn the_category_tells_the_family_of_words_nobody_knows() {
        let told = heard("Odds and ends", "The gnomon twirls thrice.", Category::SlaRemedy);
        assert_eq!(told, [Family::Remedy]);
    }
}
