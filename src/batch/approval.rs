use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Batch, BatchReview, BatchTotal};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::notification::{Kind, News};
use crate::people::{Permission, Person};

/// Requests that are approved in one transaction.
const CHUNK: usize = 500;

/// Somebody who may decide the requests of this batch: permitted in its game, and not their requester.
#[derive(Debug)]
pub struct BatchApprover<'a> {
    desk: &'a Desk,
    person: &'a Person,
    batch: Batch,
}

/// The requests of a batch that are pending, all of them read at the same moment.
#[derive(Clone, Debug, Default)]
pub struct Waiting {
    /// Their numbers with their seals, in the order of the numbers.
    requests: Vec<(i64, String)>,
    pub players: i64,
    pub totals: Vec<BatchTotal>,
    pub review: BatchReview,
    /// SHA-256 over numbers and seals: 64 hexadecimal digits.
    pub seal: String,
}

impl Desk {
    /// # Errors
    /// `NotFound` when the person does not see the batch or nobody submitted it yet, `Forbidden` without the permission
    /// to approve, `OwnRequest` for whoever submitted it.
    pub async fn batch_approver<'a>(&'a self, person: &'a Person, id: &str) -> Result<BatchApprover<'a>> {
        let batch = self.batch(person, id).await?;
        if batch.submitted.is_none() {
            return Err(Error::NotFound);
        }
        if !person.may(Permission::Approve, batch.game_id) {
            return Err(Error::Forbidden);
        }
        if batch.user_id == person.id {
            return Err(Error::OwnRequest);
        }
        Ok(BatchApprover { desk: self, person, batch })
    }
}

impl BatchApprover<'_> {
    /// What would be approved now.
    pub async fn waiting(&self) -> Result<Waiting> {
        let mut waiting = Waiting::default();
        let mut hash = Sha256::new();
        hash.update(b"grantdesk batch seal 1\n");
        for row in self.desk.db().pending_of_batch(&self.batch.id).await? {
            let total = i128::from(row.quantity) * i128::from(row.deliveries);
            let same = |of: &&mut BatchTotal| of.direction == row.direction && of.item == row.code;
            match waiting.totals.iter_mut().find(same) {
                Some(of) => (of.requests, of.total) = (of.requests + 1, of.total + total),
                None => {
                    waiting.totals.push(BatchTotal { direction: row.direction, item: row.code, requests: 1, total });
                }
            }
            if waiting.requests.last().is_none_or(|(no, _)| *no != row.id) {
                hash.update(format!("{} {}\n", row.id, row.seal));
                waiting.players += row.players;
                waiting.requests.push((row.id, row.seal));
            }
        }
        waiting.review = self.desk.db().review_of_batch(&self.batch.id).await?;
        waiting.seal = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(waiting)
    }

    /// Approves every request that was shown and is pending still, each by its own seal, and answers how many they
    /// were. `seal` is the one on the page, and `seen` whether the approver says that he has seen what the reviews
    /// found. What others decide meanwhile is theirs; what becomes pending meanwhile was not shown and stays.
    ///
    /// # Errors
    /// `SealBroken` when what is pending is not what was shown, `NothingToDo` when nothing is, `ReviewUnseen` when it is
    /// not `seen`, and a review found something odd or is not finished. If the desk fails half way, what is approved is
    /// approved, and the rest is pending.
    pub async fn approve(&self, seal: &str, note: &str, seen: bool) -> Result<usize> {
        let waiting = self.waiting().await?;
        if waiting.requests.is_empty() {
            return Err(Error::NothingToDo);
        }
        if waiting.seal != seal {
            return Err(Error::SealBroken);
        }
        if !seen && waiting.review.must_be_seen() {
            return Err(Error::ReviewUnseen);
        }
        let mut approved = 0;
        for chunk in waiting.requests.chunks(CHUNK) {
            approved += self.approve_some(chunk, note.trim(), seen).await?;
            self.desk.ring();
        }
        if approved == 0 { Err(Error::NothingToDo) } else { Ok(approved) }
    }

    async fn approve_some(&self, shown: &[(i64, String)], note: &str, seen: bool) -> Result<usize> {
        let now = self.desk.now();
        let mut tx = self.desk.db().begin().await?;
        let pending = tx.lock_pending(shown).await?;
        let numbers: Vec<i64> = pending.iter().map(|(no, _)| *no).collect();
        // What was on hold when the reviews were summed up was not in the sum.
        if !seen && tx.any_must_be_seen(&numbers).await? {
            return Err(Error::ReviewUnseen);
        }
        let approved = tx.approve_pending(&numbers, self.person.id, note, now).await?;
        if approved != numbers.len() as u64 {
            return Err(Error::Lost("request"));
        }
        let of_one = |seal: String| json!({ "note": note, "seal": seal, "review_seen": seen, "batch": self.batch.id });
        let details: Vec<(i64, Value)> = pending.into_iter().map(|(no, seal)| (no, of_one(seal))).collect();
        let actor = self.person.actor();
        tx.record_requests(now, &actor, "approved", &details).await?;
        let approved: Vec<(i64, Kind)> = numbers.iter().map(|no| (*no, Kind::Approved)).collect();
        News::of(&actor, now).saying(note).together().tell(&mut tx, &approved).await?;
        tx.commit().await?;
        Ok(numbers.len())
    }
}

impl Waiting {
    pub fn requests(&self) -> usize {
        self.requests.len()
    }
}
