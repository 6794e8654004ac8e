//! policydiff watches the policies a company publishes and the terms of the providers it depends on.
//! It says what changed, whether it is material and why, works out the notice calendar, and writes
//! to those who must know, with proof.
//!
//! This page is the code map. The library exists for the binary, the tests and the examples; it is
//! not published.
//!
//! # The way the data goes
//!
//! ```text
//! watchlist ─▶ fetch ─▶ snapshot ─▶ normalize ─▶ document ─▶ compare ─▶ comparison
//!                         │                         │                      │
//!                         ▼                         ▼                      ▼
//!                      archive ◀──────────────── version            facts, materiality
//!                         ▲                                                │
//!                         │                                                ▼
//!  subscribers ─▶ outbox ─┴─ deliver ◀─ render ◀─ digest ◀─────────────  notice
//! ```
//!
//! # The words
//!
//! | word | means |
//! |---|---|
//! | policy | one watched document of a service; id `service/type` |
//! | watchlist | `watchlist.toml`: the policies, how to fetch each, its role, its notice rule |
//! | role | `published` (we owe notice) or `provider` (notice is owed to us) |
//! | snapshot | exactly what was fetched: bytes, status, headers, final URL, time, SHA-256 |
//! | document | the normalized tree made from a snapshot: title, dates, sections, blocks |
//! | version | a document as stored, with its snapshot and the normalizer version it came from |
//! | comparison | two documents compared, as data; made of changes |
//! | fact | a typed statement with the words it was read from |
//! | assessment | verdict `material`, `review` or `cosmetic`, with reasons that name their rule and quote both texts |
//! | notice | a duty to tell someone by a day, and the mail that discharges it |
//! | alert | mail at once to someone who opted in to watch; never called a notice |
//! | digest | the opted-in summary of a period |
//! | delivery | one message to one address: `recorded`, `begun`, `accepted`, `refused`, `unknown`, `bounced` |
//! | subscriber | relation `watcher` (opted in) or `user` (we owe notice) |
//!
//! # Core: pure
//!
//! No I/O, no clock, no async: same input, same output, and `now` is an argument.
//! `tests/architecture.rs` fails when one of these names an I/O crate or a shell module.
//!
//! | module | turns | must not know |
//! |---|---|---|
//! | [`document`] | (the tree itself) | HTML, files |
//! | [`snapshot`] | (exact bytes and headers) | policies, documents |
//! | [`normalize`] | bytes into a document, never failing | where the bytes came from |
//! | [`compare`](mod@compare) | two documents into changes | verdicts, formats |
//! | [`facts`] | a document into typed statements | other documents |
//! | [`materiality`] | a comparison into verdicts with reasons | mail, calendars |
//! | [`notice`] | clause, effective date and times into a day count | clocks, mail |
//! | [`check`](mod@check) | what was known, what was fetched, now into effects | how effects are carried out |
//! | [`digest`] | subscriptions, changes, now into messages | addresses, sending |
//! | [`render`] | the one comparison model into terminal, text, Markdown, HTML, JSON, mail | judging |
//! | [`schedule`] | policies, earlier checks, now into what is due | the network |
//! | [`watchlist`] | text into checked values or every fault | reading files, secrets |
//!
//! # Shell: I/O only
//!
//! The shell gathers, the core decides and returns effects (one exhaustive enum), the shell acts in
//! one transaction.
//!
//! | module | does | must not know |
//! |---|---|---|
//! | [`fetch`] | asks servers, reads files | what a page means |
//! | [`archive`] | keeps everything in SQLite, hash-chained; the only place that names SQL | what a change means |
//! | [`mail`] | writes RFC 5322 messages and speaks SMTP | why a message is sent |
//! | `tls` | one TLS set-up for fetching and mail, which must not know each other | hosts, pages, messages |
//! | [`import`] | takes recorded pages over, a folder or a git repository of them | what a page means, mail |
//! | [`watch`] | strings the above together | any rule |
//! | [`cli`] | one file per command | any rule |
//!
//! # Invariants worth a second look
//!
//! - A page that fails is never a change: it is quarantined and never compared, with or against.
//! - A new state counts only once a later fetch shows the same words (`confirm`).
//! - Cosmetic is proven, never assumed; what is neither proven nor caught by a rule is `review`.
//! - The day count is the text's: read from the notice clause, set in the watchlist, or absent.
//! - A message is recorded in the transaction that records its change, and sent afterwards.
//! - Personal data is sealed with the person's own key; the evidence chain holds only commitments.

pub mod archive;
pub mod check;
pub mod cli;
pub mod compare;
pub mod digest;
pub mod document;
pub mod facts;
pub mod fetch;
pub mod import;
pub mod mail;
pub mod materiality;
pub mod normalize;
pub mod notice;
pub mod render;
pub mod schedule;
pub mod snapshot;
mod tls;
pub mod watch;
pub mod watchlist;
