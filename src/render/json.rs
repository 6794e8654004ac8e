//! The machine-readable face: view structs with the names of the published contract.
//!
//! The core's own types serialize for the archive; what the world reads is written here, so that
//! renaming a field inside never renames it outside. Schemas are in `schemas/`.

mod compare;
mod facts;
mod import;
mod records;
mod show;
mod watch;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;

pub use compare::{compare, write_compare};
pub use facts::facts;
pub use import::{ImportLine, import_line};
pub use records::{message, subscribers};
pub use show::show;
pub use watch::{WatchLine, watch_line};

/// Version of every document written here.
pub(super) const SCHEMA_VERSION: u32 = 1;

pub(super) fn compact<T: Serialize>(view: &T) -> String {
    serde_json::to_string(view).expect("views hold only strings, numbers and lists")
}

pub(super) fn pretty<T: Serialize>(view: &T) -> String {
    let mut text = serde_json::to_string_pretty(view).expect("views hold only strings, numbers and lists");
    text.push('\n');
    text
}

/// RFC 3339 in UTC, whole seconds.
pub(super) fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
