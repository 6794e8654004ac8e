//! E-mail addresses hidden from robots: decoded, because who reads the policy sees the address.
//!
//! The usual cipher is hex: the first byte is the key, each further byte the letter combined with it.
//! The other disguise is in words, `name [at] example [dot] com`; only bracketed words count, for bare
//! ones are English.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};
use scraper::node::Element;

use super::dom::attribute;
use super::line::{Kind, Line};

/// The address an element stands for, where its text is only a placeholder.
pub(super) fn of_element(element: &Element) -> Option<String> {
    attribute(element, "data-cfemail").and_then(decoded)
}

/// A link target as its author wrote it: `…/email-protection#HEX` hides a `mailto:`.
pub(super) fn written_target(target: &str) -> String {
    let address = target.split_once("/email-protection#").and_then(|(_, cipher)| decoded(cipher));
    address.map_or_else(|| target.trim().to_owned(), |address| format!("mailto:{address}"))
}

static DISGUISED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?P<name>[a-z0-9][a-z0-9._+-]*)\s*[\[({]\s*[aä]t\s*[\])}]\s*(?P<host>[a-z0-9-]+(?:(?:\s*[\[({]\s*(?:dot|punkt|point|punto|ponto)\s*[\])}]\s*|\.)[a-z0-9-]+)+)",
    )
    .expect("valid pattern")
});

static DOT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\s*[\[({][^\])}]*[\])}]\s*").expect("valid pattern"));

/// Writes addresses disguised in words as addresses.
pub(super) fn undisguise(lines: &mut [Line]) {
    for line in lines {
        if let Kind::Table(table) = &mut line.kind {
            for cell in table.header.iter_mut().chain(table.rows.iter_mut().flatten()) {
                undisguise_text(cell);
            }
        } else if line.bold_lead == 0 {
            // The bold words are known by their length.
            undisguise_text(&mut line.text);
        }
    }
}

fn undisguise_text(text: &mut String) {
    let holds_at = |closing: usize| {
        let inside = text[..closing].trim_end().strip_suffix(['t', 'T'])?;
        Some(inside.strip_suffix(['a', 'A', 'ä', 'Ä'])?.trim_end().ends_with(['[', '(', '{']))
    };
    let mut closings = text.bytes().enumerate().filter(|(_, byte)| matches!(byte, b']' | b')' | b'}'));
    if !closings.any(|(closing, _)| holds_at(closing) == Some(true)) {
        return;
    }
    let address =
        |found: &Captures<'_>| format!("{}@{}", &found["name"], DOT.replace_all(&found["host"], "."));
    if let Cow::Owned(written) = DISGUISED.replace_all(text, address) {
        *text = written;
    }
}

fn decoded(cipher: &str) -> Option<String> {
    let cipher = cipher.trim();
    let byte = |at: usize| cipher.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    let key = byte(0)?;
    let letters = (2..cipher.len()).step_by(2).map(|at| byte(at).map(|letter| letter ^ key));
    let address = String::from_utf8(letters.collect::<Option<Vec<u8>>>()?).ok()?;
    address.contains('@').then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_in_words_are_written_out_and_other_brackets_stay() {
        let cases = [
            ("Write to privacy [at] acme [dot] example.", "Write to privacy@acme.example."),
            ("dpo(at)acme.example. Next", "dpo@acme.example. Next"),
            ("a.b {AT} mail (dot) acme (dot) example", "a.b@mail.acme.example"),
            ("datenschutz [ät] acme [punkt] example", "datenschutz@acme.example"),
            ("Meet us (at) noon.", "Meet us (at) noon."),
            ("We look at acme.example (dot by dot).", "We look at acme.example (dot by dot)."),
            ("[at] and (at)", "[at] and (at)"),
        ];
        for (text, wanted) in cases {
            let mut lines = [Line::new(text.to_owned(), Kind::Text)];
            undisguise(&mut lines);
            assert_eq!(lines[0].text, wanted);
            undisguise(&mut lines);
            assert_eq!(lines[0].text, wanted, "once more");
        }
    }

    #[test]
    fn ciphers_are_undone_and_anything_else_is_left_alone() {
        assert_eq!(decoded("2a4b6a480453").as_deref(), Some("a@b.y"));
        assert_eq!(written_target("/x/email-protection#2a4b6a480453"), "mailto:a@b.y");
        for cipher in ["", "2", "zz11", "2a4b", "éé"] {
            assert_eq!(decoded(cipher), None, "{cipher}");
        }
    }
}
