//! Headings: by markup, by number, by look, and those that share a line with their text.
//!
//! Turns lines into section starts and numbered clauses into items. Builds no tree.

mod look;
mod numbered;

use crate::document::HeadingSource;
use crate::document::text::count_words;

use super::line::{Kind, Line, Start};
use super::number::{self, Lead};
use look::{is_bold_heading, is_heading_by_look, is_short_of_headings};
use numbered::numbered;

/// Ranks after those of markup and number: the rarer the sign, the deeper the heading.
const RANK_BOLD: u8 = 80;
const RANK_INFERRED: u8 = 85;
const RANK_RUN_IN: u8 = 90;

/// Decides which lines open sections.
pub(super) fn classify(lines: &mut Vec<Line>) {
    let habits = Habits {
        by_look: is_short_of_headings(lines),
        bold_run_in: lines.iter().filter(|line| bold_run_in(line).is_some()).count() >= MIN_BOLD_RUN_INS,
    };
    let decisions: Vec<Decision> = (0..lines.len()).map(|at| decide(lines, at, habits)).collect();
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

/// `2` of `2.1`.
fn parent_number(number: &str) -> Option<&str> {
    number.rsplit_once('.').map(|(parent, _)| parent)
}

/// A marker without closing punctuation.
fn bare(marker: &str) -> &str {
    marker.trim_end_matches(['.', ')', ':'])
}

/// How this page writes headings, beside markup and numbers.
#[derive(Clone, Copy)]
struct Habits {
    /// By look alone.
    by_look: bool,
    /// In bold at the front of a paragraph.
    bold_run_in: bool,
}

/// A page that opens so many paragraphs in bold does it by habit, not for emphasis.
const MIN_BOLD_RUN_INS: usize = 3;
const MAX_BOLD_RUN_IN_WORDS: usize = 8;

/// The heading that opens a paragraph in bold and closes with a point or colon: **Data we keep.** We keep …
fn bold_run_in(line: &Line) -> Option<Start> {
    if !line.is_text() || line.bold_lead == 0 || line.bold_lead >= line.text.len() {
        return None;
    }
    let (bold, rest) = line.text.split_at_checked(line.bold_lead)?;
    let heading = bold.trim_end().strip_suffix(['.', ':'])?;
    let opens_text = count_words(rest) >= 4 && starts_upper(rest.trim_start());
    let words = count_words(heading);
    let is_heading =
        (1..=MAX_BOLD_RUN_IN_WORDS).contains(&words) && starts_upper(heading) && !heading.contains('.');
    (opens_text && is_heading).then(|| Start {
        label: None,
        number: None,
        heading: Some(clean(heading)),
        source: HeadingSource::RunIn,
        rank: RANK_RUN_IN,
    })
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

fn decide(lines: &[Line], at: usize, habits: Habits) -> Decision {
    let line = &lines[at];
    match &line.kind {
        Kind::Heading(level) => Decision::Heading(heading(line, HeadingSource::Explicit, level * 10, true)),
        Kind::Text => match number::lead(&line.text) {
            Some(lead) if is_number(&lead, line) => numbered(lines, at, &lead),
            _ if is_bold_heading(lines, at) => {
                Decision::Heading(heading(line, HeadingSource::Explicit, RANK_BOLD, false))
            }
            _ if habits.by_look && is_heading_by_look(lines, at) => {
                Decision::Heading(heading(line, HeadingSource::Inferred, RANK_INFERRED, false))
            }
            _ => match bold_run_in(line).filter(|_| habits.bold_run_in) {
                Some(start) => Decision::RunIn(start, line.bold_lead),
                None => Decision::Keep,
            },
        },
        // "1.1 Fees …" marked up as a list item is a clause; the list is only how the page looks.
        Kind::Item { .. } => match number::lead(&line.text) {
            Some(lead) if lead.depth() >= 2 && !lead.rest.is_empty() => numbered(lines, at, &lead),
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
    let bracketed = || number::bracketed(&line.text).filter(|_| accept_bare_number);
    let lead = number::lead(&line.text).or_else(bracketed).filter(|lead| {
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

fn starts_upper(text: &str) -> bool {
    text.chars().next().is_some_and(|c| c.is_uppercase() || matches!(c, '"' | '“' | '\''))
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
    fn bold_words_open_sections_where_that_is_the_habit() {
        let starts = |html: &str| {
            let mut lines = super::super::html::read(html).lines;
            classify(&mut lines);
            lines.into_iter().filter(|line| matches!(line.kind, Kind::Section(_))).count()
        };
        let paragraph = "<p><b>Data we keep.</b> We keep what you send to us.</p>";
        assert_eq!(starts(&paragraph.repeat(3)), 3);
        assert_eq!(starts(paragraph), 0);
        assert_eq!(
            starts("<ul><li>2.1. Fees. They are due at once.<li>2.2. Taxes. They come on top.</ul>"),
            2
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
