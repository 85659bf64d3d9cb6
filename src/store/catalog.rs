use super::{Db, Tx, on};
use crate::catalog::{DetailReason, Game, IdKind, Item, Message, Reason, Server};
use crate::error::Result;

macro_rules! select_game {
    ($rest:literal) => {
        concat!(
            "select id, code, name_en, name_ko, name_ja, supports_validity, supports_messages, retired_at from games ",
            $rest
        )
    };
}

macro_rules! select_server {
    ($rest:literal) => {
        concat!(
            "select id, game_id, code, name, url, secret, concurrency, rate_per_second, timeout_ms, max_batch,
                    paused_until, paused_because, pauses, retired_at
             from servers ",
            $rest
        )
    };
}
pub(crate) use select_server;

impl Db {
    /// Another one after every change of any catalog.
    pub async fn catalog_version(&self) -> Result<i64> {
        Ok(on!(db self, c => sqlx::query_scalar("select n from catalog_version").fetch_one(c).await)?)
    }

    pub async fn games(&self) -> Result<Vec<Game>> {
        Ok(on!(db self, c => sqlx::query_as(
            select_game!("order by id"))
            .fetch_all(c).await)?)
    }

    pub async fn game_by_code(&self, code: &str) -> Result<Option<Game>> {
        Ok(on!(db self, c => sqlx::query_as(
            select_game!("where code = $1"))
            .bind(code).fetch_optional(c).await)?)
    }

    pub async fn game(&self, id: i64) -> Result<Game> {
        Ok(on!(db self, c => sqlx::query_as(
            select_game!("where id = $1"))
            .bind(id).fetch_one(c).await)?)
    }

    pub async fn id_kinds(&self, game: i64) -> Result<Vec<IdKind>> {
        Ok(on!(db self, c => sqlx::query_as(
            "select code, label, charset, min_length, max_length, retired_at from id_kinds where game_id = $1 order by position, id")
            .bind(game).fetch_all(c).await)?)
    }

    pub async fn servers(&self, game: i64) -> Result<Vec<Server>> {
        Ok(on!(db self, c => sqlx::query_as(
            select_server!("where game_id = $1 order by id"))
            .bind(game).fetch_all(c).await)?)
    }

    pub async fn all_servers(&self) -> Result<Vec<Server>> {
        Ok(on!(db self, c => sqlx::query_as(
            select_server!("order by id"))
            .fetch_all(c).await)?)
    }

    pub async fn items(&self, game: i64) -> Result<Vec<Item>> {
        Ok(on!(db self, c => sqlx::query_as(
            "select id, code, name_en, name_ko, name_ja, kind, max_quantity, retired_at from items where game_id = $1 order by id")
            .bind(game).fetch_all(c).await)?)
    }

    pub async fn reasons(&self, game: i64) -> Result<Vec<Reason>> {
        Ok(on!(db self, c => sqlx::query_as(
            "select id, code, name_en, name_ko, name_ja, asks_detail, retired_at from reasons where game_id = $1 order by id")
            .bind(game).fetch_all(c).await)?)
    }

    pub async fn detail_reasons(&self, game: i64) -> Result<Vec<DetailReason>> {
        Ok(on!(db self, c => sqlx::query_as(
            "select id, code, name_en, name_ko, name_ja, retired_at from detail_reasons where game_id = $1 order by id")
            .bind(game).fetch_all(c).await)?)
    }

    pub async fn messages(&self, game: i64) -> Result<Vec<Message>> {
        Ok(on!(db self, c => sqlx::query_as(
            "select id, key, text_en, text_ko, text_ja, retired_at from messages where game_id = $1 order by id")
            .bind(game).fetch_all(c).await)?)
    }
}

impl Tx {
    /// Pauses deliveries to a server; false when it is paused already.
    pub async fn pause_server(&mut self, server: i64, now: i64, until: i64, because: &str) -> Result<bool> {
        Ok(on!(tx self, c => sqlx::query(
            "update servers set paused_until = $3, paused_because = $4, pauses = pauses + 1
             where id = $1 and (paused_until is null or paused_until <= $2)")
            .bind(server).bind(now).bind(until).bind(because)
            .execute(c).await.map(|done| done.rows_affected() == 1))?)
    }

    /// Ends the time after a pause; false when the pause still lasts, or somebody else has ended it.
    pub async fn resume_server(&mut self, server: i64, now: i64) -> Result<bool> {
        Ok(on!(tx self, c => sqlx::query(
            "update servers set paused_until = null, paused_because = null, pauses = 0 where id = $1 and paused_until <= $2")
            .bind(server).bind(now).execute(c).await.map(|done| done.rows_affected() == 1))?)
    }
}
