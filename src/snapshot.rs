//! Exactly what was fetched: bytes, status, headers, final URL, time, hash.
//!
//! A snapshot is evidence: nothing in it is interpreted, repaired or dropped. It knows no policy and
//! no document.

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

/// One answer of a server, or one reading of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Where we asked.
    pub source: String,
    /// Where the answer came from, after redirects.
    pub final_source: String,
    /// Every hop: status and the address it pointed to.
    pub redirects: Vec<(u16, String)>,
    /// HTTP status; 200 for a file.
    pub status: u16,
    /// Headers as received, names in lower case.
    pub headers: Vec<(String, String)>,
    /// Body with transfer and content encodings undone, otherwise untouched.
    pub body: Vec<u8>,
    /// When the answer was complete.
    pub fetched_at: DateTime<Utc>,
}

impl Snapshot {
    /// SHA-256 of the body.
    pub fn sha256(&self) -> ContentHash {
        ContentHash::of(&self.body)
    }

    /// First value of a header; `name` in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// The hash that stands for all pages of a policy: that of the only one, or SHA-256 over the hashes of
/// several in their order, each as 64 hex digits.
pub fn sha256_of(pages: &[Snapshot]) -> ContentHash {
    match pages {
        [page] => page.sha256(),
        pages => {
            ContentHash::of(pages.iter().map(|page| page.sha256().to_string()).collect::<String>().as_bytes())
        }
    }
}

/// SHA-256 of some bytes, shown as 64 hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ContentHash([u8; 32]);

impl ContentHash {
    /// Hashes `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Takes 64 hex digits; `None` for anything else.
    pub fn from_hex(text: &str) -> Option<Self> {
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        let mut bytes = [0; 32];
        for (index, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * index..2 * index + 2], 16).ok()?;
        }
        Some(Self(bytes))
    }

    /// First twelve hex digits, for people.
    pub fn short(&self) -> String {
        self.to_string()[..12].to_owned()
    }
}

impl std::fmt::Display for ContentHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::ContentHash;

    #[test]
    fn hash_survives_its_own_text_form() {
        let hash = ContentHash::of(b"abc");
        assert_eq!(ContentHash::from_hex(&hash.to_string()), Some(hash));
        assert_eq!(hash.short(), "ba7816bf8f01");
        assert_eq!(ContentHash::from_hex("zz"), None);
    }
}
