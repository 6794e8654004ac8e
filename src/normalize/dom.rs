//! The parsed page as one flat array in reading order.
//!
//! Pages can nest thousands deep, so nothing here recurses; the array also lets a later pass skip a
//! whole element by its end. The HTML library's types stay in this file and in [`super::furniture`].

use std::borrow::Cow;
use std::collections::HashSet;

use scraper::{Html, Node};

use super::email;
use super::furniture::{self, Folds, Standing};
use super::phrases;

/// A page in reading order.
pub(super) struct Dom<'a> {
    pub(super) items: Vec<Item<'a>>,
    /// Text of the `title` element.
    pub(super) title: Option<String>,
    /// `lang` of the root element, its first part.
    pub(super) language: Option<String>,
    /// Whether the declared language writes the day before the month, where it says.
    pub(super) day_first: Option<bool>,
}

/// An element or a text.
pub(super) struct Item<'a> {
    pub(super) tag: Tag,
    /// Letters of a text node; nothing for elements.
    pub(super) text: Cow<'a, str>,
    /// `href` of a link.
    pub(super) target: Option<&'a str>,
    /// Index behind the last item inside.
    pub(super) end: usize,
    pub(super) standing: Standing,
    /// Index of the element it stands in; its own for the outermost.
    pub(super) parent: usize,
    /// Bytes of text inside that are no white space.
    pub(super) weight: usize,
    /// Of these, the bytes that stand in no element further inside.
    pub(super) own: usize,
    /// Things to press or fill in inside.
    pub(super) controls: u16,
    pub(super) span: (u16, u16),
    /// First number of an ordered list; of an item, the number it is given.
    pub(super) start: Option<u32>,
    /// How an ordered list counts: `1`, `a`, `A`, `i` or `I`.
    pub(super) style: char,
    /// The ordered list counts down.
    pub(super) reversed: bool,
}

impl Item<'_> {
    /// An item of which nothing is known.
    const BLANK: Self = Item {
        tag: Tag::Inline,
        text: Cow::Borrowed(""),
        target: None,
        end: 0,
        standing: Standing::Kept,
        parent: 0,
        weight: 0,
        own: 0,
        controls: 0,
        span: (1, 1),
        start: None,
        style: '1',
        reversed: false,
    };
}

/// What an element does to the lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Text,
    Inline,
    Bold,
    Superscript,
    Link,
    Break,
    Block,
    Preformatted,
    Heading(u8),
    Bullets,
    Numbers,
    Item,
    Term,
    Definition,
    Table,
    Caption,
    Row,
    Cell,
    HeaderCell,
}

/// Flattens a parsed page; scripts, styles and hidden elements are left out at once.
pub(super) fn flatten(html: &Html) -> Dom<'_> {
    // Every item is a node of the page; to grow again and again would cost more than all the rest here.
    let items = Vec::with_capacity(html.tree.values().len());
    let mut dom = Dom { items, title: None, language: None, day_first: None };
    let mut open: Vec<usize> = Vec::new();
    let mut disclosed: HashSet<&str> = HashSet::new();
    let mut folds = Folds::default();
    let mut node = html.tree.root();
    loop {
        let descend = match node.value() {
            Node::Text(text) => {
                if !phrases::is_spoken_only(text) {
                    dom.push_text(Cow::Borrowed(text), &open);
                }
                false
            }
            Node::Element(element) => {
                let name = element.name();
                if name == "title" && dom.title.is_none() {
                    dom.title = node
                        .first_child()
                        .and_then(|child| child.value().as_text().map(|text| text.trim().to_owned()));
                } else if name == "html" {
                    dom.language = attribute(element, "lang").and_then(language_code);
                    dom.day_first = attribute(element, "lang").and_then(day_before_month);
                }
                // A tab unfolds its panel as a button does.
                let unfolds = |(name, value)| name == "aria-expanded" || name == "role" && value == "tab";
                let is_opener = element.attrs().any(unfolds);
                if is_opener {
                    disclosed.extend(attribute(element, "aria-controls"));
                }
                let standing = furniture::standing(element, &disclosed);
                if let Some(parent) = open.last()
                    && furniture::is_control(element, standing)
                {
                    let controls = &mut dom.items[*parent].controls;
                    *controls = controls.saturating_add(1);
                }
                let address = email::of_element(element);
                let keep = standing != Standing::Dropped && address.is_none();
                if keep {
                    let at = dom.items.len();
                    let parent = open.last().copied().unwrap_or(at);
                    open.push(at);
                    dom.items.push(Item { parent, ..item_of(element, standing) });
                    if is_opener && standing == Standing::Control {
                        folds.openers.push((at, attribute(element, "aria-controls")));
                    } else if let Some(id) = attribute(element, "id").filter(|id| disclosed.contains(id)) {
                        folds.panels.insert(id, at);
                    }
                    // Signs of a formula stand apart by style alone.
                    if matches!(name, "mi" | "mn" | "mo" | "mtext") {
                        dom.push_text(Cow::Borrowed(" "), &open);
                    }
                } else if let Some(address) = address {
                    dom.push_text(Cow::Owned(address), &open);
                }
                keep
            }
            Node::Document | Node::Fragment => true,
            _ => false,
        };
        if descend && let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        // An element without children is closed here; others when their last child has been seen.
        if descend && node.value().is_element() {
            dom.close(&mut open);
        }
        loop {
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else {
                furniture::mark_folds(&mut dom, &folds);
                furniture::mark_boxes(&mut dom);
                furniture::mark_columns(&mut dom);
                return dom;
            };
            if parent.value().is_element() {
                dom.close(&mut open);
            }
            node = parent;
        }
    }
}

impl<'a> Dom<'a> {
    /// Number of list items that stand directly in the list at this index.
    pub(super) fn items_below(&self, at: usize) -> u32 {
        let inside = &self.items[at..self.items[at].end.max(at)];
        let items = inside.iter().filter(|item| item.tag == Tag::Item && item.parent == at).count();
        u32::try_from(items).unwrap_or(u32::MAX)
    }

    fn push_text(&mut self, text: Cow<'a, str>, open: &[usize]) {
        let Some(parent) = open.last().copied() else { return };
        let weight = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).count();
        let end = self.items.len() + 1;
        self.items.push(Item { tag: Tag::Text, text, end, parent, weight, ..Item::BLANK });
        self.items[parent].weight += weight;
        self.items[parent].own += weight;
    }

    fn close(&mut self, open: &mut Vec<usize>) {
        let Some(at) = open.pop() else { return };
        self.items[at].end = self.items.len();
        if let Some(parent) = open.last() {
            let (weight, controls) = (self.items[at].weight, self.items[at].controls);
            let parent = &mut self.items[*parent];
            parent.weight += weight;
            parent.controls = parent.controls.saturating_add(controls);
        }
    }
}

/// The value of an attribute. Elements have few: to compare names costs less than to intern the one asked for,
/// as the library's own look-up does.
pub(super) fn attribute<'a>(element: &'a scraper::node::Element, name: &str) -> Option<&'a str> {
    element.attrs().find(|(known, _)| *known == name).map(|(_, value)| value)
}

fn item_of(element: &scraper::node::Element, standing: Standing) -> Item<'_> {
    let tag = tag_of(element);
    let target = if tag == Tag::Link { attribute(element, "href") } else { None };
    let number = |name: &str| attribute(element, name).and_then(|number| number.trim().parse().ok());
    let (mut start, mut style, mut reversed) = (None, '1', false);
    if tag == Tag::Numbers {
        start = number("start");
        style = attribute(element, "type").and_then(|kind| kind.trim().chars().next()).unwrap_or('1');
        reversed = attribute(element, "reversed").is_some();
    } else if tag == Tag::Item {
        start = number("value");
    }
    let span_of = |name: &str| {
        attribute(element, name).and_then(|value| value.trim().parse().ok()).unwrap_or(1).clamp(1, 50)
    };
    let span = if matches!(tag, Tag::Cell | Tag::HeaderCell) {
        (span_of("colspan"), span_of("rowspan"))
    } else {
        (1, 1)
    };
    Item { tag, target, standing, span, start, style, reversed, ..Item::BLANK }
}

fn tag_of(element: &scraper::node::Element) -> Tag {
    match element.name() {
        "h1" => Tag::Heading(1),
        "h2" => Tag::Heading(2),
        "h3" => Tag::Heading(3),
        "h4" => Tag::Heading(4),
        "h5" => Tag::Heading(5),
        "h6" => Tag::Heading(6),
        "b" | "strong" => Tag::Bold,
        "sup" => Tag::Superscript,
        "a" => Tag::Link,
        "br" | "hr" => Tag::Break,
        "pre" | "listing" | "plaintext" | "xmp" => Tag::Preformatted,
        "ul" | "menu" | "dir" => Tag::Bullets,
        "ol" => Tag::Numbers,
        "li" => Tag::Item,
        "dt" => Tag::Term,
        "dd" => Tag::Definition,
        "table" => Tag::Table,
        "tr" => Tag::Row,
        "td" => Tag::Cell,
        "th" => Tag::HeaderCell,
        "caption" => Tag::Caption,
        "div" | "p" if attribute(element, "role") == Some("heading") => Tag::Heading(heading_level(element)),
        "html" | "body" | "main" | "article" | "section" | "div" | "p" | "header" | "footer" | "aside"
        | "nav" | "address" | "blockquote" | "center" | "details" | "summary" | "dl" | "fieldset"
        | "legend" | "figure" | "figcaption" | "form" | "hgroup" | "thead" | "tbody" | "tfoot" | "option"
        | "dialog" | "frameset" | "noframes" => Tag::Block,
        name => match attribute(element, "role") {
            Some("heading") => Tag::Heading(heading_level(element)),
            _ if name.contains('-') => Tag::Block,
            _ if is_bold(element) => Tag::Bold,
            _ => Tag::Inline,
        },
    }
}

fn heading_level(element: &scraper::node::Element) -> u8 {
    attribute(element, "aria-level").and_then(|level| level.trim().parse().ok()).unwrap_or(2).clamp(1, 6)
}

/// Bold by inline style.
fn is_bold(element: &scraper::node::Element) -> bool {
    attribute(element, "style").is_some_and(|style| {
        let style: String =
            style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
        ["bold", "600", "700", "800", "900"]
            .iter()
            .any(|weight| style.contains(&format!("font-weight:{weight}")))
    })
}

fn language_code(lang: &str) -> Option<String> {
    let code = lang.split(['-', '_']).next()?.trim().to_ascii_lowercase();
    (code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(code)
}

/// How the numbers of a date stand in this language and region; English alone does not say.
fn day_before_month(lang: &str) -> Option<bool> {
    let lang = lang.trim().to_ascii_lowercase().replace('_', "-");
    let (language, region) = lang.split_once('-').unwrap_or((&lang, ""));
    match (language, region) {
        ("en", "us" | "ph") => Some(false),
        ("en", "gb" | "ie" | "au" | "nz" | "in" | "za" | "sg" | "hk") => Some(true),
        ("de" | "fr" | "es" | "it" | "pt" | "nl" | "pl", _) => Some(true),
        _ => None,
    }
}
