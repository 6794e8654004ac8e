//! Files that are handed in: read whole or refused, and the refusal names the file and what to do.

use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context, Result};

use super::super::report::Advised;

/// Reads a file of at most `limit` bytes; `how` says what it has to be.
pub(super) fn read(path: &Path, limit: u64, how: &str) -> Result<Vec<u8>> {
    let cannot_read = |advice: &str| Advised::new(format!("cannot read `{}`", path.display()), advice);
    let about = std::fs::metadata(path).with_context(|| match std::env::current_dir() {
        Ok(folder) if path.is_relative() => {
            cannot_read(&format!("check the name; it was looked for in {}", folder.display()))
        }
        _ => cannot_read("check the name"),
    })?;
    if about.is_dir() {
        let cause = std::io::Error::from(ErrorKind::IsADirectory);
        return Err(cause).with_context(|| cannot_read("name a file inside it"));
    }
    if about.len() > limit {
        let what = format!("`{}` is larger than {} MB", path.display(), limit / (1024 * 1024));
        return Err(Advised::new(what, how).into());
    }
    std::fs::read(path).with_context(|| cannot_read(how))
}
