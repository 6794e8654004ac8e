//! Resolves what a person names on the command line to a document: a file, `-`, a URL, a stored
//! version, a file in a git revision.

use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

use super::Session;
use super::report::Advised;
use super::revision::Revision;
use crate::archive::VersionSelector;
use crate::document::{Document, WarningKind};
use crate::normalize::{Format, Input, detect_format, normalize};
use crate::snapshot::{ContentHash, Snapshot};
use crate::watchlist::{PolicyId, Source};

/// Largest file or stdin we read, in bytes: as much as a page may have. A text of this size is no policy.
const MAX_BYTES: u64 = 10 * 1024 * 1024;

/// A text from outside, read.
#[derive(Debug)]
pub(super) struct Reading {
    /// The document.
    pub(super) document: Document,
    /// Where it came from, as typed or resolved.
    pub(super) source: String,
    /// SHA-256 of the bytes.
    pub(super) sha256: ContentHash,
    /// The stored policy it is a version of.
    pub(super) policy: Option<PolicyId>,
}

/// What a word on the command line names.
#[derive(Debug, PartialEq)]
enum Named {
    Stdin,
    Url(url::Url),
    Stored(PolicyId, VersionSelector),
    Revision(Revision),
    File,
}

/// Reads what `word` names.
pub(super) async fn read(session: &Session, word: &str) -> Result<Reading> {
    match named(word) {
        Named::Stdin => {
            let mut bytes = Vec::new();
            std::io::stdin()
                .lock()
                .take(MAX_BYTES + 1)
                .read_to_end(&mut bytes)
                .context("cannot read stdin")?;
            check_size(bytes.len() as u64, "stdin")?;
            document_of(&bytes, None, None, "-", normalize)
        }
        Named::Url(url) => {
            let snapshot = session.fetcher()?.fetch(&Source::Url(url), || session.clock.now()).await?;
            from_page(&snapshot)
        }
        Named::Stored(policy, selector) => stored(session, &policy, selector).await,
        Named::Revision(revision) => {
            document_of(&revision.read(MAX_BYTES)?, None, Some(&revision.path), word, normalize)
        }
        Named::File => file(word, normalize),
    }
}

/// How bytes become a document.
pub(super) type Reader = fn(&Input<'_>) -> Document;

/// Reads what two words name: two files in this way, anything else wholly. One after the other: to start a
/// thread takes longer than to read a policy, and of two large pages all memory would be taken twice.
pub(super) async fn read_both(
    session: &Session,
    old: &str,
    new: &str,
    reader: Reader,
) -> Result<(Reading, Reading)> {
    if named(old) == Named::File && named(new) == Named::File {
        return Ok((file(old, reader)?, file(new, reader)?));
    }
    Ok((read(session, old).await?, read(session, new).await?))
}

/// A policy id wins over a file only when no such file exists or a version is asked for.
fn named(word: &str) -> Named {
    if word == "-" {
        return Named::Stdin;
    }
    if let Ok(url) = url::Url::parse(word)
        && matches!(url.scheme(), "http" | "https")
    {
        return Named::Url(url);
    }
    let (id, selector) = word.rsplit_once('@').map_or((word, None), |(id, at)| (id, Some(at)));
    if let Some(policy) = PolicyId::parse(id) {
        match selector.map(self::selector) {
            Some(Some(selector)) => return Named::Stored(policy, selector),
            None if !Path::new(word).exists() => return Named::Stored(policy, VersionSelector::Latest),
            _ => {}
        }
    }
    if !Path::new(word).exists()
        && let Some(revision) = Revision::parse(word)
    {
        return Named::Revision(revision);
    }
    Named::File
}

fn selector(text: &str) -> Option<VersionSelector> {
    match text {
        "latest" => Some(VersionSelector::Latest),
        "previous" => Some(VersionSelector::Previous),
        _ => {
            if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
                return Some(VersionSelector::At(instant.with_timezone(&Utc)));
            }
            let day: NaiveDate = text.parse().ok()?;
            // A day means the version in force when that day ended.
            let end = day.succ_opt()?.and_time(NaiveTime::MIN).and_utc();
            Some(VersionSelector::At(end - TimeDelta::nanoseconds(1)))
        }
    }
}

async fn stored(session: &Session, policy: &PolicyId, selector: VersionSelector) -> Result<Reading> {
    let archive = session.archive_to_read().with_context(|| {
        format!("cannot read `{policy}`, which is no file and was taken for a stored policy")
    })?;
    let version = archive.version(policy, selector).await?.ok_or_else(|| {
        Advised::new(
            format!("the archive holds no such version of `{policy}`"),
            format!("policydiff log {policy}"),
        )
    })?;
    let (document, source, sha256) = (version.document, policy.to_string(), version.sha256);
    Ok(Reading { document, source, sha256, policy: Some(policy.clone()) })
}

fn file(word: &str, reader: Reader) -> Result<Reading> {
    let path = Path::new(word);
    let meta = std::fs::metadata(path).map_err(|error| match no_such_name(word) {
        Some(better) => better.into(),
        None => anyhow::Error::new(error).context(Advised::new(
            format!("cannot read `{word}`"),
            "a file, `-` for stdin, a URL (https://…), a stored policy such as `service/type@latest`, or `HEAD~1:privacy.md` from git",
        )),
    })?;
    if meta.is_dir() {
        return Err(Advised::new(format!("`{word}` is a directory"), "name a file inside it").into());
    }
    check_size(meta.len(), word)?;
    let bytes = std::fs::read(path).with_context(|| format!("cannot read `{word}`"))?;
    document_of(&bytes, None, Some(word), word, reader)
}

/// A word that is no file and was hardly meant to be one.
fn no_such_name(word: &str) -> Option<Advised> {
    if word.contains("://") {
        return Some(Advised::new(
            format!("`{word}` is no address of a page"),
            "an address that begins https://",
        ));
    }
    let (id, version) = word.rsplit_once('@')?;
    PolicyId::parse(id)?;
    let what = format!("`{version}` is no version of `{id}`");
    Some(Advised::new(
        what,
        "@latest, @previous, a day such as @2026-11-20 or an instant such as @2026-11-20T12:00:00Z",
    ))
}

fn check_size(bytes: u64, word: &str) -> Result<()> {
    if bytes <= MAX_BYTES {
        return Ok(());
    }
    let what = format!("`{word}` has more than {} MB", MAX_BYTES >> 20);
    Err(Advised::new(what, "check that this is the text of a policy").into())
}

fn from_page(snapshot: &Snapshot) -> Result<Reading> {
    if !(200..300).contains(&snapshot.status) {
        let what = format!("`{}` answered HTTP {}", snapshot.final_source, snapshot.status);
        return Err(
            Advised::new(what, "open the address in a browser; compare with the page it should be").into()
        );
    }
    let media = snapshot.header("content-type").map(|value| value.split(';').next().unwrap_or("").trim());
    // A server that does not know what it sends says so; the bytes tell more.
    let known = media.filter(|media| !media.is_empty() && !media.ends_with("/octet-stream"));
    let input = Input { bytes: &snapshot.body, content_type: None, name: None };
    if let Some(media) = known
        && !may_be_policy(media)
        && detect_format(&input) != Some(Format::Pdf)
    {
        let what = format!("`{}` answered with {media}", snapshot.final_source);
        return Err(Advised::new(what, "the address of a page, a PDF or a text").into());
    }
    let declared = snapshot.header("content-type").filter(|_| known.is_some());
    document_of(&snapshot.body, declared, Some(&snapshot.final_source), &snapshot.final_source, normalize)
}

/// Media types that texts for people are sent as.
fn may_be_policy(media: &str) -> bool {
    let media = media.to_ascii_lowercase();
    let is_text =
        media.starts_with("text/") && !matches!(&media[5..], "css" | "javascript" | "csv" | "calendar");
    is_text
        || matches!(
            media.as_str(),
            "application/xhtml+xml"
                | "application/pdf"
                | "application/x-pdf"
                | "application/xml"
                | "application/markdown"
        )
}

fn document_of(
    bytes: &[u8],
    content_type: Option<&str>,
    name: Option<&str>,
    source: &str,
    reader: Reader,
) -> Result<Reading> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Advised::new(format!("`{source}` is empty"), "check that the text was saved").into());
    }
    let input = Input { bytes, content_type, name };
    if detect_format(&input).is_none() {
        let what = format!("`{source}` is a binary file");
        return Err(Advised::new(what, "HTML, Markdown, plain text or PDF").into());
    }
    let document = reader(&input);
    if document.is_blank() {
        return Err(no_text(source, &document).into());
    }
    Ok(Reading { document, source: source.to_owned(), sha256: ContentHash::of(bytes), policy: None })
}

/// What the reader said about the bytes explains more than that nothing is there.
fn no_text(source: &str, document: &Document) -> Advised {
    let what = format!("`{source}` holds no text");
    match document.warnings.iter().find(|warning| warning.kind == WarningKind::Undecodable) {
        Some(warning) => Advised::new(what, warning.why.clone()),
        None => Advised::new(what, "the page may need a browser to show its text; save the text from there"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_stdin_url_version_or_file() {
        let policy = PolicyId::parse("acme/privacy-policy").unwrap();
        let day_end = "2026-11-20T23:59:59.999999999Z".parse().unwrap();
        let cases = [
            ("-", Named::Stdin),
            ("https://acme.example/privacy", Named::Url("https://acme.example/privacy".parse().unwrap())),
            ("acme/privacy-policy@latest", Named::Stored(policy.clone(), VersionSelector::Latest)),
            ("acme/privacy-policy@2026-11-20", Named::Stored(policy.clone(), VersionSelector::At(day_end))),
            ("acme/privacy-policy", Named::Stored(policy, VersionSelector::Latest)),
            ("Cargo.toml", Named::File),
            ("old.html", Named::File),
            ("folder/old.html", Named::File),
            ("HEAD~1:privacy.md", Named::Revision(Revision::parse("HEAD~1:privacy.md").unwrap())),
            ("--upload-pack=x:privacy.md", Named::File),
        ];
        for (word, expected) in cases {
            assert_eq!(named(word), expected, "{word}");
        }
    }
}
