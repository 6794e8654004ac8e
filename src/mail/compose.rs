//! RFC 5322 bytes from a message whose words are done.
//!
//! The same message, envelope and time give the same bytes, boundaries included: a retry sends what
//! was recorded, and evidence can be compared. Wording and escaping were settled before; here control
//! characters are kept out of headers and the two streams are kept apart.

use chrono::{DateTime, Utc};
use lettre::address::Address;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MessageBuilder, MultiPart, SinglePart};
use url::{Host, Url};

use super::MailError;
use crate::digest::{Message, Stream};
use crate::snapshot::ContentHash;

/// From whom, to whom, under which name: everything about a sending that is not in the message.
#[derive(Debug, Clone)]
pub struct Envelope<'a> {
    /// Name of the sender as shown.
    pub from_name: &'a str,
    /// Address of the sender, one identity per stream; `Name <address>` overrides `from_name`.
    pub from: &'a str,
    /// Address of the recipient.
    pub to: &'a str,
    /// `Message-ID` with its angle brackets; the same at every attempt. See [`message_id`].
    pub message_id: &'a str,
    /// The `Date` header: when the message was queued.
    pub date: DateTime<Utc>,
    /// Where recipients can write; becomes `Reply-To` when it is a mail address.
    pub contact: Option<&'a str>,
    /// The recipient's own one-click address (RFC 8058), where the web side serves one. Used by the
    /// stream `digest` only.
    pub unsubscribe: Option<&'a Url>,
}

/// A message ready to leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composed {
    /// The message, CRLF line ends.
    pub bytes: Vec<u8>,
    /// `MAIL FROM`: never empty, bounces are wanted.
    pub envelope_from: String,
    /// `RCPT TO`.
    pub envelope_to: String,
}

/// `Message-ID` from its left part, under the domain of the sender's address.
///
/// ```
/// let id = policydiff::mail::message_id("notice.42", "Acme <policy@acme.test>");
/// assert_eq!(id, "<notice.42@acme.test>");
/// ```
pub fn message_id(left: &str, from: &str) -> String {
    format!("<{left}@{}>", domain_of(from))
}

/// Writes the message down.
///
/// Fails when an address or a media type is malformed.
pub fn compose(message: &Message, envelope: &Envelope<'_>) -> Result<Composed, MailError> {
    let from = mailbox(envelope.from, Some(envelope.from_name))?;
    let to = mailbox(envelope.to, None)?;
    let (envelope_from, envelope_to) = (from.email.to_string(), to.email.to_string());
    let builder = lettre::Message::builder()
        .from(from)
        .to(to)
        .date(envelope.date.into())
        .message_id(Some(envelope.message_id.to_owned()))
        .subject(one_line(&message.subject));
    let builder = with_standing_headers(builder, message);
    let builder = with_thread(builder, message, envelope);
    let builder = match message.stream {
        Stream::Notice => with_reply_to(builder, envelope),
        Stream::Digest => with_list(with_reply_to(builder, envelope), envelope),
    };
    let composed = builder
        .multipart(body(message, envelope.message_id)?)
        .map_err(|error| MailError::Compose { key: message.key.clone(), source: error.into() })?;
    Ok(Composed { bytes: composed.formatted(), envelope_from, envelope_to })
}

/// RFC 3834: machines must not answer. Delivery reports stay welcome, so not `All`.
fn with_standing_headers(builder: MessageBuilder, message: &Message) -> MessageBuilder {
    builder
        .raw_header(raw("Auto-Submitted", "auto-generated".to_owned()))
        .raw_header(raw("X-Auto-Response-Suppress", "OOF, AutoReply".to_owned()))
        .raw_header(raw("X-Policydiff-Kind", message.kind.as_str().to_owned()))
}

/// Points at an id that no message has: mail programs then gather all messages of the policy.
fn with_thread(builder: MessageBuilder, message: &Message, envelope: &Envelope<'_>) -> MessageBuilder {
    let Some(thread) = &message.thread else { return builder };
    // Hashed: a policy's id may hold letters that an id must not.
    let left = &ContentHash::of(thread.as_bytes()).to_string()[..32];
    let root = message_id(&format!("thread.{left}"), envelope.from);
    builder.in_reply_to(root.clone()).references(root)
}

fn with_reply_to(builder: MessageBuilder, envelope: &Envelope<'_>) -> MessageBuilder {
    match envelope.contact.and_then(|contact| mailbox(contact, None).ok()) {
        Some(contact) => builder.reply_to(contact),
        None => builder,
    }
}

/// RFC 2919 and 2369; with a one-click address, RFC 8058. Without one a person reads the request, so
/// one click is not promised.
fn with_list(builder: MessageBuilder, envelope: &Envelope<'_>) -> MessageBuilder {
    let builder =
        builder.raw_header(raw("List-Id", format!("<policydiff-digest.{}>", domain_of(envelope.from))));
    // Without a contact the sender is who an answer reaches.
    let by_mail = envelope.contact.and_then(|contact| mailbox(contact, None).ok());
    let by_mail = by_mail.or_else(|| mailbox(envelope.from, None).ok());
    let by_mail = by_mail.map(|contact| format!("<mailto:{}?subject=unsubscribe>", contact.email));
    let by_click = envelope.unsubscribe.map(|url| format!("<{url}>"));
    let ways: Vec<_> = by_click.into_iter().chain(by_mail).collect();
    if ways.is_empty() {
        return builder;
    }
    let builder = builder.raw_header(raw("List-Unsubscribe", ways.join(", ")));
    // RFC 8058 §3.1 asks for https.
    if envelope.unsubscribe.is_some_and(|url| url.scheme() == "https") {
        builder.raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()))
    } else {
        builder
    }
}

fn body(message: &Message, message_id: &str) -> Result<MultiPart, MailError> {
    let boundary =
        |part: &str| ContentHash::of(format!("{part}{message_id}").as_bytes()).to_string()[..40].to_owned();
    let alternative = MultiPart::alternative()
        .boundary(boundary("alternative"))
        .singlepart(SinglePart::plain(message.text.clone()))
        .singlepart(SinglePart::html(message.html.clone()));
    if message.attachments.is_empty() {
        return Ok(alternative);
    }
    let mut mixed = MultiPart::mixed().boundary(boundary("mixed")).multipart(alternative);
    for attachment in &message.attachments {
        let media_type = ContentType::parse(&attachment.media_type).map_err(|_| MailError::Attachment {
            name: attachment.name.clone(),
            media_type: attachment.media_type.clone(),
        })?;
        let part = Attachment::new(one_line(&attachment.name)).body(attachment.content.clone(), media_type);
        mixed = mixed.singlepart(part);
    }
    Ok(mixed)
}

/// Reads `address` or `Name <address>`; the domain becomes ASCII (RFC 5891), the local part stays.
fn mailbox(text: &str, name: Option<&str>) -> Result<Mailbox, MailError> {
    let malformed = || MailError::Address { address: text.to_owned() };
    let read: Mailbox = text.trim().parse().map_err(|_| malformed())?;
    let email = match Host::parse(read.email.domain()) {
        Ok(Host::Domain(ascii)) => Address::new(read.email.user(), ascii).map_err(|_| malformed())?,
        _ => read.email,
    };
    let name = read.name.or_else(|| name.map(str::to_owned)).map(|name| one_line(&name));
    Ok(Mailbox::new(name.filter(|name| !name.is_empty()), email))
}

fn domain_of(from: &str) -> String {
    mailbox(from, None).map_or_else(|_| "localhost".to_owned(), |mailbox| mailbox.email.domain().to_owned())
}

fn raw(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

/// Control characters and direction overrides out, white space to single spaces: titles of watched
/// pages end up in subjects.
fn one_line(text: &str) -> String {
    let is_override =
        |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let spaced: String = text
        .chars()
        .filter(|&c| !is_override(c))
        .map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_are_one_line_of_visible_text() {
        for (text, expected) in [
            ("Terms of Acme", "Terms of Acme"),
            ("a\r\nBcc: eve@evil.test", "a Bcc: eve@evil.test"),
            ("tab\tnul\0esc\u{1b}[31m", "tab nul esc [31m"),
            ("price \u{202e}001\u{202c}", "price 001"),
            ("line\u{2028}break", "line break"),
        ] {
            assert_eq!(one_line(text), expected);
        }
    }

    #[test]
    fn mailboxes_take_a_name_and_an_international_domain() {
        let read = mailbox("ada@bücher.example", Some("Ada")).unwrap();
        assert_eq!(read.email.to_string(), "ada@xn--bcher-kva.example");
        assert_eq!(read.name.as_deref(), Some("Ada"));
        assert_eq!(
            mailbox("Policy Desk <p@acme.test>", Some("Acme")).unwrap().name.as_deref(),
            Some("Policy Desk")
        );
        for wrong in ["", "ada", "ada@", "@acme.test", "a b@acme.test", "ada@acme.test\r\nX: y"] {
            assert!(mailbox(wrong, None).is_err(), "{wrong}");
        }
    }

    #[test]
    fn message_ids_depend_on_key_and_sender_only() {
        assert_eq!(message_id("a", "x@acme.test"), message_id("a", "Y <y@acme.test>"));
        assert_ne!(message_id("a", "x@acme.test"), message_id("b", "x@acme.test"));
    }
}
