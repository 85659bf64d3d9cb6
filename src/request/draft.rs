use super::{Form, Request};
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

impl Desk {
    /// Keeps a form; false when somebody else has a draft of this ID.
    pub async fn keep_draft(&self, person: &Person, id: &str, form: &Form, refused: bool) -> Result<bool> {
        self.db().save_draft(id, person.id, &serde_json::to_string(form)?, refused, self.now()).await
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
