//! The readable mirror: one Markdown file a policy, for people and for version control.
//!
//! It follows the archive and is never read back. A reader sees the old file or the new one, never
//! half of one.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::error::Fault;
use crate::watchlist::PolicyId;

/// Writes `<folder>/<service>/<type>.md` and gives its path.
pub(super) fn write(folder: &Path, policy: &PolicyId, markdown: &str) -> Result<PathBuf, Fault> {
    let path = path(folder, policy)?;
    let parent = path.parent().expect("a mirror file stands in its service's folder");
    fs::create_dir_all(parent)?;
    let partial = path.with_extension("md.part");
    let written = write_whole(&partial, markdown).and_then(|()| fs::rename(&partial, &path));
    if let Err(error) = written {
        // The rest of a failed attempt; its removal failing as well changes nothing.
        let _ = fs::remove_file(&partial);
        return Err(error.into());
    }
    Ok(path)
}

fn write_whole(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn path(folder: &Path, policy: &PolicyId) -> Result<PathBuf, Fault> {
    // Ids come from a watchlist, which is user input: only two proper slugs become a path.
    if PolicyId::parse(policy.as_str()).is_none() {
        return Err(Fault::OutOfOrder(format!("`{policy}` is no policy id")));
    }
    Ok(folder.join(policy.service()).join(format!("{}.md", policy.kind())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_replaces_and_leaves_nothing_beside() {
        let folder = tempfile::tempdir().unwrap();
        let policy = PolicyId::derive("Harbour Tea", "Privacy Policy");
        write(folder.path(), &policy, "one").unwrap();
        let path = write(folder.path(), &policy, "two").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(path, folder.path().join("harbour-tea/privacy-policy.md"));
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn an_id_that_is_no_path_of_ours_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert!(write(folder.path(), &PolicyId::derive("", ".."), "x").is_err());
    }
}
