//! `review export`: settled edits as test cases, to be read back by `evaluate reviews FILE`.

use anyhow::Result;

use super::super::Session;
use super::super::exit::Exit;
use super::super::report::Advised;
use super::find::named;
use crate::archive::{Archive, ChangeQuery, StoredChange};
use crate::document::{BlockAddress, Document};
use crate::materiality::edit_ids;
use crate::render::review::{Case, case_json};

pub(super) async fn run(session: &Session, typed: Option<&str>) -> Result<Exit> {
    let archive = session.archive_to_read()?;
    let changes = archive.changes(ChangeQuery::default()).await?;
    let mut written = String::new();
    if let Some(typed) = typed {
        let found = named(&changes, typed)?;
        written += &cases(&archive, found.stored, found.edit.as_deref()).await?;
        if written.is_empty() {
            let what = format!("nobody has settled `{typed}`");
            let advice = format!("policydiff review set {typed} material|cosmetic --because WORDS");
            return Err(Advised::new(what, advice).into());
        }
    } else {
        for stored in changes.iter().filter(|stored| !stored.reviews.is_empty()) {
            written += &cases(&archive, stored, None).await?;
        }
    }
    if written.is_empty() {
        session.output.note("nothing is settled");
    }
    session.output.result(&written)?;
    Ok(Exit::Fine)
}

/// A line for each settled edit of a change, with the section it stands in, before and after.
async fn cases(archive: &Archive, stored: &StoredChange, only: Option<&str>) -> Result<String> {
    let change = &stored.change.change;
    let Some(texts) = archive.change_texts(&stored.id).await? else { return Ok(String::new()) };
    let ids = edit_ids(&stored.id, &change.comparison);
    let mut lines = String::new();
    let mut done: Vec<&String> = Vec::new();
    for (index, (id, edit)) in ids.iter().zip(&change.comparison.changes).enumerate() {
        let last = stored.reviews.iter().rev().find(|review| review.edit == *id);
        let (Some(last), Some(judged)) = (last, stored.judged.changes.get(index)) else { continue };
        if only.is_some_and(|only| only != id) || done.contains(&id) {
            continue;
        }
        done.push(id);
        lines += &case_json(&Case {
            id,
            policy: stored.change.policy.as_str(),
            edit,
            old_text: &around(&texts.old, edit.old_at.as_ref()),
            new_text: &around(&texts.new, edit.new_at.as_ref()),
            review: last,
            judged: judged.verdict,
            rules_version: stored.rules_version,
        });
        lines.push('\n');
    }
    Ok(lines)
}

/// The title and the section that holds a block, as Markdown; the title alone where there is no block.
fn around(document: &Document, at: Option<&BlockAddress>) -> String {
    let mut part = Document { title: document.title.clone(), ..Document::default() };
    let mut section = at.and_then(|at| document.section_at(&at.sections)).cloned();
    if let Some(section) = &mut section {
        section.sections.clear();
        section.level = 1;
    }
    part.sections.extend(section);
    part.to_markdown()
}
