//! Dates a policy states about itself: lines such as "Last updated: 4 May 2026".
//!
//! Such a line leaves the clauses and becomes a [`PolicyDate`]; a sentence that states one stays a clause
//! and is recorded as well. A sentence that only talks about dates states none.

mod cues;

use std::sync::LazyLock;

use regex::Regex;

use crate::document::text::key_form;
use crate::document::{DateKind, PartialDate, PolicyDate, Table};

use super::dates::{closing_date, find_dates, find_dates_in_order, holds_year, order_shown};
use super::line::{Kind, Line};
use cues::{CUES, last_cue};

/// A date line has at most so many words besides dates and cues.
const MAX_OTHER_WORDS: usize = 9;
/// A date alone on its line counts only so near the top.
const TOP_LINES: usize = 6;

/// Takes date lines out and returns the dates of the document in order of appearance. `day_first` is the
/// order of the declared language; what other dates of the document show goes before it.
pub(super) fn take(lines: &mut Vec<Line>, day_first: Option<bool>) -> Vec<PolicyDate> {
    let day_first = lines.iter().find_map(|line| order_shown(&line.text)).or(day_first);
    let mut dates: Vec<PolicyDate> = Vec::new();
    let mut drop = vec![false; lines.len()];
    // Every date has a year, and few lines do; the others are not looked at.
    let holds_year: Vec<bool> = lines.iter().map(|line| holds_year(&line.text)).collect();
    for at in 0..lines.len() {
        if let Kind::Table(table) = &lines[at].kind {
            dates.extend(in_table(table, day_first));
        }
        let dated = holds_year[at] || holds_year.get(at + 1).is_some_and(|next| *next);
        if !dated || drop[at] || !is_readable(&lines[at]) {
            continue;
        }
        let next = lines.get(at + 1).filter(|line| is_readable(line)).map(|line| line.text.as_str());
        let found = match joined_with_next(&lines[at].text, next, day_first) {
            Some(joined) => {
                drop[at + 1] = true;
                date_line(&joined, day_first)
            }
            None => date_line(&lines[at].text, day_first),
        };
        drop[at] = !found.is_empty();
        dates.extend(found);
        if !drop[at] && at < TOP_LINES {
            drop[at] = take_bare(&lines[at].text, day_first, &mut dates);
        }
        if !drop[at] {
            dates.extend(in_sentence(&lines[at].text));
        }
    }
    let mut keep = drop.iter().map(|dropped| !dropped);
    lines.retain(|_| keep.next().unwrap_or(true));
    dates.dedup();
    dates
}

fn is_readable(line: &Line) -> bool {
    matches!(line.kind, Kind::Text | Kind::Banner | Kind::Heading(_) | Kind::Item { .. })
        && !is_of_another(line)
}

/// A list entry that opens with a link tells the date of what the link leads to.
fn is_of_another(line: &Line) -> bool {
    let leads = |target: &str| !target.starts_with('#');
    matches!(line.kind, Kind::Item { .. })
        && line.links.first().is_some_and(|link| {
            leads(&link.target) && line.text.starts_with(&link.text) && find_dates(&link.text).is_empty()
        })
}

/// A label alone ("Effective date:") takes its date from the next line.
fn joined_with_next(text: &str, next: Option<&str>, day_first: Option<bool>) -> Option<String> {
    let next = next?;
    if text.len() > 40 || next.len() > 40 || !find_dates(text).is_empty() {
        return None;
    }
    let key = key_form(text);
    let label = key.trim_end_matches([':', ' ']);
    let is_label = CUES.iter().any(|(cue, _)| *cue == label);
    (is_label && is_only_date(next, day_first)).then(|| format!("{} {next}", text.trim_end()))
}

/// Rows that pair a label with a date ("Effective date | 1 May 2026"); the table stays as it is.
fn in_table(table: &Table, day_first: Option<bool>) -> Vec<PolicyDate> {
    let pairs = std::iter::once(&table.header).chain(&table.rows).filter_map(|row| match row.as_slice() {
        [label, date, ..] => joined_with_next(label, Some(date), day_first),
        _ => None,
    });
    pairs.flat_map(|pair| date_line(&pair, day_first)).collect()
}

fn is_only_date(text: &str, day_first: Option<bool>) -> bool {
    matches!(find_dates_in_order(text, day_first).as_slice(), [(range, _)] if text.len() - range.len() <= 2)
}

fn take_bare(text: &str, day_first: Option<bool>, dates: &mut Vec<PolicyDate>) -> bool {
    let bare = text.len() <= 40 && is_only_date(text, day_first);
    if bare && let Some((_, value)) = find_dates_in_order(text, day_first).first() {
        dates.push(PolicyDate { kind: DateKind::Published, value: *value, text: text.to_owned() });
    }
    bare
}

/// Dates of a line that says nothing else.
fn date_line(text: &str, day_first: Option<bool>) -> Vec<PolicyDate> {
    if text.len() > 160 {
        return Vec::new();
    }
    let mut found = find_dates_in_order(text, day_first);
    if found.is_empty() && text.split_whitespace().count() <= 4 {
        let year = || last_year(text).map(|(at, value)| (at..text.len(), PartialDate::Year(value)));
        found.extend(closing_date(text).or_else(year));
    }
    if found.is_empty() || is_example(text) {
        return Vec::new();
    }
    let mut dates = Vec::new();
    let (mut from, mut others) = (0, 0);
    for (range, value) in &found {
        let before = key_form(&text[from..range.start]);
        let Some((cue, kind)) = last_cue(&before) else { return Vec::new() };
        others += before.split_whitespace().count().saturating_sub(cue.split(' ').count());
        from = range.end;
        dates.push(PolicyDate { kind, value: *value, text: text.to_owned() });
    }
    let behind = &text[from..];
    others += behind.split_whitespace().count();
    if others > MAX_OTHER_WORDS || is_run_on(behind) { Vec::new() } else { dates }
}

/// "… 1 May 2026 expire at once.": what goes on behind its date in plain words is a clause.
fn is_run_on(behind: &str) -> bool {
    let goes_on = behind.split_whitespace().next().is_some_and(|word| word.starts_with(char::is_lowercase));
    goes_on
        && behind.ends_with('.')
        && !["by ", "at ", "r.", "г."].iter().any(|tail| behind.trim_start().starts_with(tail))
}

/// A year that ends the text, and where it starts.
fn last_year(text: &str) -> Option<(usize, i32)> {
    let at = text.len().checked_sub(4)?;
    let (before, year) = text.split_at_checked(at)?;
    // "05/04/2026" is more precise than its year, only not for us.
    let alone = !before.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '/' | '-' | '.'));
    let digits = year.bytes().all(|byte| byte.is_ascii_digit());
    (alone && digits && (year.starts_with("19") || year.starts_with("20")))
        .then_some((at, year.parse().ok()?))
}

static STATED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?-u:\b)(?:this|these|the|our)\s+(?:[0-9A-Za-z_À-ɏ]+\s+){0,4}?(?:policy|terms|agreement|notice|statement|addendum|conditions|sla|document|guidelines)(?-u:\b)[^.]{0,60}?(?-u:\b)(?:(?P<effective>effective|takes? effect|in(?:to)? effect|applies|apply|in(?:to)? force)|(?P<updated>last (?:updated|modified|revised|changed|amended)|updated|revised|amended)|(?P<published>published|posted))(?-u:\b)[^.0-9]{0,30}$",
    )
    .expect("valid pattern")
});

/// What opens an example, lower case.
const EXAMPLES: &[&str] = &[
    "for example",
    "for instance",
    "e.g.",
    "zum beispiel",
    "z. b.",
    "z.b.",
    "par exemple",
    "por ejemplo",
    "por exemplo",
    "ad esempio",
    "bijvoorbeeld",
    "na przykład",
    "例えば",
    "例如",
];

/// Dates of an example are not dates of the policy.
fn is_example(text: &str) -> bool {
    let lower = text.to_lowercase();
    EXAMPLES.iter().any(|opening| lower.contains(opening))
}

/// A quick look before the pattern: verbs of which one stands shortly before every stated date.
const STATING: &[&str] = &[
    "effective",
    "take effect",
    "takes effect",
    "in effect",
    "into effect",
    "applies",
    "apply",
    "in force",
    "into force",
    "changed",
    "amended",
    "modified",
    "updated",
    "revised",
    "published",
    "posted",
];
/// The pattern's longest verb with all that may stand between it and the date, in characters.
const STATED_WITHIN: usize = 48;

fn may_state(lead: &str) -> bool {
    let from = lead.char_indices().rev().nth(STATED_WITHIN).map_or(0, |(at, _)| at);
    let end = lead[from..].to_ascii_lowercase();
    STATING.iter().any(|verb| end.contains(verb))
}

/// A date that a full sentence states of the document itself.
fn in_sentence(text: &str) -> Vec<PolicyDate> {
    find_dates(text)
        .into_iter()
        .filter_map(|(range, value)| {
            let sentence = text[..range.start].rfind(". ").map_or(0, |end| end + 2);
            let lead = &text[sentence..range.start];
            let found = may_state(lead).then(|| STATED.captures(lead)).flatten()?;
            if is_example(&text[sentence..]) {
                return None;
            }
            let kind = match () {
                () if found.name("effective").is_some() => DateKind::Effective,
                () if found.name("updated").is_some() => DateKind::LastUpdated,
                () => DateKind::Published,
            };
            let end = text[range.end..].find(". ").map_or(text.len(), |end| range.end + end + 1);
            Some(PolicyDate { kind, value, text: text[sentence..end].to_owned() })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(text: &str) -> (Vec<(DateKind, String)>, usize) {
        let mut lines = super::super::plain::read(text).lines;
        let dates =
            take(&mut lines, None).into_iter().map(|date| (date.kind, date.value.to_string())).collect();
        (dates, lines.len())
    }

    #[test]
    fn date_lines_leave_the_clauses() {
        let cases = [
            ("Last updated: May 12, 2026", vec![(DateKind::LastUpdated, "2026-05-12".to_owned())]),
            ("Effective Date: January 2025", vec![(DateKind::Effective, "2025-01".to_owned())]),
            ("Version of 30 September 2025", vec![(DateKind::Version, "2025-09-30".to_owned())]),
            ("Version 4.2, effective 2026-02-01", vec![(DateKind::Effective, "2026-02-01".to_owned())]),
            ("Date of this notice: 20 July 2026", vec![(DateKind::Published, "2026-07-20".to_owned())]),
            ("Stand: 3. März 2024", vec![(DateKind::LastUpdated, "2024-03-03".to_owned())]),
            (
                "Published: 1 May 2026 | Effective: 1 June 2026",
                vec![
                    (DateKind::Published, "2026-05-01".to_owned()),
                    (DateKind::Effective, "2026-06-01".to_owned()),
                ],
            ),
            ("Effective date\nMay 1, 2026", vec![(DateKind::Effective, "2026-05-01".to_owned())]),
            ("Inkrafttreten: 1. Mai 2026", vec![(DateKind::Effective, "2026-05-01".to_owned())]),
            ("最終更新日:令和8年1月5日", vec![(DateKind::LastUpdated, "2026-01-05".to_owned())]),
            ("制定日:平成31年4月1日", vec![(DateKind::Published, "2019-04-01".to_owned())]),
            ("最后更新:2026年3月5日", vec![(DateKind::LastUpdated, "2026-03-05".to_owned())]),
        ];
        for (text, expected) in cases {
            assert_eq!(taken(text), (expected, 0), "{text}");
        }
    }

    #[test]
    fn the_order_of_day_and_month_comes_from_the_page() {
        let day = |text: &str, declared: Option<bool>| {
            let mut lines = super::super::plain::read(text).lines;
            take(&mut lines, declared).first().map(|date| date.value.to_string())
        };
        let ambiguous = "Last updated: 05/04/2026";
        let cases = [
            (ambiguous.to_owned(), None, None),
            (ambiguous.to_owned(), Some(true), Some("2026-04-05")),
            (ambiguous.to_owned(), Some(false), Some("2026-05-04")),
            (format!("{ambiguous}\n\nIt replaces the text of 31/01/2025."), Some(false), Some("2026-04-05")),
            (format!("{ambiguous}\n\nIt replaces the text of 01/31/2025."), None, Some("2026-05-04")),
        ];
        for (text, declared, expected) in cases {
            assert_eq!(day(&text, declared).as_deref(), expected, "{text} {declared:?}");
        }
    }

    #[test]
    fn dates_less_precise_than_a_day_and_dates_of_examples() {
        let cases = [
            ("Stand: Mai 2026", Some("2026-05")),
            ("Stand: 05/2026", Some("2026-05")),
            ("Stand 5.2026", Some("2026-05")),
            ("Version 2024", Some("2024")),
            ("Effective: Q3 2026", Some("2026-Q3")),
            ("Effective 2026 Q1", Some("2026-Q1")),
            ("Stand: 2. Quartal 2026", Some("2026-Q2")),
            ("Effective this 1st day of May, 2026", Some("2026-05-01")),
            ("Dernière mise à jour : le 12 mai 2026", Some("2026-05-12")),
            ("For example, effective May 1, 2026", None),
            ("Version 3.2026", Some("2026-03")),
        ];
        for (text, expected) in cases {
            let found = taken(text).0.first().map(|(_, value)| value.clone());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn rows_of_a_table_state_dates_too() {
        let page = "<table><tr><td>Version<td>2.0<tr><td>Effective date<td>1 May 2026<tr><td>Plan<td>1 June 2026</table>";
        let mut lines = super::super::html::read(page).lines;
        let found = take(&mut lines, None);
        assert_eq!(found.iter().map(|date| date.value.to_string()).collect::<Vec<_>>(), ["2026-05-01"]);
        assert_eq!(lines.len(), 1);
    }

    #[test]
    fn a_clause_that_holds_a_date_stays() {
        for text in
            ["Credits posted on May 1, 2026 expire at once.", "The plan published 1 May 2026 costs more."]
        {
            assert_eq!(taken(text), (vec![], 1), "{text}");
        }
        let text = "This policy was last changed on 5 May 2026 and enters into force on 1 June 2026 for all users of it.";
        let dates = vec![
            (DateKind::LastUpdated, "2026-05-05".to_owned()),
            (DateKind::Effective, "2026-06-01".to_owned()),
        ];
        assert_eq!(taken(text), (dates, 1));
    }

    #[test]
    fn sentences_stay_and_only_those_that_state_a_date_count() {
        let text =
            "These terms are effective as of May 1, 2026 and replace all earlier ones of this kind in full.";
        assert_eq!(taken(text), (vec![(DateKind::Effective, "2026-05-01".to_owned())], 1));
        for text in [
            "The \"Last updated\" date at the top says when it was changed.",
            "For example, a service bought on March 17, 2025 for three months ends on June 16, 2025 at midnight.",
            "Updating the \"effective date\" at the top",
        ] {
            assert_eq!(taken(text), (vec![], 1), "{text}");
        }
    }
}
