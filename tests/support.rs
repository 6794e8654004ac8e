//! Servers that misbehave on request, and certificates for them. All on loopback, ports from the system.

pub(crate) mod authority;
pub(crate) mod http;
pub(crate) mod scratch;
pub(crate) mod smtp;
pub(crate) mod watchlists;

use chrono::{DateTime, Utc};

/// The instant at which tests pretend to be.
pub(crate) fn noon() -> DateTime<Utc> {
    "2026-11-20T12:00:00Z".parse().expect("valid instant")
}
