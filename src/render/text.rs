//! A comparison as plain text: 78 columns, no styles, for files and pipes.

use super::{Paint, Report, Width, layout};

/// The whole comparison; `[-old-]` and `{+new+}` mark the words.
pub fn comparison(report: &Report<'_>) -> String {
    layout::comparison(report, Width::new(78), Paint::Plain)
}
