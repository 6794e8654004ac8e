//! The heart: what was known, what was fetched and the time give the effects to carry out.
//!
//! Pure: the shell gathers [`Previous`], this module decides, the shell carries the effects out in one
//! transaction. A page that fails is never a change, and a change counts only once a later fetch
//! shows the same words.

mod baseline;
mod clock;
mod quarantine;
mod reading;
mod state;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::compare::{Comparison, compare};
use crate::document::{Document, text};
use crate::materiality::{Assessment, Verdict, assess_tuned};
use crate::notice::{CaseFacts, TextsCompared};
use crate::snapshot::{ContentHash, Snapshot, sha256_of};
use crate::watchlist::Policy;
use quarantine::Finding;
use reading::Unread;

pub use baseline::{Baseline, Since, is_told};
pub use clock::DateClock;
pub use quarantine::QuarantineKind;
pub use reading::read;
pub use state::{Announced, ConfirmedChange, Effect, Known, Outcome, Previous, Trouble};

/// What a fetch brought home.
#[derive(Debug, Clone, Copy)]
pub enum Fetched<'a> {
    /// An answer for each part of the policy, in order, whatever their status.
    Pages(&'a [Snapshot]),
    /// No answer, or not for every part; the reason in one plain sentence.
    Nothing(&'a str),
}

/// What a check comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// How it ended.
    pub outcome: Outcome,
    /// Verdict of the difference to the current version, where there is one.
    pub verdict: Option<Verdict>,
    /// When the new words were first seen, where there are new words.
    pub first_seen: Option<DateTime<Utc>>,
    /// Why, for anything that needs a person's eye.
    pub reason: Option<String>,
    /// Entries of the watchlist about this policy's verdicts that nothing in its text answers to.
    pub unmatched: Vec<String>,
    /// What to carry out, in order.
    pub effects: Vec<Effect>,
}

impl Decision {
    fn plain(outcome: Outcome, effects: Vec<Effect>) -> Self {
        Self { outcome, verdict: None, first_seen: None, reason: None, unmatched: Vec::new(), effects }
    }

    /// What the page is instead of the policy, when it was quarantined.
    pub fn quarantine(&self) -> Option<QuarantineKind> {
        self.effects.iter().find_map(|effect| match effect {
            Effect::Quarantine { kind, .. } => Some(*kind),
            _ => None,
        })
    }

    fn with_reason(outcome: Outcome, reason: impl Into<String>, effects: Vec<Effect>) -> Self {
        Self { reason: Some(reason.into()), ..Self::plain(outcome, effects) }
    }
}

/// Decides what a fetch means for a policy. `zone` is the zone of our civil days.
pub fn check(
    policy: &Policy,
    previous: &Previous,
    fetched: Fetched<'_>,
    zone: Tz,
    now: DateTime<Utc>,
) -> Decision {
    let pages = match fetched {
        Fetched::Pages(pages) => pages,
        Fetched::Nothing(why) => return Decision::with_reason(Outcome::Failed, why, Vec::new()),
    };
    let decision = decide(policy, previous, pages, zone, now);
    answered(policy, recovered(decision, previous), previous)
}

/// Decides what pages mean that were quarantined and that a person says are the policy: nothing is
/// doubted but what cannot be a text, and nothing waits for confirmation.
pub fn accept(
    policy: &Policy,
    previous: &Previous,
    pages: &[Snapshot],
    zone: Tz,
    now: DateTime<Utc>,
) -> Decision {
    if let Some(finding) = pages.iter().find_map(quarantine::by_status) {
        return quarantined(finding);
    }
    let document = match read(policy, pages) {
        Ok(document) => document,
        Err(why) => return Decision::with_reason(Outcome::Failed, why, Vec::new()),
    };
    if let Some(finding) = quarantine::without_text(&document, pages) {
        return quarantined(finding);
    }
    let at_once = Policy { confirm: chrono::TimeDelta::zero(), ..policy.clone() };
    let decision = settle(&at_once, previous, pages, document, zone, now);
    answered(policy, decision, previous)
}

fn decide(
    policy: &Policy,
    previous: &Previous,
    pages: &[Snapshot],
    zone: Tz,
    now: DateTime<Utc>,
) -> Decision {
    let answered = pages.iter().all(|page| quarantine::by_status(page).is_none());
    if let Some(current) = &previous.current
        && answered
        && current.parts == pages.len()
        && current.reading == policy.reading()
        && sha256_of(pages) == current.sha256
    {
        return same_words(previous, false);
    }
    let known = previous.current.as_ref().map(|current| &current.document);
    match reading::judge(policy, pages, known) {
        Ok(document) => settle(policy, previous, pages, document, zone, now),
        Err(Unread::NotThePolicy(finding)) => quarantined(finding),
        Err(Unread::Uncut(why)) => Decision::with_reason(Outcome::Failed, why, Vec::new()),
    }
}

/// The pages are the policy: says what that comes to.
fn settle(
    policy: &Policy,
    previous: &Previous,
    pages: &[Snapshot],
    document: Document,
    zone: Tz,
    now: DateTime<Utc>,
) -> Decision {
    match &previous.current {
        None => first(document, now),
        Some(current) if current.parts != pages.len() => {
            let why =
                "the watchlist names other sources than before: this is the first version made from them";
            Decision { reason: Some(why.to_owned()), ..first(document, now) }
        }
        Some(current) => against(&Checking { policy, previous, current, zone, now }, pages, document),
    }
}

fn quarantined(finding: Finding) -> Decision {
    let Finding { kind, reason } = finding;
    let effects = vec![Effect::SaveSnapshot, Effect::Quarantine { kind, reason: reason.clone() }];
    Decision::with_reason(Outcome::Quarantined, reason, effects)
}

/// A page that is back says so once.
fn recovered(decision: Decision, previous: &Previous) -> Decision {
    let Some(trouble) = previous.trouble.as_ref().filter(|_| !decision.outcome.is_trouble()) else {
        return decision;
    };
    let what = trouble.kind.map_or(trouble.outcome.as_str(), QuarantineKind::shown);
    let back = format!(
        "the policy can be seen again; not seen since {} ({what})",
        trouble.since.format("%Y-%m-%d %H:%M UTC")
    );
    let reason = decision.reason.as_ref().map_or_else(|| back.clone(), |reason| format!("{reason}; {back}"));
    Decision { reason: Some(reason), ..decision }
}

/// Names the entries of the policy that nothing in its text answers to, in the old words or the new.
fn answered(policy: &Policy, decision: Decision, previous: &Previous) -> Decision {
    if policy.own_tuning.is_silent() || decision.outcome.is_trouble() {
        return decision;
    }
    let new = decision.effects.iter().find_map(|effect| match effect {
        Effect::SaveVersion { document, .. } | Effect::HoldPending { document, .. } => Some(document),
        _ => None,
    });
    let known = previous.current.as_ref().map(|current| &current.document);
    let documents: Vec<&Document> = known.into_iter().chain(new).collect();
    let unmatched = policy.own_tuning.unmatched(&documents);
    if unmatched.is_empty() {
        return decision;
    }
    let said =
        decision.reason.iter().cloned().chain(unmatched.iter().map(|entry| format!("watchlist: {entry}")));
    Decision { reason: Some(said.collect::<Vec<_>>().join("; ")), unmatched, ..decision }
}

/// What every step after the first good version needs.
struct Checking<'a> {
    policy: &'a Policy,
    previous: &'a Previous,
    current: &'a Known,
    zone: Tz,
    now: DateTime<Utc>,
}

fn first(document: Document, now: DateTime<Utc>) -> Decision {
    let effects = vec![Effect::SaveSnapshot, Effect::SaveVersion { document, first_seen: now }];
    Decision { first_seen: Some(now), ..Decision::plain(Outcome::First, effects) }
}

fn same_words(previous: &Previous, new_bytes: bool) -> Decision {
    let mut effects = if new_bytes { vec![Effect::SaveSnapshot] } else { Vec::new() };
    let outcome = if previous.pending.is_some() {
        effects.push(Effect::DropPending);
        Outcome::Flapped
    } else {
        Outcome::Unchanged
    };
    effects.push(Effect::TouchVersion);
    match outcome {
        Outcome::Flapped => {
            Decision::with_reason(outcome, "the new words were gone before they were confirmed", effects)
        }
        _ => Decision::plain(outcome, effects),
    }
}

fn against(checking: &Checking<'_>, pages: &[Snapshot], document: Document) -> Decision {
    let Checking { previous, current, now, .. } = *checking;
    let clocks = clock::observed(&previous.clocks, current, &document, now);
    let mut decision = against_words(checking, pages, document, &clocks);
    if clocks != previous.clocks {
        decision.reason = decision.reason.or_else(|| clock::newly_proven(&previous.clocks, &clocks));
        decision.effects.push(Effect::KeepClocks(clocks));
    }
    decision
}

fn against_words(
    checking: &Checking<'_>,
    pages: &[Snapshot],
    document: Document,
    clocks: &[DateClock],
) -> Decision {
    let comparison = clock::without_ticks(compare(&checking.current.document, &document), clocks, true);
    // A state that waits differs from its own later self by what ticks.
    let is_pending = |pending: &&Known| {
        !clock::without_ticks(compare(&pending.document, &document), clocks, false).has_words()
    };
    let same_pending = checking.previous.pending.as_ref().filter(is_pending);
    if !comparison.has_words() {
        return match same_pending {
            Some(_) => {
                let effects = vec![Effect::SaveSnapshot, Effect::DropPending, Effect::TouchVersion];
                Decision::plain(Outcome::Unchanged, effects)
            }
            None => same_words(checking.previous, true),
        };
    }
    let Checking { policy, previous, now, .. } = *checking;
    let first_seen = same_pending.map_or(now, |pending| pending.first_seen);
    let mut assessment = assess_tuned(&checking.current.document, &document, &comparison, &policy.tuning);
    if let Some(baseline) = &previous.baseline {
        baseline::add_up(baseline, &document, (&comparison, &mut assessment), &policy.tuning, checking.zone);
    }
    let verdict = Some(assessment.verdict);
    if now - first_seen >= policy.confirm {
        let held = assessment.verdict.is_finding() && !policy.tuning.sends_mail(&assessment);
        let (change, facts) =
            confirmed(checking, sha256_of(pages), &document, comparison, assessment, first_seen);
        let (case, published) = case_of(checking, &document, &change, facts);
        let mut effects = vec![
            Effect::SaveSnapshot,
            Effect::SaveVersion { document, first_seen },
            Effect::RecordChange(Box::new(change)),
        ];
        effects.extend(case);
        let why = "no alert goes out: every finding is below `mail_from` of your watchlist";
        return Decision {
            verdict,
            first_seen: Some(first_seen),
            reason: joined(published, held.then(|| why.to_owned())),
            ..Decision::plain(Outcome::Changed, effects)
        };
    }
    let mut effects = vec![Effect::SaveSnapshot];
    if same_pending.is_some() {
        effects.push(Effect::TouchPending);
    } else {
        if previous.pending.is_some() {
            effects.push(Effect::DropPending);
        }
        effects.push(Effect::HoldPending { document, first_seen });
    }
    Decision { verdict, first_seen: Some(first_seen), ..Decision::plain(Outcome::Pending, effects) }
}

fn confirmed(
    checking: &Checking<'_>,
    new_sha256: ContentHash,
    document: &Document,
    comparison: Comparison,
    assessment: Assessment,
    first_seen: DateTime<Utc>,
) -> (ConfirmedChange, CaseFacts) {
    let Checking { policy, previous, current, zone, now } = *checking;
    let facts = CaseFacts {
        last_seen_old: Some(current.last_seen),
        ..CaseFacts::of(&TextsCompared {
            role: policy.role,
            rule: policy.notice,
            regime: policy.regime.as_ref(),
            old: &current.document,
            new: document,
            comparison: &comparison,
            assessment: &assessment,
            dependents: &previous.dependents,
            zone,
            now,
            first_seen,
        })
    };
    let change = ConfirmedChange {
        seen_before: previous.earlier.contains(&words_hash(document)),
        old_sha256: current.sha256,
        new_sha256,
        last_seen_old: current.last_seen,
        first_seen,
        confirmed_at: now,
        outlook: facts.outlook(None),
        comparison,
        assessment,
    };
    (change, facts)
}

fn joined(one: Option<String>, other: Option<String>) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) => Some(format!("{one}; {other}")),
        (one, other) => one.or(other),
    }
}

/// The ledger hears of every change that is owed, a finding, or leads to a day to decide by. An announced
/// text goes on in its own case, which is said; a planned one of which nobody was told was not announced.
fn case_of(
    checking: &Checking<'_>,
    document: &Document,
    change: &ConfirmedChange,
    facts: CaseFacts,
) -> (Vec<Effect>, Option<String>) {
    let words = words_hash(document);
    let outlook = &change.outlook;
    let is_of_note = outlook.owed || change.assessment.verdict.is_finding() || outlook.decide_by.is_some();
    let of_these_words = || checking.previous.announced.iter().filter(|announced| announced.words == words);
    let announced = of_these_words().find(|announced| announced.told).or_else(|| of_these_words().next());
    match announced {
        Some(Announced { case, effective, told, .. }) if *told || !is_of_note => {
            let early = effective.is_some_and(|day| facts.today < day);
            let why = format!("this is the text announced in case {case}, where its days are counted");
            (vec![Effect::PublishAnnounced { case: case.clone(), early }], Some(why))
        }
        Some(Announced { case, .. }) => {
            let why = format!("this is the text planned in case {case}, and nobody was told of it");
            let overtaken = of_these_words().map(|plan| Effect::OvertakePlan { case: plan.case.clone() });
            (std::iter::once(Effect::OpenCase(Box::new(facts))).chain(overtaken).collect(), Some(why))
        }
        None if is_of_note => (vec![Effect::OpenCase(Box::new(facts))], None),
        None => (Vec::new(), None),
    }
}

/// Hash of the words of the body, equal when only typography or markup differs.
pub fn words_hash(document: &Document) -> ContentHash {
    ContentHash::of(text::comparison_form(&document.body_text()).as_bytes())
}
