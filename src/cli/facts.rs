//! `facts INPUT`: every typed statement of a text with the words it was read from; lists as data.

use anyhow::Result;

use super::Session;
use super::args::FactsArgs;
use super::exit::Exit;
use super::input;
use crate::facts::{Family, Row, extract, listing};
use crate::render;

pub(super) async fn run(session: &Session, args: &FactsArgs) -> Result<Exit> {
    let reading = input::read(session, &args.input).await?;
    let (document, output) = (&reading.document, session.output);
    let facts = extract(document);
    let families = |wanted: Option<Family>| -> Vec<Family> {
        let mut families: Vec<Family> = facts.iter().map(|fact| fact.family).collect();
        families.sort_unstable();
        families.dedup();
        wanted.map_or(families, |family| vec![family])
    };
    let rows: Vec<Row> =
        families(args.list).into_iter().flat_map(|family| listing(document, &facts, family)).collect();
    let page = match args.list {
        _ if output.json => {
            render::json::facts(document.title.as_deref(), document.language.as_deref(), &rows)
        }
        Some(family) if args.csv => render::facts::list_csv(family, &rows),
        Some(_) => render::facts::list(&rows, output.width, output.paint),
        None if args.csv => render::facts::csv(&facts),
        None => render::facts::table(&facts, output.width, output.paint),
    };
    output.result(&page)?;
    if document.language.as_deref().is_some_and(|language| language != "en") {
        output.note("the text is not in English: only numbers, dates, percentages and money are read");
    }
    Ok(Exit::Fine)
}
