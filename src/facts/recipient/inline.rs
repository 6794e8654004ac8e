//! Names inside sentences that pass data on: "processed by Northlight Hosting and Southgate Archive".
//!
//! Read by hand: as a pattern, names and the words that lead to them take longer to compile than all
//! the sentences of a document to read. Whether the sentence passes anything on is not known here.

use std::ops::Range;

/// Verbs that "by" follows.
const DONE_BY: [&str; 12] = [
    "processed",
    "handled",
    "managed",
    "operated",
    "hosted",
    "carried out",
    "powered",
    "provided",
    "stored",
    "collected",
    "served",
    "supplied",
];
/// Verbs that "to" follows, at most [`WORDS_TO`] words behind them.
const PASSED_TO: [&str; 7] =
    ["sent", "disclosed", "transferred", "transmitted", "passed", "made available", "provided"];
const WORDS_TO: usize = 3;
/// Words between "share" and "with".
const WORDS_WITH: usize = 5;
/// Words between "through our" and what its partners are called.
const WORDS_THROUGH: usize = 4;
const PARTNERS: [&str; 3] = ["provider", "processor", "partner"];
/// Who gets data.
const WHO: [&str; 8] =
    ["provider", "processor", "partner", "vendor", "service", "tool", "recipient", "subprocessor"];
/// What may stand between them and their names.
const SUCH: [&str; 6] = [" such as", " like", " including", ":", " are", " is"];
/// Leads of fixed words.
const FIXED: [&str; 5] = ["such as", "we also use", "we use", "working with", "engage"];
/// Ends of the names of services that are written small.
const DOMAINS: [&str; 7] = ["ai", "io", "com", "dev", "net", "app", "cloud"];
/// Longest aside in brackets between two names, in characters.
const ASIDE: usize = 60;

/// Where the names behind words that lead to recipients stand, left to right.
pub(super) fn named(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let begins = bytes[at].is_ascii_alphabetic() && (at == 0 || !is_ascii_word(bytes[at - 1]));
        match begins.then(|| names_led(text, at)).flatten() {
            Some(names) => {
                at = names.end;
                found.push(names);
            }
            None => at += 1,
        }
    }
    found
}

/// The names behind a lead that begins here.
fn names_led(text: &str, at: usize) -> Option<Range<usize>> {
    leads(&text[at..]).into_iter().find_map(|length| {
        let behind = at + length + 1;
        if text.as_bytes().get(behind - 1) != Some(&b' ') {
            return None;
        }
        let from = behind + usize::from(text.as_bytes().get(behind) == Some(&b'('));
        Some(from..names_end(text, from)?)
    })
}

/// Lengths of the leads a text begins with, the one that is meant first.
fn leads(text: &str) -> Vec<usize> {
    let mut lengths = Vec::new();
    if !may_lead(text) {
        return lengths;
    }
    let starts = |start: &str| behind(text, 0, start);
    for verb in DONE_BY {
        lengths.extend(starts(verb).and_then(|end| behind(text, end, " by")));
    }
    lengths.extend(["networks of", "network of"].into_iter().find_map(starts));
    if let Some(end) = ["shared ", "share "].into_iter().find_map(starts) {
        lengths.extend(reached(text, end, WORDS_WITH).into_iter().filter_map(|at| behind(text, at, "with")));
    }
    for verb in PASSED_TO {
        if let Some(end) = starts(verb).and_then(|end| behind(text, end, " ")) {
            lengths.extend(reached(text, end, WORDS_TO).into_iter().filter_map(|at| behind(text, at, "to")));
        }
    }
    lengths.extend(starts("via"));
    if let Some(end) = starts("through our ") {
        for at in reached(text, end, WORDS_THROUGH) {
            lengths.extend(PARTNERS.iter().filter_map(|who| plural(text, behind(text, at, who)?)));
        }
    }
    for who in WHO {
        let Some(end) = starts(who).and_then(|end| plural(text, end)) else { continue };
        let end = behind(text, end, ",").unwrap_or(end);
        lengths.extend(SUCH.iter().filter_map(|such| behind(text, end, such)).chain([end]));
    }
    lengths.extend(FIXED.into_iter().filter_map(starts));
    lengths
}

/// False of nearly every word that no lead begins with.
fn may_lead(text: &str) -> bool {
    let Some(first) = text.as_bytes().first_chunk() else { return false };
    matches!(
        &first.map(|byte: u8| byte.to_ascii_lowercase()),
        b"pro"
            | b"han"
            | b"man"
            | b"ope"
            | b"hos"
            | b"car"
            | b"pow"
            | b"sto"
            | b"col"
            | b"ser"
            | b"sup"
            | b"net"
            | b"sha"
            | b"sen"
            | b"dis"
            | b"tra"
            | b"pas"
            | b"mad"
            | b"via"
            | b"thr"
            | b"par"
            | b"ven"
            | b"too"
            | b"rec"
            | b"sub"
            | b"suc"
            | b"we "
            | b"wor"
            | b"eng"
    )
}

/// Where words end that stand here, letter case aside.
fn behind(text: &str, at: usize, words: &str) -> Option<usize> {
    let here = text.as_bytes().get(at..at + words.len())?;
    here.eq_ignore_ascii_case(words.as_bytes()).then_some(at + words.len())
}

/// Behind the `s` of a plural, if one stands here.
fn plural(text: &str, at: usize) -> Option<usize> {
    behind(text, at, "s").or(Some(at))
}

/// Places behind so many words or fewer, the farthest first.
fn reached(text: &str, from: usize, words: usize) -> Vec<usize> {
    let mut places = vec![from];
    let mut at = from;
    for _ in 0..words {
        let word = text[at..].find(|c| !is_letter(c)).unwrap_or(text.len() - at);
        if word == 0 || text.as_bytes().get(at + word) != Some(&b' ') {
            break;
        }
        at += word + 1;
        places.push(at);
    }
    places.reverse();
    places
}

/// Where the names that begin here end, with all that joins them.
fn names_end(text: &str, from: usize) -> Option<usize> {
    let mut end = name_end(text, from)?;
    while let Some(next) = joints(&text[end..]).into_iter().find_map(|joint| {
        let at = end + joint;
        let article = text[at..].starts_with("the ").then(|| name_end(text, at + 4)).flatten();
        article.or_else(|| name_end(text, at))
    }) {
        end = next;
    }
    Some(end)
}

/// Lengths of what may join two names, the one that is meant first.
fn joints(text: &str) -> Vec<usize> {
    let signs = [", and ", ", or ", ", ", " and ", " or ", " & ", "/", " / "];
    let mut lengths: Vec<usize> =
        signs.iter().filter(|sign| text.starts_with(**sign)).map(|sign| sign.len()).collect();
    if let Some(aside) = aside(text) {
        for (comma, space, and) in [",", ""].into_iter().flat_map(|comma| {
            [" ", ""].into_iter().flat_map(move |space| ["and ", ""].map(move |and| (comma, space, and)))
        }) {
            let rest = [comma, space, and]
                .into_iter()
                .try_fold(&text[aside..], |rest, part| rest.strip_prefix(part));
            lengths.extend(rest.map(|rest| text.len() - rest.len()));
        }
    }
    lengths
}

/// Bytes of the brackets a text begins with behind a space.
fn aside(text: &str) -> Option<usize> {
    let inside = text.strip_prefix(" (")?;
    let close = inside.char_indices().take(ASIDE + 1).find(|(_, c)| *c == ')')?.0;
    Some(" (".len() + close + 1)
}

/// Where the name that begins here ends.
fn name_end(text: &str, from: usize) -> Option<usize> {
    let mut end = capitalised(text, from, is_name_letter).or_else(|| service(text, from))?;
    while let Some(b' ' | b'.') = text.as_bytes().get(end) {
        let at = end + 1;
        let of = || text[at..].starts_with("of ").then(|| capitalised(text, at + 3, is_letter)).flatten();
        let Some(next) = capitalised(text, at, is_name_letter).or_else(of) else { break };
        end = next;
    }
    Some(end)
}

/// Where a word with a capital that begins here ends.
fn capitalised(text: &str, from: usize, goes_on: fn(char) -> bool) -> Option<usize> {
    text.as_bytes().get(from).filter(|byte| byte.is_ascii_uppercase())?;
    Some(text[from..].find(|c| !goes_on(c)).map_or(text.len(), |length| from + length))
}

/// Where a name like `example.io` that begins here ends.
fn service(text: &str, from: usize) -> Option<usize> {
    let rest = text.as_bytes().get(from..)?;
    let name = rest.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
    let domain = rest[name..].strip_prefix(b".").filter(|_| name > 0)?;
    let known = DOMAINS.iter().find(|known| domain.starts_with(known.as_bytes()))?;
    Some(from + name + 1 + known.len())
}

fn is_ascii_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || ('À'..='ɏ').contains(&c)
}

fn is_name_letter(c: char) -> bool {
    is_letter(c) || matches!(c, '&' | '-')
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;
    use regex::Regex;

    use super::*;

    /// The grammar as a pattern, which says what is meant and is slow to compile.
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
        let name = r"(?:[A-Z][0-9A-Za-z_À-ɏ&-]*|[a-z]+\.(?:ai|io|com|dev|net|app|cloud))(?:[ .](?:[A-Z][0-9A-Za-z_À-ɏ&-]*|AI|of(?: [A-Z][0-9A-Za-z_À-ɏ]*)))*";
        let leads = r"(?:processed|handled|managed|operated|hosted|carried out|powered|provided|stored|collected|served|supplied) by|networks? of|shared? (?:(?u:[0-9A-Za-z_À-ɏ])+ ){0,5}with|(?:sent|disclosed|transferred|transmitted|passed|made available|provided) (?:(?u:[0-9A-Za-z_À-ɏ])+ ){0,3}to|via|through our (?:(?u:[0-9A-Za-z_À-ɏ])+ ){0,4}(?:provider|processor|partner)s?|(?:provider|processor|partner|vendor|service|tool|recipient|subprocessor)s?,?(?: such as| like| including|:| are| is)?|such as|we (?:also )?use|working with|engage";
        Regex::new(&format!(
            r"(?i-u:\b(?:{leads})) \(?(?P<names>{name}(?:(?:, and |, or |, | and | or | & |/| / | \([^)]{{0,60}}\),? ?(?:and )?)(?:the )?{name})*)"
        ))
        .unwrap()
    });

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn names_are_those_of_the_pattern(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "processed by", "Hosted by", "network of", "share", "Shared", "data", "with", "sent", "passed", "made available",
                    "provided", "provided by", "to", "via", "Via", "through our", "trusty", "provider", "partners", "vendors,",
                    "services", "tool", "such as", "like", "including", ":", "are", "is", "we use", "We also use", "working with",
                    "engage", "Northlight", "Søre", "A-B&C", "Bank of Norway", "of", "of X", "AI", "example.io", "a.company",
                    "(Oslo)", "(", ")", "and", "or", "&", "/", ",", "the", "é", ".", "and the", "-",
                ]),
                1..14,
            ),
            gaps in prop::collection::vec(prop::sample::select(vec![" ", " ", " ", " ", "", "  "]), 14),
        ) {
            let text: String = parts.iter().zip(&gaps).flat_map(|(part, gap)| [*part, *gap]).collect();
            let wanted = PATTERN.captures_iter(&text).map(|captures| captures.name("names").unwrap().range());
            prop_assert_eq!(named(&text), wanted.collect::<Vec<_>>(), "{}", text);
        }
    }

    #[test]
    fn an_aside_between_two_names_has_its_longest_length() {
        for length in [0, 1, 59, 60, 61, 62] {
            for behind in ["", ",", " ", ", ", ", and ", " and ", "and "] {
                let text = format!("provided by Northlight ({}){behind}Southgate", "é".repeat(length));
                let wanted = PATTERN.captures(&text).map(|captures| captures.name("names").unwrap().range());
                assert_eq!(named(&text), Vec::from_iter(wanted), "{text}");
            }
        }
    }
}
