use serde_json::json;

use super::approval::required;
use super::{State, Verb};
use crate::error::{Error, Result};
use crate::event::Subject;
use crate::notification::{Kind, News};
use crate::people::Approver;

impl Approver<'_> {
    /// Ends a failed request: what did not arrive will not. With nothing applied, its order number is free again.
    ///
    /// # Errors
    /// `OutcomesUnknown` while it is not known what the game did.
    pub async fn close(&self, note: &str) -> Result<()> {
        let note = required(note)?;
        let no = self.request.id;
        let now = self.desk.now();
        let mut tx = self.desk.db().begin().await?;
        let to = State::Failed.after(Verb::Close).ok_or(Error::Lost("transition"))?;
        if !tx.move_request(no, State::Failed, to, None, now).await? {
            return Err(tx.too_late(no).await?);
        }
        let counts = tx.counts(no).await?;
        if counts.unknown > 0 {
            return Err(Error::OutcomesUnknown(counts.unknown));
        }
        if counts.succeeded == 0 {
            tx.release_order(no).await?;
        }
        let actor = self.person.actor();
        tx.record(now, &actor, Subject::Request(no), "closed", json!({ "note": note })).await?;
        News::of(&actor, now).saying(note).tell(&mut tx, &[(no, Kind::Closed)]).await?;
        tx.commit().await
    }
}
