//! DKIM signatures of a message that was handed in (RFC 6376, 8301, 8463), checked with keys from files.
//!
//! The DNS is never asked: a key is believed because the operator put it there. Without one, the body is
//! still held against the signed hash, which shows an alteration but proves no sender. No resolver-free
//! library verifies both algorithms on our toolchain, and the primitives are in the build for TLS anyway.

mod canonical;
mod keys;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use ring::signature::{ED25519, RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY, UnparsedPublicKey};
use sha2::{Digest, Sha256};

use self::canonical::{Form, Header, split};
pub use self::keys::Keys;
use self::keys::{Key, Kind};

/// What is known of the signatures of `message`, one plain fragment each, several joined by `; `.
/// `received` is held against a signature's end.
pub(super) fn judge(message: &[u8], keys: &Keys, received: DateTime<Utc>) -> String {
    let lines = canonical::with_crlf(message);
    let (headers, body) = split(&lines);
    let mut words = Vec::new();
    for (place, header) in headers.iter().enumerate() {
        if !header.is("dkim-signature") {
            continue;
        }
        words.push(match Signature::read(header.value()) {
            Ok(signature) => signature.judge(&headers, place, body, keys, received),
            Err(why) => format!("a signature that cannot be read: {why}"),
        });
    }
    if words.is_empty() { "not signed".to_owned() } else { words.join("; ") }
}

/// A `DKIM-Signature`, as far as checking needs it.
struct Signature {
    algorithm: Algorithm,
    domain: String,
    selector: String,
    headers: Vec<String>,
    body_hash: Vec<u8>,
    /// The signature data of tag `b` (RFC 6376, 3.5).
    data: Vec<u8>,
    header_form: Form,
    body_form: Form,
    signed_length: Option<usize>,
    ends: Option<i64>,
}

enum Algorithm {
    RsaSha256,
    Ed25519Sha256,
    /// `rsa-sha1` and whatever else a verifier must not accept (RFC 8301, 3.1).
    Other(String),
}

impl Signature {
    fn read(value: &str) -> Result<Self, String> {
        let tags = canonical::tags(value)?;
        let tag = |name: &str| tags.get(name).map(String::as_str);
        let needed = |name: &str| tag(name).ok_or_else(|| format!("it has no {name}="));
        if needed("v")? != "1" {
            return Err("its version is not 1".to_owned());
        }
        let domain = needed("d")?.to_ascii_lowercase();
        let headers: Vec<String> =
            needed("h")?.split(':').map(|name| name.trim().to_ascii_lowercase()).collect();
        if !headers.iter().any(|name| name == "from") {
            return Err("it does not cover From".to_owned());
        }
        let identity = tag("i").and_then(|identity| identity.rsplit_once('@')).map(|(_, host)| host);
        if identity.is_some_and(|host| !is_within(&host.to_ascii_lowercase(), &domain)) {
            return Err("its i= is outside its d=".to_owned());
        }
        let (header_form, body_form) = Form::both(tag("c").unwrap_or("simple/simple"))?;
        Ok(Self {
            algorithm: match needed("a")?.to_ascii_lowercase().as_str() {
                "rsa-sha256" => Algorithm::RsaSha256,
                "ed25519-sha256" => Algorithm::Ed25519Sha256,
                other => Algorithm::Other(other.to_owned()),
            },
            selector: needed("s")?.to_ascii_lowercase(),
            body_hash: decoded("bh", needed("bh")?)?,
            data: decoded("b", needed("b")?)?,
            signed_length: number(tag("l"), "l")?,
            ends: number(tag("x"), "x")?,
            domain,
            headers,
            header_form,
            body_form,
        })
    }

    fn judge(
        &self,
        headers: &[Header<'_>],
        place: usize,
        body: &[u8],
        keys: &Keys,
        received: DateTime<Utc>,
    ) -> String {
        let Self { domain, selector, .. } = self;
        let body = self.body_form.body(body);
        let said = format!("signed for {domain}");
        if self.signed_length.is_some_and(|length| length > body.len()) {
            return format!("{said}: fail, the body is shorter than what was signed");
        }
        let signed = &body[..self.signed_length.unwrap_or(body.len())];
        if let Algorithm::Other(name) = &self.algorithm {
            return format!("{said}: not verified: {name} proves nothing any more");
        }
        let is_intact = Sha256::digest(signed).as_slice() == self.body_hash;
        let state = if is_intact { "body intact" } else { "body altered" };
        let key = match keys.find(selector, domain) {
            None => return format!("{said}: not verified: no key for {selector} at {domain}; {state}"),
            Some((file, Err(why))) => {
                return format!("{said}: not verified: the key in {file} {why}; {state}");
            }
            Some((file, Ok(key))) => (file, key),
        };
        let (file, key) = key;
        if !is_intact {
            return format!("{said}: fail, body altered (key from {file})");
        }
        if let Err(why) = self.fits(key).and_then(|()| self.proves(headers, place, key)) {
            return format!("{said}: fail, {why} (key from {file})");
        }
        if self.ends.is_some_and(|ends| ends < received.timestamp()) {
            return format!("{said}: fail, it had ended before it arrived (key from {file})");
        }
        let mut pass = format!("{said}: pass (key from {file})");
        if signed.len() < body.len() {
            pass.push_str(", but only the beginning of the body is signed");
        }
        if !sender(headers).is_some_and(|host| is_within(&host, domain)) {
            pass.push_str(", which is not the sender's domain");
        }
        pass
    }

    fn fits(&self, key: &Key) -> Result<(), String> {
        match (&self.algorithm, key.kind) {
            (Algorithm::RsaSha256, Kind::Rsa) | (Algorithm::Ed25519Sha256, Kind::Ed25519) => Ok(()),
            _ => Err("the key is of another kind than the signature".to_owned()),
        }
    }

    /// The signature over the named headers and itself without its value (RFC 6376, 3.7).
    fn proves(&self, headers: &[Header<'_>], place: usize, key: &Key) -> Result<(), String> {
        let mut used = vec![false; headers.len()];
        let mut bytes = Vec::new();
        for name in &self.headers {
            // The same name again means the next one above; one that is not there counts as empty.
            let found = (0..headers.len()).rev().find(|&at| !used[at] && headers[at].is(name));
            if let Some(at) = found {
                used[at] = true;
                bytes.extend(self.header_form.header(headers[at].name(), headers[at].value()));
                bytes.extend(b"\r\n");
            }
        }
        let own = &headers[place];
        bytes.extend(self.header_form.header(own.name(), &canonical::without_signature(own.value())));
        let checked = match key.kind {
            Kind::Rsa => UnparsedPublicKey::new(&RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY, &key.bytes)
                .verify(&bytes, &self.data),
            // RFC 8463, 3: what is signed is the hash.
            Kind::Ed25519 => {
                UnparsedPublicKey::new(&ED25519, &key.bytes).verify(&Sha256::digest(&bytes), &self.data)
            }
        };
        checked.map_err(|_| "a signed header was altered or the key is another one".to_owned())
    }
}

fn decoded(name: &str, value: &str) -> Result<Vec<u8>, String> {
    let compact: String = value.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    STANDARD.decode(compact).map_err(|_| format!("its {name}= is no base64"))
}

fn number<T: std::str::FromStr>(value: Option<&str>, name: &str) -> Result<Option<T>, String> {
    value.map(|value| value.parse().map_err(|_| format!("its {name}= is no number"))).transpose()
}

/// The host of the only sender named in `From`.
fn sender(headers: &[Header<'_>]) -> Option<String> {
    let from = headers.iter().find(|header| header.is("from"))?;
    let (_, host) = from.value().rsplit_once('@')?;
    let host = host.split(|c: char| c == '>' || c.is_whitespace() || c == '(').next()?;
    Some(host.to_ascii_lowercase())
}

fn is_within(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
mod tests;
