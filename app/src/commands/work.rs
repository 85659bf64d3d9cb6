use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use grantdesk::connector::{Networks, SignedHttp};
use grantdesk::delivery::{Patience, Worker};
use grantdesk::desk::Desk;
use grantdesk::webhook::{self, Messenger, Outlet};

use super::{Database, Failure, Outside, Posting, stop};
use crate::news;

#[derive(Debug, Args)]
pub struct Work {
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    outside: Outside,
    #[command(flatten)]
    posting: Posting,
    /// How long a worker may hold a delivery before another takes it for dead, in milliseconds
    #[arg(long, env = "GRANTDESK_LEASE_MS", default_value_t = 30_000)]
    lease_ms: u64,
}

impl Work {
    pub async fn run(self) -> Result<ExitCode, Failure> {
        let desk = self.database.open().await?;
        let patience = Patience { lease: std::time::Duration::from_millis(self.lease_ms), ..Patience::default() };
        let outlet = self.posting.outlet(self.outside.networks.clone())?;
        let messenger = messenger(desk.clone(), outlet, self.posting.public_url);
        let worker = worker(desk.clone(), self.outside.networks, patience)?;
        let stop = stop::on_signal()?;
        tokio::join!(worker.run(stop.clone()), messenger.run(stop));
        desk.db().close().await;
        Ok(ExitCode::SUCCESS)
    }
}

pub fn messenger(desk: Desk, outlet: Outlet, public_url: Option<String>) -> Messenger {
    Messenger::new(desk, outlet, news::tell(public_url), webhook::Patience::default())
}

pub fn worker(desk: Desk, networks: Networks, patience: Patience) -> Result<Worker, Failure> {
    Ok(Worker::new(desk, Arc::new(SignedHttp::new(networks)?), patience))
}
