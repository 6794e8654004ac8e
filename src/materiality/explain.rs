//! How a judgement came about, sentence by sentence: what was read, what explained which words, and
//! what kept it from being anything else.
//!
//! Judging keeps only what it needs to say; this says everything, with the same judge.

use super::tuning::Renaming;
use super::verdict::{Judge, Opinion};
use super::{Direction, Judgement, Reason, Severity, Tuning, Verdict};
use crate::compare::{Change, Comparison, replaced};
use crate::document::Document;
use crate::facts::lexer::padded;
use crate::facts::{Clause, Fact, facts_of, facts_unread};

/// Everything about the judgement of one change.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The sentences it consists of; empty where the kind of the change decided.
    pub sentences: Vec<Sentence>,
    /// Why it is neither graver nor more harmless.
    pub why_not: String,
}

/// One sentence that came, went or changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// Words before.
    pub old: Option<String>,
    /// Words after.
    pub new: Option<String>,
    /// What this sentence alone is.
    pub verdict: Verdict,
    /// How grave, where it is a finding.
    pub severity: Option<Severity>,
    /// Every reason with the direction it points in, also those without weight.
    pub reasons: Vec<(Reason, Direction)>,
    /// Facts read from the old words: family, subject, value.
    pub facts_before: Vec<[String; 3]>,
    /// Facts read from the new words.
    pub facts_after: Vec<[String; 3]>,
    /// Words that differ, old and new; explained by the rule of the reason where the sentence is cosmetic.
    pub differs: Vec<(String, String)>,
}

/// Explains every change as the watchlist wants it judged, in the comparison's order.
pub fn explain(old: &Document, new: &Document, comparison: &Comparison, tuning: &Tuning) -> Vec<Explanation> {
    match Renaming::new(&tuning.names) {
        None => explained(&Judge::new(old, new, comparison, tuning), comparison, |_, _| {}),
        Some(names) => {
            let read = names.comparison(comparison);
            let (old, new) = (names.document(old), names.document(new));
            let judge = Judge::new(&old, &new, &read, tuning);
            let as_written = |index: usize, judgement: &mut Judgement| {
                names.explain(&comparison.changes[index], judgement);
            };
            explained(&judge, &read, as_written)
        }
    }
}

fn explained(
    judge: &Judge<'_>,
    comparison: &Comparison,
    finish: impl Fn(usize, &mut Judgement),
) -> Vec<Explanation> {
    let explain = |(index, change): (usize, &Change)| {
        let mut judgement = judge.judge(change);
        finish(index, &mut judgement);
        let sentences = match judge.opinions(change) {
            Some(opinions) => opinions.into_iter().map(sentence).collect(),
            None => Vec::new(),
        };
        Explanation { why_not: why_not(judgement.verdict, &judgement.reasons, &sentences), sentences }
    };
    comparison.changes.iter().enumerate().map(explain).collect()
}

fn sentence((edit, opinion): (super::edits::Edit, Opinion)) -> Sentence {
    let text = |clause: &Option<Clause>| clause.as_ref().map(|clause| clause.text.clone());
    let facts = |clause: &Option<Clause>| {
        let read = |clause: &Clause| if opinion.is_read { facts_of(clause) } else { facts_unread(clause) };
        clause.as_ref().map(read).unwrap_or_default().iter().map(row).collect()
    };
    let (old, new) = (text(&edit.old), text(&edit.new));
    let own = opinion.reason.iter().map(|reason| (reason.clone(), Direction::Neutral));
    let found = opinion.findings.iter().filter(|finding| !finding.why.is_empty()).map(|finding| {
        let reason = super::words::reason(
            finding.rule,
            &finding.why,
            finding.old.as_deref().or(old.as_deref()),
            finding.new.as_deref().or(new.as_deref()),
        );
        (reason, finding.sign)
    });
    Sentence {
        verdict: opinion.verdict,
        severity: opinion.severity,
        reasons: own.chain(found).collect(),
        facts_before: facts(&edit.old),
        facts_after: facts(&edit.new),
        differs: differing(old.as_deref().unwrap_or_default(), new.as_deref().unwrap_or_default()),
        old,
        new,
    }
}

fn row(fact: &Fact) -> [String; 3] {
    [fact.family.as_str().to_owned(), fact.label.clone(), fact.value.to_string()]
}

fn differing(old: &str, new: &str) -> Vec<(String, String)> {
    let (old, new) = (padded(old), padded(new));
    let (a, b): (Vec<&str>, Vec<&str>) = (old.split_whitespace().collect(), new.split_whitespace().collect());
    replaced(&a, &b).into_iter().map(|(from, to)| (a[from].join(" "), b[to].join(" "))).collect()
}

/// Why the verdict is not the next one up or down.
fn why_not(verdict: Verdict, reasons: &[Reason], sentences: &[Sentence]) -> String {
    let rules = |letter: char| -> Vec<&str> {
        let mut rules: Vec<&str> = reasons
            .iter()
            .map(|reason| reason.rule.as_str())
            .filter(|rule| rule.starts_with(letter))
            .collect();
        rules.dedup();
        rules
    };
    let said = rules('T').into_iter().find(|rule| (*rule == "T1") == (verdict == Verdict::Material));
    match (said, verdict) {
        (Some(rule), Verdict::Material) => {
            return format!("Not less: your watchlist says so, by rule {rule}.");
        }
        (Some(rule), Verdict::Cosmetic) => {
            return format!("Not more: your watchlist says so, by rule {rule}.");
        }
        _ => {}
    }
    match verdict {
        Verdict::None => "Nothing changed.".to_owned(),
        Verdict::Cosmetic => {
            format!("Not review: every changed word is explained by {}.", listed(&rules('C')))
        }
        Verdict::Review => {
            let unexplained: Vec<&str> = sentences
                .iter()
                .filter(|sentence| sentence.verdict == Verdict::Review)
                .flat_map(|sentence| &sentence.differs)
                .flat_map(|(old, new)| [old.as_str(), new.as_str()])
                .filter(|words| !words.is_empty())
                .take(3)
                .collect();
            let words = if unexplained.is_empty() {
                String::new()
            } else {
                format!(" (“{}”)", unexplained.join("”, “"))
            };
            format!(
                "Not material: no rule M fired. Not cosmetic: no rule C explains all that changed{words}."
            )
        }
        Verdict::Material => format!("Not review: {} fired.", listed(&rules('M'))),
    }
}

fn listed(rules: &[&str]) -> String {
    match rules {
        [] => "its kind".to_owned(),
        [one] => format!("rule {one}"),
        many => format!("rules {}", many.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::compare;
    use crate::document::{Block, HeadingSource, Section};
    use crate::materiality::{Category, SectionName};

    fn explained_tuned(old: &str, new: &str, tuning: &Tuning) -> Explanation {
        let document = |text: &str| {
            let mut section = Section::new(1, Some("Storage".to_owned()), HeadingSource::Explicit);
            section.blocks = vec![Block::paragraph(text)];
            Document { sections: vec![section], ..Document::default() }
        };
        let (old, new) = (document(old), document(new));
        explain(&old, &new, &compare(&old, &new), tuning).remove(0)
    }

    fn explained(old: &str, new: &str) -> Explanation {
        explained_tuned(old, new, &Tuning::default())
    }

    #[test]
    fn a_rule_that_fired_shows_the_facts_it_read() {
        let found = explained("Door logs are kept for 30 days.", "Door logs are kept for 90 days.");
        assert_eq!(found.why_not, "Not review: rule M3 fired.");
        let sentence = &found.sentences[0];
        assert_eq!(sentence.facts_before, [["retention", "Door logs", "30 days"].map(str::to_owned)]);
        assert_eq!(sentence.facts_after, [["retention", "Door logs", "90 days"].map(str::to_owned)]);
        assert_eq!((sentence.reasons[0].0.rule.as_str(), sentence.reasons[0].1), ("M3", Direction::Weaker));
    }

    #[test]
    fn a_proof_names_the_words_it_explains() {
        let found = explained("We review this from time to time.", "We review this periodically.");
        assert_eq!(found.why_not, "Not review: every changed word is explained by rule C8.");
        assert_eq!(found.sentences[0].differs, [("from time to time".to_owned(), "periodically".to_owned())]);
    }

    #[test]
    fn what_nothing_explains_names_the_words_left_over() {
        let found = explained("The gate opens at dawn for members.", "The gate opens at dusk for members.");
        assert!(found.why_not.contains("“dawn”"), "{}", found.why_not);
    }

    #[test]
    fn what_the_watchlist_decided_is_named_with_what_the_rules_read() {
        let (old, new) = ("Door logs are kept for 30 days.", "Door logs are kept for 90 days.");
        let never = Tuning { never: [Category::DataRetention].into(), ..Tuning::default() };
        let found = explained_tuned(old, new, &never);
        assert_eq!(found.why_not, "Not more: your watchlist says so, by rule T2.");
        let rules: Vec<&str> = found.sentences[0].reasons.iter().map(|(r, _)| r.rule.as_str()).collect();
        assert_eq!(rules, ["T2", "M3"]);
        let ignored = Tuning { ignored: SectionName::parse("Storage").into_iter().collect(), ..never };
        let ignored = Tuning { never: [].into(), ..ignored };
        assert_eq!(
            explained_tuned(old, new, &ignored).why_not,
            "Not more: your watchlist says so, by rule T3."
        );
        let always = Tuning { always: [Category::DataRetention].into(), ..Tuning::default() };
        let reworded = ("Letters are retained here.", "Letters are retained in this place.");
        let found = explained_tuned(reworded.0, reworded.1, &always);
        assert!(found.why_not.contains("rule T1"), "{found:?}");
    }
}
