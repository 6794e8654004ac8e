//! The binary: parse, start logging, run, exit code.

use std::io;
use std::process::ExitCode;

use clap::Parser;
use policydiff::cli::{self, args::Args};
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let args = Args::parse();
    start_logging(args.global.verbose, args.global.quiet);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    match runtime {
        Ok(runtime) => runtime.block_on(cli::run(args)),
        Err(error) => {
            tracing::error!("cannot start: {error}");
            ExitCode::from(2)
        }
    }
}

/// Logs go to stderr; `POLICYDIFF_LOG` (`policydiff=debug`) overrides the flags.
fn start_logging(verbose: u8, quiet: bool) {
    let level = match (quiet, verbose) {
        (true, _) => "error",
        (false, 0) => "warn",
        (false, 1) => "policydiff=info,warn",
        (false, _) => "policydiff=debug,info",
    };
    let filter = EnvFilter::try_from_env("POLICYDIFF_LOG").unwrap_or_else(|_| EnvFilter::new(level));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).with_target(false).init();
}
