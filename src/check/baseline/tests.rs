//! Steps that add up, and differences that do not.

use super::*;
use crate::document::{Block, HeadingSource, Section};
use crate::materiality::assess;

fn text(lines: &[&str]) -> Document {
    let mut section = Section::new(1, Some("Retention".to_owned()), HeadingSource::Explicit);
    section.blocks = lines.iter().map(|line| Block::paragraph(*line)).collect();
    Document { title: Some("Privacy Policy".into()), sections: vec![section], ..Document::default() }
}

/// The last step of a row of texts of which nothing was told, judged against the first one.
fn last_step(texts: &[Document], tuning: &Tuning) -> (Assessment, Assessment) {
    let step = |pair: &[Document]| assess_tuned(&pair[0], &pair[1], &compare(&pair[0], &pair[1]), tuning);
    let mut steps: Vec<Assessment> = texts.windows(2).map(step).collect();
    let alone = steps.pop().expect("two texts");
    let since = Since::First("2026-03-02T09:00:00Z".parse().unwrap());
    let baseline = Baseline { document: texts[0].clone(), since, steps };
    let [.., old, new] = texts else { panic!("two texts") };
    let mut together = alone.clone();
    add_up(&baseline, new, (&compare(old, new), &mut together), tuning, chrono_tz::UTC);
    (alone, together)
}

fn kept(days: u32) -> Document {
    text(&[&format!("Server logs are kept for {days} days."), "Bills are sent each month."])
}

#[test]
fn three_small_steps_are_one_large_one() {
    let tuning = Tuning { mail_from: Some(Severity::High), ..Tuning::default() };
    let (alone, together) = last_step(&[kept(30), kept(45), kept(60), kept(90)], &tuning);
    let warning = together.warnings.last().expect("a warning");
    assert_eq!(warning.kind, WarningKind::AddedUp);
    assert!(
        warning.why.starts_with("Since the first version, of 2 March 2026, retention of “"),
        "{warning:?}"
    );
    assert!(warning.why.ends_with("” went from 30 days to 90 days in steps."), "{warning:?}");
    assert!(together.verdict.is_finding());
    let judgement = &together.changes[0];
    assert_eq!(judgement.reasons[0].rule, "W2");
    assert_eq!(judgement.reasons[0].old.as_deref(), Some("Server logs are kept for 30 days."));
    let values = |fact: &FactChange| (fact.old.clone().unwrap(), fact.new.clone().unwrap());
    let facts: Vec<_> = judgement.facts.iter().map(values).collect();
    assert!(facts.contains(&("60 days".into(), "90 days".into())), "{facts:?}");
    assert!(facts.contains(&("30 days".into(), "90 days".into())), "{facts:?}");
    assert_eq!(alone.changes.len(), together.changes.len());
}

#[test]
fn a_value_of_many_words_adds_up_as_a_short_one_does() {
    let after =
        |days: u32| text(&[&format!("We keep receipts for {days} days after the account is closed.")]);
    let (_, together) = last_step(&[after(30), after(45), after(60)], &Tuning::default());
    let warning = together.warnings.last().expect("a warning");
    assert!(
        warning.why.contains(" went from account closed + 30 days to account closed + 60 days"),
        "{warning:?}"
    );
}

#[test]
fn words_without_a_value_do_not_add_up() {
    let said = |how: &str| text(&[&format!("Our staff answer {how} letters.")]);
    let (alone, together) =
        last_step(&[said("most long"), said("some long"), said("some short")], &Tuning::default());
    assert!(together.changes.iter().flat_map(|change| &change.facts).all(|fact| fact.is_words));
    assert_eq!(alone, together);
}

#[test]
fn a_slip_of_the_pen_after_a_settled_step_is_no_sum() {
    let typo = text(&["Server logs are kept for 45 days.", "Bills are sent every month."]);
    let (alone, together) = last_step(&[kept(30), kept(45), typo], &Tuning::default());
    assert_eq!(alone, together, "the step from 30 to 45 days was judged when it came");
}

#[test]
fn a_sum_that_was_judged_once_is_not_found_again() {
    let tuning = Tuning::default();
    let texts = [kept(30), kept(45), kept(60)];
    let (_, raised) = last_step(&texts, &tuning);
    let typo = text(&["Server logs are kept for 60 days.", "Bills are sent every month."]);
    let first = assess(&texts[0], &texts[1], &compare(&texts[0], &texts[1]));
    let since = Since::Told("2026-03-02T09:00:00Z".parse().unwrap());
    let baseline = Baseline { document: kept(30), since, steps: vec![first, raised] };
    let comparison = compare(&texts[2], &typo);
    let alone = assess(&texts[2], &typo, &comparison);
    let mut together = alone.clone();
    add_up(&baseline, &typo, (&comparison, &mut together), &tuning, chrono_tz::UTC);
    assert_eq!(alone, together);
}

#[test]
fn what_went_back_adds_up_to_nothing() {
    let (alone, together) = last_step(&[kept(30), kept(45), kept(30)], &Tuning::default());
    assert_eq!(alone, together);
}

#[test]
fn what_the_watchlist_calls_never_material_adds_up_to_nothing() {
    let never = [crate::materiality::Category::DataRetention].into();
    let tuning = Tuning { never, ..Tuning::default() };
    let (_, together) = last_step(&[kept(30), kept(60), kept(90)], &tuning);
    assert_eq!((together.verdict, together.warnings), (Verdict::Cosmetic, Vec::new()));
}
