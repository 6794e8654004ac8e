//! A CSV of recipients: `address` or `address,zone`, a line each. Bad lines are named, the others kept.

use chrono_tz::Tz;

/// What a file of recipients holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Recipients {
    /// Address and zone, in order, each address once.
    pub(super) good: Vec<(String, Tz)>,
    /// What is wrong, one sentence a line, with its number.
    pub(super) bad: Vec<String>,
}

/// Largest file read, in bytes: a line each for a million people.
pub(super) const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// What a file has to be.
pub(super) const HOW: &str = "a CSV in UTF-8 with `address` or `address,zone` a line, such as \
    ada@example.org,Europe/Berlin";

/// Reads a file; a first line that says `address` is a heading.
pub(super) fn read(bytes: &[u8]) -> Recipients {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut recipients = Recipients::default();
    for (index, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        let number = index + 1;
        let Ok(line) = std::str::from_utf8(line) else {
            recipients.bad.push(format!("line {number}: is not UTF-8"));
            continue;
        };
        let mut fields = line.split([',', ';', '\t']).map(|field| field.trim().trim_matches('"'));
        let address = fields.next().unwrap_or_default();
        let zone = fields.next().unwrap_or_default();
        let is_heading = index == 0 && address.eq_ignore_ascii_case("address");
        if is_heading || line.trim().is_empty() {
            continue;
        }
        if !crate::mail::is_address(address) {
            recipients.bad.push(format!("line {number}: `{address}` is no mail address"));
        } else if recipients.good.iter().any(|(known, _)| known.eq_ignore_ascii_case(address)) {
            recipients.bad.push(format!("line {number}: `{address}` is there already"));
        } else if zone.is_empty() {
            recipients.good.push((address.to_owned(), Tz::UTC));
        } else if let Ok(zone) = zone.parse() {
            recipients.good.push((address.to_owned(), zone));
        } else {
            recipients.bad.push(format!("line {number}: `{zone}` is no IANA zone such as Europe/Berlin"));
        }
    }
    recipients
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_rows_are_named_by_line_and_the_others_kept() {
        let text = "address,zone\nada@example.org,Europe/Berlin\nnobody\n\nbo@example.org\nADA@example.org\nc@example.org,Mars/X\n";
        let found = read(text.as_bytes());
        let addresses: Vec<&str> = found.good.iter().map(|(address, _)| address.as_str()).collect();
        assert_eq!(addresses, ["ada@example.org", "bo@example.org"]);
        let lines: Vec<&str> = found.bad.iter().map(|bad| bad.split(':').next().unwrap()).collect();
        assert_eq!(lines, ["line 3", "line 6", "line 7"]);
    }

    #[test]
    fn a_line_in_another_encoding_and_other_separators_stop_nobody_else() {
        let found = read(b"\xef\xbb\xbfAddress;Zone\r\nada@example.org;Europe/Berlin\r\nm\xfcller@example.org\nbo@example.org\tUTC\n");
        let addresses: Vec<&str> = found.good.iter().map(|(address, _)| address.as_str()).collect();
        assert_eq!(addresses, ["ada@example.org", "bo@example.org"]);
        assert_eq!(found.good[0].1, chrono_tz::Europe::Berlin);
        assert_eq!(found.bad, ["line 3: is not UTF-8"]);
    }
}
