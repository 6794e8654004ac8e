//! A person's word on single edits of a change: it stands above the rules, whatever they become.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Assessment, Direction, Reason, Severity, Verdict};
use crate::compare::Comparison;

/// Rule id of a person's word in reasons.
pub(super) const PERSON: &str = "H1";

/// What a person said of an edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Id of the edit, see [`edit_ids`].
    pub edit: String,
    /// The word.
    pub word: Word,
    /// Why, in the person's own words.
    pub because: String,
    /// Who said it.
    pub by: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

/// The two things that can be said, a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Word {
    /// Somebody must be told.
    Material,
    /// Harmless.
    Cosmetic,
}

impl Word {
    /// The verdict it stands for.
    pub fn verdict(self) -> Verdict {
        match self {
            Self::Material => Verdict::Material,
            Self::Cosmetic => Verdict::Cosmetic,
        }
    }

    /// The word used on the command line and in JSON.
    pub fn as_str(self) -> &'static str {
        self.verdict().as_str()
    }
}

/// Ids of the edits of a recorded change, in the comparison's order. Edits that are alike in every
/// respect have one id and are settled together.
pub fn edit_ids(change: &str, comparison: &Comparison) -> Vec<String> {
    comparison.changes.iter().map(|edit| edit.id(change)).collect()
}

/// The assessment with the latest word on each edit in place of the rules' verdict. What the rules
/// said stays among the reasons.
pub fn settled(assessment: &Assessment, edits: &[String], reviews: &[Review]) -> Assessment {
    let mut settled = assessment.clone();
    for (id, judgement) in edits.iter().zip(&mut settled.changes) {
        let Some(review) = reviews.iter().rev().find(|review| review.edit == *id) else { continue };
        judgement.verdict = review.word.verdict();
        match review.word {
            Word::Material => judgement.severity = judgement.severity.or(Some(Severity::Medium)),
            Word::Cosmetic => (judgement.severity, judgement.direction) = (None, Some(Direction::Neutral)),
        }
        let by = review.by.as_deref().map_or_else(String::new, |by| format!(" by {by}"));
        let day = review.at.format("%-d %B %Y");
        let why = format!("Settled as {}{by} on {day}: {}", review.word.as_str(), review.because);
        let quoted = judgement.reasons.first();
        let (old, new) = quoted.map_or((None, None), |reason| (reason.old.clone(), reason.new.clone()));
        judgement.reasons.insert(0, Reason { rule: PERSON.to_owned(), why, old, new });
    }
    if !settled.changes.is_empty() {
        settled.verdict =
            settled.changes.iter().map(|judgement| judgement.verdict).max().unwrap_or(Verdict::None);
    }
    settled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::materiality::{Judgement, Tuning};

    fn review(edit: &str, word: Word, because: &str) -> Review {
        let at = "2026-11-21T09:00:00Z".parse().unwrap();
        Review { edit: edit.to_owned(), word, because: because.to_owned(), by: Some("Ada".to_owned()), at }
    }

    fn assessment(verdicts: &[(Verdict, Option<Severity>)]) -> Assessment {
        let judgement = |(verdict, severity): &(Verdict, Option<Severity>)| Judgement {
            verdict: *verdict,
            category: None,
            direction: None,
            severity: *severity,
            reasons: vec![Reason {
                rule: "R0".into(),
                why: "No proof.".into(),
                old: Some("a".into()),
                new: None,
            }],
            facts: Vec::new(),
        };
        let verdict = verdicts.iter().map(|(verdict, _)| *verdict).max().unwrap();
        Assessment { verdict, changes: verdicts.iter().map(judgement).collect(), warnings: Vec::new() }
    }

    #[test]
    fn the_latest_word_stands_above_the_rules_and_says_whose_it_is() {
        let judged = assessment(&[(Verdict::Review, Some(Severity::Low)), (Verdict::Cosmetic, None)]);
        let edits = ["a".to_owned(), "b".to_owned()];
        let first = settled(&judged, &edits, &[review("a", Word::Cosmetic, "a reordering")]);
        assert_eq!(first.verdict, Verdict::Cosmetic);
        assert_eq!(
            first.changes[0].reasons[0].why,
            "Settled as cosmetic by Ada on 21 November 2026: a reordering"
        );
        assert_eq!(first.changes[0].reasons[1].rule, "R0", "what the rules said stays");
        let both = [review("a", Word::Cosmetic, "a reordering"), review("a", Word::Material, "a slip")];
        assert_eq!(settled(&judged, &edits, &both).verdict, Verdict::Material);
        assert_eq!(settled(&judged, &edits, &[review("c", Word::Material, "?")]), judged);
    }

    #[test]
    fn a_persons_material_goes_out_whatever_the_least_severity_is() {
        let judged = assessment(&[(Verdict::Review, Some(Severity::Low))]);
        let tuning = Tuning { mail_from: Some(Severity::High), ..Tuning::default() };
        assert!(!tuning.sends_mail(&judged));
        assert!(tuning.sends_mail(&settled(&judged, &["a".to_owned()], &[review("a", Word::Material, "x")])));
        assert!(Tuning::default().sends_mail(&judged));
    }
}
