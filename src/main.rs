//! The binary: parse, start logging, run, exit code.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use clap::Parser;
use policydiff::cli::{
    self,
    args::{Args, ColorWhen, Command, Global},
};
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let args = Args::parse();
    start_logging(&args.global);
    // Threads take longer to start than two texts to compare.
    let mut builder = match args.command {
        Command::Compare(_) | Command::Rules(_) => tokio::runtime::Builder::new_current_thread(),
        _ => tokio::runtime::Builder::new_multi_thread(),
    };
    let runtime = builder.enable_all().build();
    match runtime {
        Ok(runtime) => runtime.block_on(cli::run(args)),
        Err(error) => {
            tracing::error!("cannot start: {error}");
            ExitCode::from(2)
        }
    }
}

/// Logs go to stderr; `POLICYDIFF_LOG` (`policydiff=debug`) overrides the flags.
fn start_logging(global: &Global) {
    let level = match (global.quiet, global.verbose) {
        (true, _) => "error",
        (false, 0) => "warn",
        (false, 1) => "policydiff=info,warn",
        (false, _) => "policydiff=debug,info",
    };
    let filter = EnvFilter::try_from_env("POLICYDIFF_LOG").unwrap_or_else(|_| EnvFilter::new(level));
    let ansi = io::stderr().is_terminal() && global.color != ColorWhen::Never;
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(ansi)
        .with_target(false)
        .init();
}
