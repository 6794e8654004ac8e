//! Looks for the phrases of [`super::phrases`] and weighs where they stand.
//!
//! The shorter the page, the less it takes: in a page of a few words a phrase may stand anywhere; in a
//! short one it must be what a sentence says; in a longer one what the page begins with; in a long text
//! it must be a block of its own that the last good version does not have.

use std::collections::HashSet;

use super::QuarantineKind;
use super::phrases::{CHOICES, SIGNS};
use crate::document::Document;
use crate::document::text::{key_form, squeeze};
use crate::normalize::names_a_policy;

/// Words of a page that says nothing but what it is.
const TINY: usize = 40;
/// Words of a page that leads elsewhere or asks for scripts.
pub(super) const SHORT: usize = 60;
/// Words of a page with an explanation and some links.
const BRIEF: usize = 150;
/// Words of a page with much around it.
const LONG: usize = 400;
/// Words of the longest message where a policy should stand.
const LONGEST_MESSAGE: usize = 40;
/// Words of the longest consent walls.
const WALL: usize = 250;
/// Lines that a page begins with: title, heading, first sentence.
const BEGINNING: usize = 3;

/// A document as the reader of a page sees it: its lines, one for the title, each heading and block.
pub(super) struct Looks {
    written: Vec<String>,
    lines: Vec<String>,
    words: usize,
    /// The title calls it a policy: what else it says must be said outright.
    is_titled: bool,
}

impl Looks {
    pub(super) fn new(document: &Document) -> Self {
        let mut written: Vec<String> = document.title.iter().cloned().collect();
        for visit in document.walk_sections() {
            let heading = visit.section.display_heading();
            written.extend((!heading.is_empty()).then_some(heading));
            written.extend(visit.section.blocks.iter().map(|block| block.text.clone()));
        }
        let lines: Vec<String> = written.iter().map(|line| key_form(line)).collect();
        let words = lines.iter().map(|line| words(line)).sum();
        let is_titled = document.title.as_deref().is_some_and(names_a_policy);
        Self { written, lines, words, is_titled }
    }

    /// Words of the whole page, title and headings included.
    pub(super) fn words(&self) -> usize {
        self.words
    }

    /// The lines in the form phrases are written in.
    pub(super) fn text(&self) -> String {
        self.lines.join("\n")
    }

    /// The lines in their own letters, in one.
    pub(super) fn written(&self) -> String {
        squeeze(&self.written.join(" "))
    }

    /// Share of this page's different words that a text has as well, 0 to 1.
    pub(super) fn share_of_words_in(&self, text: &str) -> f64 {
        let theirs = word_set(text);
        let own = self.text();
        let ours = word_set(&own);
        let shared = ours.intersection(&theirs).count();
        let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
        count(shared) / count(ours.len().max(1))
    }
}

/// Words of a text; two letters of a script without spaces count as one.
pub(super) fn words(text: &str) -> usize {
    let spaced = text.split_whitespace().filter(|word| !word.chars().all(is_unspaced)).count();
    let unspaced = text.chars().filter(|c| is_unspaced(*c)).count();
    spaced + unspaced / 2
}

fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

fn word_set(text: &str) -> HashSet<&str> {
    if text.chars().filter(|c| is_unspaced(*c)).count() * 4 > text.chars().count() {
        return text
            .char_indices()
            .filter(|(_, c)| is_unspaced(*c))
            .map(|(at, c)| &text[at..at + c.len_utf8()])
            .collect();
    }
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect()
}

/// The first sign that the page is something else: its kind and the phrase.
pub(super) fn find(
    looks: &Looks,
    known: Option<&str>,
    body: &[u8],
) -> Option<(QuarantineKind, &'static str)> {
    if looks.words == 0 {
        return None;
    }
    let is_new = |phrase: &str| known.is_none_or(|known| !holds(known, phrase));
    for (kind, _, phrases) in SIGNS.iter().filter(|(kind, ..)| *kind != QuarantineKind::ConsentWall) {
        let mut fresh = phrases.iter().filter(|phrase| is_new(phrase));
        if let Some(phrase) = fresh.find(|phrase| is_sign(looks, *kind, phrase, known.is_some())) {
            return Some((*kind, phrase));
        }
    }
    consent_wall(looks, body, is_new).map(|phrase| (QuarantineKind::ConsentWall, phrase))
}

fn is_sign(looks: &Looks, kind: QuarantineKind, phrase: &str, is_known: bool) -> bool {
    let Looks { lines, words, .. } = looks;
    if !lines.iter().any(|line| holds(line, phrase)) {
        return false;
    }
    // Under the title of a policy a long paragraph is a clause, whatever it begins with.
    let may_say = |line: &String| !looks.is_titled || self::words(line) <= LONGEST_MESSAGE;
    let says = |line: &String| may_say(line) && sentences(line).any(|sentence| is_said(sentence, phrase));
    match kind {
        _ if *words <= TINY && !looks.is_titled => true,
        QuarantineKind::Redirect | QuarantineKind::Shell => *words <= SHORT && lines.iter().any(says),
        _ if *words <= BRIEF => lines.iter().any(says),
        QuarantineKind::ErrorPage | QuarantineKind::Blocked if *words <= LONG => {
            lines.iter().take(BEGINNING).any(says)
        }
        // Inside a long text: one part of several failed before somebody joined them.
        QuarantineKind::ErrorPage | QuarantineKind::Blocked => {
            is_known && lines.iter().any(|line| is_all(line, phrase))
        }
        _ => false,
    }
}

/// A wall names cookies and gives the choice in place of a text. Buttons are no text of the page: where
/// the page begins with the wall's words, choices count in its markup too.
fn consent_wall(looks: &Looks, body: &[u8], is_new: impl Fn(&str) -> bool) -> Option<&'static str> {
    if looks.words > WALL {
        return None;
    }
    let held = |phrases: &'static [&'static str]| {
        phrases.iter().filter(|phrase| is_new(phrase) && looks.lines.iter().any(|line| holds(line, phrase)))
    };
    let walls = SIGNS.iter().filter(|(kind, ..)| *kind == QuarantineKind::ConsentWall);
    walls
        .filter_map(|(_, language, phrases)| held(phrases).next().map(|phrase| (language, *phrase)))
        .find_map(|(language, phrase)| {
            let choices = CHOICES.iter().filter(|(of, _)| of == language).flat_map(|(_, choices)| *choices);
            let offers =
                |line: &String, choice: &str| sentences(line).any(|sentence| is_all(sentence, choice));
            let said =
                choices.clone().filter(|choice| looks.lines.iter().any(|line| offers(line, choice))).count();
            let is_wall = said >= 2 || opens(looks, phrase) && pressed(body, choices) >= 2;
            is_wall.then_some(phrase)
        })
}

/// The page begins with the phrase.
fn opens(looks: &Looks, phrase: &str) -> bool {
    looks.lines.iter().find(|line| !line.is_empty()).is_some_and(|line| is_said(line, phrase))
}

/// How many of these choices stand in the markup as all that an element says.
fn pressed(body: &[u8], choices: impl Iterator<Item = &'static &'static str>) -> usize {
    let html = String::from_utf8_lossy(body).to_lowercase();
    let says = |choice: &&&str| {
        html.match_indices(**choice).any(|(at, _)| {
            html[..at].trim_end().ends_with('>') && html[at + choice.len()..].trim_start().starts_with('<')
        })
    };
    choices.filter(says).count()
}

fn sentences(line: &str) -> impl Iterator<Item = &str> {
    line.split_inclusive(['.', '!', '?', '。', '!', '?', ':', '\n'])
        .map(str::trim)
        .filter(|sentence| !sentence.is_empty())
}

/// The sentence begins with the phrase, or says little else.
fn is_said(sentence: &str, phrase: &str) -> bool {
    holds(sentence, phrase) && (sentence.starts_with(phrase) || share(phrase, sentence) >= 50)
}

/// The block says the phrase and nothing else to speak of.
fn is_all(line: &str, phrase: &str) -> bool {
    holds(line, phrase) && share(phrase, line) >= 50
}

/// Share of a phrase in a text, in percent of its letters.
fn share(phrase: &str, text: &str) -> usize {
    phrase.chars().count() * 100 / text.chars().count().max(1)
}

/// The text holds the phrase, not in the middle of a word.
fn holds(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        let joins = |c: Option<char>, edge: Option<char>| {
            c.zip(edge)
                .is_some_and(|(c, edge)| [c, edge].iter().all(|c| c.is_alphanumeric() && !is_unspaced(*c)))
        };
        !joins(text[..at].chars().next_back(), phrase.chars().next())
            && !joins(text[at + phrase.len()..].chars().next(), phrase.chars().next_back())
    })
}

/// How far into a page its head is looked for.
const HEAD_BYTES: usize = 16 * 1024;

/// The head sends a browser to another address (`meta` refresh).
pub(super) fn refreshes_elsewhere(body: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&body[..body.len().min(HEAD_BYTES)]).to_ascii_lowercase();
    head.match_indices("http-equiv").any(|(at, _)| {
        let tag = head[at..].split('>').next().unwrap_or_default();
        tag.contains("refresh") && tag.contains("url=")
    })
}

/// The page has scripts that could make its text.
pub(super) fn has_scripts(body: &[u8]) -> bool {
    body.windows(7).any(|window| window.eq_ignore_ascii_case(b"<script"))
}
