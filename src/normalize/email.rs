//! E-mail addresses hidden from robots: decoded, because who reads the policy sees the address.
//!
//! The usual cipher is hex: the first byte is the key, each further byte the letter combined with it.

use scraper::node::Element;

use super::dom::attribute;

/// The address an element stands for, where its text is only a placeholder.
pub(super) fn of_element(element: &Element) -> Option<String> {
    attribute(element, "data-cfemail").and_then(decoded)
}

/// A link target as its author wrote it: `…/email-protection#HEX` hides a `mailto:`.
pub(super) fn written_target(target: &str) -> String {
    let address = target.split_once("/email-protection#").and_then(|(_, cipher)| decoded(cipher));
    address.map_or_else(|| target.trim().to_owned(), |address| format!("mailto:{address}"))
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
    fn ciphers_are_undone_and_anything_else_is_left_alone() {
        assert_eq!(decoded("2a4b6a480453").as_deref(), Some("a@b.y"));
        assert_eq!(written_target("/x/email-protection#2a4b6a480453"), "mailto:a@b.y");
        for cipher in ["", "2", "zz11", "2a4b", "éé"] {
            assert_eq!(decoded(cipher), None, "{cipher}");
        }
    }
}
