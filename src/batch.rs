//! One file that becomes several requests, all or none.
//!
//! Rows that ask for the same become one request: direction, item, quantity, order number, and whatever else is said
//! of a request as a whole. What a row leaves open, the form beside the file says.

mod approval;
mod column;
mod file;
mod group;
mod reading;
mod review;
mod row;
mod submission;
mod template;

pub use approval::{BatchApprover, Waiting};
pub use column::{BatchColumn, Said};
pub use file::{BatchFile, BatchFound, BatchTotal, GroupSummary};
pub use reading::{BatchRefusal, RowFinding, RowProblem};
pub use review::BatchReview;
pub use submission::BatchRefused;
pub use template::{Template, TemplateWords};

use serde::{Deserialize, Serialize};

use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::people::Person;

/// The most rows of a file.
pub const ROWS: usize = 100_000;

/// What a bulk form says beside its file: it holds for rows that do not say otherwise.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchForm {
    pub game: String,
    pub servers: Vec<String>,
    pub reason: String,
    pub detail_reason: String,
    pub id_kind: String,
    pub comment: String,
    /// The answer to the question about repeated players.
    pub keep_first: bool,
}

/// A bulk form as one person left it, and what became of it.
#[derive(Clone, Debug)]
pub struct Batch {
    pub id: String,
    pub user_id: i64,
    pub game_id: i64,
    pub form: BatchForm,
    pub upload_id: Option<String>,
    pub updated_at: i64,
    /// Who submitted it, how many requests it became, and when.
    pub submitted: Option<Submitted>,
}

#[derive(Clone, Debug)]
pub struct Submitted {
    pub by: String,
    pub requests: i64,
    pub at: i64,
}

impl Desk {
    /// Keeps a bulk form with its file; false when somebody else has a batch of this ID, or it is submitted. A file
    /// that it had before goes.
    pub async fn keep_batch(&self, person: &Person, id: &str, form: &BatchForm, upload: Option<&str>) -> Result<bool> {
        let game = self.operator(person, &form.game).await?.game;
        if let Some(upload) = upload {
            self.upload(person, upload).await?;
        }
        let before = self.db().batch(id).await?.and_then(|batch| batch.upload_id);
        let form = serde_json::to_string(form)?;
        let kept = self.db().save_batch(id, person.id, game.id, &form, upload, self.now()).await?;
        if let Some(before) = before.filter(|before| kept && Some(before.as_str()) != upload) {
            self.db().delete_own_upload(&before, person.id).await?;
        }
        Ok(kept)
    }

    /// Does away with a batch of one's own that was not submitted, and with its file.
    ///
    /// # Errors
    /// `NotFound` when it is somebody else's or gone, `NothingToDo` when it is submitted.
    pub async fn discard_batch(&self, person: &Person, id: &str) -> Result<()> {
        let batch = self.batch(person, id).await?;
        if batch.user_id != person.id {
            return Err(Error::NotFound);
        }
        if !self.db().delete_batch(id, person.id).await? {
            return Err(Error::NothingToDo);
        }
        match batch.upload_id {
            Some(upload) => self.db().delete_own_upload(&upload, person.id).await,
            None => Ok(()),
        }
    }

    /// One's own batch; or anybody's, once it is requests in a game that the person sees.
    pub async fn batch(&self, person: &Person, id: &str) -> Result<Batch> {
        let batch = self.db().batch(id).await?.ok_or(Error::NotFound)?;
        let shown = person.sees(batch.game_id) && (batch.user_id == person.id || batch.submitted.is_some());
        if shown { Ok(batch) } else { Err(Error::NotFound) }
    }

    /// One's own batches that were not submitted, the latest first.
    pub async fn unfinished_batches(&self, person: &Person, limit: i64) -> Result<Vec<Batch>> {
        self.db().unfinished_batches(person.id, limit).await
    }
}
