use super::Log;
use crate::desk::Desk;
use crate::error::Result;
use crate::people::Person;

/// Somebody whose name stands in a log.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Named {
    pub id: i64,
    pub username: String,
    pub name: String,
}

impl Desk {
    /// Who asked for what stands in a log, and who approved it, in the games the person sees; by their names.
    pub async fn people_in_log(&self, person: &Person, log: Log) -> Result<(Vec<Named>, Vec<Named>)> {
        let games = self.visible_games(person).await?;
        Ok((self.db().requesters_in(&games, log).await?, self.db().approvers_in(&games, log).await?))
    }
}
