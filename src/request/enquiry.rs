use serde_json::json;

use super::approval::required;
use super::{State, Verb};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::Subject;
use crate::notification::{Kind, News};
use crate::people::{Approver, Permission, Person};

impl Desk {
    /// Has the worker ask the game what became of the unknown deliveries. Asking changes nothing in the game,
    /// so whoever may ask for things or decide them may have it asked.
    pub async fn enquire(&self, person: &Person, no: i64) -> Result<i64> {
        let request = self.request(person, no).await?;
        if !person.may(Permission::Approve, request.game_id) && !person.may(Permission::Request, request.game_id) {
            return Err(Error::Forbidden);
        }
        let now = self.now();
        let mut tx = self.db().begin().await?;
        let to = State::Failed.after(Verb::Enquire).ok_or(Error::Lost("transition"))?;
        if !tx.move_request(no, State::Failed, to, None, now).await? {
            return Err(tx.too_late(no).await?);
        }
        let count = tx.ask_unknown(no, now).await?;
        if count == 0 {
            return Err(Error::NothingToDo);
        }
        tx.record(now, &person.actor(), Subject::Request(no), "enquired", json!({ "deliveries": count })).await?;
        tx.commit().await?;
        self.ring();
        Ok(count)
    }
}

impl Approver<'_> {
    /// Decides an unknown outcome that the game cannot clear up: somebody looked, and says so in the note.
    pub async fn decide_unknown(&self, delivery: i64, arrived: bool, note: &str) -> Result<()> {
        let note = required(note)?;
        let no = self.request.id;
        let now = self.desk.now();
        let mut tx = self.desk.db().begin().await?;
        if tx.locked_state(no).await? != State::Failed || !tx.decide_unknown(no, delivery, arrived, note, now).await? {
            return Err(tx.too_late(no).await?);
        }
        let action = if arrived { "decided_arrived" } else { "decided_not_arrived" };
        tx.record(
            now,
            &self.person.actor(),
            Subject::Request(no),
            action,
            json!({ "delivery": delivery, "note": note }),
        )
        .await?;
        if tx.counts(no).await?.succeeded == self.request.counts.deliveries {
            tx.move_request(no, State::Failed, State::Succeeded, None, now).await?;
            let actor = self.person.actor();
            tx.record(now, &actor, Subject::Request(no), "succeeded", json!({})).await?;
            News::of(&actor, now).tell(&mut tx, &[(no, Kind::Succeeded)]).await?;
        }
        tx.commit().await
    }
}
