use sqlx::FromRow;

use crate::desk::Desk;
use crate::error::Result;
use crate::people::{Permission, Person};

/// How long decisions are looked back at, in milliseconds.
const LOOK_BACK: i64 = 7 * 24 * 3_600_000;

/// What one person may decide now. Moments are Unix milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct Waiting {
    pub requests: i64,
    /// When the oldest was asked for, and when the middle one was: as many are older as are younger.
    pub oldest: i64,
    pub median: i64,
}

/// What was decided in the last seven days, by anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct Decisions {
    pub decisions: i64,
    /// Milliseconds between asking and deciding: the median.
    pub took: i64,
}

impl Desk {
    /// How old what waits for this person's decision is; none if nothing does.
    pub async fn waiting_ages(&self, person: &Person) -> Result<Option<Waiting>> {
        let games = self.approvable_games(person).await?;
        self.db().waiting(&games, person.id).await
    }

    /// How long it took lately until requests were approved or rejected, in the games in which this person decides.
    pub async fn decisions(&self, person: &Person) -> Result<Option<Decisions>> {
        let games = self.approvable_games(person).await?;
        self.db().decisions(&games, self.now() - LOOK_BACK).await
    }

    async fn approvable_games(&self, person: &Person) -> Result<Vec<i64>> {
        let games = self.games(person).await?.into_iter().map(|game| game.id);
        Ok(games.filter(|game| person.may(Permission::Approve, *game)).collect())
    }
}
