use sqlx::FromRow;

use super::Event;
use crate::error::Result;
use crate::people::Admin;
use crate::request::{PAGE, Page, Turn};

/// What the log is narrowed to. Admins of some games see the events of those games only, always.
#[derive(Clone, Debug, Default)]
pub struct AuditFilters {
    /// A user name as it is, or part of a name.
    pub actor: Option<String>,
    pub action: Option<String>,
    /// `request`, `user`, `game`, …
    pub subject: Option<String>,
    pub subject_id: Option<i64>,
    pub game: Option<i64>,
    /// Unix milliseconds, from inclusive and until exclusive.
    pub from: Option<i64>,
    pub until: Option<i64>,
    /// Part of the details.
    pub text: Option<String>,
}

/// An event, and what it is about.
#[derive(Clone, Debug, FromRow)]
pub struct Audited {
    #[sqlx(flatten)]
    pub event: Event,
    pub subject: String,
    pub subject_id: i64,
    pub game_id: Option<i64>,
}

impl Admin<'_> {
    /// A page of the log, newest first.
    pub async fn audit(&self, filters: &AuditFilters, turn: Turn) -> Result<Page<Audited>> {
        let rows = self.desk.db().audit(self.games().as_deref(), filters, turn, PAGE as i64 + 1).await?;
        Ok(Page::cut(rows, matches!(turn, Turn::After(_)), matches!(turn, Turn::Newest)))
    }
}
