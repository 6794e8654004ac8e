//! `verify`: walks the evidence chain and compares everything stored with it; exit 1 when touched.

use std::fmt::Write as _;

use anyhow::Result;
use serde_json::json;

use super::Session;
use super::exit::Exit;
use crate::archive::{Audit, ChainCheck};

pub(super) async fn run(session: &Session) -> Result<Exit> {
    let audit = session.archive_to_read()?.audit().await?;
    let output = session.output;
    output.result(&if output.json { as_json(&audit) } else { as_text(&audit) })?;
    Ok(if audit.is_whole() { Exit::Fine } else { Exit::Finding })
}

fn as_json(audit: &Audit) -> String {
    let (records, head, broken) = match &audit.chain {
        ChainCheck::Whole { records, head } => (Some(*records), Some(head.clone()), None),
        ChainCheck::Broken { record, why } => (None, None, Some(json!({ "record": record, "why": why }))),
    };
    json!({
        "schema_version": 1,
        "whole": audit.is_whole(),
        "records": records,
        "head": head,
        "broken": broken,
        "touched": audit.touched,
        "compared": audit.compared,
        "erased": audit.erased,
        "rows": audit.rows,
        "rows_adopted": audit.adopted,
    })
    .to_string()
}

fn as_text(audit: &Audit) -> String {
    let mut text = match &audit.chain {
        ChainCheck::Whole { records, head } => format!("chain: {records} records, whole, head {head}\n"),
        ChainCheck::Broken { record, why } => format!("chain: broken at record {record}: {why}\n"),
    };
    for what in &audit.touched {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "touched: {what}");
    }
    let Audit { compared, erased, rows, adopted, .. } = audit;
    let _ = writeln!(text, "compared with the chain: {compared}; of erased persons: {erased}");
    let _ = match rows {
        Some(rows) => writeln!(text, "rows as the chain lists them: {rows}"),
        None => {
            writeln!(text, "rows: the chain lists none yet; the next run of `policydiff watch` begins it")
        }
    };
    if *adopted > 0 {
        let _ = writeln!(
            text,
            "of all rows ever listed, {adopted} are from before the chain listed rows and were taken on as found: \
             what was done to them before shows only where a record names their content"
        );
    }
    text
}
