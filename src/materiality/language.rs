//! Texts in other languages: the rules read English, so they say that they do not read these.

use super::rules::Finding;
use crate::document::text::key_form;
use crate::document::{Document, Warning, WarningKind};
use crate::facts::Clause;
use crate::facts::lexer::padded;
use crate::normalize::language_of;

/// Code of a document's language where it is known and not English.
pub(super) fn foreign(document: &Document) -> Option<&str> {
    document.language.as_deref().filter(|language| *language != "en")
}

/// True for a sentence that is English for certain; short ones go with their document.
pub(super) fn reads_english(clause: &Clause) -> bool {
    language_of(&clause.text) == Some("en")
}

/// The same letters and numbers in the same order, whatever the case, spacing and punctuation.
pub(super) fn same_letters(old: &str, new: &str) -> bool {
    if padded(old) == padded(new) {
        return true;
    }
    let spaceless = |text: &str| key_form(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    // Scripts without spaces between words: a space there is layout.
    let dense =
        |text: &str| text.chars().any(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}'));
    dense(old) && spaceless(old) == spaceless(new)
}

/// Why a change in this language is for a person.
pub(super) fn unread(code: &str) -> String {
    format!("The text is in {}; the rules read English only, so a person must read this change.", name(code))
}

/// The values that took the place of others, which are read in every language: one sentence each.
pub(super) fn values(findings: &[Finding]) -> String {
    let instead = |finding: &Finding| {
        let fact = finding.fact.as_ref()?;
        let (old, new) = fact.old.as_ref().zip(fact.new.as_ref())?;
        Some(format!("{new} instead of {old}. "))
    };
    findings.iter().filter_map(instead).collect()
}

/// The warning of a comparison whose text the rules do not read.
pub(super) fn warning(old: &Document, new: &Document) -> Option<Warning> {
    let code = foreign(new).or_else(|| foreign(old))?;
    let why = format!(
        "The text is in {}: sections, words, numbers, dates, percentages and money are compared; the rules read English only, so every reworded sentence is left to a person.",
        name(code)
    );
    Some(Warning { kind: WarningKind::Language, why })
}

fn name(code: &str) -> &str {
    match code {
        "de" => "German",
        "fr" => "French",
        "es" => "Spanish",
        "it" => "Italian",
        "pt" => "Portuguese",
        "nl" => "Dutch",
        "pl" => "Polish",
        "ja" => "Japanese",
        "zh" => "Chinese",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use crate::compare::compare;
    use crate::materiality::{Assessment, Verdict, assess};
    use crate::normalize::{Input, normalize};

    fn assessed(old: &str, new: &str) -> Assessment {
        let read = |text: &str| {
            normalize(&Input { bytes: text.as_bytes(), content_type: None, name: Some("text.md") })
        };
        let (old, new) = (read(old), read(new));
        assess(&old, &new, &compare(&old, &new))
    }

    const GERMAN: &str = "# Datenschutz\n\nWir speichern die Zugriffsprotokolle für 30 Tage und löschen sie dann.\n\nWir geben Ihre Daten nicht an Dritte weiter, und die Rechnungen werden von uns nicht verkauft.\n";
    const FRENCH: &str = "# Confidentialité\n\nNous conservons les journaux de connexion pendant 30 jours et nous les supprimons.\n\nNous ne vendons pas vos données, et vous pouvez nous écrire pour une copie de vos données.\n";
    const JAPANESE: &str = "# プライバシーポリシー\n\n当社はアクセスログを30日間保存し、その後削除します。\n\n当社は個人情報を第三者に販売しません。\n";

    #[test]
    fn a_reworded_sentence_is_for_a_person_and_says_why() {
        let cases = [
            (GERMAN, "nicht an Dritte weiter", "an Dritte weiter", "German"),
            (FRENCH, "ne vendons pas vos données", "vendons vos données", "French"),
            (JAPANESE, "販売しません", "販売します", "Japanese"),
        ];
        for (text, from, to, name) in cases {
            let found = assessed(text, &text.replace(from, to));
            assert_eq!(found.verdict, Verdict::Review, "{name}");
            assert!(
                found.changes.iter().any(|change| change.reasons.iter().any(|reason| reason.rule == "R1"))
            );
            assert!(found.warnings.iter().any(|warning| warning.why.contains(name)), "{:?}", found.warnings);
        }
    }

    #[test]
    fn a_changed_number_is_a_fact_with_both_values() {
        let cases = [
            (GERMAN, "30 Tage", "90 Tage"),
            (FRENCH, "30 jours", "90 jours"),
            (JAPANESE, "30日間", "90日間"),
        ];
        for (text, from, to) in cases {
            let found = assessed(text, &text.replace(from, to));
            assert_eq!(found.verdict, Verdict::Review, "{to}");
            let facts: Vec<_> = found.changes.iter().flat_map(|change| &change.facts).collect();
            let held = facts
                .iter()
                .any(|fact| fact.old.as_deref() == Some("30 days") && fact.new.as_deref() == Some("90 days"));
            assert!(held, "{to}: {facts:?}");
            let why: Vec<&str> =
                found.changes.iter().flat_map(|change| &change.reasons).map(|reason| &*reason.why).collect();
            assert!(why.iter().any(|why| why.starts_with("90 days instead of 30 days. ")), "{to}: {why:?}");
            assert_eq!(found.changes[0].severity, Some(crate::materiality::Severity::Medium), "{to}");
        }
    }

    #[test]
    fn spaces_and_case_are_harmless_in_every_language() {
        for text in [GERMAN, FRENCH] {
            let new = text.replace(" und ", "  und ").replace("Wir", "WIR").replace("Nous", "NOUS");
            assert!(assessed(text, &new).verdict <= Verdict::Cosmetic, "{text}");
        }
        assert!(assessed(JAPANESE, &JAPANESE.replace("30日間", "30 日間")).verdict <= Verdict::Cosmetic);
    }

    #[test]
    fn an_english_sentence_in_a_german_text_is_read() {
        let english =
            "\nWe do not sell your data to any of our partners, and you may ask us for a copy of it.\n";
        let old = format!("{GERMAN}{english}");
        let found = assessed(&old, &old.replace("do not sell", "may sell"));
        assert_eq!(found.verdict, Verdict::Material);
    }
}
