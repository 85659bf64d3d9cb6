//! Favorites: request forms that a person keeps, and shares with the team as templates.

mod applying;
mod keeping;
mod origin;
mod sharing;

pub use origin::{Origin, OriginRow};

use serde_json::{Value, json};
use sqlx::FromRow;

use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::{Event, Subject};
use crate::people::{Permission, Person};
use crate::request::{Form, words};

/// The most that one person keeps.
pub const FAVORITES: i64 = 100;

/// The longest name, in characters.
pub const NAME: usize = 60;

/// A saved form with its name.
#[derive(Clone, Debug)]
pub struct Favorite {
    pub id: i64,
    pub user_id: i64,
    pub owner: String,
    pub game_id: i64,
    pub name: String,
    pub version: i64,
    /// Since when it is a template for the team of its game.
    pub shared_at: Option<i64>,
    pub saved_at: i64,
    pub form: Form,
}

/// A favorite's row with its newest version.
#[derive(Clone, Debug, FromRow)]
pub struct FavoriteRow {
    pub id: i64,
    pub user_id: i64,
    pub owner: String,
    pub game_id: i64,
    pub name: String,
    pub version: i64,
    pub shared_at: Option<i64>,
    pub saved_at: i64,
    pub form: String,
}

/// What a person can begin a request from.
#[derive(Clone, Debug, Default)]
pub struct Favorites {
    /// In the order that the person gave them.
    pub own: Vec<Favorite>,
    /// Those that others shared, in the games where the person may ask.
    pub shared: Vec<Favorite>,
}

/// One version of a favorite.
#[derive(Clone, Debug)]
pub struct Version {
    pub version: i64,
    pub saved_at: i64,
    pub form: Form,
}

words! {
    /// Why a favorite is not saved under a name.
    NameProblem {
        Missing = "missing",
        TooLong = "too_long",
        /// The person has a favorite of this name.
        Taken = "taken",
        /// The person has as many as can be kept.
        Full = "full",
    }
}

impl TryFrom<FavoriteRow> for Favorite {
    type Error = Error;

    fn try_from(row: FavoriteRow) -> Result<Favorite> {
        let FavoriteRow { id, user_id, owner, game_id, name, version, shared_at, saved_at, form } = row;
        let form = serde_json::from_str(&form)?;
        Ok(Favorite { id, user_id, owner, game_id, name, version, shared_at, saved_at, form })
    }
}

impl Favorite {
    /// Whether this person may change it: their own, and, as who shared a template may have left, the templates of a game
    /// that they manage.
    pub fn is_changed_by(&self, person: &Person) -> bool {
        self.user_id == person.id || (self.shared_at.is_some() && person.may(Permission::ManageCatalog, self.game_id))
    }

    /// What an event tells of a change; of somebody else's also whose it is.
    fn told(&self, person: &Person, mut details: Value) -> Value {
        if self.user_id != person.id {
            details["owner"] = json!(self.owner);
        }
        details
    }
}

impl Desk {
    /// One's own favorites, and the templates of one's teams and of the games that one manages.
    pub async fn favorites(&self, person: &Person) -> Result<Favorites> {
        let games = self.games(person).await?.into_iter().filter(|game| game.retired_at.is_none());
        let games: Vec<i64> = games.map(|game| game.id).filter(|game| has_templates_for(person, *game)).collect();
        let rows = self.db().favorites_for(person.id, &games).await?;
        let all = rows.into_iter().map(Favorite::try_from).collect::<Result<Vec<_>>>()?;
        let (own, shared) = all.into_iter().partition(|favorite| favorite.user_id == person.id);
        Ok(Favorites { own, shared })
    }

    /// How many requests were made from each of these favorites: ID and count.
    pub async fn favorite_uses(&self, favorites: &[&Favorite]) -> Result<Vec<(i64, i64)>> {
        let ids: Vec<i64> = favorites.iter().map(|favorite| favorite.id).collect();
        self.db().favorite_uses(&ids).await
    }

    /// One's own favorite, or a template of one's team or of a game that one manages.
    ///
    /// # Errors
    /// `NotFound` for anybody else's.
    pub async fn favorite(&self, person: &Person, id: i64) -> Result<Favorite> {
        let favorite = Favorite::try_from(self.db().favorite(id).await?.ok_or(Error::NotFound)?)?;
        let is_shared = favorite.shared_at.is_some() && has_templates_for(person, favorite.game_id);
        if favorite.user_id == person.id || is_shared { Ok(favorite) } else { Err(Error::NotFound) }
    }

    /// What a favorite said before, the newest first; and what happened to it, the oldest first.
    pub async fn favorite_history(&self, person: &Person, id: i64) -> Result<(Vec<Version>, Vec<Event>)> {
        self.favorite(person, id).await?;
        let versions = self.db().favorite_versions(id).await?;
        let read = |(version, saved_at, form): (i64, i64, String)| {
            Ok(Version { version, saved_at, form: serde_json::from_str(&form)? })
        };
        let versions = versions.into_iter().map(read).collect::<Result<_>>()?;
        Ok((versions, self.db().events(Subject::Favorite(id)).await?))
    }

    /// A favorite, to change it.
    ///
    /// # Errors
    /// `Forbidden` for a template of somebody else in a game that one does not manage.
    async fn favorite_to_change(&self, person: &Person, id: i64) -> Result<Favorite> {
        let favorite = self.favorite(person, id).await?;
        if favorite.is_changed_by(person) { Ok(favorite) } else { Err(Error::Forbidden) }
    }
}

/// Whether the templates of a game are there for this person.
fn has_templates_for(person: &Person, game: i64) -> bool {
    person.may(Permission::Request, game) || person.may(Permission::ManageCatalog, game)
}
