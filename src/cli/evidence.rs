//! `evidence export`: one case as a zip that anybody can check with `sha256sum` alone.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::json;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::Session;
use super::args::{EvidenceAction, EvidenceArgs};
use super::exit::Exit;
use super::notice;
use super::report::Advised;
use crate::archive::{CaseEvidence, MessageEvidence};
use crate::document::Document;
use crate::render;
use crate::snapshot::{ContentHash, Snapshot};

const README: &str = include_str!("evidence/README.txt");

pub(super) async fn run(session: &Session, args: &EvidenceArgs) -> Result<Exit> {
    let EvidenceAction::Export { id, out } = &args.action;
    let archive = session.archive_to_read()?;
    let evidence = archive
        .evidence_of(id)
        .await?
        .ok_or_else(|| Advised::new(format!("the ledger has no case `{id}`"), "policydiff notice list"))?;
    let case = notice::shown(session, id).await?;
    let path = out.clone().unwrap_or_else(|| PathBuf::from(format!("evidence-{id}.zip")));
    let stored = archive.case(id).await?;
    let planned = stored.as_ref().and_then(|case| case.planned.as_ref());
    let compared = stored.as_ref().map(|case| render::change::on_file(&case.change));
    write(&path, &files(&evidence, case, planned, compared))?;
    session.output.result(&path.display().to_string())?;
    Ok(Exit::Fine)
}

/// Name and content of every file, the sums of all last.
fn files(
    evidence: &CaseEvidence,
    case: String,
    planned: Option<&Document>,
    compared: Option<(String, String)>,
) -> Vec<(String, Vec<u8>)> {
    let mut files = vec![
        ("README.txt".to_owned(), README.as_bytes().to_vec()),
        ("case.json".to_owned(), case.into_bytes()),
        ("chain.txt".to_owned(), chain(&evidence.chain).into_bytes()),
    ];
    if let Some((text, json)) = compared {
        files.push(("comparison.txt".to_owned(), text.into_bytes()));
        files.push(("comparison.json".to_owned(), json.into_bytes()));
    }
    for (side, text) in [("old", &evidence.old), ("new", &evidence.new)] {
        if let Some((document, snapshot)) = text {
            files.extend(text_files(side, document, snapshot));
        }
    }
    if let Some(planned) = planned {
        files.push(("texts/planned.md".to_owned(), planned.to_markdown().into_bytes()));
    }
    for (number, message) in evidence.messages.iter().enumerate() {
        files.extend(message_files(number + 1, message));
    }
    for (id, bytes) in &evidence.files {
        files.push((format!("handed-in/{id}.eml"), bytes.clone()));
    }
    let mut sums = String::new();
    for (name, content) in &files {
        // Writing to a string cannot fail.
        let _ = writeln!(sums, "{}  {name}", ContentHash::of(content));
    }
    files.push(("SHA256SUMS".to_owned(), sums.into_bytes()));
    files
}

fn chain(links: &[(String, String)]) -> String {
    links.iter().fold(String::new(), |text, (hash, record)| text + hash + " " + record + "\n")
}

fn text_files(side: &str, document: &Document, snapshot: &Snapshot) -> [(String, Vec<u8>); 3] {
    let about = json!({
        "source": snapshot.source,
        "final_source": snapshot.final_source,
        "redirects": snapshot.redirects,
        "status": snapshot.status,
        "headers": snapshot.headers,
        "fetched_at": snapshot.fetched_at,
        "sha256": snapshot.sha256().to_string(),
    });
    [
        (format!("texts/{side}.md"), document.to_markdown().into_bytes()),
        (format!("snapshots/{side}.bin"), snapshot.body.clone()),
        (format!("snapshots/{side}.json"), format!("{about:#}\n").into_bytes()),
    ]
}

fn message_files(number: usize, message: &MessageEvidence) -> Vec<(String, Vec<u8>)> {
    let states: Vec<_> = message
        .states
        .iter()
        .map(|(at, state, answer)| json!({ "at": at, "state": state, "answer": answer }))
        .collect();
    let opened = message.opened.as_ref();
    let about = json!({
        "delivery": message.delivery,
        "recipient": message.recipient,
        "to": opened.map(|(to, _)| to),
        "subject": opened.map(|(_, message)| &message.subject),
        "states": states,
    });
    let stem = format!("messages/{number:04}");
    let mut files = vec![(format!("{stem}.json"), format!("{about:#}\n").into_bytes())];
    if let Some(sent) = &message.sent {
        files.push((format!("{stem}.eml"), sent.clone()));
    }
    if let Some((_, words)) = opened {
        files.push((format!("{stem}.txt"), words.text.clone().into_bytes()));
        files.push((format!("{stem}.html"), words.html.clone().into_bytes()));
        for (place, attachment) in words.attachments.iter().enumerate() {
            let name = format!("{stem}-attachment-{}.txt", place + 1);
            files.push((name, attachment.content.clone().into_bytes()));
        }
    }
    files
}

/// Writes the zip whole or not at all: an older file is replaced only by a finished one.
fn write(path: &Path, files: &[(String, Vec<u8>)]) -> Result<()> {
    let cannot = || format!("cannot write `{}`", path.display());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in files {
        zip.start_file(name.as_str(), options).with_context(cannot)?;
        zip.write_all(content).with_context(cannot)?;
    }
    let bytes = zip.finish().with_context(cannot)?.into_inner();
    let unfinished = path.with_extension("zip.part");
    std::fs::write(&unfinished, bytes).with_context(cannot)?;
    std::fs::rename(&unfinished, path).with_context(cannot)
}
