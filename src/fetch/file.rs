//! Local files as sources: read within the size limit, content type left to the reader of the bytes.

use std::io::ErrorKind;
use std::path::Path;

use chrono::{DateTime, Utc};
use tokio::io::AsyncReadExt;

use super::FetchError;
use crate::snapshot::Snapshot;

/// Reads `path`, relative to `base_folder`. The snapshot names the file as the watchlist does, so that
/// an archive does not depend on where it stands.
pub(super) async fn read(
    base_folder: &Path,
    path: &Path,
    max_bytes: u64,
    now: impl Fn() -> DateTime<Utc>,
) -> Result<Snapshot, FetchError> {
    let unreadable = |source: std::io::Error| match source.kind() {
        ErrorKind::NotFound => FetchError::Missing { path: path.to_owned() },
        _ => FetchError::Unreadable { path: path.to_owned(), source },
    };
    let full = base_folder.join(path);
    // Asked before opening: opening a pipe would wait for a writer.
    let facts = tokio::fs::metadata(&full).await.map_err(unreadable)?;
    if !facts.is_file() {
        return Err(FetchError::NotAFile { path: path.to_owned() });
    }
    let too_large = || FetchError::TooLarge { source_name: path.display().to_string(), limit: max_bytes };
    if facts.len() > max_bytes {
        return Err(too_large());
    }
    let mut body = Vec::new();
    let file = tokio::fs::File::open(&full).await.map_err(unreadable)?;
    file.take(max_bytes.saturating_add(1)).read_to_end(&mut body).await.map_err(unreadable)?;
    if body.len() as u64 > max_bytes {
        return Err(too_large());
    }
    let name = path.display().to_string();
    Ok(Snapshot {
        source: name.clone(),
        final_source: name,
        redirects: Vec::new(),
        status: 200,
        headers: Vec::new(),
        body,
        fetched_at: now(),
    })
}
