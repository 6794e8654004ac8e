//! How a comparison stands on a page of fixed-width lines: terminal and plain text share it.
//!
//! Grouped under section paths, the gravest first; each change says its verdict, then why, then
//! shows its words. Marks carry the meaning, colour only repeats it.

use super::entries::{Entry, Group, by_severity, grouped, tally_shown, told_value};
use super::wrap::{Paint, Sheet, Span, Tone, Width, span};
use super::{Report, Side, excerpt, safe};
use crate::compare::{Change, Fate, Word};
use crate::materiality::Verdict;

/// The whole comparison.
pub(crate) fn comparison(report: &Report<'_>, width: Width, paint: Paint) -> String {
    let mut sheet = Sheet::new(width, paint);
    let entries = by_severity(report.comparison, report.assessment);
    sheet.line(0, &[span(Tone::Strong, report.title())]);
    sheet.line(0, &[span(tone(report.assessment.verdict), tally_shown(report, &entries, "to review"))]);
    sheet.gap();
    side(&mut sheet, "old", &report.old);
    side(&mut sheet, "new", &report.new);
    for group in grouped(entries) {
        section(&mut sheet, &group);
    }
    warnings(&mut sheet, report);
    sheet.finish()
}

/// One line a change, in the order of severity: verdict, severity, section, the first reason.
pub fn summary(report: &Report<'_>) -> String {
    let entries = by_severity(report.comparison, report.assessment);
    entries
        .iter()
        .map(|entry| {
            let severity = entry.severity().map_or("-", |severity| severity.as_str());
            let section = entry.section();
            let verdict = entry.judgement.map_or("-", |judgement| judgement.verdict.as_str());
            format!("{verdict:<8} {severity:<6} {section}: {}\n", entry.gist(120))
        })
        .collect()
}

fn side(sheet: &mut Sheet, label: &str, side: &Side<'_>) {
    let source = span(Tone::Plain, safe::line(side.source));
    let hash = span(Tone::Faint, format!(" sha256:{}", side.sha256.get(..12).unwrap_or(&side.sha256)));
    let margin = span(Tone::Plain, "     ");
    sheet.wrap(&span(Tone::Faint, format!("{label}  ")), &margin, &[source, hash]);
}

fn section(sheet: &mut Sheet, group: &Group<'_>) {
    sheet.gap();
    sheet.line(0, &[span(Tone::Strong, group.section.as_str())]);
    for (index, entry) in group.entries.iter().enumerate() {
        if index > 0 {
            sheet.gap();
        }
        change(sheet, entry);
    }
}

fn change(sheet: &mut Sheet, entry: &Entry<'_>) {
    let verdict = entry.verdict();
    let severity = entry.severity().map(|severity| format!(", {}", severity.as_str())).unwrap_or_default();
    let mut details = vec![entry.event()];
    details.extend(entry.qualities());
    let (label, details) = match entry.judgement {
        Some(_) => {
            (format!("{}{severity}", verdict.as_str().to_uppercase()), format!(": {}", details.join("; ")))
        }
        None => (super::html::capital(&details.join("; ")), String::new()),
    };
    let hang = span(Tone::Plain, "    ");
    sheet.wrap(&span(Tone::Plain, "  "), &hang, &[span(tone(verdict), label), span(Tone::Plain, details)]);
    for reason in reasons(entry) {
        sheet.line(4, &reason);
    }
    words(sheet, entry.change);
    for fact in entry.told_facts() {
        let value = |value: &Option<String>| safe::line(&told_value(value.as_deref()));
        let subject = safe::line(&fact.subject);
        let text = format!("{subject}: {} -> {}", value(&fact.old), value(&fact.new));
        sheet.line(4, &[span(Tone::Faint, "fact  "), span(Tone::Plain, text)]);
    }
}

/// Each sentence with the rules that say it.
fn reasons(entry: &Entry<'_>) -> Vec<Vec<Span>> {
    let sentences = entry.sentences().into_iter();
    let with_rules = sentences.map(|sentence| {
        let says = |why: &str| safe::line(why) == sentence;
        let mut rules: Vec<&str> = Vec::new();
        for reason in entry.reasons().iter().filter(|reason| says(&reason.why)) {
            if !rules.contains(&reason.rule.as_str()) {
                rules.push(&reason.rule);
            }
        }
        let rules = safe::line(&rules.join(", "));
        vec![span(Tone::Plain, sentence), span(Tone::Faint, format!(" ({rules})"))]
    });
    with_rules.collect()
}

/// The words of a change with their marks.
pub(super) fn words(sheet: &mut Sheet, change: &Change) {
    let runs = excerpt::runs(change);
    if excerpt::is_whole(&runs) {
        for run in runs.iter().filter(|run| run.fate != Fate::Same) {
            let (mark, tone) =
                if run.fate == Fate::Added { ("+", Tone::Added) } else { ("-", Tone::Removed) };
            let margin = span(tone, format!("    {mark} "));
            sheet.wrap(&margin, &margin, &[span(tone, run.text.trim())]);
        }
    } else {
        let margin = span(Tone::Faint, "    | ");
        sheet.wrap(&margin, &margin, &excerpt::inline(&runs).iter().map(marked).collect::<Vec<_>>());
    }
}

fn marked(run: &Word) -> Span {
    match run.fate {
        Fate::Same => span(Tone::Plain, run.text.as_str()),
        Fate::Removed => span(Tone::Removed, format!("[-{}-]", run.text)),
        Fate::Added => span(Tone::Added, format!("{{+{}+}}", run.text)),
    }
}

fn warnings(sheet: &mut Sheet, report: &Report<'_>) {
    if report.assessment.warnings.is_empty() {
        return;
    }
    sheet.gap();
    sheet.line(0, &[span(Tone::Strong, "In the new text")]);
    for warning in &report.assessment.warnings {
        let margin = span(Tone::Plain, "    ");
        sheet.wrap(&span(Tone::Doubtful, "  ! "), &margin, &[span(Tone::Plain, safe::line(&warning.why))]);
    }
}

fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::None => Tone::Plain,
        Verdict::Cosmetic => Tone::Harmless,
        Verdict::Review => Tone::Doubtful,
        Verdict::Material => Tone::Grave,
    }
}
