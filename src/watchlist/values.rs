//! Single values of the file: durations, sizes, leads, addresses.
//!
//! Each conversion says what is wrong in a fragment that reads after the key path; what would be
//! right stands beside it in an `*_ALLOWED` constant.

use std::net::{IpAddr, SocketAddr};

use chrono::TimeDelta;
use chrono_tz::Tz;
use url::Url;

use crate::notice::{Lead, LeadUnit};

pub(super) const DURATION_ALLOWED: &str = "a duration such as \"30m\", \"25h\", \"1d\" or \"0\"";
pub(super) const SIZE_ALLOWED: &str = "a size such as \"10 MB\" or \"512 KB\", at most 1 GB";
pub(super) const LEAD_ALLOWED: &str = "a lead such as \"30 days\", \"4 weeks\", \"1 month\"";
pub(super) const URL_ALLOWED: &str = "an absolute http:// or https:// address";
pub(super) const ZONE_ALLOWED: &str = "an IANA zone such as \"Europe/Berlin\" or \"UTC\"";
pub(super) const ADDRESS_ALLOWED: &str = "an e-mail address such as \"Notices <notices@example.org>\"";
pub(super) const RESOLVE_ALLOWED: &str =
    "\"host:port:address\" or \"host:port:address:port\", e.g. \"example.org:443:127.0.0.1:8443\"";

/// Any text that is not blank, trimmed.
pub(super) fn text(value: &str) -> Result<String, String> {
    let trimmed = value.trim();
    if trimmed.is_empty() { Err("is empty".to_owned()) } else { Ok(trimmed.to_owned()) }
}

/// `90s`, `30m`, `25h`, `1d`, `2w`, sums such as `1h30m`, and a bare `0`.
pub(super) fn duration(value: &str) -> Result<TimeDelta, String> {
    let wrong = || format!("`{value}` is not a duration");
    let compact: String = value.chars().filter(|c| !c.is_whitespace()).collect();
    if compact == "0" {
        return Ok(TimeDelta::zero());
    }
    let mut total = TimeDelta::zero();
    let mut rest = compact.as_str();
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?;
        let count: u32 = rest[..digits].parse().map_err(|_| wrong())?;
        let unit = rest[digits..].chars().next().ok_or_else(wrong)?;
        let seconds = match unit {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            'd' => 86_400,
            'w' => 604_800,
            _ => return Err(wrong()),
        };
        total = TimeDelta::try_seconds(i64::from(count) * seconds)
            .and_then(|part| total.checked_add(&part))
            .ok_or_else(wrong)?;
        rest = &rest[digits + unit.len_utf8()..];
    }
    if compact.is_empty() { Err(wrong()) } else { Ok(total) }
}

/// A duration between two bounds, both included.
pub(super) fn duration_within(value: &str, least: TimeDelta, most: TimeDelta) -> Result<TimeDelta, String> {
    let length = duration(value)?;
    if length < least {
        Err(format!("`{value}` is too short"))
    } else if length > most {
        Err(format!("`{value}` is too long"))
    } else {
        Ok(length)
    }
}

/// `10 MB` in bytes; a thousand is a thousand.
pub(super) fn size(value: &str) -> Result<u64, String> {
    let wrong = || format!("`{value}` is not a size");
    let compact: String = value.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
    let digits = compact.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?;
    let count: u64 = compact[..digits].parse().map_err(|_| wrong())?;
    let factor = match &compact[digits..] {
        "B" => 1,
        "KB" => 1_000,
        "MB" => 1_000_000,
        "GB" => 1_000_000_000,
        _ => return Err(wrong()),
    };
    match count.checked_mul(factor) {
        Some(0) | None => Err(wrong()),
        Some(bytes) if bytes > 1_000_000_000 => Err(format!("`{value}` is too large")),
        Some(bytes) => Ok(bytes),
    }
}

/// `30 days`, `4 weeks` (counted as days), `1 month`. Business days are refused: which days they
/// are depends on a calendar nobody has named.
pub(super) fn lead(value: &str) -> Result<Lead, String> {
    let wrong = || format!("`{value}` is not a lead");
    let lower = value.trim().to_lowercase();
    if lower.contains("business") || lower.contains("working") {
        return Err("business days need a named calendar, which is not supported".to_owned());
    }
    let (count, unit) = lower.split_once(char::is_whitespace).ok_or_else(wrong)?;
    let n: u32 = count.parse().map_err(|_| wrong())?;
    let lead = match unit.trim().trim_end_matches('s') {
        "day" => Lead::days(n),
        "week" => Lead::days(n.saturating_mul(7)),
        "month" => Lead { n, unit: LeadUnit::Month },
        _ => return Err(wrong()),
    };
    check_lead(lead)
}

/// Leads beyond any promise are slips of the pen, and would carry dates out of range.
pub(super) fn check_lead(lead: Lead) -> Result<Lead, String> {
    let most = if lead.unit == LeadUnit::Month { 36 } else { 1_096 };
    if lead.n > most { Err(format!("{lead} is more than three years")) } else { Ok(lead) }
}

/// A web address that can be fetched.
pub(super) fn url(value: &str) -> Result<Url, String> {
    let url = Url::parse(value.trim()).map_err(|cause| format!("`{value}` is not an address ({cause})"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(format!("`{}:` cannot be fetched", url.scheme()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("holds a login, which would end up in logs and mail".to_owned());
    }
    Ok(url)
}

/// An IANA zone.
pub(super) fn zone(value: &str) -> Result<Tz, String> {
    value.trim().parse().map_err(|_| format!("unknown zone `{value}`"))
}

/// A mailbox: `a@b` or `Name <a@b>`. The shell's mail library has the last word.
pub(super) fn mailbox(value: &str) -> Result<String, String> {
    let address = bare_address(value);
    let is_address = address.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && !domain.is_empty()
            && !domain.contains('@')
            && !address.contains(|c: char| c.is_whitespace() || c.is_control() || c == ',')
    });
    if is_address && !value.contains(['\r', '\n']) {
        Ok(value.trim().to_owned())
    } else {
        Err(format!("`{}` is not an e-mail address", value.escape_debug()))
    }
}

/// The address inside a mailbox.
pub(super) fn bare_address(value: &str) -> &str {
    let inside = value.trim().strip_suffix('>').and_then(|open| open.rsplit_once('<'));
    inside.map_or(value.trim(), |(_, address)| address.trim())
}

/// One entry of `fetch.resolve`: host and port, and where to connect instead.
pub(super) fn resolve(value: &str) -> Result<((String, u16), SocketAddr), String> {
    let wrong = |what: &str| format!("`{value}` {what}");
    let mut parts = value.trim().splitn(3, ':');
    let (Some(host), Some(port), Some(address)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(wrong("has fewer than three parts"));
    };
    if host.is_empty() || host.contains(|c: char| c.is_whitespace() || c == '/') {
        return Err(wrong("has no host name"));
    }
    let port: u16 = port.parse().map_err(|_| wrong("has no valid port"))?;
    let bare = address.trim_start_matches('[').trim_end_matches(']');
    let target = address
        .parse::<SocketAddr>()
        .or_else(|_| bare.parse::<IpAddr>().map(|ip| SocketAddr::new(ip, port)))
        .map_err(|_| wrong("has no valid address"))?;
    Ok(((host.to_lowercase(), port), target))
}

/// True when a host can only be this machine.
pub(super) fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare.eq_ignore_ascii_case("localhost") || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_sums_of_units() {
        let cases = [
            ("25h", Some(90_000)),
            ("1d", Some(86_400)),
            ("30m", Some(1_800)),
            ("1h 30m", Some(5_400)),
            ("2w", Some(1_209_600)),
            ("0", Some(0)),
            ("0s", Some(0)),
            ("", None),
            ("5", None),
            ("h", None),
            ("1 month", None),
            ("-1h", None),
            ("99999999999999999999d", None),
            ("1ö", None),
        ];
        for (value, seconds) in cases {
            assert_eq!(duration(value).ok().map(|length| length.num_seconds()), seconds, "{value}");
        }
    }

    #[test]
    fn leads_keep_their_unit_and_weeks_become_days() {
        assert_eq!(lead("30 days"), Ok(Lead::days(30)));
        assert_eq!(lead("4 weeks"), Ok(Lead::days(28)));
        assert_eq!(lead("1 month"), Ok(Lead { n: 1, unit: LeadUnit::Month }));
        for bad in ["30", "thirty days", "10 business days", "1 year", "9999 days"] {
            assert!(lead(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn resolve_reads_both_forms_and_ipv6() {
        let parsed = |value: &str| resolve(value).unwrap().1.to_string();
        assert_eq!(parsed("a.example:443:127.0.0.1:8443"), "127.0.0.1:8443");
        assert_eq!(parsed("a.example:443:127.0.0.1"), "127.0.0.1:443");
        assert_eq!(parsed("a.example:443:[::1]:8443"), "[::1]:8443");
        assert_eq!(parsed("a.example:443:[::1]"), "[::1]:443");
        for bad in
            ["a.example", "a.example:443", "a.example:https:127.0.0.1", ":443:127.0.0.1", "a:443:localhost"]
        {
            assert!(resolve(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn mailboxes_take_a_name_and_refuse_header_injection() {
        assert!(mailbox("Notices <n@example.org>").is_ok());
        for bad in ["n", "n@", "@example.org", "a@b@c", "a@b.example\r\nBcc: x@y.example", "a@b, c@d"] {
            assert!(mailbox(bad).is_err(), "{bad:?}");
        }
    }
}
