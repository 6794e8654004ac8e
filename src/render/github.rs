//! A comparison as annotations of a GitHub workflow: one workflow command a line.
//!
//! Policy text is a stranger's: an unescaped line feed would start a command of its own, so every
//! word passes through `data` or `property`.

use super::entries::{Entry, by_severity};
use super::lines::Lines;
use super::{Report, excerpt, safe};
use crate::document::text::shorten;
use crate::materiality::Verdict;

/// Longest message, in characters: annotations are shown in a narrow box.
const MESSAGE: usize = 400;

/// One annotation a change, most severe first: errors for material changes, warnings for those a
/// person must look at, notices for the rest. GitHub shows ten of each sort for one step.
///
/// `written` is the new text as it stands in its file, where it is a file of text: each annotation then
/// names the line of the new words, or the line where something is missing.
pub fn annotations(report: &Report<'_>, written: Option<&str>) -> String {
    let file = safe::line(report.new.source);
    // GitHub knows files by their path from the top of the repository.
    let file = property(file.trim_start_matches("./"));
    let lines = written.map(Lines::of);
    let line = |entry: &Entry<'_>| lines.as_ref().and_then(|lines| lines.line_of(entry.change));
    let entries = by_severity(report.comparison, report.assessment);
    entries.iter().map(|entry| annotation(entry, &file, line(entry))).collect()
}

fn annotation(entry: &Entry<'_>, file: &str, line: Option<usize>) -> String {
    let command = match entry.verdict() {
        Verdict::Material => "error",
        Verdict::Review => "warning",
        Verdict::None | Verdict::Cosmetic => "notice",
    };
    let title = entry.label().map_or_else(|| entry.event(), |label| format!("{label}: {}", entry.event()));
    let mut message = vec![entry.section()];
    message.extend(entry.sentences());
    message.push(excerpt::one_line(entry.change, MESSAGE));
    message.retain(|line| !line.is_empty());
    format!(
        "::{command} file={file}{},title={}::{}\n",
        line.map(|line| format!(",line={line}")).unwrap_or_default(),
        property(&shorten(&title, 120)),
        data(&shorten(&message.join("\n"), 2 * MESSAGE))
    )
}

/// Escapes a message.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::annotations;
    use crate::compare::Comparison;
    use crate::compare::Fate;
    use crate::materiality::{Assessment, Verdict};
    use crate::render::tests::{changed, report, sample, word};

    #[test]
    fn each_change_is_one_command_and_the_gravest_comes_first() {
        let (comparison, assessment) = sample();
        let out = annotations(&report(&comparison, &assessment), None);
        assert_eq!(out.lines().count(), comparison.changes.len());
        assert!(out.starts_with("::error file="), "{out}");
    }

    #[test]
    fn policy_words_cannot_start_a_command_of_their_own() {
        let hostile =
            changed(&[word(Fate::Removed, "a"), word(Fate::Added, "50%\n::add-mask::x\r\n::error::y")]);
        let comparison = Comparison { changes: vec![hostile] };
        let unjudged = Assessment { verdict: Verdict::Review, changes: Vec::new(), warnings: Vec::new() };
        let out = annotations(&report(&comparison, &unjudged), None);
        assert_eq!(out.lines().count(), 1);
        assert!(out.contains("50%25"), "{out}");
    }
}
