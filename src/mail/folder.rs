//! Mail as files: what leaves when no relay is configured, and what people look at first.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::{Accepted, Composed, Refusal};
use crate::snapshot::ContentHash;

/// Writes `<stem>.eml`, complete or not at all.
pub(super) async fn write(folder: &Path, stem: &str, message: &Composed) -> Result<Accepted, Refusal> {
    let (folder, name) = (folder.to_owned(), format!("{}.eml", safe_stem(stem)));
    let bytes = message.bytes.clone();
    let written = tokio::task::spawn_blocking(move || write_whole(&folder, &name, &bytes))
        .await
        .expect("writing neither panics nor is cancelled");
    match written {
        Ok(path) => Ok(Accepted { response: format!("written to {}", path.display()) }),
        // A full disk or a missing right can be mended, and the message is still in the outbox.
        Err(error) => Err(Refusal::ForNow { response: error.to_string() }),
    }
}

/// Writes beside the final name first: a reader, or a crash, never meets half a message.
pub(super) fn write_whole(folder: &Path, name: &str, bytes: &[u8]) -> std::io::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let (path, partial) = (folder.join(name), folder.join(format!(".{name}.partial")));
    let mut file = std::fs::File::create(&partial)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&partial, &path)?;
    Ok(path)
}

/// File systems count bytes, 255 of them; room is left for numbers and endings.
const MAX_STEM_BYTES: usize = 200;

/// Letters, digits and `.-_` stay; everything else, path separators above all, becomes one `-`. What is
/// too long ends in a hash of the whole, because two messages must never share a file.
pub(super) fn safe_stem(text: &str) -> String {
    let kept = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
    let spaced: String = text.chars().map(|c| if kept(c) { c } else { ' ' }).collect();
    let joined = spaced.split_whitespace().collect::<Vec<_>>().join("-");
    let stem = joined.trim_start_matches('.');
    if stem.is_empty() {
        return "message".to_owned();
    }
    if stem.len() <= MAX_STEM_BYTES {
        return stem.to_owned();
    }
    let hash = ContentHash::of(text.as_bytes()).short();
    let room = MAX_STEM_BYTES - hash.len() - 1;
    let end = (0..=room).rev().find(|&end| stem.is_char_boundary(end)).unwrap_or(0);
    format!("{}-{hash}", &stem[..end])
}

/// Deletes every message whose only recipient is `address`. A folder that is not there holds none.
pub(super) fn erase(folder: &Path, address: &str) -> std::io::Result<usize> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(error),
    };
    let mut erased = 0;
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "eml")
            && is_to(&std::fs::read(&path)?, address)
        {
            std::fs::remove_file(&path)?;
            erased += 1;
        }
    }
    Ok(erased)
}

/// Our own messages carry one recipient, bare or in angle brackets.
fn is_to(message: &[u8], address: &str) -> bool {
    let head = String::from_utf8_lossy(message);
    let to = head.lines().take_while(|line| !line.is_empty()).find_map(|line| line.strip_prefix("To: "));
    to.is_some_and(|to| to.trim().trim_start_matches('<').trim_end_matches('>').eq_ignore_ascii_case(address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_cannot_leave_the_folder() {
        for (text, expected) in [
            ("2026-11-21-notice-ada", "2026-11-21-notice-ada"),
            ("../../etc/passwd", "-..-etc-passwd"),
            ("a/b\\c d", "a-b-c-d"),
            ("ada@example.org", "ada-example.org"),
            ("..", "message"),
            ("", "message"),
        ] {
            assert_eq!(safe_stem(text), expected, "{text}");
        }
    }

    #[test]
    fn long_stems_are_cut_and_stay_apart() {
        let (one, two) = ("ü".repeat(200) + "1", "ü".repeat(200) + "2");
        assert_ne!(safe_stem(&one), safe_stem(&two));
        assert!(safe_stem(&one).len() <= MAX_STEM_BYTES);
    }
}
