//! `init`: a commented watchlist and an archive folder to start from. Never overwrites.

use std::fs::{self, OpenOptions};
use std::io::Write;

use anyhow::{Context, Result};

use super::Session;
use super::exit::Exit;
use super::report::Advised;

/// The watchlist of this repository teaches the format.
const WATCHLIST: &str = include_str!("../../watchlist.toml");

pub(super) fn run(session: &Session) -> Result<Exit> {
    let path = &session.config;
    fs::create_dir_all(session.base())
        .with_context(|| format!("cannot create `{}`", session.base().display()))?;
    let opened = OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = match opened {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            return Err(Advised::new(
                format!("`{}` exists already and is left as it is", path.display()),
                "edit it, or name another with --config FILE",
            )
            .into());
        }
        Err(error) => return Err(error).with_context(|| format!("cannot write `{}`", path.display())),
    };
    file.write_all(WATCHLIST.as_bytes()).with_context(|| format!("cannot write `{}`", path.display()))?;
    fs::create_dir_all(&session.archive)
        .with_context(|| format!("cannot create `{}`", session.archive.display()))?;
    session.output.result(&format!(
        "wrote {}\nmade  {}\nnext: edit the watchlist, then `policydiff watch --once`",
        path.display(),
        session.archive.display()
    ))?;
    Ok(Exit::Fine)
}
