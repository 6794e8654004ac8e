//! A sentence as a row of words in one form each: what any two wordings of one thing have in common
//! before grammar is looked at.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::forms;
use super::table::{Row, TABLE};
use crate::materiality::canon::{fold_phrases, lower, spelling, words_of};

/// What stands for the ending of whoever something belongs to.
pub(super) const OWNED: &str = "+s";

static OWNER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<word>[a-z]{2,}[a-z0-9]*)'s(?-u:\b)|(?P<many>[a-z]{2,}s)'(?P<end>\s|$)")
        .expect("valid pattern")
});
static WHICH: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?P<before>[a-z]+) which(?-u:\b)").expect("valid pattern"));
static THAT_IS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<before>[a-z]{3,}) (?:that|which|who) (?:is|are) ").expect("valid pattern")
});
static AGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:aged |at least )?(?:the age of )?(?P<age>[0-9]{1,2}|eighteen|sixteen|thirteen|fourteen|fifteen|twenty-one)(?: years)?(?: old| of age)? (?:or|and) (?:older|over|above)|(?:at least |must be |have to be |need to be |has to be )(?P<old>[0-9]{1,2}|eighteen|sixteen|thirteen|fourteen|fifteen|twenty-one) years (?:old|of age)")
        .expect("valid pattern")
});
static YOUNGER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:younger than|under|below) (?:the age of )?(?P<age>[0-9]{1,2}|six|seven|eight|nine|ten|eleven|twelve|eighteen|sixteen|thirteen|fourteen|fifteen)(?: years of age| years old)?(?P<end>[^0-9a-z%]|$)").expect("valid pattern")
});
static RATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:(?:for )?each|(?:for )?every|per|once an?|once per|once every|(?P<of>[0-9]|euros?|cents?|dollars?|pounds|pence|eur|usd|gbp|once|twice|times|%) an?) (?P<unit>minute|hour|day|week|month|quarter|year)(?P<own>'s)?(?-u:\b)|(?-u:\b)(?P<ly>hourly|daily|weekly|monthly|quarterly|yearly|annually)(?-u:\b)").expect("valid pattern")
});

/// The row of a sentence.
pub(super) fn row_of(text: &str) -> Row {
    let text = lower(text);
    let text = bounds(&text);
    let text = bare_bounds(&text);
    let text = hours(&text);
    let text = owners(&text);
    let text = relatives(&text);
    let text = ages(&text);
    let text = rates(&text);
    let words: Vec<String> = words_of(&text)
        .into_iter()
        .flat_map(|word| match word.as_str() {
            // One word in the table of synonyms with "will", two kinds of words here.
            "shall" => vec!["+shall".to_owned()],
            "owned1" => vec![OWNED.to_owned()],
            _ => vec![word],
        })
        .collect();
    let mut spelled: Row = fold_phrases(&words).into_iter().map(form).filter(|word| word != "do").collect();
    spans_of_day(&mut spelled);
    notices(&mut spelled);
    // A wording may be part of another one.
    let folded = TABLE.fold(&TABLE.fold(&spelled));
    TABLE.fold(&folded)
}

/// One form for a word: its spelling, its number, the verbs that every sentence has.
pub(super) fn form(word: String) -> String {
    match word.as_str() {
        "are" | "am" | "is" => "is".to_owned(),
        "was" | "were" => "was".to_owned(),
        "has" | "have" => "have".to_owned(),
        "do" | "does" | "did" => "do".to_owned(),
        "these" | "this" => "this".to_owned(),
        "his" | "her" => "their".to_owned(),
        "him" => "them".to_owned(),
        "he" | "she" => "they".to_owned(),
        _ => spelling(word),
    }
}

/// "The customer's consent" has its ending in a word of its own; a span of time has none.
fn owners(text: &str) -> Cow<'_, str> {
    const SPANS: &[&str] = &["minute", "hour", "day", "week", "month", "quarter", "year"];
    const OPENED: &[&str] = &["it", "that", "here", "there", "what", "who", "he", "she", "let", "how"];
    if !text.contains('\'') {
        return text.into();
    }
    let is_span = |word: &str| SPANS.contains(&word.trim_end_matches('s'));
    let written = |captures: &Captures<'_>| {
        let whole = captures[0].to_owned();
        match (captures.name("word"), captures.name("many")) {
            (Some(word), _) if OPENED.contains(&word.as_str()) => format!("{} is", word.as_str()),
            (Some(word), _) if !is_span(word.as_str()) => format!("{} owned1", word.as_str()),
            (_, Some(many)) if !is_span(many.as_str()) => {
                format!("{} owned1{}", many.as_str(), &captures["end"])
            }
            _ => whole,
        }
    };
    OWNER.replace_all(text, written)
}

/// "Which" behind a noun is "that", unless a comma or a preposition stands between.
fn relatives(text: &str) -> Cow<'_, str> {
    if !holds(text, &[" that ", " which", " who "]) {
        return text.into();
    }
    let text = THAT_IS.replace_all(text, "$before ");
    let written = |captures: &Captures<'_>| {
        let before = &captures["before"];
        if forms::is_preposition(before) || forms::parts_clauses(before) {
            captures[0].to_owned()
        } else {
            format!("{before} that")
        }
    };
    WHICH.replace_all(&text, written).into_owned().into()
}

/// An age is one word, with its bound.
fn ages(text: &str) -> Cow<'_, str> {
    let spoken = [
        " older",
        " or over",
        " and over",
        " or above",
        " and above",
        " years old",
        " of age",
        "younger than",
        "under",
        "below",
    ];
    if !holds(text, &spoken) {
        return text.into();
    }
    let number =
        |text: &str| crate::facts::lexer::in_words(text).map_or_else(|| text.to_owned(), |n| n.to_string());
    let from = |captures: &Captures<'_>| {
        let age = captures.name("age").or_else(|| captures.name("old")).map_or("", |found| found.as_str());
        let must = if captures[0].ends_with("old") || captures[0].ends_with("of age") {
            captures[0].find("be ")
        } else {
            None
        };
        let before = must.map_or("", |at| &captures.get(0).map_or("", |whole| whole.as_str())[..at + 3]);
        format!("{before}from{}years", number(age))
    };
    let to = |captures: &Captures<'_>| format!("below{}years{}", number(&captures["age"]), &captures["end"]);
    let text = AGE.replace_all(text, from);
    let children =
        &["years of age", "years old", "younger", "the age of", "child", "minor", "person", "user", "member"];
    if holds(&text, children) { YOUNGER.replace_all(&text, to).into_owned().into() } else { text }
}

/// "Every day", "daily", "a day" behind an amount: how often is one word.
fn rates(text: &str) -> Cow<'_, str> {
    let spoken = [
        "each ",
        "every ",
        "per ",
        "once a",
        " a minute",
        " an hour",
        " a day",
        " a week",
        " a month",
        " a quarter",
        " a year",
        "hourly",
        "daily",
        "weekly",
        "monthly",
        "quarterly",
        "yearly",
        "annually",
    ];
    if !holds(text, &spoken) {
        return text.into();
    }
    let written = |captures: &Captures<'_>| {
        if captures.name("own").is_some() {
            return captures[0].to_owned();
        }
        let before = captures.name("of").map_or_else(String::new, |of| format!("{} ", of.as_str()));
        let unit = captures.name("unit").map(|unit| unit.as_str());
        let ly = || match &captures["ly"] {
            "hourly" => "hour",
            "daily" => "day",
            "weekly" => "week",
            "monthly" => "month",
            "quarterly" => "quarter",
            _ => "year",
        };
        let before = if before.trim() == "once" { String::new() } else { before };
        format!("{before}per{}", unit.unwrap_or_else(ly))
    };
    RATE.replace_all(text, written)
}

static LATE_BOUND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<span>[a-z0-9-]+ (?:(?:business|working|calendar) )?(?:minute|hour|day|week|month|year)s?)(?: (?P<most>at (?:the )?(?:most|latest)|or less|maximum)| (?P<least>at (?:the )?least|or more|minimum))(?-u:\b)").expect("valid pattern")
});

/// A quick look before a pattern is asked, and perhaps made: few sentences speak of what it finds.
fn holds(text: &str, spoken: &[&str]) -> bool {
    spoken.iter().any(|words| text.contains(words))
}

/// "28 days at most" is "at most 28 days".
fn bounds(text: &str) -> String {
    let written = |captures: &Captures<'_>| {
        let bound = if captures.name("most").is_some() { "at most" } else { "at least" };
        format!("{bound} {}", &captures["span"])
    };
    let spoken = [" at the ", " at most", " at latest", " at least", " or ", " maximum", " minimum"];
    let text = if holds(text, &spoken) { LATE_BOUND.replace_all(text, written) } else { text.into() };
    text.replace("half a year", "6 months")
        .replace("quarter of an hour", "15 minutes")
        .replace("shorter than", "less than")
        .replace("longer than", "more than")
        .replace("within at most", "within")
        .replace("no later than at most", "within")
}

static POINTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<lead>between|from) (?P<a>[0-9]{1,2})\.(?P<b>[0-9]{2}) (?P<joint>and|to|until|till) (?P<c>[0-9]{1,2})\.(?P<d>[0-9]{2})(?-u:\b)").expect("valid pattern")
});

static BARE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:(?P<from>(?:no|not) (?:fewer|less) than|a minimum of)|(?P<to>(?:no|not) more than|a maximum of|up to|at the most)) (?P<n>[0-9]+|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)(?-u:\b)|(?-u:\b)(?P<m>[0-9]+|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty) or (?:(?P<more>more)|fewer|less)(?-u:\b)").expect("valid pattern")
});

/// "Ten or more" is "at least ten".
fn bare_bounds(text: &str) -> Cow<'_, str> {
    let spoken = [" than ", "imum of ", "up to ", "at the most ", " or more", " or fewer", " or less"];
    if !holds(text, &spoken) {
        return text.into();
    }
    let written = |captures: &Captures<'_>| match (captures.name("n"), captures.name("m")) {
        (Some(n), _) if captures.name("from").is_some() => format!("at least {}", n.as_str()),
        (Some(n), _) => format!("at most {}", n.as_str()),
        (None, Some(m)) if captures.name("more").is_some() => format!("at least {}", m.as_str()),
        (None, m) => format!("at most {}", m.map_or("", |m| m.as_str())),
    };
    BARE.replace_all(text, written)
}

/// Times of day with a point have a colon.
fn hours(text: &str) -> Cow<'_, str> {
    if !text.contains('.') || !holds(text, &["between ", "from "]) {
        return text.into();
    }
    POINTED.replace_all(text, "$lead $a:$b $joint $c:$d")
}

/// "From 6 am to 11 pm" and "between 06:00 and 23:00" are two times of day.
fn spans_of_day(row: &mut Row) {
    let is_time = |word: Option<&String>| {
        word.is_some_and(|word| {
            word.starts_with("clock") || matches!(word.as_str(), "midnight" | "noon" | "midday")
        })
    };
    let mut at = 1;
    while at + 1 < row.len() {
        let joint = matches!(row[at].as_str(), "to" | "and" | "until" | "till");
        if joint && is_time(row.get(at - 1)) && is_time(row.get(at + 1)) {
            row.remove(at);
            if at >= 2 && matches!(row[at - 2].as_str(), "from" | "between") {
                row.remove(at - 2);
            }
        } else {
            at += 1;
        }
    }
}

/// "On", "with" and "by giving three months' notice" are one.
fn notices(row: &mut Row) {
    let Some(notice) = row.iter().position(|word| word == "notice") else { return };
    let Some(span) = (notice.saturating_sub(3)..notice).find(|at| row[*at].starts_with('#')) else { return };
    let from = if span > 0 && matches!(row[span - 1].as_str(), "<=" | ">=") { span - 1 } else { span };
    let before = |count: usize| from.checked_sub(count).map(|at| row[at].as_str());
    let count = match (before(2), before(1)) {
        (Some("by"), Some("giving")) | (Some("subject"), Some("to")) => 2,
        (_, Some("on" | "with" | "upon" | "giving" | "by")) => 1,
        _ => return,
    };
    row.splice(from - count..from, ["on".to_owned()]);
}
