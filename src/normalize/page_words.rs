//! Lines in which a page speaks of itself: counters, players, copyright lines, bylines, machine words.
//!
//! Known by their shape as a whole line; a sentence that merely holds such words stays. Tables and plain
//! comparisons instead of patterns: they cost nothing until a short line asks.

mod tables;

use super::frame::is_related_heading;
use super::line::{Kind, Line};
use tables::{
    ACTIONS, BYLINES, CARTS, CONTACT_WAYS, COUNTED, HELPFUL, LEADING, LENGTHS, LIKES, MACHINE, PLAYER,
    TIMERS, VISITORS,
};

/// Longest line that is looked at, in bytes.
const MAX_BYTES: usize = 100;
/// Words of the longest copyright line: beyond it is a clause.
const COPYRIGHT_WORDS: usize = 14;

/// Whether a line is about the page and nothing else.
pub(super) fn is_of_the_page(line: &Line) -> bool {
    let text = line.text.as_str();
    if text.len() > MAX_BYTES
        || !matches!(line.kind, Kind::Text | Kind::Item { .. })
        || text.ends_with([':', ';'])
    {
        return false;
    }
    let lower = text.to_lowercase();
    let lower = lower.trim_end_matches('.');
    is_count(lower)
        || is_vote(lower)
        || is_player(lower)
        || is_machine(lower)
        || is_question_about_the_page(lower)
        || is_approval(lower)
        || is_visit_count(lower)
        || is_timer(lower)
        || is_cart(lower)
        || is_byline(text)
        || is_update_of_late(lower)
}

/// "© 2026 Somebody. All rights reserved.": of the page, and shown as such.
pub(super) fn is_copyright_line(line: &Line) -> bool {
    let text = line.text.as_str();
    let marks = |text: &str| text.contains('©') || text.contains("(c)") || text.contains("(C)");
    let names_right = |text: &str| text.get(..9).is_some_and(|word| word.eq_ignore_ascii_case("copyright"));
    line.is_text()
        && text.len() <= 160
        && marks(text)
        && (names_right(text)
            || marks(text.get(..3).unwrap_or("")) && claims_rights(text)
            || text.starts_with('©')
            || starts_with_year(text))
        && line.words() <= COPYRIGHT_WORDS
}

/// A line behind "(c)" that speaks of rights and no third item of a list: it names a year or says so.
fn claims_rights(text: &str) -> bool {
    let is_year = |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    let lower = text.to_lowercase();
    lower.contains("all rights reserved")
        || lower.contains("copyright")
        || !text.ends_with([';', ',']) && text.split(|c: char| !c.is_ascii_digit()).any(is_year)
}

/// Whether the words of a link alone do something with the page.
pub(super) fn is_action(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let lower = lower.trim_matches(|c: char| !c.is_alphanumeric());
    ACTIONS.contains(&lower)
        || lower.len() <= MAX_BYTES && LEADING.iter().any(|start| lower.starts_with(start))
}

/// A heading without the link that edits it or points at it: `Changes [edit]`, "Changes #".
pub(super) fn without_handle(line: &mut Line) {
    let Some(handle) = line.links.last() else { return };
    let text = handle.text.trim();
    let bracketed = format!("[{text}]");
    let short = text.chars().count() <= 20;
    let marks = ["#", "¶", "§", "🔗", "∞", "link", "permalink"];
    let ending = if short && line.text.ends_with(&bracketed) {
        bracketed.len()
    } else if marks.contains(&text.to_lowercase().as_str()) && line.text.ends_with(text) {
        text.len()
    } else {
        return;
    };
    let kept = line.text[..line.text.len() - ending].trim_end().len();
    if kept > 0 {
        line.text.truncate(kept);
        line.links.pop();
    }
}

fn starts_with_year(text: &str) -> bool {
    text.len() > 4 && text.as_bytes()[..4].iter().all(u8::is_ascii_digit)
}

/// "1,204", "1.2k".
fn is_number(word: &str) -> bool {
    let digits = word.trim_end_matches(['k', 'm', '+']).trim_matches(['(', ')']);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.'))
}

fn is_count(lower: &str) -> bool {
    if let Some((first, rest)) = lower.split_once(' ')
        && is_number(first)
    {
        return COUNTED.contains(&rest.trim()) || rest.trim() == "min read" || rest.trim() == "minutes read";
    }
    if let Some(rest) = lower.strip_suffix(|c: char| !c.is_ascii())
        && is_number(rest)
    {
        return false;
    }
    let stem = lower.trim_start_matches(|c: char| c.is_ascii_digit());
    if stem.len() < lower.len() && COUNTED.contains(&stem) {
        return true;
    }
    let found = LENGTHS.iter().find_map(|start| lower.strip_prefix(start));
    found.is_some_and(|rest| {
        let rest = rest.trim_start_matches([':', ' ', '(']);
        rest.split(' ').next().is_some_and(is_number) && rest.split(' ').count() <= 5
    })
}

/// "12 out of 20 found this helpful"; "30 helpful tips" counts nothing.
fn is_vote(lower: &str) -> bool {
    let groups = lower.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).count();
    lower.starts_with(|c: char| c.is_ascii_digit())
        && lower.split(' ').count() <= 12
        && HELPFUL.iter().any(|word| lower.contains(word))
        && (groups >= 2 || lower.contains("found"))
}

/// "Was this page useful?": no clause asks so.
fn is_question_about_the_page(lower: &str) -> bool {
    lower.ends_with(['?', '\u{ff1f}'])
        && lower.split_whitespace().count() <= 12
        && (HELPFUL.iter().any(|word| lower.contains(word))
            || is_related_heading(lower)
            || lower.starts_with("did you find what you"))
}

/// "Ana and 2 others like this", "Be the first to comment", "14 people are viewing this page".
fn is_approval(lower: &str) -> bool {
    let few = lower.split_whitespace().count() <= 9;
    few && (LIKES.iter().any(|end| lower.ends_with(end))
        || lower.strip_prefix("be the first to ").is_some_and(|rest| rest.split(' ').count() <= 3))
}

/// "You are visitor number 0104251 since 2003".
fn is_visit_count(lower: &str) -> bool {
    const NUMBER: [&str; 6] = ["number", "no.", "no", "nr.", "nummer", "numéro"];
    VISITORS.iter().filter_map(|start| lower.strip_prefix(start)).any(|rest| {
        let mut words = rest.trim_start_matches([':', ' ', '#', '.']).split_whitespace();
        let few = words.clone().count() <= 8;
        let first = words.next().unwrap_or("");
        let is_count = is_number(first) || NUMBER.contains(&first) && words.next().is_some_and(is_number);
        rest.starts_with([':', ' ', '#', '.']) && few && is_count
    })
}

/// "Offer ends in 02:11:45".
fn is_timer(lower: &str) -> bool {
    TIMERS.iter().any(|start| {
        lower.strip_prefix(start).is_some_and(|rest| {
            let rest = rest.trim_start_matches([':', ' ']);
            let is_part = |c: char| c.is_ascii_digit() || matches!(c, ':' | ' ' | 'd' | 'h' | 'm' | 's');
            rest.starts_with(|c: char| c.is_ascii_digit()) && rest.contains(':') && rest.chars().all(is_part)
        })
    })
}

/// "Cart (2)".
fn is_cart(lower: &str) -> bool {
    let (name, count) = lower.split_at(
        lower.trim_end_matches([')', '(', ' ', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']).len(),
    );
    count.bytes().any(|byte| byte.is_ascii_digit()) && CARTS.contains(&name.trim_end())
}

/// "0:03".
fn is_clock(part: &str) -> bool {
    let part = part.trim();
    part.contains(':') && part.len() <= 8 && part.bytes().all(|b| b.is_ascii_digit() || b == b':')
}

/// "0:03 / 1:25", "Play video".
fn is_player(lower: &str) -> bool {
    PLAYER.contains(&lower) || lower.split_once('/').is_some_and(|(now, all)| is_clock(now) && is_clock(all))
}

fn is_machine(lower: &str) -> bool {
    let found = MACHINE.iter().find_map(|start| lower.strip_prefix(start));
    found.is_some_and(|rest| {
        let rest = rest.trim_start_matches([':', '#', ' ']);
        rest.split(' ').count() <= 3 && rest.bytes().any(|byte| byte.is_ascii_digit())
    })
}

/// "Written by Ana": a name, no sentence.
fn is_byline(text: &str) -> bool {
    let lower = text.to_lowercase();
    let opens = BYLINES.iter().find(|start| lower.starts_with(**start));
    opens.and_then(|start| Some((*start, text.get(start.len()..)?))).is_some_and(|(start, rest)| {
        let name = rest.trim_start_matches([':', ' ']);
        // A bare "by" needs a name and a surname, and no "By Registered Mail".
        let bare = !start.contains(' ');
        let is_name = || {
            let mut words = name.split_whitespace();
            words.clone().count() >= 2
                && words.clone().all(|word| word.starts_with(char::is_uppercase))
                && !words.any(|word| CONTACT_WAYS.contains(&word.to_lowercase().as_str()))
        };
        (1..=4).contains(&name.split_whitespace().count())
            && rest.len() > name.len()
            && (!bare || is_name())
            && name.starts_with(char::is_uppercase)
            && !name.ends_with('.')
            && !name.bytes().any(|byte| byte.is_ascii_digit())
    })
}

/// "Updated this week": no day, and another word tomorrow.
fn is_update_of_late(lower: &str) -> bool {
    let found = ["updated ", "last updated ", "edited ", "modified "]
        .iter()
        .find_map(|start| lower.strip_prefix(start));
    found.is_some_and(|when| {
        matches!(
            when,
            "this week"
                | "this month"
                | "this year"
                | "recently"
                | "over a week ago"
                | "over a month ago"
                | "over a year ago"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Line {
        Line::new(text.to_owned(), Kind::Text)
    }

    #[test]
    fn pages_speak_of_themselves_in_whole_lines() {
        let page = [
            "1,204 views",
            "1.2k likes",
            "0 comments",
            "Share 123",
            "Reading time: 5 minutes",
            "12 out of 20 found this helpful",
            "3 von 7 fanden dies hilfreich",
            "0:03 / 1:25",
            "Pause video",
            "Request ID: 8a7f11c2",
            "Page generated in 0.23 seconds.",
            "Written by Ana Lopes",
            "Updated this week",
            "12条评论",
            "By Megan Hartley",
            "Cette page vous a-t-elle été utile\u{a0}?",
            "Did you find what you were looking for?",
            "Ana Lopes and 2 others like this",
            "Be the first to like this",
            "You are visitor number 0104251 since 3 May 2003",
            "Visitors: 1,204",
            "14 people are viewing this page",
            "Offer ends in 02:11:45",
            "Cart (2)",
        ];
        let policy = [
            "30 days",
            "12 items may be returned",
            "Share your drawings",
            "Views differ",
            "30 helpful tips",
            "9:00 / day",
            "Request IDs are deleted",
            "Written by us.",
            "5 reads a day are free",
            "Updated 3 May 2026",
            "16 years",
            "Play fair",
            "30 %",
            "Build 3 copies for us:",
            "By Registered Mail",
            "By phone",
            "By you",
            "Visitors under 16 must not use it",
            "Is this useful data shared?!",
            "Offer ends in 30 days",
            "Section 2",
            "What if you do not like this policy",
        ];
        for line in page {
            assert!(is_of_the_page(&text(line)), "{line}");
        }
        for line in policy {
            assert!(!is_of_the_page(&text(line)), "{line}");
        }
    }

    #[test]
    fn copyright_lines_are_short_and_marked() {
        for line in [
            "© 2026 Acme Ltd",
            "Copyright © 2018-2026 Acme. All rights reserved.",
            "2026 © Acme",
            "(c) 2026 Acme",
            "(C) Acme. All rights reserved.",
        ] {
            assert!(is_copyright_line(&text(line)), "{line}");
        }
        for line in [
            "Copyright stays with you.",
            "(c) requests that break the house rules;",
            "(C) Force majeure.",
            "The sign © means that we own the work and that you may not copy it without asking us first.",
        ] {
            assert!(!is_copyright_line(&text(line)), "{line}");
        }
    }
}
