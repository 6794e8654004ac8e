//! Page furniture: what a page shows beside its text, told by element, role and the words of class and id.
//!
//! Kinds only: no site, product or framework is named here. Class words alone never drop anything large,
//! because a policy may well live in an element called `sidebar-layout`.

use scraper::node::Element;

use super::dom::{Dom, Item};

/// What becomes of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Kept,
    /// Never text of the document.
    Dropped,
    /// Furniture unless it holds much of the page's text.
    Suspect,
    /// A page header: furniture unless it holds the title.
    Header,
    /// `main` or an equal role.
    Main,
    /// `article`.
    Article,
}

/// Words of class and id that name furniture.
const FURNITURE_WORDS: &[&str] = &[
    "nav",
    "navbar",
    "navigation",
    "menu",
    "submenu",
    "megamenu",
    "breadcrumb",
    "breadcrumbs",
    "sidebar",
    "toc",
    "tableofcontents",
    "pagination",
    "pager",
    "share",
    "sharing",
    "social",
    "skip",
    "skiplink",
    "footer",
    "subfooter",
    "feedback",
    "helpful",
    "rating",
    "survey",
    "newsletter",
    "subscribe",
    "signup",
    "login",
    "searchbar",
    "searchbox",
    "advert",
    "ads",
    "promo",
    "popup",
    "modal",
    "overlay",
    "toast",
    "tooltip",
    "snackbar",
    "chatbot",
    "backtotop",
    "visuallyhidden",
    "screenreader",
    "sr",
    "offscreen",
    "noprint",
    "carousel",
    "lightbox",
];

/// Pairs of words that name furniture only together.
const FURNITURE_PAIRS: &[(&str, &[&str])] = &[
    (
        "cookie",
        &[
            "banner",
            "bar",
            "consent",
            "popup",
            "modal",
            "dialog",
            "overlay",
            "notice",
            "wall",
            "message",
            "preferences",
            "settings",
        ],
    ),
    (
        "cookies",
        &[
            "banner",
            "bar",
            "consent",
            "popup",
            "modal",
            "dialog",
            "overlay",
            "notice",
            "wall",
            "message",
            "preferences",
        ],
    ),
    ("consent", &["banner", "bar", "popup", "modal", "dialog", "overlay", "wall", "manager"]),
    ("gdpr", &["banner", "bar", "popup", "modal", "dialog", "overlay"]),
    ("language", &["switcher", "picker", "selector", "switch", "dropdown", "list"]),
    ("lang", &["switcher", "picker", "selector", "switch", "dropdown"]),
    ("locale", &["switcher", "picker", "selector", "dropdown"]),
    ("country", &["switcher", "picker", "selector"]),
    ("region", &["switcher", "picker", "selector"]),
    ("related", &["articles", "posts", "content", "links", "topics"]),
    ("read", &["time"]),
    ("visually", &["hidden"]),
    ("screen", &["reader"]),
    ("site", &["header", "footer"]),
    ("page", &["footer"]),
    ("global", &["header", "footer"]),
    ("table", &["contents"]),
    ("back", &["top"]),
    ("announcement", &["bar", "banner"]),
];

/// Judges an element by itself.
pub(super) fn standing(element: &Element) -> Standing {
    match element.name() {
        "script" | "style" | "noscript" | "template" | "head" | "svg" | "iframe" | "object" | "embed"
        | "canvas" | "video" | "audio" | "select" | "textarea" | "input" | "button" | "datalist" | "img"
        | "picture" | "map" | "math" | "progress" | "meter" | "link" | "meta" | "title" | "base" => {
            return Standing::Dropped;
        }
        "nav" | "footer" | "aside" | "dialog" | "form" => return suspect_unless_hidden(element),
        "header" => return if is_hidden(element) { Standing::Dropped } else { Standing::Header },
        "main" => return Standing::Main,
        "article" => return Standing::Article,
        "html" | "body" | "td" | "th" | "tr" | "table" | "tbody" | "li" | "h1" => {
            return if is_hidden(element) { Standing::Dropped } else { Standing::Kept };
        }
        _ => {}
    }
    let mut standing = Standing::Kept;
    for (name, value) in element.attrs() {
        let judged = match name {
            "hidden" if value != "until-found" => Standing::Suspect,
            "aria-hidden" if value == "true" => Standing::Suspect,
            "role" => of_role(value),
            "class" | "id" if names_furniture(value) => Standing::Suspect,
            _ => Standing::Kept,
        };
        if judged == Standing::Main {
            return Standing::Main;
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

fn of_role(role: &str) -> Standing {
    match role {
        "main" => Standing::Main,
        "article" => Standing::Article,
        "banner" => Standing::Header,
        "navigation" | "contentinfo" | "dialog" | "alertdialog" | "search" | "complementary" | "menu"
        | "menubar" | "toolbar" | "tablist" | "button" | "tooltip" | "status" | "alert" | "listbox"
        | "combobox" => Standing::Suspect,
        _ => Standing::Kept,
    }
}

/// Whether the words of a class or id name furniture.
fn names_furniture(value: &str) -> bool {
    // Generated class lists of utility frameworks are long and name looks, not purposes.
    if value.len() > 300 {
        return false;
    }
    value.split_ascii_whitespace().any(|token| {
        let words = words_of(token);
        // "toc-content-heading" is a heading that contents point at, not the contents.
        if words.iter().any(|word| CONTENT_WORDS.contains(&word.as_str())) {
            return false;
        }
        let single = words.iter().any(|word| FURNITURE_WORDS.contains(&word.as_str()));
        single
            || words.windows(2).any(|pair| {
                FURNITURE_PAIRS
                    .iter()
                    .any(|(first, seconds)| *first == pair[0] && seconds.contains(&pair[1].as_str()))
            })
    })
}

/// Words that name text, whatever else the name says.
const CONTENT_WORDS: &[&str] =
    &["content", "heading", "headline", "title", "text", "body", "main", "article"];

/// Lower-case words of `cookieBanner site-footer__inner`; what follows a colon or bracket is a variant, not a name.
fn words_of(value: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for token in value.split_ascii_whitespace().filter(|token| !token.contains([':', '[', '('])) {
        let mut word = String::new();
        let mut lower_before = false;
        for c in token.chars() {
            let boundary = !c.is_ascii_alphabetic() || lower_before && c.is_ascii_uppercase();
            if boundary && !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            if c.is_ascii_alphabetic() {
                word.push(c.to_ascii_lowercase());
            }
            lower_before = c.is_ascii_lowercase();
        }
        if !word.is_empty() {
            words.push(word);
        }
    }
    words
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
        if item.standing == Standing::Suspect {
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
        Standing::Header => {
            let heading =
                dom.items[at..item.end].iter().any(|inner| matches!(inner.tag, super::dom::Tag::Heading(1)));
            !heading && item.weight * 4 < root_weight
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn class_words_are_read_whole() {
        let cases = [
            ("cookie-banner", true),
            ("siteFooter", true),
            ("cookie-policy-text", false),
            ("navigate", false),
            ("md:menu lg:[nav]", false),
            ("language_picker", true),
            ("content privacy", false),
            ("toc-content-heading", false),
        ];
        for (value, expected) in cases {
            assert_eq!(names_furniture(value), expected, "{value}");
        }
    }
}
