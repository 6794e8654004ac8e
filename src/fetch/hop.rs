//! One request and its answer: addresses checked first, body read within the limit.
//!
//! A client is made per hop, pinned to the addresses that were checked. Making one costs microseconds
//! because the TLS set-up, with its session cache, is shared; connections are not kept, since a round
//! asks most hosts once.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use reqwest::header::{ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, HOST, HeaderMap, HeaderValue, LOCATION};
use reqwest::{Client, Response, redirect};
use rustls::ClientConfig;
use url::Url;

use super::address::{self, Target};
use super::{FetchError, encoding, error};
use crate::tls;
use crate::watchlist::FetchRules;

/// A host that has not accepted a connection after this long is down, whatever the whole request may take.
const CONNECT_WITHIN: Duration = Duration::from_secs(10);

/// Makes requests, one hop at a time.
#[derive(Debug, Clone)]
pub(super) struct Hops {
    tls: ClientConfig,
    user_agent: HeaderValue,
    overrides: BTreeMap<(String, u16), SocketAddr>,
    connect_within: Duration,
}

impl Hops {
    /// Takes what it needs from the rules.
    pub(super) fn new(rules: &FetchRules, base_folder: &Path) -> Result<Self, FetchError> {
        let ca_file = rules.ca_file.as_ref().map(|path| base_folder.join(path));
        let mut tls = tls::client_config(ca_file.as_deref())
            .map_err(|error| FetchError::Config { key: "ca_file", source: Some(error.into()) })?;
        tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let user_agent = HeaderValue::from_str(&rules.user_agent)
            .map_err(|error| FetchError::Config { key: "user_agent", source: Some(error.into()) })?;
        Ok(Self {
            tls,
            user_agent,
            overrides: rules.resolve.clone(),
            connect_within: CONNECT_WITHIN.min(rules.timeout.to_std().unwrap_or(CONNECT_WITHIN)),
        })
    }

    /// Asks for `url`; `start` is the address of the watchlist, by which private targets are judged.
    pub(super) async fn get(&self, url: &Url, start: &Url) -> Result<Answer, FetchError> {
        let target = address::resolve(url, start, &self.overrides).await?;
        let response = self
            .client(url, &target)
            .map_err(|error| FetchError::Config { key: "ca_file", source: Some(error.into()) })?
            .get(asked_url(url, &target))
            .headers(self.request_headers(url, &target))
            .send()
            .await
            .map_err(|error| error::of_request(url, self.connect_within, error))?;
        Ok(Answer::new(response))
    }

    fn client(&self, url: &Url, target: &Target) -> reqwest::Result<Client> {
        let addresses = match target {
            Target::Addresses(addresses) => addresses.clone(),
            Target::Override(address) => vec![*address],
        };
        Client::builder()
            .tls_backend_preconfigured(self.tls.clone())
            .connect_timeout(self.connect_within)
            .redirect(redirect::Policy::none())
            .referer(false)
            // Proxies of the environment would resolve names themselves and void the guard.
            .no_proxy()
            .resolve_to_addrs(url.host_str().unwrap_or_default(), &addresses)
            .build()
    }

    fn request_headers(&self, url: &Url, target: &Target) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(reqwest::header::USER_AGENT, self.user_agent.clone());
        headers.insert(
            ACCEPT,
            HeaderValue::from_static(
                "text/html, application/xhtml+xml, text/markdown;q=0.9, text/plain;q=0.9, */*;q=0.5",
            ),
        );
        // The same language at every check, or a page's guess about us would look like a change.
        headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static("en, *;q=0.5"));
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(encoding::ACCEPTED));
        if asked_url(url, target) != *url
            && let (Some(host), Some(port)) = (url.host_str(), url.port_or_known_default())
            && let Ok(value) = HeaderValue::from_str(&format!("{host}:{port}"))
        {
            headers.insert(HOST, value);
        }
        headers
    }
}

/// The address given to the client. A port written in it beats the port of a resolved address, so an
/// override of such an address is written in; the `Host` header then keeps the original.
fn asked_url(url: &Url, target: &Target) -> Url {
    let mut asked = url.clone();
    if let (Target::Override(address), Some(_)) = (target, url.port()) {
        asked.set_port(Some(address.port())).expect("an http address takes a port");
    }
    asked
}

/// The head of an answer; the body still to be read.
pub(super) struct Answer {
    /// HTTP status.
    pub(super) status: u16,
    /// Headers as received, in order.
    pub(super) headers: Vec<(String, String)>,
    response: Response,
}

impl Answer {
    fn new(response: Response) -> Self {
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), text_of(value)))
            .collect();
        Self { status: response.status().as_u16(), headers, response }
    }

    /// Where a redirect leads; `None` for every other answer, and for a redirect that names no usable
    /// address, which then is the answer itself.
    pub(super) fn redirect_target(&self, base: &Url) -> Option<Url> {
        if !matches!(self.status, 301 | 302 | 303 | 307 | 308) {
            return None;
        }
        let location = self.response.headers().get(LOCATION)?;
        base.join(&String::from_utf8_lossy(location.as_bytes())).ok()
    }

    /// Reads the body, giving up at the first byte beyond the limit.
    pub(super) async fn read_body(mut self, url: &Url, max_bytes: u64) -> Result<Vec<u8>, FetchError> {
        let too_large = || FetchError::TooLarge { source_name: url.to_string(), limit: max_bytes };
        if self.response.content_length().is_some_and(|length| length > max_bytes) {
            return Err(too_large());
        }
        let mut body = Vec::new();
        while let Some(chunk) = self.response.chunk().await.map_err(|error| error::of_body(url, error))? {
            if (body.len() + chunk.len()) as u64 > max_bytes {
                return Err(too_large());
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }
}

/// Header bytes as text: UTF-8 where they are, else one character per byte (ISO 8859-1), so that
/// nothing is lost.
fn text_of(value: &HeaderValue) -> String {
    match std::str::from_utf8(value.as_bytes()) {
        Ok(text) => text.to_owned(),
        Err(_) => value.as_bytes().iter().map(|&byte| char::from(byte)).collect(),
    }
}
