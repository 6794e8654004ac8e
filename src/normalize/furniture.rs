//! Page furniture: what a page shows beside its text, told by element, role and the words of class and id.
//!
//! Kinds only: no site, product or framework is named here. Class words alone never drop anything large,
//! because a policy may well live in an element called `sidebar-layout`.

mod names;

use std::collections::HashSet;

use scraper::node::Element;

use super::dom::{Dom, Item, Tag};
use names::names_furniture;

/// What becomes of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Kept,
    /// Never text of the document.
    Dropped,
    /// Furniture unless it holds much of the page's text.
    Suspect,
    /// Furniture by its class or id, unless it holds much of the page's text or the title.
    Named,
    /// An `aside`: furniture unless it holds sentences that are no links, as a summary or a note does.
    Aside,
    /// A button: furniture unless it stands inside running text or holds a heading.
    Control,
    /// A page header: furniture unless it holds the title.
    Header,
    /// `main` or an equal role.
    Main,
    /// `article`.
    Article,
}

/// Judges an element by itself. `disclosed` holds the ids of what buttons unfold: folded text is text.
pub(super) fn standing(element: &Element, disclosed: &HashSet<&str>) -> Standing {
    match element.name() {
        "script" | "style" | "noscript" | "template" | "head" | "svg" | "iframe" | "object" | "embed"
        | "canvas" | "video" | "audio" | "select" | "textarea" | "input" | "datalist" | "img" | "picture"
        | "map" | "math" | "progress" | "meter" | "link" | "meta" | "title" | "base" => Standing::Dropped,
        "aside" => {
            let named =
                element.attrs().any(|(name, value)| matches!(name, "class" | "id") && names_furniture(value));
            if named || is_hidden(element) { suspect_unless_hidden(element) } else { Standing::Aside }
        }
        "nav" | "footer" | "dialog" | "form" => suspect_unless_hidden(element),
        "button" => {
            if is_hidden(element) {
                Standing::Dropped
            } else {
                Standing::Control
            }
        }
        "header" => {
            if is_hidden(element) {
                Standing::Dropped
            } else {
                Standing::Header
            }
        }
        "main" => Standing::Main,
        "article" => Standing::Article,
        "html" | "body" | "td" | "th" | "tr" | "table" | "tbody" | "li" | "h1" | "h2" | "h3" | "h4"
        | "h5" | "h6" => {
            if is_hidden(element) {
                Standing::Dropped
            } else {
                Standing::Kept
            }
        }
        name => by_attributes(element, name, disclosed),
    }
}

fn by_attributes(element: &Element, name: &str, disclosed: &HashSet<&str>) -> Standing {
    if is_hidden(element) && is_fold(element) {
        return Standing::Kept;
    }
    let mut standing = Standing::Kept;
    for (attribute, value) in element.attrs() {
        let judged = match attribute {
            "id" if disclosed.contains(value) => return Standing::Kept,
            "hidden" if value != "until-found" => Standing::Suspect,
            "aria-hidden" if value == "true" => Standing::Suspect,
            "role" => of_role(value),
            "class" if name == "i" && value.contains("icon") => Standing::Dropped,
            "class" | "id" if names_furniture(value) && standing == Standing::Kept => Standing::Named,
            // Libraries mark what only a screen reader says by an attribute of their own.
            _ if attribute.starts_with("data-") && attribute.ends_with("sr-only") => Standing::Suspect,
            _ => Standing::Kept,
        };
        if matches!(judged, Standing::Main | Standing::Dropped) {
            return judged;
        }
        if judged != Standing::Kept {
            standing = judged;
        }
    }
    standing
}

fn suspect_unless_hidden(element: &Element) -> Standing {
    if is_hidden(element) { Standing::Dropped } else { Standing::Suspect }
}

fn is_hidden(element: &Element) -> bool {
    element.attrs().any(|(name, value)| {
        name == "hidden" && value != "until-found" || name == "aria-hidden" && value == "true"
    })
}

/// The body of an accordion or a tab, by role or by name: folded text is text.
fn is_fold(element: &Element) -> bool {
    const NAMES: [&str; 7] =
        ["accordion", "collaps", "expand", "tab-pane", "tabpanel", "toggle-content", "foldable"];
    element.attrs().any(|(name, value)| match name {
        "role" => value == "tabpanel",
        "class" => {
            let lower = value.to_ascii_lowercase();
            NAMES.iter().any(|name| lower.contains(name)) && !names_furniture(value)
        }
        _ => false,
    })
}

fn of_role(role: &str) -> Standing {
    match role {
        "main" => Standing::Main,
        "article" => Standing::Article,
        "banner" => Standing::Header,
        "button" => Standing::Control,
        "navigation" | "contentinfo" | "dialog" | "alertdialog" | "search" | "complementary" | "menu"
        | "menubar" | "toolbar" | "tablist" | "tooltip" | "status" | "alert" | "listbox" | "combobox" => {
            Standing::Suspect
        }
        _ => Standing::Kept,
    }
}

/// The part of the page that holds the document: `main` or `article` when it has most of the text.
pub(super) fn content_root(dom: &Dom<'_>) -> std::ops::Range<usize> {
    let whole = 0..dom.items.len();
    let kept: usize = kept_weight(dom);
    let heaviest = |standing: Standing| {
        dom.items
            .iter()
            .enumerate()
            .filter(|(_, item)| item.standing == standing)
            .max_by_key(|(at, item)| (item.weight, usize::MAX - at))
            .filter(|(_, item)| item.weight * 2 >= kept && item.weight > 0)
            .map(|(at, item)| at..item.end)
    };
    heaviest(Standing::Main).or_else(|| heaviest(Standing::Article)).unwrap_or(whole)
}

/// Text outside suspects.
fn kept_weight(dom: &Dom<'_>) -> usize {
    let mut weight = 0;
    let mut at = 0;
    while let Some(item) = dom.items.get(at) {
        if matches!(item.standing, Standing::Suspect | Standing::Named | Standing::Aside) {
            at = item.end.max(at + 1);
            continue;
        }
        if !item.text.is_empty() {
            weight += item.weight;
        }
        at += 1;
    }
    weight
}

/// Whether an element is left out, given the weight of the content root.
pub(super) fn is_left_out(dom: &Dom<'_>, at: usize, root_weight: usize) -> bool {
    let item: &Item<'_> = &dom.items[at];
    match item.standing {
        Standing::Suspect => item.weight * 4 < root_weight,
        Standing::Aside => item.weight * 4 < root_weight && !is_note(dom, at),
        Standing::Control => !is_part_of_text(dom, at),
        Standing::Header | Standing::Named => item.weight * 4 < root_weight && !holds_title(dom, at),
        _ => false,
    }
}

/// Bytes of text below which an aside says nothing of its own.
const LEAST_NOTE: usize = 60;

/// Whether an aside is mostly sentences of its own, not links to other pages.
fn is_note(dom: &Dom<'_>, at: usize) -> bool {
    let inside = &dom.items[at..dom.items[at].end];
    let linked: usize = inside.iter().filter(|item| item.tag == Tag::Link).map(|item| item.weight).sum();
    let closed = inside.iter().any(|item| item.text.trim_end().ends_with(['.', '!', '。']));
    dom.items[at].weight >= LEAST_NOTE && linked * 3 < dom.items[at].weight && closed
}

fn holds_title(dom: &Dom<'_>, at: usize) -> bool {
    let inside = &dom.items[at..dom.items[at].end];
    inside.iter().any(|inner| matches!(inner.tag, Tag::Heading(1)))
}

/// Whether a button is a word of the text (a term that unfolds its definition) or carries a heading.
fn is_part_of_text(dom: &Dom<'_>, at: usize) -> bool {
    let item = &dom.items[at];
    let parent = &dom.items[item.parent];
    let is_heading = |item: &Item<'_>| matches!(item.tag, Tag::Heading(_) | Tag::Term);
    let holds_heading = || dom.items[at..item.end].iter().any(is_heading);
    parent.own > 0 && item.parent != at || is_heading(parent) || holds_heading()
}
