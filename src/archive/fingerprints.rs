//! Row fingerprints: the chain says of every row of every table what it must be.
//!
//! Triggers of the writing connection log which rows a transaction touches, with their fingerprints before
//! and after; at its end one record of the chain lists them. Whoever edits the file by other means leaves a
//! row that is not the one listed last, and the next write of ours would list a `before` that does not
//! follow. The triggers are temporary, so they never run for anybody else. Tables are read from the
//! schema: a new one, or a new column, is covered without a word here.
//!
//! A fingerprint is SHA-256 over each column that is not NULL: a letter for its type, its name and its
//! value, each with its length. What names a person is hashed as stored, sealed under a key of 256 random
//! bits, so the chain tells nothing of a person who was erased.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Transaction, params};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::error::Fault;
use super::evidence::{self, Record};

/// Columns that say nothing of what happened, with the reason; everything else is evidence.
const BOOKKEEPING: &[(&str, &str)] = &[
    // Which process has the message in hand for the moment; runs out by itself, and what was sent is a state.
    ("deliveries", "leased_until"),
];

/// Tables that the walk of the chain checks by itself: the chain, and what says where it ends.
const APART: &[&str] = &["archive", "evidence"];

/// Rows a record lists at most.
const ROWS_PER_RECORD: usize = 500;

/// A table whose rows the chain lists.
pub(super) struct Table {
    pub(super) name: String,
    key: Vec<String>,
    columns: Vec<String>,
}

/// Table and key (a JSON array) of a row.
pub(super) type Place = (String, String);

/// What a transaction did to a row: its fingerprint before and after; `None` where there was no row.
type Step = (Option<String>, Option<String>);

impl Table {
    /// Calls `each` with key and fingerprint of every row.
    pub(super) fn each_row(
        &self,
        connection: &Connection,
        mut each: impl FnMut(String, String),
    ) -> Result<(), Fault> {
        let columns: Vec<String> = self.columns.iter().map(|name| quoted(name)).collect();
        let sql = format!("SELECT {}, {} FROM main.{}", self.key(""), columns.join(", "), quoted(&self.name));
        let mut statement = connection.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let key = String::from_utf8_lossy(row.get_ref(0)?.as_bytes().map_err(rusqlite::Error::from)?);
            let mut fingerprint = Fingerprint::default();
            for (place, name) in self.columns.iter().enumerate() {
                fingerprint.add(name.as_bytes(), row.get_ref(place + 1)?);
            }
            each(key.into_owned(), fingerprint.finish());
        }
        Ok(())
    }

    /// The key of a row as an SQL expression; `of` is empty, `OLD.` or `NEW.`.
    fn key(&self, of: &str) -> String {
        let names: Vec<String> = self.key.iter().map(|name| format!("{of}{}", quoted(name))).collect();
        format!("json_array({})", names.join(", "))
    }

    fn fingerprint(&self, of: &str) -> String {
        let named = |name: &String| format!("'{}', {of}{}", name.replace('\'', "''"), quoted(name));
        let columns: Vec<String> = self.columns.iter().map(named).collect();
        format!("row_fingerprint({})", columns.join(", "))
    }

    fn trigger(&self, on: &str, sides: &[(&str, &str)]) -> String {
        let mut sql = format!(
            "CREATE TEMP TRIGGER {} AFTER {on} ON main.{} BEGIN\n",
            quoted(&format!("touched_{}_{on}", self.name)),
            quoted(&self.name)
        );
        for (of, column) in sides {
            let _ = writeln!(
                sql,
                "INSERT INTO touched (name, key, {column}) VALUES ('{}', {}, {});",
                self.name.replace('\'', "''"),
                self.key(of),
                self.fingerprint(of)
            );
        }
        sql + "END;\n"
    }
}

/// The tables whose rows the chain lists, as the schema has them.
pub(super) fn tables(connection: &Connection) -> Result<Vec<Table>, Fault> {
    let names: Vec<String> = connection
        .prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*' ORDER BY name")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    names
        .into_iter()
        .filter(|name| !APART.contains(&name.as_str()))
        .map(|name| table(connection, name))
        .collect()
}

fn table(connection: &Connection, name: String) -> Result<Table, Fault> {
    let found: Vec<(String, i64)> = connection
        .prepare("SELECT name, pk FROM pragma_table_info(?1) ORDER BY pk, cid")?
        .query_map(params![name], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut key: Vec<String> =
        found.iter().filter(|(_, place)| *place > 0).map(|(name, _)| name.clone()).collect();
    if key.is_empty() {
        key.push("rowid".to_owned());
    }
    let mut columns: Vec<String> = found.into_iter().map(|(name, _)| name).collect();
    columns.retain(|column| !BOOKKEEPING.contains(&(name.as_str(), column.as_str())));
    Ok(Table { name, key, columns })
}

/// Makes a writing connection log the rows it touches.
pub(super) fn watch(connection: &Connection) -> Result<(), Fault> {
    let flags =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function("row_fingerprint", -1, flags, |row| Ok(of_arguments(row)))?;
    let mut sql = "PRAGMA temp_store = memory;
         CREATE TEMP TABLE touched (seq INTEGER PRIMARY KEY, name TEXT, key TEXT, before TEXT, after TEXT);\n"
        .to_owned();
    for table in tables(connection)? {
        sql += &table.trigger("INSERT", &[("NEW.", "after")]);
        sql += &table.trigger("UPDATE", &[("OLD.", "before"), ("NEW.", "after")]);
        sql += &table.trigger("DELETE", &[("OLD.", "before")]);
    }
    Ok(connection.execute_batch(&sql)?)
}

/// Names and values in turn.
fn of_arguments(row: &Context<'_>) -> String {
    let mut fingerprint = Fingerprint::default();
    for place in (1..row.len()).step_by(2) {
        fingerprint.add(row.get_raw(place - 1).as_bytes().unwrap_or_default(), row.get_raw(place));
    }
    fingerprint.finish()
}

#[derive(Default)]
struct Fingerprint(Sha256);

impl Fingerprint {
    fn add(&mut self, name: &[u8], value: ValueRef<'_>) {
        match value {
            // A column that a later schema adds leaves the rows before it what they were.
            ValueRef::Null => {}
            ValueRef::Integer(number) => self.column(b"i", name, &number.to_be_bytes()),
            ValueRef::Real(number) => self.column(b"r", name, &number.to_be_bytes()),
            ValueRef::Text(text) => self.column(b"t", name, text),
            ValueRef::Blob(bytes) => self.column(b"b", name, bytes),
        }
    }

    fn column(&mut self, kind: &[u8], name: &[u8], value: &[u8]) {
        self.0.update(kind);
        for bytes in [name, value] {
            self.0.update((bytes.len() as u64).to_be_bytes());
            self.0.update(bytes);
        }
    }

    fn finish(self) -> String {
        self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Lists what the transaction touched; the last thing it does.
pub(super) fn list(tx: &Transaction<'_>, at: DateTime<Utc>, simulated: bool) -> Result<(), Fault> {
    let mut steps: BTreeMap<Place, Step> = BTreeMap::new();
    {
        let mut statement = tx.prepare_cached("SELECT name, key, before, after FROM touched ORDER BY seq")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (before, after): Step = (row.get(2)?, row.get(3)?);
            let step = steps.entry((row.get(0)?, row.get(1)?)).or_insert((before, None));
            step.1 = after;
        }
    }
    if steps.is_empty() {
        return Ok(());
    }
    tx.prepare_cached("DELETE FROM touched")?.execute([])?;
    steps.retain(|_, (before, after)| before != after);
    let step = |((name, key), (before, after))| json!([name, key, before, after]);
    let steps: Vec<Value> = steps.into_iter().map(step).collect();
    append(tx, "rows", &steps, at, simulated)
}

/// Lists every row that is from before the chain listed rows, once.
pub(super) fn adopt(tx: &Transaction<'_>, at: DateTime<Utc>, simulated: bool) -> Result<(), Fault> {
    if !tx.prepare_cached("SELECT adopting FROM archive")?.query_row([], |row| row.get::<_, bool>(0))? {
        return Ok(());
    }
    let mut found = Vec::new();
    for table in tables(tx)? {
        table.each_row(tx, |key, fingerprint| found.push(json!([table.name, key, null, fingerprint])))?;
    }
    append(tx, "rows_adopted", &found, at, simulated)?;
    tx.execute("UPDATE archive SET adopting = 0", [])?;
    Ok(())
}

fn append(
    tx: &Transaction<'_>,
    event: &'static str,
    rows: &[Value],
    at: DateTime<Utc>,
    simulated: bool,
) -> Result<(), Fault> {
    for some in rows.chunks(ROWS_PER_RECORD) {
        evidence::append(tx, at, simulated, &Record::new(event).with("rows", some))?;
    }
    Ok(())
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
