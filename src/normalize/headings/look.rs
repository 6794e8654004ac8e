//! Headings by look: bold lines, and short lines without full stop where markup names too few.

use super::super::line::{Kind, Line};
use super::super::number;
use super::starts_upper;

/// Longest heading by look, in words.
const MAX_INFERRED_WORDS: usize = 9;

/// A page with more words to each markup heading has headings that are not marked up.
const WORDS_A_HEADING: usize = 1000;

/// Whether markup names too few headings to carry the text, so that looks must.
///
/// Counted in words a heading, so that one heading more or less (a feedback box) does not turn the tree over.
pub(super) fn is_short_of_headings(lines: &[Line]) -> bool {
    let marked_up = lines.iter().filter(|line| matches!(line.kind, Kind::Heading(_))).count();
    let most = marked_up * WORDS_A_HEADING;
    // A word takes two bytes at least, with the space behind it; most pages need no closer count.
    let may_exceed = || lines.iter().map(|line| line.text.len() / 2 + 1).sum::<usize>() > most;
    marked_up == 0 || may_exceed() && lines.iter().map(Line::words).sum::<usize>() > most
}

/// A short bold line of its own.
pub(super) fn is_bold_heading(lines: &[Line], at: usize) -> bool {
    let line = &lines[at];
    line.is_bold()
        && (1..=12).contains(&line.words())
        && !line.text.ends_with([';', ',', '!'])
        && lines.get(at + 1).is_some_and(|next| !next.is_bold() || next.gap)
        && line.text.chars().any(char::is_alphabetic)
}

/// A short line without closing punctuation, followed by a sentence, a list or a table.
pub(super) fn is_heading_by_look(lines: &[Line], at: usize) -> bool {
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
                || (looks_like_heading(next) || is_short_and_numbered(next))
                    && after.is_some_and(|after| after.is_closed() && after.words() > MAX_INFERRED_WORDS)
        }
        _ => false,
    }
}

fn is_short_and_numbered(line: &Line) -> bool {
    line.words() <= MAX_INFERRED_WORDS
        && number::lead(&line.text).is_some_and(|lead| lead.closed && !lead.rest.is_empty())
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
