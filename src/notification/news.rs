use super::Kind;
use crate::error::Result;
use crate::event::Actor;
use crate::store::Tx;

/// What one actor did to requests in one act. Nobody is told of what they did themselves, nor of a game that they left.
#[derive(Clone, Copy, Debug)]
pub(crate) struct News<'a> {
    pub by: &'a Actor,
    pub at: i64,
    pub note: &'a str,
    /// Whether requests of the same bulk file are told of as one.
    pub together: bool,
}

impl<'a> News<'a> {
    pub fn of(by: &'a Actor, at: i64) -> News<'a> {
        News { by, at, note: "", together: false }
    }

    pub fn saying(self, note: &'a str) -> News<'a> {
        News { note: note.trim(), ..self }
    }

    /// Requests of the same bulk file are told of as one. Who does this does nothing else in the transaction
    /// afterwards: then two of them never wait for each other.
    pub fn together(self) -> News<'a> {
        News { together: true, ..self }
    }

    /// The name of the person who did it.
    pub fn by_name(&self) -> Option<&'a str> {
        self.by.id.map(|_| self.by.name.as_str())
    }

    /// Tells the requesters in the page, and what their webhooks and those of the games want to know.
    pub async fn tell(self, tx: &mut Tx, what: &[(i64, Kind)]) -> Result<()> {
        if what.is_empty() {
            return Ok(());
        }
        tx.notify(&self, what).await?;
        tx.queue_calls(&self, what).await
    }
}
