//! `notice plan`: whether a draft needs notice, to whom and by when, before it is published.

use anyhow::Result;
use chrono::NaiveDate;

use super::super::args::{DraftArgs, PlanArgs};
use super::super::exit::Exit;
use super::super::report::Advised;
use super::super::watch::{policy_id, unknown_policy};
use super::super::{Session, input};
use super::{archive_to_write, users};
use crate::archive::{Archive, Happened, Plan, PlannedText, VersionSelector};
use crate::compare::{Comparison, compare};
use crate::document::Document;
use crate::materiality::{Assessment, Verdict, assess_tuned};
use crate::notice::ledger::{CaseRecord, CaseStanding, stand};
use crate::notice::{CaseEvent, CaseFacts, EffectiveDate, NoticeVerdict, Relay, TextsCompared};
use crate::render::notice::{PlanLine, plan_json, plan_text};
use crate::watchlist::{Policy, PolicyId, Role};

pub(super) async fn run(session: &Session, args: &PlanArgs) -> Result<Exit> {
    let watchlist = session.watchlist()?;
    let id = policy_id(&args.policy)?;
    let policy = watchlist
        .policies
        .iter()
        .find(|policy| policy.id == id)
        .ok_or_else(|| unknown_policy(&args.policy, &watchlist))?;
    if policy.role == Role::Provider {
        let what = format!("`{id}` is a provider's: its notice is owed to us");
        return Err(Advised::new(what, "policydiff notice list").into());
    }
    let archive = session.archive_to_read()?;
    let (known, draft) = match &args.text.draft {
        Some(_) => (None, Some(drafted(session, &archive, policy, &args.text, None).await?)),
        None => (latest_case(session, &archive, &id).await?, None),
    };
    let facts = match (&draft, &known) {
        (Some(draft), _) => draft.facts.clone(),
        (None, Some((_, facts))) => dated(facts.clone(), args.text.effective)?,
        (None, None) => unchanged(session, &archive, policy).await?,
    };
    let standing = look(session, &facts);
    let wants_saving = args.save || args.text.override_reason.is_some();
    let mut saved = known.map(|(id, _)| id);
    if let (true, Some(draft)) = (wants_saving && facts.words_changed, draft) {
        saved = Some(save(session, draft, &args.text).await?);
    }
    let recipients = users(&archive, &id).await?.len();
    answer(session, &standing, saved.as_deref(), recipients)?;
    if let (Some(word), false) = (&args.text.draft, facts.words_changed) {
        session
            .output
            .note(&format!("`{word}` says what is published already; there is nothing to announce"));
    }
    if let Some(day) = standing.effective.filter(|day| *day < facts.today) {
        session.output.note(&format!("{day} lies in the past: name a day to come with --effective"));
    }
    Ok(exit(session, &standing, args.text.override_reason.is_some()))
}

/// A draft compared with the published text, or with the one noticed before it.
pub(super) async fn drafted(
    session: &Session,
    archive: &Archive,
    policy: &Policy,
    text: &DraftArgs,
    against: Option<&Document>,
) -> Result<Plan> {
    let word = text.draft.as_deref().unwrap_or("-");
    let reading = input::read(session, word).await?;
    let published = archive.version(&policy.id, VersionSelector::Latest).await?.ok_or_else(|| {
        let what = format!("the archive holds no published text of `{}`", policy.id);
        Advised::new(what, format!("policydiff watch --once {}", policy.id))
    })?;
    let old = against.unwrap_or(&published.document);
    let comparison = compare(old, &reading.document);
    let assessment = assess_tuned(old, &reading.document, &comparison, &policy.tuning);
    let now = session.clock.now();
    let facts = CaseFacts::of(&TextsCompared {
        role: policy.role,
        rule: policy.notice,
        regime: policy.regime.as_ref(),
        old,
        new: &reading.document,
        comparison: &comparison,
        assessment: &assessment,
        dependents: &[],
        zone: session.watchlist()?.publisher.zone,
        now,
        first_seen: now,
    });
    let facts = CaseFacts { announced: true, ..dated(facts, text.effective)? };
    let text = PlannedText {
        comparison,
        assessment,
        old_sha256: published.sha256.to_string(),
        new_sha256: reading.sha256.to_string(),
        document: reading.document,
    };
    Ok(Plan { policy: policy.id.clone(), facts, text })
}

/// Puts a typed day in place of none; a text that names another day would say something else than
/// the notice.
pub(super) fn dated(mut facts: CaseFacts, typed: Option<NaiveDate>) -> Result<CaseFacts> {
    let Some(day) = typed else { return Ok(facts) };
    let stated = match &facts.effective {
        EffectiveDate::Exact { date } => Some(*date),
        EffectiveDate::Split { existing_users, .. } => Some(*existing_users),
        _ => None,
    };
    if let Some(stated) = stated.filter(|stated| *stated != day) {
        let what = format!("the text itself says that it applies from {stated}, not {day}");
        return Err(Advised::new(what, "change the text, or leave out --effective").into());
    }
    facts.effective = EffectiveDate::Exact { date: day };
    Ok(facts)
}

/// The latest open case of a policy: what `plan` without a draft is about.
async fn latest_case(
    session: &Session,
    archive: &Archive,
    policy: &PolicyId,
) -> Result<Option<(String, CaseFacts)>> {
    let now = session.clock.now();
    let cases = archive.cases().await?;
    let open = cases
        .into_iter()
        .rev()
        .find(|case| case.change.policy == *policy && !case.standing(Relay::Own, now).state.is_settled());
    Ok(open.map(|case| (case.id, case.facts)))
}

async fn unchanged(session: &Session, archive: &Archive, policy: &Policy) -> Result<CaseFacts> {
    let published = archive.version(&policy.id, VersionSelector::Latest).await?;
    let document = published.map(|version| version.document).unwrap_or_default();
    let now = session.clock.now();
    Ok(CaseFacts::of(&TextsCompared {
        role: policy.role,
        rule: policy.notice,
        regime: policy.regime.as_ref(),
        old: &document,
        new: &document,
        comparison: &Comparison::default(),
        assessment: &Assessment { verdict: Verdict::None, changes: Vec::new(), warnings: Vec::new() },
        dependents: &[],
        zone: session.watchlist()?.publisher.zone,
        now,
        first_seen: now,
    }))
}

/// Where a case with nothing on record but its facts stands now.
pub(super) fn look(session: &Session, facts: &CaseFacts) -> CaseStanding {
    stand(&CaseRecord { facts, events: &[], deliveries: &[], relay: Relay::Own }, session.clock.now())
}

/// Records a plan, with the reason for which it may be late.
pub(super) async fn save(session: &Session, plan: Plan, text: &DraftArgs) -> Result<String> {
    let archive = archive_to_write(session)?;
    let now = session.clock.now();
    let id = archive.record_plan(plan, now).await?;
    if let Some(reason) = text.override_reason {
        let because = text.because.clone().unwrap_or_default();
        let event = CaseEvent::Overridden { reason: reason.into(), because };
        let happened = Happened { case: id.clone(), event, file: None, messages: Vec::new() };
        archive.record_event(happened, now).await?;
    }
    Ok(id)
}

/// Prints what a plan comes to.
pub(super) fn answer(
    session: &Session,
    standing: &CaseStanding,
    id: Option<&str>,
    recipients: usize,
) -> Result<()> {
    let plan = PlanLine { standing, id, recipients };
    let output = session.output;
    output.result(&if output.json { plan_json(&plan) } else { plan_text(&plan) })
}

/// Exit code of a plan; says the day that would be right where this one is not.
pub(super) fn exit(session: &Session, standing: &CaseStanding, overridden: bool) -> Exit {
    let is_fine =
        matches!(standing.verdict, NoticeVerdict::OnTime | NoticeVerdict::Tight | NoticeVerdict::NotOwed);
    if is_fine {
        return Exit::Fine;
    }
    if overridden {
        session.output.note("let through late, for the reason recorded");
        return Exit::Fine;
    }
    if let Some(day) = standing.earliest_effective {
        session.output.note(&format!("not on time under this rule; the first day that is: {day}"));
    }
    Exit::Finding
}
