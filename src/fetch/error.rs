//! Why nothing was fetched, named by what the caller can do about it.
//!
//! Other crates' errors are told apart by type, never by the words of their messages.

use std::error::Error;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use url::Url;

type Cause = Box<dyn Error + Send + Sync>;

/// Why a source gave no snapshot. Messages read after "cannot …" and name the source.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// No complete answer within the time of the rules.
    #[error("fetch `{url}`: no complete answer within {after:?}")]
    TimedOut {
        /// Address asked for.
        url: String,
        /// Time given.
        after: Duration,
    },
    /// The name does not resolve, or nobody accepts connections there.
    #[error("reach the host of `{url}`")]
    Unreachable {
        /// Address asked for.
        url: String,
        /// What the network said.
        source: Cause,
    },
    /// The certificate is not trusted, or no common protocol was found.
    #[error("make a trusted connection to `{url}`")]
    Tls {
        /// Address asked for.
        url: String,
        /// What the handshake said.
        source: Cause,
    },
    /// The connection ended before the answer did.
    #[error("read the whole answer of `{url}`")]
    BrokenOff {
        /// Address asked for.
        url: String,
        /// What the connection said.
        source: Cause,
    },
    /// More bytes than the rules allow, before or after decoding.
    #[error("keep `{source_name}`: larger than {limit} bytes")]
    TooLarge {
        /// Address or file.
        source_name: String,
        /// The limit in bytes.
        limit: u64,
    },
    /// Redirects that lead back to where they came from, or go on for too long.
    #[error("fetch `{url}`: its redirects do not end ({hops} followed)")]
    RedirectLoop {
        /// Address asked for first.
        url: String,
        /// Redirects followed.
        hops: usize,
    },
    /// An address that a public page must not send us to, or a scheme other than HTTP.
    #[error("fetch `{url}`: {why}")]
    Forbidden {
        /// The address refused.
        url: String,
        /// Why, as a sentence fragment.
        why: String,
    },
    /// The body does not follow its own `Content-Encoding`.
    #[error("decode the `{encoding}` body of `{url}`")]
    Undecodable {
        /// Address asked for.
        url: String,
        /// Encoding as declared.
        encoding: String,
        /// What the decoder said; none for an encoding we do not know.
        source: Option<io::Error>,
    },
    /// A folder, a device: nothing that holds a text.
    #[error("read `{path}`: it is not a regular file")]
    NotAFile {
        /// The file as written in the watchlist.
        path: PathBuf,
    },
    /// No such file.
    #[error("find `{path}`")]
    Missing {
        /// The file as written in the watchlist.
        path: PathBuf,
    },
    /// The file is there and cannot be read.
    #[error("read `{path}`")]
    Unreadable {
        /// The file as written in the watchlist.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// `[fetch]` itself is of no use.
    #[error("use `[fetch] {key}` of the watchlist")]
    Config {
        /// The key at fault.
        key: &'static str,
        /// What is wrong with it, where something more can be said.
        source: Option<Cause>,
    },
}

/// Sorts the error of a request by what lies beneath it; `after` is what connecting may take.
pub(super) fn of_request(url: &Url, after: Duration, error: reqwest::Error) -> FetchError {
    let shown = url.to_string();
    // The address is in our message already; leaving it in the cause prints it twice.
    let error = error.without_url();
    if error.is_timeout() {
        FetchError::TimedOut { url: shown, after }
    } else if is_caused_by::<rustls::Error>(&error) {
        FetchError::Tls { url: shown, source: error.into() }
    } else if error.is_connect() {
        FetchError::Unreachable { url: shown, source: error.into() }
    } else {
        FetchError::BrokenOff { url: shown, source: error.into() }
    }
}

/// The error of an answer that had begun.
pub(super) fn of_body(url: &Url, error: reqwest::Error) -> FetchError {
    FetchError::BrokenOff { url: url.to_string(), source: error.without_url().into() }
}

/// True when an error of type `E` is somewhere in the chain. `io::Error::source` skips the error it
/// wraps, so that one is looked at as well.
fn is_caused_by<E: Error + 'static>(error: &(dyn Error + 'static)) -> bool {
    if error.is::<E>() {
        return true;
    }
    let wrapped = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    let wrapped = wrapped.is_some_and(|inner| is_caused_by::<E>(inner));
    wrapped || error.source().is_some_and(is_caused_by::<E>)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cause_inside_an_io_error_is_found() {
        let alert = rustls::Error::HandshakeNotComplete;
        let nested = io::Error::other(io::Error::other(alert));
        assert!(is_caused_by::<rustls::Error>(&nested));
        assert!(!is_caused_by::<rustls::Error>(&io::Error::other("plain")));
    }
}
