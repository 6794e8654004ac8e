//! Strangers' words stay words, in every format.

use super::*;
use crate::render::safe::SUBJECT_LIMIT;
use crate::render::wrap::columns;
use crate::render::{Paint, Width, html, mail, markdown, summary, terminal};

const TITLE: &str = "Terms</title><script>alert(1)</script>\r\nBcc: all@example.com\u{1b}[2J\u{202e}";

fn hostile() -> PolicyChange {
    let mut change = published();
    change.service = TITLE.to_owned();
    change.source = format!("javascript:alert(1)//{TITLE}");
    for edit in &mut change.change.comparison.changes {
        edit.section = TITLE.to_owned();
        edit.row = edit.row.as_ref().map(|_| TITLE.to_owned());
        edit.new = Some(TITLE.to_owned());
        edit.words.iter_mut().for_each(|run| run.text = TITLE.to_owned());
    }
    for judgement in &mut change.change.assessment.changes {
        judgement.reasons[0].why = TITLE.to_owned();
    }
    change
}

#[test]
fn titles_cannot_break_a_subject_or_a_mail() {
    let now = instant("2026-11-21T08:00:00Z");
    let change = hostile();
    for mail in [
        mail::notice(&change, &publisher(), now),
        mail::alert(&change, &publisher(), mail::Alert::default(), now),
    ] {
        assert!(!mail.subject.chars().any(char::is_control), "{}", mail.subject);
        assert!(!mail.subject.contains('\u{202e}'));
        assert!(mail.subject.chars().count() <= SUBJECT_LIMIT);
        assert!(!mail.html.contains("<script"), "{}", mail.html);
        assert!(!mail.html.contains("href"), "{}", mail.html);
        assert!(!mail.text.contains(['\u{1b}', '\r', '\u{202e}']), "{}", mail.text);
    }
}

#[test]
fn a_long_name_never_costs_the_date() {
    let change = PolicyChange { service: "Acme ".repeat(60), ..published() };
    let mail = mail::notice(&change, &publisher(), instant("2026-11-21T08:00:00Z"));
    assert_eq!(mail.subject.chars().count(), SUBJECT_LIMIT);
    assert!(mail.subject.ends_with("… changes on 31 December 2026"), "{}", mail.subject);
}

#[test]
fn pages_and_comments_hold_no_live_markup() {
    let change = hostile().change;
    let mut report = report(&change.comparison, &change.assessment);
    report.new.title = Some(TITLE);
    for out in [html::page(&report), markdown::comparison(&report)] {
        assert!(!out.contains("<script") && !out.contains("</title><script"), "{out}");
    }
    for out in [terminal::comparison(&report, Width::STANDARD, Paint::Plain), summary(&report)] {
        assert!(!out.contains(['\u{1b}', '\r', '\u{202e}']), "{out}");
    }
}

#[test]
fn no_colour_means_no_escape_and_colour_changes_no_word() {
    let (comparison, assessment) = sample();
    let report = report(&comparison, &assessment);
    let escapes = regex::Regex::new("\u{1b}\\[[0-9;]*m").expect("valid pattern");
    for width in [40, 60, 80, 120, 160] {
        let plain = terminal::comparison(&report, Width::new(width), Paint::Plain);
        assert!(!plain.contains('\u{1b}'));
        assert!(plain.lines().all(|line| columns(line) <= width), "{plain}");
        assert!(plain.lines().all(|line| !line.ends_with(' ')), "{plain}");
        let colour = terminal::comparison(&report, Width::new(width), Paint::Colour);
        assert_eq!(escapes.replace_all(&colour, ""), plain);
    }
}
