//! Charset and format: from bytes to letters.
//!
//! Order of trust as the WHATWG encoding standard has it: byte-order mark, header, `meta`, then UTF-8 if
//! the bytes are valid, else a guess from the declared language and the letters. Text with a NUL in every other byte is UTF-16 whatever is
//! declared: nothing else looks so. Knows nothing of what the letters say.

mod guess;

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::{Format, Input};

/// `meta charset` must stand in the first 1024 bytes; real pages are later than the standard allows.
const PROLOGUE_BYTES: usize = 4096;

/// Text with a word on whether every byte could be read.
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    /// Replacement characters stand where bytes made no letter.
    pub(super) damaged: bool,
}

/// Letters of the input. Never fails.
pub(super) fn decode<'a>(input: &Input<'a>, format: Format) -> Decoded<'a> {
    let bytes = input.bytes;
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding).or_else(|| unmarked_utf_16(bytes));
    let declared = marked.or_else(|| {
        let header = input.content_type.and_then(charset_parameter).and_then(by_label);
        let in_page = || {
            (format == Format::Html).then(|| meta_charset(bytes).or_else(|| xml_encoding(bytes))).flatten()
        };
        header.or_else(in_page)
    });
    // Some servers declare UTF-16 and send UTF-8; read as declared, not a letter would be right.
    let mistaken = marked.is_none() && declared.is_some_and(is_wide) && std::str::from_utf8(bytes).is_ok();
    // Others declare UTF-8 out of habit and send something else, without one letter that is UTF-8.
    let mistaken = mistaken || marked.is_none() && declared == Some(UTF_8) && guess::has_no_utf8(bytes);
    let encoding = match declared.filter(|_| !mistaken) {
        Some(encoding) => encoding,
        None if guess::is_nearly_utf8(bytes) => UTF_8,
        None => guess::legacy(bytes),
    };
    let (text, _, damaged) = encoding.decode(bytes);
    Decoded { text, damaged }
}

/// The format of the input; `None` for bytes that are no text (images, archives, NUL bytes).
pub fn detect_format(input: &Input<'_>) -> Option<Format> {
    if is_pdf(input.bytes) {
        return Some(Format::Pdf);
    }
    if is_binary(input) {
        return None;
    }
    let media =
        input.content_type.map(|value| value.split(';').next().unwrap_or("").trim().to_ascii_lowercase());
    match media.as_deref() {
        Some("text/html" | "application/xhtml+xml") => return Some(Format::Html),
        Some("text/markdown" | "text/x-markdown") => return Some(Format::Markdown),
        Some(media)
            if media.starts_with("image/") || media.starts_with("audio/") || media.starts_with("video/") =>
        {
            return None;
        }
        _ => {}
    }
    let name = input.name.unwrap_or("").split(['?', '#']).next().unwrap_or("");
    let ending = name
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or("")
        .rsplit_once('.')
        .map(|(_, end)| end.to_ascii_lowercase());
    match ending.as_deref() {
        Some("html" | "htm" | "xhtml") => Some(Format::Html),
        Some("md" | "markdown") => Some(Format::Markdown),
        _ if looks_like_html(input.bytes) => Some(Format::Html),
        None if input.content_type.is_none() && looks_like_markdown(input.bytes) => Some(Format::Markdown),
        _ => Some(Format::Text),
    }
}

/// A heading with number signs: what comes without name and type and has one is Markdown.
fn looks_like_markdown(bytes: &[u8]) -> bool {
    let is_heading = |line: &[u8]| {
        let marks = line.iter().take_while(|byte| **byte == b'#').count();
        (1..=6).contains(&marks) && line.get(marks) == Some(&b' ')
    };
    bytes.split(|byte| *byte == b'\n').any(is_heading)
}

/// The signature stands at the start; some servers let a line or a mark slip in before it.
fn is_pdf(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(64)];
    head.windows(5).position(|window| window == b"%PDF-").is_some_and(|at| {
        head[..at].iter().all(|byte| byte.is_ascii_whitespace() || matches!(byte, 0xef | 0xbb | 0xbf))
    })
}

/// NUL bytes or a known signature; UTF-16 has NUL bytes and is text.
fn is_binary(input: &Input<'_>) -> bool {
    const SIGNATURES: [&[u8]; 7] =
        [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"\x7fELF"];
    let bytes = input.bytes;
    if SIGNATURES.iter().any(|signature| bytes.starts_with(signature)) {
        return true;
    }
    let declared = || input.content_type.and_then(charset_parameter).and_then(by_label);
    let head = &bytes[..bytes.len().min(64 * 1024)];
    if !head.contains(&0) {
        return false;
    }
    let zeros: usize = head.iter().map(|byte| usize::from(*byte == 0)).sum();
    // A browser passes over a stray NUL in a page.
    let is_stray = || zeros * 20 < head.len() && looks_like_html(bytes);
    !is_stray()
        && !Encoding::for_bom(bytes)
            .map(|(encoding, _)| encoding)
            .or_else(|| unmarked_utf_16(bytes))
            .or_else(declared)
            .is_some_and(is_wide)
}

fn is_wide(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

/// UTF-16 without a byte-order mark, told by its NUL bytes: in Latin letters and in markup they are the
/// upper half of nearly every unit, and never the lower.
fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    const FEWEST_UNITS: usize = 8;
    let units = bytes[..bytes.len().min(PROLOGUE_BYTES)].chunks_exact(2);
    let (mut all, mut first, mut second) = (0_usize, 0_usize, 0_usize);
    for unit in units {
        all += 1;
        first += usize::from(unit[0] == 0);
        second += usize::from(unit[1] == 0);
    }
    match (first, second) {
        _ if all < FEWEST_UNITS => None,
        (0, second) if second * 3 >= all => Some(UTF_16LE),
        (first, 0) if first * 3 >= all => Some(UTF_16BE),
        _ => None,
    }
}

fn looks_like_html(bytes: &[u8]) -> bool {
    const OPENINGS: [&str; 12] = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<main",
        "<article",
        "<div",
        "<section",
        "<h1",
        "<p>",
        "<p ",
        "<!--",
    ];
    // UTF-16 without the empty halves of its units.
    let head: Vec<u8> = bytes.iter().take(PROLOGUE_BYTES).copied().filter(|byte| *byte != 0).collect();
    let head = String::from_utf8_lossy(&head).to_ascii_lowercase();
    let head = head.trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start();
    OPENINGS.iter().any(|opening| head.starts_with(opening))
        || head.starts_with("<?xml") && head.contains("<html")
}

fn charset_parameter(content_type: &str) -> Option<&str> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches(['"', '\'']))
    })
}

/// Charset named by a `meta` element in the prologue.
fn meta_charset(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(PROLOGUE_BYTES)]).to_ascii_lowercase();
    head.match_indices("<meta").find_map(|(at, _)| {
        let tag = head[at..].split('>').next()?;
        let value = &tag[tag.find("charset")? + "charset".len()..];
        let value = value.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let label = value.split(['"', '\'', ';', ' ', '/']).next()?;
        // The standard reads a `meta` UTF-16 as UTF-8: the prologue could not have been read otherwise.
        by_label(label).map(Encoding::output_encoding)
    })
}

/// Encoding named by an XML declaration, which browsers heed in pages too.
fn xml_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(200)];
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let declaration = head.trim_start().strip_prefix("<?xml")?.split("?>").next()?.to_owned();
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    by_label(value.trim_start_matches(['"', '\'']).split(['"', '\'']).next()?).map(Encoding::output_encoding)
}

/// An encoding by its label, the `replacement` pseudo-encoding left out.
fn by_label(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label_no_replacement(label.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8], content_type: Option<&str>) -> (String, bool) {
        let input = Input { bytes, content_type, name: None };
        let decoded = decode(&input, detect_format(&input).expect("text"));
        (decoded.text.into_owned(), decoded.damaged)
    }

    #[test]
    fn header_mark_meta_and_guess_in_this_order() {
        let cases: [(&[u8], Option<&str>, &str); 6] = [
            (b"caf\xe9", Some("text/plain; charset=ISO-8859-1"), "café"),
            (b"\xef\xbb\xbfcaf\xc3\xa9", Some("text/plain; charset=windows-1252"), "café"),
            (b"<html><meta charset='windows-1251'>\xcf", None, "<html><meta charset='windows-1251'>П"),
            ("café".as_bytes(), None, "café"),
            (b"caf\xe9 \x93q\x94", None, "café “q”"),
            (b"\xff\xfeh\x00i\x00", None, "hi"),
        ];
        for (bytes, content_type, expected) in cases {
            assert_eq!(text(bytes, content_type), (expected.to_owned(), false), "{expected}");
        }
    }

    #[test]
    fn charsets_of_east_and_west_are_read_as_declared() {
        let policy = "プライバシーポリシー";
        for label in ["Shift_JIS", "EUC-JP", "UTF-8"] {
            let encoding = by_label(label).expect("known");
            let html =
                format!("<html><head><meta charset=\"{label}\"></head><body><p>{policy}</p></body></html>");
            let bytes = encoding.encode(&html).0.into_owned();
            assert!(text(&bytes, None).0.contains(policy), "{label} by meta");
            let header = format!("text/html; charset={label}");
            let plain = encoding.encode(policy).0.into_owned();
            assert_eq!(text(&plain, Some(&header)), (policy.to_owned(), false), "{label} by header");
        }
        let chinese = encoding_rs::GBK.encode("<html><meta charset=gbk><p>隐私政策").0.into_owned();
        assert!(text(&chinese, None).0.ends_with("隐私政策"));
        let old = b"<html><meta http-equiv=Content-Type content='text/html; charset=windows-1252'><p>caf\xe9 \x80 9";
        assert!(text(old, None).0.ends_with("café € 9"));
        for big in [false, true] {
            let units = "\u{feff}<html>é日".encode_utf16();
            let bytes: Vec<u8> =
                units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect();
            assert_eq!(text(&bytes, None).0, "<html>é日", "UTF-16, big {big}");
        }
        let unknown = b"<html><meta charset=klingon><p>Vos donn\xe9es et le caf\xe9 cr\xe8me";
        let read = text(unknown, Some("text/html; charset=nonsense")).0;
        assert!(read.ends_with("données et le café crème"), "{read}");
    }

    #[test]
    fn utf_16_is_read_without_its_mark() {
        let wide = |text: &str, big: bool| -> Vec<u8> {
            text.encode_utf16()
                .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
                .collect()
        };
        let page = "<html><meta charset=utf-16><p>Wir löschen Daten. 日本";
        let policy = "プライバシーポリシー";
        let (le, be) = (Some("text/html; charset=utf-16"), Some("text/plain; charset=utf-16be"));
        let cases = [
            (wide(page, false), None, page),
            (wide(page, true), None, page),
            (wide(page, true), Some("text/html; charset=utf-8"), page),
            (wide(policy, false), le, policy),
            (wide(policy, true), be, policy),
            (page.as_bytes().to_vec(), le, page),
        ];
        for (bytes, content_type, expected) in cases {
            let input = Input { bytes: &bytes, content_type, name: None };
            assert_eq!(text(&bytes, content_type), (expected.to_owned(), false), "{content_type:?}");
            let html = expected.starts_with('<') || content_type == le;
            assert_eq!(detect_format(&input), Some(if html { Format::Html } else { Format::Text }));
        }
        let table: Vec<u8> = (0..64).flat_map(|byte| [byte, 0]).collect();
        assert_eq!(
            detect_format(&Input { bytes: &table, ..Input::default() }),
            None,
            "a zero in both halves"
        );
    }

    #[test]
    fn truncated_utf8_is_damaged_but_read() {
        let (read, damaged) = text(&"die Prüfung läuft ü".as_bytes()[..21], None);
        assert!(damaged);
        assert!(read.starts_with("die Prüfung läuft "), "{read}");
    }

    #[test]
    fn binary_is_no_format() {
        for bytes in [&b"\x89PNG\r\n"[..], b"PK\x03\x04", b"a\0b"] {
            assert_eq!(detect_format(&Input { bytes, ..Input::default() }), None);
        }
    }

    #[test]
    fn format_by_header_name_and_look() {
        let cases = [
            (Some("text/html; charset=utf-8"), None, "x", Format::Html),
            (None, Some("a/policy.md"), "x", Format::Markdown),
            (Some("text/plain"), Some("terms.md?raw=1"), "x", Format::Markdown),
            (None, Some("policy"), "  <!DOCTYPE html><p>", Format::Html),
            (None, None, "Privacy", Format::Text),
        ];
        for (content_type, name, bytes, expected) in cases {
            assert_eq!(detect_format(&Input { bytes: bytes.as_bytes(), content_type, name }), Some(expected));
        }
    }
}
