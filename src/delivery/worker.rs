use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::{JoinError, JoinSet};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::Patience;
use super::lane::Lane;
use super::retry::interrupted;
use super::settle::{Done, settle};
use super::start::start_approved;
use crate::connector::Connector;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::review::Reviewer;

/// How often work is looked for when nobody rings.
const POLL: Duration = Duration::from_millis(500);

/// Delivers what was approved, one lane a server, and reviews what waits for a decision, until it is told to stop.
#[derive(Clone)]
pub struct Worker {
    desk: Desk,
    connector: Arc<dyn Connector>,
    patience: Arc<Patience>,
}

impl std::fmt::Debug for Worker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Worker").field("patience", &self.patience).finish_non_exhaustive()
    }
}

impl Worker {
    pub fn new(desk: Desk, connector: Arc<dyn Connector>, patience: Patience) -> Worker {
        Worker { desk, connector, patience: Arc::new(patience) }
    }

    /// Works until `stop`; then lets calls under way end and writes what became of them.
    pub async fn run(&self, stop: CancellationToken) {
        let reviewer = Reviewer::new(self.desk.clone(), self.connector.clone());
        tokio::join!(self.run_lanes(&stop), reviewer.run(&stop));
    }

    async fn run_lanes(&self, stop: &CancellationToken) {
        let mut lanes: HashMap<i64, CancellationToken> = HashMap::new();
        let mut running: JoinSet<Ended> = JoinSet::new();
        while !stop.is_cancelled() {
            if let Err(error) = self.look(&mut lanes, &mut running, stop, false).await {
                tracing::error!(%error, "the worker could not look for work");
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = self.desk.rung() => {}
                () = tokio::time::sleep(POLL) => {}
                Some(ended) = running.join_next() => if let Err(error) = forget(&mut lanes, ended) {
                    tracing::error!(%error, "a lane stopped: its leases will run out");
                    // What stopped it may still be there.
                    stop.run_until_cancelled(tokio::time::sleep(POLL)).await;
                },
            }
        }
        while running.join_next().await.is_some() {}
    }

    /// Works until nothing is due any more, waiting for retries that fall due while it works. For tests and the bench.
    pub async fn drain(&self) -> Result<()> {
        let stop = CancellationToken::new();
        loop {
            let mut lanes = HashMap::new();
            let mut running = JoinSet::new();
            self.look(&mut lanes, &mut running, &stop, true).await?;
            if running.is_empty() {
                return Ok(());
            }
            let mut result = Ok(());
            while let Some(ended) = running.join_next().await {
                result = result.and(forget(&mut lanes, ended));
            }
            result?;
        }
    }

    /// Begins what was approved, takes up what dead workers left, and sees that every server with work has a lane.
    async fn look(
        &self,
        lanes: &mut HashMap<i64, CancellationToken>,
        running: &mut JoinSet<Ended>,
        stop: &CancellationToken,
        until_idle: bool,
    ) -> Result<()> {
        start_approved(&self.desk).await?;
        self.recover().await?;
        for server in self.desk.db().servers_with_work(self.desk.now()).await? {
            if lanes.contains_key(&server) {
                continue;
            }
            let stop = stop.child_token();
            lanes.insert(server, stop.clone());
            let lane = Lane::new(self.desk.clone(), self.connector.clone(), self.patience.clone(), server, until_idle);
            running.spawn(async move { (server, lane.run(stop).await) });
        }
        Ok(())
    }

    /// Leases that ran out become unknown outcomes, to be asked about.
    async fn recover(&self) -> Result<()> {
        // Looking does not take SQLite's write lock; hardly ever is there anything to write.
        while self.desk.db().has_expired_leases(self.desk.now()).await? {
            let now = self.desk.now();
            let mut tx = self.desk.db().begin().await?;
            let expired = tx.expired_leases(now, 1_000).await?;
            if expired.is_empty() {
                // Another worker has them.
                return Ok(());
            }
            tracing::warn!(deliveries = expired.len(), "leases ran out: their outcomes are unknown");
            let done: Vec<Done> = expired
                .into_iter()
                .map(|(claimed, lease)| Done { lease, settlement: interrupted(&claimed, now), call: None })
                .collect();
            if settle(&mut tx, &done.iter().collect::<Vec<_>>(), now).await? != done.len() {
                return Err(Error::Lost("lease"));
            }
            tx.commit().await?;
        }
        Ok(())
    }
}

/// A server whose lane has ended, and how.
type Ended = (i64, Result<()>);

fn forget(lanes: &mut HashMap<i64, CancellationToken>, ended: Result<Ended, JoinError>) -> Result<()> {
    match ended {
        Ok((server, result)) => {
            lanes.remove(&server);
            result
        }
        Err(error) => {
            tracing::error!(%error, "a lane ended badly");
            lanes.clear();
            Err(Error::Lost("lane"))
        }
    }
}

/// A new lease: whoever settles must name it.
pub(crate) fn new_lease() -> String {
    Uuid::now_v7().simple().to_string()
}
