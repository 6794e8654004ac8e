//! Three months of the scripted year with the real binary: watch, archive, mail, reports handed in. Every
//! line of the ledger is calculated by hand beside it.

use serde_json::Value;

use crate::support::scratch::{Ran, Scratch, read_mail};
use crate::support::watchlists::{PROVIDER, PUBLISHER};

const KEYS: &str = "\n[mail]\ndkim_keys = \"keys\"\n";

const POLICY: &str = "fernhollow/privacy-policy";

const SLA: &str = "Service Level Agreement\n\nThis agreement applies from 1 March 2026.\n\n1. Commitment\n\n\
    Kestrel commits to a monthly availability of no less than 99.90% for the storage service.\n\n2. Changes\n\n\
    Any modification is communicated to the customer by e-mail at least 30 days in advance. Continued use is \
    acceptance.\n";

/// Our policy: logs kept for so many days, from a day on.
fn privacy(kept: u32, from: &str) -> String {
    format!(
        "Privacy Policy\n\nThis version takes effect on {from}.\n\n1. What we keep\n\nAccess logs are kept for {kept} \
         days and then deleted.\n\n2. Changes\n\nWe tell you about material changes by e-mail at least 30 days before \
         they take effect.\n"
    )
}

/// A folder in which it is nine o'clock UTC of a day.
struct Quarter(Scratch);

impl Quarter {
    fn new() -> Self {
        let scratch = Scratch::new();
        scratch
            .write("watchlist.toml", format!("{PUBLISHER}{PROVIDER}confirm = \"0\"\n{KEYS}"))
            .write("keys/readme.txt", "nothing yet")
            .write("pages/privacy.txt", privacy(30, "1 March 2026"))
            .write("pages/sla.txt", SLA);
        let quarter = Self(scratch);
        for address in ["ada@example.org", "bo@example.org"] {
            quarter.on("2026-09-01", &["subscribers", "add", address, "--relation", "user"], 0);
        }
        quarter.on("2026-09-01", &["watch", "--once", "--all"], 0);
        quarter
    }

    fn on(&self, day: &str, args: &[&str], code: i32) -> Ran {
        self.0.at(&format!("{day}T09:00:00Z"), args).expect(code)
    }

    fn json(&self, day: &str, args: &[&str]) -> Value {
        let mut all = vec!["--json", "notice"];
        all.extend(args);
        serde_json::from_str(&self.on(day, &all, 0).stdout).unwrap()
    }

    /// Plans a draft, records it, sends it; gives its id.
    fn notice(&self, day: &str, text: &str) -> String {
        self.0.write("draft.txt", text);
        let plan = self.json(day, &["plan", POLICY, "--draft", "draft.txt", "--save"]);
        let id = plan["id"].as_str().unwrap().to_owned();
        self.on(day, &["notice", "send", &id], 0);
        self.on(day, &["watch", "--once"], 0);
        id
    }

    /// The message to an address comes back, or is reported on its way.
    fn report(&self, day: &str, case: &str, address: &str, action: &str) {
        let to = |path: &&std::path::PathBuf| {
            std::fs::read_to_string(path).unwrap().contains(&format!("To: {address}"))
        };
        let mails = self.0.mails("snapshots/mail");
        let bytes = std::fs::read_to_string(mails.iter().find(to).unwrap()).unwrap();
        let id = bytes.lines().find(|line| line.starts_with("Message-ID")).unwrap();
        self.0.write(
            "report.eml",
            format!(
                "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\n\n--b\nContent-Type: \
                 message/delivery-status\n\nReporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; {address}\nAction: \
                 {action}\nStatus: 5.1.1\n\n--b\nContent-Type: text/rfc822-headers\n\n{id}\n\n--b--\n"
            ),
        );
        self.on(day, &["notice", "attach", case, "report.eml"], 0);
    }

    /// The ledger, oldest case first, checked against its schema: role, state, verdict, days given, effective
    /// day, decide by, recipients given/pending/not/late, flags.
    fn ledger(&self, day: &str) -> Vec<String> {
        let list = self.json(day, &["list"]);
        let schema: Value = serde_json::from_str(include_str!("../schemas/notice-list.schema.json")).unwrap();
        let mut lines = Vec::new();
        for one in list.as_array().unwrap() {
            fits(one, &schema["items"]);
            let number = |key: &str| one["recipients"][key].as_u64().unwrap();
            let word = |key: &str| one[key].as_str().unwrap_or("-");
            let flags: Vec<&str> =
                one["flags"].as_array().unwrap().iter().map(|flag| flag.as_str().unwrap()).collect();
            lines.push((
                word("detected").to_owned(),
                format!(
                    "{} {} {} days {} for {} decide {} {}/{}/{}/{} [{}]",
                    word("role"),
                    word("state"),
                    word("verdict"),
                    one["days_given"],
                    word("effective"),
                    word("decide_by"),
                    number("given"),
                    number("pending"),
                    number("not_given"),
                    number("late"),
                    flags.join(" ")
                ),
            ));
        }
        lines.sort();
        lines.into_iter().map(|(_, line)| line).collect()
    }
}

/// Holds an object against its schema: what is required is there, what is listed is on the list.
fn fits(value: &Value, schema: &Value) {
    for name in schema["required"].as_array().unwrap() {
        assert!(value.get(name.as_str().unwrap()).is_some(), "{name} is missing: {value}");
    }
    for (name, value) in value.as_object().unwrap() {
        let rule = &schema["properties"][name];
        assert!(rule.is_object(), "the schema knows no `{name}`");
        if let Some(allowed) = rule["enum"].as_array() {
            assert!(allowed.contains(value), "{name}: {value}");
        }
        for item in value.as_array().into_iter().flatten() {
            let allowed = rule["items"]["enum"].as_array();
            assert!(allowed.is_none_or(|allowed| allowed.contains(item)), "{name}: {item}");
        }
    }
}

#[test]
fn r3_r6_a5_11_a5_12_a1_a3_i1_i2_i5_three_months_with_the_real_binary() {
    let quarter = Quarter::new();
    // September. 7 September to 12 October are 35 days; ada's comes back, and so it is given to bo alone.
    let first = quarter.notice("2026-09-07", &privacy(90, "12 October 2026"));
    assert_eq!(
        quarter.ledger("2026-09-08"),
        ["published given on_time days 35 for 2026-10-12 decide - 2/0/0/0 []"]
    );
    quarter.report("2026-09-08", &first, "bo@example.org", "delayed");
    quarter.report("2026-09-09", &first, "bo@example.org", "delivered");
    quarter.report("2026-09-09", &first, "ada@example.org", "failed");
    let bounced = quarter.ledger("2026-09-10");
    assert!(bounced[0].starts_with("published sending ") && bounced[0].contains(" 1/0/1/"), "{bounced:?}");
    // The next address, on the 14th: 28 days, and no earlier day than 15 October for her alone.
    let said = quarter.on("2026-09-14", &["subscribers", "change", "ada@example.org", "ada@next.example"], 0);
    assert!(said.stderr.contains(&format!("policydiff notice send {first}")), "{}", said.stderr);
    quarter.on("2026-09-14", &["notice", "send", &first], 0);
    quarter.on("2026-09-14", &["watch", "--once"], 0);
    let shown = quarter.json("2026-09-30", &["show", &first]);
    assert_eq!(shown["reached"].as_array().unwrap().len(), 2, "{shown:#}");
    assert!(shown["reached"].to_string().contains("2026-10-15"), "{shown:#}");
    assert_eq!(
        quarter.ledger("2026-09-30"),
        ["published split short days 28 for 2026-10-12 decide - 2/0/0/1 []"]
    );

    // October. Published on its day: ada stays under the old text. The provider's page changes between the
    // 12th and the 20th for 1 November: 12 to 20 days of 30, and no mail.
    quarter.0.write("pages/privacy.txt", quarter.0.read("draft.txt"));
    quarter.on("2026-10-12", &["watch", "--once", "--all"], 0);
    let split = "published split short days 28 for 2026-10-12 decide - 2/0/0/1 []";
    assert_eq!(quarter.ledger("2026-10-12"), [split]);
    quarter
        .0
        .write("pages/sla.txt", SLA.replace("1 March 2026", "1 November 2026").replace("99.90%", "99.00%"));
    quarter.on("2026-10-20", &["watch", "--once", "--all"], 0);
    let breach = quarter.ledger("2026-10-20");
    assert_eq!(breach[0], split);
    assert!(
        breach[1].starts_with("provider open none_found days [12,20] for 2026-11-01 decide 2026-10-31 "),
        "{breach:?}"
    );
    assert!(breach[1].contains("late_seen") && breach[1].contains("no_mail_on_file"), "{breach:?}");
    // The mail turns up in a mailbox; it had come on the 19th: 13 days.
    let case = quarter.json("2026-10-20", &["list"]);
    let case = case.as_array().unwrap().iter().find(|one| one["role"] == "provider").unwrap();
    let case = case["id"].as_str().unwrap().to_owned();
    quarter.0.write(
        "n.eml",
        "Received: from a by b; Mon, 19 Oct 2026 08:00:00 +0000\nDKIM-Signature: v=1; a=rsa-sha256; d=kestrel.example; \
         s=k; h=from; bh=aGk=; b=aGk=\nFrom: legal@kestrel.example\nSubject: New terms\n\nHello\n",
    );
    let said = quarter.on("2026-10-21", &["notice", "attach", &case, "n.eml"], 0);
    assert!(said.stderr.contains("not verified: no key for k at kestrel.example"), "{}", said.stderr);
    let late = quarter.ledger("2026-10-31");
    assert!(late[1].starts_with("provider open short days 13 for 2026-11-01 decide 2026-10-31 "), "{late:?}");
    let nobody = ["notice", "close", &case, "--decision", "objected", "--by", " ", "--because", "short"];
    quarter.on("2026-10-31", &nobody, 2);
    let closing = ["notice", "close", &case, "--decision", "objected", "--by", "Ada", "--because", "short"];
    quarter.on("2026-10-31", &closing, 0);

    // November. Noticed for 21 December, amended in substance on the 9th, withdrawn on the 20th.
    let second = quarter.notice("2026-11-02", &privacy(200, "21 December 2026"));
    quarter.0.write("amended.txt", privacy(400, "15 January 2027"));
    let amend = ["amend", &second, "--draft", "amended.txt"];
    let third = quarter.json("2026-11-09", &amend);
    // 9 November, 30 days, the day itself not counted.
    assert_eq!(third["earliest_effective"], "2026-12-10", "{third}");
    let third = third["id"].as_str().unwrap();
    quarter.on("2026-11-09", &["notice", "send", third], 0);
    quarter.on("2026-11-09", &["watch", "--once"], 0);
    quarter.on("2026-11-20", &["notice", "withdraw", third, "--because", "we keep the old text"], 0);
    quarter.on("2026-11-20", &["watch", "--once"], 0);
    let november = quarter.ledger("2026-11-30");
    assert_eq!(november.len(), 4, "{november:?}");
    assert_eq!(november[0], split);
    assert!(november[1].starts_with("provider closed short days 13 "), "{november:?}");
    assert!(
        november[2].starts_with("published superseded ") && november[2].contains("amended"),
        "{november:?}"
    );
    assert!(november[3].starts_with("published withdrawn "), "{november:?}");
    let told: Vec<String> = quarter.0.mails("snapshots/mail").iter().map(|path| read_mail(path).0).collect();
    assert_eq!(told.iter().filter(|subject| subject.starts_with("[Withdrawn]")).count(), 2, "{told:?}");
    quarter.on("2026-11-30", &["verify"], 0);
    let database = rusqlite::Connection::open(quarter.0.path("snapshots/archive.db")).unwrap();
    database.execute_batch("DELETE FROM delivery_states WHERE state = 'begun' AND delivery IN (SELECT id FROM deliveries WHERE position = 1)").unwrap();
    assert!(quarter.on("2026-11-30", &["verify"], 1).stdout.contains("the state `begun` of delivery"));
    quarter.on("2026-11-30", &["report", "--from", "2026-09-01", "--to", "2026-11-30", "--out", "out"], 0);
}

#[test]
fn a5_13_a_month_is_no_day_for_a_notice_of_ours() {
    let quarter = Quarter::new();
    quarter.0.write("draft.txt", privacy(90, "December 2026"));
    let ran =
        quarter.on("2026-10-01", &["--json", "notice", "plan", POLICY, "--draft", "draft.txt", "--save"], 1);
    let plan: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(
        (&plan["verdict"], &plan["earliest_effective"]),
        (&"no_date".into(), &"2026-11-01".into()),
        "{plan}"
    );
    let id = plan["id"].as_str().unwrap();
    let list = quarter.json("2026-10-01", &["list"]);
    assert!(list[0]["flags"].as_array().unwrap().contains(&"partial_date".into()), "{list}");
    quarter.on("2026-10-01", &["notice", "send", id], 1);
}

#[test]
fn a5_12_a_changed_fee_after_the_notice_is_a_notice_anew() {
    let quarter = Quarter::new();
    let id = quarter.notice("2026-11-20", &privacy(90, "21 December 2026"));
    quarter.0.write("amended.txt", privacy(200, "31 December 2026"));
    let ran = quarter.on("2026-12-01", &["--json", "notice", "amend", &id, "--draft", "amended.txt"], 1);
    let refused: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(
        (&refused["verdict"], &refused["earliest_effective"]),
        (&"borderline".into(), &"2027-01-01".into())
    );
    quarter.0.write("amended.txt", privacy(200, "1 January 2027"));
    let anew = quarter.json("2026-12-01", &["amend", &id, "--draft", "amended.txt"]);
    assert_eq!((&anew["verdict"], &anew["send_by"]), (&"tight".into(), &"2026-12-01".into()), "{anew}");
    quarter.on("2026-12-01", &["notice", "withdraw", anew["id"].as_str().unwrap(), "--because", "no"], 0);
    assert_eq!(quarter.json("2026-12-01", &["list"]).as_array().unwrap().len(), 2);
}
