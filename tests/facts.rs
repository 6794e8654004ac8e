//! `facts`, as somebody keeps a register of processors with it.

use serde_json::Value;

use crate::support::scratch::Scratch;

const POLICY: &str = "\
# Privacy Policy

## Storage

Door logs are kept for no more than 30 days.

## Sub-processors

| Sub-processor | Purpose | Location |
|---|---|---|
| Quarn Cloud | Hosting | Ireland |
| Tilloy Pay | Payments | Norway |
";

#[test]
fn sub_processors_come_out_as_a_table_of_data() {
    let scratch = Scratch::new();
    scratch.write("policy.md", POLICY);
    let ran = scratch.run(&["facts", "policy.md", "--list", "recipients", "--csv"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let mut lines = ran.stdout.split("\r\n");
    assert_eq!(lines.next(), Some("name,role,polarity,purpose,location,section,text"));
    assert!(
        lines.next().unwrap().starts_with("Quarn Cloud,processor,affirmed,Hosting,Ireland,"),
        "{}",
        ran.stdout
    );
    assert!(
        lines.next().unwrap().starts_with("Tilloy Pay,payment,affirmed,Payments,Norway,"),
        "{}",
        ran.stdout
    );
}

#[test]
fn facts_are_typed_in_json_and_readable_in_the_terminal() {
    let scratch = Scratch::new();
    scratch.write("policy.md", POLICY);
    let ran = scratch.run(&["facts", "policy.md", "--json"]);
    let report: Value = serde_json::from_str(&ran.stdout).unwrap();
    let kept = report["facts"].as_array().unwrap().iter().find(|fact| fact["family"] == "retention").unwrap();
    assert_eq!(
        (&kept["number"], &kept["unit"], &kept["bound"]),
        (&"30".into(), &"day".into(), &"at_most".into())
    );
    let ran = scratch.run(&["facts", "policy.md"]);
    assert!(ran.stdout.contains("Door logs: at most 30 days"), "{}", ran.stdout);
}

#[test]
fn an_unknown_list_is_a_usage_error_that_names_the_lists() {
    let scratch = Scratch::new();
    scratch.write("policy.md", POLICY);
    let ran = scratch.run(&["facts", "policy.md", "--list", "cookies"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("retention"), "{}", ran.stderr);
}
