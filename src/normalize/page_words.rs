//! Lines in which a page speaks of itself: counters, players, copyright lines, bylines, machine words.
//!
//! Known by their shape as a whole line; a sentence that merely holds such words stays. Tables and plain
//! comparisons instead of patterns: they cost nothing until a short line asks.

use super::line::{Kind, Line};

/// What is counted, one and many; lower case.
#[rustfmt::skip]
const COUNTED: &[&str] = &[
    "view", "views", "like", "likes", "share", "shares", "comment", "comments", "reply", "replies", "vote", "votes",
    "read", "reads", "follower", "followers", "page views", "reactions", "new message", "new messages", "items",
    "aufrufe", "kommentare", "gefällt mir", "vues", "commentaires", "partages", "vistas", "comentarios",
    "visualizzazioni", "commenti", "visualizações", "comentários", "weergaven", "reacties", "wyświetleń",
    "komentarzy", "件のコメント", "条评论", "次浏览", "次阅读",
];

/// Words of a vote on the page.
#[rustfmt::skip]
const HELPFUL: &[&str] = &[
    "helpful", "hilfreich", "utile", "útil", "nuttig", "pomocn", "役に立", "有帮助", "有用",
];

/// What a page says of the machine that made it, before a mark of this one visit.
#[rustfmt::skip]
const MACHINE: &[&str] = &[
    "request id", "ray id", "trace id", "session id", "reference id", "correlation id", "incident id", "build",
    "build id", "page generated in", "page rendered in", "generated in", "rendered in", "load time", "server time",
    "local time", "page id", "visitor id",
];

/// What introduces the length of a text or its reach.
#[rustfmt::skip]
const LENGTHS: &[&str] = &[
    "reading time", "read time", "estimated reading time", "page views", "views", "shares", "share", "likes",
    "lesezeit", "temps de lecture", "tiempo de lectura", "tempo di lettura", "tempo de leitura", "leestijd",
    "czas czytania", "aufrufe", "last login", "last logged in",
];

/// What introduces the name of who wrote a page.
#[rustfmt::skip]
const BYLINES: &[&str] = &[
    "written by", "posted by", "authored by", "edited by", "geschrieben von", "verfasst von", "écrit par",
    "escrito por", "scritto da", "geschreven door",
];

/// What a player's buttons say.
#[rustfmt::skip]
const PLAYER: &[&str] = &[
    "play video", "pause video", "play", "pause", "mute", "unmute", "full screen", "watch video", "captions",
    "video transcript",
];

/// Links that do something with the page, said alone.
#[rustfmt::skip]
const ACTIONS: &[&str] = &[
    "share", "tweet", "post", "pin", "pin it", "like", "follow", "follow us", "send", "email", "e-mail", "print",
    "copy link", "link copied", "copied", "copy", "edit this page", "edit on github", "edit", "view source",
    "report a problem", "report an issue", "submit a request", "listen", "teilen", "partager", "compartir",
    "condividi", "compartilhar", "partilhar", "delen", "udostępnij", "共有", "シェア", "分享", "login", "log in", "sign in",
];

/// How links to the page before and after begin, and links to an app.
#[rustfmt::skip]
const LEADING: &[&str] = &[
    "previous", "prev", "next", "vorherige", "nächste", "précédent", "suivant", "anterior", "siguiente",
    "successivo", "seguinte", "vorige", "volgende", "poprzedni", "następny", "前へ", "次へ", "上一", "下一", "get it on ",
    "get the app", "download on the ", "download the app", "available on ", "available at ", "explore it on ",
    "edit this page on ",
];

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
        || is_byline(text)
        || is_update_of_late(lower)
}

/// "© 2026 Somebody. All rights reserved.": of the page, and shown as such.
pub(super) fn is_copyright_line(line: &Line) -> bool {
    let text = line.text.as_str();
    let marks = |text: &str| text.contains('©') || text.contains("(c)") || text.contains("(C)");
    let lower = text.get(..text.len().min(12)).map(str::to_lowercase).unwrap_or_default();
    line.is_text()
        && text.len() <= 160
        && marks(text)
        && (lower.starts_with("copyright")
            || lower.starts_with("(c)") && claims_rights(text)
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

/// "0:03 / 1:25", "Play video".
fn is_player(lower: &str) -> bool {
    let is_clock = |part: &str| {
        let part = part.trim();
        part.contains(':') && part.len() <= 8 && part.bytes().all(|b| b.is_ascii_digit() || b == b':')
    };
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
    opens.and_then(|start| text.get(start.len()..)).is_some_and(|name| {
        let name = name.trim_start_matches([':', ' ']);
        (1..=4).contains(&name.split_whitespace().count())
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
