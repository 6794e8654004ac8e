//! An HTTP/1.1 server that answers from a script, well or badly.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

/// What a path answers.
#[derive(Clone)]
pub(crate) enum Reply {
    /// Status, headers, body; the length is added.
    Whole(u16, Vec<(&'static str, String)>, Vec<u8>),
    /// A body that ends before its declared length.
    CutOff(Vec<u8>),
    /// Zeros of this length without a declared one, never held in memory.
    Zeros(usize),
    /// Nothing, for ever.
    Never,
    /// A head and the start of a body, then nothing.
    Stalling,
}

impl Reply {
    pub(crate) fn page(body: &str) -> Self {
        Self::typed("text/html; charset=utf-8", body)
    }

    pub(crate) fn typed(media_type: &str, body: impl AsRef<[u8]>) -> Self {
        Self::Whole(200, vec![("Content-Type", media_type.to_owned())], body.as_ref().to_vec())
    }

    pub(crate) fn status(status: u16, body: &str) -> Self {
        Self::Whole(status, Vec::new(), body.as_bytes().to_vec())
    }

    pub(crate) fn redirect(status: u16, location: &str) -> Self {
        Self::Whole(status, vec![("Location", location.to_owned())], b"moved".to_vec())
    }

    pub(crate) fn encoded(encoding: &str, body: Vec<u8>) -> Self {
        Self::Whole(200, vec![("Content-Encoding", encoding.to_owned())], body)
    }
}

/// A running server; dropping it stops it.
pub(crate) struct Site {
    pub(crate) address: SocketAddr,
    script: Arc<Script>,
    listening: JoinHandle<()>,
}

impl Site {
    /// Serves `replies`, keyed by `/path` or, before that, by `host/path`; 404 for the rest.
    pub(crate) async fn start<const N: usize>(tls: Option<TlsAcceptor>, replies: [(&str, Reply); N]) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let replies = BTreeMap::from(replies.map(|(key, reply)| (key.to_owned(), reply)));
        let script = Arc::new(Script { replies: Mutex::new(replies), requests: Mutex::default() });
        let shared = Arc::clone(&script);
        let listening = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (script, tls) = (Arc::clone(&shared), tls.clone());
                tokio::spawn(async move {
                    match tls {
                        None => script.serve(stream).await,
                        // A client that does not trust us hangs up here.
                        Some(tls) => match tls.accept(stream).await {
                            Ok(stream) => script.serve(stream).await,
                            Err(error) => Err(error),
                        },
                    }
                });
            }
        });
        Self { address, script, listening }
    }

    /// Plain address of a path.
    pub(crate) fn url(&self, path: &str) -> url::Url {
        format!("http://{}{path}", self.address).parse().unwrap()
    }

    /// Heads of the requests so far.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.script.requests.lock().unwrap().clone()
    }

    /// Answers `key` with something else from now on.
    pub(crate) fn set(&self, key: &str, reply: Reply) {
        self.script.replies.lock().unwrap().insert(key.to_owned(), reply);
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

struct Script {
    replies: Mutex<BTreeMap<String, Reply>>,
    requests: Mutex<Vec<String>>,
}

impl Script {
    async fn serve(&self, stream: impl AsyncRead + AsyncWrite + Unpin) -> std::io::Result<()> {
        let mut stream = BufReader::new(stream);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if stream.read_line(&mut head).await? == 0 {
                return Ok(());
            }
        }
        self.requests.lock().unwrap().push(head.clone());
        let mut stream = stream.into_inner();
        match self.reply_to(&head) {
            Reply::Whole(status, headers, body) => {
                let headers: String =
                    headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
                let length = body.len();
                let head = format!(
                    "HTTP/1.1 {status} Scripted\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n"
                );
                stream.write_all(head.as_bytes()).await?;
                stream.write_all(&body).await?;
            }
            Reply::CutOff(body) => {
                let length = body.len() + 1000;
                let head = format!("HTTP/1.1 200 Scripted\r\nContent-Length: {length}\r\n\r\n");
                stream.write_all(head.as_bytes()).await?;
                stream.write_all(&body).await?;
            }
            Reply::Zeros(length) => {
                stream.write_all(b"HTTP/1.1 200 Scripted\r\nConnection: close\r\n\r\n").await?;
                let block = vec![0; 64 * 1024];
                for _ in 0..length.div_ceil(block.len()) {
                    stream.write_all(&block).await?;
                }
            }
            Reply::Never => std::future::pending().await,
            Reply::Stalling => {
                stream.write_all(b"HTTP/1.1 200 Scripted\r\nContent-Length: 100\r\n\r\nstart").await?;
                stream.flush().await?;
                std::future::pending::<()>().await;
            }
        }
        stream.shutdown().await
    }

    fn reply_to(&self, head: &str) -> Reply {
        let path = head.split(' ').nth(1).unwrap_or("/");
        let host = head
            .lines()
            .find_map(|line| line.to_ascii_lowercase().strip_prefix("host: ").map(str::to_owned))
            .unwrap_or_default();
        let replies = self.replies.lock().unwrap();
        let reply = replies.get(&format!("{host}{path}")).or_else(|| replies.get(path));
        reply.cloned().unwrap_or_else(|| Reply::status(404, "no such page"))
    }
}
