//! From the pages of a policy to its one document, or to the reason why they are not the policy.
//!
//! Every part is looked at for itself, so that an error page inside an otherwise good text is found;
//! then the parts are joined in the watchlist's order.

use super::quarantine::{self, Finding};
use super::words_hash;
use crate::document::{Document, HeadingSource, Section};
use crate::normalize::select::{Cut, Uncut, normalize_cut};
use crate::normalize::{Input, normalize};
use crate::snapshot::Snapshot;
use crate::watchlist::Policy;

/// Why no document was made.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Unread {
    /// What was fetched is something else.
    NotThePolicy(Finding),
    /// The watchlist's cut does not fit the page.
    Uncut(String),
}

/// Reads the document in these pages as the watchlist cuts them, one page for each part, and doubts
/// nothing. The error is one plain sentence.
pub fn read(policy: &Policy, pages: &[Snapshot]) -> Result<Document, String> {
    let documents = pages.iter().zip(cuts(policy, pages)).enumerate();
    let read: Result<Vec<Document>, String> = documents
        .map(|(index, (page, cut))| {
            normalize_cut(&input(page), &cut).map_err(|uncut| placed(&uncut.to_string(), index, pages))
        })
        .collect();
    read.map(joined)
}

/// Reads the document in these pages and judges whether it is the policy.
pub(super) fn judge(
    policy: &Policy,
    pages: &[Snapshot],
    known: Option<&Document>,
) -> Result<Document, Unread> {
    let mut documents = Vec::new();
    for (index, (page, cut)) in pages.iter().zip(cuts(policy, pages)).enumerate() {
        let document = judge_part(page, &cut, known).map_err(|unread| match unread {
            Unread::NotThePolicy(Finding { kind, reason }) => {
                Unread::NotThePolicy(Finding { kind, reason: placed(&reason, index, pages) })
            }
            Unread::Uncut(why) => Unread::Uncut(placed(&why, index, pages)),
        })?;
        documents.push(document);
    }
    let document = joined(documents);
    // What a person accepted, or always was so, is not doubted again.
    if known.is_some_and(|known| words_hash(known) == words_hash(&document)) {
        return Ok(document);
    }
    match quarantine::of_whole(&document, &policy.expect, known, pages) {
        Some(finding) => Err(Unread::NotThePolicy(finding)),
        None => Ok(document),
    }
}

fn judge_part(page: &Snapshot, cut: &Cut, known: Option<&Document>) -> Result<Document, Unread> {
    if let Some(finding) = quarantine::by_status(page) {
        return Err(Unread::NotThePolicy(finding));
    }
    match normalize_cut(&input(page), cut) {
        Ok(document) => quarantine::of_part(&document, page, known)
            .map_or(Ok(document), |finding| Err(Unread::NotThePolicy(finding))),
        // An error page lacks the selected element as well; what it is says more than what it lacks.
        Err(uncut @ (Uncut::Nothing { .. } | Uncut::Endless { .. } | Uncut::NotHtml)) => {
            let finding = quarantine::of_part(&normalize(&input(page)), page, known);
            Err(finding.map_or_else(|| Unread::Uncut(uncut.to_string()), Unread::NotThePolicy))
        }
    }
}

/// The cut of each part; pages of which the watchlist knows nothing count as a whole.
fn cuts(policy: &Policy, pages: &[Snapshot]) -> Vec<Cut> {
    if policy.parts.len() == pages.len() {
        policy.parts.iter().map(|part| part.cut.clone()).collect()
    } else {
        vec![Cut::default(); pages.len()]
    }
}

fn input(page: &Snapshot) -> Input<'_> {
    Input { bytes: &page.body, content_type: page.header("content-type"), name: Some(&page.final_source) }
}

/// Says of several pages which one is meant.
fn placed(what: &str, index: usize, pages: &[Snapshot]) -> String {
    match pages {
        [_] => what.to_owned(),
        pages => format!("part {} (`{}`): {what}", index + 1, pages[index].source),
    }
}

/// One document from several: later ones stand under their titles, behind the first.
fn joined(documents: Vec<Document>) -> Document {
    let mut documents = documents.into_iter();
    let mut whole = documents.next().unwrap_or_default();
    for document in documents {
        let Document { title, language, dates, sections, warnings } = document;
        whole.language = whole.language.or(language);
        whole.dates.extend(dates);
        whole.warnings.extend(warnings);
        match title {
            None => whole.sections.extend(sections),
            Some(title) => {
                let mut part = Section::new(1, Some(title), HeadingSource::Explicit);
                part.sections = sections.into_iter().map(deeper).collect();
                whole.sections.push(part);
            }
        }
    }
    whole
}

fn deeper(mut section: Section) -> Section {
    section.level = section.level.saturating_add(1);
    section.sections = section.sections.into_iter().map(deeper).collect();
    section
}
