use super::{Db, Tx, on};
use crate::catalog::{
    DetailReason, Game, GameEntry, IdKind, IdKindEntry, Item, ItemEntry, Message, MessageEntry, NamedEntry, Reason,
    ReasonEntry, Server, ServerEntry,
};
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
            "select code, label, charset, min_length, max_length from id_kinds where game_id = $1 order by position")
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
    pub async fn upsert_game(&mut self, game: &GameEntry) -> Result<i64> {
        Ok(on!(tx self, c => sqlx::query_scalar(
            "insert into games (code, name_en, name_ko, name_ja, supports_validity, supports_messages)
             values ($1, $2, $3, $4, $5, $6)
             on conflict (code) do update set name_en = excluded.name_en, name_ko = excluded.name_ko, name_ja = excluded.name_ja,
                supports_validity = excluded.supports_validity, supports_messages = excluded.supports_messages
             returning id")
            .bind(&game.code).bind(&game.names.en).bind(&game.names.ko).bind(&game.names.ja)
            .bind(game.supports_validity).bind(game.supports_messages).fetch_one(c).await)?)
    }

    pub async fn upsert_id_kind(&mut self, game: i64, position: i64, kind: &IdKindEntry) -> Result<()> {
        on!(tx self, c => sqlx::query(
            "insert into id_kinds (game_id, code, label, charset, min_length, max_length, position)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (game_id, code) do update set label = excluded.label, charset = excluded.charset,
                min_length = excluded.min_length, max_length = excluded.max_length, position = excluded.position")
            .bind(game).bind(&kind.code).bind(&kind.label).bind(&kind.charset).bind(kind.min_length).bind(kind.max_length)
            .bind(position).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    pub async fn upsert_server(&mut self, game: i64, server: &ServerEntry) -> Result<()> {
        on!(tx self, c => sqlx::query(
            "insert into servers (game_id, code, name, url, secret, concurrency, rate_per_second, timeout_ms, max_batch)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             on conflict (game_id, code) do update set name = excluded.name, url = excluded.url, secret = excluded.secret,
                concurrency = excluded.concurrency, rate_per_second = excluded.rate_per_second,
                timeout_ms = excluded.timeout_ms, max_batch = excluded.max_batch")
            .bind(game).bind(&server.code).bind(&server.name).bind(server.url.trim_end_matches('/')).bind(&server.secret)
            .bind(server.concurrency).bind(server.rate_per_second).bind(server.timeout_ms).bind(server.max_batch)
            .execute(c).await.map(|_| ()))?;
        Ok(())
    }

    pub async fn upsert_item(&mut self, game: i64, item: &ItemEntry) -> Result<()> {
        on!(tx self, c => sqlx::query(
            "insert into items (game_id, code, name_en, name_ko, name_ja, kind, max_quantity) values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (game_id, code) do update set name_en = excluded.name_en, name_ko = excluded.name_ko,
                name_ja = excluded.name_ja, kind = excluded.kind, max_quantity = excluded.max_quantity")
            .bind(game).bind(&item.code).bind(&item.names.en).bind(&item.names.ko).bind(&item.names.ja).bind(&item.kind)
            .bind(item.max_quantity).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    pub async fn upsert_reason(&mut self, game: i64, reason: &ReasonEntry) -> Result<()> {
        on!(tx self, c => sqlx::query(
            "insert into reasons (game_id, code, name_en, name_ko, name_ja, asks_detail) values ($1, $2, $3, $4, $5, $6)
             on conflict (game_id, code) do update set name_en = excluded.name_en, name_ko = excluded.name_ko,
                name_ja = excluded.name_ja, asks_detail = excluded.asks_detail")
            .bind(game).bind(&reason.code).bind(&reason.names.en).bind(&reason.names.ko).bind(&reason.names.ja)
            .bind(reason.asks_detail).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    pub async fn upsert_detail_reason(&mut self, game: i64, reason: &NamedEntry) -> Result<()> {
        on!(tx self, c => sqlx::query(
            "insert into detail_reasons (game_id, code, name_en, name_ko, name_ja) values ($1, $2, $3, $4, $5)
             on conflict (game_id, code) do update set name_en = excluded.name_en, name_ko = excluded.name_ko,
                name_ja = excluded.name_ja")
            .bind(game).bind(&reason.code).bind(&reason.names.en).bind(&reason.names.ko).bind(&reason.names.ja)
            .execute(c).await.map(|_| ()))?;
        Ok(())
    }

    pub async fn upsert_message(&mut self, game: i64, message: &MessageEntry) -> Result<()> {
        on!(tx self, c => sqlx::query(
            "insert into messages (game_id, key, text_en, text_ko, text_ja) values ($1, $2, $3, $4, $5)
             on conflict (game_id, key) do update set text_en = excluded.text_en, text_ko = excluded.text_ko,
                text_ja = excluded.text_ja")
            .bind(game).bind(&message.key).bind(&message.texts.en).bind(&message.texts.ko).bind(&message.texts.ja)
            .execute(c).await.map(|_| ()))?;
        Ok(())
    }

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
