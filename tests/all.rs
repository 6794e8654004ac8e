//! All integration tests in one binary: linking is the slow part on small machines.
//!
//! Nothing here leaves the loopback interface, sleeps, or shares a path with another test.

#![expect(
    clippy::unwrap_used,
    reason = "in tests a failed step is a failed test; the lint exempts test functions only"
)]
#![expect(clippy::print_stderr, reason = "a test that lacks a program says that it was skipped")]

/// The walls of the code.
mod architecture;
/// `compare` and `show`.
mod compare;
/// `demo` and `init`: the first minute.
mod demo;
/// Duties seen from outside: handed-down changes, loud alerts, reports, bad input.
mod duties;
/// `facts`: tables, lists, data.
mod facts;
/// Fetching from servers that misbehave.
mod fetch;
/// What a page shows beside its text, and clauses that look like it.
mod furniture;
/// `import`, `status`, `accept`, `renormalize`.
mod import;
/// What `compare` can be given: files, stdin, addresses, stored versions, git.
mod inputs;
/// The ledger under a person's word, tuning, sleep and bad files.
mod ledger_words;
/// Sending to relays that misbehave.
mod mail;
/// The names of tests against the decision table.
mod named_rows;
/// The calendar and the ledger of notices.
mod notice;
/// PDFs, printed and broken.
mod pdf;
/// Three months of notices with the real binary.
mod quarter;
/// The five systems of the real watchlist, served over TLS on loopback.
mod real_watchlist;
/// Every sort of edit, told once and as what it is.
mod redpen;
/// `review`, the watchlist's say over verdicts, steps that add up.
mod review;
/// Several sources, selectors, expected texts.
mod sources;
mod support;
/// The archive edited by hand, column by column.
mod tampering;
/// `watch`, subscribers and digests.
mod watch;
/// A scripted year of the ledger.
mod year;
/// The same year with the real binary.
mod year_shell;
