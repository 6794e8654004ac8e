//! Golden texts under `tests/golden/`: what people see, byte for byte.

use super::*;
use crate::digest::Period;
use crate::render::{Paint, Width, html, json, mail, markdown, summary, terminal, text};

/// Where goldens are kept: beside other fixtures, apart from page snapshots.
fn golden(name: &str, content: &str) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden");
    insta::with_settings!({ snapshot_path => folder, prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, content);
    });
}

#[test]
fn a_comparison_in_every_format() {
    let (comparison, assessment) = sample();
    let report = report(&comparison, &assessment);
    golden("terminal-80", &terminal::comparison(&report, Width::STANDARD, Paint::Plain));
    golden("terminal-160", &terminal::comparison(&report, Width::new(160), Paint::Plain));
    golden(
        "terminal-colour",
        &terminal::comparison(&report, Width::STANDARD, Paint::Colour).replace('\u{1b}', "\\e"),
    );
    golden("text", &text::comparison(&report));
    golden("summary", &summary(&report));
    golden("markdown", &markdown::comparison(&report));
    golden("html-page", &html::page(&report));
    golden("json-compare", &json::compare(&report));
}

#[test]
fn mails_put_the_calendar_first() {
    let now = instant("2026-11-21T08:00:00Z");
    let (ours, theirs) = (published(), provider());
    let notice = mail::notice(&ours, &publisher(), now);
    let alert = mail::alert(&theirs, &publisher(), mail::Alert::default(), now);
    let period = Period { from: instant("2026-11-14T23:30:00Z"), to: now };
    let reader = subscriber(Relation::Watcher, Cadence::Weekly);
    let digest = mail::digest(&reader, &period, &[&ours, &theirs], &[], &publisher());
    for (name, mail) in [("notice", notice), ("alert", alert), ("digest", digest)] {
        golden(&format!("mail-{name}-text"), &format!("Subject: {}\n\n{}", mail.subject, mail.text));
        golden(&format!("mail-{name}-html"), &mail.html);
    }
}
