//! What a game has: servers, items, reasons, mailbox messages, and how its players are named.

mod apply;
mod change;
mod entry;
mod export;
mod import;
mod kind;
mod known;
mod look_up;
mod problem;
mod save;
mod secret;
mod server;
mod sheet;
mod typed;

pub use apply::{
    CatalogFile, GameEntry, IdKindEntry, ItemEntry, MessageEntry, NamedEntry, ReasonEntry, ServerEntry, Translated,
};
pub use change::{Change, Difference, RETIRED, What};
pub use entry::{Entry, Values, text};
pub use import::{Finding, Preview};
pub use kind::{Field, Kind, Shape};
pub(crate) use known::Known;
pub use look_up::EntryCount;
pub use problem::{Complaint, Problem};
pub use save::{NotSaved, Overtaken};
pub use secret::Secret;
pub use sheet::Flaw;

use std::sync::Arc;

use sqlx::FromRow;

use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::people::{Permission, Person};
use crate::request::id_fits;

/// A name in the desk's three languages.
#[derive(Clone, Debug, FromRow)]
pub struct Names {
    pub name_en: String,
    pub name_ko: String,
    pub name_ja: String,
}

impl Names {
    pub fn all(&self) -> [&str; 3] {
        [&self.name_en, &self.name_ko, &self.name_ja]
    }

    pub fn in_language(&self, language: &str) -> &str {
        match language {
            "ko" => &self.name_ko,
            "ja" => &self.name_ja,
            _ => &self.name_en,
        }
    }
}

#[derive(Clone, Debug, FromRow)]
pub struct Game {
    pub id: i64,
    pub code: String,
    #[sqlx(flatten)]
    pub names: Names,
    pub supports_validity: bool,
    pub supports_messages: bool,
    pub retired_at: Option<i64>,
}

/// A kind of player ID, and what such an ID looks like.
#[derive(Clone, Debug, FromRow)]
pub struct IdKind {
    pub code: String,
    pub label: String,
    pub charset: String,
    pub min_length: i64,
    pub max_length: i64,
    pub retired_at: Option<i64>,
}

impl IdKind {
    /// Whether a text without blanks is an ID of this kind.
    pub fn fits(&self, id: &str) -> bool {
        id_fits(id, &self.charset, self.min_length..=self.max_length)
    }
}

#[derive(Clone, FromRow)]
pub struct Server {
    pub id: i64,
    pub game_id: i64,
    pub code: String,
    pub name: String,
    pub url: String,
    pub secret: String,
    /// Calls under way at once.
    pub concurrency: i64,
    /// Deliveries a second, however many of them go in one call.
    pub rate_per_second: Option<i64>,
    /// How long one call may take in all.
    pub timeout_ms: i64,
    /// Deliveries in one call, at most.
    pub max_batch: i64,
    pub paused_until: Option<i64>,
    pub paused_because: Option<String>,
    pub pauses: i64,
    pub retired_at: Option<i64>,
}

impl std::fmt::Debug for Server {
    /// Without the secret: this is what ends up in logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Server")
            .field("id", &self.id)
            .field("code", &self.code)
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}

#[derive(Clone, Debug, FromRow)]
pub struct Item {
    pub id: i64,
    pub code: String,
    #[sqlx(flatten)]
    pub names: Names,
    pub kind: String,
    /// The most one player may get or lose of it in one request.
    pub max_quantity: i64,
    pub retired_at: Option<i64>,
}

#[derive(Clone, Debug, FromRow)]
pub struct Reason {
    pub id: i64,
    pub code: String,
    #[sqlx(flatten)]
    pub names: Names,
    /// 'Other': the request names a detail reason of the game as well.
    pub asks_detail: bool,
    pub retired_at: Option<i64>,
}

#[derive(Clone, Debug, FromRow)]
pub struct DetailReason {
    pub id: i64,
    pub code: String,
    #[sqlx(flatten)]
    pub names: Names,
    pub retired_at: Option<i64>,
}

#[derive(Clone, Debug, FromRow)]
pub struct Message {
    pub id: i64,
    pub key: String,
    pub text_en: String,
    pub text_ko: String,
    pub text_ja: String,
    pub retired_at: Option<i64>,
}

impl Message {
    pub fn in_language(&self, language: &str) -> &str {
        match language {
            "ko" => &self.text_ko,
            "ja" => &self.text_ja,
            _ => &self.text_en,
        }
    }
}

/// Everything of one game, retired things included: history refers to them.
#[derive(Clone, Debug)]
pub struct Catalog {
    pub game: Game,
    pub id_kinds: Vec<IdKind>,
    pub servers: Vec<Server>,
    pub items: Vec<Item>,
    pub reasons: Vec<Reason>,
    pub detail_reasons: Vec<DetailReason>,
    pub messages: Vec<Message>,
}

impl Catalog {
    /// The kinds of IDs that new requests may use, in their order.
    pub fn usable_id_kinds(&self) -> impl Iterator<Item = &IdKind> + Clone {
        self.id_kinds.iter().filter(|kind| kind.retired_at.is_none())
    }

    /// The one of this code, or else the first.
    pub fn id_kind_or_first(&self, code: &str) -> Option<&IdKind> {
        let mut kinds = self.usable_id_kinds();
        kinds.clone().find(|kind| kind.code == code).or_else(|| kinds.next())
    }
}

impl Desk {
    /// The games a person sees, in the order they were made.
    pub async fn games(&self, person: &Person) -> Result<Vec<Game>> {
        Ok(self.catalogs(person).await?.iter().map(|catalog| catalog.game.clone()).collect())
    }

    /// The games a person may do this in.
    pub async fn games_where(&self, person: &Person, permission: Permission) -> Result<Vec<Game>> {
        let games = self.games(person).await?.into_iter();
        Ok(games.filter(|game| game.retired_at.is_none() && person.may(permission, game.id)).collect())
    }

    /// The catalog of a game the person sees.
    pub async fn catalog(&self, person: &Person, game: &str) -> Result<Arc<Catalog>> {
        let catalogs = self.catalogs(person).await?;
        catalogs.into_iter().find(|catalog| catalog.game.code == game).ok_or(Error::NotFound)
    }

    /// The catalogs of every game the person sees, in the order of `games`.
    pub async fn catalogs(&self, person: &Person) -> Result<Vec<Arc<Catalog>>> {
        let catalogs = self.all_catalogs().await?.into_iter();
        Ok(catalogs.filter(|catalog| person.sees(catalog.game.id)).collect())
    }

    pub(crate) async fn catalog_of(&self, game: i64) -> Result<Arc<Catalog>> {
        let catalogs = self.all_catalogs().await?;
        catalogs.into_iter().find(|catalog| catalog.game.id == game).ok_or(Error::Lost("game"))
    }

    /// The game servers a person sees, with the state of their breakers.
    pub async fn servers(&self, person: &Person) -> Result<Vec<Server>> {
        Ok(self.catalogs(person).await?.iter().flat_map(|catalog| catalog.servers.iter().cloned()).collect())
    }
}
