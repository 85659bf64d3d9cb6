use std::process::ExitCode;

use clap::Args;
use grantdesk::request::number;

use super::{Database, Failure};

#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    database: Database,
}

impl Check {
    /// Exit code 1 when something is found.
    pub async fn run(self) -> Result<ExitCode, Failure> {
        let findings = self.database.open().await?.check().await?;
        for finding in &findings {
            let request = if finding.request > 0 { format!("{}: ", number(finding.request)) } else { String::new() };
            println!("{request}{} (invariant {})", finding.what, finding.invariant);
        }
        if findings.is_empty() {
            println!("All invariants hold.");
            return Ok(ExitCode::SUCCESS);
        }
        println!("{} findings.", findings.len());
        Ok(ExitCode::FAILURE)
    }
}
