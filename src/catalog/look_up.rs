use super::{Entry, Game, Kind, Server};
use crate::error::{Error, Result};
use crate::event::{Event, Subject};
use crate::people::Manager;
use crate::store::entries::EntrySearch;

/// How many entries of a kind there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryCount {
    pub kind: Kind,
    pub in_use: i64,
    pub retired: i64,
}

impl Manager<'_> {
    pub fn game(&self) -> &Game {
        &self.game
    }

    pub async fn counts(&self) -> Result<Vec<EntryCount>> {
        let mut counts = Vec::new();
        for kind in Kind::OF_A_GAME {
            counts.push(self.count(kind).await?);
        }
        Ok(counts)
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
