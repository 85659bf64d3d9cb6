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
    /// Takes note of a call's replies; true when the server is well again after a pause. One good reply makes a good
    /// answer, and however many deliveries a bad one leaves unclear, it is one.
    pub fn note(&mut self, replies: &[Reply], server: &Server) -> bool {
        let mut bad = None;
        for reply in replies {
            match &reply.answer {
                Answer::NotSent { cause, .. } | Answer::Unclear { cause, .. } => bad = Some(cause.as_str()),
                Answer::TurnedAway { .. } => bad = Some("turned_away"),
                // Whether it is the server or one of the deliveries shows when they are sent alone.
                Answer::TurnedAwayTogether { .. } => return false,
                Answer::Applied { .. } | Answer::Refused { .. } | Answer::NeverSeen => {
                    self.bad = 0;
                    return server.pauses > 0;
                }
            }
        }
        if let Some(because) = bad {
            self.bad += 1;
            because.clone_into(&mut self.because);
        }
        false
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
