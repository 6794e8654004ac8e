//! What can go wrong with the archive, named by what the caller can do about it.
//!
//! SQLite's own errors stay behind this wall: they become one of these or travel as an opaque source.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Why the archive could not do what it was asked to.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// No archive in this folder.
    #[error("find an archive in `{path}`")]
    NotThere {
        /// The folder.
        path: PathBuf,
    },
    /// Written by a newer policydiff; nothing was touched.
    #[error("read `{path}`: it has schema version {found} and this program knows {known}")]
    NewerVersion {
        /// The database file.
        path: PathBuf,
        /// Schema version found.
        found: i64,
        /// Newest schema version known here.
        known: i64,
    },
    /// Another watcher holds the archive.
    #[error("watch into `{path}`: another watcher does so already{}", holder(*.pid, .since.as_deref()))]
    Watched {
        /// The lock file.
        path: PathBuf,
        /// Process id of the other watcher, when it could be read.
        pid: Option<u32>,
        /// When it began, RFC 3339, when it could be read.
        since: Option<String>,
    },
    /// The disk is full; nothing was half-written.
    #[error("write `{path}`: the disk is full and nothing was changed")]
    Full {
        /// The file that could not grow.
        path: PathBuf,
    },
    /// Not an archive, or a damaged one.
    #[error("trust `{path}`: {what}")]
    Corrupt {
        /// The database file.
        path: PathBuf,
        /// What is wrong, one plain fragment.
        what: String,
    },
    /// A run under a pretended time met real entries.
    #[error("write `{path}` under a pretended time: it holds real entries")]
    RealEntries {
        /// The database file.
        path: PathBuf,
    },
    /// A real run met entries made under a pretended time.
    #[error("write `{path}` at the real time: its entries were made under a pretended time")]
    SimulatedEntries {
        /// The database file.
        path: PathBuf,
    },
    /// No permission to write, or opened for reading only.
    #[error("write `{path}`: it cannot be written to")]
    Unwritable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: Cause,
    },
    /// Another process held the archive for too long; trying again helps.
    #[error("reach `{path}`: another process has kept it busy")]
    Busy {
        /// The database file.
        path: PathBuf,
    },
    /// A step that the present state does not allow, such as accepting a message never begun.
    #[error("record in `{path}`: {what}")]
    OutOfOrder {
        /// The database file.
        path: PathBuf,
        /// What was asked and what stands against it, one plain fragment.
        what: String,
    },
    /// The file system failed.
    #[error("read or write `{path}`")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: Cause,
    },
    /// A fault of this program.
    #[error("work with `{path}`: a fault inside the archive")]
    Internal {
        /// The database file.
        path: PathBuf,
        /// What happened.
        #[source]
        source: Cause,
    },
}

/// The opaque cause of an error: no type of another crate shows.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

fn holder(pid: Option<u32>, since: Option<&str>) -> String {
    match (pid, since) {
        (Some(pid), Some(since)) => format!(" (process {pid} since {since})"),
        (Some(pid), None) => format!(" (process {pid})"),
        _ => String::new(),
    }
}

/// A failure inside the archive before it is known which file it concerns.
#[derive(Debug)]
pub(super) enum Fault {
    /// SQLite.
    Sql(rusqlite::Error),
    /// Files, compression.
    Io(std::io::Error),
    /// Stored data that does not read back.
    Damaged(String),
    /// A schema from the future.
    Newer { found: i64, known: i64 },
    /// Entries of the other kind.
    Nature { holds_simulated: bool },
    /// Another process is in the way.
    Busy,
    /// A step that the present state does not allow.
    OutOfOrder(String),
    /// A fault of this program.
    Internal(String),
}

impl Fault {
    /// Names the file and says what the caller can do.
    pub(super) fn at(self, path: &Path) -> ArchiveError {
        let path = path.to_owned();
        match self {
            Self::Sql(error) => from_sql(error, path),
            Self::Io(error) => from_io(error, path),
            Self::Damaged(what) => ArchiveError::Corrupt { path, what },
            Self::Newer { found, known } => ArchiveError::NewerVersion { path, found, known },
            Self::Nature { holds_simulated: true } => ArchiveError::SimulatedEntries { path },
            Self::Nature { holds_simulated: false } => ArchiveError::RealEntries { path },
            Self::Busy => ArchiveError::Busy { path },
            Self::OutOfOrder(what) => ArchiveError::OutOfOrder { path, what },
            Self::Internal(what) => ArchiveError::Internal { path, source: what.into() },
        }
    }
}

fn from_sql(error: rusqlite::Error, path: PathBuf) -> ArchiveError {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => ArchiveError::Full { path },
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            ArchiveError::Corrupt { path, what: "it is damaged or not an archive".to_owned() }
        }
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            ArchiveError::Unwritable { path, source: error.into() }
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => ArchiveError::Busy { path },
        Some(ErrorCode::SystemIoFailure) => ArchiveError::Io { path, source: error.into() },
        _ => ArchiveError::Internal { path, source: error.into() },
    }
}

fn from_io(error: std::io::Error, path: PathBuf) -> ArchiveError {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => ArchiveError::Full { path },
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            ArchiveError::Unwritable { path, source: error.into() }
        }
        _ => ArchiveError::Io { path, source: error.into() },
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        Self::Damaged(format!("a stored value does not read back ({error})"))
    }
}
