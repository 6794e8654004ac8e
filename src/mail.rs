//! Mail: a message of the core becomes bytes, and the bytes leave for a relay or a folder.
//!
//! One sending is one call with one honest answer: accepted, refused, or unknown. What follows from
//! the answer (retry, standing of a recipient) is decided elsewhere; so is when to send. Knows no
//! policy, no comparison, no archive.

mod compose;
pub mod dkim;
mod folder;
pub mod inbound;
pub mod retry;
mod secret;
pub mod sink;
mod smtp;

use std::path::{Path, PathBuf};

pub use self::compose::{Composed, Envelope, compose, message_id};
pub use self::secret::Secret;
pub use self::smtp::{Patience, SmtpMailer};
use crate::tls::TlsError;
use crate::watchlist::MailRules;

/// How messages leave.
pub enum Mailer {
    /// As `.eml` files in a folder.
    Folder(PathBuf),
    /// Through the relay of `[mail.smtp]`.
    Smtp(Box<SmtpMailer>),
}

impl Mailer {
    /// Chooses by the rules: the relay when one is configured, else `mail_folder`. Relative files of
    /// the rules are looked up in `base_folder`; `ca_file` adds roots for the relay's certificate.
    ///
    /// Fails when the set-up is unsafe or unusable; nothing is connected yet.
    pub fn new(
        rules: &MailRules,
        base_folder: &Path,
        mail_folder: &Path,
        ca_file: Option<&Path>,
    ) -> Result<Self, MailError> {
        match &rules.smtp {
            None => Ok(Self::Folder(mail_folder.to_owned())),
            Some(smtp) => {
                SmtpMailer::new(smtp, base_folder, ca_file).map(|mailer| Self::Smtp(Box::new(mailer)))
            }
        }
    }

    /// Sends one message. `file_stem` names the file when mail goes to a folder; the same stem again
    /// replaces the file, so that a repeated sending leaves one copy.
    pub async fn send(&self, message: &Composed, file_stem: &str) -> Result<Accepted, Refusal> {
        match self {
            Self::Folder(folder) => folder::write(folder, file_stem, message).await,
            Self::Smtp(smtp) => smtp.send(message).await,
        }
    }

    /// Says goodbye to the relay, if a connection is open.
    pub async fn close(&self) {
        if let Self::Smtp(smtp) = self {
            smtp.close().await;
        }
    }
}

/// True when `text` is one mail address, without a name around it.
pub fn is_address(text: &str) -> bool {
    text.parse::<lettre::Address>().is_ok()
}

/// Deletes the messages to `address` that lie in a mail folder; gives how many there were.
///
/// Fails when the folder or one of its files cannot be read or deleted.
pub fn erase_files(folder: &Path, address: &str) -> std::io::Result<usize> {
    folder::erase(folder, address)
}

/// The next in line took responsibility for the message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The answer in full, code first: `250 2.0.0 queued as 4bXyz`.
    pub response: String,
}

/// The message was not accepted, or nobody can tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Worth another attempt: no connection, or a 4xx answer. The message was not taken.
    ForNow {
        /// The answer, or what stood in the way.
        response: String,
    },
    /// Never to be sent again as it is: a 5xx answer, or an address the relay cannot serve.
    ForGood {
        /// The answer.
        response: String,
    },
    /// The whole message was on its way when the connection was lost: it may have been accepted.
    Unknown {
        /// What happened.
        why: String,
    },
}

/// Why mail could not be set up or composed. Messages read after "cannot …".
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The folder of signers' keys cannot be read.
    #[error("read the keys in `{}` ([mail] dkim_keys)", folder.display())]
    Keys {
        /// The folder.
        folder: PathBuf,
        /// What happened.
        source: std::io::Error,
    },
    /// A message that was handed in is of no use.
    #[error("use the message: {what}")]
    Unreadable {
        /// What is wrong with it, one plain fragment.
        what: String,
    },
    /// A mail address that does not follow RFC 5322.
    #[error("use `{address}` as a mail address")]
    Address {
        /// The address as given.
        address: String,
    },
    /// An attachment without a valid media type.
    #[error("attach `{name}`: `{media_type}` is not a media type")]
    Attachment {
        /// File name.
        name: String,
        /// Media type as given.
        media_type: String,
    },
    /// The parts do not make a message.
    #[error("compose the message `{key}`")]
    Compose {
        /// The message's key.
        key: String,
        /// What was missing.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Plain SMTP to another machine.
    #[error("send mail to `{host}` without TLS: `security = \"plain\"` is for this machine only")]
    Unprotected {
        /// The relay.
        host: String,
    },
    /// A password without a user, or a user without a password.
    #[error("log in to `{host}`: `user` and `password` belong together")]
    HalfLogin {
        /// The relay.
        host: String,
    },
    /// The password's file or variable is of no use.
    #[error("read the password from {place}")]
    Secret {
        /// Where it was looked for, never what was found.
        place: String,
        /// What the system said.
        source: Option<std::io::Error>,
    },
    /// TLS cannot be set up.
    #[error("set up TLS for mail")]
    Tls(#[from] TlsError),
    /// The relay's name cannot be used for TLS.
    #[error("use `{host}` as the name of the relay")]
    RelayName {
        /// The relay.
        host: String,
    },
    /// The embedded receiver cannot listen or store.
    #[error("receive mail in `{folder}`")]
    Sink {
        /// Where messages go.
        folder: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}
