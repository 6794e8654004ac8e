//! Canonical tokens: a sentence with everything folded that changes no meaning.
//!
//! Two sentences with equal tokens say the same: typography, case, serial commas, numbers written
//! twice, equal quantities, bound synonyms and the synonym table are gone. What is left over when
//! two token rows are aligned is what a rule must explain.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::synonyms::{FILLERS, OUR_WORDS, SYNONYMS};
use crate::compare::replaced;
use crate::document::text::key_form;
use crate::facts::lexer::{Measure, Quantity, in_words, padded_key, quantities};
use crate::facts::{Bound, Duration, TimeUnit};

static PHRASES: LazyLock<HashMap<&'static str, &'static str>> =
    LazyLock::new(|| SYNONYMS.iter().copied().collect());

/// Words that phrases of the table begin with, and the words of the longest of these.
static OPENINGS: LazyLock<HashMap<&'static str, usize>> = LazyLock::new(|| {
    let mut openings = HashMap::new();
    for (phrase, _) in SYNONYMS {
        let words = phrase.split(' ').count();
        let longest = openings.entry(phrase.split(' ').next().unwrap_or_default()).or_insert(0);
        *longest = words.max(*longest);
    }
    openings
});

/// The canonical tokens of a sentence.
pub(super) fn tokens(text: &str) -> Vec<String> {
    let folded = fold_phrases(&words_of(&lower(text)));
    let idle = |at: usize, word: &str| FILLERS.contains(&word) || is_idle(&folded, at);
    let kept = folded.iter().enumerate().filter(|(at, word)| !idle(*at, word));
    kept.map(|(_, word)| spelling(word.clone())).collect()
}

/// The text in lower case, without its enumerator and without marks that say nothing.
pub(super) fn lower(text: &str) -> String {
    key_form(&without_marks(text))
}

/// The words of a text in lower case as they stand, each quantity in one word with its bound before it.
pub(super) fn words_of(lower: &str) -> Vec<String> {
    let lower = clock_times(lower);
    let lower = thousands(&lower);
    let lower = whole_units(&lower);
    let mut words: Vec<String> = Vec::new();
    let mut from = 0;
    for quantity in quantities(&lower) {
        push_words(&lower[from..quantity.from], &mut words);
        push_quantity(&quantity, &mut words);
        from = quantity.range.end;
    }
    push_words(&lower[from..], &mut words);
    after_spans(&mut words);
    words
}

/// Words that say something at one place and nothing at another: "both" before "A and B", "automatically"
/// beside a deletion, "thereafter" behind "and 12 months". Both parents, a contract that renews automatically
/// and a licence for the term and thereafter are another matter.
fn is_idle(words: &[String], at: usize) -> bool {
    let near = |word: &str| words[at + 1..].iter().take(5).any(|other| other == word);
    match words[at].as_str() {
        "both" => near("and"),
        "thereafter" | "afterwards" => at >= 2 && words[at - 2] == "and" && is_span(&words[at - 1]),
        "automatically" => words.iter().any(|word| {
            ["delet", "erase", "purge", "overwrit", "remove"].iter().any(|start| word.starts_with(start))
        }),
        _ => false,
    }
}

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?-u:\b)https?://[^\s)>\]]+|(?-u:\b)www\.[^\s)>\]]+").expect("valid pattern")
});
static ENUMERATOR: LazyLock<Regex> = LazyLock::new(|| {
    let marked =
        r"\((?:[a-z]|[ivx]{1,5}|[0-9]{1,3}(?:\.[0-9]{1,3}){0,3})\)\s*|(?:[a-z]|[ivx]{1,5}|[0-9]{1,3})[.)]\s+";
    let numbered = r"[A-Z](?:\.(?:[0-9]{1,3}|[a-z]{1,4}))+\.?\s+";
    let glued = r"[0-9]{1,3}(?:(?:\.[0-9]{1,3})+\.?|\.)\s*";
    Regex::new(&format!(r"^\s*(?:(?:{marked}|{numbered})(?P<rest>\S.*)|{glued}(?P<title>[^0-9\s.].*))$"))
        .expect("valid pattern")
});

/// What a link says about itself, often glued to its words.
static NEW_TAB: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i) ?\(?opens in (?:a )?new (?:browser )?(?:tab|window)\)?").expect("valid pattern")
});

static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5][0-9]))? ?(?P<half>[ap])\.?m(?-u:\b)\.?|(?-u:\b)(?P<h>[01]?[0-9]|2[0-3]):(?P<m>[0-5][0-9])(?-u:\b)")
        .expect("valid pattern")
});

/// Times of day in one notation: `8 am`, `8:00 a.m.` and `08:00` are one word.
fn clock_times(lower: &str) -> Cow<'_, str> {
    let timed = lower.contains(':') || lower.contains("am") || lower.contains("pm") || lower.contains(".m");
    if !timed {
        return Cow::Borrowed(lower);
    }
    CLOCK.replace_all(lower, |captures: &Captures<'_>| {
        let number = |name: &str| captures.name(name).and_then(|found| found.as_str().parse::<u32>().ok());
        let (hour, minute) = match (number("hour"), number("h")) {
            (Some(hour), _) => (hour % 12 + if &captures["half"] == "p" { 12 } else { 0 }, number("minute")),
            (None, hour) => (hour.unwrap_or_default(), number("m")),
        };
        format!("clock{hour:02}h{:02}", minute.unwrap_or_default())
    })
}

static SHORT_UNIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<number>[0-9]) ?(?P<unit>mins?|hrs?|secs?|yrs?)(?-u:\b)\.?").expect("valid pattern")
});

static SPACED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?-u:\b)[1-9][0-9]{0,2}(?: [0-9]{3})+(?-u:\b)").expect("valid pattern"));

/// "40 000" is "40,000".
fn thousands(lower: &str) -> Cow<'_, str> {
    let digit = |byte: &u8| byte.is_ascii_digit();
    let spaced = |near: &[u8]| digit(&near[0]) && near[1] == b' ' && digit(&near[2]);
    if !lower.as_bytes().windows(3).any(spaced) {
        return Cow::Borrowed(lower);
    }
    SPACED.replace_all(lower, |captures: &Captures<'_>| captures[0].replace(' ', ""))
}

/// Units written out: `15 min` and `15 minutes` are one span.
fn whole_units(lower: &str) -> Cow<'_, str> {
    if !["min", "hr", "sec", "yr"].iter().any(|unit| lower.contains(unit)) {
        return Cow::Borrowed(lower);
    }
    SHORT_UNIT.replace_all(lower, |captures: &Captures<'_>| {
        let unit = match captures["unit"].trim_end_matches('s') {
            "min" => "minutes",
            "hr" => "hours",
            "sec" => "seconds",
            _ => "years",
        };
        format!("{} {unit}", &captures["number"])
    })
}

/// The sentence without its enumerator; web addresses are all one word, for they are links.
fn without_marks(text: &str) -> String {
    let body = without_joint(after_enumerator(text).unwrap_or(text));
    let lower = body.to_ascii_lowercase();
    let opens = lower.contains("opens in ");
    let body = if opens { NEW_TAB.replace_all(body, " ") } else { body.into() };
    let linked = ["://", "www."].iter().any(|mark| lower.contains(mark));
    let body = if linked { ADDRESS.replace_all(&body, " url ") } else { body };
    // Marks of registration are no words; folded to letters they would glue to the name.
    let body = body.replace(['™', '®', '℠'], "");
    // "(together, the "Papers")" gives a name to what stands before it.
    if body.contains("(together") {
        body.replace("(together, ", "(").replace("(together ", "(")
    } else {
        body
    }
}

/// An item without the "and" or "or" that leads to the next one: it moves when items do.
fn without_joint(text: &str) -> &str {
    let end = text.trim_end();
    [" or", " and"]
        .iter()
        .find_map(|joint| end.strip_suffix(joint).filter(|rest| rest.ends_with([';', ','])))
        .unwrap_or(text)
}

fn after_enumerator(text: &str) -> Option<&str> {
    // Few sentences open with a word that ends or is parted like an enumerator.
    if !text.split_whitespace().next()?.contains(['.', ')']) {
        return None;
    }
    let captures = ENUMERATOR.captures(text)?;
    let title = || captures.name("title").filter(|title| title.as_str().starts_with(char::is_uppercase));
    captures.name("rest").or_else(title).map(|rest| rest.as_str())
}

fn push_words(text: &str, words: &mut Vec<String>) {
    // A possessive ending of a quantity ("30 days' notice") must not become a word.
    let text = text.strip_prefix("'s ").unwrap_or(text);
    for word in padded_key(text).split_whitespace() {
        words.push(number_of(word).map_or_else(|| ungrouped(word), |n| n.to_string()));
    }
}

/// The number a single word stands for; articles stand for none.
fn number_of(word: &str) -> Option<u32> {
    let may_count = word.starts_with(['e', 'f', 'h', 'n', 'o', 's', 't']);
    if may_count { in_words(word) } else { None }
}

/// `2,000` is the number `2000`; `2,5` is another one.
fn ungrouped(word: &str) -> String {
    let whole = word.split_once('.').map_or(word, |(whole, _)| whole);
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let grouped = word.contains(',')
        && (1..=3).contains(&first.len())
        && digits(first)
        && groups.all(|group| group.len() == 3 && digits(group));
    if grouped { word.replace(',', "") } else { word.to_owned() }
}

fn push_quantity(quantity: &Quantity, words: &mut Vec<String>) {
    match quantity.bound {
        Bound::AtMost => words.push("<=".to_owned()),
        Bound::AtLeast => words.push(">=".to_owned()),
        Bound::Typical | Bound::Exact => {}
    }
    if quantity.hedge.is_some() {
        words.push("~".to_owned());
    }
    words.push(match &quantity.measure {
        Measure::Duration(duration) => duration_token(*duration),
        Measure::Percent(percent) => format!("#{}‰", percent.thousandths),
        Measure::Money(minor, currency) => format!("#{minor}{currency}"),
    });
}

/// Equal spans have equal tokens: `12 months` and `1 year`, `24 hours` and `1 day`.
fn duration_token(duration: Duration) -> String {
    let n = u64::from(duration.n);
    match duration.unit {
        TimeUnit::Minute => format!("#{n}min"),
        TimeUnit::Hour => format!("#{}min", n * 60),
        TimeUnit::Day => format!("#{}min", n * 1440),
        TimeUnit::Week => format!("#{}min", n * 7 * 1440),
        TimeUnit::BusinessHour => format!("#{n}bh"),
        TimeUnit::BusinessDay => format!("#{n}bd"),
        TimeUnit::Month => format!("#{n}mo"),
        TimeUnit::Year => format!("#{}mo", n * 12),
    }
}

/// True for the token of a span of time.
fn is_span(word: &str) -> bool {
    word.starts_with('#') && word.ends_with(['n', 'h', 'd', 'o'])
}

/// "30 days from", "of" and "following" an event are all "30 days after" it.
fn after_spans(words: &mut [String]) {
    for index in 1..words.len() {
        if is_span(&words[index - 1])
            && ["from", "of", "following", "after", "since"].contains(&words[index].as_str())
        {
            "after".clone_into(&mut words[index]);
        }
    }
}

/// The words with each phrase of the table of synonyms in its one form.
pub(super) fn fold_phrases(words: &[String]) -> Vec<String> {
    let mut out = Vec::with_capacity(words.len());
    let mut index = 0;
    while index < words.len() {
        let longest = OPENINGS.get(words[index].as_str()).copied().unwrap_or(0);
        let longest = longest.min(words.len() - index);
        let hit = (1..=longest).rev().find_map(|len| {
            PHRASES.get(words[index..index + len].join(" ").as_str()).map(|replacement| (len, *replacement))
        });
        if let Some((len, replacement)) = hit {
            out.extend(replacement.split_whitespace().map(str::to_owned));
            index += len;
        } else {
            out.push(words[index].clone());
            index += 1;
        }
    }
    out
}

/// One spelling for British and American forms, one number for nouns.
pub(super) fn spelling(mut word: String) -> String {
    if word.starts_with('#') || word.len() < 4 || word.contains(['@', '.']) {
        return word;
    }
    match word.strip_suffix("ies") {
        Some(root) if root.len() > 2 => word = format!("{root}y"),
        _ => word.truncate(crate::facts::subject::singular(&word).len()),
    }
    for (british, american) in [
        ("isation", "ization"),
        ("ising", "izing"),
        ("ised", "ized"),
        ("ise", "ize"),
        ("ysed", "yzed"),
        ("yse", "yze"),
        ("ysing", "yzing"),
    ] {
        if let Some(root) = word.strip_suffix(british) {
            word = format!("{root}{american}");
            break;
        }
    }
    if OUR_WORDS.iter().any(|our| word.starts_with(our)) {
        word = word.replacen("our", "or", 1);
    }
    word
}

/// A stretch where two token rows differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    /// Tokens only in the old row.
    pub(super) old: Vec<String>,
    /// Tokens only in the new row.
    pub(super) new: Vec<String>,
}

/// Where two token rows differ, in order.
pub(super) fn runs(old: &[String], new: &[String]) -> Vec<Run> {
    replaced(old, new)
        .into_iter()
        .map(|(from, to)| Run { old: old[from].to_vec(), new: new[to].to_vec() })
        .collect()
}

/// Share of tokens two rows have in common, 0 to 1, order ignored.
pub(super) fn likeness(old: &[String], new: &[String]) -> f64 {
    let mut counts: HashMap<&str, i32> = HashMap::new();
    for token in old {
        *counts.entry(token).or_default() += 1;
    }
    let mut shared = 0_u32;
    for token in new {
        if let Some(count) = counts.get_mut(token.as_str()).filter(|count| **count > 0) {
            *count -= 1;
            shared += 1;
        }
    }
    let total = u32::try_from(old.len() + new.len()).unwrap_or(u32::MAX);
    if total == 0 { 0.0 } else { 2.0 * f64::from(shared) / f64::from(total) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_meaning_gives_equal_tokens() {
        let cases = [
            ("kept for thirty (30) days", "retained for 30 days"),
            ("up to 2,000 calls", "up to 2000 calls"),
            ("kept for no longer than the period", "kept for not more than the period"),
            ("the fee or €500, whichever is higher", "the fee or EUR 500, whichever is greater"),
            ("up to 40 000 calls", "up to 40,000 calls"),
            ("answered in 15 min", "answered in 15 minutes"),
            ("(4.2) The lift stops.", "4.2 The lift stops."),
            ("You may leave whenever you like.", "You may leave at any time."),
            ("Anybody may look, at once.", "Anyone may look, immediately."),
            ("You do not have to ask.", "You need not ask."),
            ("tested annually", "tested once a year"),
            ("as far as the law permits", "to the extent that the law permits"),
            ("for not more than 45 days", "for no longer than 45 days"),
            ("We may change it from time to time.", "We may change it periodically"),
            ("apples, pears, and plums", "apples, pears and plums"),
            ("You must keep keys", "You have to keep keys"),
            ("users under 13 years of age", "users under the age of 13"),
            ("while active, and 12 months thereafter", "while active, plus one year"),
            ("two years from the last visit", "24 months after the last visit"),
            ("availability of at least 99.90%", "availability of no less than 99.9 %"),
            ("his or her child's e-mail", "their child’s email"),
            ("we analyse behaviour", "we analyze behavior"),
            ("deleted after 7 days, then automatically purged", "deleted after 7 days and then purged"),
        ];
        for (old, new) in cases {
            let drop_and =
                |row: Vec<String>| row.into_iter().filter(|word| word != "and").collect::<Vec<_>>();
            assert_eq!(drop_and(tokens(old)), drop_and(tokens(new)), "{old} / {new}");
        }
    }

    #[test]
    fn different_meaning_stays_different() {
        let cases = [
            ("kept for 90 days", "kept for 3 months"),
            ("kept for up to 30 days", "kept for at least 30 days"),
            ("within 5 days", "within 5 business days"),
            ("within 24 hours", "within 24 working hours"),
            ("for the term of the account", "for the term of the account and thereafter"),
            ("we do not sell data", "we sell data"),
            ("you may cancel", "you must cancel"),
            ("typically 7 years", "7 years"),
        ];
        for (old, new) in cases {
            assert_ne!(tokens(old), tokens(new), "{old} / {new}");
        }
    }

    #[test]
    fn runs_show_only_the_difference() {
        let found = runs(&tokens("we only share data"), &tokens("we share data"));
        assert_eq!(found, [Run { old: vec!["only".into()], new: vec![] }]);
    }
}
