//! The notice clause as the text states it: lead, media, trigger, acceptance, effect.
//!
//! First the sentences about changes of the text are found, with those that follow and continue
//! them; only then are days, media and consent read, and only there. A "30 days" near retention or
//! response never comes into view.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::change::{is_about_change, is_change_heading};
use super::lead::FoundLead;
use super::{
    Acceptance, Channel, EffectiveDate, NoticeClause, Tier, Trigger, effective, lead, medium, sentences,
    terms,
};
use crate::document::Document;
use crate::document::text::key_form;

macro_rules! pattern {
    ($name:ident, $text:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($text).expect("valid pattern"));
    };
}

pattern!(
    CONTINUES,
    r"\b(?:notice\w*|notif\w+|inform(?:s|ed|ing)?|announc\w+|tell|told|let you know|e-?mail\w*|letter|post(?:ed|ing)?|publish\w*|banner|accept\w*|agree\w*|consent\w*|bound|continu\w+|going on|keep|appl(?:y|ies)|effect|effective|in force|object\w*|silence|the rest|otherwise|they|these|such|it)\b"
);
pattern!(
    OTHER_TOPIC,
    r"\b(?:terminat|suspend|cancel|refund|invoice|breach|complain|delet|retention|backup|trial|cookie|payment)\w*"
);
pattern!(
    TELLS,
    r"\b(?:notif\w+|notices?|inform\w*|tell|announc\w+|communicat\w+|let you know|alert\w*|warn\w*|e-?mail\w*|write to you|expect|send\w*|publish\w*|post\w*|asked|look out for)\b"
);
pattern!(
    NOTICES_GO,
    r"^(?:all |any |our )?(?:notices|notifications|communications)\b[^.;]{0,60}\b(?:are|is|go|will be|shall be|may be)\b[^.;]{0,40}\b(?:sent|given|made|delivered|go|e-?mail\w*)\b"
);
pattern!(
    AT_ONCE,
    r"\bupon (?:\w+ ){0,4}?(?:posting|publication|publishing|being posted|release)\b|\b(?:effective|in effect|in force|appl(?:y|ies)|binding|takes? effect|valid|become[s]? effective)\b[^.;,]{0,20}\b(?:immediately|at once|straight away|instantly|forthwith|right away|as soon as|when (?:we |they are |it is )?(?:post|publish)\w*|on (?:\w+ )?(?:posting|publication)|from the moment)\b|\bwith immediate effect\b|\bimmediately (?:effective|appl\w+|take\w* effect|binding)\b|\bas soon as (?:they are|it is|we) (?:post|publish)\w*|\bfrom the (?:moment|time|date|day) (?:of (?:their |its |the )?(?:posting|publication)|(?:they|it|we) (?:(?:are |is )?(?:post|publish)\w*|(?:are|is|appears?) (?:up )?(?:on|online|available)\b))"
);
// `Email: legal@acme.example`: a line of an address block, not a sentence.
pattern!(ADDRESS_LINE, r"^[\w -]{1,24}: \S*[@/]\S*$");
pattern!(NOT_AT_ONCE, r"\b(?:not|never|no)\b[^.;]{0,40}$");
pattern!(SPECIAL, r"\b(?:favou?r|benefit|law|legal|security|minor|editorial|urgent)\w*");
pattern!(
    REMAINDER,
    r"\b(?:all|any|every) other\b|\bother (?:changes|modifications|amendments|cases)\b|\botherwise\b|\bthe rest\b|\beverything else\b|\bin all other\b|\bremaining\b|\bany (?:change|modification|amendment|alteration)\b"
);
pattern!(
    SCOPE,
    r"\b(?:(?:\w+ly )?(?:material|significant|important|substantial|major|adverse|price|fee|pricing) )?(?:changes?|modifications?|amendments?|alterations?|increases?|variations?)(?: (?:to|of|in) [^,;.]{0,60}?)?(?: (?:require|need|will|are|is|take|get|apply|shall|must|at least|with|on|by)\b|[,;.:]|$)"
);
pattern!(
    SCOPE_END,
    r"(?: (?:require|need|will|are|is|take|get|apply|shall|must|at least|with|on|by)\b|[,;.:])$"
);

/// One sentence of the clause.
struct Sentence {
    /// As written, with the stem of its list.
    text: String,
    /// Folded, lower case.
    folded: String,
    /// Speaks of changes itself; otherwise it follows one that does.
    is_change: bool,
    section: String,
}

/// Reads what a document promises about its own changes; `None` when it does not speak of them.
pub fn read_clause(document: &Document) -> Option<NoticeClause> {
    let sentences = clause_sentences(document);
    let first = sentences.first()?;
    let (required, tiers, trigger_of_lead) = leads(&sentences);
    let mut channels: Vec<Channel> = sentences.iter().flat_map(|one| medium::find(&one.folded)).collect();
    channels.sort();
    channels.dedup();
    Some(NoticeClause {
        required: required.as_ref().map(|found| found.lead),
        trigger: trigger_of_lead.unwrap_or_else(|| trigger_of_message(&sentences)),
        acceptance: acceptance(&sentences),
        effective: effect(document, &sentences, required.as_ref()),
        channels,
        tiers,
        section: first.section.clone(),
        text: sentences.iter().map(|one| one.text.as_str()).collect::<Vec<_>>().join(" "),
    })
}

fn clause_sentences(document: &Document) -> Vec<Sentence> {
    let mut chosen: Vec<Sentence> = Vec::new();
    // Block by block: a clause goes on in the next block only under a heading of its own or in a list.
    for visit in document.body_blocks() {
        let headed =
            visit.path.rsplit(" > ").next().is_some_and(|heading| is_change_heading(&key_form(heading)));
        let text = visit.block.with_stem();
        let texts = sentences::split(&text);
        let folded: Vec<String> = texts.iter().map(|sentence| key_form(sentence)).collect();
        let has_change = folded.iter().any(|sentence| is_change(sentence));
        let mut reach = if headed { usize::MAX } else { 0 };
        for (index, folded) in folded.into_iter().enumerate() {
            let is_change = is_change(&folded);
            let continues = reach > 0 && continues(&folded);
            let opens = has_change && NOTICES_GO.is_match(&folded);
            if is_change && !headed {
                reach = 2;
            }
            if is_change || continues || opens {
                let text = untold(texts[index], visit.block.stem(), &chosen).to_owned();
                chosen.push(Sentence { text, folded, is_change, section: visit.path.clone() });
            } else if !headed {
                reach = reach.saturating_sub(1);
            }
        }
    }
    // An item is read with its stem; the clause is not to say the stem again with every item.
    let mut told = BTreeSet::new();
    chosen.retain(|one| told.insert(one.folded.clone()));
    chosen
}

fn continues(folded: &str) -> bool {
    CONTINUES.is_match(folded) && is_on_topic(folded) && !ADDRESS_LINE.is_match(folded)
}

/// A sentence without the stem of its list, where an earlier one has said the stem.
fn untold<'a>(sentence: &'a str, stem: Option<&str>, chosen: &[Sentence]) -> &'a str {
    let stem = stem.and_then(|stem| sentences::split(stem).pop()).unwrap_or_default();
    let is_told = chosen.iter().any(|one| one.text == stem || one.text.starts_with(&format!("{stem} ")));
    match sentence.strip_prefix(stem) {
        Some(item) if !stem.is_empty() && is_told && !item.trim().is_empty() => item.trim_start(),
        _ => sentence,
    }
}

fn is_change(folded: &str) -> bool {
    let names_text = || super::change::names_document(folded) || folded.contains("this version");
    is_about_change(folded)
        || (effective::states_day(folded) && (names_text() || effective::is_label(folded)))
}

fn is_on_topic(folded: &str) -> bool {
    !OTHER_TOPIC.is_match(folded) || terms::acceptance(folded).is_some()
}

/// The general lead with its trigger, and the leads for particular changes beside it.
fn leads(sentences: &[Sentence]) -> (Option<FoundLead>, Vec<Tier>, Option<Trigger>) {
    let mut found: Vec<(FoundLead, &str, &Sentence)> = Vec::new();
    for sentence in sentences {
        for one in lead::find(&sentence.folded, sentence.is_change) {
            let part = sentences::part_around(&sentence.folded, one.offset);
            found.push((one, part, sentence));
        }
    }
    if found.is_empty() {
        return (None, Vec::new(), None);
    }
    let is_single = found.iter().all(|(one, ..)| one.lead == found[0].0.lead);
    let general = found
        .iter()
        .position(|(_, part, _)| !is_single && REMAINDER.is_match(part))
        .or_else(|| found.iter().position(|(_, part, _)| !is_single && is_unlimited(part)))
        .unwrap_or(0);
    let (lead, part, sentence) = found[general].clone();
    let words = if is_single { &sentence.folded } else { part };
    let tiers = found.iter().filter(|(one, ..)| one.lead != lead.lead).map(tier).collect();
    (Some(lead), tiers, Some(terms::trigger(words)))
}

/// A part that speaks of changes without grade or object.
fn is_unlimited(part: &str) -> bool {
    terms::trigger(part) == Trigger::Any
        && !part.contains("price")
        && !part.contains("fee")
        && is_about_change(part)
}

fn tier((found, part, sentence): &(FoundLead, &str, &Sentence)) -> Tier {
    let scope = SCOPE.find(part).map_or(*part, |scope| scope.as_str());
    Tier {
        required: found.lead,
        trigger: terms::trigger(part),
        scope: SCOPE_END.replace(scope, "").trim().to_owned(),
        text: sentence.text.clone(),
    }
}

/// Without a lead the trigger is that of the message: of one sent, else of one posted.
fn trigger_of_message(sentences: &[Sentence]) -> Trigger {
    let telling: Vec<&Sentence> =
        sentences.iter().filter(|one| one.is_change && TELLS.is_match(&one.folded)).collect();
    let sent: Vec<&Sentence> = telling
        .iter()
        .copied()
        .filter(|one| medium::find(&one.folded).iter().any(|channel| *channel != Channel::Posting))
        .collect();
    let decisive = if sent.is_empty() { &telling } else { &sent };
    let grades = decisive.iter().map(|one| terms::trigger(&one.folded));
    match grades.clone().count() {
        0 if sentences.iter().any(|one| one.is_change) => Trigger::Any,
        0 => Trigger::Unspecified,
        _ if grades.clone().all(|grade| grade == Trigger::Material) => Trigger::Material,
        _ => Trigger::Any,
    }
}

fn acceptance(sentences: &[Sentence]) -> Acceptance {
    sentences.iter().find_map(|one| terms::acceptance(&one.folded)).unwrap_or(Acceptance::Unspecified)
}

/// A stated day goes first, then a count from notice or posting, then "at once". For a clause the
/// day of existing users is the one that notice is for.
fn effect(document: &Document, sentences: &[Sentence], lead: Option<&FoundLead>) -> EffectiveDate {
    match effective::stated(document) {
        EffectiveDate::Split { existing_users, .. } => return EffectiveDate::Exact { date: existing_users },
        EffectiveDate::None => {}
        stated => return stated,
    }
    if let Some(FoundLead { lead, relative: Some(from), .. }) = lead {
        return EffectiveDate::Relative { lead: *lead, from: *from };
    }
    let is_at_once = sentences.iter().any(|one| applies_at_once(&one.folded));
    if is_at_once && lead.is_none() { EffectiveDate::Immediate } else { EffectiveDate::None }
}

fn applies_at_once(folded: &str) -> bool {
    AT_ONCE.find_iter(folded).any(|found| {
        !NOT_AT_ONCE.is_match(&folded[..found.start()])
            && !SPECIAL.is_match(sentences::part_around(folded, found.start()))
    })
}

#[cfg(test)]
mod tests;
