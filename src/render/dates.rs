//! Dates, leads and verdicts of the calendar in words for people.
//!
//! Says only what the calendar handed over; counts nothing and concludes nothing.

use chrono::{Datelike, NaiveDate};

use crate::notice::flow::{FlowDays, Touched};
use crate::notice::{DaysGiven, EffectiveDate, NoticeFlag, NoticeVerdict, RelativeTo};

/// `31 December 2026`.
pub(crate) fn day(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// `15-21 November 2026`, the shortest form that names both ends.
pub(crate) fn span(from: NaiveDate, to: NaiveDate) -> String {
    if from == to {
        return day(to);
    }
    let start = match (from.year() == to.year(), from.month() == to.month()) {
        (true, true) => return format!("{}-{}", from.format("%-d"), day(to)),
        (true, false) => from.format("%-d %B").to_string(),
        _ => day(from),
    };
    format!("{start} - {}", day(to))
}

/// `1 day`, `30 days`.
pub(crate) fn days(n: i64) -> String {
    format!("{n} day{}", if n == 1 { "" } else { "s" })
}

/// The lead actually given.
pub(crate) fn days_given(given: DaysGiven) -> String {
    match given {
        DaysGiven::Exact(n) => days(n),
        DaysGiven::Between(low, Some(high)) if low == high => days(low),
        DaysGiven::Between(low, Some(high)) => format!("between {low} and {}", days(high)),
        DaysGiven::Between(low, None) => format!("at least {}", days(low)),
    }
}

/// When a change applies, as the text says it; `counted` is the day the calendar counts with.
pub(crate) fn effective(date: &EffectiveDate, counted: Option<NaiveDate>) -> String {
    let counting = counted.map(|date| format!(" (counted as {})", day(date))).unwrap_or_default();
    match date {
        EffectiveDate::Exact { date } => day(*date),
        EffectiveDate::Partial { date } => format!("{}{counting}", date.in_words()),
        EffectiveDate::Relative { lead, from } => {
            let event = match from {
                RelativeTo::Notice => "notice",
                RelativeTo::Posting => "posting",
            };
            format!("{lead} after {event}{counting}")
        }
        EffectiveDate::Immediate => "at once".to_owned(),
        EffectiveDate::Split { new_users, existing_users } => {
            let existing = format!("{} for existing users", day(*existing_users));
            new_users.map_or(existing.clone(), |date| format!("{existing}, {} for new users", day(date)))
        }
        EffectiveDate::Past { date } => format!("{} (had passed when the text was read)", day(*date)),
        EffectiveDate::Conflicting { dates } => {
            let named: Vec<String> = dates.iter().map(|date| day(*date)).collect();
            format!("the text states several days: {}", named.join("; "))
        }
        EffectiveDate::None => "the text states no day".to_owned(),
    }
}

/// Days needed for a notice of our own and days left by the provider.
pub(crate) fn flow_days(counted: FlowDays, clauses: usize) -> String {
    let clauses = format!("{clauses} clause{} of ours to revisit", if clauses == 1 { "" } else { "s" });
    let have = counted.have.map_or("it names no day".to_owned(), |have| format!("{} left", days(have)));
    let short = match counted.short() {
        0 => "in time".to_owned(),
        short => format!("short by {}", days(short)),
    };
    format!("{clauses}; our own notice needs {}, {have}: {short}", days(counted.need))
}

/// One clause of ours with the facts on both sides.
pub(crate) fn touched(clause: &Touched) -> String {
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
    format!(
        "{}: \"{}\" (ours: {}; theirs: {}, now {}). {}",
        clause.section,
        clause.text,
        clause.own,
        value(&clause.upstream_old),
        value(&clause.upstream_new),
        clause.why
    )
}

/// A notice verdict in words, always under the rule at hand and never a legal conclusion.
pub(crate) fn verdict(verdict: NoticeVerdict) -> &'static str {
    match verdict {
        NoticeVerdict::OnTime => "on time under this rule",
        NoticeVerdict::Tight => "on time under this rule, with few days to spare",
        NoticeVerdict::Borderline => "borderline: exactly the required days lie between",
        NoticeVerdict::Short => "short: fewer days than this rule requires",
        NoticeVerdict::NoneFound => "no notice by the promised medium was found",
        NoticeVerdict::NoDate => "open: the text states no effective date",
        NoticeVerdict::NotOwed => "no notice is promised for this change",
        NoticeVerdict::Consent => "notice alone may not be enough: the text may need consent",
    }
}

/// A flag of the calendar in words.
pub(crate) fn flag(flag: NoticeFlag) -> &'static str {
    match flag {
        NoticeFlag::LateSeen => "first seen with fewer days left than required",
        NoticeFlag::EarlyEffect => "applies at once although a lead time is promised",
        NoticeFlag::NoMailOnFile => "the text promises e-mail and none is on file",
        NoticeFlag::WeakenedClause => "the notice clause itself changes; counted under the old clause",
        NoticeFlag::PartialDate => "the effective date is known only to the month or year",
        NoticeFlag::ConflictingDates => "two effective dates disagree",
        NoticeFlag::AlreadyInForce => "applied already when it was first seen",
        NoticeFlag::Amended => "one notice takes the place of another",
        NoticeFlag::Corrected => "corrected; the clock stands",
        NoticeFlag::Provisional => "accepted by our own relay; may still come back",
        NoticeFlag::Overridden => "sent late for a reason that a person gave",
        NoticeFlag::Unannounced => "our own page changed without any notice before it",
        NoticeFlag::OtherChannel => "a recipient complained; another channel is needed",
        NoticeFlag::AcceptedByUse => "the day to decide has passed: accepted by use, as the text claims",
        NoticeFlag::JoinedBetween => "a user joined between notice and effect: show both versions",
        NoticeFlag::FlowShort => "a provider leaves fewer days than we owe our own users",
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::notice::Lead;

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a real day")
    }

    #[test]
    fn spans_name_each_part_once() {
        let cases = [
            (date(2026, 11, 15), date(2026, 11, 21), "15-21 November 2026"),
            (date(2026, 11, 28), date(2026, 12, 4), "28 November - 4 December 2026"),
            (date(2026, 12, 28), date(2027, 1, 3), "28 December 2026 - 3 January 2027"),
            (date(2026, 11, 21), date(2026, 11, 21), "21 November 2026"),
        ];
        for (from, to, expected) in cases {
            assert_eq!(span(from, to), expected);
        }
    }

    #[test]
    fn effective_dates_say_how_precise_they_are() {
        let relative = EffectiveDate::Relative { lead: Lead::days(30), from: RelativeTo::Posting };
        let month = EffectiveDate::Partial { date: crate::document::PartialDate::Month(2026, 12) };
        let first = Some(date(2026, 12, 1));
        assert_eq!(effective(&relative, first), "30 days after posting (counted as 1 December 2026)");
        assert_eq!(effective(&month, first), "December 2026 (counted as 1 December 2026)");
        assert_eq!(effective(&EffectiveDate::None, None), "the text states no day");
    }

    #[test]
    fn intervals_of_days_read_as_intervals() {
        assert_eq!(days_given(DaysGiven::Between(25, Some(32))), "between 25 and 32 days");
        assert_eq!(days_given(DaysGiven::Between(25, None)), "at least 25 days");
        assert_eq!(days_given(DaysGiven::Exact(1)), "1 day");
    }
}
