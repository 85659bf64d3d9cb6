use serde_json::json;

use super::{State, Verb};
use crate::error::{Error, Result};
use crate::event::Subject;
use crate::people::Approver;

impl Approver<'_> {
    /// Sends again what may be sent again, under the same keys: all of it, or what failed of one cause.
    /// Answers how many deliveries that is.
    pub async fn regrant(&self, cause: Option<&str>) -> Result<i64> {
        let no = self.request.id;
        let now = self.desk.now();
        let mut tx = self.desk.db().begin().await?;
        let to = State::Failed.after(Verb::Regrant).ok_or(Error::Lost("transition"))?;
        if !tx.move_request(no, State::Failed, to, None, now).await? {
            return Err(tx.too_late(no).await?);
        }
        let count = tx.queue_failed(no, cause, now).await?;
        if count == 0 {
            return Err(Error::NothingToDo);
        }
        let details = json!({ "deliveries": count, "cause": cause });
        tx.record(now, &self.person.actor(), Subject::Request(no), "regranted", details).await?;
        tx.commit().await?;
        self.desk.ring();
        Ok(count)
    }
}
