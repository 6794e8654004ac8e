//! One watcher at a time: an operating-system lock on a file beside the archive.
//!
//! The system drops the lock when its process ends, however it ends, so there is nothing stale to
//! clean up. What the file says (who, since when) is only for the message to the second one.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

use chrono::{DateTime, SecondsFormat, Utc};

use super::error::{ArchiveError, Fault};

/// The right to watch into an archive, held until dropped.
#[derive(Debug)]
pub struct WatchLock {
    file: File,
}

impl WatchLock {
    /// Takes the lock at `path` or names the watcher that holds it.
    pub(super) fn take(path: &Path, now: DateTime<Utc>) -> Result<Self, ArchiveError> {
        let io = |error: std::io::Error| Fault::Io(error).at(path);
        let mut options = OpenOptions::new();
        let mut file = options.read(true).write(true).create(true).truncate(false).open(path).map_err(io)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(watched(path, &mut file)),
            Err(TryLockError::Error(error)) => return Err(io(error)),
        }
        let since = now.to_rfc3339_opts(SecondsFormat::Secs, true);
        file.set_len(0).map_err(io)?;
        file.write_all(format!("{} {since}\n", std::process::id()).as_bytes()).map_err(io)?;
        Ok(Self { file })
    }
}

impl Drop for WatchLock {
    fn drop(&mut self) {
        // The lock itself goes with the file; an old name left inside would only mislead people.
        let _ = self.file.rewind().and_then(|()| self.file.set_len(0));
    }
}

fn watched(path: &Path, file: &mut File) -> ArchiveError {
    let mut text = String::new();
    // What cannot be read is left out of the message.
    let _ = file.read_to_string(&mut text);
    let mut words = text.split_whitespace();
    let pid = words.next().and_then(|word| word.parse().ok());
    let since = words.next().map(str::to_owned);
    ArchiveError::Watched { path: path.to_owned(), pid, since }
}
