use serde_json::{Value, json};

use super::{State, Verb};
use crate::error::{Error, Result};
use crate::event::Subject;
use crate::notification::{Kind, News};
use crate::people::Approver;
use crate::store::Tx;

impl Approver<'_> {
    /// Approves what was shown: `seal` is the one on the page, and `seen` whether the approver says that he has seen
    /// what the review found. Delivery begins.
    ///
    /// # Errors
    /// `ReviewUnseen` when it is not `seen`, and the review found something odd or is not finished.
    pub async fn approve(&self, seal: &str, note: &str, seen: bool) -> Result<()> {
        if seal != self.request.seal {
            return Err(Error::SealBroken);
        }
        let now = self.desk.now();
        let mut tx = self.desk.db().begin().await?;
        let approval = tx
            .insert_approval(self.request.id, self.request.requested_by, self.person.id, seal, note.trim(), now)
            .await?;
        let details = json!({ "note": note.trim(), "seal": seal, "review_seen": seen });
        self.decide(&mut tx, Verb::Approve, Kind::Approved, details, Some(approval)).await?;
        if !seen && tx.review_findings(self.request.id).await?.is_none_or(|found| found.must_be_seen()) {
            return Err(Error::ReviewUnseen);
        }
        tx.commit().await?;
        self.desk.ring();
        Ok(())
    }

    /// Rejects for good. The note tells the requester why.
    pub async fn reject(&self, note: &str) -> Result<()> {
        let note = required(note)?;
        let mut tx = self.desk.db().begin().await?;
        self.decide(&mut tx, Verb::Reject, Kind::Rejected, json!({ "note": note }), None).await?;
        tx.cancel_deliveries(self.request.id).await?;
        tx.release_order(self.request.id).await?;
        tx.commit().await
    }

    /// Puts the request aside until it is released.
    pub async fn hold(&self, note: &str) -> Result<()> {
        let mut tx = self.desk.db().begin().await?;
        self.decide(&mut tx, Verb::Hold, Kind::Held, json!({ "note": note.trim() }), None).await?;
        tx.commit().await
    }

    /// Takes the request up again.
    pub async fn release(&self, note: &str) -> Result<()> {
        let mut tx = self.desk.db().begin().await?;
        self.decide(&mut tx, Verb::Release, Kind::Released, json!({ "note": note.trim() }), None).await?;
        tx.commit().await
    }

    async fn decide(&self, tx: &mut Tx, verb: Verb, kind: Kind, details: Value, approval: Option<i64>) -> Result<()> {
        let from: Vec<State> = State::ALL.iter().copied().filter(|state| state.after(verb).is_some()).collect();
        let now = self.desk.now();
        for state in from {
            let Some(to) = state.after(verb) else { continue };
            if tx.move_request(self.request.id, state, to, approval, now).await? {
                let (actor, note) = (self.person.actor(), details["note"].as_str().unwrap_or_default().to_owned());
                tx.record(now, &actor, Subject::Request(self.request.id), kind.as_str(), details).await?;
                return News::of(&actor, now).saying(&note).tell(tx, &[(self.request.id, kind)]).await;
            }
        }
        Err(tx.too_late(self.request.id).await?)
    }
}

pub(super) fn required(note: &str) -> Result<&str> {
    let note = note.trim();
    if note.is_empty() { Err(Error::NoteRequired) } else { Ok(note) }
}
