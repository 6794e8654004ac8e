//! What the operator's entries do to verdicts, and which of them answer to nothing.

use super::*;
use crate::compare::compare;
use crate::document::{Block, Document, HeadingSource, Section};
use crate::materiality::{assess, assess_tuned};

fn document(sections: &[(&str, &[&str])]) -> Document {
    let section = |(heading, lines): &(&str, &[&str])| {
        let mut section = Section::new(1, Some((*heading).to_owned()), HeadingSource::Explicit);
        section.blocks = lines.iter().map(|line| Block::paragraph(*line)).collect();
        section
    };
    let sections = sections.iter().map(section).collect();
    Document { title: Some("Privacy Policy".into()), sections, ..Document::default() }
}

fn judged(heading: &str, old: &str, new: &str, tuning: &Tuning) -> Assessment {
    let (old, new) = (document(&[(heading, &[old])]), document(&[(heading, &[new])]));
    assess_tuned(&old, &new, &compare(&old, &new), tuning)
}

fn names(groups: &[&[&str]]) -> Tuning {
    let group = |names: &&[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Tuning { names: groups.iter().map(group).collect(), ..Tuning::default() }
}

#[test]
fn what_is_never_material_is_cosmetic_and_still_says_what_the_rules_found() {
    let tuning = Tuning { never: [Category::DataRetention].into(), ..Tuning::default() };
    let (old, new) = ("Badge scans are kept for 10 days.", "Badge scans are kept for 20 days.");
    let assessment = judged("Retention", old, new, &tuning);
    let judgement = &assessment.changes[0];
    assert_eq!((assessment.verdict, judgement.severity), (Verdict::Cosmetic, None));
    let reason = &judgement.reasons[0];
    assert_eq!(reason.rule, "T2");
    assert!(
        reason.why.starts_with("By your watchlist, changes of data retention are never material"),
        "{reason:?}"
    );
    assert!(reason.why.contains("M3"), "{reason:?}");
    assert_eq!((reason.old.as_deref(), reason.new.as_deref()), (Some(old), Some(new)));
    assert_eq!(judgement.facts.len(), 1, "the fact is still shown");
}

#[test]
fn a_grave_sentence_is_not_hidden_by_a_harmless_one_beside_it() {
    let tuning = Tuning { never: [Category::ContactInformation].into(), ..Tuning::default() };
    let old = "Write to us at desk@fern.example. We do not sell member records.";
    let new = "Write to us at help@fern.example. We may sell member records.";
    assert_eq!(judged("Contact", old, new, &tuning).verdict, Verdict::Material);
}

#[test]
fn what_is_always_material_needs_a_word_that_differs() {
    let (old, new) = (
        "Your drawings help our team to improve the brushes of the editor.",
        "Your drawings are looked at by our team when brushes of the editor are improved.",
    );
    let plain = judged("Drawings", old, new, &Tuning::default());
    let category = plain.changes[0].category.expect("a category");
    let tuning = Tuning { always: [category].into(), ..Tuning::default() };
    let assessment = judged("Drawings", old, new, &tuning);
    assert_eq!(assessment.verdict, Verdict::Material, "{plain:?}");
    assert!(assessment.changes[0].severity >= Some(Severity::Medium));
    let quotes = judged("Drawings", "A \"brush\" is a tool.", "A “brush” is a tool.", &tuning);
    assert!(quotes.verdict <= Verdict::Cosmetic, "{quotes:?}");
}

#[test]
fn an_ignored_section_is_named_by_its_headings_with_everything_below_it() {
    for (typed, path, covered) in [
        ("Links", "Links", true),
        ("links", "4. Links > Partners", true),
        ("4.2 Links", "More > Links", true),
        ("More > Links", "Annex > More > Links > A", true),
        ("More > Links", "More > Other > Links", false),
        ("Link", "Links", false),
    ] {
        assert_eq!(SectionName::parse(typed).unwrap().covers(path), covered, "{typed} in {path}");
    }
    for bad in ["", "  ", "A >", "> B"] {
        assert_eq!(SectionName::parse(bad), None, "{bad:?}");
    }
    let tuning = Tuning { ignored: vec![SectionName::parse("Retention").unwrap()], ..Tuning::default() };
    let (old, new) = ("Badge scans are kept for 10 days.", "Badge scans are kept for 20 days.");
    let assessment = judged("Retention", old, new, &tuning);
    assert_eq!(assessment.verdict, Verdict::Cosmetic);
    let rules: Vec<&str> = assessment.changes[0].reasons.iter().map(|reason| reason.rule.as_str()).collect();
    assert_eq!(rules, ["T3", "M3"]);
    let elsewhere = judged("Scans", old, new, &tuning);
    assert_eq!(elsewhere.verdict, Verdict::Material);
}

#[test]
fn a_clause_that_leaves_an_ignored_section_counts() {
    let tuning = Tuning { ignored: vec![SectionName::parse("Links").unwrap()], ..Tuning::default() };
    let line = "We may sell member records to partners of the club.";
    let rest = "The club keeps a list of its members for one year.";
    let old = document(&[("Links", &["See the page of the club.", line]), ("Sharing", &[rest])]);
    let new = document(&[
        ("Links", &["See the page of the club."]),
        ("Sharing", &[rest, "We may sell all member records to anybody."]),
    ]);
    assert!(assess_tuned(&old, &new, &compare(&old, &new), &tuning).verdict.is_finding());
}

#[test]
fn names_for_one_thing_make_a_rename_cosmetic_even_of_a_party() {
    let tuning = names(&[&["Larkpass", "Gatecard"], &["Fern Ltd", "Fern"]]);
    let assessment = judged(
        "Sharing",
        "Your data are processed by Larkpass.",
        "Your data are processed by Gatecard.",
        &tuning,
    );
    let reason = &assessment.changes[0].reasons[0];
    assert_eq!((assessment.verdict, reason.rule.as_str()), (Verdict::Cosmetic, "T4"));
    assert_eq!(reason.why, "By your watchlist, “Larkpass” and “Gatecard” mean the same.");
    assert_eq!(reason.new.as_deref(), Some("Your data are processed by Gatecard."));
    let shorter = judged("Who", "Fern Ltd answers for your data.", "Fern answers for your data.", &tuning);
    assert_eq!(shorter.verdict, Verdict::Cosmetic, "{shorter:?}");
}

#[test]
fn what_else_changes_beside_a_rename_counts_and_is_quoted_in_the_letters_of_the_text() {
    let tuning = names(&[&["Larkpass", "Gatecard"]]);
    let (old, new) = ("Larkpass keeps your scans for 10 days.", "Gatecard keeps your scans for 40 days.");
    let assessment = judged("Retention", old, new, &tuning);
    assert_eq!(assessment.verdict, Verdict::Material);
    for reason in &assessment.changes[0].reasons {
        assert!(reason.old.as_deref().is_none_or(|quote| old.contains(quote)), "{reason:?}");
        assert!(reason.new.as_deref().is_none_or(|quote| new.contains(quote)), "{reason:?}");
    }
    let part = judged("Use", "Open it with Larkpassword.", "Open it with Gatecardword.", &tuning);
    assert!(part.changes[0].reasons.iter().all(|reason| reason.rule != "T4"), "part of a word is no name");
}

#[test]
fn entries_that_answer_to_nothing_are_named() {
    let text = document(&[("Retention", &["Badge scans are kept for 10 days."])]);
    let tuning = Tuning {
        always: [Category::DataRetention].into(),
        never: [Category::Arbitration].into(),
        ignored: vec![SectionName::parse("Cookies").unwrap(), SectionName::parse("retention").unwrap()],
        ..names(&[&["Larkpass", "Gatecard"], &["Badge", "Token"]])
    };
    assert_eq!(
        tuning.unmatched(&[&text]),
        [
            "`ignore_sections` names “Cookies”, and no section has this heading",
            "`names` holds “Larkpass”, “Gatecard”, and none of them is in the text",
            "`never_material` names `arbitration`, and no clause of the text is about that",
        ]
    );
    assert_eq!(tuning.unmatched(&[]), Vec::<String>::new());
}

#[test]
fn without_entries_nothing_differs_from_the_rules_alone() {
    let (old, new) = (
        document(&[("Use", &["We do not sell member records."])]),
        document(&[("Use", &["We may sell member records."])]),
    );
    let comparison = compare(&old, &new);
    assert_eq!(assess(&old, &new, &comparison), assess_tuned(&old, &new, &comparison, &Tuning::default()));
}
