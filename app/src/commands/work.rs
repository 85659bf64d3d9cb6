use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use grantdesk::connector::{Networks, SignedHttp};
use grantdesk::delivery::{Patience, Worker};
use grantdesk::desk::Desk;

use super::{Database, Failure, Outside, stop};

#[derive(Debug, Args)]
pub struct Work {
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    outside: Outside,
    /// How long a worker may hold a delivery before another takes it for dead, in milliseconds
    #[arg(long, env = "GRANTDESK_LEASE_MS", default_value_t = 30_000)]
    lease_ms: u64,
}

impl Work {
    pub async fn run(self) -> Result<ExitCode, Failure> {
        let desk = self.database.open().await?;
        let patience = Patience { lease: std::time::Duration::from_millis(self.lease_ms), ..Patience::default() };
        worker(desk, self.outside.networks, patience)?.run(stop::on_signal()?).await;
        Ok(ExitCode::SUCCESS)
    }
}

pub fn worker(desk: Desk, networks: Networks, patience: Patience) -> Result<Worker, Failure> {
    Ok(Worker::new(desk, Arc::new(SignedHttp::new(networks)?), patience))
}
