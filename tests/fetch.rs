//! Fetching against a real server that misbehaves: each fault has its own error or its own snapshot.

use std::collections::BTreeMap;
use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

use chrono::TimeDelta;
use policydiff::fetch::{FetchError, Fetcher};
use policydiff::snapshot::Snapshot;
use policydiff::watchlist::{FetchRules, Source};
use url::Url;

use crate::support::authority::Authority;
use crate::support::http::{Reply, Site};
use crate::support::noon;

fn rules() -> FetchRules {
    FetchRules {
        timeout: TimeDelta::seconds(20),
        max_bytes: 1_000_000,
        user_agent: "policydiff-test/1".to_owned(),
        resolve: BTreeMap::new(),
        ca_file: None,
    }
}

fn resolving(names: &[(&str, u16)], address: SocketAddr) -> FetchRules {
    let resolve = names.iter().map(|&(name, port)| ((name.to_owned(), port), address)).collect();
    FetchRules { resolve, ..rules() }
}

async fn fetch(rules: &FetchRules, url: impl TryInto<Url>) -> Result<Snapshot, FetchError> {
    let url = url.try_into().ok().expect("valid address");
    Fetcher::new(rules, Path::new("."))?.fetch(&Source::Url(url), noon).await
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Chain of an error, as a person reads it.
fn told(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

#[tokio::test]
async fn an_answer_is_kept_as_received() {
    // Windows-1252 bytes with a declared charset: decoding them is the normalizer's business.
    let body = b"caf\xe9 \x93terms\x94";
    let site = Site::start(None, [("/p", Reply::typed("text/html; charset=windows-1252", body))]).await;
    let snapshot = fetch(&rules(), site.url("/p#section-2")).await.unwrap();
    assert_eq!(snapshot.status, 200);
    assert_eq!(snapshot.body, body);
    assert_eq!(snapshot.header("content-type"), Some("text/html; charset=windows-1252"));
    assert_eq!(snapshot.source, site.url("/p#section-2").to_string());
    assert_eq!(snapshot.final_source, site.url("/p").to_string());
    assert_eq!(snapshot.fetched_at, noon());
    assert!(snapshot.redirects.is_empty());
    let request = site.requests().remove(0).to_ascii_lowercase();
    for line in
        ["user-agent: policydiff-test/1", "accept-encoding: gzip, deflate, br, zstd", "accept-language: en"]
    {
        assert!(request.contains(line), "{request}");
    }
    assert!(!request.contains("cookie") && !request.contains("referer"), "{request}");
}

#[tokio::test]
async fn every_fetch_asks_anew_and_can_run_on_a_task_of_its_own() {
    let site = Site::start(None, [("/p", Reply::page("first"))]).await;
    let fetcher = Fetcher::new(&rules(), Path::new(".")).unwrap();
    let source = Source::Url(site.url("/p"));
    let mut bodies = Vec::new();
    for text in ["first", "second"] {
        site.set("/p", Reply::page(text));
        let (fetcher, source) = (fetcher.clone(), source.clone());
        let task = tokio::spawn(async move { fetcher.fetch(&source, noon).await });
        bodies.push(task.await.unwrap().unwrap().body);
    }
    assert_eq!(bodies, [b"first".to_vec(), b"second".to_vec()]);
}

#[tokio::test]
async fn error_pages_are_evidence_too() {
    let site =
        Site::start(None, [("/500", Reply::status(500, "broken")), ("/304", Reply::status(304, ""))]).await;
    for (path, status, body) in [("/500", 500, "broken"), ("/missing", 404, "no such page")] {
        let snapshot = fetch(&rules(), site.url(path)).await.unwrap();
        assert_eq!((snapshot.status, snapshot.body.as_slice()), (status, body.as_bytes()));
    }
}

#[tokio::test]
async fn encoded_bodies_are_decoded_and_their_headers_kept() {
    let text = b"We keep server logs for 30 days.".as_slice();
    let mut brotli_body = Vec::new();
    brotli::CompressorWriter::new(&mut brotli_body, 4096, 5, 22).write_all(text).unwrap();
    let site = Site::start(
        None,
        [
            ("/gzip", Reply::encoded("gzip", gzip(text))),
            ("/br", Reply::encoded("br", brotli_body)),
            ("/zstd", Reply::encoded("zstd", zstd::encode_all(text, 3).unwrap())),
        ],
    )
    .await;
    for encoding in ["gzip", "br", "zstd"] {
        let snapshot = fetch(&rules(), site.url(&format!("/{encoding}"))).await.unwrap();
        assert_eq!(snapshot.body, text, "{encoding}");
        assert_eq!(snapshot.header("content-encoding"), Some(encoding));
    }
}

#[tokio::test]
async fn a_body_that_is_not_what_its_header_says_is_undecodable() {
    let site = Site::start(None, [("/", Reply::encoded("gzip", b"plain text".to_vec()))]).await;
    let error = fetch(&rules(), site.url("/")).await.unwrap_err();
    assert!(matches!(&error, FetchError::Undecodable { encoding, .. } if encoding == "gzip"), "{error:?}");
}

#[tokio::test]
async fn large_pages_are_given_up_before_they_are_read() {
    let site = Site::start(
        None,
        [
            ("/declared", Reply::typed("text/html", vec![b'x'; 1_000_001])),
            ("/endless", Reply::Zeros(50_000_000)),
            ("/bomb", Reply::encoded("gzip", gzip(&vec![0; 50_000_000]))),
        ],
    )
    .await;
    for path in ["/declared", "/endless", "/bomb"] {
        let error = fetch(&rules(), site.url(path)).await.unwrap_err();
        assert!(matches!(error, FetchError::TooLarge { limit: 1_000_000, .. }), "{path}: {error:?}");
        assert!(error.to_string().contains(site.url(path).as_str()), "{error}");
    }
}

#[tokio::test]
async fn redirects_are_followed_and_each_hop_recorded() {
    let site = Site::start(
        None,
        [
            ("/a", Reply::redirect(301, "/b?x=1")),
            ("/b?x=1", Reply::redirect(308, "c#part")),
            ("/c", Reply::page("<p>here</p>")),
        ],
    )
    .await;
    let snapshot = fetch(&rules(), site.url("/a")).await.unwrap();
    assert_eq!(
        snapshot.redirects,
        [(301, site.url("/b?x=1").to_string()), (308, site.url("/c#part").to_string())]
    );
    assert_eq!(snapshot.final_source, site.url("/c").to_string());
    assert_eq!(snapshot.body, b"<p>here</p>");
}

#[tokio::test]
async fn a_redirect_without_an_address_is_the_answer_itself() {
    let site = Site::start(None, [("/", Reply::status(302, "see elsewhere"))]).await;
    let snapshot = fetch(&rules(), site.url("/")).await.unwrap();
    assert_eq!((snapshot.status, snapshot.redirects.len()), (302, 0));
}

#[tokio::test]
async fn redirects_that_do_not_end_are_an_error() {
    let site =
        Site::start(None, [("/a", Reply::redirect(302, "/b")), ("/b", Reply::redirect(302, "/a"))]).await;
    let error = fetch(&rules(), site.url("/a")).await.unwrap_err();
    assert!(matches!(error, FetchError::RedirectLoop { hops: 2, .. }), "{error:?}");
    let chain: Vec<_> =
        (0..12).map(|n| (format!("/{n}"), Reply::redirect(302, &format!("/{}", n + 1)))).collect();
    let chain: [_; 12] = std::array::from_fn(|n| (chain[n].0.as_str(), chain[n].1.clone()));
    let site = Site::start(None, chain).await;
    let error = fetch(&rules(), site.url("/0")).await.unwrap_err();
    assert!(matches!(error, FetchError::RedirectLoop { hops: 11, .. }), "{error:?}");
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_given_up_in_time() {
    let site = Site::start(None, [("/silent", Reply::Never), ("/stalling", Reply::Stalling)]).await;
    let rules = FetchRules { timeout: TimeDelta::milliseconds(150), ..rules() };
    for path in ["/silent", "/stalling"] {
        let error = fetch(&rules, site.url(path)).await.unwrap_err();
        assert!(matches!(error, FetchError::TimedOut { .. }), "{path}: {error:?}");
    }
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_no_snapshot() {
    let site = Site::start(None, [("/", Reply::CutOff(b"half a policy".to_vec()))]).await;
    let error = fetch(&rules(), site.url("/")).await.unwrap_err();
    assert!(matches!(error, FetchError::BrokenOff { .. }), "{error:?}");
}

#[tokio::test]
async fn a_dead_host_is_unreachable() {
    // A port that was free a moment ago: nobody listens there.
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let error = fetch(&resolving(&[("dead.test", 80)], address), "http://dead.test/").await.unwrap_err();
    assert!(matches!(error, FetchError::Unreachable { .. }), "{error:?}");
    let told = told(&error);
    assert_eq!(told.matches("http://dead.test/").count(), 1, "{told}");
}

#[tokio::test]
async fn names_of_the_watchlist_can_be_served_from_this_machine_over_tls() {
    let folder = tempfile::tempdir().unwrap();
    let authority = Authority::new();
    let root = authority.write_root(folder.path());
    let names = ["one.test", "two.test"];
    let site = Site::start(
        Some(authority.acceptor(&names)),
        [
            ("one.test/privacy", Reply::redirect(301, "https://two.test/privacy")),
            ("two.test/privacy", Reply::page("two")),
            ("one.test:8443/privacy", Reply::page("one, other port")),
        ],
    )
    .await;
    let resolve =
        resolving(&[("one.test", 443), ("two.test", 443), ("one.test", 8443)], site.address).resolve;
    // A relative `ca_file` is looked up in the watchlist's folder.
    let rules = FetchRules { resolve, ca_file: Some(root.file_name().unwrap().into()), ..rules() };
    let fetcher = Fetcher::new(&rules, folder.path()).unwrap();
    let url = "https://one.test/privacy".parse().unwrap();
    let snapshot = fetcher.fetch(&Source::Url(url), noon).await.unwrap();
    assert_eq!(
        (snapshot.body.as_slice(), snapshot.final_source.as_str()),
        (b"two".as_slice(), "https://two.test/privacy")
    );
    let url = "https://one.test:8443/privacy".parse().unwrap();
    let snapshot = fetcher.fetch(&Source::Url(url), noon).await.unwrap();
    assert_eq!(snapshot.body, b"one, other port");
    assert_eq!(snapshot.final_source, "https://one.test:8443/privacy");
}

#[tokio::test]
async fn certificates_must_be_trusted_and_name_the_host() {
    let folder = tempfile::tempdir().unwrap();
    let authority = Authority::new();
    let root = authority.write_root(folder.path());
    let site = Site::start(Some(authority.acceptor(&["one.test"])), [("/", Reply::page("one"))]).await;
    let rules = resolving(&[("one.test", 443), ("other.test", 443)], site.address);
    let error = fetch(&rules, "https://one.test/").await.unwrap_err();
    assert!(matches!(error, FetchError::Tls { .. }), "unknown authority: {error:?}");
    let rules = FetchRules { ca_file: Some(root), ..rules };
    let error = fetch(&rules, "https://other.test/").await.unwrap_err();
    assert!(matches!(error, FetchError::Tls { .. }), "wrong name: {error:?}");
}

#[tokio::test]
async fn a_public_page_cannot_send_us_to_private_addresses() {
    let inner = Site::start(None, [("/", Reply::page("secret"))]).await;
    let port = inner.address.port();
    for target in [
        format!("http://127.0.0.1:{port}/"),
        format!("http://localhost:{port}/"),
        format!("http://[::ffff:127.0.0.1]:{port}/"),
        "http://169.254.169.254/latest/meta-data".to_owned(),
        "file:///etc/hostname".to_owned(),
    ] {
        let site = Site::start(None, [("/", Reply::redirect(302, &target))]).await;
        let rules = resolving(&[("public.test", 80)], site.address);
        let error = fetch(&rules, "http://public.test/").await.unwrap_err();
        assert!(matches!(error, FetchError::Forbidden { .. }), "{target}: {error:?}");
    }
    assert!(inner.requests().is_empty(), "nothing reached the inner server");
}

#[tokio::test]
async fn files_are_read_within_the_limit() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("terms.md"), "# Terms\n").unwrap();
    std::fs::write(folder.path().join("large.md"), vec![b'x'; 1_000_001]).unwrap();
    std::fs::create_dir(folder.path().join("folder.md")).unwrap();
    let fetcher = Fetcher::new(&rules(), folder.path()).unwrap();
    let snapshot = fetcher.fetch(&Source::File("terms.md".into()), noon).await.unwrap();
    assert_eq!((snapshot.status, snapshot.body.as_slice()), (200, b"# Terms\n".as_slice()));
    assert_eq!((snapshot.source.as_str(), snapshot.final_source.as_str()), ("terms.md", "terms.md"));
    assert!(snapshot.headers.is_empty());
    for (name, expected) in
        [("missing.md", "find"), ("folder.md", "not a regular file"), ("large.md", "larger than")]
    {
        let error = fetcher.fetch(&Source::File(name.into()), noon).await.unwrap_err();
        let text = error.to_string();
        assert!(text.contains(expected) && text.contains(name), "{text}");
    }
}

#[tokio::test]
async fn unusable_rules_are_reported_by_key() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("empty.pem"), "no certificate here\n").unwrap();
    for (rules, key) in [
        (FetchRules { ca_file: Some("missing.pem".into()), ..rules() }, "ca_file"),
        (FetchRules { ca_file: Some("empty.pem".into()), ..rules() }, "ca_file"),
        (FetchRules { user_agent: "two\nlines".to_owned(), ..rules() }, "user_agent"),
        (FetchRules { timeout: TimeDelta::zero(), ..rules() }, "timeout"),
    ] {
        let error = Fetcher::new(&rules, folder.path()).unwrap_err();
        assert!(error.to_string().contains(key), "{error}");
    }
}
