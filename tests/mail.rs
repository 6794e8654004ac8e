//! Mail against relays that misbehave: what was accepted, refused or left open is told apart, and what
//! arrives is byte for byte what was composed.

use std::path::Path;
use std::time::Duration;

use mailparse::{MailHeaderMap, parse_mail};
use policydiff::digest::{Attachment, Message, MessageKind, Stream};
use policydiff::mail::sink::Sink;
use policydiff::mail::{
    Composed, Envelope, MailError, Mailer, Patience, Refusal, SmtpMailer, compose, message_id,
};
use policydiff::watchlist::{MailRules, SecretSource, SmtpRules, SmtpSecurity};

use crate::support::authority::Authority;
use crate::support::noon;
use crate::support::smtp::{Fault, Relay, Setup};

fn notice() -> Message {
    Message {
        key: "notice/1/ada".to_owned(),
        stream: Stream::Notice,
        kind: MessageKind::Notice,
        recipient: "ada".to_owned(),
        thread: Some("acme/terms".to_owned()),
        subject: "Änderung der Terms\r\nBcc: eve@evil.test".to_owned(),
        text: ".starts with a dot\n30 days – not fewer.\n\n.\nEnd\n".to_owned(),
        html: "<p>30 days – not fewer.</p>".to_owned(),
        attachments: vec![Attachment {
            name: "terms.md".to_owned(),
            media_type: "text/markdown; charset=utf-8".to_owned(),
            content: "# Terms\n\nGrüße\n".to_owned(),
        }],
    }
}

fn digest() -> Message {
    Message {
        key: "digest/1/ada".to_owned(),
        stream: Stream::Digest,
        kind: MessageKind::Digest,
        thread: None,
        attachments: Vec::new(),
        ..notice()
    }
}

fn envelope<'a>(to: &'a str, id: &'a str) -> Envelope<'a> {
    Envelope {
        from_name: "Acme",
        from: "policy@acme.test",
        to,
        message_id: id,
        date: noon(),
        contact: Some("desk@acme.test"),
        unsubscribe: None,
    }
}

fn composed_to(to: &str) -> Composed {
    compose(&notice(), &envelope(to, "<1@acme.test>")).unwrap()
}

fn composed() -> Composed {
    composed_to("ada@example.org")
}

fn smtp_rules(port: u16, security: SmtpSecurity) -> SmtpRules {
    SmtpRules {
        host: "localhost".to_owned(),
        port,
        security,
        user: None,
        password: None,
        relay: policydiff::notice::Relay::Own,
    }
}

fn mailer(rules: &SmtpRules, ca_file: Option<&Path>) -> Mailer {
    let patience = Patience {
        connect: Duration::from_secs(10),
        command: Duration::from_millis(300),
        end_of_data: Duration::from_millis(300),
    };
    Mailer::Smtp(Box::new(SmtpMailer::new(rules, Path::new("."), ca_file).unwrap().with_patience(patience)))
}

async fn relay_with(faults: &[(&'static str, Fault)]) -> (Relay, Mailer) {
    let relay = Relay::start(Setup { faults: faults.to_vec(), ..Setup::default() }).await;
    let mailer = mailer(&smtp_rules(relay.address.port(), SmtpSecurity::Plain), None);
    (relay, mailer)
}

#[test]
fn a_notice_reads_back_with_all_its_parts() {
    let id = message_id("notice/1/ada", "policy@acme.test");
    let composed = compose(&notice(), &envelope("Ada L <ada@bücher.example>", &id)).unwrap();
    assert_eq!(composed.envelope_to, "ada@xn--bcher-kva.example");
    assert_eq!(composed.envelope_from, "policy@acme.test");
    assert!(composed.bytes.is_ascii());
    let mail = parse_mail(&composed.bytes).unwrap();
    let header = |name: &str| mail.headers.get_first_value(name);
    assert_eq!(header("Subject").unwrap(), "Änderung der Terms Bcc: eve@evil.test");
    assert_eq!(header("From").unwrap(), "Acme <policy@acme.test>");
    assert_eq!(header("Reply-To").unwrap(), "desk@acme.test");
    assert_eq!(header("Date").unwrap(), "Fri, 20 Nov 2026 12:00:00 +0000");
    assert_eq!(header("Message-ID").unwrap(), id);
    assert_eq!(header("Auto-Submitted").unwrap(), "auto-generated");
    assert_eq!(header("X-Auto-Response-Suppress").unwrap(), "OOF, AutoReply");
    assert_eq!(header("X-Policydiff-Kind").unwrap(), "notice");
    assert_eq!(header("References"), header("In-Reply-To"));
    assert!(header("References").is_some());
    for absent in ["Bcc", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "Precedence"] {
        assert_eq!(header(absent), None, "{absent}");
    }
    assert_eq!(mail.ctype.mimetype, "multipart/mixed");
    let alternative = &mail.subparts[0];
    assert_eq!(alternative.ctype.mimetype, "multipart/alternative");
    let body = |part: &mailparse::ParsedMail| part.get_body().unwrap().replace("\r\n", "\n");
    assert_eq!(body(&alternative.subparts[0]).trim_end(), notice().text.trim_end());
    assert_eq!(body(&alternative.subparts[1]).trim_end(), notice().html);
    let attachment = &mail.subparts[1];
    assert_eq!(attachment.ctype.mimetype, "text/markdown");
    assert_eq!(attachment.get_content_disposition().params["filename"], "terms.md");
    assert_eq!(body(attachment).trim_end(), "# Terms\n\nGrüße");
}

#[test]
fn the_same_message_is_composed_to_the_same_bytes() {
    assert_eq!(composed(), composed());
}

#[test]
fn only_digests_are_lists_and_one_click_needs_its_address() {
    let url = "https://acme.test/u/0123456789abcdef".parse().unwrap();
    let with_click = Envelope { unsubscribe: Some(&url), ..envelope("ada@example.org", "<1@acme.test>") };
    let no_contact = Envelope { contact: None, ..envelope("ada@example.org", "<1@acme.test>") };
    let mail_way = "<mailto:desk@acme.test?subject=unsubscribe>";
    let sender = "<mailto:policy@acme.test?subject=unsubscribe>";
    let both = format!("<https://acme.test/u/0123456789abcdef>, {mail_way}");
    let cases = [
        (&with_click, Some(both.as_str()), Some("List-Unsubscribe=One-Click")),
        (&envelope("ada@example.org", "<1@acme.test>"), Some(mail_way), None),
        (&no_contact, Some(sender), None),
    ];
    for (envelope, ways, post) in cases {
        let composed = compose(&digest(), envelope).unwrap();
        let mail = parse_mail(&composed.bytes).unwrap();
        let header = |name: &str| mail.headers.get_first_value(name);
        assert_eq!(header("List-Id").as_deref(), Some("<policydiff-digest.acme.test>"));
        assert_eq!(header("List-Unsubscribe").as_deref(), ways);
        assert_eq!(header("List-Unsubscribe-Post").as_deref(), post);
        let notice = compose(&notice(), envelope).unwrap();
        let notice = String::from_utf8(notice.bytes).unwrap();
        assert!(!notice.contains("List-"), "a notice has no way out");
    }
}

#[test]
fn what_cannot_be_written_down_is_named() {
    let wrong = compose(&notice(), &envelope("not an address", "<1@acme.test>"));
    assert!(matches!(wrong, Err(MailError::Address { address }) if address == "not an address"));
    let mut message = notice();
    message.attachments[0].media_type = "nonsense".to_owned();
    let wrong = compose(&message, &envelope("ada@example.org", "<1@acme.test>"));
    assert!(matches!(wrong, Err(MailError::Attachment { name, .. }) if name == "terms.md"));
}

#[tokio::test]
async fn without_a_relay_mail_becomes_files() {
    let folder = tempfile::tempdir().unwrap();
    let rules = MailRules {
        notice_from: "policy@acme.test".to_owned(),
        digest_from: "watch@acme.test".to_owned(),
        dkim_keys: None,
        smtp: None,
    };
    let mailer = Mailer::new(&rules, folder.path(), &folder.path().join("mail"), None).unwrap();
    for _ in 0..2 {
        let accepted = mailer.send(&composed(), "notice/ada").await.unwrap();
        assert!(accepted.response.ends_with("notice-ada.eml"), "{}", accepted.response);
    }
    let names: Vec<_> =
        std::fs::read_dir(folder.path().join("mail")).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names, ["notice-ada.eml"]);
    assert_eq!(std::fs::read(folder.path().join("mail/notice-ada.eml")).unwrap(), composed().bytes);
}

#[tokio::test]
async fn the_sink_keeps_exact_bytes_and_numbers_them() {
    let folder = tempfile::tempdir().unwrap();
    let sink = Sink::start(folder.path(), 0).await.unwrap();
    let mailer = mailer(&smtp_rules(sink.address().port(), SmtpSecurity::Plain), None);
    for to in ["ada@example.org", "bob@example.org"] {
        let accepted = mailer.send(&composed_to(to), "unused").await.unwrap();
        assert!(accepted.response.starts_with("250 "), "{}", accepted.response);
    }
    // An address that needs SMTPUTF8, which the sink offers.
    mailer.send(&composed_to("köln@example.org"), "unused").await.unwrap();
    mailer.close().await;
    for (name, to) in [
        ("01-ada-example.org.eml", "ada@example.org"),
        ("02-bob-example.org.eml", "bob@example.org"),
        ("03-köln-example.org.eml", "köln@example.org"),
    ] {
        let stored = std::fs::read(folder.path().join(name)).unwrap();
        assert_eq!(stored, composed_to(to).bytes, "{name}");
    }
}

#[tokio::test]
async fn one_connection_serves_several_messages() {
    let (relay, mailer) = relay_with(&[]).await;
    let mailer = tokio::spawn(async move {
        for _ in 0..3 {
            let accepted = mailer.send(&composed(), "unused").await.unwrap();
            assert_eq!(accepted.response, "250 2.0.0 queued as 4bXyz");
        }
        mailer
    });
    mailer.await.unwrap().close().await;
    assert_eq!(relay.commands().last().unwrap(), "< 221 bye");
    assert_eq!((relay.connections(), relay.messages().len()), (1, 3));
    assert!(relay.messages().iter().all(|message| *message == composed().bytes));
}

#[tokio::test]
async fn a_kept_connection_that_was_closed_is_opened_again() {
    for closing in [Fault::Drop, Fault::Say("421 4.4.2 idle for too long")] {
        let (relay, mailer) = relay_with(&[("MESSAGE", Fault::Say("250 first")), ("MAIL", closing)]).await;
        mailer.send(&composed(), "unused").await.unwrap();
        mailer.send(&composed(), "unused").await.unwrap();
        assert_eq!((relay.connections(), relay.messages().len()), (2, 2));
    }
}

#[tokio::test]
async fn refusals_are_told_apart_by_what_may_have_arrived() {
    use Fault::{Drop, Hang, Say};
    let cases = [
        ("GREETING", Say("421 4.3.2 closing"), "now"),
        ("GREETING", Say("554 5.7.1 no service for you"), "now"),
        ("GREETING", Drop, "now"),
        ("MAIL", Say("451 4.7.1 later"), "now"),
        ("MAIL", Say("530 5.7.0 authentication required"), "now"),
        ("MAIL", Drop, "now"),
        ("RCPT", Say("450 4.2.0 greylisted"), "now"),
        ("RCPT", Say("550 5.1.1 no such user"), "good"),
        ("RCPT", Hang, "now"),
        ("DATA", Say("452 4.3.1 disk full"), "now"),
        ("DATA", Drop, "now"),
        ("MESSAGE", Say("451 4.3.0 try later"), "now"),
        ("MESSAGE", Say("554 5.7.1 looks like spam"), "good"),
        ("MESSAGE", Drop, "unknown"),
        ("MESSAGE", Hang, "unknown"),
    ];
    for (at, fault, expected) in cases {
        let (relay, mailer) = relay_with(&[(at, fault)]).await;
        let refusal = mailer.send(&composed(), "unused").await.unwrap_err();
        let (kind, words) = match refusal {
            Refusal::ForNow { response } => ("now", response),
            Refusal::ForGood { response } => ("good", response),
            Refusal::Unknown { why } => ("unknown", why),
        };
        assert_eq!(kind, expected, "{at}: {words}");
        if let Say(answer) = fault {
            assert_eq!(words, answer, "{at}");
        }
        // Down and then up: the next attempt gets through.
        mailer.send(&composed(), "unused").await.unwrap_or_else(|refusal| panic!("{at}: {refusal:?}"));
        assert_eq!(relay.messages().last().unwrap(), &composed().bytes);
    }
}

#[tokio::test]
async fn a_relay_that_is_down_refuses_for_now() {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let refusal =
        mailer(&smtp_rules(port, SmtpSecurity::Plain), None).send(&composed(), "unused").await.unwrap_err();
    assert!(
        matches!(&refusal, Refusal::ForNow { response } if response.contains("cannot reach")),
        "{refusal:?}"
    );
}

#[tokio::test]
async fn an_international_address_needs_a_relay_that_takes_it() {
    let (relay, mailer) = relay_with(&[]).await;
    let refusal = mailer.send(&composed_to("köln@example.org"), "unused").await.unwrap_err();
    assert!(
        matches!(&refusal, Refusal::ForGood { response } if response.starts_with("undeliverable: EAI")),
        "{refusal:?}"
    );
    assert!(!relay.commands().iter().any(|command| command.starts_with("MAIL")));
}

#[tokio::test]
async fn mail_leaves_this_machine_only_under_tls() {
    let rules = SmtpRules { host: "relay.example".to_owned(), ..smtp_rules(25, SmtpSecurity::Plain) };
    let refused = SmtpMailer::new(&rules, Path::new("."), None).err();
    assert!(matches!(refused, Some(MailError::Unprotected { host }) if host == "relay.example"));
}

#[tokio::test]
async fn starttls_is_required_where_it_is_configured() {
    let (relay, _) = relay_with(&[]).await;
    let mailer = mailer(&smtp_rules(relay.address.port(), SmtpSecurity::StartTls), None);
    let refusal = mailer.send(&composed(), "unused").await.unwrap_err();
    assert!(matches!(&refusal, Refusal::ForNow { response } if response.contains("STARTTLS")), "{refusal:?}");
    assert!(
        !relay.commands().iter().any(|command| command.starts_with("MAIL") || command.starts_with("AUTH"))
    );
}

#[tokio::test]
async fn logins_travel_under_tls_only_and_both_ways_of_it_work() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("password"), "correct horse\n").unwrap();
    let authority = Authority::new();
    let root = authority.write_root(folder.path());
    let acceptor = authority.acceptor(&["localhost"]);
    let extensions = vec!["AUTH PLAIN LOGIN"];
    let starttls =
        Setup { starttls: Some(acceptor.clone()), extensions: extensions.clone(), ..Setup::default() };
    let implicit = Setup { tls: Some(acceptor), extensions, ..Setup::default() };
    for (setup, security) in [(starttls, SmtpSecurity::StartTls), (implicit, SmtpSecurity::Tls)] {
        let relay = Relay::start(setup).await;
        let rules = SmtpRules {
            user: Some("acme".to_owned()),
            password: Some(SecretSource::File(folder.path().join("password"))),
            ..smtp_rules(relay.address.port(), security)
        };
        mailer(&rules, Some(&root))
            .send(&composed(), "unused")
            .await
            .unwrap_or_else(|e| panic!("{security:?}: {e:?}"));
        assert_eq!(relay.messages(), [composed().bytes]);
        let commands = relay.commands();
        let position = |verb: &str| commands.iter().position(|command| command.starts_with(verb));
        assert!(position("AUTH PLAIN") < position("MAIL"), "{commands:?}");
        assert!(position("STARTTLS") < position("AUTH PLAIN"), "{commands:?}");
        // Nobody vouches for this authority unless told to.
        let refusal = mailer(&rules, None).send(&composed(), "unused").await.unwrap_err();
        assert!(matches!(refusal, Refusal::ForNow { .. }), "{refusal:?}");
    }
}

#[tokio::test]
async fn a_wrong_password_does_not_refuse_the_recipient() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("password"), "wrong\n").unwrap();
    let relay = Relay::start(Setup {
        extensions: vec!["AUTH PLAIN"],
        faults: vec![("AUTH", Fault::Say("535 5.7.8 bad credentials"))],
        ..Setup::default()
    })
    .await;
    let rules = SmtpRules {
        user: Some("acme".to_owned()),
        password: Some(SecretSource::File(folder.path().join("password"))),
        ..smtp_rules(relay.address.port(), SmtpSecurity::Plain)
    };
    let refusal = mailer(&rules, None).send(&composed(), "unused").await.unwrap_err();
    assert_eq!(refusal, Refusal::ForNow { response: "535 5.7.8 bad credentials".to_owned() });
    let half = SmtpRules { password: None, ..rules };
    assert!(matches!(SmtpMailer::new(&half, Path::new("."), None).err(), Some(MailError::HalfLogin { .. })));
}
