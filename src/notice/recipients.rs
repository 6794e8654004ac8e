//! Whether one recipient has the notice, and since which day: rows R1 to R5.
//!
//! Clocks are personal. A notice is given when it left our control and was accepted, and a bounce
//! takes that back whatever came before it.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

use super::calendar::{CivilZone, civil_day};
use super::table::Row;
use super::{Relay, Report};

/// How long a message that our own relay took may still come back.
const SETTLING: TimeDelta = TimeDelta::days(5);

/// One message to one recipient with what became of it, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryLog {
    /// Delivery id.
    pub id: String,
    /// Recipient id; several deliveries may go to one.
    pub recipient: String,
    /// The recipient's zone, whose day may be later than ours.
    pub zone: Tz,
    /// Steps with their times.
    pub steps: Vec<(DateTime<Utc>, DeliveryStep)>,
}

/// What can become of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeliveryStep {
    /// Recorded, begun, refused for now or in doubt.
    OnItsWay,
    /// Taken by a server.
    Accepted,
    /// Refused for good or returned, with the words that say why.
    Failed(String),
    /// Reported by a server after it was taken.
    Reported(Report),
}

/// Whether a recipient has the notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standing {
    /// Since a day.
    Given,
    /// Not yet, or not yet for sure.
    Pending,
    /// No.
    NotGiven,
}

impl Standing {
    /// The word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Pending => "pending",
            Self::NotGiven => "not_given",
        }
    }
}

/// One recipient under a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecipientStanding {
    /// Recipient id.
    pub recipient: String,
    /// Whether they have it.
    pub standing: Standing,
    /// Day it was accepted, in the later of our day and theirs; provisional while pending.
    pub day: Option<NaiveDate>,
    /// First day the change may apply to them, when a lead is required.
    pub earliest_effective: Option<NaiveDate>,
    /// Later than the effective day: they stay under the old text.
    pub late: bool,
    /// Rows of the decision table that apply.
    pub rows: Vec<Row>,
}

/// Settles one recipient from all messages to them. The best message counts, each by itself.
pub(super) fn settle(
    recipient: &str,
    logs: &[&DeliveryLog],
    relay: Relay,
    zone: Tz,
    now: DateTime<Utc>,
) -> RecipientStanding {
    let settled: Vec<Settled> = logs.iter().map(|log| Settled::of(log, relay, zone, now)).collect();
    let best = settled.iter().min_by_key(|one| (one.standing, one.day.is_none(), one.day));
    let (standing, day) = best.map_or((Standing::Pending, None), |one| (one.standing, one.day));
    let mut rows = vec![match standing {
        Standing::Given => Row::R1,
        Standing::Pending => Row::R2,
        Standing::NotGiven => best.map_or(Row::R3, |one| one.failure),
    }];
    if settled.iter().any(|one| one.complained) {
        rows.push(Row::R5);
    }
    RecipientStanding {
        recipient: recipient.to_owned(),
        standing,
        day,
        earliest_effective: None,
        late: false,
        rows,
    }
}

/// One message, settled.
struct Settled {
    standing: Standing,
    day: Option<NaiveDate>,
    failure: Row,
    complained: bool,
}

impl Settled {
    fn of(log: &DeliveryLog, relay: Relay, zone: Tz, now: DateTime<Utc>) -> Self {
        let steps = log.steps.iter().filter(|(at, _)| *at <= now);
        let mut settled =
            Self { standing: Standing::Pending, day: None, failure: Row::R3, complained: false };
        let (mut accepted, mut delivered, mut failed) = (None, false, None);
        for (at, step) in steps {
            match step {
                DeliveryStep::OnItsWay | DeliveryStep::Reported(Report::Delayed) => {}
                DeliveryStep::Accepted => accepted = accepted.or(Some(*at)),
                DeliveryStep::Failed(why) => failed = Some(why),
                DeliveryStep::Reported(Report::Delivered) => delivered = true,
                DeliveryStep::Reported(Report::Complained) => settled.complained = true,
            }
        }
        if let Some(why) = failed {
            return Self { standing: Standing::NotGiven, failure: row_of_failure(why), ..settled };
        }
        if let Some(at) = accepted {
            let zones = [CivilZone::Named(zone), CivilZone::Named(log.zone)];
            settled.day = Some(civil_day(at, &zones));
            let is_sure = relay == Relay::Provider || delivered || now - at >= SETTLING;
            settled.standing = if is_sure { Standing::Given } else { Standing::Pending };
        }
        settled
    }
}

/// R4 for causes that can be mended while the address stays: policy and spam blocks (5.7), a full
/// mailbox (5.2.2), trouble of the system or the network (5.3, 5.4). RFC 3463.
fn row_of_failure(why: &str) -> Row {
    let is_mendable = why.split(|c: char| !(c.is_ascii_digit() || c == '.')).any(|code| {
        let mut parts = code.trim_end_matches('.').split('.');
        let numbers = [parts.next(), parts.next(), parts.next()];
        match numbers {
            [Some("4" | "5"), Some("7" | "3" | "4"), Some(_)] => code != "5.4.4",
            [Some("4" | "5"), Some("2"), Some("2")] => true,
            _ => false,
        }
    });
    if is_mendable { Row::R4 } else { Row::R3 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn log(steps: &[(&str, DeliveryStep)]) -> DeliveryLog {
        let steps = steps.iter().map(|(when, step)| (at(when), step.clone())).collect();
        DeliveryLog { id: "d".to_owned(), recipient: "r".to_owned(), zone: Tz::UTC, steps }
    }

    fn settled(logs: &[DeliveryLog], relay: Relay, now: &str) -> (Standing, Option<String>, Vec<Row>) {
        let logs: Vec<&DeliveryLog> = logs.iter().collect();
        let one = settle("r", &logs, relay, Tz::UTC, at(now));
        (one.standing, one.day.map(|day| day.to_string()), one.rows)
    }

    fn accepted(day: &str) -> (&str, DeliveryStep) {
        (day, DeliveryStep::Accepted)
    }

    #[test]
    fn r1_r2_acceptance_counts_at_once_or_after_five_days_by_who_accepted() {
        let taken = [log(&[accepted("2026-11-20T10:00:00Z")])];
        let day = Some("2026-11-20".to_owned());
        let given = (Standing::Given, day.clone(), vec![Row::R1]);
        let pending = (Standing::Pending, day, vec![Row::R2]);
        assert_eq!(settled(&taken, Relay::Provider, "2026-11-20T10:00:00Z"), given);
        assert_eq!(settled(&taken, Relay::Own, "2026-11-25T09:59:59Z"), pending);
        assert_eq!(settled(&taken, Relay::Own, "2026-11-25T10:00:00Z"), given);
        let report = ("2026-11-21T10:00:00Z", DeliveryStep::Reported(Report::Delivered));
        let reported = [log(&[accepted("2026-11-20T10:00:00Z"), report])];
        assert_eq!(settled(&reported, Relay::Own, "2026-11-21T10:00:00Z"), given);
        let waiting = [log(&[("2026-11-20T10:00:00Z", DeliveryStep::OnItsWay)])];
        let nothing = (Standing::Pending, None, vec![Row::R2]);
        assert_eq!(settled(&waiting, Relay::Provider, "2026-12-20T10:00:00Z"), nothing);
    }

    #[test]
    fn r3_a5_11_a_bounce_takes_back_what_was_given_and_a_second_message_starts_anew() {
        let bounced = ("2026-11-22T10:00:00Z", DeliveryStep::Failed("550 5.1.1 no such user".to_owned()));
        let first = log(&[accepted("2026-11-20T10:00:00Z"), bounced]);
        let not_given = (Standing::NotGiven, None, vec![Row::R3]);
        assert_eq!(settled(std::slice::from_ref(&first), Relay::Provider, "2026-11-22T10:00:00Z"), not_given);
        let second = log(&[accepted("2026-11-25T10:00:00Z")]);
        let again = (Standing::Given, Some("2026-11-25".to_owned()), vec![Row::R1]);
        assert_eq!(settled(&[first, second], Relay::Provider, "2026-11-25T10:00:00Z"), again);
    }

    #[test]
    fn r4_causes_that_can_be_mended_keep_the_address() {
        let cases = [
            ("550 5.1.1 unknown", Row::R3),
            ("550 no such user", Row::R3),
            ("550 5.7.515 sender not authenticated", Row::R4),
            ("552 5.2.2 mailbox full", Row::R4),
            ("5.3.4 message too large", Row::R4),
            ("5.4.4 no such domain", Row::R3),
            ("the subscription ended before it was sent", Row::R3),
        ];
        for (why, row) in cases {
            assert_eq!(row_of_failure(why), row, "{why}");
        }
    }

    #[test]
    fn r5_a_complaint_changes_no_standing() {
        let complaint = ("2026-11-21T10:00:00Z", DeliveryStep::Reported(Report::Complained));
        let logs = [log(&[accepted("2026-11-20T10:00:00Z"), complaint])];
        let given = (Standing::Given, Some("2026-11-20".to_owned()), vec![Row::R1, Row::R5]);
        assert_eq!(settled(&logs, Relay::Provider, "2026-11-22T10:00:00Z"), given);
    }
}
