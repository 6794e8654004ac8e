//! Page furniture: what a page shows beside its text, told by element, role and the words of class and id.
//!
//! Kinds only: no site, product or framework is named here. Class words alone never drop anything large,
//! because a policy may well live in an element called `sidebar-layout`.

mod boxes;
mod columns;
mod folds;
mod names;

use std::collections::HashSet;

use scraper::node::Element;

use super::dom::{Dom, Item, Tag, attribute};
use super::footnotes;
pub(super) use boxes::mark_boxes;
pub(super) use columns::mark_columns;
pub(super) use folds::{Folds, mark_folds};
use names::{Naming, naming};

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
    /// Named like furniture or like what a clause is about: furniture unless it holds sentences and
    /// nothing to press or fill in.
    Topic,
    /// A box to press or fill in, told by what it holds.
    Box,
    /// A page footer: furniture unless it holds the last words of an article.
    Footer,
    /// An `aside` or the like: furniture unless it holds sentences that are no links, as a summary or a note does.
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
        "script" | "style" | "noscript" | "head" | "svg" | "iframe" | "object" | "embed" | "canvas"
        | "video" | "audio" | "select" | "textarea" | "input" | "datalist" | "img" | "picture" | "map"
        | "annotation" | "annotation-xml" | "progress" | "meter" | "link" | "meta" | "title" | "base" => {
            Standing::Dropped
        }
        // A template is shown only where it is the shadow of the element around it.
        "template" => {
            let is_shown =
                ["shadowrootmode", "shadowroot"].iter().any(|name| attribute(element, name).is_some());
            if is_shown { Standing::Kept } else { Standing::Dropped }
        }
        "aside" => {
            let named = element
                .attrs()
                .any(|(name, value)| matches!(name, "class" | "id") && naming(value) == Naming::Furniture);
            if attribute(element, "role").is_some_and(is_text_role) {
                Standing::Kept
            } else if named || is_hidden(element) {
                suspect_unless_hidden(element)
            } else {
                Standing::Aside
            }
        }
        "nav" | "dialog" | "form" | "marquee" => suspect_unless_hidden(element),
        "footer" => {
            if is_hidden(element) {
                Standing::Dropped
            } else if names_notes(element) {
                Standing::Kept
            } else {
                Standing::Footer
            }
        }
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

/// Whether an element is there to be pressed or filled in.
pub(super) fn is_control(element: &Element, standing: Standing) -> bool {
    match element.name() {
        "input" => attribute(element, "type") != Some("hidden"),
        "select" | "textarea" => true,
        _ => standing == Standing::Control,
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
            // Tabs hide all panels but one; what they hide is text.
            "role" if is_text_role(value) => return Standing::Kept,
            "role" => of_role(value),
            "class" if name == "i" && value.contains("icon") => Standing::Dropped,
            "class" | "id" if matches!(standing, Standing::Kept | Standing::Topic) => match naming(value) {
                Naming::Furniture => Standing::Named,
                Naming::Topic => Standing::Topic,
                Naming::Nothing => Standing::Kept,
            },
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

/// Footnotes by name or role.
fn names_notes(element: &Element) -> bool {
    let names = ["class", "id", "role"].iter().filter_map(|name| attribute(element, name));
    names.map(str::to_ascii_lowercase).any(|name| name.contains("footnote") || name.contains("endnote"))
}

/// Roles of what belongs to a text.
fn is_text_role(role: &str) -> bool {
    matches!(role, "tabpanel" | "note" | "doc-footnote" | "doc-endnotes" | "doc-endnote" | "definition")
}

/// The body of an accordion or a tab by its name: folded text is text.
fn is_fold(element: &Element) -> bool {
    const NAMES: [&str; 7] =
        ["accordion", "collaps", "expand", "tab-pane", "tabpanel", "toggle-content", "foldable"];
    attribute(element, "class").is_some_and(|class| {
        let lower = class.to_ascii_lowercase();
        NAMES.iter().any(|name| lower.contains(name)) && naming(class) != Naming::Furniture
    })
}

fn of_role(role: &str) -> Standing {
    match role {
        "main" => Standing::Main,
        "article" => Standing::Article,
        "banner" => Standing::Header,
        "button" => Standing::Control,
        "alert" | "complementary" => Standing::Aside,
        "contentinfo" => Standing::Footer,
        "navigation" | "dialog" | "alertdialog" | "search" | "menu" | "menubar" | "toolbar" | "tablist"
        | "tooltip" | "status" | "listbox" | "combobox" => Standing::Suspect,
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
        if matches!(
            item.standing,
            Standing::Suspect
                | Standing::Named
                | Standing::Topic
                | Standing::Box
                | Standing::Footer
                | Standing::Aside
        ) {
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

/// The footer of the page, where it holds notes of the text and stands outside the document.
pub(super) fn notes_below(dom: &Dom<'_>, end: usize) -> Option<std::ops::Range<usize>> {
    let footer = (end..dom.items.len()).find(|at| dom.items[*at].standing == Standing::Footer)?;
    holds_notes(dom, footer).then(|| footer..dom.items[footer].end)
}

/// Whether an element is left out, given the weight of the content root.
pub(super) fn is_left_out(dom: &Dom<'_>, at: usize, root_weight: usize) -> bool {
    let item: &Item<'_> = &dom.items[at];
    let is_small = item.weight * 4 < root_weight;
    match item.standing {
        Standing::Suspect => is_small && !is_clause(dom, at),
        Standing::Box => is_small,
        Standing::Aside => is_small && !is_note(dom, at, LEAST_NOTE),
        Standing::Footer => {
            is_small && !closes_article(dom, at) && !is_clause(dom, at) && !holds_notes(dom, at)
        }
        Standing::Control => !is_part_of_text(dom, at),
        Standing::Header => is_small && !holds_title(dom, at) && !opens_text(dom, at),
        Standing::Named => is_small && !holds_title(dom, at) && !is_clause(dom, at),
        Standing::Topic => {
            let says = item.controls == 0 && is_note(dom, at, LEAST_NOTE);
            is_small && !holds_title(dom, at) && !says && !is_clause(dom, at)
        }
        _ => false,
    }
}

/// Bytes of text below which an aside says nothing of its own.
const LEAST_NOTE: usize = 40;
/// The same below an article: a day and what happens on it.
const LEAST_CLOSING: usize = 25;

/// Whether an element is mostly sentences of its own, not links to other pages.
fn is_note(dom: &Dom<'_>, at: usize, least: usize) -> bool {
    let inside = &dom.items[at..dom.items[at].end];
    let closed = inside.iter().any(|item| item.text.trim_end().ends_with(['.', '!', '。']));
    dom.items[at].weight >= least && linked(dom, at) * 3 < dom.items[at].weight && closed
}

/// Bytes of text in links.
fn linked(dom: &Dom<'_>, at: usize) -> usize {
    let inside = &dom.items[at..dom.items[at].end];
    inside.iter().filter(|item| item.tag == Tag::Link).map(|item| item.weight).sum()
}

/// Whether something named like furniture is a clause all the same: a numbered heading with sentences
/// below it, or a list that the sentence before it announces.
fn is_clause(dom: &Dom<'_>, at: usize) -> bool {
    let inside = &dom.items[at..dom.items[at].end];
    let numbered = |item: &Item<'_>| {
        let text = item.text.trim_start();
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        matches!(dom.items[item.parent].tag, Tag::Heading(_))
            && digits > 0
            && text[digits..].starts_with(['.', ')'])
    };
    if matches!(dom.items[at].tag, Tag::Bullets | Tag::Numbers) {
        return is_announced(dom, at);
    }
    inside.iter().any(numbered) && is_note(dom, at, LEAST_NOTE)
}

/// Whether the text before an element ends with a colon.
fn is_announced(dom: &Dom<'_>, at: usize) -> bool {
    let mut before = dom.items[..at].iter().rev().map(|item| item.text.trim_end());
    before.find(|text| !text.is_empty()).is_some_and(|text| text.ends_with([':', ':']))
}

/// Whether a footer ends an article and says something about it.
fn closes_article(dom: &Dom<'_>, at: usize) -> bool {
    let inside = &dom.items[at..dom.items[at].end];
    let is_imprint = inside.iter().any(|item| item.text.contains('©'));
    !is_imprint
        && dom.items[at].controls == 0
        && stands_in(dom, at, Standing::Article)
        && is_note(dom, at, LEAST_CLOSING)
}

/// Whether a footer holds notes that the text refers to, among little else.
fn holds_notes(dom: &Dom<'_>, at: usize) -> bool {
    let is_referred = |mark: &str| {
        let hangs = |item: &Item<'_>| item.tag == Tag::Text && item.text.contains(mark);
        dom.items[..at].iter().any(hangs)
    };
    let is_note = |index: usize| {
        let item = &dom.items[index];
        let back = item.tag == Tag::Link
            && item.target.is_some_and(|target| target.starts_with('#'))
            && dom.items[index..item.end].iter().any(|inner| footnotes::is_way_back(&inner.text));
        back || footnotes::sign_at(&item.text).is_some_and(is_referred)
    };
    linked(dom, at) * 2 < dom.items[at].weight && (at..dom.items[at].end).any(is_note)
}

/// Whether a header stands above the text inside the content, not above the page.
fn opens_text(dom: &Dom<'_>, at: usize) -> bool {
    let in_content = stands_in(dom, at, Standing::Article) || stands_in(dom, at, Standing::Main);
    in_content && dom.items[at].controls < 2 && linked(dom, at) * 3 < dom.items[at].weight
}

fn stands_in(dom: &Dom<'_>, at: usize, standing: Standing) -> bool {
    let mut at = at;
    while dom.items[at].parent != at {
        at = dom.items[at].parent;
        if dom.items[at].standing == standing {
            return true;
        }
    }
    false
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
