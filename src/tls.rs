//! TLS for everything that leaves this machine: one provider, one set of roots.
//!
//! `fetch` and `mail` both need it and must not know each other, so it stands beside them. It opens no
//! connection and knows neither HTTP nor SMTP.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::ClientConfig;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls_platform_verifier::Verifier;

/// Why no TLS configuration could be made.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// The file of further roots cannot be read, or is not PEM.
    #[error("cannot read root certificates from `{path}`")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What reading said.
        source: rustls::pki_types::pem::Error,
    },
    /// The file of further roots holds no certificate.
    #[error("no certificate in `{path}`")]
    NoCertificate {
        /// The file.
        path: PathBuf,
    },
    /// The system's roots or the further ones are of no use.
    #[error("cannot set up TLS")]
    Setup(#[from] rustls::Error),
}

/// Client configuration that trusts the system's roots and those of `ca_file`, a PEM file.
pub(crate) fn client_config(ca_file: Option<&Path>) -> Result<ClientConfig, TlsError> {
    let provider = provider();
    let verifier = Verifier::new_with_extra_roots(further_roots(ca_file)?, Arc::clone(&provider))?;
    Ok(ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth())
}

/// The one provider, given explicitly everywhere so that nothing depends on a process-wide default.
fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

fn further_roots(ca_file: Option<&Path>) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let Some(path) = ca_file else { return Ok(Vec::new()) };
    let unreadable = |source| TlsError::Unreadable { path: path.to_owned(), source };
    let roots: Vec<_> = CertificateDer::pem_file_iter(path)
        .map_err(unreadable)?
        .collect::<Result<_, _>>()
        .map_err(unreadable)?;
    if roots.is_empty() { Err(TlsError::NoCertificate { path: path.to_owned() }) } else { Ok(roots) }
}
