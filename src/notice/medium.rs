//! The media a clause names: e-mail, page, app, letter.
//!
//! Reads one folded lower-case sentence. A medium counts where we speak to the reader, not where the
//! reader is to write to us, and a page counts only where something is put on it.

use std::sync::LazyLock;

use regex::Regex;

use super::Channel;

macro_rules! pattern {
    ($name:ident, $text:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($text).expect("valid pattern"));
    };
}

pattern!(ADDRESS, r"\S+@\S+");
// "Online" before a place behind a login says nothing of a page.
pattern!(BEHIND_LOGIN, r"\bonline[- ](?P<place>account|banking|portal|dashboard|profile|console|inbox|area)");
pattern!(
    TO_US,
    r"\b(?:contact|write to|e-?mail|reach|notify|inform|tell) us\b|\byou (?:may|can|must|should|have to|are free to|are entitled to)\b[^;.]*\b(?:object|cancel|terminate|reject|contact|write|e-?mail|withdraw|opt)\b|\b(?:object|cancel|reject|terminate|opt out|unsubscribe)\w*\b[^;,.]{0,40}\b(?:by|via|in) (?:e-?mail|letter|writing)"
);
pattern!(EMAIL, r"\be-?mail(?:s|ed|ing)?\b|\belectronic mail\b");
pattern!(
    POSTAL,
    r"\bletters?\b|\b(?:by|via|through|in the|registered|certified|regular|postal|ordinary|us|first[- ]class) (?:mail|post)\b|\bpostal(?:ly)?\b|\bposting by (?:mail|post)\b|\bmailed\b|\bby courier\b"
);
pattern!(ELECTRONIC, r"\belectronic mail\b|\be-mail\w*");
pattern!(
    IN_APP,
    r"\bin-app\b|\b(?:in|through|via|within|inside|on|from) (?:the|our|your|its) (?:\w+ )?(?:apps?|application|software|device|product|account|client|game|services?)\b(?:'s)?|\b(?:console|dashboard|portal|control panel|admin panel|message cent(?:er|re)|inbox|push (?:notifications?|messages?)|app notifications?|pop-?ups?|in-product|in-game|(?:log|sign)-?in (?:screen|page)|start screen|device screen|home screen)\b|\b(?:when|the next time|next time) (?:you|they|users|the \w+) (?:next )?(?:log|sign)s? in\b|\bon (?:the )?(?:\w+ )?screens?\b"
);
pattern!(PUT_UP, r"\b(?:post(?:s|ed|ing)?|publish\w*|publication)\b");
pattern!(
    SHOWN,
    r"\b(?:announc\w+|display\w*|appear\w*|show[ns]?|notif\w+|notices?|inform\w*|tell|communicat\w+|made available|make available|upload\w*|shar(?:e|ed)|plac(?:e|ed|es|ing)|highlight\w*|put|list(?:ed)?|mention\w*|alert\w*|let you know|find|kept|keep|available|view\w*|given|made|asked|messages?|attention|see|seen|revisit\w*|check\w*|consult\w*|review (?:this|the) page|telling|told|puts|putting|filed)\b"
);
pattern!(
    PLACE,
    r"\b(?:web ?sites?|sites?|home ?page|web ?page|pages?|banners?|forums?|blog|change ?log|notice ?board|news section|status page|online|help cent(?:er|re)|bulletin|newsroom|gazette|(?:under|at) this (?:address|url|link)|version here|posted here|published here|text here)\b"
);

/// The media a sentence names for words from us to the reader, each once, in the order of the contract.
pub(super) fn find(sentence: &str) -> Vec<Channel> {
    let words = BEHIND_LOGIN.replace_all(sentence, "$place");
    let words = ADDRESS.replace_all(&words, " ");
    let parts: Vec<&str> = words.split([';', ':']).filter(|part| !TO_US.is_match(part)).collect();
    let names = |pattern: &Regex| parts.iter().any(|part| pattern.is_match(part));
    // "Posting by mail" is a letter, and "electronic mail" is none.
    let bare = ELECTRONIC.replace_all(&words, " ").into_owned();
    let is_postal = names(&POSTAL) && POSTAL.is_match(&bare);
    let is_on_place = parts.iter().any(|part| PLACE.is_match(part) && SHOWN.is_match(part));
    let is_posted = parts.iter().any(|part| PUT_UP.is_match(part)) && !is_postal;
    let in_app = names(&IN_APP) && (names(&SHOWN) || names(&PUT_UP));
    let candidates = [
        (Channel::Email, names(&EMAIL)),
        (Channel::Posting, is_on_place || (is_posted && (!in_app || names(&PLACE)))),
        (Channel::InApp, in_app),
        (Channel::Postal, is_postal),
    ];
    candidates.into_iter().filter_map(|(channel, is_named)| is_named.then_some(channel)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_are_found_where_we_speak_to_the_reader() {
        use Channel::{Email, InApp, Postal, Posting};
        let cases: [(&str, &[Channel]); 12] = [
            ("we will e-mail you.", &[Email]),
            ("changes are sent by electronic mail.", &[Email]),
            ("we tell you by letter or e-mail.", &[Email, Postal]),
            ("you hear of it by mail.", &[Postal]),
            ("a banner appears on every page.", &[Posting]),
            ("the new text is posted here.", &[Posting]),
            ("it is announced in the user forum.", &[Posting]),
            ("we notify you through the app.", &[InApp]),
            ("changes are published in the customer portal.", &[InApp]),
            ("you may object by e-mail.", &[]),
            ("questions? contact us at post@example.org.", &[]),
            ("the date at the top of this page tells the version.", &[]),
        ];
        for (sentence, expected) in cases {
            assert_eq!(find(sentence), expected, "{sentence}");
        }
    }
}
