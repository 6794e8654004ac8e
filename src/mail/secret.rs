//! A password that cannot be printed by accident: no `Debug`, no `Display`, no serialization.

use std::path::Path;

use super::MailError;
use crate::watchlist::SecretSource;

/// A secret, read once from where the watchlist says it is.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// Reads the first line of the file, or the variable. Relative files are looked up in `base_folder`.
    ///
    /// Fails when there is nothing to read; the error names the place, never the content.
    pub fn read(source: &SecretSource, base_folder: &Path) -> Result<Self, MailError> {
        match source {
            SecretSource::File(path) => {
                let place = format!("the file `{}`", path.display());
                match std::fs::read_to_string(base_folder.join(path)) {
                    Ok(text) => Self::checked(text.lines().next().unwrap_or_default(), place),
                    Err(source) => Err(MailError::Secret { place, source: Some(source) }),
                }
            }
            SecretSource::Env(name) => {
                let place = format!("the environment variable `{name}`");
                Self::checked(&std::env::var(name).unwrap_or_default(), place)
            }
        }
    }

    fn checked(text: &str, place: String) -> Result<Self, MailError> {
        if text.is_empty() {
            Err(MailError::Secret { place, source: None })
        } else {
            Ok(Self(text.to_owned()))
        }
    }

    /// The secret itself, for the one place that needs it.
    pub(super) fn expose(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_of_a_file_is_the_secret() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("password"), "correct horse\r\nsecond line\n").unwrap();
        let secret = Secret::read(&SecretSource::File("password".into()), folder.path());
        assert_eq!(secret.ok().unwrap().expose(), "correct horse");
    }

    #[test]
    fn nothing_to_read_is_an_error_that_names_the_place() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("empty"), "\n").unwrap();
        for (source, place) in [
            (SecretSource::File("missing".into()), "the file `missing`"),
            (SecretSource::File("empty".into()), "the file `empty`"),
            (SecretSource::Env("POLICYDIFF_NO_SUCH_VARIABLE".into()), "`POLICYDIFF_NO_SUCH_VARIABLE`"),
        ] {
            let error = Secret::read(&source, folder.path()).err().unwrap();
            assert!(error.to_string().contains(place), "{error}");
        }
    }
}
