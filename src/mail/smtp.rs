//! One relay, one connection, kept for as long as messages follow.
//!
//! The dialogue is stepped through by hand, not by lettre's `send`, because the answer depends on how
//! far it got: lost before the message was handed over means "for now", lost after it means "unknown".

mod channel;

use std::error::Error as _;
use std::future::Future;
use std::path::Path;
use std::time::Duration;

use lettre::address::Address;
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{Extension, MailBodyParameter, MailParameter};
use lettre::transport::smtp::response::Response;
use tokio::sync::Mutex;

use self::channel::Relay;
use super::{Accepted, Composed, MailError, Refusal, Secret};
use crate::watchlist::SmtpRules;

/// How long each step may take.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// Connection, TLS and login.
    pub connect: Duration,
    /// Answer to a command.
    pub command: Duration,
    /// Answer to the complete message.
    pub end_of_data: Duration,
}

impl Default for Patience {
    /// Five minutes for a command and ten after the message, as RFC 5321 §4.5.3.2 has it; a relay that
    /// does not even connect within half a minute is down.
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(30),
            command: Duration::from_mins(5),
            end_of_data: Duration::from_mins(10),
        }
    }
}

/// Sends through the relay of `[mail.smtp]`.
pub struct SmtpMailer {
    relay: Relay,
    login: Option<Credentials>,
    patience: Patience,
    connection: Mutex<Option<AsyncSmtpConnection>>,
}

/// How a step of the dialogue failed.
enum Failure {
    /// The relay answered no. The connection is still good unless it was a 421.
    Answered { code: u16, response: String },
    /// No usable answer: the connection is gone, or not to be trusted any more.
    Lost { why: String },
    /// The relay cannot take this message at all; nothing was sent.
    Unsupported { why: &'static str },
}

impl SmtpMailer {
    /// Checks the rules and reads the password; connects at the first message.
    ///
    /// Fails when mail would leave this machine unprotected, or password or roots cannot be read.
    pub fn new(rules: &SmtpRules, base_folder: &Path, ca_file: Option<&Path>) -> Result<Self, MailError> {
        let ca_file = ca_file.map(|path| base_folder.join(path));
        let login = match (&rules.user, &rules.password) {
            (None, None) => None,
            (Some(user), Some(password)) => {
                let password = Secret::read(password, base_folder)?;
                Some(Credentials::new(user.clone(), password.expose().to_owned()))
            }
            _ => return Err(MailError::HalfLogin { host: rules.host.clone() }),
        };
        Ok(Self {
            relay: Relay::new(rules, ca_file.as_deref())?,
            login,
            patience: Patience::default(),
            connection: Mutex::new(None),
        })
    }

    /// The same with other time-outs.
    #[must_use]
    pub fn with_patience(self, patience: Patience) -> Self {
        Self { patience, ..self }
    }

    /// Sends one message, on the open connection where there is one.
    pub(super) async fn send(&self, message: &Composed) -> Result<Accepted, Refusal> {
        let addresses = Addresses::of(message)?;
        let mut kept = self.connection.lock().await;
        let mut connection = self.ready(kept.take(), message, &addresses).await?;
        let outcome = self.hand_over(&mut connection, message).await;
        if outcome.is_ok() && !connection.has_broken() {
            *kept = Some(connection);
        }
        outcome
    }

    /// Closes the open connection, if any.
    pub(super) async fn close(&self) {
        if let Some(mut connection) = self.connection.lock().await.take() {
            // The relay owes nothing any more; a lost goodbye loses nothing.
            let _ = tokio::time::timeout(self.patience.connect, connection.quit()).await;
        }
    }

    /// A connection on which the relay waits for the message itself. A kept connection may have been
    /// closed by the relay meanwhile: then, and only then, a fresh one is tried at once.
    async fn ready(
        &self,
        kept: Option<AsyncSmtpConnection>,
        message: &Composed,
        addresses: &Addresses,
    ) -> Result<AsyncSmtpConnection, Refusal> {
        if let Some(mut connection) = kept {
            match self.announce(&mut connection, message, addresses).await {
                Ok(()) => return Ok(connection),
                Err(Failure::Lost { .. } | Failure::Answered { code: 421, .. }) => {}
                Err(failure) => return Err(self.give_back(connection, failure).await),
            }
        }
        let mut connection = self.connect().await?;
        match self.announce(&mut connection, message, addresses).await {
            Ok(()) => Ok(connection),
            Err(failure) => Err(self.give_back(connection, failure).await),
        }
    }

    /// Connects and logs in. No answer here speaks of the recipient, so every failure is for now: a
    /// wrong password must not turn waiting messages into refused ones.
    async fn connect(&self) -> Result<AsyncSmtpConnection, Refusal> {
        let opened = tokio::time::timeout(self.patience.connect, async {
            let mut connection = self.relay.open().await?;
            if let Some(login) = &self.login {
                let mechanisms = [Mechanism::Plain, Mechanism::Login];
                connection.auth(&mechanisms, login).await.map_err(|error| describe(&error))?;
            }
            Ok(connection)
        });
        match opened.await {
            Ok(Ok(connection)) => Ok(connection),
            Ok(Err(response)) => Err(Refusal::ForNow { response }),
            Err(_) => Err(Refusal::ForNow {
                response: format!(
                    "no connection to {} within {:?}",
                    self.relay.name(),
                    self.patience.connect
                ),
            }),
        }
    }

    /// MAIL, RCPT and DATA: after this the relay waits for the message.
    async fn announce(
        &self,
        connection: &mut AsyncSmtpConnection,
        message: &Composed,
        addresses: &Addresses,
    ) -> Result<(), Failure> {
        let parameters = mail_parameters(connection, message)?;
        let mail = Mail::new(Some(addresses.from.clone()), parameters);
        self.step(connection.command(mail)).await?;
        self.step(connection.command(Rcpt::new(addresses.to.clone(), Vec::new()))).await?;
        self.step(connection.command(Data)).await?;
        Ok(())
    }

    async fn step(
        &self,
        answer: impl Future<Output = Result<Response, SmtpError>>,
    ) -> Result<Response, Failure> {
        match tokio::time::timeout(self.patience.command, answer).await {
            Ok(answer) => answer.map_err(|error| Failure::of(&error)),
            Err(_) => Err(Failure::Lost { why: format!("no answer within {:?}", self.patience.command) }),
        }
    }

    /// The message itself. From here on a lost connection leaves the outcome open (RFC 1047).
    async fn hand_over(
        &self,
        connection: &mut AsyncSmtpConnection,
        message: &Composed,
    ) -> Result<Accepted, Refusal> {
        // lettre ends the message with CRLF, dot, CRLF whatever came before: without this the message
        // would arrive with one empty line more than was recorded.
        let bytes = message.bytes.strip_suffix(b"\r\n").unwrap_or(&message.bytes);
        match tokio::time::timeout(self.patience.end_of_data, connection.message(bytes)).await {
            Ok(Ok(response)) => Ok(Accepted { response: answer_text(&response) }),
            Ok(Err(error)) => match Failure::of(&error) {
                Failure::Lost { why } => Err(Refusal::Unknown { why }),
                failure => Err(failure.refusal()),
            },
            Err(_) => {
                Err(Refusal::Unknown { why: format!("no answer within {:?}", self.patience.end_of_data) })
            }
        }
    }

    /// Turns a failed announcement into a refusal and leaves the relay politely.
    async fn give_back(&self, mut connection: AsyncSmtpConnection, failure: Failure) -> Refusal {
        if !matches!(failure, Failure::Lost { .. }) {
            let farewell = async {
                let _ = connection.command(Rset).await;
                let _ = connection.quit().await;
            };
            let _ = tokio::time::timeout(self.patience.connect, farewell).await;
        }
        failure.refusal()
    }
}

impl Failure {
    fn of(error: &SmtpError) -> Self {
        match error.status() {
            Some(code) => Self::Answered { code: code.into(), response: describe(error) },
            None => Self::Lost { why: describe(error) },
        }
    }

    fn refusal(self) -> Refusal {
        match self {
            // 530: the relay wants a login first (RFC 4954 §6). Our set-up is at fault, not the recipient.
            Self::Answered { code: 500..=529 | 531..=599, response } => Refusal::ForGood { response },
            Self::Answered { response, .. } => Refusal::ForNow { response },
            Self::Lost { why } => Refusal::ForNow { response: why },
            Self::Unsupported { why } => Refusal::ForGood { response: why.to_owned() },
        }
    }
}

/// Envelope addresses in lettre's words.
struct Addresses {
    from: Address,
    to: Address,
}

impl Addresses {
    fn of(message: &Composed) -> Result<Self, Refusal> {
        let read = |text: &str| {
            text.parse().map_err(|_| Refusal::ForGood { response: format!("`{text}` is not a mail address") })
        };
        Ok(Self { from: read(&message.envelope_from)?, to: read(&message.envelope_to)? })
    }
}

/// SMTPUTF8 (RFC 6531) and 8BITMIME (RFC 6152) where the message needs them.
fn mail_parameters(
    connection: &AsyncSmtpConnection,
    message: &Composed,
) -> Result<Vec<MailParameter>, Failure> {
    let supports = |extension| connection.server_info().supports_feature(extension);
    let mut parameters = Vec::new();
    if !(message.envelope_from.is_ascii() && message.envelope_to.is_ascii()) {
        if !supports(Extension::SmtpUtfEight) {
            return Err(Failure::Unsupported {
                why: "undeliverable: EAI (the relay takes no international addresses)",
            });
        }
        parameters.push(MailParameter::SmtpUtfEight);
    }
    if !message.bytes.is_ascii() {
        if !supports(Extension::EightBitMime) {
            return Err(Failure::Unsupported { why: "undeliverable: the relay takes no 8-bit messages" });
        }
        parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    Ok(parameters)
}

fn answer_text(response: &Response) -> String {
    format!("{} {}", response.code(), response.message().collect::<Vec<_>>().join(" "))
}

/// Code and words of a negative answer, or the chain of what went wrong.
fn describe(error: &SmtpError) -> String {
    let cause = error.source().map(ToString::to_string);
    match (error.status(), cause) {
        (Some(code), Some(words)) => format!("{code} {words}"),
        (Some(code), None) => code.to_string(),
        (None, Some(words)) => words,
        (None, None) => error.to_string(),
    }
}
