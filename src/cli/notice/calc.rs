//! `notice calc`: asks the calendar, one case a line on stdin, one answer a line on stdout.
//!
//! A line that cannot be answered is named on stderr with its number; the others are answered.

use std::io::{BufRead, Read};

use anyhow::{Context, Result};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use serde_json::Value;

use super::super::Session;
use super::super::exit::Exit;
use super::super::output::Output;
use crate::notice::{CalendarAnswer, CalendarCase, CivilZone, Lead, calc};
use crate::render;
use crate::watchlist::Role;

/// Longest input, in bytes; a year's cases of a large company are far below it.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// A case as typed; what is not known of is left alone, so that a case may carry its own remarks.
#[derive(Debug, Deserialize)]
struct Line {
    /// Echoed as it came.
    id: Value,
    today: NaiveDate,
    role: Role,
    required: Lead,
    #[serde(default)]
    zone: Option<String>,
    /// Not known: the publisher's zone decides alone.
    #[serde(default)]
    recipient_zone: Option<String>,
    #[serde(default)]
    sent: Option<DateTime<Utc>>,
    #[serde(default)]
    first_seen: Option<DateTime<Utc>>,
    #[serde(default)]
    last_seen_old: Option<DateTime<Utc>>,
    #[serde(default)]
    effective: Option<NaiveDate>,
}

pub(super) fn run(session: &Session) -> Result<Exit> {
    let (mut answered, mut failed) = (0_usize, 0_usize);
    for (index, line) in std::io::stdin().lock().take(MAX_BYTES).split(b'\n').enumerate() {
        let line = line.context("cannot read stdin")?;
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match answer(&line) {
            Ok((id, answer)) => {
                answered += 1;
                let output = session.output;
                output.result(&if output.json {
                    render::notice::answer_json(&id, &answer)
                } else {
                    render::notice::answer_text(&id, &answer)
                })?;
            }
            Err(why) => {
                failed += 1;
                Output::complain(&format!("line {}: {why}", index + 1));
            }
        }
    }
    Ok(match (answered, failed) {
        (_, 0) => Exit::Fine,
        (0, _) => Exit::Unusable,
        _ => Exit::Partly,
    })
}

fn answer(line: &[u8]) -> Result<(Value, CalendarAnswer), String> {
    let line: Line = serde_json::from_slice(line).map_err(|error| format!("is no case ({error})"))?;
    let named = |why: String| format!("case {}: {why}", line.id);
    let case = case(&line).map_err(named)?;
    let answer = calc(&case).map_err(|refusal| named(refusal.to_string()))?;
    Ok((line.id, answer))
}

fn case(line: &Line) -> Result<CalendarCase, String> {
    let mut zones = vec![zone(line.zone.as_deref())?];
    if let Some(recipient) = &line.recipient_zone {
        zones.push(zone(Some(recipient))?);
    }
    if let (Some(old), Some(new)) = (line.last_seen_old, line.first_seen)
        && old > new
    {
        return Err("`last_seen_old` lies after `first_seen`".to_owned());
    }
    Ok(CalendarCase {
        today: line.today,
        role: line.role,
        required: line.required,
        zones,
        sent: line.sent,
        first_seen: line.first_seen,
        last_seen_old: line.last_seen_old,
        effective: line.effective,
    })
}

fn zone(name: Option<&str>) -> Result<CivilZone, String> {
    let Some(name) = name else { return Ok(CivilZone::Unknown) };
    name.parse().map(CivilZone::Named).map_err(|_| format!("`{name}` is no IANA zone such as Europe/Berlin"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(line: &str) -> String {
        answer(line.as_bytes()).unwrap_err()
    }

    const GOOD: &str = r#"{"id":"a","today":"2026-11-20","role":"published","required":{"n":30,"unit":"day"},"zone":"UTC","effective":"2026-12-31","note":"kept apart"}"#;

    #[test]
    fn a_case_may_leave_out_what_is_not_known_and_carry_remarks() {
        let (id, answer) = answer(GOOD.as_bytes()).unwrap();
        assert_eq!((id.as_str(), answer.verdict.as_str()), (Some("a"), "on_time"));
        assert_eq!(answer.send_by, "2026-11-30".parse().ok());
    }

    #[test]
    fn bad_input_is_named_by_what_is_wrong() {
        let cases = [
            ("2026-12-31", "2026-02-30", "is no case"),
            ("\"UTC\"", "\"Mars/Olympus\"", "`Mars/Olympus` is no IANA zone"),
            ("\"day\"", "\"business_day\"", "named calendar"),
            ("\"day\"", "\"fortnight\"", "is no case"),
            ("published", "witness", "is no case"),
            ("\"today\"", "\"day\"", "missing field `today`"),
        ];
        for (from, to, expected) in cases {
            let said = why(&GOOD.replacen(from, to, 1));
            assert!(said.contains(expected), "{to}: {said}");
        }
        assert!(why("{").contains("is no case"));
        let mut backwards = GOOD.trim_end_matches('}').to_owned();
        backwards += r#","last_seen_old":"2026-11-20T09:00:00Z","first_seen":"2026-11-19T09:00:00Z"}"#;
        assert!(why(&backwards).contains("lies after"));
    }
}
