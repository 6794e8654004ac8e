//! `rules`: what verdicts are made from.

use anyhow::Result;

use super::Session;
use super::args::RulesArgs;
use super::exit::Exit;
use crate::materiality::rules;
use crate::render;

pub(super) fn run(session: &Session, args: &RulesArgs) -> Result<Exit> {
    let output = session.output;
    let page = match (output.json, args.markdown) {
        (true, _) => render::rules::json(rules()),
        (false, true) => render::rules::markdown(rules()),
        (false, false) => render::rules::text(rules()),
    };
    output.result(&page)?;
    Ok(Exit::Fine)
}
