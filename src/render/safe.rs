//! Makes strangers' words safe to print, whatever the medium.
//!
//! Page text may carry escape sequences, line breaks or direction overrides that would rewrite a
//! terminal, split a mail header or turn a sentence round. Escaping for a markup language is that
//! format's own work and comes after this.

/// Longest title that goes into a subject line, in characters.
pub(crate) const SUBJECT_LIMIT: usize = 150;

/// One line: control and direction characters gone, white space single, ends trimmed.
pub(crate) fn line(text: &str) -> String {
    let calm: String = text.chars().filter_map(|c| calm(c, ' ')).collect();
    calm.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Several lines: like [`line()`], but line feeds stay and spaces are left alone.
pub(crate) fn lines(text: &str) -> String {
    text.chars().filter_map(|c| calm(c, '\n')).collect()
}

/// Escapes for HTML text and double-quoted attributes, after [`lines`].
pub(crate) fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in lines(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// The character as it may be printed; `None` where it must not be seen at all.
fn calm(c: char, line_feed: char) -> Option<char> {
    match c {
        '\n' | '\u{2028}' | '\u{2029}' => Some(line_feed),
        '\t' | '\r' => Some(' '),
        c => (!c.is_control() && !is_unseen(c)).then_some(c),
    }
}

/// Zero-width space, joiners of words, direction marks, overrides and isolates, byte-order mark.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{html, line, lines};

    #[test]
    fn a_line_can_neither_break_nor_command_nor_turn_round() {
        let cases = [
            ("Terms\r\nBcc: all@example.com", "Terms Bcc: all@example.com"),
            ("\u{1b}[2JPrivacy", "[2JPrivacy"),
            ("abc\u{202e}fed", "abcfed"),
            ("  two\u{2028}lines ", "two lines"),
            ("\u{9b}31mred", "31mred"),
        ];
        for (input, expected) in cases {
            assert_eq!(line(input), expected, "{input:?}");
        }
    }

    #[test]
    fn lines_keep_their_breaks() {
        assert_eq!(lines("a | b\nc | d\u{7}"), "a | b\nc | d");
    }

    #[test]
    fn html_leaves_no_markup_alive() {
        assert_eq!(html("<b a=\"1\">&'"), "&lt;b a=&quot;1&quot;&gt;&amp;&#39;");
    }
}
