//! Row O7: changes for which telling is not enough.
//!
//! A new purpose, texts that reach back to data already given, and anything that lowers the age of the
//! people spoken of. What the rules found decides; words are read for reaching back only.

use std::sync::LazyLock;

use regex::Regex;

use crate::compare::Comparison;
use crate::facts::Family;
use crate::materiality::{Assessment, Direction, FactChange, Judgement};

static REACHES_BACK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\bretroactiv\w+|\bretrospective\w*|\b(?:data|information|content|files|prompts|inputs|uploads|recordings)\b[^.;]{0,40}\b(?:already|previously|earlier) (?:collected|provided|given|stored|submitted|uploaded|held|received)\b|\b(?:already|previously) (?:collected|provided|given|stored|submitted|uploaded|held|received) (?:\w+ ){0,2}(?:data|information|content|files|prompts|inputs|uploads|recordings)\b|\b(?:collected|provided|given|stored|submitted|uploaded|received)\b[^.;]{0,20}\bbefore (?:this|the) (?:change|update|date|version)\b",
    )
    .expect("valid pattern")
});

/// True when notice alone is not enough for one of the changes.
pub(super) fn is_needed(comparison: &Comparison, assessment: &Assessment) -> bool {
    let reaches_back = comparison.changes.iter().zip(&assessment.changes).any(|(change, judgement)| {
        let says = |text: Option<&str>| text.is_some_and(|text| REACHES_BACK.is_match(text));
        judgement.verdict.is_finding()
            && judgement.direction != Some(Direction::Stronger)
            && says(change.new.as_deref())
            && !says(change.old.as_deref())
    });
    reaches_back || assessment.changes.iter().any(is_beyond_notice)
}

fn is_beyond_notice(judgement: &Judgement) -> bool {
    judgement.verdict.is_finding()
        && judgement.direction != Some(Direction::Stronger)
        && judgement.facts.iter().any(is_of_another_kind)
}

fn is_of_another_kind(fact: &FactChange) -> bool {
    let is_new = fact.old.is_none() && fact.new.as_deref().is_some_and(|new| new != "prohibited");
    match fact.family {
        Family::Purpose => is_new,
        Family::Training => {
            matches!(fact.new.as_deref(), Some("permitted" | "opt_out" | "open"))
                || (is_new && fact.new.as_deref() != Some("opt_in"))
        }
        Family::AgeLimit => match (years(fact.old.as_deref()), years(fact.new.as_deref())) {
            (Some(old), Some(new)) => new < old,
            (Some(_), None) => true,
            _ => false,
        },
        _ => false,
    }
}

fn years(value: Option<&str>) -> Option<u32> {
    value?.split(|c: char| !c.is_ascii_digit()).find(|digits| !digits.is_empty())?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::compare;
    use crate::materiality::assess;
    use crate::normalize::{Input, normalize};

    fn needed(old: &str, new: &str) -> bool {
        let [old, new] = [old, new].map(|words| {
            let text = format!("Privacy Policy\n\n1. Your data\n\n{words}\n\n2. Contact\n\nWrite to us.\n");
            normalize(&Input { bytes: text.as_bytes(), content_type: None, name: Some("policy.txt") })
        });
        let comparison = compare(&old, &new);
        let assessment = assess(&old, &new, &comparison);
        is_needed(&comparison, &assessment)
    }

    #[test]
    fn o7_new_purposes_children_and_reaching_back_need_more_than_notice() {
        let beyond = [
            ("We do not use your prompts to train models.", "We may use your prompts to train models."),
            (
                "You must be at least 16 years old to use the service.",
                "You must be at least 13 years old to use the service.",
            ),
            (
                "We keep recordings for 30 days.",
                "We keep recordings for 90 days, and data already collected is kept as long.",
            ),
        ];
        for (old, new) in beyond {
            assert!(needed(old, new), "{new}");
            assert!(!needed(new, old), "the way back: {old}");
        }
        let account = "We use your e-mail address to run your account.";
        let new_purposes = [
            "We use your e-mail address to run your account and to show you advertising.",
            "We use your e-mail address to run your account and to personalise the ads you see.",
            "We use your e-mail address to run your account and to send you promotional offers from our partners.",
            "We use your e-mail address to run your account. We may use it for marketing purposes.",
            "We use your e-mail address to run your account. It is processed to assess your creditworthiness as well.",
            "We use your e-mail address to run your account. We use what you look at for recommending products to you.",
            "We use your e-mail address to run your account. What you write in chats helps us improve our AI models.",
        ];
        for new in new_purposes {
            assert!(needed(account, new), "{new}");
            assert!(!needed(new, account), "the way back: {new}");
        }
        for denied in ["We do not use it to personalise ads.", "We never use it for marketing."] {
            assert!(!needed(account, &format!("{account} {denied}")), "{denied}");
        }
        let plain = [
            ("We keep recordings for 30 days.", "We keep recordings for 90 days."),
            ("We share data with Acme.", "We share data with Acme and Bolt."),
        ];
        for (old, new) in plain {
            assert!(!needed(old, new), "{new}");
        }
    }
}
