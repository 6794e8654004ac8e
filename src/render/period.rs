//! A period for an auditor: one self-contained page, and the same as one table.
//!
//! Shows what is on record and how it came out under the rules at hand; concludes nothing.

use chrono::{DateTime, NaiveDate, Utc};

use super::entries::{by_severity, tally, verdict_word};
use super::json::instant;
use super::mail::policy_name;
use super::notice::CaseLine;
use super::{dates, safe};
use crate::digest::PolicyChange;
use crate::materiality::Verdict;
use crate::notice::recipients::Standing;
use crate::notice::{CaseEvent, NoticeVerdict};
use crate::watchlist::{Publisher, Role};

const STYLE: &str = include_str!("period/page.css");

/// Everything about a period.
#[derive(Debug)]
pub struct PeriodReport<'a> {
    /// Whose report it is.
    pub publisher: &'a Publisher,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// What was watched.
    pub looks: Vec<Looks>,
    /// Confirmed changes with their ids, in order.
    pub changes: Vec<(&'a str, &'a PolicyChange)>,
    /// Cases of the ledger that were alive.
    pub cases: &'a [CaseLine<'a>],
}

/// How often a policy was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looks {
    /// Its id.
    pub policy: String,
    /// As shown.
    pub name: String,
    /// Whose text it is.
    pub role: Role,
    /// Where the text is.
    pub source: String,
    /// Checks in the period.
    pub checks: usize,
    /// Those in which it could not be seen.
    pub troubled: usize,
    /// Times in which nobody saw it, longer than two rounds.
    pub gaps: Vec<(DateTime<Utc>, DateTime<Utc>)>,
}

/// The page.
pub fn page(report: &PeriodReport<'_>) -> String {
    let title = format!("Policies of {}, {}", report.publisher.name, dates::span(report.from, report.to));
    let sections = [
        section("What was watched", &looks_table(report), "Nothing was watched."),
        section("Changes", &changes_table(report), "No change was confirmed."),
        section("Notices owed by us", &cases_table(report, Role::Published), "No notice was owed."),
        section("Notices owed to us", &cases_table(report, Role::Provider), "No notice was owed."),
        section("Decisions and what else happened", &events_table(report), "Nothing was recorded."),
    ];
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n\
         <p>Days are those of {zone}; instants are UTC. Made {made}. Counts are made under each policy's own rule; what \
         they mean is for a person to judge. <code>policydiff evidence export ID</code> hands out what is on record about \
         a case, <code>policydiff verify</code> checks that nothing was touched.</p>\n{summary}{sections}</body>\n</html>\n",
        title = safe::html(&title),
        zone = safe::html(report.publisher.zone.name()),
        made = instant(report.made_at),
        summary = summary(report),
        sections = sections.concat(),
    )
}

fn summary(report: &PeriodReport<'_>) -> String {
    let material = |wanted| {
        report.changes.iter().filter(|(_, change)| change.change.assessment.verdict == wanted).count()
    };
    let is_late = |case: &&CaseLine<'_>| {
        matches!(case.standing.verdict, NoticeVerdict::Short | NoticeVerdict::Borderline)
            || case.standing.recipients.iter().any(|one| one.late)
    };
    let of = |role| report.cases.iter().filter(move |case| case.change.role == role);
    let figures = [
        ("policies watched", report.looks.len()),
        ("checks", report.looks.iter().map(|looks| looks.checks).sum()),
        ("gaps", report.looks.iter().map(|looks| looks.gaps.len()).sum()),
        ("material changes", material(Verdict::Material)),
        ("possibly material", material(Verdict::Review)),
        ("notices owed by us", of(Role::Published).count()),
        ("of these late", of(Role::Published).filter(is_late).count()),
        ("notices owed to us", of(Role::Provider).count()),
        ("of these late or borderline", of(Role::Provider).filter(is_late).count()),
    ];
    let figure = |(what, count): &(&str, usize)| format!("<li><b>{count}</b> {what}</li>\n");
    format!("<ul class=\"figures\">\n{}</ul>\n", figures.iter().map(figure).collect::<String>())
}

fn section(title: &str, table: &Table, otherwise: &str) -> String {
    if table.rows.is_empty() {
        return format!("<section>\n<h2>{title}</h2>\n<p>{otherwise}</p>\n</section>\n");
    }
    let head: String = table
        .head
        .iter()
        .map(|cell| format!("<th role=\"columnheader\" scope=\"col\">{cell}</th>"))
        .collect();
    // A narrow page stacks the cells, each under the name of its column; the roles keep it a table to those who listen.
    let cell = |(name, cell): (&&str, &String)| {
        format!("<td role=\"cell\" data-column=\"{name}\">{}</td>", safe::html(cell))
    };
    let row = |row: &Vec<String>| {
        let cells: String = table.head.iter().zip(row).map(cell).collect();
        format!("<tr role=\"row\">{cells}</tr>\n")
    };
    let rows: String = table.rows.iter().map(row).collect();
    format!(
        "<section>\n<h2>{title}</h2>\n<div class=\"wide\"><table role=\"table\">\n\
         <thead role=\"rowgroup\"><tr role=\"row\">{head}</tr></thead>\n\
         <tbody role=\"rowgroup\">\n{rows}</tbody>\n</table></div>\n</section>\n"
    )
}

/// A table of words.
struct Table {
    head: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

fn looks_table(report: &PeriodReport<'_>) -> Table {
    let gap = |(from, to): &(DateTime<Utc>, DateTime<Utc>)| format!("{} to {}", instant(*from), instant(*to));
    let rows = report.looks.iter().map(|looks| {
        let gaps = looks.gaps.iter().map(gap).collect::<Vec<_>>().join("; ");
        vec![
            looks.name.clone(),
            looks.role.as_str().to_owned(),
            looks.source.clone(),
            looks.checks.to_string(),
            looks.troubled.to_string(),
            if gaps.is_empty() { "none".to_owned() } else { gaps },
        ]
    });
    let head = vec!["Policy", "Role", "Source", "Checks", "Not seen", "Gaps"];
    Table { head, rows: rows.collect() }
}

fn changes_table(report: &PeriodReport<'_>) -> Table {
    let rows = report.changes.iter().map(|(id, change)| {
        let inner = &change.change;
        let entries = by_severity(&inner.comparison, &inner.assessment);
        let why =
            entries.iter().flat_map(super::entries::Entry::sentences).take(3).collect::<Vec<_>>().join(" ");
        vec![
            instant(inner.confirmed_at),
            policy_name(change),
            inner.assessment.verdict.as_str().to_owned(),
            tally(&entries, verdict_word(Verdict::Review)),
            why,
            (*id).to_owned(),
        ]
    });
    let head = vec!["Confirmed", "Policy", "Verdict", "Changes", "Why", "Case"];
    Table { head, rows: rows.collect() }
}

fn cases_table(report: &PeriodReport<'_>, role: Role) -> Table {
    let day = |day: Option<NaiveDate>| day.map_or_else(|| "none".to_owned(), |day| day.to_string());
    let rows = report.cases.iter().filter(|case| case.change.role == role).map(|case| {
        let standing = &case.standing;
        let reached = |wanted| standing.recipients.iter().filter(|one| one.standing == wanted).count();
        let late = standing.recipients.iter().filter(|one| one.late).count();
        let flags: Vec<&str> = standing.flags.iter().map(|flag| dates::flag(*flag)).collect();
        vec![
            case.id.to_owned(),
            policy_name(case.change),
            instant(case.detected),
            standing.outlook.required.map_or_else(|| "none".to_owned(), |lead| lead.to_string()),
            day(standing.effective),
            standing.days_given.map_or_else(|| "unknown".to_owned(), dates::days_given),
            standing.verdict.as_str().to_owned(),
            standing.state.as_str().to_owned(),
            match role {
                Role::Published => format!(
                    "{} given, {} pending, {} not given, {late} late",
                    reached(Standing::Given),
                    reached(Standing::Pending),
                    reached(Standing::NotGiven)
                ),
                Role::Provider => day(standing.decide_by),
            },
            flags.join("; "),
        ]
    });
    let told = match role {
        Role::Published => "Recipients",
        Role::Provider => "Decide by",
    };
    let head =
        vec!["Case", "Policy", "Opened", "Required", "Applies", "Given", "Count", "State", told, "Notes"];
    Table { head, rows: rows.collect() }
}

fn events_table(report: &PeriodReport<'_>) -> Table {
    let mut events: Vec<(DateTime<Utc>, Vec<String>)> = Vec::new();
    for case in report.cases {
        for (at, event) in case.events {
            let day = at.with_timezone(&report.publisher.zone).date_naive();
            if report.from <= day && day <= report.to {
                let (what, by, because) = told(event);
                events.push((
                    *at,
                    vec![instant(*at), policy_name(case.change), what, by, because, case.id.to_owned()],
                ));
            }
        }
    }
    events.sort_by_key(|(at, _)| *at);
    let head = vec!["At", "Policy", "What", "By", "Because", "Case"];
    Table { head, rows: events.into_iter().map(|(_, row)| row).collect() }
}

/// An event in words: what, by whom, why.
fn told(event: &CaseEvent) -> (String, String, String) {
    let plain = |what: String| (what, String::new(), String::new());
    match event {
        CaseEvent::Overridden { because, .. } => {
            ("a late notice was let through".to_owned(), String::new(), because.clone())
        }
        CaseEvent::Queued { messages } => plain(format!("{messages} messages queued")),
        CaseEvent::MailOnFile(mail) => (
            format!("mail on file, received {}", instant(mail.received)),
            mail.from.clone(),
            mail.signature.clone(),
        ),
        CaseEvent::Reported { report, .. } => plain(format!("reported: {report:?}").to_lowercase()),
        CaseEvent::Bounced { .. } => plain("a message came back".to_owned()),
        CaseEvent::Reminded { messages } => plain(format!("{messages} reminders queued")),
        CaseEvent::Corrected { because, .. } => ("corrected".to_owned(), String::new(), because.clone()),
        CaseEvent::Superseded { by, .. } => plain(format!("overtaken by case {by}")),
        CaseEvent::Supersedes { other } => plain(format!("takes the place of case {other}")),
        CaseEvent::Withdrawn { because } => ("withdrawn".to_owned(), String::new(), because.clone()),
        CaseEvent::Published { early, .. } => {
            plain(if *early { "published before its day" } else { "published" }.to_owned())
        }
        CaseEvent::Joined { .. } => plain("a user joined between notice and effect".to_owned()),
        CaseEvent::Escalated { day, .. } => plain(format!("people were pressed for {day}")),
        CaseEvent::Assigned { owner } => ("assigned".to_owned(), owner.clone(), String::new()),
        CaseEvent::Reviewed { verdict, by, because } => {
            let what = format!("a person settled the change as {}", verdict.as_str());
            (what, by.clone().unwrap_or_default(), because.clone())
        }
        CaseEvent::Closed { decision, by, because } => {
            (format!("closed: {}", decision.as_str()), by.clone(), because.clone())
        }
    }
}

/// The table: every row names its sort first, so that one file holds all of it.
pub fn csv(report: &PeriodReport<'_>) -> String {
    let tables = [
        ("watched", looks_table(report)),
        ("change", changes_table(report)),
        ("owed by us", cases_table(report, Role::Published)),
        ("owed to us", cases_table(report, Role::Provider)),
        ("event", events_table(report)),
    ];
    let mut text = String::new();
    for (sort, table) in tables {
        let head = std::iter::once("sort").chain(table.head.iter().copied()).map(cell);
        text += &(head.collect::<Vec<_>>().join(",") + "\r\n");
        for row in table.rows {
            let cells = std::iter::once(sort).chain(row.iter().map(String::as_str)).map(cell);
            text += &(cells.collect::<Vec<_>>().join(",") + "\r\n");
        }
    }
    text
}

/// A field after RFC 4180. What a spreadsheet would run as a formula is told apart by an apostrophe.
fn cell(text: &str) -> String {
    let calm = safe::line(text);
    let calm = if calm.starts_with(['=', '+', '-', '@']) { format!("'{calm}") } else { calm };
    if calm.contains([',', '"']) { format!("\"{}\"", calm.replace('"', "\"\"")) } else { calm }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::tests::{date, instant as at, published, publisher};

    #[test]
    fn page_and_table_hold_the_same_and_need_nothing_from_elsewhere() {
        let (publisher, change) = (publisher(), published());
        let looks = Looks {
            policy: "acme/privacy-policy".to_owned(),
            name: "Acme <Privacy>".to_owned(),
            role: Role::Published,
            source: "=cmd()".to_owned(),
            checks: 30,
            troubled: 1,
            gaps: vec![(at("2026-11-03T09:00:00Z"), at("2026-11-07T09:00:00Z"))],
        };
        let report = PeriodReport {
            publisher: &publisher,
            from: date(2026, 11, 1),
            to: date(2026, 11, 30),
            made_at: at("2026-12-01T09:00:00Z"),
            looks: vec![looks],
            changes: vec![("0123456789abcdef", &change)],
            cases: &[],
        };
        let (page, csv) = (page(&report), csv(&report));
        for forbidden in ["<script", "src=", "@import", "url(", "<link", "<Privacy>"] {
            assert!(!page.contains(forbidden), "{forbidden}");
        }
        assert!(page.contains("2026-11-03T09:00:00Z to 2026-11-07T09:00:00Z"));
        assert!(csv.contains("'=cmd()"), "{csv}");
        assert!(
            csv.lines().any(|line| line.starts_with("change,") && line.ends_with("0123456789abcdef")),
            "{csv}"
        );
    }
}
