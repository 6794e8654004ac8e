//! Words that give a line a weight of its own: what somebody does, may do, owes or is promised.
//!
//! A proof that a line belongs to the page, greets or gives an address reads the kind of the line in a
//! word or two; one of these words says that the line is more than that. Knows no document and no change.

use crate::facts::lexer::{has_any, quantities};

/// What is done with data and with money, in padded form.
const DEEDS: &[&str] = &[
    " fee ",
    " fees ",
    " price",
    " tariff",
    " pay ",
    " pays ",
    " paid ",
    " cost ",
    " costs ",
    " charge ",
    " charged ",
    " charges ",
    " refund",
    " discount",
    " delet",
    " erase",
    " destroy",
    " wipe",
    " keep ",
    " keeps ",
    " kept ",
    " retain",
    " store ",
    " stores ",
    " stored ",
    " sell",
    " sold ",
    " train",
];

/// Duties, rights, promises, and other acts.
const BINDING: &[&str] = &[
    " must ",
    " shall ",
    " may ",
    " will ",
    " cannot ",
    " not ",
    " no ",
    " never ",
    " none ",
    " nothing ",
    " only ",
    " unless ",
    " except ",
    " without ",
    " until ",
    " within ",
    " right ",
    " rights ",
    " agree ",
    " agrees ",
    " consent",
    " free ",
    " cancel",
    " terminat",
    " suspend",
    " withdraw",
    " object ",
    " opt out",
    " remove",
    " collect",
    " share ",
    " shares ",
    " shared ",
    " disclos",
    " transfer",
    " passed on ",
    " owns ",
    " belong",
    " stays ",
    " remain",
    " liab",
    " warrant",
    " guarantee",
    " claims ",
    " court",
    " arbitrat",
    " disput",
    " appeal",
    " required ",
    " optional ",
    " mandatory ",
    " allowed ",
    " permitted ",
    " forbidden ",
    " prohibited ",
    " default",
    " publish",
    " post any ",
    " we post ",
    " we list ",
    " we announce ",
    " we tell ",
    " inform ",
    " informs ",
    " notify ",
];

/// What is said of a thing in a table or a list: its fate, its time, its condition.
const VALUES: &[&str] = &[
    " required ",
    " optional ",
    " mandatory ",
    " voluntary ",
    " erased ",
    " deleted ",
    " wiped ",
    " kept ",
    " stored ",
    " removed ",
    " archived at ",
    " archived for ",
    " shredded ",
    " destroyed ",
    " sold ",
    " shared ",
    " paid ",
    " until ",
    " on request ",
    " after ",
    " before ",
    " every ",
    " daily ",
    " weekly ",
    " monthly ",
    " yearly ",
    " same day ",
    " next day ",
    " never ",
    " always ",
    " forever ",
    " indefinitely ",
    " allowed ",
    " permitted ",
    " forbidden ",
    " prohibited ",
    " excluded ",
    " included ",
    " only ",
    " without ",
    " at once ",
    " immediately ",
];

/// True where somebody does, may do, owes or is promised something.
pub(super) fn acts(words: &str) -> bool {
    deeds(words) || has_any(words, BINDING)
}

/// True where something is paid, kept, deleted or sold: more than how to get in touch.
pub(super) fn deeds(words: &str) -> bool {
    has_any(words, DEEDS)
}

/// True where the line tells the fate, the time or the condition of a thing.
pub(super) fn tells_value(words: &str) -> bool {
    has_any(words, VALUES)
}

/// A span, a share or a sum of money stands in the text.
pub(super) fn measures(text: &str) -> bool {
    text.contains(['%', '$', '€', '£', '¥']) || !quantities(&text.to_lowercase()).is_empty()
}

/// "Weight and height | required": a line of a table that became text, told from a menu by its few
/// parts; a menu names pages of a site or has many entries.
pub(super) fn is_row(text: &str) -> bool {
    const PAGES: &[&str] = &[
        "home",
        "about",
        "login",
        "register",
        "search",
        "help",
        "contact",
        "menu",
        "news",
        "blog",
        "careers",
        "press",
        "jobs",
        "policy",
        "terms",
        "notice",
        "agreement",
        "legal",
        "imprint",
        "privacy",
        "cookies",
        "sitemap",
        "support",
        "english",
        "deutsch",
        "français",
        "español",
        "shop",
        "investors",
    ];
    let marks = [" | ", ": ", " – ", " — ", " - ", " = ", " → "];
    let parts = marks.iter().map(|mark| text.matches(mark).count()).sum::<usize>();
    let small = text
        .split(" | ")
        .skip(1)
        .any(|part| part.trim_start().starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit()));
    let named = |part: &str, list: &[&str]| {
        part.split(|c: char| !c.is_alphanumeric()).any(|word| list.contains(&word.to_lowercase().as_str()))
    };
    let document = named(text, &["policy", "terms", "notice", "agreement"]);
    // Where one of several parts is the name of a page and nothing else, all of them are.
    let whole = |part: &str| PAGES.contains(&part.trim().to_lowercase().as_str());
    let page = document
        || text.matches(" | ").count() > 1 && text.split(" | ").any(whole)
        || text.split(['|', ':', '–', '—']).all(|part| named(part, PAGES));
    parts > 0 && (small || parts < 3 && !page)
}
