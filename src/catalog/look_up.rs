use super::{Entry, Game, Kind, Server};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::{Event, Subject};
use crate::people::{Manager, Permission, Person};
use crate::store::entries::EntrySearch;

/// How many entries of a kind there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryCount {
    pub kind: Kind,
    pub in_use: i64,
    pub retired: i64,
}

impl Desk {
    /// The games whose catalogs this person may change, retired ones too, each with how much it has of every kind.
    pub async fn managed_games(&self, person: &Person) -> Result<Vec<(Game, Vec<EntryCount>)>> {
        let mut games = self.games(person).await?;
        games.retain(|game| person.may(Permission::ManageCatalog, game.id));
        let ids: Vec<i64> = games.iter().map(|game| game.id).collect();
        Ok(games.into_iter().zip(counts(self, &ids).await?).collect())
    }
}

/// For each of the games, how many entries of each kind of `Kind::OF_A_GAME` there are.
async fn counts(desk: &Desk, games: &[i64]) -> Result<Vec<Vec<EntryCount>>> {
    let counted = desk.db().count_all_entries(games).await?;
    let of = |game: i64, kind: Kind| {
        let row = counted.iter().find(|(place, word, ..)| *place == game && word == kind.as_str());
        let (in_use, retired) = row.map_or((0, 0), |(_, _, in_use, retired)| (*in_use, *retired));
        EntryCount { kind, in_use, retired }
    };
    Ok(games.iter().map(|game| Kind::OF_A_GAME.map(|kind| of(*game, kind)).to_vec()).collect())
}

impl Manager<'_> {
    pub fn game(&self) -> &Game {
        &self.game
    }

    pub async fn counts(&self) -> Result<Vec<EntryCount>> {
        Ok(counts(self.desk, &[self.game.id]).await?.remove(0))
    }

    pub async fn count(&self, kind: Kind) -> Result<EntryCount> {
        let (in_use, retired) = self.desk.db().count_entries(kind, self.game.id).await?;
        Ok(EntryCount { kind, in_use, retired })
    }

    /// A page of entries, and how many match in all.
    pub async fn entries(&self, kind: Kind, search: &EntrySearch) -> Result<(Vec<Entry>, i64)> {
        self.desk.db().entries(kind, self.game.id, search).await
    }

    /// # Errors
    /// `NotFound` when the game has none of this code.
    pub async fn entry(&self, kind: Kind, code: &str) -> Result<Entry> {
        self.desk.db().entry(kind, self.game.id, code).await?.ok_or(Error::NotFound)
    }

    /// What happened to an entry, oldest first.
    pub async fn history(&self, kind: Kind, entry: &Entry) -> Result<Vec<Event>> {
        self.desk.db().events(Subject::Catalog(kind, entry.id)).await
    }

    /// # Errors
    /// `NotFound` when the game has none of this code.
    pub async fn server(&self, code: &str) -> Result<Server> {
        let servers = self.desk.db().servers(self.game.id).await?;
        servers.into_iter().find(|server| server.code == code).ok_or(Error::NotFound)
    }
}
