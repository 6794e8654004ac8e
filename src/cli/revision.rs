//! A file as git has it: `HEAD~1:privacy.md`, read by the `git` of the machine.
//!
//! What a person types reaches git as one object name and never as an option: a revision is made of
//! the characters revisions are made of and does not begin with a hyphen.

use std::io::Read;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use super::report::Advised;

/// A revision and a path inside the repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Revision {
    /// `REVISION:PATH` as git reads it.
    object: String,
    /// The path alone.
    pub(super) path: String,
}

impl Revision {
    /// Reads `REVISION:PATH`; `None` where it is none.
    pub(super) fn parse(word: &str) -> Option<Self> {
        let (revision, path) = word.split_once(':')?;
        let allowed = |c: char| c.is_ascii_alphanumeric() || "._/~^@{}-+".contains(c);
        let is_revision = !revision.is_empty()
            && !revision.starts_with('-')
            && !revision.contains("..")
            && revision.chars().all(allowed);
        let is_path =
            !path.is_empty() && !path.starts_with(['-', '/']) && !path.chars().any(char::is_control);
        (is_revision && is_path).then(|| Self { object: word.to_owned(), path: path.to_owned() })
    }

    /// The bytes of the file in that revision, at most `most` of them.
    pub(super) fn read(&self, most: u64) -> Result<Vec<u8>> {
        let mut git = Command::new("git")
            .args(["cat-file", "blob", "--end-of-options", &self.object])
            // Reading must neither write nor ask nor reach for the network.
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_NO_LAZY_FETCH", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| {
                anyhow::Error::new(error)
                    .context(Advised::new("cannot run `git`", "install git, or name a file instead"))
            })?;
        let mut bytes = Vec::new();
        let stdout = git.stdout.take().context("git gave no output")?;
        stdout.take(most + 1).read_to_end(&mut bytes).context("cannot read what git says")?;
        if bytes.len() as u64 > most {
            // What git still has to say is of no use; a git that has ended already is fine, too.
            let _ = git.kill();
            let _ = git.wait();
            let what = format!("`{}` has more than {} MB", self.object, most >> 20);
            return Err(Advised::new(what, "check that this is the text of a policy").into());
        }
        let ended = git.wait_with_output().context("cannot wait for git")?;
        if !ended.status.success() {
            let said = String::from_utf8_lossy(&ended.stderr);
            let said = said.trim().trim_start_matches("fatal: ").replace(char::is_control, " ");
            let what = format!("git has no file `{}`: {said}", self.object);
            return Err(Advised::new(what, advice(&said)).into());
        }
        Ok(bytes)
    }
}

/// What to do about a file that git cannot give, by what it says.
fn advice(said: &str) -> &'static str {
    const ADVICE: [(&str, &str); 3] = [
        ("not a git repository", "run it inside the repository"),
        (
            "invalid object name",
            "a revision that `git rev-parse` knows; a shallow clone has few (`git fetch --unshallow`)",
        ),
        ("bad file", "a file inside that folder"),
    ];
    let known = ADVICE.iter().find(|(words, _)| said.contains(words));
    known.map_or("REVISION:PATH with the path from the top of the repository", |(_, advice)| advice)
}

#[cfg(test)]
mod tests {
    use super::Revision;

    #[test]
    fn revisions_name_objects_and_never_options() {
        for word in
            ["HEAD~1:privacy.md", "main:docs/privacy policy.md", "v1.2^:a.txt", "abc123:./x.md", "@{1}:a"]
        {
            assert!(Revision::parse(word).is_some(), "{word}");
        }
        for word in [
            "--output=x:a",
            "-p:a",
            "HEAD:",
            ":a",
            "HEAD:-x",
            "a b:c",
            "HEAD:/etc/passwd",
            "a..b:c",
            "x;y:z",
            "plain",
        ] {
            assert!(Revision::parse(word).is_none(), "{word}");
        }
    }
}
