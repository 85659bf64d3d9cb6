use std::process::ExitCode;

use clap::Args;

use super::{Database, Failure};

#[derive(Debug, Args)]
pub struct Migrate {
    #[command(flatten)]
    database: Database,
}

impl Migrate {
    pub async fn run(self) -> Result<ExitCode, Failure> {
        self.database.open().await?;
        println!("The schema is up to date.");
        Ok(ExitCode::SUCCESS)
    }
}
