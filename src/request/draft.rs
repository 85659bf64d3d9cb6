use super::{Form, ListFound, Players, Request};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::people::Person;

/// A form as one person left it. Its ID is the form's submission key.
#[derive(Clone, Debug)]
pub struct Draft {
    pub id: String,
    pub form: Form,
    /// Whether it was submitted and refused: then the page says why.
    pub refused: bool,
    pub updated_at: i64,
}

/// A form that was begun and not submitted yet.
#[derive(Clone, Debug)]
pub struct Unfinished {
    pub draft: Draft,
    /// As many as can be told without checking a file.
    pub players: usize,
}

/// Unfinished forms are offered this long, in milliseconds.
const OFFERED: i64 = 14 * 24 * 60 * 60 * 1000;

/// So many unfinished forms are offered.
const OFFERS: i64 = 5;

impl Desk {
    /// Keeps a form; false when somebody else has a draft of this ID. A file that it named before, and names no more,
    /// goes.
    pub async fn keep_draft(&self, person: &Person, id: &str, form: &Form, refused: bool) -> Result<bool> {
        let before = match self.draft(person, id).await {
            Err(Error::NotFound) => return Ok(false),
            before => before?,
        };
        let is_kept = self.db().save_draft(id, person.id, &serde_json::to_string(form)?, refused, self.now()).await?;
        if let Some(before) = before.filter(|before| is_kept && before.form.file != form.file) {
            self.db().delete_own_upload(&before.form.file, person.id).await?;
        }
        Ok(is_kept)
    }

    /// Does away with a form of one's own, and with its file. What is gone already stays so.
    ///
    /// # Errors
    /// `NotFound` when it is somebody else's.
    pub async fn discard_draft(&self, person: &Person, id: &str) -> Result<()> {
        let Some(draft) = self.draft(person, id).await? else { return Ok(()) };
        let mut tx = self.db().begin().await?;
        tx.delete_draft(id, person.id).await?;
        tx.commit().await?;
        self.db().delete_own_upload(&draft.form.file, person.id).await
    }

    /// The last forms that a person left unfinished, the newest first.
    pub async fn unfinished_forms(&self, person: &Person) -> Result<Vec<Unfinished>> {
        let mut unfinished = Vec::new();
        for (id, form, refused, updated_at) in self.db().drafts_of(person.id, self.now() - OFFERED, OFFERS).await? {
            let form: Form = serde_json::from_str(&form)?;
            let players = match form.file.as_str() {
                "" => Players::read(&form.players, |_| true).ids.len(),
                file => self
                    .db()
                    .upload(file)
                    .await?
                    .and_then(|file| file.found::<ListFound>())
                    .map_or(0, |found| found.players),
            };
            unfinished.push(Unfinished { draft: Draft { id, form, refused, updated_at }, players });
        }
        Ok(unfinished)
    }

    /// One's own draft, if there is one.
    ///
    /// # Errors
    /// `NotFound` when it is somebody else's.
    pub async fn draft(&self, person: &Person, id: &str) -> Result<Option<Draft>> {
        let Some((owner, form, refused, updated_at)) = self.db().draft(id).await? else { return Ok(None) };
        if owner != person.id {
            return Err(Error::NotFound);
        }
        Ok(Some(Draft { id: id.to_owned(), form: serde_json::from_str(&form)?, refused, updated_at }))
    }

    /// What a form of one's own became.
    pub async fn submitted(&self, person: &Person, id: &str) -> Result<Option<Request>> {
        self.db().request_by_submission(person.id, id).await
    }
}
