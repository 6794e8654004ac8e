//! A comparison on a terminal: as wide as the window, with colour when wanted.

use super::{Paint, Report, Width, layout};

/// The whole comparison, legible without colour: `[-old-]` and `{+new+}` mark the words.
pub fn comparison(report: &Report<'_>, width: Width, paint: Paint) -> String {
    layout::comparison(report, width, paint)
}
