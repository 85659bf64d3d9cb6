use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::ask::ask_all;
use super::begin::begin_all;
use super::count::count_all;
use crate::connector::Connector;
use crate::desk::Desk;
use crate::error::Result;

/// How often work is looked for when nobody rings.
const POLL: Duration = Duration::from_secs(1);

/// Reviews what waits for a decision: one task counts, and one a server asks the game, until it is told to stop.
#[derive(Clone)]
pub struct Reviewer {
    desk: Desk,
    connector: Arc<dyn Connector>,
}

impl std::fmt::Debug for Reviewer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reviewer").finish_non_exhaustive()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Task {
    Count,
    Ask(i64),
}

impl Reviewer {
    pub fn new(desk: Desk, connector: Arc<dyn Connector>) -> Reviewer {
        Reviewer { desk, connector }
    }

    pub async fn run(&self, stop: &CancellationToken) {
        let mut busy = HashSet::new();
        let mut running = JoinSet::new();
        while !stop.is_cancelled() {
            if let Err(error) = self.look(&mut busy, &mut running, stop).await {
                tracing::error!(%error, "the reviewer could not look for work");
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = self.desk.rung_for_review() => {}
                () = tokio::time::sleep(POLL) => {}
            }
        }
        while running.join_next().await.is_some() {}
    }

    /// Works until nothing is due any more. For tests and the bench.
    pub async fn drain(&self) -> Result<()> {
        let stop = CancellationToken::new();
        loop {
            let mut running = JoinSet::new();
            self.look(&mut HashSet::new(), &mut running, &stop).await?;
            if running.is_empty() {
                return Ok(());
            }
            while running.join_next().await.is_some() {}
        }
    }

    /// Begins the reviews of what was submitted, and sees that somebody is at everything that is due.
    async fn look(
        &self,
        busy: &mut HashSet<Task>,
        running: &mut JoinSet<Task>,
        stop: &CancellationToken,
    ) -> Result<()> {
        while let Some(ended) = running.try_join_next() {
            match ended {
                Ok(task) => {
                    busy.remove(&task);
                }
                Err(error) => {
                    tracing::error!(%error, "a part of a review ended badly");
                    busy.clear();
                }
            }
        }
        begin_all(&self.desk).await?;
        let now = self.desk.now();
        let mut tasks: Vec<Task> = self.desk.db().servers_to_ask(now).await?.into_iter().map(Task::Ask).collect();
        if self.desk.db().is_count_due(now).await? {
            tasks.push(Task::Count);
        }
        for task in tasks {
            if busy.insert(task) {
                let (desk, connector, stop) = (self.desk.clone(), self.connector.clone(), stop.clone());
                running.spawn(async move {
                    let done = match task {
                        Task::Count => count_all(&desk, &stop).await,
                        Task::Ask(server) => ask_all(&desk, connector.as_ref(), server, &stop).await,
                    };
                    if let Err(error) = done {
                        tracing::error!(%error, ?task, "a part of a review stopped: its lease will run out");
                    }
                    task
                });
            }
        }
        Ok(())
    }
}
