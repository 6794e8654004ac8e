//! All integration tests in one binary: linking is the slow part on small machines.
//!
//! Nothing here leaves the loopback interface, sleeps, or shares a path with another test.

#![expect(
    clippy::unwrap_used,
    reason = "in tests a failed step is a failed test; the lint exempts test functions only"
)]

mod fetch;
mod mail;
mod support;
