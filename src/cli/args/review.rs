//! `review …` as typed.

use clap::{Args as ClapArgs, Subcommand, ValueEnum};

use crate::materiality::Word;

/// `review`
#[derive(Debug, ClapArgs)]
pub struct ReviewArgs {
    /// What to do.
    #[command(subcommand)]
    pub action: ReviewAction,
}

/// `review …`
#[derive(Debug, Subcommand)]
pub enum ReviewAction {
    /// List what waits for judgement, oldest first.
    List {
        /// List also what is settled, and what a rule called material and nobody has looked at.
        #[arg(long)]
        all: bool,
        /// Judge what older rules judged again by today's, and show where they differ; nobody is told.
        #[arg(long)]
        again: bool,
    },
    /// Settle an edit, or everything in a change; decides who is told and who is corrected.
    Set {
        /// The edit or the change: its id, or the beginning of it.
        change: String,
        /// Your word.
        #[arg(value_enum)]
        verdict: WordArg,
        /// Why, in words that may be quoted to those who were told.
        #[arg(long, value_name = "WORDS", value_parser = reason)]
        because: String,
        /// Who says so.
        #[arg(long, value_name = "NAME", value_parser = reason)]
        by: Option<String>,
    },
    /// Write settled edits as test cases, one JSON object a line.
    Export {
        /// The edit or the change: its id, or the beginning of it.
        #[arg(required_unless_present = "all", conflicts_with = "all")]
        change: Option<String>,
        /// Everything that is settled.
        #[arg(long)]
        all: bool,
    },
}

/// [`Word`] as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum WordArg {
    /// Somebody must be told.
    Material,
    /// Harmless.
    Cosmetic,
}

impl From<WordArg> for Word {
    fn from(typed: WordArg) -> Self {
        match typed {
            WordArg::Material => Self::Material,
            WordArg::Cosmetic => Self::Cosmetic,
        }
    }
}

/// Words that say something.
pub(super) fn reason(text: &str) -> Result<String, String> {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() { Err("it must not be empty".to_owned()) } else { Ok(words) }
}
