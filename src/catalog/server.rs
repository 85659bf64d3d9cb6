use serde_json::json;

use super::{Kind, Secret};
use crate::connector::TestCall;
use crate::error::{Error, Result};
use crate::event::Subject;
use crate::people::Manager;

impl Manager<'_> {
    /// Gives a server another secret. Deliveries that are under way are signed with it from their next call on.
    pub async fn change_secret(&self, code: &str, secret: &Secret) -> Result<()> {
        let mut tx = self.desk.db().begin().await?;
        tx.hold_catalog(self.game.id).await?;
        let server = tx.entry(Kind::Server, self.game.id, code).await?.ok_or(Error::NotFound)?;
        let actor = self.person.actor();
        if !self.hand(&actor).write_secret(&mut tx, &server, secret).await? {
            return Err(Error::NothingToDo);
        }
        tx.commit().await
    }

    /// Lets deliveries go to a paused server now.
    ///
    /// # Errors
    /// `NothingToDo` when it is not paused.
    pub async fn resume(&self, code: &str) -> Result<()> {
        let server = self.server(code).await?;
        let Some(until) = server.paused_until else { return Err(Error::NothingToDo) };
        let mut tx = self.desk.db().begin().await?;
        tx.end_pause(server.id).await?;
        let before = json!({ "paused_until": until, "paused_because": server.paused_because });
        let details =
            json!({ "game": self.game.code, "code": code, "before": before, "after": { "paused_until": null } });
        let (now, actor) = (self.desk.now(), self.person.actor());
        tx.record(now, &actor, Subject::Catalog(Kind::Server, server.id), "resumed", details).await?;
        tx.commit().await?;
        self.desk.ring();
        Ok(())
    }

    /// Calls a server without changing anything there, and says how it answered.
    pub async fn test(&self, code: &str) -> Result<TestCall> {
        let server = self.server(code).await?;
        let call = self.outside.test(&server).await;
        let details = json!({
            "game": self.game.code,
            "code": code,
            "status": call.health.status,
            "ms": call.health.took.as_millis() as u64,
            "cause": call.health.cause.map(|cause| cause.as_str()),
            "signature": call.signature.as_str(),
        });
        let mut tx = self.desk.db().begin().await?;
        let (now, actor) = (self.desk.now(), self.person.actor());
        tx.record(now, &actor, Subject::Catalog(Kind::Server, server.id), "tested", details).await?;
        tx.commit().await?;
        Ok(call)
    }
}
