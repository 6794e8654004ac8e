//! Tells a page that is not the policy from a policy that changed.
//!
//! An error page, an empty shell or half a page must never be compared with the policy: it would be
//! the gravest change of all, and false. Reasons are sentences for the operator; the thresholds are
//! those measured on recorded pages of the leading open archive.

use crate::document::Document;
use crate::snapshot::Snapshot;

/// Below this many words a page holds no policy: error pages and empty shells measured 0 to 18.
const FEWEST_WORDS: usize = 20;
/// A page that keeps less than this share of its words lost its text; real rewrites keep more.
const LEAST_SHARE_PERCENT: usize = 60;
/// Short texts lose such a share by one honest edit; they need only the absolute floor.
const SHORT_TEXT_WORDS: usize = 80;

/// The reason when the status alone says that this is not the page.
pub(super) fn by_status(snapshot: &Snapshot) -> Option<String> {
    match snapshot.status {
        200..=299 => None,
        404 | 410 => Some(format!("the server says that the page is gone (HTTP {})", snapshot.status)),
        401 | 403 | 429 => Some(format!("the server refuses us (HTTP {})", snapshot.status)),
        status => Some(format!("the server answered HTTP {status}")),
    }
}

/// The reason when the text cannot be the policy, compared with the last good version where there is one.
pub(super) fn by_content(document: &Document, last_good: Option<&Document>) -> Option<String> {
    let words = document.word_count();
    if words == 0 {
        return Some("the page holds no text".to_owned());
    }
    let before = last_good.map(Document::word_count);
    // A policy that always was this short is none of our business.
    let always_short = before.is_some_and(|before| before < FEWEST_WORDS);
    if words < FEWEST_WORDS && !always_short {
        return Some(format!("the page holds only {words} words"));
    }
    let before = before.filter(|before| *before >= SHORT_TEXT_WORDS)?;
    if last_good.is_some_and(|last_good| is_newer(document, last_good)) {
        return None;
    }
    (words * 100 < before * LEAST_SHARE_PERCENT).then(|| {
        format!(
            "the text shrank from {before} to {words} words; accept it if the page really became that short"
        )
    })
}

/// Whether a document states a date of itself that is later than all the other states: half a page
/// does not date itself anew, an editor who shortened the text does.
fn is_newer(document: &Document, other: &Document) -> bool {
    let latest = |document: &Document| document.dates.iter().map(|date| date.value.interval().0).max();
    latest(document).zip(latest(other)).is_some_and(|(new, old)| new > old)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, HeadingSource, Section};

    fn document(words: usize) -> Document {
        let mut section = Section::new(1, None, HeadingSource::Synthetic);
        section.blocks.push(Block::paragraph(vec!["word"; words].join(" ")));
        Document { sections: vec![section], ..Document::default() }
    }

    #[test]
    fn short_and_shrunk_pages_are_kept_apart() {
        let cases = [
            (0, None, true),
            (19, None, true),
            (20, None, false),
            (500, None, false),
            (299, Some(500), true),
            (300, Some(500), false),
            (12, Some(15), false),
            (30, Some(79), false),
        ];
        for (words, before, expected) in cases {
            let before = before.map(document);
            assert_eq!(
                by_content(&document(words), before.as_ref()).is_some(),
                expected,
                "{words} after {before:?}"
            );
        }
    }
}
