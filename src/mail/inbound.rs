//! Reads messages that were handed in: a provider's notice, or what a mail server reports of ours.
//!
//! Only what our own server wrote is trusted for time: the topmost `Received` line (RFC 5321, 4.4). The
//! sender's `Date` is never read. Reports follow RFC 3464, complaints RFC 5965.

use chrono::{DateTime, Utc};
use mailparse::{MailHeaderMap, ParsedMail, parse_mail};

use super::MailError;
use super::dkim::{self, Keys};

/// A message that was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inbound {
    /// A letter to us.
    Letter(Letter),
    /// Reports about messages of ours, one a recipient.
    Reports(Vec<DeliveryReport>),
}

/// A letter to us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// When our own server took it.
    pub received: DateTime<Utc>,
    /// Sender as written.
    pub from: String,
    /// Subject line.
    pub subject: String,
    /// What is known of its signature.
    pub signature: String,
}

/// What became of a message of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryReport {
    /// Left part of the returned message's Message-ID.
    pub message_id: Option<String>,
    /// Address it was for, lower case.
    pub recipient: Option<String>,
    /// What was done.
    pub action: Action,
    /// Status code and the server's words.
    pub why: String,
}

/// Actions of a report, a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Failed for good.
    Failed,
    /// Still being tried.
    Delayed,
    /// Delivered, or handed on to a system that reports no further.
    Delivered,
    /// The recipient complained.
    Complained,
}

/// Reads a message as handed in; `keys` are those by which signatures are checked.
pub fn read(bytes: &[u8], keys: &Keys) -> Result<Inbound, MailError> {
    let unreadable = |what: &str| MailError::Unreadable { what: what.to_owned() };
    let mail = parse_mail(bytes).map_err(|error| unreadable(&error.to_string()))?;
    if mail.headers.is_empty() {
        return Err(unreadable("it has no header"));
    }
    let report = mail.ctype.params.get("report-type").map(|kind| kind.to_ascii_lowercase());
    match report.as_deref() {
        Some("delivery-status") => reports(&mail),
        Some("feedback-report") => Ok(Inbound::Reports(vec![DeliveryReport {
            message_id: returned_id(&mail),
            recipient: None,
            action: Action::Complained,
            why: "the recipient complained".to_owned(),
        }])),
        _ => letter(&mail, bytes, keys),
    }
}

fn letter(mail: &ParsedMail<'_>, bytes: &[u8], keys: &Keys) -> Result<Inbound, MailError> {
    let unreadable = |what: &str| MailError::Unreadable { what: what.to_owned() };
    let top = mail.headers.get_first_value("Received").ok_or_else(|| {
        unreadable("it has no Received line, so nobody knows when it arrived; save it from the mailbox with all headers")
    })?;
    let when = top.rsplit_once(';').map(|(_, when)| when.trim()).unwrap_or_default();
    // A strict reading: a day that is guessed would be false evidence. The zone's name may follow in brackets.
    let bare = when.split('(').next().unwrap_or_default().trim();
    let received = DateTime::parse_from_rfc2822(bare).ok().map(|when| when.to_utc());
    let header = |name: &str| mail.headers.get_first_value(name).unwrap_or_default();
    let received = received.ok_or_else(|| unreadable("its topmost Received line holds no time"))?;
    Ok(Inbound::Letter(Letter {
        received,
        from: header("From"),
        subject: header("Subject"),
        signature: dkim::judge(bytes, keys, received),
    }))
}

fn reports(mail: &ParsedMail<'_>) -> Result<Inbound, MailError> {
    let status = mail
        .parts()
        .find(|part| part.ctype.mimetype == "message/delivery-status")
        .and_then(|part| part.get_body().ok())
        .ok_or_else(|| MailError::Unreadable { what: "the report has no delivery-status part".to_owned() })?;
    let message_id = returned_id(mail);
    let groups = status.replace("\r\n", "\n");
    let reports: Vec<DeliveryReport> =
        groups.split("\n\n").filter_map(|group| report(group, message_id.as_deref())).collect();
    if reports.is_empty() {
        return Err(MailError::Unreadable { what: "the report names no action".to_owned() });
    }
    Ok(Inbound::Reports(reports))
}

/// One recipient's group of fields (RFC 3464, 2.3); folded lines belong to the field above.
fn report(group: &str, message_id: Option<&str>) -> Option<DeliveryReport> {
    let unfolded = group.replace("\n ", " ").replace("\n\t", " ");
    let field = |name: &str| {
        unfolded.lines().find_map(|line| {
            let (field, value) = line.split_once(':')?;
            field.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    };
    let typed =
        |value: String| value.split_once(';').map_or(value.clone(), |(_, rest)| rest.trim().to_owned());
    let action = match field("Action")?.to_ascii_lowercase().as_str() {
        "failed" => Action::Failed,
        "delayed" => Action::Delayed,
        "delivered" | "relayed" | "expanded" => Action::Delivered,
        _ => return None,
    };
    let words = [field("Status"), field("Diagnostic-Code").map(typed)];
    Some(DeliveryReport {
        message_id: message_id.map(str::to_owned),
        recipient: field("Final-Recipient").map(typed).map(|address| address.to_lowercase()),
        action,
        why: words.into_iter().flatten().collect::<Vec<_>>().join(" "),
    })
}

/// Left part of the Message-ID of the message that is returned, whole or headers only.
fn returned_id(mail: &ParsedMail<'_>) -> Option<String> {
    let returned = mail.parts().find(|part| {
        matches!(
            part.ctype.mimetype.as_str(),
            "message/rfc822" | "text/rfc822-headers" | "message/rfc822-headers"
        )
    })?;
    let body = returned.get_body_raw().ok()?;
    let (headers, _) = mailparse::parse_headers(&body).ok()?;
    let id = headers.get_first_value("Message-ID")?;
    Some(id.trim().trim_start_matches('<').split('@').next()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Inbound, MailError> {
        super::read(bytes, &Keys::default())
    }

    const DSN: &str = "\
From: postmaster@mx.example
Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"

--b
Content-Type: text/plain

Sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; Ada@Example.org
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 no such
 user here

--b
Content-Type: text/rfc822-headers

Message-ID: <notice.0123456789abcdef@ours.example>
Subject: Notice

--b--
";

    #[test]
    fn a_bounce_names_recipient_message_and_reason() {
        let Inbound::Reports(reports) = read(DSN.as_bytes()).unwrap() else { panic!("a report") };
        let expected = DeliveryReport {
            message_id: Some("notice.0123456789abcdef".to_owned()),
            recipient: Some("ada@example.org".to_owned()),
            action: Action::Failed,
            why: "5.1.1 550 no such user here".to_owned(),
        };
        assert_eq!(reports, [expected]);
        let delayed = DSN.replace("Action: failed", "Action: delayed");
        let Inbound::Reports(reports) = read(delayed.as_bytes()).unwrap() else { panic!("a report") };
        assert_eq!(reports[0].action, Action::Delayed);
    }

    #[test]
    fn a_letter_counts_from_its_topmost_received_line_and_never_from_its_date() {
        let letter = "Received: from a by our.example; Sat, 14 Nov 2026 09:00:00 +0100\nReceived: from b by a; Fri, 13 \
                      Nov 2026 09:00:00 +0100\nDate: Mon, 2 Nov 2026 09:00:00 +0000\nFrom: legal@up.example\nSubject: \
                      New terms\nDKIM-Signature: v=1; a=rsa-sha256; d=up.example; s=k; h=from; bh=aGk=; \
                      b=aGk=\n\nHello\n";
        let Inbound::Letter(read) = read(letter.as_bytes()).unwrap() else { panic!("a letter") };
        assert_eq!(read.received, "2026-11-14T08:00:00Z".parse::<DateTime<Utc>>().unwrap());
        assert_eq!((read.from.as_str(), read.subject.as_str()), ("legal@up.example", "New terms"));
        assert_eq!(
            read.signature,
            "signed for up.example: not verified: no key for k at up.example; body altered"
        );
    }

    #[test]
    fn what_cannot_be_dated_or_read_is_refused() {
        for bad in ["", "From: a@b.example\nSubject: x\n\nbody", "Received: by us; yesterday\n\nx"] {
            assert!(matches!(read(bad.as_bytes()), Err(MailError::Unreadable { .. })), "{bad}");
        }
        let empty = DSN.replace("Action: failed\n", "");
        assert!(read(empty.as_bytes()).is_err());
    }
}
