//! A small site on loopback that serves two editions of four policies.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// What the site shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edition {
    /// The texts as first published.
    First,
    /// The texts after the changes; one page is down.
    Second,
}

/// Path, media type, first edition, second edition; `None` answers 503.
const PAGES: [(&str, &str, &str, Option<&str>); 4] = [
    (
        "privacy",
        "text/html; charset=utf-8",
        include_str!("privacy-1.html"),
        Some(include_str!("privacy-2.html")),
    ),
    (
        "terms.md",
        "text/markdown; charset=utf-8",
        include_str!("terms-1.md"),
        Some(include_str!("terms-2.md")),
    ),
    ("sla", "text/html; charset=utf-8", include_str!("sla-1.html"), Some(include_str!("sla-2.html"))),
    ("sub-processors", "text/html; charset=utf-8", include_str!("subprocessors-1.html"), None),
];

/// The running site; it ends with this value.
pub(super) struct Site {
    address: SocketAddr,
    second: Arc<AtomicBool>,
    server: JoinHandle<()>,
}

impl Site {
    pub(super) async fn start() -> std::io::Result<Self> {
        let listener = TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let second = Arc::new(AtomicBool::new(false));
        let router = Router::new().route("/{page}", get(page)).with_state(Arc::clone(&second));
        let server = tokio::spawn(async move {
            // The site lives as long as the demo; an error here shows as failing pages.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self { address, second, server })
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(super) fn show(&self, edition: Edition) {
        self.second.store(edition == Edition::Second, Ordering::Relaxed);
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn page(State(second): State<Arc<AtomicBool>>, Path(name): Path<String>) -> Response {
    let Some((_, media_type, first, changed)) = PAGES.iter().find(|(path, ..)| *path == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let text = if second.load(Ordering::Relaxed) { *changed } else { Some(*first) };
    match text {
        Some(text) => ([(header::CONTENT_TYPE, *media_type)], text).into_response(),
        None => (StatusCode::SERVICE_UNAVAILABLE, "Back soon.").into_response(),
    }
}
