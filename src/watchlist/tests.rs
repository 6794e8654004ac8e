//! Tests of the whole file: what is read, and every fault with its place.

use super::*;
use crate::notice::LeadUnit;

const HEAD: &str = "[publisher]\nname = \"Example\"\n";
const POLICY: &str =
    "[[policy]]\nservice = \"A\"\ntype = \"Terms\"\nrole = \"provider\"\nurl = \"https://a.example/\"\n";

/// The report of a text that must not be read.
fn report(text: &str) -> String {
    parse(text, "w.toml").unwrap_err().to_string()
}

#[test]
fn the_real_watchlist_reads_and_holds_five_policies() {
    let watchlist = parse(EXAMPLE, "watchlist.toml").unwrap();
    let ids: Vec<&str> = watchlist.policies.iter().map(|policy| policy.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "kling-art/privacy-policy",
            "flux-klein/privacy-policy",
            "kimi-k2/privacy-policy",
            "kaleipix/privacy-policy",
            "kling-ai/service-level-agreement",
        ]
    );
    let (own, provider) = (&watchlist.policies[0], &watchlist.policies[4]);
    assert_eq!(own.depends_on, std::slice::from_ref(&provider.id));
    assert_eq!(
        (own.role, own.notice, own.confirm),
        (Role::Published, Some(Lead::days(30)), TimeDelta::hours(1))
    );
    assert_eq!(
        (provider.role, provider.notice, provider.confirm),
        (Role::Provider, None, TimeDelta::hours(23))
    );
    assert_eq!(provider.every, TimeDelta::days(1));
    assert_eq!(watchlist.mail, MailRules::default());
}

#[test]
fn commented_examples_of_the_real_watchlist_are_valid_too() {
    let uncommented: String = EXAMPLE
        .lines()
        .map(|line| {
            let bare = line.strip_prefix("# ").unwrap_or(line);
            let is_key = bare.split_once(" = ").is_some_and(|(key, _)| !key.contains(' '));
            if (is_key && !bare.starts_with("password_env"))
                || bare.starts_with("[mail.smtp]")
                || bare.starts_with("[[regime]]")
            {
                bare
            } else {
                line
            }
        })
        .fold(String::new(), |text, line| text + line + "\n");
    let watchlist = parse(&uncommented, "watchlist.toml").unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(watchlist.fetch.resolve.len(), 1);
    assert_eq!(watchlist.mail.smtp.unwrap().port, 587);
}

#[test]
fn every_fault_is_in_one_report_in_file_order() {
    let text = r#"[publisher]
zone = "Europe/Atlantis"
colour = "red"
[defaults]
every = 5
[fetch]
timeout = "1 month"
resolve = ["a.example:443"]
[mail]
notice_from = "nobody"
[mail.smtp]
host = "relay.example"
security = "plain"
user = "u"
password_file = "p"
password_env = "P"
[[policy]]
service = "A"
type = "Terms"
role = "ours"
url = "ftp://a.example/"
servise = "B"
[[policy]]
service = "a"
type = "TERMS"
role = "provider"
url = "https://a.example/"
file = "a.md"
notify = "ask"
notice_days = 30
notice = "1 month"
depends_on = ["a/term", "nonsense"]
[[policy]]
service = "???"
role = "published"
"#;
    let expected = [
        "w.toml:1:1: publisher.name: is missing; allowed: the name that recipients know you by",
        "w.toml:2:8: publisher.zone: unknown zone `Europe/Atlantis`; allowed: an IANA zone such as \"Europe/Berlin\" or \"UTC\"",
        "w.toml:3:1: publisher.colour: unknown key; allowed: name, zone, public_url, contact",
        "w.toml:5:9: defaults.every: is an integer, not a string; allowed: a duration such as \"30m\", \"25h\", \"1d\" or \"0\"",
        "w.toml:7:11: fetch.timeout: `1 month` is not a duration; allowed: a duration from \"1s\" to \"10m\"",
        "w.toml:8:12: fetch.resolve[1]: `a.example:443` has fewer than three parts; allowed: \"host:port:address\" or \"host:port:address:port\", e.g. \"example.org:443:127.0.0.1:8443\"",
        "w.toml:9:1: mail.digest_from: is missing; allowed: an e-mail address such as \"Notices <notices@example.org>\"",
        "w.toml:10:15: mail.notice_from: `nobody` is not an e-mail address; allowed: an e-mail address such as \"Notices <notices@example.org>\"",
        "w.toml:13:1: mail.smtp.security: plain SMTP would send mail readable over the network; allowed: \"starttls\" or \"tls\"",
        "w.toml:16:1: mail.smtp.password_env: the password is named twice; allowed: either password_file or password_env",
        "w.toml:20:8: policy[1].role: unknown role `ours`; allowed: \"published\" (we owe notice), \"provider\" (notice is owed to us)",
        "w.toml:21:7: policy[1].url: `ftp:` cannot be fetched; allowed: an absolute http:// or https:// address",
        "w.toml:22:1: policy[1].servise: unknown key, did you mean `service`?; allowed: service, type, role, url, file, select, remove, sources, expect, notice, notice_days, regime, notify, confirm, every, depends_on, materiality",
        "w.toml:25:1: policy[2].type: `a/terms` is already watched by policy[1]; allowed: service and type that give another id",
        "w.toml:28:1: policy[2].file: the source is named twice; allowed: either `url` or `file`",
        "w.toml:29:1: policy[2].notify: a provider's change never notifies our users; allowed: `notify` with role \"published\" only",
        "w.toml:31:1: policy[2].notice: the lead is given twice; allowed: either `notice_days` or `notice`",
        "w.toml:32:15: policy[2].depends_on[1]: no policy has the id `a/term`, did you mean `a/terms`?; allowed: ",
        "w.toml:32:25: policy[2].depends_on[2]: `nonsense` is not an id; allowed: ids as service/type, e.g. \"example-cloud/terms-of-service\"",
        "w.toml:33:1: policy[3].type: is missing; allowed: kind of document, e.g. \"Privacy Policy\"",
        "w.toml:33:1: policy[3].url: is missing; allowed: one of `url`, `file`, `sources`",
        "w.toml:34:11: policy[3].service: has no letter or digit to make an id of; allowed: name of the service, e.g. \"Example Cloud\"",
    ];
    let found = report(text);
    for (found, expected) in found.lines().zip(expected) {
        assert_eq!(found, expected.trim_end_matches("; allowed: "));
    }
    assert_eq!(found.lines().count(), expected.len(), "{found}");
}

#[test]
fn faults_of_the_syntax_name_their_line_and_hide_no_other_fault() {
    let found = report(&format!("{HEAD}zone = \n{POLICY}role = \"provider\"\nconfirm = \"soon\"\n"));
    assert!(found.contains("w.toml:3:"), "{found}");
    assert!(found.contains("w.toml:9:1: duplicate key"), "{found}");
    assert!(found.contains("policy[1].confirm: `soon` is not a duration"), "{found}");
}

#[test]
fn an_empty_file_says_what_is_missing() {
    let found = report("");
    assert!(found.contains("publisher: is missing") && found.contains("policy: is missing"), "{found}");
}

#[test]
fn relay_rules_protect_the_password() {
    let mail = "[mail]\nnotice_from = \"n@a.example\"\ndigest_from = \"d@a.example\"\n[mail.smtp]\n";
    let read = |smtp: &str| parse(&format!("{HEAD}{mail}{smtp}{POLICY}"), "w.toml");
    let smtp = |text: &str| read(text).unwrap().mail.smtp.unwrap();
    assert_eq!(smtp("host = \"localhost\"\n").security, SmtpSecurity::Plain);
    assert_eq!(smtp("host = \"[::1]\"\n").port, 25);
    assert_eq!(smtp("host = \"relay.example\"\n").port, 587);
    assert_eq!(smtp("host = \"relay.example\"\nsecurity = \"tls\"\n").port, 465);
    let faulty = [
        ("host = \"relay.example\"\npassword = \"hunter2\"\n", "unknown key"),
        ("host = \"relay.example\"\nuser = \"u\"\n", "password_file: is missing"),
        ("host = \"relay.example\"\npassword_env = \"P\"\n", "user: is missing"),
        ("host = \"relay.example\"\nport = 70000\n", "port: is not a port"),
        ("host = \"relay.example\"\nsecurity = \"ssl\"\n", "unknown protection"),
        ("port = 25\n", "host: is missing"),
    ];
    for (text, expected) in faulty {
        let found = read(text).unwrap_err().to_string();
        assert!(found.contains(expected), "{found}");
        assert!(!found.contains("hunter2"), "{found}");
    }
}

#[test]
fn leads_and_waits_are_taken_from_the_entry_then_from_the_defaults() {
    let text = format!(
        "{HEAD}[defaults]\nevery = \"6h\"\nnotice = \"2 months\"\n{POLICY}confirm = \"0\"\nnotice_days = 14\n\
         [[policy]]\nservice = \"B\"\ntype = \"Terms\"\nrole = \"published\"\nfile = \"b.md\"\nnotify = \"ask\"\n"
    );
    let policies = parse(&text, "w.toml").unwrap().policies;
    assert_eq!(policies[0].notice, Some(Lead::days(14)));
    assert_eq!((policies[0].confirm, policies[0].every), (TimeDelta::zero(), TimeDelta::hours(6)));
    assert_eq!(policies[1].notice, Some(Lead { n: 2, unit: LeadUnit::Month }));
    assert_eq!(policies[1].notify, Notify::Ask);
    assert_eq!(policies[1].parts, [Part::whole(Source::File("b.md".into()))]);
}

#[test]
fn ids_keep_letters_of_every_script_and_join_spellings() {
    let cases = [
        ("Claude.ai", "claude-ai/p"),
        ("  Ünïcode & Söhne  ", "ünïcode-söhne/p"),
        ("Cafe\u{301}", "café/p"),
        ("快手 科技", "快手-科技/p"),
        ("हिन्दी", "हिन्दी/p"),
        ("../../etc", "etc/p"),
        ("ＦＵＬＬ", "full/p"),
    ];
    for (service, expected) in cases {
        let id = PolicyId::derive(service, "P");
        assert_eq!(id.as_str(), expected);
        assert_eq!(PolicyId::parse(id.as_str()), Some(id.clone()), "{id}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_or_refused_without_a_panic(text in "(\\[{1,2}(policy|fetch|mail.smtp|publisher)\\]{1,2}\n|[a-z_]{1,8} = (\"[^\"\n]{0,8}\"|[0-9]{1,3}|\\[.{0,9}\\])\n|.{0,12}\n){0,12}") {
        let _ = parse(&text, "w.toml");
    }
}

#[test]
fn a_policy_names_a_regime_of_the_crate_or_of_its_own_file() {
    let own = "[[regime]]\nid = \"house\"\nlead = \"45 days\"\ntrigger = \"any\"\nsource = \"board, item 12\"\nas_of = \
               \"2026-10-01\"\nconfidence = \"high\"\n";
    let named =
        |name: &str| format!("{HEAD}{own}{}regime = \"{name}\"\n", POLICY.replace("provider", "published"));
    let read = |name: &str| parse(&named(name), "w.toml").unwrap().policies.remove(0);
    let p2b = read("p2b");
    assert_eq!(p2b.required_notice(None), Some(Lead::days(15)), "in place of the usual 30 days");
    assert_eq!(p2b.regime.unwrap().id, "p2b");
    assert_eq!(read("house").required_notice(None), Some(Lead::days(45)));
    assert_eq!(read("contract").required_notice(None), Some(Lead::days(30)), "the usual lead stays");
    let said = report(&named("p2bb"));
    assert!(
        said.contains("w.toml:15:10: policy[1].regime: unknown regime `p2bb`, did you mean `p2b`?"),
        "{said}"
    );
    let said = report(&named("house").replace("id = \"house\"", "id = \"psd2\""));
    assert!(said.contains("the regime `psd2` is there already"), "{said}");
    let said = report(&named("house").replace("2026-10-01", "2026-02-30"));
    assert!(said.contains("`2026-02-30` is no day of the calendar"), "{said}");
}
