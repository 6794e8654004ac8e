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

/// Reads a file; a first line that says `address` is a heading.
pub(super) fn read(text: &str) -> Recipients {
    let mut recipients = Recipients::default();
    for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let mut fields = line.split(',').map(|field| field.trim().trim_matches('"'));
        let address = fields.next().unwrap_or_default();
        let zone = fields.next().unwrap_or_default();
        let is_heading = index == 0 && address.eq_ignore_ascii_case("address");
        if is_heading || line.trim().is_empty() {
            continue;
        }
        let number = index + 1;
        if !crate::mail::is_address(address) {
            recipients.bad.push(format!("line {number}: `{address}` is no mail address"));
        } else if recipients.good.iter().any(|(known, _)| known.eq_ignore_ascii_case(address)) {
            recipients.bad.push(format!("line {number}: `{address}` is there already"));
        } else if zone.is_empty() {
            recipients.good.push((address.to_owned(), Tz::UTC));
        } else if let Ok(zone) = zone.parse() {
            recipients.good.push((address.to_owned(), zone));
        } else {
            recipients.bad.push(format!("line {number}: `{zone}` is no IANA zone"));
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
        let found = read(text);
        let addresses: Vec<&str> = found.good.iter().map(|(address, _)| address.as_str()).collect();
        assert_eq!(addresses, ["ada@example.org", "bo@example.org"]);
        let lines: Vec<&str> = found.bad.iter().map(|bad| bad.split(':').next().unwrap()).collect();
        assert_eq!(lines, ["line 3", "line 6", "line 7"]);
    }
}
