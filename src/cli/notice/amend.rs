//! `notice amend`: another text or day than noticed. The core decides whether the clock starts anew.

use anyhow::Result;

use super::super::Session;
use super::super::args::DraftArgs;
use super::super::exit::Exit;
use super::super::report::Advised;
use super::plan::{answer, dated, drafted, exit, look, save};
use super::{archive_to_write, case, follow_ups, refuse_settled, standing, users};
use crate::archive::{Archive, Happened, Plan, PlannedText, StoredCase};
use crate::compare::compare;
use crate::materiality::{Tuning, assess_tuned};
use crate::notice::ledger::{CaseStanding, amendment};
use crate::notice::table::Row;
use crate::notice::{CaseEvent, CaseFacts, EffectiveDate, NoticeVerdict, effective_date};
use crate::render::notice::{FollowUp, follow_up};
use crate::watchlist::Role;

pub(super) async fn run(session: &Session, id: &str, text: &DraftArgs) -> Result<Exit> {
    let archive = archive_to_write(session)?;
    let case = case(&archive, id).await?;
    let standing = standing(session, &case)?;
    refuse_settled(&standing, id)?;
    if case.facts.role == Role::Provider {
        let what = format!("case `{id}` is a provider's: its notice is not ours to amend");
        return Err(Advised::new(what, format!("policydiff notice show {id}")).into());
    }
    let Some(noticed) = &case.planned else {
        let what =
            format!("case `{id}` was found on the page and not planned: its text is published already");
        return Err(Advised::new(what, "publish the amended text; the next watch opens its case").into());
    };
    let plan = amended(session, &archive, &case, text).await?;
    let comparison = compare(noticed, &plan.text.document);
    let watchlist = session.watchlist()?;
    let policy = watchlist.policies.iter().find(|policy| policy.id == case.change.policy);
    let tuning = policy.map_or_else(Tuning::default, |policy| policy.tuning.clone());
    let assessment = assess_tuned(noticed, &plan.text.document, &comparison, &tuning);
    let today = plan.facts.outlook(None).effective_day;
    match amendment(&assessment, standing.effective, today) {
        Row::A2 => correct(session, &archive, &case, &standing, text, &plan).await,
        row => renotice(session, &archive, &case, row, text, plan).await,
    }
}

/// The amended text and day, as a plan of its own.
async fn amended(session: &Session, archive: &Archive, case: &StoredCase, text: &DraftArgs) -> Result<Plan> {
    let watchlist = session.watchlist()?;
    let policy = watchlist.policies.iter().find(|policy| policy.id == case.change.policy);
    match (&text.draft, text.effective, policy, &case.planned) {
        (Some(_), _, Some(policy), _) => {
            let mut plan = drafted(session, archive, policy, text, None).await?;
            if plan.facts.effective == EffectiveDate::None {
                plan.facts.effective = case.facts.effective.clone();
            }
            Ok(plan)
        }
        (None, Some(day), _, Some(document)) => {
            let change = &case.change.change;
            let today = session.clock.now().with_timezone(&case.facts.zone).date_naive();
            let effective = effective_date(document, today);
            let facts = CaseFacts { effective, today, ..case.facts.clone() };
            Ok(Plan {
                policy: case.change.policy.clone(),
                facts: dated(facts, Some(day))?,
                text: PlannedText {
                    document: document.clone(),
                    comparison: change.comparison.clone(),
                    assessment: change.assessment.clone(),
                    old_sha256: change.old_sha256.to_string(),
                    new_sha256: change.new_sha256.to_string(),
                },
            })
        }
        _ => Err(Advised::new("nothing to amend was named", "--draft NEW, --effective DATE, or both").into()),
    }
}

/// A1, A4: a new case takes the place of this one; it is refused like any plan that is late.
async fn renotice(
    session: &Session,
    archive: &Archive,
    case: &StoredCase,
    row: Row,
    text: &DraftArgs,
    plan: Plan,
) -> Result<Exit> {
    let standing = look(session, &plan.facts);
    let recipients = users(archive, &plan.policy).await?.len();
    let is_on_time = matches!(standing.verdict, NoticeVerdict::OnTime | NoticeVerdict::Tight);
    let overridden = text.override_reason.is_some();
    if !is_on_time && !overridden {
        answer(session, &standing, None, recipients)?;
        session.output.note("this amendment needs a new notice; nothing was recorded");
        return Ok(exit(session, &standing, false));
    }
    let id = save(session, plan, text).await?;
    let now = session.clock.now();
    let events = [
        (case.id.clone(), CaseEvent::Superseded { by: id.clone(), moved_earlier: row == Row::A4 }),
        (id.clone(), CaseEvent::Supersedes { other: case.id.clone() }),
    ];
    for (case, event) in events {
        archive.record_event(Happened { case, event, file: None, messages: Vec::new() }, now).await?;
    }
    answer(session, &standing, Some(&id), recipients)?;
    session.output.note(&format!("this amendment needs a new notice: policydiff notice send {id}"));
    Ok(Exit::Fine)
}

/// A2: a short mail to those who have the notice; the clock stands.
async fn correct(
    session: &Session,
    archive: &Archive,
    case: &StoredCase,
    standing: &CaseStanding,
    text: &DraftArgs,
    plan: &Plan,
) -> Result<Exit> {
    let because = text.because.clone().unwrap_or_else(|| "wording".to_owned());
    let day = plan.facts.outlook(None).effective_day;
    let moved = day.filter(|_| day != standing.effective);
    let publisher = session.watchlist()?.publisher;
    let what = FollowUp::Correction { because: &because, effective: moved.or(standing.effective) };
    let messages = follow_ups(case, standing, "corrected", &follow_up(&case.change, &publisher, what));
    let event = CaseEvent::Corrected { because: because.clone(), effective: moved };
    let happened = Happened { case: case.id.clone(), event, file: None, messages };
    let queued = archive.record_event(happened, session.clock.now()).await?.deliveries.len();
    session.output.note(&format!("corrected; the clock stands; {queued} will be told by the next watch"));
    Ok(Exit::Fine)
}
