//! Names of furniture: the words of class and id by which page builders call what is not the text.
//!
//! Tables and how they are read; what becomes of a named element is decided in [`super`].

/// Words of class and id that name furniture, or what a clause is about: a section on newsletters is
/// called `newsletter` as well.
const TOPIC_WORDS: &[&str] = &[
    "share",
    "sharing",
    "social",
    "feedback",
    "rating",
    "survey",
    "newsletter",
    "subscribe",
    "signup",
    "login",
    "advert",
    "ads",
    "promo",
    "popup",
    "promotion",
    "sponsor",
    "comments",
];

/// Seconds of the pairs below that a clause may be about too.
const TOPIC_SECONDS: &[&str] =
    &["consent", "notice", "message", "preferences", "settings", "topics", "content"];

/// What the words of a class or id say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Naming {
    /// Nothing about furniture.
    Nothing,
    /// Furniture, or the topic of a clause.
    Topic,
    /// Furniture.
    Furniture,
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
    "skip",
    "skiplink",
    "footer",
    "subfooter",
    "helpful",
    "searchbar",
    "searchbox",
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
    "sponsored",
    "testimonial",
    "testimonials",
    "cta",
    "byline",
    "livechat",
    "editsection",
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
    ("ad", &["slot", "unit", "banner", "container", "wrapper", "box", "placeholder"]),
    ("chat", &["widget", "bubble", "launcher", "button"]),
    ("recent", &["articles", "posts"]),
    ("version", &["picker", "switcher", "selector", "dropdown"]),
    ("system", &["status"]),
];

/// What the words of a class or id say about furniture.
pub(super) fn naming(value: &str) -> Naming {
    // Generated class lists of utility frameworks are long and name looks, not purposes.
    if value.len() > 300 {
        return Naming::Nothing;
    }
    value.split_ascii_whitespace().map(naming_of_token).max().unwrap_or(Naming::Nothing)
}

/// Words that name text, whatever else the name says: "toc-content-heading" is a heading that contents
/// point at, not the contents.
const CONTENT_WORDS: &[&str] =
    &["content", "heading", "headline", "title", "text", "body", "main", "article"];

/// The longest word of the tables, in bytes.
const MAX_WORD_BYTES: usize = 16;

/// One name such as `cookieBanner` or `site-footer__inner`. Allocates nothing: pages have thousands of names.
fn naming_of_token(token: &str) -> Naming {
    // What follows a colon or bracket is a variant of a look, not a name.
    if token.bytes().any(|byte| matches!(byte, b':' | b'[' | b'(')) {
        return Naming::Nothing;
    }
    let mut found = Naming::Nothing;
    let mut seconds: &[&str] = &[];
    let is_read = for_each_word(token, |word| {
        if CONTENT_WORDS.contains(&word) {
            return false;
        }
        found = found.max(naming_of_word(word, seconds));
        seconds =
            FURNITURE_PAIRS.iter().find(|(first, _)| *first == word).map_or(&[], |(_, seconds)| seconds);
        true
    });
    if is_read { found } else { Naming::Nothing }
}

fn naming_of_word(word: &str, seconds: &[&str]) -> Naming {
    let is_second = seconds.contains(&word);
    if TOPIC_WORDS.contains(&word) || is_second && TOPIC_SECONDS.contains(&word) {
        Naming::Topic
    } else if is_second || FURNITURE_WORDS.contains(&word) {
        Naming::Furniture
    } else {
        Naming::Nothing
    }
}

/// Calls `visit` with every word in lower case until it returns false; whether it never did.
fn for_each_word(token: &str, mut visit: impl FnMut(&str) -> bool) -> bool {
    let mut word = [0_u8; MAX_WORD_BYTES];
    let (mut length, mut lower_before) = (0, false);
    for byte in token.bytes().chain([b' ']) {
        let boundary = !byte.is_ascii_alphabetic() || lower_before && byte.is_ascii_uppercase();
        if boundary && length > 0 {
            // A longer word is in no table.
            let known = word.get(..length).and_then(|word| std::str::from_utf8(word).ok());
            if !visit(known.unwrap_or("")) {
                return false;
            }
            length = 0;
        }
        if byte.is_ascii_alphabetic() {
            if let Some(letter) = word.get_mut(length) {
                *letter = byte.to_ascii_lowercase();
            }
            length += 1;
        }
        lower_before = byte.is_ascii_lowercase();
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn class_words_are_read_whole() {
        use Naming::{Furniture, Nothing, Topic};
        let cases = [
            ("cookie-banner", Furniture),
            ("siteFooter", Furniture),
            ("cookie-policy-text", Nothing),
            ("navigate", Nothing),
            ("md:menu lg:[nav]", Nothing),
            ("language_picker", Furniture),
            ("content privacy", Nothing),
            ("toc-content-heading", Nothing),
            ("cookie-settings", Topic),
            ("sharing", Topic),
            ("newsletter site-footer", Furniture),
        ];
        for (value, expected) in cases {
            assert_eq!(naming(value), expected, "{value}");
        }
    }
}
