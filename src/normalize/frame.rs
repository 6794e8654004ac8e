//! The frame of a document: its title, the site text above it, contents lists, "see also" lines.
//!
//! None of these are clauses. The clauses between are not looked at, except to see which lines a contents
//! list repeats.

mod words;

use std::collections::{HashMap, HashSet};

use crate::document::text::key_form;

use super::dates::{find_dates, holds_year};
use super::line::{Kind, Line};
use super::number;
use words::{CONTENTS_WORDS, RELATED_WORDS, SENTENCE_WORDS, TITLE_WORDS, WHAT, WHO};

/// Lines before a title that may still be a banner.
const MAX_BANNER_LINES: usize = 8;
const MAX_BANNER_WORDS: usize = 90;

/// Takes the title line out, marks banner, contents and related lines; returns the title.
pub(super) fn take(lines: &mut Vec<Line>, page_title: Option<&str>) -> Option<String> {
    let title = take_title(lines).or_else(|| page_title.and_then(without_site));
    mark_contents(lines);
    mark_navigation(lines);
    mark_news(lines);
    mark_related(lines);
    title
}

/// Whether a heading names a list of further reading or a feedback box.
pub(super) fn is_related_heading(heading: &str) -> bool {
    RELATED_WORDS.contains(&key_form(heading).trim_end_matches([':', '?', ' ']))
}

/// Whether such a heading may as well stand above a clause.
pub(super) fn may_head_a_clause(heading: &str) -> bool {
    let heading = key_form(heading);
    let bare = heading.trim_end_matches([':', '?', ' ']);
    ["more information", "related", "read more", "comments", "further reading"].contains(&bare)
}

/// Whether a line names a contents list.
pub(super) fn is_contents_heading(text: &str) -> bool {
    text.len() <= 40 && CONTENTS_WORDS.contains(&key_form(text).trim_end_matches([':', ' ']))
}

fn take_title(lines: &mut Vec<Line>) -> Option<String> {
    let at = title_index(lines)?;
    // Taken out at once: a text may repeat its title as often as it likes.
    let repeated = lines[at + 1..].iter().take_while(|line| line.text == lines[at].text).count();
    let title = lines.drain(at..=at + repeated).next().map(|line| line.text)?;
    let before = &lines[..at];
    let words: usize = before.iter().map(Line::words).sum();
    let plain = before.iter().all(|line| !matches!(line.kind, Kind::Table(_)));
    if at <= MAX_BANNER_LINES && words <= MAX_BANNER_WORDS && plain {
        for line in &mut lines[..at] {
            if !speaks_of_terms(line) {
                line.kind = Kind::Banner;
            }
        }
    }
    Some(title)
}

/// A sentence of its own about the terms: a notice at the top of a page is no site text.
fn speaks_of_terms(line: &Line) -> bool {
    let lower = line.text.to_lowercase();
    let has = |table: &[&str]| lower.split(|c: char| !c.is_alphanumeric()).any(|word| table.contains(&word));
    line.text.ends_with('.') && line.words() >= 6 && has(WHO) && has(WHAT)
}

fn title_index(lines: &[Line]) -> Option<usize> {
    let headings: Vec<(usize, u8)> = lines
        .iter()
        .enumerate()
        .filter_map(|(at, line)| if let Kind::Heading(level) = line.kind { Some((at, level)) } else { None })
        .filter(|(at, _)| !is_contents_heading(&lines[*at].text))
        .collect();
    let unnumbered =
        |at: usize| number::lead(&lines[at].text).is_none_or(|lead| lead.label.is_none() && !lead.closed);
    let titled = |at: usize| has_title_word(&lines[at].text) && unnumbered(at);
    let top = headings.iter().filter(|(_, level)| *level == 1).map(|(at, _)| *at);
    let tops: Vec<usize> = top.collect();
    let first_heading = headings.first().map(|(at, _)| *at);
    tops.iter()
        .copied()
        .find(|at| titled(*at))
        .or_else(|| tops.first().copied().filter(|at| Some(*at) == first_heading && unnumbered(*at)))
        .or_else(|| {
            headings.iter().take(2).map(|(at, _)| *at).find(|at| *at <= MAX_BANNER_LINES && titled(*at))
        })
        .or_else(|| {
            let limit = first_heading.unwrap_or(usize::MAX).min(MAX_BANNER_LINES).min(lines.len());
            (0..limit).find(|at| looks_like_title(&lines[*at]))
        })
}

/// Whether a title calls its document a policy, terms or the like.
pub(crate) fn names_a_policy(title: &str) -> bool {
    has_title_word(title)
}

fn has_title_word(text: &str) -> bool {
    let lower = text.to_lowercase();
    text.len() <= 160 && TITLE_WORDS.iter().any(|word| lower.contains(word))
}

fn looks_like_title(line: &Line) -> bool {
    let lower = line.text.to_lowercase();
    line.is_text()
        && line.words() <= 14
        && !line.is_closed()
        && !line.opens_list()
        && !line.text.contains(": ")
        && has_title_word(&line.text)
        && number::lead(&line.text).is_none_or(|lead| lead.label.is_none() && !lead.closed)
        && !lower.split(' ').any(|word| SENTENCE_WORDS.contains(&word))
}

/// A page title without the site's name.
fn without_site(page_title: &str) -> Option<String> {
    const SEPARATORS: [&str; 7] = [" | ", " - ", " – ", " — ", " · ", " :: ", " » "];
    let mut parts = vec![page_title.trim()];
    for separator in SEPARATORS {
        parts = parts.into_iter().flat_map(|part| part.split(separator)).map(str::trim).collect();
    }
    let named = parts.iter().find(|part| has_title_word(part)).or(parts.first())?;
    (!named.is_empty()).then(|| (*named).to_owned())
}

/// A heading or contents line without number, dot leaders and page number.
fn entry_key(text: &str) -> String {
    let rest = number::lead(text).map_or(text, |lead| if lead.rest.is_empty() { text } else { lead.rest });
    let rest = rest
        .trim_end_matches(|c: char| c.is_ascii_digit() && text.contains(".."))
        .trim_end_matches(['.', ' ', ':', '…']);
    key_form(rest)
}

/// Runs of lines that only repeat headings, or only jump within the page, are contents lists.
fn mark_contents(lines: &mut [Line]) {
    let keys: Vec<Option<String>> = lines.iter().map(contents_key).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for key in keys.iter().flatten() {
        *counts.entry(key).or_default() += 1;
    }
    let mut at = 0;
    while at < lines.len() {
        let end = run_end(lines, &keys, &counts, at);
        let introduced = at > 0 && is_contents_heading(&lines[at - 1].text);
        let closes = end == lines.len()
            || keys[end].as_ref().is_some_and(|key| keys[at..end].contains(&Some(key.clone())));
        let needed = if introduced {
            2
        } else if closes {
            3
        } else {
            4
        };
        if end - at >= needed {
            let from = if introduced { at - 1 } else { at };
            for line in &mut lines[from..end] {
                line.kind = Kind::Contents;
            }
        }
        at = end.max(at + 1);
    }
}

fn contents_key(line: &Line) -> Option<String> {
    let short =
        line.text.len() <= 140 && !line.is_closed() && !matches!(line.kind, Kind::Table(_) | Kind::Banner);
    short.then(|| entry_key(&line.text)).filter(|key| !key.is_empty())
}

/// End of the run of contents entries that starts at `from`.
fn run_end(lines: &[Line], keys: &[Option<String>], counts: &HashMap<&str, usize>, from: usize) -> usize {
    let mut seen: HashSet<&str> = HashSet::new();
    let mut end = from;
    while let Some(Some(key)) = keys.get(end) {
        let repeated = counts.get(key.as_str()).is_some_and(|count| *count >= 2);
        if seen.contains(key.as_str()) || !(repeated || jumps_within_page(&lines[end])) {
            break;
        }
        seen.insert(key);
        end += 1;
    }
    end
}

/// The whole line is one link to a place in the same page.
fn jumps_within_page(line: &Line) -> bool {
    !matches!(line.kind, Kind::Heading(_))
        && matches!(line.links.as_slice(), [jump] if jump.target.starts_with('#') && jump.text == line.text)
}

/// A row of at least so many lines that each are one short link is navigation, not text.
const MIN_NAVIGATION_LINES: usize = 3;
const MAX_NAVIGATION_WORDS: usize = 5;

/// Tabs and menus that no markup names: runs of text lines that are nothing but links.
fn mark_navigation(lines: &mut [Line]) {
    let mut at = 0;
    while at < lines.len() {
        let run = lines[at..].iter().take_while(|line| is_lone_link(line)).count();
        let introduced = at > 0 && lines[at - 1].opens_list();
        if run >= MIN_NAVIGATION_LINES && !introduced {
            for line in &mut lines[at..at + run] {
                line.kind = Kind::Related;
            }
        }
        at += run.max(1);
    }
}

/// Rows that are a date and a link each, with the heading they alone stand under: news, or earlier versions.
fn mark_news(lines: &mut [Line]) {
    const FEWEST: usize = 2;
    let mut at = 0;
    while at < lines.len() {
        let run = lines[at..].iter().take_while(|line| is_dated_link(line)).count();
        let introduced = at > 0 && lines[at - 1].opens_list();
        if run > 0 && !introduced {
            let ends =
                lines.get(at + run).is_none_or(|line| matches!(line.kind, Kind::Heading(_) | Kind::Related));
            let headed = at > 0 && ends && matches!(lines[at - 1].kind, Kind::Heading(_));
            if headed || run >= FEWEST {
                for line in &mut lines[at - usize::from(headed)..at + run] {
                    line.kind = Kind::Related;
                }
            }
        }
        at += run.max(1);
    }
}

fn is_dated_link(line: &Line) -> bool {
    let [link] = line.links.as_slice() else { return false };
    if !matches!(line.kind, Kind::Text | Kind::Item { .. }) || line.is_closed() || !holds_year(&line.text) {
        return false;
    }
    let rest = line.text.replacen(&link.text, " ", 1);
    let rest = rest.trim_matches(|c: char| !c.is_alphanumeric());
    matches!(find_dates(rest).as_slice(), [(date, _)] if date.len() == rest.len())
}

fn is_lone_link(line: &Line) -> bool {
    line.is_text()
        && matches!(line.links.as_slice(), [only] if only.text == line.text)
        && line.words() <= MAX_NAVIGATION_WORDS
        && !line.is_closed()
}

/// "See also: …" among the last lines, with the links that follow it.
fn mark_related(lines: &mut [Line]) {
    let from = lines.len().saturating_sub(12);
    let mut open = false;
    for line in &mut lines[from..] {
        let only_link = matches!(line.links.as_slice(), [only] if only.text == line.text);
        let opens = line.is_text()
            && line.words() <= 24
            && line
                .text
                .split_once(':')
                .is_some_and(|(cue, _)| RELATED_WORDS.contains(&key_form(cue).as_str()));
        open = opens || open && only_link;
        if open {
            line.kind = Kind::Related;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn framed(text: &str) -> (Option<String>, Vec<(Kind, String)>) {
        let mut lines = super::super::plain::read(text).lines;
        let title = take(&mut lines, None);
        (title, lines.into_iter().map(|line| (line.kind, line.text)).collect())
    }

    #[test]
    fn title_after_a_banner() {
        let (title, lines) =
            framed("Our new region is open\n\nUptime Agreement (UA)\n\nThis text says it all.");
        assert_eq!(title.as_deref(), Some("Uptime Agreement (UA)"));
        assert_eq!(lines[0].0, Kind::Banner);
    }

    #[test]
    fn a_title_goes_however_often_it_is_repeated_behind_itself() {
        let text = format!("{}Text.", "# Terms\n\n".repeat(9));
        let mut lines = super::super::markdown::read(&text).lines;
        assert_eq!(take(&mut lines, None).as_deref(), Some("Terms"));
        assert_eq!(lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), ["Text."]);
    }

    #[test]
    fn sentences_are_no_titles() {
        assert_eq!(framed("Acme is run by Jo. This policy applies.\nText.").0, None);
        assert_eq!(framed("We have updated our terms\nText.").0, None);
    }

    #[test]
    fn trailing_contents_are_marked_and_headings_are_not() {
        let (_, lines) = framed(
            "T Policy\n\n1. One\n\nText.\n\n2. Two\n\nText.\n\n3. Three\n\nText.\n\n1. One\n2. Two\n3. Three",
        );
        let kinds: Vec<bool> = lines.iter().map(|(kind, _)| *kind == Kind::Contents).collect();
        assert_eq!(kinds, [false, false, false, false, false, false, true, true, true]);
    }

    #[test]
    fn leading_contents_end_at_the_first_real_heading() {
        let (_, lines) = framed("T Policy\nContents\nOne\nTwo\nThree\nOne\nText.\nTwo\nText.\nThree\nText.");
        let kinds: Vec<bool> = lines.iter().map(|(kind, _)| *kind == Kind::Contents).collect();
        assert_eq!(kinds, [true, true, true, true, false, false, false, false, false, false]);
    }

    #[test]
    fn site_names_leave_the_page_title() {
        assert_eq!(without_site("Acme | Privacy Policy").as_deref(), Some("Privacy Policy"));
        assert_eq!(without_site("Privacy").as_deref(), Some("Privacy"));
    }
}
