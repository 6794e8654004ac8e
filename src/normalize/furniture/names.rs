//! Names of furniture: the words of class and id by which page builders call what is not the text.
//!
//! Tables and how they are read; what becomes of a named element is decided in [`super`].

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

/// Whether the words of a class or id name furniture.
pub(super) fn names_furniture(value: &str) -> bool {
    // Generated class lists of utility frameworks are long and name looks, not purposes.
    value.len() <= 300 && value.split_ascii_whitespace().any(token_names_furniture)
}

/// Words that name text, whatever else the name says: "toc-content-heading" is a heading that contents
/// point at, not the contents.
const CONTENT_WORDS: &[&str] =
    &["content", "heading", "headline", "title", "text", "body", "main", "article"];

/// The longest word of the tables, in bytes.
const MAX_WORD_BYTES: usize = 16;

/// One name such as `cookieBanner` or `site-footer__inner`. Allocates nothing: pages have thousands of names.
fn token_names_furniture(token: &str) -> bool {
    // What follows a colon or bracket is a variant of a look, not a name.
    if token.bytes().any(|byte| matches!(byte, b':' | b'[' | b'(')) {
        return false;
    }
    let mut found = false;
    let mut seconds: &[&str] = &[];
    for_each_word(token, |word| {
        if CONTENT_WORDS.contains(&word) {
            return false;
        }
        found = found || FURNITURE_WORDS.contains(&word) || seconds.contains(&word);
        seconds =
            FURNITURE_PAIRS.iter().find(|(first, _)| *first == word).map_or(&[], |(_, seconds)| seconds);
        true
    }) && found
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
