use serde_json::json;

use super::{State, Verb};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::Subject;
use crate::people::Person;

impl Desk {
    /// Takes one's own request back, as long as nobody has decided it.
    pub async fn cancel(&self, person: &Person, no: i64) -> Result<()> {
        let request = self.request(person, no).await?;
        if request.requested_by != person.id {
            return Err(Error::Forbidden);
        }
        let now = self.now();
        let mut tx = self.db().begin().await?;
        for state in [State::Pending, State::Held] {
            let Some(to) = state.after(Verb::Cancel) else { continue };
            if tx.move_request(no, state, to, None, now).await? {
                tx.cancel_deliveries(no).await?;
                tx.release_order(no).await?;
                tx.record(now, &person.actor(), Subject::Request(no), "canceled", json!({})).await?;
                return tx.commit().await;
            }
        }
        Err(tx.too_late(no).await?)
    }
}
