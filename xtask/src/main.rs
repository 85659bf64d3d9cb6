//! The build of Grantdesk, in Rust so that a fresh clone needs nothing but Cargo and Node.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};

mod bench;
mod command;
mod css;
mod install;
mod postgres;
mod run;
mod site;
mod step;
mod test;
mod wasm;

/// Builds, starts, tests and measures Grantdesk.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Build everything and start a demo desk
    Run {
        /// More arguments for `grantdesk serve`
        #[arg(last = true)]
        args: Vec<String>,
    },
    /// Build what browsers load, into target/site
    Site,
    /// Check, test, and walk the journeys in a browser
    Test {
        /// Only one part of it
        #[arg(long)]
        only: Option<test::Part>,
    },
    /// Measure the figures of the engine on SQLite and PostgreSQL
    Bench {
        /// More arguments for the benchmark
        #[arg(last = true)]
        args: Vec<String>,
    },
}

fn main() -> ExitCode {
    match perform(Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> Result<()> {
    go_to_the_root()?;
    match task {
        Task::Run { args } => run::run(&args),
        Task::Site => site::site(),
        Task::Test { only } => test::test(only),
        Task::Bench { args } => bench::bench(&args),
    }
}

/// Every path in here is relative to the root of the repository, wherever the task was called.
fn go_to_the_root() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask has no parent directory")?;
    std::env::set_current_dir(root).with_context(|| format!("cannot enter {}", root.display()))
}
