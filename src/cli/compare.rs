//! `compare OLD NEW`: the comparison of two texts, printed; exit 1 where somebody must look.

use std::borrow::Cow;

use anyhow::Result;

use super::Session;
use super::args::{CompareArgs, FailOn, Format};
use super::exit::Exit;
use super::input::{self, Reading};
use super::known;
use super::report::Advised;
use crate::compare::{Comparison, compare};
use crate::materiality::{Assessment, Tuning, Verdict, assess_tuned, explain, warnings_of_reading};
use crate::normalize::{normalize, normalize_to_compare};
use crate::render::{self, Report, Side};

pub(super) async fn run(session: &Session, args: &CompareArgs) -> Result<Exit> {
    if args.old == "-" && args.new == "-" {
        return Err(Advised::new("both texts are stdin", "`-` for one of them only").into());
    }
    let judged = matches!(args.fail_on, Some(FailOn::Material | FailOn::Review));
    if args.no_assess && judged {
        return Err(
            Advised::new("`--no-assess` gives no verdict to fail on", "`--fail-on any`, or `none`").into()
        );
    }
    let reader = if args.no_assess { normalize_to_compare } else { normalize };
    let (old, new) = input::read_both(session, &args.old, &args.new, reader).await?;
    let comparison = compare(&old.document, &new.document);
    let tuning = if args.no_assess { Tuning::default() } else { tuning(session, &old, &new)? };
    let assessment = if args.no_assess {
        let verdict = if comparison.changes.is_empty() { Verdict::None } else { Verdict::Review };
        let warnings = warnings_of_reading(&old.document, &new.document);
        Assessment { verdict, changes: Vec::new(), warnings }
    } else {
        assess_tuned(&old.document, &new.document, &comparison, &tuning)
    };
    let exit = exit(args, &comparison, &assessment);
    if args.explain {
        let scope = format!("{} {}", old.sha256, new.sha256);
        let report = Report {
            old: side(&old),
            new: side(&new),
            comparison: &comparison,
            assessment: &assessment,
            change_scope: &scope,
        };
        let explanations = explain(&old.document, &new.document, &comparison, &tuning);
        let output = session.output;
        output.result(&render::explain::text(&report, &explanations, output.width, output.paint))?;
        return Ok(exit);
    }
    let (shown, shown_assessment) = only(args, &comparison, &assessment);
    let scope = format!("{} {}", old.sha256, new.sha256);
    let report = Report {
        old: side(&old),
        new: side(&new),
        comparison: &shown,
        assessment: &shown_assessment,
        change_scope: &scope,
    };
    print(session, args, &report)?;
    let hidden = comparison.changes.len() - shown.changes.len();
    if hidden > 0 {
        let (changes, are) = if hidden == 1 { ("change", "is") } else { ("changes", "are") };
        session.output.note(&format!("{hidden} more {changes} of other verdicts {are} not shown"));
    }
    Ok(exit)
}

/// What the watchlist says about verdicts of the stored policy that is compared; nothing where none is.
fn tuning(session: &Session, old: &Reading, new: &Reading) -> Result<Tuning> {
    let Some(stored) = new.policy.as_ref().or(old.policy.as_ref()) else { return Ok(Tuning::default()) };
    let policies = known::watchlist(session)?.policies;
    let policy = policies.into_iter().find(|policy| policy.id == *stored);
    Ok(policy.map(|policy| policy.tuning).unwrap_or_default())
}

fn print(session: &Session, args: &CompareArgs, report: &Report<'_>) -> Result<()> {
    let output = session.output;
    match args.format {
        _ if output.json => output.parts(|out| render::json::write_compare(report, out)),
        _ if args.summary => output.result(&render::summary(report)),
        _ if args.github => {
            output.result(&render::github::annotations(report, text_of_file(&args.new).as_deref()))
        }
        Format::Terminal => output.result(&render::terminal::comparison(report, output.width, output.paint)),
        Format::Text => output.result(&render::text::comparison(report)),
        Format::Markdown => output.result(&render::markdown::comparison(report)),
        Format::Html => output.parts(|out| render::html::write_page(report, out)),
    }
}

/// What stands in a file of text, to find lines in; `None` for anything else.
fn text_of_file(word: &str) -> Option<String> {
    std::fs::read_to_string(word).ok()
}

fn exit(args: &CompareArgs, comparison: &Comparison, assessment: &Assessment) -> Exit {
    let unless_told = if args.no_assess { FailOn::Any } else { FailOn::Review };
    let failed = match args.fail_on.unwrap_or(unless_told) {
        FailOn::Material => assessment.verdict == Verdict::Material,
        FailOn::Review => assessment.verdict.is_finding(),
        FailOn::Any => !comparison.changes.is_empty(),
        FailOn::None => false,
    };
    if failed { Exit::Finding } else { Exit::Fine }
}

/// The changes of the wanted verdicts with their judgements; all where none was named.
fn only<'a>(
    args: &CompareArgs,
    comparison: &'a Comparison,
    assessment: &'a Assessment,
) -> (Cow<'a, Comparison>, Cow<'a, Assessment>) {
    if args.only.is_empty() {
        return (Cow::Borrowed(comparison), Cow::Borrowed(assessment));
    }
    let wanted: Vec<Verdict> = args.only.iter().map(|only| (*only).into()).collect();
    let pairs = comparison.changes.iter().zip(&assessment.changes);
    let (changes, judgements) = pairs
        .filter(|(_, judgement)| wanted.contains(&judgement.verdict))
        .map(|(a, b)| (a.clone(), b.clone()))
        .unzip();
    let judged = Assessment { changes: judgements, ..assessment.clone() };
    (Cow::Owned(Comparison { changes }), Cow::Owned(judged))
}

fn side(reading: &Reading) -> Side<'_> {
    Side {
        title: reading.document.title.as_deref(),
        source: &reading.source,
        sha256: reading.sha256.to_string(),
    }
}
