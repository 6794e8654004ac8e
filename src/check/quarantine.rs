//! Tells a page that is not the policy from a policy that changed.
//!
//! An error page, an empty shell or half a page must never be compared with the policy: it would be
//! the gravest change of all, and false. What a page says counts only where little else is said, or
//! where it is all that a block says: policies speak of cookies, log-ins and errors too. What the last
//! good version says itself is no sign of anything. Thresholds are those measured on recorded pages of
//! the leading open archive.

mod kind;
mod phrases;
mod signs;

use crate::document::Document;
use crate::document::text::comparison_form;
use crate::snapshot::Snapshot;
use signs::Looks;

pub use kind::QuarantineKind;

/// Below this many words a page holds no policy: error pages and empty shells measured 0 to 18.
const FEWEST_WORDS: usize = 20;
/// A page that keeps less than this share of its words lost its text; real rewrites keep more.
const LEAST_SHARE_PERCENT: usize = 60;
/// Short texts lose such a share by one honest edit; they need only the absolute floor.
const SHORT_TEXT_WORDS: usize = 80;
/// Texts this long have a language that can be told.
const TELLING_WORDS: usize = 40;

/// Why a page is not the policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    /// What it is instead.
    pub(super) kind: QuarantineKind,
    /// One plain sentence.
    pub(super) reason: String,
}

impl Finding {
    fn new(kind: QuarantineKind, reason: impl Into<String>) -> Self {
        Self { kind, reason: reason.into() }
    }
}

/// The finding when the status alone says that this is not the page.
pub(super) fn by_status(page: &Snapshot) -> Option<Finding> {
    use QuarantineKind::{Blocked, ErrorPage, Login, Redirect};
    let status = page.status;
    let (kind, reason) = match status {
        200..=299 => return None,
        300..=399 => (Redirect, format!("the server points elsewhere without saying where (HTTP {status})")),
        404 | 410 => (ErrorPage, format!("the server says that the page is gone (HTTP {status})")),
        401 | 407 => (Login, format!("the server refuses us (HTTP {status})")),
        403 | 429 | 451 => (Blocked, format!("the server refuses us (HTTP {status})")),
        _ => (ErrorPage, format!("the server answered HTTP {status}")),
    };
    Some(Finding::new(kind, reason))
}

/// The finding when one page of a policy shows that it is something else.
pub(super) fn of_part(document: &Document, page: &Snapshot, known: Option<&Document>) -> Option<Finding> {
    let looks = Looks::new(document);
    let known = known.map(|known| Looks::new(known).text());
    if let Some((kind, phrase)) = signs::find(&looks, known.as_deref(), &page.body) {
        return Some(Finding::new(kind, format!("this is {}: it says \"{phrase}\"", kind.shown())));
    }
    if signs::refreshes_elsewhere(&page.body) && looks.words() <= signs::SHORT {
        let kind = QuarantineKind::Redirect;
        return Some(Finding::new(kind, format!("this is {}", kind.shown())));
    }
    if looks.words() == 0 { without_text(document, std::slice::from_ref(page)) } else { None }
}

/// The finding when there is nothing to read.
pub(super) fn without_text(document: &Document, pages: &[Snapshot]) -> Option<Finding> {
    (document.word_count() == 0).then(|| Finding::new(empty_or_shell(pages), "the page holds no text"))
}

/// The finding when the whole text cannot be the policy, compared with the last good version where
/// there is one.
pub(super) fn of_whole(
    document: &Document,
    expect: &[String],
    known: Option<&Document>,
    pages: &[Snapshot],
) -> Option<Finding> {
    by_length(document, known, pages)
        .or_else(|| known.and_then(|known| by_language(document, known)))
        .or_else(|| by_marker(document, expect))
}

fn by_length(document: &Document, known: Option<&Document>, pages: &[Snapshot]) -> Option<Finding> {
    if let Some(finding) = without_text(document, pages) {
        return Some(finding);
    }
    let words = signs::words(&document.body_text());
    let before = known.map(|known| signs::words(&known.body_text()));
    // A policy that always was this short is none of our business.
    let always_short = before.is_some_and(|before| before < FEWEST_WORDS);
    if words < FEWEST_WORDS && !always_short {
        return Some(Finding::new(empty_or_shell(pages), format!("the page holds only {words} words")));
    }
    let before = before.filter(|before| *before >= SHORT_TEXT_WORDS)?;
    if known.is_some_and(|known| is_newer(document, known)) {
        return None;
    }
    (words * 100 < before * LEAST_SHARE_PERCENT).then(|| {
        let reason = format!(
            "the text shrank from {before} to {words} words; accept it if the page really became that short"
        );
        Finding::new(QuarantineKind::Shrunk, reason)
    })
}

/// Whether a document states a date of itself that is later than all the other states: half a page
/// does not date itself anew, an editor who shortened the text does.
fn is_newer(document: &Document, other: &Document) -> bool {
    let latest = |document: &Document| document.dates.iter().map(|date| date.value.interval().0).max();
    latest(document).zip(latest(other)).is_some_and(|(new, old)| new > old)
}

/// Without text but with scripts, the text is what the scripts would have made.
fn empty_or_shell(pages: &[Snapshot]) -> QuarantineKind {
    let has_scripts = |page: &Snapshot| signs::has_scripts(&page.body);
    if pages.iter().any(has_scripts) { QuarantineKind::Shell } else { QuarantineKind::Empty }
}

/// Another language has other words: names and numbers alone are shared.
fn by_language(document: &Document, known: &Document) -> Option<Finding> {
    let (new, old) = (document.language.as_deref()?, known.language.as_deref()?);
    let [looks, before] = [document, known].map(Looks::new);
    let telling = looks.words().min(before.words()) >= TELLING_WORDS;
    let differs = new != old && telling && looks.share_of_words_in(&before.text()) < 0.5;
    differs.then(|| {
        Finding::new(
            QuarantineKind::Language,
            format!("the text is in `{new}`, the last good version in `{old}`"),
        )
    })
}

fn by_marker(document: &Document, expect: &[String]) -> Option<Finding> {
    let text = comparison_form(&Looks::new(document).written());
    let missing = expect.iter().find(|marker| !text.contains(&comparison_form(marker)))?;
    Some(Finding::new(
        QuarantineKind::MarkerMissing,
        format!("the text does not contain \"{missing}\", which the watchlist expects"),
    ))
}

#[cfg(test)]
mod languages;
#[cfg(test)]
mod tests;
