//! What waits for a person's word, what was said, and settled edits as test cases.

use serde::Serialize;

use super::entries::Entry;
use super::json::{self, instant};
use super::mail::policy_name;
use super::wrap::{Paint, Sheet, Tone, Width, span};
use super::{dates, layout};
use crate::compare::Change;
use crate::digest::PolicyChange;
use crate::materiality::{Category, Direction, Judgement, Review, Severity, Verdict, Word};

/// One edit of a recorded change.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    /// Its id.
    pub id: String,
    /// Id of the change it belongs to.
    pub change: &'a str,
    /// The change with its policy.
    pub policy: &'a PolicyChange,
    /// The edit.
    pub edit: &'a Change,
    /// The judgement as it stands: a person's word where there is one.
    pub judgement: &'a Judgement,
    /// What the rules said.
    pub judged: Verdict,
    /// Version of these rules.
    pub rules_version: u32,
    /// True when nobody has settled it and no rule could.
    pub waits: bool,
    /// What people said of it, oldest first.
    pub words: Vec<&'a Review>,
    /// What today's rules would say, where they were asked and say otherwise.
    pub again: Option<Verdict>,
}

/// What a word came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Id of the change.
    pub change: String,
    /// Id of the policy.
    pub policy: String,
    /// The edits that were settled.
    pub edits: Vec<String>,
    /// The word.
    pub word: Word,
    /// Verdict of the whole change now.
    pub verdict: Verdict,
    /// Messages that waited and are not sent.
    pub held_back: usize,
    /// Corrections among the queued messages.
    pub corrections: usize,
    /// Messages queued.
    pub queued: usize,
    /// The case of the change in the ledger.
    pub case: Option<String>,
    /// True when the case was opened by this word.
    pub opened: bool,
}

/// A settled edit as a test case.
#[derive(Debug, Clone)]
pub struct Case<'a> {
    /// Id of the edit.
    pub id: &'a str,
    /// Id of the policy.
    pub policy: &'a str,
    /// The edit.
    pub edit: &'a Change,
    /// Title and section before, as Markdown.
    pub old_text: &'a str,
    /// Title and section after, as Markdown.
    pub new_text: &'a str,
    /// The last word on it.
    pub review: &'a Review,
    /// What the rules said.
    pub judged: Verdict,
    /// Version of these rules.
    pub rules_version: u32,
}

#[derive(Serialize)]
struct ListView<'a> {
    schema_version: u32,
    rules_version: u32,
    reviews: Vec<LineView<'a>>,
}

#[derive(Serialize)]
struct LineView<'a> {
    id: &'a str,
    change: &'a str,
    policy: &'a str,
    section: &'a str,
    kind: &'static str,
    verdict: Verdict,
    judged: Verdict,
    rules_version: u32,
    waits: bool,
    category: Option<Category>,
    direction: Option<Direction>,
    severity: Option<Severity>,
    since: String,
    detected: String,
    old: Option<&'a str>,
    new: Option<&'a str>,
    reasons: Vec<ReasonView<'a>>,
    words: Vec<WordView<'a>>,
    again: Option<Verdict>,
}

#[derive(Serialize)]
struct ReasonView<'a> {
    rule: &'a str,
    why: &'a str,
}

/// A person's word in JSON.
#[derive(Serialize)]
pub(super) struct WordView<'a> {
    verdict: &'static str,
    because: &'a str,
    by: Option<&'a str>,
    at: String,
}

/// `review list --json`.
pub fn list_json(lines: &[Line<'_>], rules_version: u32) -> String {
    let reviews = lines.iter().map(line_view).collect();
    json::pretty(&ListView { schema_version: json::SCHEMA_VERSION, rules_version, reviews })
}

fn line_view<'a>(line: &'a Line<'_>) -> LineView<'a> {
    let Line { judgement, edit, .. } = line;
    let reasons = judgement.reasons.iter();
    LineView {
        id: &line.id,
        change: line.change,
        policy: line.policy.policy.as_str(),
        section: &edit.section,
        kind: edit.kind.as_str(),
        verdict: judgement.verdict,
        judged: line.judged,
        rules_version: line.rules_version,
        waits: line.waits,
        category: judgement.category,
        direction: judgement.direction,
        severity: judgement.severity,
        since: instant(line.policy.change.first_seen),
        detected: instant(line.policy.change.confirmed_at),
        old: edit.old.as_deref(),
        new: edit.new.as_deref(),
        reasons: reasons.map(|reason| ReasonView { rule: &reason.rule, why: &reason.why }).collect(),
        words: line.words.iter().map(|review| word_view(review)).collect(),
        again: line.again,
    }
}

pub(super) fn word_view(review: &Review) -> WordView<'_> {
    WordView {
        verdict: review.word.as_str(),
        because: &review.because,
        by: review.by.as_deref(),
        at: instant(review.at),
    }
}

/// `review list` for people: what waits with its quotes, and how to settle it.
pub fn list_text(lines: &[Line<'_>], width: Width, paint: Paint) -> String {
    let mut sheet = Sheet::new(width, paint);
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            sheet.line(0, &[]);
        }
        entry(&mut sheet, line);
    }
    sheet.finish()
}

fn entry(sheet: &mut Sheet, line: &Line<'_>) {
    let shown = Entry { change: line.edit, judgement: Some(line.judgement) };
    let tone = match line.judgement.verdict {
        Verdict::Material => Tone::Grave,
        Verdict::Review => Tone::Doubtful,
        Verdict::Cosmetic | Verdict::None => Tone::Harmless,
    };
    let since = dates::day(line.policy.change.first_seen.date_naive());
    let head = format!(", {}, since {since}", policy_name(line.policy));
    let verdict = if line.waits { "waits" } else { line.judgement.verdict.as_str() };
    sheet.line(
        0,
        &[span(Tone::Strong, line.id.clone()), span(tone, format!(": {verdict}")), span(Tone::Plain, head)],
    );
    let margin = span(Tone::Plain, "    ");
    let place = format!("{}: {}", shown.section(), shown.event());
    sheet.wrap(&margin, &margin, &[span(Tone::Plain, place)]);
    layout::words(sheet, line.edit);
    let mut say = |tone: Tone, words: String| sheet.wrap(&margin, &margin, &[span(tone, words)]);
    for why in shown.sentences() {
        say(Tone::Plain, why);
    }
    if let Some(again) = line.again {
        let (old, then) = (line.rules_version, line.judged.as_str());
        let now = again.as_str();
        say(
            Tone::Doubtful,
            format!("Judged {then} by rules {old}; today's rules say {now}. Nobody is told of that."),
        );
    }
}

#[derive(Serialize)]
struct OutcomeView<'a> {
    schema_version: u32,
    change: &'a str,
    policy: &'a str,
    edits: &'a [String],
    verdict: &'static str,
    change_verdict: Verdict,
    held_back: usize,
    corrections: usize,
    messages: usize,
    case: Option<&'a str>,
    case_opened: bool,
}

/// `review set --json`.
pub fn outcome_json(outcome: &Outcome) -> String {
    json::pretty(&OutcomeView {
        schema_version: json::SCHEMA_VERSION,
        change: &outcome.change,
        policy: &outcome.policy,
        edits: &outcome.edits,
        verdict: outcome.word.as_str(),
        change_verdict: outcome.verdict,
        held_back: outcome.held_back,
        corrections: outcome.corrections,
        messages: outcome.queued,
        case: outcome.case.as_deref(),
        case_opened: outcome.opened,
    })
}

/// `review set` for people: what was settled and what follows.
pub fn outcome_text(outcome: &Outcome) -> String {
    let Outcome { edits, word, verdict, held_back, corrections, queued, .. } = outcome;
    let mut text = format!(
        "{}: settled as {}; the whole change is {}\n",
        edits.join(", "),
        word.as_str(),
        verdict.as_str()
    );
    if outcome.opened {
        text += &format!("case {} opened, dated by the day the change was found\n", outcome.change);
    }
    let others = queued.saturating_sub(*corrections);
    for (count, what) in [
        (*held_back, "held back before it was sent"),
        (*corrections, "correction for those who were told, sent by the next watch"),
        (others, "told by the next watch"),
    ] {
        if count > 0 {
            text += &format!("{count} x {what}\n");
        }
    }
    text
}

#[derive(Serialize)]
struct CaseView<'a> {
    id: &'a str,
    policy: &'a str,
    section: &'a str,
    kind: &'static str,
    old: Option<&'a str>,
    new: Option<&'a str>,
    old_text: &'a str,
    new_text: &'a str,
    verdict: &'static str,
    because: &'a str,
    by: Option<&'a str>,
    at: String,
    judged: Verdict,
    rules_version: u32,
}

/// `review export`: one line, without line feed.
pub fn case_json(case: &Case<'_>) -> String {
    json::compact(&CaseView {
        id: case.id,
        policy: case.policy,
        section: &case.edit.section,
        kind: case.edit.kind.as_str(),
        old: case.edit.old.as_deref(),
        new: case.edit.new.as_deref(),
        old_text: case.old_text,
        new_text: case.new_text,
        verdict: case.review.word.as_str(),
        because: &case.review.because,
        by: case.review.by.as_deref(),
        at: instant(case.review.at),
        judged: case.judged,
        rules_version: case.rules_version,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::tests::{instant, published};

    fn review() -> Review {
        let at = instant("2026-11-22T08:00:00Z");
        Review { edit: "e".into(), word: Word::Cosmetic, because: "read".into(), by: None, at }
    }

    #[test]
    fn a_line_shows_place_quotes_and_what_todays_rules_say() {
        let policy = published();
        let review = review();
        let line = Line {
            id: "0123456789abcdef".to_owned(),
            change: "fedcba9876543210",
            policy: &policy,
            edit: &policy.change.comparison.changes[1],
            judgement: &policy.change.assessment.changes[1],
            judged: Verdict::Review,
            rules_version: 1,
            waits: true,
            words: vec![&review],
            again: Some(Verdict::Cosmetic),
        };
        insta::assert_snapshot!(list_text(&[line], Width::STANDARD, Paint::Plain), @r#"
        0123456789abcdef: waits, Acme Privacy Policy, since 21 November 2026
            Data we keep: table cell changed, row "Support tickets", column "Kept for"
            - 12 months
            + as long as needed
            A duration is replaced by words that name no value.
            Judged review by rules 1; today's rules say cosmetic. Nobody is told of
            that.
        "#);
    }
}
