//! The one place that reads the system clock; everything else takes `now` as an argument.

use chrono::{DateTime, Utc};

/// Where "now" comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clock {
    /// The system's clock.
    System,
    /// A pretended instant that stands still: `--now`, and the demo.
    Fixed(DateTime<Utc>),
}

impl Clock {
    /// The clock that `--now` asks for.
    pub(super) fn new(pretended: Option<DateTime<Utc>>) -> Self {
        pretended.map_or(Self::System, Self::Fixed)
    }

    /// Now.
    #[expect(clippy::disallowed_methods, reason = "this is the one place")]
    pub(super) fn now(self) -> DateTime<Utc> {
        match self {
            Self::System => Utc::now(),
            Self::Fixed(instant) => instant,
        }
    }

    /// True when the time is pretended, so that what is written must be marked.
    pub(super) fn is_pretended(self) -> bool {
        matches!(self, Self::Fixed(_))
    }
}
