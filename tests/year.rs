//! A scripted year: five policies, forty changes, two hundred recipients, looked at on each month's last
//! day. Every line of the golden files is calculated by hand beside its change. Here the ledger alone runs;
//! `year_shell.rs` takes the same script through texts, archive, relay and binary.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Europe::Berlin;
use policydiff::document::PartialDate;
use policydiff::facts::Family;
use policydiff::materiality::Verdict;
use policydiff::notice::flow::{FlowDown, Touched};
use policydiff::notice::ledger::{CaseRecord, CaseStanding, stand};
use policydiff::notice::recipients::{DeliveryLog, DeliveryStep, Standing};
use policydiff::notice::regimes::shipped;
use policydiff::notice::table::TABLE;
use policydiff::notice::{
    Acceptance, CaseEvent, CaseFacts, Channel, DaysGiven, Decision, EffectiveDate, Lead, LeadUnit,
    MailOnFile, NoticeClause, OverrideReason, Relay, Report, Trigger,
};
use policydiff::watchlist::{PolicyId, Role};

pub(crate) const SCRIPT: &str = include_str!("fixtures/year/changes.txt");

/// A change of the script with everything that will happen to it.
struct Scripted {
    id: String,
    policy: String,
    opened: DateTime<Utc>,
    facts: CaseFacts,
    events: Vec<(DateTime<Utc>, CaseEvent)>,
    deliveries: Vec<DeliveryLog>,
    relay: Relay,
}

impl Scripted {
    fn read(line: &str) -> Self {
        let mut words = line.splitn(5, ' ');
        let mut next = || words.next().unwrap_or_default();
        let (id, policy, opened, effective, script) = (next(), next(), next(), next(), next());
        let opened = at(opened) - TimeDelta::hours(1);
        let mut scripted = Self {
            id: id.to_owned(),
            policy: policy.to_owned(),
            opened,
            facts: facts(policy, opened, effective),
            events: Vec::new(),
            deliveries: Vec::new(),
            relay: Relay::Provider,
        };
        for step in script.split("; ").filter(|step| !step.is_empty()) {
            scripted.step(&step.split(' ').collect::<Vec<_>>());
        }
        scripted.events.sort_by_key(|(at, _)| *at);
        scripted
    }

    fn step(&mut self, words: &[&str]) {
        let text = || "by the script".to_owned();
        let day = |place: usize| words[place].parse::<NaiveDate>().unwrap();
        let event = match words[0] {
            "editorial" => return self.facts.verdict = Verdict::Cosmetic,
            "consent" => return self.facts.needs_consent = true,
            "found" => return self.facts.announced = false,
            "weaker" => return self.facts.new_clause = None,
            "touches" => return self.facts.flow = vec![touched()],
            "own" => return self.relay = Relay::Own,
            "send" => return self.send(words[1]),
            "delay" | "bounce" | "complain" => return self.trouble(words),
            "retry" => return self.retry(words[1].parse().unwrap(), words[2]),
            "override" => CaseEvent::Overridden { reason: OverrideReason::Law, because: text() },
            "supersede" => CaseEvent::Superseded { by: text(), moved_earlier: false },
            "earlier" => CaseEvent::Superseded { by: text(), moved_earlier: true },
            "supersedes" => CaseEvent::Supersedes { other: text() },
            "withdraw" => CaseEvent::Withdrawn { because: text() },
            "correct" => CaseEvent::Corrected { because: text(), effective: Some(day(2)) },
            "remind" => CaseEvent::Reminded { messages: 200 },
            "join" => CaseEvent::Joined { recipient: text() },
            "publish" => CaseEvent::Published { change: text(), early: false },
            "early" => CaseEvent::Published { change: text(), early: true },
            "mail" => CaseEvent::MailOnFile(MailOnFile {
                received: at(words[1]),
                sha256: text(),
                from: text(),
                subject: text(),
                signature: text(),
            }),
            "close" => {
                let decision = match words[2] {
                    "accepted" => Decision::Accepted,
                    "objected" => Decision::Objected,
                    _ => Decision::NoAction,
                };
                CaseEvent::Closed { decision, by: text(), because: text() }
            }
            other => panic!("the script knows no `{other}`"),
        };
        self.events.push((at(words[1]), event));
    }

    fn send(&mut self, when: &str) {
        let recipients = if self.policy == "lumen/terms" { 40 } else { 200 };
        self.deliveries =
            (0..recipients).map(|n| log(n, 0, vec![(at(when), DeliveryStep::Accepted)])).collect();
    }

    fn trouble(&mut self, words: &[&str]) {
        let (count, when): (usize, _) = (words[1].parse().unwrap(), at(words[2]) + TimeDelta::hours(1));
        for log in &mut self.deliveries[..count] {
            match words[0] {
                "delay" => log.steps = vec![(at(words[2]), DeliveryStep::OnItsWay)],
                "bounce" => log.steps.push((when, DeliveryStep::Failed(words[3].to_owned()))),
                _ => log.steps.push((when, DeliveryStep::Reported(Report::Complained))),
            }
        }
    }

    fn retry(&mut self, count: usize, when: &str) {
        self.deliveries.extend((0..count).map(|n| log(n, 1, vec![(at(when), DeliveryStep::Accepted)])));
    }

    /// What is on record at `now`, and where it stands.
    fn standing(&self, now: DateTime<Utc>) -> Option<CaseStanding> {
        let Self { facts, events, relay, .. } = self;
        let known = |log: &&DeliveryLog| log.steps.first().is_some_and(|(at, _)| *at <= now);
        let deliveries: Vec<DeliveryLog> = self.deliveries.iter().filter(known).cloned().collect();
        let record = CaseRecord { facts, events, deliveries: &deliveries, relay: *relay };
        (self.opened <= now).then(|| stand(&record, now))
    }
}

/// Ten o'clock UTC of a day, or an instant as written.
pub(crate) fn at(word: &str) -> DateTime<Utc> {
    if word.contains('T') { word.parse().unwrap() } else { format!("{word}T10:00:00Z").parse().unwrap() }
}

fn log(recipient: usize, attempt: usize, steps: Vec<(DateTime<Utc>, DeliveryStep)>) -> DeliveryLog {
    let id = format!("d{recipient}-{attempt}");
    DeliveryLog { id, recipient: format!("r{recipient:03}"), zone: Berlin, steps }
}

fn touched() -> FlowDown {
    let text = || "prompts".to_owned();
    let clause = Touched {
        family: Family::Retention,
        subject: text(),
        section: text(),
        text: text(),
        own: "30 days".to_owned(),
        upstream_old: Some("14 days".to_owned()),
        upstream_new: Some("90 days".to_owned()),
        why: text(),
    };
    let policy = PolicyId::derive("lumen", "privacy");
    FlowDown { policy, required: Some(Lead::days(30)), clauses: vec![clause] }
}

fn facts(policy: &str, opened: DateTime<Utc>, effective: &str) -> CaseFacts {
    let (channel, trigger) = match policy {
        "lumen/privacy" => (Channel::Email, Trigger::Material),
        "gate/terms" => (Channel::Posting, Trigger::Any),
        _ => (Channel::Email, Trigger::Any),
    };
    let required = match policy {
        "lumen/terms" => None,
        "coin/contract" => Some(Lead { n: 2, unit: LeadUnit::Month }),
        _ => Some(Lead::days(30)),
    };
    let is_ours = policy.starts_with("lumen/");
    let clause = NoticeClause {
        required,
        channels: vec![channel],
        trigger,
        acceptance: if is_ours { Acceptance::Unspecified } else { Acceptance::ContinuedUse },
        effective: EffectiveDate::None,
        tiers: Vec::new(),
        text: String::new(),
        section: String::new(),
    };
    let effective = match effective {
        "none" => EffectiveDate::None,
        "now" => EffectiveDate::Immediate,
        other => match other.strip_prefix("month:") {
            Some(month) => {
                let (year, month) = month.split_once('-').unwrap();
                EffectiveDate::Partial {
                    date: PartialDate::Month(year.parse().unwrap(), month.parse().unwrap()),
                }
            }
            None => EffectiveDate::Exact { date: other.parse().unwrap() },
        },
    };
    CaseFacts {
        role: if is_ours { Role::Published } else { Role::Provider },
        old_clause: Some(clause.clone()),
        new_clause: Some(clause),
        rule: None,
        verdict: Verdict::Material,
        words_changed: true,
        needs_consent: false,
        effective,
        old_effective: EffectiveDate::None,
        today: opened.with_timezone(&Berlin).date_naive(),
        last_seen_old: Some(opened - TimeDelta::days(1)),
        first_seen: opened,
        announced: is_ours,
        zone: Berlin,
        regime: shipped().iter().find(|regime| policy == "lumen/terms" && regime.id == "p2b").cloned(),
        flow: Vec::new(),
    }
}

fn script() -> Vec<Scripted> {
    let lines = SCRIPT.lines().filter(|line| !line.trim_start().starts_with('#') && !line.is_empty());
    lines.map(Scripted::read).collect()
}

/// A case as a line of the golden ledgers.
pub(crate) fn ledger_line(id: &str, policy: &str, standing: &CaseStanding) -> String {
    let days = match standing.days_given {
        None => "-".to_owned(),
        Some(DaysGiven::Exact(days)) => days.to_string(),
        Some(DaysGiven::Between(low, high)) => {
            format!("{low}..{}", high.map_or_else(String::new, |high| high.to_string()))
        }
    };
    let day = |day: Option<NaiveDate>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
    let count = |wanted| standing.recipients.iter().filter(|one| one.standing == wanted).count();
    let late = standing.recipients.iter().filter(|one| one.late).count();
    let reached = if standing.recipients.is_empty() {
        "-".to_owned()
    } else {
        let (given, pending) = (count(Standing::Given), count(Standing::Pending));
        format!("{given}/{pending}/{}/{late}", count(Standing::NotGiven))
    };
    let rows: Vec<String> = standing.rows.iter().map(|row| format!("{row:?}")).collect();
    let flags: Vec<&str> = standing.flags.iter().map(|flag| flag.as_str()).collect();
    format!(
        "{} {:<13} {:<10} {:<10} days {:<6} E {} E* {} decide {} reached {} rows {} flags {}\n",
        id,
        policy,
        standing.state.as_str(),
        standing.verdict.as_str(),
        days,
        day(standing.effective),
        day(standing.earliest_effective),
        day(standing.decide_by),
        reached,
        rows.join("+"),
        if flags.is_empty() { "-".to_owned() } else { flags.join("+") },
    )
}

/// Last days of the months of 2027, at noon.
pub(crate) fn month_ends() -> Vec<DateTime<Utc>> {
    let first =
        |month: u32| NaiveDate::from_ymd_opt(2027 + i32::from(month > 12), (month - 1) % 12 + 1, 1).unwrap();
    (2..=13).map(|month| first(month).pred_opt().unwrap().and_hms_opt(12, 0, 0).unwrap().and_utc()).collect()
}

#[test]
fn the_ledger_at_each_months_end_is_the_one_calculated_by_hand() {
    let script = script();
    assert_eq!(script.len(), 40);
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/year");
    let mut faults = String::new();
    for now in month_ends() {
        let lines =
            script.iter().filter_map(|one| Some(ledger_line(&one.id, &one.policy, &one.standing(now)?)));
        let ledger: String = lines.collect();
        let path = golden.join(format!("{}.txt", now.format("%Y-%m")));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&path, &ledger).unwrap();
        }
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        for (found, wanted) in ledger.lines().zip(expected.lines().chain(std::iter::repeat(""))) {
            if found != wanted {
                let _ = writeln!(faults, "{}\n  found    {found}\n  expected {wanted}", path.display());
            }
        }
        assert_eq!(ledger.lines().count(), expected.lines().count(), "{}", path.display());
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn the_year_covers_every_row_of_the_table() {
    let mut seen = BTreeSet::new();
    for scripted in script() {
        // Every day of the year and the next two months.
        for day in 0..430 {
            let now = at("2027-01-01") + TimeDelta::days(day);
            seen.extend(scripted.standing(now).map(|standing| standing.rows).unwrap_or_default());
        }
    }
    for rule in TABLE {
        assert!(seen.contains(&rule.row), "{:?}: {}", rule.row, rule.says);
    }
}
