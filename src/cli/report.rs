//! Turns an error into words on stderr: heading, causes, what to do next.

use std::fmt::Write as _;
use std::io::{self, ErrorKind};

use super::exit::Exit;
use crate::archive::ArchiveError;
use crate::fetch::FetchError;
use crate::import::ImportError;
use crate::mail::MailError;

/// Trouble with a hint about what to do; carried inside an `anyhow` chain.
#[derive(Debug)]
pub(super) struct Advised {
    what: String,
    advice: String,
}

impl Advised {
    /// An error that says what to do about it.
    pub(super) fn new(what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { what: what.into(), advice: advice.into() }
    }
}

impl std::fmt::Display for Advised {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Advised {}

/// The words for stderr and the exit code. `None` when the reader of stdout left, which is no error.
pub(super) fn describe(error: &anyhow::Error) -> Option<(String, Exit)> {
    let left = error
        .chain()
        .any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|io| io.kind() == ErrorKind::BrokenPipe));
    if left {
        return None;
    }
    let mut text = String::new();
    for (at, cause) in error.chain().enumerate() {
        let opening = if at == 0 { "error: " } else { "\n  because: " };
        let cannot = if is_fragment(cause) { "cannot " } else { "" };
        let _ = write!(text, "{opening}{cannot}{cause}");
    }
    if let Some(advice) = error.downcast_ref::<FetchError>().and_then(fetch_advice) {
        let _ = write!(text, "\n  try: {advice}");
    }
    if let Some(advice) = error.downcast_ref::<ArchiveError>().and_then(advice) {
        let _ = write!(text, "\n  try: {advice}");
    }
    // Asked of the error itself: advice added as context is no link of the chain.
    if let Some(advised) = error.downcast_ref::<Advised>() {
        let _ = write!(text, "\n  try: {}", advised.advice);
    }
    Some((text, Exit::Unusable))
}

/// Errors of the shell modules read after "cannot"; all others are whole sentences.
fn is_fragment(cause: &(dyn std::error::Error + 'static)) -> bool {
    cause.is::<ArchiveError>()
        || cause.is::<FetchError>()
        || cause.is::<ImportError>()
        || cause.is::<MailError>()
}

/// What to do about an address that gave no page.
fn fetch_advice(error: &FetchError) -> Option<&'static str> {
    Some(match error {
        FetchError::TimedOut { .. } => {
            "again later, a longer `[fetch] timeout` in the watchlist, or save the page and name the file"
        }
        FetchError::Unreachable { .. } => {
            "check the address and the network, or save the page and name the file"
        }
        FetchError::Tls { .. } | FetchError::BrokenOff { .. } | FetchError::RedirectLoop { .. } => {
            "open the address in a browser; save the page and name the file"
        }
        _ => return None,
    })
}

/// What to do about an archive that cannot be used as it is.
fn advice(error: &ArchiveError) -> Option<&'static str> {
    Some(match error {
        ArchiveError::NewerVersion { .. } => "the policydiff that wrote it, or a newer one",
        ArchiveError::Watched { .. } => "stop the other watcher, or name another folder with --archive DIR",
        ArchiveError::NotThere { .. } => "policydiff watch --once (makes it), or --archive DIR",
        ArchiveError::RealEntries { .. } => "another folder for a pretended time: --archive DIR",
        ArchiveError::SimulatedEntries { .. } => {
            "add --now INSTANT, or name another folder with --archive DIR"
        }
        ArchiveError::Full { .. } => "make room on the disk; nothing was half-written",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context;

    #[test]
    fn causes_and_advice_follow_the_heading() {
        let error = anyhow::Error::new(Advised::new("no watchlist at `w.toml`", "policydiff init"))
            .context("cannot watch");
        let (text, exit) = describe(&error).unwrap();
        assert_eq!(text, "error: cannot watch\n  because: no watchlist at `w.toml`\n  try: policydiff init");
        assert_eq!(exit, Exit::Unusable);
    }

    #[test]
    fn advice_added_as_context_is_given() {
        let missing = anyhow::Error::new(io::Error::from(ErrorKind::NotFound));
        let error = missing.context(Advised::new("cannot read `w.toml`", "policydiff init"));
        let (text, _) = describe(&error).unwrap();
        assert!(text.starts_with("error: cannot read `w.toml`\n  because: "), "{text}");
        assert!(text.ends_with("\n  try: policydiff init"), "{text}");
    }

    #[test]
    fn a_reader_who_left_is_no_error() {
        let broken: Result<(), _> = Err(io::Error::from(ErrorKind::BrokenPipe));
        assert!(describe(&broken.context("cannot print").unwrap_err()).is_none());
    }
}
