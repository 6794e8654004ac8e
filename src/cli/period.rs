//! `report --from --to`: what was watched, found, decided and given in a period, for somebody who was not
//! there. Reads only.

use anyhow::{Context, Result};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use super::Session;
use super::args::ReportArgs;
use super::exit::Exit;
use super::notice;
use super::report::Advised;
use crate::archive::{Archive, ChangeQuery, CheckRow};
use crate::render::period::{Looks, PeriodReport, csv, page};
use crate::watchlist::{PolicyId, Watchlist};

/// Time between looks taken for a policy that the watchlist no longer names.
const USUAL: TimeDelta = TimeDelta::days(1);

pub(super) async fn run(session: &Session, args: &ReportArgs) -> Result<Exit> {
    if args.from > args.to {
        let what = format!("the period ends ({}) before it begins ({})", args.to, args.from);
        return Err(Advised::new(what, "--from the first day --to the last day").into());
    }
    let watchlist = session.watchlist()?;
    let archive = session.archive_to_read()?;
    let (zone, now) = (watchlist.publisher.zone, session.clock.now());
    let end = args.to.checked_add_days(Days::new(1)).unwrap_or(args.to);
    let (start, end) = (midnight(args.from, zone), midnight(end, zone));
    let query = ChangeQuery { policy: None, after: Some(start), until: Some(end), told: false };
    let mut changes = archive.changes(query).await?;
    changes.retain(|stored| stored.change.change.confirmed_at < end);
    let cases = archive.cases().await?;
    let mut cases = notice::lines(session, &cases)?;
    cases.retain(|case| case.detected < end && is_alive(case, start));
    let report = PeriodReport {
        publisher: &watchlist.publisher,
        from: args.from,
        to: args.to,
        made_at: now,
        looks: looks(&archive, &watchlist, (start, end.min(now))).await?,
        changes: changes.iter().map(|stored| (stored.id.as_str(), &stored.change)).collect(),
        cases: &cases,
    };
    let stem = format!("policydiff-{}-{}", args.from, args.to);
    std::fs::create_dir_all(&args.out).with_context(|| format!("cannot make `{}`", args.out.display()))?;
    for (ending, content) in [("html", page(&report)), ("csv", csv(&report))] {
        let path = args.out.join(format!("{stem}.{ending}"));
        std::fs::write(&path, content).with_context(|| format!("cannot write `{}`", path.display()))?;
        session.output.result(&path.display().to_string())?;
    }
    Ok(Exit::Fine)
}

/// A case belongs to every period in which something happened to it or it was not settled.
fn is_alive(case: &crate::render::notice::CaseLine<'_>, start: DateTime<Utc>) -> bool {
    let last = case.events.last().map_or(case.detected, |(at, _)| *at);
    last >= start || !case.standing.state.is_settled()
}

/// The first moment of a day; where the clocks skip midnight, the first after it.
fn midnight(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let mut candidates =
        (0..=24).map(|quarters| day.and_time(NaiveTime::MIN) + TimeDelta::minutes(15 * quarters));
    let local = candidates.find_map(|civil| zone.from_local_datetime(&civil).earliest());
    local.map_or_else(|| day.and_time(NaiveTime::MIN).and_utc(), |local| local.to_utc())
}

async fn looks(
    archive: &Archive,
    watchlist: &Watchlist,
    (start, end): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<Looks>> {
    let mut looks = Vec::new();
    for (policy, shown) in archive.policies().await? {
        let checks = archive.checks(&policy, usize::MAX).await?;
        let mut good: Vec<DateTime<Utc>> =
            checks.iter().filter(|check| !check.outcome.is_trouble()).map(|check| check.at).collect();
        good.sort();
        let inside: Vec<&CheckRow> =
            checks.iter().filter(|check| start <= check.at && check.at < end).collect();
        let every = every(watchlist, &policy);
        looks.push(Looks {
            policy: policy.to_string(),
            name: format!("{} {}", shown.service, shown.kind),
            role: shown.role,
            source: shown.source,
            checks: inside.len(),
            troubled: inside.iter().filter(|check| check.outcome.is_trouble()).count(),
            gaps: gaps(&good, (start, end), every * 2),
        });
    }
    Ok(looks)
}

fn every(watchlist: &Watchlist, policy: &PolicyId) -> TimeDelta {
    watchlist.policies.iter().find(|known| known.id == *policy).map_or(USUAL, |known| known.every)
}

/// Times longer than `most` in which the policy was not seen; before its first look nothing is missing.
fn gaps(
    good: &[DateTime<Utc>],
    (start, end): (DateTime<Utc>, DateTime<Utc>),
    most: TimeDelta,
) -> Vec<(DateTime<Utc>, DateTime<Utc>)> {
    let Some(first) = good.first() else { return Vec::new() };
    let start = start.max(*first);
    let inside = good.iter().copied().filter(|at| start < *at && *at < end);
    let marks: Vec<DateTime<Utc>> = std::iter::once(start).chain(inside).chain([end]).collect();
    marks.windows(2).map(|pair| (pair[0], pair[1])).filter(|(from, to)| *to - *from > most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_is_longer_than_two_rounds_and_begins_with_the_first_look() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let looks = ["2026-11-02T09:00:00Z", "2026-11-03T09:00:00Z", "2026-11-07T09:00:00Z"].map(at);
        let period = (at("2026-11-01T00:00:00Z"), at("2026-11-08T00:00:00Z"));
        assert_eq!(gaps(&looks, period, TimeDelta::days(2)), [(looks[1], looks[2])]);
        assert!(gaps(&[], period, TimeDelta::days(2)).is_empty());
        let late = (at("2026-11-04T00:00:00Z"), at("2026-11-20T00:00:00Z"));
        assert_eq!(gaps(&looks, late, TimeDelta::days(2)).len(), 2, "the open ends count");
    }
}
