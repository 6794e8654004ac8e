//! The archive edited by hand: every column of every table the schema has, rows deleted, forged, exchanged.

use std::path::Path;

use policydiff::archive::{Archive, Audit};
use rusqlite::{Connection, params};
use serde_json::Value;

use crate::support::scratch::Scratch;
use crate::support::watchlists::{PROVIDER, PUBLISHER};

const TERMS: &str = r#"
[[policy]]
service = "Kestrel Cloud"
type = "Terms"
role = "provider"
file = "pages/terms.txt"
"#;

const PRIVACY: &str = "Privacy Policy\n\n1. What we keep\n\nAccess logs are kept for 30 days and then deleted.\n\n\
    2. How we work\n\nA person answers every question that you send to our desk within the week.\n\n\
    3. Changes\n\nWe tell you about material changes by e-mail at least 30 days before they take effect.\n";

const SLA: &str = "Service Level Agreement\n\n1. Commitment\n\nKestrel commits to a monthly availability of no less \
    than 99.90% for the storage service.\n\n2. Claims\n\nClaims are made within 30 days.\n";

/// Columns that may be edited unseen, with the reason.
const BOOKKEEPING: &[(&str, &str, &str)] =
    &[("deliveries", "leased_until", "which process has the message in hand; runs out by itself")];

const NOW: &str = "2026-11-09T09:00:00Z";

/// An archive with rows in every table.
fn lived_in() -> Scratch {
    let scratch = Scratch::in_memory();
    let terms = SLA.replace("Service Level Agreement", "Terms");
    scratch
        .write("watchlist.toml", format!("{PUBLISHER}{PROVIDER}{TERMS}"))
        .write("pages/privacy.txt", PRIVACY)
        .write("pages/sla.txt", SLA)
        .write("pages/terms.txt", &terms);
    let watch = |at: &str| scratch.at(at, &["watch", "--once", "--all"]);
    for (address, how) in [
        ("ada@example.org", "user"),
        ("bo@example.org", "user"),
        ("di@example.org", "watcher"),
        ("ed@example.org", "watcher"),
    ] {
        let mut args = vec!["subscribers", "add", address, "--relation", how];
        if how == "watcher" {
            args.extend(["--cadence", "daily"]);
        }
        scratch.at("2026-11-02T09:00:00Z", &args).expect(0);
    }
    watch("2026-11-02T10:00:00Z").expect(0);
    // A change of ours, and two texts of others that come and go.
    scratch
        .write(
            "pages/privacy.txt",
            PRIVACY
                .replace("1. What", "This version takes effect on 31 December 2026.\n\n1. What")
                .replace("kept for 30", "kept for 90")
                .replace("A person answers every question", "Our rota looks after any question"),
        )
        .write("pages/sla.txt", SLA.replace("99.90%", "99.00%"))
        .write("pages/terms.txt", terms.replace("99.90%", "99.00%"));
    watch("2026-11-03T10:00:00Z").expect(0);
    scratch.write("pages/sla.txt", SLA).write("pages/terms.txt", &terms);
    watch("2026-11-03T11:00:00Z").expect(0);
    scratch
        .write("pages/sla.txt", SLA.replace("99.90%", "98.00%"))
        .write("pages/terms.txt", terms.replace("99.90%", "98.00%"));
    watch("2026-11-04T10:00:00Z").expect(0);
    scratch.write("pages/sla.txt", "");
    watch("2026-11-04T11:00:00Z");
    scratch.write("pages/sla.txt", SLA.replace("99.90%", "98.00%"));
    handled(&scratch);
    watch("2026-11-06T11:00:00Z").expect(0);
    scratch.write("pages/sla.txt", SLA.replace("99.90%", "97.00%")).write("pages/terms.txt", &terms);
    watch("2026-11-07T10:00:00Z").expect(0);
    scratch
}

/// What people do: a word on an edit, a report handed in, a plan.
fn handled(scratch: &Scratch) {
    let day = "2026-11-05T10:00:00Z";
    let json = |args: &[&str]| -> Value { serde_json::from_str(&scratch.at(day, args).stdout).unwrap() };
    let all = json(&["review", "list", "--all", "--json"]);
    let edit = all["reviews"][0]["id"].as_str().unwrap().to_owned();
    for word in ["cosmetic", "material"] {
        scratch.at(day, &["review", "set", &edit, word, "--because", "read", "--by", "Ada"]).expect(0);
    }
    let case = json(&["--json", "notice", "list"])[0]["id"].as_str().unwrap().to_owned();
    let mails = scratch.mails("snapshots/mail");
    let to_bo = |path: &&std::path::PathBuf| {
        let mail = std::fs::read_to_string(path).unwrap();
        mail.contains("To: bo@example.org") && mail.contains("Subject: [Notice]")
    };
    let mail = std::fs::read_to_string(mails.iter().find(to_bo).unwrap()).unwrap();
    let id = mail.lines().find(|line| line.starts_with("Message-ID")).unwrap();
    scratch.write(
        "report.eml",
        format!(
            "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\n\n--b\nContent-Type: \
             message/delivery-status\n\nReporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; bo@example.org\nAction: \
             failed\nStatus: 5.1.1\n\n--b\nContent-Type: text/rfc822-headers\n\n{id}\n\n--b--\n"
        ),
    );
    scratch.at(day, &["notice", "attach", &case, "report.eml"]).expect(0);
    scratch.write("draft.txt", PRIVACY.replace("kept for 30", "kept for 120"));
    let policy = "fernhollow/privacy-policy";
    let args = ["notice", "plan", policy, "--draft", "draft.txt", "--effective", "2027-02-01", "--save"];
    let ran = scratch.at(day, &args);
    assert!(ran.code < 2, "{}{}", ran.stdout, ran.stderr);
}

/// A copy of an archive to edit.
struct Copy {
    folder: tempfile::TempDir,
}

impl Copy {
    fn of(scratch: &Scratch) -> Self {
        let folder = tempfile::TempDir::new_in(scratch.path("")).unwrap();
        std::fs::copy(scratch.path("snapshots/archive.db"), folder.path().join("archive.db")).unwrap();
        Self { folder }
    }

    /// Edits by hand; false when the schema refuses the edit.
    fn edit(&self, sql: &str) -> bool {
        let connection = Connection::open(self.folder.path().join("archive.db")).unwrap();
        connection.execute_batch("PRAGMA foreign_keys = off; BEGIN").unwrap();
        match connection.execute_batch(sql) {
            Ok(()) => connection.execute_batch("COMMIT").is_ok(),
            Err(rusqlite::Error::SqliteFailure(error, _))
                if error.code == rusqlite::ErrorCode::ConstraintViolation =>
            {
                false
            }
            Err(error) => panic!("{sql}: {error}"),
        }
    }

    fn audit(&self) -> Audit {
        audit(self.folder.path())
    }
}

fn audit(folder: &Path) -> Audit {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let archive = Archive::open_existing(folder).unwrap();
    runtime.block_on(archive.audit()).unwrap()
}

struct Column {
    name: String,
    kind: String,
    /// Of the primary key, or of another that is unique.
    is_key: bool,
    /// The primary key by itself.
    is_whole_key: bool,
}

impl Column {
    /// An expression for another value than the one there is.
    fn other(&self) -> String {
        let fresh = match self.kind.as_str() {
            "INTEGER" => "1",
            "TEXT" => "'x'",
            _ => "x'00'",
        };
        let name = &self.name;
        format!(
            "CASE typeof({name}) WHEN 'null' THEN {fresh}
             WHEN 'integer' THEN CASE WHEN {name} IN (0, 1) THEN 1 - {name} ELSE {name} + 1 END
             WHEN 'text' THEN {name} || '0' ELSE CAST({name} || x'00' AS BLOB) END"
        )
    }
}

/// Tables and columns as the schema has them, so that none is forgotten.
fn schema(scratch: &Scratch) -> Vec<(String, Vec<Column>)> {
    let connection = Connection::open(scratch.path("snapshots/archive.db")).unwrap();
    let names: Vec<String> = connection
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let columns = |table: &str| -> Vec<Column> {
        let unique = "SELECT EXISTS (SELECT 1 FROM pragma_index_list(?1) l, pragma_index_info(l.name) i
                      WHERE l.\"unique\" AND i.name = c.name)";
        connection
            .prepare(&format!("SELECT name, type, pk > 0 OR ({unique}), pk > 0 AND 1 = sum(pk > 0) OVER () FROM pragma_table_info(?1) c"))
            .unwrap()
            .query_map(params![table], |row| {
                Ok(Column { name: row.get(0)?, kind: row.get(1)?, is_key: row.get(2)?, is_whole_key: row.get(3)? })
            })
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap()
    };
    names
        .into_iter()
        .map(|name| {
            let count: i64 =
                connection.query_row(&format!("SELECT count(*) FROM {name}"), [], |row| row.get(0)).unwrap();
            assert!(count > 1 || name == "archive", "`{name}` has {count} rows to try it on");
            let columns = columns(&name);
            (name, columns)
        })
        .collect()
}

#[test]
fn every_column_of_every_table_is_evidence_or_named_as_bookkeeping() {
    let scratch = lived_in();
    assert!(Copy::of(&scratch).audit().is_whole());
    let mut unseen = Vec::new();
    for (table, columns) in schema(&scratch) {
        for column in columns {
            let name = &column.name;
            let edited = Copy::of(&scratch);
            let which = format!("SELECT rowid FROM {table} ORDER BY {name} IS NULL, rowid DESC LIMIT 1");
            let sql = format!("UPDATE {table} SET {name} = {} WHERE rowid = ({which})", column.other());
            if edited.edit(&sql) && edited.audit().is_whole() {
                unseen.push(format!("{table}.{name}"));
            }
        }
    }
    let named: Vec<String> =
        BOOKKEEPING.iter().map(|(table, column, _)| format!("{table}.{column}")).collect();
    assert_eq!(unseen, named);
}

#[test]
fn rows_deleted_forged_or_exchanged_are_found_in_every_table() {
    let scratch = lived_in();
    for (table, columns) in schema(&scratch) {
        let last = format!("(SELECT max(rowid) FROM {table})");
        let first = format!("(SELECT min(rowid) FROM {table})");
        let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        let forged: Vec<String> = columns
            .iter()
            .map(|column| if column.is_key { column.other() } else { column.name.clone() })
            .collect();
        let mut edits = vec![
            format!("DELETE FROM {table} WHERE rowid = {last}"),
            format!("DELETE FROM {table} WHERE rowid = {first}"),
            format!("DELETE FROM {table}"),
            format!(
                "INSERT INTO {table} ({}) SELECT {} FROM {table} WHERE rowid = {last}",
                names.join(", "),
                forged.join(", ")
            ),
        ];
        // What two rows exchange: their keys, or where the key is of several columns what else they hold.
        let whole = columns.iter().find(|column| column.is_whole_key);
        let key = whole.or_else(|| columns.iter().rev().find(|column| !column.is_key)).unwrap();
        if table != "archive" {
            let name = &key.name;
            let spare = match key.kind.as_str() {
                "INTEGER" => "-7",
                "TEXT" => "'spare'",
                _ => "x'07'",
            };
            edits.push(format!(
                "CREATE TEMP TABLE two AS SELECT a.{name} AS a, b.{name} AS b FROM {table} a, {table} b
                     WHERE a.rowid = {first} AND b.rowid = {last};
                 UPDATE {table} SET {name} = {spare} WHERE rowid = {first};
                 UPDATE {table} SET {name} = (SELECT a FROM two) WHERE rowid = {last};
                 UPDATE {table} SET {name} = (SELECT b FROM two) WHERE {name} = {spare}"
            ));
        }
        for sql in edits {
            let edited = Copy::of(&scratch);
            if edited.edit(&sql) {
                assert!(!edited.audit().is_whole(), "{sql}");
            } else {
                assert_eq!(table, "archive", "only the archive's own row is refused by the schema: {sql}");
            }
        }
    }
}

#[test]
fn the_chain_cut_at_its_end_and_made_to_fit_is_found_by_the_rows() {
    let scratch = lived_in();
    let cut = Copy::of(&scratch);
    assert!(cut.edit(
        "DELETE FROM evidence WHERE seq = (SELECT max(seq) FROM evidence);
         UPDATE archive SET chain_length = (SELECT max(seq) FROM evidence),
             chain_head = (SELECT hash FROM evidence ORDER BY seq DESC LIMIT 1)"
    ));
    assert!(!cut.audit().is_whole());
}

#[test]
fn what_a_later_write_of_ours_builds_on_is_found_all_the_same() {
    let scratch = lived_in();
    let database = scratch.path("snapshots/archive.db");
    let hand = |sql: &str| Connection::open(&database).unwrap().execute_batch(sql).unwrap();
    hand("UPDATE policies SET source = 'elsewhere.txt'");
    scratch.at(NOW, &["watch", "--once", "--all"]).expect(0);
    let said = scratch.at(NOW, &["verify"]).expect(1).stdout;
    assert!(said.contains("of `policies` was altered by hand before record"), "{said}");
}

#[test]
fn taking_rows_on_a_second_time_is_found() {
    let scratch = lived_in();
    let database = scratch.path("snapshots/archive.db");
    let hand = |sql: &str| Connection::open(&database).unwrap().execute_batch(sql).unwrap();
    hand("UPDATE changes SET first_seen = '2026-01-01T00:00:00.000000000Z'; UPDATE archive SET adopting = 1");
    scratch.at(NOW, &["verify"]).expect(1);
    scratch.at(NOW, &["watch", "--once", "--all"]).expect(0);
    let said = scratch.at(NOW, &["verify"]).expect(1).stdout;
    assert!(said.contains("a second time") && said.contains("of `changes`"), "{said}");
}

#[test]
fn a_person_erased_leaves_the_rows_whole_and_no_trace_of_the_address() {
    let scratch = lived_in();
    scratch.at(NOW, &["subscribers", "remove", "bo@example.org", "--erase"]).expect(0);
    scratch.at(NOW, &["verify"]).expect(0);
    let bytes = std::fs::read(scratch.path("snapshots/archive.db")).unwrap();
    assert!(!bytes.windows(14).any(|window| window == b"bo@example.org"));
    let edited = Copy::of(&scratch);
    assert!(
        edited.edit("UPDATE deliveries SET recipient = 'x' WHERE person NOT IN (SELECT id FROM person_keys)")
    );
    assert!(!edited.audit().is_whole(), "what stays of an erased person is evidence as before");
}
