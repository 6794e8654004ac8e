//! The way to the relay: our own TCP stream without Nagle's delay, protected as the rules say.
//!
//! lettre writes the end of a message on its own; with Nagle's algorithm each message would wait some
//! 40 ms for the relay's delayed acknowledgement.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use lettre::transport::smtp::client::{
    AsyncSmtpConnection, AsyncTokioStream, Certificate, TlsParameters, TlsParametersBuilder,
};
use lettre::transport::smtp::extension::ClientId;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::super::MailError;
use super::describe;
use crate::tls::{self, TlsError};
use crate::watchlist::{SmtpRules, SmtpSecurity};

/// Where the relay is and how to talk to it safely.
pub(super) struct Relay {
    host: String,
    port: u16,
    protection: Protection,
}

enum Protection {
    Plain,
    StartTls(Box<TlsParameters>),
    Tls { connector: TlsConnector, name: ServerName<'static> },
}

impl Relay {
    pub(super) fn new(rules: &SmtpRules, ca_file: Option<&Path>) -> Result<Self, MailError> {
        let host = rules.host.clone();
        let protection = match rules.security {
            SmtpSecurity::Plain if is_this_machine(&host) => Protection::Plain,
            SmtpSecurity::Plain => return Err(MailError::Unprotected { host }),
            SmtpSecurity::StartTls => Protection::StartTls(Box::new(starttls_parameters(&host, ca_file)?)),
            SmtpSecurity::Tls => Protection::Tls {
                connector: TlsConnector::from(Arc::new(tls::client_config(ca_file)?)),
                name: ServerName::try_from(host.clone())
                    .map_err(|_| MailError::RelayName { host: host.clone() })?,
            },
        };
        Ok(Self { host, port: rules.port, protection })
    }

    /// `host:port`, for messages.
    pub(super) fn name(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    /// Opens a connection up to and including EHLO. The error is a sentence fragment for the record.
    pub(super) async fn open(&self) -> Result<AsyncSmtpConnection, String> {
        let unreachable = |error: io::Error| format!("cannot reach {}: {error}", self.name());
        let stream = TcpStream::connect((self.host.as_str(), self.port)).await.map_err(unreachable)?;
        stream.set_nodelay(true).map_err(unreachable)?;
        let local = stream.local_addr().map_err(unreachable)?;
        let hello = hello_name(local);
        match &self.protection {
            Protection::Plain => {
                // `localhost` is a name, and names can be made to point elsewhere.
                if !stream.peer_addr().map_err(unreachable)?.ip().is_loopback() {
                    return Err(format!("{} is not this machine; mail needs TLS there", self.name()));
                }
                greet(Box::new(stream), &hello).await
            }
            Protection::StartTls(parameters) => {
                let mut connection = greet(Box::new(stream), &hello).await?;
                if !connection.can_starttls() {
                    connection.abort().await;
                    return Err(format!("{} does not offer STARTTLS", self.name()));
                }
                let upgraded = connection.starttls(TlsParameters::clone(parameters), &hello).await;
                upgraded.map_err(|error| describe(&error))?;
                Ok(connection)
            }
            Protection::Tls { connector, name } => {
                let stream = connector.connect(name.clone(), stream).await.map_err(unreachable)?;
                greet(Box::new(Encrypted(stream)), &hello).await
            }
        }
    }
}

async fn greet(stream: Box<dyn AsyncTokioStream>, hello: &ClientId) -> Result<AsyncSmtpConnection, String> {
    AsyncSmtpConnection::connect_with_transport(stream, hello).await.map_err(|error| describe(&error))
}

/// An address literal: we cannot know a name under which the relay would find us (RFC 5321 §4.1.4).
fn hello_name(local: SocketAddr) -> ClientId {
    match local.ip() {
        IpAddr::V4(ip) => ClientId::Ipv4(ip),
        IpAddr::V6(ip) => ClientId::Ipv6(ip),
    }
}

fn is_this_machine(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn starttls_parameters(host: &str, ca_file: Option<&Path>) -> Result<TlsParameters, MailError> {
    // Built and thrown away: it reports an unusable file in our own words.
    tls::client_config(ca_file)?;
    let unusable = |_| MailError::RelayName { host: host.to_owned() };
    let mut builder = TlsParametersBuilder::new(host.to_owned());
    if let Some(path) = ca_file {
        let pem = std::fs::read(path).map_err(|source| TlsError::Unreadable {
            path: path.to_owned(),
            source: rustls::pki_types::pem::Error::Io(source),
        })?;
        builder = builder.add_root_certificate(Certificate::from_pem(&pem).map_err(unusable)?);
    }
    builder.build_rustls().map_err(unusable)
}

/// A TLS stream under lettre's own trait.
#[derive(Debug)]
struct Encrypted(TlsStream<TcpStream>);

impl AsyncTokioStream for Encrypted {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.0.get_ref().0.peer_addr()
    }
}

impl AsyncRead for Encrypted {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buf)
    }
}

impl AsyncWrite for Encrypted {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}
