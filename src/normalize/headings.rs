//! Headings: by markup, by number, by look, and those that share a line with their text.
//!
//! Turns lines into section starts and numbered clauses into items. Builds no tree.

use crate::document::HeadingSource;

use super::line::{Kind, Line, Start};
use super::number::{self, Lead};

/// Ranks in the order in which headings contain each other; markup levels are 10 to 60.
const RANK_PART: u8 = 61;
const RANK_ARTICLE: u8 = 62;
const RANK_NUMBERED: u8 = 63;
const RANK_BOLD: u8 = 80;
const RANK_INFERRED: u8 = 85;
const RANK_RUN_IN: u8 = 90;

/// Longest heading by look, in words.
const MAX_INFERRED_WORDS: usize = 9;
const MAX_NUMBERED_WORDS: usize = 14;
const MAX_RUN_IN_WORDS: usize = 9;

/// A page with more words to each markup heading has headings that are not marked up.
const WORDS_A_HEADING: usize = 1000;

/// Decides which lines open sections.
pub(super) fn classify(lines: &mut Vec<Line>) {
    let by_look = is_short_of_headings(lines);
    let decisions: Vec<Decision> = (0..lines.len()).map(|at| decide(lines, at, by_look)).collect();
    let old = std::mem::take(lines);
    lines.reserve(old.len());
    let mut below_clause = 0;
    let mut parent_of_last: Option<String> = None;
    for (mut line, decision) in old.into_iter().zip(decisions) {
        match decision {
            Decision::Keep => {
                if let Kind::Item { level, .. } = &mut line.kind {
                    *level = level.saturating_add(below_clause);
                } else {
                    below_clause = 0;
                }
                lines.push(line);
            }
            Decision::Heading(start) => {
                below_clause = 0;
                parent_of_last = start.number.as_deref().and_then(parent_number).map(str::to_owned);
                line.kind = Kind::Section(start);
                line.text.clear();
                lines.push(line);
            }
            Decision::RunIn(start, length) => {
                below_clause = 0;
                parent_of_last = start.number.as_deref().and_then(parent_number).map(str::to_owned);
                let gap = line.gap;
                lines.push(Line { gap, ..Line::new(String::new(), Kind::Section(start)) });
                line.cut_front(length);
                lines.push(line);
            }
            // A clause without heading beside one that has a heading is its sibling, not part of it.
            Decision::Clause { marker, length, .. }
                if parent_of_last.is_some() && parent_number(bare(&marker)) == parent_of_last.as_deref() =>
            {
                below_clause = 0;
                let start = Start {
                    label: None,
                    number: Some(bare(&marker).to_owned()),
                    heading: None,
                    source: HeadingSource::RunIn,
                    rank: RANK_RUN_IN,
                };
                lines.push(Line { gap: line.gap, ..Line::new(String::new(), Kind::Section(start)) });
                line.cut_front(length);
                lines.push(line);
            }
            Decision::Clause { marker, length, level } => {
                below_clause = level;
                line.kind = Kind::Item { level, marker: Some(marker) };
                line.cut_front(length);
                lines.push(line);
            }
        }
    }
}

/// Whether markup names too few headings to carry the text, so that looks must.
///
/// Counted in words a heading, so that one heading more or less (a feedback box) does not turn the tree over.
fn is_short_of_headings(lines: &[Line]) -> bool {
    let marked_up = lines.iter().filter(|line| matches!(line.kind, Kind::Heading(_))).count();
    marked_up == 0 || lines.iter().map(Line::words).sum::<usize>() > marked_up * WORDS_A_HEADING
}

/// `2` of `2.1`.
fn parent_number(number: &str) -> Option<&str> {
    number.rsplit_once('.').map(|(parent, _)| parent)
}

/// A marker without closing punctuation.
fn bare(marker: &str) -> &str {
    marker.trim_end_matches(['.', ')', ':'])
}

enum Decision {
    Keep,
    Heading(Start),
    /// Heading and the bytes it takes at the front of the line.
    RunIn(Start, usize),
    Clause {
        marker: String,
        length: usize,
        level: u8,
    },
}

fn decide(lines: &[Line], at: usize, by_look: bool) -> Decision {
    let line = &lines[at];
    match &line.kind {
        Kind::Heading(level) => Decision::Heading(heading(line, HeadingSource::Explicit, level * 10, true)),
        Kind::Text => match number::lead(&line.text) {
            Some(lead) if is_number(&lead, line) => numbered(lines, at, &lead),
            _ if is_bold_heading(lines, at) => {
                Decision::Heading(heading(line, HeadingSource::Explicit, RANK_BOLD, false))
            }
            _ if by_look && is_heading_by_look(lines, at) => {
                Decision::Heading(heading(line, HeadingSource::Inferred, RANK_INFERRED, false))
            }
            _ => Decision::Keep,
        },
        _ => Decision::Keep,
    }
}

/// A count ("30 Days …") is no section number; a point, a second part or a kind word makes one.
fn is_number(lead: &Lead<'_>, line: &Line) -> bool {
    let upper = lead.rest.chars().next().is_none_or(|c| !c.is_lowercase());
    lead.closed || upper && (lead.label.is_some() || lead.depth() >= 2 || line.is_bold())
}

/// Section start of a whole line.
fn heading(line: &Line, source: HeadingSource, rank: u8, accept_bare_number: bool) -> Start {
    let lead = number::lead(&line.text).filter(|lead| {
        let sensible = lead.closed || lead.depth() >= 2 || lead.label.is_some();
        sensible
            || accept_bare_number
                && lead.number.len() <= 2
                && lead.rest.chars().next().is_some_and(char::is_uppercase)
                && !is_count(lead.rest)
    });
    match lead {
        Some(lead) => start_of(&lead, lead.rest, source, rank.saturating_add(lead.depth() - 1)),
        None => Start { label: None, number: None, heading: Some(clean(&line.text)), source, rank },
    }
}

/// "30 Days Notice": the number counts something.
fn is_count(rest: &str) -> bool {
    const UNITS: [&str; 12] = [
        "day", "days", "month", "months", "year", "years", "hour", "hours", "week", "weeks", "steps",
        "things",
    ];
    let first = rest.split_whitespace().next().unwrap_or("").to_lowercase();
    UNITS.contains(&first.as_str())
}

fn start_of(lead: &Lead<'_>, heading: &str, source: HeadingSource, rank: u8) -> Start {
    let heading = clean(heading);
    Start {
        label: lead.label.map(str::to_owned),
        number: Some(lead.number.to_owned()),
        heading: (!heading.is_empty()).then_some(heading),
        source,
        rank,
    }
}

/// Heading text without the marks of permanent links and a closing colon.
fn clean(text: &str) -> String {
    text.trim_matches(|c: char| matches!(c, '#' | '¶' | '§') || c.is_whitespace())
        .trim_end_matches([':', ' '])
        .to_owned()
}

fn numbered(lines: &[Line], at: usize, lead: &Lead<'_>) -> Decision {
    let line = &lines[at];
    let rank = match lead.label.map(str::to_lowercase).as_deref() {
        Some(
            "part" | "chapter" | "schedule" | "annex" | "appendix" | "exhibit" | "title" | "teil" | "anhang",
        ) => RANK_PART,
        Some("article" | "artikel" | "artículo" | "articolo" | "artigo" | "artykuł") => RANK_ARTICLE,
        _ => RANK_NUMBERED.saturating_add(lead.depth() - 1),
    };
    if is_numbered_heading(line, lead) && !is_in_numbered_list(lines, at, lead) {
        return Decision::Heading(start_of(lead, lead.rest, HeadingSource::Explicit, rank));
    }
    if let Some(length) = run_in_length(line, lead) {
        let heading = line.text[lead.length..length].trim().trim_end_matches([':', '.', '-', '–', '—', ' ']);
        let start =
            start_of(lead, heading, HeadingSource::RunIn, RANK_RUN_IN.saturating_add(lead.depth() - 1));
        return Decision::RunIn(start, length);
    }
    if lead.label.is_some() || lead.rest.is_empty() {
        return Decision::Keep;
    }
    let marker = line.text[..lead.length].trim().to_owned();
    Decision::Clause { marker, length: lead.length, level: lead.depth().saturating_sub(1).max(1) }
}

fn is_numbered_heading(line: &Line, lead: &Lead<'_>) -> bool {
    let short = lead.rest.split_whitespace().count() <= MAX_NUMBERED_WORDS;
    let first = lead.rest.chars().next();
    let opens_well = first.is_none_or(|c| !c.is_lowercase());
    let named = !lead.rest.is_empty() || lead.label.is_some();
    let sentence = line.is_closed() && !(line.is_bold() && lead.rest.split_whitespace().count() <= 8);
    named && short && opens_well && !sentence && !line.opens_list() && !lead.rest.contains(": ")
}

/// "1. …" directly followed or preceded by its neighbour is a list, not a row of empty sections.
fn is_in_numbered_list(lines: &[Line], at: usize, lead: &Lead<'_>) -> bool {
    let Ok(number) = lead.number.parse::<u32>() else { return false };
    if lead.label.is_some() {
        return false;
    }
    let number_at = |index: usize| {
        let other = lines.get(index).filter(|line| line.is_text())?;
        number::lead(&other.text).filter(|lead| lead.label.is_none())?.number.parse::<u32>().ok()
    };
    let follows = at > 0 && number_at(at - 1) == number.checked_sub(1);
    let opened = at > 0 && number == 1 && lines[at - 1].opens_list();
    follows || opened || number_at(at + 1) == Some(number + 1)
}

/// Bytes of number and heading where a line is `1.3 Valid Request: Requests received …`.
fn run_in_length(line: &Line, lead: &Lead<'_>) -> Option<usize> {
    if lead.rest.is_empty() {
        return None;
    }
    if line.bold_lead > lead.length && line.bold_lead < line.text.len() {
        let bold = line.text[lead.length..line.bold_lead].trim();
        let words = bold.split_whitespace().count();
        return (1..=MAX_NUMBERED_WORDS).contains(&words).then_some(line.bold_lead);
    }
    let colon = lead
        .rest
        .find(": ")
        .filter(|end| is_run_in_heading(&lead.rest[..*end], MAX_RUN_IN_WORDS))
        .map(|end| end + 1);
    let point = || {
        lead.rest
            .find(". ")
            .filter(|end| {
                is_run_in_heading(&lead.rest[..*end], 5) && starts_upper(lead.rest[*end + 1..].trim_start())
            })
            .map(|end| end + 1)
    };
    let offset = line.text.len() - lead.rest.len();
    colon.or_else(point).map(|end| offset + end)
}

fn is_run_in_heading(text: &str, max_words: usize) -> bool {
    const NOT_IN_HEADINGS: [&str; 12] =
        ["we", "you", "is", "are", "may", "will", "shall", "must", "can", "i", "it", "they"];
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    (1..=max_words).contains(&words.len())
        && starts_upper(text)
        && !text.contains(['.', ';', '!', '?'])
        && !words.iter().any(|word| NOT_IN_HEADINGS.contains(&word.as_str()))
}

fn starts_upper(text: &str) -> bool {
    text.chars().next().is_some_and(|c| c.is_uppercase() || matches!(c, '"' | '“' | '\''))
}

fn is_bold_heading(lines: &[Line], at: usize) -> bool {
    let line = &lines[at];
    line.is_bold()
        && (1..=12).contains(&line.words())
        && !line.text.ends_with([';', ',', '!'])
        && lines.get(at + 1).is_some_and(|next| !next.is_bold() || next.gap)
        && line.text.chars().any(char::is_alphabetic)
}

/// A short line without closing punctuation, followed by a sentence, a list or a table.
fn is_heading_by_look(lines: &[Line], at: usize) -> bool {
    let line = &lines[at];
    let Some(next) = lines.get(at + 1) else { return false };
    looks_like_heading(line) && !follows_lost_list(lines, at) && is_body_like(next, lines.get(at + 2))
}

fn looks_like_heading(line: &Line) -> bool {
    let text = line.text.as_str();
    line.is_text()
        && (1..=MAX_INFERRED_WORDS).contains(&line.words())
        && text.len() <= 90
        && starts_upper(text)
        && (!line.is_closed() || text.ends_with('?'))
        && !line.opens_list()
        && !text.contains(": ")
        && !text.contains(['@', '|', '=', '[', '{'])
        && !text.contains("://")
        && !text.ends_with(|c: char| c.is_ascii_digit())
}

/// The line after a heading opens its content.
fn is_body_like(next: &Line, after: Option<&Line>) -> bool {
    match &next.kind {
        Kind::Item { .. } | Kind::Table(_) => true,
        Kind::Text => {
            next.is_closed()
                || next.opens_list()
                || next.words() > MAX_INFERRED_WORDS + 3
                || number::lead(&next.text).is_some_and(|lead| lead.depth() >= 2)
                || looks_like_heading(next)
                    && after.is_some_and(|after| after.is_closed() && after.words() > MAX_INFERRED_WORDS)
        }
        _ => false,
    }
}

/// Within a list that lost its bullets: "We collect:" and then short lines.
fn follows_lost_list(lines: &[Line], at: usize) -> bool {
    if lines[at].gap && at > 0 && !lines[at - 1].opens_list() && lines[at - 1].words() > 3 {
        return false;
    }
    let short = |line: &&Line| {
        line.is_text() && !line.is_closed() && !line.opens_list() && line.words() <= MAX_INFERRED_WORDS
    };
    let run = lines[..at].iter().rev().take(20).take_while(short).count();
    at > run && lines[at - 1 - run].is_text() && lines[at - 1 - run].opens_list()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn starts(text: &str) -> Vec<String> {
        let mut lines = super::super::plain::read(text).lines;
        super::super::enumerate::mark_items(&mut lines);
        classify(&mut lines);
        lines
            .into_iter()
            .map(|line| match line.kind {
                Kind::Section(start) => format!(
                    "# {:?} {}|{}|{}",
                    start.source,
                    start.label.unwrap_or_default(),
                    start.number.unwrap_or_default(),
                    start.heading.unwrap_or_default()
                ),
                Kind::Item { level, marker } => {
                    format!("{level} {} {}", marker.unwrap_or_default(), line.text)
                }
                _ => line.text,
            })
            .collect()
    }

    #[test]
    fn numbers_never_stay_in_headings() {
        assert_eq!(
            starts(
                "1. Overview\n\nText here.\n\n2.1 Data you give us\n\nMore text.\n\nArticle 3 Fees\n\nText."
            ),
            [
                "# Explicit |1|Overview",
                "Text here.",
                "# Explicit |2.1|Data you give us",
                "More text.",
                "# Explicit Article|3|Fees",
                "Text."
            ]
        );
    }

    #[test]
    fn run_in_headings_split_at_the_colon_and_clauses_become_items() {
        assert_eq!(
            starts(
                "1.1 Error Call: A call that fails.\n\n1.2 You must give accurate information.\n(a) name\n(b) address"
            ),
            [
                "# RunIn |1.1|Error Call",
                "A call that fails.",
                "# RunIn |1.2|",
                "You must give accurate information.",
                "1 (a) name",
                "1 (b) address"
            ]
        );
    }

    #[test]
    fn numbered_lists_are_no_headings() {
        assert_eq!(
            starts("Do this:\n1. Open it\n2. Close it\nDone and over."),
            ["Do this:", "1 1. Open it", "1 2. Close it", "Done and over."]
        );
    }

    #[test]
    fn headings_by_look_need_no_blank_lines() {
        assert_eq!(
            starts(
                "Your Rights\nYou have the right to:\n- see it\nGoverning law\nThe law of Utopia applies.\nService: Acme\nEmail: a@b.example"
            ),
            [
                "# Inferred ||Your Rights",
                "You have the right to:",
                "1 - see it",
                "# Inferred ||Governing law",
                "The law of Utopia applies.",
                "Service: Acme",
                "Email: a@b.example"
            ]
        );
    }
}
