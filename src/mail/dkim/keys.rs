//! Public keys as a domain publishes them: one TXT record a file, named as in the DNS.

use std::collections::BTreeMap;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::canonical::tags;
use crate::mail::MailError;

/// Kinds of keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Rsa,
    Ed25519,
}

/// A public key: PKCS #1 for RSA, 32 bytes for Ed25519.
#[derive(Debug, Clone)]
pub(super) struct Key {
    pub(super) kind: Kind,
    pub(super) bytes: Vec<u8>,
}

/// The keys an operator keeps.
#[derive(Debug, Clone, Default)]
pub struct Keys(BTreeMap<String, Result<Key, String>>);

impl Keys {
    /// Reads the files `SELECTOR._domainkey.DOMAIN.txt` of a folder; other files are passed over. A record
    /// that is no key is kept as such, and named when a signature asks for it.
    pub fn read(folder: &Path) -> Result<Self, MailError> {
        let failed = |source: std::io::Error| MailError::Keys { folder: folder.to_owned(), source };
        let mut keys = BTreeMap::new();
        for entry in std::fs::read_dir(folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name().to_string_lossy().to_ascii_lowercase();
            if name.contains("._domainkey.") && name.strip_suffix(".txt").is_some() {
                let record = std::fs::read(entry.path()).map_err(failed)?;
                keys.insert(name, key(&String::from_utf8_lossy(&record)));
            }
        }
        Ok(Self(keys))
    }

    /// Key of a selector with the file it came from, or what is wrong with it.
    pub(super) fn find(&self, selector: &str, domain: &str) -> Option<(&str, Result<&Key, &str>)> {
        let (file, key) = self.0.get_key_value(&format!("{selector}._domainkey.{domain}.txt"))?;
        Some((file, key.as_ref().map_err(String::as_str)))
    }

    #[cfg(test)]
    pub(super) fn of(records: &[(&str, &str)]) -> Self {
        Self(records.iter().map(|(name, record)| (format!("{name}.txt"), key(record))).collect())
    }
}

/// Reads a record (RFC 6376, 3.6.1), also as `dig` prints it: quoted pieces side by side.
fn key(record: &str) -> Result<Key, String> {
    let text = match record.find('"') {
        Some(_) => record.split('"').skip(1).step_by(2).collect::<String>(),
        None => record.to_owned(),
    };
    let tags = tags(&text).map_err(|_| "is no key record".to_owned())?;
    let tag = |name: &str| tags.get(name).map(String::as_str);
    if tag("v").is_some_and(|version| version != "DKIM1") {
        return Err("is of another version than DKIM1".to_owned());
    }
    let has = |name: &str, wanted: &[&str]| {
        tag(name).is_none_or(|list| list.split(':').any(|word| wanted.contains(&word.trim())))
    };
    if !has("h", &["sha256"]) || !has("s", &["*", "email"]) {
        return Err("is not meant for this".to_owned());
    }
    let kind = match tag("k").unwrap_or("rsa") {
        "rsa" => Kind::Rsa,
        "ed25519" => Kind::Ed25519,
        other => return Err(format!("is of the unknown kind `{other}`")),
    };
    let packed: String = tag("p").ok_or("is no key record")?.split_whitespace().collect();
    if packed.is_empty() {
        return Err("was revoked".to_owned());
    }
    let bytes = STANDARD.decode(packed).map_err(|_| "is no base64".to_owned())?;
    match kind {
        Kind::Ed25519 => Ok(Key { kind, bytes }),
        Kind::Rsa => Ok(Key { kind, bytes: inner(&bytes).unwrap_or(bytes) }),
    }
}

/// `RSAPublicKey` out of a `SubjectPublicKeyInfo` (RFC 5280, 4.1), which is how the DNS holds it; `None`
/// when there is no wrapping.
fn inner(der: &[u8]) -> Option<Vec<u8>> {
    let (0x30, info, _) = value(der)? else { return None };
    let (0x30, _, rest) = value(info)? else { return None };
    let (0x03, bits, _) = value(rest)? else { return None };
    bits.strip_prefix(&[0]).map(<[u8]>::to_vec)
}

/// Kind, content and what follows, of the DER value at the front.
fn value(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&kind, rest) = der.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = if first < 0x80 {
        (usize::from(first), rest)
    } else {
        let count = usize::from(first & 0x7f);
        let (digits, rest) = rest.split_at_checked(count).filter(|_| count <= 3)?;
        (digits.iter().fold(0, |sum, digit| sum << 8 | usize::from(*digit)), rest)
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((kind, content, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_that_are_no_key_say_why() {
        let cases = [
            ("v=DKIM1; p=", "was revoked"),
            ("v=DKIM2; p=AAAA", "is of another version than DKIM1"),
            ("k=dsa; p=AAAA", "is of the unknown kind `dsa`"),
            ("v=DKIM1; h=sha1; p=AAAA", "is not meant for this"),
            ("v=DKIM1; p=!!", "is no base64"),
            ("hello", "is no key record"),
        ];
        for (record, why) in cases {
            assert_eq!(key(record).unwrap_err(), why, "{record}");
        }
    }

    #[test]
    fn a_record_in_quoted_pieces_is_one_record() {
        let pieces = "k._domainkey.up.example. 300 IN TXT \"v=DKIM1; k=ed25519; \" \"p=AAECAw==\"";
        assert_eq!(key(pieces).unwrap().bytes, [0, 1, 2, 3]);
    }

    #[test]
    fn broken_der_is_taken_as_it_is() {
        for der in [&[][..], &[0x30], &[0x30, 0x84, 1, 1, 1, 1], &[0x30, 2, 0x30, 9]] {
            assert!(inner(der).is_none());
        }
    }
}
