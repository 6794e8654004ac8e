//! Cases of the ledger: the list, one case, a plan.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use crate::digest::PolicyChange;
use crate::notice::flow::{FlowDays, FlowDown};
use crate::notice::ledger::CaseStanding;
use crate::notice::recipients::Standing;
use crate::notice::{CaseEvent, DaysGiven, Lead, NoticeFlag};
use crate::render::json::{self, instant};
use crate::render::mail::policy_name;
use crate::render::{dates, safe};

/// A case with where it stands.
#[derive(Debug, Clone)]
pub struct CaseLine<'a> {
    /// Id, 16 hex digits.
    pub id: &'a str,
    /// When it was opened.
    pub detected: DateTime<Utc>,
    /// The civil day from which days are counted.
    pub today: NaiveDate,
    /// The change it is about.
    pub change: &'a PolicyChange,
    /// Where it stands.
    pub standing: CaseStanding,
    /// What happened, oldest first.
    pub events: &'a [(DateTime<Utc>, CaseEvent)],
}

/// What a plan comes to.
#[derive(Debug, Clone)]
pub struct PlanLine<'a> {
    /// Where the case of the plan stands, or would stand.
    pub standing: &'a CaseStanding,
    /// Its id, once recorded.
    pub id: Option<&'a str>,
    /// To how many it would go.
    pub recipients: usize,
}

#[derive(Serialize)]
struct CaseView<'a> {
    id: &'a str,
    policy: &'a str,
    role: &'static str,
    state: &'static str,
    verdict: &'static str,
    flags: Vec<&'static str>,
    detected: String,
    required: Option<Lead>,
    effective: Option<NaiveDate>,
    days_given: Option<DaysGiven>,
    decide_by: Option<NaiveDate>,
    send_by: Option<NaiveDate>,
    earliest_effective: Option<NaiveDate>,
    recipients: Counts,
    owner: Option<&'a str>,
}

#[derive(Serialize)]
struct Counts {
    given: usize,
    pending: usize,
    not_given: usize,
    late: usize,
}

#[derive(Serialize)]
struct ShownView<'a> {
    schema_version: u32,
    #[serde(flatten)]
    case: CaseView<'a>,
    why: &'a str,
    rows: Vec<RowView>,
    tasks: &'a [NaiveDate],
    flow: Vec<FlowView<'a>>,
    reached: Vec<RecipientView<'a>>,
    events: Vec<EventView<'a>>,
}

#[derive(Serialize)]
struct FlowView<'a> {
    policy: &'a str,
    required: Option<Lead>,
    days_needed: Option<i64>,
    days_left: Option<i64>,
    days_short: Option<i64>,
    clauses: Vec<TouchedView<'a>>,
}

#[derive(Serialize)]
struct TouchedView<'a> {
    family: &'static str,
    subject: &'a str,
    section: &'a str,
    text: &'a str,
    own: &'a str,
    upstream_old: Option<&'a str>,
    upstream_new: Option<&'a str>,
    why: &'a str,
}

#[derive(Serialize)]
struct RowView {
    row: String,
    says: &'static str,
}

#[derive(Serialize)]
struct RecipientView<'a> {
    recipient: &'a str,
    standing: &'static str,
    day: Option<NaiveDate>,
    earliest_effective: Option<NaiveDate>,
    late: bool,
}

#[derive(Serialize)]
struct EventView<'a> {
    at: String,
    #[serde(flatten)]
    event: &'a CaseEvent,
}

#[derive(Serialize)]
struct PlanView<'a> {
    owed: bool,
    why: &'a str,
    required: Option<RequiredView>,
    effective: Option<NaiveDate>,
    verdict: &'static str,
    earliest_effective: Option<NaiveDate>,
    send_by: Option<NaiveDate>,
    recipients: usize,
    id: Option<&'a str>,
}

#[derive(Serialize)]
struct RequiredView {
    #[serde(flatten)]
    lead: Lead,
    counting: &'static str,
}

impl CaseLine<'_> {
    /// What presses most comes first: the next day on which something is due, settled cases last.
    fn urgency(&self) -> (bool, bool, Option<NaiveDate>) {
        let standing = &self.standing;
        let day = [standing.decide_by, standing.send_by, standing.effective].into_iter().flatten().min();
        let is_loud = standing.flags.contains(&NoticeFlag::Unannounced)
            || (standing.flags.contains(&NoticeFlag::EarlyEffect) && !standing.recipients.is_empty());
        (standing.state.is_settled(), !is_loud, Some(day.unwrap_or(NaiveDate::MAX)))
    }

    fn view(&self) -> CaseView<'_> {
        let standing = &self.standing;
        let count =
            |wanted: Standing| standing.recipients.iter().filter(|one| one.standing == wanted).count();
        CaseView {
            id: self.id,
            policy: self.change.policy.as_str(),
            role: self.change.role.as_str(),
            state: standing.state.as_str(),
            verdict: standing.verdict.as_str(),
            flags: standing.flags.iter().map(|flag| flag.as_str()).collect(),
            detected: instant(self.detected),
            required: standing.outlook.required,
            effective: standing.effective,
            days_given: standing.days_given,
            decide_by: standing.decide_by,
            send_by: standing.send_by,
            earliest_effective: standing.earliest_effective,
            recipients: Counts {
                given: count(Standing::Given),
                pending: count(Standing::Pending),
                not_given: count(Standing::NotGiven),
                late: standing.recipients.iter().filter(|one| one.late).count(),
            },
            owner: standing.owner.as_deref(),
        }
    }
}

/// Puts cases into the order of the list.
pub fn sort(cases: &mut [CaseLine<'_>]) {
    cases.sort_by_key(CaseLine::urgency);
}

/// `notice list --json`: in the order given.
pub fn list_json(cases: &[CaseLine<'_>]) -> String {
    json::pretty(&cases.iter().map(CaseLine::view).collect::<Vec<_>>())
}

/// `notice list` for people: two lines a case.
pub fn list_text(cases: &[CaseLine<'_>]) -> String {
    cases.iter().map(line).collect()
}

fn line(case: &CaseLine<'_>) -> String {
    let standing = &case.standing;
    let mut text = format!(
        "{}  {:<10} {:<10} {}\n",
        case.id,
        standing.state.as_str(),
        standing.verdict.as_str(),
        policy_name(case.change)
    );
    let days = [
        ("send by", standing.send_by.filter(|_| standing.recipients.is_empty())),
        ("decide by", standing.decide_by),
        ("applies from", standing.effective),
    ];
    let mut words: Vec<String> =
        days.iter().filter_map(|(what, day)| day.map(|day| format!("{what} {}", dates::day(day)))).collect();
    if let Some(days) = standing.days_given {
        words.push(format!("{} given", dates::days_given(days)));
    }
    words.extend(standing.flags.iter().map(|flag| dates::flag(*flag).to_owned()));
    text += &format!("    {}\n", words.join("; "));
    text
}

/// `notice show --json`.
pub fn show_json(case: &CaseLine<'_>) -> String {
    let standing = &case.standing;
    json::pretty(&ShownView {
        schema_version: json::SCHEMA_VERSION,
        case: case.view(),
        why: &standing.outlook.why,
        rows: standing
            .rows
            .iter()
            .map(|row| RowView { row: format!("{row:?}"), says: row.rule().says })
            .collect(),
        tasks: &standing.tasks,
        flow: standing.outlook.flow.iter().map(|flow| flow_view(case, flow)).collect(),
        reached: standing
            .recipients
            .iter()
            .map(|one| RecipientView {
                recipient: &one.recipient,
                standing: one.standing.as_str(),
                day: one.day,
                earliest_effective: one.earliest_effective,
                late: one.late,
            })
            .collect(),
        events: case.events.iter().map(|(at, event)| EventView { at: instant(*at), event }).collect(),
    })
}

fn flow_view<'a>(case: &CaseLine<'_>, flow: &'a FlowDown) -> FlowView<'a> {
    let days = flow.days(case.standing.effective, case.today).filter(|_| !flow.clauses.is_empty());
    let clauses = flow.clauses.iter().map(|clause| TouchedView {
        family: clause.family.as_str(),
        subject: &clause.subject,
        section: &clause.section,
        text: &clause.text,
        own: &clause.own,
        upstream_old: clause.upstream_old.as_deref(),
        upstream_new: clause.upstream_new.as_deref(),
        why: &clause.why,
    });
    FlowView {
        policy: flow.policy.as_str(),
        required: flow.required,
        days_needed: days.map(|days| days.need),
        days_left: days.and_then(|days| days.have),
        days_short: days.map(FlowDays::short),
        clauses: clauses.collect(),
    }
}

/// `notice show` for people.
pub fn show_text(case: &CaseLine<'_>) -> String {
    let standing = &case.standing;
    let mut text = line(case);
    text += &format!("\n{}\n", safe::line(&standing.outlook.why));
    if let Some(day) = standing.earliest_effective {
        text += &format!("Earliest effective day under this rule: {}.\n", dates::day(day));
    }
    if let Some(owner) = &standing.owner {
        text += &format!("Taken care of by {}.\n", safe::line(owner));
    }
    for row in &standing.rows {
        text += &format!("  {row:?}  {}\n", row.rule().says);
    }
    for flow in &standing.outlook.flow {
        let days = flow.days(standing.effective, case.today).filter(|_| !flow.clauses.is_empty());
        let said = days.map_or_else(
            || "no clause of ours is touched".to_owned(),
            |days| dates::flow_days(days, flow.clauses.len()),
        );
        text += &format!("Our {} is built on it: {said}\n", flow.policy);
        for clause in &flow.clauses {
            text += &format!("  revisit {}\n", safe::line(&dates::touched(clause)));
        }
    }
    for task in &standing.tasks {
        text += &format!("  to look at on {}\n", dates::day(*task));
    }
    for one in &standing.recipients {
        let day = one.day.map_or_else(|| "no day".to_owned(), dates::day);
        let late = if one.late { "; too late for the effective day" } else { "" };
        text += &format!("  {:<10} {day}  {}{late}\n", one.standing.as_str(), one.recipient);
    }
    for (at, event) in case.events {
        text += &format!("  {}  {}\n", instant(*at), safe::line(&json::compact(event)));
    }
    text
}

/// `notice plan --json`.
pub fn plan_json(plan: &PlanLine<'_>) -> String {
    let PlanLine { standing, id, recipients } = *plan;
    let outlook = &standing.outlook;
    json::pretty(&PlanView {
        owed: outlook.owed,
        why: &outlook.why,
        // Neither the day of notice nor the day of effect is counted.
        required: outlook.required.map(|lead| RequiredView { lead, counting: "clear" }),
        effective: standing.effective,
        verdict: standing.verdict.as_str(),
        earliest_effective: standing.earliest_effective,
        send_by: standing.send_by,
        recipients,
        id,
    })
}

/// `notice plan` for people.
pub fn plan_text(plan: &PlanLine<'_>) -> String {
    let PlanLine { standing, id, recipients } = *plan;
    let mut text = format!("{}\n{}\n", dates::verdict(standing.verdict), safe::line(&standing.outlook.why));
    let days = [
        ("applies from", standing.effective),
        ("send by", standing.send_by),
        ("earliest effective day if sent today", standing.earliest_effective),
    ];
    for (what, day) in days {
        if let Some(day) = day {
            text += &format!("{what}: {}\n", dates::day(day));
        }
    }
    text += &format!("recipients: {recipients}\n");
    if let Some(id) = id {
        text += &format!("recorded as {id}\n");
    }
    text
}
