//! Every row against the fingerprint that the chain listed last for it.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;

use crate::archive::error::Fault;
use crate::archive::fingerprints::{self, Place};
use crate::archive::{opening::LOOKUP_KEY_BYTES, people};

/// What the chain says of the rows, gathered record by record.
#[derive(Default)]
pub(super) struct Listed {
    /// Fingerprint and number of the record that listed it last.
    rows: HashMap<Place, (String, i64)>,
    /// Rows taken on as found, from before the chain listed rows.
    pub(super) adopted: usize,
    /// Whether a transaction of ours has listed rows.
    begun: bool,
}

impl Listed {
    /// Takes up a record; gives what does not follow from the records before it.
    pub(super) fn take(&mut self, seq: i64, record: &Value) -> Vec<String> {
        let adopts = match record["event"].as_str() {
            Some("rows") => false,
            Some("rows_adopted") => true,
            _ => return Vec::new(),
        };
        let mut touched = Vec::new();
        if adopts && self.begun {
            touched.push(format!("rows were taken on a second time (record {seq})"));
        }
        self.begun |= !adopts;
        for row in record["rows"].as_array().into_iter().flatten() {
            let text = |place: usize| row[place].as_str().map(str::to_owned);
            let place = (text(0).unwrap_or_default(), text(1).unwrap_or_default());
            let before = self.rows.remove(&place).map(|(fingerprint, _)| fingerprint);
            if before != text(2) {
                touched.push(format!("{} was altered by hand before record {seq}", named(&place)));
            }
            self.adopted += usize::from(adopts);
            if let Some(after) = text(3) {
                self.rows.insert(place, (after, seq));
            }
        }
        touched
    }

    /// Compares all rows; gives how many are as listed (`None` while none is listed), and what is not.
    pub(super) fn compare(mut self, connection: &Connection) -> Result<(Option<usize>, Vec<String>), Fault> {
        let (mut same, mut touched) = (0, Vec::new());
        let adopting = "SELECT EXISTS (SELECT 1 FROM archive WHERE adopting)";
        let adopting: bool = connection.query_row(adopting, [], |row| row.get(0))?;
        if adopting && (self.begun || self.adopted > 0) {
            touched.push("the archive's own row was altered".to_owned());
        } else if adopting {
            return Ok((None, touched));
        }
        for table in fingerprints::tables(connection)? {
            table.each_row(connection, |key, fingerprint| {
                let place = (table.name.clone(), key);
                match self.rows.remove(&place) {
                    Some((listed, _)) if listed == fingerprint => same += 1,
                    Some((_, seq)) => touched.push(format!("{} was altered (record {seq})", named(&place))),
                    None => touched.push(format!("{} was added by hand", named(&place))),
                }
            })?;
        }
        let mut missing: Vec<(Place, i64)> =
            self.rows.into_iter().map(|(place, (_, seq))| (place, seq)).collect();
        missing.sort();
        touched
            .extend(missing.iter().map(|(place, seq)| format!("{} is missing (record {seq})", named(place))));
        Ok((Some(same), touched))
    }
}

/// The archive's own row: its mark is that of every record, its key the one that finds addresses. Gives what
/// is not so.
pub(super) fn own_row(connection: &Connection) -> Result<Option<String>, Fault> {
    let same = "SELECT length(lookup_key) = ?1
         AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.simulated IS NOT a.simulated) FROM archive a";
    let found: Option<bool> =
        connection.query_row(same, params![LOOKUP_KEY_BYTES], |row| row.get(0)).optional()?;
    Ok(match found {
        None => Some("the archive's own row is missing".to_owned()),
        Some(true) if people::all_are_found(connection)? => None,
        Some(_) => Some("the archive's own row was altered".to_owned()),
    })
}

fn named((table, key): &Place) -> String {
    format!("row {key} of `{table}`")
}
