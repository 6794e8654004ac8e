//! Fetching: a source of the watchlist becomes a snapshot, exactly as received.
//!
//! Any HTTP status is a snapshot: a 404 is evidence and `check` decides what it means. Errors are what
//! left nothing to keep. Redirects are followed by hand, so that each hop is recorded and each address
//! is checked before a connection is opened. Knows no document, no archive, no mail.

mod address;
mod encoding;
mod error;
mod file;
mod hop;

use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Utc};
use url::Url;

pub use self::error::FetchError;
use self::hop::{Answer, Hops};
use crate::snapshot::Snapshot;
use crate::watchlist::{FetchRules, Source};

/// Redirects followed before a chain counts as a loop; browsers stop at 20, curl's default is 50, and
/// no policy page needs more than a few.
const MAX_REDIRECTS: usize = 10;

/// Fetches sources under the rules of `[fetch]`.
#[derive(Debug, Clone)]
pub struct Fetcher {
    hops: Hops,
    base_folder: PathBuf,
    timeout: Duration,
    max_bytes: u64,
}

impl Fetcher {
    /// Prepares TLS and limits. `base_folder` is the watchlist's folder: relative files and a relative
    /// `ca_file` are looked up there.
    ///
    /// Fails with [`FetchError::Config`] when `ca_file` is of no use or the time-out is not positive.
    pub fn new(rules: &FetchRules, base_folder: &Path) -> Result<Self, FetchError> {
        let timeout = rules.timeout.to_std().ok().filter(|timeout| !timeout.is_zero());
        Ok(Self {
            hops: Hops::new(rules, base_folder)?,
            base_folder: base_folder.to_owned(),
            timeout: timeout.ok_or(FetchError::Config { key: "timeout", source: None })?,
            max_bytes: rules.max_bytes,
        })
    }

    /// Fetches one source. `now` is asked once, when the answer is complete.
    pub async fn fetch(
        &self,
        source: &Source,
        now: impl Fn() -> DateTime<Utc>,
    ) -> Result<Snapshot, FetchError> {
        match source {
            Source::File(path) => file::read(&self.base_folder, path, self.max_bytes, now).await,
            Source::Url(url) => tokio::time::timeout(self.timeout, self.follow(url, now))
                .await
                .map_err(|_| FetchError::TimedOut { url: url.to_string(), after: self.timeout })?,
        }
    }

    async fn follow(&self, start: &Url, now: impl Fn() -> DateTime<Utc>) -> Result<Snapshot, FetchError> {
        let mut url = without_fragment(start);
        let mut visited = vec![url.clone()];
        let mut redirects = Vec::new();
        loop {
            let answer = self.hops.get(&url, start).await?;
            let Some(target) = answer.redirect_target(&url) else {
                return self.complete(start, &url, redirects, answer, now).await;
            };
            redirects.push((answer.status, target.to_string()));
            url = without_fragment(&target);
            if visited.contains(&url) || redirects.len() > MAX_REDIRECTS {
                return Err(FetchError::RedirectLoop { url: start.to_string(), hops: redirects.len() });
            }
            visited.push(url.clone());
        }
    }

    async fn complete(
        &self,
        start: &Url,
        url: &Url,
        redirects: Vec<(u16, String)>,
        answer: Answer,
        now: impl Fn() -> DateTime<Utc>,
    ) -> Result<Snapshot, FetchError> {
        let (status, headers) = (answer.status, answer.headers.clone());
        let received = answer.read_body(url, self.max_bytes).await?;
        let body = encoding::decode_off_thread(url, &headers, received, self.max_bytes).await?;
        Ok(Snapshot {
            source: start.to_string(),
            final_source: url.to_string(),
            redirects,
            status,
            headers,
            body,
            fetched_at: now(),
        })
    }
}

/// Fragments never reach a server, so two addresses that differ only there are the same one.
fn without_fragment(url: &Url) -> Url {
    let mut url = url.clone();
    url.set_fragment(None);
    url
}
