use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use grantdesk::catalog::CatalogFile;
use grantdesk::event::Actor;

use super::{Database, Failure};

#[derive(Debug, Subcommand)]
pub enum Catalog {
    /// Add the games of a JSON file, or bring them up to date
    Apply(Apply),
    /// Print the demo's catalog, to begin one's own with
    Example,
}

#[derive(Debug, Args)]
pub struct Apply {
    #[command(flatten)]
    database: Database,
    file: PathBuf,
}

impl Catalog {
    pub async fn run(self) -> Result<ExitCode, Failure> {
        match self {
            Catalog::Apply(apply) => apply.run().await,
            Catalog::Example => {
                println!("{}", serde_json::to_string_pretty(&grantdesk::demo::catalog("http://127.0.0.1:4000"))?);
                Ok(ExitCode::SUCCESS)
            }
        }
    }
}

impl Apply {
    async fn run(self) -> Result<ExitCode, Failure> {
        let file: CatalogFile = serde_json::from_slice(&tokio::fs::read(&self.file).await?)?;
        self.database.open().await?.apply_catalog(&Actor::command_line(), &file).await?;
        println!("Applied {} games.", file.games.len());
        Ok(ExitCode::SUCCESS)
    }
}
