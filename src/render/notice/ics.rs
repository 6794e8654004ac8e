//! The ledger's days as an iCalendar file (RFC 5545): one all-day event for each day that is due.
//!
//! Lines end in CRLF and are folded at 75 octets between characters; the same day of the same case keeps
//! its UID, so that a calendar that reads the file again moves the event instead of doubling it, and what
//! happened to the case counts up its SEQUENCE. A day to come of a case that is withdrawn, overtaken or
//! closed is cancelled: leaving it out would leave it standing where it was read before.

use chrono::{DateTime, Utc};

use super::CaseLine;
use crate::digest::{Deadline, days};
use crate::render::safe;

/// Octets of a line, without its end (RFC 5545, 3.1).
const LINE: usize = 75;

/// Days before an event on which a calendar program is to remind.
const ALARMS: [&str; 3] = ["-P14D", "-P7D", "-P1D"];

/// Every day to decide, to send and of effect of the unsettled cases, and the days to come of the settled
/// ones, cancelled.
pub fn list_ics(cases: &[CaseLine<'_>], now: DateTime<Utc>) -> String {
    let mut text = String::new();
    for line in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        concat!("PRODID:-//policydiff//policydiff ", env!("CARGO_PKG_VERSION"), "//EN"),
        "CALSCALE:GREGORIAN",
    ] {
        push(&mut text, line);
    }
    for case in cases {
        let is_settled = case.standing.state.is_settled();
        for deadline in days(case.id, case.detected, case.change, &case.standing) {
            if !is_settled || deadline.day >= case.today {
                event(&mut text, &deadline, case, now);
            }
        }
    }
    push(&mut text, "END:VCALENDAR");
    text
}

fn event(text: &mut String, deadline: &Deadline, line: &CaseLine<'_>, now: DateTime<Utc>) {
    let why = &line.standing.outlook.why;
    let is_cancelled = line.standing.state.is_settled();
    let Deadline { case, name, kind, day, owner, .. } = deadline;
    let summary = format!("{}: {}", kind.in_words(), safe::line(name));
    let owner = owner.as_ref().map_or_else(String::new, |owner| format!(" Taken care of by {owner}."));
    let end = day.succ_opt().unwrap_or(*day);
    let lines = [
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{case}-{}@policydiff.invalid", kind.as_str()),
        format!("DTSTAMP:{}", now.format("%Y%m%dT%H%M%SZ")),
        format!("SEQUENCE:{}", line.events.len()),
        format!("STATUS:{}", if is_cancelled { "CANCELLED" } else { "CONFIRMED" }),
        format!("DTSTART;VALUE=DATE:{}", day.format("%Y%m%d")),
        format!("DTEND;VALUE=DATE:{}", end.format("%Y%m%d")),
        format!("SUMMARY:{}", escaped(&summary)),
        format!("DESCRIPTION:{}", escaped(&format!("{why}{owner}\nCase {case}."))),
        "TRANSP:TRANSPARENT".to_owned(),
    ];
    for line in &lines {
        push(text, line);
    }
    for trigger in ALARMS.iter().filter(|_| !is_cancelled) {
        push(text, "BEGIN:VALARM");
        push(text, "ACTION:DISPLAY");
        push(text, &format!("DESCRIPTION:{}", escaped(&summary)));
        push(text, &format!("TRIGGER:{trigger}"));
        push(text, "END:VALARM");
    }
    push(text, "END:VEVENT");
}

/// A value of type TEXT (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in safe::lines(text).chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            other => out.push(other),
        }
    }
    out
}

/// Adds a line, folded between characters.
fn push(text: &mut String, line: &str) {
    let mut used = 0;
    for c in line.chars() {
        if used + c.len_utf8() > LINE {
            text.push_str("\r\n ");
            used = 1;
        }
        text.push(c);
        used += c.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_characters_and_read_back_whole() {
        let line = format!("SUMMARY:{}", "Änderung, größer; \u{1f4c5} ".repeat(12));
        let mut text = String::new();
        push(&mut text, &line);
        assert!(text.ends_with("\r\n"));
        for folded in text.trim_end_matches("\r\n").split("\r\n") {
            assert!(folded.len() <= LINE, "{} octets", folded.len());
        }
        assert_eq!(text.replace("\r\n ", "").trim_end_matches("\r\n"), line);
    }

    #[test]
    fn text_values_hide_what_would_end_them() {
        assert_eq!(escaped("a, b; c\\d\ne\r"), "a\\, b\\; c\\\\d\\ne ");
    }
}
