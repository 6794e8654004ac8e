//! Dates a policy states about itself: lines such as "Last updated: 4 May 2026".
//!
//! Such a line leaves the clauses and becomes a [`PolicyDate`]; a sentence that states one stays a clause
//! and is recorded as well. A sentence that only talks about dates states none.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::text::key_form;
use crate::document::{DateKind, PartialDate, PolicyDate};

use super::dates::find_dates;
use super::line::{Kind, Line};

/// Cue words by kind, lower case; the longest cue nearest before the date decides.
const CUES: &[(&str, DateKind)] = &[
    ("last updated", DateKind::LastUpdated),
    ("last update", DateKind::LastUpdated),
    ("last modified", DateKind::LastUpdated),
    ("last revised", DateKind::LastUpdated),
    ("last reviewed", DateKind::LastUpdated),
    ("last changed", DateKind::LastUpdated),
    ("latest update", DateKind::LastUpdated),
    ("date of last revision", DateKind::LastUpdated),
    ("updated", DateKind::LastUpdated),
    ("revised", DateKind::LastUpdated),
    ("revision date", DateKind::LastUpdated),
    ("modified", DateKind::LastUpdated),
    ("zuletzt aktualisiert", DateKind::LastUpdated),
    ("letzte aktualisierung", DateKind::LastUpdated),
    ("letzte änderung", DateKind::LastUpdated),
    ("stand", DateKind::LastUpdated),
    ("dernière mise à jour", DateKind::LastUpdated),
    ("mis à jour", DateKind::LastUpdated),
    ("mise à jour", DateKind::LastUpdated),
    ("última actualización", DateKind::LastUpdated),
    ("actualizado", DateKind::LastUpdated),
    ("ultimo aggiornamento", DateKind::LastUpdated),
    ("aggiornato", DateKind::LastUpdated),
    ("última atualização", DateKind::LastUpdated),
    ("atualizado", DateKind::LastUpdated),
    ("laatst bijgewerkt", DateKind::LastUpdated),
    ("laatst gewijzigd", DateKind::LastUpdated),
    ("ostatnia aktualizacja", DateKind::LastUpdated),
    ("最終更新", DateKind::LastUpdated),
    ("更新日", DateKind::LastUpdated),
    ("最近更新", DateKind::LastUpdated),
    ("effective date", DateKind::Effective),
    ("effective as of", DateKind::Effective),
    ("effective from", DateKind::Effective),
    ("effective on", DateKind::Effective),
    ("effective", DateKind::Effective),
    ("in effect from", DateKind::Effective),
    ("in force", DateKind::Effective),
    ("takes effect", DateKind::Effective),
    ("take effect", DateKind::Effective),
    ("applies from", DateKind::Effective),
    ("valid from", DateKind::Effective),
    ("gültig ab", DateKind::Effective),
    ("in kraft", DateKind::Effective),
    ("wirksam ab", DateKind::Effective),
    ("en vigueur", DateKind::Effective),
    ("date d'effet", DateKind::Effective),
    ("entrada en vigor", DateKind::Effective),
    ("vigente desde", DateKind::Effective),
    ("fecha de vigencia", DateKind::Effective),
    ("in vigore", DateKind::Effective),
    ("data di entrata in vigore", DateKind::Effective),
    ("em vigor", DateKind::Effective),
    ("data de vigência", DateKind::Effective),
    ("ingangsdatum", DateKind::Effective),
    ("van kracht", DateKind::Effective),
    ("obowiązuje od", DateKind::Effective),
    ("施行日", DateKind::Effective),
    ("発効日", DateKind::Effective),
    ("生效日期", DateKind::Effective),
    ("published", DateKind::Published),
    ("posted", DateKind::Published),
    ("publication date", DateKind::Published),
    ("date of this notice", DateKind::Published),
    ("date of this policy", DateKind::Published),
    ("dated", DateKind::Published),
    ("veröffentlicht", DateKind::Published),
    ("publié", DateKind::Published),
    ("publicado", DateKind::Published),
    ("pubblicato", DateKind::Published),
    ("gepubliceerd", DateKind::Published),
    ("制定日", DateKind::Published),
    ("version of", DateKind::Version),
    ("version date", DateKind::Version),
    ("version", DateKind::Version),
    ("fassung vom", DateKind::Version),
    ("date", DateKind::Published),
    ("datum", DateKind::Published),
    ("fecha", DateKind::Published),
];

/// A date line has at most so many words besides dates and cues.
const MAX_OTHER_WORDS: usize = 9;
/// A date alone on its line counts only so near the top.
const TOP_LINES: usize = 6;

/// Takes date lines out and returns the dates of the document in order of appearance.
pub(super) fn take(lines: &mut Vec<Line>) -> Vec<PolicyDate> {
    let mut dates: Vec<PolicyDate> = Vec::new();
    let mut drop = vec![false; lines.len()];
    for at in 0..lines.len() {
        if drop[at] || !is_readable(&lines[at]) {
            continue;
        }
        let next = lines.get(at + 1).filter(|line| is_readable(line)).map(|line| line.text.as_str());
        let found = match joined_with_next(&lines[at].text, next) {
            Some(joined) => {
                drop[at + 1] = true;
                date_line(&joined)
            }
            None => date_line(&lines[at].text),
        };
        drop[at] = !found.is_empty();
        dates.extend(found);
        if !drop[at] && at < TOP_LINES {
            drop[at] = take_bare(&lines[at].text, &mut dates);
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
fn joined_with_next(text: &str, next: Option<&str>) -> Option<String> {
    let next = next?;
    if text.len() > 40 || next.len() > 40 || !find_dates(text).is_empty() {
        return None;
    }
    let key = key_form(text);
    let label = key.trim_end_matches([':', ' ']);
    let is_label = CUES.iter().any(|(cue, _)| *cue == label);
    (is_label && is_only_date(next)).then(|| format!("{} {next}", text.trim_end()))
}

fn is_only_date(text: &str) -> bool {
    matches!(find_dates(text).as_slice(), [(range, _)] if text.len() - range.len() <= 2)
}

fn take_bare(text: &str, dates: &mut Vec<PolicyDate>) -> bool {
    let bare = text.len() <= 40 && is_only_date(text);
    if bare && let Some((_, value)) = find_dates(text).first() {
        dates.push(PolicyDate { kind: DateKind::Published, value: *value, text: text.to_owned() });
    }
    bare
}

/// Dates of a line that says nothing else.
fn date_line(text: &str) -> Vec<PolicyDate> {
    if text.len() > 160 {
        return Vec::new();
    }
    let mut found = find_dates(text);
    if found.is_empty()
        && let Some((at, value)) = last_year(text)
        && text.split_whitespace().count() <= 4
    {
        found.push((at..text.len(), PartialDate::Year(value)));
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
    others += text[from..].split_whitespace().count();
    if others > MAX_OTHER_WORDS { Vec::new() } else { dates }
}

/// A year that ends the text, and where it starts.
fn last_year(text: &str) -> Option<(usize, i32)> {
    let at = text.len().checked_sub(4)?;
    let (before, year) = text.split_at_checked(at)?;
    let alone = !before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    let digits = year.bytes().all(|byte| byte.is_ascii_digit());
    (alone && digits && (year.starts_with("19") || year.starts_with("20")))
        .then_some((at, year.parse().ok()?))
}

/// The cue that stands last in these words; of those that end together, the longest.
fn last_cue(words: &str) -> Option<(&'static str, DateKind)> {
    CUES.iter()
        .filter_map(|(cue, kind)| {
            let at = words.rfind(cue)?;
            let whole = words[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
            whole.then_some((at + cue.len(), cue.len(), *cue, *kind))
        })
        .max_by_key(|(end, length, _, _)| (*end, *length))
        .map(|(_, _, cue, kind)| (cue, kind))
}

static STATED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?-u:\b)(?:this|these|the|our)\s+(?:[0-9A-Za-z_À-ɏ]+\s+){0,4}?(?:policy|terms|agreement|notice|statement|addendum|conditions|sla|document|guidelines)(?-u:\b)[^.]{0,40}?(?-u:\b)(?:(?P<effective>effective|takes? effect|in effect|applies|apply|in force)|(?P<updated>last (?:updated|modified|revised)|updated|revised)|(?P<published>published|posted))(?-u:\b)[^.0-9]{0,30}$",
    )
    .expect("valid pattern")
});

/// A quick look before the pattern: verbs of which one stands shortly before every stated date.
const STATING: &[&str] = &[
    "effective",
    "take effect",
    "takes effect",
    "in effect",
    "applies",
    "apply",
    "in force",
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
        let dates = take(&mut lines).into_iter().map(|date| (date.kind, date.value.to_string())).collect();
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
        ];
        for (text, expected) in cases {
            assert_eq!(taken(text), (expected, 0), "{text}");
        }
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
