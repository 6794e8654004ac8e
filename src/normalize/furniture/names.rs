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
