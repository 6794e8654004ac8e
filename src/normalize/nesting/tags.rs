//! The tags of a page as a parser would find them, with the attributes for which there is no room.
//!
//! Knows where raw content and drawings change what a sign opens; nothing of depth, counts or words.

use std::ops::Range;

/// Attributes that a tag may have.
pub(super) const MANY_ATTRIBUTES: usize = 500;

/// Elements whose content is no markup.
const RAW: [&str; 8] = ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noscript"];

/// Elements with a markup of their own.
const DRAWINGS: [&str; 2] = ["svg", "math"];

/// Elements of theirs that hold markup of the page.
const PAGES_INSIDE: [&str; 8] = ["title", "desc", "foreignobject", "mi", "mo", "mn", "ms", "mtext"];

/// Tags of the page that end a drawing which nobody closed.
const LEAVES_DRAWING: [&str; 44] = [
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "center",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "hr",
    "i",
    "img",
    "li",
    "listing",
    "menu",
    "meta",
    "nobr",
    "ol",
    "p",
    "pre",
    "ruby",
    "s",
    "small",
    "span",
    "strong",
    "strike",
    "sub",
    "sup",
    "table",
    "tt",
    "u",
    "ul",
    "var",
];

/// A tag or a comment, which has no name.
pub(super) struct Tag<'a> {
    pub(super) range: Range<usize>,
    pub(super) name: &'a str,
    pub(super) is_end: bool,
    /// Where the attributes begin for which it has no room.
    pub(super) room: Option<usize>,
}

/// The tags of a page, as the standard finds them; none inside scripts and the like.
pub(super) fn tags(text: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut at = 0;
    let mut drawing = Drawing::default();
    std::iter::from_fn(move || {
        let (start, tag) = text[at..].match_indices('<').find_map(|(found, _)| {
            let start = at + found;
            tag_at(text, start).map(|tag| (start, tag))
        })?;
        at = tag.range.end.max(start + 1);
        if !tag.is_end && is_one_of(tag.name, &RAW) && !drawing.is_markup() {
            at = end_of_raw(text, at, tag.name);
        }
        drawing.step(&tag, &text[tag.range.clone()]);
        Some(tag)
    })
}

/// Whether tags stand in a drawing or a formula, where no element's content is raw: a title holds tags there.
#[derive(Default)]
struct Drawing {
    is_open: bool,
    /// Elements inside it whose content is that of a page again.
    pages: usize,
}

impl Drawing {
    fn is_markup(&self) -> bool {
        self.is_open && self.pages == 0
    }

    fn step(&mut self, tag: &Tag<'_>, whole: &str) {
        let opens = !tag.is_end && !whole.ends_with("/>");
        if !self.is_open {
            self.is_open = opens && is_one_of(tag.name, &DRAWINGS);
            self.pages = 0;
        } else if is_one_of(tag.name, &PAGES_INSIDE) {
            self.pages =
                if tag.is_end { self.pages.saturating_sub(1) } else { self.pages + usize::from(opens) };
        } else if self.pages == 0 {
            let leaves = if tag.is_end { &DRAWINGS[..] } else { &LEAVES_DRAWING[..] };
            self.is_open = !is_one_of(tag.name, leaves);
        }
    }
}

/// The tag or comment that this sign opens, if it does.
fn tag_at(text: &str, start: usize) -> Option<Tag<'_>> {
    let rest = &text[start + 1..];
    let is_end = rest.starts_with('/');
    let name = name_at(&rest[usize::from(is_end)..]);
    if !name.is_empty() {
        let (end, room) = end_of_tag(text, start + 1 + usize::from(is_end) + name.len());
        return Some(Tag { range: start..end, name, is_end, room });
    }
    let closing = match rest.as_bytes().first()? {
        b'!' if rest.starts_with("!--") => rest[1..].find("-->").map(|end| end + 4),
        b'!' | b'?' | b'/' => rest.find('>').map(|end| end + 1),
        _ => return None,
    };
    let end = closing.map_or(text.len(), |closing| start + 1 + closing);
    Some(Tag { range: start..end, name, is_end: false, room: None })
}

/// Where the tag ends whose name ends here, and where its attributes become too many.
fn end_of_tag(text: &str, name_end: usize) -> (usize, Option<usize>) {
    let bytes = text.as_bytes();
    let (mut at, mut attributes, mut room) = (name_end, 0, None);
    let mut is_apart = true;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'>' => return (at + 1, room),
            b'/' => is_apart = true,
            byte if byte.is_ascii_whitespace() => is_apart = true,
            b'=' if attributes > 0 => {
                at += 1 + bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                at = end_of_value(bytes, at);
                is_apart = true;
                continue;
            }
            _ if is_apart => {
                attributes += 1;
                is_apart = false;
                if attributes > MANY_ATTRIBUTES && room.is_none() {
                    room = Some(at);
                }
            }
            _ => {}
        }
        at += 1;
    }
    (text.len(), room)
}

/// Where the value of an attribute ends that begins here.
fn end_of_value(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let length = match rest.first() {
        Some(quote @ (b'"' | b'\'')) => {
            rest[1..].iter().position(|byte| byte == quote).map_or(rest.len(), |end| end + 2)
        }
        _ => rest.iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'>').unwrap_or(rest.len()),
    };
    at + length
}

/// Where the content of such an element ends: before its end tag.
fn end_of_raw(text: &str, at: usize, name: &str) -> usize {
    let ends = |closing: usize| name_at(&text[closing + 2..]).eq_ignore_ascii_case(name);
    let mut closings = text[at..].match_indices("</").map(|(found, _)| at + found);
    closings.find(|closing| ends(*closing)).unwrap_or(text.len())
}

/// The name that a tag begins with; nothing where none begins here.
pub(super) fn name_at(text: &str) -> &str {
    let name = &text[..text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len())];
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) { name } else { "" }
}

pub(super) fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}
