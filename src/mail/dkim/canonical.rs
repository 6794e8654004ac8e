//! The two canonical forms of RFC 6376, 3.4, and the lists of tags of 3.2.
//!
//! Works on text with CRLF at every line's end; a message saved with bare line feeds is brought to it.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// One header field: name and value as they stand, the value with its folds and without its last CRLF.
pub(super) struct Header<'a> {
    name: Cow<'a, str>,
    value: Cow<'a, str>,
}

impl Header<'_> {
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn value(&self) -> &str {
        &self.value
    }

    pub(super) fn is(&self, name: &str) -> bool {
        self.name.trim_end().eq_ignore_ascii_case(name)
    }
}

/// A canonical form.
#[derive(Clone, Copy)]
pub(super) enum Form {
    Simple,
    Relaxed,
}

impl Form {
    /// Reads `c=`: header form, then body form, which is simple when it is not named.
    pub(super) fn both(value: &str) -> Result<(Self, Self), String> {
        let (header, body) = value.split_once('/').unwrap_or((value, "simple"));
        Ok((Self::named(header)?, Self::named(body)?))
    }

    fn named(word: &str) -> Result<Self, String> {
        match word.trim().to_ascii_lowercase().as_str() {
            "simple" => Ok(Self::Simple),
            "relaxed" => Ok(Self::Relaxed),
            other => Err(format!("its form `{other}` is not known")),
        }
    }

    /// A header field without its last CRLF.
    pub(super) fn header(self, name: &str, value: &str) -> Vec<u8> {
        match self {
            Self::Simple => format!("{name}:{value}").into_bytes(),
            Self::Relaxed => {
                let words: Vec<&str> = value.split(is_blank).filter(|word| !word.is_empty()).collect();
                format!("{}:{}", name.trim_end().to_ascii_lowercase(), words.join(" ")).into_bytes()
            }
        }
    }

    /// The body: what ends it does not count, and relaxed neither how wide a gap is.
    pub(super) fn body(self, body: &[u8]) -> Vec<u8> {
        let mut lines: Vec<Vec<u8>> = body
            .strip_suffix(b"\r\n")
            .unwrap_or(body)
            .split_inclusive(|byte| *byte == b'\n')
            .map(bare)
            .collect();
        if matches!(self, Self::Relaxed) {
            lines = lines.iter().map(|line| narrowed(line)).collect();
        }
        while lines.last().is_some_and(Vec::is_empty) {
            lines.pop();
        }
        let mut whole: Vec<u8> =
            lines.into_iter().flat_map(|line| [line, b"\r\n".to_vec()].concat()).collect();
        if whole.is_empty() && matches!(self, Self::Simple) {
            whole.extend(b"\r\n");
        }
        whole
    }
}

fn bare(line: &[u8]) -> Vec<u8> {
    line.strip_suffix(b"\r\n").unwrap_or(line).to_vec()
}

/// Runs of blanks as one space, none at the end.
fn narrowed(line: &[u8]) -> Vec<u8> {
    let mut narrow = Vec::with_capacity(line.len());
    for &byte in line {
        let blank = matches!(byte, b' ' | b'\t');
        if !blank {
            narrow.push(byte);
        } else if narrow.last() != Some(&b' ') {
            narrow.push(b' ');
        }
    }
    if narrow.last() == Some(&b' ') {
        narrow.pop();
    }
    narrow
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

/// The message with CRLF wherever a line ends.
pub(super) fn with_crlf(message: &[u8]) -> Vec<u8> {
    let mut lines = Vec::with_capacity(message.len());
    for (at, &byte) in message.iter().enumerate() {
        if byte == b'\n' && (at == 0 || message[at - 1] != b'\r') {
            lines.push(b'\r');
        }
        lines.push(byte);
    }
    lines
}

/// Header fields in order, and the body.
pub(super) fn split(message: &[u8]) -> (Vec<Header<'_>>, &[u8]) {
    let end = message.windows(4).position(|four| four == b"\r\n\r\n");
    let (head, body) =
        end.map_or((message, &message[message.len()..]), |end| (&message[..end], &message[end + 4..]));
    let mut fields: Vec<Vec<u8>> = Vec::new();
    for line in head.split_inclusive(|byte| *byte == b'\n') {
        match fields.last_mut().filter(|_| matches!(line.first(), Some(b' ' | b'\t'))) {
            Some(field) => field.extend(line),
            None => fields.push(line.to_vec()),
        }
    }
    let headers = fields.iter().filter_map(|field| {
        let text = String::from_utf8_lossy(field.strip_suffix(b"\r\n").unwrap_or(field)).into_owned();
        let (name, value) = text.split_once(':')?;
        Some(Header { name: name.to_owned().into(), value: value.to_owned().into() })
    });
    (headers.collect(), body)
}

/// `name=value` pairs; a name that comes twice spoils the list.
pub(super) fn tags(value: &str) -> Result<BTreeMap<String, String>, String> {
    let mut tags = BTreeMap::new();
    for pair in value.split(';').map(str::trim).filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').ok_or("it holds something that is no tag")?;
        if tags.insert(name.trim().to_owned(), value.trim().to_owned()).is_some() {
            return Err(format!("its {}= comes twice", name.trim()));
        }
    }
    Ok(tags)
}

/// The value of a signature's field with `b=` left empty and everything else as it stands.
pub(super) fn without_signature(value: &str) -> String {
    let emptied = value.split(';').map(|pair| match pair.split_once('=') {
        Some((name, _)) if name.trim() == "b" => format!("{name}="),
        _ => pair.to_owned(),
    });
    emptied.collect::<Vec<_>>().join(";")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_the_standards_own_example() {
        // RFC 6376, 3.4.5.
        let message = b"A: X\r\nB : Y\t\r\n\tZ  \r\n\r\n C \r\nD \t E\r\n\r\n\r\n";
        let (headers, body) = split(message);
        let in_form = |form: Form| -> Vec<String> {
            let one = |header: &Header<'_>| form.header(header.name(), header.value());
            headers.iter().map(|header| String::from_utf8(one(header)).unwrap()).collect()
        };
        assert_eq!(in_form(Form::Relaxed), ["a:X", "b:Y Z"]);
        assert_eq!(in_form(Form::Simple), ["A: X", "B : Y\t\r\n\tZ  "]);
        assert_eq!(Form::Relaxed.body(body), b" C\r\nD E\r\n");
        assert_eq!(Form::Simple.body(body), b" C \r\nD \t E\r\n");
    }

    #[test]
    fn an_empty_body_is_one_line_end_when_simple_and_nothing_when_relaxed() {
        for body in [&b""[..], b"\r\n", b"\r\n\r\n"] {
            assert_eq!(Form::Simple.body(body), b"\r\n");
            assert_eq!(Form::Relaxed.body(body), b"");
        }
        assert_eq!(Form::Simple.body(b"no line end"), b"no line end\r\n");
    }

    #[test]
    fn a_signature_is_emptied_and_nothing_beside_it() {
        assert_eq!(without_signature(" a=1; bh=x=;\r\n\tb=ab\r\n\tcd==; d=y"), " a=1; bh=x=;\r\n\tb=; d=y");
    }
}
