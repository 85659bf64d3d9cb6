use std::time::Duration;

use serde_json::json;

use super::Patience;
use crate::catalog::Server;
use crate::connector::{Answer, Reply};
use crate::desk::Desk;
use crate::error::Result;
use crate::event::{Actor, Subject};

/// Counts a server's bad answers in a row and leaves it alone after too many.
#[derive(Debug, Default)]
pub(super) struct Breaker {
    bad: u32,
    because: String,
}

impl Breaker {
    /// Takes note of a reply; true when the server is well again after a pause.
    pub fn note(&mut self, reply: &Reply, server: &Server) -> bool {
        match &reply.answer {
            Answer::NotSent { cause, .. } | Answer::Unclear { cause, .. } => {
                self.bad += 1;
                cause.as_str().clone_into(&mut self.because);
                false
            }
            Answer::TurnedAway { .. } => {
                self.bad += 1;
                "turned_away".clone_into(&mut self.because);
                false
            }
            _ => {
                self.bad = 0;
                server.pauses > 0
            }
        }
    }

    /// After a pause one more bad answer is enough.
    pub fn is_tripped(&self, server: &Server, patience: &Patience) -> bool {
        self.bad >= patience.bad_answers || (self.bad > 0 && server.pauses > 0)
    }

    /// Pauses the server in the database, where every worker and every page sees it.
    pub async fn trip(&mut self, desk: &Desk, server: &Server, patience: &Patience) -> Result<()> {
        let pause = pause(server.pauses, patience);
        let now = desk.now();
        let until = now + pause.as_millis() as i64;
        self.bad = 0;
        let mut tx = desk.db().begin().await?;
        // Calls that were under way when it was paused pause it no further.
        if !tx.pause_server(server.id, now, until, &self.because).await? {
            return Ok(());
        }
        let details = json!({ "server": server.code, "because": self.because, "until": until });
        tx.record(now, &Actor::worker(), Subject::Server(server.id), "paused", details).await?;
        tx.commit().await?;
        tracing::warn!(server.code = %server.code, because = %self.because, pause_ms = pause.as_millis() as u64, "server paused");
        Ok(())
    }

    pub async fn reset(desk: &Desk, server: &Server) -> Result<()> {
        let now = desk.now();
        let mut tx = desk.db().begin().await?;
        if !tx.resume_server(server.id, now).await? {
            return Ok(());
        }
        let details = json!({ "server": server.code });
        tx.record(now, &Actor::worker(), Subject::Server(server.id), "resumed", details).await?;
        tx.commit().await
    }
}

fn pause(pauses: i64, patience: &Patience) -> Duration {
    patience.first_pause.saturating_mul(1 << pauses.clamp(0, 16)).min(patience.longest_pause)
}
