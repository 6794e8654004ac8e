//! The demo's folder: made fresh, told from anybody else's by a marker, and explained at the end.

use std::fmt::Write as _;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::cli::report::Advised;

/// Says that a folder is a demo's and may be emptied by the next one.
const MARKER: &str = ".policydiff-demo";

/// Empties an earlier demo's folder or makes a new one; anything else is left alone.
pub(super) fn prepare(folder: &Path) -> Result<()> {
    let cannot = || format!("cannot prepare `{}`", folder.display());
    let occupied = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => false,
        Err(error) => return Err(error).with_context(cannot),
    };
    if occupied {
        if !folder.join(MARKER).exists() {
            let what = format!("`{}` holds something that is no earlier demo", folder.display());
            return Err(Advised::new(what, "name an empty or new folder with --out DIR").into());
        }
        fs::remove_dir_all(folder).with_context(cannot)?;
    }
    fs::create_dir_all(folder.join("mail")).with_context(cannot)?;
    fs::write(folder.join(MARKER), "").with_context(cannot)
}

/// The demo's watchlist; it is written to the folder, so that other commands work on it afterwards.
pub(super) fn watchlist(site: SocketAddr, mail: SocketAddr) -> String {
    format!(
        r#"# Written by `policydiff demo`. The site and the mail server it names ended with the demo.

[publisher]
name = "Harbourlight Photo"
zone = "Europe/Berlin"
contact = "privacy@harbourlight.example"

[mail]
notice_from = "Harbourlight Photo <notices@harbourlight.example>"
digest_from = "policydiff <watch@harbourlight.example>"

[mail.smtp]
host = "{mail_host}"
port = {mail_port}
security = "plain"

[[policy]]
service = "Harbourlight Photo"
type = "Privacy Policy"
role = "published"
url = "http://{site}/privacy"
depends_on = ["tidewire-inference/service-level-agreement"]

[[policy]]
service = "Harbourlight Photo"
type = "Terms of Use"
role = "published"
url = "http://{site}/terms.md"

[[policy]]
service = "Tidewire Inference"
type = "Service Level Agreement"
role = "provider"
url = "http://{site}/sla"
confirm = "1h"

[[policy]]
service = "Quaymark Hosting"
type = "Sub-processors"
role = "provider"
url = "http://{site}/sub-processors"
confirm = "1h"
"#,
        mail_host = mail.ip(),
        mail_port = mail.port(),
    )
}

/// What to look at, the folder on the last line.
pub(super) fn farewell(folder: &Path) -> Result<String> {
    let mut text = String::from("\n== look at\n\n");
    for mail in mails(folder)? {
        line(&mut text, &mail, &subject(&mail)?);
    }
    let readable = folder.join("snapshots/harbourlight-photo/privacy-policy.md");
    line(&mut text, &readable, "the version in force, readable");
    line(&mut text, &folder.join("watchlist.toml"), "the watchlist");
    let program = std::env::args().next().unwrap_or_else(|| "policydiff".to_owned());
    let at = format!("--config {0}/watchlist.toml --archive {0}/snapshots", folder.display());
    let id = "harbourlight-photo/privacy-policy";
    let _ = writeln!(text, "\n== ask\n");
    let _ = writeln!(text, "{program} {at} log tidewire-inference/service-level-agreement");
    let _ = writeln!(text, "{program} {at} notice list");
    let _ = writeln!(text, "{program} {at} compare {id}@previous {id}@latest --format html > changes.html");
    let full = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    let _ = write!(text, "\neverything is in {}", full.display());
    Ok(text)
}

fn line(text: &mut String, path: &Path, what: &str) {
    let _ = writeln!(text, "{}\n    {what}", path.display());
}

/// Subject of a stored message, unfolded.
fn subject(mail: &Path) -> Result<String> {
    let text = fs::read_to_string(mail).with_context(|| format!("cannot read `{}`", mail.display()))?;
    let mut lines = text.lines().skip_while(|line| !line.starts_with("Subject: "));
    let first = lines.next().unwrap_or_default().trim_start_matches("Subject: ").to_owned();
    Ok(lines.take_while(|line| line.starts_with(' ')).fold(first, |subject, line| subject + line))
}

fn mails(folder: &Path) -> Result<Vec<PathBuf>> {
    let mail = folder.join("mail");
    let entries = fs::read_dir(&mail).with_context(|| format!("cannot read `{}`", mail.display()))?;
    let mut mails: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "eml"))
        .collect();
    mails.sort();
    Ok(mails)
}
