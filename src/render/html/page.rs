//! A comparison as one self-contained page.

use super::{capital, entry};
use crate::render::entries::{by_severity, tally};
use crate::render::{Report, safe};

/// The page: no script, no remote file.
pub fn page(report: &Report<'_>) -> String {
    let entries = by_severity(report.comparison, report.assessment);
    let title = safe::html(&report.title());
    let changes: String = entries.iter().map(|change| entry(change, usize::MAX)).collect();
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title></head><body><h1>{title}</h1><p>{}</p>{changes}</body></html>\n",
        capital(&tally(&entries))
    )
}
