//! Several sources a policy, `select`, `remove` and `expect`, and pages that come back, with the real binary.

use serde_json::Value;

use crate::support::scratch::Scratch;

const HEAD: &str = "[publisher]\nname = \"Fernhollow\"\n[[policy]]\nservice = \"Acme\"\ntype = \"Terms\"\nrole = \"provider\"\nconfirm = \"0\"\n";

fn terms(days: u32) -> String {
    let clause = format!(
        "The provider keeps access records for {days} days and deletes them afterwards, unless a law says otherwise. "
    );
    format!(
        "<html lang=en><body><div class=promo>Our summer sale ends soon, buy now and pay later.</div><section id=terms>\
         <h1>Terms</h1><h2>1. Records</h2><p>{clause}Account data stay until the owner closes the account in the settings.</p>\
         <h2>2. Changes</h2><p>The provider tells its customers of changes by e-mail at least 30 days before they apply.</p>\
         </section><div id=related>Read our blog about gardens.</div></body></html>"
    )
}

const ANNEX: &str = "# Annex A\n\nThe host that runs the servers is the only recipient of the records, and it may not pass them on to anybody else.\n";

fn watch(scratch: &Scratch, day: u32, code: i32) -> Value {
    let now = format!("2026-11-{day:02}T09:00:00Z");
    let ran = scratch.at(&now, &["watch", "--once", "--all", "--json"]).expect(code);
    serde_json::from_str(ran.stdout.trim()).unwrap()
}

fn reason(line: &Value) -> &str {
    line["reason"].as_str().unwrap_or_default()
}

#[test]
fn several_sources_are_one_policy_and_one_that_fails_fails_it() {
    let scratch = Scratch::new();
    let sources = "[[policy.sources]]\nfile = \"terms.html\"\nselect = \"#terms\"\n[[policy.sources]]\nfile = \"annex.md\"\n";
    scratch
        .write("watchlist.toml", format!("{HEAD}{sources}"))
        .write("terms.html", terms(30))
        .write("annex.md", ANNEX);
    assert_eq!(watch(&scratch, 1, 0)["outcome"], "first");
    let mirror = scratch.read("snapshots/acme/terms.md");
    assert!(mirror.contains("30 days and deletes") && mirror.contains("Annex A"), "{mirror}");
    assert!(!mirror.contains("sale") && !mirror.contains("blog"), "{mirror}");

    std::fs::remove_file(scratch.path("annex.md")).unwrap();
    let failed = watch(&scratch, 2, 3);
    assert_eq!(failed["outcome"], "failed");
    assert!(reason(&failed).starts_with("part 2 (`annex.md`): "), "{failed}");

    scratch.write("annex.md", "<html><body><h1>404</h1><p>Page not found</p></body></html>");
    let broken = watch(&scratch, 3, 3);
    assert_eq!((&broken["outcome"], &broken["quarantine"]), (&"quarantined".into(), &"error_page".into()));
    assert!(reason(&broken).starts_with("part 2 (`annex.md`): "), "{broken}");

    scratch.write("annex.md", ANNEX.replace("only recipient", "first recipient"));
    let back = watch(&scratch, 4, 0);
    assert_eq!(back["outcome"], "changed");
    assert!(reason(&back).contains("not seen since 2026-11-02 09:00 UTC (an error page)"), "{back}");
    assert_eq!(watch(&scratch, 5, 0)["reason"], Value::Null, "said once");
}

#[test]
fn a_selector_that_matches_nothing_is_an_error_and_never_an_empty_document() {
    let scratch = Scratch::new();
    let entry = |select: &str| {
        format!("{HEAD}file = \"terms.html\"\nselect = \"{select}\"\nremove = [\".promo\", \".absent\"]\n")
    };
    scratch.write("watchlist.toml", entry("#terms")).write("terms.html", terms(30));
    assert_eq!(watch(&scratch, 1, 0)["outcome"], "first");
    scratch.write("watchlist.toml", entry("#legal"));
    let failed = watch(&scratch, 2, 3);
    assert_eq!(failed["outcome"], "failed");
    assert!(reason(&failed).contains("`#legal` of the watchlist matches nothing"), "{failed}");
    let status = scratch.run(&["status"]).expect(1).stdout;
    assert!(status.contains("acme/terms") && status.contains("failed since 2026-11-02"), "{status}");
}

#[test]
fn other_selectors_are_no_change_of_the_policy() {
    let scratch = Scratch::new();
    scratch.write("watchlist.toml", format!("{HEAD}file = \"terms.html\"\n")).write("terms.html", terms(30));
    assert_eq!(watch(&scratch, 1, 0)["outcome"], "first");
    let cut = format!(
        "{HEAD}file = \"terms.html\"\nselect = {{ start_before = \"h1\", end_before = \"#related\" }}\n"
    );
    scratch.write("watchlist.toml", cut);
    assert_eq!(watch(&scratch, 2, 0)["outcome"], "unchanged");
    scratch.write("terms.html", terms(90));
    let changed = watch(&scratch, 3, 0);
    assert_eq!((&changed["outcome"], &changed["verdict"]), (&"changed".into(), &"material".into()));
    let compared =
        scratch.run(&["compare", "acme/terms@previous", "acme/terms@latest", "--summary"]).expect(1).stdout;
    assert!(!compared.contains("sale"), "the old version is shown as it is read today: {compared}");
}

#[test]
fn what_is_expected_must_be_there() {
    let scratch = Scratch::new();
    let entry = |marker: &str| format!("{HEAD}file = \"terms.html\"\nexpect = \"{marker}\"\n");
    scratch.write("watchlist.toml", entry("access records")).write("terms.html", terms(30));
    assert_eq!(watch(&scratch, 1, 0)["outcome"], "first");
    scratch.write("terms.html", terms(30).replace("access records", "other things"));
    let missing = watch(&scratch, 2, 3);
    assert_eq!(
        (&missing["outcome"], &missing["quarantine"]),
        (&"quarantined".into(), &"marker_missing".into())
    );
}
