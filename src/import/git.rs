//! A git repository of recorded pages, one file a commit, as Open Terms Archive keeps them:
//! `Service/Policy.html`, the author date is the time of recording.
//!
//! Git is asked through its own program. No name from the repository ever becomes an argument: history
//! comes from fixed arguments, and objects are asked for on standard input by their hash.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use chrono::{DateTime, Utc};

use super::{ImportError, MAX_BYTES, Names, Place, Plan, Reader, Recording, is_page};

/// True for a work tree or a bare repository.
pub(super) fn is_repository(path: &Path) -> bool {
    path.join(".git").exists() || is_bare(path)
}

fn is_bare(path: &Path) -> bool {
    path.join("HEAD").is_file() && path.join("objects").is_dir() && path.join("refs").is_dir()
}

/// Lists the first-parent history of `HEAD`, oldest first.
pub(super) fn plan(path: &Path, names: &Names) -> Result<Plan, ImportError> {
    let fail = |why: String| ImportError::Git { path: path.to_owned(), why };
    let output = command(path)
        .args([
            "log",
            "--first-parent",
            "--reverse",
            "-m",
            "--root",
            "--raw",
            "--no-renames",
            "--no-abbrev",
            "-z",
        ])
        .args([
            "--no-show-signature",
            "--no-notes",
            "--no-color",
            "--no-ext-diff",
            "--format=%x01%aI",
            "HEAD",
            "--",
        ])
        .output()
        .map_err(|error| fail(format!("cannot run git ({error})")))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(fail(said.lines().next().unwrap_or("git failed and said nothing").to_owned()));
    }
    let mut plan =
        Plan { recordings: Vec::new(), passed_over: Vec::new(), reader: Reader::Git(Blobs::start(path)?) };
    read_log(&String::from_utf8_lossy(&output.stdout), names, &mut plan);
    Ok(plan)
}

fn command(path: &Path) -> Command {
    let mut command = Command::new("git");
    // What the machine or the person has set must not change what is read; nothing may ask a question,
    // and nothing named in a repository's own settings may run or reach the network.
    let git_dir = if is_bare(path) { path.to_owned() } else { path.join(".git") };
    command
        .env_clear()
        .envs(std::env::var_os("PATH").map(|value| ("PATH", value)))
        .env("GIT_DIR", std::path::absolute(&git_dir).unwrap_or(git_dir))
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .stdin(Stdio::null())
        .args(["--no-pager", "-c", "core.quotePath=false", "-c", "protocol.allow=never"])
        .args(["-c", "core.fsmonitor=false", "-c", "log.showSignature=false"]);
    command
}

/// Reads `\x01DATE`, then `:modes hashes STATUS`, then the path, all closed by NUL.
fn read_log(log: &str, names: &Names, plan: &mut Plan) {
    let mut at: Option<DateTime<Utc>> = None;
    let mut entry: Option<Entry<'_>> = None;
    for token in log.split('\0') {
        // Behind an entry stands a path, whatever it looks like.
        if let Some(entry) = entry.take() {
            if let Some(at) = at.filter(|_| entry.is_recorded) {
                take(plan, names, token, &entry, at);
            }
            continue;
        }
        let token = token.trim_start_matches('\n');
        if let Some(date) = token.strip_prefix('\u{1}') {
            at = DateTime::parse_from_rfc3339(date.trim()).ok().map(|date| date.to_utc());
        } else if let Some(raw) = token.strip_prefix(':') {
            entry = Entry::read(raw);
        }
    }
}

/// One changed file of a commit.
struct Entry<'a> {
    blob: &'a str,
    /// False for a deletion: it records no page.
    is_recorded: bool,
    /// False for links and modules.
    is_file: bool,
}

impl<'a> Entry<'a> {
    fn read(raw: &'a str) -> Option<Self> {
        let fields: Vec<&str> = raw.split(' ').collect();
        let [_, mode, _, blob, status] = fields[..] else { return None };
        let is_hash = blob.len() >= 40 && blob.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hash.then(|| Self {
            blob,
            is_recorded: !status.starts_with('D'),
            is_file: mode.starts_with("100"),
        })
    }
}

fn take(plan: &mut Plan, names: &Names, file: &str, entry: &Entry<'_>, at: DateTime<Utc>) {
    match recording(file, names) {
        _ if !entry.is_file => plan.passed_over.push((file.to_owned(), "not a file")),
        Ok((service, kind)) => {
            let (file, place) = (file.to_owned(), Place::Blob(entry.blob.to_owned()));
            plan.recordings.push(Recording { service, kind, at, file, place });
        }
        Err(why) => plan.passed_over.push((file.to_owned(), why)),
    }
}

fn recording(file: &str, names: &Names) -> Result<(String, String), &'static str> {
    let (folder, name) = file.rsplit_once('/').unwrap_or(("", file));
    let (stem, extension) = name.rsplit_once('.').ok_or("not a page")?;
    if !is_page(extension) {
        return Err("not a page");
    }
    let service = names.service.clone().or_else(|| (!folder.is_empty()).then(|| folder.to_owned()));
    let service = service.ok_or("no folder names its service")?;
    let kind = names.kind.clone().unwrap_or_else(|| stem.to_owned());
    // An id is made of letters and digits; without one there is no policy to speak of.
    let has_letters = |text: &str| text.chars().any(char::is_alphanumeric);
    if has_letters(&service) && has_letters(&kind) {
        Ok((service, kind))
    } else {
        Err("its name has no letters")
    }
}

/// `git cat-file --batch`, asked by hash.
#[derive(Debug)]
pub(super) struct Blobs {
    path: PathBuf,
    child: Child,
    asking: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Blobs {
    fn start(path: &Path) -> Result<Self, ImportError> {
        let fail = |why: String| ImportError::Git { path: path.to_owned(), why };
        let mut child = command(path)
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| fail(format!("cannot run git ({error})")))?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (asking, answers) = pipes.ok_or_else(|| fail("git gave no pipes".to_owned()))?;
        Ok(Self { path: path.to_owned(), child, asking, answers: BufReader::new(answers) })
    }

    /// The bytes of a blob.
    pub(super) fn read(&mut self, name: &str) -> Result<Vec<u8>, ImportError> {
        self.ask(name).map_err(|error| ImportError::Git { path: self.path.clone(), why: error.to_string() })
    }

    fn ask(&mut self, name: &str) -> std::io::Result<Vec<u8>> {
        writeln!(self.asking, "{name}")?;
        self.asking.flush()?;
        let mut head = String::new();
        self.answers.read_line(&mut head)?;
        let length = head.trim_end().rsplit(' ').next().and_then(|length| length.parse::<u64>().ok());
        let length = length.ok_or_else(|| std::io::Error::other(format!("it has no object {name}")))?;
        let mut answer = self.answers.by_ref().take(length);
        let mut bytes = Vec::new();
        if length > MAX_BYTES {
            std::io::copy(&mut answer, &mut std::io::sink())?;
        } else {
            answer.read_to_end(&mut bytes)?;
        }
        // The answer is closed by a line feed.
        self.answers.by_ref().take(1).read_to_end(&mut Vec::new())?;
        if length > MAX_BYTES { Err(std::io::Error::other("a file is larger than 64 MB")) } else { Ok(bytes) }
    }
}

impl Drop for Blobs {
    fn drop(&mut self) {
        // It has nothing to finish: it only reads.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn service_and_policy_come_from_the_path() {
        let cases = [
            ("Acme/Terms of Service.md", Ok(("Acme", "Terms of Service"))),
            ("Acme/Privacy Policy #main.html", Ok(("Acme", "Privacy Policy #main"))),
            ("Acme/-rf.md", Ok(("Acme", "-rf"))),
            ("README.md", Err("no folder names its service")),
            ("Acme/logo.png", Err("not a page")),
            ("Acme/--.md", Err("its name has no letters")),
        ];
        for (file, expected) in cases {
            let expected = expected.map(|(service, kind)| (service.to_owned(), kind.to_owned()));
            assert_eq!(recording(file, &Names::default()), expected, "{file}");
        }
    }

    #[test]
    fn only_files_with_a_hash_are_entries() {
        let hash = "0123456789abcdef0123456789abcdef01234567";
        let raw = |mode: &str, status: &str| format!("000000 {mode} {hash} {hash} {status}");
        let read = |raw: &str| Entry::read(raw).map(|entry| (entry.is_recorded, entry.is_file));
        assert_eq!(read(&raw("100644", "A")), Some((true, true)));
        assert_eq!(read(&raw("000000", "D")), Some((false, false)));
        assert_eq!(read(&raw("120000", "A")), Some((true, false)));
        assert_eq!(read("100644 100644 --batch-all-objects x M"), None);
    }
}
