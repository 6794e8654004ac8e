//! `compare --explain`: every judgement with all it was made from.

use super::wrap::{Paint, Sheet, Tone, Width, span};
use super::{Report, safe};
use crate::materiality::{Explanation, Reason, Sentence};

/// One passage a change, in the comparison's order.
pub fn text(report: &Report<'_>, explanations: &[Explanation], width: Width, paint: Paint) -> String {
    let mut sheet = Sheet::new(width, paint);
    let changes = report.comparison.changes.iter().zip(&report.assessment.changes).zip(explanations);
    for ((change, judgement), explanation) in changes {
        sheet.gap();
        let mut head = vec![judgement.verdict.as_str().to_owned()];
        head.extend(judgement.severity.map(|severity| format!("severity {}", severity.as_str())));
        head.extend(judgement.category.map(crate::materiality::Category::in_words));
        head.extend(judgement.direction.map(|direction| direction.in_words().to_owned()));
        let place = if change.section.is_empty() { "(no heading)" } else { &change.section };
        sheet.line(
            0,
            &[
                span(Tone::Strong, safe::line(place)),
                span(Tone::Plain, format!("  {}: {}", change.kind.as_str(), head.join(", "))),
            ],
        );
        let in_a_sentence = |reason: &Reason| {
            explanation
                .sentences
                .iter()
                .flat_map(|sentence| &sentence.reasons)
                .any(|(said, _)| said == reason)
        };
        for reason in judgement.reasons.iter().filter(|reason| {
            explanation.sentences.is_empty() || reason.rule.starts_with('T') && !in_a_sentence(reason)
        }) {
            line(&mut sheet, 1, &format!("{} {}", reason.rule, reason.why));
        }
        for sentence in &explanation.sentences {
            passage(&mut sheet, sentence);
        }
        line(&mut sheet, 1, &explanation.why_not);
    }
    for warning in &report.assessment.warnings {
        sheet.gap();
        line(&mut sheet, 0, &format!("! {}", warning.why));
    }
    sheet.finish()
}

fn passage(sheet: &mut Sheet, sentence: &Sentence) {
    for (mark, words) in [("-", &sentence.old), ("+", &sentence.new)] {
        if let Some(words) = words {
            line(sheet, 1, &format!("{mark} {words}"));
        }
    }
    let severity =
        sentence.severity.map(|severity| format!(", severity {}", severity.as_str())).unwrap_or_default();
    line(sheet, 2, &format!("this sentence: {}{severity}", sentence.verdict.as_str()));
    for (reason, direction) in &sentence.reasons {
        let sign =
            if reason.rule.starts_with('M') { format!(" ({})", direction.in_words()) } else { String::new() };
        line(sheet, 2, &format!("{} {}{sign}", reason.rule, reason.why));
        let quotes: Vec<String> =
            [&reason.old, &reason.new].into_iter().flatten().map(|quote| format!("“{quote}”")).collect();
        if !quotes.is_empty() && reason.rule.starts_with('M') {
            line(sheet, 3, &quotes.join(" → "));
        }
    }
    for (name, facts) in [("facts before", &sentence.facts_before), ("facts after", &sentence.facts_after)] {
        for [family, subject, value] in facts {
            line(sheet, 2, &format!("{name}: {family}, {subject}: {value}"));
        }
    }
    if sentence.old.is_some() && sentence.new.is_some() {
        let rule = sentence
            .reasons
            .iter()
            .map(|(reason, _)| reason.rule.as_str())
            .find(|rule| rule.starts_with('C'));
        for (old, new) in sentence.differs.iter().take(8) {
            let by = rule.map(|rule| format!(", explained by {rule}")).unwrap_or_default();
            line(sheet, 2, &format!("words: “{old}” → “{new}”{by}"));
        }
    }
}

fn line(sheet: &mut Sheet, depth: usize, text: &str) {
    let indent = span(Tone::Plain, "  ".repeat(depth));
    let hang = span(Tone::Plain, "  ".repeat(depth + 1));
    sheet.wrap(&indent, &hang, &[span(Tone::Plain, safe::line(text))]);
}
