//! Numbered lines: headings, run-in headings and clauses.

use crate::document::HeadingSource;

use super::super::line::Line;
use super::super::number::{self, Lead};
use super::{Decision, RANK_RUN_IN, start_of, starts_upper};

/// Ranks in the order in which headings contain each other; markup levels are 10 to 60.
const RANK_PART: u8 = 61;
const RANK_ARTICLE: u8 = 62;
const RANK_NUMBERED: u8 = 63;

/// Longest headings, in words.
const MAX_NUMBERED_WORDS: usize = 14;
const MAX_RUN_IN_WORDS: usize = 9;
/// The same in a script without spaces, in signs.
const MAX_NUMBERED_SIGNS: usize = 30;

/// What a numbered line is: a heading, a heading with its text, or a clause without heading.
pub(super) fn numbered(lines: &[Line], at: usize, lead: &Lead<'_>) -> Decision {
    let line = &lines[at];
    let rank = match lead.label.map(str::to_lowercase).as_deref() {
        Some(
            "part" | "chapter" | "schedule" | "annex" | "appendix" | "exhibit" | "title" | "teil" | "anhang",
        ) => RANK_PART,
        Some("article" | "artikel" | "artículo" | "articolo" | "artigo" | "artykuł") => RANK_ARTICLE,
        _ if lead.number.ends_with(['章', '部', '编', '編']) => RANK_PART,
        _ if lead.number.ends_with(['条', '條', '节', '節']) => RANK_ARTICLE,
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
    // A clause may be long: its words are counted only as far as a heading goes.
    let short = lead.rest.split_whitespace().nth(MAX_NUMBERED_WORDS).is_none()
        && (lead.rest.is_ascii() || lead.rest.chars().filter(|c| is_sign(*c)).count() <= MAX_NUMBERED_SIGNS)
        && bracketed_heading(lead.rest).is_none();
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
    if let Some(length) = bracketed_heading(lead.rest) {
        return Some(line.text.len() - lead.rest.len() + length);
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

/// Bytes of a heading in brackets with text behind it: `第1条(適用) 本規約は…`.
fn bracketed_heading(rest: &str) -> Option<usize> {
    const PAIRS: [(char, char); 4] = [('(', ')'), ('\u{ff08}', '\u{ff09}'), ('【', '】'), ('「', '」')];
    let (open, close) = PAIRS.into_iter().find(|(open, _)| rest.starts_with(*open))?;
    let end = rest.find(close)? + close.len_utf8();
    let signs = rest[open.len_utf8()..end].chars().count();
    (signs <= MAX_NUMBERED_SIGNS && !rest[end..].trim().is_empty()).then_some(end)
}

fn is_sign(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

/// Words that can be a heading in front of its text.
fn is_run_in_heading(text: &str, max_words: usize) -> bool {
    const NOT_IN_HEADINGS: [&str; 12] =
        ["we", "you", "is", "are", "may", "will", "shall", "must", "can", "i", "it", "they"];
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    (1..=max_words).contains(&words.len())
        && starts_upper(text)
        && !text.contains(['.', ';', '!', '?'])
        && !words.iter().any(|word| NOT_IN_HEADINGS.contains(&word.as_str()))
}
