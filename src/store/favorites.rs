use sqlx::QueryBuilder;

use super::{Db, Tx, dialect, exactly_one, on};
use crate::error::Result;
use crate::favorite::{FavoriteRow, OriginRow};
use crate::request::FormFavorite;

macro_rules! select_favorite {
    ($rest:literal) => {
        concat!(
            "select f.id, f.user_id, u.name as owner, f.game_id, f.name, f.version, f.shared_at, v.saved_at, v.form
             from favorites f join users u on u.id = f.user_id
             join favorite_versions v on v.favorite_id = f.id and v.version = f.version
             where f.deleted_at is null and ",
            $rest
        )
    };
}

impl Db {
    pub async fn favorite(&self, id: i64) -> Result<Option<FavoriteRow>> {
        Ok(on!(db self, c => sqlx::query_as(select_favorite!("f.id = $1")).bind(id).fetch_optional(c).await)?)
    }

    /// A person's own favorites in their order, and what others shared in these games.
    pub async fn favorites_for(&self, person: i64, games: &[i64]) -> Result<Vec<FavoriteRow>> {
        on!(db self, c => {
            let mut query = QueryBuilder::new(select_favorite!("(f.user_id = "));
            query.push_bind(person).push(" or (f.shared_at is not null and f.game_id in (");
            let mut list = query.separated(", ");
            list.push_bind(0_i64);
            for game in games {
                list.push_bind(*game);
            }
            query.push("))) order by case when f.user_id = ").push_bind(person).push(" then f.position else 0 end, f.id");
            Ok(query.build_query_as().fetch_all(c).await?)
        })
    }

    /// Version, when it was saved, and what it said; the newest first.
    pub async fn favorite_versions(&self, id: i64) -> Result<Vec<(i64, i64, String)>> {
        Ok(on!(db self, c => sqlx::query_as(
            "select version, saved_at, form from favorite_versions where favorite_id = $1 order by version desc")
            .bind(id).fetch_all(c).await)?)
    }

    /// What a request was made from.
    pub async fn favorite_used(&self, no: i64) -> Result<Option<OriginRow>> {
        Ok(on!(db self, c => sqlx::query_as(
            "select u.favorite_id, coalesce(u.name, f.name) as name, u.version, coalesce(u.shared, f.shared_at is not null) as shared,
                f.user_id, f.game_id, f.shared_at is not null as is_template, f.deleted_at is null as is_there
             from favorite_uses u join favorites f on f.id = u.favorite_id where u.request_id = $1")
            .bind(no).fetch_optional(c).await)?)
    }

    pub async fn favorite_uses(&self, favorites: &[i64]) -> Result<Vec<(i64, i64)>> {
        let ids = serde_json::to_string(favorites)?;
        let sql = dialect!(self,
            sqlite: "select favorite_id, count(*) from favorite_uses
                     where favorite_id in (select value from json_each($1)) group by favorite_id",
            postgres: "select favorite_id, count(*) from favorite_uses
                     where favorite_id in (select cast(value as bigint) from json_array_elements_text($1::json)) group by favorite_id");
        Ok(on!(db self, c => sqlx::query_as(sql).bind(ids).fetch_all(c).await)?)
    }
}

impl Tx {
    /// Lets nobody else change this person's favorites until the transaction ends.
    pub async fn hold_favorites(&mut self, person: i64) -> Result<()> {
        let sql = dialect!(self,
            sqlite: "select id from users where id = $1",
            postgres: "select id from users where id = $1 for no key update");
        let _: i64 = on!(tx self, c => sqlx::query_scalar(sql).bind(person).fetch_one(c).await)?;
        Ok(())
    }

    pub async fn count_favorites(&mut self, person: i64) -> Result<i64> {
        Ok(
            on!(tx self, c => sqlx::query_scalar("select count(*) from favorites where user_id = $1 and deleted_at is null")
            .bind(person).fetch_one(c).await)?,
        )
    }

    /// Adds a favorite after all others; none when the person has one of this name.
    pub async fn insert_favorite(&mut self, person: i64, game: i64, name: &str, now: i64) -> Result<Option<i64>> {
        Ok(on!(tx self, c => sqlx::query_scalar(
            "insert into favorites (user_id, game_id, name, position, version, created_at)
             select $1, $2, $3, coalesce(max(position), 0) + 1, 1, $4 from favorites where user_id = $1
             on conflict (user_id, name) where deleted_at is null do nothing returning id")
            .bind(person).bind(game).bind(name).bind(now).fetch_optional(c).await)?)
    }

    pub async fn insert_favorite_version(&mut self, id: i64, version: i64, form: &str, now: i64) -> Result<()> {
        on!(tx self, c => sqlx::query(
            "insert into favorite_versions (favorite_id, version, form, saved_at) values ($1, $2, $3, $4)")
            .bind(id).bind(version).bind(form).bind(now).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    /// Counts a favorite's version on, and notes which game it is of now.
    pub async fn next_favorite_version(&mut self, id: i64, game: i64) -> Result<i64> {
        Ok(on!(tx self, c => sqlx::query_scalar(
            "update favorites set version = version + 1, game_id = $2 where id = $1 returning version")
            .bind(id).bind(game).fetch_one(c).await)?)
    }

    /// False when the person has another favorite of this name.
    pub async fn rename_favorite(&mut self, id: i64, person: i64, name: &str) -> Result<bool> {
        Ok(on!(tx self, c => sqlx::query(
            "update favorites set name = $3 where id = $1 and not exists
                (select 1 from favorites o where o.user_id = $2 and o.name = $3 and o.id <> $1 and o.deleted_at is null)")
            .bind(id).bind(person).bind(name).execute(c).await.map(|done| done.rows_affected() == 1))?)
    }

    /// A person's favorites in their order.
    pub async fn favorite_order(&mut self, person: i64) -> Result<Vec<i64>> {
        Ok(on!(tx self, c => sqlx::query_scalar(
            "select id from favorites where user_id = $1 and deleted_at is null order by position, id")
            .bind(person).fetch_all(c).await)?)
    }

    pub async fn order_favorites(&mut self, order: &[i64]) -> Result<()> {
        for (position, id) in (1_i64..).zip(order) {
            on!(tx self, c => sqlx::query("update favorites set position = $2 where id = $1 and position <> $2")
                .bind(*id).bind(position).execute(c).await.map(|_| ()))?;
        }
        Ok(())
    }

    pub async fn share_favorite(&mut self, id: i64, shared_at: Option<i64>) -> Result<()> {
        let rows = on!(tx self, c => sqlx::query("update favorites set shared_at = $2 where id = $1")
            .bind(id).bind(shared_at).execute(c).await.map(|done| done.rows_affected()))?;
        exactly_one(rows, "favorite")
    }

    pub async fn delete_favorite(&mut self, id: i64, now: i64) -> Result<()> {
        let rows = on!(tx self, c => sqlx::query("update favorites set deleted_at = $2 where id = $1 and deleted_at is null")
            .bind(id).bind(now).execute(c).await.map(|done| done.rows_affected()))?;
        exactly_one(rows, "favorite")
    }

    /// Notes what a request was begun from, if that is a favorite of its game which the person could have used.
    pub async fn note_favorite_use(&mut self, no: i64, used: FormFavorite, person: i64, game: i64) -> Result<()> {
        on!(tx self, c => sqlx::query(
            "insert into favorite_uses (request_id, favorite_id, version, name, shared)
             select $1, f.id, v.version, f.name, f.shared_at is not null from favorites f
             join favorite_versions v on v.favorite_id = f.id and v.version = $3
             where f.id = $2 and f.game_id = $5 and (f.user_id = $4 or f.shared_at is not null)")
            .bind(no).bind(used.id).bind(used.version).bind(person).bind(game).execute(c).await.map(|_| ()))?;
        Ok(())
    }
}
