//! What is said about single edits, end to end.

use crate::compare::{Unit, compare};
use crate::document::{Block, Document, HeadingSource, Section, Table};
use crate::materiality::{Assessment, Category, Direction, Severity, Verdict, assess};

fn judged(heading: &str, old: &str, new: &str) -> Assessment {
    let document = |text: &str| {
        let mut section = Section::new(1, Some(heading.to_owned()), HeadingSource::Explicit);
        section.blocks.push(Block::paragraph(text));
        Document { title: Some("Privacy Policy".into()), sections: vec![section], ..Document::default() }
    };
    let (old, new) = (document(old), document(new));
    assess(&old, &new, &compare(&old, &new))
}

#[test]
fn a_short_rule_taken_for_a_heading_is_a_rule() {
    let document = |law: &str| {
        let mut section = Section::new(1, Some(format!("{law} law applies")), HeadingSource::RunIn);
        section.blocks.push(Block::paragraph("Mandatory rules of the place you live in stay as they are."));
        Document { title: Some("Terms of sale".into()), sections: vec![section], ..Document::default() }
    };
    let (old, new) = (document("Danish"), document("Maltese"));
    let judged = assess(&old, &new, &compare(&old, &new));
    assert_eq!(judged.verdict, Verdict::Material, "{judged:?}");
    assert_eq!(judged.changes[0].category, Some(Category::ChoiceOfLaw));
}

#[test]
fn numbers_and_moves_are_not_of_what_they_are_told_with() {
    let document = |headings: &[(&str, &str)]| {
        let sections = headings.iter().enumerate().map(|(at, (heading, text))| {
            let mut section = Section::new(1, Some((*heading).to_owned()), HeadingSource::Explicit);
            section.number = Some((at + 1).to_string());
            section.blocks.push(Block::paragraph(*text));
            section
        });
        Document { title: Some("Privacy Policy".into()), sections: sections.collect(), ..Document::default() }
    };
    let logs = ("How long we keep your data", "Door logs are kept for 30 days and are then erased.");
    let law = ("Who we are", "Garnet Row Ltd keeps the doors of offices in three towns.");
    let cards = ("Cards", "Every card opens the doors that its owner has asked for.");
    let contact = ("Contact", "Write to the office at 2 Row Lane, and somebody answers you.");
    let (old, new) = (document(&[logs, law, cards, contact]), document(&[law, cards, contact, logs]));
    let comparison = compare(&old, &new);
    let judged = assess(&old, &new, &comparison);
    let told: Vec<_> = comparison
        .changes
        .iter()
        .zip(&judged.changes)
        .map(|(change, judgement)| (change.unit, judgement.verdict, judgement.category))
        .collect();
    assert!(told.contains(&(Unit::Section, Verdict::Cosmetic, Some(Category::DataRetention))), "{told:?}");
    assert!(
        told.contains(&(Unit::Numbers, Verdict::Cosmetic, Some(Category::IntroductoryGeneric))),
        "{told:?}"
    );
}

#[test]
fn tools_of_the_page_are_furniture() {
    for (old, new) in [
        ("Page 1 of 3", "Page 1 / 4"),
        ("Back to top", "Print this page"),
        ("Read also: Bees / Hives", "Read also: Honey"),
    ] {
        assert_eq!(judged("Law", old, new).verdict, Verdict::Cosmetic, "{old} / {new}");
    }
}

#[test]
fn material_edits_are_called_so_with_their_sign() {
    let cases = [
        ("Retention", "Badge scans are kept for 10 days.", "Badge scans are kept for 10 weeks.", "-"),
        ("Retention", "Badge scans are kept for 10 weeks.", "Badge scans are kept for 10 days.", "+"),
        ("Sharing", "We do not sell member records.", "We may sell member records.", "-"),
        (
            "Sharing",
            "Parcels are handled by Norvex and Tilloy.",
            "Parcels are handled by Norvex, Tilloy and Quarn.",
            "-",
        ),
        (
            "Changes",
            "We give you at least 20 days' notice of a change.",
            "We give you at least 5 days' notice of a change.",
            "-",
        ),
        (
            "Your rights",
            "You have the right to access and delete your records.",
            "You have the right to access your records.",
            "-",
        ),
        (
            "Children",
            "The club is not meant for children under 14.",
            "The club is not meant for children under 12.",
            "-",
        ),
        ("Use", "Scans are used only to open doors.", "Scans are used to open doors.", "-"),
        ("Security", "Backups are encrypted at rest.", "Backups are kept on disk.", "-"),
        (
            "Training",
            "Your drawings are not used to train models.",
            "Your drawings are used to train models.",
            "-",
        ),
        (
            "Law",
            "These rules are governed by the laws of Norway.",
            "These rules are governed by the laws of Japan.",
            "~",
        ),
        ("Requests", "We respond within 14 days.", "We respond within 40 days.", "-"),
        ("Deletion", "On request we shall delete your file.", "On request we may delete your file.", "-"),
    ];
    for (heading, old, new, sign) in cases {
        let assessment = judged(heading, old, new);
        assert_eq!(assessment.verdict, Verdict::Material, "{old} / {new}");
        let direction = assessment.changes[0].direction.map(crate::materiality::Direction::as_str);
        assert_eq!(direction, Some(sign), "{old} / {new}: {:?}", assessment.changes[0].reasons);
    }
}

#[test]
fn harmless_edits_are_proven() {
    let cases = [
        ("Retention", "Badge scans are kept for ten (10) days.", "Badge scans are retained for 10 days."),
        (
            "Changes",
            "We may change this notice from time to time.",
            "We may change this notice periodically.",
        ),
        (
            "Contact",
            "Write to desk@club.example with questions.",
            "Write to office@club.example with questions.",
        ),
        ("Use", "We use scans in order to open doors.", "We use scans to open doors."),
        ("Use", "We record names, dates, and doors.", "We record names, dates and doors."),
        ("Retention", "Records are kept for 12 months.", "Records are kept for one year."),
        ("Footer", "Copyright 2024 Club. All rights reserved.", "Copyright 2025 Club. All rights reserved."),
    ];
    for (heading, old, new) in cases {
        let verdict = judged(heading, old, new).verdict;
        assert!(verdict <= Verdict::Cosmetic, "{old} / {new}: {verdict:?}");
    }
}

#[test]
fn what_no_rule_reads_waits_for_a_person() {
    let assessment =
        judged("Club", "The house stands by the lake.", "Guests of the north wing dine at eight.");
    assert_eq!(assessment.verdict, Verdict::Review);
    assert_eq!(assessment.changes[0].reasons[0].rule, "R0");
}

fn said(assessment: &Assessment) -> Vec<(String, String)> {
    let reasons = assessment.changes.iter().flat_map(|change| &change.reasons);
    reasons.map(|reason| (reason.rule.clone(), reason.why.clone())).collect()
}

#[test]
fn reasons_are_plain_sentences() {
    let cases = [
        (
            "Changes",
            "We review these rules periodically. They bind.",
            "We review these rules from time to time. They bind.",
            "C8",
            "“periodically” and “from time to time” say the same here.",
        ),
        (
            "Use",
            "We use your sketches solely to frame and hang them.",
            "We use your sketches to frame and hang them.",
            "M8",
            "The word “solely” is gone: the use is no longer limited to what is named.",
        ),
        (
            "Storage",
            "Gate logs are kept for 30 days.",
            "Gate logs are kept for 90 days.",
            "M3",
            "Gate logs are kept 90 days instead of 30 days.",
        ),
        (
            "Storage",
            "Kept for two (2) weeks.",
            "Kept for 14 days.",
            "C7",
            "The quantity is the same in another notation.",
        ),
    ];
    for (heading, old, new, rule, why) in cases {
        let assessment = judged(heading, old, new);
        assert_eq!(said(&assessment), [(rule.to_owned(), why.to_owned())], "{old} / {new}");
    }
    let limit = judged("Use", cases[1].1, cases[1].2);
    assert_eq!(limit.changes[0].facts.len(), 1, "{:?}", limit.changes[0].facts);
    assert_eq!(limit.changes[0].facts[0].subject, "sketches");
}

#[test]
fn a_figure_of_availability_decides_the_category_under_any_heading() {
    let document = |figure: &str| {
        let mut section = Section::new(1, Some("Commitment".to_owned()), HeadingSource::Explicit);
        let text = format!("The gateway is available no less than {figure} of each month.");
        section.blocks.push(Block::paragraph(&text));
        Document {
            title: Some("Service Level Agreement".into()),
            sections: vec![section],
            ..Document::default()
        }
    };
    let (old, new) = (document("99.90 %"), document("99.00 %"));
    let judgement = &assess(&old, &new, &compare(&old, &new)).changes[0];
    assert_eq!(judgement.category, Some(Category::SlaAvailability));
    assert_eq!(judgement.severity, Some(Severity::High));
    assert_eq!(judgement.direction, Some(Direction::Weaker));
}

#[test]
fn tiers_are_tiers_whichever_cell_moves() {
    let document = |upper: &str, lowest: &str| {
        let mut section = Section::new(1, Some("Amount".to_owned()), HeadingSource::Explicit);
        section.blocks.push(Block::table(Table {
            header: vec!["Availability".into(), "Credit".into()],
            rows: vec![
                vec![format!("Below {upper}% but at least 97.00%"), "10% of the monthly fee".into()],
                vec!["Below 97.00%".into(), format!("{lowest}% of the monthly fee")],
            ],
            fused: false,
        }));
        Document {
            title: Some("Service Level Agreement".into()),
            sections: vec![section],
            ..Document::default()
        }
    };
    let (old, new) = (document("99.50", "30"), document("98.50", "20"));
    let assessment = assess(&old, &new, &compare(&old, &new));
    let expected = [
        (
            "M13",
            "The credit of 10 % applies from 97.00 % to below 98.50 % availability instead of \
             from 97.00 % to below 99.50 %.",
        ),
        ("M13", "The credit for availability below 97.00 % is 20 % instead of 30 %."),
    ];
    let expected: Vec<_> =
        expected.iter().map(|(rule, why)| ((*rule).to_owned(), (*why).to_owned())).collect();
    assert_eq!(said(&assessment), expected);
    assert!(assessment.changes.iter().all(|change| change.direction == Some(Direction::Weaker)));
    assert!(assessment.changes.iter().all(|change| change.category == Some(Category::SlaServiceCredit)));
    assert!(assessment.warnings.is_empty(), "{:?}", assessment.warnings);
}

#[test]
fn a_section_that_moved_and_was_edited_is_told_once() {
    let document = |order: [usize; 4], verb: &str| {
        let texts = [
            ("Cookies".to_owned(), format!("The counting company {verb} set cookies for its sessions.")),
            ("Use".to_owned(), "The data serves to run the studio and to answer questions.".to_owned()),
            ("Children".to_owned(), "The studio is not made for children under 13 years.".to_owned()),
            ("Contact".to_owned(), "Write to the office in Pencil Lane if anything is unclear.".to_owned()),
        ];
        let section = |at: usize| {
            let mut section = Section::new(1, Some(texts[at].0.clone()), HeadingSource::Explicit);
            section.blocks.push(Block::paragraph(texts[at].1.clone()));
            section
        };
        Document { sections: order.map(section).into(), ..Document::default() }
    };
    let (old, new) = (document([0, 1, 2, 3], "may"), document([1, 2, 3, 0], "will"));
    let judged = assess(&old, &new, &compare(&old, &new));
    let verdicts: Vec<Verdict> = judged.changes.iter().map(|change| change.verdict).collect();
    assert_eq!(verdicts, [Verdict::Cosmetic, Verdict::Material]);
}

#[test]
fn a_verb_that_went_from_a_promise_is_named() {
    let (whole, less) =
        ("We do not sell or rent your drawings to anyone.", "We do not sell your drawings to anyone.");
    let went = judged("Sharing", whole, less);
    let whys: Vec<String> = said(&went).into_iter().map(|(_, why)| why).collect();
    assert!(whys.contains(&"It is no longer promised not to rent drawings.".to_owned()), "{whys:?}");
    assert!(went.changes[0].severity > Some(Severity::Low), "{went:?}");
    let came = said(&judged("Sharing", less, whole));
    assert!(came.iter().any(|(_, why)| why == "It is newly promised not to rent drawings."), "{came:?}");
}

#[test]
fn an_example_promises_nothing() {
    let rest = "The lift runs every day.";
    let shown = format!("{rest} For example, a guest who waits for an hour will get a free ride.");
    let judged = judged("Availability", rest, &shown);
    assert!(said(&judged).iter().all(|(rule, _)| rule != "M2"), "{judged:?}");
}

#[test]
fn a_limit_that_came_or_went_is_no_number_that_changed() {
    let (free, bound) =
        ("You may install the game on tablets.", "You may install the game on up to 3 tablets.");
    for (old, new, start) in [(free, bound, "A limit is new:"), (bound, free, "A limit is gone:")] {
        let said = said(&judged("Licence", old, new));
        assert!(said.iter().any(|(rule, why)| rule == "M3" && why.starts_with(start)), "{said:?}");
    }
}
