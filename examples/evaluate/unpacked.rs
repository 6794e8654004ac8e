//! A suite's files: the folder where it lies unpacked, or the archive beside it, unpacked for this run.
//!
//! Unpacked with the system's `tar`, which needs `xz`; removed when the suite is done.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder of files, and the scratch folder it lies in where it was unpacked here.
pub(crate) struct Unpacked {
    /// The files.
    pub(crate) folder: PathBuf,
    scratch: Option<PathBuf>,
}

impl Unpacked {
    /// The folder `name` of the corpus, from the folder itself or from `archive`. Says on stdout why
    /// there is none.
    pub(crate) fn open(corpus: &Path, name: &str, archive: &str) -> anyhow::Result<Option<Self>> {
        if corpus.join(name).is_dir() {
            return Ok(Some(Self { folder: corpus.join(name), scratch: None }));
        }
        let archive = corpus.join(archive);
        if !archive.is_file() {
            println!("skipped: neither {} nor {} is there", corpus.join(name).display(), archive.display());
            return Ok(None);
        }
        let scratch = std::env::temp_dir().join(format!("policydiff-{name}-{}", std::process::id()));
        fs::create_dir_all(&scratch)?;
        let done = Command::new("tar").arg("-xJf").arg(&archive).arg("-C").arg(&scratch).status();
        let unpacked = Self { folder: scratch.join(name), scratch: Some(scratch) };
        if done.is_ok_and(|status| status.success()) && unpacked.folder.is_dir() {
            return Ok(Some(unpacked));
        }
        println!("skipped: {} cannot be unpacked (needs tar and xz)", archive.display());
        Ok(None)
    }
}

impl Drop for Unpacked {
    fn drop(&mut self) {
        if let Some(scratch) = &self.scratch {
            // A scratch folder that stays is a nuisance, not a wrong result.
            let _ = fs::remove_dir_all(scratch);
        }
    }
}
