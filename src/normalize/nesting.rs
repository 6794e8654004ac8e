//! Keeps hostile pages from costing far more to parse than their size: tags that nest too deep, too many of
//! them, too many attributes.
//!
//! The standard has a parser look through all open elements at every block it opens, through all attributes at
//! every one it reads, and open formatting anew in every block that it was not closed before. Browsers stop nesting
//! at 512 elements; we do so a little later. Every element takes hundreds of bytes: beyond a bound tags are read
//! as spaces. Words are never lost. Knows tags, not what they mean.

mod tags;

use std::borrow::Cow;

use tags::{is_one_of, name_at, tags};

/// Elements that may stand open at once. A parser that meets a million blocks at this depth takes a second.
const DEEPEST: usize = 600;

/// Tags that a page may have, and elements that a parser makes of them. Long policies have some thousands.
const MANY: usize = 40_000;

/// Equal formatting elements that a parser opens anew at most.
const ANEW: usize = 3;

/// Elements without an end tag, or whose end tag is mostly left out, so that they do not add up.
const UNCLOSED: [&str; 26] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "option", "path", "image",
];

/// Elements that are opened anew in every block until they are closed.
const FORMATTING: [&str; 13] =
    ["b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Elements that hold no words of the page.
const WORDLESS: [&str; 14] = [
    "script", "style", "noscript", "svg", "iframe", "object", "canvas", "video", "audio", "select",
    "textarea", "datalist", "map", "template",
];

/// A page that may be parsed.
pub(super) struct Bounded<'a> {
    pub(super) text: Cow<'a, str>,
    /// It had so many tags that those beyond a bound are spaces now.
    pub(super) is_run_on: bool,
}

/// The page, without tags and attributes beyond what any page needs.
pub(super) fn bounded(text: &str) -> Bounded<'_> {
    let spent = spent_at(text);
    let has_excess = spent.is_some() || deepest(text) > DEEPEST || tags(text).any(|tag| tag.room.is_some());
    let text = if has_excess {
        Cow::Owned(without_excess(text, spent.unwrap_or(text.len())))
    } else {
        Cow::Borrowed(text)
    };
    Bounded { text, is_run_on: spent.is_some() }
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

/// Where the page has had so many tags, or made so many elements, that no page has more.
fn spent_at(text: &str) -> Option<usize> {
    [after_many_tags(text), after_many_elements(text)].into_iter().flatten().min()
}

/// Tags are counted wherever they stand, also in a comment or a script: nobody knows for certain where it ends.
fn after_many_tags(text: &str) -> Option<usize> {
    let opens = |at: &usize| {
        text.as_bytes().get(at + 1).is_some_and(|byte| byte.is_ascii_alphabetic() || b"/!?".contains(byte))
    };
    text.match_indices('<').map(|(at, _)| at).filter(opens).nth(MANY)
}

/// With every element the formatting that is open may be opened anew.
fn after_many_elements(text: &str) -> Option<usize> {
    let mut made = 0;
    // Formatting that is open, by the whole of its tags.
    let mut open: Vec<&str> = Vec::new();
    for tag in tags(text) {
        if is_one_of(tag.name, &FORMATTING) {
            let whole = &text[tag.range.clone()];
            let name = tag.name;
            if tag.is_end {
                let opened = open.iter().rposition(|tag| name_at(&tag[1..]).eq_ignore_ascii_case(name));
                opened.map(|opened| open.remove(opened));
            } else if open.iter().filter(|known| **known == whole).count() < ANEW {
                open.push(whole);
            }
        }
        made += if tag.is_end || tag.name.is_empty() { 1 } else { 1 + open.len() };
        if made > MANY {
            return Some(tag.range.start);
        }
    }
    None
}

/// From the byte `spent` on all tags are spaces.
fn without_excess(text: &str, spent: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut depth, mut from) = (0_usize, 0);
    // The element that is left out with its content.
    let mut left_out: Option<&str> = None;
    for tag in tags(text) {
        if let Some(name) = left_out {
            if tag.is_end && tag.name.eq_ignore_ascii_case(name) {
                (left_out, from) = (None, tag.range.end);
            }
            continue;
        }
        let counts = !tag.name.is_empty() && !is_one_of(tag.name, &UNCLOSED);
        depth += usize::from(counts && !tag.is_end);
        if tag.range.start >= spent {
            out.push_str(&text[from..tag.range.start]);
            out.push(' ');
            from = tag.range.end;
            left_out = (!tag.is_end && is_one_of(tag.name, &WORDLESS)).then_some(tag.name);
        } else if counts && depth > DEEPEST {
            out.push_str(&text[from..tag.range.start]);
            from = tag.range.end;
        } else if let Some(room) = tag.room {
            out.push_str(&text[from..room]);
            from = tag.range.end;
            out.push('>');
        }
        depth = depth.saturating_sub(usize::from(counts && tag.is_end));
    }
    if left_out.is_none() {
        out.push_str(text.get(from..).unwrap_or(""));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::tags::MANY_ATTRIBUTES;
    use super::*;

    #[test]
    fn only_what_is_absurdly_deep_loses_its_tags() {
        let page = format!("{}<br>words{}", "<div>".repeat(300), "</div>".repeat(300));
        assert!(matches!(bounded(&page).text, Cow::Borrowed(_)));
        let list = "<ul>".to_owned() + &"<li>item<br><img src=x>".repeat(5_000) + "</ul>";
        assert_eq!(bounded(&list).text, list, "items without an end tag do not nest");
        let (deep, more) = (DEEPEST + 6_000, 6_000);
        let page = format!("{}one{}two", "<div a='b'>".repeat(deep), "</div>".repeat(deep));
        let found = bounded(&page).text;
        assert_eq!(found.len(), page.len() - more * "<div a='b'></div>".len());
        assert!(found.contains(">one<") && found.ends_with(">two"));
    }

    #[test]
    fn beyond_many_tags_words_stay_and_what_is_none_goes() {
        let many = "<p>a</p>".repeat(MANY / 2);
        assert!(!bounded(&many).is_run_on);
        let rest = "<p class='>'>b</p><script>x<y='</p>'</script><!-- <p>z --><svg><path d=z /></svg>c<SVG>z";
        let page = format!("{many}{rest}");
        let found = bounded(&page);
        assert!(found.is_run_on);
        let end: Vec<&str> = found.text.strip_prefix(&many).unwrap().split_whitespace().collect();
        assert_eq!(end, ["b", "c"]);
    }

    #[test]
    fn formatting_that_is_never_closed_counts_in_every_block() {
        let open: String = (0..300).map(|n| format!("<b id={n}>")).collect();
        assert!(bounded(&format!("{open}{}", "<p>a".repeat(1_000))).is_run_on);
        assert!(!bounded(&"<p><b>a".repeat(MANY / 8)).is_run_on);
        assert!(!bounded(&"<p><b>a</b>".repeat(MANY / 5)).is_run_on);
    }

    #[test]
    fn a_tag_keeps_its_first_attributes() {
        let attributes: String = (0..MANY_ATTRIBUTES).map(|n| format!(" a{n} = '>'")).collect();
        let page = format!("<p{attributes}>one</p>");
        assert_eq!(bounded(&page).text, page);
        let more = format!("<p{attributes} b c=\"<p\" d/e f='>'>one</p>");
        assert_eq!(bounded(&more).text, format!("<p{attributes} >one</p>"));
    }

    #[test]
    fn a_title_hides_tags_on_a_page_and_none_in_a_drawing() {
        let many: String = (0..=MANY_ATTRIBUTES).map(|n| format!(" a{n}=1")).collect();
        let cases = [
            ("<title>", "</title>", false),
            ("<svg></svg><title>", "</title>", false),
            ("<svg/><style>", "</style>", false),
            ("<svg><p><style>", "</style>", false),
            ("<svg><title><style>", "</style></title></svg>", false),
            ("<svg><title>", "</title></svg>", true),
            ("<svg><title><p></title><style>", "</style></svg>", true),
            ("<svg><title></svg></title><style>", "</style></svg>", true),
            ("<SVG><style>", "</style></SVG>", true),
            ("<math><mi><b></mi><script>", "</script></math>", true),
        ];
        for (before, after, is_seen) in cases {
            let page = format!("{before}<g{many}>{after}");
            assert_eq!(bounded(&page).text.len() < page.len(), is_seen, "{before}");
        }
    }
}
