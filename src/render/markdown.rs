//! A comparison as Markdown that fits a pull-request comment.
//!
//! GitHub takes at most 65,536 characters; findings are written out first, and what no longer fits
//! is listed in one line each. Words of a policy never become markup, mentions or references.

use super::entries::{Entry, by_severity, grouped, tally_shown};
use super::{Report, excerpt, safe};
use crate::compare::{Fate, Word};

/// Characters after which changes are only listed: GitHub's limit less a margin for the list.
const ROOM: usize = 48_000;
/// Longest added or removed run, in characters.
const RUN: usize = 1_500;
/// Most changes in the closing list.
const LISTED: usize = 80;

/// The whole comparison.
pub fn comparison(report: &Report<'_>) -> String {
    let entries = by_severity(report.comparison, report.assessment);
    let (findings, harmless): (Vec<_>, Vec<_>) =
        entries.iter().copied().partition(|entry| entry.verdict().is_finding());
    let mut out =
        format!("## {}\n\n**{}**\n", escape(&report.title()), tally_shown(report, &entries, "to review"));
    let mut left_out = Vec::new();
    write(&mut out, findings, &mut left_out);
    if !harmless.is_empty() {
        out.push_str(&format!("\n<details><summary>{} cosmetic</summary>\n", harmless.len()));
        write(&mut out, harmless, &mut left_out);
        out.push_str("\n</details>\n");
    }
    list(&mut out, &left_out);
    for warning in &report.assessment.warnings {
        out.push_str(&format!("\n> In the new text: {}\n", escape(&safe::line(&warning.why))));
    }
    out.push_str(&footer(report));
    out
}

/// Escapes a stranger's words so that they stay words.
pub(crate) fn escape(text: &str) -> String {
    let text = safe::lines(text);
    let mut out = String::with_capacity(text.len() + 16);
    let mut line_start = true;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' => out.extend(['\\', c]),
            '+' | '-' | '=' if line_start => out.extend(['\\', c]),
            // An empty comment keeps GitHub from making a mention or a reference of it.
            '@' => out.push_str("@<!-- -->"),
            '#' if line_start => out.push_str("\\#"),
            '#' if chars.peek().is_some_and(char::is_ascii_digit) => out.push_str("#<!-- -->"),
            '.' | ')' if starts_a_list(&out) => out.extend(['\\', c]),
            other => out.push(other),
        }
        line_start = c == '\n' || (line_start && c == ' ');
    }
    out
}

/// True when the last line is only digits: a full stop after them would open a numbered list.
fn starts_a_list(out: &str) -> bool {
    let line = out.rsplit('\n').next().unwrap_or(out).trim_start();
    !line.is_empty() && line.chars().all(|c| c.is_ascii_digit())
}

fn write<'a>(out: &mut String, entries: Vec<Entry<'a>>, left_out: &mut Vec<Entry<'a>>) {
    for group in grouped(entries) {
        let heading = format!("\n### {}\n", escape(&group.section));
        let mut headed = false;
        for entry in group.entries {
            let written = change(&entry);
            if out.chars().count() + written.chars().count() > ROOM {
                left_out.push(entry);
                continue;
            }
            if !headed {
                out.push_str(&heading);
                headed = true;
            }
            out.push_str(&written);
        }
    }
}

fn change(entry: &Entry<'_>) -> String {
    let details = std::iter::once(entry.event()).chain(entry.qualities()).collect::<Vec<_>>().join("; ");
    let label = entry.label().map(|label| format!("**{label}**: ")).unwrap_or_default();
    let mut out = format!("\n{label}{}\n", escape(&details));
    for sentence in entry.sentences() {
        out.push_str(&format!("\n{}\n", escape(&sentence)));
    }
    let runs = excerpt::capped(excerpt::runs(entry.change), RUN);
    if !runs.is_empty() {
        let words: String = excerpt::inline(&runs).iter().map(marked).collect();
        out.push_str(&format!("\n> {}\n", words.replace('\n', "<br>\n> ")));
    }
    out
}

fn marked(run: &Word) -> String {
    let words = escape(&run.text);
    match run.fate {
        Fate::Same => words,
        Fate::Removed => format!("<del>{words}</del>"),
        Fate::Added => format!("<ins>{words}</ins>"),
    }
}

fn list(out: &mut String, left_out: &[Entry<'_>]) {
    if left_out.is_empty() {
        return;
    }
    out.push_str(&format!("\n### {} more\n\n", left_out.len()));
    for entry in left_out.iter().take(LISTED) {
        let gist = escape(&entry.gist(120));
        out.push_str(&format!("- {}, {}: {gist}\n", entry.verdict().as_str(), escape(&entry.section())));
    }
    if let Some(rest) = left_out.len().checked_sub(LISTED).filter(|rest| *rest > 0) {
        out.push_str(&format!("- and {rest} more\n"));
    }
}

fn footer(report: &Report<'_>) -> String {
    let side = |source: &str, sha256: &str| {
        format!("{} (sha256 {})", escape(&safe::line(source)), sha256.get(..12).unwrap_or(sha256))
    };
    let (old, new) = (&report.old, &report.new);
    format!("\n<sub>{} to {}</sub>\n", side(old.source, &old.sha256), side(new.source, &new.sha256))
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn policy_words_never_become_markup_mentions_or_references() {
        let cases = [
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("ask @octocat about #12", "ask @<!-- -->octocat about #<!-- -->12"),
            ("# Title\n- item\n1. one", "\\# Title\n\\- item\n1\\. one"),
            ("a_b *c* [d](e) | f", "a\\_b \\*c\\* \\[d\\](e) \\| f"),
        ];
        for (input, expected) in cases {
            assert_eq!(escape(input), expected, "{input:?}");
        }
    }
}
