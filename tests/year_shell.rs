//! The scripted year with the real binary: the same forty changes as texts, plans, mails and reports, an
//! archive, and a relay on loopback. On each month's last day the ledger is the one of the pure year.
//!
//! One relay serves all of it, so all notices are settled as by a relay of our own: given after five days
//! without a bounce. The month's ends lie at least that far from every sending but one, as they do in the
//! script.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::rc::Rc;

use chrono::{DateTime, TimeDelta, Utc};
use policydiff::archive::{Archive, Opening, StoredCase};
use policydiff::notice::Relay as Proves;
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::support::scratch::{Ran, Scratch};
use crate::support::smtp::{Fault, Relay, Setup};
use crate::year::{SCRIPT, at, ledger_line, month_ends};

/// Recipients of the privacy policy; the first forty have the terms as well.
const PEOPLE: usize = 200;
const OF_TERMS: usize = 40;

const WATCHLIST: &str = r#"
[publisher]
name = "Lumen"
zone = "Europe/Berlin"

[mail]
notice_from = "notices@lumen.example"
digest_from = "watch@lumen.example"

[mail.smtp]
host = "127.0.0.1"
port = PORT
relay = "own"

[defaults]
confirm_published = "0"
confirm_provider = "0"

[[policy]]
service = "Lumen"
type = "Privacy"
role = "published"
file = "lumen-privacy.txt"
depends_on = ["gate/terms"]

[[policy]]
service = "Lumen"
type = "Terms"
role = "published"
file = "lumen-terms.txt"
regime = "p2b"

[[policy]]
service = "Gate"
type = "SLA"
role = "provider"
file = "gate-sla.txt"

[[policy]]
service = "Gate"
type = "Terms"
role = "provider"
file = "gate-terms.txt"

[[policy]]
service = "Coin"
type = "Contract"
role = "provider"
file = "coin-contract.txt"
"#;

/// What a change makes of a policy's text.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word of the script")]
struct Edit<'a> {
    /// Different for every change.
    number: usize,
    /// The day of effect as the script writes it; the drafts of days leave it to the command line.
    effective: &'a str,
    is_editorial: bool,
    needs_consent: bool,
    is_weaker: bool,
    touches_ours: bool,
}

const UNCHANGED: Edit<'_> = Edit {
    number: 0,
    effective: "none",
    is_editorial: false,
    needs_consent: false,
    is_weaker: false,
    touches_ours: false,
};

/// The text of a policy after a change.
fn text(policy: &str, edit: Edit<'_>) -> String {
    let Edit { number, effective, is_editorial, needs_consent, is_weaker, touches_ours } = edit;
    let is_provider = !policy.starts_with("lumen/");
    let applies = match effective {
        "none" => String::new(),
        "now" => "These changes take effect immediately.\n\n".to_owned(),
        "month:2027-04" => "This version takes effect in April 2027.\n\n".to_owned(),
        day if is_provider => format!("This version takes effect on {day}.\n\n"),
        _ => String::new(),
    };
    match policy {
        "lumen/privacy" => {
            let kept = if is_editorial { 30 } else { 30 + number };
            let stop =
                if is_editorial { "; after that they are deleted" } else { ", after that they are deleted" };
            let train = if needs_consent { "may" } else { "do not" };
            format!(
                "Privacy Policy\n\n{applies}1. What we keep\n\nAccess logs are kept for {kept} days{stop}.\n\nPrompts are \
                 kept for 30 days.\n\n2. Training\n\nWe {train} use your prompts to train models.\n\n3. Changes\n\nWe tell \
                 you about material changes by e-mail at least 30 days before they take effect.\n"
            )
        }
        "lumen/terms" => format!(
            "Terms\n\n1. Fees\n\nThe fee is EUR {} a month, due on the first working day of the month it is for.\n\n2. \
             Changes\n\nWe tell you about any change by e-mail.\n",
            10 + number
        ),
        "gate/sla" => {
            let clause = if is_weaker {
                "We may change this agreement at any time. Continued use is acceptance."
            } else {
                "Any modification is communicated to the customer by e-mail at least 30 days in advance. Continued \
                 use is acceptance."
            };
            format!(
                "Service Level Agreement\n\n{applies}1. Commitment\n\nGate commits to a monthly availability of no less \
                 than 99.{:02}%.\n\n2. Changes\n\n{clause}\n",
                99 - number
            )
        }
        "gate/terms" => {
            let kept = if touches_ours { 60 + number } else { 14 };
            format!(
                "Terms\n\n{applies}1. Data\n\nPrompts are kept for {kept} days.\n\n2. Fees\n\nThe fee is EUR {} a \
                 month.\n\n3. Changes\n\nWe post any change on this page at least 30 days before it takes effect. \
                 Continued use is acceptance.\n",
                10 + number
            )
        }
        _ => format!(
            "Contract\n\n{applies}1. Fees\n\nThe fee is EUR {} a month.\n\n2. Changes\n\nAny change is communicated by \
             e-mail at least two months before it takes effect. Continued use is acceptance.\n",
            10 + number
        ),
    }
}

/// A line of the script, still as words.
struct Change {
    number: usize,
    id: String,
    policy: String,
    opened: DateTime<Utc>,
    effective: String,
    steps: Vec<Vec<String>>,
}

impl Change {
    fn read((index, line): (usize, &str)) -> Self {
        let mut words = line.splitn(5, ' ').map(str::to_owned);
        let mut next = || words.next().unwrap_or_default();
        let (id, policy, opened, effective, script) = (next(), next(), next(), next(), next());
        let steps = script.split("; ").filter(|step| !step.is_empty());
        Self {
            number: index + 1,
            id,
            policy,
            opened: at(&opened) - TimeDelta::hours(1),
            effective,
            steps: steps.map(|step| step.split(' ').map(str::to_owned).collect()).collect(),
        }
    }

    fn has(&self, word: &str) -> bool {
        self.steps.iter().any(|step| step[0] == word)
    }

    fn is_ours(&self) -> bool {
        self.policy.starts_with("lumen/")
    }

    fn text(&self) -> String {
        text(
            &self.policy,
            Edit {
                number: self.number,
                effective: &self.effective,
                is_editorial: self.has("editorial"),
                needs_consent: self.has("consent"),
                is_weaker: self.has("weaker"),
                touches_ours: self.has("touches"),
            },
        )
    }

    fn draft(&self) -> String {
        format!("drafts/{}.txt", self.id)
    }

    /// A day that the draft leaves to the command line.
    fn typed_day(&self) -> Option<&str> {
        self.effective.starts_with("20").then_some(self.effective.as_str())
    }

    /// What happens, each at its time: the opening, then the script's steps.
    fn agenda(&self) -> Vec<(DateTime<Utc>, Vec<String>)> {
        let mut agenda = vec![(self.opened, vec!["open".to_owned()])];
        if !self.is_ours() {
            agenda.push((self.opened - TimeDelta::days(1), vec!["look".to_owned()]));
        }
        for step in self.steps.iter().filter(|step| step.len() > 1) {
            // Their cause is the step of another line, or of this one.
            if ["delay", "supersede", "earlier", "supersedes", "override"].contains(&step[0].as_str()) {
                continue;
            }
            if step[0] == "send" && self.has("found") {
                continue;
            }
            let when = step[1..].iter().find(|word| word.starts_with("20")).unwrap();
            if step[0] == "send" && when.contains('T') {
                agenda.push((at(when) - TimeDelta::hours(2), vec!["queue".to_owned()]));
                agenda.push((at(when), vec!["look".to_owned()]));
                continue;
            }
            if step[0] == "join" {
                // Gone before the next notice, which goes to two hundred again.
                agenda.push((at(when) + TimeDelta::days(10), vec!["leave".to_owned()]));
            }
            agenda.push((at(when).max(self.opened), step.clone()));
        }
        agenda
    }
}

/// The folder, the relay, and which case of the ledger is which change.
struct Year {
    scratch: Scratch,
    runtime: Runtime,
    relay: Relay,
    changes: Rc<[Change]>,
    cases: BTreeMap<String, String>,
}

impl Year {
    fn new() -> Self {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let relay = runtime.block_on(Relay::start(Setup::default()));
        let scratch = Scratch::in_memory();
        let people = |count: usize| -> String {
            (0..count).map(|n| format!("r{n:03}@example.org,Europe/Berlin\n")).collect()
        };
        scratch
            .write("watchlist.toml", WATCHLIST.replace("PORT", &relay.address.port().to_string()))
            .write("lumen-privacy.csv", people(PEOPLE))
            .write("lumen-terms.csv", people(OF_TERMS));
        let lines = SCRIPT.lines().filter(|line| !line.trim_start().starts_with('#') && !line.is_empty());
        let changes: Rc<[Change]> = lines.enumerate().map(Change::read).collect();
        for change in changes.iter() {
            scratch.write(&change.draft(), change.text());
            scratch.write(&page(&change.policy), text(&change.policy, UNCHANGED));
        }
        let year = Self { scratch, runtime, relay, changes, cases: BTreeMap::new() };
        year.at(at("2027-01-01"), &["subscribers", "add", "desk@lumen.example"], &[0]);
        year.at(at("2027-01-01"), &["watch", "--once", "--all"], &[0]);
        year
    }

    fn at(&self, now: DateTime<Utc>, args: &[&str], codes: &[i32]) -> Ran {
        let now = now.format("%Y-%m-%dT%H:%M:%SZ").to_string();
        let ran = self.scratch.at(&now, args);
        assert!(codes.contains(&ran.code), "{now} {args:?}: {}\n{}\n{}", ran.code, ran.stdout, ran.stderr);
        ran
    }

    fn json(&self, now: DateTime<Utc>, args: &[&str], codes: &[i32]) -> Value {
        let mut all = vec!["--json", "notice"];
        all.extend(args);
        serde_json::from_str(&self.at(now, &all, codes).stdout).unwrap()
    }

    /// Looks at one page, and sends what is queued.
    fn look(&self, now: DateTime<Utc>, policy: &str) {
        // Mail in doubt is no success.
        self.at(now, &["watch", "--once", policy], &[0, 3]);
    }

    fn case(&self, change: &Change) -> &str {
        &self.cases[&change.id]
    }

    /// Opens a change's case: plans it, amends another, or finds it on a page.
    fn open(&mut self, now: DateTime<Utc>, change: &Change) {
        let id = if change.has("supersedes") {
            self.amend(now, change)
        } else if change.is_ours() && !change.has("found") {
            let draft = change.draft();
            let mut args = vec!["plan", &change.policy, "--draft", &draft, "--save"];
            args.extend(change.typed_day().into_iter().flat_map(|day| ["--effective", day]));
            if change.has("override") {
                args.extend(["--override", "law", "--because", "by the script"]);
            }
            self.json(now, &args, &[0, 1])["id"].as_str().unwrap().to_owned()
        } else {
            self.scratch.write(&page(&change.policy), change.text());
            self.look(now, &change.policy);
            self.newest(now)
        };
        self.cases.insert(change.id.clone(), id);
    }

    /// A1, A4: the case that is overtaken on this day is amended, by another text or another day alone.
    fn amend(&self, now: DateTime<Utc>, change: &Change) -> String {
        let day = now.format("%Y-%m-%d").to_string();
        let overtaken = |other: &&Change| {
            other
                .steps
                .iter()
                .any(|step| ["supersede", "earlier"].contains(&step[0].as_str()) && step[1] == day)
        };
        let other = self.changes.iter().find(overtaken).unwrap();
        let draft = change.draft();
        let mut args = vec!["amend", self.case(other), "--effective", &change.effective];
        if other.has("supersede") {
            args.extend(["--draft", &draft]);
        }
        self.json(now, &args, &[0])["id"].as_str().unwrap().to_owned()
    }

    /// The case that is in the ledger and not yet ours to name.
    fn newest(&self, now: DateTime<Utc>) -> String {
        let list = self.json(now, &["list"], &[0]);
        let ids = list.as_array().unwrap().iter().map(|case| case["id"].as_str().unwrap().to_owned());
        let new: Vec<String> = ids.filter(|id| !self.cases.values().any(|known| known == id)).collect();
        assert_eq!(new.len(), 1, "{now}: {list:#}");
        new.into_iter().next().unwrap()
    }

    fn queue(&self, now: DateTime<Utc>, change: &Change) {
        let recipients = format!("{}.csv", change.policy.replace('/', "-"));
        self.at(now, &["notice", "send", self.case(change), "--recipients", &recipients], &[0]);
    }

    fn step(&self, now: DateTime<Utc>, change: &Change, step: &[String]) {
        let case = if step[0] == "look" { "" } else { self.case(change) };
        let count = || step[1].parse::<usize>().unwrap();
        match step[0].as_str() {
            "look" => {}
            "queue" => return self.queue(now, change),
            "send" => {
                self.queue(now, change);
                if let Some(delay) = change.steps.iter().find(|step| step[0] == "delay") {
                    self.relay.meet(&vec![("MESSAGE", Fault::Drop); delay[1].parse().unwrap()]);
                }
            }
            "bounce" => return self.bounce(now, case, count(), &step[3]),
            "retry" => {
                if change.has("delay") {
                    self.bounce(now, case, count(), "5.1.1");
                }
                self.at(now, &["notice", "send", case], &[0]);
            }
            "complain" => return self.complain(now, case),
            "withdraw" => {
                self.at(now, &["notice", "withdraw", case, "--because", "by the script"], &[0]);
            }
            "remind" => {
                self.at(now, &["notice", "remind", case], &[0]);
            }
            "correct" => {
                let args = ["notice", "amend", case, "--effective", &step[2], "--because", "later"];
                self.at(now, &args, &[0]);
            }
            "join" => return self.join(now, "add"),
            "leave" => return self.join(now, "remove"),
            "publish" | "early" => {
                let alarm = step[0] == "early";
                self.scratch.write(&page(&change.policy), self.scratch.read(&change.draft()));
                let ran = self.at(now, &["watch", "--once", &change.policy], &[0]);
                assert_eq!(ran.stderr.contains("ACT NOW"), alarm, "{}", ran.stderr);
                return;
            }
            "mail" => return self.on_file(now, case, at(&step[1])),
            "close" => {
                let args =
                    ["notice", "close", case, "--decision", &step[2], "--by", "Ada", "--because", "script"];
                self.at(now, &args, &[0]);
                return;
            }
            other => panic!("the script knows no `{other}`"),
        }
        self.look(now, &change.policy);
    }

    /// One report about the first recipients, by address.
    fn bounce(&self, now: DateTime<Utc>, case: &str, count: usize, status: &str) {
        let groups: String = (0..count)
            .map(|n| {
                format!("Final-Recipient: rfc822; r{n:03}@example.org\nAction: failed\nStatus: {status}\n\n")
            })
            .collect();
        let report = format!(
            "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\n\n--b\nContent-Type: \
             message/delivery-status\n\nReporting-MTA: dns; mx\n\n{groups}--b--\n"
        );
        self.scratch.write("report.eml", report);
        self.at(now, &["notice", "attach", case, "report.eml"], &[0]);
    }

    /// The first recipient of the case complains of its message.
    fn complain(&self, now: DateTime<Utc>, case: &str) {
        let stored = self.stored();
        let delivery = &stored.iter().find(|stored| stored.id == case).unwrap().deliveries[0].id;
        let heard = |message: &&Vec<u8>| String::from_utf8_lossy(message).contains(delivery);
        let messages = self.relay.messages();
        let mail = String::from_utf8_lossy(messages.iter().find(heard).unwrap()).into_owned();
        let id = mail.lines().find(|line| line.starts_with("Message-ID")).unwrap();
        let report = format!(
            "Content-Type: multipart/report; report-type=feedback-report; boundary=\"b\"\n\n--b\nContent-Type: \
             message/feedback-report\n\nFeedback-Type: abuse\n\n--b\nContent-Type: text/rfc822-headers\n\n{id}\n\n--b--\n"
        );
        self.scratch.write("report.eml", report);
        self.at(now, &["notice", "attach", case, "report.eml"], &[0]);
    }

    /// One more user, who comes and goes once: they join every notice between its sending and its effect.
    fn join(&self, now: DateTime<Utc>, action: &str) {
        if self.scratch.path(action).exists() {
            return;
        }
        self.scratch.write(action, "");
        let mut args = vec!["subscribers", action, "late@example.org", "--relation", "user"];
        if action == "add" {
            args.extend(["--policy", "lumen/privacy"]);
        }
        self.at(now, &args, &[0]);
    }

    fn on_file(&self, now: DateTime<Utc>, case: &str, received: DateTime<Utc>) {
        let mail = format!(
            "Received: from a by b; {}\nFrom: legal@up.example\nSubject: New terms\n\nHello\n",
            received.to_rfc2822()
        );
        self.scratch.write("notice.eml", mail);
        self.at(now, &["notice", "attach", case, "notice.eml"], &[0]);
    }

    fn stored(&self) -> Vec<StoredCase> {
        self.runtime.block_on(async {
            let opening = Opening { folder: self.scratch.path("snapshots"), simulated: true };
            Archive::open(opening).unwrap().cases().await.unwrap()
        })
    }

    /// The ledger in the words of the pure year, in the script's order.
    fn ledger(&self, now: DateTime<Utc>) -> String {
        let stored = self.stored();
        assert_eq!(stored.len(), self.cases.len(), "no case but the script's");
        let known = self.changes.iter().filter(|change| self.cases.contains_key(&change.id));
        known
            .map(|change| {
                let case = stored.iter().find(|case| case.id == self.case(change)).unwrap();
                ledger_line(&change.id, &change.policy, &case.standing(Proves::Own, now))
            })
            .collect()
    }
}

/// The file of a policy's page.
fn page(policy: &str) -> String {
    format!("{}.txt", policy.replace('/', "-"))
}

#[test]
fn the_year_through_archive_relay_and_binary_gives_the_ledger_calculated_by_hand() {
    let mut year = Year::new();
    let mut agenda: Vec<(DateTime<Utc>, usize, Vec<String>)> = Vec::new();
    let changes = Rc::clone(&year.changes);
    for (index, change) in changes.iter().enumerate() {
        agenda.extend(change.agenda().into_iter().map(|(when, step)| (when, index, step)));
    }
    agenda.sort_by_key(|(when, index, _)| (*when, *index));
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/year");
    let mut faults = String::new();
    for end in month_ends() {
        while agenda.first().is_some_and(|(when, ..)| *when <= end) {
            let (when, index, step) = agenda.remove(0);
            if step[0] == "open" {
                year.open(when, &changes[index]);
            } else {
                year.step(when, &changes[index], &step);
            }
        }
        let expected = std::fs::read_to_string(golden.join(format!("{}.txt", end.format("%Y-%m")))).unwrap();
        for (found, wanted) in year.ledger(end).lines().zip(expected.lines()) {
            if found != wanted {
                let month = end.format("%Y-%m");
                let _ = writeln!(faults, "{month}\n  found    {found}\n  expected {wanted}");
            }
        }
        year.relay.forget();
    }
    assert!(agenda.is_empty(), "{agenda:?}");
    assert!(faults.is_empty(), "\n{faults}");
    let end = at("2027-12-31") + TimeDelta::hours(3);
    year.at(end, &["verify"], &[0]);
    year.at(end, &["report", "--from", "2027-01-01", "--to", "2027-12-31", "--out", "report"], &[0]);
}
