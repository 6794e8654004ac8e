//! Words before a number that say how it binds: "no later than", "at least", "typically".
//!
//! Phrases that a text ends with are compared from its end; no pattern needs to be compiled for that.

use crate::facts::Bound;

const AT_MOST: &[&str] = &[
    "up to",
    "up to a maximum of",
    "in no event more than",
    "in no event longer than",
    "in no event later than",
    "in no event greater than",
    "in no case more than",
    "in no case longer than",
    "in no case later than",
    "in no case greater than",
    "no more than",
    "no longer than",
    "no later than",
    "no greater than",
    "not more than",
    "not longer than",
    "not later than",
    "not greater than",
    "not exceed",
    "not exceeding",
    "shall not exceed",
    "shall not exceeding",
    "must not exceed",
    "must not exceeding",
    "will not exceed",
    "will not exceeding",
    "do not exceed",
    "do not exceeding",
    "does not exceed",
    "does not exceeding",
    "maximum of",
    "maximum period of",
    "a maximum of",
    "a maximum period of",
    "the maximum of",
    "the maximum period of",
    "at most",
    "at the most",
    "within",
    "less than",
    "below",
    "under",
    "for as long as",
    "limited to",
    "capped at",
];
const AT_LEAST: &[&str] = &[
    "at least",
    "no less than",
    "no fewer than",
    "no shorter than",
    "no earlier than",
    "no lower than",
    "not less than",
    "not fewer than",
    "not shorter than",
    "not earlier than",
    "not lower than",
    "minimum of",
    "minimum period of",
    "a minimum of",
    "a minimum period of",
    "the minimum of",
    "the minimum period of",
    "more than",
    "over",
    "above",
];
const TYPICAL: &[&str] =
    &["typically", "approximately", "about", "around", "generally", "usually", "roughly", "normally"];

/// Where the words of a bound begin and end at the end of a text, and how they bind.
pub(super) fn bound_before(before: &str) -> Option<(std::ops::Range<usize>, Bound)> {
    if !ends_like_bound(before) {
        return None;
    }
    // Every way to leave out what may stand between the words and the number; the first words win.
    let bare = [Some(before), before.strip_suffix(' ')];
    let ends = bare.into_iter().flatten().flat_map(|text| with_cut(text, [" period of", " term of"]));
    let ends = ends.flat_map(|text| with_cut(text, [" a", " the"]));
    ends.filter_map(words_at_end).min_by_key(|(range, _)| range.start)
}

/// The text, and the text without each of the endings it has.
fn with_cut<'t>(text: &'t str, endings: [&str; 2]) -> impl Iterator<Item = &'t str> + use<'t> {
    let cut = endings.map(|ending| text.strip_suffix(ending));
    std::iter::once(text).chain(cut.into_iter().flatten())
}

/// The longest phrase of a bound that the text ends with; words before it are other words.
fn words_at_end(text: &str) -> Option<(std::ops::Range<usize>, Bound)> {
    let tables = [(AT_MOST, Bound::AtMost), (AT_LEAST, Bound::AtLeast), (TYPICAL, Bound::Typical)];
    let phrases =
        tables.iter().flat_map(|(phrases, bound)| phrases.iter().map(move |phrase| (phrase, *bound)));
    let last = text.bytes().next_back()?;
    let here =
        phrases.filter(|(phrase, _)| phrase.as_bytes().ends_with(&[last])).filter_map(|(phrase, bound)| {
            let rest = text.strip_suffix(phrase)?;
            let parted = !rest.bytes().next_back().is_some_and(|byte| byte.is_ascii_lowercase());
            parted.then_some((rest.len()..text.len(), bound))
        });
    here.min_by_key(|(range, _)| range.start)
}

/// True when the last word is one that words of a bound end with; of most numbers it is not.
fn ends_like_bound(before: &str) -> bool {
    let text = before.strip_suffix(' ').unwrap_or(before);
    let start = text.bytes().rposition(|byte| !byte.is_ascii_lowercase()).map_or(0, |at| at + 1);
    ENDS.contains(&&text[start..])
}

/// The last words of every text that ends with a bound.
const ENDS: &[&str] = &[
    "to",
    "of",
    "than",
    "exceed",
    "exceeding",
    "most",
    "within",
    "below",
    "under",
    "as",
    "at",
    "least",
    "over",
    "above",
    "typically",
    "approximately",
    "about",
    "around",
    "generally",
    "usually",
    "roughly",
    "normally",
    "a",
    "the",
];

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;
    use regex::Regex;

    use super::*;

    /// The phrases as a pattern, which says what is meant and is slow to compile.
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|[^a-z])(?P<words>(?P<most>up to(?: a maximum of)?|in no (?:event|case) (?:more|longer|later|greater) than|(?:no|not) (?:more|longer|later|greater) than|(?:shall |must |will |do |does )?not exceed(?:ing)?|(?:a |the )?maximum(?: period)? of|at (?:the )?most|within|less than|below|under|for as long as|limited to|capped at)|(?P<least>at least|(?:no|not) (?:less|fewer|shorter|earlier|lower) than|(?:a |the )?minimum(?: period)? of|more than|over|above)|(?P<typical>typically|approximately|about|around|generally|usually|roughly|normally))(?: (?:a|the))?(?: (?:period|term) of)? ?$").unwrap()
    });

    fn by_pattern(before: &str) -> Option<(std::ops::Range<usize>, Bound)> {
        let captures = PATTERN.captures(before)?;
        let bound = if captures.name("typical").is_some() {
            Bound::Typical
        } else if captures.name("most").is_some() {
            Bound::AtMost
        } else {
            Bound::AtLeast
        };
        Some((captures.name("words").unwrap().range(), bound))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn bounds_are_those_of_the_pattern(
            words in prop::collection::vec(
                prop::sample::select(vec![
                    "up", "to", "up to", "a", "the", "maximum", "minimum", "of", "period", "term", "no", "more", "than", "not",
                    "exceed", "exceeding", "at", "most", "least", "within", "for", "as", "long", "limited", "capped", "over",
                    "about", "usually", "roughly", "in", "event", "less", "days", "30", "é", "shall", "later", "x(",
                ]),
                0..7,
            ),
            end in prop::sample::select(vec!["", " ", "  ", "-"]),
        ) {
            let text = words.join(" ") + end;
            prop_assert_eq!(bound_before(&text), by_pattern(&text), "{}", text);
        }
    }

    #[test]
    fn every_phrase_is_found_with_all_that_may_follow_it() {
        let phrases = AT_MOST.iter().chain(AT_LEAST).chain(TYPICAL);
        for phrase in phrases {
            for before in ["", "kept ", "x", "é", "not ", "a ", "more "] {
                for behind in ["", " ", " a", " the ", " a period of ", " the term of", " period of", " of "]
                {
                    let text = format!("{before}{phrase}{behind}");
                    assert_eq!(bound_before(&text), by_pattern(&text), "{text}");
                }
            }
        }
    }
}
