//! A scratch directory with the real binary in it: fixed clock, no colour, no environment of ours.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

/// A folder of its own for one test.
pub(crate) struct Scratch {
    folder: TempDir,
}

/// What a run of the binary left.
pub(crate) struct Ran {
    /// Exit code.
    pub(crate) code: i32,
    /// Results.
    pub(crate) stdout: String,
    /// Words.
    pub(crate) stderr: String,
}

impl Ran {
    /// Fails with everything that was said unless the exit code is the one expected.
    pub(crate) fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, code, "\n-- stdout\n{}\n-- stderr\n{}", self.stdout, self.stderr);
        self
    }
}

impl Scratch {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    /// An empty folder in memory where the machine has one: thousands of transactions need no disk.
    pub(crate) fn in_memory() -> Self {
        let folder = TempDir::new_in("/dev/shm").or_else(|_| TempDir::new()).unwrap();
        Self { folder }
    }

    /// A path inside it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file, with the folders above it.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    /// Reads a file.
    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Runs `policydiff` in this folder.
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.run_in(args, None)
    }

    /// Runs `policydiff` where it finds the machine's programs.
    pub(crate) fn run_with_path(&self, args: &[&str]) -> Ran {
        self.run_in(args, std::env::var_os("PATH"))
    }

    fn run_in(&self, args: &[&str], path: Option<std::ffi::OsString>) -> Ran {
        let output = Command::cargo_bin("policydiff")
            .unwrap()
            .args(args)
            .current_dir(self.folder.path())
            .env_clear()
            .envs(path.map(|path| ("PATH", path)))
            .output()
            .unwrap();
        Ran {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Runs `policydiff --now NOW …`.
    pub(crate) fn at(&self, now: &str, args: &[&str]) -> Ran {
        let mut all = vec!["--now", now];
        all.extend(args);
        self.run(&all)
    }

    /// Names of the messages in a folder, sorted.
    pub(crate) fn mails(&self, folder: &str) -> Vec<PathBuf> {
        let mut mails: Vec<PathBuf> = fs::read_dir(self.path(folder))
            .map(|entries| entries.map(|entry| entry.unwrap().path()).collect())
            .unwrap_or_default();
        mails.retain(|path| path.extension().is_some_and(|extension| extension == "eml"));
        mails.sort();
        mails
    }
}

/// Subject and text part of a stored message.
pub(crate) fn read_mail(path: &Path) -> (String, String) {
    use mailparse::MailHeaderMap;
    let bytes = fs::read(path).unwrap();
    let mail = mailparse::parse_mail(&bytes).unwrap();
    let subject = mail.headers.get_first_value("Subject").unwrap();
    let text = mail
        .parts()
        .find(|part| part.ctype.mimetype == "text/plain" && part.subparts.is_empty())
        .unwrap()
        .get_body()
        .unwrap();
    (subject, text)
}
