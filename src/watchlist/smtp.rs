//! `[mail]` and `[mail.smtp]`: senders and relay, checked against the ways a password leaks.
//!
//! Secrets are only named here, never read.

use std::path::PathBuf;

use super::fields::Fields;
use super::{MailRules, SecretSource, SmtpRules, SmtpSecurity, values};
use crate::notice::Relay;

const MAIL: &[&str] = &["notice_from", "digest_from", "dkim_keys", "smtp"];
const SMTP: &[&str] = &["host", "port", "security", "user", "password_file", "password_env", "relay"];
const RELAY_ALLOWED: &str =
    "\"own\" (a notice counts as given after five days without a bounce), \"provider\"";
const SECURITY_ALLOWED: &str = "\"plain\" (loopback only), \"starttls\", \"tls\"";

/// Reads `[mail]`; without it messages go to the archive's folder.
pub(super) fn mail(root: &Fields<'_, '_>) -> MailRules {
    let mut rules = MailRules::default();
    let Some(table) = root.table("mail", MAIL) else { return rules };
    rules.smtp = table.table("smtp", SMTP).and_then(|smtp| relay(&smtp));
    let sender = |key: &str| {
        // A relay refuses or, worse, delivers mail from a placeholder: real senders are a must with one.
        if table.place("smtp").is_some() {
            table.required(key, values::ADDRESS_ALLOWED, values::mailbox)
        } else {
            table.text(key, values::ADDRESS_ALLOWED, values::mailbox)
        }
    };
    if let Some(from) = sender("notice_from") {
        rules.notice_from = from;
    }
    if let Some(from) = sender("digest_from") {
        rules.digest_from = from;
    }
    let keys = "folder with files such as mail._domainkey.example.org.txt";
    rules.dkim_keys = table.text("dkim_keys", keys, values::text).map(PathBuf::from);
    let [notice, digest] = [&rules.notice_from, &rules.digest_from].map(|from| values::bare_address(from));
    if notice.eq_ignore_ascii_case(digest) {
        let wrong = "is the sender of notices too; complaints about digests would harm them";
        table.fault("digest_from", wrong, "another address than notice_from");
    }
    rules
}

fn relay(table: &Fields<'_, '_>) -> Option<SmtpRules> {
    let host = table.required("host", "host name or address of the relay", host);
    let security = table.text("security", SECURITY_ALLOWED, security).unwrap_or_else(|| {
        let is_local = host.as_deref().is_some_and(values::is_loopback);
        if is_local { SmtpSecurity::Plain } else { SmtpSecurity::StartTls }
    });
    let port = table.read("port", "a port from 1 to 65535", |value| {
        let number =
            value.as_integer().and_then(|number| u16::from_str_radix(number.as_str(), number.radix()).ok());
        number.filter(|port| *port > 0).ok_or_else(|| "is not a port".to_owned())
    });
    if security == SmtpSecurity::Plain && host.as_deref().is_some_and(|host| !values::is_loopback(host)) {
        table.fault(
            "security",
            "plain SMTP would send mail readable over the network",
            "\"starttls\" or \"tls\"",
        );
    }
    let (user, password) = login(table);
    let relay = table.text("relay", RELAY_ALLOWED, owner).unwrap_or(Relay::Own);
    let port = port.unwrap_or(security.usual_port());
    Some(SmtpRules { host: host?, port, security, user, password, relay })
}

fn login(table: &Fields<'_, '_>) -> (Option<String>, Option<SecretSource>) {
    let user = table.text("user", "login name at the relay", values::text);
    let file = table.text("password_file", "path of a file whose first line is the password", values::text);
    let env = table.text("password_env", "name of an environment variable", variable);
    let has_password = table.place("password_file").or(table.place("password_env")).is_some();
    if table.place("password_file").is_some() && table.place("password_env").is_some() {
        table.fault("password_env", "the password is named twice", "either password_file or password_env");
    }
    if has_password && table.place("user").is_none() {
        table.sink().missing(
            table.offset(),
            &table.path_of("user"),
            "the login name the password belongs to",
        );
    }
    if table.place("user").is_some() && !has_password {
        let allowed = "password_file or password_env beside user";
        table.sink().missing(table.offset(), &table.path_of("password_file"), allowed);
    }
    let password = file.map(|path| SecretSource::File(PathBuf::from(path))).or(env.map(SecretSource::Env));
    (user, password)
}

fn host(value: &str) -> Result<String, String> {
    let host = values::text(value)?;
    let is_bare = !host.contains(|c: char| c.is_whitespace() || c == '/' || c == '@');
    if is_bare { Ok(host) } else { Err(format!("`{value}` is not a host")) }
}

fn owner(value: &str) -> Result<Relay, String> {
    match value {
        "own" => Ok(Relay::Own),
        "provider" => Ok(Relay::Provider),
        other => Err(format!("unknown relay `{other}`")),
    }
}

fn security(value: &str) -> Result<SmtpSecurity, String> {
    match value {
        "plain" => Ok(SmtpSecurity::Plain),
        "starttls" => Ok(SmtpSecurity::StartTls),
        "tls" => Ok(SmtpSecurity::Tls),
        other => Err(format!("unknown protection `{other}`")),
    }
}

fn variable(value: &str) -> Result<String, String> {
    let is_name = !value.is_empty() && value.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if is_name { Ok(value.to_owned()) } else { Err(format!("`{value}` is not a variable's name")) }
}
