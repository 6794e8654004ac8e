//! The machine-readable face: view structs with the names of the published contract.
//!
//! The core's own types serialize for the archive; what the world reads is written here, so that
//! renaming a field inside never renames it outside. Schemas are in `schemas/`.

mod compare;
mod show;
mod watch;

use serde::Serialize;

pub use compare::compare;
pub use show::show;
pub use watch::{WatchLine, watch_line};

/// Version of every document written here.
const SCHEMA_VERSION: u32 = 1;

fn compact<T: Serialize>(view: &T) -> String {
    serde_json::to_string(view).expect("views hold only strings, numbers and lists")
}

fn pretty<T: Serialize>(view: &T) -> String {
    let mut text = serde_json::to_string_pretty(view).expect("views hold only strings, numbers and lists");
    text.push('\n');
    text
}
