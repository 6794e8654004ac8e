//! The table at the top of a mail: who, what, by when.

use chrono::NaiveDate;

use super::letter::Row;
use super::policy_name;
use crate::digest::PolicyChange;
use crate::notice::{DaysGiven, LeadUnit, NoticeOutlook, NoticeVerdict, RequirementSource};
use crate::render::dates;
use crate::watchlist::{Publisher, Role};

/// For those we owe notice: all days are counted from the letter's own date, so that a late notice
/// says when it was sent and nothing else.
pub(crate) fn notice(change: &PolicyChange, publisher: &Publisher, today: NaiveDate) -> Vec<Row> {
    let outlook = &change.change.outlook;
    let mut rows = vec![
        Row::new("From", &publisher.name),
        Row::new("Policy", &policy_name(change)),
        Row::strong("Applies from", &dates::effective(&outlook.effective, outlook.effective_day)),
        Row::new("Date of this notice", &dates::day(today)),
    ];
    if let Some(day) = outlook.effective_day {
        rows.push(Row::new("Notice given", &between(today, day)));
    }
    rows.push(Row::new(
        "Required notice",
        &required(outlook, "the policy's own text", &format!("set by {}", publisher.name)),
    ));
    if let Some(day) = outlook.send_by {
        rows.push(Row::new("To be sent by", &dates::day(day)));
    }
    rows.push(Row::new("Count", dates::verdict(outlook.verdict)));
    rows
}

/// For watchers: what the calendar says of a provider's notice, or of our own.
pub(crate) fn alert(change: &PolicyChange, publisher: &Publisher, today: NaiveDate) -> Vec<Row> {
    let outlook = &change.change.outlook;
    let role = match change.role {
        Role::Published => "our own text; notice is owed to its users",
        Role::Provider => "a provider's text; notice is owed to us",
    };
    let mut rows = vec![
        Row::new("Policy", &policy_name(change)),
        Row::new("Role", role),
        Row::new("Applies from", &dates::effective(&outlook.effective, outlook.effective_day)),
    ];
    if let Some(day) = outlook.decide_by {
        rows.push(Row::strong("Decide by", &deadline(day, today)));
    }
    if let Some(day) = outlook.send_by {
        rows.push(Row::strong("Send notice by", &deadline(day, today)));
    }
    rows.push(Row::new("Required notice", &required(outlook, "its own text", "set in the watchlist")));
    if let Some(given) = outlook.days_given {
        rows.push(Row::new("Notice given", &dates::days_given(given)));
    }
    if matches!(outlook.verdict, NoticeVerdict::Short | NoticeVerdict::NoneFound) {
        rows.extend(
            outlook
                .earliest_effective
                .map(|day| Row::new("Earliest day", &format!("{} under this rule", dates::day(day)))),
        );
    }
    rows.push(Row::new("Count", &count(outlook)));
    rows.push(Row::new("Why", &outlook.why));
    rows.extend(outlook.flags.iter().map(|flag| Row::new("Note", dates::flag(*flag))));
    rows.extend(handed_down(outlook, today));
    rows.push(seen(change, publisher));
    if change.change.seen_before {
        rows.push(Row::new("Note", "these words had been seen and were gone before"));
    }
    rows
}

/// Our own policies built on this one: the clauses to revisit with the facts on both sides, and the days.
fn handed_down(outlook: &NoticeOutlook, today: NaiveDate) -> Vec<Row> {
    let mut rows = Vec::new();
    for flow in &outlook.flow {
        if flow.clauses.is_empty() {
            rows.push(Row::new("Built on it", &format!("{}: no clause of ours is touched", flow.policy)));
            continue;
        }
        let days = flow.days(outlook.effective_day, today);
        let days = days.map_or_else(String::new, |days| dates::flow_days(days, flow.clauses.len()));
        rows.push(Row::strong("Built on it", &format!("{}: {days}", flow.policy)));
        rows.extend(flow.clauses.iter().map(|clause| Row::new("Revisit", &dates::touched(clause))));
    }
    rows
}

/// The verdict in words; where the promised message is not on file, also what the page alone shows.
fn count(outlook: &NoticeOutlook) -> String {
    let verdict = dates::verdict(outlook.verdict);
    let most = outlook.days_given.and_then(|given| match given {
        DaysGiven::Exact(days) => Some(days),
        DaysGiven::Between(_, most) => most,
    });
    match (outlook.verdict, most, outlook.required) {
        (NoticeVerdict::NoneFound, Some(most), Some(lead))
            if lead.unit == LeadUnit::Day && most < i64::from(lead.n) =>
        {
            format!(
                "{verdict}; going by the page alone it is short: at most {} instead of {lead}",
                dates::days(most)
            )
        }
        _ => verdict.to_owned(),
    }
}

fn required(outlook: &NoticeOutlook, text: &str, otherwise: &str) -> String {
    match (outlook.required, outlook.source) {
        (Some(lead), RequirementSource::Clause) => format!("{lead}, stated in {text}"),
        (Some(lead), _) => format!("{lead}, {otherwise}"),
        (None, _) => "no day count is stated".to_owned(),
    }
}

fn between(today: NaiveDate, effective: NaiveDate) -> String {
    match effective.signed_duration_since(today).num_days() {
        0 => "none: it applies from the date of this notice".to_owned(),
        n if n > 0 => format!("{} from the date of this notice", dates::days(n)),
        n => format!("none: it applied {} before this notice", dates::days(-n)),
    }
}

fn deadline(day: NaiveDate, today: NaiveDate) -> String {
    let left = day.signed_duration_since(today).num_days();
    let left = match left {
        0 => "today".to_owned(),
        n if n > 0 => format!("{} left", dates::days(n)),
        n => format!("{} ago", dates::days(-n)),
    };
    format!("{} ({left})", dates::day(day))
}

fn seen(change: &PolicyChange, publisher: &Publisher) -> Row {
    let moment = |instant: chrono::DateTime<chrono::Utc>| {
        instant.with_timezone(&publisher.zone).format("%-d %B %Y %H:%M %Z").to_string()
    };
    let (old, new) = (change.change.last_seen_old, change.change.first_seen);
    Row::new("Seen", &format!("old words last on {}, new words first on {}", moment(old), moment(new)))
}
