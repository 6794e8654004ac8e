//! An SMTP receiver on loopback that keeps what it gets: for `demo` and for tests.
//!
//! It speaks enough of RFC 5321 for a well-behaved client, stores the exact bytes and forwards
//! nothing. It is no mail server and cannot listen anywhere but on this machine.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::MailError;
use super::folder::{safe_stem, write_whole};

/// Largest message taken; common relays take 25 MB and more.
const MAX_MESSAGE_BYTES: usize = 25 * 1024 * 1024;

/// Longest line read: RFC 5321 §4.5.3.1.6 allows 1000, mail in the wild is worse.
const MAX_LINE_BYTES: u64 = 64 * 1024;

/// A running receiver; dropping it stops it.
#[derive(Debug)]
pub struct Sink {
    address: SocketAddr,
    listening: JoinHandle<()>,
}

impl Sink {
    /// Listens on loopback; `port` 0 lets the system choose. Each message is stored in `folder` as
    /// `<nn>-<recipient>.eml`, numbered in order of arrival, one file per recipient.
    pub async fn start(folder: &Path, port: u16) -> Result<Self, MailError> {
        let trouble = |source| MailError::Sink { folder: folder.to_owned(), source };
        tokio::fs::create_dir_all(folder).await.map_err(trouble)?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(trouble)?;
        let address = listener.local_addr().map_err(trouble)?;
        let store = Arc::new(Store { folder: folder.to_owned(), stored: AtomicU32::new(0) });
        Ok(Self { address, listening: tokio::spawn(accept(listener, store)) })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

struct Store {
    folder: PathBuf,
    stored: AtomicU32,
}

impl Store {
    /// Stores before the client hears "250": what is acknowledged is on disk.
    async fn keep(self: &Arc<Self>, recipient: String, message: Arc<Vec<u8>>) -> io::Result<String> {
        let store = Arc::clone(self);
        let number = self.stored.fetch_add(1, Ordering::Relaxed) + 1;
        let name = format!("{number:02}-{}.eml", safe_stem(&recipient));
        let written =
            tokio::task::spawn_blocking(move || write_whole(&store.folder, &name, &message).map(|_| name));
        written.await.map_err(io::Error::other)?
    }
}

async fn accept(listener: TcpListener, store: Arc<Store>) {
    // Sessions end with the set, and the set with the listener.
    let mut sessions = tokio::task::JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let store = Arc::clone(&store);
        // A session that breaks off concerns its client only.
        sessions.spawn(async move { Session::new(stream, store).run().await });
        while sessions.try_join_next().is_some() {}
    }
}

struct Session {
    stream: BufReader<TcpStream>,
    store: Arc<Store>,
    sender: Option<String>,
    recipients: Vec<String>,
}

impl Session {
    fn new(stream: TcpStream, store: Arc<Store>) -> Self {
        Self { stream: BufReader::new(stream), store, sender: None, recipients: Vec::new() }
    }

    async fn run(mut self) -> io::Result<()> {
        self.stream.get_ref().set_nodelay(true)?;
        self.answer("220 policydiff sink").await?;
        while let Some(line) = self.line().await? {
            let line = String::from_utf8_lossy(&line).trim_end().to_owned();
            let (verb, argument) = line.split_once(' ').unwrap_or((&line, ""));
            match verb.to_ascii_uppercase().as_str() {
                "EHLO" => self.hello().await?,
                "HELO" => self.answer("250 policydiff sink").await?,
                "MAIL" => self.mail(argument).await?,
                "RCPT" => self.recipient(argument).await?,
                "DATA" => self.data().await?,
                "RSET" => {
                    self.reset();
                    self.answer("250 2.0.0 reset").await?;
                }
                "NOOP" => self.answer("250 2.0.0 fine").await?,
                "QUIT" => return self.answer("221 2.0.0 goodbye").await,
                _ => self.answer("502 5.5.1 not implemented").await?,
            }
        }
        Ok(())
    }

    async fn hello(&mut self) -> io::Result<()> {
        self.reset();
        let size = format!("250 SIZE {MAX_MESSAGE_BYTES}");
        self.answer(&format!("250-policydiff sink\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n{size}")).await
    }

    async fn mail(&mut self, argument: &str) -> io::Result<()> {
        match path_after("FROM:", argument) {
            Some(sender) => {
                self.reset();
                self.sender = Some(sender);
                self.answer("250 2.1.0 sender fine").await
            }
            None => self.answer("501 5.5.4 MAIL FROM:<address>").await,
        }
    }

    async fn recipient(&mut self, argument: &str) -> io::Result<()> {
        match path_after("TO:", argument) {
            _ if self.sender.is_none() => self.answer("503 5.5.1 MAIL first").await,
            Some(recipient) if !recipient.is_empty() => {
                self.recipients.push(recipient);
                self.answer("250 2.1.5 recipient fine").await
            }
            _ => self.answer("501 5.5.4 RCPT TO:<address>").await,
        }
    }

    async fn data(&mut self) -> io::Result<()> {
        if self.recipients.is_empty() {
            return self.answer("503 5.5.1 RCPT first").await;
        }
        self.answer("354 end with a dot on a line of its own").await?;
        let Some(message) = self.message().await? else {
            self.reset();
            return self.answer("552 5.3.4 message too large").await;
        };
        let message = Arc::new(message);
        let mut names = Vec::new();
        for recipient in std::mem::take(&mut self.recipients) {
            match self.store.keep(recipient, Arc::clone(&message)).await {
                Ok(name) => names.push(name),
                Err(error) => return self.answer(&format!("452 4.3.1 cannot store: {error}")).await,
            }
        }
        self.reset();
        self.answer(&format!("250 2.0.0 stored as {}", names.join(", "))).await
    }

    /// Reads to the final dot and takes doubled dots back (RFC 5321 §4.5.2); `None` when too large.
    async fn message(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut message = Vec::new();
        let (mut fits, mut starts_line) = (true, true);
        loop {
            let read = self.line().await?.ok_or(io::ErrorKind::UnexpectedEof)?;
            if starts_line && read == b".\r\n" {
                return Ok(fits.then_some(message));
            }
            fits = fits && message.len() + read.len() <= MAX_MESSAGE_BYTES;
            if fits {
                let kept = if starts_line { read.strip_prefix(b".").unwrap_or(&read) } else { &read };
                message.extend_from_slice(kept);
            }
            // Only CRLF ends a line here; a bare LF must not make a dot special.
            starts_line = read.ends_with(b"\r\n");
        }
    }

    /// The next line with its end; `None` when the client has gone.
    async fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        let read = (&mut self.stream).take(MAX_LINE_BYTES).read_until(b'\n', &mut line).await?;
        Ok((read > 0).then_some(line))
    }

    async fn answer(&mut self, text: &str) -> io::Result<()> {
        self.stream.get_mut().write_all(format!("{text}\r\n").as_bytes()).await
    }

    fn reset(&mut self) {
        self.sender = None;
        self.recipients.clear();
    }
}

/// The address in `FROM:<address> PARAMETERS`; empty for the null sender.
fn path_after(keyword: &str, argument: &str) -> Option<String> {
    let head = argument.get(..keyword.len())?;
    let rest = argument[keyword.len()..].trim_start().strip_prefix('<')?;
    let (address, _) = rest.split_once('>')?;
    head.eq_ignore_ascii_case(keyword).then(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_from_commands() {
        for (keyword, argument, expected) in [
            ("FROM:", "FROM:<a@acme.test> SIZE=10", Some("a@acme.test")),
            ("FROM:", "from: <>", Some("")),
            ("TO:", "TO:<ada@example.org>", Some("ada@example.org")),
            ("TO:", "FROM:<a@acme.test>", None),
            ("TO:", "TO:ada@example.org", None),
            ("TO:", "é", None),
        ] {
            assert_eq!(path_after(keyword, argument).as_deref(), expected, "{argument}");
        }
    }
}
