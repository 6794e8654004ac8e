//! Keeps hostile pages from nesting so deep that parsing them takes time with the square of their depth.
//!
//! The standard has a parser look through all open elements at every block it opens. Browsers stop nesting
//! at 512 elements; we do so a little later: from there on only the words count. Knows tags, not what they mean.

use std::borrow::Cow;

/// Elements that may stand open at once. A parser that meets a million blocks at this depth takes a second.
const DEEPEST: usize = 600;

/// Elements without an end tag, or whose end tag is mostly left out, so that they do not add up.
const UNCLOSED: [&str; 26] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "option", "path", "image",
];

/// The page, without the tags that stand deeper than any page needs.
pub(super) fn bounded(text: &str) -> Cow<'_, str> {
    if deepest(text) <= DEEPEST { Cow::Borrowed(text) } else { Cow::Owned(without_deep_tags(text)) }
}

/// An upper bound of the nesting, quickly: every start tag counts one, every end tag less one.
fn deepest(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut depth, mut deepest) = (0_usize, 0_usize);
    for (at, _) in text.match_indices('<') {
        match bytes.get(at + 1) {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(byte) if byte.is_ascii_alphabetic() => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            _ => {}
        }
    }
    deepest
}

fn without_deep_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut depth, mut from) = (0_usize, 0);
    for (at, _) in text.match_indices('<') {
        let rest = &text[at + 1..];
        let is_end = rest.starts_with('/');
        let name = rest.trim_start_matches('/');
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
        let counts = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && !UNCLOSED.iter().any(|unclosed| unclosed.eq_ignore_ascii_case(name));
        if !counts || at < from {
            continue;
        }
        depth = if is_end { depth } else { depth + 1 };
        if depth > DEEPEST {
            out.push_str(&text[from..at]);
            from = text[at..].find('>').map_or(text.len(), |end| at + end + 1);
        }
        depth = if is_end { depth.saturating_sub(1) } else { depth };
    }
    out.push_str(text.get(from..).unwrap_or(""));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_absurdly_deep_loses_its_tags() {
        let page = format!("{}<br>words{}", "<div>".repeat(300), "</div>".repeat(300));
        assert!(matches!(bounded(&page), Cow::Borrowed(_)));
        let list = "<ul>".to_owned() + &"<li>item<br><img src=x>".repeat(5_000) + "</ul>";
        assert_eq!(bounded(&list), list, "items without an end tag do not nest");
        let (deep, more) = (DEEPEST + 6_000, 6_000);
        let page = format!("{}one{}two", "<div a='b'>".repeat(deep), "</div>".repeat(deep));
        let found = bounded(&page);
        assert_eq!(found.len(), page.len() - more * "<div a='b'></div>".len());
        assert!(found.contains(">one<") && found.ends_with(">two"));
    }
}
