//! Whether a sentence speaks of changes of the text itself, and not of orders, plans or addresses.
//!
//! Grammar over folded lower-case text: change nouns without an object or with a document as object,
//! change verbs with a document as object or subject, and names of a version to come.

use std::sync::LazyLock;

use regex::Regex;

/// What a policy calls itself and its prices.
const DOCUMENT: &str = r"terms|conditions|agreements?|polic(?:y|ies)|rules|guidelines|contracts?|addendum|sla|statements?|documents?|provisions|clauses?|charter|regulations|code of conduct|tariffs?|charges|fees?|prices?|pricing|rates|(?:this|privacy|cookie|legal) notice|bylaws|standards|licen[cs]e|this page|practices|commitments?|service levels?|house rules|text|specifications?|annex(?:es)?|appendix|appendices|rents?|premiums?|tolls?";

static DOCUMENT_WORD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!(r"\b(?:{DOCUMENT})\b")).expect("valid pattern"));

static NOUN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:changes?|modifications?|amendments?|alterations?|variations?|revisions?|adjustments?|updates?|additions?|replacements?|supplements?|edits)\b")
        .expect("valid pattern")
});

static VERB: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:chang(?:e|ed|es|ing)|modif(?:y|ied|ies|ying)|amend(?:s|ed|ing)?|alter(?:s|ed|ing)?|var(?:y|ied|ies|ying)|revis(?:e|ed|es|ing)|updat(?:e|ed|es|ing)|replac(?:e|ed|es|ing)|adjust(?:s|ed|ing)?|adapt(?:s|ed|ing)?|rais(?:e|ed|es|ing)|increas(?:e|ed|es|ing)|rewrit(?:e|es|ten|ing)|evolv(?:e|es|ed|ing))\b")
        .expect("valid pattern")
});

static NEW_VERSION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:new|revised|updated|amended|modified|changed|next|later|latest) (?:versions?|terms|polic(?:y|ies)|conditions|rules|agreements?|prices?|fees|provisions|editions?|wording|text|statement|guidelines)\b")
        .expect("valid pattern")
});

/// The reader owes word of something to us: another duty than the one looked for.
static OWED_BY_READER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:notify|inform|tell|advise|contact|let) us\b|\byou (?:must|shall|agree to|are required to|need to|undertake to|have to) (?:\w+ )?(?:notify|inform|tell|give|advise|update)\b")
        .expect("valid pattern")
});

/// Work on machines, of which changes are a part.
static HANDLING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:how we|the way we|the ways we|(?:the )?(?:sharing|use|processing|handling|collection|storage|disclosure) of (?:your|personal|customer|user))\b")
        .expect("valid pattern")
});

static TOLD_TO_READER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:let you know|notify you|inform you|tell you|you will be (?:notified|informed|told)|announce|communicate)\b")
        .expect("valid pattern")
});

// "The tariff is fixed for a year; thereafter it may be raised."
static STANDS_FOR_TEXT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\W*(?:\w+ )?(?:it|they|these|this|those)\b").expect("valid pattern"));

static TO_COME: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b(?:is|are|was|were|has|have|needs?) to\s*$").expect("valid pattern"));

// "Anything important in here changes."
static VAGUE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\b(?:anything|something|what)\b[^.;,]{0,30}\b(?:in here|here|in this document|on this page)\s*$",
    )
    .expect("valid pattern")
});

// "The version in force is always the one on our website": what stands there now replaced what stood there.
static CURRENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:current|valid|applicable|most recent|present|up-to-date|prevailing) (?:\w+ )?(?:versions?|text|terms|conditions|policy|statement|edition|wording|notice|rules)\b|\b(?:version|text|terms|conditions|policy|edition|wording|rules)(?: that (?:is|are))?(?: currently)? (?:in force|in effect|that appl(?:y|ies))\b")
        .expect("valid pattern")
});

static IS_KEPT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:always|at all times|at any time|find|found|available|shown|published|posted|kept|is the one|are those)\b")
        .expect("valid pattern")
});

static BOTH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^ (?:to|of|in),? (?:and|or)(?: any)? \w+ (?:to|of|in),? ").expect("valid pattern")
});

static IN_A_TIME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:the |a |an )?[\w()-]+ ?[\w()-]* (?:day|week|month|year|advance)").expect("valid pattern")
});

static OPERATIONS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:maintenance|upgrades?|outages?|downtime|unavailab\w+|deployments?|hardware|infrastructure|equipment|network)\b")
        .expect("valid pattern")
});

static NEGATION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:never|not|cannot|won't|no longer)(?: \w+)?\s*$").expect("valid pattern")
});

/// Words that may stand before a change noun that means the text: `address changes` does not.
const BEFORE_NOUN: &[&str] = &[
    "any",
    "all",
    "other",
    "such",
    "these",
    "those",
    "the",
    "this",
    "that",
    "a",
    "an",
    "of",
    "about",
    "on",
    "each",
    "every",
    "no",
    "material",
    "significant",
    "substantial",
    "substantive",
    "important",
    "major",
    "minor",
    "adverse",
    "fundamental",
    "essential",
    "future",
    "further",
    "proposed",
    "planned",
    "upcoming",
    "relevant",
    "non-material",
    "immaterial",
    "editorial",
    "our",
    "make",
    "makes",
    "making",
    "made",
    "announce",
    "announcing",
    "price",
    "fee",
    "policy",
    "terms",
    "contract",
    "rate",
    "tariff",
    "where",
    "if",
    "when",
    "and",
    "or",
    "before",
    "after",
    "with",
    "without",
    "by",
    "certain",
    "some",
    "unilateral",
    "following",
    "corresponding",
    "subsequent",
    "latest",
    "announced",
    "notified",
    "larger",
    "smaller",
    "bigger",
    "disadvantageous",
    "detrimental",
    "unfavourable",
    "unfavorable",
    "considerable",
    "serious",
    "technical",
    "legal",
    "necessary",
    "urgent",
    "periodic",
    "both",
    "publish",
    "post",
    "for",
    "intended",
    "later",
    "new",
    "same",
    "only",
    "big",
    "key",
    "small",
    "its",
    "their",
    // Whom they are offered or sent to.
    "you",
    "customer",
    "customers",
    "user",
    "users",
    "subscriber",
    "subscribers",
    "member",
    "members",
    "client",
    "clients",
    "consumer",
    "consumers",
];
/// Singular `change` is a verb more often than a noun: only a determiner or an adjective tells.
const NOT_BEFORE_SINGULAR: &[&str] =
    &["where", "if", "when", "and", "or", "before", "after", "by", "on", "with", "without", "for", "only"];

/// True when the sentence speaks of changes of the text (or of its prices).
pub(super) fn is_about_change(sentence: &str) -> bool {
    !OWED_BY_READER.is_match(sentence)
        && (has_noun(sentence)
            || has_verb(sentence)
            || names_new_version(sentence)
            || is_kept_current(sentence))
}

fn is_kept_current(sentence: &str) -> bool {
    CURRENT.is_match(sentence) && IS_KEPT.is_match(sentence)
}

/// True when a phrase names the document or its prices.
pub(super) fn names_document(phrase: &str) -> bool {
    DOCUMENT_WORD.is_match(phrase)
}

/// True when a heading announces a change clause: `Changes`, `Policy updates`, `Modification of these Terms`.
pub(super) fn is_change_heading(heading: &str) -> bool {
    const FILLERS: &[&str] = &[
        "and",
        "to",
        "of",
        "the",
        "this",
        "these",
        "our",
        "your",
        "notice",
        "notices",
        "notification",
        "future",
        "any",
    ];
    if !NOUN.is_match(heading) && !VERB.is_match(heading) {
        return false;
    }
    names_document(heading)
        || heading
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .all(|word| NOUN.is_match(word) || VERB.is_match(word) || FILLERS.contains(&word))
}

fn has_noun(sentence: &str) -> bool {
    NOUN.find_iter(sentence).any(|noun| {
        let (before, after) = (&sentence[..noun.start()], &sentence[noun.end()..]);
        let previous = last_word(before);
        let is_update = noun.as_str().starts_with("update");
        let is_singular_change = noun.as_str() == "change";
        let stands = previous.is_empty() || BEFORE_NOUN.contains(&previous);
        if !stands || (is_singular_change && (previous.is_empty() || NOT_BEFORE_SINGULAR.contains(&previous)))
        {
            return false;
        }
        // "Additions" and "replacements" are of anything; only the object tells.
        let needs_object =
            ["addition", "replacement", "supplement"].iter().any(|word| noun.as_str().starts_with(word));
        match object_of(after) {
            Some(object) => names_document(&object) || is_pronoun(&object) || is_handling_of_data(&object),
            None if needs_object => false,
            None if is_update && is_to_come(previous) && TOLD_TO_READER.is_match(sentence) => true,
            None => (!is_update || names_document(previous)) && !is_of_machines(sentence),
        }
    })
}

/// "Any change to the sharing of your location": a practice that the text describes.
fn is_handling_of_data(object: &str) -> bool {
    HANDLING.is_match(object)
}

/// "Future updates", said to the reader: of the text, as nothing else is named.
fn is_to_come(previous: &str) -> bool {
    matches!(previous, "future" | "any" | "such" | "further" | "these" | "all" | "later")
}

/// "Unavailability caused by upgrades, changes or maintenance" is about servers.
fn is_of_machines(sentence: &str) -> bool {
    OPERATIONS.is_match(sentence) && !names_document(sentence)
}

/// The object of a change noun: what follows `to`, `of` or `in`, up to the next statement.
fn object_of(after: &str) -> Option<String> {
    const ENDS: &[&str] = &[
        ",", ";", ".", " will ", " shall ", " are ", " is ", " may ", " must ", " by ", " at ", " with ",
        " which ",
    ];
    // "Additions to, or replacements of, the terms": one object for both.
    let after = BOTH.replace(after, " of ");
    let rest =
        [" to ", " of ", " in ", " under "].iter().find_map(|preposition| after.strip_prefix(preposition))?;
    if after.starts_with(" in ") && IN_A_TIME.is_match(rest) {
        return None;
    }
    let end = ENDS.iter().filter_map(|end| rest.find(end)).min().unwrap_or(rest.len());
    Some(rest[..end].trim().to_owned())
}

fn is_pronoun(object: &str) -> bool {
    matches!(object, "it" | "them" | "this" | "these")
}

fn has_verb(sentence: &str) -> bool {
    VERB.find_iter(sentence).any(|verb| {
        let (before, after) = (&sentence[..verb.start()], &sentence[verb.end()..]);
        let is_exception =
            || ["without", "unless", "except", "until"].iter().any(|word| after.contains(word));
        if NEGATION.is_match(before) && !is_exception() {
            return false;
        }
        acts_on_document(after) || happens_to_document(before)
    })
}

fn acts_on_document(after: &str) -> bool {
    let object = first_words(after, 8);
    !object.trim_start().starts_with("your ") && names_document(object)
}

/// `the terms may be changed`, `our prices change`.
fn happens_to_document(before: &str) -> bool {
    const AUXILIARIES: &[&str] = &[
        "be",
        "been",
        "is",
        "are",
        "being",
        "was",
        "were",
        "may",
        "can",
        "will",
        "could",
        "might",
        "shall",
        "only",
        "themselves",
        "itself",
        "sometimes",
        "occasionally",
        "also",
    ];
    let previous = last_word(before);
    let near = last_words(before, 8);
    let is_named = names_document(near) || (STANDS_FOR_TEXT.is_match(near) && names_document(before));
    (is_named && (AUXILIARIES.contains(&previous) || TO_COME.is_match(before)))
        || names_document(last_words(before, 2))
        || VAGUE.is_match(before)
}

fn names_new_version(sentence: &str) -> bool {
    NEW_VERSION.find_iter(sentence).any(|name| match sentence[name.end()..].strip_prefix(" of ") {
        Some(owner) => names_document(first_words(owner, 5)),
        None => true,
    })
}

/// Last word before an offset, empty when punctuation stands between.
fn last_word(before: &str) -> &str {
    let trimmed = before.trim_end();
    let start = trimmed
        .rfind(|c: char| !c.is_alphanumeric() && c != '-')
        .map_or(0, |at| at + trimmed[at..].chars().next().map_or(1, char::len_utf8));
    &trimmed[start..]
}

/// At most so many words, cut at the end of the statement.
fn first_words(text: &str, count: usize) -> &str {
    // Counted first, so that a text without an end is not read to it.
    let words = &text[..text.match_indices(' ').nth(count).map_or(text.len(), |(at, _)| at)];
    &words[..words.find([';', '.', ':']).unwrap_or(words.len())]
}

fn last_words(text: &str, count: usize) -> &str {
    let words = &text[text.rmatch_indices(' ').nth(count).map_or(0, |(at, _)| at)..];
    &words[words.rfind([';', '.', ':']).map_or(0, |at| at + 1)..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_of_the_text_are_told_from_other_changes() {
        let about = [
            "we may update these terms from time to time.",
            "the fees may be increased once a year.",
            "any modification will be announced.",
            "changes to our privacy practices are described here.",
            "a new version is published each spring.",
            "our prices change with the seasons.",
            "we will not change this agreement without telling you.",
        ];
        let other = [
            "you can change your password at any time.",
            "address changes take two days.",
            "changes to your order need a day.",
            "we will never change the price.",
            "you must notify us of any changes.",
            "we update our software every week.",
            "a new version of the app is out.",
        ];
        for sentence in about {
            assert!(is_about_change(sentence), "{sentence}");
        }
        for sentence in other {
            assert!(!is_about_change(sentence), "{sentence}");
        }
    }

    #[test]
    fn headings_of_change_clauses_are_known_by_their_words() {
        for heading in
            ["changes", "policy changes", "changes to this policy", "amendments and notices", "updates"]
        {
            assert!(is_change_heading(heading), "{heading}");
        }
        for heading in ["changing your password", "software updates", "your rights"] {
            assert!(!is_change_heading(heading), "{heading}");
        }
    }
}
