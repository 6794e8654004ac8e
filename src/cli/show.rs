//! `show INPUT`: how a text is read, so that nobody has to trust us about what we compared.

use anyhow::Result;

use super::Session;
use super::args::ShowArgs;
use super::exit::Exit;
use super::input;
use crate::facts::extract;
use crate::notice::read_clause;
use crate::render;

pub(super) async fn run(session: &Session, args: &ShowArgs) -> Result<Exit> {
    let reading = input::read(session, &args.input).await?;
    let clause = read_clause(&reading.document);
    let facts = extract(&reading.document);
    let output = session.output;
    output.result(&if output.json {
        render::json::show(&reading.document, clause.as_ref(), &facts)
    } else {
        render::document::reading(&reading.document, output.width, output.paint)
    })?;
    Ok(Exit::Fine)
}
