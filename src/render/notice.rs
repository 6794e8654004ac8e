//! The calendar and the ledger, for machines and for people.
//!
//! JSON has the names of the published contract; schemas are in `schemas/`. Says what a rule comes
//! to, never what a law demands.

mod follow_up;
mod ics;
mod ledger;

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;

use super::dates;
use super::json;
pub use follow_up::{FollowUp, follow_up};
pub use ics::list_ics;
pub use ledger::{
    CaseLine, PlanLine, list_json, list_text, plan_json, plan_text, show_json, show_text, sort,
};

use crate::notice::{CalendarAnswer, DaysGiven};

#[derive(Serialize)]
struct AnswerView<'a> {
    id: &'a Value,
    verdict: &'static str,
    earliest_effective: NaiveDate,
    send_by: Option<NaiveDate>,
    days_given: Option<DaysGiven>,
}

/// `notice calc --json`: one line, without line feed.
pub fn answer_json(id: &Value, answer: &CalendarAnswer) -> String {
    json::compact(&AnswerView {
        id,
        verdict: answer.verdict.as_str(),
        earliest_effective: answer.earliest_effective,
        send_by: answer.send_by,
        days_given: answer.days_given,
    })
}

/// `notice calc` for people: one line.
pub fn answer_text(id: &Value, answer: &CalendarAnswer) -> String {
    let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
    let mut text = format!("{}: {}", super::safe::line(&id), dates::verdict(answer.verdict));
    if let Some(day) = answer.send_by {
        text += &format!("; send by {}", dates::day(day));
    }
    text += &format!("; earliest effective day {}", dates::day(answer.earliest_effective));
    text
}
