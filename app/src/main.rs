//! The program `grantdesk`.

use app::commands::Command;
use clap::Parser;
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

#[derive(Parser)]
#[command(name = "grantdesk", version, about = "A desk for grants and clawbacks of a game's currency and items")]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn,tower_http=warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match CommandLine::parse().command.run().await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("grantdesk: {error}");
            ExitCode::FAILURE
        }
    }
}
