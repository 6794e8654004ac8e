//! Where words go: results to stdout, everything else to stderr. A reader who left (broken pipe) ends
//! the command quietly.

use std::io::{self, BufWriter, IsTerminal, Write};

use anyhow::Result;

use super::args::{ColorWhen, Global};
use crate::render::{Paint, Width};

/// How results are printed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Output {
    /// Whether results carry colour.
    pub(super) paint: Paint,
    /// Columns results are wrapped to.
    pub(super) width: Width,
    /// Results are JSON.
    pub(super) json: bool,
    /// Notes on stderr are wanted.
    pub(super) notes: bool,
    /// Progress may be drawn: stderr is a terminal.
    pub(super) progress: bool,
}

/// Columns when stdout is no terminal.
const PIPED_WIDTH: usize = 100;

impl Output {
    /// Resolves the global options against the terminal and the environment.
    pub(super) fn new(global: &Global) -> Self {
        let terminal = io::stdout().is_terminal();
        let wanted = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let color = match global.color {
            ColorWhen::Always => true,
            ColorWhen::Never => false,
            ColorWhen::Auto => terminal && !wanted("NO_COLOR") && !dumb,
        };
        let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let width = columns.unwrap_or_else(|| if terminal { terminal_width() } else { PIPED_WIDTH });
        Self {
            paint: if color { Paint::Colour } else { Paint::Plain },
            width: Width::new(width.min(160)),
            json: global.json,
            notes: !global.quiet,
            progress: !global.quiet && !global.json && io::stderr().is_terminal(),
        }
    }

    /// Prints a result, with a line end where it has none; an empty result prints nothing.
    #[expect(
        clippy::unused_self,
        reason = "printing goes through the resolved settings, whatever they come to need"
    )]
    pub(super) fn result(self, text: &str) -> Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        let mut stdout = io::stdout().lock();
        stdout.write_all(text.as_bytes())?;
        if !text.ends_with('\n') {
            stdout.write_all(b"\n")?;
        }
        stdout.flush()?;
        Ok(())
    }

    /// Prints a result that is written part by part.
    #[expect(
        clippy::unused_self,
        reason = "printing goes through the resolved settings, whatever they come to need"
    )]
    pub(super) fn parts(self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
        let mut stdout = BufWriter::new(io::stdout().lock());
        write(&mut stdout)?;
        stdout.flush()?;
        Ok(())
    }

    /// Says that something went wrong.
    pub(super) fn complain(text: &str) {
        // A closed stderr leaves only the exit code to speak.
        let _ = writeln!(io::stderr().lock(), "{text}");
    }

    /// Tells the person at the terminal something that is not the result.
    pub(super) fn note(self, text: &str) {
        if self.notes {
            // A closed stderr must not end the work.
            let _ = writeln!(io::stderr().lock(), "{text}");
        }
    }
}

fn terminal_width() -> usize {
    terminal_size::terminal_size().map_or(PIPED_WIDTH, |(width, _)| usize::from(width.0))
}
