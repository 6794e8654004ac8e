//! Sealing of what names a person, and commitments to it.
//!
//! One random key per person. Sealed data opens only with it; a commitment can be checked only with
//! it. Once the key is gone, both are noise, and the evidence chain over the commitments stays whole.

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hmac;
use ring::rand::{SecureRandom, SystemRandom};

use super::error::Fault;

/// Bytes of a key.
const KEY_LEN: usize = 32;

/// A person's key. Has no `Debug`, so that it never reaches a log.
pub(super) struct PersonKey([u8; KEY_LEN]);

impl PersonKey {
    /// A new random key.
    pub(super) fn random() -> Result<Self, Fault> {
        Ok(Self(random()?))
    }

    /// A key as stored.
    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Self, Fault> {
        bytes
            .try_into()
            .map(Self)
            .map_err(|_| Fault::Damaged("a person's key has the wrong length".to_owned()))
    }

    /// The key as it is stored.
    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Seals `plain`; `place` says where it will stand, so that sealed values cannot be swapped.
    pub(super) fn seal(&self, place: &str, plain: &[u8]) -> Result<Vec<u8>, Fault> {
        let nonce: [u8; NONCE_LEN] = random()?;
        let mut sealed = nonce.to_vec();
        let mut body = plain.to_vec();
        self.cipher()
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(place.as_bytes()),
                &mut body,
            )
            .map_err(|_| Fault::Internal("sealing failed".to_owned()))?;
        sealed.extend_from_slice(&body);
        Ok(sealed)
    }

    /// Opens what [`PersonKey::seal`] made for the same place.
    pub(super) fn open(&self, place: &str, sealed: &[u8]) -> Result<Vec<u8>, Fault> {
        let damaged = || Fault::Damaged(format!("sealed data ({place}) was touched"));
        let (nonce, body) = sealed.split_at_checked(NONCE_LEN).ok_or_else(damaged)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| damaged())?;
        let mut body = body.to_vec();
        let plain = self
            .cipher()
            .open_in_place(nonce, Aad::from(place.as_bytes()), &mut body)
            .map_err(|_| damaged())?;
        Ok(plain.to_vec())
    }

    /// Keyed hash of `plain` for the evidence, 64 hex digits.
    pub(super) fn commit(&self, plain: &[u8]) -> String {
        hex(keyed_hash(&self.derive(b"commitment"), plain).as_ref())
    }

    fn cipher(&self) -> LessSafeKey {
        let key = UnboundKey::new(&CHACHA20_POLY1305, &self.derive(b"sealing"))
            .expect("a SHA-256 output is as long as a ChaCha20 key");
        LessSafeKey::new(key)
    }

    /// A key for one use, so that no key serves two algorithms.
    fn derive(&self, use_: &[u8]) -> Vec<u8> {
        keyed_hash(&self.0, use_).as_ref().to_vec()
    }
}

/// HMAC-SHA-256.
pub(super) fn keyed_hash(key: &[u8], data: &[u8]) -> hmac::Tag {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), data)
}

/// `N` random bytes from the system.
pub(super) fn random<const N: usize>() -> Result<[u8; N], Fault> {
    let mut bytes = [0; N];
    SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| Fault::Internal("the system gives no random bytes".to_owned()))?;
    Ok(bytes)
}

/// A random id of 32 hex digits: says nothing about whom or what it stands for.
pub(super) fn random_id() -> Result<String, Fault> {
    Ok(hex(&random::<16>()?))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sealed_data_opens_with_its_key_at_its_place_only() {
        let key = PersonKey::random().unwrap();
        let sealed = key.seal("address", b"ada@example.org").unwrap();
        assert_eq!(key.open("address", &sealed).unwrap(), b"ada@example.org");
        assert!(key.open("answer", &sealed).is_err());
        assert!(PersonKey::random().unwrap().open("address", &sealed).is_err());
        assert!(key.open("address", &sealed[..5]).is_err());
        assert_ne!(sealed, key.seal("address", b"ada@example.org").unwrap());
    }

    #[test]
    fn commitments_are_the_same_for_the_same_key_only() {
        let key = PersonKey::random().unwrap();
        assert_eq!(key.commit(b"ada"), key.commit(b"ada"));
        assert_ne!(key.commit(b"ada"), PersonKey::random().unwrap().commit(b"ada"));
    }
}
