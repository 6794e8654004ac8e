//! An SMTP server that fails where the script says.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

/// What happens instead of a good answer, once, at the next command of that name. `GREETING` stands for
/// the start of a connection and `MESSAGE` for the end of the data.
#[derive(Clone, Copy)]
pub(crate) enum Fault {
    /// This answer.
    Say(&'static str),
    /// The connection is closed without one.
    Drop,
    /// Silence.
    Hang,
}

/// How the relay is set up.
#[derive(Default, Clone)]
pub(crate) struct Setup {
    /// Lines of the EHLO answer beyond the name.
    pub(crate) extensions: Vec<&'static str>,
    /// TLS from the first byte.
    pub(crate) tls: Option<TlsAcceptor>,
    /// TLS after STARTTLS, which is then offered.
    pub(crate) starttls: Option<TlsAcceptor>,
    /// Faults in the order in which they happen.
    pub(crate) faults: Vec<(&'static str, Fault)>,
}

/// A running relay; dropping it stops it.
pub(crate) struct Relay {
    pub(crate) address: SocketAddr,
    heard: Arc<Mutex<Heard>>,
    script: Arc<Script>,
    listening: JoinHandle<()>,
}

/// What the relay saw.
#[derive(Default)]
struct Heard {
    connections: usize,
    commands: Vec<String>,
    messages: Vec<Vec<u8>>,
}

impl Relay {
    pub(crate) async fn start(setup: Setup) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let heard = Arc::new(Mutex::new(Heard::default()));
        let script =
            Arc::new(Script { faults: Mutex::new(setup.faults.clone()), setup, heard: Arc::clone(&heard) });
        let answering = Arc::clone(&script);
        let listening = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let script = Arc::clone(&answering);
                tokio::spawn(async move {
                    script.heard.lock().unwrap().connections += 1;
                    match script.setup.tls.clone() {
                        Some(tls) => script.converse(tls.accept(stream).await?, Greeting::Say, true).await,
                        None => script.clone().plain_then_tls(stream).await,
                    }
                });
            }
        });
        Self { address, heard, script, listening }
    }

    /// More faults, after those that are still to come.
    pub(crate) fn meet(&self, faults: &[(&'static str, Fault)]) {
        self.script.faults.lock().unwrap().extend_from_slice(faults);
    }

    /// Forgets what was heard, so that a long conversation does not fill the memory.
    pub(crate) fn forget(&self) {
        *self.heard.lock().unwrap() = Heard::default();
    }

    pub(crate) fn connections(&self) -> usize {
        self.heard.lock().unwrap().connections
    }

    pub(crate) fn commands(&self) -> Vec<String> {
        self.heard.lock().unwrap().commands.clone()
    }

    pub(crate) fn messages(&self) -> Vec<Vec<u8>> {
        self.heard.lock().unwrap().messages.clone()
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

struct Script {
    setup: Setup,
    faults: Mutex<Vec<(&'static str, Fault)>>,
    heard: Arc<Mutex<Heard>>,
}

#[derive(PartialEq)]
enum Greeting {
    Say,
    Skip,
}

impl Script {
    async fn plain_then_tls(self: Arc<Self>, mut stream: tokio::net::TcpStream) -> std::io::Result<()> {
        self.converse(&mut stream, Greeting::Say, false).await?;
        // The plain part ends with the connection or with STARTTLS; only the latter leaves it usable.
        match &self.setup.starttls {
            Some(tls) => self.converse(tls.accept(stream).await?, Greeting::Skip, true).await,
            None => Ok(()),
        }
    }

    async fn converse(
        &self,
        stream: impl AsyncRead + AsyncWrite + Unpin,
        greeting: Greeting,
        is_encrypted: bool,
    ) -> std::io::Result<()> {
        let mut stream = BufReader::new(stream);
        if greeting == Greeting::Say && !self.answer(&mut stream, "GREETING", "220 relay.test").await? {
            return stream.shutdown().await;
        }
        let mut line = String::new();
        while {
            line.clear();
            stream.read_line(&mut line).await? > 0
        } {
            let command = line.trim_end().to_owned();
            self.heard.lock().unwrap().commands.push(command.clone());
            let verb = command.split(' ').next().unwrap_or_default().to_owned();
            let good = match verb.as_str() {
                "EHLO" => self.extensions(is_encrypted),
                "STARTTLS" => "220 go ahead".to_owned(),
                "AUTH" => "235 2.7.0 welcome".to_owned(),
                "DATA" => "354 go ahead".to_owned(),
                "QUIT" => "221 bye".to_owned(),
                _ => "250 fine".to_owned(),
            };
            if !self.answer(&mut stream, &verb, &good).await? || verb == "QUIT" {
                return stream.shutdown().await;
            }
            if verb == "STARTTLS" {
                return Ok(());
            }
            if verb == "DATA" && self.last_answer_was_good() && !self.receive(&mut stream).await? {
                return stream.shutdown().await;
            }
        }
        Ok(())
    }

    /// Sends the good answer or the scripted fault; false when the connection is to be closed.
    async fn answer(
        &self,
        stream: &mut (impl AsyncWrite + Unpin),
        verb: &str,
        good: &str,
    ) -> std::io::Result<bool> {
        let fault = {
            let mut faults = self.faults.lock().unwrap();
            let next = faults.first().is_some_and(|(at, _)| *at == verb);
            next.then(|| faults.remove(0).1)
        };
        let text = match fault {
            None => good,
            Some(Fault::Say(text)) => text,
            Some(Fault::Drop) => return Ok(false),
            Some(Fault::Hang) => std::future::pending().await,
        };
        self.heard.lock().unwrap().commands.push(format!("< {text}"));
        stream.write_all(format!("{text}\r\n").as_bytes()).await?;
        stream.flush().await?;
        Ok(!text.starts_with("421"))
    }

    fn last_answer_was_good(&self) -> bool {
        self.heard.lock().unwrap().commands.last().is_some_and(|answer| answer.starts_with("< 354"))
    }

    async fn receive(
        &self,
        stream: &mut (impl AsyncBufReadExt + AsyncWrite + Unpin),
    ) -> std::io::Result<bool> {
        let mut message = Vec::new();
        loop {
            let start = message.len();
            if stream.read_until(b'\n', &mut message).await? == 0 {
                return Ok(false);
            }
            if message[start..] == *b".\r\n" {
                message.truncate(start);
                break;
            }
            if message[start] == b'.' {
                message.remove(start);
            }
        }
        self.heard.lock().unwrap().messages.push(message);
        self.answer(stream, "MESSAGE", "250 2.0.0 queued as 4bXyz").await
    }

    fn extensions(&self, is_encrypted: bool) -> String {
        let starttls = (self.setup.starttls.is_some() && !is_encrypted).then_some("STARTTLS");
        let lines = self.setup.extensions.iter().copied().chain(starttls);
        let answer =
            lines.fold("250-relay.test\r\n".to_owned(), |answer, line| answer + "250-" + line + "\r\n");
        answer + "250 HELP"
    }
}
