//! `[[regime]]`: rules of an operator's own beside those in the crate, and the look-up by name.

use chrono::NaiveDate;

use super::faults::nearest;
use super::fields::Fields;
use super::values;
use crate::notice::regimes::{ClockStart, Confidence, Regime, shipped};
use crate::notice::{Channel, Trigger};

const REGIME: &[&str] = &[
    "id",
    "title",
    "jurisdiction",
    "lead",
    "trigger",
    "medium",
    "clock_start",
    "source",
    "as_of",
    "confidence",
    "note",
];

/// Every regime a policy may name: those in the crate, then the operator's own.
pub(super) fn regimes(root: &Fields<'_, '_>) -> Vec<Regime> {
    let mut known = shipped().to_vec();
    for entry in root.tables("regime", REGIME) {
        let Some(regime) = regime(&entry) else { continue };
        if known.iter().any(|other| other.id == regime.id) {
            entry.fault("id", format!("the regime `{}` is there already", regime.id), "another name");
        } else {
            known.push(regime);
        }
    }
    known
}

fn regime(entry: &Fields<'_, '_>) -> Option<Regime> {
    let id = entry.required("id", "a name such as \"house\"", values::text);
    let lead = entry.required("lead", values::LEAD_ALLOWED, values::lead);
    let source = entry.required("source", "where the rule can be read", values::text);
    let as_of = entry.required("as_of", "the day it was last looked at, e.g. \"2026-11-21\"", |value| {
        value.parse::<NaiveDate>().map_err(|_| format!("`{value}` is no day of the calendar"))
    });
    let trigger = entry.text("trigger", "\"any\", \"material\"", |value| match value {
        "any" => Ok(Trigger::Any),
        "material" => Ok(Trigger::Material),
        other => Err(format!("unknown trigger `{other}`")),
    });
    let confidence = entry.text("confidence", "\"high\", \"medium\", \"low\"", |value| match value {
        "high" => Ok(Confidence::High),
        "medium" => Ok(Confidence::Medium),
        "low" => Ok(Confidence::Low),
        other => Err(format!("unknown confidence `{other}`")),
    });
    let clock_start = entry.text("clock_start", "\"sent\", \"received\"", |value| match value {
        "sent" => Ok(ClockStart::Sent),
        "received" => Ok(ClockStart::Received),
        other => Err(format!("unknown start `{other}`")),
    });
    let medium = entry.texts("medium", "\"email\", \"posting\", \"in_app\", \"postal\"", |value| {
        [Channel::Email, Channel::Posting, Channel::InApp, Channel::Postal]
            .into_iter()
            .find(|channel| channel.as_str() == value)
            .ok_or_else(|| format!("unknown medium `{value}`"))
    });
    let id = id?;
    Some(Regime {
        title: entry.text("title", "what it is", values::text).unwrap_or_else(|| id.clone()),
        jurisdiction: entry
            .text("jurisdiction", "where it holds", values::text)
            .unwrap_or_else(|| "own".to_owned()),
        note: entry.text("note", "a remark", values::text),
        id,
        lead: Some(lead?),
        trigger: trigger.unwrap_or(Trigger::Material),
        medium: medium.into_iter().map(|field| field.value).collect(),
        clock_start: clock_start.unwrap_or(ClockStart::Sent),
        source: source?,
        as_of: as_of?,
        confidence: confidence.unwrap_or(Confidence::Medium),
    })
}

/// The regime a policy names; an unknown one is a fault with the nearest name.
pub(super) fn named(entry: &Fields<'_, '_>, known: &[Regime]) -> Option<Regime> {
    let ids = known.iter().map(|regime| regime.id.as_str()).collect::<Vec<_>>();
    entry.text("regime", &ids.join(", "), |value| {
        known.iter().find(|regime| regime.id == value).cloned().ok_or_else(|| {
            let near = nearest(value, ids.iter().copied());
            let hint = near.map_or_else(String::new, |near| format!(", did you mean `{near}`?"));
            format!("unknown regime `{value}`{hint}")
        })
    })
}
