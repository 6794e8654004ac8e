//! `notice …` with the real binary.

use assert_cmd::Command;
use serde_json::Value;

/// Runs `notice calc --json` on lines and gives exit code, stdout and stderr.
fn calc(lines: &str) -> (i32, String, String) {
    let output = Command::cargo_bin("policydiff")
        .unwrap()
        .args(["notice", "calc", "--json"])
        .env_clear()
        .write_stdin(lines)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn calc_answers_every_good_line_and_names_the_bad_ones() {
    let good = r#"{"id":"a","today":"2026-11-20","role":"published","required":{"n":30,"unit":"day"},"zone":"Europe/Berlin","recipient_zone":null,"sent":null,"first_seen":null,"last_seen_old":null,"effective":"2026-12-31"}"#;
    let window = r#"{"id":7,"today":"2026-11-20","role":"provider","required":{"n":30,"unit":"day"},"zone":"UTC","first_seen":"2026-11-20T09:00:00Z","last_seen_old":"2026-11-13T09:00:00Z","effective":"2026-12-15"}"#;
    let (code, stdout, stderr) = calc(&format!("{good}\n\n{{\"id\":\n{window}\n"));
    assert_eq!(code, 3, "{stderr}");
    let answers: Vec<Value> = stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), 2);
    assert_eq!(answers[0]["verdict"], "on_time");
    assert_eq!(answers[0]["send_by"], "2026-11-30");
    assert_eq!(answers[1]["id"], 7);
    assert_eq!(answers[1]["verdict"], "borderline");
    assert_eq!(answers[1]["days_given"], serde_json::json!([25, 32]));
    assert!(stderr.contains("line 3"), "{stderr}");
    assert_eq!(calc(good).0, 0);
    assert_eq!(calc("nonsense\n").0, 2);
}
