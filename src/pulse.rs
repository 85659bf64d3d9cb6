use crate::desk::Desk;
use crate::error::Result;

/// The same as long as nothing has happened: nobody has done anything, and no delivery has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, sqlx::FromRow)]
pub struct Pulse {
    last_event: i64,
    moving: i64,
    ended: i64,
}

impl Desk {
    pub async fn pulse(&self) -> Result<Pulse> {
        self.db().pulse().await
    }
}
