//! Lines in which a page tells the time, when it was made and how many have seen it.

use std::sync::LazyLock;

use regex::Regex;

use crate::facts::lexer::has_any;
use crate::materiality::weight;

/// "Updated 5 days ago", "2 minutes read", "Tue, 30 Jun 2026 12:43:01 GMT": a page that tells the time,
/// and nothing that happens at it.
pub(in crate::materiality) fn is_clock(words: &str) -> bool {
    const TELLS: &[&str] = &[
        "updated",
        "last",
        "published",
        "posted",
        "modified",
        "edited",
        "reviewed",
        "created",
        "built",
        "generated",
        "rendered",
        "on",
        "at",
        "by",
        "this",
        "page",
        "article",
        "was",
        "about",
        "over",
        "a",
        "an",
        "the",
        "ago",
        "yesterday",
        "today",
        "just",
        "now",
        "gmt",
        "utc",
        "min",
        "minute",
        "minutes",
        "read",
        "reading",
        "time",
        "hour",
        "hours",
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "years",
        "am",
        "pm",
    ];
    const DATES: &[&str] = &[
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "jan", "feb", "mar", "apr", "may", "jun", "jul",
        "aug", "sep", "oct", "nov", "dec",
    ];
    let relative = [
        " ago ",
        " minutes read ",
        " min read ",
        " minute read ",
        " yesterday ",
        " just now ",
        " reading time ",
    ];
    let year = |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    let zoned = has_any(words, &[" gmt ", " utc "]) && words.split_whitespace().any(year);
    let updated = has_any(words, &[" updated ", " published ", " posted "]) && words.contains(" today ");
    let made = [" built ", " generated ", " rendered "].iter().any(|verb| words.starts_with(verb));
    let stamped = made && words.chars().filter(char::is_ascii_digit).count() >= 6;
    let tells = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            || TELLS.contains(&word)
            || word.get(..3).is_some_and(|start| DATES.contains(&start))
    };
    let comments = words.contains(" last comment by ") && words.contains(" ago ");
    (has_any(words, &relative) || zoned || updated || stamped)
        && words.split_whitespace().count() <= 12
        && (comments || words.split_whitespace().all(tells))
}

static PAGE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r" page [0-9]{1,4} (?:of [0-9]{1,4} |$)").expect("valid pattern"));

/// "Page 4 of 9", with the name or the number of the paper beside it.
pub(in crate::materiality) fn is_page_number(words: &str) -> bool {
    words.contains(" page ")
        && words.split_whitespace().count() <= 14
        && PAGE.is_match(words)
        && !weight::acts(words)
        && !weight::tells_value(words)
        && !has_any(words, &[" see ", " on page ", " is ", " are ", " we ", " you "])
}

static COUNTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^ (?:[0-9.,]+k? )?(?:out of |of )?[0-9.,]+k? (?:people |users |readers )?(?:found (?:this|it) helpful|likes?|comments?|views?|shares?|replies|votes?|ratings?|reviews?) $|found this helpful|was this (?:page |article |information )?helpful")
        .expect("valid pattern")
});

/// "12 out of 30 found this helpful", "1,204 views".
pub(in crate::materiality) fn is_counter(words: &str) -> bool {
    let counts = words.len() < 80 && words.bytes().any(|byte| byte.is_ascii_digit());
    (counts || words.contains("helpful")) && COUNTER.is_match(words) && !weight::acts(words)
}
