//! Which durations of a sentence are the notice of a change, and which only stand near the word.
//!
//! A duration becomes a lead only when it is bound to notice, to "before" or to the day of effect.
//! Retention, cure, meeting, objection and deemed-receipt periods are bound to something else. Reads
//! one folded lower-case sentence.

use std::sync::LazyLock;

use regex::Regex;

use super::change::{is_about_change, names_document};
use super::{Lead, RelativeTo, durations, sentences};

/// A lead with the place it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FoundLead {
    pub(super) lead: Lead,
    /// Byte offset in the sentence.
    pub(super) offset: usize,
    /// Set when the sentence counts effect from notice or posting: "30 days after posting".
    pub(super) relative: Option<RelativeTo>,
}

macro_rules! pattern {
    ($name:ident, $text:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($text).expect("valid pattern"));
    };
}

pattern!(
    NOTICE_AFTER,
    r"^'?s?'?\s*(?:of\s+)?(?:(?:prior|advance|advanced|previous|written|reasonable|formal|clear|e-?mail|electronic|public|individual|express|minimum|and|or)[\s,]+)*(?:notice|notification|warning|announcement)\b"
);
pattern!(
    AHEAD_AFTER,
    r"^'?s?'?(?:\s+(?:or more|or longer|at (?:the )?(?:very )?(?:least|latest)))?\s*,?\s*(?:before(?:hand)?\b|prior\b|in advance\b|ahead\b|earlier\b|preceding\b)"
);
pattern!(
    REMINDER_AFTER,
    r"^\s*(?:,|and|then)[^.;]{0,20}\b(?:reminder|again)\b[^.;]{0,40}\b(?:before|prior|in advance|ahead)"
);
pattern!(
    TIME_TO_READ,
    r"^\s+(?:to|in which to)\s+(?:review|read|consider|study|decide)\b[^.;]{0,80}\bbefore\b"
);
pattern!(
    NOTICE_BEFORE,
    r"\b(?:notice|notification|warning|lead time)(?: period)?\s+(?:of|is|is of|being|shall be|will be|amounts to)\s+(?:at least|not less than|no less than|no fewer than|not fewer than|a minimum of|minimum)?\s*$"
);
pattern!(
    COUNTED_FROM,
    r"^'?s?'?\s*(?:(?:have|has)\s+(?:passed|elapsed|gone by)\s+)?(?:after|from|following|since|later)\b(?P<event>[^.;]{0,80})"
);
pattern!(
    EFFECT,
    r"\b(?:tak(?:e|es|en|ing)|com(?:e|es|ing)|enter(?:s|ing)?|go(?:es)?|becom(?:e|es|ing))\s+(?:in)?(?:to\s+)?(?:effect|force|effective|binding)\b|\b(?:bring|brings|bringing|put|puts|putting)\b[^.;]{0,40}\binto (?:effect|force|operation)\b|\beffective\b|\bappl(?:y|ies|icable)\b|\bbinding\b|\bin force\b"
);
pattern!(
    TOLD,
    r"\b(?:notice|notif\w+|inform\w*|told|tell|e-?mail\w*|sent|send\w*|receiv\w+|receipt|communicat\w+|announc\w+|letter|message)\b"
);
pattern!(SHOWN, r"\b(?:post\w*|publi\w+|available|appear\w*|display\w*|upload\w*|online)\b");
pattern!(
    NEVER_A_LEAD,
    r"\b(?:within|every|each|reminder(?: of| is sent)?|again|last|past)\s+(?:the\s+)?(?:next\s+)?$"
);
pattern!(
    DEEMED,
    r"\b(?:deemed|considered|presumed|regarded as|treated as)\b(?: (?:to (?:have been|be)|as(?: having been)?|duly|validly)){0,2} (?:received|delivered|given|served|made|sent|notified|effected)\b"
);
pattern!(
    GIVEN_TO_READER,
    r"\b(?:give|gives|grant|grants|allow|allows|leave|leaves|have|has|get|gets)\b[^.;,]{0,40}$"
);
pattern!(
    TO_MAKE_UP_ONES_MIND,
    r"^\s+(?:to|in which to|for you to)\s+(?:decide|consider|review|study|think|make up)\b"
);
pattern!(
    OTHER_PURPOSE,
    r"\b(?:call(?:ed|ing)?|conven\w+|held|meetings?|vote|terminat\w*|cancel\w*|suspend\w*|discontinu\w*|withdraw\w*|clos(?:e|ing)|leave)\b[^,;.]{0,45}$"
);
pattern!(
    OTHER_EVENT,
    r"^\s*(?:to\s+)?(?:the\s+|your\s+|a\s+|any\s+|each\s+|its\s+)?(?:next\s+|current\s+)?(?:renewal|expir\w+|end of|meeting|billing|deletion|departure|event|delivery|termination|trial|arrival|check-in)\b"
);
pattern!(
    OTHER_TOPIC,
    r"\b(?:terminat|suspend|cancel|refund|invoice|breach|complain|delet|retain|retention|backup|trial|renew|dispute|claim|delinquen|overdue)\w*|\bnon-payment\b|\bput it right\b"
);
pattern!(
    ELLIPTIC,
    r"\b(?:requires?|needs?|takes?|gets?|with|on|by)\s+(?:at least\s+|only\s+)?$|[,:]\s*(?:it is\s+|at least\s+)?$"
);

/// The leads of a sentence. `is_change` says whether the sentence itself speaks of changes; one that
/// only follows such a sentence must not be about something else.
pub(super) fn find(sentence: &str, is_change: bool) -> Vec<FoundLead> {
    if DEEMED.is_match(sentence) || (!is_change && OTHER_TOPIC.is_match(sentence)) {
        return Vec::new();
    }
    let durations = durations::find(sentence);
    let mut found: Vec<FoundLead> = durations
        .iter()
        .filter_map(|(range, lead)| {
            let (before, after) = (&sentence[..range.start], &sentence[range.end..]);
            let relative = counted_from(before, after);
            (relative.is_some() || is_bound(before, after)).then_some(FoundLead {
                lead: *lead,
                offset: range.start,
                relative,
            })
        })
        .collect();
    if !found.is_empty() {
        let elliptic = durations.iter().filter(|(range, _)| is_elliptic(sentence, range.start));
        found.extend(elliptic.map(|(range, lead)| FoundLead {
            lead: *lead,
            offset: range.start,
            relative: None,
        }));
    }
    found.sort_by_key(|found| found.offset);
    found.dedup_by_key(|found| found.offset);
    found
}

fn is_bound(before: &str, after: &str) -> bool {
    if let Some(notice) = NOTICE_AFTER.find(after) {
        return !OTHER_PURPOSE.is_match(before)
            && !before.ends_with("within ")
            && is_of_change(&after[notice.end()..]);
    }
    if NEVER_A_LEAD.is_match(before) {
        return false;
    }
    if let Some(ahead) = AHEAD_AFTER.find(after) {
        return !OTHER_EVENT.is_match(&after[ahead.end()..]);
    }
    REMINDER_AFTER.is_match(after)
        || TIME_TO_READ.is_match(after)
        || (GIVEN_TO_READER.is_match(before) && TO_MAKE_UP_ONES_MIND.is_match(after))
        || (NOTICE_BEFORE.is_match(before) && !OTHER_PURPOSE.is_match(before) && is_of_change(after))
}

/// `notice of …`: of the change, or of something else?
fn is_of_change(rest: &str) -> bool {
    let rest = rest.trim_start_matches(" period");
    let Some(object) = rest.strip_prefix(" of ").or_else(|| rest.strip_prefix(" about ")) else {
        return !rest.starts_with(" to terminate") && !rest.starts_with(" to cancel");
    };
    let object: String = object.split([',', ';', '.']).next().unwrap_or_default().to_owned();
    let first = object.split(' ').next().unwrap_or_default();
    is_about_change(&object)
        || names_document(&object)
        || matches!(first, "it" | "them" | "this" | "these" | "such")
}

/// "takes effect 30 days after posting": what the days are counted from.
fn counted_from(before: &str, after: &str) -> Option<RelativeTo> {
    let counted = COUNTED_FROM.captures(after)?;
    let is_effect = EFFECT.find_iter(before).last().is_some();
    if !is_effect || NEVER_A_LEAD.is_match(before) {
        return None;
    }
    let event = &counted["event"];
    if TOLD.is_match(event) {
        Some(RelativeTo::Notice)
    } else if SHOWN.is_match(event) {
        Some(RelativeTo::Posting)
    } else if counted[0].trim_start().starts_with("later") {
        Some(if SHOWN.is_match(before) && !TOLD.is_match(before) {
            RelativeTo::Posting
        } else {
            RelativeTo::Notice
        })
    } else {
        None
    }
}

/// "fees need 60 days' notice; other changes need 30 days": the second is notice too.
fn is_elliptic(sentence: &str, offset: usize) -> bool {
    let part = sentences::part_around(sentence, offset);
    let before = &sentence[..offset];
    ELLIPTIC.is_match(before)
        && !NEVER_A_LEAD.is_match(before)
        && !OTHER_TOPIC.is_match(part)
        && (is_about_change(part) || part.contains("other") || part.contains("rest"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(sentence: &str) -> Vec<u32> {
        find(sentence, true).into_iter().map(|found| found.lead.n).collect()
    }

    #[test]
    fn leads_are_bound_to_notice_to_before_or_to_effect() {
        let cases: [(&str, &[u32]); 9] = [
            ("changes need thirty days' prior written notice.", &[30]),
            ("we send changes out at least 21 days before they apply.", &[21]),
            ("we will announce any change ten days in advance.", &[10]),
            ("changes are made with a notice period of 45 days.", &[45]),
            ("changes take effect 14 days after we post them.", &[14]),
            ("changes apply once 20 days have passed since we told you.", &[20]),
            ("price changes need 60 days' notice; other changes need 30 days.", &[60, 30]),
            ("expect word of changes 40 days and a reminder 5 days before.", &[40]),
            ("you have 15 days to review the changes before they apply.", &[15]),
        ];
        for (sentence, expected) in cases {
            assert_eq!(days(sentence), expected, "{sentence}");
        }
    }

    #[test]
    fn durations_bound_to_something_else_are_no_leads() {
        let cases = [
            "if a change does not suit you, you may cancel within 30 days of our notice.",
            "changes are decided at a meeting called on 14 days' notice.",
            "we may change the terms, and we keep old versions for 90 days.",
            "a notice of change is deemed received two days before it is read.",
            "changes to the rules do not affect 10 days' notice of termination.",
            "we change prices, and bill them 7 days before the renewal.",
            "we change the rules every 30 days.",
        ];
        for sentence in cases {
            assert_eq!(days(sentence), Vec::<u32>::new(), "{sentence}");
        }
    }

    #[test]
    fn a_following_sentence_about_something_else_gives_no_lead() {
        assert!(find("we may suspend you on 7 days' notice.", false).is_empty());
        assert_eq!(find("you get 7 days' notice by e-mail.", false).len(), 1);
    }
}
