//! `review list`: what waits for judgement, and on request everything that can be judged.

use anyhow::Result;

use super::super::exit::Exit;
use super::super::{Session, known};
use crate::archive::{Archive, ChangeQuery, Origin, StoredChange};
use crate::materiality::{Judgement, RULES_VERSION, Tuning, Verdict, assess_tuned, edit_ids};
use crate::render::review::{self, Line};
use crate::watchlist::Watchlist;

pub(super) async fn run(session: &Session, all: bool, again: bool) -> Result<Exit> {
    let archive = session.archive_to_read()?;
    let changes = archive.changes(ChangeQuery::default()).await?;
    let watchlist = known::watchlist(session)?;
    let mut lines = Vec::new();
    for stored in &changes {
        let anew = if again { judged_again(&archive, &watchlist, stored).await? } else { None };
        lines.extend(lines_of(stored, anew.as_deref(), all));
    }
    let output = session.output;
    if output.json {
        output.result(&review::list_json(&lines, RULES_VERSION))?;
    } else if lines.is_empty() {
        output.note("nothing waits for judgement");
    } else {
        output.result(&review::list_text(&lines, output.width, output.paint))?;
    }
    Ok(Exit::Fine)
}

/// The lines of one change: what waits, what today's rules would make a finding, and with `all` whatever
/// is settled or was called material. Of imported history nothing waits.
fn lines_of<'a>(stored: &'a StoredChange, anew: Option<&[Judgement]>, all: bool) -> Vec<Line<'a>> {
    let change = &stored.change.change;
    let ids = edit_ids(&stored.id, &change.comparison);
    let mut lines: Vec<Line<'_>> = Vec::new();
    for (index, edit) in change.comparison.changes.iter().enumerate() {
        let (Some(judgement), Some(judged)) =
            (change.assessment.changes.get(index), stored.judged.changes.get(index))
        else {
            continue;
        };
        let words: Vec<_> = stored.reviews.iter().filter(|review| review.edit == ids[index]).collect();
        let again = anew.and_then(|anew| anew.get(index)).map(|anew| anew.verdict);
        let again = again.filter(|verdict| *verdict != judged.verdict);
        let is_open = words.is_empty() && stored.origin != Origin::Imported;
        let waits = is_open && judgement.verdict == Verdict::Review;
        let grew = is_open && again.is_some_and(|verdict| verdict > judged.verdict);
        let is_wanted = waits || grew || all && (!words.is_empty() || judgement.verdict.is_finding());
        if is_wanted && lines.iter().all(|line| line.id != ids[index]) {
            lines.push(Line {
                id: ids[index].clone(),
                change: &stored.id,
                policy: &stored.change,
                edit,
                judgement,
                judged: judged.verdict,
                rules_version: stored.rules_version,
                waits,
                words,
                again,
            });
        }
    }
    lines
}

/// The judgements of today's rules on what older rules judged; `None` where nothing is older.
async fn judged_again(
    archive: &Archive,
    watchlist: &Watchlist,
    stored: &StoredChange,
) -> Result<Option<Vec<Judgement>>> {
    if stored.rules_version == RULES_VERSION {
        return Ok(None);
    }
    let Some(texts) = archive.change_texts(&stored.id).await? else { return Ok(None) };
    let policy = watchlist.policies.iter().find(|policy| policy.id == stored.change.policy);
    let tuning = policy.map_or_else(Tuning::default, |policy| policy.tuning.clone());
    let comparison = &stored.change.change.comparison;
    Ok(Some(assess_tuned(&texts.old, &texts.new, comparison, &tuning).changes))
}
