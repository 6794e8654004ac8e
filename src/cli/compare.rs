//! `compare OLD NEW`: the comparison of two texts, printed; exit 1 where somebody must look.

use anyhow::Result;

use super::Session;
use super::args::{CompareArgs, Format};
use super::exit::Exit;
use super::input::{self, Reading};
use super::report::Advised;
use crate::compare::compare;
use crate::materiality::assess;
use crate::render::{self, Report, Side};

pub(super) async fn run(session: &Session, args: &CompareArgs) -> Result<Exit> {
    if args.old == "-" && args.new == "-" {
        return Err(Advised::new("both texts are stdin", "`-` for one of them only").into());
    }
    let old = input::read(session, &args.old).await?;
    let new = input::read(session, &args.new).await?;
    let comparison = compare(&old.document, &new.document);
    let assessment = assess(&old.document, &new.document, &comparison);
    let scope = format!("{} {}", old.sha256, new.sha256);
    let report = Report {
        old: side(&old),
        new: side(&new),
        comparison: &comparison,
        assessment: &assessment,
        change_scope: &scope,
    };
    let output = session.output;
    let text = match args.format {
        _ if output.json => render::json::compare(&report),
        _ if args.summary => render::summary(&report),
        Format::Terminal => render::terminal::comparison(&report, output.width, output.paint),
        Format::Text => render::text::comparison(&report),
        Format::Markdown => render::markdown::comparison(&report),
        Format::Html => render::html::page(&report),
    };
    output.result(&text)?;
    Ok(if assessment.verdict.is_finding() { Exit::Finding } else { Exit::Fine })
}

fn side(reading: &Reading) -> Side<'_> {
    Side {
        title: reading.document.title.as_deref(),
        source: &reading.source,
        sha256: reading.sha256.to_string(),
    }
}
