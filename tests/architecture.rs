//! The walls of the house, checked: a rule nobody checks decays.

use std::fs;
use std::path::{Path, PathBuf};

/// Pure modules: same input, same output.
const CORE: &[&str] = &[
    "document",
    "snapshot",
    "normalize",
    "compare",
    "facts",
    "materiality",
    "notice",
    "check",
    "digest",
    "render",
    "schedule",
    "watchlist",
];

/// Modules that do I/O and decide nothing.
const SHELL: &[&str] = &["fetch", "archive", "mail", "import", "watch", "cli"];

/// What a pure module must not name.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::net::Tcp",
    "std::net::Udp",
    "std::env",
    "std::process",
    "std::thread",
    "SystemTime",
    "Instant",
    "Utc::now",
    "Local::now",
    "tokio",
    "reqwest",
    "rusqlite",
    "lettre",
    "tracing",
    "anyhow",
    "indicatif",
    "use ring",
    "println!",
    "eprintln!",
    "async fn",
    ".await",
];

/// Crates that live in one module only: the crate's name and the module's.
const CONFINED: &[(&str, &[&str])] = &[
    ("rusqlite", &["archive"]),
    ("zstd", &["archive", "fetch"]),
    ("reqwest", &["fetch"]),
    ("lettre", &["mail"]),
    ("mailparse", &["mail"]),
    ("scraper", &["normalize"]),
    ("pulldown_cmark", &["normalize"]),
    ("hayro_interpret", &["normalize"]),
    ("similar", &["compare"]),
    ("clap", &["cli", "main"]),
    ("zip", &["cli"]),
    ("anyhow", &["cli", "main"]),
    ("axum", &["cli"]),
];

struct File {
    path: PathBuf,
    module: String,
    /// Source without the unit tests at the foot and without comments.
    code: String,
    text: String,
}

fn sources() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &root, &mut files);
    assert!(files.len() > 20, "found the sources");
    files
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let relative = path.strip_prefix(root).unwrap().to_path_buf();
            let first = relative.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
            let module = first.trim_end_matches(".rs").to_owned();
            let body = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
            let code = body
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .collect::<Vec<_>>()
                .join("\n");
            files.push(File { path: relative, module, code, text });
        }
    }
}

/// `crate::watch` names `watch`; `crate::watchlist` does not.
fn names_module(code: &str, module: &str) -> bool {
    let path = format!("crate::{module}");
    code.match_indices(&path)
        .any(|(at, _)| !code[at + path.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_'))
}

fn report(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn core_names_no_io_no_clock_and_no_shell() {
    let mut faults = Vec::new();
    for file in sources().iter().filter(|file| CORE.contains(&file.module.as_str())) {
        for word in IMPURE {
            if file.code.contains(word) {
                faults.push(format!("{}: names `{word}`", file.path.display()));
            }
        }
        for shell in SHELL {
            if names_module(&file.code, shell) {
                faults.push(format!("{}: names the shell module `{shell}`", file.path.display()));
            }
        }
    }
    report(&faults);
}

#[test]
fn third_party_crates_stay_inside_their_module() {
    let mut faults = Vec::new();
    for file in sources() {
        for (name, homes) in CONFINED {
            let used = [format!("use {name}::"), format!("{name}::")].iter().any(|form| {
                file.code.match_indices(form.as_str()).any(|(at, _)| {
                    !file.code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
                })
            });
            if used && !homes.contains(&file.module.as_str()) {
                faults.push(format!("{}: names `{name}`, which lives in {homes:?}", file.path.display()));
            }
        }
    }
    report(&faults);
}

#[test]
fn fetch_archive_and_mail_do_not_know_each_other() {
    let apart = ["fetch", "archive", "mail"];
    let mut faults = Vec::new();
    for file in sources().iter().filter(|file| apart.contains(&file.module.as_str())) {
        for other in apart.iter().filter(|other| **other != file.module) {
            if names_module(&file.code, other) {
                faults.push(format!("{}: names `{other}`", file.path.display()));
            }
        }
    }
    report(&faults);
}

#[test]
fn files_keep_their_size_name_and_header() {
    let mut faults = Vec::new();
    for file in sources() {
        let shown = file.path.display();
        let stem = file.path.file_stem().unwrap().to_string_lossy().into_owned();
        if ["mod", "util", "utils", "helper", "helpers", "manager", "common"].contains(&stem.as_str()) {
            faults.push(format!("{shown}: a name that says nothing"));
        }
        if !file.text.starts_with("//!") {
            faults.push(format!("{shown}: no header that says why the file exists"));
        }
        let lines = file.text.lines().count();
        if lines > 600 {
            faults.push(format!("{shown}: {lines} lines, split it"));
        }
    }
    report(&faults);
}
