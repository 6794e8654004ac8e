//! Proofs of harmlessness against what only looks harmless, each through a whole document.

use crate::compare::compare;
use crate::document::{Block, Document, HeadingSource, Section};
use crate::materiality::{Verdict, assess};

fn document(heading: &str, lines: &[&str]) -> Document {
    let mut section = Section::new(1, Some(heading.to_owned()), HeadingSource::Explicit);
    section.blocks = ["We wrote this for everybody who reads it."]
        .iter()
        .chain(lines)
        .filter(|line| !line.is_empty())
        .map(|line| Block::paragraph(*line))
        .collect();
    Document { title: Some("Terms".into()), sections: vec![section], ..Document::default() }
}

fn verdict_of(old: &Document, new: &Document) -> Verdict {
    assess(old, new, &compare(old, new)).verdict
}

fn verdict(heading: &str, old: &[&str], new: &[&str]) -> Verdict {
    verdict_of(&document(heading, old), &document(heading, new))
}

/// Heading, before, after.
type Pair = (&'static str, &'static str, &'static str);

fn all_are_told(cases: &[Pair]) {
    let hidden: Vec<&Pair> = cases
        .iter()
        .filter(|(heading, old, new)| verdict(heading, &[old], &[new]) == Verdict::Cosmetic)
        .collect();
    assert!(hidden.is_empty(), "{hidden:#?}");
}

fn all_stay_quiet(cases: &[Pair]) {
    let told: Vec<&Pair> = cases
        .iter()
        .filter(|(heading, old, new)| verdict(heading, &[old], &[new]) != Verdict::Cosmetic)
        .collect();
    assert!(told.is_empty(), "{told:#?}");
}

#[test]
fn the_same_words_for_other_parties_are_another_clause() {
    all_are_told(&[
        ("Repair", "At your option we mend or swap the kettle.", "At our option we mend or swap the kettle."),
        (
            "End",
            "If the Miller is insolvent, the Baker may end this.",
            "If the Baker is insolvent, the Miller may end this.",
        ),
        (
            "Terms",
            "\"Silence\" means that no ferry has a radio.",
            "\"Silence\" means that a ferry has no radio.",
        ),
        ("Duties", "Doctors inform patients about the result.", "Patients inform doctors about the result."),
        ("Duties", "Rent goes to the owner for the tenant.", "Rent goes to the tenant for the owner."),
        ("Offers", "We currently do not sell your drawings.", "We do not sell your drawings."),
        ("Term", "The berth contract renews automatically in May.", "The berth contract renews in May."),
        ("Consent", "Both parents sign the form.", "Parents sign the form."),
        ("Repair", "We answer immediately when the lift stops.", "We answer promptly when the lift stops."),
    ]);
}

#[test]
fn the_same_said_otherwise_stays_quiet() {
    all_stay_quiet(&[
        ("Data", "Set up your web site in the app.", "Set up your website in the app."),
        ("Data", "Both the crew and the guests sign.", "The crew and the guests sign."),
        ("Data", "Films are deleted automatically after a day.", "Films are deleted after 24 hours."),
        ("Data", "We mend the lamp straight away.", "We mend the lamp at once."),
        (
            "Visits",
            "Visitors sign the book at the gate every morning.",
            "Every morning, visitors sign the book at the gate.",
        ),
    ]);
}

#[test]
fn a_role_a_shouted_word_and_a_company_are_no_products() {
    all_are_told(&[
        ("End", "The Lessor may end the lease.", "The Lessee may end the lease."),
        (
            "Cap",
            "OUR LIABILITY IS THE HIGHER OF THE TWO SUMS.",
            "OUR LIABILITY IS THE LOWER OF THE TWO SUMS.",
        ),
        (
            "Who we are",
            "The company behind the app is Quarn Learning Ltd.",
            "The company behind the app is Quarn Teaching Ltd.",
        ),
        (
            "Who we are",
            "Write to Quarn Line AB, Box 7, 111 20 Harju.",
            "Write to Quarn Rederi AB, Box 7, 111 20 Harju.",
        ),
        (
            "Hosting",
            "Quarn Data Halls plc (once Quarn Racks Ltd), then Quarn Data Halls plc again.",
            "Tilloy Data Halls plc (once Tilloy Racks Ltd), then Tilloy Data Halls plc again.",
        ),
        ("Hours", "The desk is open on Monday.", "The desk is open on Friday."),
    ]);
}

#[test]
fn what_somebody_does_is_no_furniture() {
    all_are_told(&[
        ("Rights", "Painters hand the copyright in their work to the club.", ""),
        ("Rights", "Copyright in a recipe stays with the cook.", ""),
        (
            "Changes",
            "We post the new rules on this page and write to every member.",
            "We post the new rules on this page.",
        ),
        ("Courts", "You may also complain online at the court of your town.", ""),
        ("Comments", "Comments that insult are removed.", ""),
        ("Data", "More information is shared with Quarn than you gave.", ""),
        ("Data", "We never ask for more information than the form needs.", ""),
        ("Data", "Related companies receive your name.", ""),
        ("Help", "The nurse of the house sits in room 9 and hears complaints.", ""),
        (
            "Disputes",
            "The hearing is in Dutch, papers in other languages are translated.",
            "The hearing is in Greek, papers in other languages are translated.",
        ),
        ("Changes", "We have updated our terms to allow us to share drawings.", ""),
        ("Support", "Support answers from 9 to 17 UTC", "Support answers from 9 to 12 UTC"),
        (
            "Support",
            "The wait time on the phone is five minutes at most.",
            "The wait time on the phone is nine minutes at most.",
        ),
        ("Payment", "Your card is charged today.", ""),
    ]);
}

#[test]
fn a_row_in_running_text_is_no_menu() {
    all_are_told(&[
        ("Storage", "Door logs | wiped at dawn", "Door logs | wiped at year end"),
        ("Fields", "Shoe size | required", "Shoe size | optional"),
        ("Places", "Deep archive | Norway, Chile", "Deep archive | Norway"),
        ("Repairs", "Cracked window – same day", "Cracked window – next day"),
        ("Payroll", "Wages: Quarn Pay", "Wages: Tilloy Pay"),
        ("Photos", "Team picture | website, poster", "Team picture | website"),
    ]);
}

#[test]
fn a_contact_sentence_that_promises_is_no_contact_detail() {
    all_are_told(&[
        ("Rates", "Post charge 22 p a day; unit 31 p", "Post charge 29 p a day; unit 26 p"),
        (
            "Changes",
            "When the rules change we post them on this page.",
            "When the rules change we write to you and post them on this page.",
        ),
        (
            "Reach us",
            "You can reach us by e-mail, telephone or letter.",
            "You can reach us by e-mail or letter.",
        ),
        (
            "Breach",
            "If your account is open to others we tell you by e-mail.",
            "If our account is open to others we tell you by e-mail.",
        ),
        (
            "Birthday",
            "Unless you write to us, your birthday brings a voucher of our sponsors.",
            "Unless you write to us, your birthday brings a voucher of sponsors.",
        ),
        (
            "Storage",
            "We keep your postal address for five more years.",
            "We keep your postal address for one more year.",
        ),
    ]);
}

#[test]
fn true_furniture_and_contacts_stay_quiet() {
    all_stay_quiet(&[
        (
            "Rules",
            "Copyright 2025 Quarn Ltd. All rights reserved.",
            "Copyright 2026 Quarn Ltd. All rights reserved.",
        ),
        ("Rules", "Updated yesterday", "Updated 3 days ago"),
        ("Rules", "Home | News | Shop | About", "Home | News | Shop | Jobs"),
        (
            "Rules",
            "Read this page in other languages: Dutch",
            "Read this page in other languages: Dutch, Greek",
        ),
        (
            "Reach us",
            "Write to hello@quarn.example with questions.",
            "Write to desk@quarn.example with questions.",
        ),
        (
            "Reach us",
            "Registered office: 4 Quay Road, Tolworth.",
            "Registered office: 9 Mill Lane, Fernwick.",
        ),
        ("Reach us", "Call us on 0800 555 0172.", "Call us on 0800 555 0190."),
        ("Hello", "If you have any questions about this policy, please contact us.", ""),
        ("Hello", "Learn more about our gardens", ""),
    ]);
}

#[test]
fn a_heading_that_decides_what_stands_under_it_is_read() {
    let lines = ["Name of the boat and of its owner.", "Number of the berth."];
    let verdict = |old: &str, new: &str| verdict_of(&document(old, &lines), &document(new, &lines));
    let told = [
        ("Optional details", "Required details"),
        ("Free services", "Paid services"),
        ("What is covered", "What is not covered"),
        ("Permitted uses", "Uses"),
    ];
    let quiet = [
        ("Details we ask for", "What we ask for"),
        ("Required details", "Details required"),
        ("Your Berth", "Your berth"),
    ];
    for (old, new) in told {
        assert_ne!(verdict(old, new), Verdict::Cosmetic, "{old} / {new}");
        assert_ne!(verdict(new, old), Verdict::Cosmetic, "{new} / {old}");
    }
    for (old, new) in quiet {
        assert_eq!(verdict(old, new), Verdict::Cosmetic, "{old} / {new}");
    }
}

#[test]
fn who_to_write_to_a_footer_and_a_label_are_no_rules() {
    all_stay_quiet(&[
        (
            "Contact",
            "Our data protection officer is Ada Quarn: ada@quarn.example.",
            "Our data protection officer is Bo Tilloy: dpo@quarn.example.",
        ),
        (
            "Contact",
            "Help desk: help@quarn.example or 555 0142.",
            "Help desk: first-help@quarn.example or 555 0142.",
        ),
        (
            "Contact",
            "© 2026 Quarn Ltd • Imprint • Cookies",
            "© 2026 Quarn Ltd • Imprint • Cookies • We are hiring • Press",
        ),
        ("Contact", "Quarn GmbH | Imprint | Page 4 of 4", "Quarn GmbH | Imprint | Careers | Page 4 of 4"),
        ("Contact", "Built 2026-03-28 09:12.", "Built 2026-07-02 11:55."),
        ("Moorings", "G3.", "G5."),
    ]);
    all_are_told(&[
        (
            "Contact",
            "Write to the controller, Quarn Ltd, at a@quarn.example.",
            "Write to the controller, Tilloy Ltd, at a@quarn.example.",
        ),
        (
            "Contact",
            "Our officer keeps your letters for 3 weeks: a@quarn.example.",
            "Our officer keeps your letters for 9 weeks: b@quarn.example.",
        ),
        (
            "Contact",
            "We ask Hartell Pay to keep your letters: a@quarn.example.",
            "We ask Tilloy Bank to keep your letters: a@quarn.example.",
        ),
        ("Data", "© 2026 Quarn Ltd • You keep your rights", "© 2026 Quarn Ltd • You assign your rights"),
        ("Support", "Faults | Monday | 8 hours", "Faults | Monday | 24 hours"),
    ]);
}

#[test]
fn words_of_contact_and_of_the_service_do_not_hide_what_is_owed() {
    all_are_told(&[
        (
            "Children",
            "We ask a parent to agree for anybody under 11, and check it by telephone.",
            "We ask a parent to agree for anybody under 15, and check it by telephone.",
        ),
        (
            "Help",
            "The guild may name two people who telephone the miller directly.",
            "The guild may name nine people who telephone the miller directly.",
        ),
        (
            "Keys",
            "If your key becomes known, we call you at once and change the lock.",
            "If your key becomes known, we e-mail you at once and change the lock.",
        ),
        (
            "Changes",
            "By e-mail you will be told of changes that touch you.",
            "By e-mail you will be told of changes that we find grave.",
        ),
        (
            "Your entries",
            "Through the portal you may change or delete your entries whenever you wish.",
            "Through the portal you may view your entries whenever you wish.",
        ),
        (
            "Words",
            "An \"Outage\" is a failure of the milling service that the guild has noticed.",
            "An \"Outage\" is a failure of the milling service that we have put on our page.",
        ),
        (
            "Helpers",
            "If the objection is sound, the provider has to drop the new tool.",
            "If the objection is sound, the provider has to think about the new tool.",
        ),
        (
            "Buttons",
            "The buttons on our pages are plain links.",
            "The buttons on our pages are plain links that load the scripts of others as well.",
        ),
    ]);
}
